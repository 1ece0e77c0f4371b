"""The board of today: by hand, by what must hold for any numbers, and in the database against plain counting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.support.knitting import NOW, TODAY, Knitting

from guyub.kernel.measures import MICRO
from guyub.workshop.actions.counting import take_back
from guyub.workshop.actions.machines import note_idle
from guyub.workshop.models import Idle, Machine, MachineDay, StepDay, Tally, Task, Worker, WorkerDay, Workshop
from guyub.workshop.queries.board import SHOWN, Board, board_of, own_board
from guyub.workshop.rules.board import (
    Asked,
    Clock,
    Made,
    Standing,
    Use,
    available_minutes,
    busy_minutes,
    clock_at,
    good_minutes,
    is_unusual,
    machine_now,
    of_target,
    person_now,
    units_in,
    usual_rejects,
)

MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo("Asia/Jakarta"))


NOON = at(12)
clocks = st.integers(1, 1440).flatmap(lambda of: st.integers(0, of).map(lambda passed: Clock(passed, of)))
units = st.integers(0, 10**13)


@pytest.mark.parametrize(
    ("now", "passed"),
    [
        (at(7, 59), 0),
        (at(8), 0),
        (at(8, 1), 1),
        (at(12), 240),
        (at(16), 480),
        (at(23, 59), 480),
    ],
)
def test_the_clock_runs_from_the_opening_for_the_minutes_of_the_day(now: datetime, passed: int) -> None:
    assert clock_at(now, time(8), 480, "123456") == Clock(passed, 480)


def test_on_a_day_off_nothing_passes() -> None:
    sunday = at(12, day=MONDAY - timedelta(1))
    assert clock_at(sunday, time(8), 480, "123456") == Clock(0, 480, works=False)


@given(st.datetimes(), st.times(), st.integers(1, 1440), st.text("1234567", max_size=7))
def test_the_clock_never_runs_backwards_nor_beyond_the_day(
    moment: datetime, opens: time, minutes: int, days: str
) -> None:
    last = moment.replace(hour=23, minute=59)
    now, later = (clock_at(each, opens, minutes, days) for each in (moment, last))
    assert 0 <= now.passed <= later.passed <= minutes
    assert now.share <= 1


@given(units, clocks, st.integers(0, 1500))
def test_a_target_grows_with_the_day_up_to_itself_and_idle_asks_for_less(target: int, clock: Clock, idle: int) -> None:
    now = of_target(target, clock, idle)
    assert 0 <= now <= of_target(target, clock) <= target == of_target(target, Clock(clock.of, clock.of))


def test_a_person_without_a_task_should_have_what_the_time_is_enough_for() -> None:
    made = Made(minutes_milli=200_000, good=18 * MICRO, rejected=2 * MICRO, unit_milli=10_000)
    now = person_now(Clock(240, 480), made)
    assert now.units == Standing(18 * MICRO, 24 * MICRO)
    assert now.minutes.share == Fraction(180, 240)
    assert not now.asked


@given(clocks, st.integers(1, 10**6), units, units)
def test_who_made_all_that_the_time_is_enough_for_is_not_behind(clock: Clock, unit: int, good: int, bad: int) -> None:
    enough = units_in(clock.passed * 1000, unit) or 0
    made = Made((enough + good) * unit // MICRO + 1, enough + good, 0, unit)
    assert person_now(clock, made).units.behind <= MICRO // unit + 1  # less than a thousandth of a minute
    spoilt = Made(made.minutes_milli, good, bad, unit)
    assert person_now(clock, spoilt).minutes.made <= made.minutes_milli


def test_a_task_counts_before_the_time_and_one_that_is_done_asks_for_nothing_more() -> None:
    made = Made(500_000, 50 * MICRO, 0, 10_000, {1: 12 * MICRO, 2: 38 * MICRO})
    clock = Clock(240, 480)
    assert person_now(clock, made, [Asked(1, 40 * MICRO)]).units == Standing(12 * MICRO, 20 * MICRO)
    both = person_now(clock, made, [Asked(1, 40 * MICRO), Asked(2, 60 * MICRO)])
    assert both.units == Standing(50 * MICRO, 50 * MICRO)
    assert both.units.share == 1
    done = person_now(clock, made, [Asked(1, 40 * MICRO, done=True)])
    assert (done.units.should, done.units.share) == (0, None)


def test_without_minutes_in_the_recipe_nobody_can_say_what_should_be() -> None:
    now = person_now(Clock(240, 480), Made(good=7 * MICRO))
    assert now.units == Standing(7 * MICRO, None)


def test_a_machine_goes_by_its_target_then_its_most_then_the_time() -> None:
    made, clock = Made(100_000, 10 * MICRO), Clock(240, 480)
    by_target = machine_now(clock, made, target=80 * MICRO, hour_most=12 * MICRO)
    assert (by_target.standing.should, by_target.most) == (40 * MICRO, 48 * MICRO)
    assert machine_now(clock, made, target=80 * MICRO, hour_most=None, idle=60).standing.should == 30 * MICRO
    assert machine_now(clock, made, target=None, hour_most=12 * MICRO, idle=60).standing.should == 36 * MICRO
    by_time = machine_now(clock, made, target=None, hour_most=None, idle=60)
    assert (by_time.standing, by_time.in_units) == (Standing(100_000, 180_000), False)


@given(clocks, units, st.none() | st.integers(1, 10**12), st.none() | st.integers(1, 10**12), st.integers(0, 2000))
def test_idle_minutes_never_make_a_machine_more_behind(
    clock: Clock, good: int, target: int | None, most: int | None, idle: int
) -> None:
    now, still = (machine_now(clock, Made(0, good), target=target, hour_most=most, idle=n) for n in (0, idle))
    assert still.standing.behind <= now.standing.behind
    assert (still.standing.should or 0) >= 0


def test_the_use_of_a_machine_is_what_it_worked_of_what_there_was() -> None:
    sunday = MONDAY - timedelta(1)
    assert available_minutes(sunday, sunday, Clock(0, 480), "123456") == 0
    assert available_minutes(MONDAY - timedelta(7), MONDAY, Clock(100, 480), "123456") == 6 * 480 + 100
    use = Use(1000, 600, {"broken": 150, "no-power": 50})
    assert (use.share, use.unknown) == (Fraction(3, 5), 200)
    assert Use(0, 10, {}).share == 0
    assert Use(100, 90, {"broken": 60}).unknown == 0
    assert busy_minutes(90_500, 7, 6) == 90
    assert busy_minutes(0, 30 * MICRO, 10 * MICRO) == 180
    assert busy_minutes(0, 30 * MICRO, None) == 0


def test_rejects_are_unusual_only_beyond_chance() -> None:
    usual = usual_rejects(970 * MICRO, 30 * MICRO)
    assert usual == Fraction(3, 100)
    assert not is_unusual(95 * MICRO, 5 * MICRO, usual)
    assert is_unusual(85 * MICRO, 15 * MICRO, usual)
    assert not is_unusual(0, MICRO, usual), "one piece says nothing"
    assert usual_rejects(10 * MICRO, 40 * MICRO) == Fraction(5, 100), "too little to tell"


@given(units, units, st.fractions(0, 1))
def test_more_rejects_of_the_same_output_are_never_more_usual(good: int, bad: int, usual: Fraction) -> None:
    if is_unusual(good, bad, usual):
        assert is_unusual(max(good - MICRO, 0), bad + min(good, MICRO), usual)
    assert not is_unusual(good, 0, usual)


@given(st.integers(0, 10**9), units, units)
def test_good_and_rejected_share_the_minutes(minutes: int, good: int, bad: int) -> None:
    both = good_minutes(minutes, good, bad) + good_minutes(minutes, bad, good)
    assert good + bad == 0 or minutes - 1 <= both <= minutes


# In the database.


def shop_of(knitting: Knitting) -> Workshop:
    return Workshop.objects.select_related("enterprise").get(pk=knitting.enterprise.pk)


def board(knitting: Knitting, now: datetime = NOON, page: int = 0) -> Board:
    return board_of(shop_of(knitting), now, page)


def task(knitting: Knitting, worker: Worker, target: int, *, step: str = "rajut", **more: Any) -> Task:
    count = Task.objects.count()
    return Task.objects.create(
        enterprise=knitting.enterprise,
        day=TODAY,
        worker=worker,
        product=knitting.scarf,
        step=knitting.step(step),
        target_micro=target * MICRO,
        client_id=f"task {count}",
        **more,
    )


def test_what_is_shown_is_whole_pieces_and_tenths_of_what_is_weighed() -> None:
    exact = Standing(18 * MICRO - 100, 24 * MICRO + 999_999)
    assert exact.told("buah") == Standing(18 * MICRO, 24 * MICRO)
    assert Standing(2_550_000, 2_990_000).told("kg") == Standing(2_500_000, 2_900_000)
    assert Standing(MICRO // 2, None).told("buah") == Standing(0, None)


@pytest.mark.django_db
def test_an_empty_workshop_has_an_empty_board(knitting: Knitting) -> None:
    shown = board(knitting)
    assert (shown.totals, shown.people, shown.people_count, shown.negative) == ([], [], 0, [])
    assert [machine.used for machine in shown.machines] == [False, False]


@pytest.mark.django_db
def test_the_board_says_what_was_made_and_what_should_have_been(knitting: Knitting) -> None:
    dewi, siti = knitting.worker("Dewi"), knitting.worker("Siti")
    knitting.tally("rajut", 18, 2, worker=dewi, machine=knitting.machines[0], sure=["short"])
    knitting.tally("rajut", 9, worker=siti, sure=["short"])
    shown = board(knitting)
    [total] = shown.totals
    assert (total.unit, total.made, total.rejected, total.should) == ("buah", 27 * MICRO, 2 * MICRO, 48 * MICRO)
    assert [(row.name, row.now.units.made // MICRO, (row.now.units.should or 0) // MICRO) for row in shown.people] == [
        ("Siti", 9, 24),
        ("Dewi", 18, 24),
    ]
    first, second = shown.machines
    assert (first.name, first.now.standing) == ("Rajut 1", Standing(18 * MICRO, 40 * MICRO))
    assert (second.name, second.used) == ("Rajut 2", False)
    assert [item.name for item in shown.negative] == ["Benang"]


@pytest.mark.django_db
def test_who_has_a_task_and_made_nothing_is_first_and_what_was_taken_back_is_gone(knitting: Knitting) -> None:
    dewi, siti, yanti = (knitting.worker(name) for name in ("Dewi", "Siti", "Yanti"))
    knitting.tally("rajut", 20, worker=dewi, sure=["short"])
    undone = knitting.tally("rajut", 5, worker=yanti, sure=["short"])
    take_back(knitting.owner, undone, at=NOW)
    task(knitting, siti, 30)
    task(knitting, dewi, 10, done=True)
    shown = board(knitting)
    assert [row.name for row in shown.people] == ["Siti", "Dewi"]
    assert shown.people_count == 2
    assert shown.people[0].now.units == Standing(0, 15 * MICRO)
    assert shown.totals[0].should == 15 * MICRO


@pytest.mark.django_db
def test_output_without_a_name_is_counted_and_units_are_not_mixed(knitting: Knitting) -> None:
    knitting.tally("rajut", 10, sure=["short"])
    assert [(total.made, total.should) for total in board(knitting).totals] == [(10 * MICRO, None)]
    knitting.tally("rajut", 12, worker=knitting.worker("Dewi"), sure=["short"])
    assert [(total.made, total.should) for total in board(knitting).totals] == [(22 * MICRO, 34 * MICRO)]
    step = knitting.step("linking")
    step.unit = "kg"
    step.save()
    knitting.tally("linking", 3, sure=["short"])
    assert [(total.unit, total.should) for total in board(knitting).totals] == [("buah", None), ("kg", None)]


@pytest.mark.django_db
def test_rejects_above_those_of_the_weeks_before_are_told(knitting: Knitting) -> None:
    knitting.tally("rajut", 970, 30, day=TODAY - timedelta(9), sure=["short"])
    knitting.tally("rajut", 95, 5, sure=["short"])
    assert [step.unusual for step in board(knitting).steps] == [False]
    knitting.tally("rajut", 0, 10, sure=["short"])
    [step] = board(knitting).steps
    assert (step.unusual, step.usual) == (True, Fraction(3, 100))


@pytest.mark.django_db
def test_a_machine_that_stood_still_should_have_made_less(knitting: Knitting) -> None:
    machine = knitting.machines[0]
    Machine.objects.filter(pk=machine.pk).update(day_target_micro=80 * MICRO)
    assert board(knitting).machines[0].now.standing == Standing(0, 40 * MICRO)
    noted = {"day": TODAY, "minutes": 60, "reason": Idle.Reason.NO_POWER, "client_id": "1", "at": NOW}
    note_idle(knitting.owner, machine, **noted)
    shown = board(knitting)
    assert shown.machines[0].now.standing == Standing(0, 30 * MICRO)
    assert (shown.machines[0].idle, shown.idle) == (60, {"no-power": 60})


@pytest.mark.django_db
def test_a_worker_sees_their_own_day(knitting: Knitting) -> None:
    dewi, siti = knitting.worker("Dewi"), knitting.worker("Siti")
    knitting.tally("rajut", 18, worker=dewi, sure=["short"])
    task(knitting, siti, 30)
    own = own_board(shop_of(knitting), siti, NOON)
    assert (own.person.name, own.person.now.units) == ("Siti", Standing(0, 15 * MICRO))
    assert [each.target_micro for each in own.tasks] == [30 * MICRO]


def _minutes_behind(clock: Clock, day: WorkerDay | None, asked: int | None) -> float:
    """As the database should reckon it, by hand."""
    good = day.good_micro if day else 0
    if asked is not None:
        return clock.passed - good * clock.of / asked if asked else 0.0
    assert day is not None
    whole = day.good_micro + day.rejected_micro
    return clock.passed - day.minutes_milli * good / whole / 1000 if day.minutes_milli else 0.0


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_pages_of_the_board_hold_everybody_once_in_the_order_of_plain_counting(knitting: Knitting, seed: int) -> None:
    chance = Random(seed)
    crowd(knitting, 40)
    for day in WorkerDay.objects.all():
        good, bad = chance.randint(0, 60) * MICRO, chance.randint(0, 5) * MICRO
        day.good_micro, day.rejected_micro, day.minutes_milli = good, bad, chance.choice([0, (good + bad) // 100])
        day.save()
    workers = list(Worker.objects.all())
    for worker in chance.sample(workers, 15):
        task(knitting, worker, chance.randint(1, 90), done=chance.random() < 0.3)
    late = knitting.worker("Zulaikha")
    task(knitting, late, 50)
    shown = [row for page in range(7) for row in board(knitting, page=page).people]
    assert len({row.id for row in shown}) == len(shown) == board(knitting).people_count
    clock = Clock(240, 480)
    days = {day.worker_id: day for day in WorkerDay.objects.all() if day.good_micro or day.rejected_micro}
    asked: dict[Any, int] = {}
    for each in Task.objects.all():
        asked[each.worker_id] = asked.get(each.worker_id, 0) + (0 if each.done else each.target_micro or 0)
    assert {row.id for row in shown} == set(days) | set(asked)
    behind = [_minutes_behind(clock, days.get(row.id), asked.get(row.id)) for row in shown]
    assert behind == pytest.approx(sorted(behind, reverse=True))


def crowd(knitting: Knitting, people: int) -> None:
    """So many people with a day each, and a machine for every five of them."""
    first = Worker.objects.count()
    names = [f"Orang {number:04}" for number in range(first, first + people)]
    enterprise, step = knitting.enterprise, knitting.step("rajut")
    workers = Worker.objects.bulk_create(Worker(enterprise=enterprise, name=n, key=n, since=TODAY) for n in names)
    output = {"good_micro": 10 * MICRO, "minutes_milli": 100_000, "step": step}
    WorkerDay.objects.bulk_create(
        WorkerDay(enterprise=enterprise, day=TODAY, worker=each, **output) for each in workers
    )
    machines = Machine.objects.bulk_create(
        Machine(enterprise=enterprise, kind=knitting.knitting, name=f"M {n}", hour_most_micro=10 * MICRO)
        for n in names[::5]
    )
    MachineDay.objects.bulk_create(
        MachineDay(enterprise=enterprise, day=TODAY, machine=each, **output) for each in machines
    )
    StepDay.objects.update_or_create(
        enterprise=enterprise, day=TODAY, step=step, defaults={"good_micro": 10 * MICRO * Worker.objects.count()}
    )


@pytest.mark.django_db
def test_the_board_asks_as_often_and_shows_as_much_for_many_as_for_few(knitting: Knitting) -> None:
    asked = []
    for people in (3, 300):
        crowd(knitting, people)
        task(knitting, Worker.objects.latest("name"), 40)
        with CaptureQueriesContext(connection) as queries:
            shown = board(knitting)
        asked.append(len(queries))
        assert max(len(shown.people), len(shown.machines)) <= SHOWN
    assert asked[1] <= asked[0] <= 13
    assert shown.people_count == 303
    assert shown.totals[0].made == 3030 * MICRO
    assert not Tally.objects.exists()
