"""Rencana: what will be late and why, how full each machine is week by week, and what one more order would do."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from guyub.kernel.charts.loads import Column, Filled, loads_svg
from guyub.kernel.measures import measured
from guyub.kernel.words import Days, Words, _
from guyub.sentra.models import Enterprise
from guyub.workshop.forms.jobs import OrderForm
from guyub.workshop.models import Job
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries.jobs import products_of
from guyub.workshop.queries.planning import Asked, LeftOut, Planned, name_of, plan_of
from guyub.workshop.rules.plan import JobPlan, Load, WhatIf
from guyub.workshop.rules.plan_words import Answer, answer

ASKED = ("product", "quantity", "due")
WEEKS, MOST_MACHINES, MOST_JOBS = 12, 24, 60


@dataclass(frozen=True, slots=True)
class Row:
    """A machine, or all hands, over the weeks: per cent of its minutes, None in a week without any."""

    name: str
    values: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """An order as planned, with the days it is worked on."""

    job: Job
    name: str
    plan: JobPlan
    days: Days | None


@dataclass(frozen=True, slots=True)
class Stuck:
    """An order that cannot be planned, why, and where that is mended."""

    job: Job
    name: str
    why: Sequence[Words]
    link: str


@login_required
def plan(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """The plan from today on. `?product=&quantity=&due=` asks what such an order would do; nothing is saved."""
    shop = workshop_or_404(request, enterprise)
    today = timezone.localdate()
    products = products_of(shop.enterprise)
    asking = any(name in request.GET for name in ASKED)
    form = OrderForm(request.GET if asking else None, products=products)
    asked = Asked(*(form.cleaned_data[name] for name in ASKED)) if asking and _makes_sense(form, today) else None
    found = plan_of(shop.enterprise, today, asked)
    context: dict[str, Any] = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "form": form,
        "has_products": bool(products),
        "work": found.work,
        **_told(shop.enterprise, found),
        **_loads(found),
    }
    if asked:
        context |= _answered(shop.enterprise, found, asked, form.data["quantity"])
    return render(request, "workshop/plan.html", context)


def _makes_sense(form: OrderForm, today: date) -> bool:
    if form.is_valid() and form.cleaned_data["due"] < today:
        form.add_error("due", gettext("Tanggal selesai sudah lewat."))
    return form.is_valid()


def _answered(enterprise: Enterprise, found: Planned, asked: Asked, typed: str) -> dict[str, Any]:
    told, product = found.answer, asked.product
    said = answer(told, asked.due) if isinstance(told, WhatIf) else Answer("problem", (told,) if told else ())
    accept = urlencode({"product": product.pk, "quantity": typed, "due": asked.due.isoformat()})
    return {
        "answer": said,
        "asked": _("%(amount)s %(product)s", amount=measured(asked.quantity, product.unit), product=product.name),
        "asked_due": asked.due,
        "accept": f"{reverse('jobs', args=[enterprise.pk])}?{accept}#baru",
    }


def _told(enterprise: Enterprise, found: Planned) -> dict[str, Any]:
    """What is late, what is in time and what cannot be planned, each with what there is to do."""
    jobs = found.work.jobs
    shown = [Shown(jobs[each.job], name_of(jobs[each.job]), each, _days(each)) for each in found.plan.jobs]
    planned = [each for each in shown if each.plan.finish]
    late = sorted((each for each in planned if each.plan.is_late), key=lambda each: -(each.plan.days_late or 0))
    stuck = [Stuck(each.job, name_of(each.job), [each.why], _mend(enterprise, each)) for each in found.work.left_out]
    stuck += [
        Stuck(each.job, each.name, each.plan.why, _address("machines", enterprise.pk))
        for each in shown
        if not each.plan.finish
    ]
    made = [(name_of(job), reverse("job", args=[enterprise.pk, job.pk])) for job in found.work.made if not job.is_joint]
    return {
        "late": late[:MOST_JOBS],
        "late_count": len(late),
        "planned": planned[:MOST_JOBS],
        "planned_count": len(planned),
        "more_planned": max(len(planned) - MOST_JOBS, 0),
        "stuck": stuck[:MOST_JOBS],
        "made": made[:MOST_JOBS],
    }


def _days(each: JobPlan) -> Days | None:
    return Days(each.first, each.finish) if each.first and each.finish else None


def _mend(enterprise: Enterprise, out: LeftOut) -> str:
    if out.product is not None and (there := _address("recipe", enterprise.pk, out.product)):
        return there
    return reverse("job", args=[enterprise.pk, out.job.pk])


def _address(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _loads(found: Planned) -> dict[str, Any]:
    first = found.work.given.start
    monday = first - timedelta(days=first.weekday())
    mondays = [monday + timedelta(weeks=at) for at in range(WEEKS)]
    by_machine: dict[str | None, dict[date, Load]] = {}
    for load in found.plan.loads:
        by_machine.setdefault(load.machine, {})[load.monday] = load
    order = [None, *(machine.key for machine in found.work.given.machines)]
    rows = [_row(by_machine[key], mondays) for key in order if key in by_machine]
    rows = [row for row in rows if any(value is not None for value in row.values)]
    fullest = sorted(range(len(rows)), key=lambda at: -sum(value or 0 for value in rows[at].values))[:MOST_MACHINES]
    kept = [rows[at] for at in sorted(fullest)]
    columns = [Column(date_format(each, "M"), str(each.day)) for each in mondays]
    drawing = loads_svg(
        columns,
        [Filled(row.name, row.values) for row in kept],
        gettext("Seberapa penuh tiap mesin, minggu demi minggu"),
        gettext("Angkanya ada di tabel di bawah gambar."),
    )
    last = max((each.last for each in found.plan.tasks), default=first)
    return {
        "chart": mark_safe(drawing) if kept else "",  # noqa: S308 the charts escape every word
        "rows": kept,
        "weeks": mondays,
        "more_machines": len(rows) - len(kept),
        "beyond": last if last >= mondays[-1] + timedelta(weeks=1) else None,
    }


def _row(loads: dict[date, Load], mondays: Sequence[date]) -> Row:
    some = next(iter(loads.values()))
    values = [_per_cent(loads.get(monday)) for monday in mondays]
    return Row(gettext("Semua tenaga kerja") if some.machine is None else some.name, values)


def _per_cent(load: Load | None) -> int | None:
    """Whole per cent; what is used a little is never shown as empty, nor what is free a little as full."""
    if load is None or not load.available:
        return None
    exact = 100 * load.used / load.available
    return min(max(round(exact), 1), 99) if 0 < load.used < load.available else round(exact)
