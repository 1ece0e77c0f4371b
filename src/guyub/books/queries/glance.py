"""What the first page tells of a book, worked out anew only when the book has changed.

Debts by age, tax, the month's profit and thirteen weeks to come take some forty queries, and a first page is opened
many times a day. So what came out is kept in the memory of the server process, beside the state of the book that it
came from, and each opening asks in two queries whether that is still the state: the number of the last entry (entries
are only added), the book's own row, the plans, and what the caller knows of joint orders. What none of these show,
such as an account's new name, is seen after `KEPT_MINUTES`. Nothing is kept from one person to another: sight of the
book is asked for first, and what is kept is the same for everybody who has it.
"""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from guyub.books.models import Book, Entry, Planned
from guyub.books.queries.forecast import outlook
from guyub.books.queries.ledger import books_in, require_sight, totals
from guyub.books.queries.money import Waiting, stock_in, waiting
from guyub.books.rules.forecast import Standing
from guyub.kernel.words import Words
from guyub.people.models import RoleName, User
from guyub.people.prepared import Prepared

MOST_BOOKS = 5
KEPT_MINUTES = 5
_MOST_KEPT = 1000  # books; some five kilobytes each


@dataclass(frozen=True, slots=True)
class Glance(Waiting):
    """A book on a first page; `short` says in words when money will not be enough, `dry` whether it runs out."""

    short: Words | None = None
    dry: bool = False


_kept: OrderedDict[uuid.UUID, tuple[Hashable, Glance]] = OrderedDict()
_guard = threading.Lock()


def _books(places: Sequence[uuid.UUID], hubs: Sequence[uuid.UUID]) -> QuerySet[Any, Any]:
    """Each book's own row, and the number of its last entry."""
    last = Entry.objects.filter(book=OuterRef("pk")).order_by("-number").values("number")[:1]
    return books_in(places, hubs).annotate(last=Subquery(last)).values_list(*_FIELDS, "last")[:MOST_BOOKS]


_FIELDS = [field.attname for field in Book._meta.concrete_fields]
_BOOKS = Prepared(_books)
_PLANS = Prepared(lambda books: Planned.objects.filter(book__in=books).values_list("book", "pk"))
_NOWHERE = [uuid.UUID(int=0)]


def glances_of(person: User, now: datetime, also: Hashable = None) -> list[Glance]:
    """The first books that this person may read, at a local time; `also` is what else they depend on.

    Two queries and one for each workshop's stock, as long as nothing changed.
    """
    places = person.places(RoleName.OWNER)[:MOST_BOOKS], person.places(RoleName.OFFICER)[:MOST_BOOKS]
    if not any(places):
        return []
    rows = _BOOKS.rows(*(each or _NOWHERE for each in places))
    plans: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for book, plan in _PLANS.rows([row[0] for row in rows]):
        plans[book].add(plan)
    return [_glance(person, row, now, (frozenset(plans[row[0]]), also)) for row in rows]


def _glance(person: User, row: tuple[Any, ...], now: datetime, changing: Hashable) -> Glance:
    state = (row, changing, now.date(), int(now.timestamp()) // (60 * KEPT_MINUTES))
    with _guard:
        known = _kept.get(row[0])
    if known is None or known[0] != state:
        known = (state, _worked_out(person, Book(**dict(zip(_FIELDS, row, strict=False))), now))
        with _guard:
            _kept[row[0]] = known
            _kept.move_to_end(row[0])
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
    glance = known[1]
    require_sight(person, glance.book)
    return replace(glance, attentions=(*stock_in(glance.book), *glance.attentions))


def _worked_out(person: User, book: Book, now: datetime) -> Glance:
    sums = totals(book, date.max)
    found = waiting(person, book, now.date(), stock=False, sums=sums)
    seen = outlook(person, book, now.date(), sums=sums, gap=False).forecast
    short = None if seen.standing is Standing.SAFE else seen.words
    return Glance(found.book, found.places, found.attentions, short, seen.standing is Standing.DRY)
