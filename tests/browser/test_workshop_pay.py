"""A week's wages on a phone: somebody is added, days are marked, the wages are paid, and the worker reads the slip."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize
from tests.support import people
from tests.support.browsing import (
    AT_A_DESK,
    IN_THE_HAND,
    PHONE,
    LivePages,
    axe_clean,
    fits,
    roomy,
    shot,
    walks,
)
from tests.support.knitting import Knitting, build_knitting
from tests.workshop.test_paying import SATURDAY, SURE, WEEK, kasbon

from guyub.workshop.models import Slip, Worker

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def shop(transactional_db: None) -> Knitting:
    """Siti, who signs in, knitted for six days and owes a kasbon; Agus has his monthly wage."""
    shop = build_knitting()
    siti = shop.worker("Siti Rahmawati Kusumaningrum", key="siti rahmawati kusumaningrum", phone="+6281234567890")
    siti.user = people.worker(shop.enterprise, "Siti")
    siti.save()
    shop.worker("Agus", pay="monthly", monthly_rate=12_400_000, pay_since=date(2026, 9, 21))
    for number, day in enumerate(WEEK):
        shop.tally("rajut", 8 + number, day=day, worker=siti, sure=SURE)
        shop.tally("linking", 7, day=day, worker=siti, sure=SURE)
    kasbon(shop, "Siti Rahmawati Kusumaningrum", 150_000)
    return shop


def look(page: Page, name: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    for check in (fits, roomy, axe_clean):
        check(page)
    shot(page, f"pay-{name}")


@pytest.mark.parametrize(("language", "viewport"), walks(IN_THE_HAND))
def test_a_weeks_wages(live_page: LivePages, shop: Knitting, language: str, viewport: ViewportSize) -> None:
    enterprise = shop.enterprise.id
    page = live_page(shop.owner, viewport=viewport, language=language)
    page.goto(reverse("workers", args=[enterprise]))
    page.fill("#id_name", "Rina")
    page.check("input[name=pay][value=daily]")
    page.fill("#id_daily_rate", "75rb")
    page.fill("#id_since", WEEK[0].isoformat())
    look(page, f"workers-{language}")
    page.click("form[method=post] button.button")
    rina = Worker.objects.get(name="Rina")

    page.goto(reverse("attendance", args=[enterprise]) + f"?minggu={SATURDAY}")
    page.select_option(f"[name='{rina.pk}/{WEEK[5]}']", "1")
    look(page, f"attendance-{language}")
    page.click("button[value=fill]")

    page.goto(reverse("pay", args=[enterprise]) + f"?sampai={SATURDAY}")
    page.uncheck(f"[name='pay-{Worker.objects.get(name='Agus').pk}']")
    page.fill(f"[name='{Worker.objects.get(name__startswith='Siti').pk}']", "50rb")
    look(page, f"pay-{language}")
    page.click(".actions button")
    page.wait_for_url("**/upah/*-*/")
    look(page, f"run-{language}")
    slip = Slip.objects.get(worker__name__startswith="Siti")
    assert (slip.gross, slip.advance) == (189_000 + 52_500, 50_000)
    assert Slip.objects.get(worker=rina).net == 5 * 75_000 + 37_500
    page.click("text=Siti Rahmawati")
    assert page.get_attribute("a[href*='wa.me']", "href").startswith("https://wa.me/6281234567890?text=")  # type: ignore[union-attr]
    look(page, f"slip-{language}")

    own = live_page(slip.worker.user, viewport=PHONE, language=language)
    shop.tally("rajut", 5, worker=slip.worker, sure=SURE)
    own.goto(reverse("my_pay"))
    look(own, f"my-pay-{language}")
    own.click(f"a[href*='{slip.pk}']")
    look(own, f"own-slip-{language}")

    page.goto(reverse("pay_run", args=[enterprise, slip.run_id]))
    page.click("summary")
    page.click("button.danger")
    page.wait_for_url("**/upah/")
    assert not Slip.objects.filter(undone_at=None).exists()


@pytest.mark.parametrize(("language", "viewport"), walks(AT_A_DESK))
def test_the_other_pages_fit(live_page: LivePages, shop: Knitting, language: str, viewport: ViewportSize) -> None:
    enterprise, siti = shop.enterprise.id, Worker.objects.get(name__startswith="Siti")
    page = live_page(shop.owner, viewport=viewport, language=language)
    for name, address in {
        "worker": reverse("worker", args=[enterprise, siti.pk]),
        "thr": reverse("holiday_pay", args=[enterprise]) + "?hari_raya=2026-12-25",
        "thr-empty": reverse("holiday_pay", args=[enterprise]),
        "pay": reverse("pay", args=[enterprise]),
        "workers": reverse("workers", args=[enterprise]),
        "attendance": reverse("attendance", args=[enterprise]),
    }.items():
        response = page.goto(address)
        assert response is not None
        assert response.status == 200
        look(page, f"{name}-{language}")
