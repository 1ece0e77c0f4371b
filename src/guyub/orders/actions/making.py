"""Counting what is made, inspecting it against the grade, and delivering it in lots."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import _
from guyub.orders import rules, workshops
from guyub.orders.actions.common import check_day, day_of, locked, log, must_be, require_order, require_work, resent
from guyub.orders.models import Delivery, DeliveryItem, Inspection, Order, Share, Tally
from guyub.people.access import Person


@transaction.atomic
def tally(
    by: Person, order_id: uuid.UUID, share_id: int, *, made: int, spoiled: int, day: date, client_id: str, at: datetime
) -> Tally:
    """Count good and spoiled pieces of a share. The same `client_id` again changes nothing."""
    order = locked(order_id)
    share = _share(order, share_id)
    actor = require_work(by, "tally", order, share.enterprise_id)
    if sent := resent(Tally, client_id, share_id=share_id, made=made, spoiled=spoiled, day=day):
        return sent
    must_be(order, Order.State.PUBLISHED)
    check_day(order, day, at)
    rules.check_count("made", made, share.still_to_make)
    rules.check_count("spoiled", spoiled, rules.MOST_PIECES)
    _check_something(made + spoiled, "made")
    share.made += made
    share.spoiled += spoiled
    share.save(update_fields=["made", "spoiled"])
    counted = Tally.objects.create(
        share=share, made=made, spoiled=spoiled, day=day, at=at, by=actor, client_id=client_id
    )
    workshops.tally_in_workshop(counted, actor, at)
    return counted


@transaction.atomic
def inspect(
    by: Person,
    order_id: uuid.UUID,
    share_id: int,
    *,
    passed: int,
    failed: int,
    note: str = "",
    client_id: str,
    at: datetime,
) -> Inspection:
    """Look at made pieces against the line's grade: how many pass, how many are turned down and made again."""
    order = locked(order_id)
    share = _share(order, share_id)
    actor = require_order(by, "manage order", order)
    if sent := resent(Inspection, client_id, share_id=share_id, passed=passed, failed=failed):
        return sent
    must_be(order, Order.State.PUBLISHED)
    rules.check_count("passed", passed, share.to_inspect)
    rules.check_count("failed", failed, share.to_inspect - passed)
    _check_something(passed + failed, "passed")
    share.passed += passed
    share.failed += failed
    share.save(update_fields=["passed", "failed"])
    workshops.follow_shares([share], at)
    if failed:
        words = _(
            "Pemeriksaan: %(failed)s dari %(all)s buah %(name)s di pesanan %(order)s belum sesuai mutu.",
            failed=failed,
            all=passed + failed,
            name=share.enterprise.name,
            order=order.number,
        )
        body = {"member": share.enterprise.name, "line": share.line.number, "passed": passed, "failed": failed}
        log(order, actor, at, "inspected", words, body)
    return Inspection.objects.create(
        share=share,
        passed=passed,
        failed=failed,
        note=note,
        day=day_of(order, at),
        at=at,
        by=actor,
        client_id=client_id,
    )


@transaction.atomic
def deliver(
    by: Person, order_id: uuid.UUID, pieces: Mapping[int, int], *, day: date, client_id: str, at: datetime
) -> Delivery:
    """Bring a lot to the buyer: pieces by share id, none more than passed inspection and still here."""
    order = locked(order_id)
    actor = require_order(by, "manage order", order)
    if sent := resent(Delivery, client_id, order_id=order_id, day=day):
        return sent
    must_be(order, Order.State.PUBLISHED)
    check_day(order, day, at)
    chosen = {share: count for share_id, count in pieces.items() if (share := _share(order, share_id)) and count}
    _check_something(len(chosen), "pieces")
    number = (order.deliveries.aggregate(last=Max("number"))["last"] or 0) + 1
    delivery = Delivery.objects.create(order=order, number=number, day=day, at=at, by=actor, client_id=client_id)
    for share, count in chosen.items():
        rules.check_count(f"pieces-{share.pk}", count, share.ready)
        share.delivered += count
        share.save(update_fields=["delivered"])
    DeliveryItem.objects.bulk_create(
        DeliveryItem(delivery=delivery, share=share, pieces=count) for share, count in chosen.items()
    )
    workshops.take_from_stock(_in_order(delivery), day, actor, at)
    words = _(
        "Kiriman %(lot)s pesanan %(order)s diantar: %(pieces)s buah dari %(members)s anggota.",
        lot=number,
        order=order.number,
        pieces=sum(chosen.values()),
        members=len({share.enterprise_id for share in chosen}),
    )
    body = {
        "lot": number,
        "pieces": [[share.line.number, share.enterprise.name, count] for share, count in chosen.items()],
    }
    log(order, actor, at, "delivered", words, body)
    return delivery


@transaction.atomic
def take_back(
    by: Person, order_id: uuid.UUID, delivery_id: uuid.UUID, returned: Mapping[int, int], *, at: datetime
) -> None:
    """Note what the buyer turned down of a lot that is not invoiced yet, by share id. The maker makes it again."""
    order = locked(order_id)
    actor = require_order(by, "manage order", order)
    must_be(order, Order.State.PUBLISHED)
    delivery = Delivery.objects.get(pk=delivery_id, order=order)
    if hasattr(delivery, "invoice"):
        raise Conflict(_("Kiriman ini sudah ditagih."))
    items = {item.share_id: item for item in delivery.items.select_related("share__line__order", "share__enterprise")}
    changes: list[list[object]] = []
    for share_id, count in returned.items():
        item = items[share_id]
        rules.check_count(f"returned-{share_id}", count, item.pieces)
        if count == item.returned:
            continue
        item.share.returned += count - item.returned
        if item.share.still_to_make < 0:
            raise Problem(
                _("Gantinya sudah dibuat, jadi jumlah ini tidak bisa dikurangi lagi."), f"returned-{share_id}"
            )
        item.share.save(update_fields=["returned"])
        more, item.returned = count - item.returned, count
        item.save(update_fields=["returned"])
        workshops.follow_shares([item.share], at)
        workshops.bring_back(item, more, day_of(order, at), actor, at)
        changes.append([item.share.line.number, item.share.enterprise.name, count])
    if changes:
        words = _(
            "Pembeli menolak %(pieces)s buah dari kiriman %(lot)s pesanan %(order)s.",
            pieces=sum(item.returned for item in items.values()),
            lot=delivery.number,
            order=order.number,
        )
        log(order, actor, at, "returned", words, {"lot": delivery.number, "returned": changes})


def _in_order(delivery: Delivery) -> list[DeliveryItem]:
    """The items of a lot such that everybody locks workshops in the same order."""
    return list(delivery.items.select_related("share__enterprise").order_by("share__enterprise", "pk"))


def _share(order: Order, share_id: int) -> Share:
    found = Share.objects.select_related("line__order", "enterprise").filter(pk=share_id, line__order=order).first()
    if found is None:
        raise Problem(_("Bagian itu tidak ada di pesanan ini."))
    return found


def _check_something(count: int, field: str) -> None:
    if count == 0:
        raise Problem(_("Tulis jumlahnya."), field)
