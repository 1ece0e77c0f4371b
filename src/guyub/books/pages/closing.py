"""Closing a month: what will be written, in words, and the button; and opening the last one again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from guyub.books.actions import closing as act
from guyub.books.forms.closing import ClosingForm, OpenAgainForm
from guyub.books.forms.writing import form_id
from guyub.books.models import Book
from guyub.books.pages.common import book_or_404, page_of
from guyub.books.queries import closing as queries
from guyub.books.queries.stock import keeps_stock
from guyub.kernel.errors import NotAllowed, Problem
from guyub.people.access import allowed, require
from guyub.people.fields import add_problem


@login_required
def closing(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """What closing the oldest open month writes; posting closes it, or opens the last closed one again."""
    found = book_or_404(request, book)
    if request.method != "POST":
        return _render(request, found)
    require(request.user, "keep books", found)
    if request.POST.get("act") == "open":
        return _open(request, found)
    form = ClosingForm(request.POST, stock_kept=keeps_stock(found))
    if form.is_valid() and form.take(lambda: _close(request, found, form)):
        month = date_format(form.cleaned_data["month"], "F Y")
        messages.success(request, gettext("%(month)s ditutup. Angkanya tidak berubah lagi.") % {"month": month})
        return redirect("book_closing", found.id)
    return _render(request, found, form=form)


def _close(request: HttpRequest, book: Book, form: ClosingForm) -> None:
    data = form.cleaned_data
    counts = {name: data.get(name) for name in ("material", "goods")}
    act.close_month(request.user, book, month=data["month"], client_id=form_id(data["client_id"]), **counts)


def _open(request: HttpRequest, book: Book) -> HttpResponse:
    form = OpenAgainForm(request.POST)
    if form.is_valid():
        try:
            opened = act.open_again(request.user, book, month=form.cleaned_data["month"], why=form.cleaned_data["why"])
        except NotAllowed:
            raise
        except Problem as problem:
            add_problem(form, problem)
        else:
            month = date_format(opened.month, "F Y")
            messages.success(
                request, gettext("%(month)s dibuka lagi. Tutup lagi sesudah dibetulkan.") % {"month": month}
            )
            return redirect("book_closing", book.id)
    return _render(request, book, open_form=form)


def _render(
    request: HttpRequest, book: Book, form: ClosingForm | None = None, open_form: OpenAgainForm | None = None
) -> HttpResponse:
    book.refresh_from_db()
    plan = queries.closing_plan(request.user, book, timezone.localdate())
    done = queries.closings(request.user, book)
    standing = next((each for each in done if each.opened_at is None), None)
    context = {
        "book": book,
        "plan": plan,
        "form": form or ClosingForm(initial={"month": plan.month}, stock_kept=plan.stock_kept) if plan else None,
        "stock": page_of("stock", book.enterprise_id) if plan and plan.stock_kept else "",
        "open_form": open_form or OpenAgainForm(initial={"month": standing.month if standing else None}),
        "done": done,
        "standing": standing,
        "may": allowed(request.user, "keep books", book),
    }
    bad = (form and form.errors) or (open_form and open_form.errors)
    return render(request, "books/closing.html", context, status=400 if bad else 200)
