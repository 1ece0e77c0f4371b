"""Joint orders get what members have free: own orders come first, offers are kept, and nobody else learns more."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from tests.orders.conftest import NOW, TODAY, Shop
from tests.support import people

from guyub.kernel.measures import MICRO
from guyub.orders.gathering import given_for
from guyub.orders.given import Given
from guyub.orders.models import Order
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.jobs import NewJob, take_job
from guyub.workshop.actions.offers import offer_capacity
from guyub.workshop.actions.recipes import add_product
from guyub.workshop.models import Job

TWO_WEEKS = 14
CUSTOMER = "Butik Rahasia Bandung"


def own_work(enterprise: Enterprise, pieces: int, days: int) -> Job:
    owner = people.owner(enterprise)
    product = add_product(owner, enterprise, "Syal")
    new = NewJob(product, pieces * MICRO, TODAY + timedelta(days), CUSTOMER)
    return take_job(owner, enterprise, new, client_id="own", at=NOW)


def free_of(order: Order) -> dict[str, Fraction]:
    return {member.name: next(iter(member.free.values())) for member in given_for(order, TODAY).members}


@pytest.fixture
def three(shop: Shop) -> dict[str, Enterprise]:
    return {name: shop.member(name, 100) for name in ("Melati", "Kenanga", "Dahlia")}


def test_without_own_orders_and_offers_all_weeks_are_free(shop: Shop, three: dict[str, Enterprise]) -> None:
    order = shop.taken(pieces=300, days=TWO_WEEKS)
    assert free_of(order) == dict.fromkeys(three, Fraction(2))


def test_a_member_with_work_of_its_own_gets_less(shop: Shop, three: dict[str, Enterprise]) -> None:
    own_work(three["Melati"], 150, TWO_WEEKS)
    order = shop.taken(pieces=600, days=TWO_WEEKS)
    assert free_of(order)["Melati"] == Fraction(3, 7)  # a week and a half, in days begun
    assert shop.held(shop.published(order)) == {"Dahlia": 200, "Kenanga": 200, "Melati": 42}


def test_who_offers_half_of_two_weeks_gets_at_most_that(shop: Shop, three: dict[str, Enterprise]) -> None:
    for number in range(2):
        week = TODAY + timedelta(7 * number)
        offer_capacity(people.owner(three["Melati"]), three["Melati"], week, 50, at=NOW)
    first = shop.published(shop.taken(pieces=450, days=TWO_WEEKS))
    assert shop.held(first)["Melati"] <= 100
    second = shop.taken(pieces=600, days=TWO_WEEKS, seed=2)
    left = 1 - Fraction(shop.held(first)["Melati"], 100)
    assert free_of(second)["Melati"] == left >= 0, "what another joint order was promised is gone"
    assert shop.held(shop.published(second)).get("Melati", 0) <= left * 100


def test_own_work_after_a_promise_takes_nothing_below_zero(shop: Shop, three: dict[str, Enterprise]) -> None:
    shop.published(shop.taken(pieces=600, days=TWO_WEEKS))
    own_work(three["Melati"], 500, TWO_WEEKS)
    assert free_of(shop.taken(pieces=10, days=TWO_WEEKS))["Melati"] == 0


def test_a_published_draw_repeats_after_offers_have_changed(shop: Shop, three: dict[str, Enterprise]) -> None:
    own_work(three["Kenanga"], 30, TWO_WEEKS)
    offer_capacity(people.owner(three["Melati"]), three["Melati"], TODAY, 25, at=NOW)
    order = shop.published(shop.taken(pieces=300, days=TWO_WEEKS))
    draw = order.draws.get()
    offer_capacity(people.owner(three["Melati"]), three["Melati"], TODAY, 100, at=NOW)
    assert Given.from_json(draw.given).outcome(draw.given["rule"]) == draw.outcome


def test_officers_see_how_many_weeks_are_offered_and_members_do_not(shop: Shop, three: dict[str, Enterprise]) -> None:
    own_work(three["Melati"], 30, TWO_WEEKS)
    for number, percent in enumerate((50, 100)):
        week = TODAY + timedelta(7 * number)
        offer_capacity(people.owner(three["Melati"]), three["Melati"], week, percent, at=NOW)
    neighbour = people.member_owner(shop.sentra, three["Dahlia"])
    paths = [reverse("members", args=[shop.sentra.id]), reverse("member", args=[shop.sentra.id, three["Melati"].id])]
    for path in paths:
        seen = people.signed_in(shop.officer).get(path).content.decode()
        assert "enawarkan 1,5 minggu kerja" in seen, path
        assert seen.count("enawarkan") == 1, "only of who offers something"
        assert CUSTOMER not in seen
        assert "enawarkan" not in people.signed_in(neighbour).get(path).content.decode()
