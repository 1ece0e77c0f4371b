"""What the three homes show: Usaha (my workshop today), Sentra (what is shared), and the desk of an officer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext

from guyub.books.models import Book, Entry
from guyub.books.queries.forecast import outlook
from guyub.books.queries.money import Waiting
from guyub.books.rules.forecast import Standing
from guyub.kernel.words import Words
from guyub.openlog.queries import LogLine
from guyub.openlog.queries import page as log_page
from guyub.orders.models import Share
from guyub.orders.queries import Desk, latest_shares, officer_desk, standing_orders
from guyub.orders.queries import Standing as StandingOrder
from guyub.people.access import allowed
from guyub.people.models import RoleName, User
from guyub.sentra.models import Enterprise, Sentra
from guyub.sentra.queries import figures_of
from guyub.workshop.models import Workshop
from guyub.workshop.queries.today import Output, output_of

MOST_SHOPS, LATEST = 3, 5
AN_HOUR = 3600
Link = tuple[str, str]  # words, address


@dataclass(frozen=True, slots=True)
class Shop:
    """One workshop on the home of who owns it or works there."""

    enterprise: Enterprise
    output: Output
    daily: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Warning:
    """Money that will run short, in a sentence."""

    words: Words
    kind: str
    url: str


def shops_of(user: User, now: datetime) -> list[Shop]:
    """The workshops of this person with what was made today. Four queries, and three more for each."""
    owned = user.places(RoleName.OWNER)
    ids = [*owned, *user.places(RoleName.WORKER)][:MOST_SHOPS]
    found = Enterprise.objects.in_bulk(ids)
    set_up = Workshop.objects.in_bulk(ids)
    books = dict(Book.objects.filter(enterprise__in=owned).values_list("enterprise", "id"))
    return [
        Shop(
            found[place],
            output_of(set_up.get(place) or Workshop(enterprise=found[place]), now),
            _daily(place, books.get(place), owns=place in owned),
        )
        for place in ids
        if place in found
    ]


def _daily(enterprise: uuid.UUID, book: uuid.UUID | None, *, owns: bool) -> list[Link]:
    """What is done there every day, the most frequent first."""
    tally = (gettext("Catat hasil"), reverse("tally", args=[enterprise]))
    tasks = (gettext("Tugas hari ini"), reverse("tasks", args=[enterprise]))
    if not owns:
        return [tally, tasks, (gettext("Upah saya"), reverse("my_pay"))]
    links = [tally, tasks, (gettext("Bayar upah"), reverse("pay", args=[enterprise]))]
    if book:
        links.append((gettext("Utang-piutang"), reverse("book_debts", args=[book])))
    return [*links, (gettext("Stok"), reverse("stock", args=[enterprise]))]


def warning_of(user: User, books: Sequence[Waiting], today: date) -> Warning | None:
    """That money of the first own book will run short in thirteen weeks. Worked out anew when the book has grown."""
    own = [each.book for each in books if each.book.enterprise_id]
    if not own:
        return None
    book = own[0]
    last = Entry.objects.filter(book=book).order_by("-number").values_list("number", flat=True).first()
    key = f"warning:{book.id}:{last}:{today}"
    kept: Any = cache.get(key)
    if kept is None:
        seen = outlook(user, book, today).forecast
        kept = {} if seen.standing is Standing.SAFE else {"words": seen.words, "dry": seen.standing is Standing.DRY}
        cache.set(key, kept, AN_HOUR)
    if not kept:
        return None
    kind = "problem" if kept["dry"] else "attention"
    return Warning(kept["words"], kind, reverse("book_forecast", args=[book.id]))


@dataclass(frozen=True, slots=True)
class SentraHome:
    """A sentra as its members see it. `fee` is a part of one."""

    sentra: Sentra
    figures: Any
    fee: Fraction
    orders: Sequence[StandingOrder]
    shares: Sequence[Share]
    log: Sequence[LogLine]
    may: bool


def sentra_home(user: User, sentra: Sentra) -> SentraHome:
    """Open orders, the person's own shares, and what happened last. A constant number of queries."""
    return SentraHome(
        sentra,
        figures_of(sentra),
        Fraction(sentra.fee_basis_points, 10_000),
        standing_orders(sentra),
        latest_shares(sentra, user.places(RoleName.OWNER)),
        log_page(user, sentra.id, size=LATEST).lines,
        allowed(user, "manage sentra", sentra),
    )


@dataclass(frozen=True, slots=True)
class DeskHome:
    """What an officer looks after, with the daily ways into each sentra."""

    orders: Sequence[Desk]
    places: Sequence[tuple[Sentra, Sequence[Link]]]


def desk_home(user: User) -> DeskHome:
    """The open orders of all sentra whose officer this person is. Five queries."""
    ids = user.places(RoleName.OFFICER)
    found = Sentra.objects.filter(pk__in=ids).order_by("name")
    return DeskHome(officer_desk(ids), [(sentra, _ways(sentra)) for sentra in found])


def _ways(sentra: Sentra) -> list[Link]:
    return [
        (gettext("Catat pesanan baru"), reverse("order_new", args=[sentra.id])),
        (gettext("Pesanan bersama"), reverse("orders", args=[sentra.id])),
        (gettext("Anggota"), reverse("members", args=[sentra.id])),
        (gettext("Catatan terbuka"), reverse("open_log", args=[sentra.id])),
    ]
