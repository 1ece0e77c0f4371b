"""Writing a recipe: steps and materials are added, moved and taken out by buttons; nothing typed is lost on the way."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import reader_language
from guyub.people.fields import add_problem
from guyub.people.merging import passed_by, remember_state
from guyub.sentra.rules import product_key
from guyub.workshop.actions.common import locked
from guyub.workshop.actions.recipes import MOST_STEPS, NewInput, NewStep, write_recipe
from guyub.workshop.forms import recipe_draft as drafts
from guyub.workshop.forms.recipe_draft import Draft
from guyub.workshop.forms.recipes import InputForm, RecipeForm, Shelf, StepForm, units
from guyub.workshop.models import MachineKind, Product, Recipe
from guyub.workshop.pages.products import product_or_404
from guyub.workshop.queries import materials
from guyub.workshop.queries.recipes import recipes_of, steps_on


@dataclass
class StepRow:
    """A step with its materials, as forms."""

    form: StepForm
    inputs: list[InputForm]


@login_required
def recipe(request: HttpRequest, enterprise: uuid.UUID, product: uuid.UUID) -> HttpResponse:
    """The recipe in force, to be changed from a day on; `do` says which button was pressed."""
    found = product_or_404(request, enterprise, product)
    kinds = materials.kinds_of(found.enterprise)
    if request.method != "POST":
        form = RecipeForm(initial={"since": timezone.localdate(), "began": remember_state(_state(found))})
        return _render(request, found, form, _unbound(found, kinds, _begun(found)), kinds)
    form, draft, act = RecipeForm(request.POST), drafts.posted(request.POST), request.POST.get("do", "save")
    if act != "save":
        # Not judged yet: all is shown again as it was typed, with the steps as they now stand.
        typed = RecipeForm(initial={name: form[name].value() for name in form.fields})
        return _render(request, found, typed, _unbound(found, kinds, drafts.moved(draft, act)), kinds)
    rows = _bound(found, kinds, tuple(each.filled() for each in draft if not each.blank))
    with transaction.atomic():
        saved = _saved(request, found, form, rows)
    if saved:
        messages.success(request, gettext("Resep disimpan."))
        return redirect("product", found.enterprise_id, found.pk)
    return _render(request, found, form, rows or _unbound(found, kinds, drafts.empty()), kinds, status=400)


def _state(product: Product) -> str:
    """Which recipe was written last."""
    written = Recipe.objects.filter(product=product).aggregate(last=Max("at"))["last"]
    return f"{product.pk} {written}"


def _begun(product: Product) -> Draft:
    recipe = recipes_of([product.pk]).on(product.pk, timezone.localdate())
    if recipe is None:
        return drafts.empty()
    recipe.product = product
    return drafts.of_recipe(steps_on(recipe), reader_language())


def _unbound(product: Product, kinds: list[MachineKind], draft: Draft) -> list[StepRow]:
    shelf = Shelf(product, {})
    return [
        StepRow(
            StepForm(initial=each.step, prefix=f"s{number}", product=product, kinds=kinds, first=not number),
            [InputForm(initial=row, prefix=f"s{number}m{at}", shelf=shelf) for at, row in enumerate(each.inputs)],
        )
        for number, each in enumerate(draft)
    ]


def _bound(product: Product, kinds: list[MachineKind], draft: Draft) -> list[StepRow]:
    names = [row.get("item", "") for each in draft for row in each.inputs]
    shelf, data = Shelf(product, materials.named(product.enterprise, names)), drafts.fields_of(draft)
    return [
        StepRow(
            StepForm(data, prefix=f"s{number}", product=product, kinds=kinds, first=not number),
            [InputForm(data, prefix=f"s{number}m{at}", shelf=shelf) for at in range(len(each.inputs))],
        )
        for number, each in enumerate(draft)
    ]


def _saved(request: HttpRequest, product: Product, form: RecipeForm, rows: list[StepRow]) -> bool:
    good = form.is_valid()
    for row in rows:
        good = all([row.form.is_valid(), *(each.is_valid() for each in row.inputs), good])
    if not rows:
        form.add_error(None, gettext("Tulis paling sedikit satu langkah."))
        return False
    steps = [_step(row, rows[at - 1] if at else None) for at, row in enumerate(rows)] if good else []
    good = good and _each_once(rows) and all(row.form.is_valid() for row in rows)
    if not good:
        return False
    locked(product.enterprise)
    if passed_by(form, _state(product)):
        return False
    try:
        write_recipe(request.user, product, steps, since=form.cleaned_data["since"], at=timezone.now())
    except NotAllowed:
        raise
    except Problem as problem:
        add_problem(_where(problem, form, rows), problem)
        return False
    return True


def _step(row: StepRow, former: StepRow | None) -> NewStep:
    """A step as typed; its forms are valid."""
    data = row.form.cleaned_data
    more = {"taken": row.form.read_taken(former.form.step_unit)} if former else {}
    return NewStep(
        name=data["name"],
        unit=row.form.step_unit,
        minutes=data["minutes"] or 0,
        rate=data["rate"] or 0,
        rate_per=int(data["per"] or 1),
        machine_kind=row.form.kinds.get(data["machine"]),
        inputs=tuple(
            NewInput(each.thing, each.cleaned_data["quantity"], each.cleaned_data["waste"] or 0)
            for each in row.inputs
            if each.thing is not None
        ),
        **more,
    )


def _each_once(rows: list[StepRow]) -> bool:
    """Whether no step is named twice and no step has a material twice; what is, is said at the second."""
    fine, names = True, set()
    for row in rows:
        name, things = product_key(row.form.cleaned_data["name"]), set()
        if name in names:
            row.form.add_error("name", gettext("Dua langkah bernama sama."))
            fine = False
        names.add(name)
        for each in row.inputs:
            key = each.thing.key if each.thing else ""
            if key in things:
                each.add_error("item", gettext("Bahan ini sudah ditulis di langkah ini."))
                fine = False
            things.add(key)
    return fine


def _where(problem: Problem, form: RecipeForm, rows: list[StepRow]) -> Any:
    """The form at which an action's problem is shown: a circle at the product that closes it."""
    if problem.field == "item":
        made = [each for row in rows for each in row.inputs if each.thing is not None and each.thing.product_id]
        return made[0] if made else form
    return form


def _render(
    request: HttpRequest,
    product: Product,
    form: RecipeForm,
    rows: list[StepRow],
    kinds: list[MachineKind],
    status: int = 200,
) -> HttpResponse:
    context = {
        "room": "workshop",
        "enterprise": product.enterprise,
        "product": product,
        "form": form,
        "rows": rows,
        "forms": [each for row in rows for each in (row.form, *row.inputs)],
        "full": len(rows) >= MOST_STEPS,
        "most": drafts.MOST_INPUTS,
        "kinds": kinds,
        "offered": materials.offered(product.enterprise),
        "units": units(),
    }
    return render(request, "workshop/recipe.html", context, status=status)
