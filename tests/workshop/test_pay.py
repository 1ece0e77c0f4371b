"""Pay of one worker: lines by the piece, day and month, kasbon, corrections, and what holds for any work."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.words import Words, _, render
from guyub.workshop.rules.pay import (
    MICRO,
    Attendance,
    PayKind,
    PayLine,
    PieceWork,
    Terms,
    carried_line,
    half_days_of,
    piece_lines,
    rounded,
    slip_of,
)

PIECE = Terms(PayKind.PIECE)


def work(units: float, rate: int, rate_per: int = 1, step: str = "Jahit", product: str = "Tas") -> PieceWork:
    return PieceWork(step, product, round(units * MICRO), rate, rate_per)


def shown(lines: tuple[PayLine, ...]) -> list[tuple[str, int]]:
    return [(render(line.words, "id"), line.amount) for line in lines]


def test_by_the_piece_one_line_for_each_product_step_and_rate() -> None:
    works = [
        work(10, 1_500),
        work(5, 700, step="Potong"),
        work(2.5, 1_500),
        work(30, 10_000, 12),  # two dozen and a half
        work(4, 1_600),
        work(1, 1_500, product="Dompet"),
    ]
    slip = slip_of(PIECE, works, 0)
    assert shown(slip.lines) == [
        ("Jahit, Dompet", 1_500),
        ("Jahit, Tas", 18_750),
        ("Jahit, Tas", 6_400),
        ("Jahit, Tas", 25_000),
        ("Potong, Tas", 3_500),
    ]
    assert (slip.gross, slip.net, slip.carried) == (55_150, 55_150, 0)
    assert (slip.lines[3].quantity_micro, slip.lines[3].rate, slip.lines[3].rate_per) == (30 * MICRO, 10_000, 12)


def test_a_line_is_rounded_once_not_each_work() -> None:
    works = [work(1, 1_000, 12)] * 6  # each 83.33, together 500
    assert slip_of(PIECE, works, 0).gross == 500


@pytest.mark.parametrize(
    ("units", "rate", "rate_per", "amount"),
    [(1, 1, 2, 1), (1, 1, 3, 0), (-1, 1, 2, -1), (0.5, 1_001, 1, 501), (-0.5, 1_001, 1, -501), (7, 0, 1, 0)],
)
def test_half_a_rupiah_goes_away_from_zero(units: float, rate: int, rate_per: int, amount: int) -> None:
    assert [line.amount for line in piece_lines([work(units, rate, rate_per)])] == [amount]


@pytest.mark.parametrize(
    ("kind", "gross"),
    [
        (PayKind.PIECE, 30_000),
        (PayKind.DAILY, 320_000),
        (PayKind.MONTHLY, 1_000_000),
        (PayKind.MIXED, 350_000),
    ],
)
def test_the_kind_of_pay_decides_what_counts(kind: PayKind, gross: int) -> None:
    terms = Terms(kind, daily_rate=80_000, monthly_rate=2_000_000)
    assert slip_of(terms, [work(20, 1_500)], 8, Fraction(1, 2)).gross == gross


def test_half_days_are_paid_half() -> None:
    slip = slip_of(Terms(PayKind.DAILY, daily_rate=75_001), [], 9)
    assert shown(slip.lines) == [("Upah harian, 4,5 hari", 337_505)]  # 337,504.5
    assert slip.lines[0].quantity_micro == 4_500_000
    assert slip_of(Terms(PayKind.DAILY, daily_rate=75_001), [], 0).lines == ()


def test_a_month_is_paid_by_its_share() -> None:
    terms = Terms(PayKind.MONTHLY, monthly_rate=2_000_000)
    assert shown(slip_of(terms, [], 0, Fraction(1)).lines) == [("Upah bulanan", 2_000_000)]
    assert shown(slip_of(terms, [], 0, Fraction(1, 3)).lines) == [("Upah bulanan, 0,33 bulan", 666_667)]
    assert sum(slip_of(terms, [], 0, Fraction(1, 4)).gross for __ in range(4)) == 2_000_000


@pytest.mark.parametrize(
    ("owed", "most", "taken"),
    [
        (0, None, 0),
        (50_000, None, 50_000),
        (900_000, None, 300_000),
        (50_000, 20_000, 20_000),
        (10_000, 20_000, 10_000),
        (900_000, 800_000, 300_000),
        (50_000, 0, 0),
    ],
)
def test_of_a_kasbon_never_more_is_taken_than_is_owed_earned_or_agreed(owed: int, most: int | None, taken: int) -> None:
    slip = slip_of(PIECE, [work(200, 1_500)], 0, advance_owed=owed, most_advance=most)
    assert (slip.advance_taken, slip.net) == (taken, 300_000 - taken)


def test_corrections_beyond_what_was_earned_are_carried_to_the_next_slip() -> None:
    first = slip_of(PIECE, [work(10, 1_500), work(-30, 2_000, step="Potong")], 0, advance_owed=10_000)
    assert (first.gross, first.net, first.advance_taken, first.carried) == (0, 0, 0, -45_000)
    assert shown(first.lines)[-1] == ("Dipotong dari upah berikutnya", 45_000)
    carried = carried_line(first.carried)
    assert carried is not None
    second = slip_of(PIECE, [work(40, 1_500)], 0, extras=[carried], advance_owed=10_000)
    assert (second.gross, second.net, second.carried) == (15_000, 5_000, 0)
    assert carried_line(0) is None


def test_work_taken_back_within_the_slip_has_no_line() -> None:
    slip = slip_of(PIECE, [work(3, 1_500), work(2, 700), work(-3, 1_500)], 0)
    assert shown(slip.lines) == [("Jahit, Tas", 1_400)]


def test_extras_come_last_and_are_paid_whatever_the_kind() -> None:
    bonus = PayLine(_("Bonus"), 25_000)
    taken_back = piece_lines([work(-10, 1_500)])
    slip = slip_of(Terms(PayKind.DAILY, daily_rate=80_000), [], 2, extras=[*taken_back, bonus])
    assert [amount for __, amount in shown(slip.lines)] == [80_000, -15_000, 25_000]


@pytest.mark.parametrize(
    "wrong",
    [
        {"half_days": -1},
        {"monthly_share": Fraction(-1, 2)},
        {"advance_owed": -1},
        {"most_advance": -1},
        {"terms": Terms(PayKind.DAILY, daily_rate=-1)},
        {"terms": Terms(PayKind.MONTHLY, monthly_rate=-1)},
    ],
)
def test_amounts_below_zero_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="below zero"):
        slip_of(**{"terms": PIECE, "works": [], "half_days": 0} | wrong)


def test_rates_and_days_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="not a rate"):
        work(1, -1)
    with pytest.raises(ValueError, match="not a rate"):
        work(1, 1, 0)
    with pytest.raises(ValueError, match="half days"):
        Attendance(date(2026, 11, 2), 3)
    with pytest.raises(ValueError, match="twice"):
        half_days_of([Attendance(date(2026, 11, 2), 1), Attendance(date(2026, 11, 2), 2)])
    assert half_days_of([Attendance(date(2026, 11, 2), 1), Attendance(date(2026, 11, 3), 2)]) == 3


def test_the_kinds_are_those_that_are_stored() -> None:
    assert {kind.value for kind in PayKind} == {"piece", "daily", "monthly", "mixed"}


WORKS = st.lists(
    st.builds(
        PieceWork,
        step_name=st.sampled_from(["Potong", "Jahit"]),
        product=st.sampled_from(["Tas", "Dompet"]),
        quantity_micro=st.integers(-500 * MICRO, 2_000 * MICRO),
        rate=st.sampled_from([0, 1, 333, 1_500, 20_000]),
        rate_per=st.sampled_from([1, 3, 12, 20]),
    ),
    max_size=12,
)
TERMS = st.builds(Terms, st.sampled_from(PayKind), st.integers(0, 200_000), st.integers(0, 5_000_000))
EXTRAS = st.lists(st.builds(PayLine, st.just(Words("Bonus")), st.integers(-(10**6), 10**6)), max_size=3)
SHARES = st.fractions(0, 1, max_denominator=31)
OWED = st.integers(0, 10**7)


@given(TERMS, WORKS, st.integers(0, 60), SHARES, EXTRAS, OWED, st.none() | OWED)
def test_a_slip_adds_up(
    terms: Terms,
    works: list[PieceWork],
    half_days: int,
    share: Fraction,
    extras: list[PayLine],
    owed: int,
    most: int | None,
) -> None:
    slip = slip_of(terms, works, half_days, share, extras, owed, most)
    assert slip.gross == sum(line.amount for line in slip.lines)
    assert slip.gross - slip.advance_taken - slip.net == 0
    assert min(slip.gross, slip.net, slip.advance_taken, -slip.carried) >= 0
    assert slip.advance_taken <= min(owed, slip.gross if most is None else min(slip.gross, most))
    assert slip.carried == 0 or slip.gross == 0
    plain = slip_of(terms, works, half_days, share, extras)
    assert (plain.gross, plain.carried) == (slip.gross, slip.carried), "the kasbon changes nothing of what was earned"


@given(TERMS, WORKS, st.randoms(), st.integers(1, 5))
def test_neither_order_nor_splitting_of_the_works_matters(
    terms: Terms, works: list[PieceWork], chance: Any, parts: int
) -> None:
    split = [
        PieceWork(each.step_name, each.product, quantity, each.rate, each.rate_per)
        for each in works
        for quantity in [each.quantity_micro // parts, each.quantity_micro - each.quantity_micro // parts]
    ]
    chance.shuffle(split)
    assert slip_of(terms, split, 4) == slip_of(terms, works, 4)


@given(WORKS)
def test_corrections_cancel_exactly_in_the_same_slip_and_in_a_later_one(works: list[PieceWork]) -> None:
    back = [PieceWork(each.step_name, each.product, -each.quantity_micro, each.rate, each.rate_per) for each in works]
    assert piece_lines([*works, *back]) == ()
    paid, taken_back = (sum(line.amount for line in piece_lines(each)) for each in (works, back))
    assert paid == -taken_back


@given(WORKS, WORKS)
def test_no_money_is_lost_when_something_is_carried(earlier: list[PieceWork], later: list[PieceWork]) -> None:
    first = slip_of(PIECE, earlier, 0)
    carried = carried_line(first.carried)
    second = slip_of(PIECE, later, 0, extras=[carried] if carried else [])
    earned = sum(line.amount for each in (earlier, later) for line in piece_lines(each))
    assert first.net + second.net + second.carried == earned


@given(WORKS)
def test_every_line_is_within_half_a_rupiah_of_its_rate(works: list[PieceWork]) -> None:
    for line in piece_lines(works):
        assert line.quantity_micro is not None
        assert line.rate is not None
        exact = Fraction(line.quantity_micro * line.rate, MICRO * line.rate_per)
        assert abs(line.amount - exact) <= Fraction(1, 2)
        assert line.amount == rounded(exact)
