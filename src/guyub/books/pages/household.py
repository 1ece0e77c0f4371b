"""The household beside the workshop: what went home, a salary the workshop can bear, what house and workshop share."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from guyub.books.actions.settings import save_salary
from guyub.books.forms.settings import COST_NAMES, SalaryForm
from guyub.books.models import Book
from guyub.books.pages.common import asked_month, book_or_404, grouped, page_of
from guyub.books.queries.household import Household, household
from guyub.books.rules.household import HomeMonth, shared_example
from guyub.books.rules.ledger import month_of, months_back
from guyub.kernel.charts.bars import Amount, bars_svg
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import reader_language, show_rupiah, show_rupiah_short
from guyub.people.access import require
from guyub.people.fields import add_problem

EARLIEST = date(1990, 1, 1)


@login_required
def home(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """The month of `?bulan=2026-11` and the eleven before it. Posted to, it keeps the owner's salary."""
    found = book_or_404(request, book)
    if found.enterprise_id is None:
        raise Http404  # a hub has no household
    today = timezone.localdate()
    month = _asked(request, today)
    form = SalaryForm(initial={"owner_salary": grouped(found.owner_salary)})
    if request.method == "POST":
        require(request.user, "keep books", found)
        form = SalaryForm(request.POST)
        if form.is_valid() and _saved(request, found, form):
            return redirect("book_household", found.id)
    shown = household(request.user, found, month, today)
    context = {
        "room": "business",
        "book": found,
        "shown": shown,
        "form": form,
        "chart": mark_safe(_chart(shown)),  # noqa: S308 the charts escape every word
        "rows": [(each, _after_salary(each, found.owner_salary)) for each in reversed(shown.months)],
        "shares": [(COST_NAMES[each.account], each.percent, shared_example(each.percent)) for each in shown.shares],
        "example": shared_example(60),
        "earlier": months_back(month, 1) if month > EARLIEST else None,
        "later": months_back(month, -1) if month < month_of(today) else None,
        "is_now": month == month_of(today),
        "write": page_of("book_form", found.id, "rumah"),
    }
    return render(request, "books/household.html", context, status=400 if form.errors else 200)


def _asked(request: HttpRequest, today: date) -> date:
    month = asked_month(request.GET.get("bulan", ""))
    return month if month and EARLIEST <= month <= month_of(today) else month_of(today)


def _saved(request: HttpRequest, book: Book, form: SalaryForm) -> bool:
    before, salary = book.owner_salary, form.cleaned_data["owner_salary"]
    try:
        save_salary(request.user, book, salary or None)
    except NotAllowed:
        raise
    except Problem as problem:
        add_problem(form, problem)
        return False
    language = reader_language()
    if not salary:
        messages.success(request, gettext("Gaji Anda tidak ditetapkan lagi."))
        return True
    told: dict[str, Any] = {"salary": show_rupiah(salary, language)}
    if before:
        told["before"] = show_rupiah(before, language)
        messages.success(request, gettext("Gaji Anda sekarang %(salary)s sebulan, tadinya %(before)s.") % told)
    else:
        messages.success(request, gettext("Gaji Anda sekarang %(salary)s sebulan.") % told)
    return True


def _after_salary(month: HomeMonth, salary: int | None) -> int | None:
    return None if salary is None else month.profit - salary


def _chart(shown: Household) -> str:
    """What was taken home in each month, as bars."""
    language = reader_language()
    amounts = [
        Amount(date_format(each.month, "M Y"), each.taken, show_rupiah_short(each.taken, language))
        for each in shown.months
    ]
    return bars_svg(amounts, gettext("Dibawa pulang tiap bulan"))
