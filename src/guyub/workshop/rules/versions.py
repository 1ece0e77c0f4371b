"""Whether fewer rejects came with a new version of a procedure, or whether nobody can tell yet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

FEWEST_DAYS = 5  # with output, under a version; fewer tell of the days, not of the version
SURE = 2.0  # standard errors that a difference must have: about 1 in 20 comes by chance


class Verdict(Enum):
    """How the version in force compares with the one before."""

    NONE = "none"  # nothing made under one of them
    FEW = "few"  # too few days
    CHANCE = "chance"  # the difference may be chance
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made under a version, in units: sums over the days of each step, and of their squares and products."""

    days: int
    groups: int  # days of steps
    good: float
    rejected: float
    rejected_squared: float = 0.0
    made_squared: float = 0.0
    both: float = 0.0  # rejected times made

    @property
    def made(self) -> float:
        return self.good + self.rejected

    @property
    def rate(self) -> float | None:
        """Rejects among all that was made, 0 to 1; None where nothing was made."""
        return self.rejected / self.made if self.made else None

    @property
    def few(self) -> bool:
        return self.days < FEWEST_DAYS

    def error(self) -> float:
        """The standard error of the rate.

        A bad day spoils many pieces at once, so it is reckoned from how days differ (the ratio estimator over days);
        it is never smaller than if every piece were judged by itself, which holds where all days were free of rejects.
        """
        if not self.made:
            return math.inf
        rate = self.rejected / self.made
        near = (self.rejected + 1) / (self.made + 2)
        alone = math.sqrt(near * (1 - near) / self.made)
        spread = self.rejected_squared - 2 * rate * self.both + rate**2 * self.made_squared
        if self.groups < 2:
            return math.inf
        return max(alone, math.sqrt(max(spread, 0.0) * self.groups / (self.groups - 1)) / self.made)


def compare(before: Outcome, now: Outcome) -> Verdict:
    """Whether the rejects under `now` are fewer or more than under `before` by more than chance brings about."""
    if before.rate is None or now.rate is None:
        return Verdict.NONE
    if before.few or now.few:
        return Verdict.FEW
    difference = now.rate - before.rate
    if abs(difference) < SURE * math.hypot(before.error(), now.error()):
        return Verdict.CHANCE
    return Verdict.BETTER if difference < 0 else Verdict.WORSE
