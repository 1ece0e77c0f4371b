"""Jobs one after another onto machines and days, each where it is ready soonest; and a better order of the jobs. Pure.

A lane is a machine, or all hands together: its working days laid end to end, minute by minute. A part of a step takes
an unbroken run of a lane's minutes, nights and closed days aside. It goes into the first gap that has room for it and
for the changeovers before and behind it, so what was placed before is never moved. A step is ready to begin on the day
after the last day of the step before. The machine may be changed over before the goods are there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from guyub.workshop.rules.plan_input import MOST_DAYS, Part, PlanInput, PlanJob, check_keys

HANDS = ""  # the key of the lane of all hands
EFFORT = 8_000  # parts placed while looking for a better order
MOST_ROUNDS = 120
NEVER = 10 * MOST_DAYS  # days late that a job counts for which cannot be planned at all

Pairs = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Room:
    """What a lane is before anything is placed on it. `days` are its working days as `date.toordinal` counts."""

    key: str
    name: str
    kind: str | None
    minutes: int
    days: Sequence[int]
    changeover: int = 0
    setup: str | None = None
    pairs: Pairs = field(default_factory=dict)

    def change(self, before: str | None, after: str) -> int:
        """Minutes to change over from one product to another."""
        if before is None or before == after or self.kind is None:
            return 0
        return self.pairs.get((before, after), self.changeover)

    def first_minute(self, day: int) -> int:
        """The minute of the lane with which its first working day from `day` on begins."""
        return bisect_left(self.days, day) * self.minutes

    def day_of(self, minute: int) -> int:
        return self.days[minute // self.minutes]


@dataclass(slots=True)
class Lane:
    """A room filling up: what works from which minute to which, in order of time."""

    room: Room
    begins: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    placed: list[tuple[PlanJob, Part]] = field(default_factory=list)

    def find(self, ready: int, minutes: int, product: str) -> Gap | None:
        """The first gap with room, not before the minute `ready`; None when the days of the lane run out."""
        room = self.room
        at = bisect_left(self.begins, ready + minutes)
        while True:
            end, before = (self.ends[at - 1], self.products[at - 1]) if at else (0, room.setup)
            change = room.change(before, product)
            begin = max(end + change, ready)
            if at == len(self.begins):
                fits = begin + minutes <= len(room.days) * room.minutes
                return Gap(at, begin, begin + minutes, change) if fits else None
            behind = room.change(product, self.products[at])
            if begin + minutes + behind <= self.begins[at]:
                return Gap(at, begin, begin + minutes, change + behind - room.change(before, self.products[at]))
            at += 1

    def put(self, gap: Gap, job: PlanJob, part: Part) -> None:
        self.begins.insert(gap.at, gap.begin)
        self.ends.insert(gap.at, gap.end)
        self.products.insert(gap.at, part.task.product)
        self.placed.insert(gap.at, (job, part))

    def take_out(self, job: PlanJob) -> None:
        kept = [at for at, (owner, _part) in enumerate(self.placed) if owner.key != job.key]
        self.begins = [self.begins[at] for at in kept]
        self.ends = [self.ends[at] for at in kept]
        self.products = [self.products[at] for at in kept]
        self.placed = [self.placed[at] for at in kept]

    def change_before(self, at: int) -> int:
        """Minutes of changing over right before the work at this place."""
        return self.room.change(self.products[at - 1] if at else self.room.setup, self.products[at])


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a part would go in a lane: its place in the order, its minutes, and how many more go on changing over."""

    at: int
    begin: int
    end: int
    more_change: int


@dataclass(slots=True)
class Schedule:
    """All jobs placed in `order`: the lanes, when each ends, what each part waited for, and what found no room."""

    order: list[PlanJob]
    lanes: list[Lane]
    finish: dict[str, int] = field(default_factory=dict)
    ready: dict[tuple[str, int], int] = field(default_factory=dict)
    unplaced: dict[str, Part] = field(default_factory=dict)

    def late_by(self, job: PlanJob) -> int:
        finish = self.finish.get(job.key)
        return NEVER if finish is None else max(0, finish - job.due)

    @property
    def score(self) -> tuple[int, int, int, int]:
        """Less is better: days late, late jobs, minutes of changing over, and how long all take."""
        late = [self.late_by(job) for job in self.order]
        changing = sum(lane.change_before(at) for lane in self.lanes for at in range(len(lane.begins)))
        return sum(late), sum(days > 0 for days in late), changing, sum(self.finish.values())


