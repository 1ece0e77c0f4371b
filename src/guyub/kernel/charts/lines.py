"""Something as it goes on: money day by day, shares month by month, as lines over a common ground."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from guyub.kernel.charts.drawing import (
    FILL,
    PHONE,
    QUIET,
    STROKE,
    chart,
    cut,
    length,
    line,
    percent,
    stretched,
    text,
)

TALL = 150
TOP = 22  # room above the highest point, where a mark is told
FOOT = 24
STEP = 16  # between two names at the right
MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Series:
    """A line through as many values as there are steps. `name` is written at its end, where there is one."""

    values: Sequence[float]
    kind: str
    name: str = ""
    thick: float = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that is pointed out: on which step, of which value, and its words."""

    step: int
    value: float
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class LineWords:
    title: str
    description: str = ""
    steps: Sequence[tuple[int, str]] = ()  # words below the line, by step


@dataclass(frozen=True, slots=True)
class _Ground:
    """How values and steps become places."""

    low: float
    high: float
    steps: int

    def y(self, value: float) -> float:
        part = (_drawable(value) - self.low) / (self.high - self.low)
        return TOP + TALL * (1 - min(max(part, 0.0), 1.0))

    def part(self, step: float) -> float:
        return min(max(step / max(self.steps - 1, 1), 0.0), 1.0)

    def path(self, values: Sequence[float]) -> str:
        points = (f"{1000 * self.part(n):.1f} {self.y(value):.1f}" for n, value in enumerate(values))
        return "M" + "L".join(points)


def lines_svg(series: Sequence[Series], words: LineWords, mark: Mark | None = None, width: str = "100%") -> str:
    """The lines in their order, the last on top, zero as a thin line, and one point that is marked."""
    drawn = [each for each in series if each.values]
    values = [_drawable(value) for each in drawn for value in each.values]
    values += [_drawable(mark.value)] if mark else []
    low, high = min([0.0, *values]), max([0.0, *values])
    ground = _Ground(low, high if high > low else low + 1, max((len(each.values) for each in drawn), default=1))
    named = [each for each in drawn if each.name][-MOST_NAMES:]
    right = (
        min(36.0, max(map(length, (each.name for each in named)), default=0.0) / PHONE * 100 + 2.5) if named else 2.0
    )
    plot = 100 - right
    paths = "".join(line(each.kind, ground.path(each.values), each.thick) for each in drawn)
    zero = line(QUIET, f"M0 {ground.y(0):.1f}H1000", 1)
    height = TOP + TALL + FOOT
    return chart(
        stretched(0, plot, height, zero + paths)
        + _names(named, ground, right)
        + _steps(words.steps, ground, plot)
        + (_marked(mark, ground, plot) if mark else ""),
        height,
        words.title,
        words.description,
        width,
    )


def _names(named: Sequence[Series], ground: _Ground, right: float) -> str:
    """Names at the ends of their lines, moved apart where they would stand on each other."""
    wanted = sorted((ground.y(each.values[-1]) + 4, n) for n, each in enumerate(named))
    places: list[float] = []
    for y, __ in wanted:
        places.append(max(y, places[-1] + STEP if places else 12.0))
    over = max(places[-1] - (TOP + TALL + 6), 0.0) if places else 0.0
    for n in range(len(places) - 1, -1, -1):
        limit = TOP + TALL + 6 if n == len(places) - 1 else places[n + 1] - STEP
        places[n] = min(places[n], limit) if over else places[n]
    start = 100 - right + 2
    room = (100 - start) / 100 * PHONE
    return "".join(
        text(cut(named[n].name, room), y, percent(start), _ink(named[n].kind))
        for y, (__, n) in zip(places, wanted, strict=True)
    )


def _ink(kind: str) -> str:
    """Words in the colour of their line, where that can be read."""
    if kind in ("history", "part", "spare", "bare"):
        return ' class="c-quiet" fill="#66635c"'
    return f' class="c-{kind}" fill="{STROKE.get(kind, FILL.get(kind, ""))}"'


def _steps(steps: Sequence[tuple[int, str]], ground: _Ground, plot: float) -> str:
    """Words below; one that would run into the one before is left out, the last ends where the line does."""
    said, free = "", 0.0
    for step, word in steps:
        need = length(word) * 12 / 13
        at = ground.part(step) * plot / 100 * PHONE
        anchor = ' text-anchor="end"' if at + need > PHONE else ""
        start = at - need if anchor else at
        if start < free or need > PHONE:
            continue
        free = start + need + 8
        quiet = f' class="c-quiet" fill="#66635c" font-size="12"{anchor}'
        said += text(word, TOP + TALL + 18, percent(ground.part(step) * plot), quiet)
    return said


def _marked(mark: Mark, ground: _Ground, plot: float) -> str:
    at = ground.part(mark.step) * plot
    x, y = percent(at), ground.y(mark.value)
    dot = f'<circle class="c-{mark.kind}" cx="{x}" cy="{y:.1f}" r="5" fill="{FILL[mark.kind]}"/>'
    pixels, need = at / 100 * PHONE, length(mark.words)
    anchor = "end" if pixels + need > PHONE and pixels > PHONE / 2 else "start"
    room = pixels if anchor == "end" else PHONE - pixels
    # Under the point there is the rest of the line, so the words stand above everything, with a drop to the point.
    drop = f'<line class="c-level" x1="{x}" x2="{x}" y1="{TOP - 4}" y2="{y:.1f}" stroke="#9a5b28"/>'
    return drop + dot + text(cut(mark.words, room), 13, x, f' text-anchor="{anchor}" font-weight="600"')


def _drawable(value: float) -> float:
    return float(value) if math.isfinite(value) else 0.0
