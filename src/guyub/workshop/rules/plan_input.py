"""What a plan is made from: the steps still to be made, the machines, the hands, and the days on which work is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

MOST_DAYS = 3 * 366  # how far ahead anything is planned


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One step of one job that is still to be made.

    `job` joins the steps of a job; those with a lower `number` come first, those with the same number may be made side
    by side. `kind` is the kind of machine, None for work of hands. `minutes` are all that are left; a task with none is
    done. A job is due on the earliest `due` among its tasks. `most_machines` may work on it at the same time, each on a
    part of it. `earliest` is the first day it may begin, if not the first of the plan.
    """

    key: str
    job: str
    number: int
    step: str
    product: str
    kind: str | None
    minutes: int
    due: date
    earliest: date | None = None
    job_name: str = ""
    most_machines: int = 1


@dataclass(frozen=True, slots=True)
class PlanMachine:
    """One machine: minutes it can run on a working day, and minutes to change it from one product to another.

    `setup` is the product it is set up for today, `closed` are days on which it alone stands still (repairs).
    """

    key: str
    name: str
    kind: str
    minutes: int
    changeover: int = 0
    setup: str | None = None
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """On which days of the week there is work (ISO: 1 is Monday), and on which dates there is none all the same."""

    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5, 6})
    closed: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        return day.isoweekday() in self.weekdays and day not in self.closed


@dataclass(frozen=True, slots=True)
class PlanInput:
    """All that is to be planned from `start` on. `hands` are the minutes of all workers together on a working day.

    `changeovers` are minutes by (kind of machine, from product, to product), where they differ from the machine's own.
    """

    start: date
    tasks: tuple[PlanTask, ...]
    machines: tuple[PlanMachine, ...]
    hands: int
    calendar: WorkCalendar = WorkCalendar()
    changeovers: Mapping[tuple[str, str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """What one machine, or the hands, make of a task. `earliest` is a day as `date.toordinal` counts."""

    task: PlanTask
    number: int
    minutes: int
    earliest: int


@dataclass(frozen=True, slots=True)
class PlanJob:
    """The steps of one job in their order, each in the parts that may be made side by side."""

    key: str
    name: str
    due: int
    steps: tuple[tuple[Part, ...], ...]

    @property
    def parts(self) -> int:
        return sum(map(len, self.steps))


def jobs_of(given: PlanInput, tasks: Iterable[PlanTask]) -> list[PlanJob]:
    """The jobs of these tasks that still have something to be made, the earliest due first.

    Raises ValueError when two tasks have the same key, or minutes or machines are below what they can be.
    """
    check_keys(task.key for task in tasks)
    by_job: dict[str, list[PlanTask]] = {}
    for task in sorted(tasks, key=lambda task: (task.number, task.key)):
        if task.minutes < 0 or task.most_machines < 1:
            raise ValueError(f"a task of {task.minutes} minutes on {task.most_machines} machines")
        by_job.setdefault(task.job, []).append(task)
    jobs = [
        _job(given, key, left) for key, tasks in by_job.items() if (left := [task for task in tasks if task.minutes])
    ]
    return sorted(jobs, key=lambda job: (job.due, job.key))


def check_keys(keys: Iterable[str]) -> None:
    found = list(keys)
    if len(set(found)) < len(found):
        raise ValueError("two of them have the same key")


def _job(given: PlanInput, key: str, tasks: list[PlanTask]) -> PlanJob:
    numbers = sorted({task.number for task in tasks})
    steps = tuple(
        tuple(part for task in tasks if task.number == number for part in _parts(given, task)) for number in numbers
    )
    name = next((task.job_name for task in tasks if task.job_name), key)
    return PlanJob(key, name, min(task.due for task in tasks).toordinal(), steps)


def _parts(given: PlanInput, task: PlanTask) -> list[Part]:
    """A task in as many equal parts as machines may share it, but no more than the days it takes one of them."""
    minutes = [machine.minutes for machine in given.machines if machine.kind == task.kind and machine.minutes > 0]
    days = -(-task.minutes // max(minutes)) if minutes else 1
    count = max(1, min(task.most_machines, len(minutes), days))
    share, more = divmod(task.minutes, count)
    earliest = max(given.start, task.earliest or given.start).toordinal()
    return [Part(task, at + 1, share + (at < more), earliest) for at in range(count)]