def rooms_of(given: PlanInput) -> list[Room]:
    """The machines by key, and the hands. Raises ValueError when a key is there twice or minutes are below zero."""
    check_keys([HANDS, *(machine.key for machine in given.machines)])
    if min((given.hands, *(each for machine in given.machines for each in (machine.minutes, machine.changeover)))) < 0:
        raise ValueError("minutes are not below zero")
    dates = [given.start + timedelta(days=at) for at in range(MOST_DAYS)]
    working = [day for day in dates if given.calendar.works_on(day)]
    days = [day.toordinal() for day in working]
    pairs: dict[str, dict[tuple[str, str], int]] = {}
    for (kind, before, after), minutes in given.changeovers.items():
        pairs.setdefault(kind, {})[before, after] = max(0, minutes)
    rooms = [Room(HANDS, "", None, given.hands, days)]
    for machine in sorted(given.machines, key=lambda machine: machine.key):
        own = [day.toordinal() for day in working if day not in machine.closed] if machine.closed else days
        ways = pairs.get(machine.kind, {})
        rooms.append(
            Room(machine.key, machine.name, machine.kind, machine.minutes, own, machine.changeover, machine.setup, ways)
        )
    return rooms


def place(rooms: Sequence[Room], order: Sequence[PlanJob]) -> Schedule:
    """The jobs placed one after another, whole: a job of which a part finds no room is left out."""
    schedule = Schedule(list(order), [Lane(room) for room in rooms])
    by_kind: dict[str | None, list[Lane]] = {}
    for lane in schedule.lanes:
        if lane.room.minutes:
            by_kind.setdefault(lane.room.kind, []).append(lane)
    for job in order:
        _place_job(schedule, by_kind, job)
    return schedule


def _place_job(schedule: Schedule, by_kind: Mapping[str | None, list[Lane]], job: PlanJob) -> None:
    ready = last = 0
    for step in job.steps:
        for part in step:
            begin = max(ready, part.earliest)
            found = _soonest(by_kind.get(part.task.kind, ()), begin, part)
            if not found:
                schedule.unplaced[job.key] = part
                for lane in schedule.lanes:
                    lane.take_out(job)
                return
            lane, gap = found
            lane.put(gap, job, part)
            schedule.ready[part.task.key, part.number] = begin
            last = max(last, lane.room.day_of(gap.end - 1))
        ready = last + 1
    schedule.finish[job.key] = last


def _soonest(lanes: Sequence[Lane], day: int, part: Part) -> tuple[Lane, Gap] | None:
    """The lane where it ends on the earliest day; among those, where the least more is changed over."""
    best: tuple[Lane, Gap] | None = None
    best_mark = (0, 0)
    for lane in lanes:
        room = lane.room
        gap = lane.find(room.first_minute(day), part.minutes, part.task.product)
        if gap:
            mark = (room.day_of(gap.end - 1), gap.more_change)
            if best is None or mark < best_mark:
                best, best_mark = (lane, gap), mark
    return best


def improve(rooms: Sequence[Room], first: Schedule, effort: int = EFFORT) -> Schedule:
    """The same jobs placed in a better order: late ones brought forward, those of one product brought together."""
    best, score = first, first.score
    rounds = min(MOST_ROUNDS, effort // max(1, sum(job.parts for job in first.order)))
    tried = {tuple(job.key for job in first.order)}
    moves = _better_orders(best)
    while rounds > 0 and (order := next(moves, None)):
        keys = tuple(job.key for job in order)
        if keys in tried:
            continue
        tried.add(keys)
        rounds -= 1
        schedule = place(rooms, order)
        if schedule.score < score:
            best, score = schedule, schedule.score
            moves = _better_orders(best)
    return best


def _better_orders(schedule: Schedule) -> Iterator[list[PlanJob]]:
    """Orders that differ in the place of a job or two and might be better, the most promising first."""
    order = schedule.order
    late = [at for at, job in enumerate(order) if 0 < schedule.late_by(job) < NEVER]
    late.sort(key=lambda at: (-schedule.late_by(order[at]), at))
    for at in late:
        for to in _halfway(at):
            yield _moved(order, at, to)
    yield from _together(order)
    for at in late:
        for other in reversed(range(at)):
            yield _moved(order, other, at)
            yield _swapped(order, other, at)
    if late:
        for at in range(len(order)):
            for to in range(at):
                yield _swapped(order, to, at)
                yield _moved(order, at, to)


def _halfway(at: int) -> Iterator[int]:
    """Places in front of this one: the next, and on in steps that double, and the very first."""
    step = 1
    while step < at:
        yield at - step
        step *= 2
    if at:
        yield 0


def _together(order: list[PlanJob]) -> Iterator[list[PlanJob]]:
    """Each job right behind the one before it of the same product."""
    seen: dict[str, int] = {}
    for at, job in enumerate(order):
        product = job.steps[-1][-1].task.product
        if product in seen and at - seen[product] > 1:
            yield _moved(order, at, seen[product] + 1)
        seen[product] = at


def _moved(order: list[PlanJob], at: int, to: int) -> list[PlanJob]:
    rest = [*order[:at], *order[at + 1 :]]
    return [*rest[:to], order[at], *rest[to:]]


def _swapped(order: list[PlanJob], one: int, other: int) -> list[PlanJob]:
    mixed = list(order)
    mixed[one], mixed[other] = mixed[other], mixed[one]
    return mixed
