"""A page asks the database as often for thirty members and orders as for three; and whatever is posted, none breaks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.orders.conftest import Shop
from tests.support import people
from tests.support.world import World

from guyub.orders.models import Order
from guyub.people.models import User
from guyub.sentra.models import Sentra

FEW, MANY = 3, 30
ORDER_PAGES = [
    "order",
    "order_split",
    "order_offers",
    "order_work",
    "order_lots",
    "order_advance",
    "order_settlement",
]
SENTRA_PAGES = ("sentra", "members", "orders", "network", "year", "import_upload")


def _sentra_with(number: int) -> tuple[Shop, list[Order]]:
    """So many members who all hold part of a running order, and so many drafts beside it."""
    sentra = Sentra.objects.create(name=f"Sentra {number}")
    shop = Shop(sentra, people.officer(sentra))
    for each in range(number):
        shop.member(f"Rajut {each} dari {number}", 100)
    running = shop.published(shop.taken(pieces=number * 10), rule="equal")
    shop.accepted(running)
    for share in shop.shares(running):
        shop.made(running, share, share.accepted - 1)
    shop.paid(running, shop.delivered(running))
    drafts = [shop.taken(seed=each) for each in range(number)]
    return shop, [running, drafts[0]]


def _cost(user: User, path: str) -> int:
    """Queries of a second visit: what a first one computes and keeps is not counted."""
    client = people.signed_in(user)
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def _costs(number: int) -> dict[str, int]:
    shop, (running, draft) = _sentra_with(number)
    owner = people.member_owner(shop.sentra, shop.shares(running)[0].enterprise)
    pages = {name: reverse(name, args=[running.id]) for name in ORDER_PAGES}
    pages["split of a draft"] = reverse("order_split", args=[draft.id])
    pages |= {name: reverse(name, args=[shop.sentra.id]) for name in SENTRA_PAGES}
    costs = {name: _cost(shop.officer, path) for name, path in pages.items()}
    costs["home of an officer"] = _cost(shop.officer, reverse("home"))
    costs |= {f"{name} of a member": _cost(owner, reverse(name)) for name in ("home", "tally_home")}
    return costs


@pytest.mark.usefixtures("db", "clock")
def test_no_page_asks_the_database_more_often_when_there_is_more() -> None:
    few, many = _costs(FEW), _costs(MANY)
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name]}
    assert not grown, f"queries with {FEW} and with {MANY}: {grown}"
    assert max(many.values()) < 30, many


ODD = {
    "client_id": "x" * 500,
    "days": "9" * 400,
    "rule": "\0",
    "seen": "\0",
    "buyer": "\0",
    "start": "9999-99-99",
    "max_share_percent": "9" * 20,
    "line-TOTAL_FORMS": "banyak",
    "line-INITIAL_FORMS": "-1",
    "ability-TOTAL_FORMS": "99999999",
    "act": "tally",
    "made": "1e999",
    "spoiled": "\N{ARABIC-INDIC DIGIT THREE}" * 30,
    "day": "0000-00-00",
    "amount": "NaN",
    "into": "saku",
    "paid_from": "saku",
    "enterprise": "1",
    "answer": "some",
    "takes-1": "-0,0",
    f"cell-{'9' * 300}-name": "\0",
    "cell-3-name": "\0",
    f"leave-{'9' * 5000}": "1",
    "name": "\0",
    "fee": "1e9",
    "username": "\0",
    "password": "\0",
}
PAGES = {
    "order": [
        *ORDER_PAGES,
        "order_publish",
        "order_change",
        "order_cancel",
        "order_close_answers",
        "order_split_again",
        "order_settlement_sheet",
    ],
    "sentra": ["sentra", "members", "member_new", "agreement", "import_upload", "orders", "order_new", "open_log"],
    "share": ["share"],
    "token": ["offer"],
    "listed": ["import", "import_confirm", "import_undo", "import_rejects"],
}
STRANGE_PLACES = ["\0", "9" * 5000, "-1", "a b", "2026-99-99.1", "\N{SUPERSCRIPT TWO}"]


@pytest.mark.parametrize("which", ["order", "draft", "settled"])
def test_no_form_breaks_whatever_is_posted(world: World, which: str) -> None:
    client = people.signed_in(world.people["officer"])
    client.raise_request_exception = False
    things = {**world.things, "order": world.things[which]}
    paths = [reverse(name, args=[things[kind]]) for kind, names in PAGES.items() for name in names]
    for name, args in {"lot_returned": "lot", "lot_bill": "lot", "invoice_pay": "invoice"}.items():
        paths.append(reverse(name, args=[things["order"], things[args]]))
    paths += [reverse(name, args=[things["sentra"], things["enterprise"]]) for name in ("member", "member_let_in")]
    posts = [ODD, {**ODD, "act": "inspect"}, {**ODD, "act": "relieve"}, {**ODD, "more": "1"}, {**ODD, "read": "1"}]
    broken = {(path, data["act"]) for path in paths for data in posts if client.post(path, data).status_code >= 500}
    assert not broken


def test_no_list_breaks_whatever_place_is_asked_for(world: World) -> None:
    client = people.signed_in(world.people["officer"])
    client.raise_request_exception = False
    asked = {"orders": ["sebelum"], "members": ["cari", "sesudah"], "open_log": ["sebelum"]}
    paths = [(reverse(name, args=[world.sentra.id]), key) for name, keys in asked.items() for key in keys]
    paths += [(reverse("order_split", args=[world.things[each]]), "cara") for each in ("order", "draft")]
    paths.append((reverse("order_split", args=[world.things["order"]]), "undian"))
    broken = {
        (path, key, place[:9])
        for path, key in paths
        for place in STRANGE_PLACES
        if client.get(path, {key: place}).status_code >= 500
    }
    assert not broken
