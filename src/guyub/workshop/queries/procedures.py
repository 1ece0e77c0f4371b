"""Procedures as people look at them: how they are done now, what each version brought, and who knows which."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from guyub.kernel.measures import MICRO, measured
from guyub.kernel.words import Words
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Procedure, ProcedureStep, ProcedureVersion, Product, Shown, Step, StepDay, Worker
from guyub.workshop.rules.versions import Outcome, Verdict, compare

MOST_CHOICES = 300
MATRIX_VERSIONS = 4


@dataclass(frozen=True, slots=True)
class VersionOutcome:
    """What was made under one version, counted in one unit."""

    version: ProcedureVersion
    unit: str
    outcome: Outcome
    good_micro: int
    rejected_micro: int

    @property
    def good(self) -> Words:
        return measured(self.good_micro, self.unit)


@dataclass(frozen=True, slots=True)
class Rejects:
    """Rejects by version, the oldest first, and how the newest compares with the one before, by unit."""

    measured: bool  # there is a step or product to count
    outcomes: Sequence[VersionOutcome] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


def people_count(enterprise: Enterprise) -> int:
    """How many people work here."""
    return Worker.objects.filter(enterprise=enterprise, until=None).count()


def procedures_of(enterprise: Enterprise, *, known: bool) -> QuerySet[Any]:
    """Those in use first, by title, each with its newest version's `number` and `since`.

    With `known` also how many of the people who work here were shown that version.
    """
    newest = ProcedureVersion.objects.filter(procedure=OuterRef("pk")).order_by("-number")
    found = (
        Procedure.objects.filter(enterprise=enterprise)
        .select_related("product", "step__product")
        .annotate(number=Subquery(newest.values("number")[:1]), since=Subquery(newest.values("since")[:1]))
        .order_by("-active", "title", "pk")
    )
    if not known:
        return found
    shown = Shown.objects.filter(version=OuterRef("newest_id"), worker__until=None).order_by()
    counted = shown.values("version").annotate(n=Count("pk")).values("n")
    return found.annotate(newest_id=Subquery(newest.values("pk")[:1])).annotate(
        known=Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    )


def procedure_of(enterprise: Enterprise, procedure: uuid.UUID) -> Procedure | None:
    found = Procedure.objects.filter(pk=procedure, enterprise=enterprise)
    return found.select_related("enterprise", "product", "step__product").first()


def versions_of(procedure: Procedure) -> list[ProcedureVersion]:
    """All versions, the newest first."""
    return list(procedure.versions.order_by("-number"))


def steps_of(version: ProcedureVersion | None) -> list[ProcedureStep]:
    return list(ProcedureStep.objects.filter(version=version).select_related("picture")) if version else []


def subjects_of(enterprise: Enterprise) -> tuple[list[Product], list[Step]]:
    """The products and steps that a procedure can be of."""
    products = Product.objects.filter(enterprise=enterprise, active=True).order_by("name")[:MOST_CHOICES]
    steps = Step.objects.filter(product__enterprise=enterprise, product__active=True)
    return list(products), list(steps.select_related("product").order_by("product__name", "pk")[:MOST_CHOICES])


def rejects_of(procedure: Procedure, versions: Sequence[ProcedureVersion]) -> Rejects:
    """Good and rejected output of the procedure's step, or of all steps of its product, under each version.

    A version holds from its day until the day before the next one's. One query, whatever the number of days.
    """
    if procedure.product_id is None or not versions:
        return Rejects(measured=False)
    ordered = sorted(versions, key=lambda each: each.number)
    days = StepDay.objects.filter(enterprise=procedure.enterprise_id, day__gte=ordered[0].since)
    own = {"step": procedure.step_id} if procedure.step_id else {"step__product": procedure.product_id}
    rows = days.filter(**own).exclude(good_micro=0, rejected_micro=0).order_by()
    by_number = {each.number: each for each in ordered}
    outcomes = [_outcome(by_number, row) for row in _summed(rows, ordered)]
    outcomes.sort(key=lambda each: (each.unit, each.version.number))
    return Rejects(True, outcomes, _verdicts(outcomes, ordered))


def _summed(rows: QuerySet[StepDay], ordered: Sequence[ProcedureVersion]) -> Any:
    newest_first = [When(day__gte=each.since, then=Value(each.number)) for each in reversed(ordered)]
    good, rejected = (Cast(F(name), FloatField()) / MICRO for name in ("good_micro", "rejected_micro"))
    made = good + rejected
    return (
        rows.annotate(number=Case(*newest_first, output_field=IntegerField()))
        .values("number", "step__unit")
        .annotate(
            days=Count("day", distinct=True),
            groups=Count("pk"),
            good_sum=Sum("good_micro"),
            rejected_sum=Sum("rejected_micro"),
            rejected_squared=Sum(rejected * rejected),
            made_squared=Sum(made * made),
            both=Sum(rejected * made),
        )
    )


def _outcome(versions: Mapping[int, ProcedureVersion], row: Mapping[str, Any]) -> VersionOutcome:
    outcome = Outcome(
        days=row["days"],
        groups=row["groups"],
        good=row["good_sum"] / MICRO,
        rejected=row["rejected_sum"] / MICRO,
        rejected_squared=row["rejected_squared"],
        made_squared=row["made_squared"],
        both=row["both"],
    )
    return VersionOutcome(versions[row["number"]], row["step__unit"], outcome, row["good_sum"], row["rejected_sum"])


def _verdicts(outcomes: Sequence[VersionOutcome], ordered: Sequence[ProcedureVersion]) -> dict[str, Verdict]:
    if len(ordered) < 2:
        return {}
    nothing = Outcome(0, 0, 0, 0)
    before, now = ordered[-2].number, ordered[-1].number
    known = {(each.unit, each.version.number): each.outcome for each in outcomes}
    units = {each.unit for each in outcomes}
    return {
        unit: compare(known.get((unit, before), nothing), known.get((unit, now), nothing)) for unit in sorted(units)
    }


@dataclass(frozen=True, slots=True)
class Knowledge:
    """How many people know which version."""

    people: int
    mastered: int  # the newest
    shown: int  # the newest, and do not master it yet
    old: int  # only an older one
    never: int


def people_of(enterprise: Enterprise, procedure: Procedure) -> QuerySet[Any]:
    """Who works here, with the newest version each was `shown` and the newest each `masters`, both None if none."""
    shown = Shown.objects.filter(worker=OuterRef("pk"), version__procedure=procedure).order_by("-version__number")
    number = shown.values("version__number")
    return (
        Worker.objects.filter(enterprise=enterprise, until=None)
        .annotate(newest=Subquery(number[:1]), masters=Subquery(number.filter(mastered=True)[:1]))
        .order_by("name", "pk")
    )


def narrowed(people: QuerySet[Any], which: str, number: int) -> QuerySet[Any]:
    """Only those who master the version, were shown it, know only an older one, or none."""
    wanted = {
        "menguasai": Q(masters=number),
        "ditunjukkan": Q(newest=number) & (Q(masters=None) | Q(masters__lt=number)),
        "lama": Q(newest__lt=number),
        "belum": Q(newest=None),
    }
    return people.filter(wanted[which]) if which in wanted else people


def knowledge_of(people: QuerySet[Any], number: int) -> Knowledge:
    """One query."""
    counted = people.order_by().aggregate(
        people=Count("pk"),
        master=Count("pk", filter=Q(masters=number)),
        know=Count("pk", filter=Q(newest=number)),
        old=Count("pk", filter=Q(newest__lt=number)),
        never=Count("pk", filter=Q(newest=None)),
    )
    return Knowledge(
        people=counted["people"],
        mastered=counted["master"],
        shown=counted["know"] - counted["master"],
        old=counted["old"],
        never=counted["never"],
    )


def matrix_of(
    versions: Sequence[ProcedureVersion], workers: Sequence[Worker]
) -> list[tuple[Worker, list[Shown | None]]]:
    """For each of these people what they were shown of the newest versions, the newest first. One query."""
    columns = versions[:MATRIX_VERSIONS]
    found = Shown.objects.filter(version__in=columns, worker__in=workers)
    known = {(each.worker_id, each.version_id): each for each in found}
    return [(worker, [known.get((worker.pk, version.pk)) for version in columns]) for worker in workers]


def own_knowledge(worker: Worker, versions: Sequence[ProcedureVersion]) -> Shown | None:
    """What this person was shown last of these versions."""
    found = Shown.objects.filter(worker=worker, version__in=versions).select_related("version")
    return found.order_by("-version__number").first()
