"""What the tally page needs, in a constant number of queries and rows, whatever the number of people and tallies."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, OuterRef, Subquery

from guyub.books.rules.parties import party_key
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Job, Machine, Recipe, RecipeStep, RejectReason, Step, Tally, Worker, WorkerDay
from guyub.workshop.rules.tally_line import Names, StepName

MOST_STEPS, MOST_CHOICES, LATEST, RECENT_PEOPLE = 120, 60, 12, 24
RECENT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Desk:
    """What can be chosen when something is tallied, and what was tallied last."""

    steps: Sequence[Step]
    people: Sequence[str]
    machines: Sequence[Machine]
    jobs: Sequence[Job]
    reasons: Sequence[RejectReason]
    latest: Sequence[Tally]


def desk_of(enterprise: Enterprise, today: date, only: Sequence[Worker] | None = None) -> Desk:
    """The desk of the owner, or of somebody who tallies as one of `only` and sees nobody else's."""
    tallies = Tally.objects.filter(enterprise=enterprise, undone_at=None)
    if only is not None:
        tallies = tallies.filter(worker__in=only)
    named = tallies.select_related("worker", "step", "product", "machine", "job", "by")
    return Desk(
        steps=steps_of(enterprise, today),
        people=recent_people(enterprise, today) if only is None else [],
        machines=list(Machine.objects.filter(enterprise=enterprise, active=True).order_by("name")[:MOST_CHOICES]),
        jobs=open_jobs(enterprise),
        reasons=list(RejectReason.objects.filter(enterprise=enterprise, active=True).order_by("name")[:MOST_CHOICES]),
        latest=list(named.order_by("-day", "-at")[:LATEST]),
    )


def steps_of(enterprise: Enterprise, today: date) -> list[Step]:
    """The steps of all products by the recipes of today, in the order of making. One query."""
    newest = Recipe.objects.filter(product=OuterRef("recipe__product"), since__lte=today).order_by("-since")
    found = RecipeStep.objects.filter(recipe__product__enterprise=enterprise, recipe__product__active=True)
    found = found.annotate(newest=Subquery(newest.values("pk")[:1])).filter(recipe=F("newest"))
    rows = found.select_related("step__product").order_by("recipe__product__name", "number")
    return [row.step for row in rows[:MOST_STEPS]]


def recent_people(enterprise: Enterprise, today: date) -> list[str]:
    """Who was tallied last, the latest first; people of the list when nobody was. At most two queries."""
    days = WorkerDay.objects.filter(enterprise=enterprise, day__gt=today - RECENT, day__lte=today)
    latest = days.order_by("-day").values_list("worker__name", flat=True)[: RECENT_PEOPLE * 4]
    names = list(dict.fromkeys(latest))[:RECENT_PEOPLE]
    if names:
        return names
    workers = Worker.objects.filter(enterprise=enterprise, until=None).order_by("name")
    return list(workers.values_list("name", flat=True)[:RECENT_PEOPLE])


def open_jobs(enterprise: Enterprise) -> list[Job]:
    """Orders to be made whose product is known, the most urgent first."""
    jobs = Job.objects.filter(enterprise=enterprise, state=Job.State.OPEN).exclude(product=None)
    return list(jobs.select_related("product").order_by("due", "id")[:MOST_CHOICES])


def own_workers(enterprise: Enterprise, user: User) -> list[Worker]:
    """As whom this person works here."""
    return list(Worker.objects.filter(enterprise=enterprise, user=user, until=None))


def names_of(enterprise: Enterprise, desk: Desk) -> Names:
    """The names that a line may use. One query for the people."""
    people = Worker.objects.filter(enterprise=enterprise, until=None).values_list("name", "pk")
    return Names(
        workers={party_key(name): str(pk) for name, pk in people},
        steps=[StepName(step.pk, step.name, step.product.name, step.unit) for step in desk.steps],
        machines={machine.name.casefold(): str(machine.pk) for machine in desk.machines},
        jobs={party_key(job.customer): str(job.pk) for job in desk.jobs if job.customer},
    )


def worker_named(enterprise: Enterprise, name: str) -> Worker | None:
    """The person whom the owner means by `name`: the same key, or the only one whose name begins or ends so."""
    key = party_key(name)
    people = Worker.objects.filter(enterprise=enterprise, until=None)
    exact = people.filter(key=key).first()
    if exact or not key:
        return exact
    alike = list(people.filter(key__startswith=f"{key} ")[:2]) or list(people.filter(key__endswith=f" {key}")[:2])
    return alike[0] if len(alike) == 1 else None


def tally_of(enterprise: Enterprise, tally: uuid.UUID) -> Tally | None:
    """The tally, if it is of this workshop."""
    return Tally.objects.filter(pk=tally, enterprise=enterprise).select_related("enterprise", "job").first()
