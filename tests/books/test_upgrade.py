"""Books that an earlier release wrote go on, whole, after the upgrade."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from tests.books.quiet import quiet_world

from guyub.books import chart
from guyub.books.actions.posting import open_book
from guyub.books.guards import book_guards
from guyub.books.models import Account, Book, Transfer
from guyub.books.verify import verify_book
from guyub.books.writing import database_id
from guyub.openlog.guards import missing

# What each release knew of this room.
RELEASED = ["0001_initial"]
ADDED_LATER = {chart.WORKER_ADVANCES, chart.SUPPLIER_DEPOSITS, chart.WAGES_PAYABLE, chart.SALES_RETURNS}
ADDED_LATER |= {chart.GRANTS, chart.REPAIR, chart.PROMOTION}


def _migrate(*to: str) -> None:
    call_command("migrate", *to, verbosity=0)


@pytest.fixture(params=RELEASED)
def old_book(request: pytest.FixtureRequest, transactional_db: None) -> Iterator[Book]:
    """A book as a release left it: its own accounts, one entry, its totals."""
    book = open_book(quiet_world().enterprise)
    Account.objects.filter(book=book, code__in=ADDED_LATER).delete()
    _migrate("books", request.param)
    key = database_id(book.id)
    with connection.cursor() as cursor:
        table = ' ON "books_entry"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER IF EXISTS "books_entry_month_closed"{table}')  # that release had none
        cursor.execute(
            "INSERT INTO books_entry (book_id, number, client_id, day, posted_at, words, source_kind)"
            " VALUES (%s, 1, %s, '2026-10-05', '2026-10-05 02:00:00+00:00', '{\"text\":\"Jual\"}', '')",
            [key, key],
        )
        cursor.execute(
            "INSERT INTO books_transfer (book_id, number, line, day, debit, credit, amount)"
            " VALUES (%s, 1, 1, '2026-10-05', '1101', '4101', 45000)",
            [key],
        )
        for code, debit, credit in (("1101", 45000, 0), ("4101", 0, 45000)):
            cursor.execute(
                "INSERT INTO books_monthtotal (book_id, account, month, debit, credit)"
                " VALUES (%s, %s, '2026-10-01', %s, %s)",
                [key, code, debit, credit],
            )
    yield book
    _migrate()


def test_books_of_an_earlier_release_are_carried_over_whole(old_book: Book) -> None:
    _migrate()
    book = Book.objects.get(pk=old_book.pk)
    assert verify_book(book).wrong == ()
    assert list(Transfer.objects.values_list("amount", "party")) == [(45000, None)]
    assert missing(connection, book_guards(connection.vendor)) == []


def test_a_chart_of_an_earlier_release_gets_the_new_accounts(old_book: Book) -> None:
    _migrate()
    codes = set(Account.objects.filter(book_id=old_book.pk).values_list("code", flat=True))
    assert codes == {line.code for line in chart.WORKSHOP}
