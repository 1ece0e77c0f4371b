"""The statements on screen, on paper and in a spreadsheet, and the account behind each figure."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy

from guyub.books.forms.statements import SpanForm, StatementsForm
from guyub.books.models import Book
from guyub.books.pages.common import book_or_404, line_place, query_of
from guyub.books.paper import statements_pdf
from guyub.books.queries import ledger
from guyub.books.queries.history import account_history
from guyub.books.queries.statements import Statements
from guyub.books.queries.statements import statements as ask
from guyub.books.rules.ledger import month_of
from guyub.books.rules.periods import Span, span, usual
from guyub.books.rules.statements import Row, Statement, column_heads
from guyub.books.workbook import statements_xlsx

NAMES = {
    "month": gettext_lazy("Bulan ini"),
    "last-month": gettext_lazy("Bulan lalu"),
    "quarter": gettext_lazy("Triwulan ini"),
    "year": gettext_lazy("Tahun ini"),
    "last-year": gettext_lazy("Tahun lalu"),
}


class Cell(NamedTuple):
    """An amount and where it opens to."""

    amount: int
    url: str


class Shown(NamedTuple):
    """A statement with the addresses behind its figures."""

    statement: Statement
    heads: tuple[str, ...]
    rows: list[tuple[Row, list[Cell]]]


@login_required
def statements(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """The statements of `?dari=2026-01&sampai=2026-11&banding=lalu`; this year's when nothing is said."""
    found = book_or_404(request, book)
    form, spans = _asked(request)
    report = ask(request.user, found, spans)
    first = ledger.first_day(found) or timezone.localdate()
    context = {
        "book": found,
        "form": form,
        "report": report,
        "shown": [_shown(found, statement, spans, first) for statement in report.all],
        "usual": _usual(spans[0], request.GET.get("banding", ""), first),
        "query": urlencode({**_query(spans[0]), "banding": request.GET.get("banding", "")}),
        "empty": not any(row.amounts for statement in report.all for row in statement.rows if row.code),
    }
    return render(request, "books/statements.html", context, status=400 if form.errors else 200)


@login_required
def pdf(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """The same on paper."""
    report = _report(request, book)
    return _file(report, statements_pdf(report, get_language() or "id"), "application/pdf", "pdf")


@login_required
def xlsx(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """The same in a spreadsheet, one sheet a statement."""
    report = _report(request, book)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(report, statements_xlsx(report), kind, "xlsx")


@login_required
def account(request: HttpRequest, book: uuid.UUID, code: str) -> HttpResponse:
    """Every movement of an account in `?dari=2026-01&sampai=2026-11`, with the balance before and after."""
    found = book_or_404(request, book)
    form = SpanForm(request.GET)
    this_month = month_of(timezone.localdate())
    during = form.span() or span(this_month, this_month)
    place = line_place(request.GET.get("sesudah", ""))
    history = account_history(request.user, found, code, during, place)
    if history is None:
        raise Http404
    context = {"book": found, "history": history, "form": form, "place": place, "query": query_of(during)}
    return render(request, "books/account.html", context, status=400 if form.errors else 200)


def _asked(request: HttpRequest) -> tuple[StatementsForm, list[Span]]:
    """What was asked for: one span, or two to compare; this year when it cannot be read."""
    today = timezone.localdate()
    this_year = usual(today, None)["year"]
    form = StatementsForm(request.GET or None, initial={**_query(this_year), "banding": ""})
    asked = form.span() or this_year
    other = {"lalu": asked.before, "tahun": asked.year_ago}.get(request.GET.get("banding", ""))
    return form, [asked, other()] if other else [asked]


def _report(request: HttpRequest, book: uuid.UUID) -> Statements:
    found = book_or_404(request, book)
    form, spans = _asked(request)
    if form.errors:
        raise Http404
    return ask(request.user, found, spans)


def _file(report: Statements, content: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    during = report.spans[0]
    name = f"guyub-{during.since:%Y-%m}-{during.until:%Y-%m}.{ending}"
    way = "inline" if ending == "pdf" else "attachment"
    response["Content-Disposition"] = f'{way}; filename="{name}"'
    return response


def _shown(book: Book, statement: Statement, spans: list[Span], first: date) -> Shown:
    rows = [(row, list(_cells(book, row, spans, first))) for row in statement.rows]
    return Shown(statement, column_heads(statement, spans), rows)


def _cells(book: Book, row: Row, spans: list[Span], first: date) -> Iterator[Cell]:
    """Each amount of a row, with the address of what it is made of."""
    for at, amount in enumerate(row.amounts):
        if row.code:
            url = reverse("book_account", args=[book.id, row.code]) + query_of(spans[at])
        elif row.spans:
            since = max(row.spans[at].since, min(month_of(first), row.spans[at].until))
            made_in = Span(since, row.spans[at].until)
            url = reverse("book_statements", args=[book.id]) + query_of(made_in) + "#laba-rugi"
        else:
            url = ""
        yield Cell(amount, url)


def _query(during: Span) -> dict[str, str]:
    return {"dari": f"{during.since:%Y-%m}", "sampai": f"{during.until:%Y-%m}"}


def _usual(now: Span, compared: str, first: date) -> list[tuple[str, str, bool]]:
    """The spans people ask for most: name, query, whether it is the present one."""
    found = usual(timezone.localdate(), first).items()
    return [(str(NAMES[name]), urlencode({**_query(each), "banding": compared}), each == now) for name, each in found]
