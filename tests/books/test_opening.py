"""Opening a book: asked in plain words, confirmed before it is saved, written once, and taken back as one."""

from __future__ import annotations

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html import unescape
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.books.quiet import quiet_world
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.opening import open_with, take_back_opening
from guyub.books.actions.posting import open_book, post, post_within
from guyub.books.models import Book, Entry, Equipment
from guyub.books.queries.opening import standing_opening
from guyub.books.queries.statements import position
from guyub.books.rules.ledger import Kind, TransferLine, totals_of
from guyub.books.rules.ledger import position as position_of
from guyub.books.rules.opening import Debt, Opening, Thing, moves_of
from guyub.books.verify import verify_book
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)
DAY = date(2026, 11, 1)
pytestmark = pytest.mark.usefixtures("clock")

# Worked by hand: 350 + 2,000 cash and bank, 500 owed to us, 800 material, 1,200 goods, a machine of 4,800 bought 24
# months ago for 48 months (2,400 left) = 7,250; owed 650 + loan 3,000 = 3,650; so 3,600 are the owner's.
FULL = Opening(
    day=DAY,
    cash=350_000,
    bank=2_000_000,
    owed_to_us=(Debt("Bu Tini", 500_000),),
    owed_by_us=(Debt("Toko Benang", 450_000), Debt("Pak Budi", 200_000)),
    loans=(Debt("Koperasi", 3_000_000),),
    material=800_000,
    goods=1_200_000,
    equipment=(Thing("Mesin jahit", 4_800_000, date(2024, 11, 10), 48),),
)
CAPITAL = 3_600_000


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


@pytest.fixture
def owner(world: World) -> Client:
    return signed_in(world.people["owner"])


def opened(world: World, book: Book, opening: Opening = FULL, **more: Any) -> Entry:
    options = {"capital": opening.capital, "client_id": uuid.uuid4(), **more}
    return open_with(world.people["owner"], book, opening, **options)


def typed(**more: str) -> dict[str, str]:
    """The form as an owner fills it in."""
    rows = {
        "piutang": [("Bu Tini", "500rb")],
        "utang": [("Toko Benang", "450rb"), ("Pak Budi", "200.000")],
        "pinjaman": [("Koperasi", "3 jt")],
    }
    data = {"day": "2026-11-01", "cash": "350rb", "bank": "2jt", "material": "800rb", "goods": "1,2 jt"}
    for name, people in rows.items():
        data |= {f"{name}-TOTAL_FORMS": "3", f"{name}-INITIAL_FORMS": "0"}
        for at, (who, amount) in enumerate(people):
            data |= {f"{name}-{at}-name": who, f"{name}-{at}-amount": amount}
    data |= {"alat-TOTAL_FORMS": "2", "alat-INITIAL_FORMS": "0", "alat-0-name": "Mesin jahit", "alat-0-cost": "4,8 jt"}
    data |= {"alat-0-bought": "10 Nov 2024", "alat-0-months": "48", "alat-1-months": "48"}
    return {**data, "act": "count", **more}


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.decode()))).replace("\N{NO-BREAK SPACE}", " ")


def test_the_worked_case_leaves_the_owner_what_was_counted_by_hand(world: World, book: Book) -> None:
    assert FULL.capital == CAPITAL
    entry = opened(world, book)
    assert (entry.source_kind, entry.day) == ("opening", DAY)
    shown = position(world.people["owner"], book, TODAY)
    amounts = {
        chart.CASH: 350_000,
        chart.BANK: 2_000_000,
        chart.TRADE_RECEIVABLES: 500_000,
        chart.MATERIAL_STOCK: 800_000,
        chart.FINISHED_STOCK: 1_200_000,
        chart.EQUIPMENT: 4_800_000,
        chart.DEPRECIATION_SO_FAR: -2_400_000,
        chart.TRADE_PAYABLES: 650_000,
        chart.LOANS: 3_000_000,
        chart.CAPITAL: CAPITAL,
    }
    assert {code: shown.amounts(code)[0] for code in amounts} == amounts
    assert Equipment.objects.get(book=book).since == date(2024, 11, 10)
    assert {party.name for party in book.parties.all()} == {"Bu Tini", "Toko Benang", "Pak Budi", "Koperasi"}
    assert not verify_book(book).wrong


