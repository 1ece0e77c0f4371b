"""Pages in a real browser: a server as a real one serves, a watch for whatever goes wrong, and what can be measured.

What tests use: the `live_page` fixture (tests/browser/conftest.py), `axe_clean`, `roomy`, `weigh` and `shot`.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize

from guyub.people.models import User
from guyub.web import settings as installed
from tests.support.long import size
from tests.support.people import signed_in

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
VIEWPORTS = {"phone": PHONE, "desktop": DESKTOP}
LOCALES = {"id": "id-ID", "en": "en-GB"}
Form = tuple[str, ViewportSize]
IN_THE_HAND: Form = ("id", PHONE)
AT_A_DESK: Form = ("en", DESKTOP)
# A page left before all of it arrived, or a download: the browser calls these failures, people do not.
CANCELLED = "net::ERR_ABORTED"


def walks(usual: Form) -> list[Form]:
    """The language and the window in which a way through the pages is walked; with GUYUB_LONG, both pairs.

    How a page stands in all languages and windows is the sweep's matter (tests/browser/test_pages.py).
    """
    both = [usual, AT_A_DESK if usual is IN_THE_HAND else IN_THE_HAND]
    return both[: size(1, 2)]


@contextmanager
def serving() -> Iterator[str]:
    """The application on a port of its own, its files collected and compressed as on a real installation."""
    with override_settings(STORAGES=installed.STORAGES):
        call_command("collectstatic", interactive=False, verbosity=0)
        application = get_wsgi_application()
        # It reads its middleware now, while the settings are those of a real installation.
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Watch:
    """Collects what went wrong in the browser. `forgive("404")` lets pass what a test brings about on purpose."""

    address: str
    problems: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=lambda: ["Service Worker registration blocked"])

    def forgive(self, pattern: str) -> None:
        self.forgiven.append(pattern)

    def left(self) -> list[str]:
        """What is neither forgiven nor the browser's own word about `service_workers="block"`."""
        return [told for told in self.problems if not any(re.search(pattern, told) for pattern in self.forgiven)]

    def follow(self, context: BrowserContext) -> None:
        # The console also tells of what the content security policy refused, and of answers of 400 and above.
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.problems.append(f"asked another machine: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != CANCELLED:
            self.problems.append(f"failed: {request.url} {request.failure}")


class LivePages:
    """Opens pages: `live_page(user, viewport=DESKTOP, language="en")`. Each has a browser profile of its own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.watch = Watch(address)
        self.contexts: list[BrowserContext] = []

    def __call__(
        self, user: User | None = None, *, viewport: ViewportSize = PHONE, language: str = "id", scripts: bool = True
    ) -> Page:
        """A page with nothing opened yet; `page.goto("/lainnya/")` takes paths of the installation."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport=viewport,
            locale=LOCALES[language],
            timezone_id="Asia/Jakarta",
            java_script_enabled=scripts,
            has_touch=viewport is PHONE,
            service_workers="block",  # test_offline.py tries them; elsewhere they would only hide the server
        )
        context.set_default_timeout(15_000)
        self._cookie(context, settings.LANGUAGE_COOKIE_NAME, language)
        if user is not None:
            session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME]
            self._cookie(context, settings.SESSION_COOKIE_NAME, session.value)
        self.watch.follow(context)
        self.contexts.append(context)
        return context.new_page()

    def forgive(self, pattern: str) -> None:
        """Let problems that match `pattern` pass: the test brings them about."""
        self.watch.forgive(pattern)

    def close(self) -> list[str]:
        """Close everything; what went wrong and was not forgiven."""
        for context in self.contexts:
            context.close()
        return self.watch.left()

    def _cookie(self, context: BrowserContext, name: str, value: str) -> None:
        context.add_cookies([{"name": name, "value": value, "url": self.address}])


# Of all that axe tells only what is wrong: the rest would be a hundred kilobytes from every page.
VIOLATIONS = """options => axe.run(document, options).then(told =>
  ({...told, passes: [], incomplete: [], inapplicable: []}))"""


def axe_clean(page: Page, *rules: str) -> None:
    """No violation of the accessibility rules that axe knows, or of these few, on the page as it stands."""
    if page.evaluate("typeof axe === 'undefined'"):  # half a megabyte, brought to a page once
        page.evaluate(Axe().axe_script)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    results = AxeResults(page.evaluate(VIOLATIONS, options))
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def legible(page: Page) -> None:
    """Letters stand out from what they are written on: what there is to see again when only the light has changed."""
    axe_clean(page, "color-contrast")


# What is pressed, but for links within running text; of a small box inside its label, the label counts.
SMALL = """() => [...document.querySelectorAll('a, button, summary, select, textarea, input')].filter(each => {
  const box = each.type === 'checkbox' || each.type === 'radio' ? each.closest('label') : each
  const seen = box.getClientRects().length && getComputedStyle(box).clipPath === 'none'
  const running = each.tagName === 'A' && getComputedStyle(each).display === 'inline'
    && each.parentElement.textContent.trim() !== each.textContent.trim()
  return seen && !running && each.type !== 'hidden' && box.getBoundingClientRect().height < 43.5
}).map(each => `${each.tagName} ${each.textContent.trim() || each.name} ${each.getBoundingClientRect().height}`)"""


def roomy(page: Page) -> None:
    """Whatever is pressed is at least 44 px tall."""
    small = page.evaluate(SMALL)
    assert not small, f"{page.url}: {small[:5]}"


def fits(page: Page) -> None:
    """Nothing sticks out sideways: a phone never scrolls to the right."""
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room, f"{page.url} is {wide} px wide in a window of {room} px"


@dataclass(frozen=True)
class Weight:
    """Bytes over the wire, headers included."""

    first: int
    again: int


class Meter:
    """Counts what a page loads, in bytes over the wire, headers included."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.received: list[float] = []
        self.session = page.context.new_cdp_session(page)
        self.session.on("Network.loadingFinished", lambda event: self.received.append(event["encodedDataLength"]))
        self.session.send("Network.enable")

    def read(self) -> int:
        """Since it was read last."""
        self.page.evaluate("1")  # what the browser told of the page before this has arrived by now
        total = int(sum(self.received))
        self.received.clear()
        return total


def weigh(page: Page, path: str) -> Weight:
    """What opening `path` costs somebody who was never here, and what it costs again with a warm cache."""
    meter = Meter(page)

    def visit() -> int:
        page.goto(path, wait_until="networkidle")
        return meter.read()

    weight = Weight(visit(), visit())
    meter.session.detach()
    return weight


def light(page: Page, path: str, first: int = 50_000, again: int = 15_000) -> None:
    """The page keeps within the limits of weight: under 50 KB for a first visit, under 15 KB for a view."""
    weight = weigh(page, path)
    assert weight.first < first, f"{path}: {weight.first} bytes at the first visit"
    assert weight.again < again, f"{path}: {weight.again} bytes for a view"


def shot(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder GUYUB_SHOTS names; without it, none."""
    if folder := os.environ.get("GUYUB_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
