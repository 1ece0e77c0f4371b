"""The stock as its owner sees it: what is there, what it is worth, how long it will last, and how it came to be so.

Each answer costs a constant number of queries.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from guyub.books.models import Book
from guyub.kernel.errors import Problem
from guyub.kernel.measures import MICRO, factor, measured, round_half_up
from guyub.kernel.words import Words, _
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.valuing import balances
from guyub.workshop.models import Item, ItemName, ItemUnit, Movement, StockCount, StockDay, Workshop
from guyub.workshop.rules.reorder import WEEKS, Advice, advise

ON_A_PAGE = 40
DAYS_ON_A_PAGE = 30
SHOWN = 20
MOST_SHORT = 10


@dataclass(frozen=True, slots=True)
class Line:
    """An item and what to think of it."""

    item: Item
    advice: Advice

    @property
    def there(self) -> Words:
        return measured(self.item.quantity_micro, self.item.unit)

    @property
    def lasts(self) -> Words | None:
        """How long it will last; None while there is not enough history."""
        left = self.advice.days_left
        return None if left is None or self.short else _("cukup %(days)s hari kerja", days=left)

    @property
    def sentence(self) -> str:
        return " · ".join(str(words) for words in (self.there, self.lasts) if words)

    @property
    def short(self) -> bool:
        return self.item.quantity_micro < 0

    @property
    def status(self) -> tuple[str, Words] | None:
        """The kind of pill and what it says."""
        if self.short:
            return "problem", _("kurang dari nol")
        if self.advice.due and self.item.kind == Item.Kind.MATERIAL:
            return "act", _("beli %(quantity)s", quantity=measured(self.advice.buy, self.item.unit))
        if self.advice.due:
            return "act", _("buat %(quantity)s", quantity=measured(self.advice.buy, self.item.unit))
        return None

    @property
    def a_day(self) -> Words | None:
        each = self.advice.a_day
        return None if each is None else measured(round_half_up(each), self.item.unit)

    @property
    def point(self) -> Words | None:
        return None if self.advice.point is None else measured(self.advice.point, self.item.unit)

    @property
    def cost(self) -> int | None:
        """Rupiah a unit, as last known."""
        known = self.item.cost_micro
        return round_half_up(Fraction(self.item.cost_value * MICRO, known)) if known else None


@dataclass(frozen=True, slots=True)
class Worth:
    """What the stock is worth by kind, and what the books say it is. Rupiah."""

    stock: Mapping[str, int]
    books: Mapping[str, int]

    @property
    def whole(self) -> int:
        return sum(self.stock.values())

    @property
    def in_books(self) -> int:
        return sum(self.books.values())

    @property
    def agree(self) -> bool:
        return all(self.stock[kind] == self.books.get(kind, 0) for kind in self.stock)


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of one kind; `number` counts from 1."""

    lines: Sequence[Line]
    number: int
    more: bool


@dataclass(frozen=True, slots=True)
class Card:
    """All that one item's page shows. `older` is the day to continue from."""

    line: Line
    days: Sequence[StockDay]
    older: date | None
    movements: Sequence[Movement]
    counts: Sequence[StockCount]
    units: Sequence[ItemUnit]
    names: Sequence[ItemName]


def items_of(enterprise: Enterprise) -> QuerySet[Item]:
    return Item.objects.filter(enterprise=enterprise, active=True)


def kinds_of(enterprise: Enterprise) -> dict[str, int]:
    """How many items there are of each kind."""
    found = dict(items_of(enterprise).values_list("kind").annotate(Count("pk")).order_by())
    return {kind: found.get(kind, 0) for kind in Item.Kind.values}


def worth_of(enterprise: Enterprise) -> Worth:
    """What the stock is worth, and what the books say."""
    sums = Item.objects.filter(enterprise=enterprise).values_list("kind").annotate(Sum("value")).order_by()
    stock = dict.fromkeys(Item.Kind.values, 0) | dict(sums)
    book = Book.objects.filter(enterprise=enterprise).first()
    return Worth(stock, balances(book) if book else {})


def short_of(enterprise: Enterprise) -> list[Item]:
    """Items of which less than nothing is noted to be there, the worst first."""
    return list(items_of(enterprise).filter(quantity_micro__lt=0).order_by("quantity_micro", "name")[:MOST_SHORT])


