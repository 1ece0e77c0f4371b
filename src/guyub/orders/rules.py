"""What is decided about a joint order, apart from the split itself (see `split/`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from guyub.kernel.errors import Problem
from guyub.kernel.words import Rupiah, _

BASIS_POINTS = 10_000
MOST_PIECES = 10_000_000
MOST_RUPIAH = 10**15  # of one order; sums of many still fit the database's whole numbers


class Delivered(NamedTuple):
    """Pieces of one share that went to the buyer, how many of them came back, and the price of a piece."""

    pieces: int
    returned: int
    price: int


@dataclass(frozen=True, slots=True)
class Settled:
    """One member's settlement in rupiah. net = gross - rejects - fee - advance, never below zero."""

    pieces: int
    returned: int
    gross: int
    rejects: int
    fee: int
    advance: int
    net: int

    @property
    def earned(self) -> int:
        """What the buyer pays for this member's work: gross less what was turned down."""
        return self.gross - self.rejects


def settle(
    delivered: Mapping[str, Sequence[Delivered]], advances: Mapping[str, int], fee_basis_points: int
) -> dict[str, Settled]:
    """Each member's part of an order's money, by member.

    The fee of the whole order is rounded down once and shared out in proportion to what each earned; the rupiah left
    by rounding go to the largest remainders (Hamilton's method), so that the fees add up to the order's fee exactly.
    An advance is taken back as far as the member's money reaches; the rest stays owed.
    """
    earned = {member: sum((d.pieces - d.returned) * d.price for d in rows) for member, rows in delivered.items()}
    fees = share_out(sum(earned.values()) * fee_basis_points // BASIS_POINTS, earned)
    return {
        member: _settle_one(delivered[member], earned[member], fees[member], advances.get(member, 0))
        for member in delivered
    }


def _settle_one(rows: Sequence[Delivered], earned: int, fee: int, advanced: int) -> Settled:
    gross = sum(row.pieces * row.price for row in rows)
    advance = min(advanced, earned - fee)
    return Settled(
        pieces=sum(row.pieces for row in rows),
        returned=sum(row.returned for row in rows),
        gross=gross,
        rejects=gross - earned,
        fee=fee,
        advance=advance,
        net=earned - fee - advance,
    )


def share_out(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`total` in whole rupiah in proportion to `weights` (largest remainder; ties by name). Sums to `total`."""
    whole = sum(weights.values())
    if whole == 0:
        return dict.fromkeys(weights, 0)
    parts = {name: total * weight // whole for name, weight in weights.items()}
    left = total - sum(parts.values())
    by_remainder = sorted(weights, key=lambda name: (-(total * weights[name] % whole), name))
    for name in by_remainder[:left]:
        parts[name] += 1
    return parts


def check_dates(today: date, start: date, dues: Sequence[date]) -> None:
    """Refuse an order whose work starts in the past or whose goods are due before work can start."""
    if start < today:
        raise Problem(_("Tanggal mulai %(start)s sudah lewat.", start=start), "start")
    for number, due in enumerate(dues, start=1):
        if due <= today:
            raise Problem(_("Baris %(line)s: tempo %(due)s sudah lewat.", line=number, due=due), "due")
        if due <= start:
            raise Problem(
                _(
                    "Baris %(line)s: tempo %(due)s tidak sesudah hari mulai %(start)s.",
                    line=number,
                    due=due,
                    start=start,
                ),
                "due",
            )


def behind(ordered: int, made: int, start: date, due: date, today: date) -> int:
    """Pieces that are missing beside an even pace from the first day of work to the end of the due date; 0 for none."""
    days = max((due - start).days + 1, 1)
    passed = min(max((today - start).days, 0), days)
    return max(ordered * passed // days - made, 0)


def year_before(day: date) -> date:
    """The same day a year earlier: joint work from then on counts as of the last twelve months."""
    return _same_day(day.year - 1, day)


def _same_day(year: int, day: date) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def weeks_between(start: date, end: date) -> Fraction:
    """Weeks of work from `start` to `end`; none when `end` is not later."""
    return Fraction(max((end - start) // timedelta(days=1), 0), 7)


def free_weeks(
    start: date,
    dues: Sequence[date],
    promised: Sequence[tuple[date, Fraction]],
    until: Callable[[date], Fraction] | None = None,
) -> dict[date, Fraction]:
    """Weeks a member has for new work up to each date in `dues`, next to joint work it already promised.

    `promised` holds (due date, weeks of work) of its other orders; `until` the weeks it has for joint orders before a
    day, all that there are when nothing is given. Work due by `d` must fit before `d`, and all work
    due by any later date before that date too (earliest due date first is the best order, Jackson 1955), so what is
    free up to `d` is the least slack at `d` or later.
    """
    until = until or partial(weeks_between, start)
    moments = sorted({*dues, *(due for due, __ in promised)})
    slack = {
        moment: until(moment) - sum((weeks for due, weeks in promised if due <= moment), Fraction(0))
        for moment in moments
    }
    return {due: max(min(slack[moment] for moment in moments if moment >= due), Fraction(0)) for due in dues}


def check_answer(pieces: int, accepted: int, takes: int) -> None:
    """A member may take any number from what it accepted before up to what it is offered."""
    if takes > pieces:
        raise Problem(_("Paling banyak %(pieces)s buah yang ditawarkan.", pieces=pieces), "takes")
    if takes < accepted:
        raise Problem(_("Anda sudah menyanggupi %(accepted)s buah.", accepted=accepted), "takes")


def check_count(field: str, asked: int, possible: int) -> None:
    """Pieces that are counted somewhere can be none below zero and none above what there is."""
    if asked < 0:
        raise Problem(_("Jumlah tidak boleh kurang dari nol."), field)
    if asked > possible:
        raise Problem(_("Paling banyak %(possible)s buah, bukan %(asked)s.", possible=possible, asked=asked), field)


def check_money(field: str, amount: int, most: int | None = None) -> None:
    """An amount of money must be above zero and at most `most` rupiah."""
    if amount <= 0:
        raise Problem(_("Jumlah uang harus lebih dari nol."), field)
    if most is not None and amount > most:
        raise Problem(_("Paling banyak %(most)s.", most=Rupiah(most)), field)
