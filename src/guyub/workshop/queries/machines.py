"""Machines with their standard, and how much of their time was used, in a constant number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min, Sum

from guyub.sentra.models import Enterprise
from guyub.workshop.models import Idle, Machine, MachineDay, MachineKind, StepDay, Workshop
from guyub.workshop.queries.today import clock_of
from guyub.workshop.rules.board import Clock, MachineNow, Made, Use, available_minutes, busy_minutes, machine_now

WEEKS = timedelta(days=28)
DAYS = 14
MOST_KINDS = 60


@dataclass(frozen=True, slots=True)
class MachineLine:
    """A machine with what it made today and the use of its time in the last four weeks."""

    machine: Machine
    made: int  # millionths, today
    now: MachineNow
    use: Use


@dataclass(frozen=True, slots=True)
class MachineDayLine:
    """One day of a machine: good and rejected output in millionths, minutes of work, minutes of standing still."""

    day: date
    good: int
    rejected: int
    use: Use


def window(shop: Workshop, now: datetime) -> date:
    """The first day of the last four weeks, or the day on which this workshop began to count, if that is later."""
    first = now.date() - WEEKS + timedelta(1)
    began = StepDay.objects.filter(enterprise=shop.pk).aggregate(day=Min("day"))["day"]
    return max(first, began) if began else first


def lines_of(shop: Workshop, machines: Sequence[Machine], now: datetime) -> list[MachineLine]:
    """These machines as they stand. Four queries."""
    day, clock, first = now.date(), clock_of(shop, now), window(shop, now)
    during: dict[str, Any] = {"enterprise": shop.pk, "machine__in": machines, "day__gte": first, "day__lte": day}
    days = MachineDay.objects.filter(**during).values_list("machine")
    sums = {pk: rest for pk, *rest in days.annotate(Sum("minutes_milli"), Sum("good_micro"), Sum("rejected_micro"))}
    today = {
        row.machine_id: row for row in MachineDay.objects.filter(enterprise=shop.pk, day=day, machine__in=machines)
    }
    idle = _idle(during)
    available = available_minutes(first, day, clock, shop.working_days)
    return [
        _line(machine, clock, today.get(machine.pk), sums.get(machine.pk, [0, 0, 0]), idle[machine.pk], available, day)
        for machine in machines
    ]


def _line(
    machine: Machine,
    clock: Clock,
    today: MachineDay | None,
    sums: Sequence[int],
    idle: dict[tuple[date, str], int],
    available: int,
    day: date,
) -> MachineLine:
    minutes, good, rejected = sums
    by_reason: dict[str, int] = defaultdict(int)
    for (__, reason), idle_minutes in idle.items():
        by_reason[reason] += idle_minutes
    made = Made(today.minutes_milli, today.good_micro, today.rejected_micro) if today else Made()
    now = machine_now(
        clock,
        made,
        target=machine.day_target_micro,
        hour_most=machine.hour_most_micro,
        idle=sum(minutes for (idle_day, __), minutes in idle.items() if idle_day == day),
    )
    busy = busy_minutes(minutes, good + rejected, machine.hour_most_micro)
    shown = replace(now, standing=now.standing.told("")) if now.in_units else now
    return MachineLine(machine, made.good, shown, Use(available, busy, by_reason))


def _idle(during: dict[str, Any]) -> defaultdict[uuid.UUID, dict[tuple[date, str], int]]:
    found: defaultdict[uuid.UUID, dict[tuple[date, str], int]] = defaultdict(dict)
    rows = Idle.objects.filter(**during).values_list("machine", "day", "reason").annotate(Sum("minutes"))
    for machine, day, reason, minutes in rows:
        found[machine][day, reason] = minutes
    return found


def history(shop: Workshop, machine: Machine, now: datetime) -> list[MachineDayLine]:
    """The last fourteen days, the oldest first. Two queries."""
    clock, last = clock_of(shop, now), now.date()
    first = last - timedelta(DAYS - 1)
    during = {"enterprise": shop.pk, "machine": machine, "day__gte": first, "day__lte": last}
    rows = {row.day: row for row in MachineDay.objects.filter(**during)}
    idle = _idle({**during})[machine.pk]
    return [
        _day_line(shop, machine, first + timedelta(number), rows, idle, clock if number == DAYS - 1 else None)
        for number in range(DAYS)
    ]


def _day_line(
    shop: Workshop,
    machine: Machine,
    day: date,
    rows: dict[date, MachineDay],
    idle: dict[tuple[date, str], int],
    clock: Clock | None,
) -> MachineDayLine:
    row = rows.get(day) or MachineDay(day=day)
    whole = clock or Clock(0, shop.minutes_a_day)
    last = day if clock else day + timedelta(1)
    available = available_minutes(day, last, whole, shop.working_days)
    busy = busy_minutes(row.minutes_milli, row.good_micro + row.rejected_micro, machine.hour_most_micro)
    by_reason = {reason: minutes for (idle_day, reason), minutes in idle.items() if idle_day == day}
    return MachineDayLine(day, row.good_micro, row.rejected_micro, Use(available, busy, by_reason))


def idle_of(machine: Machine, now: datetime) -> list[Idle]:
    """What was noted of the last fourteen days, the latest first."""
    noted = Idle.objects.filter(enterprise=machine.enterprise_id, machine=machine, day__gt=now.date() - timedelta(DAYS))
    return list(noted.select_related("by").order_by("-day", "-at")[:20])


def kinds_of(enterprise: Enterprise) -> list[str]:
    """Names of the kinds of machines, to choose from."""
    kinds = MachineKind.objects.filter(enterprise=enterprise).order_by("name")
    return list(kinds.values_list("name", flat=True)[:MOST_KINDS])
