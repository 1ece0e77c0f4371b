"""The open log: numbered records of what was shared out, each chained to the one before by its hash.

Every column of a record is text exactly as it was hashed (the number aside), so that no byte of it can be read in
two ways. The chain of a sentra carries the sentra's id.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Record(models.Model):
    """One record. Rows are added and never changed; the database refuses."""

    pk = models.CompositePrimaryKey("chain", "number")
    chain = models.CharField(max_length=36, help_text="whose log this is: a sentra's id")
    number = models.BigIntegerField(help_text="1, 2, 3… without gaps")
    at = models.CharField(max_length=27, help_text="instant in UTC, to the microsecond, ISO 8601")
    by_id = models.CharField(max_length=36, help_text="id of the person, or empty when nobody signed in did it")
    by_name = models.CharField(max_length=120)
    act = models.SlugField(max_length=60, db_index=False)
    subject_kind = models.SlugField(max_length=40, db_index=False)
    subject_id = models.CharField(max_length=80)
    words = models.TextField(help_text="the sentence, as JSON of Words")
    body = models.TextField(help_text="the details, as JSON")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["chain", "subject_kind", "subject_id", "number"], name="log_subject")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="record_number_from_one")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.act}"


class Head(models.Model):
    """The number and hash of the last record of a chain: what betrays a tail that was cut off."""

    chain = models.CharField(max_length=36, primary_key=True)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain}: {self.number}"
