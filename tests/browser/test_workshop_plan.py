"""From a question about a new order to the order itself, to its progress, to the plan in which it is late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
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
from tests.support.knitting import Knitting, build_knitting

from guyub.kernel.measures import MICRO
from guyub.people.models import User
from guyub.workshop.actions.jobs import ShareOf, follow_share
from guyub.workshop.models import Job, Machine, MachineKind


def a_job(shop: Knitting, quantity: int, days: int, customer: str) -> Job:
    today = timezone.localdate()
    return Job.objects.create(
        enterprise=shop.enterprise,
        client_id=f"{customer} {quantity}",
        name=shop.scarf.name,
        product=shop.scarf,
        customer=customer,
        quantity_micro=quantity * MICRO,
        accepted=today,
        due=today + timedelta(days=days),
    )


@pytest.fixture
def shop(transactional_db: None) -> Knitting:
    shop = build_knitting()
    for name in ("Siti", "Dewi", "Wati"):
        shop.worker(name)
    kind = MachineKind.objects.create(enterprise=shop.enterprise, name="Mesin linking")
    Machine.objects.create(enterprise=shop.enterprise, kind=kind, name="Linking dekat jendela depan sebelah kiri")
    a_job(shop, 900, 6, "Bu Tini Kusumawardhani dari Pasar Beringharjo lantai dua")
    a_job(shop, 240, 40, "Pak Budi")
    a_job(shop, 60, -2, "Bu Sri")
    today = timezone.localdate()
    follow_share(
        shop.enterprise,
        ShareOf(1, "Syal rajut biru", "Koperasi", 80, 30_000, today + timedelta(days=30)),
        at=timezone.now(),
    )
    return shop


def checked(page: Page, name: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    for check in (fits, roomy, axe_clean):
        check(page)
    shot(page, name)


@pytest.mark.parametrize(("language", "viewport"), walks(AT_A_DESK))
def test_from_a_question_to_an_order_to_its_end(
    live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]
) -> None:
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    page = live_page(shop.owner, viewport=viewport, language=language)
    name = f"{'phone' if viewport is PHONE else 'desk'}-{language}"
    page.goto(reverse("plan", args=[shop.enterprise.pk]))
    expect(page.locator("#terlambat")).to_be_visible()
    assert page.locator("figure svg.chart").count() == 1
    checked(page, f"plan-{name}")
    page.fill("#tanya [name=quantity]", "10 lusin")
    page.fill("#tanya [name=due]", (timezone.localdate() + timedelta(days=8)).isoformat())
    page.locator("#tanya button").click()
    expect(page.locator("#jawaban")).to_be_visible()
    checked(page, f"plan-answer-{name}")
    assert Job.objects.count() == 4
    page.locator("#jawaban a.button").click()
    expect(page.locator("#baru [name=quantity]")).to_have_value("10 lusin")
    page.fill("#baru [name=customer]", "Toko Uji")
    page.locator("#baru button").click()
    expect(page.locator(".notice.done")).to_be_visible()
    checked(page, f"jobs-{name}")
    job = Job.objects.get(customer="Toko Uji")
    assert job.quantity_micro == 120 * MICRO
    page.get_by_role("link", name="Toko Uji").click()
    checked(page, f"job-{name}")
    page.locator("button[value=done]").click()
    expect(page.locator("button[value=reopen]")).to_be_visible()
    page.locator("button[value=reopen]").click()
    expect(page.locator("button[value=done]")).to_be_visible()


def test_a_joint_share_gets_its_product_by_two_taps(live_page: LivePages, shop: Knitting) -> None:
    page = live_page(shop.owner, viewport=PHONE, scripts=False)
    page.goto(reverse("plan", args=[shop.enterprise.pk]))
    page.locator("section[aria-labelledby=belum] a").click()
    shot(page, "job-joint-phone-id")
    fits(page)
    page.locator("form.tint-soga button").click()
    page.wait_for_load_state()
    assert Job.objects.get(source_id=1).product == shop.scarf
    page.goto(reverse("plan", args=[shop.enterprise.pk]))
    assert page.locator("section[aria-labelledby=belum]").count() == 0


def test_wrong_input_is_told_at_its_field(live_page: LivePages, shop: Knitting) -> None:
    live_page.forgive("400")
    page = live_page(shop.owner, viewport=PHONE)
    page.goto(reverse("jobs", args=[shop.enterprise.pk]))
    page.fill("#baru [name=quantity]", "3 kg")
    page.fill("#baru [name=due]", "2020-01-01")
    page.locator("#baru button").click()
    page.wait_for_load_state()
    checked(page, "jobs-wrong-phone-id")
    expect(page.locator("#id_quantity_error")).to_be_visible()


def test_an_empty_workshop_and_sixty_orders_are_light(live_page: LivePages, shop: Knitting) -> None:
    page = live_page(shop.owner, viewport=PHONE)
    for number in range(60):
        a_job(shop, 10 + number, 5 + number, f"Pelanggan {number}")
    page.goto(reverse("plan", args=[shop.enterprise.pk]))
    checked(page, "plan-sixty-phone-id")
    light(live_page(shop.owner, viewport=PHONE), reverse("plan", args=[shop.enterprise.pk]))
    light(live_page(shop.owner, viewport=PHONE), reverse("jobs", args=[shop.enterprise.pk]))
    Job.objects.all().delete()
    page.goto(reverse("plan", args=[shop.enterprise.pk]))
    checked(page, "plan-empty-phone-id")
    page.goto(reverse("jobs", args=[shop.enterprise.pk]))
    checked(page, "jobs-empty-phone-id")
