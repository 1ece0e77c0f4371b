"""Products and how they are made: recipes hold from a day on, so that what was made before keeps its cost."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.measures import MICRO, unit_name
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.sentra.rules import product_key
from guyub.workshop.actions.common import locked_for, user_of
from guyub.workshop.actions.valuing import revalue
from guyub.workshop.models import Input, Item, MachineKind, Product, Recipe, RecipeStep, Step, StepDay, Workshop
from guyub.workshop.queries.recipes import steps_on
from guyub.workshop.rules.circles import in_order

MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class NewInput:
    """What one unit of the step takes of `item`: millionths of its unit, and hundredths of a per cent of waste.

    An item that is not kept yet is a new material, known from then on.
    """

    item: Item
    quantity: int
    waste: int = 0


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as it is to be written; minutes in thousandths, `taken` in millionths of the step before."""

    name: str
    unit: str = ""
    minutes: int = 0
    rate: int = 0
    rate_per: int = 1
    machine_kind: MachineKind | None = None
    taken: int = MICRO
    inputs: tuple[NewInput, ...] = ()


@transaction.atomic
def add_material(by: Person, enterprise: Enterprise, name: str, unit: str) -> Item:
    """The material of this name, made when there is none yet. Raises NotAllowed, Problem at `name` or `unit`."""
    locked_for(by, enterprise)
    return material_within(enterprise, name, unit)


def material_within(enterprise: Enterprise, name: str, unit: str) -> Item:
    """As `add_material`, for who holds the lock."""
    clean, key = " ".join(name.split()), product_key(name)
    if not key or not unit_name(unit):
        raise Problem(_("Mohon isi nama dan satuannya."), "unit" if key else "name")
    item, __ = Item.objects.get_or_create(
        enterprise=enterprise,
        kind=Item.Kind.MATERIAL,
        key=key[:160],
        defaults={"name": clean[:160], "unit": unit_name(unit)[:20]},
    )
    return item


@transaction.atomic
def add_product(by: Person, enterprise: Enterprise, name: str, unit: str = "buah") -> Product:
    """A new product with its stock. Raises NotAllowed, Problem at `name`, Conflict when there is one of this name."""
    locked_for(by, enterprise)
    clean, key = " ".join(name.split()), product_key(name)
    if not key:
        raise Problem(_("Mohon isi nama barangnya."), "name")
    if Product.objects.filter(enterprise=enterprise, key=key).exists():
        raise Problem(_("“%(name)s” sudah ada.", name=clean), "name")
    product = Product.objects.create(enterprise=enterprise, name=clean, key=key, unit=unit_name(unit) or "buah")
    Item.objects.create(
        enterprise=enterprise,
        kind=Item.Kind.FINISHED,
        name=clean,
        key=key,
        unit=product.unit,
        product=product,
    )
    return product


@transaction.atomic
def write_recipe(by: Person, product: Product, steps: Sequence[NewStep], *, since: date, at: datetime) -> Recipe:
    """Write how a product is made from `since` on; a recipe of the same day is replaced.

    Raises NotAllowed; Problem for a recipe without steps, one that contains itself, a step that was tallied since and
    is no longer there, at the field that cannot be.
    """
    workshop = locked_for(by, product.enterprise)
    recipe = _write(workshop, product, [_with_items(product.enterprise, new) for new in steps], since, at)
    _check_circle(product)
    revalue(workshop, since, by=user_of(by), at=at)
    return recipe


@transaction.atomic
def renew_recipes(by: Person, enterprise: Enterprise, *, since: date, at: datetime) -> int:
    """Write the recipes in force from `since` on anew at today's hourly costs. Returns how many products changed."""
    workshop = locked_for(by, enterprise)
    products = {each.pk: each for each in Product.objects.filter(enterprise=enterprise, active=True)}
    changed = set()
    for recipe in _in_force_since(enterprise, since):
        steps = steps_on(recipe)
        stale = any((each.labour_hour, each.machine_hour) != _hours(workshop, each.machine_kind) for each in steps)
        if stale and recipe.product_id in products:
            new = [as_new(each) for each in steps]
            _write(workshop, products[recipe.product_id], new, max(recipe.since, since), at)
            changed.add(recipe.product_id)
    if changed:
        revalue(workshop, since, by=user_of(by), at=at)
    return len(changed)


def _in_force_since(enterprise: Enterprise, since: date) -> list[Recipe]:
    """The recipes that hold on `since` or begin later."""
    rows = Recipe.objects.filter(product__enterprise=enterprise, since__lte=since).order_by("since")
    now = dict(rows.values_list("product", "pk"))
    chosen = Q(pk__in=now.values()) | Q(product__enterprise=enterprise, since__gt=since)
    return list(Recipe.objects.filter(chosen).prefetch_related("steps__inputs__item", "steps__step"))


def as_new(step: RecipeStep) -> NewStep:
    """A step of a recipe, to be written again."""
    return NewStep(
        name=step.step.name,
        unit=step.step.unit,
        minutes=step.minutes_milli,
        rate=step.rate,
        rate_per=step.rate_per,
        machine_kind=step.machine_kind,
        taken=step.taken_micro,
        inputs=tuple(NewInput(each.item, each.quantity_micro, each.waste_basis_points) for each in step.inputs.all()),
    )


