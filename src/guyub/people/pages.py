"""Pages about a person's own keys for programs, and about what two people changed differently."""

from __future__ import annotations

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.people.actions import make_key, revoke_key
from guyub.people.forms import KeyForm
from guyub.people.merging import choose
from guyub.people.models import User
from guyub.people.queries import disagreement_of, keys_of, open_disagreements

ON_A_PAGE = 30


@never_cache
@login_required
def api_keys(request: HttpRequest) -> HttpResponse:
    """The person's keys, and a form for a new one, which is shown this once."""
    user, made, status = cast("User", request.user), "", 200
    form = KeyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = make_key(user, said["name"], client_id=said["client_id"], at=timezone.now())
        except Conflict as conflict:
            messages.info(request, str(conflict))
            return redirect("api_keys")
        form = KeyForm()
    elif form.is_bound:
        status = 400
    context = {"form": form, "keys": keys_of(user), "made": made}
    return render(request, "people/api_keys.html", context, status=status)


@login_required
@require_POST
def api_key_revoke(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """End one of the person's keys."""
    revoked = revoke_key(cast("User", request.user), key, at=timezone.now())
    if revoked is None:
        raise Http404
    messages.success(request, _("Kunci “%(name)s” dicabut dan tidak berlaku lagi.") % {"name": revoked.name})
    return redirect("api_keys")


@login_required
def differences(request: HttpRequest) -> HttpResponse:
    """What two people changed differently; posting `which` and `choice` (kept or wanted) settles one."""
    user = cast("User", request.user)
    if request.method == "POST":
        _settle(request, user)
        return redirect("differences")
    found = list(open_disagreements(user).select_related("by")[: ON_A_PAGE + 1])
    context = {"found": found[:ON_A_PAGE], "more": len(found) > ON_A_PAGE}
    return render(request, "people/differences.html", context)


def _settle(request: HttpRequest, user: User) -> None:
    try:
        which = uuid.UUID(request.POST.get("which", ""))
    except ValueError:
        return
    found = disagreement_of(user, which)
    if found is None:
        raise Http404
    try:
        choose(user, found, wanted=request.POST.get("choice") == "wanted", at=timezone.now())
    except NotAllowed:
        raise
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Tersimpan."))
