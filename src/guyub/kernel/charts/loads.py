"""How full things are, week by week: a row for each, a column for each week that is filled from below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guyub.kernel.charts.drawing import NEW, OUT, SPARE, chart, group, percent, rect, share, text

HEAD, ROW, TALL = 40, 66, 26
FULL = 95  # per cent from which on a week counts as full
QUIET = ' class="c-quiet" fill="#66635c" font-size="12"'


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head: the `above` is written once for all columns in a row that have the same."""

    above: str
    name: str


@dataclass(frozen=True, slots=True)
class Filled:
    """One row: its name, and per cent for each column; None where nothing can be filled."""

    name: str
    values: Sequence[int | None]


def loads_svg(
    columns: Sequence[Column], rows: Sequence[Filled], title: str, description: str = "", width: str = "100%"
) -> str:
    """The name above its columns, so that twelve weeks fit on a phone with their numbers below them."""
    step = 100 / max(len(columns), 1)
    shapes: dict[str, list[str]] = {SPARE: [], NEW: [], OUT: []}
    words = _head(columns, step)
    for n, row in enumerate(rows):
        top = HEAD + n * ROW
        words += text(row.name, top + 13)
        for at, value in enumerate(row.values):
            if value is None:
                continue
            start, wide, high = at * step + step * 0.08, step * 0.84, round(TALL * share(value, 100) / 100)
            shapes[SPARE].append(rect(start, wide, top + 19, TALL, 2))
            if high:
                shapes[OUT if value >= FULL else NEW].append(rect(start, wide, top + 19 + TALL - high, high, 2))
            words += text(str(value), top + 58, percent((at + 0.5) * step), f'{QUIET} text-anchor="middle"')
    drawn = "".join(group(kind, parts) for kind, parts in shapes.items())
    return chart(drawn + words, HEAD + len(rows) * ROW, title, description, width)


def _head(columns: Sequence[Column], step: float) -> str:
    said, before = "", ""
    for at, column in enumerate(columns):
        if column.above != before:
            said += text(column.above, 12, percent(at * step + step * 0.08), QUIET)
            before = column.above
        said += text(column.name, 30, percent((at + 0.5) * step), f'{QUIET} text-anchor="middle"')
    return said
