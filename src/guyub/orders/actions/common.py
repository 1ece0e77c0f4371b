"""What every action of this room needs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import models

from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.words import Words, _
from guyub.openlog.actions import record
from guyub.orders.models import Order
from guyub.orders.rules import year_before
from guyub.people.access import Person, require
from guyub.people.models import RoleName, User
from guyub.sentra.models import Sentra


@dataclass(frozen=True, slots=True)
class OfferLink:
    """Somebody who holds the secret link to one member's offer, without having signed in."""

    order: uuid.UUID
    enterprise: uuid.UUID


@dataclass(frozen=True, slots=True)
class Work:
    """One member's part of one order, as a thing that access is decided about."""

    order: Order
    enterprise: uuid.UUID

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return {
            RoleName.OWNER: self.enterprise,
            RoleName.WORKER: self.enterprise,
            RoleName.OFFICER: self.order.sentra_id,
        }


def locked(order_id: uuid.UUID) -> Order:
    """The order, ours until the transaction ends; and its sentra, because a split reads what all members hold.

    Everybody locks the sentra first, then the order, then books, then the log, so that nobody waits in a ring.
    """
    sentra = Order.objects.values("sentra").get(pk=order_id)["sentra"]
    Sentra.objects.select_for_update(no_key=True).get(pk=sentra)
    return Order.objects.select_for_update(of=("self",), no_key=True).select_related("sentra").get(pk=order_id)


def must_be(order: Order, *states: str) -> None:
    """Raise Conflict when the order is no longer in one of these states."""
    if order.state not in states:
        raise Conflict(_("Pesanan ini sudah berubah keadaan. Buka kembali halamannya."))


Sent = TypeVar("Sent", bound=models.Model)


def resent(model: type[Sent], client_id: str, **content: object) -> Sent | None:
    """What was made of this client's id before, so that a resend changes nothing; None the first time.

    Raises Conflict when the same id comes with other content: that is a form gone back to, not a resend.
    """
    first = model._default_manager.filter(client_id=client_id).first()
    if first and any(getattr(first, name) != value for name, value in content.items()):
        raise Conflict(_("Isian ini sudah pernah dikirim dengan isi lain. Muat ulang halamannya, lalu isi lagi."))
    return first


def check_day(order: Order, day: date, at: datetime) -> None:
    """What is noted about an order happened today or before, and not long before it."""
    if day > day_of(order, at):
        raise Problem(_("Tanggal %(day)s belum tiba.", day=day), "day")
    if day < year_before(order.start):
        raise Problem(_("Tanggal %(day)s terlalu jauh di belakang.", day=day), "day")


def require_order(by: Person, act: str, order: Order) -> User:
    require(by, act, order)
    assert isinstance(by, User)  # noqa: S101 - require lets only users through
    return by


def require_work(by: Person | OfferLink, act: str, order: Order, enterprise: uuid.UUID) -> User | None:
    """The user who acts, or None for the holder of this very offer's link."""
    if isinstance(by, OfferLink):
        if (by.order, by.enterprise) != (order.id, enterprise) or act != "answer offer":
            raise NotAllowed(_("Tautan ini bukan untuk tawaran ini."))
        return None
    require(by, act, Work(order, enterprise))
    assert isinstance(by, User)  # noqa: S101
    return by


def day_of(order: Order, at: datetime) -> date:
    """The business day of `at` where the sentra is."""
    return at.astimezone(ZoneInfo(order.sentra.time_zone)).date()


def log(order: Order, by: User | None, at: datetime, act: str, words: Words, body: dict[str, Any]) -> None:
    """Write one line of the sentra's open log about this order."""
    via = {} if by else {"via": "link"}
    record(order.sentra_id, by, act, ("order", order.id), words, {"order": order.number, **via, **body}, at)
