"""What a split answers: the shares, what is short, how fair it is, how near to the best, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from guyub.kernel.words import Words
from guyub.orders.split.terms import Rule


@dataclass(frozen=True, slots=True)
class Share:
    """What one member has of one line: `pieces` in all, of which `extra` beyond what it held; `value` in rupiah."""

    line: str
    product: str
    member: str
    pieces: int
    extra: int
    value: int
    reason: Words

    @property
    def held(self) -> int:
        """Pieces that it had accepted before."""
        return self.pieces - self.extra


@dataclass(frozen=True, slots=True)
class LineResult:
    """How much of a line found a maker."""

    line: str
    product: str
    pieces: int
    allocated: int

    @property
    def short(self) -> int:
        return max(0, self.pieces - self.allocated)


@dataclass(frozen=True, slots=True)
class MemberShare:
    """One member's part in the whole order, also when it is nothing.

    `value` and `ideal` are rupiah with what was held (the ideal is 0 under *cheapest*), `weight` rupiah a week;
    `level_before` is the level without this order, `level_after` with it, in the unit of the rule (weeks of full work
    under *catch-up* and *proportional*, rupiah under *equal* and *cheapest*). `use` is the part of its time up to its
    last due date that is taken, 0 to 1; `spare_value` what it could still make in the rest, rupiah, if orders came.
    """

    member: str
    able: bool
    pieces: int
    value: int
    ideal: int
    received: int
    weight: float
    level_before: float
    level_after: float
    use: float
    spare_value: int
    reason: Words


@dataclass(frozen=True, slots=True)
class Fairness:
    """Jain's index, 1 = all alike, of value / weight in this order and of (received + value) / weight in the year."""

    order: float
    year: float


@dataclass(frozen=True, slots=True)
class Objective:
    """Rupiah of shortfall or of cost; no split that fills as much has less than `bound`; the gap is of the order."""

    value: int
    bound: int
    gap: float


@dataclass(frozen=True, slots=True)
class Split:
    """A feasible split and what is known about it.

    `most_pieces` is a proven limit of what can be filled; `filled` reaches it when `fully_filled`. `ideal_exact` says
    whether the ideal was solved to the last rupiah or, on very large tight orders, broken off a little early.
    """

    rule: Rule
    seed: int
    shares: tuple[Share, ...]
    lines: tuple[LineResult, ...]
    members: tuple[MemberShare, ...]
    fairness: Fairness
    objective: Objective
    filled: int
    most_pieces: int
    ideal_exact: bool
    seconds: float

    @property
    def fully_filled(self) -> bool:
        """Whether it is proven that no more pieces can be given."""
        return self.filled >= self.most_pieces

    def to_json(self) -> dict[str, Any]:
        """The split as `guyub split --json` prints it; reasons are in the reader's language."""
        return {
            "rule": str(self.rule),
            "seed": self.seed,
            "lines": [
                {
                    "line": line.line,
                    "product": line.product,
                    "pieces": line.pieces,
                    "allocated": line.allocated,
                    "short": line.short,
                }
                for line in self.lines
            ],
            "shares": [
                {
                    "line": share.line,
                    "member": share.member,
                    "product": share.product,
                    "pieces": share.pieces,
                    "value": share.value,
                    "reason": str(share.reason),
                }
                for share in self.shares
            ],
            "members": [
                {
                    "member": member.member,
                    "value": member.value,
                    "ideal": member.ideal,
                    "received": member.received,
                    "reason": str(member.reason),
                }
                for member in self.members
            ],
            "fairness": {"order": self.fairness.order, "year": self.fairness.year},
            "objective": {"value": self.objective.value, "bound": self.objective.bound, "gap": self.objective.gap},
            "seconds": self.seconds,
        }
