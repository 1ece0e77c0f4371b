"""A page or a program that sends the same once more, late: nothing is doubled, and nothing is said that is not so."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from tests.books.test_closing import NOVEMBER, OCTOBER, SEPTEMBER, sold_in_september
from tests.support.world import World

from guyub.books.actions.closing import close_month, open_again
from guyub.books.actions.opening import open_with, take_back_opening
from guyub.books.actions.posting import open_book
from guyub.books.actions.taxes import pay_tax
from guyub.books.models import Closing, Entry, Equipment
from guyub.books.rules.opening import Opening, Thing
from guyub.kernel.errors import Conflict

pytestmark = pytest.mark.usefixtures("clock")


def test_one_id_closes_other_months_and_other_books_too(world: World) -> None:
    owner, neighbour = world.people["owner"], world.people["foreign owner"]
    book, other, same = (
        sold_in_september(open_book(world.enterprise)),
        sold_in_september(open_book(world.neighbour)),
        uuid.uuid4(),
    )
    first = close_month(owner, book, month=SEPTEMBER, client_id=same)
    assert close_month(owner, book, month=SEPTEMBER, client_id=same) == first
    close_month(owner, book, month=OCTOBER, client_id=same)
    close_month(neighbour, other, month=SEPTEMBER, client_id=same)
    assert Closing.objects.count() == 3


def test_a_month_opened_again_is_not_said_to_be_closed(world: World) -> None:
    owner, book, same = world.people["owner"], sold_in_september(open_book(world.enterprise)), uuid.uuid4()
    close_month(owner, book, month=SEPTEMBER, client_id=same)
    open_again(owner, book, month=SEPTEMBER, why="Ada nota yang terlupa")
    with pytest.raises(Conflict):
        close_month(owner, book, month=SEPTEMBER, client_id=same)
    book.refresh_from_db()
    assert book.closed_until is None
    close_month(owner, book, month=SEPTEMBER, client_id=uuid.uuid4())


def test_an_opening_taken_back_does_not_come_back_by_a_resend(world: World) -> None:
    owner, book, same = world.people["owner"], open_book(world.enterprise), uuid.uuid4()
    opening = Opening(day=NOVEMBER, cash=350_000, equipment=(Thing("Mesin jahit", 4_800_000, date(2024, 11, 10), 48),))
    open_with(owner, book, opening, capital=opening.capital, client_id=same)
    take_back_opening(owner, book, client_id=uuid.uuid4())
    with pytest.raises(Conflict):
        open_with(owner, book, opening, capital=opening.capital, client_id=same)
    assert Equipment.objects.filter(book=book).count() == 1
    open_with(owner, book, opening, capital=opening.capital, client_id=uuid.uuid4())
    assert Equipment.objects.filter(book=book, gone=None).count() == 1


@pytest.mark.parametrize("other", [{"amount": 60_000}, {"place": "cash"}])
def test_another_payment_of_tax_under_the_same_id_is_not_swallowed(world: World, other: dict[str, object]) -> None:
    owner, book, same = world.people["owner"], sold_in_september(open_book(world.enterprise)), uuid.uuid4()
    told = {"month": SEPTEMBER, "amount": 50_000, "place": "bank", "day": date(2026, 10, 10), "client_id": same}
    first = pay_tax(owner, book, **told)  # type: ignore[arg-type]
    assert pay_tax(owner, book, **told) == first  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        pay_tax(owner, book, **{**told, **other})  # type: ignore[arg-type]
    assert Entry.objects.filter(book=book, client_id=same).count() == 1


def test_taxes_paid_before_the_month_closes_are_answered_the_same_after_it(world: World) -> None:
    owner, book, same = world.people["owner"], sold_in_september(open_book(world.enterprise)), uuid.uuid4()
    close_month(owner, book, month=SEPTEMBER, client_id=uuid.uuid4())
    told = {"month": SEPTEMBER, "amount": 60_000, "place": "bank", "day": date(2026, 10, 10), "client_id": same}
    first = pay_tax(owner, book, **told)  # type: ignore[arg-type]
    assert pay_tax(owner, book, **told) == first  # type: ignore[arg-type]
