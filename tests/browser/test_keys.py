"""Making a key for a program on a phone: it is seen whole, can be copied, and is revoked with one tap."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.support import people
from tests.support.browsing import PHONE, LivePages, axe_clean, fits, shot

from guyub.people.models import ApiKey


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_key_is_made_seen_and_revoked(live_page: LivePages, transactional_db: None, language: str) -> None:
    user = people.stranger("Bu Sri")
    user.language = language
    user.save()
    page = live_page(user, viewport=PHONE, language=language)
    page.goto(reverse("api_keys"))
    page.fill("[name=name]", "Mesin kasir di toko depan yang selalu menyala siang dan malam")
    page.press("[name=name]", "Enter")
    page.wait_for_selector("main code")
    assert re.fullmatch(r"guyub_[\w-]{43}", page.locator("main code").inner_text())
    fits(page)
    axe_clean(page)
    shot(page, f"key-{language}")
    page.click("main .rows button")
    page.wait_for_selector("main .rows")
    assert page.locator("main .rows button").count() == 0
    assert ApiKey.objects.get().revoked is not None
    fits(page)
    axe_clean(page)
