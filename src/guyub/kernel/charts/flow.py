"""What flows from column to column, as ribbons as wide as the amounts: who supplies whom, who sells to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from guyub.kernel.charts.drawing import DONE, FILL, HISTORY, NEW, PHONE, chart, cut, percent, sound, stretched, wrapped

HEAD = 24
TALL = 240  # pixels of the fullest column's amounts together
SLOT = 34  # least room for one name on two lines
THIN = 18  # and on one, where there are many
MANY = 8
GAP = 6
BAR = 8
LEAST = 0.5  # pixels of a ribbon that is there at all
KINDS = (HISTORY, DONE, HISTORY, NEW)  # from the last column backwards


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is, its names from above, and how much of the width lies between it and the next."""

    title: str
    names: Sequence[str]
    room: float = 1.0
    silent: bool = False  # its names are not written, as when there is one that the title tells

    @property
    def slot(self) -> int:
        return THIN if len(self.names) > MANY else SLOT


@dataclass(frozen=True, slots=True)
class Ribbon:
    """An amount from name number `start` of column `column` to name number `end` of the next one."""

    column: int
    start: int
    end: int
    amount: float


@dataclass(slots=True)
class Node:
    """Where a name is drawn: its bar from `y`, `height` tall, and how far ribbons fill it at either side."""

    y: float
    height: float
    taken: list[float] = field(default_factory=lambda: [0.0, 0.0])  # at the left, at the right

    def take(self, side: int, height: float) -> float:
        start = self.y + self.taken[side]
        self.taken[side] += height
        return start


def flow_svg(
    columns: Sequence[Column], ribbons: Sequence[Ribbon], title: str, description: str = "", width: str = "100%"
) -> str:
    """Columns side by side; amounts that are no numbers or not above zero are left out. One scale for everything."""
    kept = [each for each in ribbons if sound(each.amount)]
    scale = _scale(columns, kept)
    nodes, height = place(columns, kept, scale)
    starts = _starts(columns)
    drawn = "".join(_between(at, nodes, kept, starts, scale, height) for at in range(len(columns) - 1))
    kinds = [KINDS[(at - len(columns)) % len(KINDS)] for at in range(len(columns))]
    drawn += "".join(map(_bars, nodes, starts, kinds))
    drawn += "".join(_words(columns, at, nodes[at], starts) for at in range(len(columns)))
    return chart(drawn, height, title, description, width)


def _scale(columns: Sequence[Column], ribbons: Sequence[Ribbon]) -> float:
    """Pixels for one of the amounts' units."""
    most = max((sum(_amounts(ribbons, at).values()) for at in range(len(columns))), default=0.0)
    return TALL / most if sound(most) else 0.0


def _amounts(ribbons: Sequence[Ribbon], column: int) -> Mapping[int, float]:
    """How much each name of a column has: what comes or what goes, whichever is more."""
    came: dict[int, float] = defaultdict(float)
    went: dict[int, float] = defaultdict(float)
    for each in ribbons:
        if each.column == column:
            went[each.start] += each.amount
        elif each.column == column - 1:
            came[each.end] += each.amount
    return {name: sound(max(came[name], went[name])) for name in {*came, *went}}


def place(columns: Sequence[Column], ribbons: Sequence[Ribbon], scale: float) -> tuple[list[list[Node]], float]:
    """Every name's bar, from above in the given order, each column in the middle; and the height of the whole."""
    placed, heights = [], []
    for at, column in enumerate(columns):
        amounts = _amounts(ribbons, at)
        y, nodes = 0.0, []
        for n in range(len(column.names)):
            tall = amounts.get(n, 0.0) * scale
            nodes.append(Node(y, tall))
            y += (tall if column.silent else max(tall, column.slot)) + GAP
        placed.append(nodes)
        heights.append(max(y - GAP, 0.0))
    tallest = max(heights, default=0.0)
    for nodes, height in zip(placed, heights, strict=True):
        for node in nodes:
            node.y += HEAD + (tallest - height) / 2
    return placed, HEAD + tallest + 4


