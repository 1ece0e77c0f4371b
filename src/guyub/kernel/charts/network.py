"""Who works with whom: members on a circle, buyers inside it, lines as thick as what connects them.

Names do not fit round a circle on a phone. Members carry numbers and buyers letters, and the list below the picture
tells who they are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from guyub.kernel.charts.drawing import FILL, HISTORY, NEW, PHONE

MIDDLE = PHONE / 2
OUTER, INNER = 128.0, 46.0
MEMBER, BUYER = 11.0, 13.0
THICKEST = 4.0
MOST_PAIRS = 40
ON = ' class="c-on" fill="#fff" font-weight="700"'


@dataclass(frozen=True, slots=True)
class Tie:
    """How strongly two are connected, by their place in their lists."""

    one: int
    other: int
    strength: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands."""

    x: float
    y: float


def around(count: int, radius: float) -> list[Spot]:
    """`count` places on a circle, the first at the top, clockwise; a single one of a small circle in its middle."""
    if count == 1 and radius < OUTER:
        return [Spot(MIDDLE, MIDDLE)]
    turns = (2 * math.pi * n / count - math.pi / 2 for n in range(count))
    return [Spot(MIDDLE + radius * math.cos(turn), MIDDLE + radius * math.sin(turn)) for turn in turns]


def order_round(count: int, pairs: Sequence[Tie]) -> list[int]:
    """Who stands beside whom: from the best connected on, always the one most tied to those placed last.

    Ties are broken by number, so that the same members always stand in the same order.
    """
    ties: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for pair in pairs:
        ties[pair.one][pair.other] += pair.strength
        ties[pair.other][pair.one] += pair.strength
    left = set(range(count))
    placed: list[int] = []
    while left:
        near = placed[-3:]
        best = min(left, key=lambda n: (-sum(ties[n][each] for each in near), -sum(ties[n].values()), n))
        placed.append(best)
        left.remove(best)
    return placed


def network_svg(
    members: Sequence[str],
    buyers: Sequence[str],
    pairs: Sequence[Tie],
    sales: Sequence[Tie],
    title: str,
    description: str = "",
) -> str:
    """`pairs` connect members, `sales` a member (`one`) with a buyer (`other`). Numbers begin at 1, letters at A.

    Members stand round the circle as they are given: see `order_round`.
    """
    outer = dict(enumerate(around(len(members), OUTER)))
    inner = dict(enumerate(around(len(buyers), INNER)))
    strongest = sorted(pairs, key=lambda tie: (-tie.strength, tie.one, tie.other))[:MOST_PAIRS]
    drawn = _ties(strongest, outer, outer, HISTORY, bend=True) + _ties(sales, outer, inner, NEW)
    drawn += "".join(_member(outer[n], n + 1, name) for n, name in enumerate(members))
    drawn += "".join(_buyer(inner[n], letter_of(n), name) for n, name in enumerate(buyers))
    meaning = f"<desc>{escape(description)}</desc>" if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart round" role="img" viewBox="0 0 {PHONE} {PHONE}" '
        f'width="{PHONE}" height="{PHONE}" font-family="sans-serif" font-size="13">'
        f"<title>{escape(title)}</title>{meaning}{drawn}</svg>"
    )


def letter_of(number: int) -> str:
    """A, B, … Z, then AA."""
    return chr(65 + number) if number < 26 else chr(64 + number // 26) + chr(65 + number % 26)


def _ties(
    ties: Sequence[Tie], ones: Mapping[int, Spot], others: Mapping[int, Spot], kind: str, *, bend: bool = False
) -> str:
    known = [tie for tie in ties if tie.one in ones and tie.other in others and tie.strength > 0]
    most = max((tie.strength for tie in known if math.isfinite(tie.strength)), default=0.0)
    lines = ""
    for tie in known:
        part = min(tie.strength / most, 1.0) if most else 1.0
        one, other = ones[tie.one], others[tie.other]
        thick = f"{1 + (THICKEST - 1) * part:.1f}"
        curve = f"Q{_bent(one.x, other.x)} {_bent(one.y, other.y)} " if bend else "L"
        path = f"M{one.x:.1f} {one.y:.1f}{curve}{other.x:.1f} {other.y:.1f}"
        lines += f'<path d="{path}" stroke-width="{thick}"/>'
    return f'<g class="l-{kind}" fill="none" stroke="{FILL[kind]}" stroke-opacity=".55">{lines}</g>' if lines else ""


def _bent(one: float, other: float) -> str:
    """Half way between, and a little towards the middle of the picture."""
    return f"{(one + other) / 2 * 0.85 + MIDDLE * 0.15:.1f}"


def _member(at: Spot, number: int, name: str) -> str:
    circle = f'<circle class="o-member" fill="#fff" stroke="#8b8478" {_round(at, MEMBER)}/>'
    return f"<g><title>{escape(name)}</title>{circle}{_sign(at, str(number), '')}</g>"


def _buyer(at: Spot, letter: str, name: str) -> str:
    circle = f'<circle class="c-{NEW}" fill="{FILL[NEW]}" {_round(at, BUYER)}/>'
    return f"<g><title>{escape(name)}</title>{circle}{_sign(at, letter, ON)}</g>"


def _round(at: Spot, radius: float) -> str:
    return f'cx="{at.x:.1f}" cy="{at.y:.1f}" r="{radius:g}"'


def _sign(at: Spot, sign: str, more: str) -> str:
    return f'<text x="{at.x:.1f}" y="{at.y + 4.5:.1f}" text-anchor="middle"{more}>{sign}</text>'
