"""hledger, which nobody here wrote, reads our export and shows the balances that we show, to the rupiah."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import uuid
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from tests.books.random_books import UGLY, live, lives
from tests.support.long import size
from tests.support.world import World, build_world

from guyub.books import chart
from guyub.books.actions.posting import open_book
from guyub.books.bulk import BulkEntry, write_many
from guyub.books.exchange import written
from guyub.books.models import Book, Entry
from guyub.books.queries import ledger
from guyub.books.rules.ledger import TransferLine, last_day
from guyub.kernel.words import _

pytestmark = [
    pytest.mark.hledger,
    pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed"),
]
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
AMOUNT = re.compile(r"(-?[\d]+) IDR")


def hledger(journal: bytes, *asked: str) -> list[dict[str, str]]:
    """What hledger answers about a journal, as rows."""
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    command = ["hledger", "-f", "-", *asked, "-O", "csv"]
    done = subprocess.run(command, input=journal, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[:2000]
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def code(account: str) -> str:
    return account.partition(":")[2].partition(" ")[0]


def amount(text: str) -> int:
    match = AMOUNT.fullmatch(text)
    return int(match[1]) if match else int(text)


def theirs(journal: bytes) -> dict[str, int]:
    rows = hledger(journal, "balance", "-N", "--flat")
    return {code(row["account"]): amount(row["balance"]) for row in rows}


def theirs_by_month(journal: bytes) -> dict[date, dict[str, int]]:
    """Balances at the end of each month."""
    rows = hledger(journal, "balance", "-N", "--flat", "--monthly", "--historical")
    found: dict[date, dict[str, int]] = defaultdict(dict)
    for row in rows:
        account = row.pop("account")
        for day, balance in row.items():
            if value := amount(balance):
                month = day if re.fullmatch(r"\d{4}-\d\d", day) else day[:7]
                found[date.fromisoformat(f"{month}-01")][code(account)] = value
    return found


def ours(person: object, book: Book, until: date) -> dict[str, int]:
    lines = ledger.trial_balance(person, book, until).lines
    return {line.code: line.debit - line.credit for line in lines}


def journal_of(book: Book) -> bytes:
    return b"".join(written(book, "hledger"))


def check(person: object, book: Book) -> int:
    """Compare every balance, at the end of every month too; how many were compared."""
    journal = journal_of(book)
    assert theirs(journal) == ours(person, book, date(2100, 1, 1))
    months = theirs_by_month(journal)
    for month, balances in months.items():
        assert balances == ours(person, book, last_day(month)), month
    return sum(map(len, months.values()))


@pytest.mark.django_db
def test_hledger_agrees_on_the_books_of_a_sentra_at_work() -> None:
    world = build_world()
    owner, officer = world.people["owner"], world.people["officer"]
    assert check(owner, open_book(world.enterprise))
    assert check(officer, open_book(world.sentra))


@given(lives)
@example([("write", 3 + at, text, [(at, 0, 10**6, text)]) for at, text in enumerate(UGLY)])
@example([("account", "expense", text) for text in UGLY] + [("write", 3, "", [(99, 2, 5, None)])])
@hypothesis_settings(max_examples=15)
@pytest.mark.django_db
def test_hledger_agrees_on_any_book(world: World, life: list[tuple]) -> None:
    with transaction.atomic():
        book = open_book(world.enterprise)
        live(book, life)
        if Entry.objects.filter(book=book).exists():
            check(world.people["owner"], book)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_hledger_agrees_on_a_long_book(world: World) -> None:
    large = size(1_000, 20_000) if connection.vendor == "sqlite" else 500  # once is enough: the text is the same
    book, chance = open_book(world.enterprise), Random(20261123)
    codes = [line.code for line in chart.WORKSHOP]
    words = json.dumps(_("Jual %(n)s syal", n=12).to_json())
    for _turn in range(5):
        entries = []
        for _entry in range(large):
            moves = chance.choices([1, 2, 3], [6, 3, 1])[0]
            lines = [TransferLine(*chance.sample(codes, 2), chance.randint(1, 10**8)) for _move in range(moves)]
            day = date(2024, 12, 1) + timedelta(chance.randrange(720))
            entries.append(BulkEntry(uuid.uuid4(), day, words, lines))
        write_many(book, entries, by=None, at=AT)
    assert Entry.objects.filter(book=book).count() == 5 * large
    assert check(world.people["owner"], book) > 24 * 30


@pytest.mark.django_db
def test_hledger_knows_each_account_by_its_kind(world: World) -> None:
    book = open_book(world.enterprise)
    live(book, [("write", 3, "Jual", [(0, 30, 1000, None)])])
    journal = journal_of(book)
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    command = ["hledger", "-f", "-", "accounts", "--declared", "--types"]
    done = subprocess.run(command, input=journal, env=env, capture_output=True, check=True)
    kinds = dict(re.findall(r"^\w+:(\d+) .*; type: ?(\w)$", done.stdout.decode(), re.MULTILINE))
    letters = {"asset": "A", "liability": "L", "equity": "E", "income": "R", "expense": "X"}
    assert kinds == {line.code: letters[line.kind] for line in chart.WORKSHOP}
