"""The queue of a phone over a bad line, on a full, killed or old phone, with a wrong clock: all arrives, once."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.support.browsing import shot
from tests.support.phone import A_YEAR, FAST_CLOCK, LIKE_A_PHONE, Phone, many, noise, switched_on, texts
from tests.support.poor_line import Line
from tests.support.world import World

from guyub.books.models import Entry, Receipt, Transfer
from guyub.phone.models import Arrival
from guyub.sentra.models import Enterprise
from guyub.web import settings as installed


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


def test_what_a_server_in_between_finds_too_large_holds_up_nothing_else(phone: Phone, shop: Enterprise) -> None:
    form, write = reverse("book_form", args=[shop.book.pk, "bahan"]), reverse("write")
    phone.learn(form, write)
    phone.cut()
    phone.page.goto(form)
    phone.page.fill("[name=amount]", "50rb")
    phone.page.set_input_files(
        "[name=photo]", {"name": "nota.jpg", "mimeType": "image/jpeg", "buffer": noise(1200, 900)}
    )
    phone.page.locator("main form .actions button").click()
    expect(phone.page.locator("#phone")).to_contain_text("1 menunggu terkirim")
    phone.page.goto(write)
    phone.write("jual 12 syal @45rb")
    phone.line.most = 100_000
    phone.mend()
    phone.wait_sent()
    assert phone.states() == ["look", "sent"]
    assert texts() == ["jual 12 syal @45rb"]


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
