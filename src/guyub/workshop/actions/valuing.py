"""Working out what the stock is and is worth, from a day on, and telling the books what changed.

Called at the end of every action that adds or takes back a fact, in its transaction. It reads the state before the
day, the sums of that day and the days after it, and nothing older; so it costs the same however much came before.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from django.db.models import OuterRef, Subquery, Sum
from django.utils import timezone

from guyub.books import chart
from guyub.books.actions.posting import open_book, post_within
from guyub.books.models import Book
from guyub.books.queries.ledger import totals
from guyub.books.rules.closing import STOCK_VALUE
from guyub.books.rules.ledger import Move, Total, month_of
from guyub.kernel.ids import new_id
from guyub.kernel.words import Words, _
from guyub.people.models import User
from guyub.workshop.models import DayFlow, Item, Movement, StepDay, StockCount, StockDay, StockPosting, Workshop
from guyub.workshop.queries.recipes import Recipes, making_of, outputs_of, recipes_of
from guyub.workshop.rules.circles import in_order
from guyub.workshop.rules.valuation import DayEnd, DayFacts, Flow, Held, Made, MakingStep, after_day

# What each kind of stock stands in, and what stands against it when its value changes.
ACCOUNTS: Mapping[str, tuple[str, str]] = {
    Item.Kind.MATERIAL: (chart.MATERIAL_STOCK, chart.MATERIAL_EXPENSE),
    Item.Kind.PROCESS: (chart.PROCESS_STOCK, chart.GOODS_CHANGE),
    Item.Kind.FINISHED: (chart.FINISHED_STOCK, chart.GOODS_CHANGE),
}
Id = uuid.UUID
Value = TypeVar("Value")


@dataclass(slots=True)
class _Facts:
    """What is known of one day, as the database sums it; outputs by step."""

    bought: dict[Id, tuple[int, int]] = field(default_factory=dict)
    returned_in: dict[Id, int] = field(default_factory=dict)
    gone: dict[Id, int] = field(default_factory=lambda: defaultdict(int))
    made: dict[int, Made] = field(default_factory=dict)
    counts: dict[Id, tuple[int, int | None]] = field(default_factory=dict)


@dataclass(slots=True)
class Worked:
    """What the stock comes to from a day on: rows to keep, what each day changed by kind, and the state at the end."""

    rows: list[StockDay]
    changes: dict[date, dict[str, int]]
    held: dict[Id, Held]
    items: dict[Id, Item]

    @property
    def worth(self) -> dict[str, int]:
        return _worth(self.items, self.held)


@dataclass(frozen=True, slots=True)
class _Making:
    """The products of the workshop: their recipes and items."""

    recipes: Recipes
    items: Mapping[Id, Item]
    product_of_step: Mapping[int, Id]

    def makings(self, day: date, steps: Iterable[int]) -> tuple[list[list[MakingStep[Id]]], dict[int, Id]]:
        """The makings of the products whose steps were worked on, in order, and what each step made."""
        products = {self.product_of_step[step] for step in steps}
        outputs: dict[int, Id] = {}
        found: dict[Id, list[MakingStep[Id]]] = {}
        for product in products:
            recipe = self.recipes.on(product, day)
            of_product = outputs_of(recipe, (item for item in self.items.values() if item.product_id == product))
            outputs |= of_product
            found[product] = making_of(recipe, of_product)
        return [found[product] for product in self._in_order(found)], outputs

    def _in_order(self, makings: Mapping[Id, list[MakingStep[Id]]]) -> list[Id]:
        used: dict[Id, set[Id]] = {product: set() for product in sorted(makings)}
        for product, steps in makings.items():
            for needs in (needs for step in steps for needs in step.inputs):
                maker = self.items[needs.item].product_id
                if maker is not None and maker in makings:
                    used[product].add(maker)
        return in_order(used, {})


def revalue(workshop: Workshop, since: date, *, by: User | None, at: datetime) -> None:
    """Work out the stock from `since` on, and post what its value changed by, day by day. Holds `workshop`'s lock."""
    worked = work_out(workshop, since)
    _keep_days(workshop, since, worked.rows)
    _keep_items(worked.items, worked.held)
    _post(workshop, since, worked.changes, worked.worth, by, at)


