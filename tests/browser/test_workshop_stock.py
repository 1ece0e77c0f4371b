"""The stock on a phone and a desk, by real clicks: add, count, use too much, place what found no place, see a card."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.support.browsing import (
    AT_A_DESK,
    PHONE,
    LivePages,
    axe_clean,
    fits,
    light,
    roomy,
    shot,
    walks,
)
from tests.support.knitting import DAY, TODAY, Knitting, build_knitting
from tests.support.walking import Walker
from tests.workshop.test_stock_value import agree

from guyub.books.actions.noting import note
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.telling import NewNote
from guyub.kernel.measures import MICRO
from guyub.people.models import User
from guyub.workshop.models import Item, Movement


def told(shop: Knitting, kind: EventKind, item: str, quantity: int | None, unit: str, amount: int) -> None:
    said = None if quantity is None else Decimal(quantity)
    new = NewNote(kind, amount, TODAY - DAY, item=item, quantity=said, unit=unit, text=f"{item} {unit}")
    note(shop.owner, shop.book, new, client_id=uuid.uuid4())


@pytest.fixture
def shop(transactional_db: None) -> Knitting:
    shop = build_knitting()
    shop.buy(shop.yarn, 60, 5_100_000, TODAY - 40 * DAY)
    for ago in range(1, 30):
        if (TODAY - ago * DAY).isoweekday() < 7:
            shop.tally("rajut", 8 + ago % 3, day=TODAY - ago * DAY, sure=["short"])
    shop.tally("linking", 20, day=TODAY - DAY, sure=["short"])
    shop.tally("finishing", 12, day=TODAY - DAY, sure=["short"])
    told(shop, EventKind.PURCHASE, "benang katun putih", 3, "karung", 1_800_000)
    told(shop, EventKind.PURCHASE, "bensin", None, "", 50_000)
    return shop


def sound(page: Page) -> None:
    for check in (fits, roomy, axe_clean):
        check(page)


@pytest.mark.parametrize(("language", "viewport"), walks(AT_A_DESK))
def test_a_stock_is_kept(live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]) -> None:
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    page = live_page(shop.owner, viewport=viewport, language=language)
    live_page.forgive("400")
    name = f"stock-{'phone' if viewport is PHONE else 'desk'}-{language}"
    walker = Walker(page, language, name)
    page.goto(reverse("stock", args=[shop.enterprise.pk]))
    sound(page)
    shot(page, f"{name}-list")
    walker.sees("Kurang dari nol")  # buttons were never bought
    walker.sees("Sama dengan buku, sampai ke rupiahnya.")
    _placed(page, walker, shop, name)
    _added(page, walker, name)
    _used_up(page, walker, shop, name)
    page.goto(reverse("stock", args=[shop.enterprise.pk]) + "?jenis=proses")
    shot(page, f"{name}-process")
    sound(page)
    page.goto(reverse("book", args=[shop.book.pk]))
    shot(page, f"{name}-book")
    agree(shop)


def _placed(page: Page, walker: Walker, shop: Knitting, name: str) -> None:
    waiting = page.locator("section", has=page.locator("#menunggu"))
    walker.press("Bukan stok", waiting)  # the petrol is the latest
    waiting.get_by_role("link").first.click()
    page.wait_for_load_state()
    sound(page)
    shot(page, f"{name}-place")
    page.select_option("[name=place-item]", str(shop.yarn.pk))
    page.fill("[name=place-holds]", "25 kg")
    page.check("[name=place-keep_name]")
    walker.press("Masukkan")
    walker.sees("Sudah masuk stok.")
    assert Movement.objects.get(item=shop.yarn, quantity_micro=75 * MICRO).value == 1_800_000
    expect(page.locator("#menunggu")).to_have_count(0)


def _added(page: Page, walker: Walker, name: str) -> None:
    page.fill("[name=new-name]", "Pita satin")
    page.fill("[name=new-unit]", "meter")
    walker.press("Tambah")
    page.fill("[name=count-quantity]", "40")
    walker.press("Simpan hitungan")
    sound(page)
    shot(page, f"{name}-cost")
    page.fill("[name=count-cost]", "1.500")
    walker.press("Simpan hitungan")
    assert Item.objects.get(name="Pita satin").value == 60_000
    sound(page)


def _used_up(page: Page, walker: Walker, shop: Knitting, name: str) -> None:
    page.goto(reverse("stock_item", args=[shop.enterprise.pk, shop.yarn.pk]))
    sound(page)
    shot(page, f"{name}-card")
    walker.unfold("Dipakai atau rusak")
    page.fill("[name=out-quantity]", "10 karung")
    walker.press("Catat", page.locator("form", has=page.locator("[name=out-quantity]")))
    expect(page.locator("[name=out-sure]")).to_be_visible()
    sound(page)
    shot(page, f"{name}-doubt")
    page.check("[name=out-sure]")
    walker.press("Catat", page.locator("form", has=page.locator("[name=out-quantity]")))
    sound(page)
    shot(page, f"{name}-short")
    moved = page.locator("section", has=page.locator("#keluar-masuk"))
    moved.get_by_role("button").first.click()
    page.wait_for_load_state()
    assert Item.objects.get(pk=shop.yarn.pk).quantity_micro > 0
    shot(page, f"{name}-undone")


def test_pages_are_light_and_work_without_scripts(live_page: LivePages, shop: Knitting) -> None:
    page = live_page(shop.owner, viewport=PHONE, scripts=False)
    address = reverse("stock_item", args=[shop.enterprise.pk, shop.yarn.pk])
    page.goto(address)
    page.fill("[name=count-quantity]", "7,5")
    page.locator("button[value=count]").click()
    page.wait_for_load_state()
    assert Item.objects.get(pk=shop.yarn.pk).quantity_micro == 7_500_000
    for path in (reverse("stock", args=[shop.enterprise.pk]), address):
        light(live_page(shop.owner, viewport=PHONE), path)
