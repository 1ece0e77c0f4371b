"""Turns a Problem raised anywhere below a page into a page or a field message a person understands."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.people.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """On a browser that was never told a language, a person reads in the one they chose elsewhere."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or not isinstance(request.user, User):
            return self.get_response(request)
        chosen = request.user.language
        if chosen in dict(settings.LANGUAGES):
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return self.get_response(request)


class ProblemMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Problem):
            return None
        status = 403 if isinstance(exception, NotAllowed) else 409 if isinstance(exception, Conflict) else 400
        return render(request, "problem.html", {"problem": exception}, status=status)
