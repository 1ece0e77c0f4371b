"""Musim: busy and quiet weeks, what quiet ones are good for, and free weeks offered to joint orders in two taps."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from guyub.kernel.charts.drawing import HISTORY, NEW, SPARE
from guyub.kernel.charts.weeks import Column, weeks_svg
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import Days, _, reader_language, show_days
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.offers import offer_capacity, withdraw_offer
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries.season import SeasonView, season_view
from guyub.workshop.rules.capacity import monday, offered_weeks
from guyub.workshop.rules.season import WEEK, YEAR, Stand, stand_of

PARTS = (0, 25, 50, 75, 100)
COLOUR = {Stand.BUSY: NEW, Stand.USUAL: HISTORY, Stand.QUIET: SPARE}
SHORT_HISTORY = 8  # weeks below which there is nothing to compare


@login_required
def season(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """The season; posting `offer` (`2026-12-07.50`, `2026-12-07.tarik`) offers a week or takes its offer back."""
    shop = workshop_or_404(request, enterprise).enterprise
    if request.method == "POST":
        _take(request, shop, request.POST.get("offer", ""))
        return redirect("season", shop.pk)
    today = timezone.localdate()
    view = season_view(shop, today)
    offers = {week.first: week.offered for week in view.ahead if week.offered is not None}
    context = {
        "room": "workshop",
        "enterprise": shop,
        "view": view,
        "parts": PARTS,
        "weeks": [(week, show_days(Days(week.first, week.last), reader_language())) for week in view.ahead],
        "offered": offered_weeks(offers, today),
        "chart": _chart(view, today),
        "recorded": len(view.work),
        "past": list(reversed(view.past))[:YEAR],
    }
    return render(request, "workshop/season.html", context)


def _take(request: HttpRequest, shop: Enterprise, told: str) -> None:
    """Do what a button says; what it cannot say is answered with a message."""
    day, __, part = told.partition(".")
    try:
        week = date.fromisoformat(day)
        percent = None if part == "tarik" else int(part)
    except ValueError:
        messages.error(request, gettext("Pilih minggunya dulu, lalu bagiannya."))
        return
    days = Days(week, week + timedelta(6)) if week < date.max - timedelta(7) else None
    try:
        if percent is None:
            withdraw_offer(request.user, shop, week, at=timezone.now())
            messages.success(request, str(_("Tawaran %(days)s ditarik.", days=days)))
        else:
            offer_capacity(request.user, shop, week, percent, at=timezone.now())
            words = _("%(percent)s %% dari minggu %(days)s ditawarkan.", percent=percent, days=days)
            messages.success(request, str(words))
    except NotAllowed:
        raise
    except Problem as problem:
        messages.error(request, str(problem))


def _chart(view: SeasonView, today: date) -> SafeString | None:
    """With a year of history, the coming year; with less, the weeks that were; nothing where there are too few."""
    this = monday(today)
    if view.season:
        index = [view.season.index[week] for week in range(YEAR)]
        first, title = this, gettext("Perkiraan setahun ke depan, minggu demi minggu")
    else:
        past = [week for week in sorted(view.work) if week < this][-YEAR:]
        if len(past) < SHORT_HISTORY:
            return None
        first, title = past[0], gettext("Minggu-minggu yang lalu")
        amounts = [view.work.get(first + WEEK * week, 0) for week in range((this - first) // WEEK)]
        index = [amount * len(amounts) / sum(amounts) for amount in amounts]
    columns = [
        Column(each, COLOUR[stand_of(each)], _word(first + WEEK * week, first)) for week, each in enumerate(index)
    ]
    kinds = [(NEW, gettext("ramai")), (HISTORY, gettext("biasa")), (SPARE, gettext("sepi"))]
    return mark_safe(weeks_svg(columns, kinds, title, level=1.0))  # noqa: S308 weeks_svg escapes


def _word(week: date, first: date) -> str:
    """The month's name below the first week that begins in it, for every third month, so that a phone has room."""
    begins = (week - WEEK).month != week.month
    months = (week.year - first.year) * 12 + week.month - first.month
    return date_format(week, "M") if begins and months % 2 == 1 else ""
