"""Who works with whom, and the year beside the common line: sums are kept, and no member's book is read."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.orders.conftest import NOW, TODAY, Shop
from tests.support import people

from guyub.books import chart
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book, post_within
from guyub.kernel.words import _
from guyub.orders.actions import settling
from guyub.orders.chart import supply_columns
from guyub.orders.models import Order, Share
from guyub.orders.network import MOST_BUYERS, MOST_MEMBERS, network_of
from guyub.orders.year import year_of
from guyub.sentra.models import Enterprise, JointWork, Membership

pytestmark = pytest.mark.usefixtures("clock")


def _order(shop: Shop, buyer: str, pieces: int = 100, product: str = "Syal") -> Order:
    order = shop.published(shop.taken(pieces=pieces, product=product))
    Order.objects.filter(pk=order.pk).update(buyer=buyer)
    return shop.accepted(order)


def _bought(shop: Shop, name: str, amount: int) -> None:
    book = open_book(shop.sentra)
    party = party_named(book, name)
    post_within(
        book,
        client_id=uuid.uuid4(),
        day=TODAY,
        words=_("Beli benang"),
        transfers=[(chart.MATERIAL_STOCK, chart.CASH, amount, party.number)],
        at=NOW,
    )


def test_the_network_tells_who_worked_together_and_for_whom(shop: Shop) -> None:
    for name in ("Melati", "Kenanga"):
        shop.member(name, 100)
    shop.member("Topi Dahlia", 50, "Topi")
    shop.member("Belum Ikut", 50, "Tas")
    _order(shop, "Hotel Kencana")
    _order(shop, "hotel  kencana")
    _order(shop, "Toko Pandan", product="Topi", pieces=10)
    found = network_of(shop.officer, shop.sentra, TODAY)
    assert [buyer.name for buyer in found.buyers][1:] == ["Toko Pandan"]
    assert (found.buyers[0].orders, found.buyers[0].value) == (2, 200 * 40_000)
    assert [(pair.orders, {found.members[pair.one].name, found.members[pair.other].name}) for pair in found.pairs] == [
        (2, {"Melati", "Kenanga"})
    ]
    assert found.idle == 1
    assert found.value == 210 * 40_000


def test_of_many_only_some_are_drawn_and_nothing_is_lost(shop: Shop) -> None:
    order = _first(shop)
    line = order.lines.get()
    for n in range(MOST_MEMBERS + 15):
        member = Enterprise.objects.create(name=f"Rajut {n:03}")
        Membership.objects.create(sentra=shop.sentra, enterprise=member, since=TODAY)
        Share.objects.create(line=line, enterprise=member, pieces=n + 1, accepted=n + 1)
    for n in range(MOST_BUYERS + 3):
        other = Order.objects.create(
            sentra=shop.sentra, number=100 + n, buyer=f"Pembeli {n}", state="published", start=TODAY,
            fee_basis_points=0, seed=1, created_by=shop.officer, created_at=NOW, client_id=f"n{n}",
        )  # fmt: skip
        made = other.lines.create(number=1, product="Syal", quantity=1, unit="buah", pieces=9, price=1000, due=TODAY)
        Share.objects.create(line=made, enterprise=Enterprise.objects.get(name="Rajut 000"), pieces=9, accepted=9)
    found = network_of(shop.officer, shop.sentra, TODAY)
    shares = Share.objects.select_related("line")
    assert found.value == sum(share.accepted * share.line.price for share in shares)
    assert (len(found.members), len(found.buyers)) == (MOST_MEMBERS, MOST_BUYERS)
    assert (found.other_members, found.other_buyers) == (16, 4)
    columns, ribbons = supply_columns(found)
    assert sum(len(column.names) for column in columns) <= 40
    assert sum(each.amount for each in ribbons) == found.value
    page = people.signed_in(shop.officer).get(reverse("network", args=[shop.sentra.id]))
    assert page.content.count(b"<circle class") == MOST_MEMBERS + MOST_BUYERS
    assert b"16 lainnya" in page.content


def _first(shop: Shop) -> Order:
    shop.member("Melati", 100)
    return _order(shop, "Hotel Kencana")


def test_suppliers_stand_in_the_hubs_book_and_are_for_the_officer_alone(shop: Shop) -> None:
    order = _first(shop)
    melati = Enterprise.objects.get(name="Melati")
    _bought(shop, "Toko Benang Jaya", 750_000)
    settling.advance_material(
        shop.officer,
        order.id,
        melati.id,
        amount=300_000,
        what="benang",
        paid_from="cash",
        day=TODAY,
        client_id="a",
        at=NOW,
    )
    owner = people.member_owner(shop.sentra, melati)
    address = reverse("network", args=[shop.sentra.id])
    assert network_of(owner, shop.sentra, TODAY).hub is None
    assert "Toko Benang" not in people.signed_in(owner).get(address).content.decode()
    page = people.signed_in(shop.officer).get(address).content.decode()
    assert "Toko Benang Jaya" in page
    columns, ribbons = supply_columns(network_of(shop.officer, shop.sentra, TODAY))
    assert [column.title for column in columns] == ["Pemasok", "Sentra", "Anggota", "Pembeli"]
    assert [(each.column, each.amount) for each in ribbons] == [(1, 300_000), (0, 750_000), (2, 4_000_000)]


def test_each_months_share_is_kept_and_the_line_is_what_all_had_together(shop: Shop) -> None:
    shop.member("Melati", 100)
    shop.member("Kenanga", 50)
    _order(shop, "Hotel Kencana", pieces=150)
    for name, value, days in (("Melati", 2_000_000, 100), ("Kenanga", 6_000_000, 40), ("Kenanga", 9, 700)):
        member, day = Enterprise.objects.get(name=name), TODAY - timedelta(days)
        JointWork.objects.create(sentra=shop.sentra, enterprise=member, day=day, value=value, source=str(days))
    year = year_of(shop.officer, shop.sentra, TODAY)
    assert [member.name for member in year.members] == ["Kenanga", "Melati"]
    kenanga, melati = year.members
    assert sum(kenanga.months[:-1]) == 6_000_000
    assert kenanga.months[-1] + melati.months[-1] == 150 * 40_000
    # 150 pieces a week at 40.000 are the whole sentra's week.
    assert year.line[-1] == pytest.approx((8_000_000 + 6_000_000) / 6_000_000)
    assert melati.weeks[-1] < year.line[-1] < kenanga.weeks[-1]
    owner = people.member_owner(shop.sentra, Enterprise.objects.get(name="Melati"))
    page = people.signed_in(owner).get(reverse("year", args=[shop.sentra.id])).content.decode()
    assert re.search(r'class="c-new"[^>]*>Melati<', page)
    assert "6.000.000" in page


@pytest.mark.parametrize("name", ["network", "year"])
def test_without_orders_the_pages_teach(shop: Shop, name: str) -> None:
    page = people.signed_in(shop.officer).get(reverse(name, args=[shop.sentra.id])).content.decode()
    assert "Contoh:" in page
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart' not in page
