"""The money of an order: paid by the buyer, shared out once, and in everybody's books to the rupiah."""

from __future__ import annotations

import io
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from pypdf import PdfReader
from tests.orders.conftest import NOW, TODAY, Shop, once
from tests.support import people
from tests.support.long import size

from guyub.books import chart
from guyub.books.models import Book
from guyub.books.queries.ledger import totals
from guyub.kernel.errors import Conflict, Problem
from guyub.orders import rules
from guyub.orders.actions import making, settling
from guyub.orders.models import Order, Settlement, SettlementRow, Share
from guyub.orders.sheet import settlement_pdf
from guyub.sentra.models import JointWork, Sentra

FAR = date(2030, 1, 1)
RANDOM_ORDERS = size(60, 1000) if connection.vendor == "sqlite" else size(20, 1000)


@pytest.fixture
def order(shop: Shop) -> Order:
    for name, weekly in (("Anggrek", 20), ("Melati", 20)):
        shop.member(name, weekly)
    return shop.accepted(shop.published(shop.taken(100, price=45_000)))


def balance(book: Book, code: str) -> int:
    """Debit less credit of one account."""
    total = totals(book, FAR).get(code)
    return 0 if total is None else total.debit - total.credit


def test_one_order_from_advance_to_settlement_by_hand(shop: Shop, order: Order) -> None:
    anggrek, melati = shop.shares(order)
    settling.advance_material(
        shop.officer, order.id, anggrek.enterprise_id, amount=600_000, what="benang", paid_from="cash", day=TODAY,
        client_id=once(), at=NOW,
    )  # fmt: skip
    shop.made(order, anggrek, 50, failed=2)
    shop.made(order, melati, 50)
    lot = shop.delivered(order)
    making.take_back(shop.officer, order.id, lot.id, {melati.pk: 5}, at=NOW)
    shop.paid(order, lot)
    settling.settle(shop.officer, order.id, paid_from="bank", although_short=True, client_id=once(), at=NOW)
    rows = {row.enterprise.name: row for row in SettlementRow.objects.select_related("enterprise")}
    # Anggrek: 48 x 45.000 = 2.160.000, fee 3 % = 64.800, advance 600.000
    assert (rows["Anggrek"].gross, rows["Anggrek"].fee, rows["Anggrek"].net) == (2_160_000, 64_800, 1_495_200)
    # Melati: 50 x 45.000 = 2.250.000, 5 returned = 225.000, fee 60.750
    assert (rows["Melati"].rejects, rows["Melati"].fee, rows["Melati"].net) == (225_000, 60_750, 1_964_250)
    hub = Book.objects.get(sentra=shop.sentra)
    assert balance(hub, chart.COLLECTED_FOR_MEMBERS) == 0
    assert balance(hub, chart.TRADE_RECEIVABLES) == 0
    assert balance(hub, chart.MATERIAL_ADVANCES_GIVEN) == 0
    assert -balance(hub, chart.HUB_FEE_INCOME) == 125_550
    own = Book.objects.get(enterprise=anggrek.enterprise)
    assert balance(own, chart.JOINT_RECEIVABLES) == 0
    assert -balance(own, chart.JOINT_SALES) == 2_160_000
    assert balance(own, chart.HUB_FEE_EXPENSE) == 64_800
    assert balance(own, chart.BANK) + balance(own, chart.CASH) == 600_000 + 1_495_200
    assert JointWork.objects.get(enterprise=melati.enterprise).value == 2_025_000
    call_command("verify", stdout=io.StringIO())


def test_random_orders_settle_and_every_book_balances(db: None) -> None:
    """Members' money and the hub's agree to the rupiah, and the recount finds the same totals."""
    chance = random.Random(7)
    sentra = Sentra.objects.create(name="Sentra Uji", fee_basis_points=275)
    shop = Shop(sentra, people.officer(sentra))
    members = [shop.member(f"Usaha {n}", 100) for n in range(8)]
    for number in range(RANDOM_ORDERS):
        _random_order(shop, members, chance, number)
    assert Settlement.objects.count() == RANDOM_ORDERS
    hub = Book.objects.get(sentra=sentra)
    own = list(Book.objects.filter(enterprise__in=members))
    for book in [hub, *own]:
        found = totals(book, FAR).values()
        assert sum(total.debit for total in found) == sum(total.credit for total in found)
    received = sum(SettlementRow.objects.values_list("net", flat=True))
    advanced = sum(balance(book, chart.CASH) for book in own)
    assert sum(balance(book, chart.BANK) for book in own) == received
    assert -balance(hub, chart.CASH) == advanced
    assert balance(hub, chart.COLLECTED_FOR_MEMBERS) == 0
    assert -balance(hub, chart.HUB_FEE_INCOME) == sum(balance(book, chart.HUB_FEE_EXPENSE) for book in own)
    assert balance(hub, chart.BANK) == -balance(hub, chart.HUB_FEE_INCOME) + sum(
        SettlementRow.objects.values_list("advance", flat=True)
    )
    call_command("verify", stdout=io.StringIO())