def work_out(workshop: Workshop, since: date) -> Worked:
    """The stock from `since` on, by what happened; nothing is written."""
    facts = _facts_since(workshop, since)
    items = {item.id: item for item in Item.objects.filter(enterprise=workshop.enterprise_id)}
    making = _making(items, facts)
    held = _held_before(items, since)
    changes: dict[date, dict[str, int]] = {}
    rows: list[StockDay] = []
    for day in sorted(facts):
        end = _end_of(day, held, facts[day], making)
        changes[day] = _changes(items, held, end)
        rows += [_row(item, day, flow, end.of(item)) for item, flow in end.flows.items()]
        held = end.held
    return Worked(rows, changes, held, items)


def settle(workshop: Workshop, *, by: User | None, at: datetime) -> bool:
    """Tell the books what the stock is worth where they say something else; whether they did. Holds the lock."""
    worth = dict.fromkeys(ACCOUNTS, 0)
    for kind, value in (
        Item.objects.filter(enterprise=workshop.enterprise_id).values_list("kind").annotate(Sum("value"))
    ):
        worth[kind] += value
    book = open_book(workshop.enterprise)
    return _settle(book, timezone.localdate(at), worth, by, at)


def _facts_since(workshop: Workshop, since: date) -> dict[date, _Facts]:
    facts: dict[date, _Facts] = defaultdict(_Facts)
    flows = DayFlow.objects.filter(enterprise=workshop.enterprise_id, day__gte=since)
    for day, item, kind, quantity, value in flows.values_list("day", "item", "kind", "quantity_micro", "value"):
        if kind == Movement.Kind.BOUGHT:
            facts[day].bought[item] = quantity, value
        elif kind == Movement.Kind.RETURNED_IN:
            facts[day].returned_in[item] = quantity
        else:
            facts[day].gone[item] += quantity
    steps = StepDay.objects.filter(enterprise=workshop.enterprise_id, day__gte=since)
    for day, step, good, rejected in steps.values_list("day", "step", "good_micro", "rejected_micro"):
        facts[day].made[step] = Made(good, rejected)
    counts = StockCount.objects.filter(item__enterprise=workshop.enterprise_id, day__gte=since)
    for day, item, quantity, worth in counts.values_list("day", "item", "quantity_micro", "value"):
        facts[day].counts[item] = quantity, worth
    return facts


def _making(items: Mapping[Id, Item], facts: Mapping[date, _Facts]) -> _Making:
    steps = {step for each in facts.values() for step in each.made}
    product_of_step = {
        item.step_id: item.product_id for item in items.values() if item.step_id in steps and item.product_id
    }
    return _Making(recipes_of(set(product_of_step.values())), items, product_of_step)


def _held_before(items: Mapping[Id, Item], since: date) -> dict[Id, Held]:
    """The state of every item before a day: that of the last day before it on which it moved."""
    last = StockDay.objects.filter(item=OuterRef("pk"), day__lt=since).order_by("-day").values("pk")[:1]
    rows = Item.objects.filter(pk__in=items).annotate(last=Subquery(last)).exclude(last=None).values_list("last")
    states = StockDay.objects.filter(pk__in=[row for (row,) in rows])
    return {
        item: Held(quantity, value, cost_value, cost_micro)
        for item, quantity, value, cost_value, cost_micro in states.values_list(
            "item", "quantity_micro", "value", "cost_value", "cost_micro"
        )
    }


def _end_of(day: date, held: Mapping[Id, Held], facts: _Facts, making: _Making) -> DayEnd[Id]:
    makings, outputs = making.makings(day, facts.made)
    made = {outputs[step]: told for step, told in facts.made.items() if step in outputs}
    return after_day(
        held,
        DayFacts(
            bought=_ordered(facts.bought),
            returned_in=_ordered(facts.returned_in),
            made=made,
            gone=_ordered(facts.gone),
            counts=_ordered(facts.counts),
        ),
        makings,
    )


def _ordered(by_item: Mapping[Id, Value]) -> dict[Id, Value]:
    return dict(sorted(by_item.items()))


def _worth(items: Mapping[Id, Item], held: Mapping[Id, Held]) -> dict[str, int]:
    worth = dict.fromkeys(ACCOUNTS, 0)
    for item, each in held.items():
        worth[items[item].kind] += each.value
    return worth


