"""Noting output on the page: a line or a few taps, what is unlikely asked once, nothing lost, each for themselves."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting
from tests.support.people import signed_in
from tests.support.world import a_photo

from guyub.kernel.measures import MICRO, parse_quantity
from guyub.workshop.forms.counting import initial_of
from guyub.workshop.models import Tally, Worker
from guyub.workshop.rules.tally_line import TallyRead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def page(knitting: Knitting) -> str:
    return reverse("tally", args=[knitting.enterprise.pk])


def sheet(knitting: Knitting, *rows: dict[str, str], **more: Any) -> dict[str, Any]:
    data = {"client_id": more.pop("client_id", uuid.uuid4().hex), "day": more.pop("day", TODAY.isoformat()), **more}
    for number, row in enumerate(rows):
        full = {"worker": "", "step": "", "good": "", "rejected": "", **row}
        data |= {f"r{number}-{name}": value for name, value in full.items()}
    return data


def step(knitting: Knitting, name: str) -> str:
    return str(knitting.step(name).pk)


def stocked(knitting: Knitting) -> Client:
    knitting.buy(knitting.yarn, 50, 4_000_000)
    knitting.buy(knitting.button, 500, 100_000)
    knitting.worker("Dewi")
    knitting.worker("Siti Aminah")
    return signed_in(knitting.owner)


def test_a_line_fills_the_sheet_and_saves_nothing_yet(knitting: Knitting) -> None:
    client = stocked(knitting)
    shown = client.get(page(knitting), {"teks": "kemarin Dewi rajut 20 reject 1, siti 15"})
    text = shown.content.decode()
    assert text.count('value="Dewi"') >= 1
    assert 'value="Siti Aminah"' in text
    assert re.search(r'name="r0-good"[^>]*value="20"|value="20"[^>]*name="r0-good"', text)
    assert re.search(r'value="15"[^>]*name="r1-good"|name="r1-good"[^>]*value="15"', text)
    assert (TODAY - timedelta(1)).isoformat() in text
    assert not Tally.objects.exists()


def test_what_is_saved_is_there_once_however_often_it_is_sent(knitting: Knitting) -> None:
    client = stocked(knitting)
    data = sheet(
        knitting,
        {"worker": "Dewi", "step": step(knitting, "rajut"), "good": "1 lusin", "rejected": "2"},
        {"worker": "siti", "step": step(knitting, "rajut"), "good": "15"},
    )
    for _ in range(3):
        assert client.post(page(knitting), data).status_code == 302
    tallies = Tally.objects.order_by("good_micro")
    assert [(each.worker and each.worker.name, each.good_micro, each.rejected_micro) for each in tallies] == [
        ("Dewi", 12 * MICRO, 2 * MICRO),
        ("Siti Aminah", 15 * MICRO, 0),
    ]
    client.post(reverse("tally_undo", args=[knitting.enterprise.pk, tallies[0].pk]))
    assert Tally.objects.filter(undone_at=None).count() == 1


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"worker": "Bagong", "good": "5"}, "belum ada di daftar pekerja"),
        ({"worker": "Dewi", "good": ""}, "Tulis jumlahnya"),
        ({"worker": "Dewi", "good": "-3"}, "kurang dari nol"),
        ({"worker": "Dewi", "good": "banyak"}, "bukan angka"),
        ({"worker": "Dewi", "good": "3 kg"}, "tidak bisa diubah menjadi buah"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_rest_stays(
    knitting: Knitting, row: dict[str, str], told: str
) -> None:
    client = stocked(knitting)
    data = sheet(
        knitting,
        {"worker": "Siti Aminah", "step": step(knitting, "rajut"), "good": "15"},
        {"step": step(knitting, "rajut"), **row},
    )
    answer = client.post(page(knitting), data)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert 'value="15"' in answer.content.decode()
    assert not Tally.objects.exists()


def test_a_day_to_come_is_refused(knitting: Knitting) -> None:
    client = stocked(knitting)
    row = {"step": step(knitting, "rajut"), "good": "5"}
    answer = client.post(page(knitting), sheet(knitting, row, day=(TODAY + timedelta(1)).isoformat()))
    assert "belum tiba" in answer.content.decode()


@pytest.mark.parametrize(
    ("about", "row"),
    [("machine", {"good": "81", "machine": "Rajut 1"}), ("short", {"good": "300"})],
)
def test_what_is_unlikely_is_asked_and_taken_when_it_is_so(knitting: Knitting, about: str, row: dict[str, str]) -> None:
    """A machine makes at most 80 a day; 50 kg of yarn are enough for 192 scarves."""
    client = stocked(knitting)
    machines = {machine.name: str(machine.pk) for machine in knitting.machines}
    row = {"step": step(knitting, "rajut"), **row, "machine": machines.get(row.get("machine", ""), "")}
    data = sheet(knitting, row)
    asked = client.post(page(knitting), data)
    assert asked.status_code == 400
    assert f'value="{about}"' in asked.content.decode()
    assert not Tally.objects.exists()
    assert client.post(page(knitting), {**data, "sure": about}).status_code == 302
    assert Tally.objects.count() == 1


def test_a_person_in_two_places_is_asked_about(knitting: Knitting) -> None:
    client = stocked(knitting)
    dewi = Worker.objects.get(name="Dewi")
    knitting.tally("rajut", 40, worker=dewi, machine=knitting.machines[0])
    row = {"step": step(knitting, "rajut"), "worker": "Dewi", "good": "30", "machine": str(knitting.machines[1].pk)}
    assert 'value="places"' in client.post(page(knitting), sheet(knitting, row)).content.decode()
    assert client.post(page(knitting), sheet(knitting, row, sure="places")).status_code == 302


def test_the_same_person_in_two_workshops_on_a_day_is_asked_about(knitting: Knitting) -> None:
    from tests.support.knitting import build_knitting  # noqa: PLC0415 - a second one

    client = stocked(knitting)
    other = build_knitting()
    user = people.worker(knitting.enterprise)
    Worker.objects.filter(name="Dewi", enterprise=knitting.enterprise).update(user=user)
    other.buy(other.yarn, 10, 800_000)
    other.tally("rajut", 5, worker=other.worker("Dewi", user=user))
    row = {"step": step(knitting, "rajut"), "worker": "Dewi", "good": "3"}
    text = client.post(page(knitting), sheet(knitting, row)).content.decode()
    assert 'value="places"' in text
    assert str(other.enterprise.pk) not in text


def test_a_photo_of_the_rejects_is_kept_with_them_and_what_is_no_photo_saves_nothing(
    knitting: Knitting, settings: Any, tmp_path: Any
) -> None:
    settings.PICTURES = tmp_path
    client = stocked(knitting)
    rows = (
        {"step": step(knitting, "rajut"), "good": "9"},
        {"step": step(knitting, "rajut"), "good": "4", "rejected": "1"},
    )
    bad = client.post(page(knitting), sheet(knitting, *rows, photo=SimpleUploadedFile("a.jpg", b"no photo")))
    assert bad.status_code == 400
    assert not Tally.objects.exists()
    photo = SimpleUploadedFile("a.png", a_photo())
    assert client.post(page(knitting), sheet(knitting, *rows, photo=photo)).status_code == 302
    assert [each.picture is not None for each in Tally.objects.order_by("-good_micro")] == [False, True]
    assert list(tmp_path.rglob("*.jpg"))


def test_a_worker_counts_for_themselves_and_sees_nobody_elses(knitting: Knitting) -> None:
    stocked(knitting)
    user = people.worker(knitting.enterprise)
    dewi = Worker.objects.get(name="Dewi")
    dewi.user = user
    dewi.save()
    knitting.tally("rajut", 7, worker=Worker.objects.get(name="Siti Aminah"))
    client = signed_in(user)
    shown = client.get(page(knitting)).content.decode()
    assert "Siti" not in shown
    assert "r0-worker" not in shown
    row = {"step": step(knitting, "rajut"), "worker": "Siti Aminah", "good": "9"}
    assert client.post(page(knitting), sheet(knitting, row)).status_code == 302
    assert Tally.objects.get(good_micro=9 * MICRO).worker == dewi
    others = Tally.objects.get(good_micro=7 * MICRO)
    assert client.post(reverse("tally_undo", args=[knitting.enterprise.pk, others.pk])).status_code == 404
    own = Tally.objects.get(good_micro=9 * MICRO)
    assert client.post(reverse("tally_undo", args=[knitting.enterprise.pk, own.pk])).status_code == 302


def test_who_signs_in_without_being_on_the_list_is_told_what_to_do(knitting: Knitting) -> None:
    stocked(knitting)
    client = signed_in(people.worker(knitting.enterprise))
    assert "belum terhubung" in client.get(page(knitting)).content.decode()
    row = {"step": step(knitting, "rajut"), "good": "9"}
    assert client.post(page(knitting), sheet(knitting, row)).status_code == 200
    assert not Tally.objects.exists()


@pytest.mark.parametrize("workers", [3, 60])
def test_the_page_costs_the_same_with_many_people_and_tallies(
    knitting: Knitting, workers: int, django_assert_max_num_queries: Any
) -> None:
    client = stocked(knitting)
    for number in range(workers):
        worker = knitting.worker(f"Orang {number}")
        knitting.tally("rajut", 1, worker=worker, sure=["short"])
    client.get(page(knitting))
    with django_assert_max_num_queries(14):
        client.get(page(knitting))


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_a_line_said_is_read_back_as_it_was(knitting: Knitting, language: str) -> None:
    """`1.125` would be taken for a thousand and more, so it is typed with one zero more."""
    told = TallyRead(good=Fraction(9, 8), unit="kg")
    with override(language):
        shown = initial_of(told, {})["good"]
    assert parse_quantity(shown, "kg") == 1_125_000


@pytest.mark.parametrize("query", ["teks=%00", "teks=" + "9" * 900, "langkah=x&siapa=%F0%9F%A7%B6", "teks=,;,,\n"])
def test_any_address_is_answered(knitting: Knitting, query: str) -> None:
    assert stocked(knitting).get(f"{page(knitting)}?{query}").status_code == 200
