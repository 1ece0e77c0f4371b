"""Bringing members in from a spreadsheet: upload, look, mend or leave out, confirm; and taking it back."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from guyub.background.rules import takes_long
from guyub.kernel.errors import Problem
from guyub.kernel.tables import RowProblem
from guyub.people.access import require
from guyub.people.fields import FileForm
from guyub.sentra import actions, jobs
from guyub.sentra.directory import DIRECTORY_COLUMNS, Directory
from guyub.sentra.models import Import
from guyub.sentra.pages import found_sentra
from guyub.sentra.queries import imports_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # rows of each kind on one page
LONGEST_ROW_NUMBER = 7  # digits; no spreadsheet has more rows


@login_required
def upload(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """Send a list; it is kept for preview, nothing is taken in yet."""
    place = found_sentra(request, sentra, "manage sentra")
    sent = request.FILES.get("file")
    if request.method == "POST" and sent and jobs.is_slow_to_read(sent.size):
        job = jobs.read_later(request.user, place, sent.name or "", sent.read(), timezone.now())
        return redirect("background_job", job.id)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        try:
            listed = actions.upload_members(request.user, place, form.cleaned_data["file"], at=timezone.now())
        except Problem as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("import", listed.id)
    context = {"room": "sentra", "sentra": place, "form": form, "imports": imports_of(place)}
    return render(request, "sentra/upload.html", context, status=400 if form.errors else 200)


def _listed(request: HttpRequest, listed: uuid.UUID) -> Import:
    found = get_object_or_404(Import.objects.select_related("sentra"), pk=listed)
    require(request.user, "manage sentra", found.sentra)
    return found


@login_required
def preview(request: HttpRequest, listed: uuid.UUID) -> HttpResponse:
    """What would be taken in, and each bad row with why; rows can be mended or left out here."""
    found = _listed(request, listed)
    if request.method == "POST":
        cells, left_out = _corrections(request)
        actions.correct_import(request.user, found, cells, left_out)
        return redirect("import", found.id)
    directory = actions.read_import(found) if found.state == Import.State.PREVIEW else None
    context: dict[str, Any] = {"room": "sentra", "sentra": found.sentra, "listed": found, "directory": directory}
    if directory:
        bad = _bad_rows(directory)
        context["bad"], context["bad_count"] = bad[:SHOWN], len(bad)
        context["good"] = directory.rows[:SHOWN]
        context["notes"] = directory.notes[:SHOWN]
    return render(request, "sentra/import.html", context)


def _bad_rows(directory: Directory) -> list[dict[str, Any]]:
    """Each refused row once, with its reasons and the cells to mend."""
    reasons: dict[int, list[RowProblem]] = defaultdict(list)
    for problem in directory.problems:
        reasons[problem.row].append(problem)
    listing = directory.listing
    there = [column for column in DIRECTORY_COLUMNS if column.key in listing.places]
    by_number = {row.number: row for row in listing.rows}
    return [
        {
            "number": number,
            "reasons": found,
            "cells": [
                {
                    "key": column.key,
                    "title": listing.title(column.key),
                    "value": _as_typed(listing.value(row, column.key)),
                    "why": _why(number, found, listing.title(column.key)),
                }
                for column in there
            ],
        }
        for number, found in sorted(reasons.items())
        if (row := by_number.get(number))
    ]


def _why(row: int, reasons: list[RowProblem], title: str) -> str:
    """The ids of the reasons that are about this cell, for the field to point at."""
    return " ".join(f"why-{row}-{place}" for place, reason in enumerate(reasons, 1) if reason.column == title)


def _as_typed(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _corrections(request: HttpRequest) -> tuple[dict[int, dict[str, str]], list[int]]:
    """Fields are named `cell-<row>-<column>` and `leave-<row>`."""
    keys = {column.key for column in DIRECTORY_COLUMNS}
    cells: dict[int, dict[str, str]] = defaultdict(dict)
    left_out: list[int] = []
    for name, value in request.POST.items():
        kind, __, rest = name.partition("-")
        number, __, key = rest.partition("-")
        if not number.isdecimal() or len(number) > LONGEST_ROW_NUMBER:
            continue
        if kind == "leave":
            left_out.append(int(number))
        elif kind == "cell" and key in keys:
            cells[int(number)][key] = str(value).replace("\0", "")[:400]
    return dict(cells), left_out


@require_POST
@login_required
def confirm(request: HttpRequest, listed: uuid.UUID) -> HttpResponse:
    found = _listed(request, listed)
    if found.state != Import.State.PREVIEW:
        messages.info(request, gettext("Daftar ini sudah disimpan atau ditarik."))
        return redirect("import", found.id)
    if takes_long("members.import", jobs.rows_in(found)):
        return redirect("background_job", jobs.take_later(request.user, found, timezone.now()).id)
    try:
        count = actions.confirm_import(request.user, found, at=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem))
        return redirect("import", found.id)
    messages.success(request, gettext("%(n)s anggota dimasukkan.") % {"n": count})
    return redirect("import", found.id)


@require_POST
@login_required
def undo(request: HttpRequest, listed: uuid.UUID) -> HttpResponse:
    found = _listed(request, listed)
    try:
        count = actions.undo_import(request.user, found, at=timezone.now())
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, gettext("Impor ditarik: %(n)s anggota dikeluarkan.") % {"n": count})
    return redirect("import", found.id)


@login_required
def rejects(request: HttpRequest, listed: uuid.UUID) -> HttpResponse:
    """The rows that were not taken, as a spreadsheet with the reason beside each."""
    found = _listed(request, listed)
    response = HttpResponse(actions.read_import(found).rejects(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="baris-ditolak.xlsx"'
    return response
