"""What to ask about before tallies are taken: facts of the database beside what is to be noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from guyub.kernel.measures import MICRO, measured, of_micro
from guyub.kernel.words import _
from guyub.workshop.models import Item, Machine, MachineDay, RecipeStep, Slip, Tally, Worker, WorkerDay, Workshop
from guyub.workshop.rules.doubts import Doubt
from guyub.workshop.rules.valuation import Needs

if TYPE_CHECKING:
    from guyub.workshop.actions.counting import NewTally

PAID, MACHINE, SHORT, PLACES = "paid", "machine", "short", "places"


def doubts_about(workshop: Workshop, news: Sequence[NewTally], steps: Sequence[RecipeStep]) -> Iterator[Doubt]:
    """A day already paid, more than a machine can make, material that is not there, a person in two places."""
    yield from _paid(news)
    yield from _machines(workshop, news, steps)
    yield from _short(news, steps)
    yield from _places(workshop, news, steps)


def _sums(news: Sequence[NewTally], steps: Sequence[RecipeStep], who: str) -> dict[tuple[Any, date], list[int]]:
    """Units (millionths) and minutes (thousandths) that are to be noted, by worker or machine and day."""
    sums: dict[tuple[Any, date], list[int]] = {}
    for new, step in zip(news, steps, strict=True):
        if (thing := getattr(new, who)) is not None:
            entry = sums.setdefault((thing, new.day), [0, 0])
            entry[0] += new.good + new.rejected
            entry[1] += (new.good + new.rejected) * step.minutes_milli // MICRO
    return sums


def _paid(news: Sequence[NewTally]) -> Iterator[Doubt]:
    workers = {new.worker for new in news if new.worker}
    slips = Slip.objects.filter(worker__in=workers, undone_at=None, run__kind="wages")
    until = dict(slips.values_list("worker").annotate(Max("run__last")))
    asked = {(new.worker, new.day) for new in news if new.worker and new.day <= until.get(new.worker.pk, date.min)}
    for worker, day in sorted(asked, key=lambda each: (each[0].name, each[1])):
        words = _(
            "Upah %(name)s untuk %(day)s sudah dibayar. Kalau dicatat, masuk slip berikutnya. Tetap dicatat?",
            name=worker.name,
            day=day,
        )
        yield Doubt(PAID, words)


def _machines(workshop: Workshop, news: Sequence[NewTally], steps: Sequence[RecipeStep]) -> Iterator[Doubt]:
    for (machine, day), (more, more_minutes) in _sums(news, steps, "machine").items():
        row = MachineDay.objects.filter(enterprise=workshop.enterprise_id, day=day, machine=machine).first()
        units = more + (row.good_micro + row.rejected_micro if row else 0)
        minutes = more_minutes + (row.minutes_milli if row else 0)
        most = most_a_day(machine, workshop)
        if most is not None and units > most:
            words = _(
                "%(machine)s paling banyak membuat %(most)s sehari; dengan ini menjadi %(units)s. Benar?",
                machine=machine.name,
                most=of_micro(most),
                units=of_micro(units),
            )
            yield Doubt(MACHINE, words)
        elif most is None and minutes > workshop.minutes_a_day * 1000:
            words = _(
                "Menurut resep, ini %(minutes)s menit kerja %(machine)s sehari; hari kerja %(most)s menit. Benar?",
                minutes=minutes // 1000,
                machine=machine.name,
                most=workshop.minutes_a_day,
            )
            yield Doubt(MACHINE, words)


def most_a_day(machine: Machine, workshop: Workshop) -> int | None:
    """The most that a machine makes in a working day, in millionths of a unit; None when only minutes tell."""
    if machine.hour_most_micro is None:
        return None
    return machine.hour_most_micro * workshop.minutes_a_day // 60


def _short(news: Sequence[NewTally], steps: Sequence[RecipeStep]) -> Iterator[Doubt]:
    """Materials of these steps of which less is noted to be there than they take."""
    taken: dict[Any, int] = {}
    for new, step in zip(news, steps, strict=True):
        for each in step.inputs.all():
            needs = Needs(each.item_id, each.quantity_micro, each.waste_basis_points)
            taken[each.item_id] = taken.get(each.item_id, 0) + needs.whole(new.good + new.rejected)
    for item in Item.objects.filter(pk__in=taken).order_by("name"):
        if taken[item.pk] > item.quantity_micro:
            words = _(
                "%(item)s: perlu %(taken)s, menurut catatan tinggal %(there)s. Ada yang belum dicatat? Tetap disimpan?",
                item=item.name,
                taken=measured(taken[item.pk], item.unit),
                there=measured(item.quantity_micro, item.unit),
            )
            yield Doubt(SHORT, words)


def _places(workshop: Workshop, news: Sequence[NewTally], steps: Sequence[RecipeStep]) -> Iterator[Doubt]:
    """A person whose work of the day is more than a day and lies at several places, here or in another workshop."""
    for (worker, day), (__, more) in _sums(news, steps, "worker").items():
        if doubt := _elsewhere(worker, day):
            yield doubt
            continue
        row = WorkerDay.objects.filter(enterprise=workshop.enterprise_id, day=day, worker=worker).first()
        minutes = more + (row.minutes_milli if row else 0)
        here = {new.machine.pk for new in news if new.worker == worker and new.day == day and new.machine}
        tallies = Tally.objects.filter(worker=worker, day=day, undone_at=None).exclude(machine=None)
        here |= set(tallies.values_list("machine", flat=True))
        if len(here) > 1 and minutes > workshop.minutes_a_day * 1000:
            words = _(
                "%(name)s jadi tercatat di %(places)s mesin, %(minutes)s menit kerja sehari. Benar orangnya?",
                name=worker.name,
                places=len(here),
                minutes=minutes // 1000,
            )
            yield Doubt(PLACES, words)


def _elsewhere(worker: Worker, day: date) -> Doubt | None:
    """Whether the same person was counted in another workshop on that day; which one is not said."""
    if worker.user_id is None:
        return None
    other = WorkerDay.objects.filter(day=day, worker__user=worker.user_id, minutes_milli__gt=0).exclude(worker=worker)
    if not other.exists():
        return None
    return Doubt(PLACES, _("%(name)s hari itu juga tercatat bekerja di tempat lain. Benar?", name=worker.name))
