"""What arrived from the queues of phones."""

from __future__ import annotations

from django.db import models


class Arrival(models.Model):
    """The receipt of one item of a phone's queue, written in the transaction that did what the item asked for."""

    item = models.UUIDField(primary_key=True)  # the phone chose it when the item was written
    person = models.CharField(max_length=32)  # `person_key` of who wrote it
    path = models.CharField(max_length=300)
    written_at = models.DateTimeField()  # by our clock, whatever the phone's says
    at = models.DateTimeField()
    location = models.CharField(max_length=500)  # the page that was answered
    words = models.JSONField(default=list)  # what was said to the person

    def __str__(self) -> str:
        return f"{self.item} {self.path}"
