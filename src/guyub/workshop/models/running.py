"""Running the workshop: groups and divisions, the day's job list, utilities, capacity offered to the sentra."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.workshop.models.making import Job, Machine, OfWorkshop, Product, Step
from guyub.workshop.models.staff import Worker


class WorkGroup(OfWorkshop):
    """People who work together."""

    name = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "name"], name="group_once_a_workshop")]

    def __str__(self) -> str:
        return self.name


class Duty(OfWorkshop):
    """A thing that somebody sees to, in one of the four divisions; `worker` None: the owner."""

    class Division(models.TextChoices):
        PRODUCTION = "production"
        PURCHASING = "purchasing"
        MARKETING = "marketing"
        FINANCE = "finance"

    division = models.CharField(max_length=10, choices=Division.choices)
    what = models.CharField(max_length=120)
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="duties")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "division", "what"], name="duty_once_a_division")
        ]

    def __str__(self) -> str:
        return self.what


class Task(OfWorkshop):
    """A line of the job list of a day: who makes how much of which step, for which job, on which machine."""

    day = models.DateField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="tasks")
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="tasks")
    machine = models.ForeignKey(Machine, null=True, on_delete=models.PROTECT, related_name="+")
    target_micro = models.PositiveBigIntegerField(null=True)
    words = models.CharField(max_length=120, blank=True, help_text="what else there is to do")
    done = models.BooleanField(default=False)
    client_id = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "client_id"], name="task_sent_once"),
            models.CheckConstraint(condition=Q(step__isnull=False) | ~Q(words=""), name="task_says_what"),
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "day", "worker"])]

    def __str__(self) -> str:
        return f"{self.day} {self.worker_id}"


class UtilityUse(OfWorkshop):
    """What was used of electricity, water, telephone or fuel in a month, by meter or by bill."""

    class Kind(models.TextChoices):
        ELECTRICITY = "electricity"
        WATER = "water"
        TELEPHONE = "telephone"
        FUEL = "fuel"

    kind = models.CharField(max_length=11, choices=Kind.choices)
    month = models.DateField(help_text="its first day")
    used_milli = models.PositiveBigIntegerField(null=True, help_text="thousandths of kWh, m³, GB or litres")
    meter_milli = models.PositiveBigIntegerField(null=True, help_text="what the meter showed at the end of the month")
    cost = models.BigIntegerField(null=True, help_text="rupiah, as billed; the workshop's part only")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "kind", "month"], name="utility_once_a_month"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="utility_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.month}"


class CapacityOffer(OfWorkshop):
    """How much of its week, in per cent, the workshop offers to joint orders. A week without one: what is free."""

    week = models.DateField(help_text="its Monday")
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "week"], name="offer_once_a_week"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="offer_within_the_week"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.week}: {self.percent} %"
