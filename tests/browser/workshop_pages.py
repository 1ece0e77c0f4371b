"""The pages of a workshop that are swept in a real browser, and those addresses that are no pages."""

from __future__ import annotations

from typing import Any

from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Item, Job, Machine, MachineKind, Product


def _first(model: type[Item | Product | Machine | MachineKind | Job], enterprise: Enterprise) -> list[Any]:
    """The key of one such thing of the workshop."""
    return list(model.objects.filter(enterprise=enterprise).values_list("pk", flat=True)[:1])


NOT_PAGES = {"tally_undo"}


def workshop_pages(enterprise: Enterprise, owner: User) -> list[tuple[str, list[Any], str]]:
    """(name of the address, arguments, query) of what the owner opens."""
    return [
        ("workshop_home", [enterprise.id], ""),
        ("tally", [enterprise.id], ""),
        ("machines", [enterprise.id], ""),
        *(("machine", [enterprise.id, pk], "") for pk in _first(Machine, enterprise)),
        *(("stock", [enterprise.id], query) for query in ("", "?jenis=proses", "?jenis=jadi")),
        *(("stock_item", [enterprise.id, pk], "") for pk in _first(Item, enterprise)),
        ("utilities", [enterprise.id], ""),
        ("season", [enterprise.id], ""),
        ("jobs", [enterprise.id], ""),
        *(("job", [enterprise.id, pk], "") for pk in _first(Job, enterprise)),
        ("plan", [enterprise.id], ""),
        ("products", [enterprise.id], ""),
        ("workshop_settings", [enterprise.id], ""),
        *((name, [enterprise.id, pk], "") for pk in _first(Product, enterprise) for name in ("product", "recipe")),
        *(("machine_kind", [enterprise.id, pk], "") for pk in _first(MachineKind, enterprise)),
    ]
