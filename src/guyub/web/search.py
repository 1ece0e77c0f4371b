"""Search over people, orders, products and entries. What a person may see is settled before anything is compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from rapidfuzz import fuzz

from guyub.books.queries.finding import entries_about, parties_in
from guyub.books.queries.ledger import books_of
from guyub.kernel.errors import Problem
from guyub.kernel.numbers import parse_rupiah
from guyub.kernel.words import reader_language, show
from guyub.orders.queries import orders_named
from guyub.people.models import RoleName, User
from guyub.sentra.queries import members_named
from guyub.workshop.queries.finding import jobs_in, products_in, workers_in

SHOWN = 8
COMPARED = 2_000  # names of each kind
ALIKE = 80  # of 100: one slip in a name of five letters
SHORTEST_ALIKE, LONGEST = 4, 80


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    sub: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, best first."""

    name: str
    hits: Sequence[Hit]


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """The box, and what was found for `?q=`."""
    assert isinstance(request.user, User)  # noqa: S101
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    groups = found_for(request.user, text) if text else []
    return render(request, "search.html", {"text": text, "groups": groups, "room": None})


def found_for(user: User, text: str) -> list[Group]:
    """What this person may see and probably means. About a dozen queries, over bounded numbers of rows."""
    owned = user.places(RoleName.OWNER)
    sentra = [*user.places(RoleName.OFFICER), *user.places(RoleName.MEMBER)]
    books = [book.id for book in books_of(user)]
    people = [*_members(sentra, text), *_workers(owned, text), *_parties(books, text)]
    groups = [
        Group(gettext("Orang dan usaha"), people[:SHOWN]),
        Group(gettext("Pesanan"), [*_orders(sentra, text), *_jobs(owned, text)][:SHOWN]),
        Group(gettext("Barang"), _products(owned, text)[:SHOWN]),
        Group(gettext("Catatan"), _entries(books, text)),
    ]
    return [group for group in groups if group.hits]


def plain(text: str) -> str:
    """Small letters without accents."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))


def likeness(wanted: str, name: str) -> float:
    """How well a name fits what was typed: 100 when it holds it, less for a slip, 0 when it is something else."""
    wanted, name = plain(wanted), plain(name)
    if wanted in name:
        return 100.0
    if len(wanted) < SHORTEST_ALIKE:
        return 0.0
    return fuzz.partial_ratio(wanted, name, score_cutoff=ALIKE)


def _best(things: Iterable[Any], text: str, names: Callable[[Any], Iterable[str]]) -> list[Any]:
    """The things whose names fit, best first; those that fit alike stay in their order."""
    rated = [(max((likeness(text, name) for name in names(thing)), default=0), thing) for thing in things]
    return [thing for rate, thing in sorted(rated, key=lambda pair: -pair[0]) if rate][:SHOWN]


def _members(sentra: Sequence[Any], text: str) -> list[Hit]:
    found = _best(members_named(sentra, text, COMPARED) if sentra else [], text, lambda row: (row.name, row.owner_name))
    return [Hit(row.name, row.owner_name, reverse("member", args=[row.sentra, row.id])) for row in found]


def _workers(owned: Sequence[Any], text: str) -> list[Hit]:
    found = _best(workers_in(owned, COMPARED) if owned else [], text, lambda worker: [worker.name])
    return [Hit(each.name, gettext("pekerja"), reverse("worker", args=[each.enterprise_id, each.pk])) for each in found]


def _parties(books: Sequence[Any], text: str) -> list[Hit]:
    found = _best(parties_in(books, COMPARED) if books else [], text, lambda party: [party.name])
    return [
        Hit(each.name, gettext("utang-piutang"), reverse("book_party", args=[each.book_id, each.number]))
        for each in found
    ]


def _orders(sentra: Sequence[Any], text: str) -> list[Hit]:
    found = _best(
        orders_named(sentra, COMPARED) if sentra else [], text, lambda order: [order.buyer, f"{order.number}"]
    )
    return [
        Hit(each.buyer, gettext("Pesanan %(n)s") % {"n": each.number}, reverse("order", args=[each.id]))
        for each in found
    ]


def _jobs(owned: Sequence[Any], text: str) -> list[Hit]:
    found = _best(jobs_in(owned, COMPARED) if owned else [], text, lambda job: [job.customer, job.name])
    return [Hit(each.name, each.customer, reverse("job", args=[each.enterprise_id, each.pk])) for each in found]


def _products(owned: Sequence[Any], text: str) -> list[Hit]:
    found = _best(products_in(owned, COMPARED) if owned else [], text, lambda product: [product.name])
    return [Hit(each.name, "", reverse("product", args=[each.enterprise_id, each.pk])) for each in found]


def _entries(books: Sequence[Any], text: str) -> list[Hit]:
    if not books:
        return []
    language = reader_language()
    return [
        Hit(
            show(each.words, language),
            date_format(each.day),
            reverse("book_entry", args=[each.book_id, each.number]),
        )
        for each in entries_about(books, text, _amount(text), SHOWN)
    ]


def _amount(text: str) -> int | None:
    try:
        return parse_rupiah(text)
    except Problem:
        return None
