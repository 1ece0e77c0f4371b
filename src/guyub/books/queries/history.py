"""The history of one account within a span of months: what a figure of a statement is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from guyub.books.models import Account, Book, Entry, MonthTotal, Transfer
from guyub.books.queries.ledger import ON_A_PAGE, LinePlace, require_sight
from guyub.books.rules.ledger import GROWS_BY_DEBIT, Kind
from guyub.books.rules.periods import Span
from guyub.kernel.words import Words, _
from guyub.people.access import Person


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One transfer as the account saw it: `amount` below zero when it went down, `balance` after it."""

    number: int
    line: int
    day: date
    words: Words
    other: Words
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class History:
    """An account within a span, all in the direction in which its kind grows. Rupiah.

    `before` and `after` are the balances at the ends of the span, `carried` the one before the first line shown.
    """

    code: str
    name: Words
    span: Span
    before: int
    change: int
    carried: int
    lines: tuple[HistoryLine, ...]
    later: LinePlace | None

    @property
    def after(self) -> int:
        return self.before + self.change


def account_history(
    person: Person, book: Book, code: str, during: Span, after: LinePlace | None = None, size: int = ON_A_PAGE
) -> History | None:
    """The transfers of an account within a span, oldest first, `size` at a time; None if there is no such account.

    A constant number of queries. A later page costs a sum over the account's transfers before it in the span.
    """
    require_sight(person, book)
    accounts = dict(Account.objects.filter(book=book).values_list("code", "name"))
    kind = Account.objects.filter(book=book, code=code).values_list("kind", flat=True).first()
    if kind is None:
        return None
    sign = 1 if Kind(kind) in GROWS_BY_DEBIT else -1
    before, change = _balances(book, code, during)
    carried = before + (_moved_until(book, code, during, after) if after else 0)
    rows = _transfers(book, code, during, after, size + 1)
    words = _words(book, rows[:size])
    lines, balance = [], carried
    for row in rows[:size]:
        amount = row.amount if row.debit == code else -row.amount
        balance += amount
        other = _(accounts[row.credit if row.debit == code else row.debit])
        lines.append(
            HistoryLine(row.number, row.line, row.day, words[row.number], other, sign * amount, sign * balance)
        )
    later = (lines[-1].day, lines[-1].number, lines[-1].line) if len(rows) > size else None
    return History(code, _(accounts[code]), during, sign * before, sign * change, sign * carried, tuple(lines), later)


def _balances(book: Book, code: str, during: Span) -> tuple[int, int]:
    """The net before the span and within it, from the totals by month."""
    before = Q(month__lt=during.since)
    rows = MonthTotal.objects.filter(book=book, account=code, month__lte=during.until)
    sums = rows.aggregate(
        old_debit=Sum("debit", filter=before, default=0),
        old_credit=Sum("credit", filter=before, default=0),
        debit=Sum("debit", filter=~before, default=0),
        credit=Sum("credit", filter=~before, default=0),
    )
    return int(sums["old_debit"] - sums["old_credit"]), int(sums["debit"] - sums["credit"])


def _within(book: Book, side: str, code: str, during: Span) -> QuerySet[Transfer]:
    return Transfer.objects.filter(book=book, day__gte=during.since, day__lte=during.end, **{side: code})


def _up_to(place: LinePlace) -> Q:
    day, number, line = place
    return Q(day__lte=day) & (Q(day__lt=day) | Q(number__lt=number) | Q(number=number, line__lte=line))


def _moved_until(book: Book, code: str, during: Span, place: LinePlace) -> int:
    sums = [
        _within(book, side, code, during).filter(_up_to(place)).aggregate(sum=Sum("amount", default=0))["sum"]
        for side in ("debit", "credit")
    ]
    return int(sums[0] - sums[1])


def _transfers(book: Book, code: str, during: Span, after: LinePlace | None, most: int) -> list[Transfer]:
    found: list[Transfer] = []
    for side in ("debit", "credit"):
        rows = _within(book, side, code, during).order_by("day", "number", "line")
        if after:
            # The first condition alone lets the index find the start.
            rows = rows.filter(day__gte=after[0]).exclude(_up_to(after))
        found += rows[:most]
    return sorted(found, key=lambda row: (row.day, row.number, row.line))[:most]


def _words(book: Book, rows: Iterable[Transfer]) -> dict[int, Words]:
    entries = Entry.objects.filter(book=book, number__in={row.number for row in rows})
    return {entry.number: entry.words for entry in entries}
