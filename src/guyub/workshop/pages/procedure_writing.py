"""Writing a procedure: steps are added, moved and taken out by buttons; nothing typed or sent is lost on the way."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from guyub.kernel.errors import NotAllowed, Problem
from guyub.people.fields import add_problem
from guyub.people.merging import passed_by, remember_state
from guyub.sentra.models import Enterprise
from guyub.workshop.actions import procedures as actions
from guyub.workshop.actions.common import locked
from guyub.workshop.actions.pictures import keep_picture
from guyub.workshop.forms.procedures import ProcedureForm, ProcedureStepForm, empty_rows, moved, rows_of, to_steps
from guyub.workshop.models import Picture, Procedure, ProcedureVersion
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.pages.procedures import procedure_or_404
from guyub.workshop.queries import procedures as queries


@login_required
def procedure_new(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """A new procedure; `?langkah=` or `?barang=` says of what."""
    shop = workshop_or_404(request, enterprise)
    return _edited(request, shop.enterprise, None)


@login_required
def procedure_edit(request: HttpRequest, enterprise: uuid.UUID, procedure: uuid.UUID) -> HttpResponse:
    """A new version of a procedure, begun with the steps of the one in force."""
    shop = workshop_or_404(request, enterprise)
    return _edited(request, shop.enterprise, procedure_or_404(shop.enterprise, procedure))


def _edited(request: HttpRequest, enterprise: Enterprise, procedure: Procedure | None) -> HttpResponse:
    more: dict[str, Any] = {"subjects": queries.subjects_of(enterprise), "first": procedure is None}
    if request.method != "POST":
        form = ProcedureForm(initial=_initial(request, procedure), **more)
        newest = queries.versions_of(procedure)[:1] if procedure else []
        rows = rows_of(queries.steps_of(newest[0])) if newest else empty_rows()
        return _render(request, enterprise, procedure, form, _unbound(rows))
    form = ProcedureForm(request.POST, **more)
    bound = _bound(request)
    rows, good = _read(request, enterprise, bound)
    act = request.POST.get("do", "save")
    if act != "save":
        # Not judged yet: the head is shown again as it was typed, the rows as they now stand.
        typed = ProcedureForm(initial={name: form[name].value() for name in form.fields}, **more)
        return _render(request, enterprise, procedure, typed, _unbound(moved(rows, act)) if good else bound)
    if form.is_valid() and good:
        with transaction.atomic():
            version = _saved(request, enterprise, procedure, form, rows)
        if version:
            messages.success(request, gettext("Versi %(n)s disimpan.") % {"n": version.number})
            return redirect("procedure", enterprise.pk, version.procedure_id)
    return _render(request, enterprise, procedure, form, _unbound(rows) if good else bound, status=400)


def _initial(request: HttpRequest, procedure: Procedure | None) -> dict[str, Any]:
    today = timezone.localdate()
    if procedure is None:
        tapped = {"s": request.GET.get("langkah"), "p": request.GET.get("barang")}
        return {"since": today, "of": next((f"{kind}{pk}" for kind, pk in tapped.items() if pk), "")}
    of = f"s{procedure.step_id}" if procedure.step_id else f"p{procedure.product_id}" if procedure.product_id else ""
    return {"title": procedure.title, "of": of, "since": today, "began": remember_state(_state(procedure))}


def _state(procedure: Procedure) -> str:
    """Which version is the newest."""
    newest = procedure.versions.order_by("-number").values_list("number", flat=True).first()
    return f"{procedure.pk} {newest}"


def _bound(request: HttpRequest) -> list[ProcedureStepForm]:
    numbers = [number for number in range(actions.MOST_STEPS) if f"s{number}-text" in request.POST]
    return [ProcedureStepForm(request.POST, request.FILES, prefix=f"s{number}") for number in numbers]


def _unbound(rows: list[dict[str, Any]]) -> list[ProcedureStepForm]:
    return [ProcedureStepForm(initial=row, prefix=f"s{number}") for number, row in enumerate(rows)]


def _read(
    request: HttpRequest, enterprise: Enterprise, bound: list[ProcedureStepForm]
) -> tuple[list[dict[str, Any]], bool]:
    """The rows with the pictures that were sent kept; and whether all of them can be read."""
    sent = {form.shown for form in bound if form.shown}
    ours = set(Picture.objects.filter(pk__in=sent, enterprise=enterprise).values_list("pk", flat=True)) if sent else ()
    rows, good = [], True
    for form in bound:
        fine = form.is_valid()
        data = form.cleaned_data
        picture = None if data.get("without") or data.get("picture") not in ours else data["picture"]
        if fine and data.get("photo"):
            try:
                picture = keep_picture(request.user, enterprise, data["photo"].read(), at=timezone.now()).pk
            except NotAllowed:
                raise
            except Problem as problem:
                add_problem(form, problem)
                fine = False
        rows.append({"text": form["text"].value() or "", "picture": picture})
        good = good and fine
    return rows, good


def _saved(
    request: HttpRequest,
    enterprise: Enterprise,
    procedure: Procedure | None,
    form: ProcedureForm,
    rows: list[dict[str, Any]],
) -> ProcedureVersion | None:
    new, once, at = form.version(to_steps(rows)), form.cleaned_data["client_id"], timezone.now()
    if procedure is not None:
        locked(enterprise)
        if not procedure.versions.filter(client_id=once).exists() and passed_by(form, _state(procedure)):
            return None
    try:
        if procedure is None:
            return actions.write_procedure(request.user, enterprise, new, client_id=once, at=at)
        return actions.write_version(request.user, procedure, new, client_id=once, at=at)
    except NotAllowed:
        raise
    except Problem as problem:
        add_problem(form, problem)
        return None


def _render(
    request: HttpRequest,
    enterprise: Enterprise,
    procedure: Procedure | None,
    form: ProcedureForm,
    rows: list[ProcedureStepForm],
    status: int = 200,
) -> HttpResponse:
    context = {
        "room": "workshop",
        "enterprise": enterprise,
        "procedure": procedure,
        "form": form,
        "rows": rows,
        "full": len(rows) >= actions.MOST_STEPS,
    }
    return render(request, "workshop/procedure_edit.html", context, status=status)
