"""Thirteen weeks of money to come: what is expected and what is usual, week by week, and when it runs dry. Pure.

The direct method of a cash forecast: money now, plus what is expected to come in, less what is expected to go out, day
by day. Thirteen weeks are a quarter of a year, far enough to act and near enough to know. Money is whole rupiah.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from guyub.books.rules.ledger import last_day, months_back
from guyub.kernel.words import Days, Rupiah, Words, _

WEEKS = 13
ENOUGH_WEEKS = 4  # of history, before anything is called usual
SPAN = 4  # weeks: what is not paid weekly is mostly paid monthly
DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Sureness(StrEnum):
    """How much an amount is to be trusted."""

    SURE = "sure"  # its owner planned it, or owes it
    LIKELY = "likely"  # somebody else has to pay it
    HABIT = "habit"  # it was usual in the last weeks


SURENESS_WORDS = {
    Sureness.SURE: _("pasti"),
    Sureness.LIKELY: _("kemungkinan besar"),
    Sureness.HABIT: _("kebiasaan"),
}


class Standing(StrEnum):
    """What the thirteen weeks look like as a whole."""

    DRY = "dry"
    THIN = "thin"  # never below zero, but at some time less than goes out in a usual week
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class Expected:
    """Money that comes in or goes out on a day: rupiah above 0, what for, and why on that day."""

    day: date
    amount: int
    comes_in: bool
    words: Words
    sureness: Sureness
    note: Words | None = None

    @property
    def change(self) -> int:
        return self.amount if self.comes_in else -self.amount


@dataclass(frozen=True, slots=True)
class Usual:
    """What comes in or goes out in a usual week, in rupiah, spread evenly over its days.

    It starts on `since`, or tomorrow; and ends when it has come to `most` rupiah, if that is said.
    """

    words: Words
    comes_in: bool
    weekly: int
    since: date | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """One week to come, Monday to Sunday; the first begins today. `lowest` is the least at the end of any of its days.

    What is usual stands among the items with the week's sum, on the first day it counts.
    """

    first: date
    last: date
    opening: int
    lowest: int
    items: tuple[Expected, ...]

    @property
    def came_in(self) -> int:
        return sum(item.amount for item in self.items if item.comes_in)

    @property
    def went_out(self) -> int:
        return sum(item.amount for item in self.items if not item.comes_in)

    @property
    def closing(self) -> int:
        return self.opening + self.came_in - self.went_out

    @property
    def span(self) -> Days:
        return Days(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Day:
    """What comes in and goes out on one day, and the money at its end."""

    day: date
    came_in: int
    went_out: int
    left: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Thirteen weeks, the first day at whose end money is below zero (if any), and what it means in words."""

    opening: int
    weeks: tuple[Week, ...]
    dry: date | None
    standing: Standing
    words: Words
    days: tuple[Day, ...] = ()

    @property
    def lowest(self) -> Week:
        """The week in which there is least money; the earliest of several."""
        return min(self.weeks, key=lambda week: week.lowest)


def forecast(opening: int, expected: Iterable[Expected], usual: Iterable[Usual], today: date) -> Forecast:
    """Thirteen weeks from `today` on.

    `opening` is the money there is now. What was expected before today is counted today; what comes after the last
    week is left out. The order of what is given changes nothing.
    """
    items = sorted((_not_before(item, today) for item in expected), key=_order)
    habits = sorted(usual, key=repr)
    by_day = [_days_of(each, today) for each in habits]
    weeks: list[Week] = []
    days: list[Day] = []
    money = opening
    for first, last in _spans(today):
        here = [item for item in items if first <= item.day <= last]
        changes = [(item.day, item.change) for item in here]
        for each, usual_days in zip(habits, by_day, strict=True):
            counted = {day: amount for day, amount in usual_days.items() if first <= day <= last and amount}
            changes += [(day, amount if each.comes_in else -amount) for day, amount in counted.items()]
            here += _as_item(each, counted)
        ends = _day_ends(money, first, last, changes)
        days += ends
        weeks.append(Week(first, last, money, min(day.left for day in ends), tuple(here)))
        money = weeks[-1].closing
    dry = next((day for day in days if day.left < 0), None)
    standing = _standing(weeks, dry)
    words = _why_dry(weeks, days, dry) if dry and opening >= 0 else _say(opening, weeks, standing)
    return Forecast(opening, tuple(weeks), dry.day if dry else None, standing, words, tuple(days))


def _not_before(item: Expected, today: date) -> Expected:
    if item.day >= today:
        return item
    return Expected(today, item.amount, item.comes_in, item.words, item.sureness, item.note)


def _order(item: Expected) -> tuple[date, bool, int, str]:
    return item.day, item.comes_in, -item.amount, repr(item)


def _spans(today: date) -> Iterator[tuple[date, date]]:
    first = today
    for __ in range(WEEKS):
        last = week_of(first) + 6 * DAY
        yield first, last
        first = last + DAY


def week_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def last_of(today: date) -> date:
    """The last day that a forecast of `today` looks at."""
    return week_of(today) + WEEKS * WEEK - DAY


