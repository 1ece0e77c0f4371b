"""A sentra, the enterprises that belong to it, what they can make, and the joint work they have had."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.kernel.ids import new_id
from guyub.people.models import RoleName, User


class Sentra(models.Model):
    """A cluster of enterprises in one place that make the same kind of thing, with its institution (the hub)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    place_name = models.CharField(max_length=160, blank=True)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    fee_basis_points = models.PositiveIntegerField(default=0, help_text="agreed hub fee, hundredths of a per cent")
    agreed_rule = models.CharField(max_length=12, default="catch-up", help_text="how the members agreed to split")
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(fee_basis_points__lte=10_000), name="fee_at_most_all"),
            models.CheckConstraint(
                condition=Q(agreed_rule__in=["catch-up", "proportional", "equal", "cheapest"]),
                name="sentra_rule_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return {RoleName.MEMBER: self.id, RoleName.OFFICER: self.id}


class Enterprise(models.Model):
    """One family workshop."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    owner_name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True, help_text="+62…")
    address = models.CharField(max_length=240, blank=True)
    workers = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return {RoleName.OWNER: self.id, RoleName.WORKER: self.id}


class Import(models.Model):
    """One spreadsheet of members: kept from upload to confirmation, and afterwards so that it can be taken back."""

    class State(models.TextChoices):
        PREVIEW = "preview"
        DONE = "done"
        UNDONE = "undone"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sentra = models.ForeignKey(Sentra, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    table = models.JSONField(help_text="headings and raw rows, as read")
    changes = models.JSONField(default=dict, help_text="what the officer corrected or left out, by row number")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PREVIEW)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sentra", "-at"])]

    def __str__(self) -> str:
        return self.file_name

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return {RoleName.OFFICER: self.sentra_id}


class Membership(models.Model):
    """An enterprise's membership of a sentra. It ends with a date; the row stays, because shares point to it."""

    sentra = models.ForeignKey(Sentra, on_delete=models.CASCADE, related_name="memberships")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    from_import = models.ForeignKey(Import, null=True, blank=True, on_delete=models.SET_NULL, related_name="members")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sentra", "enterprise"], condition=Q(until=None), name="member_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} @ {self.sentra}"


class Ability(models.Model):
    """What an enterprise can make: pieces a week if it did nothing else, at which grade, from what lot, at what ask."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="abilities")
    product = models.CharField(max_length=120)
    capacity_milli = models.PositiveBigIntegerField(help_text="thousandths of a piece a week")
    grade = models.CharField(max_length=1, blank=True)
    min_lot = models.PositiveIntegerField(default=1)
    ask = models.BigIntegerField(null=True, blank=True, help_text="rupiah a piece; empty = the order's price")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "product"], name="ability_once_a_product"),
            models.CheckConstraint(condition=Q(min_lot__gte=1), name="lot_at_least_one"),
            models.CheckConstraint(condition=Q(ask=None) | Q(ask__gte=0), name="ask_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise}: {self.product}"

    @property
    def capacity(self) -> Fraction:
        return Fraction(self.capacity_milli, 1000)


class JointWork(models.Model):
    """Value of joint work an enterprise had through the sentra, by day: what catching up is measured by."""

    sentra = models.ForeignKey(Sentra, on_delete=models.CASCADE, related_name="joint_work")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="joint_work")
    day = models.DateField()
    value = models.BigIntegerField(help_text="rupiah")
    source = models.CharField(max_length=80, help_text="what it came from: an order's id, or an import's")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sentra", "day"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(value__gte=0), name="joint_work_not_negative"),
            models.UniqueConstraint(fields=["enterprise", "source"], name="joint_work_once_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.day}: {self.value}"
