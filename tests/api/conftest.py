"""What the tests of the API find ready: a quiet world, and a caller with the owner's key."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.books.quiet import quiet_world
from tests.support.world import World

from guyub.books.actions.posting import open_book
from guyub.books.models import Book
from guyub.people.actions import make_key
from guyub.people.models import User


class Caller:
    """Asks the API about one book with a person's key; without a person, with none."""

    def __init__(self, user: User | None, book: Book, language: str = "id") -> None:
        headers = {"accept-language": language}
        if user is not None:
            key = make_key(user, "uji", client_id=uuid.uuid4().hex, at=timezone.now())
            headers["authorization"] = f"Bearer {key}"
        self.client = Client(headers=headers)
        self.book = f"/api/v1/books/{book.id}"

    def get(self, path: str = "", **asked: Any) -> HttpResponse:
        return self.client.get(self._at(path), asked)

    def post(self, path: str, **sent: Any) -> HttpResponse:
        return self.client.post(self._at(path), sent, content_type="application/json")

    def _at(self, path: str) -> str:
        return f"/api/v1{path}" if path.startswith("/") else f"{self.book}/{path}".rstrip("/")


@pytest.fixture
def world(db: None) -> World:
    return quiet_world()


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


@pytest.fixture
def owner(world: World, book: Book) -> Caller:
    return Caller(world.people["owner"], book)
