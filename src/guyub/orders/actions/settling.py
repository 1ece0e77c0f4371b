"""The money of an order: advances, invoices, payments, settling. Each act posts to every book it touches."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Sum

from guyub.books import chart
from guyub.books.actions.posting import lock_books, open_book, post_within
from guyub.books.rules.ledger import Move
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import Rupiah, Words, _
from guyub.orders import rules
from guyub.orders.actions.common import check_day, day_of, locked, log, must_be, require_order, resent
from guyub.orders.models import (
    Advance,
    Delivery,
    DeliveryItem,
    Happening,
    Invoice,
    Line,
    Order,
    Payment,
    Settlement,
    SettlementRow,
    Share,
)
from guyub.orders.queries import lots_of
from guyub.people.access import Person
from guyub.sentra.models import Enterprise, JointWork, Sentra
from guyub.workshop.actions.jobs import end_shares

Moves = dict[Sentra | Enterprise, list[Move]]  # who is moved what
MONEY = {"cash": chart.CASH, "bank": chart.BANK}


@transaction.atomic
def advance_material(
    by: Person,
    order_id: uuid.UUID,
    enterprise_id: uuid.UUID,
    *,
    amount: int,
    what: str,
    paid_from: str,
    day: date,
    client_id: str,
    at: datetime,
) -> Advance:
    """Give a member money for material, to be taken back when the order is settled."""
    order = locked(order_id)
    actor = require_order(by, "manage order", order)
    if sent := resent(Advance, client_id, order_id=order_id, enterprise_id=enterprise_id, amount=amount, day=day):
        return sent
    must_be(order, Order.State.PUBLISHED)
    check_day(order, day, at)
    most = _value_held(order, enterprise_id)
    if not most:
        raise Problem(_("Anggota ini tidak punya bagian yang disanggupi di pesanan ini."), "enterprise")
    before = order.advances.filter(enterprise=enterprise_id).aggregate(all=Sum("amount"))["all"] or 0
    rules.check_money("amount", amount, most - before)
    advance = Advance.objects.create(
        order=order,
        enterprise_id=enterprise_id,
        amount=amount,
        what=what,
        day=day,
        at=at,
        by=actor,
        client_id=client_id,
    )
    name = advance.enterprise.name
    words = _(
        "Uang muka bahan %(amount)s untuk %(name)s, pesanan %(order)s.",
        amount=Rupiah(amount),
        name=name,
        order=order.number,
    )
    moves: Moves = {
        order.sentra: [(chart.MATERIAL_ADVANCES_GIVEN, MONEY[paid_from], amount)],
        advance.enterprise: [(MONEY[paid_from], chart.MATERIAL_ADVANCES_TAKEN, amount)],
    }
    _post(advance, words, moves)
    log(order, actor, at, "advance", words, {"member": name, "amount": amount})
    return advance


@transaction.atomic
def invoice(by: Person, order_id: uuid.UUID, delivery_id: uuid.UUID, *, client_id: str, at: datetime) -> Invoice:
    """Bill the buyer for a delivered lot, less what was turned down. Members' sales are booked here."""
    order = locked(order_id)
    actor = require_order(by, "manage order", order)
    must_be(order, Order.State.PUBLISHED)
    delivery = Delivery.objects.get(pk=delivery_id, order=order)
    if already := Invoice.objects.filter(delivery=delivery).first():
        return already
    amounts: dict[Enterprise, int] = defaultdict(int)
    for item in delivery.items.select_related("share__line", "share__enterprise"):
        amounts[item.share.enterprise] += (item.pieces - item.returned) * item.share.line.price
    total = sum(amounts.values())
    if total == 0:
        raise Problem(_("Semua barang di kiriman ini ditolak; tidak ada yang bisa ditagih."))
    day = day_of(order, at)
    made = Invoice.objects.create(delivery=delivery, amount=total, day=day, at=at, by=actor, client_id=client_id)
    words = _(
        "Tagihan kiriman %(lot)s pesanan %(order)s kepada %(buyer)s.",
        lot=delivery.number,
        order=order.number,
        buyer=order.buyer,
    )
    moves: Moves = {order.sentra: [(chart.TRADE_RECEIVABLES, chart.COLLECTED_FOR_MEMBERS, total)]}
    for enterprise, amount in amounts.items():
        moves[enterprise] = [(chart.JOINT_RECEIVABLES, chart.JOINT_SALES, amount)]
    _post(made, words, moves)
    log(order, actor, at, "invoiced", words, {"lot": delivery.number, "amount": total})
    return made


