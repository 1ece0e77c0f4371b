"""What a recipe can be written with: materials and products by the name people type."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django.db.models import Q

from guyub.kernel.measures import MICRO
from guyub.sentra.models import Enterprise
from guyub.sentra.rules import product_key
from guyub.workshop.models import Item, MachineKind

_USABLE = (Item.Kind.MATERIAL, Item.Kind.FINISHED)
MOST_OFFERED = 200


def offered(enterprise: Enterprise) -> list[str]:
    """Names to choose from while typing; not all of them where there are very many. One query."""
    found = Item.objects.filter(enterprise=enterprise, kind__in=_USABLE, active=True).order_by("kind", "name")
    names = found.values_list("name", flat=True)[:MOST_OFFERED]
    return sorted(set(names), key=str.casefold)


def named(enterprise: Enterprise, names: Iterable[str]) -> dict[str, Item]:
    """The item of each of these names by its key, with its own units; a material before a product. Three queries."""
    keys = {product_key(name) for name in names} - {""}
    if not keys:
        return {}
    meant = Q(key__in=keys) | Q(names__key__in=keys)
    rows = Item.objects.filter(meant, enterprise=enterprise, kind__in=_USABLE).distinct()
    found: dict[str, Item] = {}
    items = sorted(rows.prefetch_related("units", "names"), key=lambda item: item.kind == Item.Kind.FINISHED)
    for item in items:
        found.setdefault(item.key, item)
    for item in items:
        for other in item.names.all():
            found.setdefault(other.key, item)
    return found


def own_units(item: Item) -> dict[str, Fraction]:
    """What a karung of this item holds, in its unit; of an item that `named` found."""
    if item._state.adding:
        return {}
    return {unit.name: Fraction(unit.holds_micro, MICRO) for unit in item.units.all()}


def kinds_of(enterprise: Enterprise) -> list[MachineKind]:
    """The kinds of machines, by name. One query."""
    return list(MachineKind.objects.filter(enterprise=enterprise).order_by("name"))
