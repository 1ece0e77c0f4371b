"""Mesin: the most each can make, its target, what it made, and why it stood still."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from guyub.kernel.charts.bars import Amount, bars_svg
from guyub.kernel.words import reader_language, show_decimal
from guyub.people.access import allowed, require
from guyub.people.merging import say_differing
from guyub.workshop import editing
from guyub.workshop.actions import machines as actions
from guyub.workshop.forms.machines import IDLE, IdleForm, MachineForm
from guyub.workshop.models import Idle, Machine, Workshop
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.pages.paging import page_of
from guyub.workshop.queries import machines as queries
from guyub.workshop.queries.machines import MachineDayLine

A_PAGE = 25


@login_required
def machines(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """All machines, those in use first; the owner adds one."""
    shop = workshop_or_404(request, enterprise, "work")
    runs = allowed(request.user, "run workshop", shop.enterprise)
    form = MachineForm() if runs else None
    if request.method == "POST":
        require(request.user, "run workshop", shop.enterprise)
        form = MachineForm(request.POST)
        if form.is_valid() and form.take(lambda: _add(request, shop, form)):
            return redirect("machines", enterprise)
    found = Machine.objects.filter(enterprise=shop.pk).select_related("kind").order_by("-active", "kind__name", "name")
    page = page_of(request, found, A_PAGE)
    now = timezone.localtime()
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "runs": runs,
        "page": page,
        "lines": queries.lines_of(shop, list(page.object_list), now),
        "form": form,
        "kinds": queries.kinds_of(shop.enterprise) if runs else [],
    }
    return render(request, "workshop/machines.html", context, status=400 if form and form.errors else 200)


def _add(request: HttpRequest, shop: Workshop, form: MachineForm) -> None:
    made = actions.add_machine(request.user, shop.enterprise, form.new(shop.minutes_a_day))
    messages.success(request, gettext("%(name)s ditambahkan.") % {"name": made.name})


@login_required
def machine(request: HttpRequest, enterprise: uuid.UUID, machine: uuid.UUID) -> HttpResponse:
    """One machine: its last days, standing still (`act=idle`, `act=back`), and for the owner its standard."""
    shop = workshop_or_404(request, enterprise, "work")
    found = Machine.objects.filter(enterprise=shop.pk, pk=machine).select_related("kind", "enterprise").first()
    if found is None:
        raise Http404
    act = request.POST.get("act", "idle")
    forms = _forms(request, found, act, runs=allowed(request.user, "run workshop", found))
    if request.method == "POST":
        if act == "back":
            _back(request, found)
            return redirect("machine", enterprise, machine)
        form = forms.get(act)
        if form is None:
            raise Http404
        if _saved(request, found, forms) if act == "save" else form.is_valid() and _done(request, found, form):
            return redirect("machine", enterprise, machine)
    failed = any(form.errors for form in forms.values())
    return render(request, "workshop/machine.html", _context(shop, found, forms), status=400 if failed else 200)


def _forms(request: HttpRequest, machine: Machine, act: str, *, runs: bool) -> dict[str, Any]:
    """The forms that this person may send; the one that was sent is filled with it."""
    posted = {act: request.POST} if request.method == "POST" else {}
    forms: dict[str, Any] = {"idle": IdleForm(posted.get("idle"), initial={"day": timezone.localdate()})}
    if runs:
        (forms["save"],) = editing.machine(machine).open(posted.get("save"))
    return forms


def _done(request: HttpRequest, machine: Machine, form: Any) -> bool:
    """Do what was sent; whether it was done."""
    if not form.take(lambda: actions.note_idle(request.user, machine, **form.cleaned_data, at=timezone.now())):
        return False
    messages.success(request, gettext("Waktu berhenti dicatat."))
    return True


def _saved(request: HttpRequest, machine: Machine, forms: dict[str, Any]) -> bool:
    """Keep what was sent about the machine itself; whether it was done."""
    require(request.user, "run workshop", machine)
    taken = editing.machine(machine).take(request.user, request.POST, timezone.now())
    (forms["save"],) = taken.forms
    if taken.done:
        messages.success(request, gettext("Mesin disimpan."))
        say_differing(request, taken)
    return taken.done


def _back(request: HttpRequest, machine: Machine) -> None:
    try:
        wanted = uuid.UUID(request.POST.get("idle", ""))
    except ValueError as error:
        raise Http404 from error
    noted = Idle.objects.filter(pk=wanted, machine=machine).select_related("enterprise").first()
    if noted:
        actions.take_idle_back(request.user, noted)
    messages.success(request, gettext("Catatan berhenti itu dibatalkan."))


def _context(shop: Workshop, machine: Machine, forms: dict[str, Any]) -> dict[str, Any]:
    now = timezone.localtime()
    days = queries.history(shop, machine, now)
    line = queries.lines_of(shop, [machine], now)[0]
    return {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "machine": machine,
        "line": line,
        "idle_sums": [(IDLE[reason], minutes) for reason, minutes in line.use.idle.items()],
        "days": [(day, _reasons(day.use.idle)) for day in reversed(days)],
        "is_any": any(day.good or day.rejected or day.use.idle for day in days),
        "chart": mark_safe(_chart(days, machine)),  # noqa: S308 bars_svg escapes
        "idle": [(each, IDLE[each.reason]) for each in queries.idle_of(machine, now)],
        "form": forms["idle"],
        "change": forms.get("save"),
        "kinds": queries.kinds_of(shop.enterprise) if "save" in forms else [],
    }


def _reasons(idle: Mapping[str, int]) -> str:
    return ", ".join(f"{IDLE[reason]} {minutes}" for reason, minutes in sorted(idle.items(), key=lambda each: -each[1]))


def _chart(days: list[MachineDayLine], machine: Machine) -> str:
    """Good output by day; the mark is the target, where there is one."""
    language = reader_language()
    mark = machine.day_target_micro / 1_000_000 if machine.day_target_micro else None
    bars = [
        Amount(f"{day.day:%d/%m}", day.good / 1_000_000, show_decimal(day.good / 1_000_000, language, 1), mark)
        for day in days
    ]
    words = ngettext("Hasil %(n)s hari terakhir", "Hasil %(n)s hari terakhir", len(bars)) % {"n": len(bars)}
    return bars_svg(bars, words)
