"""What an owner's event means in double entry: it always balances, and no debt ever goes below zero."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books import chart
from guyub.books.rules.ledger import LARGEST_AMOUNT, as_lines, reversed_lines, totals_of
from guyub.books.rules.meaning import (
    CATEGORIES,
    MONEY_PLACES,
    NAMES,
    ON_CREDIT,
    WITH_PARTY,
    Event,
    EventKind,
    Standing,
    business_part,
    check,
    moves_of,
)
from guyub.kernel.errors import Problem

DEBTS = [*chart.OWED_TO_US, *chart.OWED_BY_US]
RETURNS = {EventKind.SALE_RETURN: chart.TRADE_RECEIVABLES, EventKind.PURCHASE_RETURN: chart.TRADE_PAYABLES}
CODES = {line.code for line in chart.WORKSHOP}
amounts = st.integers(1, LARGEST_AMOUNT)
standings = st.builds(
    Standing,
    owed=st.dictionaries(st.sampled_from(DEBTS), st.integers(-(10**6), 10**9)),
    tax_due=st.integers(-(10**6), 10**9),
    business_percent=st.dictionaries(st.sampled_from(sorted(set(CATEGORIES.values()))), st.integers(0, 100)),
)


@st.composite
def events(draw: Callable[..., object], kinds: list[EventKind] | None = None) -> Event:
    """Any event that can be told."""
    kind = draw(st.sampled_from(kinds or list(EventKind)))
    amount = draw(st.integers(1, 10**9))
    place, target = draw(st.permutations(list(MONEY_PLACES)))[:2]
    return Event(
        kind=kind,
        amount=amount,
        place=place,
        target=target,
        paid=draw(st.one_of(st.none(), st.integers(0, amount))) if kind in ON_CREDIT else None,
        party=7,
        category=draw(st.sampled_from([*CATEGORIES, "something else"])),
        interest=draw(st.integers(0, amount - 1)) if kind is EventKind.LOAN_REPAYMENT else 0,
        comes_in=draw(st.booleans()),
    )


def placed(event: Event, standing: Standing) -> list[tuple[str, str, int, int | None]]:
    """Its transfers; goods that come back for more than is owed are told apart by a test of their own."""
    if event.kind in RETURNS and event.paid is not None:
        standing = Standing({**standing.owed, RETURNS[event.kind]: event.amount})
    return moves_of(event, standing)


@given(events(), standings)
def test_every_event_balances_and_moves_exactly_its_amount(event: Event, standing: Standing) -> None:
    lines = as_lines(placed(event, standing))
    assert sum(line.amount for line in lines) == event.amount
    assert all(line.amount > 0 and line.debit != line.credit for line in lines)
    totals = totals_of(lines).values()
    assert sum(total.debit for total in totals) == sum(total.credit for total in totals) == event.amount


@given(events(), standings)
def test_every_event_uses_only_accounts_that_a_workshops_book_has(event: Event, standing: Standing) -> None:
    assert {code for debit, credit, *__ in placed(event, standing) for code in (debit, credit)} <= CODES


@given(events(), standings)
def test_what_is_paid_moves_money_and_the_rest_does_not(event: Event, standing: Standing) -> None:
    moved = sum(amount for debit, credit, amount, __ in placed(event, standing) if {debit, credit} & set(chart.MONEY))
    assert moved == (event.amount if event.paid is None else event.paid)


@given(events(), standings)
def test_no_event_takes_a_debt_below_zero(event: Event, standing: Standing) -> None:
    owed = {code: max(amount, 0) for code, amount in standing.owed.items()}
    if event.kind in RETURNS and event.paid is not None:
        owed[RETURNS[event.kind]] = max(owed.get(RETURNS[event.kind], 0), event.amount)
    after = dict(owed)
    for debit, credit, amount, party in moves_of(event, Standing(owed, standing.tax_due, standing.business_percent)):
        assert party == (None if event.kind is EventKind.TRANSFER else 7)
        for code, change in ((debit, amount), (credit, -amount)):
            if code in DEBTS:
                after[code] = after.get(code, 0) + (change if code in chart.OWED_TO_US else -change)
    assert min(after.values(), default=0) >= 0


@given(events(), standings)
def test_taking_an_event_back_leaves_nothing_of_it(event: Event, standing: Standing) -> None:
    lines = as_lines(placed(event, standing))
    for total in totals_of([*lines, *reversed_lines(lines)]).values():
        assert total.debit == total.credit


@given(events([EventKind.EXPENSE]), standings)
def test_a_shared_cost_is_split_by_its_share_to_the_rupiah(event: Event, standing: Standing) -> None:
    account = CATEGORIES.get(event.category, chart.OTHER_EXPENSE)
    totals = totals_of(as_lines(moves_of(event, standing)))
    ours = totals[account].debit if account in totals else 0
    home = totals[chart.DRAWINGS].debit if chart.DRAWINGS in totals else 0
    percent = standing.business_percent.get(account, 100)
    assert ours + home == event.amount
    assert ours == business_part(event.amount, percent)


@given(amounts, st.integers(0, 100))
def test_the_workshops_part_of_a_cost_is_the_nearest_whole_rupiah(amount: int, percent: int) -> None:
    part = business_part(amount, percent)
    assert abs(part * 100 - amount * percent) <= 50
    assert part + (amount - part) == amount
    assert 0 <= part <= amount


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_who_pays_settles_goods_then_loans_and_the_rest_is_kept_for_them(
    amount: int, goods: int, lent: int, ours: int
) -> None:
    owed = {chart.TRADE_RECEIVABLES: goods, chart.WORKER_ADVANCES: lent, chart.SUPPLIER_DEPOSITS: ours}
    totals = totals_of(as_lines(moves_of(Event(EventKind.RECEIPT, amount, party=1), Standing(owed))))
    settled = [totals[code].credit if code in totals else 0 for code in owed]
    kept = totals[chart.CUSTOMER_DEPOSITS].credit if chart.CUSTOMER_DEPOSITS in totals else 0
    assert sum(settled) + kept == amount
    assert kept == max(amount - goods - lent - ours, 0)
    assert settled[0] == min(amount, goods)


@pytest.mark.parametrize(
    ("kind", "account", "deposit"),
    [
        (EventKind.SALE, chart.TRADE_RECEIVABLES, chart.CUSTOMER_DEPOSITS),
        (EventKind.PURCHASE, chart.TRADE_PAYABLES, chart.SUPPLIER_DEPOSITS),
        (EventKind.ASSET, chart.TRADE_PAYABLES, chart.SUPPLIER_DEPOSITS),
        (EventKind.WAGE, chart.WAGES_PAYABLE, chart.WORKER_ADVANCES),
    ],
)
def test_what_is_not_paid_is_first_taken_from_a_deposit(kind: EventKind, account: str, deposit: str) -> None:
    event = Event(kind, 4_000_000, paid=1_000_000, party=1)
    totals = totals_of(as_lines(moves_of(event, Standing({deposit: 500_000}))))
    assert totals[deposit].debit + totals[deposit].credit == 500_000
    assert totals[account].debit + totals[account].credit == 2_500_000


def test_an_instalment_beyond_the_debt_is_a_cost() -> None:
    event = Event(EventKind.LOAN_REPAYMENT, 850_000, interest=50_000, party=1)
    for owed, repaid in [(10_000_000, 800_000), (300_000, 300_000), (0, 0)]:
        totals = totals_of(as_lines(moves_of(event, Standing({chart.LOANS: owed}))))
        assert (totals[chart.LOANS].debit if repaid else 0) == repaid
        assert totals[chart.INTEREST].debit == 850_000 - repaid


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_has_a_name_that_knows_no_accounting(kind: EventKind) -> None:
    assert not {"debit", "kredit", "jurnal", "akun", "piutang"} & set(NAMES[kind].text.casefold().split())


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (Event(EventKind.SALE, 0), "amount"),
        (Event(EventKind.SALE, -5), "amount"),
        (Event(EventKind.SALE, LARGEST_AMOUNT + 1), "amount"),
        (Event(EventKind.SALE, 10, place="sock"), "settlement"),
        (Event(EventKind.SALE, 10, paid=11, party=1), "paid"),
        (Event(EventKind.SALE, 10, paid=-1, party=1), "paid"),
        (Event(EventKind.SALE, 10, paid=0), "party"),
        (Event(EventKind.DRAWING, 10, paid=0, party=1), "settlement"),
        (Event(EventKind.TRANSFER, 10, place="bank", target="bank"), "target"),
        (Event(EventKind.LOAN_REPAYMENT, 10, interest=10, party=1), "interest"),
        *((Event(kind, 10), "party") for kind in sorted(WITH_PARTY)),
    ],
)
def test_what_cannot_be_is_said_at_its_field(event: Event, field: str) -> None:
    with pytest.raises(Problem) as told:
        check(event)
    assert told.value.field == field


def test_goods_that_come_back_lower_only_a_debt_that_is_there() -> None:
    event = Event(EventKind.SALE_RETURN, 100, paid=0, party=1)
    with pytest.raises(Problem) as told:
        moves_of(event, Standing({chart.TRADE_RECEIVABLES: 99}))
    assert told.value.field == "paid"
    assert moves_of(event, Standing({chart.TRADE_RECEIVABLES: 100})) == [
        (chart.SALES_RETURNS, chart.TRADE_RECEIVABLES, 100, 1)
    ]
