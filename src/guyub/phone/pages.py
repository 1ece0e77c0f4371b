"""What a phone asks for itself: the app, its words, what waits, and whether there is a line."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from guyub.people.models import User
from guyub.phone.person import person_key
from guyub.phone.today import todays_pages
from guyub.phone.words import catalogue, version

SHELL = (
    "tokens.css",
    "guyub.css",
    "icons.svg",
    "logo.svg",
    "django_htmx/htmx-2.min.js",
    "phone/queue.js",
    "phone/checks.js",
    "phone/page.js",
)
FOR_EVER = "public, max-age=31536000, immutable"


@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It lists what the app is made of, so that any change of it makes a new worker."""
    shell = [staticfiles_storage.url(name) for name in SHELL if staticfiles_storage.exists(name)]
    shell += [words_address(code) for code, __ in settings.LANGUAGES]
    context = {
        "shell": json.dumps(shell),
        "queue": staticfiles_storage.url("phone/queue.js"),
        "static": settings.STATIC_URL,
    }
    return render(request, "phone/worker.js", context, content_type="text/javascript")


@never_cache
def manifest(request: HttpRequest) -> JsonResponse:
    """What makes a page an app on the home screen."""
    icons = [("192", "any"), ("512", "any"), ("512", "maskable")]
    return JsonResponse(
        {
            "id": "/",
            "name": "Guyub",
            "short_name": "Guyub",
            "description": gettext("Catatan usaha dan pesanan bersama sentra"),
            "lang": get_language(),
            "start_url": reverse("home"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#faf6ee",
            "theme_color": "#faf6ee",
            "icons": [
                {
                    "src": staticfiles_storage.url(f"icons/{'mask-' if purpose == 'maskable' else ''}{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for size, purpose in icons
            ],
            "shortcuts": [{"name": gettext("Catat"), "url": reverse("write")}],
        },
        content_type="application/manifest+json",
    )


def words(request: HttpRequest, language: str, asked: str) -> HttpResponse:
    """The words of the scripts. Kept by the browser for ever: another version has another address."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    response = HttpResponse(catalogue(language), content_type="text/javascript")
    response["Cache-Control"] = FOR_EVER if asked == version(language) else "no-cache"
    return response


def words_address(language: str) -> str:
    return reverse("phone_words", args=[language, version(language)])


def queue(request: HttpRequest) -> HttpResponse:
    """What this phone keeps. The page holds nothing of anybody's; the phone fills it in, also without a line."""
    return render(request, "phone/queue.html", {"room": "more"})


@never_cache
def hello(request: HttpRequest) -> JsonResponse:
    """Tells a phone that there is a line, who is signed in and what time it is; `?hari-ini`: also what to keep."""
    asked = "hari-ini" in request.GET
    answer: dict[str, Any] = {
        "guyub": 1,
        "person": person_key(request.user),
        "csrf": get_token(request),
        "now": round(timezone.now().timestamp() * 1000),
        "pages": todays_pages(request.user) if asked and isinstance(request.user, User) else [],
        "queue": reverse("phone_queue"),
        "leave": reverse("account_logout"),
    }
    return JsonResponse(answer)
