"""Pages by which owners write: one line, or one of six plain forms."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from guyub.books.actions.noting import ProblemOf, note_all
from guyub.books.actions.posting import open_book
from guyub.books.forms.writing import EventForm, LineForm, PlainForm, day_said, fields_of, form_id, may_be_owed
from guyub.books.models import Book, Entry
from guyub.books.pages.cards import Card, cards_of, mended_cards, were_shown
from guyub.books.queries.desk import Desk, desks_of, written_today
from guyub.books.queries.habits import known_of, people_of
from guyub.books.rules.meaning import NAMES, EventKind
from guyub.books.rules.telling import LONGEST_TEXT, NewNote
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.words import Rupiah, _, reader_language, show
from guyub.people.access import require
from guyub.people.fields import OnceForm, add_problem, is_unattended


@dataclass(frozen=True, slots=True)
class Plain:
    """One of the six plain forms: its title, and the kinds it writes, the first when nothing is chosen."""

    title: str | Promise
    kinds: tuple[EventKind, ...]


_GOING_OUT = (
    EventKind.EXPENSE,
    EventKind.PAYMENT,
    EventKind.ADVANCE,
    EventKind.LOAN_REPAYMENT,
    EventKind.TRANSFER,
    EventKind.ASSET,
    EventKind.TAX,
)
PLAIN = {
    "masuk": Plain(
        gettext_lazy("Uang masuk"),
        (EventKind.SALE, EventKind.RECEIPT, EventKind.DEPOSIT, EventKind.LOAN, EventKind.OTHER_INCOME, EventKind.GRANT),
    ),
    "keluar": Plain(gettext_lazy("Uang keluar"), _GOING_OUT),
    "rumah": Plain(gettext_lazy("Diambil untuk rumah"), (EventKind.DRAWING,)),
    "setor": Plain(gettext_lazy("Setor uang sendiri"), (EventKind.CAPITAL,)),
    "bahan": Plain(gettext_lazy("Beli bahan"), (EventKind.PURCHASE,)),
    "upah": Plain(gettext_lazy("Bayar upah"), (EventKind.WAGE,)),
}

# As they are written; no translation of them would be read.
EXAMPLES = (
    "jual 12 syal @45rb",
    "beli benang 1,5jt utang ke pak Budi",
    "gaji Siti 600rb",
    "ambil buat dapur 250rb",
    "bu Tini bayar utang 500rb transfer",
)


class NoWorkshop(NotAllowed):
    """The person owns no workshop, so that there is nothing to write for."""


def _for_owners(page: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell who owns no workshop what the page is for, and where they can go instead."""

    @wraps(page)
    def shown(request: HttpRequest) -> HttpResponse:
        try:
            return page(request)
        except NoWorkshop as problem:
            return render(request, "books/no_workshop.html", {"room": "write", "problem": problem}, status=403)

    return shown


@login_required
@_for_owners
def write(request: HttpRequest) -> HttpResponse:
    """One line, shown as it is understood, then saved; `?buku=` tells which workshop's, `?teks=` what to begin with."""
    desk = _desk(request)
    if request.method == "POST" and request.POST.get("form") == "saldo-awal":
        return redirect("book_opening", _opened(desk).id)
    if request.method == "POST" and request.POST.get("form") in PLAIN:
        return redirect("book_form", _opened(desk).id, request.POST["form"])
    if request.method == "POST":
        return _take_line(request, desk)
    text = request.GET.get("teks", "")[:LONGEST_TEXT]
    cards = _read(request, desk, text, None) if text.strip() else []
    return _page(request, desk, LineForm(initial={"text": text}), cards, text)


@login_required
@require_POST
@_for_owners
def understood(request: HttpRequest) -> HttpResponse:
    """The part of the page below the line: what is understood of it so far. Writes nothing."""
    desk = _desk(request)
    text = request.POST.get("text", "")[:LONGEST_TEXT]
    changed = request.POST if request.POST.get("seen") == text else None
    cards = _read(request, desk, text, changed) if text.strip() else []
    return render(request, "books/understood.html", {"cards": cards, "seen": text})


@login_required
def plain(request: HttpRequest, book: uuid.UUID, what: str) -> HttpResponse:
    """One of the six plain forms."""
    if what not in PLAIN:
        raise Http404
    found = next((desk for desk in desks_of(request.user) if desk.book and desk.book.id == book), None)
    if found is None or found.book is None:
        raise Http404
    require(request.user, "keep books", found.book)
    form, today = PLAIN[what], timezone.localdate()
    kind = request.POST.get("kind") or request.GET.get("jenis", "")
    kind = kind if kind in form.kinds else str(form.kinds[0])
    typed: Any = (request.POST, request.FILES) if request.method == "POST" else ()
    filled = PlainForm(
        *typed,
        initial={"kind": kind},
        kinds=[str(each) for each in form.kinds],
        today=today,
        closed_until=found.book.closed_until,
    )
    if request.method == "POST" and filled.is_valid() and filled.note:
        entries = _kept(request, found.book, [filled.note], filled, [filled])
        if entries:
            _say(request, found.book, entries, [filled.note])
            return redirect(_address(found))
    context = {
        "room": "write",
        "desk": found,
        "what": what,
        "key": str(found.key),
        "plain": form,
        "kind": kind,
        "kinds": [(each.value, NAMES[each]) for each in form.kinds] if len(form.kinds) > 1 else [],
        "form": filled,
        "fields": [filled[name] for name in fields_of(kind) if name not in {"kind", "day", "paid", "place"}],
        "may_owe": may_be_owed(kind),
        "people": people_of(request.user, found.book),
    }
    return render(request, "books/plain.html", context, status=400 if filled.errors else 200)


