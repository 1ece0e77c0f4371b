"""What one worker is paid for a span of days: by the piece, by the day, by the month, and the kasbon taken back.

Money is whole rupiah. Each line is rounded once, half a rupiah away from zero, so that a correction takes off exactly
what the same work was paid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from guyub.kernel.words import Words, _

MICRO = 10**6
FULL_DAY = 2


class PayKind(StrEnum):
    """How a worker is paid."""

    PIECE = "piece"
    DAILY = "daily"
    MONTHLY = "monthly"
    MIXED = "mixed"  # a daily wage and piece rates on top

    @property
    def by_piece(self) -> bool:
        """Whether work is paid by the piece."""
        return self in {PayKind.PIECE, PayKind.MIXED}

    @property
    def by_day(self) -> bool:
        """Whether being there is paid."""
        return self in {PayKind.DAILY, PayKind.MIXED}


PAY_NAMES: Mapping[PayKind, Words] = MappingProxyType(
    {
        PayKind.PIECE: _("borongan"),
        PayKind.DAILY: _("harian"),
        PayKind.MONTHLY: _("bulanan"),
        PayKind.MIXED: _("harian dan borongan"),
    }
)


@dataclass(frozen=True, slots=True)
class PieceWork:
    """Good work of one step: `rate` rupiah for each `rate_per` units, of which there are `quantity_micro` millionths.

    Below zero: work paid earlier is taken back. Raises ValueError for a rate below zero or a rate for no units.
    """

    step_name: str
    product: str
    quantity_micro: int
    rate: int
    rate_per: int = 1

    def __post_init__(self) -> None:
        if self.rate < 0 or self.rate_per < 1:
            raise ValueError(f"not a rate: {self.rate} for {self.rate_per}")


@dataclass(frozen=True, slots=True)
class Attendance:
    """Half days that a worker was there on a day: 0, 1 or 2. Raises ValueError for any other."""

    day: date
    half_days: int

    def __post_init__(self) -> None:
        if not 0 <= self.half_days <= FULL_DAY:
            raise ValueError(f"not half days of one day: {self.half_days}")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a worker is paid, and the rupiah a day and a month that go with it."""

    kind: PayKind
    daily_rate: int = 0
    monthly_rate: int = 0


@dataclass(frozen=True, slots=True)
class PayLine:
    """One line of a slip. Where quantity and rate are told, they make up the amount: rate for each `rate_per` units."""

    words: Words
    amount: int
    quantity_micro: int | None = None
    rate: int | None = None
    rate_per: int = 1


@dataclass(frozen=True, slots=True)
class Slip:
    """What a worker is paid. Rupiah: gross = sum of the lines, net = gross - advance_taken, neither below zero.

    `carried` is zero or below: what corrections took off beyond what was earned. A last line evens it out here;
    `carried_line` puts it on the next slip.
    """

    lines: tuple[PayLine, ...]
    gross: int
    advance_taken: int
    net: int
    carried: int


def slip_of(
    terms: Terms,
    works: Iterable[PieceWork],
    half_days: int,
    monthly_share: Fraction = Fraction(0),
    extras: Sequence[PayLine] = (),
    advance_owed: int = 0,
    most_advance: int | None = None,
) -> Slip:
    """The slip of one worker.

    The kind of pay decides what counts: works only by the piece, half days only by the day, `monthly_share` (of the
    monthly wage) only by the month. `extras` are added as they are: a bonus, what an earlier slip carried, or the
    `piece_lines` of corrections to work paid before the kind changed. Of the kasbon, `advance_owed`, never more is
    taken than was earned, nor than `most_advance` when that is set. Raises ValueError for amounts below zero.
    """
    if monthly_share < 0 or min(half_days, advance_owed, most_advance or 0, terms.daily_rate, terms.monthly_rate) < 0:
        raise ValueError("half days, share, rates and advances cannot be below zero")
    lines = (
        *(piece_lines(works) if terms.kind.by_piece else ()),
        *(_daily(terms.daily_rate, half_days) if terms.kind.by_day else ()),
        *(_monthly(terms.monthly_rate, monthly_share) if terms.kind is PayKind.MONTHLY else ()),
        *extras,
    )
    total = sum(line.amount for line in lines)
    if total < 0:
        evened = PayLine(_("Dipotong dari upah berikutnya"), -total)
        return Slip((*lines, evened), gross=0, advance_taken=0, net=0, carried=total)
    taken = min(total, advance_owed if most_advance is None else min(advance_owed, most_advance))
    return Slip(lines, gross=total, advance_taken=taken, net=total - taken, carried=0)


def piece_lines(works: Iterable[PieceWork]) -> tuple[PayLine, ...]:
    """One line for each product, step and rate, in that order whatever the order of the works.

    Work that was taken back altogether within these works has no line.
    """
    sums: dict[tuple[str, str, int, int], int] = defaultdict(int)
    for work in works:
        sums[work.product, work.step_name, work.rate, work.rate_per] += work.quantity_micro
    return tuple(_piece_line(*key, quantity) for key, quantity in sorted(sums.items()) if quantity)


def _piece_line(product: str, step: str, rate: int, rate_per: int, quantity_micro: int) -> PayLine:
    amount = rounded(Fraction(quantity_micro * rate, MICRO * rate_per))
    return PayLine(_("%(step)s, %(product)s", step=step, product=product), amount, quantity_micro, rate, rate_per)


def _daily(rate: int, half_days: int) -> tuple[PayLine, ...]:
    if not half_days:
        return ()
    days = Fraction(half_days, FULL_DAY)
    words = _("Upah harian, %(days)s hari", days=days)
    return (PayLine(words, rounded(rate * days), half_days * MICRO // FULL_DAY, rate),)


def _monthly(rate: int, share: Fraction) -> tuple[PayLine, ...]:
    if not share:
        return ()
    words = _("Upah bulanan") if share == 1 else _("Upah bulanan, %(share)s bulan", share=share)
    return (PayLine(words, rounded(rate * share)),)


def carried_line(carried: int) -> PayLine | None:
    """What the slip before carried, as an extra of the next; None when it carried nothing."""
    return PayLine(_("Potongan dari upah lalu"), carried) if carried else None


def half_days_of(days: Iterable[Attendance]) -> int:
    """Half days in all. Raises ValueError when a day is told twice."""
    found = {}
    for each in days:
        if each.day in found:
            raise ValueError(f"told twice: {each.day}")
        found[each.day] = each.half_days
    return sum(found.values())


def rounded(amount: Fraction) -> int:
    """Whole rupiah; half a rupiah goes away from zero."""
    whole = (abs(amount) * 2 + 1) // 2
    return int(whole) if amount >= 0 else -int(whole)
