"""A small sentra and an order for the tests of this room."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.support import people

from guyub.orders.actions import making, settling, sharing, taking
from guyub.orders.actions.common import OfferLink
from guyub.orders.actions.taking import NewLine, NewOrder
from guyub.orders.models import Delivery, Invoice, Order, Share
from guyub.people.models import User
from guyub.sentra import actions as sentra_actions
from guyub.sentra.actions import NewAbility, NewMember
from guyub.sentra.models import Sentra

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def once() -> str:
    return uuid.uuid4().hex


@dataclass
class Shop:
    """A sentra with an officer, and short ways through an order's life."""

    sentra: Sentra
    officer: User

    def member(self, name: str, weekly: int, product: str = "Syal", min_lot: int = 1, received: int = 0, ask=None):
        ability = NewAbility(product, Fraction(weekly), "A", min_lot, ask)
        new = NewMember(name, received=received, abilities=(ability,))
        return sentra_actions.add_member(self.officer, self.sentra, new, at=NOW)

    def taken(
        self, pieces: int = 100, price: int = 40_000, days: int = 28, product: str = "Syal", seed: int = 1
    ) -> Order:
        line = NewLine(product, Decimal(pieces), "buah", pieces, price, "", TODAY + timedelta(days))
        return self.taken_with([line], seed)

    def taken_with(self, lines: list[NewLine], seed: int = 1) -> Order:
        new = NewOrder("Hotel Kencana", "", TODAY, None, tuple(lines))
        return taking.take_order(self.officer, self.sentra, new, at=NOW, seed=seed, client_id=once())

    def published(self, order: Order, rule: str = "proportional") -> Order:
        given, __ = taking.propose(self.officer, order.id, at=NOW)
        return taking.publish(
            self.officer, order.id, rule=rule, seen=given.digest(), answer_by=NOW + timedelta(2), at=NOW
        )

    def shares(self, order: Order) -> list[Share]:
        found = Share.objects.filter(line__order=order).select_related("enterprise", "line")
        return list(found.order_by("line__number", "enterprise__name"))

    def held(self, order: Order) -> dict[str, int]:
        return {share.enterprise.name: share.pieces for share in self.shares(order)}

    def answer(self, order: Order, name: str, takes: int) -> None:
        share = next(share for share in self.shares(order) if share.enterprise.name == name)
        link = OfferLink(order.id, share.enterprise_id)
        sharing.answer(link, order.id, share.enterprise_id, {share.line.number: takes}, at=NOW)

    def accepted(self, order: Order) -> Order:
        offers: dict[uuid.UUID, dict[int, int]] = {}
        for share in self.shares(order):
            if share.pending:
                offers.setdefault(share.enterprise_id, {})[share.line.number] = share.pieces
        for enterprise, takes in offers.items():
            sharing.answer(OfferLink(order.id, enterprise), order.id, enterprise, takes, at=NOW)
        return order

    def made(self, order: Order, share: Share, pieces: int, failed: int = 0) -> None:
        making.tally(self.officer, order.id, share.pk, made=pieces, spoiled=0, day=TODAY, client_id=once(), at=NOW)
        making.inspect(
            self.officer, order.id, share.pk, passed=pieces - failed, failed=failed, client_id=once(), at=NOW
        )

    def delivered(self, order: Order) -> Delivery:
        ready = {share.pk: share.ready for share in self.shares(order) if share.ready}
        return making.deliver(self.officer, order.id, ready, day=TODAY, client_id=once(), at=NOW)

    def paid(self, order: Order, lot: Delivery) -> Invoice:
        bill = settling.invoice(self.officer, order.id, lot.id, client_id=once(), at=NOW)
        settling.pay(
            self.officer, order.id, bill.id, amount=bill.amount, into="bank", day=TODAY, client_id=once(), at=NOW
        )
        return bill

    def finished(self, order: Order) -> Order:
        """From accepted to paid: everything made, delivered and paid for."""
        for share in self.shares(order):
            if share.accepted:
                self.made(order, share, share.accepted)
        self.paid(order, self.delivered(order))
        return order

    def settled(self, order: Order):
        return settling.settle(self.officer, order.id, paid_from="bank", client_id=once(), at=NOW)


@pytest.fixture
def shop(db: None) -> Shop:
    sentra = Sentra.objects.create(name="Sentra Rajut", fee_basis_points=300)
    return Shop(sentra, people.officer(sentra))
