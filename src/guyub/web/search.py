"""Search over people, orders, products and entries. What a person may see is settled before anything is compared."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from rapidfuzz import fuzz

from guyub.books.queries.finding import Found, Key, Said, entries_at, moved, parties_in, said_of, stretch_of
from guyub.books.queries.ledger import books_of
from guyub.kernel.errors import Problem
from guyub.kernel.numbers import parse_rupiah
from guyub.kernel.words import SOURCE_LANGUAGE, reader_language, show
from guyub.orders.models import Line
from guyub.orders.queries import orders_named
from guyub.people.models import RoleName, User
from guyub.sentra.queries import members_named
from guyub.workshop.queries.finding import jobs_in, procedures_in, products_in, workers_in

SHOWN, MOST = 8, 100  # of each kind; of the one kind that was asked for
COMPARED = 2_000  # names of each kind
READ = 400  # entries that seem to fit and are read word by word
ALIKE = 80  # of 100: one slip in a name of five letters
SHORTEST_ALIKE, LONGEST = 4, 80
LONGEST_STEP = 4  # digits
Ids = Sequence[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the answer; `rate` is how well it fits, of 100, `amount` rupiah where there is one."""

    title: str
    sub: str
    url: str
    rate: float = 100.0
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, best first; whether there is `more`, and `older` that was not looked at."""

    kind: str
    name: str
    hits: Sequence[Hit]
    more: bool = False
    older: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """By whom, for what, how many of a kind at most, and how many steps back in the entries."""

    user: User
    text: str
    most: int = SHOWN
    back: int = 0

    def places(self, *names: RoleName) -> Ids:
        return [place for name in names for place in self.user.places(name)]

    @property
    def books(self) -> Ids:
        return [book.id for book in books_of(self.user)]


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """The box, and what was found for `?q=`: of `&jenis=` more, of entries those `&lama=` steps back."""
    assert isinstance(request.user, User)  # noqa: S101
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    steps = request.GET.get("lama", "")
    back = int(steps) if steps.isdecimal() and len(steps) <= LONGEST_STEP else 0
    kind = request.GET.get("jenis", "")
    groups = found_for(request.user, text, kind, back) if text else []
    context = {
        "text": text,
        "groups": groups,
        "one_kind": kind in KINDS,
        "found": any(each.hits for each in groups),
        "next": back + 1,
        "room": None,
    }
    return render(request, "search.html", context)


def found_for(user: User, text: str, kind: str = "", back: int = 0) -> list[Group]:
    """What this person may see and probably means, of each kind or more of one.

    At most sixteen queries, however many books, workshops and sentra; each reads at most `COMPARED` names of a kind,
    and of entries the latest `finding.LATEST` of all books together, or as many that come `back` steps before. Nothing
    grows with what is older.
    """
    if kind in KINDS:
        return [KINDS[kind](Asked(user, text, MOST, back))]
    groups = [find(Asked(user, text)) for find in KINDS.values()]
    return [group for group in groups if group.hits or group.older]


def plain(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))


def likeness(wanted: str, name: str) -> float:
    """How well a name fits what was typed: 100 when it holds it, less for a slip, 0 when it is something else."""
    wanted, name = plain(wanted), plain(name)
    if holds(wanted.split(), name) or wanted in name:
        return 100.0
    if len(wanted) < SHORTEST_ALIKE:
        return 0.0
    # A name shorter than what was typed is not meant because it happens to stand within: Ani is not Daniel.
    alike = fuzz.partial_ratio if len(name) >= len(wanted) else fuzz.ratio
    return alike(wanted, name, score_cutoff=ALIKE)


def holds(words: Sequence[str], text: str) -> bool:
    """Whether each of these words stands in the text. No words stand nowhere."""
    return bool(words) and all(word in text for word in words)


def _rate(text: str, *names: str) -> float:
    return max(likeness(text, name) for name in names)


def _group(kind: str, name: str, hits: Iterable[Hit], most: int) -> Group:
    """Best first; those that fit alike stay in their order."""
    found = sorted((hit for hit in hits if hit.rate), key=lambda hit: -hit.rate)
    return Group(kind, name, found[:most], more=len(found) > most)


def _people(asked: Asked) -> Group:
    owned, sentra = asked.places(RoleName.OWNER), asked.places(RoleName.OFFICER, RoleName.MEMBER)
    hits = [*_workers(owned, asked.text), *_parties(asked.books, asked.text), *_members(sentra, asked.text)]
    return _group("orang", gettext("Orang dan usaha"), hits, asked.most)


def _ordered(asked: Asked) -> Group:
    owned, sentra = asked.places(RoleName.OWNER), asked.places(RoleName.OFFICER, RoleName.MEMBER)
    return _group("pesanan", gettext("Pesanan"), [*_orders(sentra, asked.text), *_jobs(owned, asked.text)], asked.most)


def _things(asked: Asked) -> Group:
    """What is made, and how: the latter for who works there too."""
    floor = list(dict.fromkeys(asked.places(RoleName.OWNER, RoleName.WORKER)))
    hits = [*_products(asked.places(RoleName.OWNER), asked.text), *_procedures(floor, asked.text)]
    return _group("barang", gettext("Barang dan cara kerja"), hits, asked.most)


def _members(sentra: Ids, text: str) -> Iterator[Hit]:
    for row in members_named(sentra, text, COMPARED) if sentra else ():
        if rate := _rate(text, row.name, row.owner_name):
            yield Hit(row.name, row.owner_name, reverse("member", args=[row.sentra, row.id]), rate)


def _workers(owned: Ids, text: str) -> Iterator[Hit]:
    for each in workers_in(owned, COMPARED) if owned else ():
        if rate := _rate(text, each.name):
            yield Hit(each.name, gettext("pekerja"), reverse("worker", args=[each.enterprise_id, each.pk]), rate)


def _parties(books: Ids, text: str) -> Iterator[Hit]:
    for each in parties_in(books, COMPARED) if books else ():
        if rate := _rate(text, each.name):
            address = reverse("book_party", args=[each.book_id, each.number])
            yield Hit(each.name, gettext("utang-piutang"), address, rate)


def _orders(sentra: Ids, text: str) -> Iterator[Hit]:
    """By buyer, by number, and by what was ordered."""
    if not sentra:
        return
    things: dict[uuid.UUID, list[str]] = {}
    lines = Line.objects.filter(order__sentra__in=sentra).order_by("-order__created_at", "number")
    for order, product in lines.values_list("order", "product")[:COMPARED]:
        things.setdefault(order, []).append(product)
    for each in orders_named(sentra, COMPARED):
        ordered = things.get(each.id, [])
        if rate := _rate(text, each.buyer, f"{each.number}", *ordered):
            sub = " · ".join([gettext("Pesanan %(n)s") % {"n": each.number}, *ordered[:2]])
            yield Hit(each.buyer, sub, reverse("order", args=[each.id]), rate)


def _jobs(owned: Ids, text: str) -> Iterator[Hit]:
    for each in jobs_in(owned, COMPARED) if owned else ():
        if rate := _rate(text, each.customer, each.name):
            yield Hit(each.name, each.customer, reverse("job", args=[each.enterprise_id, each.pk]), rate)


def _products(owned: Ids, text: str) -> Iterator[Hit]:
    for each in products_in(owned, COMPARED) if owned else ():
        if rate := _rate(text, each.name):
            yield Hit(each.name, "", reverse("product", args=[each.enterprise_id, each.pk]), rate)


def _procedures(floor: Ids, text: str) -> Iterator[Hit]:
    for each in procedures_in(floor, COMPARED) if floor else ():
        product = each.product.name if each.product else ""
        if rate := _rate(text, each.title, product):
            yield Hit(each.title, product, reverse("procedure", args=[each.enterprise_id, each.pk]), rate)


def _entries(asked: Asked) -> Group:
    """Of the entries of one stretch those that hold each word, or moved the amount, the newest days first."""
    name = gettext("Catatan")
    if not (books := asked.books):
        return Group("catatan", name, ())
    stretch, older = stretch_of(books, asked.back)
    amount, language = _amount(asked.text), reader_language()
    keys = _saying(said_of(stretch), asked.text, language, asked.most + 1)
    if amount is not None:
        keys += moved(stretch, amount, asked.most + 1)
    found = entries_at(dict.fromkeys(keys)) if keys else []
    return Group(
        "catatan", name, [_entry(each, language) for each in found[: asked.most]], len(found) > asked.most, older
    )


def _entry(found: Found, language: str) -> Hit:
    address = reverse("book_entry", args=[found.entry.book_id, found.entry.number])
    return Hit(show(found.entry.words, language), show(found.entry.day, language), address, amount=found.amount)


def _saying(said: Iterable[Said], text: str, language: str, most: int) -> list[Key]:
    """The first entries, at most `most`, of which a person reads each of these words.

    What is kept is looked through first, for it is quick; then what it reads as, without the marks of its keeping.
    """
    words = plain(text).split()
    likely = (each for each in said if holds(words, plain(f"{each.note} {each.words_json}")))
    read = (
        each.key
        for each in islice(likely, READ)
        if holds(words, plain(" ".join([each.note, show(each.words, language), show(each.words, SOURCE_LANGUAGE)])))
    )
    return list(islice(read, most))


def _amount(text: str) -> int | None:
    try:
        return parse_rupiah(text)
    except Problem:
        return None


KINDS: Mapping[str, Callable[[Asked], Group]] = {
    "orang": _people,
    "pesanan": _ordered,
    "barang": _things,
    "catatan": _entries,
}
