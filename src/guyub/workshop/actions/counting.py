"""Counting what was made: the one entry that feeds wage, cost, stock, capacity and the progress of an order.

Everything it changes is a sum that a taking back lowers again, so that a correction undoes all of it, and late or
unordered tallies end the same. What is possible but unlikely is asked about once (`Doubtful`); see `rules.doubts`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.measures import MICRO, MOST_MICRO
from guyub.kernel.words import _
from guyub.people.access import Person, allowed
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import check_day, locked_for, resent, user_of
from guyub.workshop.actions.pictures import keep_picture_within
from guyub.workshop.actions.valuing import revalue
from guyub.workshop.models import (
    Item,
    Job,
    JobStep,
    Machine,
    MachineDay,
    Picture,
    Product,
    RecipeStep,
    RejectReason,
    Step,
    StepDay,
    Tally,
    Worker,
    WorkerDay,
    Workshop,
)
from guyub.workshop.queries.doubts import doubts_about
from guyub.workshop.queries.recipes import Recipes, recipes_of, steps_on
from guyub.workshop.rules.doubts import ask


@dataclass(frozen=True, slots=True)
class NewTally:
    """Output of one step, in millionths of the step's unit."""

    product: Product
    step: Step
    day: date
    good: int
    rejected: int = 0
    worker: Worker | None = None
    machine: Machine | None = None
    job: Job | None = None
    reason: RejectReason | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a joint order's share was finished, or taken back (below zero): millionths. Told to `job_followers`."""

    job: Job
    tally: Tally
    good: int
    rejected: int


# Another room's share of a job follows its tallies: `lock` before anything of the workshop is, `follow` in the same
# transaction after. Both get the source's id.
job_locks: list[Callable[[int], None]] = []
job_followers: list[Callable[[Counted, User | None, datetime], None]] = []


def count(
    by: Person,
    enterprise: Enterprise,
    news: Sequence[NewTally],
    *,
    sure: Iterable[str] = (),
    photo: bytes | None = None,
    client_id: str,
    at: datetime,
) -> list[Tally]:
    """Note tallies that came together, all or none. Who works here without owning it notes their own.

    `photo` is a file somebody sent; it belongs to the first tally with rejects, or to the first.

    Raises NotAllowed; Problem at the field that cannot be; Doubtful for what has to be said to be so; Conflict when
    this `client_id` came before with other content. The same again is answered with the first.
    """
    with transaction.atomic():
        _lock_sources(new.job for new in news)
        workshop = locked_for(by, enterprise, "work")
        _check_own(by, enterprise, news)
        ids = [client_id, *(f"{client_id}/{number}" for number in range(2, len(news) + 1))]
        sent = [_sent_before(enterprise, new, each) for new, each in zip(news, ids, strict=True)]
        if found := [tally for tally in sent if tally]:
            return found
        recipes = recipes_of({new.product.pk for new in news})
        steps = [_checked(enterprise, new, recipes, at) for new in news]
        ask(doubts_about(workshop, news, steps), sure)
        if photo:
            news = _with_picture(news, keep_picture_within(workshop, photo, user_of(by), at))
        return count_within(workshop, news, steps, ids, by=user_of(by), at=at)


def _with_picture(news: Sequence[NewTally], picture: Picture) -> list[NewTally]:
    """The photo belongs to the first that has rejects, or else to the first."""
    shows = next((place for place, new in enumerate(news) if new.rejected), 0)
    return [replace(new, picture=picture) if place == shows else new for place, new in enumerate(news)]


def count_within(
    workshop: Workshop,
    news: Sequence[NewTally],
    steps: Sequence[RecipeStep],
    ids: Sequence[str],
    *,
    by: User | None,
    at: datetime,
    tell: bool = True,
) -> list[Tally]:
    """As `count`, in the transaction of a caller who has checked access and content, and holds the workshop's lock.

    Without `tell` the source of a job is not told: it is the one that counts.
    """
    if not news:
        raise Problem(_("Tulis jumlahnya."), "good")
    made = [_write(workshop, new, step, each, by, at) for new, step, each in zip(news, steps, ids, strict=True)]
    revalue(workshop, min(new.day for new in news), by=by, at=at)
    if tell:
        for tally in made:
            _tell(tally, 1, by, at)
    return made


def take_back(by: Person, tally: Tally, *, at: datetime) -> Tally:
    """Take a tally back with all that followed from it. A pay for it is taken off the next slip. Twice does nothing.

    Raises NotAllowed; Problem when the share of a joint order has gone on, so that its pieces are no longer here.
    """
    with transaction.atomic():
        _lock_sources([tally.job])
        workshop = locked_for(by, tally.enterprise, "work")
        tally.refresh_from_db()
        if not allowed(by, "run workshop", tally):
            if tally.by_id != user_of(by).id:
                raise NotAllowed(_("Hanya pemilik yang bisa membatalkan catatan orang lain."))
            if tally.slip_id is not None:
                raise Problem(_("Sudah dibayar; minta pemilik membatalkannya."))
        if tally.undone_at is None:
            undo_within(workshop, tally, by=user_of(by), at=at)
        return tally


def undo_within(workshop: Workshop, tally: Tally, *, by: User | None, at: datetime, tell: bool = True) -> None:
    """As `take_back`, in the transaction of a caller who has checked access and holds the lock."""
    tally.undone_at, tally.undone_by = at, by
    tally.save(update_fields=["undone_at", "undone_by"])
    _sum_up(workshop, tally, -1)
    revalue(workshop, tally.day, by=by, at=at)
    if tell:
        _tell(tally, -1, by, at)