def _desk(request: HttpRequest) -> Desk:
    """The workshop that is written for: the one asked for, or the first; NotAllowed for who owns none."""
    desks = desks_of(request.user)
    if not desks:
        raise NoWorkshop(_("Di sini pemilik usaha mencatat uang usahanya. Akun Anda bukan pemilik usaha."))
    asked = request.GET.get("buku", "")
    wanted = [desk for desk in desks if asked in {str(desk.key), str(desk.enterprise.id)}]
    if asked and not wanted:
        raise Http404
    return (wanted or desks)[0]


def _opened(desk: Desk) -> Book:
    return desk.book or open_book(desk.enterprise)


def _read(request: HttpRequest, desk: Desk, text: str, changed: Any) -> list[Card]:
    known, today = known_of(request.user, desk.book), day_said(request.POST, timezone.localdate())
    if changed is None:
        return cards_of(text, desk.book, today, known)
    return mended_cards(text, changed, desk.book, today, known)


def _take_line(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Save what the page showed; show it when it was not shown yet, or is not complete."""
    line = LineForm(request.POST, request.FILES)
    if not line.is_valid():
        text = request.POST.get("text", "")[:LONGEST_TEXT]
        shown = _read(request, desk, text, request.POST) if text.strip() and request.POST.get("seen") == text else []
        return _page(request, desk, line, shown, text, status=400)
    text = line.cleaned_data["text"]
    unseen = is_unattended(request) and request.POST.get("seen") != text  # written where nobody could read it
    cards = _read(request, desk, text, None if unseen else request.POST)
    if not unseen and not were_shown(text, request.POST, cards):
        return _page(request, desk, line, _read(request, desk, text, None), text, look=True)
    notes = [replace(card.note, text=text) for card in cards if card.note]
    if len(notes) < len(cards):
        return _page(request, desk, line, cards, text, status=400)
    if any(card.look_again for card in cards):
        return _page(request, desk, line, cards, text, look=True)
    book = _opened(desk)
    entries = _kept(request, book, notes, line, [card.form for card in cards])
    if not entries:
        return _page(request, desk, line, [card.refused() for card in cards], text, status=400)
    _say(request, book, entries, notes)
    return redirect(_address(replace(desk, book=book)))


def _kept(
    request: HttpRequest, book: Book, notes: Sequence[NewNote], once: OnceForm, forms: Sequence[EventForm]
) -> list[Entry]:
    """The entries, written; none when something cannot be, which then stands at its field."""
    data = once.cleaned_data
    try:
        return note_all(request.user, book, notes, client_id=form_id(data["client_id"]), photo=data["photo"])
    except NotAllowed:
        raise
    except Conflict:
        _begin_anew(once)
    except ProblemOf as problem:
        add_problem(forms[problem.which], problem)
    except Problem as problem:
        add_problem(once, problem)
    return []


def _begin_anew(once: OnceForm) -> None:
    """The page came back from the browser's memory and was changed: what it had sent before stands, this is another."""
    once.add_error(None, gettext("Yang tadi sudah tersimpan. Bila ini catatan lain, tekan Simpan sekali lagi."))
    sent: Any = once.data
    typed = sent.copy()
    typed["client_id"] = uuid.uuid4().hex
    once.data = typed


def _say(request: HttpRequest, book: Book, entries: Sequence[Entry], notes: Sequence[NewNote]) -> None:
    """What was written, each with the way to take it back."""
    language = reader_language()
    told = [
        (
            show(entry.words, language),
            show(Rupiah(note.amount), language),
            reverse("book_entry", args=[book.id, entry.number]),
            gettext("Batalkan"),
        )
        for entry, note in zip(entries, notes, strict=True)
    ]
    lines = format_html_join(" ", '<span>{}, {}. <a href="{}#batal">{}</a></span>', told)
    messages.success(request, format_html("{} {}", gettext("Tercatat:"), lines))


def _address(desk: Desk) -> str:
    return f"{reverse('write')}?buku={desk.key}"


def _page(
    request: HttpRequest,
    desk: Desk,
    line: LineForm,
    cards: list[Card],
    text: str,
    *,
    look: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "room": "write",
        "desk": desk,
        "desks": desks_of(request.user),
        "line": line,
        "forms": [card.form for card in cards if card.form.is_bound],
        "cards": cards,
        "seen": text,
        "look": look and bool(cards),
        "plain": PLAIN,
        "key": str(desk.key),
        "examples": EXAMPLES,
        "people": people_of(request.user, desk.book),
        "today": written_today(request.user, desk.book, timezone.localdate()),
    }
    return render(request, "books/write.html", context, status=status)
