"""The split of an order as the picture on its page: from an outcome to bars."""

from __future__ import annotations

from fractions import Fraction
from statistics import median_low
from typing import Any

from django.utils.translation import gettext as _t

from guyub.kernel import words
from guyub.kernel.charts.split import Bar, SplitWords, split_svg


def split_chart(outcome: dict[str, Any]) -> str:
    """SVG of an outcome (see `outcome_to_json`): history, new share and spare capacity of every member, and the line.

    Bars are in weeks of each member's own full work (value / weight), the unit in which the members are comparable.
    """
    members = [member for member in outcome["members"] if Fraction(member["weight"])]
    ordered = sorted(members, key=lambda member: (-member["value"], member["member"]))
    language = words.reader_language()
    bars = [_bar(member, language) for member in ordered]
    labels = SplitWords(
        title=_t("Bagian setiap anggota"),
        history=_t("Setahun ini"),
        new=_t("Bagian baru"),
        spare=_t("Masih sanggup"),
        level=_t("garis bersama"),
        others=_t("Bagian terbesar:"),
        description=_t("Setiap batang: kerja bersama setahun ini, ditambah bagian baru, lalu sisa kemampuan."),
    )
    return split_svg(bars, labels, _level(outcome["rule"], ordered))


def _bar(member: dict[str, Any], language: str) -> Bar:
    weight = Fraction(member["weight"])
    return Bar(
        name=member["member"],
        history=float(member["received"] / weight),
        new=float(member["value"] / weight),
        spare=float(member["spare"] / weight),
        label=words.show_rupiah_short(member["value"], language) if member["value"] else "0",
    )


def _level(rule: str, members: list[dict[str, Any]]) -> float | None:
    """Where the water stands: the middle level of those whom the ideal split gives something."""
    if rule not in {"catch-up", "proportional"}:
        return None
    history = rule == "catch-up"
    levels = [
        float((member["received"] * history + member["ideal"]) / Fraction(member["weight"]))
        for member in members
        if member["ideal"]
    ]
    return median_low(levels) if levels else None
