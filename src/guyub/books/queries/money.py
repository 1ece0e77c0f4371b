"""Money today: what an owner sees first, and what waits for them. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Sum

from guyub.books import chart
from guyub.books.models import Account, Book, Entry, MonthTotal, Transfer
from guyub.books.queries import debts, household, ledger
from guyub.books.queries.ledger import MoneyPlace, MonthFlow, Page
from guyub.books.queries.stock import stock_attentions
from guyub.books.queries.taxes import tax_year
from guyub.books.rules.closing import next_month
from guyub.books.rules.debts import Owed
from guyub.books.rules.household import HomeMonth
from guyub.books.rules.ledger import Kind, Total, balance_of, month_of
from guyub.books.rules.money import Attention, Standing, Target, attentions, month_to_close, tax_to_pay
from guyub.kernel.words import Words
from guyub.people.access import Person

MOST_ATTENTIONS = 3
OLDEST = 3
LAST_ENTRIES = 10
SALES = (chart.SALES, chart.JOINT_SALES)


@dataclass(frozen=True, slots=True)
class Day:
    """Money that came in and went out on one day, and what was sold, paid or not. Rupiah."""

    came_in: int
    went_out: int
    sales: int


@dataclass(frozen=True, slots=True)
class MoneyToday:
    """What an owner, or a hub's officer, sees first."""

    places: tuple[MoneyPlace, ...]
    attentions: tuple[Attention, ...]
    debts: debts.Debts
    day: Day
    flow: MonthFlow
    sales: int
    target: Target | None
    month: HomeMonth
    salary: int | None
    page: Page

    @property
    def oldest_to_us(self) -> tuple[Owed, ...]:
        return self.debts.to_us[:OLDEST]

    @property
    def oldest_by_us(self) -> tuple[Owed, ...]:
        return self.debts.by_us[:OLDEST]

    @property
    def money(self) -> int:
        return sum(place.amount for place in self.places)

    @property
    def after_salary(self) -> int | None:
        """This month's profit once the owner has paid themselves."""
        return None if self.salary is None else self.month.profit - self.salary


@dataclass(frozen=True, slots=True)
class Waiting:
    """One book on the first page of Guyub: the money in it, and what needs attention there."""

    book: Book
    places: tuple[MoneyPlace, ...]
    attentions: tuple[Attention, ...]

    @property
    def money(self) -> int:
        return sum(place.amount for place in self.places)


def money_today(person: Person, book: Book, today: date) -> MoneyToday:
    """Money at hand, what needs attention, debts, today, this month, and the last entries."""
    ledger.require_sight(person, book)
    accounts = {account.code: account for account in Account.objects.filter(book=book)}
    kinds = {code: Kind(account.kind) for code, account in accounts.items()}
    names = {code: account.words for code, account in accounts.items()}
    sums, this_month = ledger.totals(book, date.max), _month_totals(book, today)
    owed = debts.debts_of(person, book, today, totals=sums)
    month = household.home_month(month_of(today), this_month, kinds)
    places = _places(sums, names)
    return MoneyToday(
        tuple(places.values()),
        (*_attentions(book, places, owed, month, today), *_duties(person, book, today)),
        owed,
        _day(book, today),
        ledger.month_flow(person, book, today),
        _sales(this_month),
        Target(_sales(this_month), book.sales_target, today) if book.sales_target else None,
        month,
        book.owner_salary,
        ledger.entries_page(person, book, size=LAST_ENTRIES, names=names),
    )


def waiting(
    person: Person, book: Book, today: date, *, stock: bool = True, sums: Mapping[str, Total] | None = None
) -> Waiting:
    """What the first page tells of one book; without `stock`, nothing of that.

    `sums` are the totals of the accounts since the beginning, if the caller has read them already.
    """
    ledger.require_sight(person, book)
    accounts = {account.code: account for account in Account.objects.filter(book=book)}
    kinds = {code: Kind(account.kind) for code, account in accounts.items()}
    sums = ledger.totals(book, date.max) if sums is None else sums
    places = _places(sums, {code: account.words for code, account in accounts.items()})
    month = household.home_month(month_of(today), _month_totals(book, today), kinds)
    owed = debts.debts_of(person, book, today, totals=sums)
    found = (*_attentions(book, places, owed, month, today), *_duties(person, book, today, stock=stock))
    return Waiting(book, tuple(places.values()), found)


def _places(sums: Mapping[str, Total], names: Mapping[str, Words]) -> dict[str, MoneyPlace]:
    held = [code for code in chart.MONEY if code in names]
    return {code: MoneyPlace(names[code], balance_of(Kind.ASSET, sums.get(code, Total()))) for code in held}


def _attentions(
    book: Book, places: Mapping[str, MoneyPlace], owed: debts.Debts, month: HomeMonth, today: date
) -> tuple[Attention, ...]:
    named = [(code, place.name, place.amount) for code, place in places.items()]
    standing = Standing(named, owed.to_us, owed.by_us, month if book.enterprise_id else None)
    return tuple(attentions(standing, today)[:MOST_ATTENTIONS])


def stock_in(book: Book) -> Iterator[Attention]:
    """What there is to say of the stock of a workshop's book. One query."""
    if book.enterprise_id is not None:
        for ask in stock_attentions:
            yield from ask(book)


def _duties(person: Person, book: Book, today: date, *, stock: bool = True) -> Iterator[Attention]:
    """Stock below zero, the tax to pay and the month to close, in a workshop's book. At most six queries."""
    if book.enterprise_id is None:
        return
    if stock:
        yield from stock_in(book)
    tax = tax_year(person, book, today.year, today)
    if tax and tax.next:
        yield tax_to_pay(tax.next.left, tax.next.about.pay_by, today)
    if found := month_to_close(next_month(book.closed_until, ledger.first_day(book)), today):
        yield found


def _month_totals(book: Book, today: date) -> dict[str, Total]:
    rows = MonthTotal.objects.filter(book=book, month=month_of(today))
    return {code: Total(debit, credit) for code, debit, credit in rows.values_list("account", "debit", "credit")}


def _sales(totals: Mapping[str, Total]) -> int:
    """What was sold, less what came back."""
    counted = [totals.get(code, Total()) for code in (*SALES, chart.SALES_RETURNS)]
    return sum(total.credit - total.debit for total in counted)


def _day(book: Book, today: date) -> Day:
    """Read by the numbers of the day's entries, so that it costs what was written that day.

    What takes back another entry brings no money, and what was taken back brought none: neither is counted.
    """
    undone = Entry.objects.filter(book=book, reverses=OuterRef("number"))
    numbers = Entry.objects.filter(~Exists(undone), book=book, day=today, reverses=None).values("number")
    to_money, from_money = Q(debit__in=chart.MONEY), Q(credit__in=chart.MONEY)
    sold = (*SALES, chart.SALES_RETURNS)
    sums = Transfer.objects.filter(book=book, number__in=numbers).aggregate(
        came_in=Sum("amount", filter=to_money & ~from_money),
        went_out=Sum("amount", filter=from_money & ~to_money),
        sold=Sum("amount", filter=Q(credit__in=sold)),
        unsold=Sum("amount", filter=Q(debit__in=sold)),
    )
    amounts = {name: int(value or 0) for name, value in sums.items()}
    return Day(amounts["came_in"], amounts["went_out"], amounts["sold"] - amounts["unsold"])
