"""What the three homes show: Usaha (my workshop today), Sentra (what is shared), and the desk of an officer.

Each is gathered once for a request, in a number of queries that does not grow with what is there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from guyub.books.queries.glance import Glance, glances_of
from guyub.kernel.words import Words, reader_language, show_number
from guyub.openlog.queries import LogLine
from guyub.openlog.queries import latest as latest_records
from guyub.orders.desk import Desk, MyShare, latest_shares, officer_desk, standing_orders
from guyub.orders.desk import Standing as StandingOrder
from guyub.orders.queries import my_work
from guyub.people.access import allowed
from guyub.people.models import RoleName, User
from guyub.sentra.models import Enterprise, Sentra
from guyub.sentra.queries import figures_of, unknown_abilities
from guyub.web.waiting import Item, waiting_for
from guyub.workshop.models import Workshop
from guyub.workshop.queries.today import Output, OwnDay, output_of, own_days

MOST_SHOPS, LATEST, MOST_ORDERS = 3, 5, 6
Link = tuple[str, str]  # words, address


@dataclass(frozen=True, slots=True)
class Shop:
    """One workshop on the home of who owns it (`output` of everybody) or works there (their `own` day alone)."""

    enterprise: Enterprise
    output: Output | None
    own: OwnDay | None
    daily: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Warning:
    """Money that will run short, in a sentence."""

    words: Words
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class UsahaHome:
    """My workshop today: money, what will be short, what waits, what was made."""

    books: Sequence[Glance]
    warning: Warning | None
    waiting: Sequence[Item]
    shops: Sequence[Shop]
    starts: bool


def usaha_home(user: User, now: datetime) -> UsahaHome:
    """The first page of who owns a workshop or works in one, at a local time."""
    work = my_work(user)
    desks = officer_desk(officer_of, now.date()) if (officer_of := user.places(RoleName.OFFICER)) else []
    joint = (*((each.order.id, each.pending, each.to_make) for each in work), *(desk.changing for desk in desks))
    books = glances_of(user, now, joint) if officer_of or user.places(RoleName.OWNER) else []
    return UsahaHome(
        books,
        warning_of(books),
        waiting_for(user, books, work, desks),
        shops_of(user, now, {each.book.enterprise_id: each.book.pk for each in books if each.book.enterprise_id}),
        bool(user.places(RoleName.OWNER)) and not books,
    )


def shops_of(user: User, now: datetime, books: Mapping[uuid.UUID, uuid.UUID]) -> list[Shop]:
    """The workshops of this person with what was made today; `books` by workshop.

    One query, three for each workshop that is owned, and three for all where the person works.
    """
    owned, works = user.places(RoleName.OWNER), user.places(RoleName.WORKER)
    ids = list(dict.fromkeys([*owned, *works]))[:MOST_SHOPS]
    if not ids:
        return []
    found = {each.pk: each for each in Enterprise.objects.filter(pk__in=ids).select_related("workshop")}
    others = [place for place in ids if place not in owned]
    own = own_days(user, others, now.date()) if others else {}
    return [
        Shop(
            found[place],
            output_of(_workshop(found[place]), now) if place in owned else None,
            own.get(place),
            _daily(place, books.get(place)) if place in owned else _works(place),
        )
        for place in ids
        if place in found
    ]


def _workshop(enterprise: Enterprise) -> Workshop:
    """One that nobody has set up yet is as it would begin."""
    return getattr(enterprise, "workshop", None) or Workshop(enterprise=enterprise)


def _daily(enterprise: uuid.UUID, book: uuid.UUID | None) -> list[Link]:
    """What an owner does every day, the most frequent first."""
    named = [
        (gettext("Catat hasil"), "tally", enterprise),
        (gettext("Bayar upah"), "pay", enterprise),
        (gettext("Utang-piutang"), "book_debts", book),
        (gettext("Tugas hari ini"), "tasks", enterprise),
        (gettext("Stok"), "stock", enterprise),
    ]
    return [(words, reverse(name, args=[place])) for words, name, place in named if place]


def _works(enterprise: uuid.UUID) -> list[Link]:
    """What somebody does every day who works there."""
    return [
        (gettext("Catat hasil"), reverse("tally", args=[enterprise])),
        (gettext("Tugas hari ini"), reverse("tasks", args=[enterprise])),
        (gettext("Upah saya"), reverse("my_pay")),
    ]


def warning_of(books: Iterable[Glance]) -> Warning | None:
    """That money will not be enough in the thirteen weeks to come: of the book where it runs out, if there is one."""
    short = sorted((each for each in books if each.short), key=lambda each: not each.dry)
    for each in short:
        assert each.short is not None  # noqa: S101 - chosen so
        kind = "problem" if each.dry else "attention"
        return Warning(each.short, kind, reverse("book_forecast", args=[each.book.pk]))
    return None


@dataclass(frozen=True, slots=True)
class SentraHome:
    """A sentra as its members see it. `fee` is a part of one."""

    sentra: Sentra
    figures: Any
    fee: Fraction
    orders: Sequence[StandingOrder]
    shares: Sequence[MyShare]
    log: Sequence[LogLine]
    may: bool


def sentra_home(user: User, sentra: Sentra) -> SentraHome:
    """Open orders, the person's own shares, and what happened last. Seven queries."""
    return SentraHome(
        sentra,
        figures_of(sentra),
        Fraction(sentra.fee_basis_points, 10_000),
        standing_orders(sentra),
        latest_shares(sentra, user.places(RoleName.OWNER)),
        latest_records(user, sentra.id, LATEST),
        allowed(user, "manage sentra", sentra),
    )


