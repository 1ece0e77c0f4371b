"""Finished output by day or week, from what is kept summed by day and step. Two queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncWeek

from guyub.sentra.models import Enterprise
from guyub.workshop.models import RecipeStep, StepDay, Task, Worker
from guyub.workshop.rules.output import Made, Making, finished, unit_minutes


def finished_by_day(enterprise: Enterprise, since: date, until: date) -> list[Made]:
    """Finished output of each product by day, `until` included."""
    makings, products = _makings(enterprise)
    days = StepDay.objects.filter(enterprise=enterprise, day__gte=since, day__lte=until, step__in=products)
    rows = days.exclude(good_micro=0).values_list("step", "day", "good_micro")
    found = (finished(products[s], makings[products[s]], s, day, day, units) for s, day, units in rows)
    return [made for made in found if made]


def finished_by_week(enterprise: Enterprise, since: date, until: date) -> list[Made]:
    """Finished output of each product by the Monday of its week; the recipe of the week's Sunday tells what is last."""
    makings, products = _makings(enterprise)
    days = StepDay.objects.filter(enterprise=enterprise, day__gte=since, day__lte=until, step__in=products)
    weeks = days.annotate(week=TruncWeek("day")).values_list("step", "week").annotate(Sum("good_micro"))
    sunday = timedelta(6)
    found = (finished(products[s], makings[products[s]], s, week, week + sunday, units) for s, week, units in weeks)
    return [made for made in found if made and made.units]


def _makings(enterprise: Enterprise) -> tuple[dict[uuid.UUID, list[Making]], dict[int, uuid.UUID]]:
    """All recipes of each product by day, and the product of each step that ever was the last."""
    steps = RecipeStep.objects.filter(recipe__product__enterprise=enterprise)
    rows = steps.order_by("recipe__product", "recipe__since", "number").values_list(
        "recipe__product", "recipe__since", "step", "minutes_milli", "taken_micro"
    )
    grouped: dict[tuple[uuid.UUID, date], list[tuple[int, int, int]]] = defaultdict(list)
    for product, since, *step in rows:
        grouped[product, since].append((step[0], step[1], step[2]))
    makings: dict[uuid.UUID, list[Making]] = defaultdict(list)
    products: dict[int, uuid.UUID] = {}
    for (product, since), found in grouped.items():
        last = found[-1][0]
        makings[product].append(Making(since, last, unit_minutes([(minutes, taken) for __, minutes, taken in found])))
        products[last] = product
    return makings, products


def asked_by_week(worker: Worker, since: date) -> dict[date, int]:
    """What the tasks of a person asked for, in millionths of units, by the Monday of the week. One query."""
    tasks = Task.objects.filter(enterprise=worker.enterprise_id, worker=worker, day__gte=since)
    weeks = tasks.filter(target_micro__isnull=False).annotate(week=TruncWeek("day")).values_list("week")
    return dict(weeks.annotate(Sum("target_micro")))
