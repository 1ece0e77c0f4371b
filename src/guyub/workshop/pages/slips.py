"""A slip, for the owner and the person it is of; and what a person sees of their own pay."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guyub.books.rules.meaning import PLACE_NAMES
from guyub.kernel.words import Days, reader_language
from guyub.people.access import allowed
from guyub.people.models import User
from guyub.workshop.models import PayRun, Slip
from guyub.workshop.queries import pay as queries
from guyub.workshop.slip import chat_link, slip_pdf, slip_picture, title_of


def _slip_or_404(request: HttpRequest, enterprise: uuid.UUID, slip: uuid.UUID) -> Slip:
    """The slip, unless there is none here or it is somebody else's pay."""
    found = queries.slip_of(enterprise, slip)
    if found is None or not allowed(request.user, "see pay", found):
        raise Http404
    return found


@login_required
def slip(request: HttpRequest, enterprise: uuid.UUID, slip: uuid.UUID) -> HttpResponse:
    """One slip, line by line."""
    found = _slip_or_404(request, enterprise, slip)
    runs = allowed(request.user, "run workshop", found.run)
    context = {
        "room": "workshop",
        "enterprise": found.run.enterprise,
        "slip": found,
        "title": title_of(found),
        "is_holiday": found.run.kind == PayRun.Kind.HOLIDAY,
        "span": Days(found.run.first, found.run.last),
        "place": PLACE_NAMES[found.run.place],
        "minus": -found.advance,
        "runs": runs,
        "chat": chat_link(found) if runs and found.undone_at is None else "",
        "book": queries.book_of(found.run.enterprise) if runs and found.entry else None,
    }
    return render(request, "workshop/slip.html", context)


@login_required
def pdf(request: HttpRequest, enterprise: uuid.UUID, slip: uuid.UUID) -> HttpResponse:
    """The slip on paper."""
    found = _slip_or_404(request, enterprise, slip)
    return _file(slip_pdf(found, reader_language()), "application/pdf", found, "pdf")


@login_required
def picture(request: HttpRequest, enterprise: uuid.UUID, slip: uuid.UUID) -> HttpResponse:
    """The slip as a picture to send in a chat."""
    found = _slip_or_404(request, enterprise, slip)
    return _file(slip_picture(found, reader_language()), "image/png", found, "png")


def _file(content: bytes, kind: str, slip: Slip, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'inline; filename="slip-{slip.run.number}-{slip.run.last:%Y-%m-%d}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_required
def my_pay(request: HttpRequest) -> HttpResponse:
    """My own unpaid work and slips; nothing of anybody else."""
    assert isinstance(request.user, User)  # noqa: S101
    today = timezone.localdate()
    return render(request, "workshop/my_pay.html", {"room": "workshop", "own": queries.own_pay(request.user, today)})
