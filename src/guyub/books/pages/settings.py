"""What an owner settles once for their book."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from guyub.books.actions.settings import Settings, save_settings, settings_of
from guyub.books.forms.settings import COST_NAMES, FORMS_OF_TAXPAYER, SettingsForm
from guyub.books.models import Book
from guyub.books.pages.common import book_or_404, grouped
from guyub.books.rules.household import shared_example
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import reader_language, show_rupiah
from guyub.people.access import require
from guyub.people.fields import add_problem


@login_required
def settings(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """Sales target, own salary, taxpayer, and what the house shares."""
    found = book_or_404(request, book)
    require(request.user, "keep books", found)
    before = settings_of(found)
    form = SettingsForm(request.POST or None, initial=_initial(before))
    if request.method == "POST" and form.is_valid() and _saved(request, found, before, form):
        return redirect("book_settings", found.id)
    context = {"room": "business", "book": found, "form": form, "example": shared_example(60)}
    return render(request, "books/settings.html", context, status=400 if form.errors else 200)


def _initial(now: Settings) -> dict[str, Any]:
    """What the form shows of the settings."""
    return {
        "sales_target": grouped(now.sales_target),
        "owner_salary": grouped(now.owner_salary),
        "taxpayer": now.taxpayer,
        "taxed_since": now.taxed_since,
        **{f"share_{account}": percent for account, percent in now.shared.items()},
    }


def _saved(request: HttpRequest, book: Book, before: Settings, form: SettingsForm) -> bool:
    try:
        save_settings(request.user, book, form.new(), today=timezone.localdate())
    except NotAllowed:
        raise
    except Problem as problem:
        add_problem(form, problem)
        return False
    changed = _changes(before, settings_of(book))
    messages.success(request, " ".join(changed) if changed else gettext("Tidak ada yang berubah."))
    return True


def _changes(before: Settings, after: Settings) -> list[str]:
    """What is different now, each with what it was, so that it can be put back."""
    taxpayers = {key: str(name) for key, name in FORMS_OF_TAXPAYER}
    pairs = [
        (gettext("Target penjualan"), _rupiah(before.sales_target), _rupiah(after.sales_target)),
        (gettext("Gaji Anda"), _rupiah(before.owner_salary), _rupiah(after.owner_salary)),
        (gettext("Bentuk usaha"), taxpayers[before.taxpayer], taxpayers[after.taxpayer]),
        (
            gettext("Tahun pertama pajak"),
            str(before.taxed_since or gettext("kosong")),
            str(after.taxed_since or gettext("kosong")),
        ),
        *(
            (str(name), f"{before.shared.get(account, 100)} %", f"{after.shared.get(account, 100)} %")
            for account, name in COST_NAMES.items()
        ),
    ]
    said = gettext("%(what)s sekarang %(now)s (tadinya %(before)s).")
    return [said % {"what": what, "now": now, "before": was} for what, was, now in pairs if was != now]


def _rupiah(amount: int | None) -> str:
    return gettext("kosong") if amount is None else show_rupiah(amount, reader_language())
