"""The board of today: what a person and a machine should have made by now, and how well a machine is used. Pure.

Units are millionths (`micro`), minutes of work thousandths (`milli`). Only good output counts as made. What should have
been made is rounded down, so that nobody is behind by a fraction of a piece.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction

MICRO = 10**6
MILLI = 1000
DAY = timedelta(days=1)
# A share of rejects is unusual above its usual share and three standard errors (the upper limit of a p-chart).
ERRORS = 3
USUAL_FROM = 100  # units counted before, from which their share says something
USUALLY = Fraction(5, 100)  # taken for usual until then
# Shown in tenths: what is weighed or measured, or holds many.
MEASURED = frozenset({"kg", "ons", "kuintal", "ton", "liter", "meter", "yard", "lusin", "kodi", "gros", "rim"})


@dataclass(frozen=True, slots=True)
class Clock:
    """How many minutes of work of a day have `passed`, of all that it has; whether it is a day on which one `works`."""

    passed: int
    of: int
    works: bool = True

    @property
    def share(self) -> Fraction:
        return Fraction(self.passed, self.of)


def is_working(day: date, working_days: str) -> bool:
    """Whether work is done on that day of the week; `working_days` are ISO numbers, 1 Monday."""
    return str(day.isoweekday()) in working_days


def clock_at(at: datetime, opens: time, minutes_a_day: int, working_days: str) -> Clock:
    """How much of the working day of `at` (local time) has passed: nothing before it opens, never more than all.

    When breaks are is not known: minutes run from the opening on. On a day on which nobody works, nothing passes.
    """
    if not is_working(at.date(), working_days):
        return Clock(0, minutes_a_day, works=False)
    since = (at.hour - opens.hour) * 60 + at.minute - opens.minute
    return Clock(min(max(since, 0), minutes_a_day), minutes_a_day)


@dataclass(frozen=True, slots=True)
class Standing:
    """What was made and what should have been by now, both in one measure; None: nobody can say what should."""

    made: int
    should: int | None

    @property
    def share(self) -> Fraction | None:
        """Made of what should have been; None when nothing should."""
        return Fraction(self.made, self.should) if self.should else None

    @property
    def behind(self) -> int:
        return max((self.should or 0) - self.made, 0)

    def told(self, unit: str) -> Standing:
        """As it is shown: whole pieces, and tenths of what is weighed or measured, both rounded down."""
        least = MICRO // 10 if unit in MEASURED else MICRO
        # What minutes are worth in units may lie a hair below a whole one.
        made = (self.made + MICRO // 100) // least * least if self.made % least else self.made
        return Standing(made, None if self.should is None else self.should // least * least)


def of_target(target: int, clock: Clock, idle: int = 0) -> int:
    """The part of a target of the day that should be done by now; `idle` minutes are taken off what has passed."""
    return target * max(clock.passed - idle, 0) // clock.of


def units_in(minutes_milli: int, unit_milli: int) -> int | None:
    """How many units minutes are enough for, of which one takes `unit_milli`; None when it takes none."""
    return minutes_milli * MICRO // unit_milli if unit_milli > 0 else None


def good_minutes(minutes_milli: int, good: int, rejected: int) -> int:
    """The minutes that the good ones of what was made are worth."""
    whole = good + rejected
    return minutes_milli * good // whole if whole > 0 else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A task of today: so many units of a step. One that is done asks for nothing more."""

    step: int
    target: int
    done: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What was made today: minutes by the recipes, units, and the minutes a unit of the step made last."""

    minutes_milli: int = 0
    good: int = 0
    rejected: int = 0
    unit_milli: int = 0
    by_step: Mapping[int, int] = field(default_factory=dict)  # good units; needed beside tasks only

    @property
    def earned(self) -> int:
        return good_minutes(self.minutes_milli, self.good, self.rejected)


@dataclass(frozen=True, slots=True)
class PersonNow:
    """Where a person stands, in units and in minutes of work; `asked`: by tasks, and not only by the time."""

    units: Standing
    minutes: Standing
    asked: bool


def person_now(clock: Clock, made: Made, tasks: Iterable[Asked] = ()) -> PersonNow:
    """By the tasks of today if there are any; else by the time that has passed and the step made last."""
    minutes = Standing(made.earned, clock.passed * MILLI)
    tasks = list(tasks)
    if tasks:
        should = sum(of_target(task.target, clock) for task in tasks if not task.done)
        done = sum(made.by_step.get(step, 0) for step in {task.step for task in tasks})
        return PersonNow(Standing(done, should), minutes, True)
    by_now = units_in(minutes.should or 0, made.unit_milli)
    if by_now is None or made.minutes_milli <= 0:
        return PersonNow(Standing(made.good, None), minutes, False)
    # Other steps of today count as so many units of the last one as their minutes are enough for.
    return PersonNow(Standing(units_in(made.earned, made.unit_milli) or 0, by_now), minutes, False)


@dataclass(frozen=True, slots=True)
class MachineNow:
    """Where a machine stands: in units, or, when nothing says how many it should make, in minutes of work."""

    standing: Standing
    in_units: bool
    most: int | None  # units by now, had it run at its most


def machine_now(clock: Clock, made: Made, *, target: int | None, hour_most: int | None, idle: int = 0) -> MachineNow:
    """By its target of the day; else by the most it can make; else by the time. `idle` minutes ask for nothing."""
    work = max(clock.passed - idle, 0)
    most = hour_most * work // 60 if hour_most else None
    if target:
        return MachineNow(Standing(made.good, of_target(target, clock, idle)), True, most)
    if most is not None:
        return MachineNow(Standing(made.good, most), True, most)
    return MachineNow(Standing(made.earned, work * MILLI), False, None)


@dataclass(frozen=True, slots=True)
class Use:
    """Minutes of a machine in some days: `made` were worked, `idle` noted by reason; the rest nobody knows of."""

    available: int
    made: int
    idle: Mapping[str, int]

    @property
    def share(self) -> Fraction:
        """Worked of available; may be above 1 when it worked longer or faster than the recipe says."""
        return Fraction(self.made, self.available) if self.available else Fraction(0)

    @property
    def unknown(self) -> int:
        return max(self.available - self.made - sum(self.idle.values()), 0)


def busy_minutes(minutes_milli: int, units: int, hour_most: int | None) -> int:
    """Whole minutes a machine worked: by the recipes; where these tell no minutes, by the most it can make."""
    if minutes_milli > 0:
        return minutes_milli // MILLI
    return units * 60 // hour_most if hour_most else 0


def available_minutes(first: date, last: date, clock: Clock, working_days: str) -> int:
    """Minutes of work from `first` to `last`, of which `clock` is the last day, as far as it has passed."""
    days = sum(is_working(first + DAY * number, working_days) for number in range((last - first).days))
    return days * clock.of + clock.passed


def usual_rejects(good: int, rejected: int) -> Fraction:
    """The share of rejects that earlier output shows; a common one while there is little of it."""
    whole = good + rejected
    return Fraction(rejected, whole) if whole >= USUAL_FROM * MICRO else USUALLY


def is_unusual(good: int, rejected: int, usual: Fraction) -> bool:
    """Whether there are more rejects than chance would leave at the usual share, and more than one unit."""
    whole = good + rejected
    if rejected <= MICRO:
        return False
    units = whole / MICRO
    return rejected / whole > float(usual) + ERRORS * math.sqrt(float(usual * (1 - usual)) / units)
