"""What a book remembers beside its entries: the owner's own words, receipts, habits, plans, and closed months."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.books.constraints import CompositeForeignKey
from guyub.books.models.ledger import Book
from guyub.kernel.ids import new_id
from guyub.people.models import User


class Note(models.Model):
    """What the owner wrote for an entry, and how it was understood when it was saved."""

    pk = models.CompositePrimaryKey("book_id", "number")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="notes", db_index=False)
    number = models.BigIntegerField(help_text="of its entry")
    text = models.CharField(max_length=500, blank=True, help_text="the line as written; empty when it came by a form")
    kind = models.CharField(max_length=16, help_text="sale, purchase, wage…: see `rules.meaning`")
    item = models.CharField(max_length=120, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    unit = models.CharField(max_length=12, blank=True)
    unit_price = models.BigIntegerField(null=True, help_text="rupiah a unit")
    settlement = models.CharField(max_length=8, blank=True, help_text="cash, bank, ewallet, credit or part")
    corrected = models.BooleanField(default=False, help_text="the owner changed what the line was understood as")

    class Meta:
        constraints: ClassVar = [
            CompositeForeignKey(
                name="note_of_entry", columns=("book_id", "number"), table="books_entry", to=("book_id", "number")
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["book", "kind", "number"], name="note_by_kind")]

    def __str__(self) -> str:
        return self.text or self.kind


class Habit(models.Model):
    """How this owner usually writes one item down, so that the next line needs fewer words."""

    pk = models.CompositePrimaryKey("book_id", "item")
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="habits", db_index=False)
    item = models.CharField(max_length=120, help_text="in small letters")
    kind = models.CharField(max_length=16)
    category = models.CharField(max_length=12, blank=True)
    settlement = models.CharField(max_length=8, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    unit_price = models.BigIntegerField(null=True, help_text="the last one, rupiah a unit")
    times = models.PositiveIntegerField(default=1, help_text="written this way in a row")
    last = models.DateField(help_text="day of the last entry")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["book", "-last"], name="habit_by_last")]

    def __str__(self) -> str:
        return f"{self.item}: {self.kind}"


class Receipt(models.Model):
    """A photo that belongs to an entry. The file lies in the data folder, by its id, without what the camera knew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="receipts")
    number = models.BigIntegerField(help_text="of its entry")
    sha256 = models.CharField(max_length=64, help_text="of the photo as sent, so that it is kept once")
    size = models.PositiveIntegerField(help_text="bytes, as kept")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "number", "sha256"], name="receipt_once_an_entry"),
            CompositeForeignKey(
                name="receipt_of_entry", columns=("book_id", "number"), table="books_entry", to=("book_id", "number")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.number}"

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return self.book.places()


class Closing(models.Model):
    """A month that was closed, and why it was opened again if it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="closings")
    month = models.DateField(help_text="its first day")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    why_opened = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "month"], condition=Q(opened_at=None), name="closing_once_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.month}"


class SharedCost(models.Model):
    """A cost that house and workshop share: of what is paid for it, `business_percent` is the workshop's."""

    pk = models.CompositePrimaryKey("book_id", "account")
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="shared_costs", db_index=False)
    account = models.CharField(max_length=12, help_text="code of the expense")
    business_percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(business_percent__lte=100), name="shared_cost_at_most_all"),
            CompositeForeignKey(
                name="shared_cost_account_own",
                columns=("book_id", "account"),
                table="books_account",
                to=("book_id", "code"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.business_percent} %"


class Planned(models.Model):
    """Money that the owner expects to come in or go out: once, each week or each month."""

    class Every(models.TextChoices):
        ONCE = "once"
        WEEK = "week"
        MONTH = "month"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="planned")
    words = models.CharField(max_length=120)
    comes_in = models.BooleanField(help_text="or else goes out")
    amount = models.BigIntegerField(help_text="rupiah")
    first = models.DateField()
    every = models.CharField(max_length=5, choices=Every.choices, default=Every.ONCE)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="planned_amount_positive"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("first")), name="planned_does_not_end_before_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return self.book.places()


class Equipment(models.Model):
    """A thing bought for use, whose cost is spread evenly over its months (SAK EMKM: straight line, nothing left)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="equipment")
    entry = models.BigIntegerField(null=True, help_text="number of the entry by which it was bought")
    name = models.CharField(max_length=120)
    cost = models.BigIntegerField(help_text="rupiah")
    since = models.DateField(help_text="first day of use")
    months = models.PositiveSmallIntegerField(help_text="how long it is expected to be of use")
    gone = models.DateField(null=True, blank=True, help_text="the day it was sold or given up")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cost__gt=0) & Q(months__gte=1), name="equipment_costs_and_lasts"),
        ]

    def __str__(self) -> str:
        return self.name

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return self.book.places()
