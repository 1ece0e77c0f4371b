"""Pages of one book: what its owner sees first, and the trial balance for who wants to check."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guyub.books.models import Book
from guyub.books.queries import ledger
from guyub.books.rules.ledger import month_of, months_back


@login_required
def book(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """Money today, this month in and out, and the last entries; `?sampai=DAY.NUMBER` goes on with older ones."""
    found = _book_or_404(request, book)
    after = _place(request.GET.get("sampai", ""))
    shown = ledger.overview(request.user, found, timezone.localdate(), after)
    return render(request, "books/book.html", {"book": found, "shown": shown, "after": after})


@login_required
def trial_balance(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """Every account's balance at the end of a month: `?bulan=2026-11`, or this month."""
    found = _book_or_404(request, book)
    this_month = month_of(timezone.localdate())
    month = _month(request.GET.get("bulan", "")) or this_month
    first = ledger.first_day(found) or this_month
    context = {
        "book": found,
        "shown": ledger.trial_balance(request.user, found, month),
        "earlier": months_back(month, 1) if month > month_of(first) else None,
        "later": months_back(month, -1) if month < this_month else None,
    }
    return render(request, "books/trial_balance.html", context)


def _book_or_404(request: HttpRequest, book: uuid.UUID) -> Book:
    found = ledger.book_of(request.user, book)
    if found is None:
        raise Http404
    return found


def _place(text: str) -> ledger.Place | None:
    """`2026-11-23.17` as a place in the list; None for anything else, which begins at the latest."""
    day, __, number = text.partition(".")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
