"""Who does what: four divisions also where one person is all of them, groups of many people, reasons for rejects."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting
from tests.support.people import signed_in

from guyub.kernel.errors import NotAllowed, Problem
from guyub.workshop.actions import reasons, team
from guyub.workshop.models import Duty, RejectReason, Worker, WorkGroup
from guyub.workshop.queries import team as queries
from guyub.workshop.queries.counting import desk_of
from guyub.workshop.rules.duties import DIVISIONS, STARTERS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page(knitting: Knitting, name: str = "team", *arguments: object) -> str:
    return reverse(name, args=[knitting.enterprise.pk, *arguments])


def test_the_four_divisions_are_those_that_can_be_kept() -> None:
    assert set(DIVISIONS) == set(STARTERS) == set(Duty.Division.values)


def test_one_tap_gives_everything_to_the_owner_and_a_second_changes_nothing(knitting: Knitting) -> None:
    client = signed_in(knitting.owner)
    for __ in range(2):
        assert client.post(page(knitting), {"do": "all", "all": ""}).status_code == 302
    assert Duty.objects.count() == sum(len(each) for each in STARTERS.values())
    assert not Duty.objects.exclude(worker=None).exists()
    assert all(each.duties for each in queries.divisions_of(knitting.enterprise, queries.OWNER))


def test_what_was_changed_stays_when_one_person_takes_everything(knitting: Knitting) -> None:
    dewi = knitting.worker("Dewi")
    own = team.give_duty(knitting.owner, knitting.enterprise, "production", "Mewarnai benang", None)
    team.one_for_all(knitting.owner, knitting.enterprise, dewi)
    production = queries.divisions_of(knitting.enterprise, dewi)[0]
    assert [each.pk for each in production.duties] == [own.pk]
    assert Duty.objects.filter(worker=dewi).count() == Duty.objects.count() > 4


def test_a_duty_goes_from_hand_to_hand(knitting: Knitting) -> None:
    dewi = knitting.worker("Dewi")
    client = signed_in(knitting.owner)
    client.post(page(knitting), {"do": "duty", "division": "finance", "what": " Menagih  ", "worker": "dewi"})
    duty = Duty.objects.get()
    assert (duty.what, duty.worker) == ("Menagih", dewi)
    shown = client.get(f"{page(knitting)}?siapa={dewi.pk}").content.decode()
    assert "Menagih" in shown
    assert "Menagih" not in client.get(f"{page(knitting)}?siapa=pemilik").content.decode()
    client.post(page(knitting, "duty", duty.pk), {"what": "Menagih semua", "worker": ""})
    duty.refresh_from_db()
    assert (duty.what, duty.worker) == ("Menagih semua", None)
    client.post(page(knitting, "duty", duty.pk), {"do": "drop"})
    assert not Duty.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"division": "finance", "what": " ", "worker": ""}, "id_what"),
        ({"division": "hukum", "what": "Menagih", "worker": ""}, "id_division"),
        ({"division": "finance", "what": "Menagih", "worker": "Bagong"}, "belum ada di daftar pekerja"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(knitting: Knitting, typed: dict[str, str], told: str) -> None:
    answer = signed_in(knitting.owner).post(page(knitting), {"do": "duty", **typed})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Duty.objects.exists()


def test_groups_are_made_named_filled_and_parted(knitting: Knitting) -> None:
    dewi, siti = knitting.worker("Dewi"), knitting.worker("Siti Aminah")
    client = signed_in(knitting.owner)
    client.post(page(knitting), {"do": "group", "name": "Rajut"})
    client.post(page(knitting), {"do": "group", "name": "rajut"})
    group = WorkGroup.objects.get()
    own = page(knitting, "group", group.pk)
    assert client.post(own, {"do": "in", "who": "Dewi, siti"}).status_code == 302
    assert queries.groups_of(knitting.enterprise).get().people == 2
    assert client.post(own, {"do": "in", "who": "Dewi, Bagong"}).status_code == 400
    client.post(own, {"do": "out", "who": str(siti.pk)})
    assert list(queries.members_of(group)) == [dewi]
    assert client.post(own, {"do": "out", "who": str(uuid.uuid4())}).status_code == 404
    client.post(own, {"do": "name", "name": "Rajut halus"})
    team.make_group(knitting.owner, knitting.enterprise, "Linking")
    assert client.post(own, {"do": "name", "name": "linking"}).status_code == 400
    client.post(own, {"do": "part"})
    dewi.refresh_from_db()
    assert dewi.group is None
    assert WorkGroup.objects.count() == 1


def test_workers_see_who_does_what_and_change_nothing(knitting: Knitting) -> None:
    team.one_for_all(knitting.owner, knitting.enterprise)
    worker = people.worker(knitting.enterprise)
    client = signed_in(worker)
    text = client.get(page(knitting)).content.decode()
    assert "Menagih yang belum bayar" in text
    assert "<button" not in text.partition("<main")[2]
    assert client.post(page(knitting), {"do": "group", "name": "X"}).status_code == 403
    for act in (
        lambda: team.make_group(worker, knitting.enterprise, "X"),
        lambda: team.one_for_all(worker, knitting.enterprise),
        lambda: team.give_duty(worker, knitting.enterprise, "finance", "X", None),
        lambda: reasons.add_reason(worker, knitting.enterprise, "X"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_group_of_hundreds_asks_few_questions(knitting: Knitting, django_assert_max_num_queries: Any) -> None:
    group = team.make_group(knitting.owner, knitting.enterprise, "Rajut")
    client = signed_in(knitting.owner)
    for many in (3, 400):
        Worker.objects.bulk_create(
            Worker(enterprise=knitting.enterprise, name=f"W{many}-{n}", key=f"{many} {n}", since=TODAY, group=group)
            for n in range(many)
        )
        with django_assert_max_num_queries(14):
            client.get(page(knitting))
        with django_assert_max_num_queries(12):
            shown = client.get(page(knitting, "group", group.pk))
        assert shown.content.decode().count('value="out"') <= 40


def test_reasons_are_a_short_list_of_the_workshop_s_own(knitting: Knitting) -> None:
    client = signed_in(knitting.owner)
    address = page(knitting, "reject_reasons")
    client.post(address, {"name": "benang  putus"})
    client.post(address, {"name": "Benang putus"})
    reason = RejectReason.objects.get()
    assert reason.name == "benang putus"
    tally = knitting.tally("rajut", 10, 2, reason=reason, sure=["short"])
    assert "1 kali dalam 30 hari" in client.get(address).content.decode()
    client.post(address, {"reason": str(reason.pk), "do": "name", "name": "putus"})
    client.post(address, {"reason": str(reason.pk), "do": "stop"})
    assert not desk_of(knitting.enterprise, TODAY).reasons
    tally.refresh_from_db()
    assert tally.reason is not None
    assert (tally.reason.name, tally.reason.active) == ("putus", False)
    client.post(address, {"name": "putus"})
    assert [each.pk for each in desk_of(knitting.enterprise, TODAY).reasons] == [reason.pk]


def test_reasons_stay_few_and_different(knitting: Knitting) -> None:
    made = [reasons.add_reason(knitting.owner, knitting.enterprise, f"a{n}") for n in range(reasons.MOST_REASONS)]
    with pytest.raises(Problem):
        reasons.add_reason(knitting.owner, knitting.enterprise, "satu lagi")
    reasons.use_reason(knitting.owner, made[0], False)
    reasons.add_reason(knitting.owner, knitting.enterprise, "satu lagi")
    client = signed_in(knitting.owner)
    for typed in (
        {"do": "again", "reason": made[0].pk},
        {"do": "name", "reason": made[1].pk, "name": "A2"},
        {"name": ""},
    ):
        answer = client.post(page(knitting, "reject_reasons"), typed)
        assert answer.status_code == 400
    assert client.post(page(knitting, "reject_reasons"), {"reason": uuid.uuid4(), "do": "stop"}).status_code == 404
