"""What the cost of products is worked out from, as it was known on a day. A constant number of queries."""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import OuterRef, Q, Subquery

from guyub.books.rules.ledger import last_day, months_back
from guyub.kernel.measures import MICRO, round_half_up
from guyub.kernel.words import Rupiah, Words, _
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Item, Procedure, Product, RecipeStep, StockDay
from guyub.workshop.models import Recipe as RecipeRow
from guyub.workshop.queries.recipes import steps_on
from guyub.workshop.rules.costing import Known, Node, Recipe, Stage, Thing, handy, tree, unknown
from guyub.workshop.rules.pricing import Advice, Prices, advise
from guyub.workshop.rules.valuation import MakingStep, Needs

Id = uuid.UUID


@dataclass(frozen=True, slots=True)
class Costed:
    """A product with what a unit of it costs; `cost` is None without a recipe, `unsure` where a price is missing."""

    product: Product
    cost: int | None
    unsure: bool
    advice: Advice | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The cost of a product today and a month before. `then` is None where it had no recipe yet."""

    now: Node | None
    then: Node | None
    day: date


def costed(enterprise: Enterprise, products: Sequence[Product], today: date) -> list[Costed]:
    """These products with their cost of today. Nine queries."""
    known = known_on(enterprise, [today])[today]
    return [_costed(product, tree(known, product.pk)) for product in products]


def compared(product: Product, today: date) -> Compared:
    """The cost of a product today and on the same day of the month before. Ten queries."""
    then = same_day_before(today)
    known = known_on(product.enterprise, [today, then])
    return Compared(tree(known[today], product.pk), tree(known[then], product.pk), then)


def same_day_before(today: date) -> date:
    """The same day of the month before, or its last day: 28 February for 31 March."""
    first = months_back(today, 1)
    return first.replace(day=min(today.day, last_day(first).day))


def advice_of(product: Product, cost: Fraction) -> Advice:
    prices = Prices(product.price, product.floor_price, product.market_price)
    return advise(cost, product.margin_percent, prices, product.unit)


def _costed(product: Product, node: Node | None) -> Costed:
    if node is None:
        return Costed(product, None, unsure=False, advice=None)
    advice = advice_of(product, node.cost) if node.cost else None
    return Costed(product, round_half_up(node.cost), unsure=next(unknown(node), None) is not None, advice=advice)


def known_on(enterprise: Enterprise, days: Sequence[date]) -> dict[date, Known[Id]]:
    """All that costs are worked out from on each of these days, the first of which is today."""
    products = {each.pk: each for each in Product.objects.filter(enterprise=enterprise)}
    in_force = {day: _in_force(enterprise, day, today=day == days[0]) for day in days}
    recipes = _recipes({pk for chosen in in_force.values() for pk in chosen.values()})
    items = {needs.item_id: needs.item for steps in recipes.values() for step in steps for needs in step.inputs.all()}
    found = {}
    for day in days:
        before = None if day == days[0] else _prices_on(items, day)
        found[day] = Known(
            {pk: _thing(item, before) for pk, item in items.items()},
            {
                product: Recipe(
                    products[product].name, products[product].unit, [_stage(step) for step in recipes[recipe]]
                )
                for product, recipe in in_force[day].items()
            },
        )
    return found


def _in_force(enterprise: Enterprise, day: date, *, today: bool) -> dict[Id, int]:
    """The recipe of each product on a day. One that begins later holds today already, where there is no other."""
    by_product: dict[Id, list[tuple[date, int]]] = defaultdict(list)
    rows = RecipeRow.objects.filter(product__enterprise=enterprise).order_by("since")
    for product, since, pk in rows.values_list("product", "since", "pk"):
        by_product[product].append((since, pk))
    places = {
        product: bisect_right([since for since, __ in recipes], day) - 1 for product, recipes in by_product.items()
    }
    return {
        product: recipes[max(places[product], 0)][1]
        for product, recipes in by_product.items()
        if today or places[product] >= 0
    }


def _recipes(chosen: Iterable[int]) -> dict[int, list[RecipeStep]]:
    rows = RecipeRow.objects.filter(pk__in=chosen)
    prefetched = rows.prefetch_related("steps__inputs__item", "steps__step", "steps__machine_kind")
    return {recipe.pk: steps_on(recipe) for recipe in prefetched}


def _prices_on(items: Mapping[Id, Item], day: date) -> dict[Id, Fraction]:
    """The average cost of each item on the last day, up to this one, on which it was known."""
    last = StockDay.objects.filter(item=OuterRef("pk"), day__lte=day, cost_micro__gt=0).order_by("-day")
    rows = Item.objects.filter(pk__in=items).annotate(
        known_value=Subquery(last.values("cost_value")[:1]), known_micro=Subquery(last.values("cost_micro")[:1])
    )
    return {
        pk: Fraction(value * MICRO, micro)
        for pk, value, micro in rows.values_list("pk", "known_value", "known_micro")
        if micro
    }


def _thing(item: Item, before: Mapping[Id, Fraction] | None) -> Thing[Id]:
    price = Fraction(item.cost_value * MICRO, item.cost_micro) if item.cost_micro > 0 else None
    made_here = item.product_id if item.kind == Item.Kind.FINISHED else None
    if before is None:
        return Thing(item.name, item.unit, price, made_here)
    return Thing(item.name, item.unit, before.get(item.pk, price), made_here, guessed=item.pk not in before)


def _stage(row: RecipeStep) -> Stage[Id]:
    making: MakingStep[Id] = MakingStep(
        output=row.recipe.product_id,  # costs do not ask what comes out
        inputs=tuple(Needs(each.item_id, each.quantity_micro, each.waste_basis_points) for each in row.inputs.all()),
        taken=row.taken_micro,
        rate=row.rate,
        rate_per=row.rate_per,
        minutes=row.minutes_milli,
        labour_hour=row.labour_hour,
        machine_hour=row.machine_hour,
    )
    machine = row.machine_kind.name if row.machine_kind else ""
    return Stage(row.step_id, row.step.name, row.step.unit, making, machine)


@dataclass(frozen=True, slots=True)
class Written:
    """The recipe of a product in force, to be read; `later` is the day from which the next one holds."""

    steps: Sequence[StepText]
    since: date
    later: date | None


@dataclass(frozen=True, slots=True)
class StepText:
    """A step of a recipe in words: what goes into it, how it is paid and how long it takes."""

    id: int
    name: str
    words: Sequence[Words]


def recipe_of(product: Product, today: date) -> Written | None:
    """The recipe as it is written. Seven queries."""
    days = list(product.recipes.order_by("since").values_list("since", flat=True))
    if not days:
        return None
    at = max(bisect_right(days, today) - 1, 0)
    rows = product.recipes.prefetch_related("steps__inputs__item", "steps__step", "steps__machine_kind")
    steps = steps_on(rows.get(since=days[at]))
    formers = ["", *(row.step.unit for row in steps[:-1])]
    read = zip(steps, formers, strict=True)
    texts = [StepText(row.step_id, row.step.name, [*_read(row, former)]) for row, former in read]
    return Written(texts, days[at], days[at + 1] if at + 1 < len(days) else None)


def _read(row: RecipeStep, former: str) -> Iterator[Words]:
    if former and (row.taken_micro != MICRO or former != row.step.unit):
        taken = handy(Fraction(row.taken_micro, MICRO), former)
        yield _("%(taken)s dari langkah sebelumnya untuk satu %(unit)s", taken=taken, unit=Words(row.step.unit))
    for needs in row.inputs.all():
        amount = handy(Fraction(needs.quantity_micro, MICRO), needs.item.unit)
        waste = Fraction(needs.waste_basis_points, 100)
        if waste:
            yield _("%(amount)s %(item)s, %(waste)s %% hilang", amount=amount, item=needs.item.name, waste=waste)
        else:
            yield _("%(amount)s %(item)s", amount=amount, item=needs.item.name)
    if row.minutes_milli:
        minutes = Fraction(row.minutes_milli, 1000)
        if row.machine_kind:
            yield _("%(minutes)s menit di %(machine)s", minutes=minutes, machine=row.machine_kind.name)
        else:
            yield _("%(minutes)s menit", minutes=minutes)
    if row.rate:
        words = {"rate": Rupiah(row.rate), "unit": Words(row.step.unit)}
        if row.rate_per == 1:
            yield _("upah %(rate)s per %(unit)s", **words)
        else:
            yield _("upah %(rate)s per %(per)s %(unit)s", **words, per=row.rate_per)


def actual_cost(product: Product) -> int | None:
    """Rupiah a unit that those in stock cost on average, as last known. One query."""
    item = Item.objects.filter(product=product, kind=Item.Kind.FINISHED).first()
    return round_half_up(Fraction(item.cost_value * MICRO, item.cost_micro)) if item and item.cost_micro > 0 else None


def procedures_of(product: Product) -> list[Procedure]:
    """Written procedures of the product or one of its steps. One query."""
    meant = Q(product=product) | Q(step__product=product)
    return list(Procedure.objects.filter(meant, active=True).select_related("step").order_by("title"))
