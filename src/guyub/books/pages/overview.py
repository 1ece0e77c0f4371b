"""Pages of one book: what its owner sees first, and the trial balance for who wants to check."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from guyub.books.models import Book
from guyub.books.pages.common import asked_month, book_or_404, page_of
from guyub.books.queries import ledger
from guyub.books.queries.money import money_today
from guyub.books.queries.stock import keeps_stock
from guyub.books.rules.ledger import month_of, months_back
from guyub.books.rules.money import Attention
from guyub.people.access import allowed

# Title, sentence, address.
Way = tuple[str, str, str]


@login_required
def book(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """Money today and the last entries; `?sampai=DAY.NUMBER` goes on with older ones alone."""
    found = book_or_404(request, book)
    after = _place(request.GET.get("sampai", ""))
    if after is not None:
        older = ledger.entries_page(request.user, found, after)
        return render(request, "books/older.html", {"room": "business", "book": found, "page": older})
    may_keep = allowed(request.user, "keep books", found)
    shown = money_today(request.user, found, timezone.localdate())
    context = {
        "room": "business",
        "book": found,
        "shown": shown,
        "attentions": [(each.words, _address(found, each)) for each in shown.attentions],
        "ways": ways(found, may_keep=may_keep),
        "checks": checks(found),
        "stock": page_of("stock", found.enterprise_id) if keeps_stock(found) else "",
        "may_keep": may_keep,
        "write": f"{page_of('write')}?buku={found.id}" if page_of("write") and may_keep else "",
    }
    return render(request, "books/book.html", context)


def ways(book: Book, *, may_keep: bool) -> list[Way]:
    """The other pages of a book, those most used first; what there is only for who keeps it is left out for others."""
    own = book.enterprise_id is not None
    named = [
        ("book_debts", gettext("Utang-piutang"), gettext("siapa berutang, sejak kapan"), True),
        ("book_household", gettext("Rumah tangga"), gettext("yang dibawa pulang, gaji sendiri"), own),
        ("book_forecast", gettext("Uang ke depan"), gettext("cukup atau tidak, 13 minggu"), True),
        ("book_statements", gettext("Laporan"), gettext("laba rugi dan keuangan, bisa dicetak"), True),
        ("book_tax", gettext("Pajak"), gettext("yang harus dibayar, dan kapan"), own),
        ("book_closing", gettext("Tutup bulan"), gettext("supaya catatan lama tidak berubah lagi"), may_keep),
        ("book_opening", gettext("Saldo awal"), gettext("uang dan utang sebelum mulai mencatat"), may_keep),
        ("book_bank", gettext("Cocokkan bank"), gettext("catatan dengan mutasi rekening"), may_keep),
        ("book_imports", gettext("Impor"), gettext("dari Excel atau buku lama"), may_keep),
        ("book_export", gettext("Ekspor"), gettext("bawa semua catatan Anda"), True),
        ("book_settings", gettext("Atur"), gettext("target, gaji, pajak, biaya bersama rumah"), may_keep),
    ]
    found = [(title, sentence, page_of(name, book.id)) for name, title, sentence, offered in named if offered]
    return [way for way in found if way[2]]


def checks(book: Book) -> list[Way]:
    """Pages for who wants to check the books."""
    return [
        (
            gettext("Neraca saldo"),
            gettext("semua akun dan saldonya, per bulan"),
            page_of("book_trial_balance", book.id),
        )
    ]


def _address(book: Book, attention: Attention) -> str:
    about = [] if attention.about is None else [attention.about]
    return page_of(attention.page, attention.place or book.id, *about)


@login_required
def trial_balance(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """Every account's balance at the end of a month: `?bulan=2026-11`, or this month."""
    found = book_or_404(request, book)
    this_month = month_of(timezone.localdate())
    month = asked_month(request.GET.get("bulan", "")) or this_month
    first = ledger.first_day(found) or this_month
    context = {
        "book": found,
        "shown": ledger.trial_balance(request.user, found, month),
        "earlier": months_back(month, 1) if month > month_of(first) else None,
        "later": months_back(month, -1) if month < this_month else None,
    }
    return render(request, "books/trial_balance.html", context)


def _place(text: str) -> ledger.Place | None:
    """`2026-11-23.17` as a place in the list; None for anything else, which begins at the latest."""
    day, __, number = text.partition(".")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None
