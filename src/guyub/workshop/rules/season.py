"""Busy and quiet weeks, drawn from a workshop's own history, and what quiet weeks could be used for. Pure.

A week is named by its Monday. The year is told in 52 weeks counted from the present one, and each is compared with the
week as many times 52 weeks before: a day or two of difference a year, which the smoothing over neighbours evens out.
Feasts of the moon's calendar move by eleven days a year and are not followed.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from guyub.kernel.measures import measured
from guyub.kernel.words import Words, _

WEEK = timedelta(weeks=1)
YEAR = 52
AHEAD = 13
HALF = 26
MOST_YEARS = 4
MOST_GROWTH = 3.0  # a year; beyond that it is a beginning, not a growth
BUSY, QUIET = 1.2, 0.8
NEAR = (1, 2, 3, 2, 1)  # weights of a week's neighbours, itself in the middle
MOST_ADVICE = 3


class Stand(StrEnum):
    """How a week is against the average of its year."""

    BUSY = "busy"
    USUAL = "usual"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Season:
    """`index[n]`: the n-th week from now against the average week, 1 for as usual; from so many whole years."""

    index: Sequence[float]
    years: int

    def stand(self, week: int) -> Stand:
        """How the week so many weeks from now is likely to be."""
        return stand_of(self.index[week % YEAR])


@dataclass(frozen=True, slots=True)
class PastWeek:
    """What was done in a week: minutes of work in what was finished, own and joint sales in rupiah."""

    first: date
    minutes: int = 0
    own: int = 0
    joint: int = 0


def stand_of(index: float) -> Stand:
    """Busy from a fifth above the average on, quiet from a fifth below it."""
    if index >= BUSY:
        return Stand.BUSY
    return Stand.QUIET if index <= QUIET else Stand.USUAL


def work_by_week(weeks: Sequence[PastWeek]) -> dict[date, int]:
    """How busy weeks were: by the work in what was finished, or by sales where more weeks have those."""
    minutes = {week.first: week.minutes for week in weeks if week.minutes > 0}
    sales = {week.first: week.own + week.joint for week in weeks if week.own + week.joint > 0}
    return minutes if len(minutes) >= len(sales) else sales


def season_of(work: Mapping[date, int], this: date) -> Season | None:
    """The season from the whole years before the week `this`, at most four; None with less than one year of history.

    Each year's weeks are taken against that year's average, after taking out how much it grows from week to week, so
    that growing is no season; with only one year, growth cannot be told from season.
    """
    before = [week for week, amount in work.items() if amount > 0 and week < this]
    if not before:
        return None
    count = min((this - min(before)) // WEEK // YEAR, MOST_YEARS)
    years = [year for back in range(count, 0, -1) if any(year := _year(work, this - WEEK * (YEAR * back)))]
    if not years:
        return None
    growth = _growth(years)
    ratios = [_against_average(year, growth) for year in years]
    mean = [sum(year[week] for year in ratios) / len(ratios) for week in range(YEAR)]
    return Season(_smooth(mean), len(ratios))


def _year(work: Mapping[date, int], first: date) -> list[int]:
    return [max(work.get(first + WEEK * week, 0), 0) for week in range(YEAR)]


def _growth(years: Sequence[Sequence[int]]) -> float:
    """How many times as much each year is as the year before, over all of them."""
    if len(years) < 2:
        return 1.0
    first, last = sum(years[0]), sum(years[-1])
    growth = math.pow(last / first, 1 / (len(years) - 1))
    return min(max(growth, 1 / MOST_GROWTH), MOST_GROWTH)


def _against_average(year: Sequence[int], growth: float) -> list[float]:
    """The weeks of one year against their average, both without the growth within the year."""
    level = [amount / growth ** (week / YEAR) for week, amount in enumerate(year)]
    average = sum(level) / YEAR
    return [amount / average for amount in level]


def _smooth(year: Sequence[float]) -> list[float]:
    """Each week with its neighbours, the last week of the year beside the first."""
    middle = len(NEAR) // 2
    return [
        sum(weight * year[(week + at - middle) % YEAR] for at, weight in enumerate(NEAR)) / sum(NEAR)
        for week in range(YEAR)
    ]


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to use a quiet week for: `page` is the name of the address of `thing`."""

    page: str
    thing: uuid.UUID
    words: Words


@dataclass(frozen=True, slots=True)
class Stock:
    """A product with what is there, and what went out of it by week, all in millionths of its unit."""

    product: uuid.UUID
    name: str
    unit: str
    there: int
    out: Mapping[date, int]


def stock_to_make(season: Season | None, this: date, stocks: Sequence[Stock]) -> list[Advice]:
    """Products that went out most in the busy weeks of the coming half year, and of which less is there than then."""
    if season is None:
        return []
    busy = [week for week in range(1, HALF + 1) if season.stand(week) is Stand.BUSY]
    needs = [(_average_out(stock, this, busy, season.years), stock) for stock in stocks]
    short = sorted(
        ((need, stock) for need, stock in needs if need > max(stock.there, 0)),
        key=lambda each: (-each[0], each[1].name),
    )
    return [
        Advice(
            "product",
            stock.product,
            _(
                "Buat stok %(product)s. Di minggu ramai mendatang biasanya keluar %(need)s; sekarang ada %(there)s.",
                product=stock.name,
                need=measured(_whole(need), stock.unit),
                there=measured(max(stock.there, 0), stock.unit),
            ),
        )
        for need, stock in short[:MOST_ADVICE]
    ]


def _average_out(stock: Stock, this: date, weeks: Sequence[int], years: int) -> int:
    went = sum(stock.out.get(this + WEEK * (week - YEAR * back), 0) for week in weeks for back in range(1, years + 1))
    return went // years


def _whole(micro: int) -> int:
    """Rounded up to whole units: a need is no exact number."""
    return -(-micro // 10**6) * 10**6


def to_maintain(broken: Sequence[tuple[uuid.UUID, str, int]]) -> list[Advice]:
    """Machines that stood broken longest in the last half year: (id, name, minutes)."""
    longest = sorted((each for each in broken if each[2] > 0), key=lambda each: (-each[2], each[1]))
    return [
        Advice("machine", pk, _("Rawat %(machine)s: rusak %(time)s dalam setengah tahun.", machine=name, time=_time(m)))
        for pk, name, m in longest[:MOST_ADVICE]
    ]


def _time(minutes: int) -> Words:
    return _("%(hours)s jam", hours=round(minutes / 60)) if minutes >= 90 else _("%(minutes)s menit", minutes=minutes)


def to_train(procedures: Sequence[tuple[uuid.UUID, str, int]], people: int) -> list[Advice]:
    """Procedures that most people here do not master yet in their newest version: (id, title, people who do)."""
    lacking = [(people - able, title, pk) for pk, title, able in procedures if able < people]
    return [
        Advice("procedure", pk, _("Latih “%(title)s”: %(people)s orang belum menguasai.", title=title, people=count))
        for count, title, pk in sorted(lacking, key=lambda each: (-each[0], each[1]))[:MOST_ADVICE]
    ]
