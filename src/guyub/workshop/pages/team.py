"""Who does what: the four divisions, the work groups, and the duties of one person."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from guyub.kernel.errors import NotAllowed, Problem
from guyub.people.access import allowed, require
from guyub.people.fields import add_problem
from guyub.people.merging import Editing, say_differing
from guyub.sentra.models import Enterprise
from guyub.workshop import editing
from guyub.workshop.actions import team as actions
from guyub.workshop.forms.team import AllForm, DutyForm, NameForm, PeopleForm
from guyub.workshop.models import Worker, WorkGroup
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.pages.paging import page_of
from guyub.workshop.queries import team as queries
from guyub.workshop.queries.counting import recent_people
from guyub.workshop.rules.duties import DIVISIONS


@login_required
def team(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """All divisions and groups; with `?siapa=` only what one person sees to. The owner adds to both."""
    shop = workshop_or_404(request, enterprise, "work")
    if request.method == "POST":
        require(request.user, "run workshop", shop)
    who = _asked(request, shop.enterprise)
    act = request.POST.get("do", "")
    group, duty, everything = _forms(request, shop.enterprise, act)
    form = {"group": group, "duty": duty, "all": everything}.get(act)
    if form is not None and form.is_valid() and _done(form, _act_of(request, shop.enterprise, act, form)):
        return redirect("team", enterprise)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "runs": allowed(request.user, "run workshop", shop),
        "who": who,
        "divisions": queries.divisions_of(shop.enterprise, who),
        "groups": [] if who else queries.groups_of(shop.enterprise),
        "group_form": group,
        "duty_form": duty,
        "all_form": everything,
        "people": recent_people(shop.enterprise, timezone.localdate()),
    }
    context["any"] = any(each.duties for each in context["divisions"])  # type: ignore[attr-defined]
    return render(request, "workshop/team.html", context, status=400 if form is not None else 200)


@login_required
def group(request: HttpRequest, enterprise: uuid.UUID, group: uuid.UUID) -> HttpResponse:
    """One group: its name and its people."""
    shop = workshop_or_404(request, enterprise)
    found = queries.group_of(shop.enterprise, group)
    if found is None:
        raise Http404
    act = request.POST.get("do", "")
    if act == "part":
        actions.part_group(request.user, found)
        messages.success(request, gettext("Kelompok dibubarkan. Orangnya tetap di daftar pekerja."))
        return redirect("team", enterprise)
    edited = editing.group(found)
    (name,) = edited.open(request.POST if act == "name" else None)
    people = PeopleForm(request.POST if act == "in" else None, enterprise=shop.enterprise)
    form: forms.Form | None = {"name": name, "in": people}.get(act)
    if act == "out":
        _let_out(request, shop.enterprise, found)
        return redirect("group", enterprise, group)
    if act == "name":
        done, name = _changed(request, edited)
    else:
        done = form is not None and form.is_valid() and _put_in(request, shop.enterprise, people, found)
    if done:
        return redirect("group", enterprise, group)
    page = page_of(request, queries.members_of(found))
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "group": found,
        "page": page,
        "name_form": name,
        "people_form": people,
    }
    return render(request, "workshop/group.html", context, status=400 if form is not None else 200)


@login_required
def duty(request: HttpRequest, enterprise: uuid.UUID, duty: uuid.UUID) -> HttpResponse:
    """Change one duty, give it to somebody else, or drop it."""
    shop = workshop_or_404(request, enterprise)
    found = queries.duty_of(shop.enterprise, duty)
    if found is None:
        raise Http404
    if request.POST.get("do") == "drop":
        actions.drop_duty(request.user, found)
        messages.success(request, gettext("“%(what)s” dihapus.") % {"what": found.what})
        return redirect("team", enterprise)
    edited = editing.duty(found)
    (form,) = edited.open()
    if request.method == "POST":
        done, form = _changed(request, edited)
        if done:
            return redirect("team", enterprise)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "duty": found,
        "division": DIVISIONS[found.division],
        "form": form,
        "people": recent_people(shop.enterprise, timezone.localdate()),
    }
    return render(request, "workshop/duty.html", context, status=400 if form.errors else 200)


def _changed(request: HttpRequest, edited: Editing) -> tuple[bool, Any]:
    """Change it with what others changed meanwhile; whether that was done, and the form to show if not."""
    taken = edited.take(request.user, request.POST, timezone.now())
    if taken.done:
        say_differing(request, taken)
    return taken.done, taken.forms[0]


def _put_in(request: HttpRequest, enterprise: Enterprise, form: PeopleForm, group: WorkGroup) -> bool:
    who = form.cleaned_data["who"]
    return _done(form, lambda: actions.put_in_group(request.user, enterprise, who, group))


def _asked(request: HttpRequest, enterprise: Enterprise) -> Worker | str | None:
    asked = request.GET.get("siapa", "")
    if asked in {"", queries.OWNER}:
        return asked or None
    worker = queries.worker_of(enterprise, asked)
    if worker is None:
        raise Http404
    return worker


def _forms(request: HttpRequest, enterprise: Enterprise, act: str) -> tuple[NameForm, DutyForm, AllForm]:
    return (
        NameForm(request.POST if act == "group" else None, auto_id="id_group_%s"),
        DutyForm(request.POST if act == "duty" else None, enterprise=enterprise),
        AllForm(request.POST if act == "all" else None, enterprise=enterprise),
    )


def _act_of(request: HttpRequest, enterprise: Enterprise, act: str, form: forms.Form) -> Callable[[], Any]:
    by, data = request.user, form.cleaned_data
    if act == "group":
        return lambda: actions.make_group(by, enterprise, data["name"])
    if act == "all":
        return lambda: actions.one_for_all(by, enterprise, data["all"])
    return lambda: actions.give_duty(by, enterprise, data["division"], data["what"], data["worker"])


def _let_out(request: HttpRequest, enterprise: Enterprise, group: Any) -> None:
    who = queries.worker_of(enterprise, request.POST.get("who", ""))
    if who is None or who.group_id != group.pk:
        raise Http404
    actions.put_in_group(request.user, enterprise, [who], None)
    messages.success(request, gettext("%(name)s keluar dari kelompok ini.") % {"name": who.name})


def _done(form: forms.Form, act: Callable[[], Any]) -> bool:
    try:
        act()
    except NotAllowed:
        raise
    except Problem as problem:
        add_problem(form, problem)
        return False
    return True
