"""The recount: what the transfers say, against everything that was derived from them.

All sums are made by the database, a book at a time, so memory does not grow with the number of entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from guyub.books.guards import book_guards
from guyub.books.models import Book, Entry, Transfer
from guyub.books.writing import database_id
from guyub.kernel.words import Rupiah, Words, _
from guyub.openlog.guards import missing

# The first of the month of a day, as it is kept in `month`.
MONTH_OF_DAY = {
    "sqlite": "strftime('%%Y-%%m-01', {day})",
    "postgresql": "date_trunc('month', {day})::date",
}

# Totals recounted from transfers against those kept; a row where they differ. One side may be missing.
DIFFERENT_TOTALS = """
WITH moved AS (
  SELECT debit AS account, {month} AS month, amount AS debit, 0 AS credit FROM books_transfer WHERE book_id = %s
  UNION ALL
  SELECT credit, {month}, 0, amount FROM books_transfer WHERE book_id = %s
), both_sides AS (
  SELECT account, month, SUM(debit) AS debit, SUM(credit) AS credit, 0 AS kept_debit, 0 AS kept_credit
    FROM moved GROUP BY account, month
  UNION ALL
  SELECT account, month, 0, 0, debit, credit FROM books_monthtotal WHERE book_id = %s
)
SELECT account, month, SUM(debit), SUM(credit), SUM(kept_debit), SUM(kept_credit)
  FROM both_sides GROUP BY account, month
 HAVING SUM(debit) <> SUM(kept_debit) OR SUM(credit) <> SUM(kept_credit)
 ORDER BY month, account LIMIT 1
"""

# The same for the totals kept by party.
DIFFERENT_PARTY_TOTALS = """
WITH moved AS (
  SELECT debit AS account, party, amount AS debit, 0 AS credit
    FROM books_transfer WHERE book_id = %s AND party IS NOT NULL
  UNION ALL
  SELECT credit, party, 0, amount FROM books_transfer WHERE book_id = %s AND party IS NOT NULL
), both_sides AS (
  SELECT account, party, SUM(debit) AS debit, SUM(credit) AS credit, 0 AS kept_debit, 0 AS kept_credit
    FROM moved GROUP BY account, party
  UNION ALL
  SELECT account, party, 0, 0, debit, credit FROM books_partytotal WHERE book_id = %s
)
SELECT account, party FROM both_sides GROUP BY account, party
 HAVING SUM(debit) <> SUM(kept_debit) OR SUM(credit) <> SUM(kept_credit)
 ORDER BY account, party LIMIT 1
"""

# The first number at which entries skip; NULL when they run 1, 2, 3… The first entry has 0 before it.
FIRST_GAP = """
SELECT MIN(expected) FROM (
  SELECT LAG(number, 1, 0) OVER (ORDER BY number) + 1 AS expected, number FROM books_entry WHERE book_id = %s
) AS run WHERE number <> expected
"""

EMPTY_ENTRY = """
SELECT MIN(number) FROM books_entry AS entry WHERE book_id = %s AND NOT EXISTS (
  SELECT 1 FROM books_transfer AS transfer WHERE transfer.book_id = entry.book_id AND transfer.number = entry.number)
"""

# Transfers without their entry, on another day than their entry, or against the rules of their table.
STRAY_TRANSFER = """
SELECT MIN(transfer.number) FROM books_transfer AS transfer
  LEFT JOIN books_entry AS entry ON entry.book_id = transfer.book_id AND entry.number = transfer.number
 WHERE transfer.book_id = %s AND (entry.number IS NULL OR entry.day <> transfer.day
    OR transfer.amount <= 0 OR transfer.debit = transfer.credit)
"""

UNKNOWN_ACCOUNT = """
SELECT MIN(transfer.number) FROM books_transfer AS transfer
  LEFT JOIN books_account AS debit ON debit.book_id = transfer.book_id AND debit.code = transfer.debit
  LEFT JOIN books_account AS credit ON credit.book_id = transfer.book_id AND credit.code = transfer.credit
 WHERE transfer.book_id = %s AND (debit.code IS NULL OR credit.code IS NULL)
"""


@dataclass(frozen=True, slots=True)
class BookReport:
    """What was recounted in one book. `wrong` says what does not fit; empty when all does."""

    name: str
    entries: int
    transfers: int
    moved: int
    wrong: tuple[Words, ...]


def verify_books() -> Iterator[BookReport]:
    """Recount every book, in order of name."""
    for book in Book.objects.order_by("name", "id").iterator():
        yield verify_book(book)


def verify_book(book: Book) -> BookReport:
    """Recount one book from its transfers."""
    rows = Transfer.objects.filter(book=book)
    return BookReport(
        name=book.name,
        entries=Entry.objects.filter(book=book).count(),
        transfers=rows.count(),
        moved=_moved(book),
        wrong=tuple(_wrong(book)),
    )


def findings() -> Iterator[tuple[Words, tuple[Words, ...]]]:
    """What `guyub verify` prints about the books: what was recounted, and what does not fit."""
    absent = missing(connection, book_guards(connection.vendor))
    gone = tuple(_("Penjaga %(name)s tidak terpasang.", name=name) for name in absent)
    yield _("Buku: penjaga di basis data"), gone
    for report in verify_books():
        about = _(
            "Buku %(name)s: %(entries)s catatan, %(transfers)s baris, %(moved)s",
            name=report.name,
            entries=report.entries,
            transfers=report.transfers,
            moved=Rupiah(report.moved),
        )
        yield about, report.wrong


def _moved(book: Book) -> int:
    value = _one("SELECT COALESCE(SUM(amount), 0) FROM books_transfer WHERE book_id = %s", book)
    return int(value[0])


def _wrong(book: Book) -> Iterator[Words]:
    if (gap := _one(FIRST_GAP, book)[0]) is not None:
        yield _("Catatan nomor %(number)s tidak ada.", number=gap)
    if (empty := _one(EMPTY_ENTRY, book)[0]) is not None:
        yield _("Catatan nomor %(number)s tidak memindahkan uang.", number=empty)
    if (stray := _one(STRAY_TRANSFER, book)[0]) is not None:
        yield _("Uang yang dipindahkan tidak cocok dengan catatan nomor %(number)s.", number=stray)
    if (unknown := _one(UNKNOWN_ACCOUNT, book)[0]) is not None:
        yield _("Catatan nomor %(number)s memakai akun di luar buku ini.", number=unknown)
    month = MONTH_OF_DAY[connection.vendor].format(day="day")
    if different := _one(DIFFERENT_TOTALS.format(month=month), book, times=3):
        yield _different_total(*different)
    if different := _one(DIFFERENT_PARTY_TOTALS, book, times=3):
        account, party = different
        yield _("Jumlah akun %(account)s dengan orang nomor %(party)s tidak cocok.", account=account, party=party)


def _different_total(account: str, month: object, debit: int, credit: int, kept_debit: int, kept_credit: int) -> Words:
    return _(
        "Jumlah akun %(account)s bulan %(month)s: tersimpan %(kept_debit)s dan %(kept_credit)s, "
        "dihitung ulang %(debit)s dan %(credit)s.",
        account=account,
        month=str(month)[:7],
        kept_debit=Rupiah(kept_debit),
        kept_credit=Rupiah(kept_credit),
        debit=Rupiah(debit),
        credit=Rupiah(credit),
    )


def _one(sql: str, book: Book, times: int = 1) -> tuple[Any, ...]:
    """The first row of a query about one book; empty when it has none."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [database_id(book.id)] * times)
        row = cursor.fetchone()
    return tuple(row) if row else ()
