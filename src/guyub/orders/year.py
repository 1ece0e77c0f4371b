"""What each member of a sentra had of its joint work, month by month, beside the line that is common to all."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate

from django.db.models import F, Sum
from django.db.models.functions import TruncMonth

from guyub.books.rules.ledger import month_of, months_back
from guyub.orders.models import Line, Order, Share
from guyub.people.access import Person, require
from guyub.sentra.models import Enterprise, JointWork, Sentra
from guyub.sentra.rules import product_key

MONTHS = 12
PRICES_OF = 400  # lines of the newest orders, that tell what a product brings


@dataclass(frozen=True, slots=True)
class MemberYear:
    """Rupiah by month, the last with what is promised in running orders; `week` is a week of full work, 0 if unknown.

    As in the splits, members are compared in weeks of their own full work.
    """

    id: uuid.UUID
    name: str
    months: Sequence[int]
    week: int

    @property
    def value(self) -> int:
        return sum(self.months)

    @property
    def weeks(self) -> list[float]:
        """Weeks of full work had until the end of each month."""
        return [value / self.week for value in accumulate(self.months)] if self.week else []


@dataclass(frozen=True, slots=True)
class Year:
    """Members by how much they had, in weeks of their full work; `line` is what all had together, in such weeks."""

    months: Sequence[date]
    members: Sequence[MemberYear]
    line: Sequence[float]

    @property
    def compared(self) -> list[MemberYear]:
        """Those whose week of full work is known."""
        return [member for member in self.members if member.week]

    @property
    def value(self) -> int:
        return sum(member.value for member in self.members)


def year_of(by: Person, sentra: Sentra, today: date) -> Year:
    """The twelve months up to that of `today`. Six queries. Raises NotAllowed."""
    require(by, "see order", Order(sentra=sentra))
    months = [months_back(month_of(today), back) for back in range(MONTHS - 1, -1, -1)]
    current = Enterprise.objects.filter(memberships__sentra=sentra, memberships__until=None)
    enterprises = list(current.order_by("name", "id").prefetch_related("abilities"))
    prices, had = _prices(sentra), _had(sentra, months)
    for enterprise, held in _held(sentra).items():
        had[enterprise][months[-1]] += held
    members = [
        MemberYear(each.id, each.name, [had[each.id][month] for month in months], _week(each, prices))
        for each in enterprises
    ]
    return Year(months, sorted(members, key=_rank), _line(members))


def _rank(member: MemberYear) -> tuple[bool, float, str]:
    return not member.week, -(member.weeks[-1] if member.week else member.value), member.name


def _line(members: Sequence[MemberYear]) -> list[float]:
    """What all of them had together, in weeks of all their full work."""
    known = [member for member in members if member.week]
    whole = sum(member.week for member in known)
    sums = accumulate(sum(month) for month in zip(*(member.months for member in known), strict=True))
    return [value / whole for value in sums] if whole else []


def _prices(sentra: Sentra) -> Mapping[str, int]:
    """What a piece of each product brought last."""
    lines = Line.objects.filter(order__sentra=sentra).exclude(order__state=Order.State.CANCELLED)
    prices: dict[str, int] = {}
    for product, price in lines.order_by("-order__number", "number").values_list("product", "price")[:PRICES_OF]:
        prices.setdefault(product_key(product), price)
    return prices


def _week(enterprise: Enterprise, prices: Mapping[str, int]) -> int:
    """Rupiah that a week of full work brings, with the product that brings most."""
    worth = (
        Fraction(ability.capacity_milli, 1000) * prices[product_key(ability.product)]
        for ability in enterprise.abilities.all()
        if product_key(ability.product) in prices
    )
    return int(max(worth, default=Fraction(0)))


def _had(sentra: Sentra, months: Sequence[date]) -> dict[uuid.UUID, dict[date, int]]:
    work = JointWork.objects.filter(sentra=sentra, day__gte=months[0]).annotate(month=TruncMonth("day"))
    had: dict[uuid.UUID, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for enterprise, month, value in work.values_list("enterprise", "month").annotate(Sum("value")):
        had[enterprise][min(month, months[-1])] += value
    return had


def _held(sentra: Sentra) -> dict[uuid.UUID, int]:
    running = Order.objects.filter(sentra=sentra, state=Order.State.PUBLISHED)
    shares = Share.objects.filter(line__order__in=list(running.values_list("pk", flat=True)))
    return dict(shares.values_list("enterprise").annotate(worth=Sum(F("pieces") * F("line__price"))))
