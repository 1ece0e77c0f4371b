"""Taking an order, comparing its splits, publishing one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from guyub.background.rules import takes_long
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.telling import Tell, nobody
from guyub.kernel.words import Rupiah, _
from guyub.orders import rules
from guyub.orders.actions.common import day_of, locked, log, must_be, require_order, resent
from guyub.orders.actions.drawing import keep_draw
from guyub.orders.gathering import given_for
from guyub.orders.given import Given
from guyub.orders.models import Line, Order, Proposal
from guyub.orders.split import Rule
from guyub.people.access import Person, require
from guyub.people.models import User
from guyub.sentra.models import Sentra


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as the buyer ordered it: `quantity` in `unit`, which is `pieces` pieces; `price` in rupiah a piece."""

    product: str
    quantity: Decimal
    unit: str
    pieces: int
    price: int
    grade: str
    due: date


@dataclass(frozen=True, slots=True)
class NewOrder:
    buyer: str
    note: str
    start: date
    max_share_percent: int | None
    lines: tuple[NewLine, ...]


@transaction.atomic
def take_order(by: Person, sentra: Sentra, new: NewOrder, *, at: datetime, seed: int, client_id: str) -> Order:
    """Write down a buyer's order as a draft. The same `client_id` again answers with the first one."""
    require(by, "manage sentra", sentra)
    assert isinstance(by, User)  # noqa: S101
    Sentra.objects.select_for_update(no_key=True).get(pk=sentra.pk)  # numbers are given one at a time
    if first := resent(Order, client_id, sentra_id=sentra.pk, buyer=new.buyer.strip(), start=new.start):
        _check_same_lines(first, new)
        return first
    order = Order(sentra=sentra, seed=seed, client_id=client_id, created_by=by, created_at=at)
    _check(order, new, at)
    order.number = (sentra.orders.aggregate(last=Max("number"))["last"] or 0) + 1
    order.fee_basis_points = sentra.fee_basis_points
    _fill(order, new)
    words = _(
        "Pesanan %(number)s dari %(buyer)s dicatat: %(pieces)s buah, %(value)s.",
        number=order.number,
        buyer=order.buyer,
        pieces=sum(line.pieces for line in new.lines),
        value=Rupiah(sum(line.pieces * line.price for line in new.lines)),
    )
    log(order, by, at, "take-order", words, {"lines": _lines_to_json(new.lines)})
    return order


@transaction.atomic
def change_draft(by: Person, order_id: uuid.UUID, new: NewOrder, *, at: datetime) -> Order:
    """Replace what a draft says. Its proposals are computed anew when somebody looks at them."""
    order = locked(order_id)
    actor = require_order(by, "manage order", order)
    must_be(order, Order.State.DRAFT)
    _check(order, new, at)
    order.lines.all().delete()
    order.proposals.all().delete()
    _fill(order, new)
    words = _("Pesanan %(number)s diubah sebelum diumumkan.", number=order.number)
    log(order, actor, at, "change-order", words, {"lines": _lines_to_json(new.lines)})
    return order


@transaction.atomic
def cancel(by: Person, order_id: uuid.UUID, *, at: datetime) -> None:
    """Give up an order before anything was delivered or advanced. It stays in the list and in the log."""
    order = locked(order_id)
    actor = require_order(by, "manage order", order)
    must_be(order, Order.State.DRAFT, Order.State.PUBLISHED)
    if order.deliveries.exists() or order.advances.exists():
        raise Conflict(_("Sudah ada kiriman atau uang muka, jadi pesanan ini tidak bisa dibatalkan."))
    order.state = Order.State.CANCELLED
    order.save(update_fields=["state"])
    log(order, actor, at, "cancel-order", _("Pesanan %(number)s dibatalkan.", number=order.number), {})


class TakesLong(Exception):
    """The splits are not kept yet, and the order is so large that they are to be worked out in the background."""


def propose(
    by: Person, order_id: uuid.UUID, *, at: datetime, tell: Tell = nobody, only_quickly: bool = False
) -> tuple[Given, list[Proposal]]:
    """The split of a draft under each rule. Kept, and computed again only when something it depends on changed.

    Computing comes before the transaction, so that nobody waits for it. With `only_quickly` raises TakesLong.
    """
    order = Order.objects.select_related("sentra").get(pk=order_id)
    require_order(by, "see order", order)
    given = given_for(order, day_of(order, at))
    digest = given.digest()
    kept = {proposal.rule: proposal for proposal in order.proposals.filter(given_digest=digest)}
    lacking = [rule for rule in Rule if rule.value not in kept]
    if lacking and only_quickly and takes_long("orders.compare", len(given.lines) * len(given.members)):
        raise TakesLong
    new: dict[str, dict[str, Any]] = {}
    for rule in lacking:
        tell(len(new), len(lacking), _("Menghitung tiap cara membagi"))
        new[rule.value] = given.outcome(rule)
    if new:
        tell(len(new), len(lacking), _("Menghitung tiap cara membagi"))
        _keep_proposals(order_id, digest, new, kept)
    return given, [kept[rule.value] for rule in Rule]


