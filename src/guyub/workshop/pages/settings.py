"""How the workshop works: its day and week, what an hour of people and machines costs, figures for the wage floor."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from guyub.people.fields import OnceForm
from guyub.workshop.actions import settings as actions
from guyub.workshop.forms.settings import FiguresForm, KindCostForm, MachineHourForm, NewKindForm, SettingsForm
from guyub.workshop.models import MachineKind, Workshop
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries.materials import kinds_of
from guyub.workshop.rules.pricing import MachineHour


@login_required
def workshop_settings(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """All settings; `act` says which of the forms was sent."""
    shop = workshop_or_404(request, enterprise)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    settings = SettingsForm(request.POST if act == "settings" else None, initial=SettingsForm.initial_of(shop))
    figures = FiguresForm(request.POST if act == "figures" else None, initial=FiguresForm.initial_of(shop))
    kind = NewKindForm(request.POST if act == "kind" else None)
    forms: dict[str, OnceForm] = {"settings": settings, "figures": figures, "kind": kind}
    acts: Mapping[str, Callable[[], int]] = {
        "settings": lambda: actions.save_settings(
            request.user, shop.enterprise, settings.settings(), at=timezone.now()
        ),
        "figures": lambda: actions.save_figures(request.user, shop.enterprise, figures.figures()) or 0,
        "kind": lambda: _add_kind(request, shop, kind),
    }
    if act in acts and forms[act].is_valid() and _done(request, forms[act], acts[act]):
        return redirect("workshop_settings", shop.pk)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "forms": list(forms.values()),
        **forms,
        "new_kind": kind,
        "kinds": kinds_of(shop.enterprise),
    }
    return render(request, "workshop/settings.html", context, status=400 if act else 200)


@login_required
def machine_kind(request: HttpRequest, enterprise: uuid.UUID, kind: uuid.UUID) -> HttpResponse:
    """One kind of machines; `do` counts what an hour costs or saves."""
    shop = workshop_or_404(request, enterprise)
    found = MachineKind.objects.filter(enterprise=shop.pk, pk=kind).select_related("enterprise").first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return _render_kind(request, shop, found, KindCostForm(initial=KindCostForm.initial_of(found)))
    form, hour = KindCostForm(request.POST), MachineHourForm(request.POST)
    if request.POST.get("do") == "count":
        return _counted(request, shop, found, form, hour)
    if form.is_valid() and _done(request, form, lambda: _save_kind(request, found, form)):
        return redirect("workshop_settings", shop.pk)
    kept = MachineHourForm(initial={name: hour[name].value() for name in hour.fields})
    return _render_kind(request, shop, found, form, kept, status=400)


def _add_kind(request: HttpRequest, shop: Workshop, form: OnceForm) -> int:
    data = form.cleaned_data
    cost, changeover = data["hour_cost"] or 0, data["changeover"] or 0
    at = timezone.now()
    actions.add_kind(request.user, shop.enterprise, data["name"], hour_cost=cost, changeover_minutes=changeover, at=at)
    return 0


def _save_kind(request: HttpRequest, kind: MachineKind, form: OnceForm) -> int:
    data = form.cleaned_data
    cost, changeover = data["hour_cost"], data["changeover"]
    return actions.save_kind(
        request.user, kind, data["name"], hour_cost=cost, changeover_minutes=changeover, at=timezone.now()
    )


def _done(request: HttpRequest, form: OnceForm, act: Callable[[], int]) -> bool:
    """Do it, and say how many recipes hold from today at a new cost."""
    renewed: list[int] = []
    if not form.take(lambda: renewed.append(act())):
        return False
    said = gettext("Disimpan.")
    if renewed[0]:
        said = ngettext(
            "Disimpan. %(n)s resep dihitung dengan biaya baru mulai hari ini.",
            "Disimpan. %(n)s resep dihitung dengan biaya baru mulai hari ini.",
            renewed[0],
        ) % {"n": renewed[0]}
    messages.success(request, said)
    return True


def _counted(
    request: HttpRequest, shop: Workshop, kind: MachineKind, form: KindCostForm, hour: MachineHourForm
) -> HttpResponse:
    """The cost of an hour, put where it is typed; nothing is saved yet."""
    cost = hour.cost()
    typed: dict[str, Any] = {name: form[name].value() for name in form.fields}
    if cost is not None:
        typed["hour_cost"] = cost.cost
    status = 200 if cost is not None else 400
    return _render_kind(request, shop, kind, KindCostForm(initial=typed), hour, cost, status=status)


def _render_kind(
    request: HttpRequest,
    shop: Workshop,
    kind: MachineKind,
    form: KindCostForm,
    hour: MachineHourForm | None = None,
    cost: MachineHour | None = None,
    status: int = 200,
) -> HttpResponse:
    hour = hour or MachineHourForm()
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "kind": kind,
        "form": form,
        "hour": hour,
        "cost": cost,
        "machines": kind.machines.filter(active=True).count(),
    }
    return render(request, "workshop/machine_kind.html", context, status=status)
