"""The pages of a workshop that are swept in a real browser, and those addresses that are no pages."""

from __future__ import annotations

from typing import Any

from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Duty, Item, Job, Machine, MachineKind, Procedure, Product, WorkGroup


def _first(model: type[Item | Product | Machine | MachineKind | Job], enterprise: Enterprise) -> list[Any]:
    """The key of one such thing of the workshop."""
    return list(model.objects.filter(enterprise=enterprise).values_list("pk", flat=True)[:1])


NOT_PAGES = {"picture", "procedure_sheet", "procedure_use", "task", "tasks_copy"} | {"tally_undo"}


def _team_pages(enterprise: Enterprise) -> list[tuple[str, list[Any], str]]:
    procedures, groups, duties = (
        list(model.objects.filter(enterprise=enterprise).values_list("pk", flat=True)[:1])
        for model in (Procedure, WorkGroup, Duty)
    )
    return [
        *((name, [enterprise.id], "") for name in ("procedures", "procedure_new", "team", "tasks", "reject_reasons")),
        *((name, [enterprise.id, pk], "") for pk in procedures for name in ("procedure", "procedure_edit")),
        *(("group", [enterprise.id, pk], "") for pk in groups),
        *(("duty", [enterprise.id, pk], "") for pk in duties),
    ]


def workshop_pages(enterprise: Enterprise, owner: User) -> list[tuple[str, list[Any], str]]:
    """(name of the address, arguments, query) of what the owner opens."""
    return [
        ("workshop_home", [enterprise.id], ""),
        ("tally", [enterprise.id], ""),
        ("machines", [enterprise.id], ""),
        *(("machine", [enterprise.id, pk], "") for pk in _first(Machine, enterprise)),
        *(("stock", [enterprise.id], query) for query in ("", "?jenis=proses", "?jenis=jadi")),
        *(("stock_item", [enterprise.id, pk], "") for pk in _first(Item, enterprise)),
        *_team_pages(enterprise),
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
