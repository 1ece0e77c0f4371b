"""Who made what: the tallies, and what is kept summed from them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.models.making import Job, Machine, OfWorkshop, Product, Step
from guyub.workshop.models.staff import Slip, Worker
from guyub.workshop.models.standards import Picture


class RejectReason(OfWorkshop):
    """A reason for rejects, in the words of this workshop."""

    name = models.CharField(max_length=60)
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "name"], name="reason_once_a_workshop")]

    def __str__(self) -> str:
        return self.name


class Tally(OfWorkshop):
    """Good and rejected output of one step on one day: the one entry that feeds wage, cost, stock and progress.

    Never changed: a correction takes it back (`undone_at`) and writes another. `slip` is the slip that paid it,
    `undone_slip` the one in which a pay for what was taken back later was deducted again.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    good_micro = models.BigIntegerField()
    rejected_micro = models.BigIntegerField(default=0)
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="tallies")
    machine = models.ForeignKey(Machine, null=True, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="tallies")
    reason = models.ForeignKey(RejectReason, null=True, on_delete=models.PROTECT, related_name="+")
    picture = models.ForeignKey(Picture, null=True, on_delete=models.PROTECT, related_name="+")
    minutes_milli = models.PositiveBigIntegerField(help_text="by the recipe of the day, for the board")
    rate = models.PositiveIntegerField(help_text="rupiah for `rate_per` good units, as the recipe of the day says")
    rate_per = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=80)
    slip = models.ForeignKey(Slip, null=True, on_delete=models.PROTECT, related_name="paid")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_slip = models.ForeignKey(Slip, null=True, on_delete=models.PROTECT, related_name="deducted")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "client_id"], name="tally_sent_once"),
            models.CheckConstraint(
                condition=Q(good_micro__gte=0) & Q(rejected_micro__gte=0) & ~Q(good_micro=0, rejected_micro=0),
                name="tally_counts_something",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["enterprise", "-day", "-at"]),
            models.Index(fields=["worker", "day"]),
            models.Index(fields=["job", "-day"]),
            models.Index(fields=["enterprise", "day"], condition=Q(slip=None, undone_at=None), name="tally_unpaid"),
            models.Index(
                fields=["enterprise"],
                condition=Q(slip__isnull=False, undone_at__isnull=False, undone_slip=None),
                name="tally_to_deduct",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.good_micro}"


class DaySum(models.Model):
    """Output of a day, summed as the tallies come and go."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    good_micro = models.BigIntegerField(default=0)
    rejected_micro = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class StepDay(DaySum):
    """All tallies of a step on a day, summed: what the value of the stock is worked out from."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="days")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "day", "step"], name="step_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.step_id}: {self.good_micro}"


class DayOutput(DaySum):
    """What somebody or something made on a day: also minutes by the recipes, and the step made last."""

    minutes_milli = models.BigIntegerField(default=0)
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="+", help_text="made last")

    class Meta:
        abstract = True


class WorkerDay(DayOutput):
    """What a person made on a day, summed."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="days")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "day", "worker"], name="worker_day_once")
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "day", "minutes_milli"])]

    def __str__(self) -> str:
        return f"{self.day} {self.worker_id}"


class MachineDay(DayOutput):
    """What a machine made on a day, summed."""

    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="days")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "day", "machine"], name="machine_day_once")
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "day", "minutes_milli"])]

    def __str__(self) -> str:
        return f"{self.day} {self.machine_id}"


class Idle(OfWorkshop):
    """Minutes for which a machine stood still on a day, and why."""

    class Reason(models.TextChoices):
        BROKEN = "broken"
        NO_MATERIAL = "no-material"
        NO_ORDER = "no-order"
        NO_HANDS = "no-hands"
        NO_POWER = "no-power"
        CLEANING = "cleaning"
        OTHER = "other"

    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="idle")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    note = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "client_id"], name="idle_sent_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1) & Q(minutes__lte=1440), name="idle_within_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "-day"])]

    def __str__(self) -> str:
        return f"{self.machine_id} {self.day}: {self.minutes}"
