"""Busy and quiet weeks, what the next ones have free, and what they could be used for. A constant number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import F, Max, Q, Sum
from django.db.models.functions import TruncWeek

from guyub.books import chart
from guyub.books.models import Book, Transfer
from guyub.sentra.models import Enterprise, Membership
from guyub.workshop.models import DayFlow, Idle, Item, Job, Movement, Procedure, Worker
from guyub.workshop.models.standards import Shown
from guyub.workshop.queries.capacity import offers_of, work_of
from guyub.workshop.queries.output import finished_by_week
from guyub.workshop.rules.capacity import free_parts, monday
from guyub.workshop.rules.season import (
    AHEAD,
    HALF,
    MOST_YEARS,
    WEEK,
    YEAR,
    Advice,
    PastWeek,
    Season,
    Stand,
    Stock,
    season_of,
    stock_to_make,
    to_maintain,
    to_train,
    work_by_week,
)


@dataclass(frozen=True, slots=True)
class WeekAhead:
    """A week to come: how it is likely to be, what part of it is free, and what per cent of it is offered."""

    first: date
    last: date
    stand: Stand | None
    free: Fraction
    offered: int | None

    @property
    def too_much(self) -> bool:
        """Whether more is offered than own and joint orders leave."""
        return self.offered is not None and Fraction(self.offered, 100) > self.free


@dataclass(frozen=True, slots=True)
class SeasonView:
    """The page: past weeks, the oldest first; the season when there is a year of them; the weeks ahead; advice."""

    past: Sequence[PastWeek]
    work: dict[date, int]
    season: Season | None
    ahead: Sequence[WeekAhead]
    advice: Sequence[Advice]
    member: bool


def season_view(enterprise: Enterprise, today: date) -> SeasonView:
    """Everything the page shows of this workshop."""
    this = monday(today)
    past = past_weeks(enterprise, this)
    work = work_by_week(past)
    season = season_of(work, this)
    ahead = _ahead(enterprise, today, season)
    idle = season is None or any(week.stand is Stand.QUIET for week in ahead) or any(week.free == 1 for week in ahead)
    return SeasonView(
        past=past,
        work=work,
        season=season,
        ahead=ahead,
        advice=_advice(enterprise, this, season) if idle else [],
        member=Membership.objects.filter(enterprise=enterprise, until=None).exists(),
    )


def past_weeks(enterprise: Enterprise, this: date) -> list[PastWeek]:
    """Whole weeks before `this` in which something was finished or sold, at most four years. Four queries."""
    since, until = this - WEEK * YEAR * MOST_YEARS, this - timedelta(1)
    weeks: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for made in finished_by_week(enterprise, since, until):
        weeks[made.first][0] += made.minutes
    book = Book.objects.filter(enterprise=enterprise).first()
    if book:
        for at, account in ((1, chart.SALES), (2, chart.JOINT_SALES)):
            for week, amount in _sales(book, account, since, until):
                weeks[week][at] += amount
    return [PastWeek(week, *amounts) for week, amounts in sorted(weeks.items())]


def _sales(book: Book, account: str, since: date, until: date) -> list[tuple[date, int]]:
    """Rupiah sold by the Monday of the week, what was taken back again left out."""
    during = Transfer.objects.filter(book=book, day__gte=since, day__lte=until)
    sold: dict[date, int] = defaultdict(int)
    for side, sign in (("credit", 1), ("debit", -1)):
        rows = during.filter(**{side: account}).annotate(week=TruncWeek("day")).values_list("week")
        for week, amount in rows.annotate(Sum("amount")):
            sold[week] += sign * amount
    return list(sold.items())


def _ahead(enterprise: Enterprise, today: date, season: Season | None) -> list[WeekAhead]:
    this = monday(today)
    jobs = Job.objects.filter(enterprise=enterprise, state=Job.State.OPEN)
    free = free_parts(today, AHEAD, work_of(jobs, today).get(enterprise.pk, ()))
    offers = offers_of([enterprise.pk], today).get(enterprise.pk, {})
    weeks = [this + WEEK * number for number in range(AHEAD)]
    return [
        WeekAhead(
            first=week,
            last=week + timedelta(6),
            stand=season.stand(number) if season else None,
            free=free[number],
            offered=offers.get(week),
        )
        for number, week in enumerate(weeks)
    ]


def _advice(enterprise: Enterprise, this: date, season: Season | None) -> list[Advice]:
    stocks = stock_to_make(season, this, _stocks(enterprise, this) if season else [])
    return [*stocks, *to_maintain(_broken(enterprise, this)), *_training(enterprise, this)]


def _stocks(enterprise: Enterprise, this: date) -> list[Stock]:
    """Finished products with what went out of them by week. Two queries."""
    out: dict[uuid.UUID, dict[date, int]] = defaultdict(dict)
    kinds = [Movement.Kind.SOLD, Movement.Kind.DELIVERED]
    flows = DayFlow.objects.filter(enterprise=enterprise, day__gte=this - WEEK * YEAR * MOST_YEARS, day__lt=this)
    flows = flows.filter(kind__in=kinds, item__kind=Item.Kind.FINISHED)
    rows = flows.annotate(week=TruncWeek("day")).values_list("item", "week")
    for item, week, amount in rows.annotate(Sum("quantity_micro")):
        out[item][week] = amount
    items = Item.objects.filter(pk__in=out, product__active=True).select_related("product")
    return [
        Stock(item.product.pk, item.product.name, item.unit, item.quantity_micro, out[item.pk])
        for item in items
        if item.product
    ]


def _broken(enterprise: Enterprise, this: date) -> list[tuple[uuid.UUID, str, int]]:
    stood = Idle.objects.filter(enterprise=enterprise, reason=Idle.Reason.BROKEN, day__gte=this - WEEK * HALF)
    rows = stood.filter(machine__active=True).values_list("machine", "machine__name")
    return list(rows.annotate(Sum("minutes")))


def _training(enterprise: Enterprise, this: date) -> list[Advice]:
    """Three queries: people here, procedures in their newest version, who masters them."""
    workers = Worker.objects.filter(Q(until=None) | Q(until__gte=this), enterprise=enterprise)
    people = workers.count()
    procedures = Procedure.objects.filter(enterprise=enterprise, active=True)
    written = procedures.annotate(newest=Max("versions__number")).exclude(newest=None)
    mastered = Shown.objects.filter(version__procedure__in=procedures, worker__in=workers, mastered=True)
    mastered = mastered.annotate(newest=Max("version__procedure__versions__number"))
    able = mastered.filter(version__number=F("newest")).values_list("version__procedure", "worker")
    count: dict[uuid.UUID, int] = defaultdict(int)
    for procedure, __ in able:
        count[procedure] += 1
    return to_train([(pk, title, count[pk]) for pk, title in written.values_list("pk", "title")], people)
