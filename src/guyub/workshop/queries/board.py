"""The board of today: rows of today only, a constant number of queries, and a page of people and machines at a time.

Totals are summed by the database, and who is furthest behind is found there too, in minutes of work lost, so that a
page costs the same for five people and for five hundred.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from guyub.workshop.models import Idle, Item, Machine, RecipeStep, StepDay, Tally, Task, Worker, Workshop
from guyub.workshop.queries.today import (
    Total,
    asked_by_unit,
    clock_of,
    made_by_people,
    made_days,
    targets,
    totals_by_unit,
)
from guyub.workshop.rules.board import (
    MILLI,
    Asked,
    Clock,
    MachineNow,
    Made,
    PersonNow,
    Standing,
    is_unusual,
    machine_now,
    person_now,
    usual_rejects,
)

SHOWN = 8
BEFORE = timedelta(days=28)
NEGATIVE = 3
NOTHING = Value(0.0, FloatField())


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person on the board, with the step that counts: of their task, or made last."""

    id: uuid.UUID
    name: str
    step: str
    unit: str
    rejected: int
    now: PersonNow


@dataclass(frozen=True, slots=True)
class MachineRow:
    id: uuid.UUID
    name: str
    unit: str
    idle: int
    used: bool
    by_target: bool
    now: MachineNow


@dataclass(frozen=True, slots=True)
class StepRow:
    """What came out of a step today; `usual` is its share of rejects in the four weeks before."""

    step: str
    product: str
    unit: str
    good: int
    rejected: int
    usual: Fraction

    @property
    def unusual(self) -> bool:
        return is_unusual(self.good, self.rejected, self.usual)

    @property
    def share(self) -> Fraction:
        return Fraction(self.rejected, self.good + self.rejected)


@dataclass(frozen=True, slots=True)
class Board:
    """All that the owner sees; of people and machines one page, those furthest behind first."""

    clock: Clock
    totals: Sequence[Total]
    steps: Sequence[StepRow]
    people: list[PersonRow]
    people_count: int
    machines: list[MachineRow]
    machines_count: int
    idle: Mapping[str, int]
    negative: Sequence[Item]


@dataclass(frozen=True, slots=True)
class OwnBoard:
    """What somebody sees who works here without running it."""

    clock: Clock
    person: PersonRow
    tasks: Sequence[Task]


def board_of(shop: Workshop, now: datetime, page: int = 0) -> Board:
    """The board at `now` (local time). At most thirteen queries."""
    day, clock = now.date(), clock_of(shop, now)
    steps = _steps(shop, day)
    asked = asked_by_unit(shop, day)
    made = made_by_people(shop, day, clock, tasks=bool(asked))
    machines = Machine.objects.filter(enterprise=shop.pk, active=True)
    return Board(
        clock=clock,
        totals=totals_by_unit([(step.unit, step.good, step.rejected) for step in steps], asked, made, clock),
        steps=steps,
        people=people_rows(shop, day, clock, _ranked(shop, day, clock, tasks=bool(asked))[_part(page)]),
        people_count=made["people"] + (_waiting(shop, day) if asked else 0),
        machines=_machine_rows(machines, shop, day, clock, page),
        machines_count=machines.count(),
        idle=dict(Idle.objects.filter(enterprise=shop.pk, day=day).values_list("reason").annotate(Sum("minutes"))),
        negative=list(Item.objects.filter(enterprise=shop.pk, quantity_micro__lt=0).order_by("name")[: NEGATIVE + 1]),
    )


def own_board(shop: Workshop, worker: Worker, now: datetime) -> OwnBoard:
    """The board of one person. Five queries."""
    day, clock = now.date(), clock_of(shop, now)
    row = _with_today(Worker.objects.filter(pk=worker.pk), shop, day)
    tasks = Task.objects.filter(enterprise=shop.pk, day=day, worker=worker).select_related("step", "product", "machine")
    return OwnBoard(clock, people_rows(shop, day, clock, row)[0], list(tasks.order_by("done", "id")[:SHOWN]))


def _part(page: int) -> slice:
    return slice(page * SHOWN, (page + 1) * SHOWN)


