"""The three homes and the search as people meet them: on a phone and on a desk, by taps alone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect
from tests.support.browsing import (
    IN_THE_HAND,
    PHONE,
    LivePages,
    axe_clean,
    fits,
    roomy,
    shot,
    walks,
)
from tests.support.knitting import Knitting, build_knitting
from tests.support.world import World, build_world

from guyub.people.actions import give_role
from guyub.people.models import RoleName, User


@pytest.fixture
def places(transactional_db: None) -> tuple[World, Knitting]:
    """The small world, whose owner also belongs to the sentra and has a worker with an endless name."""
    world = build_world()
    owner = world.people["owner"]
    knitting = build_knitting(world.enterprise, owner)
    worker = knitting.worker("Siti Aminah Kusumawardhani Prasetyaningtyas", user=world.people["worker"])
    knitting.buy(knitting.yarn, 100, 4_000_000)
    knitting.tally("rajut", 9, worker=worker)
    give_role(owner, RoleName.MEMBER, world.sentra.id)
    return world, knitting


def looked_at(page: Page, name: str) -> None:
    """Nothing is wrong with how the page stands there."""
    for check in (fits, roomy, axe_clean):
        check(page)
    shot(page, name)


@pytest.mark.parametrize(("language", "viewport"), walks(IN_THE_HAND))
def test_a_day_begins_at_a_home(
    live_page: LivePages, places: tuple[World, Knitting], language: str, viewport: ViewportSize
) -> None:
    name = "phone" if viewport is PHONE else "desk"
    world, __ = places
    User.objects.update(language=language)

    def page_of(role: str) -> Page:
        page = live_page(User.objects.get(pk=world.people[role].pk), viewport=viewport, language=language)
        page.goto(reverse("home"))
        looked_at(page, f"home-{role}-{name}")
        return page

    page = page_of("owner")
    expect(page.locator("main")).to_contain_text("Rp")
    page.locator(f'main a[href="{reverse("pay", args=[world.enterprise.id])}"]').first.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith(reverse("pay", args=[world.enterprise.id]))
    page.locator(f'nav.rooms a[href="{reverse("sentra", args=[world.sentra.id])}"]').click()
    expect(page.locator("main")).to_contain_text("Hotel Kencana")
    looked_at(page, f"home-sentra-{name}")
    page.locator(f'header a[href="{reverse("search")}"]').click()
    page.keyboard.type("siti amina")  # the box has the focus
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Siti Aminah Kusumawardhani")
    looked_at(page, f"search-{name}")
    page.get_by_role("link", name="Siti Aminah").first.click()
    expect(page.locator("h1")).to_contain_text("Siti Aminah")

    page_of("worker")
    page = page_of("officer")
    page.locator("main a.row").first.click()
    page.wait_for_load_state()
    assert "/pesanan/" in page.url
