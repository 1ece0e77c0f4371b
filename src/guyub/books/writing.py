"""The statements that write one entry: three, whatever the size of the book. Used by `actions` only.

Plain SQL because posting is the hottest path of the program. It is the same text on SQLite and PostgreSQL, but for
the sign that stands for a value: on SQLite the statements go to its own cursor, because Django's rewrites each of
them each time, which took longer than running it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import get_connection

from guyub.books.models import Book, Entry
from guyub.books.rules.ledger import Total, TransferLine, party_totals_of
from guyub.people.models import User

# One statement gives the number and refuses what is there already: nobody can come between, and it saves two.
INSERT_ENTRY = (
    "INSERT INTO books_entry"
    " (book_id, number, client_id, day, posted_at, by_id, words, source_kind, source_id, reverses)"
    " SELECT %s, COALESCE((SELECT MAX(number) FROM books_entry WHERE book_id = %s), 0) + 1, {values}"
    " WHERE NOT EXISTS (SELECT 1 FROM books_entry WHERE book_id = %s AND client_id = %s)"
    " AND (SELECT COUNT(*) FROM books_account WHERE book_id = %s AND code IN ({codes})) = %s"
    " AND NOT EXISTS (SELECT 1 FROM books_book WHERE id = %s AND closed_until >= %s)"
    " RETURNING number"
)
INSERT_TRANSFER = (
    "INSERT INTO books_transfer (book_id, number, line, day, debit, credit, amount, party)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
ADD_TOTAL = (
    "INSERT INTO books_monthtotal (book_id, account, month, debit, credit) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (book_id, account, month) DO UPDATE"
    " SET debit = books_monthtotal.debit + excluded.debit, credit = books_monthtotal.credit + excluded.credit"
)
ADD_PARTY_TOTAL = (
    "INSERT INTO books_partytotal (book_id, account, party, debit, credit) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (book_id, account, party) DO UPDATE"
    " SET debit = books_partytotal.debit + excluded.debit, credit = books_partytotal.credit + excluded.credit"
)
ENTRY_FIELDS = [field.attname for field in Entry._meta.concrete_fields]


class Draft(NamedTuple):
    """An entry before it has its number."""

    book: Book
    client_id: uuid.UUID
    day: date
    posted_at: datetime
    by: User | None
    words_json: str
    source_kind: str
    source_id: uuid.UUID | None
    reverses: int | None

    def entry(self, number: int) -> Entry:
        """The entry as it will be when it is read again: twice as quick as by names."""
        by_id = self.by.id if self.by else None
        row = (self.book.id, number, self.client_id, self.day, self.posted_at, by_id, *self[5:])
        entry = Entry.from_db(get_connection().alias, ENTRY_FIELDS, row)
        entry.book = self.book
        return entry


def lock(book: Book) -> None:
    """Let nobody else write into this book until the transaction ends. On SQLite the transaction already says so."""
    if get_connection().features.has_select_for_update:
        Book.objects.select_for_update(no_key=True).filter(pk=book.pk).values_list("pk").get()


def write(draft: Draft, lines: Sequence[TransferLine], totals: Mapping[str, Total], month: date) -> Entry | None:
    """Write the entry, its transfers, and what they add to the totals by month and by party.

    None, and nothing written, when the client id is there already, an account is not the book's, or the month is
    closed.
    """
    database = get_connection()
    book, day, in_month = database_id(draft.book.id, database), draft.day.isoformat(), month.isoformat()
    own = database.vendor == "sqlite" and not database.queries_logged
    with _cursor(database, own) as cursor:
        cursor.execute(_entry_sql(len(totals), own), _entry_values(draft, totals, database))
        row = cursor.fetchone()
        if row is None:
            return None
        number = row[0]
        cursor.executemany(
            _spelled(INSERT_TRANSFER, own),
            [
                (book, number, at, day, line.debit, line.credit, line.amount, line.party)
                for at, line in enumerate(lines, 1)
            ],
        )
        cursor.executemany(
            _spelled(ADD_TOTAL, own),
            [(book, code, in_month, total.debit, total.credit) for code, total in totals.items()],
        )
        if with_parties := party_totals_of(lines):
            cursor.executemany(
                _spelled(ADD_PARTY_TOTAL, own),
                [(book, *key, total.debit, total.credit) for key, total in with_parties.items()],
            )
    return draft.entry(number)


def _values(line: TransferLine) -> tuple[str, str, int, int | None]:
    return line.debit, line.credit, line.amount, line.party


@contextmanager
def _cursor(database: BaseDatabaseWrapper, own: bool) -> Iterator[Any]:
    """SQLite's own cursor, its errors turned into Django's; or Django's cursor, which somebody may be watching."""
    if not own:
        with database.cursor() as cursor:
            yield cursor
        return
    with database.wrap_database_errors, closing(database.connection.cursor()) as cursor:
        yield cursor


def _entry_values(draft: Draft, codes: Collection[str], database: BaseDatabaseWrapper) -> list[Any]:
    book, client = database_id(draft.book.id, database), database_id(draft.client_id, database)
    return [
        book,
        book,
        client,
        draft.day.isoformat(),
        database.ops.adapt_datetimefield_value(draft.posted_at),
        database_id(draft.by.id, database) if draft.by else None,
        draft.words_json,
        draft.source_kind,
        database_id(draft.source_id, database) if draft.source_id else None,
        draft.reverses,
        book,
        client,
        book,
        *codes,
        len(codes),
        book,
        draft.day.isoformat(),
    ]


@lru_cache(maxsize=256)
def _entry_sql(codes: int, own: bool) -> str:
    return _spelled(INSERT_ENTRY.format(values=_places(8), codes=_places(codes)), own)


@lru_cache(maxsize=256)
def _spelled(sql: str, own: bool) -> str:
    return sql.replace("%s", "?") if own else sql


def _places(count: int) -> str:
    return ", ".join(["%s"] * count)


def database_id(value: uuid.UUID, database: BaseDatabaseWrapper | None = None) -> Any:
    """An id as a parameter of plain SQL: PostgreSQL has a type for it, SQLite keeps its 32 digits."""
    return value if (database or get_connection()).features.has_native_uuid_field else value.hex
