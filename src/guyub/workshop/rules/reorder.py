"""When to buy again: from what was used and how long it takes until new stock is here. Pure.

The reorder point is the average use while one waits for the delivery, and a safety for the days on which more is used:
R = d·L + z·σ·√L, with the use a day d, its standard deviation σ, the waiting time L in days, and z = 1.65 for waiting
times of which 95 in 100 end before the shelf is empty (Taylor and Russell, Operations Management, chapter 16).
Days are working days, and quantities millionths of the item's unit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from guyub.kernel.measures import MICRO

WEEKS = 8  # of use that are looked at
Z = Fraction(165, 100)
LEAST_DAYS = 12  # of history, and on how many of them something was used, before an average says anything
LEAST_USES = 3
COVERED_DAYS = 12  # that a purchase should last beyond the reorder point


@dataclass(frozen=True, slots=True)
class Advice:
    """What to think of the stock of one item. `a_day` is None while there is not enough history to tell.

    `point`: at or below it, buy; from use, or at least what the owner always wants at hand. `days_left` are working
    days, rounded down. `buy` is what brings the stock beyond the point again; 0 while there is enough.
    """

    a_day: Fraction | None
    point: int | None
    days_left: int | None
    buy: int

    @property
    def due(self) -> bool:
        return self.buy > 0


def reorder_point(a_day: Fraction, deviation: float, lead: Fraction) -> int:
    """The average use in `lead` days and the safety, rounded up."""
    return math.ceil(a_day * lead + Fraction(float(Z) * deviation * math.sqrt(lead)))


def deviation_of(uses: Sequence[int]) -> float:
    """The sample standard deviation of what was used a day."""
    if len(uses) < 2:
        return 0.0
    mean = Fraction(sum(uses), len(uses))
    return math.sqrt(sum((use - mean) ** 2 for use in uses) / (len(uses) - 1))


def advise(uses: Sequence[int], quantity: int, lead: Fraction, least: int | None = None, whole: bool = False) -> Advice:
    """What to do with `quantity` at hand, after the use of each working day of the last weeks, days without use too.

    `whole`: it is sold in whole units only.
    """
    if len(uses) < LEAST_DAYS or sum(1 for use in uses if use) < LEAST_USES:
        buy = least - quantity if least is not None and quantity < least else 0
        return Advice(None, least, None, handy(buy, whole))
    a_day = Fraction(sum(uses), len(uses))
    point = max(reorder_point(a_day, deviation_of(uses), lead), least or 0)
    buy = math.ceil(point + a_day * COVERED_DAYS) - quantity if quantity <= point else 0
    return Advice(a_day, point, max(math.floor(quantity / a_day), 0), handy(buy, whole))


def handy(quantity: int, whole: bool) -> int:
    """Rounded up to two figures, as one would order it; of what is counted to whole units."""
    if quantity <= 0:
        return 0
    step: int = 10 ** max(len(str(quantity)) - 2, 0)
    if whole:
        step = max(step, MICRO)
    return -(-quantity // step) * step
