"""What the officer's desk and the sentra's home show of orders: what waits, how far each is, one's own shares."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum

from guyub.orders import rules
from guyub.orders.models import Delivery, DeliveryItem, Line, Order, Share
from guyub.orders.queries import PAGE, OrderName
from guyub.people.prepared import Prepared
from guyub.sentra.models import Sentra

MOST_STANDING, MOST_SHARES = 8, 5  # on the home of a sentra


class DeskOrder(NamedTuple):
    """What a desk shows of an order itself."""

    id: uuid.UUID
    number: int
    buyer: str
    state: str
    start: date
    sentra_id: uuid.UUID
    sentra_name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One open order as an officer's desk shows it: what in it waits for the officer, in pieces and lots.

    `due` is of the earliest line of which pieces are still to be made, `behind` what is missing of an even pace.
    """

    order: DeskOrder
    pieces: int
    made: int
    due: date | None
    behind: int
    overdue: bool
    left: int
    pending: int
    to_inspect: int
    ready: int
    unbilled: int
    unpaid: int

    @property
    def changing(self) -> tuple[Any, ...]:
        """What money to come depends on."""
        return (self.order.id, self.order.state, self.left, self.pending, self.unbilled, self.unpaid)


def officer_desk(sentra_ids: Sequence[uuid.UUID], today: date) -> list[Desk]:
    """The newest open orders of these sentra with what waits in each, on a day. Four queries."""
    orders = [DeskOrder(*row) for row in _DESK_ORDERS.rows(list(sentra_ids))]
    ids = [order.id for order in orders]
    lines: dict[uuid.UUID, list[DeskLine]] = defaultdict(list)
    sums = {line: NamedSums(*rest) for line, *rest in _SHARE_SUMS.rows(ids)}
    for order, line, pieces, due in _LINES.rows(ids):
        lines[order].append(DeskLine(pieces, due, sums.get(line, NamedSums())))
    bills = {order: (unbilled, unpaid) for order, unbilled, unpaid in _BILL_COUNTS.rows(ids)}
    return [_desk(order, lines[order.id], bills.get(order.id, (0, 0)), today) for order in orders]


class NamedSums(NamedTuple):
    """What the shares of a line come to, in pieces; `good` are those made that stay good."""

    held: int = 0
    pending: int = 0
    good: int = 0
    to_inspect: int = 0
    ready: int = 0


class DeskLine(NamedTuple):
    pieces: int
    due: date
    sums: NamedSums


def _share_sums(order_ids: Sequence[uuid.UUID]) -> QuerySet[Share, Any]:
    rows = Share.objects.filter(line__order__in=order_ids).order_by().values_list("line")
    return rows.annotate(
        held_sum=Sum("pieces"),
        pending_sum=Sum(F("pieces") - F("accepted")),
        good_sum=Sum(F("made") - F("failed") - F("returned")),
        to_inspect_sum=Sum(F("made") - F("passed") - F("failed")),
        ready_sum=Sum(F("passed") - F("delivered")),
    )


def _bill_counts(order_ids: Sequence[uuid.UUID]) -> QuerySet[Delivery, Any]:
    kept = DeliveryItem.objects.filter(delivery=OuterRef("pk"), pieces__gt=F("returned"), share__line__price__gt=0)
    lots = Delivery.objects.filter(Exists(kept), order__in=order_ids).order_by().values_list("order")
    return lots.annotate(
        unbilled=Count("id", filter=Q(invoice=None)),
        unpaid=Count("id", filter=Q(invoice__paid__lt=F("invoice__amount"))),
    )


_DESK_ORDERS = Prepared(
    lambda sentra: (
        Order.objects.filter(sentra__in=sentra, state__in=[Order.State.DRAFT, Order.State.PUBLISHED])
        .order_by("-created_at")
        .values_list("pk", "number", "buyer", "state", "start", "sentra", "sentra__name")[:PAGE]
    )
)
_SHARE_SUMS, _BILL_COUNTS = Prepared(_share_sums), Prepared(_bill_counts)
_LINES = Prepared(lambda orders: Line.objects.filter(order__in=orders).values_list("order", "pk", "pieces", "due"))


