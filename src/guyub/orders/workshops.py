"""A share of a joint order and the member's own workshop: one count, wherever it was made.

A share that is held is a job in the workshop. Where the owner has said which product it is, what is tallied there at
the last step is counted here, and what is counted here is tallied there; goods that are delivered leave its stock.
Everybody locks the order before the workshop.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.measures import MICRO
from guyub.kernel.words import _
from guyub.orders import rules
from guyub.orders.actions.common import check_day, locked, must_be
from guyub.orders.models import DeliveryItem, Order, Share, Tally
from guyub.people.models import User
from guyub.workshop.actions import counting as workshop_counting
from guyub.workshop.actions import jobs, moving
from guyub.workshop.actions.common import locked as locked_workshop
from guyub.workshop.actions.counting import Counted, NewTally
from guyub.workshop.models import Item, Job, Movement
from guyub.workshop.queries.recipes import recipes_of, steps_on


def lock_order_of(share_id: int) -> None:
    """Hold the order of a share until the transaction ends: before the workshop, as everybody does."""
    order = Share.objects.filter(pk=share_id).values_list("line__order", flat=True).first()
    if order is not None:
        locked(order)


def follow_tally(told: Counted, by: User | None, at: datetime) -> None:
    """Count at the share what its workshop tallied, or take it off again. Raises Problem for more than is to make."""
    share = _share_of(told.job)
    order = share.line.order
    must_be(order, Order.State.PUBLISHED)
    good, spoiled = _pieces(told.good), _pieces(told.rejected)
    if good < 0 or spoiled < 0:
        _take_back(share, told, at)
        return
    check_day(order, told.tally.day, at)
    rules.check_count("good", good, share.still_to_make)
    share.made += good
    share.spoiled += spoiled
    share.save(update_fields=["made", "spoiled"])
    Tally.objects.create(
        share=share, made=good, spoiled=spoiled, day=told.tally.day, at=at, by=by, client_id=_client_id(told.tally.id)
    )


def _share_of(job: Job) -> Share:
    assert job.source_id is not None  # noqa: S101 - only such jobs are told of
    return Share.objects.select_related("line__order__sentra", "enterprise").get(pk=job.source_id)


def _take_back(share: Share, told: Counted, at: datetime) -> None:
    """Pieces that were inspected or delivered since are no longer the workshop's to take back."""
    tally = Tally.objects.filter(share=share, client_id=_client_id(told.tally.id), undone_at=None).first()
    if tally is None:
        return
    if tally.made > share.to_inspect:
        raise Conflict(_("Sebagian sudah diperiksa atau diantar, jadi hitungan ini tidak bisa dibatalkan lagi."))
    share.made -= tally.made
    share.spoiled -= tally.spoiled
    share.save(update_fields=["made", "spoiled"])
    tally.undone_at = at
    tally.save(update_fields=["undone_at"])


def _pieces(micro: int) -> int:
    if micro % MICRO:
        raise Problem(_("Pesanan bersama dihitung dalam buah yang bulat."), "good")
    return micro // MICRO


def _client_id(tally: uuid.UUID) -> str:
    return f"workshop {tally}"


def tally_in_workshop(tally: Tally, by: User | None, at: datetime) -> None:
    """What was counted at the share becomes a tally of the last step in its workshop, of nobody in particular."""
    job = _job(tally.share)
    if job is None or job.product is None:
        return
    steps = steps_on(recipes_of([job.product.pk]).on(job.product.pk, tally.day))
    if not steps:
        return
    workshop = locked_workshop(tally.share.enterprise)
    new = NewTally(job.product, steps[-1].step, tally.day, tally.made * MICRO, tally.spoiled * MICRO, None, None, job)
    workshop_counting.count_within(workshop, [new], [steps[-1]], [f"share {tally.id}"], by=by, at=at, tell=False)


def follow_shares(shares: Iterable[Share], at: datetime) -> None:
    """Keep the jobs of these shares as large as what is to be made good of them."""
    for share in shares:
        jobs.follow_share(
            share.enterprise,
            jobs.ShareOf(
                id=share.pk,
                name=share.line.product,
                customer=share.line.order.buyer,
                pieces=share.accepted + share.failed + share.returned,
                price=share.line.price,
                due=share.line.due,
            ),
            at=at,
        )


def take_from_stock(items: Iterable[DeliveryItem], day: date, by: User | None, at: datetime) -> None:
    """Delivered goods leave the stock of the workshops that keep one for them."""
    for item in items:
        _move(item.share, Movement.Kind.DELIVERED, item.pieces, f"lot {item.pk}", day, by, at)


def bring_back(item: DeliveryItem, pieces: int, day: date, by: User | None, at: datetime) -> None:
    """`pieces` more of a lot came back to the workshop; below zero: fewer than was noted before."""
    kind = Movement.Kind.RETURNED_IN if pieces > 0 else Movement.Kind.DELIVERED
    _move(item.share, kind, abs(pieces), f"return {item.pk} {uuid.uuid4().hex}", day, by, at)


def _move(
    share: Share, kind: Movement.Kind, pieces: int, client_id: str, day: date, by: User | None, at: datetime
) -> None:
    job = _job(share)
    if job is None or job.product is None or not pieces:
        return
    item = Item.objects.filter(product=job.product, kind=Item.Kind.FINISHED).first()
    if item is None:
        return
    new = moving.NewMovement(item, kind, day, pieces * MICRO, source_id=share.pk)
    moving.move_within(locked_workshop(share.enterprise), new, client_id=client_id, by=by, at=at)


def _job(share: Share) -> Job | None:
    return Job.objects.select_related("product").filter(source_kind=jobs.SHARE, source_id=share.pk).first()
