"""Pages that belong to no room: the first page, the language, the parts, and a sign of life."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from guyub.kernel.errors import NotAllowed
from guyub.kernel.words import _
from guyub.people.access import require
from guyub.people.actions import choose_language as remember_language
from guyub.people.models import RoleName, User
from guyub.sentra.forms import AgreementForm
from guyub.sentra.models import Sentra
from guyub.web import examples, homes


def home(request: HttpRequest) -> HttpResponse:
    """The public welcome, or the signed-in person's own first page."""
    if not isinstance(request.user, User):
        return render(request, "welcome.html", {"split": examples.split()})
    user = request.user
    if user.places(RoleName.OFFICER) and not user.places(RoleName.OWNER):
        return desk(request)
    return render(request, "home.html", {"home": homes.usaha_home(user, timezone.localtime())})


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What an officer looks after; NotAllowed for who is none."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101
    if not user.places(RoleName.OFFICER):
        raise NotAllowed(_("Meja ini untuk pengurus sentra."))
    context = {"desk": homes.desk_home(user, timezone.localtime()), "room": "business"}
    return render(request, "desk.html", context)


@login_required
def sentra(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """The sentra's own first page."""
    place = get_object_or_404(Sentra, pk=sentra)
    require(request.user, "see sentra", place)
    assert isinstance(request.user, User)  # noqa: S101
    context = {
        "room": "sentra",
        "sentra": place,
        "home": homes.sentra_home(request.user, place),
        "rule": dict(AgreementForm.base_fields["rule"].choices)[place.agreed_rule],  # type: ignore[attr-defined]
    }
    return render(request, "sentra.html", context)


@login_required
def more(request: HttpRequest) -> HttpResponse:
    """What is seldom needed: the password, signing out, how the parts look."""
    return render(request, "more.html")


def ui(request: HttpRequest) -> HttpResponse:
    """Every part a page is made of, in every state, with invented values."""
    return render(request, "ui.html", examples.parts())


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Switch the language and come back to the same page."""
    language = request.POST.get("language", "")
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = reverse("home")
    if isinstance(request.user, User):
        remember_language(request.user, known)
    response = HttpResponseRedirect(back)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, known, max_age=365 * 86_400, samesite="Lax", httponly=True)
    return response


def alive(request: HttpRequest) -> HttpResponse:
    """A sign of life for scripts; tells nothing."""
    return HttpResponse("ok", content_type="text/plain")
