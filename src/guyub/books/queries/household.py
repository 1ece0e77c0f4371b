"""What the house took from the workshop, month by month. A constant number of queries, from totals by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from guyub.books import chart
from guyub.books.models import Account, Book, Entry, MonthTotal, SharedCost, Transfer
from guyub.books.queries import ledger
from guyub.books.rules.household import HomeMonth, Proposal, proposed_salary, warning
from guyub.books.rules.ledger import Kind, Total, last_day, month_of, months_back, profit_or_loss
from guyub.books.rules.opening import OPENING
from guyub.kernel.words import Words
from guyub.people.access import Person

SHOWN_MONTHS = 12
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One entry by which money went home, or was put in. Rupiah above 0; below 0 when it takes such an entry back."""

    number: int
    day: date
    words: Words
    amount: int


@dataclass(frozen=True, slots=True)
class Share:
    """A cost that house and workshop share, and how much of it is the workshop's."""

    account: str
    name: Words
    percent: int


@dataclass(frozen=True, slots=True)
class Household:
    """Twelve months up to `month`, what happened in it, and a salary the workshop can bear."""

    month: HomeMonth
    months: tuple[HomeMonth, ...]  # oldest first
    taken: tuple[HomeLine, ...]
    put_in: tuple[HomeLine, ...]
    put_in_sum: int
    proposal: Proposal
    shares: tuple[Share, ...]

    @property
    def warning(self) -> Words | None:
        return warning(self.month)


def household(person: Person, book: Book, month: date, today: date) -> Household:
    """The household's side of a workshop's book, for the month of `month`."""
    ledger.require_sight(person, book)
    shown, this_month = month_of(month), month_of(today)
    since = min(months_back(shown, SHOWN_MONTHS - 1), months_back(this_month, SHOWN_MONTHS - 1))
    accounts = {account.code: account for account in Account.objects.filter(book=book)}
    kinds = {code: Kind(account.kind) for code, account in accounts.items()}
    totals = _by_month(book, since, max(shown, this_month))
    months = [_month(each, totals.get(each, {}), kinds) for each in _months(since, max(shown, this_month))]
    until_shown = [each for each in months if each.month <= shown][-SHOWN_MONTHS:]
    return Household(
        until_shown[-1],
        tuple(until_shown),
        _lines(book, shown, chart.DRAWINGS, grows_by="debit"),
        _lines(book, shown, chart.CAPITAL, grows_by="credit"),
        _put_in(book, shown),
        proposed_salary(months, this_month),
        shares_of(book),
    )


def shares_of(book: Book) -> tuple[Share, ...]:
    """The costs that the house shares, by account."""
    rows = SharedCost.objects.filter(book=book).order_by("account").values_list("account", "business_percent")
    shares = dict(rows)
    names = {each.code: each.words for each in Account.objects.filter(book=book, code__in=shares)} if shares else {}
    return tuple(Share(account, names[account], percent) for account, percent in shares.items())


def home_month(month: date, totals: dict[str, Total], kinds: dict[str, Kind]) -> HomeMonth:
    """One month's profit and what was taken home, from the totals of that month."""
    return _month(month, totals, kinds)


def _by_month(book: Book, since: date, until: date) -> dict[date, dict[str, Total]]:
    rows = MonthTotal.objects.filter(book=book, month__gte=since, month__lte=until)
    found: dict[date, dict[str, Total]] = {}
    for month, code, debit, credit in rows.values_list("month", "account", "debit", "credit"):
        found.setdefault(month, {})[code] = Total(debit, credit)
    return found


def _months(since: date, until: date) -> list[date]:
    count = (until.year - since.year) * 12 + until.month - since.month
    return [months_back(until, back) for back in range(count, -1, -1)]


def _month(month: date, totals: dict[str, Total], kinds: dict[str, Kind]) -> HomeMonth:
    drawn = totals.get(chart.DRAWINGS, Total())
    result = profit_or_loss(kinds, totals)
    active = bool(result.income or result.expense or drawn.debit)
    return HomeMonth(month, result.profit, drawn.debit - drawn.credit, active)


def _lines(book: Book, month: date, account: str, *, grows_by: str) -> tuple[HomeLine, ...]:
    """The entries of a month that moved this account, latest first, at most 100 of each side. Three queries."""
    amounts: dict[int, int] = {}
    for side in ("debit", "credit"):
        rows = _within(book, month).filter(**{side: account})
        for number, amount in rows.order_by("-day", "-number").values_list("number", "amount")[:MOST_LINES]:
            amounts[number] = amounts.get(number, 0) + (amount if side == grows_by else -amount)
    entries = Entry.objects.filter(book=book, number__in=amounts).order_by("-day", "-number")
    return tuple(HomeLine(each.number, each.day, each.words, amounts[each.number]) for each in entries)


def _put_in(book: Book, month: date) -> int:
    """What the owner put in, less what was taken back, in one month."""
    rows = _within(book, month)
    sums = [
        rows.filter(**{side: chart.CAPITAL}).aggregate(sum=Coalesce(Sum("amount"), 0))["sum"]
        for side in ("credit", "debit")
    ]
    return int(sums[0] - sums[1])


def _within(book: Book, month: date) -> QuerySet[Transfer]:
    """The transfers of a month but those by which the book was opened: nobody put that in then."""
    during = {"day__gte": month, "day__lte": last_day(month)}
    opening = Entry.objects.filter(book=book, source_kind=OPENING, **during).values("number")
    return Transfer.objects.filter(book=book, **during).exclude(number__in=opening)
