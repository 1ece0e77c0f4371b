"""The stock: what there is of what, what moved, and what it is worth by day.

A movement is a fact of a day. What moved on a day is kept summed (`DayFlow`), and from the sums the state at the end
of each day is worked out (`StockDay`), always in the same way, so that it does not matter in which order facts came.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.kernel.ids import new_id
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.models.making import OfWorkshop, Product, Step


class Item(OfWorkshop):
    """Something that is kept in stock: a material, what waits between two steps, or a finished product.

    `quantity_micro` and `value` are its state after the last day on which it moved.
    """

    class Kind(models.TextChoices):
        MATERIAL = "material"
        PROCESS = "process"  # work in progress: what came out of `step`
        FINISHED = "finished"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=160)
    key = models.CharField(max_length=160)
    unit = models.CharField(max_length=20)
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="items")
    step = models.OneToOneField(Step, null=True, on_delete=models.PROTECT, related_name="item")
    lead_days = models.PositiveSmallIntegerField(null=True, help_text="None: as the workshop's")
    least_micro = models.PositiveBigIntegerField(null=True, help_text="always wanted at hand, as the owner says")
    active = models.BooleanField(default=True)
    quantity_micro = models.BigIntegerField(default=0)
    value = models.BigIntegerField(default=0, help_text="rupiah")
    cost_value = models.BigIntegerField(default=0, help_text="rupiah of `cost_micro` units, as last known")
    cost_micro = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enterprise", "key"], condition=Q(kind="material"), name="material_once_a_workshop"
            ),
            models.UniqueConstraint(fields=["product"], condition=Q(kind="finished"), name="finished_once_a_product"),
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "kind", "name"])]

    def __str__(self) -> str:
        return self.name


class ItemUnit(models.Model):
    """A unit of one item's own: a karung of this flour holds 25 kg."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(max_length=20)
    holds_micro = models.PositiveBigIntegerField(help_text="of the item's unit")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "name"], name="item_unit_once")]

    def __str__(self) -> str:
        return self.name


class ItemName(models.Model):
    """Another name by which an item is bought or sold, as the owner once said: `benang merah` is our `Benang`."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="names")
    key = models.CharField(max_length=160)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "key"], name="item_name_once")]

    def __str__(self) -> str:
        return self.key


class Unplaced(models.Model):
    """An entry of the books whose goods found no place in the stock: it waits for the owner, or is no stock at all."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.BigIntegerField(help_text="number of the entry in the books")
    no_stock = models.BooleanField(default=False, help_text="the owner said that it is nothing to keep")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "entry"], name="unplaced_once")]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.entry}"


class Movement(models.Model):
    """Goods that came in or went out on a day, other than by a tally. Taken back, it counts no more."""

    class Kind(models.TextChoices):
        BOUGHT = "bought"  # in, with its cost
        RETURNED_IN = "returned-in"  # a customer brought goods back: in, at what they cost
        SOLD = "sold"
        DELIVERED = "delivered"  # out, for a joint order
        RETURNED_OUT = "returned-out"  # back to the supplier: out
        USED = "used"  # out, for something no recipe knows
        SPOILED = "spoiled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    day = models.DateField()
    quantity_micro = models.PositiveBigIntegerField()
    value = models.BigIntegerField(null=True, help_text="rupiah of what came in; None for what goes at its cost")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=80)
    entry = models.BigIntegerField(null=True, help_text="number of the entry of the books it came with")
    source_id = models.BigIntegerField(null=True, help_text="of a delivered item of a joint order")
    note = models.CharField(max_length=120, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "client_id"], name="movement_sent_once"),
            models.CheckConstraint(condition=Q(quantity_micro__gt=0), name="movement_moves"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["item", "-day"]),
            models.Index(fields=["entry"], condition=Q(entry__isnull=False), name="movement_by_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity_micro}"


class StockCount(models.Model):
    """What was counted at the end of a day. It overrules what was noted; a second count of the day replaces it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="counts")
    day = models.DateField()
    quantity_micro = models.BigIntegerField()
    value = models.BigIntegerField(null=True, help_text="rupiah, where the cost is said too: at the beginning")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "day"], name="stock_count_once_a_day"),
            models.CheckConstraint(condition=Q(quantity_micro__gte=0), name="counted_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.day}: {self.quantity_micro}"


class DayFlow(models.Model):
    """The movements of one kind of an item on one day, summed."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Movement.Kind.choices)
    quantity_micro = models.BigIntegerField(default=0)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "day", "item", "kind"], name="day_flow_once"),
            models.CheckConstraint(condition=Q(quantity_micro__gte=0), name="day_flow_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.quantity_micro}"


class StockDay(models.Model):
    """An item at the end of a day on which it moved: what came and went, and what is there at what cost."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="days", db_index=False)
    day = models.DateField()
    came_micro = models.BigIntegerField(default=0)
    went_micro = models.BigIntegerField(default=0)
    wasted_micro = models.BigIntegerField(default=0, help_text="of what went: lost in the making")
    counted_micro = models.BigIntegerField(default=0, help_text="found more (below zero: less) than was noted")
    quantity_micro = models.BigIntegerField()
    value = models.BigIntegerField(help_text="rupiah")
    cost_value = models.BigIntegerField(default=0)
    cost_micro = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "day"], name="stock_day_once")]
        indexes: ClassVar = [models.Index(fields=["day", "item"])]

    def __str__(self) -> str:
        return f"{self.item_id} {self.day}: {self.quantity_micro}"


class StockPosting(models.Model):
    """By how much the books have been told that the stock changed on a day, in rupiah by account."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    material = models.BigIntegerField(default=0)
    process = models.BigIntegerField(default=0)
    finished = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "day"], name="stock_posting_once_a_day")]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.day}"
