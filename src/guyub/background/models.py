"""A job and how far it is, what a person was told, and the browsers that want to be told too."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.kernel.ids import new_id
from guyub.people.models import User


class Job(models.Model):
    """Something done in the background for one person. How far a running one is stands in `progress`, not here."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    OPEN: ClassVar = (State.WAITING, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40, help_text="whose handler does it")
    about = models.CharField(max_length=200, help_text="of one kind only one job at a time is about the same thing")
    arguments = models.JSONField(default=dict)
    words = models.JSONField(help_text="what it does")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=300, blank=True, help_text="the page it was started from")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, help_text="how far it was at its end")
    total = models.PositiveIntegerField(default=0)
    result_words = models.JSONField(null=True)
    result_address = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=160, blank=True, help_text="of the file it made, as it is downloaded")
    content_type = models.CharField(max_length=100, blank=True)
    problem = models.JSONField(null=True)
    begun_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "about", "by"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_once_at_a_time",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["by", "-begun_at"], name="job_by_person"),
            models.Index(fields=["queued_at"], condition=Q(state__in=["waiting", "running"]), name="job_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Notice(models.Model):
    """Something one person is told, and where it leads."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    words = models.JSONField()
    address = models.CharField(max_length=300)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["to", "-at"], name="notice_by_person"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.to_id} {self.address}"


class PushAddress(models.Model):
    """A browser that shows its person's notices. Who uses it last has it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="push_addresses")
    endpoint = models.CharField(max_length=1000, unique=True)
    key = models.CharField(max_length=100, help_text="the browser's public key, base64url")
    secret = models.CharField(max_length=40, help_text="its authentication secret, base64url")
    language = models.CharField(max_length=12)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.endpoint[:60]
