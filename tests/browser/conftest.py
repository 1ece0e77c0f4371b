"""A real browser before a real server. Every test in this folder is marked `browser`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.support.browsing import FLAGS, LivePages, serving
from tests.support.chromium import find_chromium, lacking

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
