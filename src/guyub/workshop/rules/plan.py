"""The plan of a workshop: which machine makes what on which days, what is late and why, and what is still free. Pure.

Jobs are placed in the order of their due dates and then in better orders (`placing`); the answer is a plan that can be
kept, not a proof that there is none better. It depends on what is to be made, not on the order it is told in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guyub.kernel.words import Words
from guyub.workshop.rules.placing import EFFORT, Lane, Room, Schedule, improve, place, rooms_of
from guyub.workshop.rules.plan_input import MOST_DAYS, PlanInput, PlanJob, PlanTask, check_keys, jobs_of
from guyub.workshop.rules.plan_reasons import why

WEEKS = 12
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DayMinutes:
    """Minutes of a machine, or of the hands, on one day: working, and changing over for it."""

    day: date
    work: int
    changeover: int = 0


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """Where and when a task is made. A task shared by several machines has one for each `part`.

    `machine` is None for hands; `turn` (0, 1, …) is its place in the order of all that the machine, or the hands, make.
    """

    task: PlanTask
    part: int
    machine: str | None
    turn: int
    first: date
    last: date
    days: tuple[DayMinutes, ...]


@dataclass(frozen=True, slots=True)
class JobPlan:
    """When a job is finished (None: it cannot be planned), whether that is in time, and why it is then."""

    job: str
    name: str
    due: date
    first: date | None
    finish: date | None
    why: tuple[Words, ...]

    @property
    def is_late(self) -> bool:
        return self.finish is None or self.finish > self.due

    @property
    def days_late(self) -> int | None:
        """Days of the calendar, 0 in time; None when it cannot be planned at all."""
        return None if self.finish is None else max(0, (self.finish - self.due).days)


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes used of those there are, for a machine (None: all hands) in a week; days before the plan do not count."""

    machine: str | None
    name: str
    kind: str | None
    monday: date
    used: int
    available: int


@dataclass(frozen=True, slots=True)
class Free:
    """Minutes that machines of a kind (None: hands) still have in a week."""

    kind: str | None
    monday: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Jobs by due date; tasks by first day; loads of every week up to the last with work, and of twelve at least."""

    jobs: tuple[JobPlan, ...]
    tasks: tuple[TaskPlan, ...]
    loads: tuple[Load, ...]
    free: tuple[Free, ...]

    @property
    def late(self) -> tuple[JobPlan, ...]:
        return tuple(job for job in self.jobs if job.is_late)


@dataclass(frozen=True, slots=True)
class Moved:
    """A job that ends later, or no more at all, because of a new order."""

    job: str
    name: str
    due: date
    before: date
    after: date | None

    @property
    def is_late(self) -> bool:
        return self.after is None or self.after > self.due

    @property
    def was_late(self) -> bool:
        return self.before > self.due


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a new order would do. `behind`: its jobs when nothing accepted is moved for it. `in_turn`: when it takes its
    turn by due date; then the accepted jobs in `moved` end later. Both are the same when the first is already in time.
    """

    behind: tuple[JobPlan, ...]
    in_turn: tuple[JobPlan, ...]
    moved: tuple[Moved, ...]
    plan: Plan

    @property
    def ready(self) -> date | None:
        """The day on which all of the new order is finished, in its turn."""
        return _last_finish(self.in_turn)

    @property
    def ready_behind(self) -> date | None:
        """The day on which all of it is finished when nothing is moved for it."""
        return _last_finish(self.behind)

    @property
    def made_late(self) -> tuple[Moved, ...]:
        """Accepted jobs that were in time and no longer are."""
        return tuple(moved for moved in self.moved if moved.is_late and not moved.was_late)


def plan(given: PlanInput, weeks: int = WEEKS, effort: int = EFFORT) -> Plan:
    """Plan all tasks. A job that cannot be planned (no such machine, no hands) is in it too, late and with the reason.

    Raises ValueError when keys are there twice or minutes are below zero.
    """
    rooms = rooms_of(given)
    schedule = improve(rooms, place(rooms, jobs_of(given, given.tasks)), effort)
    return _told(given, schedule, weeks)


def what_if(given: PlanInput, new_tasks: Iterable[PlanTask], weeks: int = WEEKS, effort: int = EFFORT) -> WhatIf:
    """What becomes of the accepted jobs, and of the new ones, if the new tasks are accepted too: see `WhatIf`.

    Raises ValueError as `plan` does, and when a new task belongs to a job that is already there.
    """
    return plan_and_ask(given, new_tasks, weeks, effort)[1]


def plan_and_ask(
    given: PlanInput, new_tasks: Iterable[PlanTask], weeks: int = WEEKS, effort: int = EFFORT
) -> tuple[Plan, WhatIf]:
    """Both `plan` and `what_if`, of which the second begins with the first. Raises ValueError as they do."""
    new = tuple(new_tasks)
    check_keys(task.key for task in (*given.tasks, *new))
    if {task.job for task in new} & {task.job for task in given.tasks}:
        raise ValueError("a new task belongs to an accepted job")
    rooms = rooms_of(given)
    base = improve(rooms, place(rooms, jobs_of(given, given.tasks)), effort)
    return _told(given, base, weeks), _asked(given, rooms, base, jobs_of(given, new), weeks, effort)


