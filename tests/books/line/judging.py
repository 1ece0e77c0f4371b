"""Is what was understood what was meant? A corpus line says the kind (or several that will do), the amount and more."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from guyub.books.line import Reading, Understood, read
from guyub.books.line.units import UNIT_OF
from guyub.kernel.errors import Problem
from guyub.kernel.units import find_unit

TODAY = date(2026, 11, 23)
FIELDS = ("party", "settlement", "quantity", "unit_price", "day", "paid", "unit", "item", "date")


def right(meant: dict[str, Any], reading: Reading) -> bool:
    """The same kinds and amounts, in as many entries. Where it has to ask anyway the amount is not held against it."""
    entries = meant.get("entries", [meant])
    return len(entries) == len(reading.entries) and all(map(_right_entry, entries, reading.entries))


def _right_entry(meant: dict[str, Any], understood: Understood) -> bool:
    if understood.kind not in meant.get("kinds", [meant.get("kind")]):
        return False
    return understood.amount == meant.get("amount") or (understood.kind is None and meant.get("amount") is None)


def details(meant: dict[str, Any], reading: Reading, counts: dict[str, Counter[bool]]) -> None:
    """Counts, for every labelled detail of a line that is read rightly, whether it is right too."""
    for wanted, understood in zip(meant.get("entries", [meant]), reading.entries, strict=True):
        got = understood.to_json()
        for field in FIELDS:
            if field in wanted and understood.kind is not None:
                counts[field][_same(field, wanted[field], got.get(field))] += 1


def _same(field: str, wanted: Any, got: Any) -> bool:
    if field == "unit":
        return wanted == got or _pieces(wanted) == _pieces(got)
    if field in {"party", "item"}:  # `agen pak Bowo` names pak Bowo
        return got is not None and (wanted.lower() in got.lower() or got.lower() in wanted.lower())
    return bool(wanted == got)


def _pieces(unit: str | None) -> object:
    """The kernel's name of a unit of count (a potong is a buah to it), else the usual spelling."""
    try:
        return find_unit(unit or "?").name
    except Problem:
        return UNIT_OF.get(unit or "", unit)


def understand(text: str) -> Reading:
    return read(text, TODAY)
