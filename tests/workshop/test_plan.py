"""The plan of machines and days: an example worked by hand, and what holds for every plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.kernel.words import render
from guyub.workshop.rules.placing import improve, place, rooms_of
from guyub.workshop.rules.plan import Free, JobPlan, Plan, TaskPlan, plan, what_if
from guyub.workshop.rules.plan_input import PlanInput, PlanMachine, PlanTask, WorkCalendar, jobs_of

MONDAY = date(2026, 11, 30)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (MONDAY + timedelta(days=at) for at in range(1, 6))

CUT = PlanMachine("cut", "Mesin Potong", "cutting", 400)
SEW = PlanMachine("sew", "Mesin Jahit", "sewing", 400, changeover=60)
SHIRTS = (
    PlanTask("a1", "a", 1, "Potong", "shirt", "cutting", 400, FRIDAY, job_name="Pesanan A"),
    PlanTask("a2", "a", 2, "Jahit", "shirt", "sewing", 800, FRIDAY, job_name="Pesanan A"),
)
BAGS = (
    PlanTask("b1", "b", 1, "Potong", "bag", "cutting", 200, THURSDAY, job_name="Pesanan B"),
    PlanTask("b2", "b", 2, "Jahit", "bag", "sewing", 400, THURSDAY, job_name="Pesanan B"),
)
MORE_SHIRTS = PlanTask("c2", "c", 2, "Jahit", "shirt", "sewing", 400, FRIDAY, job_name="Pesanan C")
WORKSHOP = PlanInput(MONDAY, (*SHIRTS, *BAGS), (CUT, SEW), 0)


def days_of(told: Plan, key: str) -> list[tuple[date, int, int]]:
    return [(day.day, day.work, day.changeover) for task in told.tasks if task.task.key == key for day in task.days]


def job_of(told: Plan, key: str) -> JobPlan:
    return next(job for job in told.jobs if job.job == key)


def reasons(job: JobPlan) -> list[str]:
    return [render(words, "id") for words in job.why]


def test_two_jobs_by_hand() -> None:
    told = plan(WORKSHOP)
    # Bags are due first. Shirts are cut behind them, wait for the cutting, and the machine is changed over for them.
    assert days_of(told, "b1") == [(MONDAY, 200, 0)]
    assert days_of(told, "a1") == [(MONDAY, 200, 0), (TUESDAY, 200, 0)]
    assert days_of(told, "b2") == [(TUESDAY, 400, 0)]
    assert days_of(told, "a2") == [(WEDNESDAY, 340, 60), (THURSDAY, 400, 0), (FRIDAY, 60, 0)]
    assert [(job.job, job.finish, job.days_late) for job in told.jobs] == [("b", TUESDAY, 0), ("a", FRIDAY, 0)]
    assert [reasons(job) for job in told.jobs] == [["Selesai 2 hari sebelum tenggat"], ["Selesai tepat pada tenggat"]]
    used = {load.machine: (load.used, load.available) for load in told.loads if load.monday == MONDAY}
    assert used == {"cut": (600, 2400), "sew": (1260, 2400), None: (0, 0)}
    assert Free("sewing", MONDAY, 1140) in told.free
    assert Free("sewing", MONDAY + timedelta(weeks=1), 2400) in told.free


def test_what_a_new_order_would_do_by_hand() -> None:
    told = what_if(WORKSHOP, [MORE_SHIRTS])
    # With nothing moved it comes behind the shirts: Friday has 340 minutes left for its 400.
    assert told.ready_behind == SATURDAY
    # Sewn first, on the Monday on which the machine waits for the cutting, it is in time; bags end a day later.
    assert told.ready == MONDAY
    assert [(moved.job, moved.before, moved.after, moved.is_late) for moved in told.moved] == [
        ("b", TUESDAY, WEDNESDAY, False)
    ]
    assert told.made_late == ()
    assert told.plan.late == ()


def test_a_new_order_makes_an_accepted_one_late_and_says_which() -> None:
    busy = replace(WORKSHOP, tasks=(replace(BAGS[1], minutes=800, due=WEDNESDAY),))
    told = what_if(busy, [replace(MORE_SHIRTS, minutes=1200, due=TUESDAY)])
    assert told.ready_behind == SATURDAY
    assert [job.is_late for job in told.behind] == [True]
    # Long shirts in front of bags would cost bags more days than they save: nothing is moved.
    assert told.ready == SATURDAY
    told = what_if(busy, [replace(MORE_SHIRTS, minutes=400, due=MONDAY)])
    assert [(each.job, each.before, each.after) for each in told.made_late] == [("b", TUESDAY, THURSDAY)]
    assert told.ready == MONDAY


def test_an_order_that_fits_moves_nothing() -> None:
    told = what_if(WORKSHOP, [replace(MORE_SHIRTS, due=SATURDAY)])
    assert (told.ready, told.moved, told.in_turn) == (SATURDAY, (), told.behind)


def test_nothing_is_moved_for_an_order_in_time_even_where_that_would_save_changing_over() -> None:
    accepted = tuple(replace(task, due=FRIDAY + timedelta(weeks=2)) for task in (SHIRTS[1], BAGS[1]))
    before = plan(replace(WORKSHOP, tasks=accepted))
    told = what_if(replace(WORKSHOP, tasks=accepted), [replace(MORE_SHIRTS, due=FRIDAY + timedelta(weeks=3))])
    assert (told.moved, told.in_turn) == ((), told.behind)
    assert [job for job in told.plan.jobs if job.job != "c"] == list(before.jobs)


def test_it_says_for_whom_the_machine_is_taken() -> None:
    late = replace(MORE_SHIRTS, due=WEDNESDAY, minutes=800)
    told = plan(replace(WORKSHOP, tasks=(replace(BAGS[1], due=TUESDAY, minutes=700), late)))
    assert job_of(told, "c").days_late == 1
    assert reasons(job_of(told, "c")) == ["Jahit: Mesin Jahit terpakai sampai 1 Desember 2026 untuk Pesanan B"]


def test_it_says_when_the_days_are_too_few_and_which_step_waits_for_which() -> None:
    told = plan(replace(WORKSHOP, tasks=tuple(replace(task, due=TUESDAY) for task in SHIRTS)))
    job = job_of(told, "a")
    assert (job.finish, job.days_late) == (WEDNESDAY, 1)
    assert reasons(job) == [
        "Perlu 3 hari kerja, padahal sampai tenggat hanya ada 2",
        "Jahit menunggu Potong selesai pada 30 November 2026",
    ]


def test_it_says_that_the_goods_come_late_or_the_due_date_is_past() -> None:
    waiting = replace(SHIRTS[0], earliest=SATURDAY)
    assert reasons(plan(replace(WORKSHOP, tasks=(waiting,))).jobs[0]) == [
        "Perlu 1 hari kerja, padahal sampai tenggat hanya ada 0",
        "Potong baru bisa mulai 5 Desember 2026",
    ]
    past = replace(SHIRTS[0], due=date(2026, 11, 28))
    assert reasons(plan(replace(WORKSHOP, tasks=(past,))).jobs[0])[0].startswith("Tenggatnya sudah lewat")


def test_a_job_that_cannot_be_made_says_why_and_takes_no_time_from_others() -> None:
    glue = PlanTask("a0", "a", 3, "Lem", "shirt", "gluing", 10, FRIDAY)
    hands = PlanTask("d1", "d", 1, "Lipat", "shirt", None, 10, FRIDAY)
    told = plan(replace(WORKSHOP, tasks=(*WORKSHOP.tasks, glue, hands)))
    assert {task.task.job for task in told.tasks} == {"b"}
    assert reasons(job_of(told, "a")) == ["Belum ada mesin yang bisa dipakai untuk Lem"]
    assert reasons(job_of(told, "d")) == ["Belum ada tenaga kerja untuk Lipat"]
    assert job_of(told, "a").is_late
    assert job_of(told, "a").days_late is None
    endless = plan(replace(WORKSHOP, tasks=(replace(SHIRTS[0], minutes=10**9),)))
    assert reasons(endless.jobs[0]) == ["Potong tidak muat dalam 3 tahun ke depan"]
    assert "tidak muat" in reasons(plan(replace(WORKSHOP, calendar=WorkCalendar(frozenset()))).jobs[0])[0]


def test_machines_share_a_long_task() -> None:
    machines = tuple(replace(SEW, key=f"sew{at}") for at in range(3))
    long = replace(SHIRTS[1], minutes=2000, most_machines=2)
    told = plan(PlanInput(MONDAY, (long,), machines, 0))
    assert [(task.machine, sum(day.work for day in task.days)) for task in told.tasks] == [
        ("sew0", 1000),
        ("sew1", 1000),
    ]
    assert told.jobs[0].finish == WEDNESDAY
    short = plan(PlanInput(MONDAY, (replace(long, minutes=300),), machines, 0))
    assert len(short.tasks) == 1


def test_closed_days_and_a_machine_under_repair_are_left_out() -> None:
    shut = WorkCalendar(frozenset({1, 2, 3, 4, 5}), frozenset({TUESDAY}))
    repaired = replace(SEW, closed=frozenset({WEDNESDAY}))
    told = plan(PlanInput(MONDAY, (replace(SHIRTS[1], minutes=1600),), (repaired,), 0, shut))
    assert [day for day, _work, _change in days_of(told, "a2")] == [
        MONDAY,
        THURSDAY,
        FRIDAY,
        MONDAY + timedelta(days=7),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(WORKSHOP, tasks=(SHIRTS[0], SHIRTS[0])),
        replace(WORKSHOP, machines=(CUT, CUT)),
        replace(WORKSHOP, tasks=(replace(SHIRTS[0], minutes=-1),)),
        replace(WORKSHOP, machines=(replace(CUT, minutes=-1),)),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: PlanInput) -> None:
    with pytest.raises(ValueError, match=r".+"):
        plan(wrong)
    with pytest.raises(ValueError, match=r".+"):
        what_if(WORKSHOP, [SHIRTS[0]])


KINDS = ("cutting", "sewing")
MADE = st.sampled_from(("shirt", "bag", "hat"))
NEXT_DAYS = st.integers(0, 20).map(lambda at: MONDAY + timedelta(days=at))


@st.composite
def machines(draw: st.DrawFn, key: str) -> PlanMachine:
    return PlanMachine(
        key,
        key,
        draw(st.sampled_from(KINDS)),
        draw(st.integers(0, 480)),
        draw(st.integers(0, 90)),
        draw(st.none() | MADE),
        draw(st.frozensets(NEXT_DAYS, max_size=3)),
    )


@st.composite
def tasks(draw: st.DrawFn, jobs: str, most: int) -> tuple[PlanTask, ...]:
    made = []
    for at in range(draw(st.integers(0, most))):
        job = draw(st.sampled_from(jobs))
        made.append(
            PlanTask(
                f"{job}{at}",
                job,
                draw(st.integers(1, 3)),
                f"step {at}",
                draw(MADE),
                draw(st.sampled_from((*KINDS, *KINDS, None))),
                draw(st.integers(0, 900)),
                draw(NEXT_DAYS),
                draw(st.none() | NEXT_DAYS),
                job.upper(),
                draw(st.integers(1, 3)),
            )
        )
    return tuple(made)


@st.composite
def inputs(draw: st.DrawFn) -> PlanInput:
    lanes = tuple(draw(machines(f"m{at}")) for at in range(draw(st.integers(1, 4))))
    pairs = st.dictionaries(st.tuples(st.sampled_from(KINDS), MADE, MADE), st.integers(0, 200), max_size=3)
    calendar = WorkCalendar(
        draw(st.frozensets(st.integers(1, 7), min_size=1)), draw(st.frozensets(NEXT_DAYS, max_size=3))
    )
    made, hands = draw(tasks("abcd", 10)), draw(st.sampled_from((0, 100, 700)))
    return PlanInput(MONDAY + timedelta(days=2), made, lanes, hands, calendar, draw(pairs))


def keeps_the_rules(given: PlanInput, told: Plan) -> None:
    made = {task.key: task for task in given.tasks}
    by_job: dict[str, list[TaskPlan]] = defaultdict(list)
    for task in told.tasks:
        by_job[task.task.job].append(task)
        assert task.first >= max(given.start, made[task.task.key].earliest or given.start)
        assert (task.first, task.last) == (min(_worked(task)), max(_worked(task)))
    for job in told.jobs:
        parts = by_job.pop(job.job, [])
        assert job.finish == max((part.last for part in parts), default=None)
        assert job.first == min((part.first for part in parts), default=None)
        assert job.why
        _in_order(parts)
        work = Counter({part.task.key: 0 for part in parts})
        for part in parts:
            work[part.task.key] += sum(day.work for day in part.days)
        if parts:
            asked = {task.key: task.minutes for task in given.tasks if task.job == job.job and task.minutes}
            assert work == asked
    assert not by_job
    _machines_are_not_overfull(given, told)
    _changeovers_are_made(given, told)


def _worked(task: TaskPlan) -> list[date]:
    return [day.day for day in task.days if day.work]


def _in_order(parts: list[TaskPlan]) -> None:
    for part in parts:
        assert all(part.first > other.last for other in parts if other.task.number < part.task.number)
        assert sum(other.task.key == part.task.key for other in parts) <= part.task.most_machines


def _machines_are_not_overfull(given: PlanInput, told: Plan) -> None:
    by_key = {machine.key: machine for machine in given.machines}
    used: Counter[tuple[str | None, date]] = Counter()
    for task in told.tasks:
        machine = by_key[task.machine] if task.machine else None
        assert task.task.kind == (machine.kind if machine else None)
        for day in task.days:
            assert day.work >= 0
            assert day.changeover >= 0
            assert day.day >= given.start
            assert given.calendar.works_on(day.day)
            assert not machine or day.day not in machine.closed
            used[task.machine, day.day] += day.work + day.changeover
    for (key, _day), minutes in used.items():
        assert minutes <= (by_key[key].minutes if key else given.hands)
    by_week = Counter()
    for (key, day), minutes in used.items():
        by_week[key, day - timedelta(days=day.weekday())] += minutes
    assert {(load.machine, load.monday): load.used for load in told.loads if load.used} == by_week
    free: Counter[tuple[str | None, date]] = Counter()
    for load in told.loads:
        assert load.used <= load.available
        free[load.kind, load.monday] += load.available - load.used
    assert {(each.kind, each.monday): each.minutes for each in told.free} == free


def _changeovers_are_made(given: PlanInput, told: Plan) -> None:
    for machine in given.machines:
        order = sorted((task for task in told.tasks if task.machine == machine.key), key=lambda task: task.turn)
        assert all(here.last <= there.first for here, there in pairwise(order))
        before = machine.setup
        for task in order:
            after = task.task.product
            usual = 0 if before in (None, after) else machine.changeover
            minutes = given.changeovers.get((machine.kind, before, after), usual) if usual or before != after else 0
            assert sum(day.changeover for day in task.days) == minutes
            before = after


@given(inputs())
@settings(max_examples=200, deadline=None)
def test_no_plan_breaks_a_rule(workshop: PlanInput) -> None:
    told = plan(workshop)
    keeps_the_rules(workshop, told)
    assert {job.job for job in told.jobs} == {task.job for task in workshop.tasks if task.minutes}


@given(inputs(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_plan_does_not_depend_on_the_order_it_is_told_in(workshop: PlanInput, chance: object) -> None:
    made, lanes = list(workshop.tasks), list(workshop.machines)
    chance.shuffle(made)
    chance.shuffle(lanes)
    pairs = dict(reversed(workshop.changeovers.items()))
    assert plan(replace(workshop, tasks=tuple(made), machines=tuple(lanes), changeovers=pairs)) == plan(workshop)


@given(inputs(), tasks("xy", 4))
@settings(max_examples=100, deadline=None)
def test_a_new_order_put_behind_moves_nothing_and_what_it_moves_in_turn_is_told(
    workshop: PlanInput, new: tuple[PlanTask, ...]
) -> None:
    before, answer = plan(workshop), what_if(workshop, new)
    keeps_the_rules(replace(workshop, tasks=(*workshop.tasks, *new)), answer.plan)
    finishes = {job.job: job.finish for job in answer.plan.jobs}
    later = {
        job.job: (job.finish, finishes[job.job])
        for job in before.jobs
        if job.finish and (finishes[job.job] is None or finishes[job.job] > job.finish)
    }
    assert {moved.job: (moved.before, moved.after) for moved in answer.moved} == later
    if not any(job.is_late for job in answer.behind):
        assert not later
        assert {job.job: job for job in before.jobs}.items() <= {job.job: job for job in answer.plan.jobs}.items()
    assert {job.job for job in answer.in_turn} == {task.job for task in new if task.minutes}


@given(inputs())
@settings(max_examples=100, deadline=None)
def test_looking_for_a_better_order_never_ends_with_a_worse_one(workshop: PlanInput) -> None:
    rooms = rooms_of(workshop)
    first = place(rooms, jobs_of(workshop, workshop.tasks))
    assert improve(rooms, first).score <= first.score


def test_jobs_of_one_product_are_brought_together_when_nobody_is_late_for_it() -> None:
    made = tuple(
        PlanTask(f"t{at}", f"j{at}", 1, "Jahit", ("shirt", "bag")[at % 2], "sewing", 100, FRIDAY + timedelta(days=at))
        for at in range(6)
    )
    told = plan(PlanInput(MONDAY, made, (SEW,), 0))
    assert sum(day.changeover for task in told.tasks for day in task.days) == 60
    assert not told.late


def test_two_hundred_tasks_are_planned_in_no_time() -> None:
    lanes = tuple(PlanMachine(f"m{at}", f"m{at}", f"kind {at % 5}", 420, 30) for at in range(20))
    made = tuple(
        PlanTask(
            f"t{at}", f"j{at // 5}", at % 5, "Langkah", f"p{at % 7}", f"kind {at % 5}", 900 + at * 37 % 2500,
            MONDAY + timedelta(days=20 + at // 5 * 11 % 64),
        )
        for at in range(200)
    )  # fmt: skip
    workshop = PlanInput(MONDAY, made, lanes, 0)
    started = perf_counter()
    told = plan(workshop)
    assert perf_counter() - started < 1.5
    keeps_the_rules(workshop, told)
