"""A procedure written on a phone with photos, shown to people, renewed, and printed; and who does what, and today."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect
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
from guyub.workshop.models import Duty, Procedure, ProcedureVersion, RejectReason, Shown, StepDay, Task, WorkGroup


@pytest.fixture
def shop(transactional_db: None, settings: Any, tmp_path: Path) -> Knitting:
    settings.PICTURES = tmp_path
    shop = build_knitting()
    shop.worker("Dewi", phone="+6281234567890")
    shop.worker("Siti Aminah Kusumawardhani Prasetyaningtyas")
    shop.worker("Rini")
    return shop


def photo(color: str) -> dict[str, Any]:
    into = io.BytesIO()
    Image.effect_noise((800, 600), 60).convert("RGB").save(into, "JPEG")
    return {"name": f"{color}.jpg", "mimeType": "image/jpeg", "buffer": into.getvalue()}


def looked_at(page: Page, name: str) -> None:
    for check in (fits, roomy, axe_clean):
        check(page)
    shot(page, name)


def unfolded(page: Page, name: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    looked_at(page, name)


def press(page: Page, value: str) -> None:
    with page.expect_navigation():
        page.locator(f"main button[name=do][value={value}]:not(.sr)").last.click()


def worked(shop: Knitting) -> None:
    """Twelve days under the first version, and twelve under the one that is about to be written."""
    today = timezone.localdate()
    ProcedureVersion.objects.update(since=today - timedelta(24))
    StepDay.objects.bulk_create(
        StepDay(
            enterprise=shop.enterprise,
            day=today - timedelta(n),
            step=shop.step("rajut"),
            good_micro=(90 if n > 12 else 99) * MICRO,
            rejected_micro=(10 if n > 12 else 1) * MICRO,
        )
        for n in range(1, 25)
    )


def _looked_over(looker: Page, where: str, kind: str) -> None:
    """Every page of the one procedure there is."""
    procedure = Procedure.objects.get()
    looker.goto(where)
    looked_at(looker, f"procedure-{kind}")
    unfolded(looker, f"procedure-open-{kind}")
    for which in ("lama", "belum"):
        looker.goto(f"{where}?siapa={which}")
        expect(looker.locator("[name=who]")).to_have_count(1)
    looker.goto(f"{where}?versi=1")
    looked_at(looker, f"procedure-old-{kind}")
    looker.goto(reverse("procedure_edit", args=[procedure.enterprise_id, procedure.pk]))
    unfolded(looker, f"procedure-change-{kind}")
    looker.goto(reverse("procedures", args=[procedure.enterprise_id]))
    looked_at(looker, f"procedures-{kind}")
    sheet = looker.request.get(reverse("procedure_sheet", args=[procedure.enterprise_id, procedure.pk]))
    assert len(pypdf.PdfReader(io.BytesIO(sheet.body())).pages) == 1


@pytest.mark.parametrize(("language", "viewport"), walks(IN_THE_HAND))
def test_a_procedure_from_the_first_word_to_the_wall(
    live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]
) -> None:
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    kind = f"{'phone' if viewport is PHONE else 'desk'}-{language}"
    page = live_page(shop.owner, viewport=viewport, language=language, scripts=False)
    looker = live_page(shop.owner, viewport=viewport, language=language)
    live_page.forgive("400")
    page.goto(reverse("procedures", args=[shop.enterprise.pk]))
    page.locator("main .empty a.button").click()
    page.fill("[name=title]", "Merajut badan syal")
    page.select_option("[name=of]", label="Syal · rajut")
    page.fill("[name=s0-text]", "Rajut 40 baris pertama dengan tarikan yang sama")
    page.fill("[name=s1-text]", "Pasang benang pada dua jarum")
    page.set_input_files("[name=s1-photo]", photo("red"))
    press(page, "up-1")
    assert page.url.endswith("#langkah-0")
    expect(page.locator("[name=s0-text]")).to_have_value("Pasang benang pada dua jarum")
    expect(page.locator("#langkah-0 img.photo")).to_have_count(1)
    press(page, "add")
    expect(page.locator("fieldset.card")).to_have_count(4)
    page.fill("[name=title]", "   ")
    press(page, "save")
    expect(page.locator("main .notice.problem")).to_be_visible()
    expect(page.locator("#langkah-0 img.photo")).to_have_count(1)
    page.fill("[name=title]", "Merajut badan syal")
    for check in (fits, roomy):
        check(page)
    shot(page, f"procedure-edit-{kind}")
    press(page, "save")
    page.wait_for_url("**/prosedur/0*/")
    version = ProcedureVersion.objects.get()
    assert [bool(step.picture_id) for step in version.steps.all()] == [True, False]
    worked(shop)
    page.locator("[name=who]").nth(0).check()
    press(page, "mastered")
    page.locator("a.button:not(.quiet)").last.click()
    page.fill("[name=change]", "Tarikan benang diperiksa tiap sepuluh baris, karena banyak yang longgar")
    page.fill("[name=since]", (timezone.localdate() - timedelta(12)).isoformat())
    press(page, "save")
    page.wait_for_url("**/prosedur/0*/")
    page.locator("[name=who]").nth(1).check()
    press(page, "shown")
    assert Shown.objects.count() == 2
    _looked_over(looker, page.url, kind)


def test_enter_in_the_title_saves_and_moves_nothing(live_page: LivePages, shop: Knitting) -> None:
    page = live_page(shop.owner, viewport=PHONE)
    page.goto(reverse("procedure_new", args=[shop.enterprise.pk]))
    page.fill("[name=s0-text]", "Satu")
    page.fill("[name=title]", "Membersihkan mesin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prosedur/0*/")
    assert Procedure.objects.get().title == "Membersihkan mesin"


def test_a_worker_reads_how_it_is_done(live_page: LivePages, shop: Knitting) -> None:
    page = live_page(shop.owner, viewport=PHONE)
    page.goto(reverse("procedure_new", args=[shop.enterprise.pk]))
    page.fill("[name=title]", "Merajut")
    page.fill("[name=s0-text]", "Pasang benang")
    press(page, "save")
    page.wait_for_url("**/prosedur/0*/")
    where = page.url
    user = people.worker(shop.enterprise)
    shop.workers[0].user = user
    shop.workers[0].save()
    own = live_page(user, viewport=PHONE)
    light(own, where)
    looked_at(own, "procedure-worker")
    own.goto(reverse("procedures", args=[shop.enterprise.pk]))
    looked_at(own, "procedures-worker")


@pytest.mark.parametrize(("language", "viewport"), walks(AT_A_DESK))
def test_who_does_what_today_and_always(
    live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]
) -> None:
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    kind = f"{'phone' if viewport is PHONE else 'desk'}-{language}"
    page = live_page(shop.owner, viewport=viewport, language=language)
    page.goto(reverse("team", args=[shop.enterprise.pk]))
    unfolded(page, f"team-empty-{kind}")
    with page.expect_navigation():
        page.locator(".empty button").click()
    page.fill("[name=what]", "Mengatur kiriman ke Pasar Beringharjo tiap hari Rabu pagi")
    page.fill("[name=worker]", "Dewi")
    press(page, "duty")
    page.fill("[name=name]", "Rajut")
    press(page, "group")
    unfolded(page, f"team-{kind}")
    assert Duty.objects.filter(worker=shop.workers[0]).count() == 1
    page.goto(reverse("group", args=[shop.enterprise.pk, WorkGroup.objects.get().pk]))
    page.fill("[name=who]:not([type=hidden])", "Dewi, siti")
    press(page, "in")
    looked_at(page, f"group-{kind}")
    page.goto(reverse("duty", args=[shop.enterprise.pk, Duty.objects.get(worker=shop.workers[0]).pk]))
    looked_at(page, f"duty-{kind}")
    page.goto(reverse("team", args=[shop.enterprise.pk]) + f"?siapa={shop.workers[0].pk}")
    looked_at(page, f"team-one-{kind}")
    page.goto(reverse("tasks", args=[shop.enterprise.pk]))
    unfolded(page, f"tasks-empty-{kind}")
    for worker, step, target, words in (
        ("Dewi", 1, "1 lusin", ""),
        ("Siti", 2, "20", "yang biru dulu"),
        ("Dewi", 0, "", "Sapu lantai"),
    ):
        page.fill("[name=worker]", worker)
        page.select_option("[name=step]", index=step)
        page.fill("[name=target]", target)
        page.fill("[name=words]", words)
        page.locator("aside form.card button").click()
        page.wait_for_load_state()
    page.locator("button[value=done]").first.click()
    page.wait_for_load_state()
    unfolded(page, f"tasks-{kind}")
    assert Task.objects.filter(done=True).count() == 1
    page.locator("nav.chooser a").last.click()
    page.locator("aside form:not(.card) button").click()
    page.wait_for_load_state()
    assert Task.objects.count() == 6
    page.locator("aside a.button").click()
    looked_at(page, f"tasks-print-{kind}")
    page.goto(reverse("reject_reasons", args=[shop.enterprise.pk]))
    for name in ("benang putus", "ukuran salah"):
        page.fill("form.card [name=name]", name)
        page.locator("form.card button").click()
        page.wait_for_load_state()
    unfolded(page, f"reasons-{kind}")
    assert RejectReason.objects.count() == 2
