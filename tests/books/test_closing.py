"""Closing a month: in order, once, with depreciation, tax and the count; and opened again with a reason."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.books.quiet import quiet_world
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.closing import close_month, open_again
from guyub.books.actions.noting import NewNote, note, take_back
from guyub.books.actions.opening import open_with, take_back_opening
from guyub.books.actions.posting import open_book, post_within
from guyub.books.actions.taxes import pay_tax
from guyub.books.models import BankLine, Book, Closing, Entry, Equipment, Import
from guyub.books.queries.closing import closing_plan
from guyub.books.queries.statements import position, profit_or_loss
from guyub.books.rules.closing import owed_now
from guyub.books.rules.ledger import Move
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.opening import Opening, Thing
from guyub.books.verify import verify_book
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
pytestmark = pytest.mark.usefixtures("clock")


def write(book: Book, day: date, *transfers: Move) -> None:
    post_within(book, client_id=uuid.uuid4(), day=day, words=_("Catatan"), transfers=transfers)


def sold_in_september(book: Book) -> Book:
    """A firm that sold 10 million in September and 20 million in October, and bought a machine of 1,000,000."""
    write(book, date(2026, 9, 5), (chart.CASH, chart.SALES, 10_000_000))
    write(book, date(2026, 10, 5), (chart.CASH, chart.SALES, 20_000_000))
    write(book, date(2026, 9, 6), (chart.EQUIPMENT, chart.CASH, 1_000_000))
    Equipment.objects.create(book=book, name="Mesin obras", cost=1_000_000, since=date(2026, 9, 6), months=3)
    book.taxpayer, book.taxed_since = "cv", 2026
    book.save()
    return book


@pytest.fixture
def book(world: World) -> Book:
    return sold_in_september(open_book(world.enterprise))


@pytest.fixture
def owner(world: World) -> Client:
    return signed_in(world.people["owner"])


def close(world: World, book: Book, month: date, **more: Any) -> Closing:
    return close_month(world.people["owner"], book, month=month, **{"client_id": uuid.uuid4(), **more})


def balance(world: World, book: Book, code: str, on: date = TODAY) -> int:
    try:
        return position(world.people["owner"], book, on).amounts(code)[0]
    except StopIteration:
        return 0


def used(world: World, book: Book, month: date) -> int:
    return profit_or_loss(world.people["owner"], book, month, month).amounts(chart.MATERIAL_EXPENSE)[0]


def reopen(world: World, book: Book, month: date) -> Closing:
    return open_again(world.people["owner"], book, month=month, why="ada yang lupa")


def test_closing_writes_depreciation_and_tax_on_the_last_day(world: World, book: Book) -> None:
    close(world, book, SEPTEMBER)
    assert balance(world, book, chart.DEPRECIATION_SO_FAR, SEPTEMBER) == -333_333
    assert balance(world, book, chart.TAX_PAYABLE, SEPTEMBER) == 50_000
    written = Entry.objects.filter(book=book).order_by("-number")[:2]
    assert {entry.day for entry in written} == {date(2026, 9, 30)}
    close(world, book, OCTOBER)
    assert balance(world, book, chart.DEPRECIATION_SO_FAR, OCTOBER) == -666_666
    assert balance(world, book, chart.TAX_PAYABLE, OCTOBER) == 150_000
    profit = profit_or_loss(world.people["owner"], book, SEPTEMBER, OCTOBER)
    assert profit.amounts("Laba bersih") == (30_000_000 - 666_666 - 150_000,)
    book.refresh_from_db()
    assert book.closed_until == date(2026, 10, 31)
    assert not verify_book(book).wrong


def test_depreciation_makes_up_exactly_the_cost(world: World, book: Book) -> None:
    Equipment.objects.filter(book=book).update(since=date(2026, 6, 10))
    close(world, book, SEPTEMBER)
    close(world, book, OCTOBER)
    assert balance(world, book, chart.DEPRECIATION_SO_FAR) == -1_000_000


def test_a_closed_month_takes_no_entry_any_more(world: World, book: Book) -> None:
    close(world, book, SEPTEMBER)
    with pytest.raises(Problem):
        write(book, date(2026, 9, 30), (chart.CASH, chart.SALES, 1))
    write(book, OCTOBER, (chart.CASH, chart.SALES, 1))


def test_months_are_closed_in_order_and_only_when_they_ended(world: World, book: Book) -> None:
    with pytest.raises(Problem):
        close(world, book, OCTOBER)
    close(world, book, SEPTEMBER)
    close(world, book, OCTOBER)
    with pytest.raises(Problem):
        close(world, book, NOVEMBER)
    assert Closing.objects.filter(book=book).count() == 2


def test_a_count_makes_the_books_agree_with_the_shelf(world: World, book: Book) -> None:
    write(book, date(2026, 9, 7), (chart.MATERIAL_EXPENSE, chart.CASH, 900_000))
    close(world, book, SEPTEMBER, material=250_000)
    assert balance(world, book, chart.MATERIAL_STOCK) == 250_000
    assert profit_or_loss(world.people["owner"], book, SEPTEMBER, SEPTEMBER).amounts(chart.MATERIAL_EXPENSE) == (
        650_000,
    )
    close(world, book, OCTOBER, material=100_000, goods=40_000)
    assert balance(world, book, chart.MATERIAL_STOCK) == 100_000
    assert balance(world, book, chart.FINISHED_STOCK) == 40_000
    assert used(world, book, OCTOBER) == 110_000


def test_without_a_count_stock_stays_as_it_is(world: World, book: Book) -> None:
    write(book, date(2026, 9, 7), (chart.MATERIAL_STOCK, chart.CASH, 5))
    close(world, book, SEPTEMBER)
    assert balance(world, book, chart.MATERIAL_STOCK) == 5


def test_tax_that_was_paid_before_the_month_closed_is_not_booked_twice(world: World, book: Book) -> None:
    pay_tax(
        world.people["owner"], book, month=SEPTEMBER, amount=50_000, place="cash", day=TODAY, client_id=uuid.uuid4()
    )
    close(world, book, SEPTEMBER)
    assert balance(world, book, chart.TAX_PAYABLE) == 0
    assert profit_or_loss(world.people["owner"], book, SEPTEMBER, TODAY).amounts(chart.TAX) == (50_000,)


def test_opened_again_and_closed_again_it_writes_only_what_differs(world: World, book: Book) -> None:
    close(world, book, SEPTEMBER, material=7)
    before = Entry.objects.filter(book=book).count()
    opened = reopen(world, book, SEPTEMBER)
    assert (opened.why_opened, opened.opened_by) == ("ada yang lupa", world.people["owner"])
    close(world, book, SEPTEMBER, material=7)
    assert Entry.objects.filter(book=book).count() == before
    reopen(world, book, SEPTEMBER)
    write(book, date(2026, 9, 20), (chart.SALES_RETURNS, chart.CASH, 4_000_000))
    close(world, book, SEPTEMBER)
    assert balance(world, book, chart.TAX_PAYABLE) == 30_000
    assert [each.opened_at is None for each in Closing.objects.filter(book=book).order_by("at", "pk")].count(True) == 1


def test_only_the_last_closed_month_is_opened_and_with_a_reason(world: World, book: Book) -> None:
    close(world, book, SEPTEMBER)
    close(world, book, OCTOBER)
    with pytest.raises(Conflict):
        reopen(world, book, SEPTEMBER)
    with pytest.raises(Problem):
        open_again(world.people["owner"], book, month=OCTOBER, why="  ")
    reopen(world, book, OCTOBER)
    with pytest.raises(Conflict):
        reopen(world, book, OCTOBER)
    book.refresh_from_db()
    assert book.closed_until == date(2026, 9, 30)
    reopen(world, book, SEPTEMBER)
    book.refresh_from_db()
    assert book.closed_until is None


def test_a_resend_closes_once(world: World, book: Book) -> None:
    client_id = uuid.uuid4()
    first, second = (close(world, book, SEPTEMBER, client_id=client_id) for __ in range(2))
    assert first == second
    with pytest.raises(Conflict):
        close(world, book, SEPTEMBER)


def test_what_was_bought_and_taken_back_loses_nothing_even_after_a_closed_month(world: World, book: Book) -> None:
    person = world.people["owner"]
    new = NewNote(EventKind.ASSET, 480_000, date(2026, 9, 8), item="setrika")
    entry = note(person, book, new, client_id=uuid.uuid4())
    close(world, book, SEPTEMBER)
    assert balance(world, book, chart.DEPRECIATION_SO_FAR) == -343_333
    take_back(person, book, entry.number, client_id=uuid.uuid4(), day=date(2026, 10, 2), why="dikembalikan")
    close(world, book, OCTOBER)
    assert balance(world, book, chart.DEPRECIATION_SO_FAR) == -666_666


def test_equipment_of_the_opening_goes_on_from_what_it_had_lost(world: World) -> None:
    book, person = open_book(world.neighbour), world.people["foreign owner"]
    opening = Opening(day=date(2026, 10, 10), cash=1, equipment=(Thing("Mesin", 1200, date(2026, 1, 1), 12),))
    open_with(person, book, opening, capital=opening.capital, client_id=uuid.uuid4())
    assert opening.capital == 1 + 300
    close_month(person, book, month=OCTOBER, client_id=uuid.uuid4())
    assert position(person, book, OCTOBER).amounts(chart.DEPRECIATION_SO_FAR) == (-1000,)
    open_again(person, book, month=OCTOBER, why="salah")
    take_back_opening(person, book, client_id=uuid.uuid4())
    close_month(person, book, month=OCTOBER, client_id=uuid.uuid4())
    shown = position(person, book, OCTOBER)
    assert shown.amounts("Jumlah aset") == (0,)


def test_equipment_of_the_opening_may_be_said_to_last_longer(world: World) -> None:
    book, person = open_book(world.neighbour), world.people["foreign owner"]
    things = (Thing("Baru", 600, date(2026, 10, 1), 6), Thing("Lama", 1200, date(2026, 1, 1), 12))
    opening = Opening(day=date(2026, 10, 1), equipment=things)
    open_with(person, book, opening, capital=600 + 300, client_id=uuid.uuid4())
    Equipment.objects.filter(book=book, name="Lama").update(months=20)
    close_month(person, book, month=OCTOBER, client_id=uuid.uuid4())
    assert position(person, book, OCTOBER).amounts(chart.DEPRECIATION_SO_FAR) == (-100 - 600,)


def test_warnings_name_what_to_look_at_first(world: World, book: Book) -> None:
    write(book, date(2026, 9, 9), (chart.WAGES, chart.E_WALLET, 10), (chart.TRADE_RECEIVABLES, chart.SALES, 3))
    write(book, date(2026, 9, 9), (chart.EQUIPMENT, chart.CASH, 5))
    file = Import.objects.create(
        book=book,
        kind="bank",
        file_name="x",
        sha256="0",
        account=chart.BANK,
        at="2026-11-01T00:00Z",
        by=world.people["owner"],
    )
    BankLine.objects.create(
        book=book, file=file, account=chart.BANK, day=SEPTEMBER, words="x", amount=1, fingerprint="1"
    )
    plan = closing_plan(world.people["owner"], book, TODAY)
    assert plan
    told = " ".join(map(str, plan.warnings))
    for part in ("kurang dari nol", "1 baris rekening koran", "tanpa nama", "belum diberi masa pakai"):
        assert part in told


def test_only_who_keeps_the_book_closes_and_opens(world: World, book: Book) -> None:
    close(world, book, SEPTEMBER)
    for role in ("foreign owner", "worker", "officer", "stranger"):
        with pytest.raises(NotAllowed):
            close_month(world.people[role], book, month=OCTOBER, client_id=uuid.uuid4())
        with pytest.raises(NotAllowed):
            open_again(world.people[role], book, month=SEPTEMBER, why="x")


def test_the_page_says_what_will_be_written_and_does_it(owner: Client, book: Book) -> None:
    address = reverse("book_closing", args=[book.id])
    page = owner.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Rp 333.333" in page
    assert "Rp 50.000" in page
    bad = owner.post(address, {"month": "2026-09-01", "material": "banyak"})
    assert bad.status_code == 400
    assert 'value="banyak"' in bad.content.decode()
    assert owner.post(address, {"month": "2026-10-01"}).status_code == 400
    assert owner.post(address, {"month": "2026-09-01", "material": "1jt"}).status_code == 302
    assert "Buka lagi September 2026" in owner.get(address).content.decode()
    assert owner.post(address, {"act": "open", "month": "2026-09-01", "why": ""}).status_code == 400
    assert owner.post(address, {"act": "open", "month": "2026-09-01", "why": "lupa"}).status_code == 302
    book.refresh_from_db()
    assert book.closed_until is None


def test_a_plan_costs_the_same_after_many_closed_months(world: World, book: Book) -> None:
    person = world.people["owner"]

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            closing_plan(person, book, TODAY)
        return len(queries)

    close(world, book, SEPTEMBER)
    asked()
    before = asked()
    for number in range(8):
        Equipment.objects.create(book=book, name=f"Alat {number}", cost=900, since=SEPTEMBER, months=9)
    close(world, book, OCTOBER)
    assert asked() <= before


@pytest.mark.django_db(transaction=True)
def test_two_people_closing_at_once_close_once() -> None:
    world = quiet_world()
    book, both = sold_in_september(open_book(world.enterprise)), Barrier(2)

    def close_it(__: int) -> bool:
        mine = Book.objects.get(pk=book.pk)
        try:
            both.wait()
            close(world, mine, SEPTEMBER)
        except Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(close_it, range(2))) == [False, True]
    assert Closing.objects.filter(book=book).count() == 1
    assert balance(world, book, chart.TAX_PAYABLE) == 50_000


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_written_again_nothing_is_owed_more(tax: int, accrued: int, direct: int) -> None:
    after = accrued + owed_now(tax, accrued, direct)
    assert after >= 0
    assert owed_now(tax, after, direct) == 0
    assert after <= max(tax, 0)
