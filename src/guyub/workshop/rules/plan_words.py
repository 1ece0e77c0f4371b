"""What a new order would do, in sentences for the owner. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guyub.kernel.words import Words, _
from guyub.workshop.rules.plan import Moved, WhatIf


@dataclass(frozen=True, slots=True)
class Answer:
    """`kind` is that of a notice: done, attention, problem. `moved` are the accepted orders that would end later."""

    kind: str
    words: tuple[Words, ...]
    moved: tuple[tuple[Moved, Words], ...] = ()


def answer(found: WhatIf, due: date) -> Answer:
    """When the new order is ready, at what price for the others, and when it would be without touching them."""
    ready = found.ready
    if ready is None:
        reasons = tuple(word for job in found.in_turn for word in job.why)
        return Answer("problem", (_("Belum bisa direncanakan."), *reasons))
    moved = tuple((each, moved_words(each)) for each in found.moved)
    said = [_ready(ready, due)]
    if not moved:
        said.append(_("Pesanan lain tidak bergeser."))
    elif found.ready_behind is not None:
        said.append(
            _("Kalau pesanan lain tidak boleh bergeser, baru selesai %(day)s.", day=found.ready_behind)
            if found.ready_behind > ready
            else _("Pesanan lain ikut bergeser.")
        )
    if ready > due:
        said += [word for job in found.in_turn for word in job.why]
    kind = "problem" if ready > due else "attention" if found.made_late or _worse(found) else "done"
    return Answer(kind, tuple(said), moved)


def _worse(found: WhatIf) -> bool:
    return any(each.is_late for each in found.moved)


def _ready(ready: date, due: date) -> Words:
    days = (due - ready).days
    if days < 0:
        return _("Tidak sempat: selesai %(day)s, terlambat %(days)s hari.", day=ready, days=-days)
    if days == 0:
        return _("Bisa: selesai %(day)s, tepat pada tenggat.", day=ready)
    return _("Bisa: selesai %(day)s, %(days)s hari sebelum tenggat.", day=ready, days=days)


def moved_words(moved: Moved) -> Words:
    """What becomes of one accepted order."""
    if moved.after is None:
        return _("tidak bisa dikerjakan lagi")
    later, late = (moved.after - moved.before).days, (moved.after - moved.due).days
    if moved.was_late:
        return _("makin terlambat: dari %(before)s ke %(day)s", before=moved.before, day=moved.after)
    if moved.is_late:
        return _("jadi terlambat %(days)s hari: selesai %(day)s", days=late, day=moved.after)
    return _("mundur %(days)s hari, masih tepat waktu: selesai %(day)s", days=later, day=moved.after)
