"""The lines of the board in the reader's words. Made here and not in the template, as there are many on one page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from guyub.books.pages.common import page_of
from guyub.kernel.charts.progress import bar_svg
from guyub.kernel.words import reader_language, show, show_decimal
from guyub.workshop.queries.board import MachineRow, PersonRow
from guyub.workshop.rules.board import Standing


@dataclass(frozen=True, slots=True)
class Line:
    """A name, what is said about it, and a bar; without anything it should be, `amount` alone."""

    name: str
    sub: str
    bar: SafeString
    amount: str
    url: str


def person_lines(enterprise: uuid.UUID, rows: list[PersonRow]) -> list[Line]:
    """A line for each person, with the way to their page where there is one."""
    return [
        Line(
            row.name,
            person_words(row),
            _bar(row.now.units),
            "" if row.now.units.should else units_shown(row.now.units.made),
            page_of("worker", enterprise, row.id),
        )
        for row in rows
    ]


def person_words(row: PersonRow) -> str:
    """The step, its unit unless it is a piece, the rejects, and what the minutes of work come to."""
    unit = "" if row.unit in ("", "buah") else gettext(row.unit)
    parts = [", ".join(part for part in (row.step, unit) if part)]
    if row.rejected:
        parts.append(gettext("reject %(n)s") % {"n": units_shown(row.rejected)})
    if row.now.minutes.share:
        parts.append(gettext("%(share)s waktu kerja") % {"share": _percent(row.now.minutes)})
    return " · ".join(part for part in parts if part)


def machine_lines(enterprise: uuid.UUID, rows: list[MachineRow]) -> list[Line]:
    """A line for each machine."""
    return [
        Line(
            row.name,
            _machine_words(row),
            _bar(row.now.standing, in_units=row.now.in_units) if row.used else SafeString(),
            "",
            reverse("machine", args=[enterprise, row.id]),
        )
        for row in rows
    ]


def _machine_words(row: MachineRow) -> str:
    parts = []
    if not row.used:
        parts.append(gettext("belum dipakai hari ini"))
    elif row.by_target:
        parts.append(gettext("menurut target"))
        if row.now.most:
            parts.append(gettext("paling banyak %(n)s") % {"n": units_shown(row.now.most)})
    else:
        parts.append(gettext("dari yang paling banyak") if row.now.in_units else gettext("menurut waktu kerja"))
    if row.idle:
        parts.append(gettext("berhenti %(n)s menit") % {"n": show(row.idle, reader_language())})
    return " · ".join(parts)


def _bar(standing: Standing, *, in_units: bool = True) -> SafeString:
    if not standing.should:
        return SafeString()
    if in_units:
        both = {"n": units_shown(standing.made), "of": units_shown(standing.should)}
        label = gettext("%(n)s dari %(of)s") % both
    else:
        label = gettext("%(share)s waktu") % {"share": _percent(standing)}
    return mark_safe(bar_svg(standing.made, standing.should, label))  # noqa: S308 bar_svg escapes


def units_shown(micro: int) -> str:
    """Millionths as a number of units: 2,5."""
    return show_decimal(micro / 1_000_000, reader_language(), 3)


def _percent(standing: Standing) -> str:
    return f"{show_decimal(float(standing.share or 0) * 100, reader_language(), 0)}\N{NO-BREAK SPACE}%"
