"""Takes what a phone kept while it had no line, exactly once, and tells every page's reader to the phone.

An item is a form as the page would have sent it, with a few headers. Its receipt and what the form does are one
transaction, so that a resend, however often and in whatever order, is answered with the first answer. Nothing is
kept of an item that the page refuses: it stays on the phone until its writer has looked at it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.messages import constants, get_messages
from django.contrib.messages.storage.base import BaseStorage, Message
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import resolve_url
from django.utils import timezone

from guyub.phone.models import Arrival
from guyub.phone.person import person_key
from guyub.phone.rules import Clock, Written, written_at

GetResponse = Callable[[HttpRequest], HttpResponse]
LATER = {429, 500, 502, 503, 504}
LONGEST_ADDRESS = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of an item: `done`; `look`, its writer has to; `sign-in`, `again` or `later`, it is to be resent."""

    state: str
    to: str = ""
    words: tuple[str, ...] = ()

    def response(self) -> JsonResponse:
        return JsonResponse({"guyub": 1, "state": self.state, "to": self.to, "words": list(self.words)})


class Unread(BaseStorage):
    """In place of what the next page is to say, for one that nobody looks at now: neither shown nor used up."""

    def _get(self, *_args: object, **_options: object) -> tuple[list[Message], bool]:
        return [], True

    def _store(self, *_args: object, **_options: object) -> list[Message]:
        return []


class Refused(Exception):
    """Ends the transaction of an item that was not done."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


class Arrivals:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and "X-Guyub-Item" in request.headers:
            return self._take(request).response()
        if "X-Guyub-Ahead" in request.headers:
            request._messages = Unread(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response["X-Guyub-Person"] = person_key(request.user)
        return response

    def _take(self, request: HttpRequest) -> Answer:
        item, clock = _item(request.headers), _clock(request.headers)
        if item is None or clock is None:
            return Answer("look")
        if request.headers.get("X-Guyub-Person") != person_key(request.user):
            return Answer("sign-in")
        # Read before the transaction begins: a slow line must not hold up everybody who writes.
        _ = request.POST, request.FILES
        if CsrfViewMiddleware(self.get_response).process_view(request, self.get_response, (), {}) is not None:
            return Answer("again")
        written = written_at(clock, timezone.now())
        try:
            with transaction.atomic():
                return self._once(request, item, written)
        except Refused as refused:
            return refused.answer

    def _once(self, request: HttpRequest, item: uuid.UUID, written: Written) -> Answer:
        key = person_key(request.user)
        receipt, is_new = Arrival.objects.get_or_create(
            item=item,
            defaults={
                "person": key,
                "path": request.get_full_path()[:300],
                "written_at": written.at,
                "at": timezone.now(),
            },
        )
        if not is_new:
            return Answer("done", receipt.location, tuple(receipt.words)) if receipt.person == key else Answer("look")
        request.written = written  # type: ignore[attr-defined]
        request.unattended = request.headers.get("X-Guyub-Waits") != "1"  # type: ignore[attr-defined]
        if request.unattended and not written.sure:  # type: ignore[attr-defined]
            raise Refused(Answer("look", words=("clock",)))
        answer = _answer(request, self.get_response(request))
        if answer.state != "done":
            raise Refused(answer)
        receipt.location, receipt.words = answer.to[:LONGEST_ADDRESS], list(answer.words)
        receipt.save(update_fields=["location", "words"])
        return answer


def _item(headers: Mapping[str, str]) -> uuid.UUID | None:
    try:
        return uuid.UUID(headers["X-Guyub-Item"])
    except ValueError:
        return None


def _clock(headers: Mapping[str, str]) -> Clock | None:
    offset = headers.get("X-Guyub-Offset", "")
    try:
        written, sent = int(headers["X-Guyub-Written"]), int(headers["X-Guyub-Clock"])
        clock = Clock(written, sent, int(offset) if offset else None)
    except (KeyError, ValueError):
        return None
    return clock if all(abs(each) < 10**14 for each in (clock.written, clock.sent, clock.offset or 0)) else None


def _answer(request: HttpRequest, response: HttpResponse) -> Answer:
    """What the page's response means for the item."""
    told, failed = _messages(request)
    to = response.get("Location", "")
    if 300 <= response.status_code < 400:
        if to.startswith(resolve_url("account_login")):
            return Answer("sign-in")
        return Answer("look" if failed else "done", to, told)
    if response.status_code in LATER:
        return Answer("later")
    return Answer("look", words=told)


def _messages(request: HttpRequest) -> tuple[tuple[str, ...], bool]:
    """What the page said, and whether it said that something failed. Who waits reads it on the next page."""
    storage = get_messages(request)
    messages = list(storage)
    storage.used = request.unattended  # type: ignore[union-attr, attr-defined]
    return tuple(str(each) for each in messages), any(each.level >= constants.ERROR for each in messages)
