"""Which wage floor holds: size by sales, rule by day, figures by entry, and a wage against the floor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.words import render
from guyub.reference.wage_floor import (
    FIGURE_NAMES,
    FLOOR_RULES,
    MONTH_RULES,
    SIZE_NAMES,
    SIZE_RULES,
    Basis,
    Figure,
    ProvinceFigures,
    SizeClass,
    Standing,
    compare,
    monthly_from_days,
    monthly_from_hours,
    size_class,
    wage_floor,
)

BILLION = 10**9
MICRO, SMALL, MEDIUM, LARGE = SizeClass
BEFORE, SINCE = date(2021, 2, 1), date(2021, 2, 2)
TODAY = date(2026, 11, 21)
FIGURES = ProvinceFigures("Jawa Tengah", 2026, consumption=1_200_001, poverty_line=500_001, minimum_wage=2_300_000)


@pytest.mark.parametrize(
    ("sales", "day", "size"),
    [
        (0, SINCE, MICRO),
        (2 * BILLION, SINCE, MICRO),
        (2 * BILLION + 1, SINCE, SMALL),
        (15 * BILLION, SINCE, SMALL),
        (15 * BILLION + 1, SINCE, MEDIUM),
        (50 * BILLION, SINCE, MEDIUM),
        (50 * BILLION + 1, SINCE, LARGE),
        (300_000_000, BEFORE, MICRO),
        (300_000_001, BEFORE, SMALL),
        (2_500_000_000, BEFORE, SMALL),
        (2_500_000_001, BEFORE, MEDIUM),
        (50 * BILLION + 1, BEFORE, LARGE),
        (0, date(2008, 7, 4), MICRO),
        (0, date(2008, 7, 3), None),
    ],
)
def test_size_by_sales(sales: int, day: date, size: SizeClass | None) -> None:
    assert size_class(sales, day) == size


@pytest.mark.parametrize("size", [MICRO, SMALL])
def test_the_small_owe_the_larger_of_half_the_consumption_and_the_poverty_line_and_a_quarter(size: SizeClass) -> None:
    floor = wage_floor(TODAY, size, FIGURES)
    assert (floor.basis, floor.amount, floor.missing) == (Basis.AGREED, 625_002, ())  # 500,001 x 1.25, up
    richer = wage_floor(TODAY, size, replace(FIGURES, consumption=1_300_001))
    assert richer.amount == 650_001
    assert "Di Jawa Tengah, menurut angka tahun 2026: Rp\N{NO-BREAK SPACE}650.001 sebulan." in render(
        richer.words, "id"
    )


@pytest.mark.parametrize(("size", "day"), [(MEDIUM, TODAY), (LARGE, SINCE), (MICRO, BEFORE), (None, BEFORE)])
def test_the_others_and_everyone_before_owe_the_minimum_wage(size: SizeClass | None, day: date) -> None:
    floor = wage_floor(day, size, FIGURES)
    assert (floor.basis, floor.amount) == (Basis.MINIMUM_WAGE, 2_300_000)


def test_the_rule_changes_on_its_day() -> None:
    assert wage_floor(BEFORE, MICRO, FIGURES).basis is Basis.MINIMUM_WAGE
    assert wage_floor(SINCE, MICRO, FIGURES).basis is Basis.AGREED


def test_without_size_or_rule_there_is_no_floor() -> None:
    unsized = wage_floor(TODAY, None, FIGURES)
    assert (unsized.basis, unsized.amount, unsized.at_least) == (Basis.UNKNOWN, None, 0)
    assert "omzet" in str(unsized.words)
    unruled = wage_floor(date(2003, 3, 24), MICRO, FIGURES)
    assert (unruled.rule, unruled.basis) == (None, Basis.UNKNOWN)
    assert compare(1, unsized).standing is Standing.UNKNOWN


def test_a_figure_that_is_missing_is_named_and_what_is_known_still_counts() -> None:
    floor = wage_floor(TODAY, MICRO, replace(FIGURES, poverty_line=None))
    assert (floor.amount, floor.at_least, floor.missing) == (None, 600_001, (Figure.POVERTY_LINE,))
    assert "Belum diisi: garis kemiskinan" in render(floor.words, "id")
    assert compare(600_000, floor).standing is Standing.BELOW
    assert compare(600_001, floor).standing is Standing.UNKNOWN
    empty = ProvinceFigures("Bali", 2026)
    assert wage_floor(TODAY, MICRO, empty).missing == (Figure.CONSUMPTION, Figure.POVERTY_LINE)
    assert " dan " in render(wage_floor(TODAY, MICRO, empty).words, "id").partition("Belum diisi")[2]
    assert wage_floor(TODAY, LARGE, empty).missing == (Figure.MINIMUM_WAGE,)


def test_figures_of_long_ago_are_marked() -> None:
    assert [wage_floor(TODAY, MICRO, replace(FIGURES, year=year)).old for year in (2026, 2025, 2024)] == [
        False,
        False,
        True,
    ]
    assert [wage_floor(TODAY, LARGE, replace(FIGURES, year=year)).old for year in (2026, 2025)] == [False, True]


def test_a_wage_against_the_floor() -> None:
    floor = wage_floor(TODAY, LARGE, FIGURES)
    met, below = compare(2_300_000, floor), compare(2_299_999, floor)
    assert (met.standing, met.short) == (Standing.MET, 0)
    assert (below.standing, below.short) == (Standing.BELOW, 1)
    assert "kurang Rp\N{NO-BREAK SPACE}1 dari batas" in render(below.words, "id")
    assert "memenuhi" in str(met.words)


def test_a_month_is_173_hours_or_so_many_days() -> None:
    assert monthly_from_hours(10_000, 60, TODAY) == 1_730_000
    assert monthly_from_hours(95_000, 8 * 60, TODAY) == 2_054_375
    assert monthly_from_hours(1, 7 * 60, TODAY) == 25  # 24.71
    assert monthly_from_hours(10_000, 0, TODAY) is None
    assert monthly_from_hours(10_000, 60, date(2004, 6, 24)) is None
    assert [monthly_from_days(80_000, days, TODAY) for days in (6, 5, 4)] == [2_000_000, 1_680_000, None]


@pytest.mark.parametrize("rules", [SIZE_RULES, FLOOR_RULES, MONTH_RULES], ids=["size", "floor", "month"])
def test_rules_follow_each_other_without_gap_and_say_what_they_rest_on(rules: tuple[object, ...]) -> None:
    dated = [(rule.since, rule.until, rule.source, rule.confidence) for rule in rules]  # type: ignore[attr-defined]
    for (*__, until, _source, _confidence), (since, *_rest) in pairwise(dated):
        assert until == since - timedelta(days=1)
    assert dated[-1][1] is None
    assert all(source and confidence in "ABCM" for *__, source, confidence in dated)


def test_all_have_names() -> None:
    assert (set(SIZE_NAMES), set(FIGURE_NAMES)) == (set(SizeClass), set(Figure))


MONEY = st.integers(0, 10 * 10**6)


@given(MONEY, MONEY, st.sampled_from([MICRO, SMALL]))
def test_the_floor_is_the_least_that_keeps_both_conditions(consumption: int, poverty: int, size: SizeClass) -> None:
    floor = wage_floor(TODAY, size, ProvinceFigures("x", 2026, consumption, poverty)).amount
    assert floor is not None

    def kept(wage: int) -> bool:
        return 2 * wage >= consumption and 4 * wage >= 5 * poverty

    assert kept(floor)
    assert floor == 0 or not kept(floor - 1)


@given(st.integers(0, 100 * BILLION), st.integers(0, 100 * BILLION), st.sampled_from([BEFORE, SINCE]))
def test_more_sales_never_make_a_smaller_firm(some: int, more: int, day: date) -> None:
    order = list(SizeClass)
    smaller, larger = (size_class(sales, day) for sales in sorted([some, more]))
    assert smaller is not None
    assert larger is not None
    assert order.index(smaller) <= order.index(larger)
