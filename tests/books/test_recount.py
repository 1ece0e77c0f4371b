"""`guyub verify` recounts the books, and finds whatever somebody changed behind them."""

from __future__ import annotations

import uuid
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.posting import open_book, post_within
from guyub.books.guards import book_guards
from guyub.books.models import Book
from guyub.books.verify import verify_book, verify_books
from guyub.kernel.words import _


@pytest.fixture
def books(world: World) -> list[Book]:
    books = [open_book(owner) for owner in (world.enterprise, world.neighbour)]
    for book in books:
        for month in (9, 10, 11):
            for day in (1, 15, 28):
                transfers = [(chart.CASH, chart.SALES, 1000 * day), (chart.WAGES, chart.CASH, 500)]
                post_within(book, client_id=uuid.uuid4(), day=date(2026, month, day), words=_("x"), transfers=transfers)
    return books


def unguarded(sql: str) -> None:
    """Run one statement as somebody would who may change the schema and first takes the triggers away."""
    with connection.cursor() as cursor:
        for guard in book_guards(connection.vendor):
            on_table = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"{on_table}')
        cursor.execute(sql)


def test_books_that_nobody_touched_recount_the_same(books: list[Book]) -> None:
    reports = list(verify_books())
    assert [(report.entries, report.transfers, report.wrong) for report in reports] == [(9, 18, ())] * 2
    assert {report.moved for report in reports} == {3 * (1 + 15 + 28) * 1000 + 9 * 500}


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE books_monthtotal SET debit = debit + 1 WHERE account = '1101' AND month = '2026-10-01'", "1101"),
        ("UPDATE books_monthtotal SET credit = credit + 1 WHERE account = '4101'", "4101"),
        ("DELETE FROM books_monthtotal WHERE account = '4101' AND month = '2026-09-01'", "2026-09"),
        ("UPDATE books_monthtotal SET month = '2026-08-01' WHERE month = '2026-09-01'", "2026-08"),
        ("UPDATE books_transfer SET amount = amount + 1 WHERE number = 5 AND line = 1", "2026-10"),
        ("UPDATE books_transfer SET credit = '4201' WHERE number = 5 AND line = 1", "4101"),
        ("UPDATE books_transfer SET day = '2026-10-16' WHERE number = 5 AND line = 1", "nomor 5"),
        ("UPDATE books_entry SET day = '2026-12-16' WHERE number = 5", "nomor 5"),
        ("DELETE FROM books_transfer WHERE number = 5", "nomor 5"),
        ("DELETE FROM books_entry WHERE number = 5", "nomor 5"),
        ("DELETE FROM books_entry WHERE number = 1", "nomor 1"),
        ("UPDATE books_entry SET number = 50 WHERE number = 9", "nomor 9"),
    ],
)
def test_what_was_changed_behind_the_books_is_found(books: list[Book], sql: str, said: str) -> None:
    only_one = f"{sql} {'AND' if 'WHERE' in sql else 'WHERE'} book_id = '{_key(books[0])}'"
    unguarded(only_one)
    assert said in " ".join(map(str, verify_book(books[0]).wrong))
    assert verify_book(books[1]).wrong == ()
    _put_keys_right(books)


def test_the_command_names_the_book_and_ends_with_1(books: list[Book]) -> None:
    said = StringIO()
    call_command("verify", stdout=said)
    assert "9 catatan" in said.getvalue()
    unguarded("UPDATE books_transfer SET amount = amount + 1 WHERE number = 5 AND line = 1")
    with pytest.raises(CommandError) as ended:
        call_command("verify", stdout=said)
    assert ended.value.returncode == 1
    assert books[0].name in said.getvalue()
    assert "books_transfer" in said.getvalue(), "the missing triggers are named"


def _key(book: Book) -> str:
    return str(book.id) if connection.vendor == "postgresql" else book.id.hex


def _put_keys_right(books: list[Book]) -> None:
    """Empty the spoilt book, so that the check of foreign keys after the test has nothing to complain of."""
    for table in ("books_transfer", "books_entry"):
        unguarded(f"DELETE FROM {table} WHERE book_id = '{_key(books[0])}'")  # noqa: S608
