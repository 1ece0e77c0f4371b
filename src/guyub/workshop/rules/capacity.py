"""What of its weeks a workshop has for joint orders: what it offers, and else what its own orders leave free. Pure.

Time is counted as the split counts it: a day is a seventh of a week of work, the day of `start` included, the due day
not. A week with an offer gives its part to joint orders, whatever else there is to do; the rest of that week is for
own orders. In weeks without an offer own orders come first and joint orders get what is left.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
NONE = Fraction(0)
MICRO = 10**6


@dataclass(frozen=True, slots=True)
class Work:
    """Weeks of work that are to be done before `due`."""

    due: date
    weeks: Fraction


class Open:
    """The weeks of one workshop from `start` on: `offers` in per cent by the Monday of their week, and its own work."""

    def __init__(self, start: date, offers: Mapping[date, int] | None = None, own: Sequence[Work] = ()) -> None:
        self.start = start
        self.offers = offers or {}
        by_due: dict[date, Fraction] = {}
        for work in own:
            by_due[work.due] = by_due.get(work.due, NONE) + work.weeks
        self._dues = sorted(by_due)
        self._sums = list(accumulate(by_due[due] for due in self._dues))
        # What is late already is due as soon as possible, which is no moment that anything could be fitted before.
        needs = (self._beyond(due, done) if due > start else NONE for due, done in self._by_due())
        self._needs = list(accumulate(needs, max))
        slack = [self._unoffered(due) - self._needed(at + 1, due) for at, due in enumerate(self._dues)]
        self._least = list(accumulate(reversed(slack), min))[::-1]

    def until(self, day: date) -> Fraction:
        """Weeks of work that joint orders may use before `day`, so that no order of its own becomes late by them.

        Own work due by a later day has to fit before that day too, so what is free is the least that is free by any
        later due day (earliest due first is the best order, Jackson 1955). Own orders that are too much already take
        nothing of what was offered. Own work counts in whole days begun: pieces of it cannot be told from the weeks.
        """
        at = bisect_right(self._dues, day)
        left = self._unoffered(day) - self._needed(at, day)
        return self._offered(day) + max(min([left, *self._least[at : at + 1]]), NONE)

    def _by_due(self) -> Iterator[tuple[date, Fraction]]:
        return zip(self._dues, self._sums, strict=True)

    def _needed(self, count: int, day: date) -> Fraction:
        """Weeks without an offer that own orders cannot do without before `day`; the first `count` are due by then."""
        if not count:
            return NONE
        most = max(self._needs[count - 1], self._beyond(day, self._sums[count - 1]))
        return Fraction(math.ceil(most * 7), 7)

    def _beyond(self, day: date, work: Fraction) -> Fraction:
        """What of this work does not fit into what the weeks with an offer keep for own orders before `day`."""
        kept = weeks_between(self.start, day) - self._unoffered(day) - self._offered(day)
        return max(work - kept, NONE)

    def _offered(self, day: date) -> Fraction:
        return Fraction(sum(self._days(week, day) * percent for week, percent in self.offers.items()), 700)

    def _unoffered(self, day: date) -> Fraction:
        return weeks_between(self.start, day) - Fraction(sum(self._days(week, day) for week in self.offers), 7)

    def _days(self, week: date, day: date) -> int:
        """Days of the week from the start on and before `day`."""
        first, last = max(week, self.start), min(week + WEEK, day)
        return max((last - first) // DAY, 0)


def weeks_between(start: date, end: date) -> Fraction:
    """Weeks from `start` to `end`; none when `end` is not later."""
    return Fraction(max((end - start) // DAY, 0), 7)


def monday(day: date) -> date:
    """The first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class StepLeft:
    """What one step of a job still takes: millionths of a unit, thousandths of a minute each, and on what."""

    units: int
    minutes: int
    kind: object = None


def units_left(quantity: int, taken: Sequence[int], made: Sequence[int]) -> list[int]:
    """Millionths still to be made at each step of a recipe so that `quantity` come out of the last one.

    `taken`: millionths of a unit of the step before that one unit of each step takes; `made`: good ones so far.
    """
    left: list[int] = []
    wanted, sure = Fraction(quantity), NONE
    for each, done in zip(reversed(taken), reversed(made), strict=True):
        sure = max(Fraction(done), sure)  # what came out of a later step came out of this one, counted or not
        left.append(max(math.ceil(wanted - sure), 0))
        wanted, sure = wanted * each / MICRO, sure * each / MICRO
    return left[::-1]


def weeks_of_work(steps: Sequence[StepLeft], week_minutes: int, machines: Mapping[object, int], hands: int) -> Fraction:
    """Weeks that a job still takes: as long as the busiest of what it needs, machines of a kind or hands, has work.

    `week_minutes` are those of one machine or one pair of hands; where none is known, there is one.
    """
    minutes: dict[object, int] = {}
    for step in steps:
        minutes[step.kind] = minutes.get(step.kind, 0) + step.units * step.minutes
    return max(
        (
            Fraction(each, 10**9) / (week_minutes * max(hands if kind is None else machines.get(kind, 0), 1))
            for kind, each in minutes.items()
        ),
        default=NONE,
    )


def free_parts(start: date, weeks: int, own: Sequence[Work]) -> list[Fraction]:
    """What part of each of the next `weeks` weeks is free, the first that of `start`, none of it offered.

    Work is put as late as its due day allows, as in the split: what shows as free can be given away.
    """
    room = Open(start, {}, own)
    ends = [monday(start) + WEEK * number for number in range(1, weeks + 1)]
    until = [NONE, *(room.until(end) for end in ends)]
    begins = [start, *ends]
    return [
        (after - before) / weeks_between(first, last)
        for before, after, first, last in zip(until, until[1:], begins, begins[1:], strict=False)
    ]


def offered_weeks(offers: Mapping[date, int], start: date) -> Fraction:
    """Weeks of work offered from the week of `start` on, whole weeks as they were offered."""
    return Fraction(sum(percent for week, percent in offers.items() if week >= monday(start)), 100)
