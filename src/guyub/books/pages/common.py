"""What the pages of a book share: finding the book, and reading the span of months that was asked for."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse

from guyub.books.models import Book
from guyub.books.queries import ledger
from guyub.books.rules.periods import Span
from guyub.kernel.words import reader_language, show_number


def book_or_404(request: HttpRequest, book: uuid.UUID) -> Book:
    """The book, unless there is none or this person may not see it."""
    found = ledger.book_of(request.user, book)
    if found is None:
        raise Http404
    return found


def line_place(text: str) -> ledger.LinePlace | None:
    """`2026-11-23.17.2` as a place in the history of an account; None for anything else."""
    parts = text.split(".")
    try:
        day, number, line = parts
        return date.fromisoformat(day), int(number), int(line)
    except ValueError:
        return None


def asked_month(text: str) -> date | None:
    """`2026-11` as the first day of that month; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def page_of(name: str, *arguments: object) -> str:
    """Where a page is; empty when this installation has no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def grouped(amount: int | None) -> str:
    """An amount as people read it in a field they may change: 1.350.000; empty for None."""
    return "" if amount is None else show_number(amount, reader_language())


def query_of(during: Span) -> str:
    """The span as the query of an address."""
    return f"?dari={during.since:%Y-%m}&sampai={during.until:%Y-%m}"


def photo_answer(request: HttpRequest, path: Path, sha256: str) -> HttpResponseBase:
    """A photo we keep, for who was found to be allowed: kept by their browser, as it never changes. Raises Http404."""
    if not path.exists():
        raise Http404
    etag = f'"{sha256}"'
    answer: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    else:
        answer = FileResponse(path.open("rb"), content_type="image/jpeg", filename=path.name)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
