"""Pages that belong to no room: the first page, the language, the parts, and a sign of life."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from guyub.people.actions import choose_language as remember_language
from guyub.people.models import RoleName, User
from guyub.web import examples
from guyub.web.waiting import money_of, waiting_for


def home(request: HttpRequest) -> HttpResponse:
    """The public welcome, or the signed-in person's own first page."""
    if not isinstance(request.user, User):
        return render(request, "welcome.html", {"split": examples.split()})
    books = money_of(request.user, timezone.localdate())
    starts = not books and bool(request.user.places(RoleName.OWNER))
    context = {"waiting": waiting_for(request.user, books), "books": books, "starts": starts}
    return render(request, "home.html", context)


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
