"""Without a line, and over a bad one: what was written arrives once, in order, and pages are shown as last seen."""

from __future__ import annotations

import io
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as PlaywrightError
from tests.books.quiet import quiet_world
from tests.support.browsing import FLAGS, LOCALES, PHONE, axe_clean, fits, roomy, shot
from tests.support.chromium import find_chromium
from tests.support.people import signed_in
from tests.support.poor_line import Line, poor_line
from tests.support.world import World

from guyub.books.actions.posting import open_book
from guyub.books.models import Entry, Note, Receipt, Transfer
from guyub.people.models import User
from guyub.phone.models import Arrival
from guyub.sentra.models import Enterprise
from guyub.web import settings as installed

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


@pytest.fixture
def photo() -> bytes:
    return noise(800, 600)


@pytest.fixture
def shop(world: World) -> Enterprise:
    shop = Enterprise.objects.get(pk=world.people["owner"].places("owner")[0])
    open_book(shop)
    return shop


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


def test_a_line_written_without_a_line_arrives_once_when_there_is_one(phone: Phone, shop: Enterprise) -> None:
    write = reverse("write")
    phone.learn(reverse("home"), write)
    phone.cut()
    phone.page.goto(write)
    expect(phone.page.locator("#phone")).to_contain_text("seperti terakhir dilihat")
    phone.write("jual 12 syal @45rb")
    expect(phone.page.locator("#phone")).to_contain_text("1 menunggu terkirim")
    for check in (fits, roomy, axe_clean):
        check(phone.page)
    shot(phone.page, "offline-write")
    phone.page.reload()
    assert phone.waiting() == 1
    phone.mend()
    phone.wait_sent()
    assert texts() == ["jual 12 syal @45rb"]
    phone.page.goto(reverse("phone_queue"))
    expect(phone.page.locator("#antrean .status.done")).to_have_count(1)
    for check in (fits, roomy, axe_clean):
        check(phone.page)
    shot(phone.page, "queue-sent")


def test_five_hundred_items_arrive_once_over_a_line_that_loses_doubles_and_reorders(
    phone: Phone, shop: Enterprise
) -> None:
    write = reverse("write")
    phone.learn(write)
    phone.cut()
    many(phone.page, 500, write)
    assert phone.waiting() == 500
    phone.line.lose_request, phone.line.lose_answer, phone.line.double, phone.line.late = 0.04, 0.04, 0.1, 0.1
    phone.mend()
    for _ in range(200):
        phone.page.evaluate("guyubQueue.sendAll()")
        if not phone.waiting():
            break
    phone.line.settle()
    assert all(phone.line.counts[what] > 10 for what in ("lose_request", "lose_answer", "double", "late"))
    assert texts() == [f"jual {number} syal @1rb" for number in range(1, 501)], "all, once, as they were written"
    assert Arrival.objects.count() == Entry.objects.count() == 500


def test_a_form_and_its_photo_wait_through_a_reload_and_are_read_as_with_a_line(
    phone: Phone, shop: Enterprise, photo: bytes
) -> None:
    form = reverse("book_form", args=[shop.book.pk, "bahan"])
    phone.learn(form)
    phone.cut()
    phone.page.goto(form)
    phone.page.fill("[name=amount]", "1,5")
    phone.page.locator("main form .actions button").click()
    expect(phone.page.locator(".error[data-phone]").first).to_contain_text("bukan bilangan bulat")
    assert phone.states() == []
    phone.page.fill("[name=amount]", "1,5jt")
    phone.page.fill("[name=item]", "benang")
    phone.page.set_input_files("[name=photo]", {"name": "nota.jpg", "mimeType": "image/jpeg", "buffer": photo})
    phone.page.locator("main form .actions button").click()
    expect(phone.page.locator("#phone")).to_contain_text("1 menunggu terkirim")
    phone.page.reload()
    phone.mend()
    phone.wait_sent()
    assert [transfer.amount for transfer in Transfer.objects.all()] == [1_500_000]
    assert Receipt.objects.count() == 1


