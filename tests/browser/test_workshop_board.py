"""The board of today and the machines in a real browser: narrow and wide, in both languages, light, by real clicks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
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
from guyub.workshop.models import Idle, Machine, MachineDay, StepDay, Task, Worker, WorkerDay, Workshop
from guyub.workshop.queries.board import SHOWN

LONG = "Siti Aminah Kusumawardhani Prasetyaningtyas"
EVERY_DAY = {"opens": "00:00", "minutes_a_day": 1440, "working_days": "1234567"}


@pytest.fixture
def shop(transactional_db: None) -> Knitting:
    """A workshop that works day and night, so that there is always a now, with 60 people and 20 machines in it."""
    shop = build_knitting()
    Workshop.objects.update(**EVERY_DAY)
    today, step = timezone.localdate(), shop.step("rajut")
    names = [LONG, *(f"Orang {number:02}" for number in range(60))]
    workers = [shop.worker(name) for name in names]
    machines = [
        *shop.machines,
        *(
            Machine.objects.create(
                enterprise=shop.enterprise, kind=shop.knitting, name=f"Obras {n}", day_target_micro=40 * MICRO
            )
            for n in range(18)
        ),
    ]
    for ago in range(14):
        day = today - timedelta(ago)
        for number, worker in enumerate(workers):
            _day(WorkerDay, shop, day, number + ago, worker=worker, step=step)
        for number, machine in enumerate(machines):
            _day(MachineDay, shop, day, number + ago, machine=machine, step=step)
        output = {"good_micro": 900 * MICRO, "rejected_micro": (10 if ago else 140) * MICRO}
        StepDay.objects.create(enterprise=shop.enterprise, day=day, step=step, **output)
    StepDay.objects.create(
        enterprise=shop.enterprise, day=today, step=shop.step("linking"), good_micro=700 * MICRO, rejected_micro=0
    )
    Task.objects.create(
        enterprise=shop.enterprise,
        day=today,
        worker=workers[0],
        product=shop.scarf,
        step=step,
        target_micro=90 * MICRO,
        client_id="1",
    )
    shop.yarn.quantity_micro = -2 * MICRO
    shop.yarn.save()
    return shop


def _day(model: Any, shop: Knitting, day: Any, seed: int, **who: Any) -> None:
    good = (20 + seed % 17) * MICRO
    output = {"good_micro": good, "rejected_micro": seed % 3 * MICRO, "minutes_milli": good // 100}
    model.objects.create(enterprise=shop.enterprise, day=day, **output, **who)


def checked(page: Any, name: str) -> None:
    shot(page, name)
    for check in (fits, roomy, axe_clean):
        check(page)


@pytest.mark.parametrize(("language", "viewport"), walks(IN_THE_HAND))
def test_the_board_leads_to_a_machine_and_its_idle_time(
    live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]
) -> None:
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    name = f"board-{'phone' if viewport is PHONE else 'desk'}-{language}"
    page = live_page(shop.owner, viewport=viewport, language=language)
    page.goto(reverse("workshop_home", args=[shop.enterprise.pk]))
    expect(page.locator(".figure.big strong")).to_contain_text("1.600" if language == "id" else "1,600")
    expect(page.locator(".notice.attention")).to_have_count(2)
    expect(page.locator("[aria-labelledby=orang] li")).to_have_count(SHOWN)
    checked(page, name)
    page.locator("[href='?halaman=2']").click()
    expect(page.locator("[aria-labelledby=orang] li")).to_have_count(SHOWN)
    page.locator("[aria-labelledby=mesin] a").first.click()
    expect(page.locator("svg.chart").first).to_be_visible()
    checked(page, f"{name}-machine")
    page.fill("[name=minutes]", "45")
    page.select_option("[name=reason]", "no-power")
    page.locator("[value=idle]").click()
    expect(page.locator(".notice.done")).to_be_visible()
    assert Idle.objects.get().minutes == 45
    page.locator("details.fold summary").first.click()
    checked(page, f"{name}-machine-idle")
    page.locator("[value=back]").click()
    expect(page.locator(".notice.done")).to_be_visible()
    assert not Idle.objects.exists()
    page.goto(reverse("machines", args=[shop.enterprise.pk]))
    checked(page, f"{name}-machines")


def test_a_machine_is_added_and_changed_without_a_script(live_page: LivePages, shop: Knitting) -> None:
    page = live_page(shop.owner, viewport=PHONE, scripts=False)
    page.goto(reverse("machines", args=[shop.enterprise.pk]))
    page.fill("[name=name]", "Linking 1")
    page.fill("[name=kind]", "Mesin linking")
    page.fill("[name=most]", "240")
    page.select_option("[name=per]", "day")
    page.locator("form .button").last.click()
    expect(page.locator(".notice.done")).to_be_visible()
    machine = Machine.objects.get(name="Linking 1")
    assert machine.hour_most_micro == 10 * MICRO
    page.goto(reverse("machine", args=[shop.enterprise.pk, machine.pk]))
    page.locator("summary").last.click()
    page.fill("[name=target]", "70")
    page.locator("[name=active]").uncheck()
    page.locator("[value=save]").click()
    expect(page.locator(".notice.done")).to_be_visible()
    machine.refresh_from_db()
    assert (machine.hour_most_micro, machine.day_target_micro, machine.active) == (10 * MICRO, 70 * MICRO, False)


def test_the_pages_are_light_and_a_worker_has_their_own(live_page: LivePages, shop: Knitting) -> None:
    home = reverse("workshop_home", args=[shop.enterprise.pk])
    machine = reverse("machine", args=[shop.enterprise.pk, shop.machines[0].pk])
    for path in (home, machine, reverse("machines", args=[shop.enterprise.pk])):
        light(live_page(shop.owner), path)
        print(path, weigh(live_page(shop.owner), path))
    user = people.worker(shop.enterprise)
    Worker.objects.filter(name=LONG).update(user=user)
    page = live_page(user, viewport=PHONE)
    light(page, home)
    page.goto(home)
    expect(page.locator("[aria-labelledby=tugas] li")).to_have_count(1)
    expect(page.locator("body")).not_to_contain_text("Orang 01")
    checked(page, "board-worker")
    page.goto(machine)
    expect(page.locator("[value=save]")).to_have_count(0)
    checked(page, "board-worker-machine")


def test_an_empty_workshop_is_taught(live_page: LivePages, transactional_db: None) -> None:
    shop = build_knitting()
    page = live_page(shop.owner, viewport=PHONE)
    page.goto(reverse("workshop_home", args=[shop.enterprise.pk]))
    checked(page, "board-empty")
    Machine.objects.all().delete()
    page.goto(reverse("machines", args=[shop.enterprise.pk]))
    checked(page, "machines-empty")
