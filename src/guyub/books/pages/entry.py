"""One entry: what it was, its receipts, and taking it back."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext

from guyub.books.actions.attaching import attach, path_of
from guyub.books.actions.equipment import last_for
from guyub.books.actions.noting import take_back
from guyub.books.forms.writing import MonthsForm, PhotoForm, TakeBackForm, form_id
from guyub.books.models import Book
from guyub.books.pages.common import photo_answer
from guyub.books.queries import ledger
from guyub.books.queries.desk import EntryView, entry_view, receipt_of
from guyub.books.rules.meaning import NAMES, EventKind
from guyub.books.rules.telling import FROM_ORDERS
from guyub.people.access import allowed, require


@login_required
def entry(request: HttpRequest, book: uuid.UUID, number: int) -> HttpResponse:
    """What one entry was, in words; its owner adds a photo or takes it back."""
    found = ledger.book_of(request.user, book)
    shown = entry_view(request.user, found, number) if found else None
    if found is None or shown is None:
        raise Http404
    sent = request.POST.get("act", "")
    if request.method == "POST":
        require(request.user, "keep books", found)
    today = timezone.localdate()
    photo = PhotoForm(request.POST, request.FILES) if sent == "photo" else PhotoForm()
    typed: Any = request.POST if sent == "back" else None
    back = TakeBackForm(typed, today=today)
    if photo.is_bound and photo.is_valid():
        attach(request.user, found, number, photo.cleaned_data["photo"])
        messages.success(request, gettext("Foto tersimpan."))
        return redirect("book_entry", found.id, number)
    if back.is_bound and back.is_valid() and _taken_back(request, found, number, back):
        return redirect(_next(request, found, number, shown, back))
    months = MonthsForm(request.POST if sent == "months" else None, initial={"months": _months(shown)})
    if months.is_bound and shown.equipment and months.is_valid() and _lasts(request, found, number, months):
        messages.success(request, gettext("Tersimpan."))
        return redirect("book_entry", found.id, number)
    context = {
        "room": "business",
        "book": found,
        "shown": shown,
        "kind": _kind(shown),
        "source": _source(shown),
        "may_keep": allowed(request.user, "keep books", found),
        "photo": photo,
        "back": back,
        "months": months,
    }
    wrong = photo.errors or back.errors or months.errors
    return render(request, "books/entry.html", context, status=400 if wrong else 200)


@login_required
def receipt(request: HttpRequest, receipt: uuid.UUID) -> HttpResponseBase:
    """The photo of a receipt, for who may read the book; kept by the browser, as it never changes."""
    found = receipt_of(receipt)
    if found is None or not ledger.may_see(request.user, found.book):
        raise Http404
    return photo_answer(request, path_of(found.book_id, found.id), found.sha256)


def _taken_back(request: HttpRequest, book: Book, number: int, form: TakeBackForm) -> bool:
    data = form.cleaned_data
    return form.take(
        lambda: take_back(
            request.user, book, number, client_id=form_id(data["client_id"]), day=data["day"], why=data["why"]
        )
    )


def _months(shown: EntryView) -> str:
    return str(shown.equipment.months) if shown.equipment else ""


def _lasts(request: HttpRequest, book: Book, number: int, form: MonthsForm) -> bool:
    return form.take(lambda: last_for(request.user, book, number, form.cleaned_data["months"]))


def _next(request: HttpRequest, book: Book, number: int, shown: EntryView, form: TakeBackForm) -> str:
    """Back to the entry, or to the line again to write it right."""
    text = shown.note.text if shown.note else ""
    again = f"{reverse('write')}?{urlencode({'buku': str(book.id), 'teks': text})}"
    if form.cleaned_data["again"]:
        messages.success(request, gettext("Catatan dibatalkan. Tulis lagi yang benar."))
        return again
    told = gettext("Catatan dibatalkan."), again, gettext("Tulis ulang yang benar")
    messages.success(request, format_html('{} <a href="{}">{}</a>', *told))
    return reverse("book_entry", args=[book.id, number])


def _kind(shown: EntryView) -> str:
    """What happened, in a word or two."""
    known = shown.note is not None and shown.note.kind in set(EventKind)
    return str(NAMES[EventKind(shown.note.kind)]) if shown.note and known else gettext("dipindahkan")


def _source(shown: EntryView) -> str:
    """Where an entry came from, in words; empty for one written by hand."""
    if shown.entry.source_kind in FROM_ORDERS:
        return gettext("pesanan bersama")
    return {"import": gettext("berkas yang dimasukkan"), "bank": gettext("rekening koran")}.get(
        shown.entry.source_kind, ""
    )