def _desk(order: DeskOrder, lines: Sequence[DeskLine], bills: tuple[int, int], today: date) -> Desk:
    of_all = NamedSums(*(sum(each) for each in zip(*(line.sums for line in lines), strict=True)))
    pieces = sum(line.pieces for line in lines)
    unfinished = [line.due for line in lines if line.sums.good < line.pieces]
    missing = sum(rules.behind(line.pieces, line.sums.good, order.start, line.due, today) for line in lines)
    return Desk(
        order=order,
        pieces=pieces,
        made=of_all.good,
        due=min(unfinished, default=None),
        behind=missing if order.state == Order.State.PUBLISHED else 0,
        overdue=any(due < today for due in unfinished),
        left=pieces - of_all.held,
        pending=of_all.pending,
        to_inspect=of_all.to_inspect,
        ready=of_all.ready,
        unbilled=bills[0],
        unpaid=bills[1],
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """An open order as everybody in the sentra may see it: in pieces; `due` of its earliest line."""

    order: OrderName
    pieces: int
    kept: int
    due: date | None


def standing_orders(sentra: Sentra) -> list[Standing]:
    """The newest open orders of a sentra, and how much of each was delivered. Three queries."""
    orders = [OrderName(*row) for row in _NEWEST_OPEN.rows(sentra.pk)]
    ids = [order.id for order in orders]
    ordered = {order: (pieces, due) for order, pieces, due in _ORDERED.rows(ids)}
    kept = dict(_KEPT.rows(ids))
    return [Standing(order, *_counted(ordered.get(order.id), kept.get(order.id))) for order in orders]


_NEWEST_OPEN = Prepared(
    lambda sentra: (
        Order.objects.filter(sentra=sentra, state__in=[Order.State.DRAFT, Order.State.PUBLISHED])
        .order_by("-created_at")
        .values_list("pk", "buyer", "state")[:MOST_STANDING]
    )
)
_ORDERED = Prepared(
    lambda orders: (
        Line.objects.filter(order__in=orders).order_by().values_list("order").annotate(Sum("pieces"), Min("due"))
    )
)
_KEPT = Prepared(
    lambda orders: (
        Share.objects.filter(line__order__in=orders)
        .order_by()
        .values_list("line__order")
        .annotate(there=Sum(F("delivered") - F("returned")))
    )
)


def _counted(ordered: tuple[int, date] | None, kept: int | None) -> tuple[int, int, date | None]:
    pieces, due = ordered or (0, None)
    return pieces, kept or 0, due


@dataclass(frozen=True, slots=True)
class MyShare:
    """One's own part of one line of an order, in pieces."""

    order: OrderName
    enterprise_id: uuid.UUID
    product: str
    pieces: int
    accepted: int
    still_to_make: int
    kept: int

    @property
    def pending(self) -> int:
        return self.pieces - self.accepted


def latest_shares(sentra: Sentra, enterprises: Sequence[uuid.UUID]) -> list[MyShare]:
    """The newest shares of these enterprises in orders of the sentra. One query."""
    return [MyShare(OrderName(order, buyer), *rest) for order, buyer, *rest in _SHARES.rows(sentra.pk, enterprises)]


def _shares(sentra: uuid.UUID, enterprises: Sequence[uuid.UUID]) -> QuerySet[Share, Any]:
    # By line and not by order, so that an index has the newest first, however many there were before.
    held = Share.objects.filter(enterprise__in=enterprises, line__order__sentra=sentra, pieces__gt=0).order_by(
        "-line_id"
    )
    left = F("accepted") + F("failed") + F("returned") - F("made")
    counted = held.annotate(left=left, there=F("delivered") - F("returned"))
    names = ("line__order", "line__order__buyer", "enterprise", "line__product")
    return counted.values_list(*names, "pieces", "accepted", "left", "there")[:MOST_SHARES]


_SHARES = Prepared(_shares)
