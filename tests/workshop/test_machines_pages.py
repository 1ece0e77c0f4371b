"""Machines by their pages: added once, changed by the owner, idle noted by whoever works there, nothing doubled."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting
from tests.support.people import signed_in

from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.measures import MICRO
from guyub.sentra.models import Sentra
from guyub.workshop.actions.machines import (
    NewMachine,
    add_machine,
    change_kind,
    change_machine,
    note_idle,
    take_idle_back,
)
from guyub.workshop.models import Idle, Machine, MachineDay, RecipeStep, Workshop
from guyub.workshop.queries.machines import history, lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def typed(**more: str) -> dict[str, str]:
    blank = {"name": "Obras 1", "kind": "Mesin obras", "most": "", "per": "hour", "basis": "tried", "target": ""}
    return {"client_id": uuid.uuid4().hex, **blank, **more}


def idle(machine: Machine, **more: Any) -> dict[str, Any]:
    return {"machine": machine, "day": TODAY, "minutes": 30, "reason": "broken", "client_id": "1", "at": NOW, **more}


def of(knitting: Knitting, name: str, *more: Any) -> str:
    return reverse(name, args=[knitting.enterprise.pk, *more])


def test_a_machine_is_added_once_with_the_most_of_a_day_as_an_hour(knitting: Knitting) -> None:
    client = signed_in(knitting.owner)
    data = typed(most="1.200", per="day", target="900,5", basis="maker")
    for __ in range(2):
        assert client.post(of(knitting, "machines"), data).status_code == 302
    machine = Machine.objects.get(name="Obras 1")
    assert (machine.hour_most_micro, machine.day_target_micro, machine.basis, machine.kind.name) == (
        150 * MICRO,
        900_500_000,
        "maker",
        "Mesin obras",
    )
    other = client.post(of(knitting, "machines"), typed(most="3"))
    assert other.status_code == 400
    assert "sudah ada" in other.content.decode()
    assert "Obras 1" in client.get(of(knitting, "machines")).content.decode()


@pytest.mark.parametrize("wrong", [{"most": "0"}, {"most": "-3"}, {"target": "banyak"}, {"name": " "}, {"basis": "x"}])
def test_what_cannot_be_is_said_at_its_field(knitting: Knitting, wrong: dict[str, str]) -> None:
    before = Machine.objects.count()
    answer = signed_in(knitting.owner).post(of(knitting, "machines"), typed(**wrong))
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Machine.objects.count() == before


def test_what_is_not_touched_stays_as_exact_as_it_was(knitting: Knitting) -> None:
    Workshop.objects.update(minutes_a_day=420)
    machine = add_machine(knitting.owner, knitting.enterprise, NewMachine("Mesin obras", "Obras 1", 14_285_714))
    page = of(knitting, "machine", machine.pk)
    assert 'value="14,29"' in signed_in(knitting.owner).get(page).content.decode()
    data = typed(act="save", most="14,29", target="70", active="on")
    assert signed_in(knitting.owner).post(page, data).status_code == 302
    machine.refresh_from_db()
    assert (machine.hour_most_micro, machine.day_target_micro, machine.active) == (14_285_714, 70 * MICRO, True)
    signed_in(knitting.owner).post(page, typed(act="save", name="Obras satu"))
    machine.refresh_from_db()
    assert (machine.name, machine.hour_most_micro, machine.active) == ("Obras satu", None, False)


def test_no_two_machines_have_one_name(knitting: Knitting) -> None:
    with pytest.raises(Problem) as caught:
        change_machine(knitting.owner, knitting.machines[0], NewMachine("Mesin rajut", " Rajut  2 "))
    assert caught.value.field == "name"


def test_a_dearer_hour_writes_the_recipes_anew_from_today_on(knitting: Knitting) -> None:
    kind = knitting.knitting
    costs = {"changeover_minutes": 15, "since": TODAY, "at": NOW}
    assert change_kind(knitting.owner, kind, hour_cost=9_000, **costs) == 1
    steps = RecipeStep.objects.filter(step__key="rajut").order_by("recipe__since")
    assert list(steps.values_list("machine_hour", flat=True)) == [6_000, 9_000]
    assert change_kind(knitting.owner, kind, hour_cost=9_000, **costs) == 0
    assert steps.count() == 2
    for wrong, field in (
        ({"hour_cost": -1}, "hour_cost"),
        ({"hour_cost": 1, "changeover_minutes": 1441}, "changeover"),
    ):
        with pytest.raises(Problem) as caught:
            change_kind(knitting.owner, kind, **{**costs, **wrong})
        assert caught.value.field == field


def test_idle_is_noted_once_and_taken_back(knitting: Knitting) -> None:
    machine = knitting.machines[0]
    first = note_idle(knitting.owner, **idle(machine))
    assert note_idle(knitting.owner, **idle(machine)) == first
    with pytest.raises(Conflict):
        note_idle(knitting.owner, **idle(machine, minutes=31))
    for wrong, field in (
        ({"minutes": 0}, "minutes"),
        ({"minutes": 1411}, "minutes"),
        ({"reason": "tired"}, "reason"),
        ({"day": TODAY + timedelta(1)}, "day"),
        ({"day": TODAY - timedelta(500)}, "day"),
    ):
        with pytest.raises(Problem) as caught:
            note_idle(knitting.owner, **idle(machine, client_id="2", **wrong))
        assert caught.value.field == field
    take_idle_back(knitting.owner, first)
    take_idle_back(knitting.owner, first)
    assert not Idle.objects.exists()


def test_a_worker_notes_idle_and_takes_back_only_their_own(knitting: Knitting) -> None:
    machine, worker = knitting.machines[0], people.worker(knitting.enterprise)
    owners = note_idle(knitting.owner, **idle(machine, client_id="owner"))
    client, page = signed_in(worker), of(knitting, "machine", machine.pk)
    data = {"act": "idle", "minutes": "20", "reason": "no-power", "day": TODAY.isoformat(), "client_id": "w"}
    assert client.post(page, data).status_code == 302
    own = Idle.objects.get(by=worker)
    assert client.post(page, {"act": "back", "idle": str(own.pk)}).status_code == 302
    assert client.post(page, {"act": "back", "idle": str(owners.pk)}).status_code == 403
    assert client.post(page, {"act": "back", "idle": "nonsense"}).status_code == 404
    assert list(Idle.objects.all()) == [owners]
    assert client.post(page, typed(act="save")).status_code == 404
    assert client.post(of(knitting, "machines"), typed()).status_code == 403
    assert 'value="save"' not in client.get(page).content.decode()
    for stranger in (people.stranger(), people.officer(Sentra.objects.get())):
        with pytest.raises(NotAllowed):
            note_idle(stranger, **idle(machine, client_id="stranger"))


def test_the_history_and_use_of_a_machine_are_those_of_its_days(knitting: Knitting) -> None:
    machine, other = knitting.machines
    knitting.buy(knitting.yarn, 100, 8_000_000, TODAY - timedelta(30))
    for ago, good in ((40, 50), (13, 10), (3, 20), (0, 6)):
        knitting.tally("rajut", good, 1, day=TODAY - timedelta(ago), machine=machine, sure=["machine"])
    note_idle(knitting.owner, **idle(machine, day=TODAY - timedelta(3), minutes=90))
    note_idle(knitting.owner, **idle(machine, day=TODAY - timedelta(30), client_id="old"))
    shop, now = Workshop.objects.get(), timezone.localtime(NOW)
    days = history(shop, machine, now)
    assert [day.good // MICRO for day in days] == [10, *[0] * 9, 20, 0, 0, 6]
    assert [sum(day.use.idle.values()) for day in days] == [*[0] * 10, 90, 0, 0, 0]
    assert [day.use.available for day in days[-2:]] == [0, 60], "Sunday, and Monday at nine"
    line, unused = lines_of(shop, [machine, other], now)
    assert (line.use.made, line.use.idle, line.use.available) == (390, {"broken": 90}, 23 * 480 + 60)
    assert (unused.use.made, unused.use.unknown) == (0, line.use.available)
    assert line.made == 6 * MICRO
    text = signed_in(knitting.owner).get(of(knitting, "machine", machine.pk)).content.decode()
    assert "rusak 90" in text


def test_a_workshop_that_began_last_week_is_not_blamed_for_the_weeks_before(knitting: Knitting) -> None:
    knitting.tally("rajut", 24, day=TODAY - timedelta(7), machine=knitting.machines[0], sure=["short"])
    line, *__ = lines_of(Workshop.objects.get(), knitting.machines, timezone.localtime(NOW))
    assert line.use.available == 6 * 480 + 60


def test_the_list_asks_as_often_for_many_machines(knitting: Knitting) -> None:
    client, asked = signed_in(knitting.owner), []
    for number in (2, 80):
        made = Machine.objects.bulk_create(
            Machine(enterprise=knitting.enterprise, kind=knitting.knitting, name=f"M {number} {n}")
            for n in range(number)
        )
        MachineDay.objects.bulk_create(
            MachineDay(enterprise=knitting.enterprise, day=TODAY - timedelta(n), machine=each, good_micro=MICRO)
            for each in made
            for n in range(20)
        )
        client.get(of(knitting, "machines"))
        with CaptureQueriesContext(connection) as queries:
            text = client.get(of(knitting, "machines")).content.decode()
        asked.append(len(queries))
        assert text.count('class="chart"') <= 25
    assert asked[0] == asked[1]


def test_the_board_page_leads_on_and_shows_each_their_own(knitting: Knitting) -> None:
    user = people.worker(knitting.enterprise)
    dewi = knitting.worker("Dewi", user=user)
    knitting.worker("Siti")
    knitting.tally("rajut", 6, worker=dewi, sure=["short"])
    knitting.tally("rajut", 5, worker=knitting.workers[1], sure=["short"])
    owner = signed_in(knitting.owner).get(of(knitting, "workshop_home")).content.decode()
    assert "11 buah" in owner
    assert "seharusnya 12 sekarang" in owner
    assert "Stok kurang dari nol" in owner
    assert of(knitting, "tally") in owner
    own = signed_in(user).get(of(knitting, "workshop_home")).content.decode()
    assert "6 buah" in own
    assert "Siti" not in own
    assert "Stok" not in own
    other = signed_in(people.worker(knitting.enterprise)).get(of(knitting, "workshop_home")).content.decode()
    assert "Nama Anda belum terhubung" in other
    for page in ("0", "2", "99", "x", "-1", "9999999"):
        assert signed_in(knitting.owner).get(of(knitting, "workshop_home"), {"halaman": page}).status_code == 200