def test_the_capital_is_shown_first_and_saved_when_confirmed(owner: Client, book: Book) -> None:
    address = reverse("book_opening", args=[book.id])
    counted = owner.post(address, typed())
    assert counted.status_code == 200
    assert "Sisanya milik Anda, modal usaha Rp 3.600.000" in text_of(counted.content)
    assert not Entry.objects.filter(book=book).exists()
    sent = typed(act="save", capital=str(CAPITAL), client_id="5a" * 16)
    for __ in range(2):  # the second is a resend
        assert owner.post(address, sent).status_code == 302
    assert Entry.objects.filter(book=book).count() == 1
    assert "Batalkan saldo awal" in text_of(owner.get(address).content)


def test_what_was_changed_after_it_was_shown_is_shown_again(owner: Client, book: Book) -> None:
    address = reverse("book_opening", args=[book.id])
    for capital in (str(CAPITAL), ""):
        response = owner.post(address, typed(act="save", capital=capital, cash="400rb"))
        assert response.status_code == 400
        assert "Rp 3.650.000" in text_of(response.content)
    assert not Entry.objects.filter(book=book).exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"piutang-1-amount": "5000"}, "Siapa namanya?"),
        ({"piutang-1-name": "Bu Sri"}, "Berapa jumlahnya?"),
        ({"piutang-0-amount": "banyak"}, "bukan angka"),
        ({"alat-1-name": "Gunting"}, "Berapa harganya?"),
        ({"alat-0-bought": "2026-11-20"}, "sesudah tanggal saldo awal"),
        ({"alat-0-months": "9999"}, "Paling lama 600 bulan"),
        ({"day": "2026-12-25"}, "belum tiba"),
        ({"cash": "-5"}, "kurang dari nol"),
    ],
)
def test_what_cannot_be_is_named_and_what_was_typed_is_kept(
    owner: Client, book: Book, wrong: dict[str, str], told: str
) -> None:
    response = owner.post(reverse("book_opening", args=[book.id]), typed(**wrong))
    assert response.status_code == 400
    assert told in text_of(response.content)
    assert 'value="Toko Benang"' in response.content.decode()


def test_further_rows_come_when_asked_for(owner: Client, book: Book) -> None:
    response = owner.post(reverse("book_opening", args=[book.id]), typed(more="utang"))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="utang-5-name"' in page
    assert 'name="piutang-5-name"' not in page
    assert 'value="Toko Benang"' in page


def test_nothing_at_all_opens_no_book(world: World, book: Book) -> None:
    with pytest.raises(Problem):
        opened(world, book, Opening(day=DAY))


def test_debts_may_be_larger_than_what_is_there(world: World, book: Book) -> None:
    opened(world, book, Opening(day=DAY, cash=10, loans=(Debt("Koperasi", 30),)))
    assert position(world.people["owner"], book, TODAY).amounts(chart.CAPITAL) == (-20,)


def test_a_second_opening_is_refused_while_the_first_stands_and_done_again_after_it_is_taken_back(
    world: World, book: Book
) -> None:
    opened(world, book)
    with pytest.raises(Conflict):
        opened(world, book, Opening(day=DAY, cash=5))
    client_id = uuid.uuid4()
    back = [take_back_opening(world.people["owner"], book, client_id=client_id) for __ in range(2)]
    assert back[0].number == back[1].number
    assert standing_opening(book) is None
    with pytest.raises(Conflict):
        take_back_opening(world.people["owner"], book, client_id=uuid.uuid4())
    again = opened(world, book, Opening(day=date(2026, 11, 20), cash=5))
    assert standing_opening(book) == again
    shown = position(world.people["owner"], book, TODAY)
    assert (shown.amounts("Jumlah aset"), shown.amounts(chart.CAPITAL)) == ((5,), (5,))


