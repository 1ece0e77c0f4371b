"""The three homes: what they show to whom, and that nothing done daily is farther than two taps away."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import A_WORKING_MORNING
from tests.support.knitting import TODAY, build_knitting
from tests.support.people import signed_in
from tests.support.world import World, build_world, taken_order

from guyub.books.actions.noting import note
from guyub.books.actions.planning import NewPlan, add_plan, remove_plan
from guyub.books.actions.posting import open_book
from guyub.books.models import Book
from guyub.books.queries.glance import glances_of
from guyub.books.queries.money import money_today
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.telling import NewNote
from guyub.kernel.words import show_rupiah
from guyub.orders.rules import behind
from guyub.sentra.models import Ability


@pytest.fixture
def world(db: None, clock: Any) -> World:
    world = build_world()
    world.things["knitting"] = build_knitting(world.enterprise, world.people["owner"])
    return world


def text_of(response: Any) -> str:
    page = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(page).replace("\N{NO-BREAK SPACE}", " "))


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
    things, shop, hub = world.things, world.enterprise.id, open_book(world.sentra).id
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
            reverse("book", args=[hub]),
            reverse("book_debts", args=[hub]),
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
    assert "Catatan terbuka" in page
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


def test_a_worker_sees_their_own_day_and_nobody_elses(world: World) -> None:
    owner, user = world.people["owner"], world.people["worker"]
    shop = world.things["knitting"]
    shop.buy(shop.yarn, 100, 4_000_000)
    siti, other = shop.worker("Siti", user=user), shop.worker("Dewi")
    shop.tally("rajut", 7, worker=siti)
    shop.tally("rajut", 11, worker=other)
    page = text_of(signed_in(user).get(reverse("home")))
    assert "Hasil Anda hari ini 7 buah" in page
    assert "Upah borongannya" in page
    assert "18 buah" not in page
    assert re.search(r"Bengkel hari ini 18 (dari|buah)", text_of(signed_in(owner).get(reverse("home"))))


def test_a_warning_is_gone_as_soon_as_its_reason_is(world: World) -> None:
    owner, today = world.people["owner"], timezone.localdate()
    book, client = Book.objects.get(enterprise=world.enterprise), signed_in(owner)
    assert "Uang ke depan" not in client.get(reverse("home")).content.decode()
    new = NewPlan("sewa kios", 900_000_000, comes_in=False, first=today + timedelta(10), every="once")
    plan = add_plan(owner, book, new, client_id="rent", today=today)
    assert "sewa kios" in client.get(reverse("home")).content.decode()
    remove_plan(owner, book, plan.id)
    assert "sewa kios" not in client.get(reverse("home")).content.decode()


def test_money_on_the_home_is_that_of_the_book_at_every_opening(world: World) -> None:
    owner, client = world.people["owner"], signed_in(world.people["owner"])
    book = Book.objects.get(enterprise=world.enterprise)
    for amount in (111_000, 222_000):
        note(owner, book, NewNote(EventKind.SALE, amount, timezone.localdate()), client_id=uuid.uuid4())
        told = money_today(owner, book, timezone.localdate()).money
        assert show_rupiah(told, "id") in client.get(reverse("home")).content.decode()
    neighbour = signed_in(world.people["foreign owner"]).get(reverse("home")).content.decode()
    assert show_rupiah(told, "id") not in neighbour


def test_the_desk_tells_what_is_late_whose_abilities_are_unknown_and_the_money(world: World, clock: Any) -> None:
    Ability.objects.filter(enterprise=world.neighbour).delete()
    hub, client = open_book(world.sentra), signed_in(world.people["officer"])
    page = text_of(client.get(reverse("desk")))
    assert "1 anggota belum diketahui bisa membuat apa" in page
    assert "lewat tempo" not in page
    assert reverse("book", args=[hub.id]) in client.get(reverse("desk")).content.decode()
    for days, told in [(20, "tertinggal"), (40, "lewat tempo")]:
        clock.move_to(A_WORKING_MORNING + timedelta(days))
        assert told in text_of(signed_in(world.people["officer"]).get(reverse("desk")))


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(-60, 60), st.integers(0, 60), st.integers(-90, 90))
def test_behind_is_what_an_even_pace_lacks(ordered: int, made: int, start: int, days: int, now: int) -> None:
    first, today = TODAY + timedelta(start), TODAY + timedelta(now)
    missing = behind(ordered, made, first, first + timedelta(days), today)
    assert 0 <= missing <= max(ordered - made, 0)
    assert missing <= behind(ordered, made, first, first + timedelta(days), today + timedelta(1))
    if today > first + timedelta(days):
        assert missing == max(ordered - made, 0)
    if today <= first:
        assert missing == 0
