"""The job list of a day, by person, with what each has made of it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum

from guyub.kernel.measures import measured
from guyub.kernel.words import Words
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Tally, Task, Worker


@dataclass(frozen=True, slots=True)
class Line:
    """A task, and the good output of its step that this person tallied on the day, in millionths."""

    task: Task
    made_micro: int

    @property
    def target(self) -> Words | None:
        task = self.task
        return measured(task.target_micro, task.step.unit) if task.step and task.target_micro is not None else None


@dataclass(frozen=True, slots=True)
class PersonsList:
    """What one person has to do."""

    worker: Worker
    lines: Sequence[Line]


def people_with_tasks(enterprise: Enterprise, day: date, only: Sequence[Worker] | None = None) -> QuerySet[Worker]:
    """Who has something to do on the day, by name."""
    with_tasks = Task.objects.filter(enterprise=enterprise, day=day).order_by().values("worker")
    found = Worker.objects.filter(enterprise=enterprise, pk__in=with_tasks).order_by("name", "pk")
    return found if only is None else found.filter(pk__in=[each.pk for each in only])


def lists_of(enterprise: Enterprise, day: date, workers: Sequence[Worker]) -> list[PersonsList]:
    """The lists of these people. Two queries."""
    tasks = Task.objects.filter(enterprise=enterprise, day=day, worker__in=workers)
    by_work = (F("product__name").asc(nulls_last=True), F("step").asc(nulls_last=True), "pk")
    tasks = tasks.select_related("step", "product", "job", "machine").order_by(*by_work)
    tallies = Tally.objects.filter(enterprise=enterprise, day=day, worker__in=workers, undone_at=None).order_by()
    made = {
        (worker, step): good
        for worker, step, good in tallies.values_list("worker", "step").annotate(good=Sum("good_micro"))
    }
    lines: dict[uuid.UUID, list[Line]] = defaultdict(list)
    for task in tasks:
        lines[task.worker_id].append(Line(task, made.get((task.worker_id, task.step_id), 0)))
    return [PersonsList(worker, lines[worker.pk]) for worker in workers]


def progress_of(enterprise: Enterprise, day: date, only: Sequence[Worker] | None = None) -> tuple[int, int]:
    """How many tasks of the day are done, and how many there are. One query."""
    tasks = Task.objects.filter(enterprise=enterprise, day=day)
    if only is not None:
        tasks = tasks.filter(worker__in=only)
    counted = tasks.aggregate(done=Count("pk", filter=Q(done=True)), there=Count("pk"))
    return counted["done"], counted["there"]


def task_of(enterprise: Enterprise, task: uuid.UUID) -> Task | None:
    return Task.objects.filter(pk=task, enterprise=enterprise).select_related("enterprise", "worker").first()
