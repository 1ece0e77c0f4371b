"""What a member must hand over before it can leave its sentra."""

from __future__ import annotations

from django.db.models import F, Q

from guyub.kernel.errors import Conflict
from guyub.kernel.words import _
from guyub.orders.models import Order, Share
from guyub.sentra.models import Enterprise, Sentra


def refuse_while_holding(sentra: Sentra, enterprise: Enterprise) -> None:
    """Raise Conflict while the member holds pieces of an open order of this sentra that are not settled."""
    held = Share.objects.filter(
        Q(pieces__gt=0) | Q(delivered__gt=F("returned")),
        enterprise=enterprise,
        line__order__sentra=sentra,
        line__order__state=Order.State.PUBLISHED,
    ).select_related("line__order")
    if share := held.first():
        raise Conflict(
            _(
                "%(name)s masih memegang %(pieces)s buah di pesanan %(order)s. Lepaskan atau selesaikan dulu.",
                name=enterprise.name,
                pieces=share.pieces,
                order=share.line.order.number,
            )
        )