def test_what_is_not_clear_waits_on_the_phone_for_its_writer(phone: Phone, shop: Enterprise) -> None:
    write = reverse("write")
    phone.learn(write)
    phone.cut()
    phone.page.goto(write)
    phone.write("benang")
    phone.mend()
    phone.wait_sent()
    assert phone.states() == ["look"]
    assert not Entry.objects.exists()
    phone.page.goto(reverse("phone_queue"))
    shot(phone.page, "queue-look")
    phone.page.locator("#antrean a", has_text="Betulkan").click()
    expect(phone.page.locator("[name=text]")).to_have_value("benang")
    phone.page.fill("[name=text]", "beli benang 50rb")
    expect(phone.page.locator("#dipahami .card")).to_contain_text("50.000")
    phone.page.locator("main form[data-queue] .actions button").first.click()
    expect(phone.page.locator(".messages")).to_contain_text("Tercatat")
    assert texts() == ["beli benang 50rb"]
    assert phone.states() == []


@pytest.mark.parametrize("by", [A_YEAR, -A_YEAR], ids=["ahead", "behind"])
def test_a_clock_that_is_wrong_by_a_year_puts_nothing_into_another_year(
    phone: Phone, shop: Enterprise, by: int
) -> None:
    shim = FAST_CLOCK % by
    worker, write = reverse("phone_worker"), reverse("write")
    phone.line.before[worker] = shim.encode()
    phone.context.add_init_script(shim)
    phone.learn(write)
    phone.cut()
    phone.page.goto(write)
    phone.write("kemarin jual 3 syal @10rb")
    phone.mend()
    phone.wait_sent()
    day = Entry.objects.get().day
    assert day == timezone.localdate() - timedelta(days=1)
    assert abs(Arrival.objects.get().written_at - timezone.now()) < timedelta(minutes=5)


def test_a_clock_that_was_set_in_between_asks_for_the_day(phone: Phone, shop: Enterprise) -> None:
    write = reverse("write")
    phone.learn(write)
    phone.cut()
    phone.page.goto(write)
    phone.page.evaluate(FAST_CLOCK % A_YEAR)
    phone.write("jual 3 syal @10rb")
    phone.page.goto(write)
    phone.mend()
    phone.wait_sent()
    assert phone.states() == ["look"]
    assert not Entry.objects.exists()


def test_a_full_phone_says_so_and_gives_the_item_as_a_file(
    browser: Browser, phone: Phone, world: World, shop: Enterprise
) -> None:
    form = reverse("book_form", args=[shop.book.pk, "bahan"])
    devtools = phone.context.new_cdp_session(phone.page)
    # Before anything is kept: the browser asks for the room that is left only now and then.
    room = {"origin": f"{phone.line.address}/", "quotaSize": 1_500_000}
    devtools.send("Storage.overrideQuotaForOrigin", room)
    phone.learn(form)
    phone.cut()
    phone.page.goto(form)
    phone.page.fill("[name=amount]", "50rb")
    large = {"name": "nota.jpg", "mimeType": "image/jpeg", "buffer": noise(2400, 1800)}
    phone.page.set_input_files("[name=photo]", large)
    phone.page.locator("main form .actions button").click()
    notice = phone.page.locator(".notice[data-phone]")
    expect(notice).to_contain_text("Penyimpanan HP penuh")
    expect(phone.page.locator("[name=amount]")).to_have_value("50rb")
    shot(phone.page, "offline-full")
    with phone.page.expect_download() as download:
        notice.get_by_role("button").click()
    file = download.value.path()
    phone.mend()
    other = Phone(browser.new_context(base_url=phone.line.address, **LIKE_A_PHONE), phone.line)
    other.sign_in(world.people["owner"])
    other.page.goto(reverse("phone_queue"))
    for _ in range(2):  # twice the same file is once
        other.page.set_input_files("#antrean-muat", file)
        expect(other.page.locator(".notice[data-phone]")).to_contain_text("dari berkas")
        other.wait_sent()
    other.context.close()
    assert [transfer.amount for transfer in Transfer.objects.all()] == [50_000]
    assert Receipt.objects.count() == 1


