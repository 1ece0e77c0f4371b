"""Lines of the bank that wait: say which entry each is, write it down, or leave it alone."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from guyub.books.actions import banking
from guyub.books.forms.importing import LineForm
from guyub.books.models import BankLine, Book
from guyub.books.pages.imports import kept_book
from guyub.books.queries.bank import bank_view
from guyub.kernel.errors import NotAllowed, Problem
from guyub.people.fields import add_problem

ACTS = frozenset({"write", "match", "leave", "again"})


@login_required
def bank(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """The lines that wait, each with the best guess, and the book's balance beside the bank's."""
    found = kept_book(request, book)
    wrong: LineForm | None = None
    if request.method == "POST":
        done, wrong = _act(request, found)
        if done:
            return redirect("book_bank", found.id)
    view = bank_view(request.user, found)
    rows = []
    for shown in view.lines:
        form = wrong if wrong is not None and wrong.line == shown.line else LineForm(line=shown.line, view=shown)
        rows.append((shown, form))
    context = {"room": "business", "book": found, "view": view, "rows": rows, "wrong": wrong}
    return render(request, "books/bank.html", context, status=400 if wrong else 200)


def _act(request: HttpRequest, book: Book) -> tuple[bool, LineForm | None]:
    """Do what was asked for; whether to look anew, or the form that cannot be taken."""
    act = request.POST.get("act", "")
    if act == "all":
        count = banking.match_certain(request.user, book)
        said = ngettext("%(n)s baris dicocokkan.", "%(n)s baris dicocokkan.", count)
        messages.success(request, said % {"n": count})
        return True, None
    line = _line(request, book)
    if line is None or act not in ACTS:
        messages.error(request, gettext("Baris itu tidak ada lagi."))
        return True, None
    form = LineForm(request.POST, line=line)
    try:
        if act == "write":
            if not form.is_valid():
                return False, form
            _write(request, line, form)
        elif act == "match":
            banking.match_line(request.user, line, _number(request))
            messages.success(request, gettext("Baris dicocokkan."))
        else:
            banking.leave_line(request.user, line, alone=act == "leave")
            messages.success(request, _left(line, act))
    except NotAllowed:
        raise
    except Problem as problem:
        if act == "write":
            add_problem(form, problem)
            return False, form
        messages.error(request, str(problem))
    return True, None


def _write(request: HttpRequest, line: BankLine, form: LineForm) -> None:
    kind, category, party = form.told()
    entry = banking.write_line(request.user, line, kind, category=category, party=party, at=timezone.now())
    address = reverse("book_entry", args=[entry.book_id, entry.number])
    said = gettext("Tercatat: %(what)s.") % {"what": entry.words}
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, address, gettext("Lihat atau batalkan")))


def _left(line: BankLine, act: str) -> str:
    if act == "again":
        return gettext("“%(words)s” menunggu lagi.") % {"words": line.words[:60]}
    return gettext("“%(words)s” diabaikan.") % {"words": line.words[:60]}


def _line(request: HttpRequest, book: Book) -> BankLine | None:
    """The line that was meant, if this book has it."""
    try:
        wanted = uuid.UUID(request.POST.get("line", ""))
    except ValueError:
        return None
    line = BankLine.objects.filter(book=book, pk=wanted).first()
    if line is not None:
        line.book = book
    return line


def _number(request: HttpRequest) -> int:
    """The entry that was chosen; 0, which no entry has, for anything else."""
    text = request.POST.get("number", "")
    return int(text) if text.isdecimal() and len(text) <= 15 else 0
