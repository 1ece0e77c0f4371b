"""How the workshop works: its day and week, what an hour of people and machines costs, figures for the wage floor."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from guyub.people.fields import OnceForm
from guyub.people.merging import Editing, say_differing
from guyub.workshop import editing
from guyub.workshop.actions import settings as actions
from guyub.workshop.forms.settings import KindCostForm, MachineHourForm, NewKindForm
from guyub.workshop.models import MachineKind, Workshop
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries.materials import kinds_of
from guyub.workshop.rules.pricing import MachineHour


@login_required
def workshop_settings(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """All settings; `act` says which of the forms was sent."""
    shop = workshop_or_404(request, enterprise)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    edited = {"settings": editing.settings(shop), "figures": editing.figures(shop)}
    (settings,), (figures,) = (each.open(request.POST if act == name else None) for name, each in edited.items())
    kind = NewKindForm(request.POST if act == "kind" else None)
    forms: dict[str, Any] = {"settings": settings, "figures": figures, "kind": kind}
    done = False
    if act in edited:
        done, forms[act] = _changed(request, edited[act])
    elif act == "kind" and kind.is_valid():
        done = _done(request, kind, lambda: _add_kind(request, shop, kind))
    if done:
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
        return _render_kind(request, shop, found, editing.machine_kind(found).open()[0])
    form, hour = KindCostForm(request.POST), MachineHourForm(request.POST)
    if request.POST.get("do") == "count":
        return _counted(request, shop, found, form, hour)
    done, form = _changed(request, editing.machine_kind(found))
    if done:
        return redirect("workshop_settings", shop.pk)
    kept = MachineHourForm(initial={name: hour[name].value() for name in hour.fields})
    return _render_kind(request, shop, found, form, kept, status=400)


def _add_kind(request: HttpRequest, shop: Workshop, form: OnceForm) -> int:
    data = form.cleaned_data
    cost, changeover = data["hour_cost"] or 0, data["changeover"] or 0
    at = timezone.now()
    actions.add_kind(request.user, shop.enterprise, data["name"], hour_cost=cost, changeover_minutes=changeover, at=at)
    return 0


def _changed(request: HttpRequest, edited: Editing) -> tuple[bool, Any]:
    """Change it with what others changed meanwhile; whether that was done, and the form to show if not."""
    taken = edited.take(request.user, request.POST, timezone.now())
    if taken.done:
        _say(request, taken.answer if isinstance(taken.answer, int) else 0)
        say_differing(request, taken)
    return taken.done, taken.forms[0]


def _done(request: HttpRequest, form: OnceForm, act: Callable[[], int]) -> bool:
    """Do it, and say how many recipes hold from today at a new cost."""
    renewed: list[int] = []
    if not form.take(lambda: renewed.append(act())):
        return False
    _say(request, renewed[0])
    return True


def _say(request: HttpRequest, renewed: int) -> None:
    said = gettext("Disimpan.")
    if renewed:
        said = ngettext(
            "Disimpan. %(n)s resep dihitung dengan biaya baru mulai hari ini.",
            "Disimpan. %(n)s resep dihitung dengan biaya baru mulai hari ini.",
            renewed,
        ) % {"n": renewed}
    messages.success(request, said)


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
