"""Which item of a workshop the books mean, and how much of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q

from guyub.books.rules.meaning import EventKind
from guyub.kernel.errors import Problem
from guyub.kernel.measures import MICRO, factor, to_micro
from guyub.workshop.models import Item, ItemUnit, Movement
from guyub.workshop.rules.names import spellings

# What an event of the books does to the stock.
MOVES: Mapping[EventKind, Movement.Kind] = {
    EventKind.PURCHASE: Movement.Kind.BOUGHT,
    EventKind.PURCHASE_RETURN: Movement.Kind.RETURNED_OUT,
    EventKind.SALE: Movement.Kind.SOLD,
    EventKind.SALE_RETURN: Movement.Kind.RETURNED_IN,
}
# Which kind of item is meant where both have the name: materials are bought, products are sold.
_MEANT = {
    EventKind.PURCHASE: (Item.Kind.MATERIAL, Item.Kind.FINISHED),
    EventKind.PURCHASE_RETURN: (Item.Kind.MATERIAL, Item.Kind.FINISHED),
    EventKind.SALE: (Item.Kind.FINISHED, Item.Kind.MATERIAL),
    EventKind.SALE_RETURN: (Item.Kind.FINISHED, Item.Kind.MATERIAL),
}


def item_named(enterprise: uuid.UUID, name: str, event: EventKind) -> Item | None:
    """The item of this name, in one query; None when there is none, or more than one that it could be."""
    keys = spellings(name)
    if not keys:
        return None
    kinds = _MEANT[event]
    named = Q(key__in=keys) | Q(names__key__in=keys)
    found = Item.objects.filter(named, enterprise=enterprise, kind__in=kinds, active=True).distinct()
    return _one(list(found[:20]), keys, kinds)


def _one(found: list[Item], keys: tuple[str, ...], kinds: tuple[Item.Kind, ...]) -> Item | None:
    for kind in kinds:
        of_kind = [item for item in found if item.kind == kind]
        exact = [item for item in of_kind if item.key == keys[0]]
        if len(exact or of_kind) == 1:
            return (exact or of_kind)[0]
        if of_kind:
            return None
    return None


def own_units(item: Item) -> dict[str, Fraction]:
    """What a karung of this item holds, in its unit. One query."""
    units = ItemUnit.objects.filter(item=item).values_list("name", "holds_micro")
    return {name: Fraction(holds, MICRO) for name, holds in units}


def quantity_in(item: Item, quantity: Decimal | None, unit: str, event: EventKind) -> int | None:
    """What an event of the books moved, in millionths of the item's unit; None where it does not say, or cannot be.

    What is bought without a unit counts in the item's. Where goods are kept by the lusin, `12` sold may as well be
    pieces: that is not guessed.
    """
    if quantity is None:
        return None
    try:
        if not unit.strip() and event not in {EventKind.PURCHASE, EventKind.PURCHASE_RETURN} and _many(item.unit):
            return None
        micro = to_micro(Fraction(quantity) * factor(unit, item.unit, own_units(item) if unit.strip() else None))
    except Problem:
        return None
    return micro or None


def _many(unit: str) -> bool:
    """Whether one of a unit is several pieces."""
    try:
        return factor(unit, "buah") > 1
    except Problem:
        return False
