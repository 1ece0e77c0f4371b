"""Orders for the pages about them, a page at a time, in a number of queries that stays the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.core.paginator import Page, Paginator

from guyub.kernel.errors import Problem
from guyub.kernel.measures import KNOWN_UNITS, MICRO, factor, measured, of_micro, unit_name
from guyub.kernel.words import Words, _
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Job, JobStep, Product, RecipeStep, Tally
from guyub.workshop.queries.planning import job_left
from guyub.workshop.queries.recipes import recipes_of, steps_on

PAGE = 25
_CONTAINERS = {"bungkus", "botol", "toples", "set"}


def unit_of(job: Job) -> str:
    """What an order is counted in; a joint order's share by the piece."""
    return job.product.unit if job.product else "buah"


def _done_of(done: int, whole: int, unit: str) -> Words:
    return _("%(done)s dari %(whole)s", done=_number(done), whole=measured(whole, unit))


def _number(micro: int) -> Fraction | int:
    return of_micro(micro) if micro % MICRO else micro // MICRO


@dataclass(frozen=True, slots=True)
class JobLine:
    """An order in a list: millionths that came out of its last step, and days its due date is past (0: none)."""

    job: Job
    done: int
    days_past: int

    @property
    def label(self) -> Words:
        return _done_of(self.done, self.job.quantity_micro, unit_of(self.job))


@dataclass(frozen=True, slots=True)
class StepLine:
    """How far a step is. `left` is None where the recipe of today has no such step any more."""

    name: str
    unit: str
    good: int
    rejected: int
    left: int | None

    @property
    def needed(self) -> int:
        return self.good + (self.left or 0)

    @property
    def label(self) -> Words:
        if self.left is None:
            return measured(self.good, self.unit)
        return _done_of(self.good, self.needed, self.unit)


@dataclass(frozen=True, slots=True)
class JobSeen:
    """One order with its steps in the order of making, and a page of what was noted of it, the latest first."""

    job: Job
    steps: Sequence[StepLine]
    tallies: Page[Tally]

    @property
    def all_made(self) -> bool:
        return bool(self.steps) and not any(step.left for step in self.steps)


def jobs_page(
    enterprise: Enterprise, today: date, *, ended: bool = False, number: str = "1"
) -> tuple[Page[Job], list[JobLine]]:
    """Open orders, the first due first; or those done and cancelled, the latest first. At most nine queries."""
    jobs = Job.objects.filter(enterprise=enterprise).select_related("product").prefetch_related("progress")
    if ended:
        jobs = jobs.exclude(state=Job.State.OPEN).order_by("-due", "-accepted", "pk")
    else:
        jobs = jobs.filter(state=Job.State.OPEN).order_by("due", "accepted", "pk")
    page = Paginator(jobs, PAGE).get_page(number)
    recipes = recipes_of({job.product_id for job in page if job.product_id})
    lines = []
    for job in page:
        steps = steps_on(recipes.on(job.product_id, today)) if job.product_id else []
        past = 0 if ended else max((today - job.due).days, 0)
        lines.append(JobLine(job, _done(job, steps), past))
    return page, lines


def _done(job: Job, steps: Sequence[RecipeStep]) -> int:
    last = steps[-1].step_id if steps else None
    return next((row.good_micro for row in job.progress.all() if row.step_id == last), 0)


def job_of(enterprise: Enterprise, job: uuid.UUID) -> Job | None:
    """The order, if it is of this workshop."""
    found = Job.objects.filter(pk=job, enterprise=enterprise)
    return found.select_related("product", "enterprise").first()


def job_seen(job: Job, today: date, number: str = "1") -> JobSeen:
    """How far an order is, step by step, and what was noted of it. At most nine queries."""
    progress = list(job.progress.select_related("step"))
    steps = steps_on(recipes_of([job.product_id]).on(job.product_id, today)) if job.product_id else []
    by_step = {row.step_id: row for row in progress}
    lines = [
        _line(step, by_step.get(step.step_id), left) for step, left in zip(steps, job_left(job, steps), strict=True)
    ]
    known = {step.step_id for step in steps}
    lines += [
        StepLine(row.step.name, row.step.unit, row.good_micro, row.rejected_micro, None)
        for row in progress
        if row.step_id not in known
    ]
    tallies = Tally.objects.filter(job=job, undone_at=None).select_related("worker", "step").order_by("-day", "-at")
    return JobSeen(job, lines, Paginator(tallies, PAGE).get_page(number))


def _line(step: RecipeStep, row: JobStep | None, left: int) -> StepLine:
    done = (row.good_micro, row.rejected_micro) if row else (0, 0)
    return StepLine(step.step.name, step.step.unit, *done, left)


def products_of(enterprise: Enterprise) -> list[Product]:
    """What an order can be for, by name."""
    return list(Product.objects.filter(enterprise=enterprise, active=True).order_by("name"))


def products_by_the_piece(enterprise: Enterprise) -> list[Product]:
    """What a share of a joint order can be, which is counted by the piece: nothing that is counted by the lusin."""
    return [product for product in products_of(enterprise) if by_the_piece(product.unit)]


def by_the_piece(unit: str) -> bool:
    try:
        return factor("buah", unit) == 1
    except Problem:
        return unit_name(unit) not in KNOWN_UNITS or unit_name(unit) in _CONTAINERS


def worth(job: Job) -> int | None:
    """Rupiah of the whole order, if its price is known."""
    return None if job.price is None else (job.price * job.quantity_micro + MICRO // 2) // MICRO


def state_words(job: Job) -> Words:
    """Whether it is being made, made, or cancelled."""
    return {
        Job.State.OPEN.value: _("sedang dibuat"),
        Job.State.DONE.value: _("selesai"),
        Job.State.CANCELLED.value: _("dibatalkan"),
    }[job.state]
