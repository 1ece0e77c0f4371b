"""The three homes: what they show to whom, and that nothing done daily is farther than two taps away."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.support.knitting import build_knitting
from tests.support.people import signed_in
from tests.support.world import World, build_world, taken_order

from guyub.books.actions.noting import note
from guyub.books.models import Book
from guyub.books.queries.glance import glances_of
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.telling import NewNote
from guyub.kernel.words import show_rupiah


@pytest.fixture
def world(db: None) -> World:
    world = build_world()
    build_knitting(world.enterprise, world.people["owner"])
    return world


def links(client: Client, page: str) -> set[str]:
    """Where the content and the bar of rooms of a page lead."""
    html = client.get(page, follow=True).content.decode()
    found = re.findall(r'href="(/[^"#]*)', html.split("<body", 1)[1])
    return {each.replace("&amp;", "&") for each in found}


def within_two(client: Client, home: str) -> set[str]:
    near = links(client, home)
    found = set(near)
    for page in near:
        if not page.startswith(("/keluar", "/static", "/bahasa")) and "unduh" not in page and "." not in page:
            found |= links(client, page)
    return {each.split("?")[0] for each in found}


def test_what_is_done_daily_is_two_taps_from_a_home(world: World) -> None:
    things, shop = world.things, world.enterprise.id
    daily = {
        "owner": [
            reverse("write"),
            reverse("tally", args=[shop]),
            reverse("my_offer", args=[things["order"], shop]),
            reverse("pay", args=[shop]),
            reverse("book", args=[things["book"]]),
            reverse("book_debts", args=[things["book"]]),
            reverse("tasks", args=[shop]),
            reverse("stock", args=[shop]),
        ],
        "worker": [reverse("tally", args=[shop]), reverse("my_pay"), reverse("tasks", args=[shop])],
        "officer": [
            reverse("order_split", args=[things["draft"]]),
            reverse("order_work", args=[things["order"]]),
            reverse("order_lots", args=[things["order"]]),
            reverse("order_new", args=[world.sentra.id]),
            reverse("members", args=[world.sentra.id]),
        ],
        "member": [reverse("orders", args=[world.sentra.id]), reverse("open_log", args=[world.sentra.id])],
    }
    for role, pages in daily.items():
        client = signed_in(world.people[role])
        near = within_two(client, reverse("home"))
        assert not [page for page in pages if page not in near], role


def test_the_business_home_shows_money_by_place_and_output(world: World) -> None:
    owner = world.people["owner"]
    book = Book.objects.get(enterprise=world.enterprise)
    note(owner, book, NewNote(EventKind.SALE, 123_000, timezone.localdate(), "bank"), client_id=uuid.uuid4())
    page = signed_in(owner).get(reverse("home")).content.decode()
    assert "Uang usaha sekarang" in page
    [told] = glances_of(owner, timezone.localtime())
    assert any(place.amount for place in told.places)
    for amount in [told.money, *(place.amount for place in told.places if place.amount)]:
        assert show_rupiah(abs(amount), "id").split()[-1] in page
    assert "Belum ada hasil yang dicatat hari ini." in page
    assert reverse("desk") not in page


def test_an_officer_without_a_workshop_lands_at_the_desk(world: World) -> None:
    client = signed_in(world.people["officer"])
    home, desk = (client.get(reverse(name)).content.decode() for name in ("home", "desk"))
    assert "Meja pengurus" in home
    assert "Hotel Kencana" in desk
    assert world.sentra.name in desk
    assert signed_in(world.people["owner"]).get(reverse("desk")).status_code == 403


def test_the_sentra_home_shows_orders_and_what_happened_last(world: World) -> None:
    page = signed_in(world.people["member"]).get(reverse("sentra", args=[world.sentra.id])).content.decode()
    assert "Pesanan berjalan" in page
    assert "Hotel Kencana" in page
    assert "Yang terakhir terjadi" in page
    assert reverse("network", args=[world.sentra.id]) in page


@pytest.mark.parametrize(("role", "name"), [("owner", "home"), ("officer", "desk"), ("officer", "sentra")])
def test_a_home_asks_the_database_as_often_however_much_there_is(world: World, role: str, name: str) -> None:
    client = signed_in(world.people[role])
    page = reverse(name, args=[world.sentra.id] if name == "sentra" else [])

    def asked() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    before = asked()
    for _ in range(5):
        taken_order(world.people["officer"], world.sentra)
    book = Book.objects.get(enterprise=world.enterprise)
    for amount in range(1, 40):
        told = NewNote(EventKind.SALE, amount * 1000, timezone.localdate(), "cash")
        note(world.people["owner"], book, told, client_id=uuid.uuid4())
    assert asked() <= before
