"""What a phone sends from its queue is done once, or not at all and says so."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.books.quiet import quiet_world
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books.actions.posting import open_book
from guyub.books.models import Entry, Note
from guyub.people.models import User
from guyub.phone.models import Arrival
from guyub.phone.person import person_key
from guyub.sentra.models import Enterprise

LINE = "jual 12 syal @45rb"


@pytest.fixture
def world(db: None) -> World:
    return quiet_world()


@pytest.fixture
def owner(world: World) -> User:
    owner = world.people["owner"]
    open_book(Enterprise.objects.get(pk=owner.places("owner")[0]))
    return owner


def headers(user: User, item: uuid.UUID, **more: str) -> dict[str, str]:
    now = str(round(timezone.now().timestamp() * 1000))
    told = {"item": str(item), "person": person_key(user), "written": now, "clock": now, "offset": "0", **more}
    return {f"x-guyub-{name}": value for name, value in told.items()}


def send(user: User, item: uuid.UUID, text: str = LINE, by: Client | None = None, **more: str) -> dict[str, Any]:
    client = by or signed_in(user)
    body = {"text": text, "client_id": item.hex}
    response = client.post(reverse("write"), body, headers=headers(user, item, **more))
    assert response.status_code == 200
    return dict(response.json())


def test_an_item_is_done_once_and_a_resend_gets_the_first_answer(owner: User) -> None:
    item = uuid.uuid4()
    first = send(owner, item)
    assert first["state"] == "done"
    assert "Tercatat" in first["words"][0]
    assert [send(owner, item) for _ in range(3)] == [first] * 3
    assert Entry.objects.count() == Arrival.objects.count() == 1


def test_what_the_page_refuses_leaves_nothing_and_can_be_sent_again_mended(owner: User) -> None:
    item = uuid.uuid4()
    assert send(owner, item, "benang")["state"] == "look"
    assert not Arrival.objects.exists()
    assert send(owner, item, "beli benang 50rb")["state"] == "done"
    assert Note.objects.get().text == "beli benang 50rb"


def test_a_page_that_breaks_is_tried_again_later(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    client = signed_in(owner)
    client.raise_request_exception = False
    item = uuid.uuid4()
    with monkeypatch.context() as during:
        during.setattr("guyub.books.pages.writing._say", broken)  # after the entry was written
        assert send(owner, item, by=client)["state"] == "later"
    assert not Entry.objects.exists()
    assert not Arrival.objects.exists()
    assert send(owner, item)["state"] == "done"


def test_nobody_sends_what_somebody_else_wrote(owner: User, world: World) -> None:
    item, other = uuid.uuid4(), world.people["foreign owner"]
    assert send(owner, item, by=signed_in(other))["state"] == "sign-in"
    assert send(owner, item, by=Client())["state"] == "sign-in"
    assert not Entry.objects.exists()
    assert send(owner, item)["state"] == "done"
    assert send(other, item)["state"] == "look", "the id of somebody else's item tells nothing and does nothing"
    assert Entry.objects.count() == 1


def test_a_token_of_yesterday_asks_for_a_new_one(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    item = uuid.uuid4()
    assert send(owner, item, by=client)["state"] == "again"
    token = client.get(reverse("phone_hello")).json()["csrf"]
    body = {"text": LINE, "client_id": item.hex}
    answer = client.post(reverse("write"), body, headers={**headers(owner, item), "x-csrftoken": token})
    assert answer.json()["state"] == "done"


@pytest.mark.parametrize(
    "broken", [{"item": "x"}, {"written": "now"}, {"clock": ""}, {"offset": "a"}, {"written": "9" * 30}]
)
def test_an_item_that_says_nonsense_is_not_done(owner: User, broken: dict[str, str]) -> None:
    told = {**headers(owner, uuid.uuid4()), **{f"x-guyub-{name}": value for name, value in broken.items()}}
    assert signed_in(owner).post(reverse("write"), {"text": LINE}, headers=told).json()["state"] == "look"
    assert not Entry.objects.exists()


def test_a_line_written_days_ago_counts_its_yesterday_from_then(owner: User) -> None:
    item, now = uuid.uuid4(), timezone.localtime()
    said = (now - timezone.timedelta(days=4)).date()
    body = {"text": "kemarin jual 3 syal @10rb", "client_id": item.hex, "said_on": said.isoformat()}
    signed_in(owner).post(reverse("write"), body, headers=headers(owner, item))
    assert Entry.objects.get().day == said - timezone.timedelta(days=1)


def test_who_waits_reads_the_answer_on_the_next_page_and_not_on_one_that_is_fetched_ahead(owner: User) -> None:
    client = signed_in(owner)
    body = {"form": "", "text": LINE, "seen": LINE, "e0-as": "sale", "client_id": uuid.uuid4().hex}
    answer = client.post(reverse("write"), body, headers={**headers(owner, uuid.uuid4()), "x-guyub-waits": "1"}).json()
    assert answer["state"] == "done"
    ahead = client.get(reverse("write"), headers={"x-guyub-ahead": "1"}).content.decode()
    assert "Tercatat" not in ahead
    assert "Tercatat" in client.get(answer["to"]).content.decode()
    assert "Tercatat" not in client.get(answer["to"]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_same_item_sent_by_several_at_once_is_done_once() -> None:
    owner = quiet_world().people["owner"]
    open_book(Enterprise.objects.get(pk=owner.places("owner")[0]))
    item, answers = uuid.uuid4(), []

    def one() -> None:
        answers.append(send(owner, item))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer["state"] for answer in answers] == ["done"] * 4
    assert Entry.objects.count() == 1


def test_the_phone_learns_todays_pages_and_whose_they_are(owner: User) -> None:
    client = signed_in(owner)
    hello = client.get(reverse("phone_hello"), {"hari-ini": ""}).json()
    assert reverse("write") in hello["pages"]
    for page in hello["pages"]:
        response = client.get(page)
        assert response.status_code == 200, page
        assert response["X-Guyub-Person"] == hello["person"]
    assert Client().get(reverse("phone_hello"), {"hari-ini": ""}).json()["pages"] == []


def test_the_app_lists_its_files_and_words_that_are_there(client: Client, db: None) -> None:
    worker = client.get(reverse("phone_worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    for code in ("id", "en"):
        words = client.get(reverse("phone_words", args=[code, "old"]))
        assert words["Cache-Control"] == "no-cache"
    assert client.get(reverse("phone_words", args=["xx", "old"])).status_code == 404
    icons = client.get(reverse("phone_manifest")).json()["icons"]
    assert {icon["sizes"] for icon in icons} == {"192x192", "512x512"}
