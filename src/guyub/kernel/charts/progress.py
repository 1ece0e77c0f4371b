"""How far the work is: one bar, or an order's lines with what was made, accepted and delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guyub.kernel.charts.drawing import (
    DONE,
    NEW,
    PART,
    PHONE,
    SPARE,
    chart,
    columns,
    group,
    inside,
    legend,
    length,
    name_column,
    rect,
    share,
    sound,
    text,
)

ROW = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order. Delivered pieces are among the accepted, accepted among the made."""

    name: str
    ordered: float
    made: float
    accepted: float
    delivered: float
    label: str


@dataclass(frozen=True, slots=True)
class ProgressWords:
    title: str
    delivered: str
    accepted: str
    made: str
    left: str
    description: str = ""


def bar_svg(done: float, whole: float, label: str, width: str = "100%") -> str:
    """One bar with its words at the right, `26 dari 40`, or below when they are many."""
    __, right = columns([label], [])
    filled = share(done, whole)
    bar = group(SPARE, [rect(0, 100, 5, 14, 3)]) + group(DONE, [rect(0, filled, 5, 14, 3)])
    if length(label) > PHONE * 0.3:
        return chart(bar + text(label, 36), 42, label, width=width)
    return chart(inside(0, 100 - right, bar) + text(label, 17, "100%", ' text-anchor="end"'), 24, label, width=width)


def progress_svg(lines: Sequence[Line], words: ProgressWords, width: str = "100%") -> str:
    """A row for each line: delivered, then accepted, then made, then what is still to do."""
    head, top = legend([(DONE, words.delivered), (PART, words.accepted), (NEW, words.made), (SPARE, words.left)])
    top += 6
    left, right = columns([line.label for line in lines], [line.name for line in lines])
    parts: dict[str, list[str]] = {SPARE: [], NEW: [], PART: [], DONE: []}
    names, labels = [], []
    for n, line in enumerate(lines):
        y = top + n * ROW
        whole = max(sound(line.ordered), sound(line.made), sound(line.accepted), sound(line.delivered))
        parts[SPARE].append(rect(0, share(line.ordered, whole), y + 6, 14, 3))
        for kind, value in ((NEW, line.made), (PART, line.accepted), (DONE, line.delivered)):
            parts[kind].append(rect(0, share(value, whole), y + 6, 14, 3))
        names.append((y + 18, line.name, ""))
        labels.append(text(line.label, y + 18, "100%"))
    height = top + len(lines) * ROW
    return chart(
        head
        + inside(left, 100 - left - right, "".join(group(kind, drawn) for kind, drawn in parts.items()))
        + name_column(names, left, top, height)
        + f'<g text-anchor="end">{"".join(labels)}</g>',
        height,
        words.title,
        words.description,
        width,
    )