def _write(workshop: Workshop, product: Product, steps: Sequence[NewStep], since: date, at: datetime) -> Recipe:
    _check(product, steps)
    written = [(_step(product, new), new) for new in steps]
    _check_tallied(product, {step.pk for step, __ in written}, since)
    recipe, __ = Recipe.objects.get_or_create(product=product, since=since, defaults={"at": at})
    recipe.steps.all().delete()
    for number, (step, new) in enumerate(written, 1):
        _write_step(workshop, recipe, number, step, new)
    return recipe


def _with_items(enterprise: Enterprise, new: NewStep) -> NewStep:
    """The step with those of its materials kept that were not yet."""
    if not any(each.item._state.adding for each in new.inputs):
        return new
    kept = [
        replace(each, item=material_within(enterprise, each.item.name, each.item.unit))
        if each.item._state.adding
        else each
        for each in new.inputs
    ]
    return replace(new, inputs=tuple(kept))


def _check(product: Product, steps: Sequence[NewStep]) -> None:
    if not 0 < len(steps) <= MOST_STEPS:
        raise Problem(_("Tulis satu sampai %(most)s langkah.", most=MOST_STEPS), "name")
    keys = [product_key(step.name) for step in steps]
    if not all(keys):
        raise Problem(_("Mohon isi nama langkahnya."), "name")
    if len(set(keys)) < len(keys):
        raise Problem(_("Dua langkah bernama sama."), "name")
    for step in steps:
        items = [needs.item for needs in step.inputs]
        if any(item.enterprise_id != product.enterprise_id for item in items):
            raise Problem(_("Bahan itu tidak ada di bengkel ini."), "item")
        if len(set(items)) < len(items):
            raise Problem(_("Satu bahan ditulis dua kali di langkah %(step)s.", step=step.name), "item")
        if any(item.kind == Item.Kind.PROCESS for item in items):
            raise Problem(_("Barang setengah jadi terpakai sendiri oleh langkah berikutnya."), "item")
        if step.taken <= 0 or step.rate_per < 1 or any(needs.quantity <= 0 for needs in step.inputs):
            raise Problem(_("Jumlahnya harus lebih dari nol."), "quantity")


def _step(product: Product, new: NewStep) -> Step:
    unit = unit_name(new.unit) or product.unit
    step, made = Step.objects.get_or_create(
        product=product, key=product_key(new.name)[:80], defaults={"name": " ".join(new.name.split()), "unit": unit}
    )
    if made:
        Item.objects.create(
            enterprise=product.enterprise,
            kind=Item.Kind.PROCESS,
            name=f"{product.name}: {step.name}"[:160],
            key=f"{product.key} {step.key}"[:160],
            unit=unit,
            product=product,
            step=step,
        )
    elif step.unit != unit:
        if StepDay.objects.filter(step=step).exists():
            raise Conflict(_("Satuan langkah %(step)s sudah dipakai mencatat hasil.", step=step.name))
        Step.objects.filter(pk=step.pk).update(unit=unit)
        Item.objects.filter(step=step).update(unit=unit)
    return step


def _check_tallied(product: Product, steps: set[int], since: date) -> None:
    """What was tallied since the day must still be a step of the recipe of that day."""
    later = Recipe.objects.filter(product=product, since__gt=since).order_by("since").first()
    days = StepDay.objects.filter(step__product=product, day__gte=since).exclude(good_micro=0, rejected_micro=0)
    if later:
        days = days.filter(day__lt=later.since)
    lost = days.exclude(step__in=steps).select_related("step").first()
    if lost:
        words = _(
            "Langkah %(step)s sudah dicatat hasilnya pada %(day)s. Ubah resepnya mulai hari sesudahnya.",
            step=lost.step.name,
            day=lost.day,
        )
        raise Problem(words, "since")


def _hours(workshop: Workshop, kind: MachineKind | None) -> tuple[int, int]:
    return workshop.labour_hour_cost, kind.hour_cost if kind else 0


def _write_step(workshop: Workshop, recipe: Recipe, number: int, step: Step, new: NewStep) -> None:
    labour, machine = _hours(workshop, new.machine_kind)
    row = RecipeStep.objects.create(
        recipe=recipe,
        step=step,
        number=number,
        minutes_milli=new.minutes,
        rate=new.rate,
        rate_per=new.rate_per,
        machine_kind=new.machine_kind,
        labour_hour=labour,
        machine_hour=machine,
        taken_micro=new.taken,
    )
    Input.objects.bulk_create(
        Input(recipe_step=row, item=each.item, quantity_micro=each.quantity, waste_basis_points=each.waste)
        for each in new.inputs
    )


def _check_circle(product: Product) -> None:
    """No product may contain itself, by any recipe of any day that stands beside this one."""
    products = {each.pk: each for each in Product.objects.filter(enterprise=product.enterprise_id)}
    used: dict[uuid.UUID, set[uuid.UUID]] = {pk: set() for pk in products}
    inputs = Input.objects.filter(item__kind=Item.Kind.FINISHED, item__enterprise=product.enterprise_id)
    for maker, item in inputs.values_list("recipe_step__recipe__product", "item__product"):
        used[maker].add(item)
    in_order(used, {pk: each.name for pk, each in products.items()})
