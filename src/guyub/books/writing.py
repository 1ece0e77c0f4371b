"""The statements that write one entry: four, whatever the size of the book. Used by `actions` only.

Plain SQL because posting is the hottest path of the program. It is the same text on SQLite and PostgreSQL.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from guyub.books.models import Book, Entry
from guyub.books.rules import Total, TransferLine

INSERT_ENTRY = (
    "INSERT INTO books_entry"
    " (book_id, number, client_id, day, posted_at, by_id, words, source_kind, source_id, reverses)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
INSERT_TRANSFERS = "INSERT INTO books_transfer (book_id, number, line, day, debit, credit, amount) VALUES "
ADD_TOTALS = (
    "INSERT INTO books_monthtotal (book_id, account, month, debit, credit) VALUES {rows}"
    " ON CONFLICT (book_id, account, month) DO UPDATE"
    " SET debit = books_monthtotal.debit + excluded.debit, credit = books_monthtotal.credit + excluded.credit"
)
# Rows in one statement: below SQLite's oldest limit of 999 values.
ROWS_AT_ONCE = 100


class Standing(NamedTuple):
    """What a book says before an entry is written into it."""

    last_number: int
    first_number: int | None  # of the entry that already has this client id
    known_accounts: int


def lock(book: Book) -> None:
    """Let nobody else write into this book until the transaction ends. On SQLite the transaction already says so."""
    if connection.features.has_select_for_update:
        Book.objects.select_for_update(no_key=True).filter(pk=book.pk).values_list("pk").get()


def standing(book: Book, client_id: uuid.UUID, codes: Sequence[str]) -> Standing:
    """The last number, whether this client id is there already, and how many of `codes` are accounts of the book."""
    key = database_id(book.id)
    with connection.cursor() as cursor:
        cursor.execute(_standing_sql(len(codes)), [key, key, database_id(client_id), key, *codes])
        return Standing(*cursor.fetchone())


@lru_cache(maxsize=256)
def _standing_sql(codes: int) -> str:
    return (
        "SELECT COALESCE((SELECT MAX(number) FROM books_entry WHERE book_id = %s), 0),"  # noqa: S608 - only places for values
        " (SELECT number FROM books_entry WHERE book_id = %s AND client_id = %s),"
        f" (SELECT COUNT(*) FROM books_account WHERE book_id = %s AND code IN ({_places(codes)}))"
    )


def write(entry: Entry, lines: Sequence[TransferLine], totals: Mapping[str, Total], month: date) -> None:
    """Write the entry, its transfers, and what they add to the month's totals."""
    book, day = database_id(entry.book_id), entry.day.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(INSERT_ENTRY, _entry_values(entry))
        rows = [
            (book, entry.number, number, day, line.debit, line.credit, line.amount)
            for number, line in enumerate(lines, 1)
        ]
        for some in _parts(rows):
            cursor.execute(_transfers_sql(len(some)), [value for row in some for value in row])
        sums = [(book, code, month.isoformat(), total.debit, total.credit) for code, total in totals.items()]
        for part in _parts(sums):
            cursor.execute(_totals_sql(len(part)), [value for row in part for value in row])


def _entry_values(entry: Entry) -> list[Any]:
    return [
        database_id(entry.book_id),
        entry.number,
        database_id(entry.client_id),
        entry.day.isoformat(),
        connection.ops.adapt_datetimefield_value(entry.posted_at),
        database_id(entry.by_id) if entry.by_id else None,
        entry.words_json,
        entry.source_kind,
        database_id(entry.source_id) if entry.source_id else None,
        entry.reverses,
    ]


@lru_cache(maxsize=256)
def _transfers_sql(rows: int) -> str:
    return INSERT_TRANSFERS + ", ".join([f"({_places(7)})"] * rows)


@lru_cache(maxsize=256)
def _totals_sql(rows: int) -> str:
    return ADD_TOTALS.format(rows=", ".join([f"({_places(5)})"] * rows))


def _places(count: int) -> str:
    return ", ".join(["%s"] * count)


def _parts(rows: list[tuple[Any, ...]]) -> list[list[tuple[Any, ...]]]:
    return [rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE)]


def database_id(value: uuid.UUID) -> Any:
    """An id as a parameter of plain SQL: PostgreSQL has a type for it, SQLite keeps its 32 digits."""
    return value if connection.features.has_native_uuid_field else value.hex
