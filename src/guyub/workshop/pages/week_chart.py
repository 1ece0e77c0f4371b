"""A person's output of the last weeks beside what was asked of them, as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from guyub.kernel.charts.bars import Amount, bars_svg
from guyub.workshop.models import Worker
from guyub.workshop.pages.board_lines import units_shown
from guyub.workshop.queries.output import asked_by_week
from guyub.workshop.queries.pay import Week


def week_chart(worker: Worker, weeks: Sequence[Week]) -> tuple[SafeString, bool]:
    """A bar for each week, the oldest first, with a line where the tasks of the week ended; and whether any had one."""
    if not weeks:
        return SafeString(), False
    asked = asked_by_week(worker, weeks[-1].monday)
    amounts = [
        Amount(
            date_format(week.monday, "j M"),
            week.good_micro,
            _label(week, asked.get(week.monday)),
            asked.get(week.monday),
        )
        for week in reversed(weeks)
    ]
    svg = bars_svg(amounts, gettext("Hasil tiap minggu"), gettext("Garis tegak: target tugas minggu itu."))
    return mark_safe(svg), bool(asked)  # noqa: S308 the charts escape every word


def _label(week: Week, asked: int | None) -> str:
    made = units_shown(week.good_micro)
    return gettext("%(n)s dari %(of)s") % {"n": made, "of": units_shown(asked)} if asked else made
