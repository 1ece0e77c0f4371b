"""A year of weeks as columns side by side: tall ones are busy. Colour says it again, and a line is the average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guyub.kernel.charts.drawing import chart, group, legend, percent, rect, sound, text

TALL = 110
BASE = 118  # where columns stand; the words are below


@dataclass(frozen=True, slots=True)
class Column:
    """One week: how much, its kind (`drawing.FILL`), and a word below it where one begins."""

    value: float
    kind: str
    word: str = ""


def weeks_svg(
    weeks: Sequence[Column],
    kinds: Sequence[tuple[str, str]],
    title: str,
    description: str = "",
    level: float | None = None,
    width: str = "100%",
) -> str:
    """A column for each week; `kinds` are the colours with their words, `level` a line across, for the average."""
    most = max((sound(week.value) for week in weeks), default=0.0) or 1.0
    step = 100 / max(len(weeks), 1)
    drawn = ""
    for kind in dict.fromkeys(week.kind for week in weeks):
        columns = [_column(n * step, step, week.value / most) for n, week in enumerate(weeks) if week.kind == kind]
        drawn += group(kind, columns)
    if level is not None and level <= most:
        y = BASE - TALL * level / most
        drawn += f'<line class="c-level" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}" stroke="#9a5b28"/>'
    quiet = ' class="c-quiet" fill="#66635c" font-size="12"'
    words = "".join(text(week.word, BASE + 16, percent(n * step), quiet) for n, week in enumerate(weeks) if week.word)
    below, high = legend(kinds, BASE + 26)
    return chart(drawn + words + below, BASE + 26 + high, title, description, width)


def _column(at: float, step: float, part: float) -> str:
    high = max(round(TALL * sound(part)), 1)
    return rect(at + step * 0.1, step * 0.8, BASE - high, high)