def _asked(
    given: PlanInput, rooms: Sequence[Room], base: Schedule, added: Sequence[PlanJob], weeks: int, effort: int
) -> WhatIf:
    keys = {job.key for job in added}
    behind = place(rooms, [*base.order, *added])
    behind_told = _told(given, behind, weeks)
    news_behind = _only(behind_told, keys)
    if not any(job.is_late for job in news_behind):
        return WhatIf(news_behind, news_behind, (), behind_told)
    turn = improve(rooms, place(rooms, _by_turn(base.order, added)), effort)
    told = _told(given, turn if turn.score < behind.score else behind, weeks)
    return WhatIf(news_behind, _only(told, keys), _moved(base, told), told)


def _by_turn(order: Sequence[PlanJob], added: Sequence[PlanJob]) -> list[PlanJob]:
    """Each new job in front of the first that is due later."""
    mixed = list(order)
    for job in added:
        at = next((at for at, other in enumerate(mixed) if other.due > job.due), len(mixed))
        mixed.insert(at, job)
    return mixed


def _only(told: Plan, keys: set[str]) -> tuple[JobPlan, ...]:
    return tuple(job for job in told.jobs if job.job in keys)


def _last_finish(jobs: Iterable[JobPlan]) -> date | None:
    finishes = [job.finish for job in jobs]
    known = [finish for finish in finishes if finish]
    return max(known) if known and len(known) == len(finishes) else None


def _moved(base: Schedule, told: Plan) -> tuple[Moved, ...]:
    moved = []
    for job in told.jobs:
        before = base.finish.get(job.job)
        if before is not None and (job.finish is None or job.finish.toordinal() > before):
            moved.append(Moved(job.job, job.name, job.due, date.fromordinal(before), job.finish))
    return tuple(sorted(moved, key=lambda each: (not each.is_late, each.was_late, each.due, each.job)))


def _told(given: PlanInput, schedule: Schedule, weeks: int) -> Plan:
    tasks = [_task(lane, at) for lane in schedule.lanes for at in range(len(lane.begins))]
    first_days: dict[str, date] = {}
    for task in tasks:
        first_days[task.task.job] = min(task.first, first_days.get(task.task.job, task.first))
    jobs = [
        JobPlan(
            job.key,
            job.name,
            date.fromordinal(job.due),
            first_days.get(job.key),
            date.fromordinal(schedule.finish[job.key]) if job.key in schedule.finish else None,
            why(given.start.toordinal(), schedule, job),
        )
        for job in schedule.order
    ]
    loads = _loads(given, schedule, tasks, weeks)
    return Plan(
        tuple(sorted(jobs, key=lambda job: (job.due, job.job))),
        tuple(sorted(tasks, key=lambda task: (task.first, task.machine or "", task.turn))),
        loads,
        _free(loads),
    )


def _task(lane: Lane, at: int) -> TaskPlan:
    begin, end, change = lane.begins[at], lane.ends[at], lane.change_before(at)
    part = lane.placed[at][1]
    work, changing = _by_day(lane.room, begin, end), _by_day(lane.room, begin - change, begin)
    days = sorted(work.keys() | changing.keys())
    return TaskPlan(
        part.task,
        part.number,
        None if lane.room.kind is None else lane.room.key,
        at,
        date.fromordinal(lane.room.day_of(begin)),
        date.fromordinal(lane.room.day_of(end - 1)),
        tuple(DayMinutes(date.fromordinal(day), work.get(day, 0), changing.get(day, 0)) for day in days),
    )


def _by_day(room: Room, begin: int, end: int) -> dict[int, int]:
    """The minutes of a run by day."""
    days: dict[int, int] = {}
    while begin < end:
        until = min(end, (begin // room.minutes + 1) * room.minutes)
        days[room.day_of(begin)] = until - begin
        begin = until
    return days


def _loads(given: PlanInput, schedule: Schedule, tasks: Sequence[TaskPlan], weeks: int) -> tuple[Load, ...]:
    used: Counter[tuple[str | None, date]] = Counter()
    for task in tasks:
        for day in task.days:
            used[task.machine, _monday(day.day)] += day.work + day.changeover
    first = _monday(given.start)
    last = max((monday for _machine, monday in used), default=first)
    count = min(max(weeks, (last - first) // WEEK + 1), MOST_DAYS // 7)
    mondays = [first + WEEK * at for at in range(count)]
    loads = []
    for room in (lane.room for lane in schedule.lanes):
        key = None if room.kind is None else room.key
        for monday in mondays:
            since, until = monday.toordinal(), (monday + WEEK).toordinal()
            available = room.first_minute(until) - room.first_minute(since)
            loads.append(Load(key, room.name, room.kind, monday, used[key, monday], available))
    return tuple(loads)


def _free(loads: Iterable[Load]) -> tuple[Free, ...]:
    free: Counter[tuple[str | None, date]] = Counter()
    for load in loads:
        free[load.kind, load.monday] += load.available - load.used
    kinds = sorted(free.items(), key=lambda each: (each[0][0] or "", each[0][1]))
    return tuple(Free(kind, monday, minutes) for (kind, monday), minutes in kinds)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
