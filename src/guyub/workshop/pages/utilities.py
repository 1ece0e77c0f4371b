"""Listrik, air, telepon dan bahan bakar: by meter or bill, and what of it is in a unit made."""

from __future__ import annotations

import uuid
from datetime import date
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from guyub.books.rules.ledger import months_back
from guyub.kernel.charts.bars import Amount, bars_svg
from guyub.kernel.words import reader_language, show_decimal, show_number, show_rupiah
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.utilities import note_use
from guyub.workshop.forms.utilities import UseForm, choosable
from guyub.workshop.models import UtilityUse
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries.utilities import SHOWN, UtilityYear, year_of
from guyub.workshop.rules.utilities import NAMES, UNITS, MonthUse, jump, said_cost


@login_required
def utilities(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """One kind (`?jenis=`) in one month (`?bulan=`): what it costs a unit made, and the form to note it."""
    shop = workshop_or_404(request, enterprise).enterprise
    today = timezone.localdate()
    kind = request.GET.get("jenis", "")
    kind = kind if kind in UtilityUse.Kind.values else str(UtilityUse.Kind.ELECTRICITY)
    months = choosable(today, SHOWN)
    month = _month(request.GET.get("bulan", ""), months)
    year = year_of(shop, kind, month, today)
    named = [(f"{each:%Y-%m}", date_format(each, "F Y")) for each in months]
    form = UseForm(request.POST or None, kind=kind, months=named, initial=_initial(year))
    if request.method == "POST" and form.is_valid() and form.take(lambda: _note(request, shop, kind, form)):
        messages.success(request, gettext("Pemakaian disimpan."))
        shown = f"{form.cleaned_data['month']:%Y-%m}"
        return redirect(reverse("utilities", args=[shop.pk]) + f"?jenis={kind}&bulan={shown}")
    context = {
        "room": "workshop",
        "enterprise": shop,
        "kind": kind,
        "kinds": NAMES.items(),
        "name": NAMES[kind],
        "unit": gettext(UNITS[kind]),
        "year": year,
        "rows": [_row(each) for each in reversed(year.months)],
        "month": _row(year.month),
        "months": months,
        "earlier": months_back(month, 1) if month > months[-1] else None,
        "later": months_back(month, -1) if month < months[0] else None,
        "jump": jump(year.month, kind),
        "chart": _chart(year, kind),
        "proposed": said_cost(year.proposed) if year.proposed else None,
        "form": form,
        "any": any(each.used is not None or each.cost is not None for each in year.months),
    }
    return render(request, "workshop/utilities.html", context, status=400 if form.errors else 200)


def _note(request: HttpRequest, shop: Enterprise, kind: str, form: UseForm) -> None:
    note_use(request.user, shop, kind, form.reading(), at=timezone.now())


def _month(text: str, months: list[date]) -> date:
    """The month asked for; else the last whole one, whose bill has come."""
    return next((each for each in months if f"{each:%Y-%m}" == text), months[1])


def _initial(year: UtilityYear) -> dict[str, Any]:
    reading = year.reading
    cost = reading.cost if reading and reading.cost is not None else year.proposed
    return {
        "month": f"{year.month.month:%Y-%m}",
        "meter": reading.meter if reading else None,
        "used": reading.used if reading else None,
        "cost": None if cost is None else show_number(cost, reader_language()),
    }


def _row(month: MonthUse) -> dict[str, Any]:
    """A month as it is shown; used amounts in whole units of the kind."""
    return {
        "month": month.month,
        "used": None if month.used is None else Fraction(month.used, 1000),
        "cost": month.cost,
        "made": month.units,
        "used_a_unit": None if month.used_a_unit is None else month.used_a_unit / 1000,
        "cost_a_unit": None if month.cost_a_unit is None else round(month.cost_a_unit),
        "usual": None if month.usual.cost is None else round(month.usual.cost),
        "change": month.change,
    }


def _chart(year: UtilityYear, kind: str) -> SafeString:
    """Rupiah a unit made by month; where no bill is known, what was used for each."""
    by_cost = any(each.cost_a_unit is not None for each in year.months)
    amounts = []
    for each in year.months:
        value = each.cost_a_unit if by_cost else each.used_a_unit and each.used_a_unit / 1000
        if value is None:
            label = "—"
        elif by_cost:
            label = show_rupiah(round(value), reader_language())
        else:
            label = f"{show_decimal(float(value), reader_language(), 3)} {gettext(UNITS[kind])}"
        amounts.append(Amount(date_format(each.month, "M Y"), float(value or 0), label))
    title = gettext("%(name)s per buah tiap bulan") % {"name": NAMES[kind]}
    return mark_safe(bars_svg(amounts, title))  # noqa: S308 bars_svg escapes
