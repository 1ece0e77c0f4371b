"""What every action of this room needs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from guyub.kernel.errors import Conflict, NotAllowed
from guyub.kernel.words import Words, _
from guyub.openlog.actions import record
from guyub.orders.models import Order
from guyub.people.access import Person, require
from guyub.people.models import RoleName, User


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


def locked(order_id: uuid.UUID, state: str) -> Order:
    """The order, locked for this transaction. Conflict when it is no longer in `state`."""
    order = Order.objects.select_for_update(of=("self",)).select_related("sentra").get(pk=order_id)
    if order.state != state:
        raise Conflict(_("Pesanan ini sudah berubah keadaan. Buka kembali halamannya."))
    return order


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
