"""What was made today beside what should have been by now: the figures that the board begins with, and a home shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Sum, Value, When

from guyub.workshop.models import StepDay, Task, WorkerDay, Workshop
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


def clock_of(shop: Workshop, now: datetime) -> Clock:
    """The clock of a workshop at a local time."""
    return clock_at(now, shop.opens, shop.minutes_a_day, shop.working_days)


def output_of(shop: Workshop, now: datetime) -> Output:
    """What was made up to `now` (local time). Three queries over rows of today."""
    day, clock = now.date(), clock_of(shop, now)
    rows = StepDay.objects.filter(enterprise=shop.pk, day=day).values_list("step__unit")
    sums = rows.annotate(good=Sum("good_micro"), rejected=Sum("rejected_micro")).order_by("-good")
    output = [(unit, int(good), int(rejected)) for unit, good, rejected in sums if good or rejected]
    asked = asked_by_unit(shop, day)
    if not (output or asked):
        return Output(clock, ())
    return Output(clock, totals_by_unit(output, asked, made_by_people(shop, day, clock, tasks=bool(asked)), clock))


def targets(shop: Workshop, day: date) -> QuerySet[Task]:
    """The tasks of a day that ask for a number."""
    return Task.objects.filter(enterprise=shop.pk, day=day, step__isnull=False, target_micro__isnull=False)


def made_days(shop: Workshop, day: date) -> QuerySet[WorkerDay]:
    """What people made on a day; of what was all taken back, nothing is left."""
    return WorkerDay.objects.filter(Q(good_micro__gt=0) | Q(rejected_micro__gt=0), enterprise=shop.pk, day=day)


def asked_by_unit(shop: Workshop, day: date) -> dict[str, int]:
    """What open tasks of the day ask for, by unit; a unit of which all is done is there with nothing."""
    rows = targets(shop, day).values_list("step__unit")
    return dict(rows.annotate(sum=Sum("target_micro", filter=Q(done=False), default=0)))


def made_by_people(shop: Workshop, day: date, clock: Clock, *, tasks: bool) -> dict[str, Any]:
    """How many people made how much, and how much those without a task should have by the time. One query.

    Somebody should have as many as, at the minutes of what they made, the time is enough for.
    """
    untasked = ~Q(worker__in=targets(shop, day).values("worker")) if tasks else Q()
    pieces = (F("good_micro") + F("rejected_micro")) * Value(float(clock.passed * MILLI)) / F("minutes_milli")
    by_time = Case(When(minutes_milli__gt=0, then=pieces), default=F("good_micro") * Value(1.0))
    return made_days(shop, day).aggregate(
        people=Count("pk"),
        made=Sum("good_micro", default=0),
        by_time=Sum(by_time, filter=untasked, output_field=FloatField(), default=0.0),
    )


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
