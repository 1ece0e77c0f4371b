"""What can be asked about orders, each in a constant number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Min, QuerySet, Sum

from guyub.orders.models import Delivery, Line, Order, Share
from guyub.people.access import Person, require
from guyub.people.models import RoleName, User
from guyub.people.prepared import Prepared
from guyub.sentra.models import Membership, Sentra

PAGE = 25
MOST_PREPARED = 100  # open orders of one person for which the SQL is kept


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list: `pieces` and `value` (rupiah) of all its lines."""

    order: Order
    pieces: int
    value: int


def orders_of(by: Person, sentra: Sentra, before: int | None = None) -> list[OrderRow]:
    """The sentra's newest orders, `PAGE` at a time, with their value; `before` an order's number for older ones."""
    require(by, "see order", Order(sentra=sentra))
    found = Order.objects.filter(sentra=sentra)
    if before is not None:
        found = found.filter(number__lt=before)
    newest = list(found.order_by("-number")[:PAGE])
    # Sums over these orders only: in one query with the list, the database would sum all orders first.
    lines = Line.objects.filter(order__in=newest).values("order")
    sums = lines.annotate(all_pieces=Sum("pieces"), all_value=Sum(F("pieces") * F("price")))
    by_order = {row["order"]: row for row in sums}
    return [OrderRow(order, by_order[order.id]["all_pieces"], by_order[order.id]["all_value"]) for order in newest]


def open_orders_of(enterprises: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Ids of the published orders in which these enterprises can have shares: those of the sentra they belong to.

    Asked first and by itself, so that what follows starts from the few open orders and not from all there ever were.
    """
    return [order for (order,) in _OPEN_ORDERS.rows(list(enterprises))]


def _open_orders(enterprises: Sequence[uuid.UUID]) -> QuerySet[Order, Any]:
    sentra = Membership.objects.filter(enterprise__in=enterprises, until=None).values("sentra")
    return Order.objects.filter(sentra__in=sentra, state=Order.State.PUBLISHED).values_list("pk")


_OPEN_ORDERS = Prepared(_open_orders)


def order_for(by: Person, order_id: uuid.UUID, act: str = "see order") -> Order:
    """The order, if this person may do `act` to it. Raises Order.DoesNotExist."""
    order = Order.objects.select_related("sentra").get(pk=order_id)
    require(by, act, order)
    return order


@dataclass(frozen=True, slots=True)
class LineProgress:
    """How far one line is, in pieces."""

    line: Line
    held: int
    accepted: int
    made: int
    passed: int
    kept: int

    @property
    def left(self) -> int:
        return self.line.pieces - self.held


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with its lines and shares, as its pages need them."""

    order: Order
    lines: Sequence[LineProgress]
    shares: Sequence[Share]

    @property
    def pieces(self) -> int:
        return sum(row.line.pieces for row in self.lines)

    @property
    def value(self) -> int:
        return sum(row.line.value for row in self.lines)

    @property
    def left(self) -> int:
        """Pieces that nobody holds."""
        return sum(row.left for row in self.lines)

    @property
    def pending(self) -> int:
        return sum(share.pending for share in self.shares)

    @property
    def accepted(self) -> int:
        return sum(share.accepted for share in self.shares)

    @property
    def kept(self) -> int:
        return sum(share.kept for share in self.shares)


def order_view(order: Order) -> OrderView:
    """Lines with their progress, and every share that ever held something. Two queries."""
    lines = list(order.lines.all())
    found = Share.objects.filter(line__order=order).select_related("enterprise", "line", "line__order")
    shares = list(found.order_by("enterprise__name", "enterprise_id", "line__number"))
    by_line: dict[int, list[Share]] = defaultdict(list)
    for share in shares:
        by_line[share.line_id].append(share)
    return OrderView(order, [_progress(line, by_line[line.pk]) for line in lines], shares)


def _progress(line: Line, shares: Sequence[Share]) -> LineProgress:
    return LineProgress(
        line=line,
        held=sum(share.pieces for share in shares),
        accepted=sum(share.accepted for share in shares),
        made=sum(share.made - share.failed - share.returned for share in shares),
        passed=sum(share.passed - share.returned for share in shares),
        kept=sum(share.kept for share in shares),
    )


def lots_of(order: Order) -> list[Delivery]:
    """The lots of an order with their items, invoice and payments. Three queries."""
    found = order.deliveries.select_related("invoice").order_by("number")
    return list(found.prefetch_related("items__share__enterprise", "items__share__line", "invoice__payments"))


@dataclass(frozen=True, slots=True)
class OrderName:
    """An order by what people call it, with its state where that was asked for."""

    id: uuid.UUID
    buyer: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class MyWork:
    """One order as it concerns one enterprise, in pieces."""

    order: OrderName
    enterprise_id: uuid.UUID
    pending: int
    to_make: int


def my_work(user: User) -> list[MyWork]:
    """Open orders in which this person's enterprises are offered or hold something, by due date. Two queries.

    An offer waits for the owner only: a worker counts what was promised, and promises nothing.
    """
    owned = user.places(RoleName.OWNER)
    mine = owned + user.places(RoleName.WORKER)
    orders = open_orders_of(mine)
    rows = _MY_WORK.rows(mine, orders) if len(orders) <= MOST_PREPARED else list(_my_work(mine, orders))
    work = [
        MyWork(OrderName(order, buyer), enterprise, int(pending) if enterprise in owned else 0, int(to_make))
        for order, buyer, enterprise, pending, to_make, *__ in rows
    ]
    return [each for each in work if each.pending or each.to_make]


def _my_work(enterprises: Sequence[uuid.UUID], orders: Sequence[uuid.UUID]) -> QuerySet[Share, Any]:
    held = Share.objects.filter(enterprise__in=enterprises, line__order__in=orders, pieces__gt=0)
    names = held.values_list("line__order", "line__order__buyer", "enterprise")
    sums = names.annotate(
        pending_sum=Sum(F("pieces") - F("accepted")),
        to_make=Sum(F("accepted") + F("failed") + F("returned") - F("made")),
        first_due=Min("line__due"),
        first=Min("pk"),
    )
    return sums.order_by("first_due", "first")


_MY_WORK = Prepared(_my_work)


def orders_named(sentra_ids: Sequence[uuid.UUID], most: int) -> list[Order]:
    """The newest orders of these sentra, by whose buyers or products somebody may search. One query."""
    return list(Order.objects.filter(sentra__in=sentra_ids).order_by("-created_at")[:most])
