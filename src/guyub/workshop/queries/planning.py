"""The plan of a workshop: its open orders as the planner takes them, in a number of queries that stays the same."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import OuterRef, Q, Subquery

from guyub.kernel.words import Words, _
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Item, Job, JobStep, Machine, MachineDay, Product, RecipeStep, Worker, Workshop
from guyub.workshop.queries.recipes import Recipes, recipes_of, steps_on
from guyub.workshop.rules.plan import Plan, WhatIf, plan, plan_and_ask
from guyub.workshop.rules.plan_input import PlanInput, PlanMachine, PlanTask, WorkCalendar
from guyub.workshop.rules.remaining import Made, minutes_for, still_to_make

WEEKS = 13
SET_UP_WITHIN = timedelta(days=60)  # what a machine made before that says nothing of how it is set up
NEW = "new"


@dataclass(frozen=True, slots=True)
class Asked:
    """A new order that is only asked about: millionths of the product's unit."""

    product: Product
    quantity: int
    due: date


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An open order that cannot be planned, why, and the product to mend, if it is one that is wrong."""

    job: Job
    why: Words
    product: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Workload:
    """What is to be planned. `made` are orders of which nothing is left to make; `untimed` steps take no time in it;
    `parts` are products of its own that steps use up and whose making is not in the plan."""

    given: PlanInput
    jobs: dict[str, Job] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    made: tuple[Job, ...] = ()
    untimed: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A workload with its plan, and what a new order would do if one was asked about: words if it cannot be told."""

    work: Workload
    plan: Plan
    answer: WhatIf | Words | None = None


def plan_of(enterprise: Enterprise, start: date, asked: Asked | None = None) -> Planned:
    """The open orders of a workshop laid out from `start` on. Queries: see `workload_of`, and six if asked."""
    work = workload_of(enterprise, start)
    new = _new_tasks(work, asked) if asked else ()
    if isinstance(new, Words):
        return Planned(work, plan(work.given), new)
    if not new:
        return Planned(work, plan(work.given))
    return Planned(work, *plan_and_ask(work.given, new))


def workload_of(enterprise: Enterprise, start: date, *, joint: bool = True) -> Workload:
    """The open orders as the planner takes them, shares of joint ones too unless `joint` is False.

    At most eleven queries, however many orders, products, machines and people there are.
    """
    found = Job.objects.filter(enterprise=enterprise, state=Job.State.OPEN)
    found = found if joint else found.filter(source_id=None)
    jobs = list(found.select_related("product").prefetch_related("progress").order_by("due", "accepted", "pk"))
    recipes = recipes_of({job.product_id for job in jobs if job.product_id})
    room = _room(enterprise, start)
    count = Counter(machine.kind for machine in room.machines)
    tasks: list[PlanTask] = []
    left_out, made, untimed, parts = [], [], set(), set()
    for job in jobs:
        steps = _steps(recipes, job.product_id, start)
        if refused := _refused(job, steps):
            left_out.append(refused)
            continue
        left = job_left(job, steps)
        own = _tasks(_Wanted(str(job.pk), name_of(job), str(job.product_id), job.due), steps, left, count)
        untimed |= {f"{job.name} · {each.step.name}" for each in steps if not each.minutes_milli}
        parts |= set(_parts(steps))
        if any(task.minutes for task in own):
            tasks += own
        elif not any(left):
            made.append(job)
        else:
            left_out.append(LeftOut(job, _("Resepnya belum berisi waktu kerja"), job.product_id))
    given = replace(room, tasks=tuple(tasks))
    by_key = {str(job.pk): job for job in jobs}
    return Workload(given, by_key, tuple(left_out), tuple(made), tuple(sorted(untimed)), tuple(sorted(parts)))


def _new_tasks(work: Workload, asked: Asked) -> list[PlanTask] | Words:
    """The steps of an order that is asked about; words when it cannot be planned."""
    product = asked.product
    steps = _steps(recipes_of([product.pk]), product.pk, work.given.start)
    if not steps:
        return _("%(product)s belum punya resep, jadi belum bisa direncanakan.", product=product.name)
    count = Counter(machine.kind for machine in work.given.machines)
    wanted = _Wanted(NEW, product.name, str(product.pk), asked.due)
    tasks = _tasks(wanted, steps, _left(asked.quantity, steps), count)
    if not any(task.minutes for task in tasks):
        return _("Resep %(product)s belum berisi waktu kerja, jadi belum bisa direncanakan.", product=product.name)
    return tasks


