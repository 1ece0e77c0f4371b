"""Who works here, how they are paid, and the slips they were paid by."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.people.models import SELF, RoleName, User
from guyub.workshop.models.making import OfWorkshop


class Worker(OfWorkshop):
    """A person who works here. `user`, when they sign in themselves, opens their own tallies and pay to them."""

    class Pay(models.TextChoices):
        PIECE = "piece"
        DAILY = "daily"
        MONTHLY = "monthly"
        MIXED = "mixed"  # a daily wage and piece rates on top

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True, help_text="+62…")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    pay = models.CharField(max_length=8, choices=Pay.choices, default=Pay.PIECE)
    daily_rate = models.PositiveIntegerField(default=0, help_text="rupiah a day")
    monthly_rate = models.PositiveIntegerField(default=0, help_text="rupiah a month")
    pay_since = models.DateField(null=True, help_text="from when they are paid so; None: `since`")
    since = models.DateField()
    until = models.DateField(null=True)
    group = models.ForeignKey("workshop.WorkGroup", null=True, on_delete=models.SET_NULL, related_name="workers")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "key"], name="worker_once_a_workshop"),
            models.UniqueConstraint(
                fields=["enterprise", "user"], condition=Q(user__isnull=False), name="worker_once_a_user"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def places(self) -> Mapping[str, uuid.UUID | None]:
        """The owner, and the person: pay is nobody else's."""
        return {RoleName.OWNER: self.enterprise_id, SELF: self.user_id}


class Attendance(models.Model):
    """Half days that a person was here."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="attendance")
    day = models.DateField()
    half_days = models.PositiveSmallIntegerField()
    slip = models.ForeignKey("workshop.Slip", null=True, on_delete=models.PROTECT, related_name="attended")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "day"], name="attendance_once_a_day"),
            models.CheckConstraint(condition=Q(half_days__lte=2), name="attendance_within_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.day}: {self.half_days}"


class PayRun(OfWorkshop):
    """One paying of wages, for the days up to `last` that were not paid before."""

    class Kind(models.TextChoices):
        WAGES = "wages"
        HOLIDAY = "holiday"  # the holiday allowance (THR)

    number = models.PositiveIntegerField(help_text="1, 2, 3… in the workshop, in the order in which they were made")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.WAGES)
    first = models.DateField()
    last = models.DateField(help_text="of the holiday allowance: the feast")
    day = models.DateField(help_text="when the money was given")
    place = models.CharField(max_length=8, default="cash", help_text="where the money came from")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "client_id"], name="pay_run_sent_once"),
            models.UniqueConstraint(fields=["enterprise", "number"], name="pay_run_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "-last"])]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


class Slip(models.Model):
    """What one person was paid in a run: gross - advance = net, in rupiah; `carried` waits for the next slip."""

    id = models.UUIDField(primary_key=True, editable=False)
    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="slips")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="slips")
    month = models.DateField(help_text="first day of the month it was paid for")
    pay = models.CharField(max_length=8, choices=Worker.Pay.choices, help_text="how the worker was paid then")
    gross = models.BigIntegerField()
    advance = models.BigIntegerField(default=0, help_text="kasbon taken back")
    net = models.BigIntegerField()
    carried = models.BigIntegerField(default=0, help_text="below zero: still to be taken off the next slip")
    entry = models.BigIntegerField(null=True, help_text="number of the entry in the books")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "worker"], name="slip_once_a_run"),
            models.CheckConstraint(condition=Q(net=F("gross") - F("advance")), name="slip_adds_up"),
            models.CheckConstraint(condition=Q(net__gte=0) & Q(carried__lte=0), name="slip_pays"),
        ]
        indexes: ClassVar = [models.Index(fields=["worker", "-month"])]

    def __str__(self) -> str:
        return f"{self.worker_id}: {self.net}"

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return self.worker.places()


class SlipLine(models.Model):
    """One line of a slip, as it is shown."""

    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    words = models.JSONField(help_text="as Words")
    quantity_micro = models.BigIntegerField(null=True)
    rate = models.PositiveIntegerField(null=True)
    rate_per = models.PositiveIntegerField(default=1)
    amount = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["slip", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["slip", "number"], name="slip_line_once")]

    def __str__(self) -> str:
        return f"{self.slip_id}/{self.number}: {self.amount}"


class SlipMonth(models.Model):
    """What of a slip's gross was earned in one month, in rupiah, below zero for what was taken back.

    The holiday allowance averages these; `wage` says that the monthly wage of the month is in it.
    """

    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="months")
    month = models.DateField(help_text="its first day")
    gross = models.BigIntegerField()
    wage = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["slip", "month"], name="slip_month_once")]

    def __str__(self) -> str:
        return f"{self.slip_id} {self.month}: {self.gross}"
