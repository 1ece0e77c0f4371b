"""Double entry: whatever is written balances."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books import chart
from guyub.books.rules.ledger import (
    LARGEST_AMOUNT,
    Kind,
    as_lines,
    client_id_for,
    month_of,
    months_back,
    position,
    profit_or_loss,
    reversed_lines,
    totals_of,
    trial_balance,
)
from guyub.kernel.errors import Problem

KINDS = {line.code: line.kind for line in chart.WORKSHOP}
codes = st.sampled_from(sorted(KINDS))
moves = st.tuples(codes, codes, st.integers(1, LARGEST_AMOUNT)).filter(lambda move: move[0] != move[1])
entries = st.lists(moves, min_size=1, max_size=20)


@given(entries)
def test_every_trial_balance_has_two_equal_sides(transfers: list[tuple[str, str, int]]) -> None:
    balances = trial_balance(totals_of(as_lines(transfers)))
    assert sum(line.debit for line in balances) == sum(line.credit for line in balances)
    assert all(line.debit == 0 or line.credit == 0 for line in balances)


@given(entries)
def test_assets_are_liabilities_and_equity(transfers: list[tuple[str, str, int]]) -> None:
    shown = position(KINDS, totals_of(as_lines(transfers)))
    assert shown.assets == shown.liabilities + shown.equity


@given(entries)
def test_an_entry_and_its_reversal_leave_nothing(transfers: list[tuple[str, str, int]]) -> None:
    lines = as_lines(transfers)
    balances = trial_balance(totals_of([*lines, *reversed_lines(lines)]))
    assert all(line.debit == line.credit == 0 for line in balances)
    assert reversed_lines(reversed_lines(lines)) == lines


@given(entries, entries)
def test_totals_add_up(first: list[tuple[str, str, int]], second: list[tuple[str, str, int]]) -> None:
    one, two, both = (totals_of(as_lines(each)) for each in (first, second, [*first, *second]))
    for code, total in both.items():
        parts = [totals[code] for totals in (one, two) if code in totals]
        assert total == (parts[0] if len(parts) == 1 else parts[0] + parts[1])


def test_profit_is_income_less_expense() -> None:
    sold, spent = (chart.CASH, chart.SALES, 500), (chart.WAGES, chart.CASH, 120)
    result = profit_or_loss(KINDS, totals_of(as_lines([sold, spent])))
    assert (result.income, result.expense, result.profit) == (500, 120, 380)


@pytest.mark.parametrize(
    "transfers",
    [
        [],
        [("1101", "4101", 0)],
        [("1101", "4101", -5)],
        [("1101", "4101", LARGEST_AMOUNT + 1)],
        [("1101", "1101", 5)],
        [("1101", "4101", 5)] * 10_001,
    ],
)
def test_what_is_no_entry_is_refused_in_words(transfers: list[tuple[str, str, int]]) -> None:
    with pytest.raises(Problem) as refused:
        as_lines(transfers)
    assert str(refused.value)


@pytest.mark.parametrize("amount", [1.5, "100", True, None])
def test_money_is_whole_rupiah(amount: object) -> None:
    with pytest.raises(TypeError):
        as_lines([("1101", "4101", amount)])  # type: ignore[list-item]


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 600))
def test_months_are_counted_back(day: date, count: int) -> None:
    back = months_back(month_of(day), count)
    assert back.day == 1
    assert (day.year - back.year) * 12 + day.month - back.month == count


def test_one_event_has_one_id() -> None:
    thing = uuid.UUID(int=7)
    assert client_id_for(thing, "settle", "a") == client_id_for(thing, "settle", "a")
    assert client_id_for(thing, "settle", "a") != client_id_for(thing, "settle", "b")


@pytest.mark.parametrize("built_in", [chart.WORKSHOP, chart.HUB])
def test_a_chart_has_each_code_once_and_its_first_digit_says_the_kind(built_in: tuple[chart.ChartLine, ...]) -> None:
    first_digits = {
        Kind.ASSET: "1", Kind.LIABILITY: "2", Kind.EQUITY: "3", Kind.INCOME: "4", Kind.EXPENSE: "56"
    }  # fmt: skip
    assert len({line.code for line in built_in}) == len(built_in)
    assert all(line.code[0] in first_digits[line.kind] for line in built_in)
    assert set(chart.MONEY) <= {line.code for line in built_in}
