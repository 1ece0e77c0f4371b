"""The secret link by which a member answers without signing in, and the WhatsApp text that carries it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, override

from guyub.kernel.words import show_date, show_number, show_rupiah
from guyub.orders.actions.common import OfferLink
from guyub.orders.models import Order, Share
from guyub.sentra.models import Enterprise

SALT = "guyub.orders.offer"


def link_token(order: uuid.UUID, enterprise: uuid.UUID) -> str:
    """What only somebody who was sent the link can know: signed with the installation's key."""
    return signing.dumps([order.hex, enterprise.hex], salt=SALT, compress=False)


def read_token(token: str) -> OfferLink | None:
    """Whose offer a link opens; None when it was not made here."""
    try:
        order, enterprise = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return OfferLink(uuid.UUID(order), uuid.UUID(enterprise))


@dataclass(frozen=True, slots=True)
class Invitation:
    """One member's offer as the officer sees and sends it."""

    enterprise: Enterprise
    shares: Sequence[Share]
    link: str
    whatsapp: str

    @property
    def pieces(self) -> int:
        return sum(share.pieces for share in self.shares)

    @property
    def pending(self) -> int:
        return sum(share.pending for share in self.shares)

    @property
    def value(self) -> int:
        return sum(share.pieces * share.line.price for share in self.shares)


def invitations(request: HttpRequest, order: Order, shares: Sequence[Share]) -> list[Invitation]:
    """An invitation for every member that was ever offered something, in the order of `shares`."""
    by_enterprise: dict[uuid.UUID, list[Share]] = defaultdict(list)
    for share in shares:
        by_enterprise[share.enterprise_id].append(share)
    return [_invitation(request, order, own) for own in by_enterprise.values()]


def _invitation(request: HttpRequest, order: Order, shares: list[Share]) -> Invitation:
    enterprise = shares[0].enterprise
    link = request.build_absolute_uri(reverse("offer", args=[link_token(order.id, enterprise.id)]))
    text = quote(_message(order, enterprise, shares, link))
    phone = enterprise.phone.lstrip("+")
    return Invitation(enterprise, shares, link, f"https://wa.me/{phone}?text={text}")


def _message(order: Order, enterprise: Enterprise, shares: list[Share], link: str) -> str:
    """The text for the member, in Indonesian whatever the officer reads."""
    with override("id"):
        parts = [
            f"- {share.line.product}: {show_number(share.pieces, 'id')} buah, tempo {show_date(share.line.due, 'id')}"
            for share in shares
            if share.pieces
        ]
        value = show_rupiah(sum(share.pieces * share.line.price for share in shares), "id")
        head = gettext("%(name)s, ada bagian untuk Anda dari pesanan %(buyer)s (%(sentra)s):") % {
            "name": enterprise.owner_name or enterprise.name,
            "buyer": order.buyer,
            "sentra": order.sentra.name,
        }
        tail = gettext("Nilainya %(value)s. Mohon jawab lewat tautan ini:") % {"value": value}
    return "\n".join([head, *parts, tail, link])
