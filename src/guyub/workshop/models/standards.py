"""Written procedures (SOP), their versions and pictures, and who was shown which."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from guyub.people.models import User
from guyub.workshop.models.making import OfWorkshop, Product, Step
from guyub.workshop.models.staff import Worker


class Picture(OfWorkshop):
    """A photo of the workshop's; its file lies beside the data."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="bytes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "sha256"], name="picture_once")]

    def __str__(self) -> str:
        return str(self.id)


class Procedure(OfWorkshop):
    """How something is done here; of one step, or of the whole product, or of the workshop."""

    title = models.CharField(max_length=120)
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="procedures")
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="procedures")
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "title"], name="procedure_once")]

    def __str__(self) -> str:
        return self.title


class ProcedureVersion(models.Model):
    """A procedure as it was written from a day on."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    since = models.DateField()
    change = models.CharField(max_length=200, blank=True, help_text="what is new, and why")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_once"),
            models.UniqueConstraint(fields=["procedure", "client_id"], name="procedure_version_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.number}"


class ProcedureStep(models.Model):
    """One thing to do."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    picture = models.ForeignKey(Picture, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["version", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "number"], name="procedure_step_once")]

    def __str__(self) -> str:
        return self.text


class Shown(models.Model):
    """That a person was shown a version of a procedure, and whether they master it."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="shown")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="shown")
    day = models.DateField()
    mastered = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "worker"], name="shown_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.worker_id}"
