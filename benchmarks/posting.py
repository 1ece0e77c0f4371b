"""How fast entries are written, each in a commit that is on disk: ours beside a bare sqlite3 loop, in one run.

`python benchmarks/posting.py [--large 1000000] [--entries 400]` makes a database of its own and removes it. Both
sides write the same rows, of the same tables, indexes and triggers, on SQLite with WAL and synchronous FULL. The
rounds alternate, because a disk is not equally fast all the time; the median round counts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="guyub-posting-", dir=os.environ.get("BENCH_DIR")))
os.environ.update(GUYUB_DATA=str(FOLDER), DATABASE_URL="", DJANGO_SETTINGS_MODULE="guyub.web.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from guyub.books import queries  # noqa: E402
from guyub.books.actions import open_book, post  # noqa: E402
from guyub.books.models import Book  # noqa: E402
from guyub.books.verify import verify_book  # noqa: E402
from guyub.kernel.words import _  # noqa: E402
from guyub.people.actions import give_role  # noqa: E402
from guyub.people.models import RoleName, User  # noqa: E402
from guyub.sentra.models import Enterprise  # noqa: E402

MOVES = [("1101", "4101", 540_000), ("5101", "1301", 210_000)]
FIRST_DAY = date(2024, 1, 1)
ROUNDS = 7
ENTRIES_A_DAY = 500


def day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=number // ENTRIES_A_DAY)


def made_book(name: str) -> tuple[User, Book]:
    enterprise = Enterprise.objects.create(name=name)
    owner = User.objects.create_user(uuid.uuid4().hex[:20], name)
    give_role(owner, RoleName.OWNER, enterprise.id)
    return owner, open_book(enterprise)


def ours(owner: User, book: Book) -> Callable[[int], None]:
    def write(number: int) -> None:
        post(owner, book, client_id=uuid.uuid4(), day=day_of(number), words=_("Jual %(n)s", n=12), transfers=MOVES)

    return write


ENTRY = (
    "INSERT INTO books_entry"
    " (number, client_id, day, posted_at, words, source_kind, source_id, reverses, book_id, by_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
TRANSFER = "INSERT INTO books_transfer (number, line, day, debit, credit, amount, book_id) VALUES (?, ?, ?, ?, ?, ?, ?)"
TOTAL = (
    "INSERT INTO books_monthtotal (book_id, account, month, debit, credit) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (book_id, account, month) DO UPDATE SET debit = debit + excluded.debit,"
    " credit = credit + excluded.credit"
)
WORDS = '{"text":"Jual %(n)s","values":{"n":12}}'


def rows_of(book: str, by: str, number: int) -> tuple[tuple, list[tuple], list[tuple]]:
    day = day_of(number).isoformat()
    month = day[:7] + "-01"
    entry = (number, uuid.uuid4().hex, day, "2026-11-23 02:00:00.000000", WORDS, "", None, None, book, by)
    transfers = [(number, line, day, *move, book) for line, move in enumerate(MOVES, 1)]
    totals = [(book, debit, month, amount, 0) for debit, _credit, amount in MOVES]
    totals += [(book, credit, month, 0, amount) for _debit, credit, amount in MOVES]
    return entry, transfers, totals


def bare_loop(bare: sqlite3.Connection, book: str, by: str, start: int) -> Callable[[int], None]:
    def write(number: int) -> None:
        entry, transfers, totals = rows_of(book, by, start + number)
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(ENTRY, entry)
        bare.executemany(TRANSFER, transfers)
        bare.executemany(TOTAL, totals)
        bare.execute("COMMIT")

    return write


def rate(write: Callable[[int], None], numbers: range) -> float:
    started = time.perf_counter()
    for number in numbers:
        write(number)
    return len(numbers) / (time.perf_counter() - started)


def opened() -> sqlite3.Connection:
    bare = sqlite3.connect(FOLDER / "guyub.sqlite3", isolation_level=None)
    bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
    return bare


def compare(entries: int, owner: User, book: Book) -> tuple[float, float]:
    """Median rates of both sides, by rounds that alternate. The bare loop has a book of its own, made like ours."""
    other_owner, other = made_book("bare")
    bare = opened()
    us, them = ours(owner, book), bare_loop(bare, other.id.hex, other_owner.id.hex, 0)
    rates: list[tuple[float, float]] = []
    for turn in range(ROUNDS):
        numbers = range(1 + turn * entries, 1 + (turn + 1) * entries)
        rates.append((rate(us, numbers), rate(them, numbers)))
    bare.close()
    return statistics.median(mine for mine, _theirs in rates), statistics.median(theirs for _mine, theirs in rates)


def load(book: Book, by: str, transfers: int) -> None:
    """Fill the book to this many transfers, quickly and rightly: one commit, totals at the end."""
    bare = opened()
    last_sql = "SELECT COALESCE(MAX(number), 0) FROM books_entry WHERE book_id = ?"
    (last,) = bare.execute(last_sql, [book.id.hex]).fetchone()
    (there,) = bare.execute("SELECT COUNT(*) FROM books_transfer WHERE book_id = ?", [book.id.hex]).fetchone()
    numbers = range(last + 1, last + 1 + (transfers - there) // len(MOVES))

    def made() -> Iterator[tuple[tuple, list[tuple], list[tuple]]]:
        return (rows_of(book.id.hex, by, number) for number in numbers)

    bare.execute("BEGIN IMMEDIATE")
    bare.executemany(ENTRY, (entry for entry, _transfers, _totals in made()))
    bare.executemany(TRANSFER, (row for _entry, rows, _totals in made() for row in rows))
    bare.executemany(TOTAL, (row for _entry, _rows, rows in made() for row in rows))
    bare.execute("COMMIT")
    bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    bare.close()


def seconds(work: Callable[[], object], times: int = 20) -> float:
    taken = []
    for _again in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def full_scan(book: Book) -> Callable[[], object]:
    sql = (
        "SELECT account, SUM(debit), SUM(credit) FROM (SELECT debit AS account, amount AS debit, 0 AS credit"
        " FROM books_transfer WHERE book_id = %s UNION ALL SELECT credit, 0, amount FROM books_transfer"
        " WHERE book_id = %s) GROUP BY account"
    )

    def scan() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, [book.id.hex] * 2)
            return cursor.fetchall()

    return scan


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", type=int, default=1_000_000, help="transfers in the largest book")
    parser.add_argument("--entries", type=int, default=300, help="entries in a round")
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    print(f"entries of {len(MOVES)} transfers, a durable commit each; {ROUNDS} rounds of {given.entries}; median")
    print(
        f"{'transfers there':>16} {'ours/s':>8} {'bare/s':>8} {'ours/bare':>10} {'trial balance':>14} {'full scan':>10}"
    )
    owner, book = made_book("ours")
    ratios, firsts = [], []
    for size in (0, given.large // 10, given.large):
        load(book, owner.id.hex, size)
        mine, theirs = compare(given.entries, owner, book)
        balance = seconds(lambda: queries.trial_balance(owner, book, date(2027, 1, 1)))
        scan = seconds(full_scan(book), 3)
        ratios.append(mine / theirs)
        firsts.append(mine)
        print(f"{size:>16,} {mine:>8.0f} {theirs:>8.0f} {mine / theirs:>10.2f}", end="")
        print(f"{balance * 1e3:>12.2f} ms {scan * 1e3:>7.1f} ms")
    print(f"posting at {given.large:,} transfers / posting in an empty book: {firsts[-1] / firsts[0]:.2f}")
    wrong = verify_book(book).wrong
    print("recount:", "fits" if not wrong else [str(words) for words in wrong])
    return 0 if min(ratios) >= 0.5 and not wrong else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        connection.close()
        shutil.rmtree(FOLDER, ignore_errors=True)