def _starts(columns: Sequence[Column]) -> list[float]:
    """Where each column's bars begin, in percent of the width."""
    whole = sum(column.room for column in columns[:-1]) or 1.0
    wide = 100 - BAR / PHONE * 100
    starts, at = [], 0.0
    for column in columns:
        starts.append(min(at, wide))
        at += column.room / whole * wide
    return starts


def _between(
    at: int,
    nodes: Sequence[Sequence[Node]],
    ribbons: Sequence[Ribbon],
    starts: Sequence[float],
    scale: float,
    height: float,
) -> str:
    here = sorted((each for each in ribbons if each.column == at), key=lambda each: (each.start, each.end))
    arrived = sorted(here, key=lambda each: (each.end, each.start))
    ends = {(each.start, each.end): nodes[at + 1][each.end].take(0, each.amount * scale) for each in arrived}
    paths = ""
    for each in here:
        thick = max(each.amount * scale, LEAST)
        left, right = nodes[at][each.start].take(1, each.amount * scale), ends[each.start, each.end]
        paths += (
            f'<path d="M0 {left:.2f}C500 {left:.2f} 500 {right:.2f} 1000 {right:.2f}V{right + thick:.2f}'
            f'C500 {right + thick:.2f} 500 {left + thick:.2f} 0 {left + thick:.2f}Z"/>'
        )
    bar = BAR / PHONE * 100
    flowing = f'<g class="c-history" fill="{FILL[HISTORY]}" fill-opacity=".4">{paths}</g>'
    return stretched(starts[at] + bar / 2, starts[at + 1] - starts[at], height, flowing) if paths else ""


def _bars(nodes: Sequence[Node], start: float, kind: str) -> str:
    bars = "".join(
        f'<rect x="{percent(start)}" y="{node.y:.2f}" width="{BAR}" height="{max(node.height, LEAST):.2f}" rx="2"/>'
        for node in nodes
    )
    return f'<g class="c-{kind}" fill="{FILL[kind]}">{bars}</g>' if bars else ""


def _words(columns: Sequence[Column], at: int, nodes: Sequence[Node], starts: Sequence[float]) -> str:
    """The column's title, and its names: right of their bars, the last column's left of them."""
    last = at == len(columns) - 1 and at > 0
    gap = _pixels(columns, at, starts)
    head = ("100%", ' text-anchor="end"') if last else (percent(starts[at]), "")
    said = _title(cut(columns[at].title, gap * 13 / 12 - 4), *head)
    if columns[at].silent:
        return said
    # Where names of two columns meet in one gap, each has half the room.
    shared = len(columns) > 1 and at >= len(columns) - 2 and not columns[-2].silent
    room = (gap / 2 if shared else gap) - BAR - 10
    x = percent(starts[at] - 1.5) if last else percent(starts[at] + (BAR + 4) / PHONE * 100)
    names = zip(nodes, columns[at].names, strict=True)
    return said + "".join(_name(node, name, room, columns[at].slot, (x, head[1])) for node, name in names)


def _pixels(columns: Sequence[Column], at: int, starts: Sequence[float]) -> float:
    """How wide the gap is on a phone in which a column's names stand: behind it, the last one's before it."""
    if len(columns) == 1:
        return float(PHONE)
    one = min(at, len(columns) - 2)
    return (starts[one + 1] - starts[one]) / 100 * PHONE


def _title(word: str, x: str, anchor: str) -> str:
    return f'<text class="c-quiet" fill="#66635c" font-size="12" x="{x}" y="12"{anchor}>{escape(word)}</text>'


def _name(node: Node, name: str, room: float, slot: int, place: tuple[str, str]) -> str:
    """A name beside the middle of its bar, at `place` (x, anchor), on as many lines as its slot has."""
    x, anchor = place
    lines = wrapped(name, room, 1 if slot == THIN else 2)
    y = node.y + max(node.height, slot - GAP) / 2 + 4.5 - 8 * (len(lines) - 1)
    spans = "".join(f'<tspan x="{x}" dy="{16 * (n > 0)}">{escape(each)}</tspan>' for n, each in enumerate(lines))
    full = f"<title>{escape(name)}</title>" if " ".join(lines) != name else ""
    return f'<text y="{y:.1f}"{anchor}>{spans}{full}</text>'
