"""A share of a joint order and the workshop that makes it: tallies there are progress here, goods leave its stock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting, build_knitting
from tests.support.world import enterprise_in, running_order

from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.measures import MICRO
from guyub.orders.actions import making, sharing
from guyub.orders.actions.common import OfferLink
from guyub.orders.models import Order, Share
from guyub.orders.models import Tally as ShareTally
from guyub.orders.verify import verify_orders
from guyub.people.models import User
from guyub.sentra.models import Sentra
from guyub.workshop.actions.counting import take_back
from guyub.workshop.actions.jobs import name_product
from guyub.workshop.actions.valuing import balances
from guyub.workshop.models import Item, Job, Tally

pytestmark = pytest.mark.django_db


class Shared:
    """A knitting workshop that has accepted 50 of a joint order for scarves."""

    def __init__(self) -> None:
        self.sentra = Sentra.objects.create(name="Sentra Rajut", fee_basis_points=250, agreed_on=TODAY)
        enterprise = enterprise_in(self.sentra, "Rajut Kenanga", "Syal")
        self.shop = build_knitting(enterprise)
        self.officer: User = people.officer(self.sentra)
        self.order: Order = running_order(self.officer, self.sentra, enterprise)
        sharing.answer(OfferLink(self.order.id, enterprise.id), self.order.id, enterprise.id, {1: 50}, at=NOW)
        self.job = Job.objects.get(enterprise=enterprise)
        self.shop.buy(self.shop.yarn, 100, 8_500_000)
        self.shop.buy(self.shop.button, 1_000, 200_000)

    @property
    def share(self) -> Share:
        return Share.objects.get(line__order=self.order)

    def named(self) -> Job:
        self.job = name_product(self.shop.owner, self.job, self.shop.scarf)
        return self.job

    def stock(self) -> float:
        return Item.objects.get(pk=self.shop.finished.pk).quantity_micro / MICRO

    def agree(self) -> None:
        """Progress is what was tallied; counters are their events; the books hold the value of the stock."""
        last = self.shop.step("finishing")
        tallied = Tally.objects.filter(job=self.job, step=last, undone_at=None)
        assert sum(each.good_micro for each in tallied) == self.share.made * MICRO
        assert not [told for __, wrong in verify_orders() for told in wrong]
        worth: dict[str, int] = dict.fromkeys(Item.Kind.values, 0)
        for item in Item.objects.filter(enterprise=self.shop.enterprise):
            worth[item.kind] += item.value
        assert balances(self.shop.book) == worth


@pytest.fixture
def shared(db: None) -> Shared:
    return Shared()


def test_what_was_accepted_is_a_job_of_the_workshop(shared: Shared) -> None:
    assert (shared.job.quantity_micro, shared.job.price) == (50 * MICRO, 40_000)
    assert shared.job.product is None
    sharing.relieve(shared.officer, shared.order.id, shared.share.pk, 10, at=NOW)
    shared.job.refresh_from_db()
    assert shared.job.quantity_micro == 40 * MICRO


def test_tallies_of_the_last_step_are_the_progress_of_the_share(shared: Shared) -> None:
    job, shop = shared.named(), shared.shop
    shop.tally("rajut", 20, job=job)
    assert shared.share.made == 0
    first = shop.tally("finishing", 12, 1, job=job)
    shop.tally("finishing", 5, job=job)
    assert (shared.share.made, shared.share.spoiled) == (17, 1)
    shared.agree()
    take_back(shop.owner, first, at=NOW)
    take_back(shop.owner, first, at=NOW)
    assert (shared.share.made, shared.share.spoiled) == (5, 0)
    shared.agree()


def test_what_is_counted_at_the_share_is_tallied_in_the_workshop(shared: Shared) -> None:
    shared.named()
    args = {"made": 10, "spoiled": 2, "day": TODAY, "client_id": "kamis", "at": NOW}
    making.tally(shared.officer, shared.order.id, shared.share.pk, **args)
    making.tally(shared.officer, shared.order.id, shared.share.pk, **args)
    assert (shared.share.made, shared.stock()) == (10, 10)
    shared.agree()


def test_no_more_is_tallied_for_a_share_than_is_to_be_made_and_nothing_of_it_stays(shared: Shared) -> None:
    job = shared.named()
    with pytest.raises(Problem):
        shared.shop.tally("finishing", 51, job=job, sure=["short"])
    assert not Tally.objects.exists()
    assert shared.stock() == 0
    shared.agree()


def test_a_delivery_leaves_the_stock_and_what_is_turned_down_comes_back(shared: Shared) -> None:
    job, shop, order = shared.named(), shared.shop, shared.order
    shop.tally("finishing", 30, job=job)
    making.inspect(shared.officer, order.id, shared.share.pk, passed=24, failed=6, client_id="lihat", at=NOW)
    job.refresh_from_db()
    assert job.quantity_micro == 56 * MICRO
    lot = making.deliver(shared.officer, order.id, {shared.share.pk: 20}, day=TODAY, client_id="antar", at=NOW)
    assert shared.stock() == 10
    for turned_down in (3, 5, 2):
        making.take_back(shared.officer, order.id, lot.id, {shared.share.pk: turned_down}, at=NOW)
        assert shared.stock() == 10 + turned_down
        shared.agree()


def test_what_was_inspected_is_no_longer_the_workshops_to_take_back(shared: Shared) -> None:
    job = shared.named()
    tally = shared.shop.tally("finishing", 30, job=job)
    making.inspect(shared.officer, shared.order.id, shared.share.pk, passed=24, failed=0, client_id="lihat", at=NOW)
    with pytest.raises(Conflict):
        take_back(shared.shop.owner, tally, at=NOW)
    assert shared.stock() == 30
    shared.agree()


def test_late_and_unordered_tallies_of_a_share_end_the_same(shared: Shared) -> None:
    job, shop = shared.named(), shared.shop
    ends = set()
    days = [TODAY - timedelta(days=days) for days in (3, 1, 2)]
    for order in (days, sorted(days), sorted(days, reverse=True)):
        made = [shop.tally("finishing", 4, 1, day=day, job=job, sure=["short"]) for day in order]
        shared.agree()
        ends.add((shared.share.made, shared.share.spoiled, shared.stock(), Item.objects.get(pk=shop.yarn.pk).value))
        for tally in made:
            take_back(shop.owner, tally, at=NOW)
        assert (shared.share.made, ShareTally.objects.filter(undone_at=None).count()) == (0, 0)
    assert len(ends) == 1


def test_a_share_without_a_product_is_counted_as_before(shared: Shared, knitting: Knitting) -> None:
    making.tally(
        shared.officer, shared.order.id, shared.share.pk, made=10, spoiled=0, day=TODAY, client_id="kamis", at=NOW
    )
    assert shared.share.made == 10
    assert not Tally.objects.exists()
