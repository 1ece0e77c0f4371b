"""The accounts of a book, and what they come to on any day."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from guyub.books.models import Account, Book, MonthTotal, Transfer
from guyub.books.queries.ledger import AccountBalance, BothSides, require_sight
from guyub.books.queries.statements import known_accounts
from guyub.books.rules import statements as rules
from guyub.books.rules.doubts import doubts
from guyub.books.rules.groups import Known
from guyub.books.rules.ledger import Position, Result, Total, month_of, position, profit_or_loss, trial_balance
from guyub.books.rules.periods import Span
from guyub.books.rules.statements import Moves, Statement
from guyub.kernel.errors import Problem
from guyub.kernel.words import Words, _
from guyub.people.access import Person

Make = Callable[[Sequence[Known], Sequence[Moves]], Statement]


@dataclass(frozen=True, slots=True)
class DayBalance(BothSides):
    """Every account that was used up to the end of a day, and what looks wrong in it."""

    until: date
    lines: tuple[AccountBalance, ...]
    doubts: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class DayStatement:
    """A statement of days instead of whole months, its main figures, and what looks wrong in it."""

    shown: Statement
    result: Result
    position: Position
    doubts: tuple[Words, ...]


def accounts_of(person: Person, book: Book) -> list[Account]:
    """Every account of the book, by code."""
    require_sight(person, book)
    return list(Account.objects.filter(book=book).order_by("code"))


def balance_on(person: Person, book: Book, until: date) -> DayBalance:
    """The trial balance at the end of a day."""
    require_sight(person, book)
    accounts = {known.code: known for known in known_accounts(book)}
    totals = totals_until(book, until)
    lines = tuple(
        AccountBalance(line.code, accounts[line.code].name, accounts[line.code].kind, line.debit, line.credit)
        for line in trial_balance(totals)
        if line.debit or line.credit
    )
    return DayBalance(until, lines, tuple(doubts(accounts.values(), _nets(totals))))


def position_on(person: Person, book: Book, on: date) -> DayStatement:
    """What is owned, owed and left at the end of a day."""
    return _statement(person, book, rules.position, on.replace(day=1), on)


def result_between(person: Person, book: Book, since: date, until: date) -> DayStatement:
    """What was earned and spent from one day to another. Raises Problem at `until` for a day before `since`."""
    return _statement(person, book, rules.profit_or_loss, since, until)


def cash_flow_between(person: Person, book: Book, since: date, until: date) -> DayStatement:
    """Where money came from and went. Raises Problem at `until` for a day before `since`."""
    return _statement(person, book, rules.cash_flow, since, until)


def totals_until(book: Book, until: date) -> dict[str, Total]:
    """What each account was debited and credited up to the end of `until`.

    Whole months come from the totals kept by month; what is open of the last month is added from the transfers
    themselves, by the index of each account, so that the cost grows with that month only.
    """
    month = month_of(until)
    whole = until.day == calendar.monthrange(until.year, until.month)[1]
    kept = {"month__lte": month} if whole else {"month__lt": month}
    rows = MonthTotal.objects.filter(book=book, **kept).values_list("account")
    sums = {code: Total(int(debit), int(credit)) for code, debit, credit in rows.annotate(Sum("debit"), Sum("credit"))}
    return sums if whole else _plus(sums, _within(book, month, until))


def _within(book: Book, since: date, until: date) -> Mapping[str, Total]:
    """What each account was debited and credited from `since` to `until`."""
    codes = list(Account.objects.filter(book=book).values_list("code", flat=True))
    found: dict[str, Total] = {}
    for side in ("debit", "credit"):
        rows = Transfer.objects.filter(book=book, day__gte=since, day__lte=until, **{f"{side}__in": codes})
        for code, amount in rows.values_list(side).annotate(Sum("amount")):
            found[code] = found.get(code, Total()) + Total(**{side: int(amount)})
    return found


def _plus(first: Mapping[str, Total], second: Mapping[str, Total]) -> dict[str, Total]:
    return {code: first.get(code, Total()) + second.get(code, Total()) for code in {**first, **second}}


def _nets(totals: Mapping[str, Total]) -> dict[str, int]:
    return {code: total.debit - total.credit for code, total in totals.items() if total.debit != total.credit}


def _statement(person: Person, book: Book, make: Make, since: date, until: date) -> DayStatement:
    require_sight(person, book)
    if until < since:
        raise Problem(_("Hari terakhir tidak bisa sebelum hari pertama."), "until")
    accounts = known_accounts(book)
    at_end = totals_until(book, until)
    before = _before(book, since)
    moved = {code: at_end[code] + _negative(before.get(code, Total())) for code in at_end}
    found = Moves(
        span=Span(month_of(since), month_of(until)),
        before=_nets(before),
        within=_nets(moved),
        before_year=_nets(_before(book, until.replace(month=1, day=1))),
    )
    kinds = {known.code: known.kind for known in accounts}
    return DayStatement(
        make(accounts, [found]),
        profit_or_loss(kinds, moved),
        position(kinds, at_end),
        tuple(doubts(accounts, _nets(at_end))),
    )


def _before(book: Book, day: date) -> dict[str, Total]:
    return {} if day == date.min else totals_until(book, date.fromordinal(day.toordinal() - 1))


def _negative(total: Total) -> Total:
    return Total(-total.debit, -total.credit)
