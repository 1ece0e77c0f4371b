"""Opening balances: a guided form that shows what is left as the owner's capital, and saves when that is confirmed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from guyub.books.actions import opening as act
from guyub.books.forms.opening import OpeningForms
from guyub.books.forms.writing import form_id
from guyub.books.models import Book
from guyub.books.pages.common import book_or_404
from guyub.books.queries.ledger import entry_lines, first_day
from guyub.books.queries.opening import standing_opening
from guyub.books.rules.opening import Opening
from guyub.people.access import allowed, require
from guyub.people.fields import OnceForm


@login_required
def opening(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """Fill in, see the capital, confirm; or see what the book was opened with, and take it back."""
    found = book_or_404(request, book)
    if request.method != "POST":
        return _render(request, found, OpeningForms(initial={"day": first_day(found) or timezone.localdate()}))
    require(request.user, "keep books", found)
    asked = request.POST.get("act", "")
    if asked == "take-back":
        return _take_back(request, found)
    forms = OpeningForms(request.POST)
    if request.POST.get("more") or not forms.is_valid():
        return _render(request, found, forms, bad=not request.POST.get("more"))
    counted = forms.opening()
    if not forms.main.take(lambda: act.check_opening(found, counted, timezone.localdate())):
        return _render(request, found, forms, bad=True)
    if asked == "save" and _save(request, found, forms, counted):
        messages.success(request, gettext("Saldo awal tersimpan. Sekarang catat yang terjadi hari ini."))
        return redirect("book_opening", found.id)
    return _render(request, found, forms, counted, bad=bool(forms.errors))


def _save(request: HttpRequest, book: Book, forms: OpeningForms, counted: Opening) -> bool:
    data = forms.main.cleaned_data

    def save() -> None:
        confirmed = data["capital"] if data["capital"] is not None else counted.capital + 1
        act.open_with(request.user, book, counted, capital=confirmed, client_id=form_id(data["client_id"]))

    return forms.main.take(save)


def _take_back(request: HttpRequest, book: Book) -> HttpResponse:
    form = OnceForm(request.POST)
    form.is_valid()
    client_id = form_id(form.cleaned_data["client_id"])
    if form.take(lambda: act.take_back_opening(request.user, book, client_id=client_id)):
        messages.success(request, gettext("Saldo awal dibatalkan. Anda bisa mengisinya lagi."))
        return redirect("book_opening", book.id)
    return _render(request, book, OpeningForms(initial={"day": timezone.localdate()}), back=form, bad=True)


def _render(
    request: HttpRequest,
    book: Book,
    forms: OpeningForms,
    counted: Opening | None = None,
    back: OnceForm | None = None,
    *,
    bad: bool = False,
) -> HttpResponse:
    standing = standing_opening(book)
    context: dict[str, Any] = {
        "book": book,
        "standing": standing,
        "line": entry_lines(book, [standing])[0] if standing else None,
        "forms": forms,
        "form": forms.main,
        "counted": counted,
        "back": back or OnceForm(),
        "may": allowed(request.user, "keep books", book),
    }
    return render(request, "books/opening.html", context, status=400 if bad else 200)