@transaction.atomic
def pay(
    by: Person,
    order_id: uuid.UUID,
    invoice_id: uuid.UUID,
    *,
    amount: int,
    into: str,
    day: date,
    client_id: str,
    at: datetime,
) -> Payment:
    """Note money the buyer paid on an invoice, whole or in part."""
    order = locked(order_id)
    actor = require_order(by, "manage order", order)
    if sent := resent(Payment, client_id, invoice_id=invoice_id, amount=amount, into=into, day=day):
        return sent
    must_be(order, Order.State.PUBLISHED)
    check_day(order, day, at)
    bill = Invoice.objects.select_related("delivery").get(pk=invoice_id, delivery__order=order)
    rules.check_money("amount", amount, bill.amount - bill.paid)
    bill.paid += amount
    bill.save(update_fields=["paid"])
    payment = Payment.objects.create(
        invoice=bill, amount=amount, into=into, day=day, at=at, by=actor, client_id=client_id
    )
    words = _(
        "%(buyer)s membayar %(amount)s untuk kiriman %(lot)s pesanan %(order)s.",
        buyer=order.buyer,
        amount=Rupiah(amount),
        lot=bill.delivery.number,
        order=order.number,
    )
    _post(payment, words, {order.sentra: [(MONEY[into], chart.TRADE_RECEIVABLES, amount)]})
    log(order, actor, at, "paid", words, {"lot": bill.delivery.number, "amount": amount})
    return payment


def settlement_of(order: Order) -> dict[Enterprise, rules.Settled]:
    """What settling now would give each member. Reads only."""
    delivered: dict[str, list[rules.Delivered]] = defaultdict(list)
    enterprises: dict[str, Enterprise] = {}
    for item in DeliveryItem.objects.filter(delivery__order=order).select_related("share__line", "share__enterprise"):
        key = str(item.share.enterprise_id)
        enterprises[key] = item.share.enterprise
        delivered[key].append(rules.Delivered(item.pieces, item.returned, item.share.line.price))
    advances: dict[str, int] = defaultdict(int)
    for given in order.advances.select_related("enterprise"):
        key = str(given.enterprise_id)
        enterprises[key] = given.enterprise
        delivered.setdefault(key, [])
        advances[key] += given.amount
    settled = rules.settle(delivered, advances, order.fee_basis_points)
    ordered = sorted(settled, key=lambda key: (enterprises[key].name, key))
    return {enterprises[key]: settled[key] for key in ordered}


def why_not_settle(order: Order) -> Words | None:
    """What still has to happen before the order can be settled; None when it can."""
    lots = lots_of(order)
    if not any(lot.billable for lot in lots):
        return _("Belum ada kiriman.")
    for lot in lots:
        if not lot.billable:
            continue  # all of it came back, or it was given away
        if not hasattr(lot, "invoice"):
            return _("Kiriman %(lot)s belum ditagih.", lot=lot.number)
        if lot.invoice.paid < lot.invoice.amount:
            left = Rupiah(lot.invoice.amount - lot.invoice.paid)
            return _("Tagihan kiriman %(lot)s masih kurang %(left)s.", lot=lot.number, left=left)
    return None


def undelivered(order: Order) -> int:
    """Pieces of the order that the buyer does not have yet, whoever holds them."""
    ordered = order.lines.aggregate(all=Sum("pieces"))["all"] or 0
    kept = Share.objects.filter(line__order=order).aggregate(all=Sum(F("delivered") - F("returned")))["all"] or 0
    return ordered - kept