def _days_of(each: Usual, today: date) -> dict[date, int]:
    """What is usual on each day, whole rupiah that add up to the week's over every full week."""
    day, last = max(today + DAY, each.since or today), last_of(today)
    left = each.weekly * WEEKS if each.most is None else each.most
    days = {}
    while day <= last and left > 0:
        at = day.weekday()
        days[day] = min(left, each.weekly * (at + 1) // 7 - each.weekly * at // 7)
        left -= days[day]
        day += DAY
    return days


def _as_item(each: Usual, counted: dict[date, int]) -> list[Expected]:
    if not counted:
        return []
    return [Expected(min(counted), sum(counted.values()), each.comes_in, each.words, Sureness.HABIT)]


def _day_ends(money: int, first: date, last: date, changes: Sequence[tuple[date, int]]) -> list[Day]:
    ends = []
    for at in range((last - first).days + 1):
        day = first + timedelta(days=at)
        here = [change for on, change in changes if on == day]
        money += sum(here)
        ends.append(Day(day, sum(max(each, 0) for each in here), -sum(min(each, 0) for each in here), money))
    return ends


def _standing(weeks: Sequence[Week], dry: Day | None) -> Standing:
    if dry is not None:
        return Standing.DRY
    return Standing.THIN if min(week.lowest for week in weeks) < weekly_spending(weeks) else Standing.SAFE


def weekly_spending(weeks: Sequence[Week]) -> int:
    """What goes out in the middle one of these weeks, in rupiah: one large payment does not change it."""
    return median([week.went_out for week in weeks])


def _say(opening: int, weeks: Sequence[Week], standing: Standing) -> Words:
    low = min(weeks, key=lambda week: week.lowest)
    if opening < 0:
        return _(
            "Uang di buku kurang dari nol: %(opening)s. Mungkin ada pemasukan yang belum dicatat.",
            opening=Rupiah(opening),
        )
    if standing is Standing.THIN:
        return _(
            "Uang menipis: minggu %(week)s tinggal %(lowest)s, "
            "kurang dari yang biasanya keluar seminggu (%(spending)s).",
            week=low.span,
            lowest=Rupiah(low.lowest),
            spending=Rupiah(weekly_spending(weeks)),
        )
    return _(
        "Uang cukup untuk 13 minggu. Paling sedikit %(lowest)s, minggu %(week)s.",
        lowest=Rupiah(low.lowest),
        week=low.span,
    )


def _why_dry(weeks: Sequence[Week], days: Sequence[Day], dry: Day) -> Words:
    """What happens, when and why: the largest payment of that week if it alone makes the difference."""
    week = next(each for each in weeks if each.first <= dry.day <= each.last)
    items = [item for each in weeks for item in each.items if item.sureness is not Sureness.HABIT]
    cause = max(
        (item for item in items if not item.comes_in and week.first <= item.day <= dry.day),
        key=lambda item: item.amount,
        default=None,
    )
    if cause is None or cause.amount < -dry.left:
        until = [each for each in days if each.day <= dry.day]
        return _(
            "Uang habis minggu %(week)s: sampai %(day)s keluar %(went_out)s, "
            "sedangkan yang ada dan yang masuk hanya %(came_in)s.",
            week=week.span,
            day=dry.day,
            went_out=Rupiah(sum(each.went_out for each in until)),
            came_in=Rupiah(weeks[0].opening + sum(each.came_in for each in until)),
        )
    told = {"week": week.span, "what": cause.words, "amount": Rupiah(cause.amount), "day": cause.day}
    later = next((item for item in items if item.comes_in and item.day > dry.day), None)
    if later is None:
        return _("Uang habis minggu %(week)s: %(what)s %(amount)s jatuh tempo %(day)s.", **told)
    return _(
        "Uang habis minggu %(week)s: %(what)s %(amount)s jatuh tempo %(day)s, sebelum %(later)s.",
        **told,
        later=later.words,
    )


def usual_week(sums: Sequence[int]) -> int:
    """What is usual in a week, from the sums of full weeks, oldest first: their median, which one odd week cannot move.

    What is not paid in most weeks, such as rent, is taken by four weeks: the median of their sums, a quarter each week.
    Rupiah; 0 when there are fewer than four weeks, or nothing usual.
    """
    if len(sums) < ENOUGH_WEEKS:
        return 0
    weekly = median(sums)
    if weekly:
        return max(weekly, 0)
    spans = [sum(sums[at - SPAN : at]) for at in range(len(sums), SPAN - 1, -SPAN)]
    return max(median(spans) // SPAN, 0)


def median(numbers: Sequence[int]) -> int:
    """The middle one; of two in the middle their mean, rounded down. Raises IndexError when there is none."""
    ordered = sorted(numbers)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) // 2


def occurrences(first: date, every: str, until: date | None, since: date, last: date) -> list[date]:
    """The days from `since` to `last` on which something planned happens, `every` once, week or month.

    A month that has no such day takes its last one.
    """
    end = min(last, until or last)
    if every == "week":
        start = first + max(0, -((first - since) // WEEK)) * WEEK
        days = [start + at * WEEK for at in range((end - start) // WEEK + 1)]
    elif every == "month":
        months = range((since.year - first.year) * 12 + since.month - first.month, _months_to(first, end) + 1)
        days = [_in_month(first, at) for at in months if at >= 0]
    else:
        days = [first]
    return [day for day in days if since <= day <= end]


def _months_to(first: date, end: date) -> int:
    return (end.year - first.year) * 12 + end.month - first.month


def _in_month(first: date, later: int) -> date:
    month = months_back(first.replace(day=1), -later)
    return month.replace(day=min(first.day, last_day(month).day))
