"""Starting an import that takes long, leaving it, finding it again, and being told when it is done."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.support.browsing import LivePages, axe_clean, fits, roomy
from tests.support.world import World, a_journal

from guyub.background import rules
from guyub.background.actions import run
from guyub.background.models import Job
from guyub.books.actions.posting import open_book
from guyub.books.models import Entry


def test_a_long_import_is_left_found_again_and_told_about(
    world: World, live_page: LivePages, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    # The queue waits for a worker, which is this test.
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setitem(rules.LONG, "books.import", 1)  # type: ignore[arg-type]
    owner = world.people["owner"]
    assert owner is not None
    book = open_book(world.enterprise)
    listed = a_journal(owner, book)
    page, plain = live_page(owner), live_page(owner, scripts=False)

    page.goto(f"/impor-buku/{listed.id}/")
    page.locator("form.actions button").click()
    expect(page.get_by_role("heading", name="Menunggu giliran")).to_be_visible()
    for check in (fits, roomy, axe_clean):
        check(page)
    page.goto("/")
    page.get_by_role("link", name="Pemberitahuan").click()
    page.get_by_role("link", name=re.compile("Memasukkan")).click()
    plain.goto(page.url)
    expect(plain.get_by_role("heading", name="Menunggu giliran")).to_be_visible()

    assert run(Job.objects.get().id)
    for each in (page, plain):  # they look by themselves
        expect(each.get_by_role("heading", name="Selesai")).to_be_visible(timeout=10_000)
    assert Entry.objects.filter(book=book).count() == 1

    page.goto("/")
    bell = page.get_by_role("link", name="Pemberitahuan")
    expect(bell).to_contain_text("1")
    bell.click()
    for check in (fits, roomy, axe_clean):
        check(page)
    page.get_by_role("button", name=re.compile("Selesai")).click()
    expect(page.get_by_text("catatan disimpan")).to_be_visible()
    page.goto("/")
    expect(page.locator(".bell .count")).to_have_count(0)