def test_it_is_taken_back_on_the_page(owner: Client, world: World, book: Book) -> None:
    opened(world, book)
    address = reverse("book_opening", args=[book.id])
    assert owner.post(address, {"act": "take-back"}).status_code == 302
    assert standing_opening(book) is None
    assert owner.post(address, {"act": "take-back"}).status_code == 400


def test_a_book_with_earlier_entries_is_not_opened_after_them(world: World, book: Book) -> None:
    post_within(
        book,
        client_id=uuid.uuid4(),
        day=date(2026, 10, 5),
        words=_("Jual"),
        transfers=[(chart.CASH, chart.SALES, 10)],
    )
    with pytest.raises(Problem):
        opened(world, book)
    opened(world, book, Opening(day=date(2026, 10, 5), cash=7))


def test_a_closed_month_is_not_opened_in_nor_taken_back_from(world: World, book: Book) -> None:
    opened(world, book)
    Book.objects.filter(pk=book.pk).update(closed_until=date(2026, 11, 30))
    with pytest.raises(Problem):
        take_back_opening(world.people["owner"], book, client_id=uuid.uuid4())


def test_only_the_owner_opens_the_book(world: World, book: Book) -> None:
    for role in ("foreign owner", "worker", "officer", "stranger"):
        with pytest.raises(NotAllowed):
            open_with(world.people[role], book, FULL, capital=CAPITAL, client_id=uuid.uuid4())
        with pytest.raises(NotAllowed):
            take_back_opening(world.people[role], book, client_id=uuid.uuid4())


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_it_once() -> None:
    world = quiet_world()
    book, both = open_book(world.enterprise), Barrier(2)

    def open_it(cash: int) -> bool:
        try:
            both.wait()
            opened(world, book, Opening(day=DAY, cash=cash))
        except Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(open_it, (10, 20))) == [False, True]
    assert Entry.objects.filter(book=book).count() == 1


AMOUNT = st.integers(0, 10**10)
DEBTS = st.lists(st.integers(1, 10**9), max_size=3).map(
    lambda amounts: tuple(Debt(f"Nama {at}", amount) for at, amount in enumerate(amounts))
)
THINGS = st.lists(
    st.builds(Thing, st.just("Alat"), st.integers(1, 10**9), st.dates(date(2015, 1, 1), DAY), st.integers(1, 120)),
    max_size=3,
).map(tuple)


@given(st.builds(Opening, st.just(DAY), AMOUNT, AMOUNT, AMOUNT, DEBTS, DEBTS, DEBTS, AMOUNT, AMOUNT, THINGS))
def test_whatever_is_there_the_capital_is_what_is_left(opening: Opening) -> None:
    moves = moves_of(opening, {name: at for at, name in enumerate(sorted(opening.names), 1)})
    kinds = {line.code: Kind(line.kind) for line in chart.WORKSHOP}
    found = position_of(kinds, totals_of(TransferLine(*move) for move in moves))
    assert (found.assets, found.liabilities, found.equity) == (opening.owned, opening.owed, opening.capital)


def test_what_happened_before_the_opening_cannot_be_written_down_again(world: World, book: Book) -> None:
    person, early = world.people["owner"], date(2026, 10, 31)

    def write() -> Entry:
        moves = [(chart.CASH, chart.SALES, 5)]
        return post(person, book, client_id=uuid.uuid4(), day=early, words=_("x"), transfers=moves)

    opened(world, book)
    with pytest.raises(Problem) as refused:
        write()
    assert refused.value.field == "day"
    take_back_opening(person, book, client_id=uuid.uuid4())
    assert write().day == early
