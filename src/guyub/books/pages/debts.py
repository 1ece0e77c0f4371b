"""Who owes whom: the lists, and one person with all that can be done about their debt."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, override

from guyub.books.actions.debts import Deposit, change_party, use_deposit
from guyub.books.actions.noting import note
from guyub.books.forms.debts import DepositForm, PaidForm, PartyForm
from guyub.books.models import Book, Entry
from guyub.books.pages.common import book_or_404, grouped
from guyub.books.queries import ledger
from guyub.books.queries.debts import PartyView, debts_of, party_of, party_view
from guyub.books.rules.debts import Owed
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.telling import NewNote
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import reader_language, show_date, show_rupiah
from guyub.people.access import allowed, require
from guyub.people.fields import OnceForm, add_problem

LAST_PAGE = 1000
KINDS = {"received": EventKind.RECEIPT, "paid": EventKind.PAYMENT}
DEPOSITS = {"theirs": Deposit.THEIRS, "ours": Deposit.OURS}


@login_required
def debts(request: HttpRequest, book: uuid.UUID) -> HttpResponse:
    """Two lists: who owes me, whom I owe, those open longest first. `?halaman=` goes on with smaller balances."""
    found = book_or_404(request, book)
    page = _page(request.GET.get("halaman", ""))
    today = timezone.localdate()
    shown = debts_of(request.user, found, today, page=page)
    context = {
        "room": "business",
        "book": found,
        "shown": shown,
        "lists": [
            _list("piutang", gettext("Yang berutang kepada Anda"), shown.to_us, shown.ages_to_us, today),
            _list("utang", gettext("Utang Anda"), shown.by_us, shown.ages_by_us, today),
        ],
        "page": page,
        "next": page + 1 if shown.more else None,
    }
    return render(request, "books/debts.html", context)


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 and int(text) < LAST_PAGE else 0


def _list(key: str, title: str, people: tuple[Owed, ...], ages: tuple[int, ...], today: date) -> dict[str, Any]:
    names = [
        gettext("sampai 30 hari"),
        gettext("31 sampai 60 hari"),
        gettext("61 sampai 90 hari"),
        gettext("lebih dari 90 hari"),
    ]
    return {
        "key": key,
        "title": title,
        "people": [(owed, owed.days(today)) for owed in people],
        "ages": list(zip(names, ages, strict=True)),
    }


@dataclass(slots=True)
class Forms:
    """What can be posted on the page of one person; a form that makes no sense for them is None."""

    received: PaidForm | None
    paid: PaidForm | None
    theirs: DepositForm | None
    ours: DepositForm | None
    change: PartyForm

    def named(self, name: str) -> forms.Form | None:
        return getattr(self, name) if name in (*KINDS, *DEPOSITS, "change") else None

    def wrong(self) -> bool:
        each = (self.received, self.paid, self.theirs, self.ours, self.change)
        return any(form is not None and bool(form.errors) for form in each)


@login_required
def party(request: HttpRequest, book: uuid.UUID, party: int) -> HttpResponse:
    """One person: what is open in words, paying it, using a deposit, their name and number, and the history."""
    found = book_or_404(request, book)
    who = party_of(request.user, found, party)
    if who is None:
        raise Http404
    sent = request.POST.get("act", "")
    if request.method == "POST":
        require(request.user, "keep books", found)
    today = timezone.localdate()
    after = _place(request.GET.get("sampai", ""))
    shown = party_view(request.user, found, who, after)
    asked = _forms(request, shown, sent, today)
    form = asked.named(sent)
    if form is not None and form.is_bound and form.is_valid() and _done(request, found, shown, sent, form, today):
        return redirect("book_party", found.id, who.number)
    context = {
        "room": "business",
        "book": found,
        "shown": shown,
        "forms": asked,
        "after": after,
        "sentences": _sentences(shown, today),
        "may_keep": allowed(request.user, "keep books", found),
        "reminder": _reminder(found, shown),
    }
    return render(request, "books/party.html", context, status=400 if asked.wrong() else 200)


def _place(text: str) -> ledger.Place | None:
    day, __, number = text.partition(".")
    try:
        return (date.fromisoformat(day), int(number)) if len(number) < 18 else None
    except ValueError:
        return None


def _forms(request: HttpRequest, shown: PartyView, sent: str, today: date) -> Forms:
    """Each with its own prefix, so that they can stand on one page; the one that was sent is filled in."""

    def given(name: str) -> Any:
        return request.POST if request.method == "POST" and name == sent else None

    def paid(name: str, amount: int) -> PaidForm | None:
        # One that was sent is read even when nothing is owed any more: a resend is answered, not lost.
        if not amount and not given(name):
            return None
        return PaidForm(
            given(name), prefix=name, today=today, initial={"amount": grouped(amount), "settlement": "cash"}
        )

    def deposit(name: str, amount: int) -> DepositForm | None:
        if not amount and not given(name):
            return None
        return DepositForm(given(name), prefix=name, initial={"amount": grouped(amount)})

    return Forms(
        paid("received", shown.they_can_pay),
        paid("paid", shown.we_can_pay),
        deposit("theirs", shown.their_deposit),
        deposit("ours", shown.our_deposit),
        PartyForm(given("change"), prefix="change", initial={"name": shown.party.name, "phone": shown.party.phone}),
    )


def _done(request: HttpRequest, book: Book, shown: PartyView, sent: str, form: forms.Form, today: date) -> bool:
    """Do what was sent and say so; False when it could not be, which the form then tells."""
    if isinstance(form, PartyForm):
        return _changed(request, book, shown, form)
    assert isinstance(form, OnceForm)  # noqa: S101 - the others all are
    if sent in KINDS:
        return form.take(lambda: _say(request, book, _paid(request, book, shown, sent, form)))
    return form.take(lambda: _say(request, book, _used(request, book, shown, sent, form, today)))


def _paid(request: HttpRequest, book: Book, shown: PartyView, sent: str, form: OnceForm) -> Entry:
    data = form.cleaned_data
    told = NewNote(KINDS[sent], data["amount"], data["day"], settlement=data["settlement"], party=shown.party.name)
    return note(request.user, book, told, client_id=_id(form))


def _used(request: HttpRequest, book: Book, shown: PartyView, sent: str, form: OnceForm, today: date) -> Entry:
    amount = form.cleaned_data["amount"]
    return use_deposit(request.user, book, shown.party, DEPOSITS[sent], amount, client_id=_id(form), day=today)


def _id(form: OnceForm) -> uuid.UUID:
    """The form's own id; one that was tampered with still names the same form."""
    text = form.cleaned_data["client_id"]
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_OID, text)


