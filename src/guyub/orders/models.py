"""A joint order: what was ordered, who got which share and why, and what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.kernel.ids import new_id
from guyub.people.models import RoleName, User
from guyub.sentra.models import Enterprise, Sentra


class Order(models.Model):
    """A buyer's order to the sentra."""

    class State(models.TextChoices):
        DRAFT = "draft"  # lines can still change, nobody has been offered anything
        PUBLISHED = "published"  # shares are offered, made, delivered, paid
        SETTLED = "settled"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sentra = models.ForeignKey(Sentra, on_delete=models.PROTECT, related_name="orders")
    number = models.PositiveIntegerField(help_text="1, 2, 3… within the sentra")
    buyer = models.CharField(max_length=120)
    note = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    start = models.DateField(help_text="first day of work")
    answer_by = models.DateTimeField(null=True, blank=True)
    fee_basis_points = models.PositiveIntegerField(help_text="hub fee as agreed when the order was taken")
    rule = models.CharField(max_length=12, blank=True)
    max_share_percent = models.PositiveIntegerField(null=True, blank=True)
    seed = models.BigIntegerField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    client_id = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sentra", "number"], name="order_number_once_a_sentra"),
            models.UniqueConstraint(fields=["sentra", "client_id"], name="order_sent_once"),
            models.CheckConstraint(condition=Q(fee_basis_points__lte=10_000), name="order_fee_at_most_all"),
        ]
        indexes: ClassVar = [models.Index(fields=["sentra", "state", "-number"])]

    def __str__(self) -> str:
        return f"#{self.number} {self.buyer}"

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return {RoleName.MEMBER: self.sentra_id, RoleName.OFFICER: self.sentra_id}


class Line(models.Model):
    """One product of an order, at one grade, price and due date."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    product = models.CharField(max_length=120)
    quantity = models.DecimalField(max_digits=12, decimal_places=3, help_text="as ordered, in `unit`")
    unit = models.CharField(max_length=20)
    pieces = models.PositiveIntegerField()
    price = models.BigIntegerField(help_text="rupiah a piece")
    grade = models.CharField(max_length=1, blank=True, help_text="lowest grade accepted; empty = any")
    due = models.DateField()

    class Meta:
        ordering: ClassVar = ["order", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "number"], name="line_number_once_an_order"),
            models.CheckConstraint(condition=Q(pieces__gte=1), name="line_has_pieces"),
            models.CheckConstraint(condition=Q(price__gte=0), name="line_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number} {self.product}"

    @property
    def value(self) -> int:
        return self.pieces * self.price


class Share(models.Model):
    """What one enterprise has of one line. The counters follow the tallies, inspections and deliveries.

    `pieces` is what it holds: offered and accepted together. `pieces - accepted` still waits for its answer.
    A `closed` share takes no more: declined, taken less, or relieved.
    """

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="shares")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="shares")
    pieces = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    closed = models.BooleanField(default=False)
    reason = models.JSONField(default=dict, help_text="why it is as large as it is, as Words")
    made = models.PositiveIntegerField(default=0, help_text="good pieces")
    spoiled = models.PositiveIntegerField(default=0, help_text="pieces rejected by the workshop itself")
    passed = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0, help_text="pieces that the inspection turned down")
    delivered = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0, help_text="delivered pieces that the buyer turned down")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "enterprise"], name="share_once_a_line"),
            models.CheckConstraint(condition=Q(accepted__lte=F("pieces")), name="accepted_within_share"),
            models.CheckConstraint(condition=Q(made__gte=F("passed") + F("failed")), name="inspected_within_made"),
            models.CheckConstraint(condition=Q(delivered__lte=F("passed")), name="delivered_within_passed"),
            models.CheckConstraint(condition=Q(returned__lte=F("delivered")), name="returned_within_delivered"),
            models.CheckConstraint(
                condition=Q(made__lte=F("accepted") + F("failed") + F("returned")), name="made_within_share"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "line"])]

    def __str__(self) -> str:
        return f"{self.enterprise_id}: {self.pieces}"

    @property
    def pending(self) -> int:
        """Pieces that wait for the member's answer."""
        return self.pieces - self.accepted

    @property
    def still_to_make(self) -> int:
        """Accepted pieces of which no good one exists yet."""
        return self.accepted + self.failed + self.returned - self.made

    @property
    def to_inspect(self) -> int:
        return self.made - self.passed - self.failed

    @property
    def ready(self) -> int:
        """Pieces that passed and wait to be delivered."""
        return self.passed - self.delivered

    @property
    def kept(self) -> int:
        """Pieces the buyer has and keeps: what is paid for."""
        return self.delivered - self.returned