def free_share_by_week(
    enterprise: Enterprise, start: date, weeks: int = WEEKS, *, joint: bool = True
) -> dict[date, Fraction]:
    """What part of each of the next `weeks` weeks is still free by the plan, by its Monday: 0 to 1.

    Of all kinds of machines and the hands it is the least, as an order needs them one after another. The first week
    counts from `start`; a week without a working day has nothing free. Where no machine and nobody is known, all is.
    """
    work = workload_of(enterprise, start, joint=joint)
    loads = plan(work.given, weeks=weeks).loads
    used: dict[tuple[date, str | None], list[int]] = {}
    for load in loads:
        sums = used.setdefault((load.monday, load.kind), [0, 0])
        sums[0] += load.used
        sums[1] += load.available
    first = start - timedelta(days=start.weekday())
    known = {kind for (_week, kind), (_used, available) in used.items() if available}
    free: dict[date, Fraction] = {}
    for monday in (first + timedelta(weeks=at) for at in range(weeks)):
        sums_of = [used[monday, kind] for kind in known]
        shares = [1 - Fraction(busy, there) if there else Fraction(0) for busy, there in sums_of]
        free[monday] = min(shares, default=Fraction(1))
    return free


def name_of(job: Job) -> str:
    """An order as people call it: `Syal · Bu Tini`."""
    return f"{job.name} · {job.customer}" if job.customer else job.name


def job_left(job: Job, steps: Sequence[RecipeStep]) -> list[int]:
    """Millionths still to be made at each of these steps. No query when the job's progress is prefetched."""
    return _left(job.quantity_micro, steps, list(job.progress.all()))


def _left(quantity: int, steps: Sequence[RecipeStep], progress: Sequence[JobStep] = ()) -> list[int]:
    good = {row.step_id: row.good_micro for row in progress}
    rejected = {row.step_id: row.rejected_micro for row in progress}
    made = [Made(step.taken_micro, good.get(step.step_id, 0), rejected.get(step.step_id, 0)) for step in steps]
    return still_to_make(quantity, made)


def _steps(recipes: Recipes, product: uuid.UUID | None, day: date) -> list[RecipeStep]:
    return steps_on(recipes.on(product, day)) if product else []


def _refused(job: Job, steps: Sequence[RecipeStep]) -> LeftOut | None:
    if job.product_id is None:
        return LeftOut(job, _("Belum dipilih ini barang bengkel yang mana"))
    if not steps:
        return LeftOut(job, _("Barangnya belum punya resep"), job.product_id)
    return None


@dataclass(frozen=True, slots=True)
class _Wanted:
    key: str
    name: str
    product: str
    due: date


def _tasks(wanted: _Wanted, steps: Sequence[RecipeStep], left: Sequence[int], count: Counter[str]) -> list[PlanTask]:
    tasks = []
    for step, units in zip(steps, left, strict=True):
        kind = str(step.machine_kind_id) if step.machine_kind_id else None
        tasks.append(
            PlanTask(
                key=f"{wanted.key}/{step.step_id}",
                job=wanted.key,
                number=step.number,
                step=step.step.name,
                product=wanted.product,
                kind=kind,
                minutes=minutes_for(units, step.minutes_milli),
                due=wanted.due,
                job_name=wanted.name,
                most_machines=max(count[kind], 1) if kind else 1,
            )
        )
    return tasks


def _parts(steps: Sequence[RecipeStep]) -> Iterator[str]:
    for step in steps:
        yield from (each.item.name for each in step.inputs.all() if each.item.kind == Item.Kind.FINISHED)


def _room(enterprise: Enterprise, start: date) -> PlanInput:
    """The machines, the hands and the days of a workshop, with nothing to make yet. Three queries."""
    shop = Workshop.objects.filter(pk=enterprise.pk).first() or Workshop(enterprise=enterprise)
    last = MachineDay.objects.filter(machine=OuterRef("pk"), day__gt=start - SET_UP_WITHIN, day__lte=start)
    last = last.exclude(step=None).order_by("-day")
    machines = Machine.objects.filter(enterprise=enterprise, active=True).select_related("kind").order_by("name")
    there = Q(until=None) | Q(until__gte=start)
    people = Worker.objects.filter(there, enterprise=enterprise, since__lte=start).count()
    return PlanInput(
        start=start,
        tasks=(),
        machines=tuple(
            PlanMachine(
                key=str(machine.pk),
                name=machine.name,
                kind=str(machine.kind_id),
                minutes=shop.minutes_a_day,
                changeover=machine.kind.changeover_minutes,
                setup=str(product) if (product := machine.set_up_for) else None,
            )
            for machine in machines.annotate(set_up_for=Subquery(last.values("step__product")[:1]))
        ),
        hands=people * shop.minutes_a_day,
        calendar=WorkCalendar(frozenset(int(day) for day in shop.working_days)),
    )
