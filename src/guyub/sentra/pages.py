"""Pages about a sentra, its members and what they agreed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from guyub.kernel.errors import Problem
from guyub.people.access import allowed, require
from guyub.people.fields import add_problem
from guyub.people.merging import say_differing
from guyub.sentra import actions, editing
from guyub.sentra.forms import MemberForm, SignInForm, abilities_formset
from guyub.sentra.models import Enterprise, Sentra
from guyub.sentra.queries import PAGE, joint_work_of, members_of, remarks_on, sign_ins_of


def found_sentra(request: HttpRequest, sentra: uuid.UUID, act: str) -> Sentra:
    """The sentra, if it exists and this person may do `act` to it."""
    place = get_object_or_404(Sentra, pk=sentra)
    require(request.user, act, place)
    return place


def found_member(sentra: Sentra, enterprise: uuid.UUID) -> Enterprise:
    current = Enterprise.objects.filter(memberships__sentra=sentra, memberships__until=None)
    return get_object_or_404(current, pk=enterprise)


@login_required
def members(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """The members by name, fifty at a time."""
    place = found_sentra(request, sentra, "see sentra")
    search, after = (request.GET.get(name, "").replace("\0", "") for name in ("cari", "sesudah"))
    search, after = search.strip()[:60], after[:120]
    found = members_of(place, search, after)
    may = allowed(request.user, "manage sentra", place)
    told = remarks_on(found, timezone.localdate()) if may else {}
    context = {
        "room": "sentra",
        "sentra": place,
        "members": [(each, told.get(each.id)) for each in found],
        "search": search,
        "next": found[-1].name if len(found) == PAGE else "",
        "may": may,
    }
    return render(request, "sentra/members.html", context)


@login_required
def new_member(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    place = found_sentra(request, sentra, "manage sentra")
    form, abilities = MemberForm(request.POST or None), abilities_formset(request.POST or None)
    if request.method == "POST" and form.is_valid() & abilities.is_valid():
        try:
            actions.add_member(request.user, place, form.to_member(abilities.to_abilities()), at=timezone.now())
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, gettext("Anggota ditambahkan."))
            return redirect("members", place.id)
    return _member_page(request, place, form, abilities)


@login_required
def member(request: HttpRequest, sentra: uuid.UUID, enterprise: uuid.UUID) -> HttpResponse:
    """One member: for everybody in the sentra what it makes; the officer can change it."""
    place = found_sentra(request, sentra, "see sentra")
    found = found_member(place, enterprise)
    if not allowed(request.user, "manage sentra", place):
        if request.method == "POST":
            require(request.user, "manage sentra", place)
        return render(request, "sentra/member_view.html", {"room": "sentra", "sentra": place, "member": found})
    edited = editing.member(place, found)
    form, abilities = edited.open()
    if request.method == "POST":
        taken = edited.take(request.user, request.POST, timezone.now())
        form, abilities = taken.forms
        if taken.done:
            messages.success(request, gettext("Perubahan disimpan."))
            say_differing(request, taken)
            return redirect("member", place.id, found.id)
    return _member_page(request, place, form, abilities, found)


def _member_page(
    request: HttpRequest,
    sentra: Sentra,
    form: MemberForm,
    abilities: Any,
    member: Enterprise | None = None,
    sign_in: SignInForm | None = None,
) -> HttpResponse:
    mistakes = bool(form.errors or any(abilities.errors) or (sign_in and sign_in.errors))
    context: dict[str, Any] = {
        "room": "sentra",
        "sentra": sentra,
        "form": form,
        "abilities": abilities,
        "member": member,
    }
    if member:
        context["sign_in"] = sign_in or SignInForm(initial={"username": member.phone.replace("+62", "0")})
        context["sign_ins"] = sign_ins_of(member)
        context["joint_work"] = joint_work_of(sentra, member)
        context["remarks"] = remarks_on([member], timezone.localdate()).get(member.id)
    return render(request, "sentra/member.html", context, status=400 if mistakes else 200)


@require_POST
@login_required
def leave(request: HttpRequest, sentra: uuid.UUID, enterprise: uuid.UUID) -> HttpResponse:
    """End a membership."""
    place = found_sentra(request, sentra, "manage sentra")
    found = found_member(place, enterprise)
    try:
        actions.end_membership(request.user, place, found, at=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("member", place.id, found.id)
    messages.success(request, gettext("%(name)s tidak lagi menjadi anggota.") % {"name": found.name})
    return redirect("members", place.id)


@require_POST
@login_required
def let_in(request: HttpRequest, sentra: uuid.UUID, enterprise: uuid.UUID) -> HttpResponse:
    """Give the owner a sign-in."""
    place = found_sentra(request, sentra, "manage sentra")
    found = found_member(place, enterprise)
    sign_in = SignInForm(request.POST)
    if sign_in.is_valid():
        data = sign_in.cleaned_data
        try:
            actions.let_owner_in(request.user, place, found, data["username"], data["password"], at=timezone.now())
        except Problem as problem:
            add_problem(sign_in, problem)
        else:
            messages.success(request, gettext("Pemilik sekarang bisa masuk. Beritahukan sandinya langsung kepadanya."))
            return redirect("member", place.id, found.id)
    form, abilities = editing.member(place, found).open()
    return _member_page(request, place, form, abilities, found, sign_in)


@login_required
def agreement(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """What the members agreed on: the rule and the fee."""
    place = found_sentra(request, sentra, "manage sentra")
    edited = editing.agreement(place)
    (form,) = edited.open()
    if request.method == "POST":
        taken = edited.take(request.user, request.POST, timezone.now())
        (form,) = taken.forms
        if taken.done:
            messages.success(request, gettext("Kesepakatan disimpan dan tercatat di catatan terbuka."))
            say_differing(request, taken)
            return redirect("sentra", place.id)
    context = {"room": "sentra", "sentra": place, "form": form}
    return render(request, "sentra/agreement.html", context, status=400 if form.errors else 200)