class Draw(models.Model):
    """One splitting of an order, with all that went in, so that anybody can repeat it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="draws")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cause = models.JSONField(help_text="why it was drawn, as Words")
    given = models.JSONField(help_text="rule, seed, start, lines and members as the split received them")
    outcome = models.JSONField(help_text="shares, fairness, cost or shortfall, bound, reasons")

    class Meta:
        ordering: ClassVar = ["order", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["order", "number"], name="draw_number_once")]

    def __str__(self) -> str:
        return f"{self.order_id} draw {self.number}"


class Proposal(models.Model):
    """The split of a draft under one rule, kept so that the page need not compute it at every view."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="proposals")
    rule = models.CharField(max_length=12)
    given_digest = models.CharField(max_length=64)
    outcome = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["order", "rule"], name="proposal_once_a_rule")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.rule}"


class Happening(models.Model):
    """What every event of an order has: when, by whom, and its sender's id, so that a resend changes nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=64, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.day}"


class Tally(Happening):
    """Pieces a workshop made on a day."""

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="tallies")
    made = models.PositiveIntegerField(help_text="good pieces")
    spoiled = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, help_text="when it was taken back in the workshop")


class Inspection(Happening):
    """Pieces looked at against the line's grade."""

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="inspections")
    passed = models.PositiveIntegerField()
    failed = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)


class Delivery(Happening):
    """A lot brought to the buyer."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="deliveries")
    number = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["order", "number"], name="delivery_number_once")]

    @property
    def billable(self) -> bool:
        """Whether the buyer kept anything of it that has a price. Reads its items, their shares and lines."""
        return any(item.pieces > item.returned and item.share.line.price for item in self.items.all())


class DeliveryItem(models.Model):
    """How many pieces of which share are in a lot, and how many the buyer turned down."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="items")
    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="delivered_in")
    pieces = models.PositiveIntegerField()
    returned = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "share"], name="share_once_a_delivery"),
            models.CheckConstraint(condition=Q(returned__lte=F("pieces")), name="returned_within_lot"),
        ]

    def __str__(self) -> str:
        return f"{self.share_id}: {self.pieces}"


class Invoice(Happening):
    """What the buyer owes for one delivered lot."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="invoice")
    amount = models.BigIntegerField()
    paid = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="invoice_not_negative"),
            models.CheckConstraint(condition=Q(paid__gte=0) & Q(paid__lte=F("amount")), name="paid_within_invoice"),
        ]


class Payment(Happening):
    """Money the buyer paid on an invoice."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    amount = models.BigIntegerField()
    into = models.CharField(max_length=8, choices=[("cash", "cash"), ("bank", "bank")])

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="payment_positive")]


class Advance(Happening):
    """Money for material that the hub gave a member ahead of the order."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="advances")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    what = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="advance_positive")]


class Settlement(Happening):
    """The sharing out of an order's money. There is one for an order, ever."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="settlement")
    paid_from = models.CharField(max_length=8, choices=[("cash", "cash"), ("bank", "bank")])


class SettlementRow(models.Model):
    """One member's part of a settlement, in rupiah: net = gross - rejects - fee - advance."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="rows")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    pieces = models.PositiveIntegerField(help_text="delivered")
    returned = models.PositiveIntegerField()
    gross = models.BigIntegerField()
    rejects = models.BigIntegerField()
    fee = models.BigIntegerField()
    advance = models.BigIntegerField(help_text="what was taken back of the material advances")
    net = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["settlement", "enterprise"], name="settled_once_a_member"),
            models.CheckConstraint(
                condition=Q(net=F("gross") - F("rejects") - F("fee") - F("advance")), name="net_adds_up"
            ),
            models.CheckConstraint(condition=Q(net__gte=0), name="net_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id}: {self.net}"
