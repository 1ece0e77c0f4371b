"""Who works with whom in a sentra: from its joint orders and the hub's own book, never from members' books.

In a constant number of queries, and of many only as many as a picture can show: the others are summed up.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, When

from guyub.books.models import Book
from guyub.books.queries.ledger import may_see
from guyub.books.queries.suppliers import Bought, bought_from
from guyub.orders import rules
from guyub.orders.models import Advance, Order, Share
from guyub.people.access import Person, require
from guyub.sentra.models import Membership, Sentra
from guyub.sentra.rules import name_key

MOST_MEMBERS, MOST_BUYERS, MOST_SUPPLIERS = 20, 8, 8
PRICE = F("line__price")
# What a share brings: pieces promised while the order runs, what the buyer kept once it is settled.
KEPT = When(line__order__state=Order.State.SETTLED, then=(F("delivered") - F("returned")) * PRICE)
WORTH = Case(KEPT, default=F("accepted") * PRICE, output_field=BigIntegerField())


@dataclass(frozen=True, slots=True)
class Partner:
    """A member or a buyer: rupiah of joint work, and in how many orders."""

    name: str
    value: int
    orders: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members, by their place in the list, and in how many orders both had a part."""

    one: int
    other: int
    orders: int


@dataclass(frozen=True, slots=True)
class Hub:
    """What stands in the hub's own book: material bought by supplier, and material money given to members.

    The place after the last of a list stands for all others together.
    """

    bought: Sequence[Bought]
    bought_elsewhere: int
    other_suppliers: int
    given: Mapping[int, int]  # rupiah by the place of the member

    @property
    def is_empty(self) -> bool:
        return not self.bought and not self.given


@dataclass(frozen=True, slots=True)
class Network:
    """A year of joint work, the most first; `sold` is rupiah by the places of member and buyer.

    The place after the last of a list stands for all others together: `other_members`, `other_buyers` of them. `hub`
    is None for whom the hub's book is closed. `idle` members had no joint work.
    """

    members: Sequence[Partner]
    buyers: Sequence[Partner]
    other_members: int
    other_buyers: int
    sold: Mapping[tuple[int, int], int]
    pairs: Sequence[Pair]
    idle: int
    hub: Hub | None

    @property
    def value(self) -> int:
        """Rupiah of all joint work."""
        return sum(self.sold.values())

    @property
    def closest(self) -> Pair | None:
        """The two who worked together most often, when that is more than once."""
        best = max(self.pairs, key=lambda pair: (pair.orders, -pair.one, -pair.other), default=None)
        return best if best and best.orders > 1 else None


def network_of(by: Person, sentra: Sentra, today: date) -> Network:
    """The joint work of the twelve months before `today`. At most ten queries. Raises NotAllowed."""
    require(by, "see order", Order(sentra=sentra))
    since = rules.year_before(today)
    states = [Order.State.PUBLISHED, Order.State.SETTLED]
    orders = Order.objects.filter(sentra=sentra, state__in=states, start__gte=since)
    shares = Share.objects.filter(Q(accepted__gt=0), line__order__in=list(orders.values_list("pk", flat=True)))
    members = list(_by_member(shares))
    buyers, keys = _by_buyer(shares)
    places = {member: at for at, (member, __) in enumerate(members[:MOST_MEMBERS])}
    return Network(
        members=[partner for __, partner in members[:MOST_MEMBERS]],
        buyers=[buyers[key] for key in keys[:MOST_BUYERS]],
        other_members=max(len(members) - MOST_MEMBERS, 0),
        other_buyers=max(len(keys) - MOST_BUYERS, 0),
        sold=_sold(shares, places, buyers, keys[:MOST_BUYERS]),
        pairs=_pairs(shares, places),
        idle=_idle(sentra, [member for member, __ in members]),
        hub=_hub(by, sentra, since, places),
    )


