"""Many entries at once, in one transaction: a year from a spreadsheet, or the undoing of it. Used by `actions` only.

Numbers are given in order under the book's lock, what the entries add to the totals is added up first and written
once, and nothing is written when any of them may not be. The tables, constraints and triggers are those of a single
entry. On PostgreSQL the rows go by COPY, on SQLite by one prepared statement.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Max
from django.db.transaction import get_connection

from guyub.books.models import Account, Book, Entry, Party
from guyub.books.rules.ledger import TransferLine, check_open
from guyub.books.writing import ADD_PARTY_TOTAL, ADD_TOTAL, INSERT_TRANSFER, database_id, lock
from guyub.kernel.errors import Problem
from guyub.kernel.telling import Tell, nobody
from guyub.kernel.words import Words, _
from guyub.people.models import User

AT_A_TIME = 2000  # entries whose rows are held in memory at once
IDS_A_QUERY = 500  # values named in one statement

ENTRY_COLUMNS = "book_id, number, client_id, day, posted_at, by_id, words, source_kind, source_id, reverses"
TRANSFER_COLUMNS = "book_id, number, line, day, debit, credit, amount, party"
INSERT_ENTRY = f"INSERT INTO books_entry ({ENTRY_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608
COPY_ENTRY = f"COPY books_entry ({ENTRY_COLUMNS}) FROM STDIN"
COPY_TRANSFER = f"COPY books_transfer ({TRANSFER_COLUMNS}) FROM STDIN"

SAVING = _("Menyimpan catatan")

_COPY_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class BulkEntry(NamedTuple):
    """One of many entries. `lines` are checked already (see `rules.ledger.as_lines`).

    `reverses` is the number of the entry that it takes back; below 0 it counts in this very batch: -1 is its first.
    """

    client_id: uuid.UUID
    day: date
    words_json: str
    lines: Sequence[TransferLine]
    source_kind: str = ""
    source_id: uuid.UUID | None = None
    reverses: int | None = None


class Refusal(NamedTuple):
    """Why one of the entries may not be written: its place in what was given, from 0, and the reason."""

    place: int
    problem: Problem


class Refused(Problem):
    """Some of the entries may not be written, so none was. `refusals` name each."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(refusals[0].problem.words, refusals[0].problem.field)
        self.refusals = tuple(refusals)


def write_many(
    book: Book, entries: Sequence[BulkEntry], *, by: User | None, at: datetime, tell: Tell = nobody
) -> range:
    """Write all `entries` in their order, in the caller's transaction or one of its own; their numbers.

    Access was checked by the caller. Raises Refused, with nothing written, for days in closed months, accounts or
    parties that the book does not have, client ids that are there already or come twice.
    """
    with transaction.atomic():
        lock(book)
        refusals = list(islice(refusals_of(book, entries), 1000))
        if refusals:
            raise Refused(refusals)
        last = Entry.objects.filter(book=book).aggregate(last=Max("number"))["last"] or 0
        _write(book, entries, last + 1, by, at, tell)
    return range(last + 1, last + 1 + len(entries))


def refusals_of(book: Book, entries: Sequence[BulkEntry]) -> Iterator[Refusal]:
    """The entries that may not be written, each with the reason, in order."""
    closed_until = Book.objects.values_list("closed_until", flat=True).get(pk=book.pk)
    codes = set(Account.objects.filter(book=book).values_list("code", flat=True))
    parties = {None, *Party.objects.filter(book=book).values_list("number", flat=True)}
    taken = {client_id: number for number, client_id in existing(book, [entry.client_id for entry in entries])}
    seen: set[uuid.UUID] = set()
    for place, (client_id, day, __, lines, *___) in enumerate(entries):
        if closed_until is not None and day <= closed_until:
            yield Refusal(place, _closed(day, closed_until))
        elif client_id in taken:
            words = _("Sudah ada sebagai catatan nomor %(number)s.", number=taken[client_id])
            yield Refusal(place, Problem(words, "id"))
        elif client_id in seen:
            yield Refusal(place, Problem(_("Nomor kirimannya sama dengan catatan lain di berkas ini."), "id"))
        elif strange := [code for line in lines for code in (line.debit, line.credit) if code not in codes]:
            yield Refusal(place, Problem(_no_account(strange[0]), "account"))
        elif any(line.party not in parties for line in lines):
            yield Refusal(place, Problem(_("Ada orang yang tidak terdapat dalam buku ini."), "party"))
        seen.add(client_id)


