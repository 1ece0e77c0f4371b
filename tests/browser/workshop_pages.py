"""The pages of a workshop that are swept in a real browser, and those addresses that are no pages."""

from __future__ import annotations

from typing import Any

from guyub.people.models import User
from guyub.sentra.models import Enterprise

NOT_PAGES = {"tally_undo"}


def workshop_pages(enterprise: Enterprise, owner: User) -> list[tuple[str, list[Any], str]]:
    """(name of the address, arguments, query) of what the owner opens."""
    return [("workshop_home", [enterprise.id], ""), ("tally", [enterprise.id], "")]
