"""Keys for programs: shown once, kept as a hash, acting as their owner until they are revoked."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import people
from tests.support.people import signed_in

from guyub.people.actions import make_key, revoke_key, user_of_key
from guyub.people.models import ApiKey, User

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return people.stranger("Bu Sri")


def books(key: str) -> int:
    return Client(headers={"authorization": f"Bearer {key}"}).get("/api/v1/books").status_code


def shown_in(page: bytes) -> list[str]:
    return re.findall(r"guyub_[\w-]{43}", page.decode())


def test_a_key_is_shown_once_and_then_works(user: User) -> None:
    client, address = signed_in(user), reverse("api_keys")
    sent = {"name": "Mesin kasir", "client_id": "a1"}
    (key,) = shown_in(client.post(address, sent).content)
    assert books(key) == 200
    page = client.get(address).content
    assert shown_in(page) == []
    assert "Mesin kasir" in page.decode()
    again = client.post(address, sent, follow=True)
    assert "sudah dibuat" in again.content.decode()
    assert ApiKey.objects.count() == 1


def test_what_is_kept_does_not_open_anything(user: User) -> None:
    key = make_key(user, "x", client_id="1", at=NOW)
    kept = ApiKey.objects.get()
    assert key not in str(ApiKey.objects.values().get())
    for wrong in (kept.sha256, str(kept.id), key[:-1], key + "x", key.upper(), "", "guyub_", "guyub_" + "\ud800"):
        assert user_of_key(wrong, at=NOW) is None
    assert [books(key), books(kept.sha256), books("")] == [200, 401, 401]


def test_a_revoked_key_opens_nothing_any_more(user: User) -> None:
    key = make_key(user, "x", client_id="1", at=NOW)
    address = reverse("api_key_revoke", args=[ApiKey.objects.get().id])
    assert signed_in(people.stranger()).post(address).status_code == 404
    assert books(key) == 200
    assert signed_in(user).post(address, follow=True).status_code == 200
    assert books(key) == 401
    assert revoke_key(user, ApiKey.objects.get().id, at=NOW) is not None, "twice is no error"


def test_a_key_of_somebody_who_may_not_sign_in_opens_nothing(user: User) -> None:
    key = make_key(user, "x", client_id="1", at=NOW)
    User.objects.update(is_active=False)
    assert books(key) == 401


def test_a_wrong_key_is_not_helped_by_a_session(user: User) -> None:
    client = signed_in(user)
    assert client.get("/api/v1/books").status_code == 200
    assert client.get("/api/v1/books", headers={"authorization": "Bearer guyub_x"}).status_code == 401


def test_when_it_was_used_is_written_at_most_hourly(user: User, django_assert_num_queries: Any) -> None:
    key = make_key(user, "x", client_id="1", at=NOW)
    for minutes, seen in ((0, 0), (59, 0), (61, 61)):
        assert user_of_key(key, at=NOW + timedelta(minutes=minutes)) == user
        assert ApiKey.objects.get().last_used == NOW + timedelta(minutes=seen)
    with django_assert_num_queries(1):
        user_of_key(key, at=NOW + timedelta(minutes=62))


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_key_needs_a_name_that_fits(user: User, name: str) -> None:
    page = signed_in(user).post(reverse("api_keys"), {"name": name, "client_id": "1"})
    assert page.status_code == 400
    assert not ApiKey.objects.exists()
    assert name.strip() in page.content.decode(), "what was typed is kept"
