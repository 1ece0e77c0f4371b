"""Search finds what was meant, and only what its searcher may see."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.support.knitting import build_knitting
from tests.support.people import signed_in
from tests.support.world import World, build_world, enterprise_in

from guyub.books.actions.noting import note
from guyub.books.models import Book
from guyub.books.queries import finding
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.telling import NewNote
from guyub.people.actions import give_role
from guyub.people.models import RoleName
from guyub.web.search import found_for, likeness
from guyub.workshop.models import Procedure

LINK, AN_ENTRY = re.compile(r'<a href="(\?[^"]+)"'), re.compile(r'href="(/buku/[^/]+/catatan/[^"]+)"')


@pytest.fixture
def world(db: None) -> World:
    world = build_world()
    knitting = build_knitting(world.enterprise, world.people["owner"])
    knitting.worker("Siti Rahayu")
    told = NewNote(EventKind.SALE, 457_000, timezone.localdate(), "cash", party="Bu Tini", item="syal merah")
    note(world.people["owner"], Book.objects.get(enterprise=world.enterprise), told, client_id=uuid.uuid4())
    return world


def found(world: World, role: str, text: str) -> dict[str, list[str]]:
    person = world.people[role]
    assert person is not None
    return {group.name: [hit.title for hit in group.hits] for group in found_for(person, text)}


@pytest.mark.parametrize("text", ["siti", "SITI RAHAYU", "Siti Rahayv", "rahayu"])
def test_a_name_is_found_with_a_slip_in_it(world: World, text: str) -> None:
    assert "Siti Rahayu" in found(world, "owner", text)["Orang dan usaha"]


def test_each_kind_of_thing_is_found(world: World) -> None:
    assert "Bu Tini" in found(world, "owner", "tini")["Orang dan usaha"]
    assert "Syal" in found(world, "owner", "syal")["Barang dan cara kerja"]
    assert len(found(world, "owner", "syal merah")["Catatan"]) == 1
    assert len(found(world, "owner", "457rb")["Catatan"]) == 1
    assert len(found(world, "owner", "Rp 457.000")["Catatan"]) == 1
    assert len(found(world, "owner", "merah tini")["Catatan"]) == 1, "words of one entry in any order"
    assert found(world, "owner", "values") == {}, "how an entry is kept is nothing that somebody wrote"
    assert "Hotel Kencana" in found(world, "officer", "kencana")["Pesanan"]
    assert "Hotel Kencana" in found(world, "officer", "seragam")["Pesanan"], "by what was ordered"
    assert "Jahit Kenanga" in found(world, "member", "kenanga")["Orang dan usaha"]


@pytest.mark.parametrize("text", ["Siti Rahayu", "tini", "syal", "457rb", "kencana", "Jahit Kenanga"])
def test_nobody_finds_what_is_not_theirs(world: World, text: str) -> None:
    assert found(world, "stranger", text) == {}
    assert found(world, "foreign member", text).get("Orang dan usaha", []) == []
    private = found(world, "officer", text)
    assert "Catatan" not in private or text == "kencana"
    assert "Barang dan cara kerja" not in private
    assert "Siti Rahayu" not in private.get("Orang dan usaha", [])
    foreign = found(world, "foreign owner", text)
    assert "Catatan" not in foreign
    assert "Siti Rahayu" not in foreign.get("Orang dan usaha", [])
    assert found(world, "worker", text) == {}


@pytest.mark.parametrize("text", ["", " ", "%", "'; drop", "\N{RIGHT-TO-LEFT OVERRIDE}x", "9" * 300, "()", "\0"])
def test_any_text_gets_an_answer(world: World, text: str) -> None:
    response = signed_in(world.people["owner"]).get(reverse("search"), {"q": text})
    assert response.status_code == 200


def test_a_longer_book_is_asked_as_often(world: World) -> None:
    owner = world.people["owner"]
    assert owner is not None

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found_for(owner, "syal")
        return len(queries)

    before, book = asked(), Book.objects.get(enterprise=world.enterprise)
    for number in range(30):
        told = NewNote(EventKind.SALE, 1000 + number, timezone.localdate(), "cash", item="syal")
        note(owner, book, told, client_id=uuid.uuid4())
    assert asked() == before
    assert len(found(world, "owner", "syal")["Catatan"]) == 8


def test_more_of_a_kind_and_older_entries_are_a_tap_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every entry that fits is shown once on the way back through the stretches, each of as many queries."""
    monkeypatch.setattr(finding, "LATEST", 10)
    owner, book = world.people["owner"], Book.objects.get(enterprise=world.enterprise)
    assert owner is not None
    for number in range(35):
        told = NewNote(EventKind.SALE, 1000 + number, timezone.localdate(), "cash", item="pita")
        note(owner, book, told, client_id=uuid.uuid4())
    client, place, seen, counts = signed_in(owner), "?q=pita", [], set()
    page = client.get(reverse("search") + place).content.decode()
    place = next(link for link in LINK.findall(page) if "jenis=catatan" in link)
    while place:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("search") + place.replace("&amp;", "&")).content.decode()
        seen += AN_ENTRY.findall(page)
        counts.add(len(queries))
        place = next((link for link in LINK.findall(page) if "lama=" in link), "")
    assert len(seen) == len(set(seen)) == 35
    assert max(counts) - min(counts) <= 2, "a stretch without a fitting entry asks less"


def test_a_worker_finds_how_things_are_done_and_nothing_else(world: World) -> None:
    Procedure.objects.create(enterprise=world.enterprise, title="Obras tepi")
    assert found(world, "worker", "obras") == {"Barang dan cara kerja": ["Obras tepi"]}
    for role in ("stranger", "officer", "foreign owner"):
        assert "Obras tepi" not in found(world, role, "obras").get("Barang dan cara kerja", [])


def test_accents_and_capitals_make_no_difference(world: World) -> None:
    owner, book = world.people["owner"], Book.objects.get(enterprise=world.enterprise)
    assert owner is not None
    told = NewNote(EventKind.SALE, 3_000, timezone.localdate(), "cash", party="Toko Ébène", item="Café")
    note(owner, book, told, client_id=uuid.uuid4())
    assert "Toko Ébène" in found(world, "owner", "EBENE")["Orang dan usaha"]
    assert len(found(world, "owner", "CAFE")["Catatan"]) == 1


def test_the_best_of_all_kinds_of_people_comes_first(world: World) -> None:
    for number in range(9):
        enterprise_in(world.sentra, f"Rajut Sita {number}")
    give_role(world.people["owner"], RoleName.MEMBER, world.sentra.id)
    assert found(world, "owner", "siti")["Orang dan usaha"][0] == "Siti Rahayu"


def test_a_short_name_is_not_meant_because_it_stands_within() -> None:
    assert likeness("Daniel", "Ani") == 0
    assert likeness("Rahayu Siti", "Siti Rahayu") == 100


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_part_of_a_hundred_and_whole_for_what_holds_it(wanted: str, name: str) -> None:
    assert 0 <= likeness(wanted, name) <= 100
    assert likeness(wanted, f"{name}{wanted}") == 100
