"""What is decided about an order's money, time and counts holds for any numbers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.errors import Problem
from guyub.orders import rules
from guyub.orders.rules import Delivered

START = date(2026, 11, 23)
names = st.sampled_from([f"anggota {n}" for n in range(9)])
weights = st.dictionaries(names, st.integers(0, 10**10), min_size=1)
rows = st.lists(
    st.builds(
        lambda pieces, returned, price: Delivered(pieces, min(pieces, returned), price),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        st.integers(0, 500_000),
    ),
    max_size=4,
)


@given(st.integers(0, 10**12), weights)
def test_what_is_shared_out_adds_up_and_nobody_is_a_rupiah_off(total: int, by: dict[str, int]) -> None:
    parts = rules.share_out(total, by)
    whole = sum(by.values())
    assert sum(parts.values()) == (total if whole else 0)
    assert all(abs(parts[name] - Fraction(total * by[name], whole or 1)) < 1 for name in by if whole)


@given(st.dictionaries(names, rows), st.dictionaries(names, st.integers(1, 10**8)), st.integers(0, 10_000))
def test_a_settlement_gives_away_exactly_what_the_buyer_pays(
    delivered: dict[str, list[Delivered]], advances: dict[str, int], fee: int
) -> None:
    settled = rules.settle(delivered, advances, fee)
    paid = sum((row.pieces - row.returned) * row.price for rows in delivered.values() for row in rows)
    assert sum(part.net + part.fee + part.advance for part in settled.values()) == paid
    assert sum(part.fee for part in settled.values()) == paid * fee // 10_000
    for name, part in settled.items():
        assert part.net == part.gross - part.rejects - part.fee - part.advance >= 0
        assert 0 <= part.advance <= advances.get(name, 0)
        assert part.fee <= part.earned
        assert part.net == 0 or part.advance == advances.get(name, 0)


def test_a_settlement_by_hand() -> None:
    delivered = {"Sari": [Delivered(100, 4, 45_000)], "Tini": [Delivered(33, 0, 45_000)]}
    settled = rules.settle(delivered, {"Sari": 1_000_000}, 250)
    assert settled["Sari"] == rules.Settled(100, 4, 4_500_000, 180_000, 108_000, 1_000_000, 3_212_000)
    assert settled["Tini"].net == 1_485_000 - 37_125


promises = st.lists(
    st.tuples(st.integers(0, 60).map(lambda days: START + timedelta(days)), st.fractions(0, 5, max_denominator=20)),
    max_size=5,
)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=4, unique=True), promises)
def test_new_work_that_fits_the_free_weeks_never_makes_promised_work_late(
    days: list[int], promised: list[tuple[date, Fraction]]
) -> None:
    dues = [START + timedelta(day) for day in days]
    free = rules.free_weeks(START, dues, promised)
    for due in dues:
        work = [*promised, (due, free[due])]
        if free[due]:
            for moment in {when for when, __ in work if when >= due}:
                load = sum(weeks for when, weeks in work if when <= moment)
                assert load <= rules.weeks_between(START, moment)


def test_free_weeks_by_hand() -> None:
    two_weeks, four_weeks = START + timedelta(14), START + timedelta(28)
    free = rules.free_weeks(START, [two_weeks, four_weeks], [(four_weeks, Fraction(3))])
    assert free == {two_weeks: Fraction(1), four_weeks: Fraction(1)}


@pytest.mark.parametrize("asked", [-1, 11, 10**9])
def test_a_count_beyond_what_there_is_is_refused_at_its_field(asked: int) -> None:
    with pytest.raises(Problem) as refused:
        rules.check_count("made", asked, 10)
    assert refused.value.field == "made"


def test_a_due_date_in_the_past_names_its_line() -> None:
    with pytest.raises(Problem, match="Baris 2"):
        rules.check_dates(START, START, [START + timedelta(9), START - timedelta(1)])


def test_the_year_before_a_leap_day_starts_in_march() -> None:
    assert rules.year_before(date(2028, 2, 29)) == date(2027, 3, 1)
