"""The split of an order, drawn as water finding its level.

Every bar starts with what the member already had in the year. The new share is poured on top, up to a level all share.
What is left is spare capacity. All three are in one unit that makes members comparable: for catching up and by
capacity, weeks of the member's own full work (value / weight); for equal shares, rupiah.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guyub.kernel.charts.drawing import (
    BARE,
    HISTORY,
    NEW,
    SPARE,
    chart,
    columns,
    group,
    inside,
    legend,
    name_column,
    percent,
    rect,
    share,
    sound,
    text,
)

ROW = 26
BAR = 14
MOST_ROWS = 60  # more members than this are drawn as one shore line, and only the largest shares by name
NAMED = 20
STRIPES = 100
SHORE = 120  # height of the shore line
FURTHEST = 3.0  # a bar this many levels long is cut off, so that one giant does not flatten all the others


@dataclass(frozen=True, slots=True)
class Bar:
    """A member: what it had, gets and could still do, in the common unit; `label` says the share in words."""

    name: str
    history: float
    new: float
    spare: float
    label: str
    note: str = ""

    @property
    def filled(self) -> float:
        return sound(self.history) + sound(self.new)


@dataclass(frozen=True, slots=True)
class SplitWords:
    """What is written in the picture, in the reader's language."""

    title: str
    history: str
    new: str
    spare: str
    level: str = ""
    others: str = ""
    description: str = ""


def split_svg(bars: Sequence[Bar], words: SplitWords, level: float | None = None, width: str = "100%") -> str:
    """The split as SVG. `level` is the common line, in the bars' unit; None where the rule has none."""
    far = _scale(bars, level)
    kinds = ((HISTORY, words.history), (NEW, words.new), (SPARE, words.spare))
    head, top = legend([(kind, word) for kind, word in kinds if word])
    top += 4
    drawn = head
    named = list(bars)
    if len(bars) > MOST_ROWS:
        drawn += _shore(bars, far, level, top)
        top += SHORE + 8
        drawn += text(words.others, top + 14, more=' class="c-quiet" fill="#66635c" font-size="12"')
        top += 22
        named = sorted(bars, key=lambda bar: -sound(bar.new))[:NAMED]
    line = sound(level or 0)
    if line and words.level:
        top += 18
    rows, height = _rows(named, far, line, words.level, top)
    return chart(drawn + rows, height, words.title, words.description, width)


def _scale(bars: Sequence[Bar], level: float | None) -> float:
    longest = max((bar.filled + sound(bar.spare) for bar in bars), default=0.0)
    usual = max(sound(level or 0), sorted(bar.filled for bar in bars)[len(bars) // 2] if bars else 0.0)
    return min(longest, usual * FURTHEST) if usual else longest


def _rows(bars: Sequence[Bar], far: float, level: float, level_word: str, top: float) -> tuple[str, float]:
    left, right = columns([bar.label for bar in bars], [bar.name for bar in bars])
    parts: dict[str, list[str]] = {SPARE: [], HISTORY: [], NEW: []}
    names, labels = [], []
    for n, bar in enumerate(bars):
        y = top + n * ROW
        had, filled = share(bar.history, far), share(bar.filled, far)
        whole = share(bar.filled + sound(bar.spare), far)
        parts[SPARE].append(rect(filled, whole - filled, y + 6, BAR))
        parts[HISTORY].append(rect(0, had, y + 6, BAR))
        parts[NEW].append(rect(had, filled - had, y + 6, BAR))
        names.append((y + 17.5, bar.name, bar.note))
        labels.append(text(bar.label, y + 17.5, "100%"))
    height = top + len(bars) * ROW + 4
    water = "".join(group(kind, drawn) for kind, drawn in parts.items())
    if level:
        at = percent(share(level, far))
        drop = f'x1="{at}" x2="{at}" y1="{top:g}" y2="{height:g}"'
        water += f'<line class="c-level" {drop} stroke="#9a5b28" stroke-width="2"/>'
        anchor = "end" if share(level, far) > 50 else "start"
        if level_word:
            water += text(level_word, top - 5, at, f' class="c-level" fill="#8f5424" text-anchor="{anchor}"')
    return (
        inside(left, 100 - left - right, water)
        + name_column(names, left, top, height)
        + f'<g text-anchor="end" font-weight="600">{"".join(labels)}</g>',
        height,
    )


def _shore(bars: Sequence[Bar], far: float, level: float | None, top: float) -> str:
    """All members as thin columns side by side, from the one that had least to the one that had most."""
    ordered = sorted(bars, key=lambda bar: sound(bar.history))
    stripes = min(STRIPES, len(ordered))
    step = 100 / stripes
    parts: dict[str, list[str]] = {BARE: [], HISTORY: [], NEW: []}
    for n in range(stripes):
        some = ordered[n * len(ordered) // stripes : (n + 1) * len(ordered) // stripes]
        had = sum(share(bar.history, far) for bar in some) / len(some) * SHORE / 100
        filled = sum(share(bar.filled, far) for bar in some) / len(some) * SHORE / 100
        whole = sum(share(bar.filled + sound(bar.spare), far) for bar in some) / len(some) * SHORE / 100
        floor = top + SHORE
        for kind, low, high in ((BARE, filled, whole), (HISTORY, 0.0, had), (NEW, had, filled)):
            if high - low >= 0.1:
                place = f'x="{n * step:.4g}%" width="{min(100 - n * step, step * 1.2):.4g}%"'  # over the seam
                parts[kind].append(f'<rect {place} y="{floor - high:.1f}" height="{high - low:.1f}"/>')
    line = ""
    if sound(level or 0):
        y = top + SHORE * (1 - share(level or 0, far) / 100)
        line = f'<line class="c-level" x2="100%" y1="{y:.1f}" y2="{y:.1f}" stroke="#9a5b28" stroke-width="2"/>'
    stripes_drawn = "".join(group(kind, drawn) for kind, drawn in parts.items())
    return f'<g shape-rendering="crispEdges">{stripes_drawn}</g>{line}'
