"""The pages of the stock: what they show, what can be done there, and what they cost."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support import people
from tests.support.knitting import DAY, TODAY, Knitting
from tests.support.people import signed_in
from tests.workshop.test_stock_value import agree

from guyub.books.actions.noting import note
from guyub.books.actions.posting import post_within
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.telling import NewNote
from guyub.kernel.measures import MICRO
from guyub.kernel.words import Words
from guyub.workshop.models import Item, ItemName, ItemUnit, Movement, StockCount
from guyub.workshop.queries.stock import ON_A_PAGE

pytestmark = pytest.mark.django_db


def stock_address(knitting: Knitting) -> str:
    return reverse("stock", args=[knitting.enterprise.id])


def card_address(knitting: Knitting, item: Item | None = None) -> str:
    return reverse("stock_item", args=[knitting.enterprise.id, (item or knitting.yarn).id])


def post(knitting: Knitting, address: str, act: str, **data: Any) -> tuple[int, str]:
    client = signed_in(knitting.owner)
    answer = client.post(address, {"act": act, **{name.replace("__", "-"): value for name, value in data.items()}})
    if answer.status_code == 302:
        return 302, client.get(answer["Location"]).content.decode()
    return answer.status_code, answer.content.decode()


def buy(knitting: Knitting, item: str, quantity: int | None, unit: str = "", amount: int = 100_000) -> int:
    said = None if quantity is None else Decimal(quantity)
    new = NewNote(EventKind.PURCHASE, amount, TODAY, item=item, quantity=said, unit=unit)
    return note(knitting.owner, knitting.book, new, client_id=uuid.uuid4()).number


def there(item: Item) -> tuple[float, int]:
    item.refresh_from_db()
    return item.quantity_micro / MICRO, item.value


def test_the_three_kinds_stand_on_tabs_with_their_value(knitting: Knitting) -> None:
    knitting.buy(knitting.yarn, 10, 850_000)
    knitting.tally("rajut", 20)
    client = signed_in(knitting.owner)
    address = stock_address(knitting)
    material = client.get(address).content.decode()
    assert "Benang" in material
    assert "Rp\N{NO-BREAK SPACE}930.000" in material  # 850,000 and what knitting added
    assert "Sama dengan buku" in material
    assert "Syal: rajut" in client.get(f"{address}?jenis=proses").content.decode()
    assert "Syal" in client.get(f"{address}?jenis=jadi").content.decode()
    assert client.get(f"{address}?jenis=apa&hal=x&catatan=99999999999999999999").status_code == 200
    assert client.get(f"{address}?hal=999").status_code == 200


def test_a_material_is_added_and_counted(knitting: Knitting) -> None:
    status, page = post(knitting, stock_address(knitting), "add", new__name="Pita Satin", new__unit="meter")
    item = Item.objects.get(name="Pita Satin")
    assert status == 302
    assert "Pita Satin ada di stok" in page
    assert "Harga satu meter" in page
    told = {"count__day": TODAY.isoformat(), "count__client_id": "one"}
    status, page = post(knitting, card_address(knitting, item), "count", count__quantity="12,5", **told)
    assert status == 400
    assert "Tulis harga satuannya" in page
    status, page = post(
        knitting, card_address(knitting, item), "count", count__quantity="12,5", count__cost="2.000", **told
    )
    assert status == 302
    assert there(item) == (12.5, 25_000)
    assert "12,5" in page
    agree(knitting)
    status, page = post(knitting, card_address(knitting, item), "uncount", which=str(StockCount.objects.get().pk))
    assert there(item) == (0, 0)
    agree(knitting)


def test_what_is_used_beyond_what_is_there_is_asked_about_once(knitting: Knitting) -> None:
    knitting.buy(knitting.yarn, 2, 170_000)
    told = {"out__kind": "spoiled", "out__quantity": "3 kg", "out__day": TODAY.isoformat(), "out__note": "kena air"}
    status, page = post(knitting, card_address(knitting), "out", out__client_id="one", **told)
    assert status == 400
    assert "tinggal 2 kg" in page
    status, page = post(knitting, card_address(knitting), "out", out__client_id="one", out__sure="on", **told)
    assert status == 302
    assert there(knitting.yarn)[0] == -1
    assert "Kurang dari nol" in page
    assert "kena air" in page
    gone = Movement.objects.get(kind="spoiled")
    status, page = post(knitting, card_address(knitting), "undo", which=str(gone.pk))
    assert there(knitting.yarn) == (2, 170_000)
    agree(knitting)


def test_own_units_and_limits(knitting: Knitting) -> None:
    card = card_address(knitting)
    assert post(knitting, card, "unit", unit__unit="Karung", unit__holds="25 kg")[0] == 302
    assert "1 karung = 25 kg" in signed_in(knitting.owner).get(card).content.decode()
    assert post(knitting, card, "limits", limits__least="2 karung", limits__lead_days="10")[0] == 302
    knitting.yarn.refresh_from_db()
    assert (knitting.yarn.least_micro, knitting.yarn.lead_days) == (50 * MICRO, 10)
    assert "beli 50 kg" in signed_in(knitting.owner).get(stock_address(knitting)).content.decode()
    for act, wrong in (
        ("unit", {"unit__unit": "kg", "unit__holds": "1"}),
        ("unit", {"unit__unit": "bal", "unit__holds": "0"}),
        ("limits", {"limits__least": "2 dus", "limits__lead_days": ""}),
        ("limits", {"limits__least": "", "limits__lead_days": "999"}),
        ("count", {"count__quantity": "-1", "count__day": TODAY.isoformat()}),
        ("count", {"count__quantity": "1", "count__day": (TODAY + DAY).isoformat()}),
        ("out", {"out__kind": "sold", "out__quantity": "1", "out__day": TODAY.isoformat()}),
    ):
        assert post(knitting, card, act, **wrong)[0] == 400, (act, wrong)
    assert post(knitting, card, "drop-unit", which=str(ItemUnit.objects.get().pk))[0] == 302
    assert not ItemUnit.objects.exists()


def test_a_purchase_that_found_no_place_gets_one(knitting: Knitting) -> None:
    number = buy(knitting, "benang bal", 3, "karung")
    client = signed_in(knitting.owner)
    assert f"?catatan={number}#tempat" in client.get(stock_address(knitting)).content.decode()
    asked = client.get(f"{stock_address(knitting)}?catatan={number}").content.decode()
    assert 'value="3 karung"' in asked
    told = {"place__item": str(knitting.yarn.pk), "place__quantity": "3 karung", "entry": str(number)}
    status, page = post(knitting, stock_address(knitting), "place", **told)
    assert status == 400
    assert "karung" in page
    told |= {"place__holds": "25 kg", "place__keep_unit": "on", "place__keep_name": "on"}
    status, page = post(knitting, stock_address(knitting), "place", **told)
    assert status == 302
    assert "Belum masuk stok" not in page
    assert there(knitting.yarn) == (75, 100_000)
    card = client.get(card_address(knitting)).content.decode()
    assert "benang bal" in card
    assert post(knitting, card_address(knitting), "drop-name", which=str(ItemName.objects.get().pk))[0] == 302
    moved = Movement.objects.get()
    status, page = post(knitting, card_address(knitting), "unplace", which=str(moved.pk))
    assert status == 302
    assert "Belum masuk stok" in client.get(stock_address(knitting)).content.decode()
    post(knitting, stock_address(knitting), "aside", entry=str(number))
    assert "Belum masuk stok" not in client.get(stock_address(knitting)).content.decode()
    assert post(knitting, stock_address(knitting), "aside", entry="77777")[0] == 302


def test_books_that_say_something_else_are_shown_and_put_right(knitting: Knitting) -> None:
    post_within(knitting.book, client_id=uuid.uuid4(), day=TODAY, words=Words("x"), transfers=[("1301", "3101", 700)])
    assert "Samakan buku" in signed_in(knitting.owner).get(stock_address(knitting)).content.decode()
    __, page = post(knitting, stock_address(knitting), "agree")
    assert "Sama dengan buku" in page
    agree(knitting)


def test_strange_addresses_and_people(knitting: Knitting) -> None:
    client = signed_in(knitting.owner)
    assert client.get(card_address(knitting) + "?sampai=x").status_code == 200
    assert client.get(reverse("stock_item", args=[knitting.enterprise.id, uuid.uuid4()])).status_code == 404
    assert client.post(card_address(knitting), {"act": "undo", "which": "x"}).status_code == 404
    assert client.post(card_address(knitting), {"act": "drop-unit", "which": "x"}).status_code == 302
    assert client.post(card_address(knitting), {"act": "apa"}).status_code == 302
    for who in (people.worker(knitting.enterprise), people.person()):
        assert signed_in(who).get(stock_address(knitting)).status_code == 404
        assert signed_in(who).post(card_address(knitting), {"act": "count"}).status_code == 404


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_cost_the_same_however_much_there_is(knitting: Knitting) -> None:
    client = signed_in(knitting.owner)
    addresses = (stock_address(knitting), card_address(knitting))
    knitting.buy(knitting.yarn, 1, 1000)
    buy(knitting, "pita", None)
    before = [_queries(client, address) for address in addresses]
    Item.objects.bulk_create(
        Item(enterprise=knitting.enterprise, kind="material", name=f"Bahan {n:03}", key=f"bahan {n}", unit="kg")
        for n in range(3 * ON_A_PAGE)
    )
    for ago in range(32):
        knitting.buy(knitting.yarn, 1, 1000, TODAY - ago * DAY)
    for __ in range(5):
        buy(knitting, "pita", None)
    assert [_queries(client, address) for address in addresses] == before
    assert max(before) < 35
    assert "Berikutnya" in client.get(addresses[0]).content.decode()
    assert "?sampai=" in client.get(addresses[1]).content.decode()
