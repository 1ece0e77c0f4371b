"""A recipe while it is being written: texts as typed, in which steps and materials come, go and change places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from guyub.kernel.measures import MICRO
from guyub.workshop.actions.recipes import MOST_STEPS
from guyub.workshop.forms.recipes import share
from guyub.workshop.models import Input, RecipeStep
from guyub.workshop.rules.typed import typed, typed_quantity

MOST_INPUTS = 20  # of one step
MOST_ALL_INPUTS = 150  # of a recipe: a form has at most a thousand fields
STEP_FIELDS = ("name", "unit", "minutes", "rate", "per", "machine", "taken")
INPUT_FIELDS = ("item", "quantity", "waste", "unit")
_DIGITS = 4
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step as typed, with its materials."""

    step: Texts = field(default_factory=dict)
    inputs: tuple[Texts, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing was typed into it. What is chosen from a list says nothing alone."""
        typed_in = any(self.step.get(name, "").strip() for name in ("name", "unit", "minutes", "rate"))
        return not typed_in and not self.filled().inputs

    def filled(self) -> StepDraft:
        """Without the empty rows of materials."""
        return replace(self, inputs=tuple(each for each in self.inputs if any(text.strip() for text in each.values())))


Draft = tuple[StepDraft, ...]


def empty() -> Draft:
    return (StepDraft({}, ({},)),)


def posted(data: Mapping[str, Any]) -> Draft:
    """What a form sent."""
    numbers = [number for number in range(MOST_STEPS) if f"s{number}-name" in data]
    return tuple(_posted_step(data, number) for number in numbers)


def _posted_step(data: Mapping[str, Any], number: int) -> StepDraft:
    rows = [place for place in range(MOST_INPUTS) if f"s{number}m{place}-item" in data]
    step = {name: data.get(f"s{number}-{name}", "") for name in STEP_FIELDS}
    inputs = ({name: data.get(f"s{number}m{place}-{name}", "") for name in INPUT_FIELDS} for place in rows)
    return StepDraft(step, tuple(inputs))


def fields_of(draft: Draft) -> dict[str, str]:
    """The fields by which `posted` makes this draft again."""
    fields: dict[str, str] = {}
    for number, each in enumerate(draft):
        fields |= {f"s{number}-{name}": text for name, text in each.step.items()}
        for place, row in enumerate(each.inputs):
            fields |= {f"s{number}m{place}-{name}": text for name, text in row.items()}
    return fields


def of_recipe(steps: Sequence[RecipeStep], language: str) -> Draft:
    """A recipe as it is written, to be changed."""
    draft, former = [], ""
    for row in steps:
        draft.append(_of_step(row, former, language))
        former = row.step.unit
    return tuple(draft)


def _of_step(row: RecipeStep, former: str, language: str) -> StepDraft:
    unit = row.step.unit
    loses = former and (row.taken_micro != MICRO or former != unit)
    step = {
        "name": row.step.name,
        "unit": "" if unit == row.recipe.product.unit else unit,
        "minutes": typed(Fraction(row.minutes_milli, 1000), language) if row.minutes_milli else "",
        "rate": str(row.rate) if row.rate else "",
        "per": str(row.rate_per),
        "machine": str(row.machine_kind_id or ""),
        "taken": typed_quantity(row.taken_micro, former, language) if loses else "",
    }
    return StepDraft(step, tuple(_of_input(each, language) for each in row.inputs.all()))


def _of_input(row: Input, language: str) -> Texts:
    waste = typed(share(row.waste_basis_points), language) if row.waste_basis_points else ""
    quantity = typed_quantity(row.quantity_micro, row.item.unit, language)
    return {"item": row.item.name, "quantity": quantity, "waste": waste, "unit": ""}


def moved(draft: Draft, act: str) -> Draft:
    """The draft after a button: `add`, `add-0`, `up-2`, `down-0`, `remove-1`, `remove-1-0`. Another changes nothing."""
    name, *places = act.split("-")
    if not all(place.isdecimal() and place.isascii() and len(place) <= _DIGITS for place in places):
        return draft
    step, *rows = [*map(int, places)] or [len(draft)]
    if name == "add" and not places:
        return (*draft, *empty()) if len(draft) < MOST_STEPS else draft
    if step >= len(draft):
        return draft
    if name == "add":
        return _with(draft, step, _one_more(draft, step))
    if name == "remove" and rows:
        inputs = draft[step].inputs
        return _with(draft, step, replace(draft[step], inputs=(*inputs[: rows[0]], *inputs[rows[0] + 1 :])))
    left = [*draft[:step], *draft[step + 1 :]]
    if name in {"up", "down"}:
        left.insert(max(0, step + (1 if name == "down" else -1)), draft[step])
    return (tuple(left) or empty()) if name in {"up", "down", "remove"} else draft


def _one_more(draft: Draft, step: int) -> StepDraft:
    inputs = draft[step].inputs
    if len(inputs) >= MOST_INPUTS or sum(len(each.inputs) for each in draft) >= MOST_ALL_INPUTS:
        return draft[step]
    return replace(draft[step], inputs=(*inputs, {}))


def _with(draft: Draft, place: int, step: StepDraft) -> Draft:
    return (*draft[:place], step, *draft[place + 1 :])
