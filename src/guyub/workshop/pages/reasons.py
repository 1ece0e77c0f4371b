"""The reasons for rejects: a short list in the workshop's own words."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from guyub.kernel.errors import NotAllowed, Problem
from guyub.people.fields import add_problem
from guyub.people.merging import say_differing
from guyub.sentra.models import Enterprise
from guyub.workshop import editing
from guyub.workshop.actions import reasons as actions
from guyub.workshop.forms.team import NameForm
from guyub.workshop.models import RejectReason
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries.team import reasons_of

COUNTED = timedelta(days=30)


@login_required
def reject_reasons(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """The list; posting adds one, or renames, retires or brings back the one of `reason`."""
    shop = workshop_or_404(request, enterprise)
    chosen = _chosen(request, shop.pk)
    form = NameForm(request.POST if request.method == "POST" and chosen is None else None)
    changed: Any = editing.reason(chosen).open(request.POST)[0] if chosen else None
    if chosen and request.POST.get("do", "") not in {"stop", "again"}:
        done, changed = _renamed(request, chosen)
    else:
        done = request.method == "POST" and _acted(request, shop.enterprise, chosen, changed or form)
    if done:
        return redirect("reject_reasons", enterprise)
    rows = []
    for each in reasons_of(shop.enterprise, timezone.localdate() - COUNTED):
        (own,) = editing.reason(each).open()
        rows.append((each, changed if chosen and each.pk == chosen.pk else own))
    context = {"room": "workshop", "enterprise": shop.enterprise, "rows": rows, "form": form, "wrong": changed or form}
    return render(request, "workshop/reject_reasons.html", context, status=400 if request.method == "POST" else 200)


def _chosen(request: HttpRequest, enterprise: uuid.UUID) -> RejectReason | None:
    asked = request.POST.get("reason")
    if not asked:
        return None
    try:
        ours = RejectReason.objects.filter(pk=uuid.UUID(asked), enterprise=enterprise)
    except ValueError:
        raise Http404 from None
    found = ours.select_related("enterprise").first()
    if found is None:
        raise Http404
    return found


def _renamed(request: HttpRequest, chosen: RejectReason) -> tuple[bool, Any]:
    taken = editing.reason(chosen).take(request.user, request.POST, timezone.now())
    say_differing(request, taken)
    return taken.done, taken.forms[0]


def _acted(request: HttpRequest, enterprise: Enterprise, chosen: RejectReason | None, form: NameForm) -> bool:
    act = request.POST.get("do", "")
    if not form.is_valid() and chosen is None:
        return False
    try:
        if chosen is None:
            actions.add_reason(request.user, enterprise, form.cleaned_data["name"])
        else:
            actions.use_reason(request.user, chosen, act == "again")
    except NotAllowed:
        raise
    except Problem as problem:
        add_problem(form, problem)
        return False
    return True
