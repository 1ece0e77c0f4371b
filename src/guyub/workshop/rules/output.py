"""What counts as finished: good output of the last step of the recipe of the day, and the work that is in it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

MICRO = 10**6


@dataclass(frozen=True, slots=True)
class Making:
    """From `since` on `last` is the last step, and one unit takes `minutes` (thousandths) over all its steps."""

    since: date
    last: int
    minutes: Fraction


@dataclass(frozen=True, slots=True)
class Made:
    """Finished output of one product in the day or week that begins on `first`: millionths of a unit, minutes."""

    product: UUID
    first: date
    units: int
    minutes: int


def unit_minutes(steps: Sequence[tuple[int, int]]) -> Fraction:
    """Thousandths of a minute in one finished unit, of (minutes a unit, millionths taken of the step before)."""
    minutes, wanted = Fraction(0), Fraction(1)
    for each, taken in reversed(steps):
        minutes += wanted * each
        wanted = wanted * taken / MICRO
    return minutes


def making_on(makings: Sequence[Making], day: date) -> Making:
    """The making in force on `day`, of one product's by day; before the first, the first."""
    return makings[max(bisect_right([each.since for each in makings], day) - 1, 0)]


def finished(product: UUID, makings: Sequence[Making], step: int, first: date, seen: date, units: int) -> Made | None:
    """What `units` of a step are as finished output, by the recipe of the day `seen`; None if it was not the last."""
    making = making_on(makings, seen)
    if making.last != step:
        return None
    return Made(product, first, units, int(making.minutes * units / (1000 * MICRO)))
