"""Why a job of a plan is finished when it is, in words: what it waited for, back to where the waiting began. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guyub.kernel.words import Words, _
from guyub.workshop.rules.placing import Lane, Schedule
from guyub.workshop.rules.plan_input import MOST_DAYS, Part, PlanJob


@dataclass(frozen=True, slots=True)
class _Placed:
    """One part of a job where it came to be: its lane, its place in it, and the day it was ready to begin."""

    lane: Lane
    at: int
    part: Part
    ready: int

    @property
    def first(self) -> int:
        return self.lane.room.day_of(self.lane.begins[self.at])

    @property
    def last(self) -> int:
        return self.lane.room.day_of(self.lane.ends[self.at] - 1)

    @property
    def first_possible(self) -> int:
        return self.lane.room.day_of(self.lane.room.first_minute(self.ready))

    @property
    def blocker(self) -> PlanJob | None:
        """The other job for which its lane was full when it was ready, if that made it begin on a later day."""
        if self.first <= self.first_possible or not self.at:
            return None
        other = self.lane.placed[self.at - 1][0]
        return None if other.key == self.lane.placed[self.at][0].key else other


def why(start: int, schedule: Schedule, job: PlanJob) -> tuple[Words, ...]:
    """The reasons, the first cause first. For a job in time, only how early it is."""
    if job.key in schedule.unplaced:
        return (_no_room(schedule, schedule.unplaced[job.key]),)
    early = job.due - schedule.finish[job.key]
    if early > 0:
        return (_("Selesai %(days)s hari sebelum tenggat", days=early),)
    if not early:
        return (_("Selesai tepat pada tenggat"),)
    if job.due < start:
        return (_("Tenggatnya sudah lewat sebelum rencana ini mulai"), *_causes(start, schedule, job))
    return _causes(start, schedule, job)


def _no_room(schedule: Schedule, part: Part) -> Words:
    step = part.task.step
    if any(lane.room.minutes and lane.room.kind == part.task.kind for lane in schedule.lanes):
        return _("%(step)s tidak muat dalam %(years)s tahun ke depan", step=step, years=MOST_DAYS // 365)
    if part.task.kind is None:
        return _("Belum ada tenaga kerja untuk %(step)s", step=step)
    return _("Belum ada mesin yang bisa dipakai untuk %(step)s", step=step)


def _causes(start: int, schedule: Schedule, job: PlanJob) -> tuple[Words, ...]:
    # The part of each step that ends last is the one the next step waits for.
    steps = [max(parts, key=lambda placed: (placed.last, -placed.part.number)) for parts in _parts(schedule, job)]
    traced = tuple(_trace(start, steps))[::-1]
    need, left = sum(_own_days(placed) for placed in steps), _days_left(steps[0], job)
    if need > left:
        return (_too_long(need, left), *traced)
    return traced or (_too_long(need, left),)


def _parts(schedule: Schedule, job: PlanJob) -> Iterator[list[_Placed]]:
    where = {
        (part.task.key, part.number): (lane, at)
        for lane in schedule.lanes
        for at, (owner, part) in enumerate(lane.placed)
        if owner.key == job.key
    }
    for step in job.steps:
        keys = [(part.task.key, part.number) for part in step]
        yield [_Placed(*where[key], part, schedule.ready[key]) for key, part in zip(keys, step, strict=True)]


def _trace(start: int, steps: list[_Placed]) -> Iterator[Words]:
    """From the last step back to the one whose waiting has a cause outside the job."""
    for number in reversed(range(len(steps))):
        placed = steps[number]
        other = placed.blocker
        if other:
            yield _full(placed, other)
            return
        if number and placed.ready == steps[number - 1].last + 1:
            before = steps[number - 1]
            yield _(
                "%(step)s menunggu %(before)s selesai pada %(day)s",
                step=placed.part.task.step,
                before=before.part.task.step,
                day=date.fromordinal(before.last),
            )
        elif placed.part.earliest > start:
            day = date.fromordinal(placed.part.earliest)
            yield _("%(step)s baru bisa mulai %(day)s", step=placed.part.task.step, day=day)
            return


def _full(placed: _Placed, other: PlanJob) -> Words:
    until = date.fromordinal(placed.lane.room.day_of(placed.lane.ends[placed.at - 1] - 1))
    step, room = placed.part.task.step, placed.lane.room
    if room.kind is None:
        return _("%(step)s: tenaga kerja terpakai sampai %(day)s untuk %(job)s", step=step, day=until, job=other.name)
    return _(
        "%(step)s: %(machine)s terpakai sampai %(day)s untuk %(job)s",
        step=step,
        machine=room.name,
        day=until,
        job=other.name,
    )


def _own_days(placed: _Placed) -> int:
    """The working days its minutes fill when nothing else is in the way."""
    return -(-placed.part.minutes // placed.lane.room.minutes)


def _days_left(first: _Placed, job: PlanJob) -> int:
    """Working days of the first step's machine from when it may begin to the due date, both counted."""
    room = first.lane.room
    return max(0, room.first_minute(job.due + 1) - room.first_minute(first.ready)) // room.minutes


def _too_long(need: int, left: int) -> Words:
    return _("Perlu %(need)s hari kerja, padahal sampai tenggat hanya ada %(left)s", need=need, left=left)
