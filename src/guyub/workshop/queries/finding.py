"""The names in some workshops by which somebody may search. Each one query over at most `most` rows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from guyub.workshop.models import Job, Procedure, Product, Worker


def workers_in(enterprises: Sequence[uuid.UUID], most: int) -> list[Worker]:
    """People who work there or did, those who still do first."""
    found = Worker.objects.filter(enterprise__in=enterprises)
    return list(found.order_by("until", "name")[:most])


def products_in(enterprises: Sequence[uuid.UUID], most: int) -> list[Product]:
    return list(Product.objects.filter(enterprise__in=enterprises).order_by("-active", "name")[:most])


def procedures_in(enterprises: Sequence[uuid.UUID], most: int) -> list[Procedure]:
    """How things are done there."""
    found = Procedure.objects.filter(enterprise__in=enterprises, active=True).select_related("product")
    return list(found.order_by("title")[:most])


def jobs_in(enterprises: Sequence[uuid.UUID], most: int) -> list[Job]:
    """Orders of their own, the latest first."""
    return list(Job.objects.filter(enterprise__in=enterprises).order_by("-accepted", "-id")[:most])
