"""Entries as they were written: what was moved between which accounts, with whom. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guyub.books.models import Book, Entry, Party, Transfer
from guyub.books.queries.ledger import Place, before, require_sight
from guyub.people.access import Person


@dataclass(frozen=True, slots=True)
class WrittenMove:
    """A transfer by the codes of its accounts; `party` by name."""

    debit: str
    credit: str
    amount: int
    party: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """An entry with all that it moves; `reversed_by` is the number of the one that took it back."""

    entry: Entry
    transfers: tuple[WrittenMove, ...]
    reversed_by: int | None


def written_page(person: Person, book: Book, after: Place | None, size: int) -> tuple[list[Written], Place | None]:
    """Entries from the latest day back, `size` at a time, continuing after `after`; and where the next page starts."""
    require_sight(person, book)
    rows = Entry.objects.filter(book=book).order_by("-day", "-number")
    if after is not None:
        rows = rows.filter(before(after))
    entries = list(rows[: size + 1])
    shown = entries[:size]
    more = (shown[-1].day, shown[-1].number) if len(entries) > size else None
    return _whole(book, shown), more


def written(person: Person, book: Book, number: int) -> Written | None:
    """The entry of this number, if the book has it."""
    require_sight(person, book)
    found = _whole(book, Entry.objects.filter(book=book, number=number)[:1])
    return found[0] if found else None


def written_of(entry: Entry) -> Written:
    """An entry just written, whose writer was let in already."""
    return _whole(entry.book, [entry])[0]


def place_of(person: Person, book: Book, number: int) -> Place | None:
    """Where the entry of this number stands in the list; None when there is none."""
    require_sight(person, book)
    return Entry.objects.filter(book=book, number=number).values_list("day", "number").first()


def _whole(book: Book, found: Iterable[Entry]) -> list[Written]:
    entries = list(found)
    numbers = [entry.number for entry in entries]
    rows = list(Transfer.objects.filter(book=book, number__in=numbers).order_by("number", "line"))
    parties = Party.objects.filter(book=book, number__in={row.party for row in rows if row.party})
    names = dict(parties.values_list("number", "name"))
    moves: dict[int, list[WrittenMove]] = {}
    for row in rows:
        party = names[row.party] if row.party else None
        moves.setdefault(row.number, []).append(WrittenMove(row.debit, row.credit, row.amount, party))
    back = dict(Entry.objects.filter(book=book, reverses__in=numbers).values_list("reverses", "number"))
    return [Written(each, tuple(moves.get(each.number, ())), back.get(each.number)) for each in entries]