def _lock_sources(jobs: Iterable[Job | None]) -> None:
    for source in sorted({job.source_id for job in jobs if job and job.source_id is not None}):
        for lock in job_locks:
            lock(source)


def _check_own(by: Person, enterprise: Enterprise, news: Sequence[NewTally]) -> None:
    """A worker counts for themselves only; an owner for everybody."""
    if allowed(by, "run workshop", enterprise):
        return
    own = set(Worker.objects.filter(enterprise=enterprise, user=user_of(by)).values_list("pk", flat=True))
    if any(new.worker is None or new.worker.pk not in own for new in news):
        raise NotAllowed(_("Anda hanya bisa mencatat hasil Anda sendiri."))


def _sent_before(enterprise: Enterprise, new: NewTally, client_id: str) -> Tally | None:
    found = Tally.objects.filter(enterprise=enterprise, client_id=client_id).first()
    return resent(
        found,
        step_id=new.step.pk,
        day=new.day,
        good_micro=new.good,
        rejected_micro=new.rejected,
        worker_id=new.worker and new.worker.pk,
    )


def _checked(enterprise: Enterprise, new: NewTally, recipes: Recipes, at: datetime) -> RecipeStep:
    """The step as the recipe of the day has it. Raises Problem for what cannot be."""
    check_day(new.day, at)
    if new.good < 0 or new.rejected < 0 or not 0 < new.good + new.rejected <= MOST_MICRO:
        raise Problem(_("Tulis jumlahnya, lebih dari nol."), "good")
    things = (new.product, new.worker, new.machine, new.job, new.reason, new.picture)
    if any(thing is not None and thing.enterprise_id != enterprise.id for thing in things):
        raise Problem(_("Pilihan ini tidak ada di bengkel ini."), "step")
    if new.worker and not _works_on(new.worker, new.day):
        raise Problem(_("%(name)s tidak bekerja di sini pada hari itu.", name=new.worker.name), "worker")
    if new.job and new.job.product_id != new.product.pk:
        raise Problem(_("Pesanan itu bukan untuk barang ini."), "job")
    if new.job and new.job.state == Job.State.CANCELLED:
        raise Problem(_("Pesanan itu sudah dibatalkan."), "job")
    return step_in_force(new.product, new.step, new.day, recipes)


def step_in_force(product: Product, step: Step, day: date, recipes: Recipes) -> RecipeStep:
    """The step in the recipe of `day`. Raises Problem at `step` when the recipe has no such step."""
    for each in steps_on(recipes.on(product.pk, day)):
        if each.step_id == step.pk:
            return each
    raise Problem(_("Langkah “%(step)s” tidak ada di resep %(product)s.", step=step.name, product=product.name), "step")


def _works_on(worker: Worker, day: date) -> bool:
    return worker.since <= day and (worker.until is None or day <= worker.until)


def _write(workshop: Workshop, new: NewTally, step: RecipeStep, client_id: str, by: User | None, at: datetime) -> Tally:
    tally = Tally.objects.create(
        enterprise=workshop.enterprise,
        product=new.product,
        step=new.step,
        day=new.day,
        good_micro=new.good,
        rejected_micro=new.rejected,
        worker=new.worker,
        machine=new.machine,
        job=new.job,
        reason=new.reason,
        picture=new.picture,
        minutes_milli=(new.good + new.rejected) * step.minutes_milli // MICRO,
        rate=step.rate,
        rate_per=step.rate_per,
        at=at,
        by=by,
        client_id=client_id,
    )
    _sum_up(workshop, tally, 1)
    return tally


def _sum_up(workshop: Workshop, tally: Tally, sign: int) -> None:
    """Add the tally to, or take it off, everything that is kept summed."""
    output = {"good_micro": sign * tally.good_micro, "rejected_micro": sign * tally.rejected_micro}
    minutes = {"minutes_milli": sign * tally.minutes_milli}
    day = {"enterprise": workshop.enterprise, "day": tally.day}
    _add(StepDay, {**day, "step": tally.step}, output)
    if tally.worker:
        _add(WorkerDay, {**day, "worker": tally.worker}, output | minutes, step=tally.step)
    if tally.machine:
        _add(MachineDay, {**day, "machine": tally.machine}, output | minutes, step=tally.step)
    if tally.job:
        _add(JobStep, {"job": tally.job, "step": tally.step}, output)


def _add(
    model: type[StepDay | WorkerDay | MachineDay | JobStep], key: dict[str, Any], by: dict[str, int], **last: Step
) -> None:
    row, __ = model._default_manager.get_or_create(**key)
    sums = {name: F(name) + change for name, change in by.items()}
    model._default_manager.filter(pk=row.pk).update(**sums, **last)


def _tell(tally: Tally, sign: int, by: User | None, at: datetime) -> None:
    """Tell the source of a joint job what of it was finished: the output of its last step."""
    job = tally.job
    if job is None or job.source_id is None or not finishes(tally):
        return
    told = Counted(job, tally, sign * tally.good_micro, sign * tally.rejected_micro)
    for follow in job_followers:
        follow(told, by, at)


def finishes(tally: Tally) -> bool:
    """Whether the tally is of the last step, by the recipe of its day: what comes out of it is a finished product."""
    steps = steps_on(recipes_of([tally.product_id]).on(tally.product_id, tally.day))
    return bool(steps) and steps[-1].step_id == tally.step_id


def finished_item(product: uuid.UUID) -> Item:
    """The stock of a finished product."""
    return Item.objects.get(product=product, kind=Item.Kind.FINISHED)
