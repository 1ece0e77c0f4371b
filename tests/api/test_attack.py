"""Whatever is sent, the API answers as its own description says it does, and never with an error of its own.

GUYUB_ATTACKS: how many requests of each kind are invented for each operation (10).
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from tests.support.world import World

from guyub.api.api import description
from guyub.api.urls import urlpatterns
from guyub.books import chart
from guyub.books.actions.posting import post
from guyub.books.models import Book
from guyub.books.verify import verify_book
from guyub.kernel.words import _
from guyub.people.actions import make_key
from guyub.web.wsgi import application

ATTACKS = int(os.environ.get("GUYUB_ATTACKS", "10"))
ENTRIES = 3
CODES = [chart.CASH, chart.SALES, chart.BANK, chart.WAGES]

assert urlpatterns, "the operations are known once their addresses are"
# What fits the description may still be refused by the books, with 400, but never for its form, with 422.
REFUSED_BY_RULES = ["2xx", "400", "401", "403", "404", "409"]
CHECKS = {"checks": {"positive_data_acceptance": {"expected-statuses": REFUSED_BY_RULES}}}
schema = schemathesis.openapi.from_dict(description(), config=SchemathesisConfig.from_dict(CHECKS))
schema.app = application


@pytest.fixture
def key(world: World, book: Book) -> Iterator[str]:
    """The owner's key, and a book with something in it, which has to recount the same after all attacks."""
    owner = world.people["owner"]
    assert owner is not None
    for number in range(ENTRIES):
        moves = [(chart.CASH, chart.SALES, 1000 + number)]
        post(owner, book, client_id=uuid.uuid4(), day=timezone.localdate(), words=_("x"), transfers=moves)
    yield make_key(owner, "uji", client_id="1", at=timezone.now())
    assert verify_book(book).wrong == ()


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """As Django's own test client does: the test's transaction outlives a request."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


def _meant(case: Case, book: Book) -> None:
    """Of what fits the description, let most be about what there is: this book, its entries, days and accounts."""
    path, body = case.path_parameters, case.body
    chance = sum(str(path).encode()) + sum(repr(body)[:200].encode())
    if chance % 8 and _is_uuid(path.get("book")):
        path["book"] = str(book.id)
    if chance % 8 and isinstance(path.get("number"), int) and path["number"] > 0:
        path["number"] = 1 + path["number"] % ENTRIES
    if chance % 4 == 0 and isinstance(body, dict):
        if "day" in body and isinstance(body["day"], str):
            body["day"] = (timezone.localdate() - timedelta(days=chance % 400)).isoformat()
        for number, each in enumerate(_moves(body)):
            each |= {"debit": CODES[number % 2], "credit": CODES[2 + (chance + number) % 2]}


def _moves(body: dict[str, Any]) -> list[dict[str, Any]]:
    moves = body.get("transfers")
    return [each for each in moves if isinstance(each, dict)] if isinstance(moves, list) else []


def _is_uuid(value: object) -> bool:
    try:
        return str(uuid.UUID(str(value))) == value
    except ValueError:
        return False


@schema.parametrize()
@settings(
    max_examples=ATTACKS,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: Case, key: str, book: Book) -> None:
    if case.meta is None or case.meta.generation.mode.is_positive:
        _meant(case, book)
    case.call_and_validate(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})
