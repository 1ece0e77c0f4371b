"""Books and workshop written in at once: nobody waits in a ring, and both end in agreement."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection, transaction
from tests.support.knitting import NOW, TODAY, build_knitting
from tests.workshop.test_stock_value import agree

from guyub.books.actions.noting import note, take_back
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.telling import NewNote
from guyub.workshop.models import Tally, Workshop
from guyub.workshop.verify import verify_workshop

ROUNDS = 12


@pytest.mark.postgres
def test_notes_and_tallies_at_once_neither_block_nor_part_the_books(transactional_db: None) -> None:
    shop = build_knitting()
    with transaction.atomic():
        shop.buy(shop.yarn, 100, 8_500_000)
    failed: list[BaseException] = []

    def sell_and_take_back() -> None:
        for number in range(ROUNDS):
            new = NewNote(EventKind.SALE, 45_000, TODAY, item="syal", quantity=Decimal(1))
            entry = note(shop.owner, shop.book, new, client_id=uuid.uuid4(), at=NOW)
            if number % 3 == 0:
                take_back(
                    shop.owner, shop.book, entry.number, client_id=uuid.uuid4(), day=TODAY, why="salah", at=NOW
                )  # fmt: skip

    def tally() -> None:
        for __ in range(ROUNDS):
            shop.tally("rajut", 1, sure=["short"])

    threads = [threading.Thread(target=_watched, args=(each, failed)) for each in (sell_and_take_back, tally, tally)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not failed
    assert Tally.objects.count() == 2 * ROUNDS
    agree(shop)
    assert list(verify_workshop(Workshop.objects.get(pk=shop.enterprise.pk))) == []


def _watched(act: Callable[[], None], failed: list[BaseException]) -> None:
    try:
        act()
    except BaseException as problem:
        failed.append(problem)
    finally:
        connection.close()
