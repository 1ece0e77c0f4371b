"""Noting output on a phone: a line, a look, saved; what is unlikely is asked; light."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.support import people
from tests.support.browsing import (
    IN_THE_HAND,
    PHONE,
    LivePages,
    axe_clean,
    fits,
    light,
    roomy,
    shot,
    walks,
    weigh,
)
from tests.support.knitting import Knitting, build_knitting

from guyub.kernel.measures import MICRO
from guyub.people.models import User
from guyub.workshop.models import RejectReason, Tally

LINE = "Dewi rajut 12 reject 1, Siti 9"


@pytest.fixture
def shop(transactional_db: None) -> Knitting:
    shop = build_knitting()
    shop.buy(shop.yarn, 50, 4_000_000)
    shop.buy(shop.button, 500, 100_000)
    shop.worker("Dewi")
    shop.worker("Siti Aminah Kusumawardhani Prasetyaningtyas")
    RejectReason.objects.create(enterprise=shop.enterprise, name="benang putus")
    return shop


@pytest.mark.parametrize(("language", "viewport"), walks(IN_THE_HAND))
def test_a_line_is_looked_at_and_saved_and_taken_back(
    live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]
) -> None:
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    page = live_page(shop.owner, viewport=viewport, language=language)
    page.goto(reverse("tally", args=[shop.enterprise.pk]))
    name = f"tally-{'phone' if viewport is PHONE else 'desk'}-{language}"
    shot(page, f"{name}-empty")
    page.fill("#teks", LINE)
    page.keyboard.press("Enter")
    expect(page.locator("[name=r1-worker]")).to_have_value("Siti Aminah Kusumawardhani Prasetyaningtyas")
    for check in (fits, roomy, axe_clean):
        check(page)
    shot(page, f"{name}-read")
    page.locator(".actions button").click()
    expect(page.locator(".notice.done")).to_be_visible()
    shot(page, f"{name}-saved")
    assert Tally.objects.count() == 2
    for check in (fits, roomy, axe_clean):
        check(page)
    page.locator("aside form button").first.click()
    page.wait_for_load_state()
    assert Tally.objects.filter(undone_at=None).count() == 1


def test_what_is_unlikely_is_asked_with_all_that_was_typed_still_there(live_page: LivePages, shop: Knitting) -> None:
    page = live_page(shop.owner, viewport=PHONE)
    live_page.forgive("400")
    page.goto(reverse("tally", args=[shop.enterprise.pk]))
    page.fill("[name=r0-worker]", "Dewi")
    page.select_option("[name=r0-step]", index=1)
    page.fill("[name=r0-good]", "300")
    page.locator(".actions button").click()
    box = page.locator("[name=sure]")
    expect(box).to_have_count(1)
    expect(page.locator("[name=r0-good]")).to_have_value("300")
    for check in (fits, roomy, axe_clean):
        check(page)
    shot(page, "tally-doubt")
    box.check()
    page.locator(".actions button").click()
    expect(page.locator(".notice.done")).to_be_visible()
    assert Tally.objects.get().good_micro == 300 * MICRO


def test_a_worker_has_a_light_page_of_their_own(live_page: LivePages, shop: Knitting) -> None:
    user = people.worker(shop.enterprise)
    worker = shop.workers[0]
    worker.user = user
    worker.save()
    page = live_page(user, viewport=PHONE)
    path = reverse("tally", args=[shop.enterprise.pk])
    light(page, path)
    print(weigh(live_page(user, viewport=PHONE), path))
    page.goto(path)
    page.select_option("[name=r0-step]", index=1)
    page.fill("[name=r0-good]", "8")
    page.locator(".actions button").click()
    expect(page.locator(".notice.done")).to_be_visible()
    assert Tally.objects.get().worker == worker
    shot(page, "tally-worker")
