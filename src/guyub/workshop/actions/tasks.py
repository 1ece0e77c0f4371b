"""The job list of a day: who makes how much of what, and what else there is to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import _
from guyub.people.access import Person, allowed, require
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import LONGEST_BACK, locked_for, resent, user_of
from guyub.workshop.models import Job, Machine, Step, Task, Worker

FARTHEST = timedelta(days=92)
LOOK_BACK = timedelta(days=14)  # for the last list, when yesterday was a day off
MOST_A_DAY = 2000


@dataclass(frozen=True, slots=True)
class NewTask:
    """A line of the list: a step, or `words`, or both; the target in millionths of the step's unit."""

    day: date
    worker: Worker
    step: Step | None = None
    words: str = ""
    target: int | None = None
    job: Job | None = None
    machine: Machine | None = None


@transaction.atomic
def add_task(by: Person, enterprise: Enterprise, new: NewTask, *, client_id: str, at: datetime) -> Task:
    """Put something on the list. Raises NotAllowed; Problem at the field that cannot be; Conflict for a used id."""
    locked_for(by, enterprise)
    words = " ".join(new.words.split())[:120]
    content = {"day": new.day, "worker": new.worker, "step": new.step, "words": words, "target_micro": new.target}
    if sent := resent(Task.objects.filter(enterprise=enterprise, client_id=client_id).first(), **content):
        return sent
    _check(enterprise, new, words, timezone.localdate(at))
    return Task.objects.create(
        enterprise=enterprise,
        product=new.step.product if new.step else None,
        job=new.job,
        machine=new.machine,
        client_id=client_id,
        **content,
    )


@transaction.atomic
def copy_tasks(by: Person, enterprise: Enterprise, day: date, *, at: datetime) -> int:
    """Put the last list before `day` on that day too, for who still works here; returns how many lines are new.

    Once is enough: what was copied before is not copied again. Raises NotAllowed; Problem when there is no such list.
    """
    locked_for(by, enterprise)
    _check_day(day, timezone.localdate(at))
    source = last_list(enterprise, day)
    if source is None:
        raise Problem(_("Tidak ada daftar dari hari-hari sebelumnya."))
    here = Task.objects.filter(enterprise=enterprise, day=day)
    known = set(here.values_list("client_id", flat=True))
    lines = Task.objects.filter(enterprise=enterprise, day=source, worker__until=None)
    copies = [
        Task(
            enterprise=enterprise,
            day=day,
            worker_id=each.worker_id,
            product_id=each.product_id,
            step_id=each.step_id,
            job_id=each.job_id if each.job and each.job.state == Job.State.OPEN else None,
            machine_id=each.machine_id,
            target_micro=each.target_micro,
            words=each.words,
            client_id=copied_id,
        )
        for each in lines.select_related("job").order_by("pk")
        if (copied_id := f"{day:%Y%m%d} {each.pk.hex}") not in known
    ]
    Task.objects.bulk_create(copies)
    return len(copies)


@transaction.atomic
def set_done(by: Person, task: Task, done: bool) -> None:
    """Mark as done or not. Who works here marks their own. Raises NotAllowed."""
    require(by, "work", task)
    if not allowed(by, "run workshop", task) and task.worker.user_id != user_of(by).pk:
        raise NotAllowed(_("Anda tidak berhak melakukan ini."))
    Task.objects.filter(pk=task.pk).update(done=done)


@transaction.atomic
def remove_task(by: Person, task: Task) -> None:
    """Take a line off the list. Raises NotAllowed."""
    locked_for(by, task.enterprise)
    Task.objects.filter(pk=task.pk).delete()


def last_list(enterprise: Enterprise, day: date) -> date | None:
    """The last day before `day`, within two weeks, that has a list."""
    earlier = Task.objects.filter(enterprise=enterprise, day__lt=day, day__gte=day - LOOK_BACK)
    return earlier.order_by("-day").values_list("day", flat=True).first()


def _check(enterprise: Enterprise, new: NewTask, words: str, today: date) -> None:
    if new.step is None and not words:
        raise Problem(_("Pilih langkahnya, atau tulis apa yang dikerjakan."), "words")
    if new.target is not None and new.step is None:
        raise Problem(_("Target dihitung per langkah: pilih langkahnya, atau tulis jumlahnya di kata-kata."), "target")
    _check_day(new.day, today)
    product = new.step.product if new.step else None
    things = {"worker": new.worker, "job": new.job, "machine": new.machine, "step": product}
    for field, thing in things.items():
        if thing is not None and thing.enterprise_id != enterprise.pk:
            raise Problem(_("Pilihan ini tidak ada di bengkel ini."), field)
    if Task.objects.filter(enterprise=enterprise, day=new.day).count() >= MOST_A_DAY:
        raise Problem(_("Daftar hari itu sudah penuh."), "words")


def _check_day(day: date, today: date) -> None:
    if not today - LONGEST_BACK <= day <= today + FARTHEST:
        raise Problem(_("Tanggal %(day)s terlalu jauh.", day=day), "day")
