"""Thirteen weeks of cash to come, for one book. A constant number of queries, however long the book is.

Rooms above know of money that books do not: they add a function to `expectations` when the program starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from guyub.books import chart
from guyub.books.models import Account, Book, Planned
from guyub.books.queries.forecast_debts import open_debts
from guyub.books.queries.forecast_habits import habits, weeks_known, working
from guyub.books.queries.forecast_taxes import of_taxes
from guyub.books.queries.ledger import first_day, require_sight, totals
from guyub.books.rules.forecast import (
    ENOUGH_WEEKS,
    Expected,
    Forecast,
    Sureness,
    Usual,
    forecast,
    last_of,
    occurrences,
)
from guyub.books.rules.gap import Gap, cash_gap
from guyub.books.rules.ledger import Kind, Total, balance_of
from guyub.kernel.words import Words
from guyub.people.access import Person

# Each gives what it knows of money that a book will receive or pay, from `today` on, in a constant number of queries.
# Access has been checked by then. A room above that knows such money, as the joint orders do, adds its own in its
# apps.py.
expectations: list[Callable[[Book, date], Iterable[Expected]]] = [of_taxes]

MOST_PLANS = 100


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an owner is told of the money to come."""

    forecast: Forecast
    usual: tuple[Usual, ...]
    weeks_known: int
    gap: Gap | None
    plans: tuple[Planned, ...]
    loans_without_instalments: int

    @property
    def knows_habits(self) -> bool:
        return self.weeks_known >= ENOUGH_WEEKS

    @property
    def knows_nothing(self) -> bool:
        """Whether nothing at all is expected, so that a forecast would say only what there is today."""
        return not any(week.items for week in self.forecast.weeks)


def outlook(
    person: Person, book: Book, today: date, *, sums: Mapping[str, Total] | None = None, gap: bool = True
) -> Outlook:
    """The forecast of a book, the cash gap (with `gap`), and the plans that still count. Raises NotAllowed.

    `sums` are the totals of the accounts since the beginning, if the caller has read them already.
    """
    require_sight(person, book)
    sums = totals(book, date.max) if sums is None else sums
    kinds = {code: Kind(kind) for code, kind in Account.objects.filter(book=book).values_list("code", "kind")}
    balances = {code: balance_of(kinds[code], total) for code, total in sums.items()}
    known = weeks_known(first_day(book), today)
    debts = open_debts(book, balances, today)
    loans = max(balances.get(chart.LOANS, 0), 0)
    usual = habits(book, kinds, loans, debts.days, known, today)
    plans = plans_of(book, today)
    expected = [*debts.expected, *_planned(plans, today)]
    for asked in expectations:
        expected += asked(book, today)
    opening = sum(balances.get(code, 0) for code in chart.MONEY)
    return Outlook(
        forecast=forecast(opening, expected, usual, today),
        usual=tuple(usual),
        weeks_known=known,
        gap=cash_gap(working(book, balances, today)) if gap else None,
        plans=tuple(plans),
        loans_without_instalments=0 if any(each.most is not None for each in usual) else loans,
    )


def plans_of(book: Book, today: date) -> list[Planned]:
    """What the owner added and has not passed yet, the earliest first."""
    still = Q(until__gte=today) | Q(until=None) & (Q(first__gte=today) | ~Q(every=Planned.Every.ONCE))
    return list(Planned.objects.filter(still, book=book).order_by("first", "pk")[:MOST_PLANS])


def _planned(plans: Iterable[Planned], today: date) -> Iterable[Expected]:
    for plan in plans:
        for day in occurrences(plan.first, plan.every, plan.until, today, last_of(today)):
            yield Expected(day, plan.amount, plan.comes_in, as_words(plan.words), Sureness.SURE)


def as_words(text: str) -> Words:
    """What a person wrote, as a sentence that is the same in every language."""
    return Words("%(text)s", (("text", text),))
