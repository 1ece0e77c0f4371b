"""Recipes as the rules see them: which is in force on a day, and what one unit of each step takes."""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guyub.workshop.models import Item, Recipe, RecipeStep
from guyub.workshop.rules.valuation import MakingStep, Needs


@dataclass(frozen=True, slots=True)
class Recipes:
    """The recipes of some products by the day from which they hold."""

    by_product: Mapping[uuid.UUID, Sequence[Recipe]]  # by day

    def on(self, product: uuid.UUID, day: date) -> Recipe | None:
        """The recipe in force on `day`; on a day before the first, the first."""
        recipes = self.by_product.get(product, ())
        if not recipes:
            return None
        return recipes[max(bisect_right([recipe.since for recipe in recipes], day) - 1, 0)]


def recipes_of(products: Iterable[uuid.UUID]) -> Recipes:
    """All recipes of these products, with steps and inputs. Three queries."""
    found = Recipe.objects.filter(product__in=list(products)).order_by("since")
    by_product: dict[uuid.UUID, list[Recipe]] = defaultdict(list)
    for recipe in found.prefetch_related("steps__inputs__item", "steps__step", "steps__machine_kind"):
        by_product[recipe.product_id].append(recipe)
    return Recipes(by_product)


def steps_on(recipe: Recipe | None) -> list[RecipeStep]:
    """The steps of a recipe in order."""
    return sorted(recipe.steps.all(), key=lambda each: each.number) if recipe else []


def making_of(recipe: Recipe | None, outputs: Mapping[int, uuid.UUID]) -> list[MakingStep[uuid.UUID]]:
    """A recipe as the rules of valuation take it; `outputs`: the item that each step makes, by the step's id."""
    return [
        MakingStep(
            output=outputs[each.step_id],
            inputs=tuple(
                Needs(needs.item_id, needs.quantity_micro, needs.waste_basis_points) for needs in each.inputs.all()
            ),
            taken=each.taken_micro,
            rate=each.rate,
            rate_per=each.rate_per,
            minutes=each.minutes_milli,
            labour_hour=each.labour_hour,
            machine_hour=each.machine_hour,
        )
        for each in steps_on(recipe)
    ]


def outputs_of(recipe: Recipe | None, items: Iterable[Item]) -> dict[int, uuid.UUID]:
    """What each step of a recipe makes: what waits for the next step, or, at the last, the finished product."""
    steps = steps_on(recipe)
    if recipe is None or not steps:
        return {}
    items = list(items)
    by_step = {item.step_id: item.id for item in items if item.kind == Item.Kind.PROCESS}
    finished = next(
        item.id for item in items if item.kind == Item.Kind.FINISHED and item.product_id == recipe.product_id
    )
    made = {each.step_id: by_step[each.step_id] for each in steps[:-1]}
    return {**made, steps[-1].step_id: finished}
