"""Without a line: pages are shown as last seen, and what is written waits, arrives and is asked about."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.support.browsing import axe_clean, fits, roomy, shot
from tests.support.knitting import build_knitting
from tests.support.phone import LIKE_A_PHONE, Phone, many, texts
from tests.support.poor_line import Line
from tests.support.world import World, build_world

from guyub.books.models import Entry, Receipt, Transfer
from guyub.kernel.measures import MICRO
from guyub.orders.models import Order, Share
from guyub.phone.person import person_key
from guyub.sentra.models import Enterprise
from guyub.web import settings as installed
from guyub.workshop.models import Tally


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


def test_pages_of_today_are_there_that_were_never_opened_and_others_say_so(phone: Phone, shop: Enterprise) -> None:
    form, seldom = reverse("book_form", args=[shop.book.pk, "masuk"]), reverse("account_change_password")
    phone.learn(reverse("home"))
    phone.page.evaluate("navigator.serviceWorker.controller.postMessage('today')")
    pages = f"caches.open(guyubQueue.pagesOf('{person_key(phone.user)}'))"
    for _ in range(100):
        if phone.page.evaluate(f"{pages}.then(kept => kept.match('{form}')).then(Boolean)"):
            break
        phone.page.wait_for_timeout(100)
    phone.cut()
    phone.page.goto(form)
    expect(phone.page.locator("#phone")).to_contain_text("seperti terakhir dilihat")
    expect(phone.page.locator("[name=amount]")).to_be_visible()
    phone.page.goto(seldom)
    expect(phone.page.locator("#phone")).to_contain_text("belum pernah dibuka")
    shot(phone.page, "offline-never-seen")
    phone.page.locator("#pernah-dilihat a", has_text="Uang masuk").click()
    expect(phone.page.locator("[name=amount]")).to_be_visible()


def test_a_form_that_needs_a_line_says_so_and_keeps_what_was_typed(phone: Phone, shop: Enterprise) -> None:
    page = reverse("account_change_password")
    phone.learn(page)
    phone.cut()
    phone.page.goto(page)
    for field in phone.page.locator("main input[type=password]").all():
        field.fill("rahasia")
    phone.page.locator("main form button").first.click()
    expect(phone.page.locator(".notice[data-phone]")).to_contain_text("perlu sambungan")
    expect(phone.page.locator("main input[type=password]").first).to_have_value("rahasia")


def test_output_with_a_photo_and_an_answer_wait_too(
    browser: Browser, line: Line, transactional_db: None, settings: Any, tmp_path: Path, photo: bytes
) -> None:
    settings.STORAGES, settings.PICTURES = installed.STORAGES, tmp_path
    world = build_world()
    user = world.people["owner"]
    knitting = build_knitting(world.enterprise, user)
    knitting.worker("Dewi")
    knitting.buy(knitting.yarn, 100, 4_000_000)
    Order.objects.update(answer_by=timezone.now() + timedelta(days=2))
    offer = reverse("my_offer", args=[world.things["order"], world.things["enterprise"]])
    tally = reverse("tally", args=[knitting.enterprise.pk])
    phone = Phone(browser.new_context(base_url=line.address, **LIKE_A_PHONE), line)
    phone.sign_in(user)
    phone.learn(tally, offer)
    phone.cut()
    phone.page.goto(tally)
    phone.page.fill("[name$=worker]", "Dewi")
    phone.page.select_option("[name$=step]", index=1)
    phone.page.fill("[name$=good]", "12")
    phone.page.fill("[name$=rejected]", "1")
    phone.page.set_input_files("[name=photo]", {"name": "cacat.jpg", "mimeType": "image/jpeg", "buffer": photo})
    phone.page.locator("main form[data-queue] .actions button").click()
    expect(phone.page.locator("#phone")).to_contain_text("1 menunggu terkirim")
    phone.page.goto(offer)
    phone.page.locator("button[name=answer][value=all]").click()
    expect(phone.page.locator("#phone")).to_contain_text("2 menunggu terkirim")
    phone.page.reload()
    phone.mend()
    phone.wait_sent()
    assert phone.states() == ["sent", "sent"]
    made = Tally.objects.get()
    assert (made.worker.name, made.good_micro, made.rejected_micro) == ("Dewi", 12 * MICRO, MICRO)
    assert made.picture_id
    share = Share.objects.get(line__order=world.things["order"], enterprise=world.things["enterprise"])
    assert share.accepted == share.pieces
    phone.context.close()


def test_the_browser_offers_to_put_it_on_the_home_screen(phone: Phone, shop: Enterprise) -> None:
    phone.learn(reverse("home"))
    devtools = phone.context.new_cdp_session(phone.page)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["url"].endswith(reverse("phone_manifest"))
    assert manifest["errors"] == []
    # A profile that keeps nothing, as tests use it, cannot install anything; nothing else may stand in the way.
    wrong = {each["errorId"] for each in devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert wrong <= {"in-incognito"}
    for icon in phone.page.request.get(reverse("phone_manifest")).json()["icons"]:
        assert phone.page.request.get(icon["src"]).headers["content-type"] == "image/png"
