"""What an import has to know of its book: its accounts, what it has already, what was taken back."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from guyub.books.bulk import IDS_A_QUERY, existing
from guyub.books.models import Account, Book, Entry, Import, Transfer
from guyub.books.rules.accounts import AccountBook
from guyub.books.rules.cells import said
from guyub.books.rules.journal import ReadEntry
from guyub.books.rules.ledger import Kind, TransferLine
from guyub.books.rules.undoing import to_take_back
from guyub.kernel.words import Words, render

Likeness = tuple[date, str, tuple[tuple[str, str, int], ...]]
_DAYS_APART = 40  # entries are compared in spans of days, so that a gap of years is not read


class Moves(Protocol):
    """Whatever tells one transfer."""

    @property
    def debit(self) -> str: ...
    @property
    def credit(self) -> str: ...
    @property
    def amount(self) -> int: ...


def imports_of(book: Book, most: int = 50) -> list[Import]:
    """The book's imports, latest first."""
    return list(Import.objects.filter(book=book).select_related("by").defer("table").order_by("-at")[:most])


def account_book(book: Book, chosen: Mapping[str, str | Kind]) -> AccountBook:
    """The book's accounts, to be found by code or name in either language."""
    accounts = list(Account.objects.filter(book=book).order_by("code"))
    names = {each.code: tuple(dict.fromkeys((each.name, render(each.words, "en")))) for each in accounts}
    return AccountBook(names, {each.code: Kind(each.kind) for each in accounts}, chosen)


def taken_back(book: Book, first: int = 1) -> dict[int, int]:
    """Of each entry from number `first` on that takes another back, which one."""
    rows = Entry.objects.filter(book=book, reverses__isnull=False, number__gte=first)
    return {number: taken for number, taken in rows.values_list("number", "reverses") if taken is not None}


def used_ids(book: Book, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Those of the client ids that the book has, with the numbers of their entries."""
    return {client_id: number for number, client_id in existing(book, ids)}


def counting_ids(book: Book, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Those of the client ids whose entries count, with their numbers.

    Entries of an import that was undone do not, nor those that were taken back by an entry that is not meant as well.
    """
    undone = [numbers_of(each) for each in Import.objects.filter(book=book, state=Import.State.UNDONE)]
    found = {id_: number for id_, number in used_ids(book, ids).items() if not any(number in span for span in undone)}
    if not found:
        return {}
    mine = set(found.values())
    back = taken_back(book, min(mine))
    there = {*to_take_back(mine, back), *(each for pair in back.items() if mine.issuperset(pair) for each in pair)}
    return {id_: number for id_, number in found.items() if number in there}


def numbers_of(listed: Import) -> range:
    """The numbers of the entries that an import wrote: they were written together, so they follow each other."""
    first = (listed.table or {}).get("first", 1)
    return range(first, first + listed.entries)


def likeness(day: date, words: Words, moves: Iterable[Moves]) -> Likeness:
    """What two entries share that are the same event, as far as can be told."""
    return day, said(words).casefold(), tuple(sorted((move.debit, move.credit, move.amount) for move in moves))


def alike(book: Book, entries: Sequence[ReadEntry]) -> Counter[Likeness]:
    """How often the book has what each of these entries says, on their days; what was taken back does not count."""
    wanted = {likeness(entry.day, entry.words, entry.moves) for entry in entries}
    found: Counter[Likeness] = Counter()
    gone = {number for pair in taken_back(book).items() for number in pair}
    for first, last in _spans({entry.day for entry in entries}):
        rows = Entry.objects.filter(book=book, day__range=(first, last)).values_list("number", flat=True)
        numbers = [number for number in rows if number not in gone]
        for entry, lines in entries_with_lines(book, numbers):
            each = likeness(entry.day, entry.words, lines)
            if each in wanted:
                found[each] += 1
    return found


def _spans(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """The days in spans of less than a few weeks each."""
    first = last = None
    for day in sorted(days):
        if first is None or last is None or (day - first).days > _DAYS_APART:
            if first is not None and last is not None:
                yield first, last
            first = day
        last = day
    if first is not None and last is not None:
        yield first, last


def entries_with_lines(book: Book, numbers: Sequence[int]) -> Iterator[tuple[Entry, list[TransferLine]]]:
    """Entries by number with their transfers, some hundreds at a time."""
    for start in range(0, len(numbers), IDS_A_QUERY):
        some = numbers[start : start + IDS_A_QUERY]
        lines: dict[int, list[TransferLine]] = {}
        rows = Transfer.objects.filter(book=book, number__in=some).order_by("number", "line")
        for number, debit, credit, amount, party in rows.values_list("number", "debit", "credit", "amount", "party"):
            lines.setdefault(number, []).append(TransferLine(debit, credit, amount, party))
        for entry in Entry.objects.filter(book=book, number__in=some).order_by("number"):
            yield entry, lines[entry.number]
