"""What workshops have free for joint orders. Only weeks come out of here: nothing of anybody's own customers."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum

from guyub.kernel.measures import MICRO
from guyub.kernel.words import Words, _
from guyub.sentra.models import Ability
from guyub.sentra.rules import product_key
from guyub.workshop.models import CapacityOffer, Job, JobStep, Machine, Recipe, RecipeStep, Worker, Workshop
from guyub.workshop.rules.capacity import Open, StepLeft, Work, monday, units_left, weeks_of_work


def open_weeks(enterprises: Iterable[uuid.UUID], start: date) -> dict[uuid.UUID, Open]:
    """For each of these workshops the weeks that joint orders may use: `[enterprise].until(day)`.

    A constant number of queries, fewer when nobody keeps own orders here. Who uses nothing of this room has all weeks.
    """
    ids = list(enterprises)
    offers = offers_of(ids, start)
    jobs = Job.objects.filter(enterprise__in=ids, state=Job.State.OPEN, source_id=None)
    own = work_of(jobs, start)
    return {each: Open(start, offers.get(each), own.get(each, ())) for each in ids}


def offers_of(enterprises: Sequence[uuid.UUID], start: date) -> dict[uuid.UUID, dict[date, int]]:
    """Per cent offered by the Monday of the week, from the week of `start` on. One query."""
    found: dict[uuid.UUID, dict[date, int]] = defaultdict(dict)
    rows = CapacityOffer.objects.filter(enterprise__in=enterprises, week__gte=monday(start))
    for enterprise, week, percent in rows.values_list("enterprise", "week", "percent"):
        found[enterprise][week] = percent
    return found


def offered_words(enterprises: Sequence[uuid.UUID], today: date) -> dict[uuid.UUID, Words]:
    """For the sentra's officers: how many weeks of work each workshop offers from this week on. One query."""
    rows = CapacityOffer.objects.filter(enterprise__in=enterprises, week__gte=monday(today), percent__gt=0)
    found = rows.values_list("enterprise").annotate(Sum("percent"))
    return {each: _("Menawarkan %(weeks)s minggu kerja.", weeks=Fraction(sum_, 100)) for each, sum_ in found}


@dataclass(frozen=True, slots=True)
class _Shops:
    """What the weeks of a job are reckoned from, of all workshops that have one."""

    weekly: Mapping[tuple[uuid.UUID, str], Fraction]
    steps: Mapping[uuid.UUID, Sequence[RecipeStep]]
    minutes: Mapping[uuid.UUID, int]
    machines: Mapping[uuid.UUID, Mapping[object, int]]
    hands: Mapping[uuid.UUID, int]


def work_of(jobs: QuerySet[Job], today: date) -> dict[uuid.UUID, list[Work]]:
    """Weeks of work that these jobs still take, by workshop. One query when there are none, eight when there are."""
    progress = Prefetch("progress", JobStep.objects.only("job", "step", "good_micro"))
    found = list(jobs.select_related("product").prefetch_related(progress))
    if not found:
        return {}
    shops = _shops({job.enterprise_id for job in found}, {job.product_id for job in found if job.product_id}, today)
    work: dict[uuid.UUID, list[Work]] = defaultdict(list)
    for job in found:
        if weeks := _weeks_of(job, shops):
            work[job.enterprise_id].append(Work(job.due, weeks))
    return work


def _weeks_of(job: Job, shops: _Shops) -> Fraction:
    """By what the workshop says it makes of this in a week; else by the minutes of its recipe; else none."""
    good = {row.step_id: row.good_micro for row in job.progress.all()}
    steps = shops.steps.get(job.product_id, ()) if job.product_id else ()
    made = [good.get(step.step_id, 0) for step in steps]
    weekly = shops.weekly.get((job.enterprise_id, product_key(job.product.name if job.product else job.name)))
    if weekly:
        done = made[-1] if made else 0
        return Fraction(max(job.quantity_micro - done, 0), MICRO) / weekly
    left = units_left(job.quantity_micro, [step.taken_micro for step in steps], made)
    parts = [StepLeft(units, step.minutes_milli, step.machine_kind_id) for units, step in zip(left, steps, strict=True)]
    shop = job.enterprise_id
    return weeks_of_work(parts, shops.minutes[shop], shops.machines.get(shop, {}), shops.hands.get(shop, 0))


def _shops(enterprises: set[uuid.UUID], products: set[uuid.UUID], today: date) -> _Shops:
    abilities = Ability.objects.filter(enterprise__in=enterprises)
    kinds = Machine.objects.filter(enterprise__in=enterprises, active=True).values_list("enterprise", "kind")
    machines: dict[uuid.UUID, dict[object, int]] = defaultdict(dict)
    for enterprise, kind, number in kinds.annotate(Count("id")):
        machines[enterprise][kind] = number
    present = Q(until=None) | Q(until__gte=today)
    workers = Worker.objects.filter(present, enterprise__in=enterprises).values_list("enterprise")
    minutes = dict.fromkeys(enterprises, _week_minutes(Workshop()))
    minutes |= {shop.pk: _week_minutes(shop) for shop in Workshop.objects.filter(pk__in=enterprises)}
    return _Shops(
        weekly={(each.enterprise_id, product_key(each.product)): each.capacity for each in abilities},
        steps=_steps_in_force(products, today),
        minutes=minutes,
        machines=machines,
        hands=dict(workers.annotate(Count("id"))),
    )


def _week_minutes(shop: Workshop) -> int:
    return max(shop.minutes_a_day * len(set(shop.working_days)), 1)


def _steps_in_force(products: set[uuid.UUID], today: date) -> dict[uuid.UUID, list[RecipeStep]]:
    """The steps of each product's recipe of today, in order. One query."""
    newest = Recipe.objects.filter(product=OuterRef("recipe__product"), since__lte=today).order_by("-since")
    found = RecipeStep.objects.filter(recipe__product__in=products)
    found = found.annotate(newest=Subquery(newest.values("pk")[:1])).filter(recipe=F("newest"))
    steps: dict[uuid.UUID, list[RecipeStep]] = defaultdict(list)
    for step in found.select_related("recipe").order_by("number"):
        steps[step.recipe.product_id].append(step)
    return steps
