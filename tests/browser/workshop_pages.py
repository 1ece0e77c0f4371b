"""The pages of a workshop that are swept in a real browser, and those addresses that are no pages."""

from __future__ import annotations

from typing import Any

from guyub.sentra.models import Enterprise

# Posts and files.
NOT_PAGES = {
    "tally_undo", "pay_undo", "slip_pdf", "slip_picture", "picture",
    "procedure_use", "procedure_sheet", "tasks_copy", "task",
}  # fmt: skip


def owners_pages(enterprise: Enterprise, things: dict[str, Any]) -> list[tuple[str, list[Any], str]]:
    """(name of the address, arguments, query) of what the owner opens; `things` are those of the walk."""

    def of(name: str, thing: str = "", query: str = "") -> tuple[str, list[Any], str]:
        return name, [enterprise.id, *([things[thing]] if thing else [])], query

    return [
        *(of(name) for name in ("workshop_home", "machines", "products", "workshop_settings", "jobs", "plan")),
        *(of(name) for name in ("workers", "attendance", "pay", "holiday_pay", "utilities", "season")),
        *(of(name) for name in ("procedures", "procedure_new", "team", "tasks", "reject_reasons")),
        of("tally", query="?teks=kemarin+Siti+rajut+4+reject+1,+Bagong+rajut+20"),
        *(of("stock", query=query) for query in ("", "?jenis=proses", "?jenis=jadi")),
        *(of(name, name) for name in ("machine", "product", "job", "worker", "slip", "procedure", "group", "duty")),
        of("stock_item", "item"),
        of("recipe", "product"),
        of("machine_kind", "kind"),
        of("pay_run", "run"),
        of("procedure_edit", "procedure"),
    ]


def workers_pages(enterprise: Enterprise) -> list[tuple[str, list[Any], str]]:
    """What somebody who works there opens."""
    return [*((name, [enterprise.id], "") for name in ("workshop_home", "tally", "tasks")), ("my_pay", [], "")]
