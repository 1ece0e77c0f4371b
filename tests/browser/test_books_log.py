"""A full book and a full open log in a real browser: they fit, within the limits of weight."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.support.browsing import LivePages, axe_clean, fits, light, shot
from tests.support.world import World, build_world

from guyub.books import chart
from guyub.books.actions.posting import open_book, post_within
from guyub.kernel.words import Rupiah, _
from guyub.openlog.actions import record


@pytest.fixture
def world(transactional_db: None) -> World:
    world = build_world()
    for owner in (world.enterprise, world.sentra):
        book = open_book(owner)
        moves = [(chart.CASH, chart.CAPITAL, 12_345_000), (chart.TRADE_RECEIVABLES, chart.OTHER_INCOME, 1_234_567_890)]
        for number in range(60):
            post_within(
                book,
                client_id=uuid.uuid4(),
                day=date(2026, 11, 23) - timedelta(days=number),
                words=_("Bagi hasil pesanan %(n)s, Hotel Melati", n=number),
                transfers=moves[: 1 + number % 2],
            )
    for number in range(60):
        body = {"pieces": [number] * 20, "member": world.enterprise.id, "value": Rupiah(10**9)}
        words = _("Pesanan %(n)s dibagi untuk 9 anggota menurut kejar setahun", n=number)
        record(world.sentra.id, world.people["officer"], "split", ("order", uuid.uuid4()), words, body)
    return world


def test_a_member_checks_the_log_with_one_tap(live_page: LivePages, world: World) -> None:
    page = live_page(world.people["member"])
    page.goto(reverse("open_log", args=[world.sentra.id]))
    page.click("text=Periksa >> nth=-1")
    page.wait_for_selector(".notice.done")
    axe_clean(page)


@pytest.mark.parametrize("name", ["book", "open_log"])
def test_full_pages_fit_and_are_light(live_page: LivePages, world: World, name: str) -> None:
    thing = open_book(world.sentra).id if name == "book" else world.sentra.id
    page = live_page(world.people["officer"])
    light(page, reverse(name, args=[thing]))
    for fold in page.locator("summary").all()[:2]:
        fold.click()
    fits(page)
    axe_clean(page)
    shot(page, f"full-{name}")