def _steps(shop: Workshop, day: date) -> list[StepRow]:
    """Every step made today, most first, with its rejects of the weeks before. One query."""
    today, before = Q(day=day), Q(day__lt=day)
    rows = StepDay.objects.filter(enterprise=shop.pk, day__gt=day - BEFORE, day__lte=day)
    sums = rows.values("step__name", "step__product__name", "step__unit", "step").annotate(
        good=Sum("good_micro", filter=today, default=0),
        rejected=Sum("rejected_micro", filter=today, default=0),
        usual_good=Sum("good_micro", filter=before, default=0),
        usual_rejected=Sum("rejected_micro", filter=before, default=0),
    )
    return [
        StepRow(
            row["step__name"],
            row["step__product__name"],
            row["step__unit"],
            row["good"],
            row["rejected"],
            usual_rejects(row["usual_good"], row["usual_rejected"]),
        )
        for row in sums.filter(Q(good__gt=0) | Q(rejected__gt=0)).order_by("-good", "step")
    ]


def _waiting(shop: Workshop, day: date) -> int:
    """How many people have a task and have made nothing yet."""
    waiting = targets(shop.pk, day).exclude(worker__in=made_days(shop.pk, day).values("worker"))
    return int(waiting.aggregate(n=Count("worker", distinct=True))["n"])


def _with_today(workers: QuerySet[Worker], shop: Workshop, day: date) -> QuerySet[Worker, Any]:
    of_day = Q(days__enterprise=shop.pk, days__day=day)
    return workers.annotate(today=FilteredRelation("days", condition=of_day)).values(
        "pk",
        "name",
        "today__minutes_milli",
        "today__good_micro",
        "today__rejected_micro",
        "today__step",
        "today__step__name",
        "today__step__unit",
    )


def _ranked(shop: Workshop, day: date, clock: Clock, *, tasks: bool) -> QuerySet[Worker, Any]:
    """Who made something today or has a task, by the minutes of work that they are behind.

    Beside a task the minutes of the day are shared out over what it asks for, so that it needs none in the recipe.
    """
    workers = _with_today(Worker.objects.filter(enterprise=shop.pk), shop, day)
    counted = Q(today__good_micro__gt=0) | Q(today__rejected_micro__gt=0)
    good = Coalesce(F("today__good_micro") * Value(1.0), NOTHING)
    passed = Value(float(clock.passed))
    whole = F("today__good_micro") + F("today__rejected_micro")
    earned = F("today__minutes_milli") * good / whole / Value(float(MILLI))
    by_time = When(today__minutes_milli__gt=0, then=passed - earned)
    if not tasks:
        behind = Case(by_time, default=NOTHING, output_field=FloatField())
        return workers.filter(counted).annotate(behind=behind).order_by("-behind", "name")
    sums = targets(shop.pk, day).filter(worker=OuterRef("pk")).values("worker")
    asked = Subquery(sums.annotate(open=Sum("target_micro", filter=Q(done=False), default=0)).values("open"))
    behind = Case(
        When(asked__gt=0, then=passed - good * Value(float(clock.of)) / F("asked")),
        When(asked=0, then=NOTHING),
        by_time,
        default=NOTHING,
        output_field=FloatField(),
    )
    found = workers.annotate(asked=asked).filter(counted | Q(asked__isnull=False))
    return found.annotate(behind=behind).order_by("-behind", "name")


def people_rows(shop: Workshop, day: date, clock: Clock, rows: Iterable[Mapping[str, Any]]) -> list[PersonRow]:
    """These people as they stand. Four queries."""
    rows = list(rows)
    tasks: dict[uuid.UUID, list[Task]] = defaultdict(list)
    for task in targets(shop.pk, day).filter(worker__in=[row["pk"] for row in rows]).select_related("step"):
        tasks[task.worker_id].append(task)
    unit = unit_minutes({row["today__step"] for row in rows if row["today__step"]}, day)
    by_step = _by_step(list(tasks), day)
    return [_person_row(clock, row, tasks.get(row["pk"], []), by_step.get(row["pk"], {}), unit) for row in rows]


