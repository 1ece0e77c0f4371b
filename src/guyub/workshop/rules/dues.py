"""What a worker is owed until a day: unpaid work, days and months, corrections, and what the last slip left. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from guyub.kernel.words import Days, _
from guyub.workshop.rules.pay import (
    FULL_DAY,
    MICRO,
    PayKind,
    PayLine,
    PieceWork,
    Slip,
    Terms,
    carried_line,
    piece_lines,
    rounded,
    slip_of,
)

MOST_DEDUCTED = Fraction(1, 2)  # of a payment: PP 36/2021 art. 65


@dataclass(frozen=True, slots=True)
class MonthWage:
    """A monthly wage that is due, for the days of one month: fewer than all when work began or ended within it."""

    first: date
    last: date

    @property
    def month(self) -> date:
        return self.first.replace(day=1)

    @property
    def share(self) -> Fraction:
        return Fraction((self.last - self.first).days + 1, monthrange(self.first.year, self.first.month)[1])

    def line(self, rate: int) -> PayLine:
        """The line of a slip for it, at `rate` rupiah a month."""
        return PayLine(_("Upah bulanan, %(days)s", days=Days(self.first, self.last)), rounded(rate * self.share))


@dataclass(frozen=True, slots=True)
class Due:
    """What one worker is owed. Works, corrections and half days come with the first day of the month of the work.

    `corrections` were paid by an earlier slip and taken back since: their quantities are below zero. `first` is the
    earliest day of anything new.
    """

    terms: Terms
    works: Sequence[tuple[date, PieceWork]] = ()
    corrections: Sequence[tuple[date, PieceWork]] = ()
    half_days: Mapping[date, int] = field(default_factory=dict)
    wages: Sequence[MonthWage] = ()
    carried: int = 0
    first: date | None = None

    @property
    def is_new(self) -> bool:
        """Whether there is anything that no slip has told yet; what was carried waits for that."""
        return bool(self.works or self.corrections or self.wages or sum(self.half_days.values()))

    def slip(self, advance: int = 0) -> Slip:
        """The slip, with `advance` rupiah of kasbon taken back, or as much of it as was earned."""
        extras = [wage.line(self.terms.monthly_rate) for wage in self.wages]
        extras += corrected_lines(work for __, work in self.corrections)
        if left := carried_line(self.carried):
            extras.append(left)
        works = [work for __, work in self.works]
        return slip_of(self.terms, works, sum(self.half_days.values()), extras=extras, advance_owed=max(advance, 0))

    def by_month(self, gross: int, month: date) -> dict[date, int]:
        """`gross` by the month in which it was earned; what rounding and earlier slips left is of `month`."""
        sums: dict[date, Fraction] = defaultdict(Fraction)
        for earned, amount in self._amounts():
            sums[earned] += amount
        found = {earned: rounded(amount) for earned, amount in sorted(sums.items())}
        found[month] = found.get(month, 0) + gross - sum(found.values())
        return {earned: amount for earned, amount in found.items() if amount}

    def _amounts(self) -> Iterator[tuple[date, Fraction]]:
        works = [*(self.works if self.terms.kind.by_piece else ()), *self.corrections]
        for month, work in works:
            yield month, Fraction(work.quantity_micro * work.rate, MICRO * work.rate_per)
        if self.terms.kind.by_day:
            for month, halves in self.half_days.items():
                yield month, Fraction(self.terms.daily_rate * halves, FULL_DAY)
        for wage in self.wages:
            yield wage.month, self.terms.monthly_rate * wage.share


def corrected_lines(works: Iterable[PieceWork]) -> list[PayLine]:
    """The lines that take back what an earlier slip paid for."""
    return [replace(line, words=_("Koreksi: %(what)s", what=line.words)) for line in piece_lines(works)]


def most_kasbon(gross: int, owed: int) -> int:
    """The most rupiah of a kasbon that may be kept back from one payment: half of it."""
    return max(0, min(owed, int(gross * MOST_DEDUCTED)))


def months_due(
    kind: PayKind, since: date, until: date | None, paid: Iterable[date], last: date, now: bool = False
) -> list[MonthWage]:
    """The months from `since` that are over by `last` and not in `paid` (first days); with `now` its month as well.

    Who left is owed the broken month as soon as the last day of work is over.
    """
    if kind is not PayKind.MONTHLY:
        return []
    known = set(paid)
    found = []
    month = since.replace(day=1)
    while month <= last:
        days = monthrange(month.year, month.month)[1]
        end = month.replace(day=days)
        first, ended = max(since, month), end if until is None else min(until, end)
        if month not in known and first <= ended and (ended <= last or now):
            found.append(MonthWage(first, ended))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found
