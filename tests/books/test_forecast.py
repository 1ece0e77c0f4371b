"""Thirteen weeks of money: what is foreseen adds up, is careful, and says when and why money runs dry."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.rules.forecast import (
    WEEKS,
    Expected,
    Forecast,
    Standing,
    Sureness,
    Usual,
    forecast,
    last_of,
    occurrences,
    usual_week,
)
from guyub.books.rules.gap import Working, cash_gap
from guyub.books.rules.paying import DebtMove, due, read_debt, usual_days
from guyub.kernel.words import _, render

TODAY = date(2026, 11, 23)
FAR = date.max

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
amounts = st.integers(1, 10**13)
sureness = st.sampled_from(Sureness)
usuals = st.builds(Usual, st.just(_("biasa")), st.booleans(), st.integers(1, 10**9), most=st.none() | amounts)


@st.composite
def expecteds(draw: st.DrawFn, today: date) -> Expected:
    day = today + timedelta(days=draw(st.integers(-20, 120)))
    return Expected(day, draw(amounts), draw(st.booleans()), _("sesuatu"), draw(sureness))


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, list[Expected], list[Usual], date]:
    today = draw(days)
    opening = draw(st.integers(-(10**13), 10**13))
    return opening, draw(st.lists(expecteds(today), max_size=12)), draw(st.lists(usuals, max_size=4)), today


def out(day: date, amount: int, words: str = "utang kepada Pak Budi") -> Expected:
    return Expected(day, amount, False, _(words), Sureness.SURE)


def come_in(day: date, amount: int, words: str = "pembayaran dari Bu Tini") -> Expected:
    return Expected(day, amount, True, _(words), Sureness.LIKELY)


def said(seen: Forecast) -> str:
    return render(seen.words, "id").replace("\N{NO-BREAK SPACE}", " ")


@given(cases())
def test_money_at_the_end_is_what_there_was_and_came_in_less_what_went_out(case) -> None:
    opening, expected, usual, today = case
    seen = forecast(opening, expected, usual, today)
    money = opening
    for week in seen.weeks:
        assert week.opening == money
        money = money + week.came_in - week.went_out
        assert week.closing == money
        assert week.lowest <= week.closing
    once = sum(item.change for item in expected if item.day <= last_of(today))
    habit = sum(item.change for week in seen.weeks for item in week.items) - once
    assert money == opening + once + habit


@given(cases())
def test_thirteen_weeks_follow_each_other_from_today_to_a_sunday(case) -> None:
    *__, today = case
    weeks = forecast(*case).weeks
    assert len(weeks) == WEEKS
    assert weeks[0].first == today
    assert all(week.last.weekday() == 6 for week in weeks)
    assert all(after.first == week.last + timedelta(1) for week, after in pairwise(weeks))


@given(cases(), st.randoms())
def test_the_order_of_what_is_expected_changes_nothing(case, chance: random.Random) -> None:
    opening, expected, usual, today = case
    turned, turned_usual = expected[:], usual[:]
    chance.shuffle(turned)
    chance.shuffle(turned_usual)
    assert forecast(opening, expected, usual, today) == forecast(opening, turned, turned_usual, today)


@given(cases(), amounts, st.integers(0, 100), st.integers(0, 100))
def test_an_income_that_comes_later_never_lets_money_last_longer(case, amount: int, at: int, later: int) -> None:
    opening, expected, usual, today = case
    early, late = (come_in(today + timedelta(day), amount) for day in (at, at + later))
    first = forecast(opening, [*expected, early], usual, today)
    second = forecast(opening, [*expected, late], usual, today)
    assert (second.dry or FAR) <= (first.dry or FAR)


@given(cases(), amounts, st.integers(0, 100))
def test_another_payment_never_lets_money_last_longer(case, amount: int, at: int) -> None:
    opening, expected, usual, today = case
    more = forecast(opening, [*expected, out(today + timedelta(at), amount)], usual, today)
    assert (more.dry or FAR) <= (forecast(*case).dry or FAR)


@given(cases())
def test_it_runs_dry_exactly_when_a_day_ends_below_zero(case) -> None:
    seen = forecast(*case)
    assert (seen.dry is not None) == (seen.lowest.lowest < 0) == (seen.standing is Standing.DRY)
    if seen.dry:
        (week,) = (week for week in seen.weeks if week.first <= seen.dry <= week.last)
        assert week.lowest < 0
        assert all(each.lowest >= 0 for each in seen.weeks if each.last < week.first)
    assert said(seen)


@given(usuals, days)
def test_what_is_usual_adds_up_to_the_weekly_sum_in_every_full_week_until_it_ends(usual: Usual, today: date) -> None:
    sums = [abs(week.came_in - week.went_out) for week in forecast(0, [], [usual], today).weeks]
    if usual.most is None:
        assert set(sums[1:]) == {usual.weekly}
    else:
        assert sum(sums) <= usual.most
        assert all(each <= usual.weekly for each in sums)
    assert sums[0] <= usual.weekly


def test_the_warning_says_what_happens_when_and_why() -> None:
    expected = [out(date(2026, 12, 9), 1_500_000), come_in(date(2026, 12, 20), 2_000_000)]
    assert said(forecast(1_000_000, expected, [], TODAY)) == (
        "Uang habis minggu 7–13 Desember 2026: utang kepada Pak Budi Rp 1.500.000 jatuh tempo 9 Desember 2026, "
        "sebelum pembayaran dari Bu Tini."
    )
    alone = said(forecast(1_000_000, expected[:1], [], TODAY))
    assert alone.endswith("jatuh tempo 9 Desember 2026.")


def test_a_small_payment_is_not_blamed_for_what_habit_does() -> None:
    spending = Usual(_("beli bahan"), False, 700_000)
    seen = forecast(499_500, [out(date(2026, 11, 26), 1_000)], [spending], TODAY)
    assert seen.dry == date(2026, 11, 28)
    assert said(seen) == (
        "Uang habis minggu 23–29 November 2026: sampai 28 November 2026 keluar Rp 501.000, "
        "sedangkan yang ada dan yang masuk hanya Rp 499.500."
    )


def test_thin_is_said_before_it_is_dry_and_enough_when_it_is() -> None:
    spending, earning = Usual(_("beli bahan"), False, 700_000), Usual(_("jual"), True, 700_000)
    thin = forecast(600_000, [], [spending, earning], TODAY)
    assert thin.standing is Standing.THIN
    assert "kurang dari yang biasanya keluar seminggu (Rp 700.000)" in said(thin)
    safe = forecast(5_000_000, [], [spending, earning], TODAY)
    assert said(safe) == "Uang cukup untuk 13 minggu. Paling sedikit Rp 5.000.000, minggu 23–29 November 2026."
    assert "belum dicatat" in said(forecast(-1, [], [earning], TODAY))


def test_paying_and_being_paid_on_one_day_is_not_running_dry() -> None:
    assert forecast(0, [out(TODAY, 10), come_in(TODAY, 10)], [], TODAY).dry is None


def test_what_was_expected_before_today_counts_today_and_what_is_after_the_last_week_not_at_all() -> None:
    seen = forecast(100, [out(TODAY - timedelta(9), 30), out(last_of(TODAY) + timedelta(1), 60)], [], TODAY)
    assert seen.weeks[0].closing == seen.weeks[-1].closing == 70


@pytest.mark.parametrize(
    ("sums", "weekly"),
    [
        ([], 0),
        ([900, 900, 900], 0),
        ([100, 300, 200, 90_000], 250),
        ([500] * 13, 500),
        ([0] * 9 + [900, 0, 0, 0], 0),
        ([0, 0, 0, 0, 400, 0, 0, 0, 480, 0, 0, 0, 440], 110),
        ([-500] * 13, 0),
    ],
    ids=["none", "too few", "one odd week", "always", "once", "every four weeks", "the other way"],
)
def test_a_usual_week_is_the_median_and_a_monthly_cost_is_spread_over_four(sums: list[int], weekly: int) -> None:
    assert usual_week(sums) == weekly


@given(days, st.sampled_from(["once", "week", "month"]), days, st.none() | days)
def test_plans_happen_on_every_such_day_and_on_no_other(
    first: date, every: str, since: date, until: date | None
) -> None:
    last = since + timedelta(90)
    wanted = []
    for at in range(91):
        day = since + timedelta(at)
        if day < first or (until and day > until):
            continue
        end_of_month = (day + timedelta(1)).month != day.month
        same = {
            "once": day == first,
            "week": (day - first).days % 7 == 0,
            "month": day.day == first.day or (end_of_month and day.day < first.day),
        }
        if same[every]:
            wanted.append(day)
    assert occurrences(first, every, until, since, last) == wanted


steps_of_a_debt = st.lists(st.tuples(st.integers(0, 5), st.integers(-1000, 1000).filter(bool)), max_size=20)


@given(steps_of_a_debt, st.integers(-500, 500))
def test_open_charges_are_what_is_still_owed(steps: list[tuple[int, int]], before: int) -> None:
    day, moves = date(2026, 1, 1), []
    for wait, amount in steps:
        day += timedelta(wait)
        moves.append(DebtMove(day, amount, by_money=amount < 0))
    balance = before + sum(amount for __, amount in steps)
    debt = read_debt(balance, moves)
    assert sum(amount for __, amount in debt.open) == max(balance, 0)
    assert all(amount > 0 for __, amount in debt.open)
    assert all(each >= 0 for each in debt.days)


def test_the_oldest_charge_is_paid_first_and_the_days_are_counted_to_its_last_payment() -> None:
    day = date(2026, 9, 1)
    moves = [
        DebtMove(day, 100),
        DebtMove(day + timedelta(5), 200),
        DebtMove(day + timedelta(10), -60, by_money=True),
        DebtMove(day + timedelta(34), -90, by_money=True),
        DebtMove(day + timedelta(40), -30),  # goods came back: nobody paid
    ]
    debt = read_debt(120, moves)
    assert debt.days == (34,)
    assert debt.open == ((day + timedelta(5), 120),)
    assert usual_days([]) == 30
    assert usual_days([10, 90, 20]) == 20


def test_late_debts_are_expected_next_week_in_the_careful_direction() -> None:
    charged = TODAY - timedelta(50)
    theirs, note = due(charged, 30, TODAY, comes_in=True)
    ours, __ = due(charged, 30, TODAY, comes_in=False)
    assert (theirs, ours) == (date(2026, 12, 6), date(2026, 11, 30))
    assert render(note, "id") == "terlambat 20 hari; dihitung minggu depan, bisa lebih lambat"
    assert due(TODAY - timedelta(30), 30, TODAY, comes_in=True)[0] == TODAY


def test_the_cash_gap_is_the_cash_conversion_cycle() -> None:
    gap = cash_gap(Working(receivables=3_400_000, payables=100_000, stock=0, sales=9_000_000, purchases=4_500_000))
    assert gap is not None
    assert (gap.stocked, gap.paid_after, gap.pays_after, gap.days, gap.own) == (0, 34, 2, 32, 3_300_000)
    assert render(gap.words, "id") == (
        "Anda membayar bahan 2 hari setelah membeli, dan dibayar 34 hari setelah menjual: 32 hari memakai uang sendiri."
    )


def test_the_gap_counts_stock_says_cash_plainly_and_needs_something_sold_and_bought() -> None:
    stocked = cash_gap(Working(0, 0, 500_000, 9_000_000, 4_500_000))
    assert stocked is not None
    assert "membayar bahan saat membeli, barang menunggu 10 hari, lalu Anda dibayar saat menjual: 10" in render(
        stocked.words, "id"
    )
    supplied = cash_gap(Working(0, 500_000, 0, 9_000_000, 4_500_000))
    assert supplied is not None
    assert supplied.days == -10
    assert "tidak perlu menunggu" in render(supplied.words, "id")
    assert cash_gap(Working(1, 1, 1, 0, 1)) is None
    assert cash_gap(Working(1, 1, 1, 1, 0)) is None