def existing(book: Book, client_ids: Sequence[uuid.UUID]) -> Iterator[tuple[int, uuid.UUID]]:
    """Number and client id of each of the book's entries that has one of these client ids."""
    if not Entry.objects.filter(book=book).exists():
        return
    for start in range(0, len(client_ids), IDS_A_QUERY):
        some = client_ids[start : start + IDS_A_QUERY]
        yield from Entry.objects.filter(book=book, client_id__in=some).values_list("number", "client_id")


def _no_account(code: str) -> Words:
    return _("Akun %(code)s tidak terdapat dalam buku ini.", code=code)


def _closed(day: date, closed_until: date) -> Problem:
    try:
        check_open(day, closed_until)
    except Problem as problem:
        return problem
    raise AssertionError(day)


def _write(book: Book, entries: Sequence[BulkEntry], first: int, by: User | None, at: datetime, tell: Tell) -> None:
    database = get_connection()
    own = database_id(book.id, database)
    sums: dict[tuple[str, str], list[int]] = {}
    party_sums: dict[tuple[str, int], list[int]] = {}
    with database.cursor() as cursor:
        insert = _copy if database.vendor == "postgresql" else _execute
        fixed = (database.ops.adapt_datetimefield_value(at), database_id(by.id, database) if by else None)
        for start in range(0, len(entries), AT_A_TIME):
            some = entries[start : start + AT_A_TIME]
            tell(start, len(entries), SAVING)
            insert(cursor, COPY_ENTRY, INSERT_ENTRY, _entry_rows(own, some, first + start, first, fixed, database))
            insert(cursor, COPY_TRANSFER, INSERT_TRANSFER, _transfer_rows(own, some, first + start))
            _add_up(some, sums, party_sums)
        tell(len(entries), len(entries), SAVING)
        cursor.executemany(ADD_TOTAL, [(own, code, month, *both) for (code, month), both in sorted(sums.items())])
        if party_sums:
            rows = [(own, *key, *both) for key, both in sorted(party_sums.items())]
            cursor.executemany(ADD_PARTY_TOTAL, rows)
        if database.vendor == "postgresql":
            # How foreign keys are checked at the end may have been planned when these tables held a few rows: that
            # plan reads the whole table for each new row.
            cursor.execute("DISCARD PLANS")


def _entry_rows(
    own: Any,
    entries: Sequence[BulkEntry],
    number: int,
    first: int,
    fixed: tuple[Any, Any],
    database: BaseDatabaseWrapper,
) -> Iterator[tuple[Any, ...]]:
    posted_at, by = fixed
    native = database.features.has_native_uuid_field
    for at, (client_id, day, words, __, kind, source_id, reverses) in enumerate(entries, number):
        client = client_id if native else client_id.hex
        source = source_id if native or source_id is None else source_id.hex
        back = first - 1 - reverses if reverses is not None and reverses < 0 else reverses
        yield own, at, client, day.isoformat(), posted_at, by, words, kind, source, back


def _transfer_rows(own: Any, entries: Sequence[BulkEntry], number: int) -> Iterator[tuple[Any, ...]]:
    for at, entry in enumerate(entries, number):
        day = entry.day.isoformat()
        for place, line in enumerate(entry.lines, 1):
            yield own, at, place, day, line.debit, line.credit, line.amount, line.party


def _add_up(
    entries: Iterable[BulkEntry], sums: dict[tuple[str, str], list[int]], party_sums: dict[tuple[str, int], list[int]]
) -> None:
    """Add what the entries move to the totals by account and month, and by account and party."""
    for entry in entries:
        month = entry.day.isoformat()[:8] + "01"
        for line in entry.lines:
            amount, party = line.amount, line.party
            sums.setdefault((line.debit, month), [0, 0])[0] += amount
            sums.setdefault((line.credit, month), [0, 0])[1] += amount
            if party is not None:
                party_sums.setdefault((line.debit, party), [0, 0])[0] += amount
                party_sums.setdefault((line.credit, party), [0, 0])[1] += amount


def _execute(cursor: Any, _copy_sql: str, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    cursor.executemany(sql, rows)


def _copy(cursor: Any, sql: str, _insert_sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with get_connection().wrap_database_errors, cursor.copy(sql) as copy:
        copy.write("".join(map(_copy_line, rows)))


def _copy_line(row: tuple[Any, ...]) -> str:
    return "\t".join(map(_copy_value, row)) + "\n"


def _copy_value(value: Any) -> str:
    """One value in the text format of COPY."""
    if value is None:
        return "\\N"
    return value.translate(_COPY_ESCAPES) if isinstance(value, str) else str(value)