def test_two_tabs_and_the_worker_send_each_item_once(phone: Phone, shop: Enterprise) -> None:
    write = reverse("write")
    phone.learn(write)
    phone.cut()
    many(phone.page, 30, write)
    other = phone.context.new_page()
    other.goto(write)
    phone.line.double = 0.3
    phone.mend()
    for page in (phone.page, other):
        page.evaluate("void guyubQueue.sendAll()")
    phone.wait_sent()
    phone.wait_sent(other)
    assert texts() == [f"jual {number} syal @1rb" for number in range(1, 31)]


def test_a_newer_app_sends_what_an_older_one_kept(phone: Phone, shop: Enterprise) -> None:
    write, worker = reverse("write"), reverse("phone_worker")
    phone.line.before[worker] = b"// an older app\n"
    phone.learn(write)
    phone.cut()
    many(phone.page, 3, write)
    phone.line.before[worker] = b"// a newer app\n"
    phone.mend()
    phone.page.goto(reverse("more"))
    phone.page.evaluate(
        """async () => { const found = await navigator.serviceWorker.getRegistration(); await found.update();
        while (found.installing || found.waiting) await new Promise(next => setTimeout(next, 50)); }"""
    )
    phone.wait_sent()
    assert len(texts()) == 3


def test_two_people_on_one_phone_see_and_send_only_what_is_theirs(phone: Phone, world: World, shop: Enterprise) -> None:
    write = reverse("write")
    phone.learn(reverse("home"), write)
    phone.cut()
    many(phone.page, 2, write)
    phone.mend()
    phone.context.clear_cookies()
    other = world.people["foreign owner"]
    phone.sign_in(other)
    phone.page.goto(reverse("home"))
    expect(phone.page.locator("#phone")).to_contain_text("2 catatan orang lain")
    phone.page.evaluate("guyubQueue.sendAll()")
    assert phone.waiting() == 2
    assert not Entry.objects.exists()
    phone.cut()
    phone.page.goto(write)
    expect(phone.page.locator("body")).not_to_contain_text(shop.name)
    phone.mend()
    phone.context.clear_cookies()
    phone.sign_in(world.people["owner"])
    phone.page.goto(reverse("home"))
    phone.wait_sent()
    assert len(texts()) == 2
    assert {entry.by_id for entry in Entry.objects.all()} == {world.people["owner"].pk}


def test_who_leaves_takes_everything_along_after_being_asked(phone: Phone, shop: Enterprise) -> None:
    write, more = reverse("write"), reverse("more")
    phone.learn(reverse("home"), write, more)
    phone.cut()
    many(phone.page, 2, write)
    phone.page.goto(more)
    leave = phone.page.locator("form[data-leave] > button")
    leave.click()
    notice = phone.page.locator(".notice[data-phone]")
    expect(notice).to_contain_text("2 belum terkirim")
    roomy(phone.page)
    notice.get_by_role("button", name=re.compile("Keluar")).click()
    expect(phone.page.locator("main")).to_contain_text("sudah dihapus dari HP ini")
    assert phone.states() == []
    phone.page.goto(write)
    expect(phone.page.locator("body")).not_to_contain_text(shop.name)
    phone.mend()
    phone.page.goto(reverse("home"))
    phone.page.goto(write)
    expect(phone.page.locator("[name=password]")).to_be_visible()
    kept = phone.page.evaluate("caches.keys()")
    assert not [name for name in kept if name.startswith("pages:")]


def test_a_phone_that_is_killed_keeps_what_was_written(
    browser: Browser, line: Line, world: World, shop: Enterprise, tmp_path: Path, settings: Any
) -> None:
    settings.STORAGES = installed.STORAGES
    write = reverse("write")
    with switched_on(browser, tmp_path, line, world.people["owner"]) as (phone, pid):
        phone.learn(write)
        phone.cut()
        phone.page.goto(write)
        phone.write("jual 12 syal @45rb")
        expect(phone.page.locator("#phone")).to_contain_text("1 menunggu terkirim")
        os.kill(pid, signal.SIGKILL)
    line.cut = False
    # Who was signed in may have been lost with it: the browser writes that down only now and then.
    with switched_on(browser, tmp_path, line, world.people["owner"]) as (phone, _):
        phone.page.goto(reverse("home"))
        phone.wait_sent()
    assert texts() == ["jual 12 syal @45rb"]
