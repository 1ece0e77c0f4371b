"""Entries of the books whose goods wait for a place in the stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Min, OuterRef, Q

from guyub.books.models import Book, Entry, Note
from guyub.books.rules.meaning import EventKind
from guyub.kernel.words import Words
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Item, Movement, StockDay, Unplaced

LOOKED_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry and how it was understood."""

    entry: Entry
    note: Note

    @property
    def words(self) -> Words:
        return self.entry.words


def unplaced(enterprise: Enterprise, today: date) -> Sequence[Waiting]:
    """What waits, the latest first: purchases of the last 90 days, and what is an item's but does not say how much.

    What was bought before anything was counted here lay on the shelf that was counted. Nothing while no stock is kept.
    Four queries.
    """
    book = Book.objects.filter(enterprise=enterprise).first()
    if book is None or not Item.objects.filter(enterprise=enterprise).exists():
        return []
    asked = Unplaced.objects.filter(enterprise=enterprise, entry=OuterRef("number"))
    moved = Movement.objects.filter(item__enterprise=enterprise, entry=OuterRef("number"), undone_at=None)
    undone = Entry.objects.filter(book=book, reverses=OuterRef("number"))
    began = StockDay.objects.filter(item__enterprise=enterprise).aggregate(day=Min("day"))["day"] or date.min
    since = max(today - LOOKED_BACK, began)
    recent = Entry.objects.filter(book=book, day__gte=since, number=OuterRef("number"))
    notes = Note.objects.filter(
        Q(Exists(asked.filter(no_stock=False))) | Q(kind=EventKind.PURCHASE.value) & ~Exists(asked),
        Exists(recent),
        ~Exists(moved),
        ~Exists(undone),
        book=book,
    )
    by_number = {note.number: note for note in notes}
    entries = Entry.objects.filter(book=book, number__in=list(by_number)).order_by("-day", "-number")
    return [Waiting(entry, by_number[entry.number]) for entry in entries]
