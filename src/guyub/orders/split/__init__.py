"""Share an order among members: fairly by the rule they chose, or cheaply, and with proof of how near to the best.

    from guyub.orders.split import Ability, Line, Member, Rule, split

The method is told in `docs/decisions/0002-how-the-split-is-solved.md`, the meaning in `docs/reference/split.md`.
"""

from guyub.orders.split.answer import Fairness, LineResult, MemberShare, Objective, Share, Split
from guyub.orders.split.check import SplitError, check
from guyub.orders.split.service import split
from guyub.orders.split.terms import Ability, Line, Member, Rule

__all__ = [
    "Ability",
    "Fairness",
    "Line",
    "LineResult",
    "Member",
    "MemberShare",
    "Objective",
    "Rule",
    "Share",
    "Split",
    "SplitError",
    "check",
    "split",
]
