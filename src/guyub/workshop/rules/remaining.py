"""What of a job is still to be made, step by step. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

MICRO = 10**6
MINUTE = MICRO * 1000  # millionths of a unit times thousandths of a minute


@dataclass(frozen=True, slots=True)
class Made:
    """One step of a job: what was made of it so far, and how much of the step before one unit of it takes (millionths).

    `taken` of the first step means nothing.
    """

    taken: int
    good: int = 0
    rejected: int = 0


def still_to_make(quantity: int, steps: Sequence[Made]) -> list[int]:
    """Millionths of a unit still to be made at each step, so that `quantity` good ones come out of the last.

    What came out of a step and has not gone into the next yet counts; a reject has used up what it was made of. A step
    whose output was never noted counts as made as far as the steps behind it were. Never below zero.
    """
    left: list[int] = []
    wanted = Fraction(quantity) - (steps[-1].good if steps else 0)
    used = Fraction(0)  # of what this step made, by the step behind it
    for at in reversed(range(len(steps))):
        step = steps[at]
        left.append(max(math.ceil(wanted), 0))
        ratio = Fraction(step.taken, MICRO)
        used = (max(Fraction(step.good), used) + step.rejected) * ratio
        if at:
            wanted = left[-1] * ratio - max(steps[at - 1].good - used, Fraction(0))
    return left[::-1]


def minutes_for(units: int, minutes_milli: int) -> int:
    """Whole minutes, begun ones counted, for millionths of a unit at thousandths of a minute each."""
    return -(-units * minutes_milli // MINUTE)
