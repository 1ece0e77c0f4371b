"""What joint orders will bring: for the books' forecast of a workshop, and for that of the sentra's hub."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Sum

from guyub.books.models import Book
from guyub.books.rules.forecast import Expected, Sureness
from guyub.books.rules.paying import due, usual_days
from guyub.kernel.words import Words, _
from guyub.orders.models import Advance, Invoice, Order, Settlement, Share
from guyub.orders.queries import open_orders_of
from guyub.orders.rules import BASIS_POINTS

SETTLED_BEFORE = 20  # the orders that tell how long the money takes


@dataclass(frozen=True, slots=True)
class Coming:
    """One open order: its last due date, and in rupiah what accepted pieces bring and what was advanced on them."""

    order: Order
    due: date
    value: int
    advanced: int

    @property
    def fee(self) -> int:
        return self.value * self.order.fee_basis_points // BASIS_POINTS

    @property
    def net(self) -> int:
        """What is left for the members: an advance is taken back as far as their money reaches."""
        return max(self.value - self.fee - self.advanced, 0)


def of_joint_orders(book: Book, today: date) -> Iterable[Expected]:
    """What the owner of this book will receive, and a hub will pay out, of accepted pieces not yet shared out.

    An order is shared out after its last due date and the days that took so far in this sentra. Constant queries.
    """
    if book.sentra_id is not None:
        return list(_of_hub(book.sentra_id, today))
    if book.enterprise_id is not None:
        return list(_of_member(book.enterprise_id, today))
    return []


def _of_member(enterprise_id: uuid.UUID, today: date) -> Iterator[Expected]:
    coming = _coming(open_orders_of([enterprise_id]), enterprise_id)
    days = _days_to_share({each.order.sentra_id for each in coming})
    for each in coming:
        if each.net:
            words = _("hasil pesanan %(order)s dari %(buyer)s", order=each.order.number, buyer=each.order.buyer)
            yield _expected(each, each.net, words, days[each.order.sentra_id], today, comes_in=True)


def _of_hub(sentra_id: uuid.UUID, today: date) -> Iterator[Expected]:
    """The buyer pays what is not paid yet; the members are paid their part then."""
    orders = Order.objects.filter(sentra=sentra_id, state=Order.State.PUBLISHED)
    coming = _coming(list(orders.values_list("pk", flat=True)), None)
    days = _days_to_share({sentra_id})[sentra_id]
    paid_rows = Invoice.objects.filter(delivery__order__in=[each.order.id for each in coming])
    paid = dict(paid_rows.values_list("delivery__order").annotate(Sum("paid")).order_by())
    for each in coming:
        told = {"order": each.order.number, "buyer": each.order.buyer}
        if (left := each.value - paid.get(each.order.id, 0)) > 0:
            words = _("pembayaran %(buyer)s untuk pesanan %(order)s", **told)
            yield _expected(each, left, words, days, today, comes_in=True)
        if each.net:
            words = _("bagi hasil pesanan %(order)s kepada anggota", order=each.order.number)
            yield _expected(each, each.net, words, days, today, comes_in=False)


def _expected(each: Coming, amount: int, words: Words, days: int, today: date, *, comes_in: bool) -> Expected:
    # Both sides of a hub's order wait for the same money, so both are placed as money that comes in.
    day, note = due(each.due, days, today, comes_in=True)
    return Expected(day, amount, comes_in, words, Sureness.LIKELY, note)


def _coming(order_ids: Iterable[uuid.UUID], enterprise_id: uuid.UUID | None) -> list[Coming]:
    """The open orders with accepted pieces, of one enterprise or of all. Two queries."""
    shares = Share.objects.filter(line__order__in=list(order_ids), accepted__gt=0)
    if enterprise_id is not None:
        shares = shares.filter(enterprise=enterprise_id)
    orders: dict[uuid.UUID, Order] = {}
    values: dict[uuid.UUID, int] = defaultdict(int)
    last: dict[uuid.UUID, date] = {}
    for share in shares.select_related("line__order"):
        order = share.line.order
        orders[order.id] = order
        values[order.id] += share.accepted * share.line.price
        last[order.id] = max(share.line.due, last.get(order.id, share.line.due))
    given = Advance.objects.filter(order__in=list(orders))
    if enterprise_id is not None:
        given = given.filter(enterprise=enterprise_id)
    advanced = dict(given.values_list("order").annotate(Sum("amount")).order_by())
    return [
        Coming(order, last[order.id], values[order.id], advanced.get(order.id, 0))
        for order in sorted(orders.values(), key=lambda each: (last[each.id], each.id))
    ]


def _days_to_share(sentra_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """By sentra, the days from an order's last due date until it was shared out: the median of its latest orders."""
    taken: dict[uuid.UUID, list[int]] = {sentra_id: [] for sentra_id in sentra_ids}
    rows = Settlement.objects.filter(order__sentra__in=list(taken)).annotate(last_due=Max("order__lines__due"))
    latest = rows.order_by("-at").values_list("order__sentra", "day", "last_due")[:SETTLED_BEFORE]
    for sentra_id, day, last_due in latest:
        taken[sentra_id].append(max((day - last_due) // timedelta(days=1), 0))
    return {sentra_id: usual_days(days) for sentra_id, days in taken.items()}