@transaction.atomic
def settle(
    by: Person, order_id: uuid.UUID, *, paid_from: str, although_short: bool = False, client_id: str, at: datetime
) -> Settlement:
    """Share out the order's money, once and for all. A second click gets the first settlement back."""
    order = locked(order_id)
    actor = require_order(by, "manage order", order)
    if already := Settlement.objects.filter(order=order).first():
        return already
    must_be(order, Order.State.PUBLISHED)
    if reason := why_not_settle(order):
        raise Conflict(reason)
    if (short := undelivered(order)) and not although_short:
        raise Problem(_("Masih ada %(short)s buah yang belum diantar.", short=short), "although_short")
    day = day_of(order, at)
    parts = settlement_of(order)
    made = Settlement.objects.create(order=order, paid_from=paid_from, day=day, at=at, by=actor, client_id=client_id)
    SettlementRow.objects.bulk_create(_row(made, enterprise, part) for enterprise, part in parts.items())
    order.state = Order.State.SETTLED
    order.save(update_fields=["state"])
    end_shares(list(Share.objects.filter(line__order=order).values_list("pk", flat=True)))
    words = _("Pesanan %(order)s dari %(buyer)s dibagi hasil.", order=order.number, buyer=order.buyer)
    _post(made, words, _settlement_moves(order, MONEY[paid_from], parts))
    _remember_joint_work(order, day, parts)
    body = {
        "net": [[enterprise.name, str(enterprise.id), part.net] for enterprise, part in parts.items()],
        "fee": sum(part.fee for part in parts.values()),
    }
    log(order, actor, at, "settled", words, body)
    return made


def _row(made: Settlement, enterprise: Enterprise, part: rules.Settled) -> SettlementRow:
    return SettlementRow(
        settlement=made,
        enterprise=enterprise,
        pieces=part.pieces,
        returned=part.returned,
        gross=part.gross,
        rejects=part.rejects,
        fee=part.fee,
        advance=part.advance,
        net=part.net,
    )


def _settlement_moves(order: Order, money: str, parts: dict[Enterprise, rules.Settled]) -> Moves:
    moves: Moves = {order.sentra: []}
    for enterprise, part in parts.items():
        moves[order.sentra] += [
            (chart.COLLECTED_FOR_MEMBERS, chart.HUB_FEE_INCOME, part.fee),
            (chart.COLLECTED_FOR_MEMBERS, chart.MATERIAL_ADVANCES_GIVEN, part.advance),
            (chart.COLLECTED_FOR_MEMBERS, money, part.net),
        ]
        moves[enterprise] = [
            (chart.HUB_FEE_EXPENSE, chart.JOINT_RECEIVABLES, part.fee),
            (chart.MATERIAL_ADVANCES_TAKEN, chart.JOINT_RECEIVABLES, part.advance),
            (money, chart.JOINT_RECEIVABLES, part.net),
        ]
    return moves


def _remember_joint_work(order: Order, day: date, parts: dict[Enterprise, rules.Settled]) -> None:
    JointWork.objects.bulk_create(
        JointWork(sentra=order.sentra, enterprise=enterprise, day=day, value=part.earned, source=f"order:{order.id}")
        for enterprise, part in parts.items()
        if part.earned
    )


def _post(event: Happening, words: Words, moves: Moves) -> None:
    """One entry of `event` in the book of each owner it moves money for; its id lets each be written once only."""
    books = {owner: open_book(owner) for owner in moves}
    lock_books(books.values())
    source = (type(event).__name__.lower(), event.id)
    for owner, book in books.items():
        moving = [move for move in moves[owner] if move[2]]
        if moving:
            post_within(
                book,
                client_id=event.id,
                day=event.day,
                words=words,
                transfers=moving,
                source=source,
                by=event.by,
                at=event.at,
                move_on=True,
            )


def _value_held(order: Order, enterprise_id: uuid.UUID) -> int:
    lines = Line.objects.filter(order=order, shares__enterprise=enterprise_id)
    return lines.aggregate(value=Sum(F("shares__accepted") * F("price")))["value"] or 0
