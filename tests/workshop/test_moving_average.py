"""The value of the stock against published examples of the perpetual moving average. Figures are taken as facts.

Published averages are rounded to the cent before they are used again; here a value is rounded once, so a comparison
leaves room for what their rounding moved.
"""

from __future__ import annotations

import json
import os
import uuid
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.support.knitting import NOW, Knitting, build_knitting
from tests.workshop.test_stock_value import agree

from guyub.books.actions.noting import note
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.telling import NewNote
from guyub.kernel.measures import MICRO
from guyub.workshop.actions.moving import count
from guyub.workshop.actions.recipes import add_material, add_product
from guyub.workshop.models import Item
from guyub.workshop.queries.stock import worth_of
from guyub.workshop.rules.valuation import Held, came, went

Move = tuple[str, int, int]  # "in" or "out", units, and what came in cost

# Kieso, Weygandt and Warfield, Intermediate Accounting, an exercise on Waterway Industries (as printed at
# quizlet.com/634164174): 9,200 at 9.71, 6,300 at 10.23, 7,400 out, 8,200 at 10.69, 11,100 out; 53,602 are left.
WATERWAY: list[Move] = [("in", 9200, 89_332), ("in", 6300, 64_449), ("out", 7400, 0), ("in", 8200, 87_658)]
WATERWAY += [("out", 11_100, 0)]
# Warren, Reeve and Duchac, Accounting, perpetual average cost (as printed at scribd.com/document/641775428):
# 10 at 20, 7 out, 8 at 21, 4 and 2 out, 10 at 22; 15 are left. In thousandths of a dollar.
WARREN: list[Move] = [("in", 10, 200_000), ("out", 7, 0), ("in", 8, 168_000), ("out", 4, 0), ("out", 2, 0)]
WARREN += [("in", 10, 220_000)]
# InstantCert, lesson on the average cost in a perpetual system (instantcertcredit.com/courses/5/lesson/318): 500 worth
# 1,200; 300 out cost 720; 100 for 350; 250 out; 300 for 1,200; 1,338 are left. In cents.
LESSON: list[Move] = [("in", 500, 120_000), ("out", 300, 0), ("in", 100, 35_000), ("out", 250, 0), ("in", 300, 120_000)]


def after(moves: list[Move]) -> tuple[Held, list[int]]:
    """What is there at the end, and what each lot that went out cost."""
    held, gone = Held(), []
    for kind, units, value in moves:
        if kind == "in":
            held = came(held, units * MICRO, value)
        else:
            held, cost = went(held, units * MICRO)
            gone.append(cost)
    return held, gone


@pytest.mark.parametrize(
    ("moves", "left", "value", "out", "room"),
    [
        (WATERWAY, 5200, 53_602, [73_415, 114_416], 4),
        (WARREN, 15, 323_500, [140_000, 82_900, 41_400], 140),
        (LESSON, 350, 133_800, [72_000, 69_250], 90),
    ],
    ids=["waterway", "warren", "lesson"],
)
def test_the_published_examples(moves: list[Move], left: int, value: int, out: list[int], room: int) -> None:
    held, gone = after(moves)
    assert held.quantity == left * MICRO
    assert abs(held.value - value) <= room
    assert all(abs(ours - theirs) <= room for ours, theirs in zip(gone, out, strict=True))
    assert held.value + sum(gone) == sum(cost for __, __, cost in moves)  # nothing is lost by rounding


def test_an_average_that_does_not_divide_loses_no_rupiah() -> None:
    held, gone = after([("in", 3, 100), ("out", 1, 0), ("out", 1, 0), ("out", 1, 0)])
    assert (held.quantity, held.value) == (0, 0)
    assert sum(gone) == 100


def _shared(name: str) -> dict[str, Any]:
    folder = os.environ.get("GUYUB_SHARED_DATA")
    if not folder:
        pytest.skip("GUYUB_SHARED_DATA names no folder")
    return json.loads((Path(folder) / "books" / name).read_text())


def _note(shop: Knitting, kind: EventKind, item: str, quantity: int, unit: str, amount: int, day: str) -> None:
    new = NewNote(kind, amount, date.fromisoformat(day), item=item, quantity=Decimal(quantity), unit=unit)
    note(shop.owner, shop.book, new, client_id=uuid.uuid4(), at=NOW)


def _of(entries: list[dict[str, Any]], account: str) -> list[tuple[str, int]]:
    """Day and change of an account by entry."""
    return [
        (each["date"], debit - credit)
        for each in entries
        for name, debit, credit in each["lines"]
        if name == account
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_merchant_of_the_published_month() -> None:
    """Bought for 250,000 in all; what cost 100,000 was sold; 150,000 are left. Units are not told: 250 are taken."""
    told = _shared("merchandise_month.json")
    bought, sold = _of(told["journal"], "Inventory")
    assert sold[1] == -told["expected_unadjusted"]["trial_balance_debit_positive"]["Cost of Goods Sold"]
    shop = build_knitting()
    add_material(shop.owner, shop.enterprise, "barang dagang", "buah")
    _note(shop, EventKind.PURCHASE, "barang dagang", 250, "buah", bought[1], f"2026-{bought[0]}")
    income = -told["expected_unadjusted"]["trial_balance_debit_positive"]["Sales"]
    _note(shop, EventKind.SALE, "barang dagang", 100, "buah", income, f"2026-{sold[0]}")
    left = told["expected_unadjusted"]["trial_balance_debit_positive"]["Inventory"]
    assert worth_of(shop.enterprise).stock["material"] == left
    agree(shop)


@pytest.mark.django_db
def test_more_chips_sold_than_were_made_is_said_and_still_adds_up() -> None:
    """The trap of the published case: chips worth 500,000 were made, and 1,150,000 worth of them sold."""
    told = _shared("bumdes_keripik.json")
    made, *sold = _of(told["journal"], "1-1006")
    shop = build_knitting()
    chips = add_product(shop.owner, shop.enterprise, "keripik", "kg")
    cassava = add_material(shop.owner, shop.enterprise, "singkong", "kg")
    _note(shop, EventKind.PURCHASE, "singkong", 200, "kg", 400_000, "2026-01-05")
    item = Item.objects.get(product=chips, kind=Item.Kind.FINISHED)
    day = date.fromisoformat(made[0].replace("2024", "2026"))
    count(shop.owner, shop.enterprise, item, day=day, quantity=50 * MICRO, value=made[1], client_id="made", at=NOW)
    for each, kilos in zip(sold, (50, 65), strict=True):
        _note(shop, EventKind.SALE, "keripik", kilos, "kg", -each[1] * 3 // 2, each[0].replace("2024", "2026"))
    item.refresh_from_db()
    assert item.quantity_micro == -65 * MICRO
    assert item.value == told["expected_2024-01-31"]["trial_balance_debit_positive"]["1-1006"] == -650_000
    worth = worth_of(shop.enterprise)
    assert worth.agree
    cassava.refresh_from_db()
    assert worth.whole == cassava.value - 650_000
