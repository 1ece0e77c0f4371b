"""Second clicks, forms gone back to, two officers at once, orders that come to nothing: none costs a piece."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection, connections
from tests.orders.conftest import NOW, TODAY, Shop, once
from tests.support import people

from guyub.kernel.errors import Conflict, Problem
from guyub.orders.actions import making, settling, sharing, taking
from guyub.orders.actions.taking import NewLine
from guyub.orders.models import Order, Share
from guyub.people.models import User
from guyub.sentra import actions as sentra_actions
from guyub.sentra.actions import NewAbility, NewMember
from guyub.sentra.models import Sentra


@pytest.fixture
def order(shop: Shop) -> Order:
    for name in ("Anggrek", "Melati"):
        shop.member(name, 20)
    return shop.accepted(shop.published(shop.taken(100)))


def test_a_second_click_on_relieve_takes_nothing_more(shop: Shop, order: Order) -> None:
    share = shop.shares(order)[0]
    sharing.relieve(shop.officer, order.id, share.pk, 10, at=NOW, seen=50)
    with pytest.raises(Conflict, match="sudah berubah"):
        sharing.relieve(shop.officer, order.id, share.pk, 10, at=NOW, seen=50)
    assert shop.held(order)["Anggrek"] == 40


def test_a_form_gone_back_to_and_changed_is_refused_not_swallowed(shop: Shop, order: Order) -> None:
    share, other = shop.shares(order)
    sent = once()
    making.tally(shop.officer, order.id, share.pk, made=5, spoiled=0, day=TODAY, client_id=sent, at=NOW)
    making.tally(shop.officer, order.id, share.pk, made=5, spoiled=0, day=TODAY, client_id=sent, at=NOW)
    for pieces, which in ((6, share), (5, other)):
        with pytest.raises(Conflict, match="isi lain"):
            making.tally(shop.officer, order.id, which.pk, made=pieces, spoiled=0, day=TODAY, client_id=sent, at=NOW)
    assert [share.made for share in shop.shares(order)] == [5, 0]


def test_a_lot_that_wholly_came_back_does_not_keep_the_order_open(shop: Shop, order: Order) -> None:
    share = shop.shares(order)[0]
    shop.made(order, share, 10)
    lot = shop.delivered(order)
    making.take_back(shop.officer, order.id, lot.id, {share.pk: 10}, at=NOW)
    for each in shop.shares(order):
        shop.made(order, each, each.still_to_make)
    shop.paid(order, shop.delivered(order))
    assert settling.why_not_settle(order) is None
    shop.settled(order)
    order.refresh_from_db()
    assert order.state == Order.State.SETTLED


def test_an_order_everybody_declined_can_be_given_up_but_not_one_with_deliveries(shop: Shop, order: Order) -> None:
    declined = shop.published(shop.taken(10, days=70, seed=3))
    for share in shop.shares(declined):
        shop.answer(declined, share.enterprise.name, 0)
    taking.cancel(shop.officer, declined.id, at=NOW)
    shop.made(order, shop.shares(order)[0], 5)
    shop.delivered(order)
    with pytest.raises(Conflict, match="tidak bisa dibatalkan"):
        taking.cancel(shop.officer, order.id, at=NOW)


def test_a_member_that_left_and_came_back_gets_its_new_share_itself(shop: Shop) -> None:
    shop.member("Anggrek", 20)
    gone = shop.member("Sari", 20)
    order = shop.published(shop.taken(100))
    shop.answer(order, "Anggrek", 10)
    shop.answer(order, "Sari", 0)
    sentra_actions.end_membership(shop.officer, shop.sentra, gone, at=NOW)
    back = shop.member("Sari", 40)
    sharing.split_again(shop.officer, order.id, answer_by=NOW + timedelta(3), at=NOW)
    held = dict(Share.objects.filter(line__order=order).values_list("enterprise", "pieces"))
    assert (held[gone.id], held[back.id]) == (0, 90)


def test_promised_work_stays_promised_when_a_product_would_be_renamed(shop: Shop, order: Order) -> None:
    member = shop.shares(order)[0].enterprise
    renamed = NewMember(member.name, abilities=(NewAbility("Syal rajut", Fraction(20)),))
    with pytest.raises(Conflict, match="masih harus membuat 50 Syal"):
        sentra_actions.change_member(shop.officer, shop.sentra, member, renamed, at=NOW)


def test_a_slip_of_the_finger_in_the_price_is_caught(shop: Shop) -> None:
    line = NewLine("Syal", Decimal(10_000_000), "buah", 10_000_000, 10**12, "", TODAY + timedelta(30))
    with pytest.raises(Problem, match="terlalu besar"):
        shop.taken_with([line])


def test_sign_in_names_differ_by_more_than_case(shop: Shop) -> None:
    member = shop.member("Sari", 20)
    sentra_actions.let_owner_in(shop.officer, shop.sentra, member, "Sari", "sandi yang panjang", at=NOW)
    with pytest.raises(Problem, match="sudah dipakai"):
        sentra_actions.let_owner_in(shop.officer, shop.sentra, member, "SARI", "sandi yang panjang", at=NOW)
    assert User.objects.filter(username="sari").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_publishing_at_once_do_not_promise_the_same_weeks_twice() -> None:
    sentra = Sentra.objects.create(name="Sentra Rajut")
    shop = Shop(sentra, people.officer(sentra))
    shop.member("Anggrek", 25)
    orders = [shop.taken(100, seed=number) for number in (1, 2)]
    seen = [taking.propose(shop.officer, order.id, at=NOW)[0].digest() for order in orders]
    both = threading.Barrier(2)

    def publish(number: int) -> str:
        both.wait()
        try:
            taking.publish(
                shop.officer,
                orders[number].id,
                rule="equal",
                seen=seen[number],
                answer_by=NOW + timedelta(2),
                at=NOW,
            )
        except Conflict:
            return "conflict"
        finally:
            connections["default"].close()
        return "published"

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(publish, (0, 1)))
    connection.close()
    assert done == ["conflict", "published"]
    assert sum(Share.objects.values_list("pieces", flat=True)) == 100
