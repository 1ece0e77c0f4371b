"""The open log as its members read it, check it and take it with them."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from guyub.openlog import queries
from guyub.openlog.verify import LogReport

LARGEST_NUMBER_DIGITS = 18


@login_required
def log(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """The log, latest first; `?sebelum=NUMBER` goes on with older records."""
    return _show(request, sentra, None)


@login_required
@require_POST
def check(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """Check the whole log now, and say what was found above it."""
    return _show(request, sentra, queries.check(request.user, sentra))


@login_required
def download(request: HttpRequest, sentra: uuid.UUID) -> HttpResponseBase:
    """The log as JSON lines."""
    lines = queries.download(request.user, sentra)
    name = f'attachment; filename="catatan-{sentra}.jsonl"'
    return StreamingHttpResponse(
        lines, content_type="application/jsonl; charset=utf-8", headers={"Content-Disposition": name}
    )


def _show(request: HttpRequest, sentra: uuid.UUID, report: LogReport | None) -> HttpResponse:
    before = request.GET.get("sebelum", "")
    number = int(before) if before.isdecimal() and len(before) <= LARGEST_NUMBER_DIGITS else None
    shown = queries.page(request.user, sentra, number)
    return render(
        request, "openlog/log.html", {"sentra_id": sentra, "shown": shown, "report": report, "before": number}
    )
