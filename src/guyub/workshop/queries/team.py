"""Who does what: groups with their people, and the duties of each division."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from guyub.kernel.words import Words
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Duty, RejectReason, Tally, Worker, WorkGroup
from guyub.workshop.rules.duties import DIVISIONS

OWNER = "pemilik"


@dataclass(frozen=True, slots=True)
class Division:
    """One of the four, and what it sees to."""

    key: str
    name: Words
    duties: Sequence[Duty]


def divisions_of(enterprise: Enterprise, who: Worker | str | None = None) -> list[Division]:
    """The four divisions with their duties: all, those of one worker, or those of the owner (`OWNER`). One query."""
    duties = Duty.objects.filter(enterprise=enterprise).select_related("worker").order_by("what")
    if who is not None:
        duties = duties.filter(worker=who if isinstance(who, Worker) else None)
    known: dict[str, list[Duty]] = {key: [] for key in DIVISIONS}
    for duty in duties:
        known[duty.division].append(duty)
    return [Division(key, name, known[key]) for key, name in DIVISIONS.items()]


def groups_of(enterprise: Enterprise) -> QuerySet[Any]:
    """The groups with how many `people` are in each."""
    people = Count("workers", filter=Q(workers__until=None))
    return WorkGroup.objects.filter(enterprise=enterprise).annotate(people=people).order_by("name")


def group_of(enterprise: Enterprise, group: uuid.UUID) -> WorkGroup | None:
    return WorkGroup.objects.filter(pk=group, enterprise=enterprise).select_related("enterprise").first()


def duty_of(enterprise: Enterprise, duty: uuid.UUID) -> Duty | None:
    return Duty.objects.filter(pk=duty, enterprise=enterprise).select_related("enterprise", "worker").first()


def worker_of(enterprise: Enterprise, worker: str) -> Worker | None:
    """The worker of this id, as text."""
    try:
        pk = uuid.UUID(worker)
    except ValueError:
        return None
    return Worker.objects.filter(pk=pk, enterprise=enterprise).select_related("group").first()


def members_of(group: WorkGroup) -> QuerySet[Worker]:
    return Worker.objects.filter(group=group, until=None).order_by("name", "pk")


def reasons_of(enterprise: Enterprise, since: date) -> list[Any]:
    """The reasons for rejects, those in use first, with the number of `times` each was noted since a day."""
    noted = Tally.objects.filter(enterprise=enterprise, day__gte=since, undone_at=None).exclude(reason=None)
    times = dict(noted.order_by().values_list("reason").annotate(n=Count("pk")))
    found: list[Any] = list(RejectReason.objects.filter(enterprise=enterprise).order_by("-active", "name"))
    for each in found:
        each.times = times.get(each.pk, 0)
    return found
