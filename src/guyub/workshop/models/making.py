"""What a workshop makes and how: products, their steps, recipes by date, machines, and jobs to be made."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.kernel.ids import new_id
from guyub.people.models import RoleName
from guyub.sentra.models import Enterprise


class OfWorkshop(models.Model):
    """A thing of one enterprise: its owner runs it, its workers may meet it where they work."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return {RoleName.OWNER: self.enterprise_id, RoleName.WORKER: self.enterprise_id}


class Workshop(models.Model):
    """How one enterprise works: its day, its week, what an hour costs. Locked by every writer of this room."""

    enterprise = models.OneToOneField(Enterprise, primary_key=True, on_delete=models.PROTECT, related_name="workshop")
    opens = models.TimeField(default=time(8), help_text="when work begins")
    minutes_a_day = models.PositiveSmallIntegerField(default=480, help_text="of work, breaks not counted")
    working_days = models.CharField(max_length=7, default="123456", help_text="ISO days of the week, 1 Monday")
    labour_hour_cost = models.PositiveIntegerField(
        default=0, help_text="rupiah an hour, for steps that are not paid by the piece"
    )
    stock_since = models.DateField(null=True, help_text="the day from which the books hold the value of the stock")
    lead_days = models.PositiveSmallIntegerField(default=7, help_text="from ordering material until it is here")
    yearly_sales = models.BigIntegerField(null=True, help_text="rupiah, for the size class; None: from the books")
    province = models.CharField(max_length=60, blank=True)
    figures_year = models.PositiveSmallIntegerField(null=True, help_text="the year the province's figures are of")
    consumption = models.BigIntegerField(null=True, help_text="the province's average per head, rupiah a month")
    poverty_line = models.BigIntegerField(null=True, help_text="the province's, rupiah a head and month")
    minimum_wage = models.BigIntegerField(null=True, help_text="of the place, rupiah a month")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minutes_a_day__gte=1) & Q(minutes_a_day__lte=1440), name="workday_within_a_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.enterprise_id)

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return {RoleName.OWNER: self.enterprise_id, RoleName.WORKER: self.enterprise_id}


class Product(OfWorkshop):
    """Something the workshop makes and counts in `unit`."""

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=120, help_text="the name as it is looked up: see sentra.rules.product_key")
    unit = models.CharField(max_length=20, default="buah")
    price = models.BigIntegerField(null=True, help_text="rupiah a unit, as sold now")
    market_price = models.BigIntegerField(null=True, help_text="rupiah a unit, as others sell it")
    floor_price = models.BigIntegerField(null=True, help_text="rupiah a unit agreed as the lowest")
    margin_percent = models.PositiveSmallIntegerField(default=25, help_text="wanted above the cost")
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "key"], name="product_once_a_workshop")]

    def __str__(self) -> str:
        return self.name


class MachineKind(OfWorkshop):
    """Machines that can stand in for each other."""

    name = models.CharField(max_length=80)
    hour_cost = models.PositiveIntegerField(default=0, help_text="rupiah a machine hour: power, wear, care")
    changeover_minutes = models.PositiveSmallIntegerField(default=0, help_text="from one product to another")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "name"], name="machine_kind_once_a_workshop")
        ]

    def __str__(self) -> str:
        return self.name


class Machine(OfWorkshop):
    """One machine, with the most it can make and how that is known."""

    class Basis(models.TextChoices):
        TRIED = "tried"
        MAKER = "maker"

    kind = models.ForeignKey(MachineKind, on_delete=models.PROTECT, related_name="machines")
    name = models.CharField(max_length=80)
    hour_most_micro = models.PositiveBigIntegerField(null=True, help_text="most units an hour; None: from the minutes")
    day_target_micro = models.PositiveBigIntegerField(null=True, help_text="units a day the owner asks for")
    basis = models.CharField(max_length=8, choices=Basis.choices, default=Basis.TRIED)
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "name"], name="machine_once_a_workshop")]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One step in the making of a product. It stays what it is from recipe to recipe."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    unit = models.CharField(max_length=20, help_text="what comes out of it is counted in")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["product", "key"], name="step_once_a_product")]

    def __str__(self) -> str:
        return self.name


