"""Bringing files in and taking the book along: upload, look, write, take back; four downloads."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from guyub.background.rules import takes_long
from guyub.books import jobs
from guyub.books.actions import banking, importing
from guyub.books.exchange import FORMATS, written
from guyub.books.forms.importing import KIND_NAMES, AccountsForm, ColumnsForm, StatementFileForm
from guyub.books.models import Book, Import
from guyub.books.pages.common import book_or_404
from guyub.books.queries.imports import imports_of
from guyub.books.rules.bank_layout import first_rows
from guyub.kernel.errors import Problem
from guyub.kernel.tables import RowProblem, write_rejects
from guyub.people.access import require
from guyub.people.fields import add_problem

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # rows of each kind on one page


def kept_book(request: HttpRequest, book: uuid.UUID) -> Book:
    """The book, for its keeper only."""
    found = book_or_404(request, book)
    require(request.user, "keep books", found)
    return found


@login_required
def imports(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """Send a year of entries or a bank's file; it is kept for preview, nothing is written yet."""
    found = kept_book(request, book)
    sent = request.FILES.get("file")
    if request.method == "POST" and sent and jobs.is_slow_to_read(sent.size):
        job = jobs.read_later(request.user, found, sent.name or "", sent.read(), timezone.now())
        return redirect("background_job", job.id)
    form = StatementFileForm(request.POST, request.FILES) if request.method == "POST" else StatementFileForm()
    if form.is_bound and form.is_valid():
        try:
            kept = jobs.upload(request.user, found, *form.cleaned_data["file"], at=timezone.now())
            return redirect("book_import", kept.id)
        except Problem as problem:
            form.add_error("file", str(problem))
    context = {"room": "business", "book": found, "form": form, "imports": imports_of(found)}
    return render(request, "books/imports.html", context, status=400 if form.errors else 200)


def kept_import(request: HttpRequest, file: uuid.UUID) -> Import:
    """The import, for the keeper of its book only."""
    found = Import.objects.select_related("book", "by").filter(pk=file).first()
    if found is None:
        raise Http404
    require(request.user, "keep books", found.book)
    return found


@login_required
def preview(request: HttpRequest, file: uuid.UUID) -> HttpResponse:
    """What would be written, by month, and each row that would not, with why."""
    listed = kept_import(request, file)
    context: dict[str, Any] = {"room": "business", "book": listed.book, "listed": listed, "shown": SHOWN}
    if listed.state != Import.State.READ:
        return render(request, "books/import.html", context)
    if listed.kind == Import.Kind.BANK:
        return _preview_bank(request, listed, context)
    reading = importing.read_import(listed, at=timezone.now())
    unknown = list(reading.accounts.unknown.values())
    accounts = [(code, gettext(names[0])) for code, names in reading.accounts.names.items()]
    again = bool((listed.table or {}).get("again"))
    sent = request.POST if request.method == "POST" else None
    form = AccountsForm(sent, unknown=unknown, accounts=accounts, initial={"again": again})
    if form.is_bound and form.is_valid():
        try:
            importing.choose(request.user, listed, form.chosen(), again=form.cleaned_data["again"])
            return redirect("book_import", listed.id)
        except Problem as problem:
            add_problem(form, problem)
    alike = any("Sepertinya" in each.words.text for each in reading.journal.problems)
    refused = _by_row(reading.journal.problems)
    context |= {
        "form": form,
        "reading": reading,
        "count": len(reading.journal.entries),
        "months": list(importing.months_of(reading.journal)),
        "refused": list(refused.items())[:SHOWN],
        "refused_count": len(refused),
        "new": [(each.code, each.name, KIND_NAMES[each.kind]) for each in reading.accounts.new.values()],
        "alike": alike or again,
    }
    return render(request, "books/import.html", context, status=400 if form.errors else 200)


def _preview_bank(request: HttpRequest, listed: Import, context: dict[str, Any]) -> HttpResponse:
    reading = banking.read_bank(listed, at=timezone.now())
    if reading.statement is None:
        return redirect("book_import_columns", listed.id)
    lines = [line for line, __ in reading.new]
    context |= {
        "bank": reading,
        "count": len(lines),
        "lines": lines[:SHOWN],
        "came_in": sum(line.amount for line in lines if line.amount > 0),
        "went_out": -sum(line.amount for line in lines if line.amount < 0),
        "refused": list(_by_row(reading.statement.left_out).items())[:SHOWN],
        "refused_count": len(reading.statement.left_out),
        "notes": reading.statement.notes[:SHOWN],
    }
    return render(request, "books/import.html", context)