def _say(request: HttpRequest, book: Book, entry: Entry) -> None:
    back = f"{reverse('book_entry', args=[book.id, entry.number])}#batal"
    messages.success(
        request,
        format_html('{} {}. <a href="{}">{}</a>', gettext("Tercatat:"), str(entry.words), back, gettext("Batalkan")),
    )


def _changed(request: HttpRequest, book: Book, shown: PartyView, form: PartyForm) -> bool:
    before = shown.party.name
    try:
        data = form.cleaned_data
        change_party(request.user, book, shown.party, name=data["name"], phone=data["phone"] or "")
    except NotAllowed:
        raise
    except Problem as problem:
        add_problem(form, problem)
        return False
    if before != shown.party.name:
        messages.success(
            request, gettext("%(old)s sekarang bernama %(new)s.") % {"old": before, "new": shown.party.name}
        )
    else:
        messages.success(request, gettext("Perubahan disimpan."))
    return True


def _sentences(shown: PartyView, today: date) -> list[str]:
    """What is open with this person, in words."""
    told = []
    if shown.owes_us:
        told.append(
            _sentence(gettext("%(name)s berutang %(amount)s kepada Anda (%(what)s)"), shown, shown.owes_us, today)
        )
    if shown.we_owe:
        told.append(
            _sentence(gettext("Anda berutang %(amount)s kepada %(name)s (%(what)s)"), shown, shown.we_owe, today)
        )
    return told or [gettext("Tidak ada utang di antara Anda dan %(name)s.") % {"name": shown.party.name}]


def _sentence(text: str, shown: PartyView, owed: Owed, today: date) -> str:
    language = reader_language()
    said = text % {
        "name": shown.party.name,
        "amount": show_rupiah(owed.amount, language),
        "what": ", ".join(str(kind) for kind in owed.kinds),
    }
    if owed.since is None:
        return f"{said}."
    if not owed.days(today):
        return f"{said}, {gettext('sejak hari ini')}."
    days = owed.days(today) or 0
    since = ngettext("sejak %(day)s, %(days)s hari", "sejak %(day)s, %(days)s hari", days)
    since %= {"day": show_date(owed.since, language), "days": days}
    return f"{said}, {since}."


def _reminder(book: Book, shown: PartyView) -> str:
    """A chat to the person with a polite text in it, always in Indonesian; empty without a number or a debt."""
    owed = shown.owes_us
    if owed is None or not shown.party.phone or not shown.they_can_pay:
        return ""
    with override("id"):
        text = gettext(
            "Halo %(name)s, kami dari %(business)s. Menurut catatan kami masih ada %(amount)s yang belum dibayar. "
            "Bila sudah dibayar atau catatan kami keliru, mohon kabari kami. Terima kasih banyak."
        ) % {"name": shown.party.name, "business": book.name, "amount": show_rupiah(shown.they_can_pay, "id")}
    return f"https://wa.me/{shown.party.phone.lstrip('+')}?text={quote(text)}"
