"""The final income tax: what to pay and by when, month by month, and that it was paid."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext

from guyub.books.actions import taxes as act
from guyub.books.actions.settings import save_settings, settings_of
from guyub.books.forms.taxes import PayTaxForm, TaxpayerForm
from guyub.books.forms.writing import form_id
from guyub.books.models import Book, Entry
from guyub.books.pages.common import book_or_404
from guyub.books.queries.taxes import TaxYear, tax_year
from guyub.books.rules.periods import month_from
from guyub.people.access import allowed, require


@login_required
def tax(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """The tax of `?tahun=2026`, or this year's; posting says who the taxpayer is or notes a payment."""
    found = book_or_404(request, book)
    if request.method == "POST":
        require(request.user, "keep books", found)
    year = _year(request)
    pays = request.POST.get("act") == "pay"
    if request.method == "POST" and not pays:
        return _say(request, found, year)
    shown = tax_year(request.user, found, year, timezone.localdate())
    form = _pay_form(request, shown) if shown and (shown.next or pays) else None
    if pays and form and form.is_valid() and (entry := _pay(request, found, form)):
        _told(request, found, entry)
        return redirect(reverse("book_tax", args=[found.id]) + f"?tahun={year}")
    return _render(request, found, year, shown, form)


def _say(request: HttpRequest, book: Book, year: int) -> HttpResponse:
    form = TaxpayerForm(request.POST)
    if form.is_valid():
        data, today = form.cleaned_data, timezone.localdate()

        def say() -> None:
            new = replace(settings_of(book), taxpayer=data["taxpayer"], taxed_since=data["taxed_since"])
            save_settings(request.user, book, new, today=today)

        if form.take(say):
            messages.success(request, gettext("Tersimpan. Pajaknya dihitung menurut bentuk usaha ini."))
            return redirect("book_tax", book.id)
    return _render(request, Book.objects.get(pk=book.pk), year, None, None, form)


def _pay(request: HttpRequest, book: Book, form: PayTaxForm) -> Entry | None:
    data, written = form.cleaned_data, []

    def pay() -> None:
        month = month_from(data["month"], "month")
        entry = act.pay_tax(
            request.user,
            book,
            month=month,
            amount=data["amount"] or 0,
            place=data["place"],
            day=data["day"],
            client_id=form_id(data["client_id"]),
        )
        written.append(entry)

    return written[0] if form.take(pay) else None


def _told(request: HttpRequest, book: Book, entry: Entry) -> None:
    there = reverse("book_entry", args=[book.id, entry.number])
    said = gettext("Pembayaran pajak tercatat.")
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, there, gettext("Lihat atau batalkan")))


def _pay_form(request: HttpRequest, shown: TaxYear) -> PayTaxForm:
    line = shown.next
    first = {"day": timezone.localdate(), "place": "bank"}
    if line:
        first |= {"month": f"{line.about.month:%Y-%m}", "amount": str(line.left)}
    return PayTaxForm(request.POST if request.method == "POST" else None, initial=first)


def _render(
    request: HttpRequest,
    book: Book,
    year: int,
    shown: TaxYear | None,
    pay_form: PayTaxForm | None,
    form: TaxpayerForm | None = None,
) -> HttpResponse:
    this_year = timezone.localdate().year
    asked = form or TaxpayerForm(initial={"taxpayer": book.taxpayer, "taxed_since": book.taxed_since})
    context = {
        "book": book,
        "year": year,
        "shown": shown,
        "form": asked,
        "pay_form": pay_form,
        "may": allowed(request.user, "keep books", book),
        "earlier": year - 1 if shown and year > shown.first_year else None,
        "later": year + 1 if year < this_year else None,
    }
    bad = asked.errors or (pay_form and pay_form.errors)
    return render(request, "books/tax.html", context, status=400 if bad else 200)


def _year(request: HttpRequest) -> int:
    this_year = timezone.localdate().year
    text = request.GET.get("tahun", "")
    asked = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else this_year
    return asked if 2000 <= asked <= this_year else this_year
