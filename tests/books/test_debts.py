"""Who owes whom, since when: payments settle the oldest first, and the cost does not grow with the book."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book, post_within, reverse_within
from guyub.books.models import Book, Entry
from guyub.books.queries import debts
from guyub.books.rules.debts import Charge, Debt, Owed, age_of, gathered, open_charges, settled_by_deposit
from guyub.books.rules.ledger import Move
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)
days = st.dates(date(2024, 1, 1), TODAY)
charge_lists = st.lists(st.builds(Charge, days, st.integers(1, 10**12)), max_size=30)


def naive_open(charges: list[Charge], paid: int) -> list[Charge]:
    """What is open after `paid`, each charge settled in its turn, the oldest first."""
    left = []
    for charge in charges:
        part = min(charge.amount, paid)
        paid -= part
        if charge.amount > part:
            left.append(Charge(charge.day, charge.amount - part))
    return left[::-1]


@given(charge_lists, st.data())
def test_what_is_open_are_the_newest_charges_as_if_each_payment_went_to_the_oldest(
    charges: list[Charge], data: st.DataObject
) -> None:
    charges = sorted(charges, key=lambda charge: charge.day)
    whole = sum(charge.amount for charge in charges)
    paid = data.draw(st.integers(0, whole))
    assert list(open_charges(whole - paid, charges[::-1])) == naive_open(charges, paid)


@given(charge_lists, st.integers(-(10**13), 10**13))
def test_open_charges_never_make_more_than_the_balance_nor_than_there_are(charges: list[Charge], balance: int) -> None:
    found = open_charges(balance, charges)
    assert sum(each.amount for each in found) == min(max(balance, 0), sum(each.amount for each in charges))


@given(charge_lists, st.integers(1, 10**13))
def test_ages_add_up_to_the_debt(charges: list[Charge], amount: int) -> None:
    debt = Debt(chart.TRADE_RECEIVABLES, 1, amount, open_charges(amount, charges))
    assert sum(debt.aged(TODAY)) == amount


@pytest.mark.parametrize(("old", "age"), [(0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (5000, 3)])
def test_an_age_is_told_in_thirties_of_days(old: int, age: int) -> None:
    assert age_of(TODAY - timedelta(days=old), TODAY) == age


@given(st.integers(-(10**13), 10**13), st.integers(-(10**13), 10**13))
def test_a_deposit_takes_no_more_than_there_is_of_both(deposit: int, debt: int) -> None:
    taken = settled_by_deposit(deposit, debt)
    assert 0 <= taken <= max(deposit, 0)
    assert taken <= max(debt, 0)


def test_who_has_owed_longest_comes_first_and_each_once() -> None:
    of = [
        Debt(chart.TRADE_RECEIVABLES, 1, 5, (Charge(date(2026, 11, 1), 5),)),
        Debt(chart.WORKER_ADVANCES, 1, 7, (Charge(date(2026, 9, 1), 7),)),
        Debt(chart.TRADE_RECEIVABLES, 2, 9, (Charge(date(2026, 10, 1), 9),)),
        Debt(chart.TRADE_RECEIVABLES, None, 3),
    ]
    people: list[Owed] = gathered(of, {1: "Bu Tini", 2: "Pak Budi"})
    assert [(owed.party, owed.amount, owed.since) for owed in people] == [
        (None, 3, None),
        (1, 12, date(2026, 9, 1)),
        (2, 9, date(2026, 10, 1)),
    ]


# In the books.


def write(book: Book, day: date, *transfers: Move) -> Entry:
    return post_within(book, client_id=uuid.uuid4(), day=day, words=_("Catatan"), transfers=transfers)


def sold(book: Book, day: date, party: int, amount: int) -> Entry:
    return write(book, day, (chart.TRADE_RECEIVABLES, chart.SALES, amount, party))


def paid(book: Book, day: date, party: int, amount: int) -> Entry:
    return write(book, day, (chart.CASH, chart.TRADE_RECEIVABLES, amount, party))


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


@pytest.fixture
def owner(world: World) -> Client:
    return signed_in(world.people["owner"])


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()).replace("\N{NO-BREAK SPACE}", " "))


def shown(world: World, book: Book) -> debts.Debts:
    return debts.debts_of(world.people["owner"], book, TODAY)


def test_a_debt_is_as_old_as_its_oldest_unpaid_part(world: World, book: Book) -> None:
    tini = party_named(book, "Bu Tini").number
    for month, amount in ((7, 100_000), (9, 200_000), (11, 300_000)):
        sold(book, date(2026, month, 3), tini, amount)
    paid(book, date(2026, 11, 10), tini, 150_000)
    (owed,) = shown(world, book).to_us
    assert (owed.name, owed.amount, owed.since) == ("Bu Tini", 450_000, date(2026, 9, 3))
    assert shown(world, book).ages_to_us == (300_000, 0, 150_000, 0)
    paid(book, date(2026, 11, 11), tini, 450_000)
    assert shown(world, book).to_us == ()


def test_what_was_taken_back_makes_no_debt_younger_or_older(world: World, book: Book) -> None:
    tini = party_named(book, "Bu Tini").number
    sold(book, date(2026, 8, 1), tini, 100_000)
    wrong = sold(book, date(2026, 11, 20), tini, 100_000)
    reverse_within(wrong, client_id=uuid.uuid4(), day=date(2026, 11, 21))
    payment = paid(book, date(2026, 11, 21), tini, 40_000)
    reverse_within(payment, client_id=uuid.uuid4(), day=date(2026, 11, 22))
    (owed,) = shown(world, book).to_us
    assert (owed.amount, owed.since) == (100_000, date(2026, 8, 1))


def test_both_directions_are_told_and_nobody_is_forgotten(world: World, book: Book) -> None:
    budi, siti = party_named(book, "Toko Budi").number, party_named(book, "Siti").number
    day = date(2026, 11, 2)
    write(book, day, (chart.MATERIAL_EXPENSE, chart.TRADE_PAYABLES, 750_000, budi))
    write(
        book, day, (chart.WAGES, chart.WAGES_PAYABLE, 60_000, siti), (chart.WORKER_ADVANCES, chart.CASH, 25_000, siti)
    )
    write(book, day, (chart.TRADE_RECEIVABLES, chart.SALES, 11_000))
    write(book, day, (chart.TRADE_PAYABLES, chart.CASH, 800_000, budi))  # more than was owed
    found = shown(world, book)
    assert {(str(owed.name), owed.amount) for owed in found.to_us} == {
        ("Toko Budi", 50_000),
        ("Siti", 25_000),
        ("Tanpa nama: barang belum dibayar", 11_000),
    }
    assert {(str(owed.name), owed.amount) for owed in found.by_us} == {("Siti", 60_000)}
    assert (found.total_to_us, found.total_by_us) == (86_000, 60_000)
    nameless = next(owed for owed in found.to_us if owed.party is None)
    assert nameless.since == day


def test_debts_agree_with_fifo_whatever_was_sold_and_paid(world: World, book: Book) -> None:
    """Three customers, 240 sales and payments in an order that a fixed rule shuffles, against the naive count."""
    told: dict[int, tuple[list[Charge], int]] = {}
    numbers = [party_named(book, name).number for name in ("Ani", "Beni", "Cici")]
    for step in range(240):
        party, day = numbers[step * 7 % 3], date(2026, 1, 1) + timedelta(days=step)
        charges, payments = told.setdefault(party, ([], 0))
        owes = sum(charge.amount for charge in charges) - payments
        if step * 13 % 5 > 2 and owes > 1:
            payment = owes * (step % 4 + 1) // 5 or 1
            paid(book, day, party, payment)
            told[party] = (charges, payments + payment)
        else:
            sold(book, day, party, 10_000 + step * 37)
            charges.append(Charge(day, 10_000 + step * 37))
    for owed in shown(world, book).to_us:
        assert owed.party is not None
        charges, payments = told[owed.party]
        assert list(owed.debts[0].charges) == naive_open(charges, payments)


@pytest.mark.parametrize("more_than", debts.STAGES[:2])
def test_a_debt_of_very_many_charges_is_dated_too(world: World, book: Book, more_than: int) -> None:
    tini = party_named(book, "Bu Tini").number
    for number in range(more_than + 1):
        sold(book, date(2026, 1, 1) + timedelta(days=number), tini, 1000)
    (owed,) = shown(world, book).to_us
    assert owed.since == date(2026, 1, 1)


@pytest.mark.usefixtures("clock")
def test_pages_of_debts_cost_the_same_with_ten_entries_and_a_thousand(world: World, book: Book, owner: Client) -> None:
    numbers = [party_named(book, f"Pembeli {letter}").number for letter in "abcde"]

    def fill(count: int) -> None:
        for step in range(count):
            party, day = numbers[step % 5], TODAY - timedelta(days=count - step)
            sold(book, day, party, 10_000)
            paid(book, day, party, 9_000)

    def cost() -> list[int]:
        counts = []
        for address in (
            reverse("book_debts", args=[book.id]),
            reverse("book_party", args=[book.id, numbers[0]]),
            reverse("book", args=[book.id]),
        ):
            with CaptureQueriesContext(connection) as asked:
                assert owner.get(address).status_code == 200
            counts.append(len(asked))
        return counts

    fill(5)
    few = cost()
    fill(495)
    assert cost() == few
    assert max(few) <= 20, few
