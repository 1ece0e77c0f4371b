"""Thirteen weeks of money to come: in a sentence, in a picture, week by week; and what the owner adds to it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from guyub.books.actions.planning import add_plan, remove_plan
from guyub.books.forms.planning import IN, OUT, PlanForm
from guyub.books.models import Book, Planned
from guyub.books.pages.common import book_or_404
from guyub.books.queries.forecast import Outlook, outlook
from guyub.books.rules.forecast import SURENESS_WORDS, Expected, Forecast, Standing, Sureness, Week
from guyub.books.rules.gap import Gap
from guyub.kernel import words
from guyub.kernel.charts.drawing import DONE, HISTORY, NEW
from guyub.kernel.charts.drawing import OUT as RED
from guyub.kernel.charts.lines import LineWords, Mark, Series, lines_svg
from guyub.kernel.charts.spans import Span, spans_svg
from guyub.people.access import allowed, require

SHOWN_IN_A_WEEK = 8
NOTICES = {Standing.DRY: "problem", Standing.THIN: "attention", Standing.SAFE: "done"}
PLAN_FIELDS = ("direction", "words", "amount", "first", "every", "until")


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item with how sure it is, in words."""

    item: Expected
    sureness: words.Words


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """A week with its largest items by day, and what the others come to together."""

    week: Week
    name: str
    items: Sequence[ShownItem]
    others: int
    others_in: int
    others_out: int


@login_required
def forecast(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """The forecast. Posted to, it adds planned money, or takes off the plan whose id comes as `remove`."""
    found = book_or_404(request, book)
    today = timezone.localdate()
    form = PlanForm(initial=_again(request) or {"first": today, "direction": OUT})
    if request.method == "POST":
        require(request.user, "keep books", found)
        if "remove" in request.POST:
            return _remove(request, found)
        form = PlanForm(request.POST)
        if form.is_valid() and form.take(lambda: _add(request, found, form, today)):
            return redirect("book_forecast", found.id)
    shown = outlook(request.user, found, today)
    context = {"book": found, "form": form, "may_plan": allowed(request.user, "keep books", found)}
    return render(
        request, "books/forecast.html", context | _shown(shown), status=400 if form.is_bound and form.errors else 200
    )


def _add(request: HttpRequest, book: Book, form: PlanForm, today: date) -> None:
    plan = add_plan(request.user, book, form.new(), client_id=form.cleaned_data["client_id"], today=today)
    added = gettext("%(what)s sekarang ikut dihitung.") % {"what": plan.words}
    messages.success(request, format_html('{} <a href="#rencana">{}</a>', added, gettext("Batalkan di daftar rencana")))


def _remove(request: HttpRequest, book: Book) -> HttpResponse:
    try:
        plan = remove_plan(request.user, book, uuid.UUID(request.POST["remove"]))
    except ValueError:
        plan = None
    if plan is None:
        messages.info(request, gettext("Rencana itu sudah tidak ada."))
    else:
        told = gettext("%(what)s tidak dihitung lagi.") % {"what": plan.words}
        again = f"{reverse('book_forecast', args=[book.id])}?{urlencode(_values(plan))}#tambah"
        messages.success(request, format_html('{} <a href="{}">{}</a>', told, again, gettext("Tulis lagi")))
    return redirect("book_forecast", book.id)


def _values(plan: Planned) -> dict[str, Any]:
    values = [IN if plan.comes_in else OUT, plan.words, plan.amount, plan.first, plan.every, plan.until or ""]
    return dict(zip(PLAN_FIELDS, values, strict=True))


def _again(request: HttpRequest) -> dict[str, str]:
    """A plan that was taken off, to fill the form with."""
    return {name: request.GET[name][:200] for name in PLAN_FIELDS if request.GET.get(name)}


def _shown(shown: Outlook) -> dict[str, Any]:
    seen = shown.forecast
    notice = NOTICES[seen.standing] if shown.knows_habits or seen.standing is not Standing.SAFE else ""
    return {
        "shown": shown,
        "notice": notice,
        "weeks": [_week(week) for week in seen.weeks],
        "chart": mark_safe(days_chart(seen)),  # noqa: S308 the charts escape every word
        "gap_chart": mark_safe(gap_chart(shown.gap)) if shown.gap else "",  # noqa: S308
        "sureness": [SURENESS_WORDS[each] for each in Sureness],
    }


def _week(week: Week) -> ShownWeek:
    largest = sorted(week.items, key=lambda item: -item.amount)
    kept, others = largest[:SHOWN_IN_A_WEEK], largest[SHOWN_IN_A_WEEK:]
    return ShownWeek(
        week,
        _short(week),
        [ShownItem(item, SURENESS_WORDS[item.sureness]) for item in sorted(kept, key=lambda item: item.day)],
        len(others),
        sum(item.amount for item in others if item.comes_in),
        sum(item.amount for item in others if not item.comes_in),
    )


def _short(week: Week) -> str:
    """`7–13 Des`."""
    same = week.first.month == week.last.month
    first = str(week.first.day) if same else date_format(week.first, "j M")
    return date_format(week.last, "j M") if week.first == week.last else f"{first}–{date_format(week.last, 'j M')}"


def days_chart(seen: Forecast) -> str:
    """Money at the end of each day as a line; the day on which it runs short, or on which it is least, is marked."""
    values = [seen.opening, *(day.left for day in seen.days)]
    least = min(range(1, len(values)), key=values.__getitem__)
    at = next((n for n, day in enumerate(seen.days, 1) if day.day == seen.dry), least)
    amount = words.show_rupiah_short(values[at], words.reader_language())
    told = f"{date_format(seen.days[at - 1].day, 'j M')}: {amount}"
    mark = Mark(at, values[at], told, RED if seen.dry else HISTORY)
    steps = [(n, date_format(day.day, "j M")) for n, day in enumerate(seen.days, 1) if day.day.weekday() == 0]
    said = LineWords(gettext("Uang pada akhir tiap hari"), str(seen.words), steps)
    return lines_svg([Series(values, NEW, thick=2.5)], said, mark)


def gap_chart(gap: Gap) -> str:
    """What takes how many days, from buying on."""
    paid = gap.stocked + gap.paid_after
    spans = [
        Span(gettext("Menunggu"), 0, gap.stocked, _days(gap.stocked), HISTORY),
        Span(gettext("Dibayar"), gap.stocked, paid, _days(gap.paid_after), NEW),
        Span(gettext("Bayar bahan"), 0, gap.pays_after, _days(gap.pays_after), DONE),
    ]
    if gap.days > 0:
        spans.append(Span(gettext("Uang sendiri"), gap.pays_after, paid, _days(gap.days), RED))
    return spans_svg(spans if gap.stocked else spans[1:], gettext("Dari membeli bahan sampai dibayar"), str(gap.words))


def _days(count: int) -> str:
    return str(words._("%(count)s hari", count=count))
