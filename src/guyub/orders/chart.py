"""The split of an order as the picture on its page: from an outcome to bars."""

from __future__ import annotations

from statistics import median_low
from typing import Any

from django.utils.translation import gettext

from guyub.kernel import words
from guyub.kernel.charts.split import Bar, SplitWords, split_svg


def split_chart(outcome: dict[str, Any]) -> str:
    """SVG of an outcome (see `given.outcome`): history, new share and spare capacity of every member, and the line.

    Each rule is drawn in the unit of its level, so that the line is straight: weeks of the member's own full work
    (value / weight) for catching up and by capacity, rupiah for equal shares. Only catching up starts from the year's
    history; the cheapest has no line, and shows the history beside the new share.
    """
    rule = outcome["rule"]
    members = [member for member in outcome["members"] if member["weight"]]
    ordered = sorted(members, key=lambda member: (-member["value"], member["member"]))
    from_history = rule in {"catch-up", "cheapest"}
    labels = SplitWords(
        title=gettext("Bagian setiap anggota"),
        history=gettext("Setahun ini") if from_history else "",
        new=gettext("Bagian baru"),
        spare=gettext("Masih sanggup"),
        level=gettext("garis bersama"),
        others=gettext("Bagian terbesar:"),
        description=gettext("Setiap batang: yang sudah didapat, ditambah bagian baru, lalu sisa kemampuan."),
    )
    bars = [_bar(member, _unit(rule, member), from_history) for member in ordered]
    return split_svg(bars, labels, _level(rule, ordered))


def _unit(rule: str, member: dict[str, Any]) -> int:
    """Rupiah in one unit of the picture: a week of the member's full work, or a rupiah."""
    return 1 if rule == "equal" else member["weight"]


def _bar(member: dict[str, Any], unit: int, from_history: bool) -> Bar:
    return Bar(
        name=member["member"],
        history=member["received"] / unit if from_history else 0.0,
        new=member["value"] / unit,
        spare=member["spare"] / unit,
        label=words.show_rupiah_short(member["value"], words.reader_language()) if member["value"] else "0",
    )


def _level(rule: str, members: list[dict[str, Any]]) -> float | None:
    """Where the water stands: the middle level of those whom the ideal split gives something."""
    if rule == "cheapest":
        return None
    history = rule == "catch-up"
    levels = [
        (member["received"] * history + member["ideal"]) / _unit(rule, member) for member in members if member["ideal"]
    ]
    return median_low(levels) if levels else None
