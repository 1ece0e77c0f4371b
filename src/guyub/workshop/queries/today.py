"""What was made today beside what should have been by now: the figures that the board begins with, and a home shows."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Sum, Value, When

from guyub.kernel.measures import MICRO
from guyub.people.models import User
from guyub.people.prepared import Prepared
from guyub.workshop.models import StepDay, Tally, Task, Worker, WorkerDay, Workshop
from guyub.workshop.queries.dues import BY_PIECE
from guyub.workshop.rules.board import MILLI, Clock, Standing, clock_at


@dataclass(frozen=True, slots=True)
class Total:
    """Good output of today in one unit; `should` is None where nobody can say, or where units differ."""

    unit: str
    made: int
    rejected: int
    should: int | None


@dataclass(frozen=True, slots=True)
class Output:
    """Today in one workshop: its clock, and what was made in each unit."""

    clock: Clock
    totals: Sequence[Total]


@dataclass(frozen=True, slots=True)
class OwnDay:
    """What one person made today: (unit, millionths) most first, rupiah by the piece, and tasks not done yet."""

    made: Sequence[tuple[str, int]]
    worth: int
    tasks: int


def own_days(user: User, enterprises: Iterable[uuid.UUID], day: date) -> dict[uuid.UUID, OwnDay]:
    """The day of who works in these workshops under this sign-in; a workshop that does not know them is left out.

    Three queries, over rows of the person and day.
    """
    workers = {pk: (enterprise, pay) for pk, enterprise, pay in _WORKERS.rows(user.pk, list(enterprises))}
    units: dict[uuid.UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    worth: dict[uuid.UUID, int] = defaultdict(int)
    for pk, unit, rate, rate_per, good in _OWN_TALLIES.rows(list(workers), day):
        units[pk][unit] += int(good)
        if workers[pk][1] in BY_PIECE:
            worth[pk] += int(good) * rate // (MICRO * rate_per)
    left = dict(_OWN_TASKS.rows(list(workers), day))
    return {
        enterprise: OwnDay(sorted(units[pk].items(), key=lambda each: -each[1]), worth[pk], left.get(pk, 0))
        for pk, (enterprise, __) in workers.items()
    }


_WORKERS = Prepared(
    lambda user, enterprises: Worker.objects.filter(user=user, enterprise__in=enterprises, until=None).values_list(
        "pk", "enterprise", "pay"
    )
)
_OWN_TALLIES = Prepared(
    lambda workers, day: (
        Tally.objects.filter(worker__in=workers, day=day, undone_at=None)
        .order_by()
        .values_list("worker", "step__unit", "rate", "rate_per")
        .annotate(Sum("good_micro"))
    )
)
_OWN_TASKS = Prepared(
    lambda workers, day: (
        Task.objects.filter(worker__in=workers, day=day, done=False)
        .order_by()
        .values_list("worker")
        .annotate(Count("pk"))
    )
)


def clock_of(shop: Workshop, now: datetime) -> Clock:
    """The clock of a workshop at a local time."""
    return clock_at(now, shop.opens, shop.minutes_a_day, shop.working_days)


def output_of(shop: Workshop, now: datetime) -> Output:
    """What was made up to `now` (local time). Three queries over rows of today."""
    day, clock = now.date(), clock_of(shop, now)
    output = [(unit, int(good), int(rejected)) for unit, good, rejected in _OUTPUT.rows(shop.pk, day)]
    asked = asked_by_unit(shop, day)
    if not (output or asked):
        return Output(clock, ())
    return Output(clock, totals_by_unit(output, asked, made_by_people(shop, day, clock, tasks=bool(asked)), clock))


def _output(enterprise: uuid.UUID, day: date) -> QuerySet[StepDay, Any]:
    """Good and rejected by unit, most first; of what was all taken back, nothing is left."""
    rows = StepDay.objects.filter(Q(good_micro__gt=0) | Q(rejected_micro__gt=0), enterprise=enterprise, day=day)
    sums = rows.values_list("step__unit").annotate(good=Sum("good_micro"), rejected=Sum("rejected_micro"))
    return sums.order_by("-good")


_OUTPUT = Prepared(_output)


def targets(enterprise: uuid.UUID, day: date) -> QuerySet[Task]:
    """The tasks of a day that ask for a number."""
    return Task.objects.filter(enterprise=enterprise, day=day, step__isnull=False, target_micro__isnull=False)


def made_days(enterprise: uuid.UUID, day: date) -> QuerySet[WorkerDay]:
    """What people made on a day; of what was all taken back, nothing is left."""
    return WorkerDay.objects.filter(Q(good_micro__gt=0) | Q(rejected_micro__gt=0), enterprise=enterprise, day=day)


_ASKED = Prepared(
    lambda enterprise, day: (
        targets(enterprise, day)
        .values_list("step__unit")
        .annotate(sum=Sum("target_micro", filter=Q(done=False), default=0))
    )
)


def asked_by_unit(shop: Workshop, day: date) -> dict[str, int]:
    """What open tasks of the day ask for, by unit; a unit of which all is done is there with nothing."""
    return {unit: int(asked) for unit, asked in _ASKED.rows(shop.pk, day)}


def made_by_people(shop: Workshop, day: date, clock: Clock, *, tasks: bool) -> dict[str, Any]:
    """How many people made how much, and how much those without a task should have by the time. One query.

    Somebody should have as many as, at the minutes of what they made, the time is enough for.
    """
    asked = _BESIDE_TASKS if tasks else _WITHOUT_TASKS
    [(people, made, by_time)] = asked.rows(shop.pk, day, float(clock.passed * MILLI)) or [(0, 0, 0.0)]
    return {"people": people, "made": int(made), "by_time": float(by_time)}


def _by_people(enterprise: uuid.UUID, day: date, passed: float, *, tasks: bool) -> QuerySet[WorkerDay, Any]:
    untasked = ~Q(worker__in=targets(enterprise, day).values("worker")) if tasks else Q()
    pieces = (F("good_micro") + F("rejected_micro")) * Value(passed) / F("minutes_milli")
    by_time = Case(When(minutes_milli__gt=0, then=pieces), default=F("good_micro") * Value(1.0))
    return (
        made_days(enterprise, day)
        .order_by()
        .values_list("enterprise")
        .annotate(
            people=Count("pk"),
            made=Sum("good_micro", default=0),
            by_time=Sum(by_time, filter=untasked, output_field=FloatField(), default=0.0),
        )
        .values_list("people", "made", "by_time")
    )


_BESIDE_TASKS = Prepared(partial(_by_people, tasks=True))
_WITHOUT_TASKS = Prepared(partial(_by_people, tasks=False))


def totals_by_unit(
    output: Iterable[tuple[str, int, int]], asked: Mapping[str, int], made: Mapping[str, Any], clock: Clock
) -> list[Total]:
    """Output by unit, from units with what was good and rejected. What was counted without a name counts in full."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for unit, good, rejected in output:
        sums[unit][0] += good
        sums[unit][1] += rejected
    units = list(dict.fromkeys([*sums, *asked]))
    if len(units) != 1:
        return [Total(unit, sums[unit][0], sums[unit][1], None) for unit in units]
    good, rejected = sums[units[0]]
    if not (asked or made["made"]):
        return [Total(units[0], good, rejected, None)]
    by_task = sum(asked.values()) * clock.passed // clock.of
    nameless = max(good - made["made"], 0)
    should = Standing(good, by_task + int(made["by_time"]) + nameless).told(units[0]).should
    return [Total(units[0], good, rejected, should)]
