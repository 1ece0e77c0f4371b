"""Amounts side by side, for instance money in and out by month: bars to the right, below zero to the left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from guyub.kernel.charts.drawing import DONE, NEW, OUT, QUIET, chart, columns, group, inside, name_column, rect, text

ROW = 26


@dataclass(frozen=True, slots=True)
class Amount:
    name: str
    value: float
    label: str


def bars_svg(amounts: Sequence[Amount], title: str, description: str = "", width: str = "100%") -> str:
    """A bar for each amount from a common zero; where some are negative, good is green and bad is red."""
    values = [float(each.value) if math.isfinite(each.value) else 0.0 for each in amounts]
    below, above = -min([0.0, *values]), max([0.0, *values])
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
    return chart(
        inside(left, 100 - left - right, group(DONE if below else NEW, good) + group(OUT, bad) + axis)
        + name_column([(n * ROW + 17, each.name, "") for n, each in enumerate(amounts)], left, 0, height)
        + '<g text-anchor="end">'
        + "".join(text(each.label, n * ROW + 17, "100%") for n, each in enumerate(amounts))
        + "</g>",
        height,
        title,
        description,
        width,
    )
