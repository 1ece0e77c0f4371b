"""What can be asked about orders, each in a constant number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Sum

from guyub.orders.models import Delivery, DeliveryItem, Line, Order, Share
from guyub.people.access import Person, require
from guyub.people.models import RoleName, User
from guyub.sentra.models import Membership, Sentra

PAGE = 25


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
    sentra = Membership.objects.filter(enterprise__in=enterprises, until=None).values("sentra")
    found = Order.objects.filter(sentra__in=sentra, state=Order.State.PUBLISHED)
    return list(found.values_list("pk", flat=True))


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
class MyWork:
    """One order as it concerns one enterprise."""

    order: Order
    enterprise_id: uuid.UUID
    pending: int
    to_make: int


def my_work(user: User) -> list[MyWork]:
    """Open orders in which this person's enterprises are offered or hold something. Two queries.

    An offer waits for the owner only: a worker counts what was promised, and promises nothing.
    """
    owned = user.places(RoleName.OWNER)
    mine = owned + user.places(RoleName.WORKER)
    open_shares = Share.objects.filter(enterprise__in=mine, line__order__in=open_orders_of(mine))
    rows = open_shares.filter(Q(pieces__gt=0)).select_related("line__order", "line__order__sentra")
    grouped: dict[tuple[Any, Any], list[Share]] = defaultdict(list)
    for share in rows.order_by("line__due", "pk"):
        grouped[share.line.order_id, share.enterprise_id].append(share)
    work = [
        MyWork(
            order=shares[0].line.order,
            enterprise_id=enterprise,
            pending=sum(share.pending for share in shares) if enterprise in owned else 0,
            to_make=sum(share.still_to_make for share in shares),
        )
        for (__, enterprise), shares in grouped.items()
    ]
    return [each for each in work if each.pending or each.to_make]


@dataclass(frozen=True, slots=True)
class Desk:
    """One open order as an officer's desk shows it: what in it waits for the officer, in pieces and lots."""

    order: Order
    left: int
    pending: int
    to_inspect: int
    ready: int
    unbilled: int
    unpaid: int


def officer_desk(sentra_ids: Sequence[uuid.UUID]) -> list[Desk]:
    """The newest open orders of these sentra with what waits in each. Four queries."""
    states = [Order.State.DRAFT, Order.State.PUBLISHED]
    orders = list(Order.objects.filter(sentra__in=sentra_ids, state__in=states).order_by("-created_at")[:PAGE])
    ids = [order.id for order in orders]
    ordered = dict(Line.objects.filter(order__in=ids).values_list("order").annotate(Sum("pieces")))
    shares = {row["line__order"]: row for row in _share_sums(ids)}
    bills = {row["order"]: row for row in _bill_counts(ids)}
    return [
        _desk(order, ordered.get(order.id, 0), shares.get(order.id, {}), bills.get(order.id, {})) for order in orders
    ]


def _share_sums(order_ids: Sequence[uuid.UUID]) -> list[dict[str, Any]]:
    rows = Share.objects.filter(line__order__in=order_ids).values("line__order")
    sums = rows.annotate(
        held_sum=Sum("pieces"),
        pending_sum=Sum(F("pieces") - F("accepted")),
        to_inspect_sum=Sum(F("made") - F("passed") - F("failed")),
        ready_sum=Sum(F("passed") - F("delivered")),
    )
    return [dict(row) for row in sums]


def _bill_counts(order_ids: Sequence[uuid.UUID]) -> list[dict[str, Any]]:
    kept = DeliveryItem.objects.filter(delivery=OuterRef("pk"), pieces__gt=F("returned"), share__line__price__gt=0)
    lots = Delivery.objects.filter(Exists(kept), order__in=order_ids).values("order")
    counts = lots.annotate(
        unbilled=Count("id", filter=Q(invoice=None)),
        unpaid=Count("id", filter=Q(invoice__paid__lt=F("invoice__amount"))),
    )
    return [dict(row) for row in counts]


def _desk(order: Order, pieces: int, shares: dict[str, Any], bills: dict[str, Any]) -> Desk:
    return Desk(
        order=order,
        left=pieces - shares.get("held_sum", 0),
        pending=shares.get("pending_sum", 0),
        to_inspect=shares.get("to_inspect_sum", 0),
        ready=shares.get("ready_sum", 0),
        unbilled=bills.get("unbilled", 0),
        unpaid=bills.get("unpaid", 0),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """An open order as everybody in the sentra may see it: in pieces; `due` of its earliest line."""

    order: Order
    pieces: int
    kept: int
    due: date | None


def standing_orders(sentra: Sentra, most: int = 8) -> list[Standing]:
    """The newest open orders of a sentra, and how much of each was delivered. Three queries."""
    states = [Order.State.DRAFT, Order.State.PUBLISHED]
    orders = list(Order.objects.filter(sentra=sentra, state__in=states).order_by("-created_at")[:most])
    lines = Line.objects.filter(order__in=orders).values_list("order").annotate(Sum("pieces"), Min("due"))
    ordered = {order: (pieces, due) for order, pieces, due in lines}
    kept = dict(
        Share.objects.filter(line__order__in=orders)
        .values_list("line__order")
        .annotate(there=Sum(F("delivered") - F("returned")))
    )
    return [Standing(order, *_counted(ordered.get(order.id), kept.get(order.id))) for order in orders]


def _counted(ordered: tuple[int, date] | None, kept: int | None) -> tuple[int, int, date | None]:
    pieces, due = ordered or (0, None)
    return pieces, kept or 0, due


def latest_shares(sentra: Sentra, enterprises: Sequence[uuid.UUID], most: int = 5) -> list[Share]:
    """The newest shares of these enterprises in orders of the sentra. One query."""
    found = Share.objects.filter(enterprise__in=enterprises, line__order__sentra=sentra, pieces__gt=0)
    return list(found.select_related("line__order", "enterprise").order_by("-line__order__number", "pk")[:most])


def orders_named(sentra_ids: Sequence[uuid.UUID], most: int) -> list[Order]:
    """The newest orders of these sentra, by whose buyers or products somebody may search. One query."""
    return list(Order.objects.filter(sentra__in=sentra_ids).order_by("-created_at")[:most])
