"""The job list of a day: written once, copied in one tap, each their own, done by who did it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.urls import reverse
from tests.support import people
from tests.support.knitting import DAY, NOW, TODAY, Knitting
from tests.support.people import signed_in

from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.measures import MICRO
from guyub.workshop.actions.tasks import NewTask, add_task, copy_tasks, remove_task, set_done
from guyub.workshop.models import Task, Worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(db: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def listed(knitting: Knitting, worker: Worker, **more: Any) -> Task:
    once = more.pop("client_id", uuid.uuid4().hex)
    day = more.pop("day", TODAY)
    new = NewTask(day, worker, **(more or {"words": "Sapu lantai"}))
    return add_task(knitting.owner, knitting.enterprise, new, client_id=once, at=NOW)


def page(knitting: Knitting, name: str = "tasks", *arguments: object) -> str:
    return reverse(name, args=[knitting.enterprise.pk, *arguments])


def test_a_task_is_of_a_step_with_a_target_or_free_words(knitting: Knitting) -> None:
    knitting.worker("Dewi")
    client = signed_in(knitting.owner)
    typed = {
        "client_id": "a",
        "worker": "dewi",
        "step": str(knitting.step("rajut").pk),
        "target": "2 lusin",
        "words": "",
    }
    for __ in range(2):
        answer = client.post(page(knitting), {**typed, "machine": str(knitting.machines[0].pk)})
        assert answer.status_code == 302
    task = Task.objects.get()
    assert (task.product, task.target_micro, task.machine) == (knitting.scarf, 24 * MICRO, knitting.machines[0])
    client.post(page(knitting), {"client_id": "b", "worker": "Dewi", "step": "", "words": "Sapu lantai"})
    knitting.tally("rajut", 9, worker=task.worker, sure=["short"])
    text = client.get(page(knitting)).content.decode()
    for told in ("Sapu lantai", "24 buah", "jadi 9", "0 dari 2 selesai"):
        assert told in text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"worker": "Bagong", "words": "Sapu"}, "belum ada di daftar pekerja"),
        ({"worker": "Dewi"}, "tulis apa yang dikerjakan"),
        ({"worker": "Dewi", "words": "Sapu", "target": "3"}, "pilih langkahnya"),
        ({"worker": "Dewi", "step": "rajut", "target": "banyak"}, "bukan angka"),
    ],
)
def test_what_cannot_be_is_said(knitting: Knitting, typed: dict[str, str], told: str) -> None:
    knitting.worker("Dewi")
    if "step" in typed:
        typed = {**typed, "step": str(knitting.step("rajut").pk)}
    answer = signed_in(knitting.owner).post(page(knitting), {"client_id": "a", **typed})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Task.objects.exists()


def test_the_same_id_with_other_content_is_no_resend(knitting: Knitting) -> None:
    dewi = knitting.worker("Dewi")
    listed(knitting, dewi, client_id="a")
    with pytest.raises(Conflict):
        listed(knitting, dewi, client_id="a", words="Pel lantai")


def test_yesterdays_list_is_copied_in_one_tap_and_once(knitting: Knitting) -> None:
    dewi, siti = knitting.worker("Dewi"), knitting.worker("Siti")
    saturday = TODAY - 2 * DAY  # Sunday has no list
    done = listed(knitting, dewi, day=saturday, step=knitting.step("rajut"), target=20 * MICRO)
    listed(knitting, siti, day=saturday)
    listed(knitting, dewi, day=saturday - DAY, words="Lebih lama")
    set_done(knitting.owner, done, True)
    siti.until = TODAY - DAY
    siti.save()
    client = signed_in(knitting.owner)
    for __ in range(2):
        client.post(f"{page(knitting, 'tasks_copy')}?hari={TODAY.isoformat()}")
    copied = Task.objects.get(day=TODAY)
    assert (copied.worker, copied.step, copied.target_micro, copied.done) == (dewi, done.step, 20 * MICRO, False)
    with pytest.raises(Problem):
        copy_tasks(knitting.owner, knitting.enterprise, saturday - DAY, at=NOW)
    with pytest.raises(Problem):
        copy_tasks(knitting.owner, knitting.enterprise, TODAY + timedelta(400), at=NOW)


def test_each_sees_and_marks_only_their_own(knitting: Knitting) -> None:
    user = people.worker(knitting.enterprise)
    own = listed(knitting, knitting.worker("Dewi", user=user), words="Pekerjaan sendiri")
    other = listed(knitting, knitting.worker("Siti"), words="Pekerjaan orang lain")
    client = signed_in(user)
    text = client.get(page(knitting)).content.decode()
    assert "Pekerjaan sendiri" in text
    assert "orang lain" not in text
    assert "0 dari 1 selesai" in text
    assert client.post(page(knitting, "task", own.pk), {"do": "done"}).status_code == 302
    assert client.post(page(knitting, "task", other.pk), {"do": "done"}).status_code == 404
    assert client.post(page(knitting, "task", own.pk), {"do": "remove"}).status_code == 403
    assert client.post(page(knitting), {"worker": "Dewi", "words": "x"}).status_code == 403
    assert list(Task.objects.filter(done=True)) == [own]
    with pytest.raises(NotAllowed):
        set_done(user, other, True)
    with pytest.raises(NotAllowed):
        remove_task(user, own)


def test_a_list_goes_to_its_person_by_message(knitting: Knitting) -> None:
    dewi = knitting.worker("Dewi", phone="+6281234567890")
    listed(knitting, dewi, step=knitting.step("rajut"), target=20 * MICRO, machine=knitting.machines[0])
    listed(knitting, dewi)
    listed(knitting, knitting.worker("Siti"))
    text = unquote(signed_in(knitting.owner).get(page(knitting)).content.decode())
    assert text.count("https://wa.me/") == 1
    said = text.partition("https://wa.me/6281234567890?text=")[2].partition('"')[0].splitlines()
    assert said[0].startswith(("Tugas Dewi, 23 November 2026", "Work for Dewi, 23 November 2026"))
    assert said[1].startswith("1. Syal · rajut: 20 ")
    assert "Rajut 1" in said[1]
    assert said[2] == "2. Sapu lantai"


def test_a_list_of_hundreds_is_paged_asks_few_questions_and_prints_whole(
    knitting: Knitting, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(knitting.owner)
    for many in (3, 300):
        workers = [
            Worker(enterprise=knitting.enterprise, name=f"W{many}-{n:03}", key=f"{many} {n}", since=TODAY)
            for n in range(many)
        ]
        Worker.objects.bulk_create(workers)
        Task.objects.bulk_create(
            Task(
                enterprise=knitting.enterprise, day=TODAY, worker=each, words=f"Tugas {n}", client_id=f"{many} {n} {k}"
            )
            for n, each in enumerate(workers)
            for k in range(2)
        )
        with django_assert_max_num_queries(25):
            shown = client.get(page(knitting)).content.decode()
        assert shown.count("<section") <= 20
        with django_assert_max_num_queries(25):
            printed = client.get(f"{page(knitting)}?cetak").content.decode()
    assert printed.count("<section") == 303
    assert "<form" not in printed.partition("<main")[2]


def test_a_persons_weeks_stand_beside_what_was_asked_of_them(knitting: Knitting) -> None:
    dewi = knitting.worker("Dewi")
    step = knitting.step("rajut")
    for day in (TODAY - 14 * DAY, TODAY - 10 * DAY):
        listed(knitting, dewi, day=day, step=step, target=20 * MICRO)
        knitting.tally("rajut", 15, worker=dewi, day=day, sure=["short"])
    knitting.tally("rajut", 7, worker=dewi, sure=["short"])
    text = signed_in(knitting.owner).get(page(knitting, "worker", dewi.pk)).content.decode()
    picture = text[text.index("<title>Hasil tiap minggu</title>") :]
    assert "30 dari 40</text>" in picture
    assert "7</text>" in picture
    assert picture.count('class="c-level" x1="100.0%"') == 1
