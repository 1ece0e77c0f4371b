"""The page of parts looks as it did: every part in both languages, light and dark, narrow and wide, forced colours.

After a wanted change, `tools/pictures ui` takes the pictures anew; look at them before keeping them.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from tests.support import picturing
from tests.support.browsing import PHONE, LivePages, axe_clean, fits, roomy
from tests.support.picturing import LOOKS, SPECIMEN_NAME

from guyub.web import settings as installed

LARGEST = 600_000


SPOILED = [
    (".row .quiet { color: transparent }", "baris"),
    (".error { visibility: hidden }", "salah"),
    (".row .amount { margin-left: -72px }", "baris"),
    (".status { position: absolute }", "keadaan"),
    (":root { --daun: #a93428 }", "kemajuan"),
    (":root { --nila: #66635c }", "tombol"),
    (".chart .c-new { fill: none }", "pembagian"),
    (".chart text { font-size: 9px }", "rantai"),
    (".button { min-height: 32px; padding-block: 0 }", "beda"),
]


@pytest.fixture
def address(browser: Browser, server: str, transactional_db: None, settings: object) -> str:
    """Of the server, where this machine sets text as the one did that took the pictures; otherwise it says so."""
    settings.STORAGES = installed.STORAGES
    before = picturing.kept()[SPECIMEN_NAME]
    if told := list(picturing.differences(before, {"letters": picturing.specimen(browser)})):
        pytest.skip(
            f"this Chromium ({browser.version}) draws the kept font otherwise than the one that took the pictures "
            f"({told[0]}), so nothing can be compared here; {picturing.RENEW} takes them anew"
        )
    return server


def test_every_part_looks_as_it_did(browser: Browser, address: str) -> None:
    before, now = picturing.kept(), picturing.looked_at(browser, address)
    changed = [f"{name}: {each}" for name in now for each in picturing.differences(before[name], now[name])]
    assert not changed, "\n".join([*sorted(changed), f"When this is wanted: {picturing.RENEW}"])


def test_a_spoiled_style_is_noticed(browser: Browser, address: str) -> None:
    before = picturing.kept()[LOOKS[0].name]
    unnoticed = []
    with picturing.open_parts(browser, address) as page:
        picturing.turn(page, LOOKS[0])
        for broken, part in SPOILED:
            spoiled = page.add_style_tag(content=broken)
            told = list(picturing.differences(before, picturing.parts_of(page)))
            spoiled.evaluate("each => each.remove()")
            if not any(each.startswith(f"{part}:") for each in told):
                unnoticed.append(broken)
        assert not unnoticed
        assert not list(picturing.differences(before, picturing.parts_of(page)))


def test_the_kept_pictures_are_small() -> None:
    assert {path.stem for path in picturing.FOLDER.glob("*.png")} == {SPECIMEN_NAME, *(look.name for look in LOOKS)}
    assert sum(path.stat().st_size for path in picturing.FOLDER.iterdir()) < LARGEST


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_of_parts_is_accessible_and_fits(live_page: LivePages, language: str) -> None:
    page = live_page(viewport=PHONE, language=language)
    page.goto("/ui/")
    for check in (fits, roomy, axe_clean):
        check(page)
