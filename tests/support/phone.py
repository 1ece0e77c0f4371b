"""A phone in the hand of somebody: a browser profile on a line that can be cut, and what can be asked of it."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from guyub.books.models import Note
from guyub.people.models import User
from tests.support.browsing import LOCALES, PHONE
from tests.support.chromium import FLAGS, find_chromium
from tests.support.people import signed_in
from tests.support.poor_line import Line

A_YEAR = 365 * 86_400 * 1000
FAST_CLOCK = """(() => { const Real = Date; const by = %d;
self.Date = class extends Real {
  constructor(...given) { if (given.length) super(...given); else super(Real.now() + by); }
  static now() { return Real.now() + by; }
}; })();
"""


LIKE_A_PHONE: dict[str, Any] = {
    "viewport": PHONE,
    "locale": LOCALES["id"],
    "timezone_id": "Asia/Jakarta",
    "has_touch": True,
}


class Phone:
    """A browser profile that outlives its pages, on a line that can be cut."""

    def __init__(self, context: BrowserContext, line: Line) -> None:
        self.line = line
        self.context = context
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()

    def sign_in(self, user: User) -> None:
        self.user = user
        session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.line.address}
        self.context.add_cookies([{**cookie, "expires": time.time() + settings.SESSION_COOKIE_AGE}])  # type: ignore[list-item]

    def learn(self, *paths: str) -> None:
        """Open pages once with a line, so that the phone knows them."""
        self.page.goto(paths[0])
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        for path in paths:
            self.page.goto(path)
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    def cut(self) -> None:
        self.line.cut = True
        self.context.set_offline(True)

    def mend(self) -> None:
        self.line.cut = False
        self.context.set_offline(False)

    def write(self, text: str) -> None:
        self.page.fill("[name=text]", text)
        self.page.locator("main form[data-queue] .actions button").first.click()

    def waiting(self, page: Page | None = None) -> int:
        return self.states(page).count("waiting")

    def states(self, page: Page | None = None) -> list[str]:
        found = (page or self.page).evaluate("guyubQueue.items().then(all => all.map(each => each.state))")
        return list(found)

    def wait_sent(self, page: Page | None = None) -> None:
        """Until nothing waits any more."""
        for _ in range(600):
            if not self.waiting(page):
                return
            (page or self.page).wait_for_timeout(100)
        raise AssertionError(f"{self.waiting(page)} still wait")


@contextmanager
def switched_on(browser: Browser, folder: Path, line: Line, user: User) -> Iterator[tuple[Phone, int]]:
    """A browser of its own with its profile in `folder`, and the id of its process, to be killed."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=find_chromium(), headless=True, args=list(FLAGS), base_url=line.address, **LIKE_A_PHONE
    )
    phone = Phone(context, line)
    phone.sign_in(user)
    yield phone, int((folder / "SingletonLock").readlink().name.rsplit("-", 1)[1])
    with suppress(PlaywrightError):
        context.close()


def noise(width: int, height: int) -> bytes:
    into = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(into, "JPEG", quality=90)
    return into.getvalue()


def texts() -> list[str]:
    """The lines in the books, in the order in which they were posted."""
    return list(Note.objects.order_by("number").values_list("text", flat=True))


def many(page: Page, count: int, url: str) -> None:
    """Put `count` lines into the queue as the page does, without pressing a button for each."""
    page.evaluate(
        """async ([count, url]) => {
          const person = document.documentElement.dataset.person;
          const offset = (await guyubQueue.meta("offset")) ?? null;
          for (let number = 1; number <= count; number++) {
            const id = crypto.randomUUID();
            const fields = [["client_id", id], ["text", `jual ${number} syal @1rb`], ["seen", ""]];
            const item = { id, person, fields, url, page: url, title: `${number}`, written: Date.now(), offset };
            await guyubQueue.add(item);
          }
        }""",
        [count, url],
    )
