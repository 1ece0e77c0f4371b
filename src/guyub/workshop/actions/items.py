"""What is known of an item beside what moved: its own units and names, and when to buy it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from guyub.kernel.errors import Problem
from guyub.kernel.measures import parse_quantity, unit_name
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import locked_for, user_of
from guyub.workshop.actions.valuing import revalue, settle
from guyub.workshop.models import Item, ItemName, ItemUnit, StockCount
from guyub.workshop.queries.naming import own_units

LONGEST_WAIT = 365  # days


@transaction.atomic
def set_limits(by: Person, item: Item, *, least: str, lead_days: int | None) -> None:
    """What is always wanted at hand (`2 karung`; empty: nothing said), and how long new stock takes to come.

    Raises NotAllowed, Problem at `least` or `lead_days`.
    """
    locked_for(by, item.enterprise)
    if lead_days is not None and lead_days > LONGEST_WAIT:
        raise Problem(_("Paling lama %(most)s hari.", most=LONGEST_WAIT), "lead_days")
    item.least_micro = parse_quantity(least, item.unit, "least", own_units(item)) if least.strip() else None
    item.lead_days = lead_days
    item.save(update_fields=["least_micro", "lead_days"])


@transaction.atomic
def set_unit(by: Person, item: Item, *, name: str, holds: str) -> None:
    """Say what one `name` of this item holds: a karung is `25 kg`. Said again, it takes the place of the first.

    Raises NotAllowed, Problem at `unit` or `holds`.
    """
    locked_for(by, item.enterprise)
    unit = unit_name(name)
    if not unit or unit == item.unit or len(unit) > 20:
        raise Problem(_("Tulis nama satuannya, misalnya karung."), "unit")
    micro = parse_quantity(holds, item.unit, "holds")
    if not micro:
        raise Problem(_("Jumlahnya harus lebih dari nol."), "holds")
    ItemUnit.objects.update_or_create(item=item, name=unit, defaults={"holds_micro": micro})


@transaction.atomic
def drop_unit(by: Person, item: Item, unit: int) -> None:
    """Forget a unit of the item's own; what moved stays as it is. Raises NotAllowed."""
    locked_for(by, item.enterprise)
    ItemUnit.objects.filter(item=item, pk=unit).delete()


@transaction.atomic
def drop_name(by: Person, item: Item, name: int) -> None:
    """Forget another name of the item; what moved stays as it is. Raises NotAllowed."""
    locked_for(by, item.enterprise)
    ItemName.objects.filter(item=item, pk=name).delete()


@transaction.atomic
def drop_count(by: Person, item: Item, count: int, *, at: datetime) -> None:
    """Remove a count made by mistake, as though nobody had counted. Twice does nothing. Raises NotAllowed."""
    workshop = locked_for(by, item.enterprise)
    found = StockCount.objects.filter(item=item, pk=count).first()
    if found is not None:
        found.delete()
        revalue(workshop, found.day, by=user_of(by), at=at)


@transaction.atomic
def agree(by: Person, enterprise: Enterprise, *, at: datetime) -> bool:
    """Tell the books what the stock is worth, where they say something else; whether they did. Raises NotAllowed."""
    return settle(locked_for(by, enterprise), by=user_of(by), at=at)
