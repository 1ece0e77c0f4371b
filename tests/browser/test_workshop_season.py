"""Offering a free week in two taps, without JavaScript, on a phone; and noting a month's electricity."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from tests.support import people
from tests.support.browsing import (
    AT_A_DESK,
    IN_THE_HAND,
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
from guyub.sentra.models import Membership
from guyub.workshop.actions.jobs import NewJob, take_job
from guyub.workshop.models import CapacityOffer, DayFlow, Idle, Movement, StepDay, UtilityUse
from guyub.workshop.rules.capacity import monday


@pytest.fixture
def shop(transactional_db: None) -> Knitting:
    """Two years of weeks: busy before the end of the year, quiet after it; a machine that broke; an order to make."""
    shop = build_knitting()
    today = timezone.localdate()
    step, item = shop.step("finishing"), shop.finished
    for back in range(1, 120):
        day = monday(today) - timedelta(weeks=back) + timedelta(1)
        place = -back % 52
        made = (260 if place in range(5, 9) else 30 if place in range(1, 4) else 120) * MICRO
        StepDay.objects.create(enterprise=shop.enterprise, day=day, step=step, good_micro=made)
        DayFlow.objects.create(
            enterprise=shop.enterprise, day=day, item=item, kind=Movement.Kind.SOLD, quantity_micro=made
        )
    Idle.objects.create(
        enterprise=shop.enterprise,
        machine=shop.machines[0],
        day=today,
        minutes=600,
        reason=Idle.Reason.BROKEN,
        at=timezone.now(),
        client_id="1",
    )
    new = NewJob(shop.scarf, 180 * MICRO, today + timedelta(14), "Butik")
    take_job(shop.owner, shop.enterprise, new, client_id="1", at=timezone.now())
    return shop


@pytest.mark.parametrize(("language", "viewport"), walks(IN_THE_HAND))
def test_a_week_is_offered_in_two_taps_and_the_officer_sees_only_weeks(
    live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]
) -> None:
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    page = live_page(shop.owner, viewport=viewport, language=language, scripts=False)
    page.goto(reverse("season", args=[shop.enterprise.pk]))
    expect(page.locator("svg.chart")).to_be_visible()
    rows = page.locator("form li")
    expect(rows).to_have_count(13)
    rows.nth(4).locator("summary").click()
    rows.nth(4).locator("button", has_text="50 %").click()
    expect(page.locator(".notice.done")).to_be_visible()
    offer = CapacityOffer.objects.get()
    assert (offer.week, offer.percent) == (monday(timezone.localdate()) + timedelta(weeks=4), 50)
    rows.nth(0).locator("summary").click()
    rows.nth(0).locator("button", has_text="100 %").click()
    expect(page.locator(".notice.done")).to_be_visible()

    seen = live_page(shop.owner, viewport=viewport, language=language)
    seen.goto(reverse("season", args=[shop.enterprise.pk]))
    shot(seen, f"season-{'phone' if viewport is PHONE else 'desk'}-{language}")
    seen.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    for check in (fits, roomy, axe_clean):
        check(seen)
    light(seen, reverse("season", args=[shop.enterprise.pk]))

    sentra = Membership.objects.get(enterprise=shop.enterprise).sentra
    officer = people.officer(sentra)
    User.objects.filter(pk=officer.pk).update(language=language)
    desk = live_page(officer, viewport=viewport, language=language)
    desk.goto(reverse("members", args=[sentra.pk]))
    expect(desk.locator("main")).to_contain_text("1,5" if language == "id" else "1.5")
    expect(desk.locator("main")).not_to_contain_text("Butik")
    shot(desk, f"season-officer-{'phone' if viewport is PHONE else 'desk'}-{language}")
    for check in (fits, roomy, axe_clean):
        check(desk)

    rows.nth(0).locator("summary").click()
    rows.nth(0).locator("button").last.click()
    expect(page.locator(".notice.done")).to_be_visible()
    assert CapacityOffer.objects.count() == 1


@pytest.mark.parametrize(("language", "viewport"), walks(AT_A_DESK))
def test_a_month_of_electricity_is_noted_and_told_per_piece(
    live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]
) -> None:
    live_page.forgive("400")
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    page = live_page(shop.owner, viewport=viewport, language=language)
    name = f"utilities-{'phone' if viewport is PHONE else 'desk'}-{language}"
    path = reverse("utilities", args=[shop.enterprise.pk])
    page.goto(path)
    shot(page, f"{name}-empty")

    def note(month: int, **typed: str) -> None:
        page.select_option("[name=month]", index=month)
        for field in ("meter", "used", "cost"):
            page.fill(f"[name={field}]", typed.get(field, ""))
        page.locator("#catat button").click()
        page.wait_for_load_state()

    meters = ["10.000", "10.210", "10.400", "10.610", "11.150"]
    for month, meter in zip(range(5, 0, -1), meters, strict=True):
        note(month, meter=meter, cost="800rb" if month == 1 else "300rb")
        expect(page.locator(".notice.done").first).to_be_visible()
    assert UtilityUse.objects.count() == 5
    expect(page.locator(".notice.attention")).to_be_visible()
    shot(page, name)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    for check in (fits, roomy, axe_clean):
        check(page)
    light(page, path)
    page.goto(path)
    note(0, meter="12")
    expect(page.locator(".errors, [role=alert]").first).to_be_visible()
    shot(page, f"{name}-turned")
    for check in (fits, roomy, axe_clean):
        check(page)
    note(0, meter="12", used="190")
    expect(page.locator(".notice.done").first).to_be_visible()
