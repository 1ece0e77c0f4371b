"""What one unit of a product costs by its recipe, as a tree to open: its steps, and what they take. Pure.

This is the standard cost: what a good unit should cost at the prices and rates of a day. A step after which something
is lost (drying, firing) takes more than one of the step before, and all that came earlier costs that much more.
A material that is itself made here is opened down to its own steps. Sums are exact fractions of rupiah; they are
rounded when they are shown, half up, such that the parts that are shown add up to the whole that is shown.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from guyub.kernel.measures import MICRO, round_half_up
from guyub.kernel.words import Rupiah, Words, _
from guyub.workshop.rules.typed import smaller_unit
from guyub.workshop.rules.valuation import MakingStep, Needs

Key = TypeVar("Key", bound=Hashable)
_WHOLE = 10_000  # basis points
_WITH_CENTS = 100  # rupiah below which decimals are shown


class Part(StrEnum):
    """What a node of the tree is."""

    PRODUCT = "product"
    STEP = "step"
    MATERIAL = "material"
    PIECE = "piece"  # work paid by the piece
    HOURS = "hours"  # work at an hourly cost
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Thing(Generic[Key]):
    """A material at rupiah a unit, or something made here (`product`). `guessed`: the price is of another day."""

    name: str
    unit: str
    price: Fraction | None = None
    product: Key | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Stage(Generic[Key]):
    """A step of a recipe: what stays the same about it from recipe to recipe, and its making."""

    step: Hashable
    name: str
    unit: str
    making: MakingStep[Key]
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Recipe(Generic[Key]):
    """How one unit of a product is made on a day."""

    name: str
    unit: str
    stages: Sequence[Stage[Key]]


@dataclass(frozen=True, slots=True)
class Known(Generic[Key]):
    """All that costs are worked out from, as of one day. Products without a recipe are not in `recipes`."""

    things: Mapping[Key, Thing[Key]]
    recipes: Mapping[Key, Recipe[Key]]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the cost of one unit of the product at the top.

    `each` of it goes into one unit of its step, and again `waste` of that is lost; `times` units of that step are in
    one unit of the product at the top. `price`: rupiah for one; None where nobody knows, which counts as nothing.
    """

    key: str
    part: Part
    name: str
    unit: str
    each: Fraction = Fraction(1)
    times: Fraction = Fraction(1)
    waste: Fraction = Fraction(0)
    price: Fraction | None = None
    per: int = 1
    guessed: bool = False
    parts: tuple[Node, ...] = ()
    cost: Fraction = field(init=False)

    def __post_init__(self) -> None:
        own = self.quantity * (self.price or 0)
        object.__setattr__(self, "cost", sum((part.cost for part in self.parts), Fraction(0)) if self.parts else own)

    @property
    def quantity(self) -> Fraction:
        """Of it in one unit of the product at the top, waste and all."""
        return self.each * (1 + self.waste) * self.times

    @property
    def how(self) -> Words | None:
        """What is counted at what price, in words."""
        return _how(self)


def tree(known: Known[Key], product: Key) -> Node | None:
    """The cost of one unit of `product`; None where it has no recipe."""
    return _product(known, product, Node(str(product), Part.PRODUCT, "", "")) if product in known.recipes else None


def unknown(node: Node) -> Iterator[Node]:
    """The parts whose price nobody knows: the cost is at least what the tree says."""
    if not node.parts and node.price is None and node.part not in {Part.STEP, Part.PRODUCT}:
        yield node
    for part in node.parts:
        yield from unknown(part)


