"""What a page of a book asks of the database does not grow with the book."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.noting import NewNote, note
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book
from guyub.books.bulk import BulkEntry, write_many
from guyub.books.models import Book
from guyub.books.rules.ledger import TransferLine
from guyub.books.rules.meaning import EventKind
from guyub.kernel.words import _

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ROOMS = ("", "trial_balance", "forecast", "statements", "statements_pdf", "statements_xlsx", "tax", "debts")
ROOMS += ("household", "settings", "opening", "imports", "bank", "export", "closing")
PEOPLE = 600
CODES = (chart.CASH, chart.BANK, chart.SALES, chart.MATERIAL_EXPENSE, chart.WAGES, chart.DRAWINGS, chart.TAX)
DEBTS = (chart.TRADE_RECEIVABLES, chart.TRADE_PAYABLES, chart.CUSTOMER_DEPOSITS, chart.LOANS, chart.WORKER_ADVANCES)

pytestmark = pytest.mark.usefixtures("clock")


def _entries(book: Book, count: int) -> Iterator[BulkEntry]:
    """Entries of two years, with many people."""
    chance = Random(count)
    names = (f"Orang {chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(PEOPLE))
    people = [party_named(book, name).number for name in names]
    said = json.dumps(_("Catatan").to_json())
    for number in range(count):
        moves = [TransferLine(*chance.sample(CODES, 2), chance.randint(1, 10**6), None)]
        moves.append(TransferLine(chance.choice(DEBTS), chance.choice(CODES), 1000 + number, people[number % PEOPLE]))
        yield BulkEntry(uuid.uuid4(), TODAY - timedelta(number * 7 % 700), said, moves)


@pytest.fixture
def book(world: World) -> Book:
    book = open_book(world.enterprise)
    book.taxpayer, book.taxed_since = "cv", 2024
    book.save()
    owner = world.people["owner"]
    for kind in (EventKind.ASSET, EventKind.SALE):
        note(owner, book, NewNote(kind, 1_000_000, TODAY - timedelta(40), item="mesin"), client_id=uuid.uuid4(), at=AT)
    write_many(book, list(_entries(book, 20)), by=None, at=AT)
    return book


def _asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200
    return len(asked)


def test_every_page_asks_the_same_of_a_long_book(world: World, book: Book) -> None:
    client = signed_in(world.people["owner"])
    paths = [reverse(f"book_{room}".rstrip("_"), args=[book.id]) for room in ROOMS]
    paths += [reverse("book_form", args=[book.id, "masuk"]), reverse("book_entry", args=[book.id, 5])]
    paths += [reverse("book_party", args=[book.id, 3]), reverse("book_account", args=[book.id, chart.CASH])]
    paths += [f"{reverse('book', args=[book.id])}?sampai=2026-11-22.600", reverse("write"), reverse("home")]
    short = {path: _asked(client, path) for path in paths}
    write_many(book, list(_entries(book, 3000)), by=None, at=AT)
    long = {path: _asked(client, path) for path in paths}
    # The oldest charges of a debt are looked for in three stages; the later ones only while some are still missing.
    assert {path: (short[path], long[path]) for path in paths if long[path] > short[path] + 2} == {}
    assert max(long.values()) <= 40
