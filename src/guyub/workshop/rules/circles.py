"""What is made of what: an order in which to work it out, and the refusal of what contains itself. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from guyub.kernel.errors import Problem
from guyub.kernel.words import _

Key = TypeVar("Key", bound=Hashable)


def in_order(used: Mapping[Key, set[Key]], names: Mapping[Key, str]) -> list[Key]:
    """The products such that each comes after those it uses. Raises Problem at `item` for one that contains itself."""
    try:
        return list(TopologicalSorter(used).static_order())
    except CycleError as error:
        circle = " → ".join(names.get(each, "?") for each in error.args[1])
        raise Problem(_("Resep ini memuat dirinya sendiri: %(circle)s.", circle=circle), "item") from error
