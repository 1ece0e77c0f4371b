"""The final income tax: published cases, changes of rule, years used up, and what holds for any turnover."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.reference.final_tax import (
    FORMS,
    RULES,
    How,
    TaxMonth,
    due_day,
    final_tax,
    last_year,
    next_weekday,
    rule_on,
)

MILLION = 1_000_000
FORM = {"orang pribadi": "individual", "PT": "pt"}


def taxes(
    months: list[int], taxpayer: str = "individual", year: int = 2024, first_year: int | None = 2024
) -> list[int | None]:
    return [each.tax for each in year_of(months, taxpayer, year, first_year)]


def year_of(
    months: list[int], taxpayer: str = "individual", year: int = 2024, first_year: int | None = 2024
) -> tuple[TaxMonth, ...]:
    return final_tax({date(year, at, 1): amount for at, amount in enumerate(months, 1)}, taxpayer, first_year)


PUBLISHED = [
    # https://blog.pajakind.com/cara-hitung-pajak-umkm-berdasarkan-aturan-terbaru-2022/
    ("individual", [100, 50, 100, 150, 100, 200, 150], [0, 0, 0, 0, 0, 1_000_000, 750_000]),
    # https://kalkupro.com/blog/cara-menghitung-pajak-umkm-0-5-persen-terbaru, cases 1 and 3
    ("individual", [40] * 12, [0] * 12),
    ("individual", [300] * 12, [0, 500_000, *[1_500_000] * 10]),
    # a month crosses the free slice; a company has none
    ("individual", [480, 50, 10], [0, 150_000, 50_000]),
    ("pt", [100] * 12, [500_000] * 12),
]


@pytest.mark.parametrize(("taxpayer", "months", "expected"), PUBLISHED)
def test_published_cases(taxpayer: str, months: list[int], expected: list[int]) -> None:
    assert taxes([amount * MILLION for amount in months], taxpayer) == expected


def _vectors() -> list[dict[str, Any]]:
    folder = os.environ.get("GUYUB_SHARED_DATA")
    path = Path(folder or "/nowhere") / "vectors/pph_final.json"
    return json.loads(path.read_text())["vectors"] if path.exists() else []


@pytest.mark.skipif(not os.environ.get("GUYUB_SHARED_DATA"), reason="GUYUB_SHARED_DATA names no folder of cases")
def test_every_collected_case() -> None:
    cases = _vectors()
    assert len(cases) >= 5
    for case in cases:
        assert taxes(case["months"], FORM[case["taxpayer"]]) == case["computed"], case["id"]


def test_the_rate_changes_in_the_middle_of_2018() -> None:
    months = year_of([10 * MILLION] * 12, "cv", 2018, 2015)
    assert [each.tax for each in months] == [100_000] * 6 + [50_000] * 6
    assert [each.rule.name for each in months if each.rule] == ["PP 46/2013"] * 6 + ["PP 23/2018"] * 6


def test_an_individual_has_the_free_slice_from_2022_only() -> None:
    assert taxes([600 * MILLION], year=2021, first_year=2020) == [3_000_000]
    assert taxes([600 * MILLION], year=2022, first_year=2020) == [500_000]
    turnover = {date(2022, 12, 1): 600 * MILLION, date(2023, 1, 1): 450 * MILLION}
    assert [each.tax for each in final_tax(turnover, "individual", 2020)] == [500_000, 0], "each year has its own"


def test_nothing_is_known_from_before_the_first_rule() -> None:
    before, after = final_tax({date(2013, 6, 1): MILLION, date(2013, 7, 1): MILLION}, "cv", 2013)
    assert (before.how, before.tax, before.rule) == (How.NO_RULE, None, None)
    assert after.tax == 10_000


@pytest.mark.parametrize(
    ("taxpayer", "first_year", "last"),
    [
        ("individual", 2012, 2024),  # years count from 2018
        ("individual", 2018, 2024),
        ("individual", 2021, 2027),
        ("cooperative", 2020, 2023),
        ("cv", 2018, 2021),
        ("firma", 2022, 2025),
        ("pt", 2018, 2020),
        ("pt", 2024, 2026),
        ("bumdes", 2019, 2025),  # named from 2022 on only
        ("one-person-pt", 2024, 2027),
    ],
)
def test_each_form_has_its_years(taxpayer: str, first_year: int, last: int) -> None:
    assert last_year(taxpayer, first_year) == last
    within, past = final_tax({date(last, 12, 1): 10**9, date(last + 1, 1, 1): MILLION}, taxpayer, first_year)
    assert within.tax is not None
    assert (past.how, past.tax, past.taxed) == (How.PAST_YEARS, None, 0)
    assert "pajak biasa" in str(past.words)


def test_without_the_first_year_the_limit_is_not_judged() -> None:
    assert taxes([600 * MILLION], year=2026, first_year=None) == [500_000]


def test_a_form_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="yayasan"):
        final_tax({}, "yayasan", 2020)


def test_the_ceiling_passed_in_mid_year_changes_nothing_until_the_year_ends() -> None:
    turnover = {date(2024, at, 1): 500 * MILLION for at in range(1, 13)} | {date(2025, 1, 1): MILLION}
    *year, after = final_tax(turnover, "cv", 2023)
    assert {each.tax for each in year} == {2_500_000}
    assert [each.over_ceiling for each in year] == [False] * 9 + [True] * 3
    assert (after.how, after.tax) == (How.PAST_CEILING, None)
    exact = {date(2024, 1, 1): 4_800 * MILLION, date(2025, 1, 1): MILLION}
    assert [each.over_ceiling for each in final_tax(exact, "cv", 2023)] == [False, False]
    assert final_tax(exact, "cv", 2023)[1].tax == 5_000


def test_broken_rupiah_are_dropped() -> None:
    assert taxes([199, 200, 399], "pt") == [0, 1, 1]


def test_returns_beyond_the_sales_of_a_month_lessen_the_next() -> None:
    months = year_of([10 * MILLION, -4 * MILLION, 5 * MILLION, 5 * MILLION], "pt")
    assert [each.taxed for each in months] == [10 * MILLION, 0, MILLION, 5 * MILLION]
    assert "Tidak ada" in str(months[1].words)


def test_tax_is_due_on_the_15th_or_on_the_monday_after() -> None:
    assert due_day(date(2026, 12, 1)) == date(2027, 1, 15)
    december = year_of([MILLION] * 12, year=2026)[9]  # October: 15 November 2026 is a Sunday
    assert (december.due, december.pay_by) == (date(2026, 11, 15), date(2026, 11, 16))
    assert next_weekday(date(2026, 8, 15)) == date(2026, 8, 17)
    assert next_weekday(date(2026, 10, 15)) == date(2026, 10, 15)


def test_rules_follow_each_other_without_gap_and_say_what_they_rest_on() -> None:
    for earlier, later in pairwise(RULES):
        assert earlier.until == later.since - timedelta(days=1)
    assert RULES[-1].until is None
    assert all(rule.source and rule.confidence in "ABCM" for rule in RULES)
    assert rule_on(date(2018, 6, 30)) != rule_on(date(2018, 7, 1))


AMOUNTS = st.lists(st.integers(0, 700 * MILLION), min_size=1, max_size=12)


@given(AMOUNTS, st.sampled_from(FORMS))
def test_the_months_make_up_the_year(months: list[int], taxpayer: str) -> None:
    found = year_of(months, taxpayer)
    free = 500 * MILLION if taxpayer == "individual" else 0
    assert sum(each.taxed for each in found) == max(0, sum(months) - free)
    exact = max(0, sum(months) - free) / 200
    assert exact - 12 < sum(each.tax or 0 for each in found) <= exact
    assert all(each.tax == each.taxed // 200 for each in found)


@given(AMOUNTS, st.randoms())
def test_what_is_taxed_in_a_year_does_not_hang_on_the_order_of_its_months(months: list[int], chance: Any) -> None:
    mixed = chance.sample(months, len(months))
    assert sum(each.taxed for each in year_of(mixed)) == sum(each.taxed for each in year_of(months))
    turnover = {date(2024, at, 1): amount for at, amount in enumerate(months, 1)}
    backwards = dict(reversed(turnover.items()))
    assert final_tax(backwards, "pt", 2024) == final_tax(turnover, "pt", 2024)


@given(AMOUNTS, st.integers(0, 11), st.integers(0, 10**9))
def test_whoever_sells_more_never_pays_less(months: list[int], at: int, more: int) -> None:
    raised = [amount + (more if place == at % len(months) else 0) for place, amount in enumerate(months)]
    pairs = zip(taxes(months), taxes(raised), strict=True)
    assert all((less or 0) <= (greater or 0) for less, greater in pairs)
