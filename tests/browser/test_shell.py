"""The shell around every page: it opens without a fault, for everybody, on a phone and on a desk, in both languages."""

from __future__ import annotations

import itertools

import pytest
from django.urls import reverse
from tests.support.browsing import VIEWPORTS, LivePages, axe_clean, fits, light, shot
from tests.support.people import PASSWORD
from tests.support.world import World, build_world

PUBLIC = ["home", "account_login"]
OWN = ["home", "more", "account_change_password"]


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_open_without_a_fault(live_page: LivePages, world: World, language: str) -> None:
    """Those for everybody, and a person's own."""
    for person, names in ((None, PUBLIC), (world.people["officer"], OWN)):
        page = live_page(person, language=language)
        for name, (viewport, size) in itertools.product(names, VIEWPORTS.items()):
            page.set_viewport_size(size)
            page.goto(reverse(name))
            assert page.locator("html").get_attribute("lang") == language
            fits(page)
            axe_clean(page)
            shot(page, f"{name}-{person and person.username}-{viewport}-{language}")


def test_a_person_signs_in_changes_the_language_and_signs_out(live_page: LivePages, world: World) -> None:
    officer = world.people["officer"]
    page = live_page()
    page.goto(reverse("account_login"))
    page.fill("[name=login]", officer.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**{reverse('home')}")
    page.click("button[name=language][value=en]")
    assert page.locator("html").get_attribute("lang") == "en"
    officer.refresh_from_db()
    assert officer.language == "en"


@pytest.mark.parametrize("name", PUBLIC)
def test_pages_are_light(live_page: LivePages, name: str) -> None:
    light(live_page(), reverse(name))


def test_a_fault_in_the_browser_is_noticed(live_page: LivePages) -> None:
    page = live_page()
    page.goto("/tidak-ada/")
    page.evaluate("setTimeout(() => { throw new Error('oops') })")
    page.wait_for_timeout(100)
    told = "\n".join(live_page.watch.left())
    assert "404" in told
    assert "oops" in told
    live_page.forgive("404|oops")
