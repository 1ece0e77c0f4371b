"""The recount of the workshop: what happened, against everything that was derived from it, and against the books.

Sums are made by the database. The states of the stock are worked out anew from the first day, one workshop at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, QuerySet, Sum

from guyub.books.models import Book
from guyub.kernel.words import Rupiah, Words, _
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.valuing import ACCOUNTS, Worked, balances, work_out
from guyub.workshop.models import (
    DayFlow,
    Item,
    JobStep,
    MachineDay,
    Movement,
    StepDay,
    StockDay,
    StockPosting,
    Tally,
    WorkerDay,
    Workshop,
)

_OUTPUT = ("good_micro", "rejected_micro")
_STATE = ("quantity_micro", "value", "cost_value", "cost_micro")
_FLOWS = ("came_micro", "went_micro", "wasted_micro", "counted_micro")


def findings() -> Iterator[tuple[Words, Sequence[Words]]]:
    """What `guyub verify` prints about the workshops: what was recounted, and what does not fit."""
    keeping = Workshop.objects.filter(Exists(Item.objects.filter(enterprise=OuterRef("pk"))))
    for workshop in keeping.select_related("enterprise").order_by("enterprise__name", "pk").iterator():
        wrong = list(verify_workshop(workshop))
        yield (
            _(
                "Bengkel %(name)s: %(tallies)s hasil, %(movements)s gerak barang, %(value)s",
                name=workshop.enterprise.name,
                tallies=Tally.objects.filter(enterprise=workshop.enterprise).count(),
                movements=Movement.objects.filter(item__enterprise=workshop.enterprise).count(),
                value=Rupiah(sum(_worth(workshop.enterprise).values())),
            ),
            wrong,
        )


def verify_workshop(workshop: Workshop) -> Iterator[Words]:
    """What does not fit in one workshop, one sentence for each kind of thing that is kept."""
    yield from _sums(workshop.enterprise)
    worked = work_out(workshop, date.min)
    yield from _days(workshop.enterprise, worked)
    yield from _items(worked)
    yield from _told(workshop.enterprise, worked)


def _sums(enterprise: Enterprise) -> Iterator[Words]:
    """What is kept summed, against the movements and tallies that count."""
    flows = Movement.objects.filter(item__enterprise=enterprise, undone_at=None)
    kept = DayFlow.objects.filter(enterprise=enterprise)
    if _differ(flows, kept, ("day", "item", "kind"), ("quantity_micro", "value")):
        yield _("Jumlah gerak barang per hari tidak sama dengan gerak barangnya.")
    tallies = Tally.objects.filter(enterprise=enterprise, undone_at=None)
    if _differ(tallies, StepDay.objects.filter(enterprise=enterprise), ("day", "step"), _OUTPUT):
        yield _("Jumlah hasil per langkah dan hari tidak sama dengan hasil yang dicatat.")
    timed = ("minutes_milli", *_OUTPUT)
    workers = WorkerDay.objects.filter(enterprise=enterprise)
    if _differ(tallies.exclude(worker=None), workers, ("day", "worker"), timed):
        yield _("Jumlah hasil per pekerja dan hari tidak sama dengan hasil yang dicatat.")
    machines = MachineDay.objects.filter(enterprise=enterprise)
    if _differ(tallies.exclude(machine=None), machines, ("day", "machine"), timed):
        yield _("Jumlah hasil per mesin dan hari tidak sama dengan hasil yang dicatat.")
    jobs = JobStep.objects.filter(job__enterprise=enterprise)
    if _differ(tallies.exclude(job=None), jobs, ("job", "step"), _OUTPUT):
        yield _("Kemajuan pesanan tidak sama dengan hasil yang dicatat.")


def _differ(facts: QuerySet[Any], kept: QuerySet[Any], keys: Sequence[str], sums: Sequence[str]) -> bool:
    """Whether the sums of the facts by `keys` are other than those kept; kept rows of nothing count as none."""
    return _summed(facts, keys, sums) != _summed(kept, keys, sums)


def _summed(rows: QuerySet[Any], keys: Sequence[str], sums: Sequence[str]) -> dict[tuple[Any, ...], tuple[int, ...]]:
    found = rows.order_by().values_list(*keys).annotate(*(Sum(F(name), default=0) for name in sums))
    each = ((tuple(row[: len(keys)]), tuple(int(value) for value in row[len(keys) :])) for row in found.iterator())
    return {key: values for key, values in each if any(values)}


def _days(enterprise: Enterprise, worked: Worked) -> Iterator[Words]:
    names = ("item_id", "day", *_FLOWS, *_STATE)
    wanted = {_values(row, names) for row in worked.rows}
    kept = set(StockDay.objects.filter(item__enterprise=enterprise).values_list(*names))
    if wanted != kept:
        item, day = min((row[:2] for row in wanted ^ kept), key=lambda row: (row[1], row[0]))
        name = worked.items[item].name if item in worked.items else str(item)
        yield _("Kartu stok %(item)s pada %(day)s tidak sama dengan hitungan ulang.", item=name, day=day)


def _values(row: Model, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _items(worked: Worked) -> Iterator[Words]:
    for item in sorted(worked.items.values(), key=lambda each: each.name):
        held = worked.held.get(item.pk)
        state = (held.quantity, held.value, held.cost_value, held.cost_micro) if held else (0, 0, 0, 0)
        if state != _values(item, _STATE):
            yield _(
                "Stok %(item)s: tersimpan %(kept)s, dihitung ulang %(value)s.",
                item=item.name,
                kept=Rupiah(item.value),
                value=Rupiah(state[1]),
            )


def _told(enterprise: Enterprise, worked: Worked) -> Iterator[Words]:
    """What the books were told by day, and what they say the stock is worth."""
    kinds = tuple(kind.value for kind in Item.Kind)
    rows = StockPosting.objects.filter(enterprise=enterprise).values_list("day", *kinds)
    told = {row[0]: tuple(row[1:]) for row in rows if any(row[1:])}
    changes = {day: tuple(change[kind] for kind in kinds) for day, change in worked.changes.items()}
    if told != {day: change for day, change in changes.items() if any(change)}:
        yield _("Yang disampaikan ke buku per hari tidak sama dengan perubahan nilai stok.")
    book = Book.objects.filter(enterprise=enterprise).first()
    if book is None or not worked.items:
        return
    in_books, worth = balances(book), _worth(enterprise)
    for kind in ACCOUNTS:
        if in_books[kind] != worth[kind]:
            yield _(
                "Nilai persediaan (%(kind)s): kartu stok %(worth)s, buku %(books)s.",
                kind=_KINDS[kind],
                worth=Rupiah(worth[kind]),
                books=Rupiah(in_books[kind]),
            )


_KINDS: dict[str, Words] = {
    Item.Kind.MATERIAL: _("bahan"),
    Item.Kind.PROCESS: _("dalam proses"),
    Item.Kind.FINISHED: _("barang jadi"),
}


def _worth(enterprise: Enterprise) -> dict[str, int]:
    sums = Item.objects.filter(enterprise=enterprise).order_by().values_list("kind").annotate(Sum("value"))
    return dict.fromkeys(ACCOUNTS, 0) | dict(sums)
