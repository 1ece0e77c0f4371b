"""Pages of a book: money first, in plain words, and the same cost however long the book is."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.posting import open_book, post_within
from guyub.books.models import Book
from guyub.books.queries import ledger
from guyub.books.rules.ledger import Move
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.usefixtures("clock")


def write(book: Book, day: date, *transfers: Move) -> None:
    post_within(book, client_id=uuid.uuid4(), day=day, words=_("Catatan <b>"), transfers=transfers)


@pytest.fixture
def book(world: World) -> Book:
    book = open_book(world.enterprise)
    write(book, date(2026, 10, 5), (chart.CASH, chart.CAPITAL, 2_000_000))
    write(book, date(2026, 11, 2), (chart.CASH, chart.SALES, 540_000), (chart.MATERIAL_EXPENSE, chart.CASH, 200_000))
    write(book, date(2026, 11, 3), (chart.BANK, chart.CASH, 1_000_000))
    write(book, date(2026, 11, 4), (chart.TRADE_RECEIVABLES, chart.SALES, 75_000))
    return book


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()).replace("\N{NO-BREAK SPACE}", " "))


def test_the_owner_sees_money_first(world: World, book: Book) -> None:
    page = signed_in(world.people["owner"]).get(reverse("book", args=[book.id]))
    shown = text_of(page.content)
    assert "Rp 2.340.000 uang sekarang" in shown
    this_month = shown[shown.index("Bulan ini") :]
    assert "Uang masuk Rp 540.000" in this_month, "moving cash to the bank is not money that came in"
    assert "Uang keluar Rp 200.000" in this_month
    assert "Rp 75.000 tanpa uang tunai" in shown
    assert "Catatan <b>" not in page.content.decode()


@pytest.mark.parametrize("word", ["debit", "kredit", "jurnal", "akun "])
def test_the_first_page_has_no_word_of_accounting(world: World, book: Book, word: str) -> None:
    page = signed_in(world.people["owner"]).get(reverse("book", args=[book.id])).content
    main = page[page.index(b"<main") : page.index(b"<aside")]
    assert word not in text_of(main).lower()


def test_older_entries_are_one_tap_away_and_none_is_missed(world: World, book: Book) -> None:
    for number in range(120):
        write(book, TODAY - timedelta(days=number // 7), (chart.CASH, chart.SALES, 1000 + number))
    owner, seen, after = world.people["owner"], [], None
    while True:
        page = ledger.entries_page(owner, book, after)
        seen += [(line.day, line.number) for line in page.lines]
        if page.older is None:
            break
        after = page.older
    assert len(seen) == len(set(seen)) == 124
    assert seen == sorted(seen, reverse=True)
    client, address = signed_in(owner), reverse("book", args=[book.id])
    first = client.get(address).content.decode()
    (link,) = re.findall(r'href="(\?sampai=[^"]+)"', first)
    assert client.get(address + link).content.count(b"/catatan/") == 50


@pytest.mark.parametrize(
    "asked", ["sampai=x", "sampai=2026-13-01.5", "sampai=2026-11-01.x", "sampai=", "sampai=9999-12-31.9"]
)
def test_a_strange_place_in_the_list_is_no_error(world: World, book: Book, asked: str) -> None:
    assert signed_in(world.people["owner"]).get(f"{reverse('book', args=[book.id])}?{asked}").status_code == 200


def test_a_long_book_asks_no_more_than_a_short_one(world: World, book: Book) -> None:
    client, addresses = (
        signed_in(world.people["owner"]),
        [reverse(name, args=[book.id]) for name in ("book", "book_trial_balance")],
    )

    def cost() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
        return counts

    short = cost()
    for number in range(60):
        write(book, TODAY, (chart.CASH, chart.SALES, 1000 + number), (chart.WAGES, chart.BANK, 10))
    assert cost() == short
    assert max(short) <= 20


def test_the_trial_balance_shows_both_sides_equal_at_the_end_of_a_month(world: World, book: Book) -> None:
    client, address = signed_in(world.people["owner"]), reverse("book_trial_balance", args=[book.id])
    november = text_of(client.get(address).content)
    assert "Jumlah 2.615.000 2.615.000" in november
    october = text_of(client.get(address, {"bulan": "2026-10"}).content)
    assert "Jumlah 2.000.000 2.000.000" in october
    for strange in ("", "x", "2026-13", "0000-01", "0001-01", "9999-12"):
        assert client.get(address, {"bulan": strange}).status_code == 200


def test_officers_see_the_hubs_book_and_no_members(world: World, book: Book) -> None:
    officer, hub = signed_in(world.people["officer"]), open_book(world.sentra)
    assert officer.get(reverse("book", args=[hub.id])).status_code == 200
    assert officer.get(reverse("book", args=[book.id])).status_code == 404
    assert signed_in(world.people["owner"]).get(reverse("book", args=[hub.id])).status_code == 404
    assert signed_in(None).get(reverse("book", args=[book.id])).status_code == 302
    assert [each.id for each in ledger.books_of(world.people["officer"])] == [hub.id]
    assert [each.id for each in ledger.books_of(world.people["owner"])] == [book.id]
    assert ledger.books_of(world.people["stranger"]) == []


def test_the_history_of_an_account_runs_from_the_latest(world: World, book: Book) -> None:
    owner = world.people["owner"]
    lines = ledger.account_page(owner, book, chart.CASH)
    assert [(line.debit, line.credit) for line in lines] == [(0, 1_000_000), (0, 200_000), (540_000, 0), (2_000_000, 0)]
    for at, line in enumerate(lines, 1):
        assert ledger.account_page(owner, book, chart.CASH, after=(line.day, line.number, line.line)) == lines[at:]


def test_profit_is_told_by_month(world: World, book: Book) -> None:
    months = ledger.profit_by_month(world.people["owner"], book, date(2026, 1, 1), TODAY)
    assert {month.month: result.profit for month, result in months.items()} == {10: 0, 11: 415_000}
    assert ledger.first_day(book) == date(2026, 10, 5)
