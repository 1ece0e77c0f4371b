"""A real browser before a real server. Every test in this folder is marked `browser`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.books.quiet import quiet_world
from tests.support.browsing import LivePages, serving
from tests.support.chromium import FLAGS, find_chromium, lacking
from tests.support.phone import LIKE_A_PHONE, Phone, noise
from tests.support.poor_line import Line, poor_line
from tests.support.world import World

from guyub.books.actions.posting import open_book
from guyub.sentra.models import Enterprise
from guyub.web import settings as installed

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if missing := lacking():
        pytest.skip(f"{missing} is missing")
    with pytest.MonkeyPatch.context() as monkeypatch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, and Django would take the tests for asynchronous code.
        monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=find_chromium(), headless=True, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(browser: Browser, django_db_setup: None) -> Iterator[str]:
    """The address of the application. After `browser`: without one there is nothing to serve."""
    with serving() as address:
        yield address


@pytest.fixture
def live_page(browser: Browser, server: str, transactional_db: None, settings: object) -> Iterator[LivePages]:
    """Opens pages for people, and fails at the end when anything went wrong in the browser."""
    settings.STORAGES = installed.STORAGES
    pages = LivePages(browser, server)
    yield pages
    problems = pages.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def world(transactional_db: None) -> World:
    return quiet_world()


@pytest.fixture
def line(server: str) -> Iterator[Line]:
    with poor_line(server) as line:
        yield line


@pytest.fixture
def phone(browser: Browser, line: Line, world: World, settings: Any) -> Iterator[Phone]:
    settings.STORAGES = installed.STORAGES
    phone = Phone(browser.new_context(base_url=line.address, **LIKE_A_PHONE), line)
    phone.sign_in(world.people["owner"])
    yield phone
    phone.context.close()


@pytest.fixture
def photo() -> bytes:
    return noise(800, 600)


@pytest.fixture
def shop(world: World) -> Enterprise:
    shop = Enterprise.objects.get(pk=world.people["owner"].places("owner")[0])
    open_book(shop)
    return shop
