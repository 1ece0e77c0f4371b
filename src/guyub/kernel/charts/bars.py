"""Amounts side by side, for instance money in and out by month: bars to the right, below zero to the left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from guyub.kernel.charts.drawing import DONE, NEW, OUT, QUIET, chart, columns, group, inside, name_column, rect, text

ROW = 26


@dataclass(frozen=True, slots=True)
class Amount:
    """One bar. `mark` is another value of the same thing, drawn as a line across, for instance its lowest."""

    name: str
    value: float
    label: str
    mark: float | None = None


def bars_svg(amounts: Sequence[Amount], title: str, description: str = "", width: str = "100%") -> str:
    """A bar for each amount from a common zero; where some are negative, good is green and bad is red."""
    values = [_drawable(each.value) for each in amounts]
    marks = [None if each.mark is None else _drawable(each.mark) for each in amounts]
    ends = [0.0, *values, *(mark for mark in marks if mark is not None)]
    below, above = -min(ends), max(ends)
    span = below + above
    zero = 100 * below / span if span else 0.0
    left, right = columns([each.label for each in amounts], [each.name for each in amounts])
    good: list[str] = []
    bad: list[str] = []
    for n, value in enumerate(values):
        long = 100 * abs(value) / span if span else 0.0
        (bad if value < 0 else good).append(rect(zero - long if value < 0 else zero, long, n * ROW + 5, 14, 3))
    height = len(amounts) * ROW
    axis = group(QUIET, [f'<rect x="{zero:.1f}%" width="1" height="{height}"/>']) if below else ""
    lines = "".join(_mark(zero + 100 * mark / span, n) for n, mark in enumerate(marks) if mark is not None and span)
    return chart(
        inside(left, 100 - left - right, group(DONE if below else NEW, good) + group(OUT, bad) + axis + lines)
        + name_column([(n * ROW + 17, each.name, "") for n, each in enumerate(amounts)], left, 0, height)
        + '<g text-anchor="end">'
        + "".join(text(each.label, n * ROW + 17, "100%") for n, each in enumerate(amounts))
        + "</g>",
        height,
        title,
        description,
        width,
    )


def _drawable(value: float) -> float:
    return float(value) if math.isfinite(value) else 0.0


def _mark(at: float, row: int) -> str:
    where = f'x1="{at:.1f}%" x2="{at:.1f}%" y1="{row * ROW + 2}" y2="{row * ROW + 22}"'
    return f'<line class="c-level" {where} stroke="#9a5b28" stroke-width="2"/>'
