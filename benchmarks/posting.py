"""How fast entries are written, each in a commit that is on disk: ours beside a bare sqlite3 loop, in one run.

`python benchmarks/posting.py [--large 1000000] [--entries 400]` makes a database of its own and removes it. Both
sides write the same rows, of the same tables, indexes and triggers, on SQLite with WAL and synchronous FULL. The
rounds alternate between the two and between empty and long books, because a disk is not equally fast all the time;
ratios are of rounds that follow each other, and the median counts. `to empty` is our rate beside that in an empty book.
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

from guyub.books.actions.posting import open_book, post  # noqa: E402
from guyub.books.models import Book  # noqa: E402
from guyub.books.queries import ledger  # noqa: E402
from guyub.books.verify import verify_book  # noqa: E402
from guyub.kernel.words import _  # noqa: E402
from guyub.people.actions import give_role  # noqa: E402
from guyub.people.models import RoleName, User  # noqa: E402
from guyub.sentra.models import Enterprise  # noqa: E402

MOVES = [("1101", "4101", 540_000), ("5101", "1301", 210_000)]
FIRST_DAY = date(2024, 1, 1)
ROUNDS = 9
ENTRIES_A_DAY = 500


def day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=number // ENTRIES_A_DAY)


def made_book(name: str) -> tuple[User, Book]:
    enterprise = Enterprise.objects.create(name=name)
    owner = User.objects.create_user(uuid.uuid4().hex[:20], name)
    give_role(owner, RoleName.OWNER, enterprise.id)
    return owner, open_book(enterprise)


def ours(owner: User, book: Book, start: int) -> Callable[[int], None]:
    def write(number: int) -> None:
        day = day_of(start + number)
        post(owner, book, client_id=uuid.uuid4(), day=day, words=_("Jual %(n)s", n=12), transfers=MOVES)

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


def opened(path: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(path, isolation_level=None)
    bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
    return bare


class Side:
    """One database with a book of a given size in it, and two ways of writing one more entry."""

    def __init__(self, transfers: int) -> None:
        self.transfers, self.path, self.written = transfers, FOLDER / f"{transfers}.sqlite3", 0
        self.use()
        call_command("migrate", verbosity=0)
        self.owner, self.book = made_book("ours")
        other_owner, other = made_book("bare")
        load(self.path, self.book, self.owner.id.hex, transfers)
        self.bare = opened(self.path)
        first = transfers // len(MOVES) + 1
        self.ours = ours(self.owner, self.book, first)
        self.theirs = bare_loop(self.bare, other.id.hex, other_owner.id.hex, first)

    def use(self) -> None:
        """Let Django work in this database."""
        connection.close()
        connection.settings_dict["NAME"] = str(self.path)

    def round(self, entries: int) -> tuple[float, float]:
        """Entries a second: ours, and the bare loop's."""
        self.use()
        numbers = range(self.written, self.written + entries)
        self.written += entries
        self.owner.held_roles  # noqa: B018 - read once, as in a request
        connection.ensure_connection()
        return rate(self.ours, numbers), rate(self.theirs, numbers)


def load(path: Path, book: Book, by: str, transfers: int) -> None:
    """Fill the book with this many transfers, quickly and rightly: one commit, totals at the end."""
    bare = opened(path)
    numbers = range(1, 1 + transfers // len(MOVES))

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
    parser.add_argument("--entries", type=int, default=200, help="entries in a round")
    given = parser.parse_args()
    sides = [Side(size) for size in (0, given.large // 10, given.large)]
    rounds = [[side.round(given.entries) for side in sides] for _turn in range(ROUNDS)]
    print(f"entries of {len(MOVES)} transfers, a durable commit each; {ROUNDS} rounds of {given.entries}; medians")
    print(f"{'transfers there':>16} {'ours/s':>8} {'bare/s':>8} {'ours/bare':>10} {'to empty':>9}", end="")
    print(f"{'trial balance':>15} {'full scan':>10}")
    least, right = 1.0, True
    for at, side in enumerate(sides):
        mine, theirs = (statistics.median(turn[at][who] for turn in rounds) for who in (0, 1))
        ratio = statistics.median(turn[at][0] / turn[at][1] for turn in rounds)
        to_empty = statistics.median(turn[at][0] / turn[0][0] for turn in rounds)
        least = min(least, ratio)
        right &= report(side, mine, theirs, ratio, to_empty)
    return 0 if least >= 0.5 and right else 1


def report(side: Side, mine: float, theirs: float, ratio: float, to_empty: float) -> bool:
    """One line of the table; whether the book recounts right."""
    side.use()
    balance = seconds(lambda: ledger.trial_balance(side.owner, side.book, date(2030, 1, 1)))
    scan = seconds(full_scan(side.book), 3)
    print(f"{side.transfers:>16,} {mine:>8.0f} {theirs:>8.0f} {ratio:>10.2f} {to_empty:>9.2f}", end="")
    print(f"{balance * 1e3:>12.2f} ms {scan * 1e3:>7.1f} ms", flush=True)
    wrong = verify_book(side.book).wrong
    if wrong:
        print(*wrong, sep="\n")
    return not wrong


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        connection.close()
        shutil.rmtree(FOLDER, ignore_errors=True)