def _person_row(
    clock: Clock, row: Mapping[str, Any], tasks: Sequence[Task], by_step: Mapping[int, int], unit: Mapping[int, int]
) -> PersonRow:
    made = Made(
        row["today__minutes_milli"] or 0,
        row["today__good_micro"] or 0,
        row["today__rejected_micro"] or 0,
        unit.get(row["today__step"], 0),
        by_step,
    )
    asked = [Asked(task.step_id or 0, task.target_micro or 0, task.done) for task in tasks]
    steps = {task.step_id: task.step for task in tasks if task.step}
    step, of = row["today__step__name"] or "", row["today__step__unit"] or ""
    if steps:
        step = ", ".join(each.name for each in steps.values())
        units = {each.unit for each in steps.values()}
        of = units.pop() if len(units) == 1 else ""
    now = person_now(clock, made, asked)
    shown = replace(now, units=now.units.told(of))
    return PersonRow(row["pk"], row["name"], step, of, made.rejected, shown)


def unit_minutes(steps: set[int], day: date) -> dict[int, int]:
    """Thousandths of a minute that a unit of each step takes by the recipe of the day. One query."""
    found: dict[int, int] = {}
    rows = RecipeStep.objects.filter(step__in=steps).order_by("recipe__since")
    for step, since, minutes in rows.values_list("step", "recipe__since", "minutes_milli"):
        if since <= day or step not in found:
            found[step] = minutes
    return found


def _by_step(workers: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, dict[int, int]]:
    """Good units of the day by person and step. One query."""
    found: dict[uuid.UUID, dict[int, int]] = defaultdict(dict)
    tallies = Tally.objects.filter(worker__in=workers, day=day, undone_at=None)
    for worker, step, good in tallies.values_list("worker", "step").annotate(Sum("good_micro")):
        found[worker][step] = good
    return found


def _machine_rows(machines: QuerySet[Machine], shop: Workshop, day: date, clock: Clock, page: int) -> list[MachineRow]:
    """A page of machines: those in use by the minutes they are behind, then those that nothing was asked of."""
    passed = Value(float(clock.passed))
    noted = Idle.objects.filter(enterprise=shop.pk, day=day, machine=OuterRef("pk")).values("machine")
    work = Greatest(passed - F("idle_minutes") * Value(1.0), NOTHING)
    good = Coalesce(F("today__good_micro") * Value(1.0), NOTHING)
    by_target = work - good * Value(float(clock.of)) / F("day_target_micro")
    behind = Case(
        When(day_target_micro__gt=0, then=by_target),
        When(hour_most_micro__gt=0, then=work - good * Value(60.0) / F("hour_most_micro")),
        default=work - Coalesce(F("today__minutes_milli") * Value(1.0), NOTHING) / Value(float(MILLI)),
        output_field=FloatField(),
    )
    used = Q(today__good_micro__gt=0) | Q(today__rejected_micro__gt=0) | Q(day_target_micro__gt=0)
    found = machines.annotate(
        today=FilteredRelation("days", condition=Q(days__enterprise=shop.pk, days__day=day)),
        idle_minutes=Coalesce(Subquery(noted.annotate(sum=Sum("minutes")).values("sum")), 0),
        used=Case(When(used, then=1), default=0),
        behind=behind,
    )
    rows = found.order_by("-used", "-behind", "name").values(
        "pk",
        "name",
        "hour_most_micro",
        "day_target_micro",
        "idle_minutes",
        "used",
        "today__minutes_milli",
        "today__good_micro",
        "today__rejected_micro",
        "today__step__unit",
    )
    return [_machine_row(clock, row) for row in rows[_part(page)]]


def _machine_row(clock: Clock, row: Mapping[str, Any]) -> MachineRow:
    made = Made(row["today__minutes_milli"] or 0, row["today__good_micro"] or 0, row["today__rejected_micro"] or 0)
    target, most, idle = row["day_target_micro"], row["hour_most_micro"], row["idle_minutes"]
    now = machine_now(clock, made, target=target, hour_most=most, idle=idle)
    unit = row["today__step__unit"] or ""
    standing = now.standing.told(unit) if now.in_units else now.standing
    shown = replace(now, standing=standing, most=now.most and Standing(0, now.most).told(unit).should)
    return MachineRow(row["pk"], row["name"], unit, idle, bool(row["used"]), bool(target), shown)
