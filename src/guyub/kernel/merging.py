"""Two people change the same thing: what both may keep, and what a person has to choose.

A change is told by three states of the thing: as it was when somebody began (`base`), as it is now (`current`), and
as they want it (`mine`). A name that is in none of a state's values is not there in that state.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
Same = Callable[[str, Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Differing(Generic[Value]):
    """One name for which both changed the value: what stands, and what was wanted too; None: taken away."""

    kept: Value | None
    wanted: Value | None


@dataclass(frozen=True, slots=True)
class Merged(Generic[Value]):
    """The values to write, and by name what could not be decided."""

    values: dict[str, Value]
    differing: dict[str, Differing[Value]] = field(default_factory=dict)


def equal(name: str, one: Any, other: Any) -> bool:
    """Values are the same when they are equal; the usual `same`."""
    return bool(one == other)


def merge(
    base: Mapping[str, Value], current: Mapping[str, Value], mine: Mapping[str, Value], same: Same = equal
) -> Merged[Value]:
    """Join two changes of the same thing. What only one changed is as they changed it; what both changed stays.

    `same(name, one, other)` says whether two values mean the same (1.000 and 1000). The order of names is that of
    `current`, then that of `mine`.
    """
    merged: Merged[Value] = Merged({})
    for name in [*current, *(name for name in mine if name not in current)]:
        was, is_, wanted = base.get(name), current.get(name), mine.get(name)
        value = is_
        if not _same(same, name, was, wanted):
            if _same(same, name, was, is_):
                value = wanted
            elif not _same(same, name, is_, wanted):
                merged.differing[name] = Differing(is_, wanted)
        if value is not None:
            merged.values[name] = value
    return merged


Row = Mapping[str, Hashable]


def merge_rows(
    base: Mapping[str, Row], current: Mapping[str, Row], mine: Mapping[str, Row], same: Same = equal
) -> tuple[dict[str, dict[str, Any]], dict[str, Differing[Any]]]:
    """Join two changes of a list, whose rows are known by a key. Returns the rows and what could not be decided.

    A row that all three have is joined field by field, and `row/field` names what differs; one that was added or
    taken away is one value, named by its key.
    """

    def same_rows(__: str, one: Row, other: Row) -> bool:
        return one.keys() == other.keys() and all(_same(same, name, one[name], other[name]) for name in one)

    whole = merge(base, current, mine, same_rows)
    rows = {key: dict(row) for key, row in whole.values.items()}
    differing: dict[str, Differing[Any]] = dict(whole.differing)
    for key in [key for key in rows if key in base and key in current and key in mine]:
        fields = merge(base[key], current[key], mine[key], same)
        rows[key] = dict(fields.values)
        differing.pop(key, None)
        differing |= {f"{key}/{name}": each for name, each in fields.differing.items()}
    return rows, differing


def _same(same: Same, name: str, one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return same(name, one, other)
