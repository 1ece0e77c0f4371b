"""What the pages for writing show: whose book it is, what was written today, and one entry with all that belongs to it.

Each answer costs a constant number of queries.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from guyub.books.models import Book, Entry, Equipment, Note, Receipt
from guyub.books.queries.ledger import EntryLine, entry_lines, require_sight
from guyub.books.rules.closing import DEPRECIATION, STOCK_VALUE
from guyub.books.rules.taxes import ACCRUAL
from guyub.books.rules.telling import may_take_back
from guyub.kernel.words import Words
from guyub.people.access import Person
from guyub.people.models import RoleName
from guyub.sentra.models import Enterprise

SHOWN = 5
WORKED_OUT = (DEPRECIATION, ACCRUAL, STOCK_VALUE)


@dataclass(frozen=True, slots=True)
class Desk:
    """A workshop that its owner may write for. It has no book before the first entry."""

    enterprise: Enterprise
    book: Book | None

    @property
    def key(self) -> uuid.UUID:
        """Names the workshop in an address: the id of its book, before there is one its own."""
        return self.book.id if self.book else self.enterprise.id


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry, the owner's words for it, and what became of it."""

    entry: Entry
    line: EntryLine
    by: str
    note: Note | None
    receipts: tuple[Receipt, ...]
    equipment: Equipment | None
    reverses: Words | None
    reversed_by: Entry | None
    may_take_back: bool

    @property
    def posted_at(self) -> datetime:
        return self.entry.posted_at


def desks_of(person: Person) -> list[Desk]:
    """The workshops whose books this person keeps, by name."""
    places = getattr(person, "places", None)
    if places is None:
        return []
    owned = Enterprise.objects.filter(id__in=places(RoleName.OWNER)).select_related("book").order_by("name", "id")
    return [Desk(each, getattr(each, "book", None)) for each in owned]


def written_today(person: Person, book: Book | None, today: date) -> tuple[EntryLine, ...]:
    """The latest entries that somebody wrote today, whatever day they are of; not those that are worked out."""
    if book is None:
        return ()
    require_sight(person, book)
    told = Entry.objects.filter(book=book).exclude(source_kind__in=WORKED_OUT)
    latest = told.order_by("-number")[:SHOWN]
    return entry_lines(book, [entry for entry in latest if timezone.localdate(entry.posted_at) == today])


def entry_view(person: Person, book: Book, number: int) -> EntryView | None:
    """The entry of this number with its receipts, its words, and what took it back."""
    require_sight(person, book)
    around = Entry.objects.filter(book=book).select_related("by")
    entry = around.filter(number=number).first()
    if entry is None:
        return None
    reversed_by = around.filter(reverses=number).first()
    things = list(Equipment.objects.filter(book=book, entry=number)[:2])  # an opening brings many
    first = around.filter(number=entry.reverses).first() if entry.reverses else None
    return EntryView(
        entry=entry,
        line=entry_lines(book, [entry])[0],
        by=entry.by.name if entry.by else "",
        note=Note.objects.filter(book=book, number=number).first(),
        receipts=tuple(Receipt.objects.filter(book=book, number=number).order_by("at")),
        equipment=things[0] if len(things) == 1 else None,
        reverses=first.words if first else None,
        reversed_by=reversed_by,
        may_take_back=reversed_by is None and may_take_back(entry.source_kind, entry.reverses),
    )


def receipt_of(receipt: uuid.UUID) -> Receipt | None:
    """The receipt of this id, with its book, whoever asks: the caller checks that the book may be read."""
    return Receipt.objects.select_related("book").filter(id=receipt).first()