def _random_order(shop: Shop, members: list, chance: random.Random, number: int) -> None:
    """An order with random shares, rejects and advances, taken through the money; its split is not what is tried."""
    order = shop.taken(chance.randint(1, 400), price=chance.randint(1, 90_000), seed=number)
    line = order.lines.get()
    left = line.pieces
    Order.objects.filter(pk=order.pk).update(state=Order.State.PUBLISHED)
    for member in chance.sample(members, chance.randint(1, 4)):
        if pieces := chance.randint(0, left):
            Share.objects.create(line=line, enterprise=member, pieces=pieces, accepted=pieces)
            left -= pieces
    if not (shares := shop.shares(order)):
        shares = [Share.objects.create(line=line, enterprise=members[0], pieces=line.pieces, accepted=line.pieces)]
    for share in shares:
        if chance.random() < 0.3:
            amount = chance.randint(1, share.accepted * line.price)
            settling.advance_material(
                shop.officer, order.id, share.enterprise_id, amount=amount, what="", paid_from="cash", day=TODAY,
                client_id=once(), at=NOW,
            )  # fmt: skip
        shop.made(order, share, share.accepted)
    lot = shop.delivered(order)
    back = {share.pk: chance.randint(0, share.accepted - 1) for share in shares if chance.random() < 0.2}
    making.take_back(shop.officer, order.id, lot.id, back, at=NOW)
    shop.paid(order, lot)
    settling.settle(shop.officer, order.id, paid_from="bank", although_short=True, client_id=once(), at=NOW)


def test_a_second_click_on_settle_pays_nobody_twice(shop: Shop, order: Order) -> None:
    shop.finished(order)
    first = shop.settled(order)
    before = totals(Book.objects.get(sentra=shop.sentra), FAR)
    assert shop.settled(order) == first
    assert totals(Book.objects.get(sentra=shop.sentra), FAR) == before


@pytest.mark.django_db(transaction=True)
def test_two_officers_settling_at_once_settle_once() -> None:
    sentra = Sentra.objects.create(name="Sentra Rajut", fee_basis_points=300)
    shop = Shop(sentra, people.officer(sentra))
    other = people.officer(sentra, "Pengurus kedua")
    shop.member("Anggrek", 40)
    order = shop.finished(shop.accepted(shop.published(shop.taken(100))))

    def settle(officer: object) -> str:
        try:
            made = settling.settle(officer, order.id, paid_from="bank", client_id=once(), at=NOW)  # type: ignore[arg-type]
            return str(made.id)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(2) as pool:
        made = set(pool.map(settle, [shop.officer, other]))
    connection.close()
    assert len(made) == 1
    assert SettlementRow.objects.count() == 1
    call_command("verify", stdout=io.StringIO())


def test_an_order_that_is_not_paid_for_cannot_be_settled(shop: Shop, order: Order) -> None:
    with pytest.raises(Conflict, match="Belum ada kiriman"):
        shop.settled(order)
    for share in shop.shares(order):
        shop.made(order, share, share.accepted)
    lot = shop.delivered(order)
    with pytest.raises(Conflict, match="belum ditagih"):
        shop.settled(order)
    bill = settling.invoice(shop.officer, order.id, lot.id, client_id=once(), at=NOW)
    settling.pay(shop.officer, order.id, bill.id, amount=1, into="cash", day=TODAY, client_id=once(), at=NOW)
    with pytest.raises(Conflict, match="masih kurang"):
        shop.settled(order)
    with pytest.raises(Problem, match="Paling banyak"):
        settling.pay(
            shop.officer, order.id, bill.id, amount=bill.amount, into="cash", day=TODAY, client_id=once(), at=NOW
        )


def test_a_payment_sent_twice_is_counted_once(shop: Shop, order: Order) -> None:
    shop.made(order, shop.shares(order)[0], 10)
    bill = settling.invoice(shop.officer, order.id, shop.delivered(order).id, client_id=once(), at=NOW)
    for __ in range(2):
        settling.pay(shop.officer, order.id, bill.id, amount=1000, into="cash", day=TODAY, client_id="same", at=NOW)
    bill.refresh_from_db()
    assert bill.paid == 1000
    assert balance(Book.objects.get(sentra=shop.sentra), chart.CASH) == 1000


def test_an_advance_is_never_more_than_the_work_is_worth(shop: Shop, order: Order) -> None:
    share = shop.shares(order)[0]
    with pytest.raises(Problem, match="Paling banyak"):
        settling.advance_material(
            shop.officer, order.id, share.enterprise_id, amount=10**9, what="", paid_from="cash", day=TODAY,
            client_id=once(), at=NOW,
        )  # fmt: skip


def test_pieces_cannot_be_delivered_before_they_passed_nor_made_beyond_the_share(shop: Shop, order: Order) -> None:
    share = shop.shares(order)[0]
    with pytest.raises(Problem, match="Paling banyak 50"):
        making.tally(shop.officer, order.id, share.pk, made=51, spoiled=0, day=TODAY, client_id=once(), at=NOW)
    making.tally(shop.officer, order.id, share.pk, made=20, spoiled=1, day=TODAY, client_id=once(), at=NOW)
    with pytest.raises(Problem, match="Paling banyak 0"):
        making.deliver(shop.officer, order.id, {share.pk: 20}, day=TODAY, client_id=once(), at=NOW)
    assert rules.check_count("x", 0, 0) is None


def test_verify_names_a_share_whose_counts_were_changed_behind_its_back(shop: Shop, order: Order) -> None:
    shop.made(order, shop.shares(order)[0], 20)
    Share.objects.filter(enterprise__name="Anggrek").update(made=21)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify", stdout=out)
    assert "Anggrek" in out.getvalue()


def test_the_settlement_sheet_prints_every_member_and_typed_markup_stays_text(shop: Shop) -> None:
    shop.member("Anggrek #strong[x] $1", 40)
    order = shop.finished(shop.accepted(shop.published(shop.taken(100))))
    shop.settled(order)
    order.refresh_from_db()
    rows = list(SettlementRow.objects.select_related("enterprise"))
    text = PdfReader(io.BytesIO(settlement_pdf(order, rows, "id"))).pages[0].extract_text()
    assert "Anggrek #strong[x] $1" in text
    assert "Rp\N{NO-BREAK SPACE}3.880.000" in text.replace("Rp 3", "Rp\N{NO-BREAK SPACE}3")
