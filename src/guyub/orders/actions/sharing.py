"""Answers of the members, and splitting again what is left."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import Words, _
from guyub.orders import rules, workshops
from guyub.orders.actions.common import OfferLink, day_of, locked, log, must_be, require_order, require_work
from guyub.orders.actions.drawing import keep_draw
from guyub.orders.gathering import given_for
from guyub.orders.given import Given
from guyub.orders.models import Draw, Order, Share
from guyub.people.access import Person


@transaction.atomic
def answer(
    by: Person | OfferLink, order_id: uuid.UUID, enterprise: uuid.UUID, takes: Mapping[int, int], *, at: datetime
) -> None:
    """A member's answer: for each line number, how many pieces it takes in all. Less than offered closes the share."""
    order = locked(order_id)
    must_be(order, Order.State.PUBLISHED)
    actor = require_work(by, "answer offer", order, enterprise)
    if order.answer_by and at > order.answer_by:
        raise Conflict(_("Batas jawaban sudah lewat. Hubungi pengurus sentra."))
    waiting = {share.line.number: share for share in _of(order, enterprise) if share.pending}
    if not waiting:
        if takes and all(share.accepted == takes.get(share.line.number) for share in _of(order, enterprise)):
            return  # the same answer sent twice
        raise Conflict(_("Tawaran ini sudah dijawab."))
    if missing := waiting.keys() - takes.keys():
        raise Problem(_("Jawab juga baris %(line)s.", line=min(missing)), "takes")
    for number, share in waiting.items():
        rules.check_answer(share.pieces, share.accepted, takes[number])
        share.closed = share.closed or takes[number] < share.pieces
        share.pieces = share.accepted = takes[number]
        share.save(update_fields=["pieces", "accepted", "closed"])
    workshops.follow_shares(waiting.values(), at)
    taken = {number: takes[number] for number in waiting}
    name = next(iter(waiting.values())).enterprise.name
    log(order, actor, at, "answer", _answer_words(order, name, taken), {"member": name, "takes": _taken_to_json(taken)})


def _answer_words(order: Order, name: str, taken: Mapping[int, int]) -> Words:
    pieces = sum(taken.values())
    if not pieces:
        return _("%(name)s tidak mengambil bagiannya di pesanan %(order)s.", name=name, order=order.number)
    return _("%(name)s menyanggupi %(pieces)s buah di pesanan %(order)s.", name=name, pieces=pieces, order=order.number)


def _taken_to_json(taken: Mapping[int, int]) -> dict[str, int]:
    return {str(number): pieces for number, pieces in taken.items()}


@transaction.atomic
def close_answers(by: Person, order_id: uuid.UUID, *, at: datetime) -> int:
    """After the deadline, free the shares nobody answered. Returns how many pieces came free."""
    order = locked(order_id)
    must_be(order, Order.State.PUBLISHED)
    actor = require_order(by, "manage order", order)
    if order.answer_by and at <= order.answer_by:
        raise Conflict(_("Batas jawaban belum lewat."))
    freed: dict[str, int] = {}
    for share in _shares(order):
        if share.pending:
            freed[share.enterprise.name] = freed.get(share.enterprise.name, 0) + share.pending
            share.pieces, share.closed = share.accepted, True
            share.save(update_fields=["pieces", "closed"])
    if freed:
        words = _(
            "Jawaban pesanan %(order)s ditutup; %(pieces)s buah tidak dijawab.",
            order=order.number,
            pieces=sum(freed.values()),
        )
        log(order, actor, at, "close-answers", words, {"freed": sorted(freed.items())})
    return sum(freed.values())


@transaction.atomic
def relieve(
    by: Person, order_id: uuid.UUID, share_id: int, pieces: int, *, at: datetime, seen: int | None = None
) -> None:
    """Take pieces that are not made yet from a member that falls behind. It gets no more of this line.

    `seen` is how many accepted pieces the officer saw: Conflict when they are others by now, as on a second click.
    """
    order = locked(order_id)
    must_be(order, Order.State.PUBLISHED)
    actor = require_order(by, "manage order", order)
    share = Share.objects.select_related("enterprise", "line").get(pk=share_id, line__order=order)
    if seen is not None and seen != share.accepted:
        raise Conflict(_("Bagian ini sudah berubah sejak Anda membukanya. Periksa lagi."))
    rules.check_count("pieces", pieces, share.still_to_make)
    if pieces == 0:
        raise Problem(_("Tulis berapa buah yang dilepas."), "pieces")
    share.pieces -= pieces
    share.accepted -= pieces
    share.closed = True
    share.save(update_fields=["pieces", "accepted", "closed"])
    workshops.follow_shares([share], at)
    words = _(
        "%(name)s dilepas dari %(pieces)s buah %(product)s di pesanan %(order)s.",
        name=share.enterprise.name,
        pieces=pieces,
        product=share.line.product,
        order=order.number,
    )
    log(
        order,
        actor,
        at,
        "relieved",
        words,
        {"member": share.enterprise.name, "line": share.line.number, "pieces": pieces},
    )


def split_again(by: Person, order_id: uuid.UUID, *, answer_by: datetime, at: datetime) -> Draw:
    """Share out what is left under the same rule. What members hold stays theirs: only additions are offered.

    The split is computed before the transaction, and again inside it only if somebody changed something meanwhile.
    """
    order = Order.objects.select_related("sentra").get(pk=order_id)
    require_order(by, "manage order", order)
    if answer_by <= at:
        raise Problem(_("Batas jawaban harus sesudah sekarang."), "answer_by")
    before = _left_to_give(order, at)
    outcome = before.outcome(order.rule)
    with transaction.atomic():
        return _keep_again(by, order_id, before, outcome, answer_by, at)


def _keep_again(
    by: Person, order_id: uuid.UUID, before: Given, outcome: dict[str, Any], answer_by: datetime, at: datetime
) -> Draw:
    order = locked(order_id)
    must_be(order, Order.State.PUBLISHED)
    given = _left_to_give(order, at)
    if given.digest() != before.digest():
        outcome = given.outcome(order.rule)
    held = _held(given)
    if all(share["pieces"] == held.get((share["line"], share["member"]), 0) for share in outcome["shares"]):
        raise Problem(_("Tidak ada anggota lain yang masih bisa mengambil sisanya."))
    order.answer_by = max(answer_by, order.answer_by or answer_by)  # nobody gets less time than promised
    order.save(update_fields=["answer_by"])
    return keep_draw(order, require_order(by, "manage order", order), at, given, outcome, _("Sisa dibagi ulang"))


def _left_to_give(order: Order, at: datetime) -> Given:
    """What a new split depends on. Raises Conflict when nothing is left."""
    must_be(order, Order.State.PUBLISHED)
    given = given_for(order, day_of(order, at))
    if sum(_held(given).values()) == sum(line.pieces for line in given.lines):
        raise Conflict(_("Semua sudah terbagi, tidak ada yang tersisa."))
    return given


def _held(given: Given) -> dict[tuple[str, str], int]:
    return {(line, member.name): pieces for member in given.members for line, pieces in member.held.items()}


def _of(order: Order, enterprise: uuid.UUID) -> list[Share]:
    return [share for share in _shares(order) if share.enterprise_id == enterprise]


def _shares(order: Order) -> list[Share]:
    return list(Share.objects.filter(line__order=order).select_related("line", "enterprise"))