def _by_member(shares: QuerySet[Share]) -> Iterable[tuple[uuid.UUID, Partner]]:
    rows = shares.values("enterprise", "enterprise__name").annotate(
        worth=Sum(WORTH), orders=Count("line__order", distinct=True)
    )
    for row in rows.order_by("-worth", "enterprise__name", "enterprise"):
        yield row["enterprise"], Partner(row["enterprise__name"], row["worth"], row["orders"])


def _by_buyer(shares: QuerySet[Share]) -> tuple[dict[str, Partner], list[str]]:
    """Buyers by their name however it was written, and their keys from the largest on."""
    rows = shares.values("line__order__buyer").annotate(worth=Sum(WORTH), orders=Count("line__order", distinct=True))
    found: dict[str, Partner] = {}
    for row in rows.order_by("-worth", "line__order__buyer"):
        key = name_key(row["line__order__buyer"])
        before = found.get(key) or Partner(row["line__order__buyer"], 0, 0)
        found[key] = Partner(before.name, before.value + row["worth"], before.orders + row["orders"])
    return found, sorted(found, key=lambda key: (-found[key].value, key))


def _sold(
    shares: QuerySet[Share], places: Mapping[uuid.UUID, int], buyers: Mapping[str, Partner], shown: Sequence[str]
) -> dict[tuple[int, int], int]:
    """What the shown members sold to whom; what is left of each buyer's whole is the others'."""
    columns = {key: at for at, key in enumerate(shown)}
    sold: Counter[tuple[int, int]] = Counter()
    rows = shares.filter(enterprise__in=list(places)).values_list("line__order__buyer", "enterprise")
    for buyer, enterprise, worth in rows.annotate(worth=Sum(WORTH)):
        sold[places[enterprise], columns.get(name_key(buyer), len(shown))] += worth
    of_shown: Counter[int] = Counter()
    for (__, column), worth in sold.items():
        of_shown[column] += worth
    whole: Counter[int] = Counter()
    for key, buyer in buyers.items():
        whole[columns.get(key, len(shown))] += buyer.value
    others = {(len(places), column): worth - of_shown[column] for column, worth in whole.items()}
    return {both: worth for both, worth in sorted({**sold, **others}.items()) if worth > 0}


def _pairs(shares: QuerySet[Share], places: Mapping[uuid.UUID, int]) -> list[Pair]:
    """How often two of the shown members had a part in the same order, the most often first."""
    together: dict[uuid.UUID, set[int]] = defaultdict(set)
    for order, enterprise in shares.filter(enterprise__in=list(places)).values_list("line__order", "enterprise"):
        together[order].add(places[enterprise])
    counted = Counter(both for group in together.values() for both in combinations(sorted(group), 2))
    found = [Pair(one, other, orders) for (one, other), orders in counted.items()]
    return sorted(found, key=lambda pair: (-pair.orders, pair.one, pair.other))


def _idle(sentra: Sentra, busy: Sequence[uuid.UUID]) -> int:
    current = Membership.objects.filter(sentra=sentra, until=None).values_list("enterprise", flat=True)
    return len(set(current) - set(busy))


def _hub(by: Person, sentra: Sentra, since: date, places: Mapping[uuid.UUID, int]) -> Hub | None:
    book = Book.objects.filter(sentra=sentra).first()
    if book is None or not may_see(by, book):
        return None
    bought = bought_from(by, book, since)
    advances = Advance.objects.filter(order__sentra=sentra, day__gte=since)
    given: Counter[int] = Counter()
    for enterprise, amount in advances.values_list("enterprise").annotate(Sum("amount")):
        given[places.get(enterprise, len(places))] += amount
    return Hub(
        bought=bought[:MOST_SUPPLIERS],
        bought_elsewhere=sum(each.amount for each in bought[MOST_SUPPLIERS:]),
        other_suppliers=max(len(bought) - MOST_SUPPLIERS, 0),
        given=dict(sorted(given.items())),
    )
