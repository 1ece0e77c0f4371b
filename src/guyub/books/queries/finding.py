"""What in some books somebody may search for. Bounded by numbers of entries, which come one after the other."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Q

from guyub.books.models import Entry, Note, Party, Transfer
from guyub.kernel.words import Words

LATEST = 5_000  # entries that are read, shared out evenly between the books
Key = tuple[uuid.UUID, int]  # of an entry: book and number


@dataclass(frozen=True, slots=True)
class Found:
    """One entry, and the largest amount that it moved, in rupiah."""

    entry: Entry
    amount: int


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry is known by: the line as written with its thing, and its words as they are kept."""

    key: Key
    note: str
    words_json: str

    @property
    def words(self) -> Words:
        return Words.from_json(json.loads(self.words_json))


def parties_in(books: Sequence[uuid.UUID], most: int) -> list[Party]:
    """Those with whom the books had dealings, the newest first."""
    return list(Party.objects.filter(book__in=books).order_by("-number")[:most])


def stretch_of(books: Sequence[uuid.UUID], back: int) -> tuple[Q, bool]:
    """`LATEST` entries of these books together, the last or those `back` steps before; and whether there are older.

    The former as a condition on entries and on what hangs on them. One query.
    """
    stretch, older = Q(pk__in=[]), False
    size = LATEST // len(books) or 1
    ends = Entry.objects.filter(book__in=books).values_list("book").annotate(Max("number"))
    for book, last in ends:
        until = last - back * size
        stretch |= Q(book=book, number__gt=until - size, number__lte=until)
        older |= until > size
    return stretch, older


def said_of(stretch: Q) -> list[Said]:
    """What was said of each entry, the newest days first. Two queries."""
    notes = {
        (book, number): f"{text} {item}"
        for book, number, text, item in Note.objects.filter(stretch).values_list("book", "number", "text", "item")
    }
    rows = Entry.objects.filter(stretch).order_by("-day", "-number").values_list("book", "number", "words_json")
    return [Said((book, number), notes.get((book, number), ""), words) for book, number, words in rows]


def moved(stretch: Q, amount: int, most: int) -> list[Key]:
    """The latest entries that moved just this amount in one transfer. One query."""
    rows = Transfer.objects.filter(stretch, amount=amount).order_by("-day", "-number").values_list("book", "number")
    return list(dict.fromkeys(rows[: most * 4]))[:most]


def entries_at(keys: Iterable[Key]) -> list[Found]:
    """These entries, the newest days first. Two queries."""
    wanted = Q(pk__in=[])
    for book, number in keys:
        wanted |= Q(book=book, number=number)
    sums = Transfer.objects.filter(wanted).values_list("book", "number").annotate(Max("amount")).order_by()
    amounts = {(book, number): amount for book, number, amount in sums}
    entries = Entry.objects.filter(wanted).order_by("-day", "-number")
    return [Found(entry, amounts.get((entry.book_id, entry.number), 0)) for entry in entries]
