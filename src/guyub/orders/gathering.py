"""What goes into a split, gathered from the database as things stand today."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import F, Q, Sum

from guyub.orders import rules
from guyub.orders.given import Given
from guyub.orders.models import Order, Share
from guyub.orders.queries import open_orders_of
from guyub.orders.split import Ability, Member
from guyub.orders.split import Line as SplitLine
from guyub.sentra.models import Enterprise, JointWork, Membership
from guyub.sentra.rules import product_key
from guyub.workshop.queries.capacity import open_weeks


def given_for(order: Order, today: date) -> Given:
    """What the split of `order` depends on as things stand today, in a constant number of queries."""
    lines = tuple(order.lines.all())
    dues = [line.due for line in lines]
    start = max(today, order.start)
    enterprises = _members_with_abilities(order)
    shares = _shares_by_enterprise(order)
    received = received_since(order, start)
    promised = _promised_elsewhere(order, enterprises)
    room = open_weeks([enterprise.id for enterprise in enterprises], start)
    return Given(
        start=start,
        seed=order.seed,
        max_share=None if order.max_share_percent is None else Fraction(order.max_share_percent, 100),
        lines=tuple(
            SplitLine(str(line.number), line.product, line.pieces, line.price, line.grade, line.due) for line in lines
        ),
        members=tuple(
            _member(
                enterprise,
                shares[enterprise.id],
                received[enterprise.id],
                rules.free_weeks(start, dues, promised[enterprise.id], room[enterprise.id].until),
            )
            for enterprise in enterprises
        ),
    )


def received_since(order: Order, day: date) -> dict[Any, int]:
    """Rupiah of joint work by enterprise in the twelve months before `day`: settled, and held in other open orders."""
    received: dict[Any, int] = defaultdict(int)
    settled = JointWork.objects.filter(sentra=order.sentra_id, day__gte=rules.year_before(day), day__lte=day)
    for enterprise, value in settled.values_list("enterprise").annotate(Sum("value")):
        received[enterprise] += value
    others = Order.objects.filter(sentra=order.sentra_id, state=Order.State.PUBLISHED).exclude(pk=order.pk)
    held = Share.objects.filter(line__order__in=list(others.values_list("pk", flat=True)))
    for enterprise, value in held.values_list("enterprise").annotate(held=Sum(F("pieces") * F("line__price"))):
        received[enterprise] += value
    return received


def _members_with_abilities(order: Order) -> list[Enterprise]:
    holding = Q(shares__line__order=order, shares__pieces__gt=0)
    current = Q(memberships__in=Membership.objects.filter(sentra=order.sentra_id, until=None))
    found = Enterprise.objects.filter(current | holding).distinct()
    return list(found.order_by("name", "id").prefetch_related("abilities"))


def _shares_by_enterprise(order: Order) -> dict[Any, list[Share]]:
    found: dict[Any, list[Share]] = defaultdict(list)
    for share in Share.objects.filter(line__order=order).select_related("line"):
        found[share.enterprise_id].append(share)
    return found


def _promised_elsewhere(order: Order, enterprises: list[Enterprise]) -> dict[Any, list[tuple[date, Fraction]]]:
    """Weeks of work each enterprise still owes to other open orders, with the day they are due."""
    capacity = {
        (enterprise.id, product_key(ability.product)): ability.capacity
        for enterprise in enterprises
        for ability in enterprise.abilities.all()
    }
    promised: dict[Any, list[tuple[date, Fraction]]] = defaultdict(list)
    others = set(open_orders_of(enterprise.id for enterprise in enterprises)) - {order.id}
    open_shares = Share.objects.filter(enterprise__in=enterprises, line__order__in=others)
    for share in open_shares.select_related("line"):
        weekly = capacity.get((share.enterprise_id, product_key(share.line.product)))
        to_make = share.pending + share.still_to_make
        if weekly and to_make > 0:
            promised[share.enterprise_id].append((share.line.due, to_make / weekly))
    return promised


def _member(enterprise: Enterprise, shares: list[Share], received: int, free: dict[date, Fraction]) -> Member:
    abilities = tuple(
        Ability(ability.product, ability.capacity, ability.grade, ability.min_lot, ability.ask)
        for ability in enterprise.abilities.all()
    )
    weekly = {product_key(ability.product): ability.capacity for ability in abilities}
    for share in shares:  # what is already made needs no more time, though it is held
        done = share.made - share.failed - share.returned
        if capacity := weekly.get(product_key(share.line.product)):
            for due in free:
                free[due] += done / capacity if share.line.due <= due else 0
    return Member(
        name=enterprise.name,
        abilities=abilities,
        received=received,
        held={str(share.line.number): share.pieces for share in shares if share.pieces},
        limit={str(share.line.number): 0 for share in shares if share.closed},
        free=free,
    )
