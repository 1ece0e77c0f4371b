"""The holiday allowance: service in full months, the average wage, and what holds for any wages."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.words import render
from guyub.reference.holiday_allowance import RULES, How, allowance, months_of_service, rule_on

FEAST = date(2026, 3, 21)
YEAR_BEFORE = [date(2025 + at // 12, at % 12 + 1, 1) for at in range(2, 14)]  # March 2025 to February 2026
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("since", "feast", "months"),
    [
        (date(2025, 3, 21), FEAST, 12),
        (date(2025, 3, 22), FEAST, 11),
        (date(2026, 2, 21), FEAST, 1),
        (date(2026, 2, 22), FEAST, 0),
        (FEAST, FEAST, 0),
        (date(2026, 4, 1), FEAST, 0),  # begins after the feast
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 29), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 3, 30), 1),
        (date(2026, 1, 31), date(2026, 3, 31), 2),
        (date(2026, 1, 31), date(2026, 4, 30), 3),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 2, 28), date(2024, 3, 28), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),  # a leap year: the last of February is the 29th
        (date(2025, 12, 31), date(2026, 1, 31), 1),
    ],
)
def test_months_of_service_are_full_ones(since: date, feast: date, months: int) -> None:
    assert months_of_service(since, feast) == months


@pytest.mark.parametrize(
    ("since", "wage", "how", "amount"),
    [
        (date(2020, 1, 1), 3 * MILLION, How.FULL, 3 * MILLION),
        (date(2025, 3, 21), 3 * MILLION, How.FULL, 3 * MILLION),
        (date(2025, 3, 22), 3 * MILLION, How.SHARE, 2_750_000),
        # https://jateng.tribunnews.com/amp/2025/02/05/3-rumus-perhitungan-thr-2025-untuk-karyawan-tetap-kontrak-dan-
        # freelance?page=2: ten months of 8 million, which it cuts to 6,666,666
        (date(2025, 5, 1), 8 * MILLION, How.SHARE, 6_666_667),
        # https://www.ayobogor.com/umum/amp/3112189120: seven months of 10 million
        (date(2025, 8, 1), 10 * MILLION, How.SHARE, 5_833_333),
        # https://kievskiy.org/ekonomi/pr-017848160: nine months of 4.5 million
        (date(2025, 6, 1), 4_500_000, How.SHARE, 3_375_000),
        (date(2026, 2, 21), 1_200_006, How.SHARE, 100_001),  # half a rupiah goes up
        (date(2026, 2, 22), 3 * MILLION, How.TOO_SHORT, 0),
    ],
)
def test_by_the_month(since: date, wage: int, how: How, amount: int) -> None:
    found = allowance(FEAST, since, wage, {})
    assert (found.how, found.amount, found.one_month_wage, found.missing) == (how, amount, wage, ())
    assert found.due == date(2026, 3, 14)


def test_by_the_piece_it_is_the_average_of_the_twelve_months_before() -> None:
    earned = {month: (at + 1) * 200_000 for at, month in enumerate(YEAR_BEFORE)}
    beyond = {date(2025, 2, 1): 99 * MILLION, date(2026, 3, 1): 99 * MILLION}
    found = allowance(FEAST, date(2020, 1, 1), None, earned | beyond)
    assert (found.amount, found.one_month_wage, found.how, found.missing) == (1_300_000, 1_300_000, How.FULL, ())
    assert render(found.basis, "id") == "Rata-rata upah 12 bulan dalam 1 Maret 2025–28 Februari 2026."


def test_two_months_of_work_are_averaged_over_two_and_then_share() -> None:
    """Not the sum of both divided by twelve, nor the average over a year that was not worked."""
    earned = {date(2026, 1, 1): 2 * MILLION, date(2026, 2, 1): 3 * MILLION}
    found = allowance(FEAST, date(2026, 1, 1), None, earned)
    assert (found.months_of_service, found.one_month_wage, found.amount) == (2, 2_500_000, 416_667)


def test_it_is_rounded_once_at_the_end() -> None:
    found = allowance(FEAST, date(2026, 1, 1), None, {date(2026, 1, 1): 8, date(2026, 2, 1): 9})
    assert (found.one_month_wage, found.amount) == (9, 1)  # 8.5 / 6, not 9 / 6


def test_a_month_without_work_counts_when_it_is_named_and_is_missing_when_not() -> None:
    earned = dict.fromkeys(YEAR_BEFORE, 1_200_000)
    assert allowance(FEAST, date(2020, 1, 1), None, earned | {YEAR_BEFORE[3]: 0}).amount == 1_100_000
    del earned[YEAR_BEFORE[3]]
    found = allowance(FEAST, date(2020, 1, 1), None, earned)
    assert (found.amount, found.missing) == (1_200_000, (YEAR_BEFORE[3],))


def test_the_broken_month_of_the_start_does_not_lower_the_average() -> None:
    earned = {date(2025, 12, 1): 100_000, date(2026, 1, 1): 2 * MILLION, date(2026, 2, 1): 2 * MILLION}
    found = allowance(FEAST, date(2025, 12, 20), None, earned)
    assert (found.months_of_service, found.one_month_wage, found.amount) == (3, 2 * MILLION, 500_000)


def test_a_broken_month_alone_is_brought_up_to_a_whole_one() -> None:
    found = allowance(FEAST, date(2026, 2, 8), None, {date(2026, 2, 1): 1_800_000})  # 21 of 28 days
    assert (found.months_of_service, found.one_month_wage, found.amount) == (1, 2_400_000, 200_000)
    assert "8–28 Februari 2026" in render(found.basis, "id")


@pytest.mark.parametrize("earned", [{}, dict.fromkeys(YEAR_BEFORE, 0), {YEAR_BEFORE[0]: -5, YEAR_BEFORE[1]: 5}])
def test_without_a_wage_the_amount_is_not_guessed(earned: dict[date, int]) -> None:
    found = allowance(FEAST, date(2024, 1, 1), None, earned)
    assert (found.amount, found.how, found.one_month_wage) == (None, How.NO_WAGE, None)
    assert "14 Maret 2026" in render(found.words, "id")
    assert set(found.missing) == set(YEAR_BEFORE) - set(earned)


def test_before_the_rule_nothing_is_known() -> None:
    assert rule_on(date(2016, 3, 7)) is None
    assert rule_on(date(2016, 3, 8)) == RULES[0]
    found = allowance(date(2015, 7, 17), date(2010, 1, 1), MILLION, {})
    assert (found.amount, found.how, found.due) == (None, How.NO_RULE, None)


def test_every_outcome_says_why() -> None:
    told = {
        How.FULL: "Masa kerja 14 bulan, jadi THR satu bulan upah. Bayar penuh paling lambat 14 Maret 2026.",
        How.SHARE: "Masa kerja 3 bulan, jadi THR 3/12 dari satu bulan upah. Bayar penuh paling lambat 14 Maret 2026.",
        How.TOO_SHORT: "Masa kerja belum 1 bulan, jadi belum ada THR.",
    }
    starts = {How.FULL: date(2025, 1, 1), How.SHARE: date(2025, 12, 1), How.TOO_SHORT: date(2026, 3, 1)}
    for how, since in starts.items():
        assert render(allowance(FEAST, since, MILLION, {}).words, "id") == told[how]


def test_rules_say_what_they_rest_on_and_follow_each_other() -> None:
    for earlier, later in pairwise(RULES):
        assert earlier.until == later.since - timedelta(days=1)
    assert all(rule.source and rule.confidence in "ABCM" for rule in RULES)
    assert RULES[-1].until is None


DAYS = st.dates(date(2016, 4, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 2000))
def test_service_never_shrinks_and_grows_by_one_at_most(since: date, days: int) -> None:
    feast = since + timedelta(days=days)
    today, tomorrow = months_of_service(since, feast), months_of_service(since, feast + timedelta(days=1))
    assert today <= tomorrow <= today + 1
    assert today * 28 <= days
    assert days <= (today + 1) * 31


@given(DAYS, st.integers(0, 900), st.lists(st.integers(0, 10 * MILLION), min_size=12, max_size=12))
def test_the_amount_lies_within_the_months_earned(feast: date, days: int, wages: list[int]) -> None:
    since = feast - timedelta(days=days)
    first = feast.year * 12 + feast.month - 13
    earned = {date((first + at) // 12, (first + at) % 12 + 1, 1): wage for at, wage in enumerate(wages)}
    found = allowance(feast, since, None, earned)
    if found.amount is None or found.months_of_service == 0:
        assert found.amount in {None, 0}
        return
    assert found.one_month_wage is not None
    share = min(found.months_of_service, 12)
    assert abs(found.amount * 12 - found.one_month_wage * share) <= 12
    whole = [wage for month, wage in earned.items() if month >= since]
    if whole:
        assert min(whole) <= found.one_month_wage <= max(whole)


@given(DAYS, st.integers(1, 10 * MILLION), st.integers(30, 700))
def test_a_month_more_of_service_never_brings_less(feast: date, wage: int, days: int) -> None:
    shorter = allowance(feast, feast - timedelta(days=days), wage, {}).amount
    longer = allowance(feast, feast - timedelta(days=days + 31), wage, {}).amount
    assert shorter is not None
    assert longer is not None
    assert shorter <= longer <= wage
