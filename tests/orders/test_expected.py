"""What joint orders let a workshop's and a hub's forecast expect, and that it is there once and only while open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.orders.conftest import NOW, TODAY, Shop, once
from tests.support import people

from guyub.books.actions.posting import open_book
from guyub.books.models import Book
from guyub.books.queries.forecast import expectations, outlook
from guyub.kernel.words import render
from guyub.orders.actions import settling
from guyub.orders.expected import of_joint_orders
from guyub.orders.models import Order
from guyub.sentra.models import Enterprise

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def order(shop: Shop) -> Order:
    """A hundred pieces at 40.000, half each by two members, due in 28 days; the hub's fee is three per cent."""
    for name in ("Rajut Satu", "Rajut Dua"):
        shop.member(name, 100)
    return shop.published(shop.taken(pieces=100, price=40_000, days=28), rule="equal")


def member(name: str = "Rajut Satu") -> Enterprise:
    return Enterprise.objects.get(name=name)


def foreseen(book: Book) -> list[tuple[int, bool, int]]:
    """Rupiah, whether it comes in, and in how many days."""
    return [(each.amount, each.comes_in, (each.day - TODAY).days) for each in of_joint_orders(book, TODAY)]


def test_only_what_was_accepted_is_expected_less_fee_and_advance(shop: Shop, order: Order) -> None:
    book = open_book(member())
    assert foreseen(book) == []
    shop.answer(order, "Rajut Satu", 50)
    assert foreseen(book) == [(50 * 40_000 * 97 // 100, True, 28 + 30)]
    settling.advance_material(
        shop.officer, order.id, member().id, amount=400_000, what="benang", paid_from="cash", day=TODAY,
        client_id=once(), at=NOW,
    )  # fmt: skip
    (each,) = of_joint_orders(book, TODAY)
    assert each.amount == 1_940_000 - 400_000
    assert render(each.words, "id") == f"hasil pesanan {order.number} dari Hotel Kencana"
    assert foreseen(open_book(member("Rajut Dua"))) == []


def test_it_stays_until_it_is_shared_out_and_then_money_is_there_instead(shop: Shop, order: Order) -> None:
    shop.finished(shop.accepted(order))
    book = open_book(member())
    owner = people.owner(member())
    assert foreseen(book) == [(1_940_000, True, 58)]
    before = outlook(owner, book, TODAY).forecast
    assert before.opening == 0
    shop.settled(order)
    assert foreseen(book) == []
    after = outlook(owner, book, TODAY).forecast
    assert after.opening == before.weeks[-1].closing == after.weeks[-1].closing == 1_940_000


def test_the_days_it_took_before_are_the_days_it_is_expected_to_take(shop: Shop, order: Order) -> None:
    shop.settled(shop.finished(shop.accepted(order)))
    shop.accepted(shop.published(shop.taken(pieces=10, days=14)))
    (each,) = foreseen(open_book(member()))
    assert each[2] == 14, "the order before was shared out before it was due"


def test_a_hub_expects_the_buyers_money_and_pays_its_members(shop: Shop, order: Order) -> None:
    shop.accepted(order)
    hub = open_book(shop.sentra)
    assert foreseen(hub) == [(4_000_000, True, 58), (3_880_000, False, 58)]
    shop.finished(order)
    assert foreseen(hub) == [(3_880_000, False, 58)], "the buyer has paid, the members are not paid yet"
    seen = outlook(shop.officer, hub, TODAY).forecast
    assert (seen.opening, seen.weeks[-1].closing) == (4_000_000, 120_000)
    shop.settled(order)
    assert foreseen(hub) == []
    assert outlook(shop.officer, hub, TODAY).forecast.opening == 120_000


def test_an_order_that_is_late_is_expected_next_week(shop: Shop, order: Order) -> None:
    shop.accepted(order)
    later = TODAY + timedelta(90)
    (each,) = of_joint_orders(open_book(member()), later)
    assert later < each.day <= later + timedelta(13)
    assert each.note is not None
    assert "terlambat" in render(each.note, "id")


def test_it_costs_as_many_queries_for_many_orders_as_for_one(shop: Shop, order: Order) -> None:
    shop.accepted(order)
    books = [open_book(member()), open_book(shop.sentra)]

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert all(foreseen(book) for book in books)
        return len(queries)

    few = cost()
    for __ in range(5):
        shop.accepted(shop.published(shop.taken(pieces=4), rule="equal"))
    assert cost() == few < 12


def test_the_forecast_asks_the_orders() -> None:
    assert expectations.count(of_joint_orders) == 1