class Recipe(models.Model):
    """How a product is made from a day on, until the next recipe."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="recipes")
    since = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["product", "since"], name="recipe_once_a_day")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.since}"


class RecipeStep(models.Model):
    """A step as one recipe has it: what one unit that comes out of it takes."""

    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="1, 2, 3… in the order of making")
    minutes_milli = models.PositiveIntegerField(default=0, help_text="thousandths of a minute a unit")
    rate = models.PositiveIntegerField(default=0, help_text="rupiah for `rate_per` good units")
    rate_per = models.PositiveIntegerField(default=1, help_text="units that the rate is for: 12 for a lusin")
    machine_kind = models.ForeignKey(MachineKind, null=True, on_delete=models.PROTECT, related_name="+")
    labour_hour = models.PositiveIntegerField(default=0, help_text="rupiah, as it was when the recipe was written")
    machine_hour = models.PositiveIntegerField(default=0, help_text="rupiah, as it was when the recipe was written")
    taken_micro = models.PositiveBigIntegerField(
        default=1_000_000, help_text="millionths of a unit of the step before that one unit takes"
    )

    class Meta:
        ordering: ClassVar = ["recipe", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipe", "number"], name="recipe_step_number_once"),
            models.UniqueConstraint(fields=["recipe", "step"], name="recipe_step_once"),
            models.CheckConstraint(condition=Q(rate_per__gte=1), name="rate_for_something"),
        ]

    def __str__(self) -> str:
        return f"{self.recipe_id}/{self.number}"


class Input(models.Model):
    """A material, or another product, that a step of a recipe uses up."""

    recipe_step = models.ForeignKey(RecipeStep, on_delete=models.CASCADE, related_name="inputs")
    item = models.ForeignKey("workshop.Item", on_delete=models.PROTECT, related_name="+")
    quantity_micro = models.PositiveBigIntegerField(help_text="millionths of the item's unit in one unit made")
    waste_basis_points = models.PositiveIntegerField(default=0, help_text="hundredths of a per cent lost on top")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipe_step", "item"], name="input_once_a_step"),
            models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="input_takes_something"),
            models.CheckConstraint(condition=Q(waste_basis_points__lte=100_000), name="waste_within_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.quantity_micro}"


class Job(OfWorkshop):
    """An order to be made here: the workshop's own, or its share of a joint one (`source_id`: the share's)."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        CANCELLED = "cancelled"

    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="jobs")
    name = models.CharField(max_length=120, help_text="of the product, as ordered")
    customer = models.CharField(max_length=120, blank=True)
    quantity_micro = models.PositiveBigIntegerField()
    price = models.BigIntegerField(null=True, help_text="rupiah a unit")
    accepted = models.DateField()
    due = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    source_kind = models.CharField(max_length=12, blank=True, help_text="“share” for a joint order")
    source_id = models.BigIntegerField(null=True)
    client_id = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "client_id"], name="job_sent_once"),
            models.UniqueConstraint(
                fields=["source_kind", "source_id"], condition=Q(source_id__isnull=False), name="job_once_a_source"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "state", "due"])]

    def __str__(self) -> str:
        return f"{self.name} {self.customer}"

    @property
    def is_joint(self) -> bool:
        return self.source_id is not None


class JobStep(models.Model):
    """How far a step of a job is; kept with each tally."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="progress")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    good_micro = models.BigIntegerField(default=0)
    rejected_micro = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "step"], name="job_step_once"),
            models.CheckConstraint(condition=Q(good_micro__gte=0) & Q(rejected_micro__gte=0), name="job_step_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.step_id}: {self.good_micro}"
