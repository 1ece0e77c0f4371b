"""What of its weeks a workshop has for joint orders: by hand, against a best plan, and in the database."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import highspy
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting
from tests.support.world import enterprise_in

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.measures import MICRO
from guyub.orders.rules import free_weeks, weeks_between
from guyub.orders.split.master import quiet_solver
from guyub.sentra.models import Ability, Sentra
from guyub.workshop.actions.jobs import NewJob, take_job
from guyub.workshop.actions.offers import offer_capacity, withdraw_offer
from guyub.workshop.models import CapacityOffer, Job, Machine, Workshop
from guyub.workshop.queries.capacity import offered_words, open_weeks
from guyub.workshop.rules.capacity import Open, StepLeft, Work, free_parts, units_left, weeks_of_work

START = date(2026, 11, 23)  # a Monday
WEEK = timedelta(7)


def after(weeks: float) -> date:
    return START + timedelta(round(weeks * 7))


def test_who_uses_nothing_has_the_whole_time() -> None:
    for days in (-3, 0, 1, 6, 7, 8, 400):
        assert Open(START).until(START + timedelta(days)) == weeks_between(START, START + timedelta(days))


def test_own_work_comes_first_and_later_work_takes_time_before_it() -> None:
    room = Open(START, {}, [Work(after(2), Fraction(1)), Work(after(4), Fraction(5, 2))])
    assert [room.until(after(weeks)) * 7 for weeks in (1, 2, 4, 5)] == [3, 3, 3, 10]


def test_an_offer_is_kept_whatever_own_work_there_is_and_rounds_nothing_up() -> None:
    offers = {START: 50, START + WEEK: 50}
    assert Open(START, offers).until(after(2)) == 1
    assert Open(START, offers, [Work(after(2), Fraction(3))]).until(after(2)) == 1
    # The halves that were kept do one week of it; the other two weeks are taken from the weeks after.
    assert Open(START, offers, [Work(after(4), Fraction(2))]).until(after(4)) == 2
    assert Open(START, {START: 0}).until(after(1)) == 0


def test_what_is_late_already_takes_the_first_days() -> None:
    room = Open(START, {}, [Work(START - WEEK, Fraction(1))])
    assert [room.until(after(weeks)) for weeks in (0, 1, 2)] == [0, 0, 1]


def test_own_work_shows_only_in_whole_days() -> None:
    assert Open(START, {}, [Work(after(2), Fraction(37, 120))]).until(after(2)) == 2 - Fraction(3, 7)


WORKS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 20)), max_size=5)
OFFERS = st.dictionaries(st.integers(0, 5), st.sampled_from([0, 25, 50, 100]), max_size=4)


LAST = 46


def best_plan(offers: dict[int, int], own: list[tuple[int, int]], day: int) -> float | None:
    """Most days of joint work before `day` by a linear programme; None when own orders cannot all be in time.

    Own work goes on any day before it is due, but not into what was offered of it; joint work into what was offered,
    or into a day of a week without an offer.
    """
    solver = quiet_solver()
    joint = [solver.addVariable(0, offers.get(each // 7, 100) / 100) for each in range(LAST)]
    own_on: list[list[Any]] = [[] for __ in range(LAST)]
    for due, days in own:
        parts = [solver.addVariable(0, 1) for __ in range(due)]
        solver.addConstr(sum(parts) == days)
        for each, part in enumerate(parts):
            own_on[each].append(part)
    for each, parts in enumerate(own_on):
        if parts:
            solver.addConstr(sum(parts) <= 1 - offers.get(each // 7, 0) / 100)
            solver.addConstr(joint[each] + sum(parts) <= 1)
    solver.maximize(sum(joint[:day]) + 0 * joint[0])
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return float(solver.getObjectiveValue())


@given(offers=OFFERS, works=WORKS, day=st.integers(0, 45))
@settings(deadline=None, max_examples=150)
def test_no_more_and_no_less_is_free_than_the_best_plan_by_days_leaves(
    offers: dict[int, int], works: list[tuple[int, int]], day: int
) -> None:
    own = [(due, days) for due, days in works if days]
    by_week = {START + WEEK * week: percent for week, percent in offers.items()}
    room = Open(START, by_week, [Work(START + timedelta(due), Fraction(days, 7)) for due, days in own])
    found = float(room.until(START + timedelta(day)) * 7)
    best = best_plan(offers, own, day)
    if best is not None:
        assert best - 1 - 1e-6 <= found <= best + 1e-6, "less than a day less, because own work counts in days begun"
    offered = sum(percent / 100 for week, percent in offers.items() for each in range(7) if week * 7 + each < day)
    assert offered <= found + 1e-9, "an offer is kept"


def test_promises_to_other_joint_orders_are_taken_off_what_is_open() -> None:
    room = Open(START, {START: 50, START + WEEK: 50}, [])
    free = free_weeks(START, [after(1), after(2)], [(after(2), Fraction(3, 4))], room.until)
    assert free == {after(1): Fraction(1, 4), after(2): Fraction(1, 4)}
    assert free_weeks(START, [after(1)], [(after(1), Fraction(9))], room.until) == {after(1): 0}


def test_units_left_follow_the_recipe_back_and_believe_the_later_steps() -> None:
    assert units_left(100, [MICRO, 2 * MICRO, MICRO], [0, 0, 0]) == [200, 100, 100]
    assert units_left(100, [MICRO, 2 * MICRO, MICRO], [50, 0, 40]) == [120, 60, 60]


def test_the_busiest_of_machines_and_hands_decides_how_long_work_takes() -> None:
    steps = [StepLeft(100 * MICRO, 30_000, "loom"), StepLeft(100 * MICRO, 10_000), StepLeft(100 * MICRO, 10_000)]
    assert weeks_of_work(steps, 1_000, {"loom": 3}, 1) == 2  # hands: 2,000 minutes by one pair of them
    assert weeks_of_work(steps, 1_000, {"loom": 1}, 4) == 3
    assert weeks_of_work(steps, 1_000, {}, 4) == 3, "a kind without a machine counts as one"


def test_free_parts_of_weeks_say_what_can_be_given_away() -> None:
    wednesday = START + timedelta(2)
    assert free_parts(wednesday, 3, []) == [1, 1, 1]
    assert free_parts(START, 3, [Work(after(2), Fraction(1, 2))]) == [1, Fraction(3, 7), 1]
    assert free_parts(START, 2, [Work(after(1), Fraction(3, 2))]) == [0, Fraction(3, 7)]


def test_own_orders_take_weeks_by_ability_or_by_the_minutes_of_the_recipe(knitting: Knitting) -> None:
    shop = knitting.enterprise
    Ability.objects.filter(enterprise=shop).update(capacity_milli=50_000)
    job = take_job(knitting.owner, shop, NewJob(knitting.scarf, 100 * MICRO, after(4)), client_id="a", at=NOW)
    assert open_weeks([shop.pk], TODAY)[shop.pk].until(after(4)) == 2
    knitting.tally("rajut", 60, job=job, sure=["short", "machine"])
    assert open_weeks([shop.pk], TODAY)[shop.pk].until(after(4)) == 2, "nothing is finished yet"
    for step in ("linking", "finishing"):
        knitting.tally(step, 50, job=job, sure=["short", "machine"])
    assert open_weeks([shop.pk], TODAY)[shop.pk].until(after(4)) == 3
    # By minutes: 40 more to knit at 10 minutes on two machines of 2,880 minutes a week: one day begun.
    Ability.objects.filter(enterprise=shop).delete()
    assert open_weeks([shop.pk], TODAY)[shop.pk].until(after(4)) == 4 - Fraction(1, 7)
    Machine.objects.filter(enterprise=shop).update(active=False)
    Workshop.objects.filter(pk=shop.pk).update(minutes_a_day=60, working_days="12")
    assert open_weeks([shop.pk], TODAY)[shop.pk].until(after(4)) == 4 - Fraction(24, 7)  # 400 minutes of 120 a week


def test_shares_of_joint_orders_and_ended_ones_are_no_own_work(knitting: Knitting) -> None:
    more = {"product": knitting.scarf, "name": "Syal", "accepted": TODAY, "due": after(1), "quantity_micro": 10**9}
    Job.objects.create(enterprise=knitting.enterprise, source_kind="share", source_id=1, client_id="s", **more)
    Job.objects.create(enterprise=knitting.enterprise, state=Job.State.DONE, client_id="d", **more)
    assert open_weeks([knitting.enterprise.pk], TODAY)[knitting.enterprise.pk].until(after(1)) == 1


def test_an_offer_is_made_changed_and_withdrawn_and_sent_twice_is_one(knitting: Knitting) -> None:
    shop, owner = knitting.enterprise, knitting.owner
    for __ in range(2):
        offer_capacity(owner, shop, START, 50, at=NOW)
    offer_capacity(owner, shop, START + WEEK, 100, at=NOW)
    assert list(CapacityOffer.objects.order_by("week").values_list("percent", flat=True)) == [50, 100]
    assert open_weeks([shop.pk], TODAY)[shop.pk].until(after(2)) == Fraction(3, 2)
    assert str(offered_words([shop.pk], TODAY)[shop.pk]) == "Menawarkan 1,5 minggu kerja."
    offer_capacity(owner, shop, START, 25, at=NOW)
    assert withdraw_offer(owner, shop, START + WEEK, at=NOW)
    assert not withdraw_offer(owner, shop, START + WEEK, at=NOW)
    assert open_weeks([shop.pk], TODAY)[shop.pk].until(after(2)) == Fraction(5, 4)
    assert offered_words([shop.pk], TODAY + 2 * WEEK) == {}


def test_only_the_owner_offers_and_only_what_there_can_be(knitting: Knitting) -> None:
    shop = knitting.enterprise
    for other in (people.worker(shop), people.stranger()):
        with pytest.raises(NotAllowed):
            offer_capacity(other, shop, START, 50, at=NOW)
        with pytest.raises(NotAllowed):
            withdraw_offer(other, shop, START, at=NOW)
    bad = [(START, 101), (START, -1), (START - WEEK, 50), (START + timedelta(1), 50), (START + 27 * WEEK, 50)]
    for week, percent in bad:
        with pytest.raises(Problem):
            offer_capacity(knitting.owner, shop, week, percent, at=NOW)
    assert not CapacityOffer.objects.exists()


def test_many_workshops_and_orders_cost_no_more_questions(knitting: Knitting) -> None:
    sentra = Sentra.objects.create(name="Sentra")
    take_job(knitting.owner, knitting.enterprise, NewJob(knitting.scarf, MICRO, after(1)), client_id="a", at=NOW)

    def cost(ids: list) -> int:
        with CaptureQueriesContext(connection) as queries:
            open_weeks(ids, TODAY)
        return len(queries)

    few = cost([knitting.enterprise.pk])
    ids = [knitting.enterprise.pk, *(enterprise_in(sentra, f"Usaha {each}").pk for each in range(20))]
    for number in range(30):
        new = NewJob(knitting.scarf, MICRO, after(1 + number % 5))
        take_job(knitting.owner, knitting.enterprise, new, client_id=f"job {number}", at=NOW)
    assert cost(ids) == few <= 8
