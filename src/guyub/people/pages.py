"""Pages about a person's own keys for programs."""

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

from guyub.kernel.errors import Conflict
from guyub.people.actions import make_key, revoke_key
from guyub.people.forms import KeyForm
from guyub.people.models import User
from guyub.people.queries import keys_of


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
