"""The reasons for rejects: a short list in the workshop's own words."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from guyub.kernel.errors import NotAllowed, Problem
from guyub.people.fields import add_problem
from guyub.sentra.models import Enterprise
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
    changed = NameForm(request.POST if chosen else None, auto_id=f"id_{chosen.pk}_%s") if chosen else None
    if request.method == "POST" and _acted(request, shop.enterprise, chosen, changed or form):
        return redirect("reject_reasons", enterprise)
    rows = []
    for each in reasons_of(shop.enterprise, timezone.localdate() - COUNTED):
        own = NameForm(initial={"name": each.name}, auto_id=f"id_{each.pk}_%s")
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


def _acted(request: HttpRequest, enterprise: Enterprise, chosen: RejectReason | None, form: NameForm) -> bool:
    act = request.POST.get("do", "")
    uses = chosen is not None and act in {"stop", "again"}
    fine = form.is_valid()
    if not uses and not fine:
        return False
    try:
        if chosen is None:
            actions.add_reason(request.user, enterprise, form.cleaned_data["name"])
        elif uses:
            actions.use_reason(request.user, chosen, act == "again")
        else:
            actions.rename_reason(request.user, chosen, form.cleaned_data["name"])
    except NotAllowed:
        raise
    except Problem as problem:
        add_problem(form, problem)
        return False
    return True