def page_of(workshop: Workshop, kind: str, number: int, today: date) -> Page:
    """The items of one kind by name."""
    start = (number - 1) * ON_A_PAGE
    items = list(items_of(workshop.enterprise).filter(kind=kind).order_by("name", "pk")[start : start + ON_A_PAGE + 1])
    return Page(lines_of(workshop, items[:ON_A_PAGE], today), number, len(items) > ON_A_PAGE)


def lines_of(workshop: Workshop, items: Sequence[Item], today: date) -> list[Line]:
    """Items with how long they will last and when to buy. Two queries."""
    uses = _uses(workshop, items, today)
    week = len(workshop.working_days)
    lines = []
    for item in items:
        lead = workshop.lead_days if item.lead_days is None else item.lead_days
        lines.append(
            Line(
                item,
                advise(
                    uses[item.pk],
                    item.quantity_micro,
                    Fraction(lead * week, 7),
                    item.least_micro,
                    is_counted(item.unit),
                ),
            )
        )
    return lines


def is_counted(unit: str) -> bool:
    """Whether there are only whole ones of this unit."""
    try:
        factor(unit, "buah")
    except Problem:
        return unit in {"bungkus", "botol", "toples", "set"}
    return True


def _uses(workshop: Workshop, items: Iterable[Item], today: date) -> dict[uuid.UUID, list[int]]:
    """What went of each item on each working day of the last weeks, today left out, since it first moved."""
    first_looked_at = today - timedelta(weeks=WEEKS)
    days = StockDay.objects.filter(item__in=list(items))
    since = dict(days.values_list("item").annotate(Min("day")).order_by())
    went: dict[uuid.UUID, dict[date, int]] = defaultdict(dict)
    recent = days.filter(day__gte=first_looked_at, day__lt=today)
    for item, day, quantity in recent.values_list("item", "day", "went_micro"):
        went[item][day] = quantity
    window = [first_looked_at + timedelta(days=number) for number in range((today - first_looked_at).days)]
    working = {day for day in window if str(day.isoweekday()) in workshop.working_days}
    return {
        item.pk: [
            went[item.pk].get(day, 0)
            for day in window
            if day >= since.get(item.pk, today) and (day in working or went[item.pk].get(day))
        ]
        for item in items
    }


def card_of(workshop: Workshop, item: Item, today: date, until: date | None = None) -> Card:
    """An item's card, its days from `until` back."""
    moved = ~Q(came_micro=0, went_micro=0, counted_micro=0)
    days = StockDay.objects.filter(moved, item=item).order_by("-day")
    if until is not None:
        days = days.filter(day__lte=until)
    found = list(days[: DAYS_ON_A_PAGE + 1])
    movements = Movement.objects.filter(item=item, undone_at=None).order_by("-day", "-at")
    return Card(
        line=lines_of(workshop, [item], today)[0],
        days=found[:DAYS_ON_A_PAGE],
        older=found[DAYS_ON_A_PAGE].day if len(found) > DAYS_ON_A_PAGE else None,
        movements=list(movements[:SHOWN]),
        counts=list(StockCount.objects.filter(item=item).select_related("by").order_by("-day")[:SHOWN]),
        units=list(ItemUnit.objects.filter(item=item).order_by("name")),
        names=list(ItemName.objects.filter(item=item).order_by("key")),
    )


def cost_known(item: Item, day: date) -> bool:
    """Whether anything says what the item costs at the end of `day`."""
    last = StockDay.objects.filter(item=item, day__lte=day).order_by("-day").first()
    return last is not None and last.cost_micro > 0


def book_of(enterprise: Enterprise) -> Book | None:
    return Book.objects.filter(enterprise=enterprise).first()


def item_choices(enterprise: Enterprise) -> list[tuple[str, str]]:
    """Materials, then products, with their units, for a list to choose from."""
    found = items_of(enterprise).exclude(kind=Item.Kind.PROCESS).order_by(F("kind").desc(), "name")
    return [(str(pk), f"{name} ({unit})") for pk, name, unit in found.values_list("pk", "name", "unit")]