def _changes(items: Mapping[Id, Item], before: Mapping[Id, Held], end: DayEnd[Id]) -> dict[str, int]:
    was, now = _worth(items, before), _worth(items, end.held)
    return {kind: now[kind] - was[kind] for kind in ACCOUNTS}


def _row(item: Id, day: date, flow: Flow, held: Held) -> StockDay:
    return StockDay(
        item_id=item,
        day=day,
        came_micro=flow.came,
        went_micro=flow.went,
        wasted_micro=flow.wasted,
        counted_micro=flow.counted,
        quantity_micro=held.quantity,
        value=held.value,
        cost_value=held.cost_value,
        cost_micro=held.cost_micro,
    )


_STATE = ["quantity_micro", "value", "cost_value", "cost_micro"]
_FLOWS = ["came_micro", "went_micro", "wasted_micro", "counted_micro"]


def _keep_days(workshop: Workshop, since: date, rows: list[StockDay]) -> None:
    """Write the days that changed; an item that no longer moved on a day has no row there."""
    names = [*_FLOWS, *_STATE]
    there = StockDay.objects.filter(item__enterprise=workshop.enterprise_id, day__gte=since)
    kept = {(item, day): (pk, *values) for pk, item, day, *values in there.values_list("pk", "item", "day", *names)}
    wanted = {(row.item_id, row.day): tuple(getattr(row, name) for name in names) for row in rows}
    StockDay.objects.filter(pk__in=[kept[key][0] for key in kept.keys() - wanted.keys()]).delete()
    changed = [row for row in rows if kept.get(at := (row.item_id, row.day), (None,))[1:] != wanted[at]]
    StockDay.objects.bulk_create(changed, update_conflicts=True, unique_fields=["item", "day"], update_fields=names)


def _keep_items(items: Mapping[Id, Item], held: Mapping[Id, Held]) -> None:
    changed = []
    for item in items.values():
        now = held.get(item.id, Held())
        state = (now.quantity, now.value, now.cost_value, now.cost_micro)
        if state != (item.quantity_micro, item.value, item.cost_value, item.cost_micro):
            item.quantity_micro, item.value, item.cost_value, item.cost_micro = state
            changed.append(item)
    Item.objects.bulk_update(changed, _STATE)


def _post(
    workshop: Workshop,
    since: date,
    changes: Mapping[date, Mapping[str, int]],
    worth: Mapping[str, int],
    by: User | None,
    at: datetime,
) -> None:
    """Tell the books what each day changed beyond what they were told before, and at the end what is still between."""
    told = {row.day: row for row in StockPosting.objects.filter(enterprise=workshop.enterprise_id, day__gte=since)}
    book = open_book(workshop.enterprise)
    for day in sorted(changes.keys() | told.keys()):
        row = told.get(day) or StockPosting(enterprise=workshop.enterprise, day=day)
        change = {kind: changes.get(day, {}).get(kind, 0) - getattr(row, kind) for kind in ACCOUNTS}
        if any(change.values()):
            for kind in ACCOUNTS:
                setattr(row, kind, getattr(row, kind) + change[kind])
            row.save()
            _enter(book, day, change, by, at, _("Nilai persediaan %(day)s", day=day))
    if changes:
        _settle(book, max(changes), worth, by, at)


def _settle(book: Book, day: date, worth: Mapping[str, int], by: User | None, at: datetime) -> bool:
    between = {kind: worth[kind] - balance for kind, balance in balances(book).items()}
    if any(between.values()):
        _enter(book, day, between, by, at, _("Nilai persediaan disamakan dengan kartu stok"))
    return any(between.values())


def balances(book: Book) -> dict[str, int]:
    """What the books say the stock of each kind is worth, all months taken together."""
    sums = totals(book, month_of(date.max))
    found = {kind: sums.get(account, Total()) for kind, (account, __) in ACCOUNTS.items()}
    return {kind: total.debit - total.credit for kind, total in found.items()}


def _enter(book: Book, day: date, change: Mapping[str, int], by: User | None, at: datetime, words: Words) -> None:
    moves: list[Move] = []
    for kind, (account, against) in ACCOUNTS.items():
        if change[kind] > 0:
            moves.append((account, against, change[kind]))
        elif change[kind] < 0:
            moves.append((against, account, -change[kind]))
    source = (STOCK_VALUE, book.id)
    post_within(
        book, client_id=new_id(), day=day, words=words, transfers=moves, source=source, by=by, at=at, move_on=True
    )