@dataclass(frozen=True, slots=True)
class DeskHome:
    """What an officer looks after, with the money of each sentra and the daily ways into it.

    `orders` are the most urgent; there are `more`.
    """

    orders: Sequence[Desk]
    more: int
    waiting: Sequence[Item]
    warning: Warning | None
    places: Sequence[tuple[Sentra, Glance | None, Sequence[Link]]]


def desk_home(user: User, now: datetime) -> DeskHome:
    """The open orders of all sentra whose officer this person is, at a local time."""
    ids = user.places(RoleName.OFFICER)
    desks = sorted(officer_desk(ids, now.date()), key=_urgency)
    books = [each for each in glances_of(user, now, tuple(desk.changing for desk in desks)) if each.book.sentra_id]
    of_sentra = {each.book.sentra_id: each for each in books}
    places = [(each, of_sentra.get(each.pk)) for each in Sentra.objects.filter(pk__in=ids).order_by("name")]
    waiting = [*waiting_for(user, books, (), desks), *_unknown(unknown_abilities(ids))]
    ways = [(each, book, _ways(each, book)) for each, book in places]
    return DeskHome(desks[:MOST_ORDERS], max(len(desks) - MOST_ORDERS, 0), waiting, warning_of(books), ways)


def _urgency(desk: Desk) -> tuple[bool, date]:
    return not desk.overdue, desk.due or date.max


def _unknown(found: Mapping[uuid.UUID, int]) -> Iterable[Item]:
    for sentra, count in found.items():
        sentence = ngettext(
            "%(n)s anggota belum diketahui bisa membuat apa, jadi belum ikut dibagi.",
            "%(n)s anggota belum diketahui bisa membuat apa, jadi belum ikut dibagi.",
            count,
        )
        shown = sentence % {"n": show_number(count, reader_language())}
        yield gettext("Kemampuan anggota"), shown, reverse("members", args=[sentra])


def _ways(sentra: Sentra, book: Glance | None) -> list[Link]:
    named = [
        (gettext("Pesanan bersama"), "orders", sentra.pk),
        (gettext("Anggota"), "members", sentra.pk),
        (gettext("Siapa berutang"), "book_debts", book.book.pk if book else None),
        (gettext("Catatan terbuka"), "open_log", sentra.pk),
    ]
    return [(words, reverse(name, args=[place])) for words, name, place in named if place]