def _by_row(problems: list[RowProblem]) -> dict[int, list[RowProblem]]:
    found: dict[int, list[RowProblem]] = defaultdict(list)
    for problem in sorted(problems, key=lambda each: each.row):
        found[problem.row].append(problem)
    return dict(found)


@login_required
def columns(request: HttpRequest, file: uuid.UUID) -> HttpResponse:
    """Say once which column of an unknown bank's file is which."""
    listed = kept_import(request, file)
    if listed.state != Import.State.READ or listed.kind != Import.Kind.BANK:
        return redirect("book_import", listed.id)
    reading = banking.read_bank(listed, at=timezone.now())
    header = reading.header
    sent = request.POST if request.method == "POST" else None
    told = header.layout.to_json() if header.layout else {}
    form = ColumnsForm(sent, headings=header.headings, initial=told)
    if form.is_bound and form.is_valid():
        try:
            banking.tell_columns(request.user, listed, form.cleaned_data["layout"], at=timezone.now())
            return redirect("book_import", listed.id)
        except Problem as problem:
            add_problem(form, problem)
    context = {"room": "business", "book": listed.book, "listed": listed, "form": form}
    context |= {"headings": header.headings, "rows": first_rows(header)}
    return render(request, "books/import_columns.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def confirm(request: HttpRequest, file: uuid.UUID) -> HttpResponse:
    listed = kept_import(request, file)
    if listed.state == Import.State.READ and takes_long("books.import", jobs.rows_in(listed)):
        return redirect("background_job", jobs.write_later(request.user, listed, timezone.now()).id)
    bank = listed.kind == Import.Kind.BANK
    act = banking.confirm_bank if bank else importing.confirm
    try:
        count = act(request.user, listed, at=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("book_import", listed.id)
    if bank:
        messages.success(request, ngettext("%(n)s baris bank masuk.", "%(n)s baris bank masuk.", count) % {"n": count})
        return redirect("book_bank", listed.book_id)
    said = ngettext("%(n)s catatan disimpan.", "%(n)s catatan disimpan.", count) % {"n": count}
    address = reverse("book_import", args=[listed.id])
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, address, gettext("Batalkan bila salah")))
    return redirect("book", listed.book_id)


@require_POST
@login_required
def undo(request: HttpRequest, file: uuid.UUID) -> HttpResponse:
    listed = kept_import(request, file)
    if listed.state == Import.State.DONE and takes_long("books.import", listed.entries):
        return redirect("background_job", jobs.undo_later(request.user, listed, timezone.now()).id)
    act = banking.undo_bank if listed.kind == Import.Kind.BANK else importing.undo
    try:
        count = act(request.user, listed, at=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, gettext("Impor dibatalkan: %(n)s dikembalikan seperti semula.") % {"n": count})
    return redirect("book_import", listed.id)


@login_required
def rejects(request: HttpRequest, file: uuid.UUID) -> HttpResponse:
    """The rows that were not taken, as a spreadsheet with the reason beside each."""
    listed = kept_import(request, file)
    if listed.state != Import.State.READ or listed.kind != Import.Kind.JOURNAL:
        raise Http404
    reading = importing.read_import(listed, at=timezone.now())
    response = HttpResponse(write_rejects(reading.listing, reading.journal.problems), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="baris-ditolak.xlsx"'
    return response


@login_required
def export(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """Four ways to take everything along, and what each is for."""
    found = book_or_404(request, book)
    later = takes_long("books.export", jobs.entries_in(found))
    return render(request, "books/export.html", {"room": "business", "book": found, "later": later})


@login_required
def export_file(request: HttpRequest, book: uuid.UUID, form: str) -> HttpResponseBase:
    found = book_or_404(request, book)
    if form not in FORMATS:
        raise Http404
    if takes_long("books.export", jobs.entries_in(found)):
        if request.method != "POST":
            return redirect("book_export", found.id)
        return redirect("background_job", jobs.export_later(request.user, found, form, timezone.now()).id)
    about = FORMATS[form]
    response = StreamingHttpResponse(written(found, form), content_type=about.content_type)
    name = jobs.export_name(found, form, timezone.localdate())
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
