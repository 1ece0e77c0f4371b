"""Members accept, decline, take less or fall behind; what is left is split again and nobody loses what is theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.orders.conftest import NOW, Shop
from tests.support import people

from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.openlog.models import Record
from guyub.orders.actions import sharing, taking
from guyub.orders.actions.common import OfferLink
from guyub.orders.given import Given
from guyub.orders.models import Draw, Order
from guyub.sentra import actions as sentra_actions

LATER = NOW + timedelta(3)


@pytest.fixture
def order(shop: Shop) -> Order:
    """100 pieces for three workshops of which two could do it in the time."""
    for name, weekly in (("Anggrek", 20), ("Melati", 20), ("Dahlia", 10)):
        shop.member(name, weekly)
    return shop.published(shop.taken(100))


def test_a_published_split_gives_all_pieces_and_can_be_repeated_from_what_was_kept(shop: Shop, order: Order) -> None:
    assert shop.held(order) == {"Anggrek": 40, "Melati": 40, "Dahlia": 20}
    draw = Draw.objects.get()
    again = Given.from_json(draw.given).outcome(draw.given["rule"])
    assert again == draw.outcome


def test_what_one_declines_goes_to_the_others_and_what_they_accepted_stays(shop: Shop, order: Order) -> None:
    shop.answer(order, "Anggrek", 40)
    shop.answer(order, "Melati", 40)
    shop.answer(order, "Dahlia", 0)
    sharing.split_again(shop.officer, order.id, answer_by=LATER, at=NOW)
    shares = {share.enterprise.name: share for share in shop.shares(order)}
    assert shop.held(order) == {"Anggrek": 50, "Melati": 50, "Dahlia": 0}
    assert (shares["Anggrek"].accepted, shares["Anggrek"].pending) == (40, 10)
    assert shares["Dahlia"].closed


def test_taking_less_leaves_the_rest_to_others(shop: Shop, order: Order) -> None:
    shop.answer(order, "Melati", 30)
    sharing.split_again(shop.officer, order.id, answer_by=LATER, at=NOW)
    held = shop.held(order)
    assert held["Melati"] == 30
    assert sum(held.values()) == 100


def test_a_workshop_that_falls_behind_can_be_relieved_of_what_is_not_made(shop: Shop, order: Order) -> None:
    shop.accepted(order)
    slow = next(share for share in shop.shares(order) if share.enterprise.name == "Melati")
    shop.made(order, slow, 25)
    with pytest.raises(Problem, match="Paling banyak 15"):
        sharing.relieve(shop.officer, order.id, slow.pk, 16, at=NOW)
    sharing.relieve(shop.officer, order.id, slow.pk, 15, at=NOW)
    sharing.split_again(shop.officer, order.id, answer_by=LATER, at=NOW)
    held = shop.held(order)
    assert held["Melati"] == 25
    assert sum(held.values()) == 100


def test_an_answer_after_the_deadline_is_refused_and_the_officer_can_free_the_rest(shop: Shop, order: Order) -> None:
    shop.answer(order, "Melati", 40)
    share = next(share for share in shop.shares(order) if share.pending)
    link = OfferLink(order.id, share.enterprise_id)
    with pytest.raises(Conflict, match="sudah lewat"):
        sharing.answer(link, order.id, share.enterprise_id, {1: share.pieces}, at=LATER)
    assert sharing.close_answers(shop.officer, order.id, at=LATER) == 60
    assert sum(shop.held(order).values()) == 40
    with pytest.raises(Problem, match="Tidak ada anggota lain"):
        # Melati's own time is full with what it holds only when the rest is too much for it alone.
        sharing.split_again(shop.officer, order.id, answer_by=LATER + timedelta(40), at=NOW + timedelta(27))


def test_an_offer_is_answered_once_and_only_by_its_own_link(shop: Shop, order: Order) -> None:
    mine, other = shop.shares(order)[:2]
    with pytest.raises(NotAllowed):
        sharing.answer(OfferLink(order.id, other.enterprise_id), order.id, mine.enterprise_id, {1: 1}, at=NOW)
    shop.answer(order, mine.enterprise.name, mine.pieces)
    with pytest.raises(Conflict, match="sudah dijawab"):
        shop.answer(order, mine.enterprise.name, 0)
    with pytest.raises(NotAllowed):
        sharing.answer(people.stranger(), order.id, other.enterprise_id, {1: 0}, at=NOW)


def test_nobody_can_take_more_than_offered(shop: Shop, order: Order) -> None:
    with pytest.raises(Problem, match="Paling banyak 40"):
        shop.answer(order, "Melati", 41)
    assert shop.held(order)["Melati"] == 40


def test_publishing_what_is_no_longer_true_is_refused(shop: Shop) -> None:
    shop.member("Anggrek", 20)
    draft = shop.taken(10)
    given, __ = taking.propose(shop.officer, draft.id, at=NOW)
    shop.member("Melati", 20)
    with pytest.raises(Conflict, match="berubah"):
        taking.publish(shop.officer, draft.id, rule="equal", seen=given.digest(), answer_by=LATER, at=NOW)
    draft.refresh_from_db()
    assert draft.state == Order.State.DRAFT


def test_an_order_nobody_can_do_is_not_published(shop: Shop) -> None:
    shop.member("Anggrek", 20, product="Topi")
    draft = shop.taken(10, product="Syal")
    with pytest.raises(Problem, match="Tidak ada anggota"):
        shop.published(draft)


def test_a_member_that_holds_work_cannot_leave_until_it_is_handed_over(shop: Shop, order: Order) -> None:
    shop.accepted(order)
    share = next(share for share in shop.shares(order) if share.enterprise.name == "Dahlia")
    with pytest.raises(Conflict, match="masih memegang 20"):
        sentra_actions.end_membership(shop.officer, shop.sentra, share.enterprise, at=NOW)
    sharing.relieve(shop.officer, order.id, share.pk, 20, at=NOW)
    sentra_actions.end_membership(shop.officer, shop.sentra, share.enterprise, at=NOW)
    sharing.split_again(shop.officer, order.id, answer_by=LATER, at=NOW)
    assert shop.held(order) == {"Anggrek": 50, "Melati": 50, "Dahlia": 0}


def test_work_promised_to_one_order_is_not_free_for_the_next(shop: Shop) -> None:
    shop.member("Anggrek", 20)
    shop.member("Melati", 20)
    shop.accepted(shop.published(shop.taken(100, days=28)))
    second = shop.published(shop.taken(100, days=28, seed=2))
    assert sum(shop.held(second).values()) == 60


def test_the_next_order_makes_up_for_the_last(shop: Shop) -> None:
    shop.member("Anggrek", 20, received=4_000_000)
    shop.member("Melati", 20)
    order = shop.published(shop.taken(60, price=40_000, days=70), "catch-up")
    assert shop.held(order) == {"Melati": 60}


def test_every_step_is_in_the_open_log(shop: Shop, order: Order) -> None:
    shop.answer(order, "Dahlia", 0)
    sharing.split_again(shop.officer, order.id, answer_by=LATER, at=NOW)
    acts = list(Record.objects.filter(chain=shop.sentra.id).order_by("number").values_list("act", flat=True))
    assert acts == ["add-member"] * 3 + ["take-order", "split", "answer", "split"]