def _keep_proposals(
    order_id: uuid.UUID, digest: str, new: dict[str, dict[str, Any]], kept: dict[str, Proposal]
) -> None:
    with transaction.atomic():
        order = locked(order_id)
        must_be(order, Order.State.DRAFT)
        for rule, outcome in new.items():
            fields = {"given_digest": digest, "outcome": outcome}
            kept[rule], __ = Proposal.objects.update_or_create(order=order, rule=rule, defaults=fields)


@transaction.atomic
def publish(by: Person, order_id: uuid.UUID, *, rule: str, seen: str, answer_by: datetime, at: datetime) -> Order:
    """Offer the split under `rule` to the members. `seen` is the digest of what the officer looked at."""
    order = locked(order_id)
    actor = require_order(by, "manage order", order)
    must_be(order, Order.State.DRAFT)
    if rule not in set(Rule):
        raise Problem(_("Pilih cara membagi."), "rule")
    if answer_by <= at:
        raise Problem(_("Batas jawaban harus sesudah sekarang."), "answer_by")
    rules.check_dates(day_of(order, at), max(order.start, day_of(order, at)), [line.due for line in order.lines.all()])
    given = given_for(order, day_of(order, at))
    if given.digest() != seen:
        raise Conflict(
            _("Daftar anggota atau kapasitasnya berubah sejak Anda melihat usulan ini. Periksa usulan baru.")
        )
    proposal = order.proposals.filter(rule=rule, given_digest=seen).first()
    outcome = proposal.outcome if proposal else given.outcome(rule)
    if not outcome["shares"]:
        raise Problem(_("Tidak ada anggota yang bisa mengerjakan pesanan ini."))
    order.state, order.rule, order.answer_by = Order.State.PUBLISHED, rule, answer_by
    order.save(update_fields=["state", "rule", "answer_by"])
    keep_draw(order, actor, at, given, outcome, _("Pembagian pertama"))
    order.proposals.all().delete()
    return order


def _check(order: Order, new: NewOrder, at: datetime) -> None:
    if not new.buyer.strip():
        raise Problem(_("Tulis nama pembeli."), "buyer")
    if not new.lines:
        raise Problem(_("Tulis paling sedikit satu barang."), "lines")
    if new.max_share_percent is not None and not 1 <= new.max_share_percent <= 100:
        raise Problem(_("Batas bagian antara 1 dan 100 persen."), "max_share_percent")
    if sum(line.pieces * line.price for line in new.lines) > rules.MOST_RUPIAH:
        raise Problem(_("Nilai pesanan terlalu besar. Periksa jumlah dan harganya."), "lines")
    rules.check_dates(day_of(order, at), new.start, [line.due for line in new.lines])


def _check_same_lines(first: Order, new: NewOrder) -> None:
    """Raise Conflict when an order sent again does not have the lines it had."""
    had = list(first.lines.values_list("product", "pieces", "price", "grade", "due"))
    if had != [(line.product, line.pieces, line.price, line.grade, line.due) for line in new.lines]:
        raise Conflict(_("Isian ini sudah pernah dikirim dengan isi lain. Muat ulang halamannya, lalu isi lagi."))


def _fill(order: Order, new: NewOrder) -> None:
    order.buyer, order.note, order.start = new.buyer.strip(), new.note.strip(), new.start
    order.max_share_percent = new.max_share_percent
    order.save()
    Line.objects.bulk_create(
        Line(
            order=order,
            number=number,
            product=line.product,
            quantity=line.quantity,
            unit=line.unit,
            pieces=line.pieces,
            price=line.price,
            grade=line.grade,
            due=line.due,
        )
        for number, line in enumerate(new.lines, start=1)
    )


def _lines_to_json(lines: Sequence[NewLine]) -> list[dict[str, Any]]:
    return [
        {
            "product": line.product,
            "pieces": line.pieces,
            "price": line.price,
            "grade": line.grade,
            "due": line.due.isoformat(),
        }
        for line in lines
    ]
