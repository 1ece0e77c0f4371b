"""When to buy again: the published example, and what is said where too little is known."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.knitting import DAY, TODAY, Knitting

from guyub.kernel.measures import MICRO
from guyub.workshop.models import Item, Workshop
from guyub.workshop.queries.stock import lines_of
from guyub.workshop.rules.reorder import advise, deviation_of, handy, reorder_point

WEEK = Fraction(6)


def test_the_published_example_of_the_carpet_store() -> None:
    """Taylor and Russell, Operations Management, chapter 16: 30 yards a day, deviation 5, ten days, 95 %: 326.1."""
    assert reorder_point(Fraction(30 * MICRO), 5 * MICRO, Fraction(10)) / MICRO == pytest.approx(326.1, abs=0.05)


def test_the_published_example_of_the_water_bottles() -> None:
    """18 a day, deviation 6.4, 14 days, 95 %: 252 while waiting and 39.5 for safety."""
    assert reorder_point(Fraction(18 * MICRO), 6.4 * MICRO, Fraction(14)) / MICRO == pytest.approx(291.5, abs=0.1)


def test_the_deviation_is_that_of_a_sample() -> None:
    assert deviation_of([2, 4, 4, 4, 5, 5, 7, 9]) == pytest.approx(2.138, abs=0.001)
    assert deviation_of([7]) == 0
    assert deviation_of([3, 3, 3]) == 0


def test_even_use_needs_no_safety() -> None:
    advice = advise([2 * MICRO] * 48, 11 * MICRO, WEEK)
    assert (advice.a_day, advice.point, advice.days_left) == (2 * MICRO, 12 * MICRO, 5)
    assert advice.due
    assert advice.buy == 25 * MICRO  # twelve days beyond the point: 36 - 11
    assert not advise([2 * MICRO] * 48, 13 * MICRO, WEEK).due


def test_little_history_is_said_to_be_little() -> None:
    for uses in ([], [5 * MICRO] * 11, [0] * 46 + [MICRO, MICRO]):
        advice = advise(uses, MICRO, WEEK)
        assert (advice.a_day, advice.point, advice.days_left, advice.buy) == (None, None, None, 0)
    assert advise([], MICRO, WEEK, least=4 * MICRO).buy == 3 * MICRO
    assert advise([], 4 * MICRO, WEEK, least=4 * MICRO).buy == 0


def test_what_the_owner_always_wants_is_the_least() -> None:
    advice = advise([MICRO] * 48, 20 * MICRO, WEEK, least=30 * MICRO)
    assert (advice.point, advice.due) == (30 * MICRO, True)


def test_below_zero_nothing_is_left() -> None:
    assert advise([MICRO] * 48, -3 * MICRO, WEEK).days_left == 0


def test_quantities_as_one_orders_them() -> None:
    assert handy(5_237_000, whole=False) == 5_300_000
    assert handy(5_237_000, whole=True) == 6 * MICRO
    assert handy(241 * MICRO, whole=True) == 250 * MICRO
    assert handy(0, whole=True) == handy(-5, whole=False) == 0


@given(
    st.lists(st.integers(0, 10**10), max_size=60),
    st.integers(-(10**11), 10**12),
    st.integers(0, 60),
    st.integers(0, 10**10),
    st.booleans(),
)
def test_buying_what_is_advised_is_enough(uses: list[int], there: int, lead: int, least: int, whole: bool) -> None:
    advice = advise(uses, there, Fraction(lead), least, whole)
    after = advise(uses, there + advice.buy, Fraction(lead), least, whole)
    assert not after.due
    assert (after.days_left or 0) >= (advice.days_left or 0)


@pytest.mark.django_db
def test_use_is_counted_on_working_days_of_eight_weeks(knitting: Knitting) -> None:
    knitting.buy(knitting.yarn, 100, 8_500_000, TODAY - 80 * DAY)
    for ago in (70, *range(1, 57)):  # Sundays too, which are then days of work
        if (TODAY - ago * DAY).isoweekday() in {1, 3}:
            knitting.tally("rajut", 10, day=TODAY - ago * DAY)
    knitting.tally("rajut", 10)  # today is not over
    workshop = Workshop.objects.get(pk=knitting.enterprise.pk)
    item = Item.objects.get(pk=knitting.yarn.pk)
    (line,) = lines_of(workshop, [item], TODAY)
    assert line.advice.a_day == Fraction(16 * 2_600_000, 48)
    assert line.advice.point is not None
    assert line.status is None
    workshop.lead_days = 80
    (line,) = lines_of(workshop, [item], TODAY)
    assert line.status is not None
    assert line.status[0] == "act"
    item.lead_days = 7  # its own
    (line,) = lines_of(workshop, [item], TODAY)
    assert line.status is None
