"""Upah: who is owed what, paying it, the holiday allowance. For the owner."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from guyub.books.rules.meaning import PLACE_NAMES
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.numbers import parse_rupiah
from guyub.kernel.words import Days, reader_language, show_date, show_rupiah
from guyub.reference.holiday_allowance import rule_on
from guyub.workshop.actions.holiday import LONGEST_AHEAD, pay_holiday
from guyub.workshop.actions.paying import pay as pay_wages
from guyub.workshop.actions.paying import undo as undo_run
from guyub.workshop.forms.paying import FeastForm, HolidayForm, PayForm, UntilForm
from guyub.workshop.models import PayRun
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.pages.staff import day_of, page_of
from guyub.workshop.queries import pay as queries
from guyub.workshop.queries.holiday import holiday_rows


@login_required
def pay(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """What is unpaid up to a day (`?sampai=`), paying it, and what was paid."""
    shop = workshop_or_404(request, enterprise)
    today = timezone.localdate()
    asked: Any = request.POST if request.method == "POST" else request.GET
    last = min(day_of(asked.get("last") or asked.get("sampai") or "", today), today)
    this_month = (asked.get("this_month") or asked.get("bulan_ini") or "") in {"on", "True"}
    shown = queries.preview(shop.enterprise, last, this_month=this_month, page=page_of(request))
    form = PayForm(
        request.POST if request.method == "POST" else None,
        preview=shown,
        today=today,
        initial={"this_month": this_month, "place": "cash"},
    )
    if form.is_bound and form.is_valid():
        made: list[PayRun] = []
        wages, client_id = form.wages(), form.cleaned_data["client_id"]
        if form.take(
            lambda: made.append(pay_wages(request.user, shop.enterprise, wages, client_id=client_id, at=timezone.now()))
        ):
            _say_paid(request, made[0])
            return redirect("pay_run", enterprise, made[0].pk)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "shown": shown,
        "form": form,
        "until": UntilForm(initial={"sampai": last, "bulan_ini": this_month}),
        "proposed": sum(row.net for row in shown.rows),
        "runs": queries.runs_of(shop.enterprise, PayRun.Kind.WAGES),
        "query": urlencode({"sampai": last.isoformat(), **({"bulan_ini": "on"} if this_month else {})}),
    }
    return render(request, "workshop/pay.html", context, status=400 if form.errors else 200)


def _say_paid(request: HttpRequest, run: PayRun) -> None:
    slips = list(run.slips.values_list("net", flat=True))
    text = ngettext("%(n)s slip dibuat, %(sum)s dibayar.", "%(n)s slip dibuat, %(sum)s dibayar.", len(slips))
    messages.success(request, text % {"n": len(slips), "sum": show_rupiah(sum(slips), reader_language())})


@login_required
def pay_run(request: HttpRequest, enterprise: uuid.UUID, run: uuid.UUID) -> HttpResponse:
    """One run: its slips."""
    shop = workshop_or_404(request, enterprise)
    found = queries.run_of(shop.enterprise, run)
    if found is None:
        raise Http404
    page = page_of(request)
    slips = queries.slips_of_run(found, page)
    line = next((each for each in queries.runs_of(shop.enterprise, PayRun.Kind(found.kind)) if each.run == found), None)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "run": found,
        "slips": slips,
        "line": line,
        "span": Days(found.first, found.last),
        "place": PLACE_NAMES[found.place],
        "page": page,
        "next": page + 1 if len(slips) == queries.ON_A_PAGE else None,
    }
    return render(request, "workshop/pay_run.html", context)


@login_required
@require_POST
def pay_undo(request: HttpRequest, enterprise: uuid.UUID, run: uuid.UUID) -> HttpResponse:
    """Take the last run of its kind back, with its entries in the books."""
    shop = workshop_or_404(request, enterprise)
    found = queries.run_of(shop.enterprise, run)
    if found is None:
        raise Http404
    try:
        undo_run(request.user, found, at=timezone.now())
    except NotAllowed:
        raise
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("pay_run", enterprise, run)
    messages.success(request, gettext("Pembayaran dibatalkan. Catatannya di buku ikut dibatalkan."))
    return redirect("holiday_pay" if found.kind == PayRun.Kind.HOLIDAY else "pay", enterprise)


@login_required
def holiday(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """The holiday allowance (THR) for the feast of `?hari_raya=`: by the rule, for each worker; and paying it."""
    shop = workshop_or_404(request, enterprise)
    today = timezone.localdate()
    sent = request.POST if request.method == "POST" else None
    asked = FeastForm(request.GET if "hari_raya" in request.GET else None)
    feast = _feast(sent.get("feast", "") if sent else "", asked, today)
    rows = holiday_rows(shop.enterprise, feast, _averages(request), today) if feast else []
    form = HolidayForm(sent, rows=rows, feast=feast, today=today, initial={"place": "cash"}) if feast else None
    reckon = sent is not None and sent.get("act") == "reckon"
    if form is not None and sent is not None and reckon:
        form = _reckoned(form, HolidayForm(rows=rows, feast=feast or today, today=today))
    elif form is not None and form.is_bound and form.is_valid():
        made: list[PayRun] = []
        new, client_id = form.holiday(), form.cleaned_data["client_id"]
        if form.take(
            lambda: made.append(pay_holiday(request.user, shop.enterprise, new, client_id=client_id, at=timezone.now()))
        ):
            _say_paid(request, made[0])
            return redirect("pay_run", enterprise, made[0].pk)
    rule = rule_on(feast) if feast else None
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "asked": asked,
        "feast": feast,
        "due": rows[0].allowance.due if rows else None,
        "rule": rule,
        "form": form,
        "unknown": any(each[2] is not None for each in form.rows) if form else False,
        "total": sum(row.allowance.amount or 0 for row in rows if row.is_due),
        "runs": queries.runs_of(shop.enterprise, PayRun.Kind.HOLIDAY),
    }
    wrong = not reckon and (bool(form and form.errors) or bool(asked.errors))
    return render(request, "workshop/holiday.html", context, status=400 if wrong else 200)


def _feast(sent: str, asked: FeastForm, today: date) -> date | None:
    """The feast that was sent or asked for; a day too far away is said at the field."""
    feast = day_of(sent, date.min) if sent else None
    if feast is None and asked.is_bound and asked.is_valid():
        feast = asked.cleaned_data["hari_raya"]
    if feast is None:
        return None
    if abs(feast - today) > LONGEST_AHEAD:
        if asked.is_bound:
            told = gettext("Tanggal %(day)s terlalu jauh.") % {"day": show_date(feast, reader_language())}
            asked.add_error("hari_raya", told)
        return None
    return feast


def _averages(request: HttpRequest) -> dict[uuid.UUID, int]:
    """What was typed as the wage before there were slips, as far as it can be read; the form tells what cannot."""
    found = {}
    for name, text in request.POST.items():
        if not name.startswith("average-"):
            continue
        try:
            key, amount = uuid.UUID(name.removeprefix("average-")), parse_rupiah(str(text), zero=True)
        except (ValueError, Problem):
            continue
        if amount:
            found[key] = amount
    return found


def _reckoned(sent: HolidayForm, fresh: HolidayForm) -> HolidayForm:
    """The form again with the amounts that follow from the averages that were typed."""
    for name in fresh.fields:
        if name.startswith("average-") or name in {"day", "place", "client_id"}:
            fresh.initial[name] = sent.data.get(name)
    return fresh
