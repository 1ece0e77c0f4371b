"""What a member must hand over before it can leave its sentra, or stop making something."""

from __future__ import annotations

from guyub.kernel.errors import Conflict
from guyub.kernel.words import _
from guyub.orders.models import Advance, Order, Share
from guyub.orders.queries import open_orders_of
from guyub.sentra.models import Enterprise, Sentra
from guyub.sentra.rules import product_key


def refuse_while_holding(sentra: Sentra, enterprise: Enterprise) -> None:
    """Raise Conflict while the member holds pieces, or an advance, of an open order of this sentra."""
    open_orders = Order.objects.filter(sentra=sentra, state=Order.State.PUBLISHED)
    held = Share.objects.filter(enterprise=enterprise, pieces__gt=0, line__order__in=open_orders)
    if share := held.select_related("line__order").first():
        raise Conflict(
            _(
                "%(name)s masih memegang %(pieces)s buah di pesanan %(order)s. Lepaskan atau selesaikan dulu.",
                name=enterprise.name,
                pieces=share.pieces,
                order=share.line.order.number,
            )
        )
    advanced = Advance.objects.filter(enterprise=enterprise, order__in=open_orders).select_related("order").first()
    if advanced:
        raise Conflict(
            _(
                "%(name)s masih punya uang muka dari pesanan %(order)s. Selesaikan dulu pesanannya.",
                name=enterprise.name,
                order=advanced.order.number,
            )
        )


def refuse_forgetting(enterprise: Enterprise, products: set[str]) -> None:
    """Raise Conflict while the member still owes pieces of a product that it would no longer be known to make.

    Its capacity for that product tells how much of its time is promised; without it the time would look free.
    """
    held = Share.objects.filter(enterprise=enterprise, pieces__gt=0, line__order__in=open_orders_of([enterprise.id]))
    for share in held.select_related("line__order"):
        owed = share.pending + share.still_to_make
        if owed > 0 and product_key(share.line.product) not in products:
            raise Conflict(
                _(
                    "%(name)s masih harus membuat %(pieces)s %(product)s untuk pesanan %(order)s, "
                    "jadi barang itu belum bisa dihapus atau diganti namanya.",
                    name=enterprise.name,
                    pieces=owed,
                    product=share.line.product,
                    order=share.line.order.number,
                )
            )
