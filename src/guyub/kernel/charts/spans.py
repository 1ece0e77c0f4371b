"""Days from a common start, a row for each thing that takes time: buying, selling, being paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guyub.kernel.charts.drawing import chart, columns, group, inside, name_column, rect, share, sound, text

ROW = 26


@dataclass(frozen=True, slots=True)
class Span:
    """One row: its name, the days from `start` to `end`, its words at the right, and its colour (`drawing.FILL`)."""

    name: str
    start: float
    end: float
    label: str
    kind: str


def spans_svg(spans: Sequence[Span], title: str, description: str = "", width: str = "100%") -> str:
    """A bar for each span on one scale; one that takes no time is a thin line where it happens."""
    far = max((sound(span.end) for span in spans), default=0.0)
    left, right = columns([span.label for span in spans], [span.name for span in spans])
    bars = ""
    for n, span in enumerate(spans):
        start, end = share(min(span.start, span.end), far), share(max(span.start, span.end), far)
        bars += group(span.kind, [rect(min(start, 99.0), max(end - start, 1.0), n * ROW + 5, 14, 3)])
    height = len(spans) * ROW
    return chart(
        inside(left, 100 - left - right, bars)
        + name_column([(n * ROW + 17, span.name, "") for n, span in enumerate(spans)], left, 0, height)
        + '<g text-anchor="end">'
        + "".join(text(span.label, n * ROW + 17, "100%") for n, span in enumerate(spans))
        + "</g>",
        height,
        title,
        description,
        width,
    )