def share_out(total: int, parts: Sequence[Fraction]) -> list[int]:
    """Whole rupiah near `parts` that add up to `total`, their rounded sum: the largest remainders are rounded up."""
    whole = [part.numerator // part.denominator for part in parts]
    order = sorted(range(len(parts)), key=lambda at: (whole[at] - parts[at], at))
    for at in order[: total - sum(whole)]:
        whole[at] += 1
    return whole


def money(amount: Fraction) -> Words | Rupiah:
    """Rupiah for a sentence, with decimals where a whole rupiah would be coarse."""
    if amount.denominator == 1 or amount >= _WITH_CENTS:
        return Rupiah(round_half_up(amount))
    return _("Rp %(amount)s", amount=amount)


def handy(quantity: Fraction, unit: str) -> Words:
    """A quantity in the unit in which people would say it: 250 g rather than 0,25 kg."""
    smaller, many = smaller_unit(unit)
    if smaller and quantity < 1:
        return _("%(quantity)s %(unit)s", quantity=quantity * many, unit=Words(smaller))
    return _("%(quantity)s %(unit)s", quantity=quantity, unit=Words(unit))


def percent(share: Fraction) -> Fraction:
    return share * 100


def _product(known: Known[Key], product: Key, use: Node) -> Node:
    """A product made here, as it is used: `use` says of it how much, and how often what it goes into is needed."""
    recipe = known.recipes[product]
    times = use.quantity
    steps: list[Node] = []
    for stage in reversed(recipe.stages):
        steps.append(_stage(known, stage, times))
        times *= Fraction(stage.making.taken, MICRO)
    parts = tuple(reversed(steps))
    inside = sum((step.cost for step in parts), Fraction(0))
    return Node(
        use.key,
        Part.PRODUCT,
        recipe.name,
        recipe.unit,
        each=use.each,
        times=use.times,
        waste=use.waste,
        price=inside / use.quantity,
        parts=parts,
    )


def _stage(known: Known[Key], stage: Stage[Key], times: Fraction) -> Node:
    inputs = [_input(known, needs, times) for needs in stage.making.inputs]
    work = [*_labour(stage, times), *_machine(stage, times)]
    return Node(f"step {stage.step}", Part.STEP, stage.name, stage.unit, times=times, parts=(*inputs, *work))


def _input(known: Known[Key], needs: Needs[Key], times: Fraction) -> Node:
    thing = known.things[needs.item]
    node = Node(
        f"item {needs.item}",
        Part.MATERIAL,
        thing.name,
        thing.unit,
        each=Fraction(needs.quantity, MICRO),
        times=times,
        waste=Fraction(needs.waste, _WHOLE),
        price=thing.price,
        guessed=thing.guessed,
    )
    if thing.product is not None and thing.product in known.recipes:
        return _product(known, thing.product, node)
    return node


def _labour(stage: Stage[Key], times: Fraction) -> Iterator[Node]:
    making = stage.making
    if making.rate:
        price = Fraction(making.rate, making.rate_per)
        yield Node("labour", Part.PIECE, "", stage.unit, times=times, price=price, per=making.rate_per)
    elif making.minutes:
        price_known = Fraction(making.labour_hour, 60) if making.labour_hour else None
        yield Node(
            "labour", Part.HOURS, "", "menit", each=Fraction(making.minutes, 1000), times=times, price=price_known
        )


def _machine(stage: Stage[Key], times: Fraction) -> Iterator[Node]:
    making = stage.making
    if making.minutes and (making.machine_hour or stage.machine):
        minutes, price = Fraction(making.minutes, 1000), Fraction(making.machine_hour, 60)
        yield Node("machine", Part.MACHINE, stage.machine, "menit", each=minutes, times=times, price=price)


def _how(node: Node) -> Words | None:
    if node.part is Part.STEP:
        return None if node.times == 1 else _("untuk %(quantity)s", quantity=handy(node.times, node.unit))
    if node.part is Part.PIECE:
        rate = money((node.price or Fraction(0)) * node.per)
        paid = _("%(rate)s per %(per)s %(unit)s", rate=rate, per=node.per, unit=Words(node.unit))
        if node.per == 1:
            paid = _("%(rate)s per %(unit)s", rate=rate, unit=Words(node.unit))
        return paid if node.times == 1 else _("%(quantity)s, %(paid)s", quantity=_said(node), paid=paid)
    if node.price is None:
        return _("%(quantity)s, harganya belum diketahui", quantity=_said(node))
    if node.part in {Part.HOURS, Part.MACHINE}:
        return _("%(quantity)s, %(price)s per jam", quantity=_said(node), price=money(node.price * 60))
    return _(
        "%(quantity)s, %(price)s per %(unit)s", quantity=_said(node), price=money(node.price), unit=Words(node.unit)
    )


def _said(node: Node) -> Words:
    bare = handy(node.each * node.times, node.unit)
    if not node.waste:
        return bare
    return _("%(quantity)s dan %(waste)s %% yang hilang", quantity=bare, waste=percent(node.waste))


# Where translators find the unit of time.
_MINUTES = _("menit")
