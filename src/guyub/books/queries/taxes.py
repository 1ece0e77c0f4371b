"""The final income tax of a book: month by month, with what was paid and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, Sum

from guyub.books import chart
from guyub.books.models import Book, Entry, MonthTotal, Transfer
from guyub.books.queries.ledger import require_sight
from guyub.books.queries.statements import known_accounts
from guyub.books.rules.groups import Group
from guyub.books.rules.ledger import month_of, months_back
from guyub.books.rules.taxes import PAYMENT, Paid, Payment, TaxLine, TaxState, allot, standing, tax_month_id
from guyub.people.access import Person
from guyub.reference.final_tax import TaxMonth, final_tax, last_year


@dataclass(frozen=True, slots=True)
class TaxYear:
    """The tax of one year. `next` is what to pay first, of whatever year; `first_year` the first with turnover."""

    year: int
    lines: tuple[TaxLine, ...]
    owed: tuple[TaxLine, ...]
    first_year: int
    last_of_rule: int | None

    @property
    def turnover(self) -> int:
        return sum(line.about.turnover for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.about.tax or 0 for line in self.lines)

    @property
    def paid(self) -> int:
        return sum(line.paid for line in self.lines)

    @property
    def free_slice(self) -> int:
        return max((line.about.free_slice for line in self.lines), default=0)

    @property
    def free_used(self) -> int:
        return max((line.about.free_used for line in self.lines), default=0)

    @property
    def next(self) -> TaxLine | None:
        return self.owed[0] if self.owed else None

    @property
    def left(self) -> int:
        return sum(line.left for line in self.owed)

    @property
    def over_ceiling(self) -> bool:
        return any(line.about.over_ceiling for line in self.lines)

    @property
    def ordinary(self) -> TaxLine | None:
        """The first month of the year in which the final tax does not apply."""
        return next((line for line in self.lines if line.state is TaxState.ORDINARY), None)


def tax_year(person: Person, book: Book, year: int, today: date) -> TaxYear | None:
    """The tax of `year` as it stands today; None while it is not known who the taxpayer is. Four queries."""
    require_sight(person, book)
    if not book.taxpayer:
        return None
    months = taxes(book, today)
    paid = paid_by_month(book, months)
    lines = [standing(each, paid.get(each.month, Paid()).amount, today) for each in months.values()]
    owed = [line for line in lines if line.state in {TaxState.DUE, TaxState.LATE}]
    return TaxYear(
        year=year,
        lines=tuple(line for line in lines if line.about.month.year == year),
        owed=tuple(owed),
        first_year=min((each.year for each in months), default=today.year),
        last_of_rule=last_year(book.taxpayer, book.taxed_since) if book.taxed_since else None,
    )


def taxes(book: Book, until: date) -> dict[date, TaxMonth]:
    """The tax of every month from the January of the first with turnover to that of `until`. Two queries."""
    turnover = turnover_by_month(book)
    last = month_of(until)
    month = min([*turnover, last]).replace(month=1)
    every = {}
    while month <= last:
        every[month] = turnover.get(month, 0)
        month = months_back(month, -1)
    return {each.month: each for each in final_tax(every, book.taxpayer, book.taxed_since)}


def turnover_by_month(book: Book) -> dict[date, int]:
    """Gross turnover of each month: what was sold, alone or in joint orders, before discounts and less returns.

    Other income, such as interest and grants, is no turnover of the business. From totals by month.
    """
    codes = [known.code for known in known_accounts(book) if known.group is Group.REVENUE]
    rows = MonthTotal.objects.filter(book=book, account__in=codes).values_list("month")
    return {month: int(net) for month, net in rows.annotate(net=Sum(F("credit") - F("debit"))).order_by("month")}


def paid_by_month(book: Book, months: Mapping[date, TaxMonth]) -> dict[date, Paid]:
    """What was paid for the tax of each month. Costs as much as there are payments of tax."""
    back = Q(reverses__isnull=False) | Q(
        number__in=Entry.objects.filter(book=book, reverses__isnull=False).values("reverses")
    )
    named = {tax_month_id(book.id, month): month for month in months}
    rows = list(
        Transfer.objects.filter(book=book, debit__in=[chart.TAX, chart.TAX_PAYABLE], credit__in=chart.MONEY)
        .values_list("number", "day", "debit", "amount")
        .order_by("day", "number", "line")
    )
    entries = Entry.objects.filter(book=book, number__in={number for number, *__ in rows}).exclude(back)
    sources = {
        number: named.get(source) if kind == PAYMENT and source else None
        for number, kind, source in entries.values_list("number", "source_kind", "source_id")
    }
    payments = [
        Payment(day, amount, debit == chart.TAX, sources[number])
        for number, day, debit, amount in rows
        if number in sources
    ]
    return allot({month: each.tax or 0 for month, each in months.items()}, payments)
