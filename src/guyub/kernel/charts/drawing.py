"""The strokes all charts share: text, bars in percent of the width, a legend.

A chart is as wide as the place it is put in (`width="100%"`), its letters stay the size of the page's letters, and
only its bars stretch. Colours are classes for the stylesheet, with a fallback `fill` for a page of paper.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

HISTORY, NEW, SPARE, DONE, PART, OUT, QUIET = "history", "new", "spare", "done", "part", "out", "quiet"
BARE = "bare"  # spare capacity without an edge, where many stand side by side
FILL = {
    HISTORY: "#c9b59a",
    NEW: "#264478",
    SPARE: "#f8f5f1",
    BARE: "#f8f5f1",
    DONE: "#256b41",
    PART: "#b1cabb",
    OUT: "#a93428",
    QUIET: "#66635c",
}
EDGE = {SPARE: ' stroke="#c9b59a" stroke-dasharray="2 2"', PART: ' stroke="#256b41"'}
STROKE = {"level": "#8f5424"}

PHONE = 296  # pixels a chart has inside a card on a phone of 360
# Pixels of letters at 13 px in a wide system font, for what must be placed without measuring.
NARROW, WIDE, CAPITAL, LETTER = 4.6, 12.4, 9.2, 8.1


def sound(value: float) -> float:
    """A number that can be drawn: not negative, not infinite, not NaN."""
    number = float(value)
    return number if math.isfinite(number) and number > 0 else 0.0


def share(value: float, whole: float) -> float:
    """`value` of `whole` as a percentage between 0 and 100."""
    return min(100.0, 100.0 * sound(value) / whole) if sound(whole) else 0.0


def percent(value: float) -> str:
    """`12.5%`, as short as it can be."""
    return f"{max(0.0, value):.1f}".removesuffix(".0") + "%"


def length(written: str) -> float:
    """About how many pixels these words need; rather too many than too few."""
    return sum(
        NARROW if c in "iljtfr .,:·'\N{NO-BREAK SPACE}" else WIDE if c in "mwMW" else CAPITAL if c.isupper() else LETTER
        for c in written
    )


def cut(written: str, room: float) -> str:
    """These words, or as many letters of them as fit into so many pixels, and three dots."""
    if length(written) <= room:
        return written
    kept = written
    while kept and length(kept) + length("…") > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(written: str, room: float, lines: int = 2) -> list[str]:
    """These words on at most so many lines of so many pixels; what does not fit ends in three dots."""
    found: list[str] = []
    rest = written.split()
    while rest and len(found) < lines - 1:
        line = [rest.pop(0)]
        while rest and length(" ".join([*line, rest[0]])) <= room:
            line.append(rest.pop(0))
        found.append(cut(" ".join(line), room))
    return [*found, cut(" ".join(rest), room)] if rest else found or [""]


def rect(start: float, width: float, y: float, height: float, radius: int = 0) -> str:
    """A bar from `start` for `width` percent; nothing where there is nothing to see."""
    if width < 0.05:
        return ""
    round_ = f' rx="{radius}"' if radius else ""
    return f'<rect x="{percent(start)}" y="{y:g}" width="{percent(width)}" height="{height}"{round_}/>'


def group(kind: str, parts: Iterable[str]) -> str:
    """Shapes of one meaning, coloured together."""
    inside = "".join(parts)
    return f'<g class="c-{kind}" fill="{FILL[kind]}"{EDGE.get(kind, "")}>{inside}</g>' if inside else ""


def text(content: str, y: float, x: str = "0", more: str = "", title: str = "") -> str:
    explained = f"<title>{escape(title)}</title>" if title else ""
    return f'<text x="{x}" y="{y:g}"{more}>{escape(content)}{explained}</text>'


def legend(entries: Sequence[tuple[str, str]], top: float = 0) -> tuple[str, float]:
    """A patch of colour and a word for each entry, on as many lines as a phone needs; and the height used."""
    drawn: list[str] = []
    quiet = ' class="c-quiet" fill="#66635c" font-size="12"'
    x, y = 0.0, top
    for kind, word in entries:
        width = 17 + length(word) * 12 / 13
        if x and x + width > PHONE:
            x, y = 0.0, y + 20
        patch = f'<rect x="{x:.0f}" y="{y + 3:g}" width="12" height="12" rx="2"/>'
        drawn.append(group(kind, [patch]) + text(word, y + 13.5, f"{x + 17:.0f}", quiet))
        x += width + 12
    return "".join(drawn), y + 20 - top if entries else 0


def stretched(x: float, width: float, height: float, content: str) -> str:
    """A strip `height` pixels tall whose content is drawn 1000 units wide and stretched, for lines and ribbons."""
    return (
        f'<svg x="{percent(x)}" width="{percent(width)}" height="{height:g}" viewBox="0 0 1000 {height:g}" '
        f'preserveAspectRatio="none" overflow="visible">{content}</svg>'
    )


def line(kind: str, path: str, thick: float = 2, more: str = "") -> str:
    """A line along a path of one meaning, as thick as it is however it is stretched."""
    return (
        f'<path class="l-{kind}" d="{path}" fill="none" stroke="{STROKE.get(kind, FILL.get(kind, ""))}" '
        f'stroke-width="{thick:g}" stroke-linejoin="round" vector-effect="non-scaling-stroke"{more}/>'
    )


def inside(x: float, width: float, content: str) -> str:
    """A strip of the chart in which percentages count from its own left edge."""
    return f'<svg x="{percent(x)}" width="{percent(width)}" overflow="visible">{content}</svg>'


def chart(content: str, height: float, title: str, description: str = "", width: str = "100%") -> str:
    """The finished picture with its name and, for those who do not see it, its meaning in words."""
    meaning = f"<desc>{escape(description)}</desc>" if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="{width}" height="{height:g}" '
        f'font-family="sans-serif" font-size="13"><title>{escape(title)}</title>{meaning}{content}</svg>'
    )


def columns(labels: Iterable[str], names: Iterable[str]) -> tuple[float, float]:
    """How much of the width names take at the left and labels at the right, in percent."""
    longest_label = max(map(length, labels), default=0.0)
    longest_name = max(map(length, names), default=0.0)
    right = min(38.0, max(10.0, (longest_label + 8) / PHONE * 100)) if longest_label else 0.0
    left = min(36.0, max(12.0, longest_name / 0.88 / PHONE * 100)) if longest_name else 0.0
    return left, right


def name_column(names: Sequence[tuple[float, str, str]], left: float, top: float, height: float) -> str:
    """Names (baseline, name, remark) at the left; one too long for its place fades out instead of running on."""
    if not names:
        return ""
    written = "".join(text(name, y, title=remark) for y, name, remark in names)
    tall = f'y="{top:g}" height="{height - top:g}"'
    fade = "".join(
        f'<rect x="{88 + 3 * n}%" width="3.2%" {tall} opacity=".{opacity}"/>'
        for n, opacity in enumerate((25, 5, 75, 95))
    )
    veil = f'<g class="c-card" fill="#fff">{fade}</g>'
    return f'<svg width="{percent(left)}" height="{height:g}">{written}{veil}</svg>'
