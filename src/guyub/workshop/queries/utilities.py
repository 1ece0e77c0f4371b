"""A year of electricity, water, telephone or fuel beside what was made. A constant number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from guyub.books import chart
from guyub.books.models import Book
from guyub.books.queries.ledger import totals
from guyub.books.rules.ledger import last_day, month_of, months_back
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Product, UtilityUse
from guyub.workshop.queries.output import finished_by_day
from guyub.workshop.rules.utilities import MonthUse, ProductShare, Reading, months_of, proposed_cost, shares_of

SHOWN = 12
BEFORE = 7  # months that only tell what was usual, and one meter before them
PRODUCTS = 12


@dataclass(frozen=True, slots=True)
class ProductUse:
    """A product's part of the month's bill."""

    name: str
    unit: str
    share: ProductShare


@dataclass(frozen=True, slots=True)
class UtilityYear:
    """Twelve months of one kind, the oldest first; of the month that is looked at, what else there is to say."""

    months: Sequence[MonthUse]
    month: MonthUse
    reading: Reading | None
    before: Reading | None
    products: Sequence[ProductUse]
    proposed: int | None


def reading_of(use: UtilityUse) -> Reading:
    """The row as the rules take it."""
    return Reading(use.month, use.used_milli, use.meter_milli, use.cost)


def year_of(enterprise: Enterprise, kind: str, month: date, today: date) -> UtilityYear:
    """The twelve months up to this one, with `month`, one of them, looked at more closely."""
    this = month_of(today)
    months = [months_back(this, back) for back in range(SHOWN + BEFORE - 1, -1, -1)]
    uses = UtilityUse.objects.filter(enterprise=enterprise, kind=kind, month__gte=months[0], month__lte=this)
    readings = {use.month: reading_of(use) for use in uses}
    made = _made(enterprise, months[0], last_day(this))
    units = {each: sum(units for units, __ in products.values()) for each, products in made.items()}
    found = {each.month: each for each in months_of(readings, months, units)}
    chosen = found[month]
    return UtilityYear(
        months=[found[each] for each in months[-SHOWN:]],
        month=chosen,
        reading=readings.get(month),
        before=readings.get(months_back(month, 1)),
        products=_products(enterprise, chosen, made.get(month, {})),
        proposed=_proposed(enterprise, kind, month) if chosen.cost is None else None,
    )


def _made(enterprise: Enterprise, since: date, until: date) -> dict[date, dict[uuid.UUID, tuple[int, int]]]:
    """Units (millionths) and minutes of each product by month."""
    found: dict[date, dict[uuid.UUID, tuple[int, int]]] = defaultdict(dict)
    for made in finished_by_day(enterprise, since, until):
        of_month = found[month_of(made.first)]
        units, minutes = of_month.get(made.product, (0, 0))
        of_month[made.product] = (units + made.units, minutes + made.minutes)
    return found


def _products(enterprise: Enterprise, month: MonthUse, made: Mapping[uuid.UUID, tuple[int, int]]) -> list[ProductUse]:
    if month.cost is None or len(made) < 2:
        return []
    shares = shares_of(month.cost, made)
    names = {each.pk: each for each in Product.objects.filter(enterprise=enterprise, pk__in=shares)}
    largest = sorted(shares, key=lambda each: -shares[each].cost)[:PRODUCTS]
    return [ProductUse(names[each].name, names[each].unit, shares[each]) for each in largest]


def _proposed(enterprise: Enterprise, kind: str, month: date) -> int | None:
    book = Book.objects.filter(enterprise=enterprise).first()
    booked = totals(book, month, month).get(chart.POWER) if book else None
    if booked is None:
        return None
    others = UtilityUse.objects.filter(enterprise=enterprise, month=month).exclude(kind=kind)
    return proposed_cost(booked.debit - booked.credit, others.aggregate(sum=Sum("cost"))["sum"] or 0)
