"""What can be asked of books. Each answer costs a constant number of queries, however long the book is.

Callers name the person; who may not see the book gets NotAllowed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from guyub.books import chart
from guyub.books.models import Account, Book, Entry, MonthTotal, Transfer
from guyub.books.rules.closing import STOCK_VALUE
from guyub.books.rules.ledger import Kind, Position, Result, Total, balance_of, month_of, position, profit_or_loss
from guyub.kernel.words import Rupiah, Words, _
from guyub.people.access import Person, allowed, require

ON_A_PAGE = 50

# Where a reader is in a list that runs from the latest to the oldest: the day and number of the last entry seen.
Place = tuple[date, int]
# The same in the history of an account: day, number, and line of the last transfer seen.
LinePlace = tuple[date, int, int]


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """One account with its balance on the side that outweighs, in rupiah."""

    code: str
    name: Words
    kind: Kind
    debit: int
    credit: int


class BothSides:
    """What a list of balances comes to on each side, in rupiah; both are the same in a book."""

    __slots__ = ()
    lines: tuple[AccountBalance, ...]

    @property
    def debit(self) -> int:
        return sum(line.debit for line in self.lines)

    @property
    def credit(self) -> int:
        return sum(line.credit for line in self.lines)


@dataclass(frozen=True, slots=True)
class TrialBalance(BothSides):
    """Every account that was used, up to the end of `month`."""

    month: date
    lines: tuple[AccountBalance, ...]
    result: Result
    position: Position


@dataclass(frozen=True, slots=True)
class MoneyPlace:
    """Money at one place today: the cash box, a bank account, an e-wallet."""

    name: Words
    amount: int


@dataclass(frozen=True, slots=True)
class Moved:
    """One transfer in plain words: from where to where, how much."""

    source: Words
    target: Words
    amount: int

    @property
    def words(self) -> Words:
        return _(
            "%(amount)s dari %(source)s ke %(target)s",
            amount=Rupiah(self.amount),
            source=self.source,
            target=self.target,
        )


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry as its owner reads it. `change` is what it did to the money at hand; `amount` all that it moved."""

    number: int
    day: date
    words: Words
    moves: tuple[Moved, ...]
    change: int
    reverses: int | None

    @property
    def amount(self) -> int:
        return sum(move.amount for move in self.moves)


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of a long list, latest first, and where the next page starts."""

    lines: tuple[EntryLine, ...]
    older: Place | None


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One transfer in the history of an account; one of `debit` and `credit` is 0."""

    number: int
    line: int
    day: date
    debit: int
    credit: int
    other: str


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """Money that came in and went out in one month; moving it between one's own places counts as neither."""

    came_in: int
    went_out: int


def require_sight(person: Person, book: Book) -> None:
    """Raise NotAllowed unless this person may read this book."""
    require(person, _act(book), book)


def may_see(person: Person, book: Book) -> bool:
    """Whether this person may read this book."""
    return allowed(person, _act(book), book)


def book_of(person: Person, book_id: uuid.UUID) -> Book | None:
    """The book, if there is one and this person may read it: a stranger cannot learn which ids exist."""
    book = Book.objects.filter(id=book_id).first()
    return book if book and may_see(person, book) else None


def books_of(person: Person) -> list[Book]:
    """The books that this person may read, a workshop's before a hub's."""
    places = getattr(person, "places", None)
    return [] if places is None else list(books_in(places("owner"), places("officer")))


def books_in(enterprises: Iterable[uuid.UUID], hubs: Iterable[uuid.UUID]) -> QuerySet[Book]:
    """The books of these workshops, and then of the hubs of these sentra."""
    held = Q(enterprise__in=enterprises) | Q(sentra__in=hubs)
    return Book.objects.filter(held).order_by(F("enterprise").asc(nulls_last=True), "name")


def totals(book: Book, until: date, since: date | None = None) -> dict[str, Total]:
    """Totals of each account from the month of `since` (the beginning when None) to the month of `until`."""
    rows = MonthTotal.objects.filter(book=book, month__lte=month_of(until))
    if since is not None:
        rows = rows.filter(month__gte=month_of(since))
    sums = rows.values_list("account").annotate(Sum("debit"), Sum("credit")).order_by("account")
    return {code: Total(int(debit), int(credit)) for code, debit, credit in sums}


def trial_balance(person: Person, book: Book, until: date) -> TrialBalance:
    """The trial balance at the end of the month of `until`, from totals kept by month."""
    require_sight(person, book)
    accounts = _accounts(book)
    sums = totals(book, until)
    kinds = {code: Kind(account.kind) for code, account in accounts.items()}
    lines = []
    for code, total in sums.items():
        net = total.debit - total.credit
        if net:
            lines.append(AccountBalance(code, accounts[code].words, kinds[code], max(net, 0), max(-net, 0)))
    return TrialBalance(month_of(until), tuple(lines), profit_or_loss(kinds, sums), position(kinds, sums))


def profit_by_month(person: Person, book: Book, since: date, until: date) -> dict[date, Result]:
    """Profit or loss of each month in the span that has entries."""
    require_sight(person, book)
    codes: dict[str, list[str]] = {}
    for code, kind in Account.objects.filter(book=book).values_list("code", "kind"):
        codes.setdefault(kind, []).append(code)
    grown = Sum(F("credit") - F("debit"), filter=Q(account__in=codes.get(Kind.INCOME, [])))
    spent = Sum(F("debit") - F("credit"), filter=Q(account__in=codes.get(Kind.EXPENSE, [])))
    rows = MonthTotal.objects.filter(book=book, month__gte=month_of(since), month__lte=month_of(until))
    months = rows.values_list("month").annotate(income=grown, expense=spent).order_by("month")
    return {month: Result(int(income or 0), int(expense or 0)) for month, income, expense in months}


def money_today(person: Person, book: Book) -> list[MoneyPlace]:
    """Money at hand by place, all entries counted, those dated ahead too."""
    require_sight(person, book)
    accounts = _accounts(book)
    rows = MonthTotal.objects.filter(book=book, account__in=chart.MONEY)
    sums = {
        code: Total(int(debit), int(credit))
        for code, debit, credit in rows.values_list("account").annotate(Sum("debit"), Sum("credit"))
    }
    return [
        MoneyPlace(accounts[code].words, balance_of(Kind.ASSET, sums.get(code, Total())))
        for code in chart.MONEY
        if code in accounts
    ]


def month_flow(person: Person, book: Book, month: date) -> MonthFlow:
    """Money in and out in one month.

    Totals by month count a move between two own places on both sides, so such moves are taken off again.
    """
    require_sight(person, book)
    first, next_first = month_of(month), _next_month(month)
    rows = MonthTotal.objects.filter(book=book, month=first, account__in=chart.MONEY)
    sums = rows.aggregate(debit=Coalesce(Sum("debit"), 0), credit=Coalesce(Sum("credit"), 0))
    between = Transfer.objects.filter(
        book=book, debit__in=chart.MONEY, credit__in=chart.MONEY, day__gte=first, day__lt=next_first
    ).aggregate(sum=Coalesce(Sum("amount"), 0))["sum"]
    return MonthFlow(int(sums["debit"] - between), int(sums["credit"] - between))


def entries_page(
    person: Person,
    book: Book,
    after: Place | None = None,
    size: int = ON_A_PAGE,
    *,
    names: Mapping[str, Words] | None = None,
) -> Page:
    """Entries from the latest day back, `size` at a time, continuing after `after`. Three queries.

    Not those by which the books follow a stock card: they would flood the list. An index has only the others.
    `names` are those of the accounts by code, if the caller has read them already.
    """
    require_sight(person, book)
    rows = Entry.objects.filter(~Q(source_kind=STOCK_VALUE), book=book).order_by("-day", "-number")
    if after is not None:
        rows = rows.filter(before(after))
    entries = list(rows[: size + 1])
    more, entries = len(entries) > size, entries[:size]
    return Page(entry_lines(book, entries, names), (entries[-1].day, entries[-1].number) if more else None)


def entry_lines(
    book: Book, entries: Iterable[Entry], names: Mapping[str, Words] | None = None
) -> tuple[EntryLine, ...]:
    """Entries of this book as their owner reads them, in the same order; `names` as for a page of them.

    At most two queries; the caller has checked access.
    """
    entries = list(entries)
    if names is None:
        names = {code: account.words for code, account in _accounts(book).items()}
    moved = _transfers(book, [entry.number for entry in entries])
    return tuple(_entry_line(entry, moved.get(entry.number, []), names) for entry in entries)


def account_page(
    person: Person, book: Book, code: str, after: LinePlace | None = None, size: int = ON_A_PAGE
) -> list[AccountLine]:
    """The history of one account, latest first, at most `size` transfers, continuing after `after`."""
    require_sight(person, book)
    lines = [
        line
        for side, other in (("debit", "credit"), ("credit", "debit"))
        for line in _side(book, code, side, other, after, size)
    ]
    return sorted(lines, key=lambda line: (line.day, line.number, line.line), reverse=True)[:size]


def entries_of_source(book: Book, kind: str, source_id: uuid.UUID) -> list[Entry]:
    """The entries that came from one thing, such as an order, in order of writing."""
    return list(Entry.objects.filter(book=book, source_id=source_id, source_kind=kind).order_by("number"))


def first_day(book: Book) -> date | None:
    """The day of the earliest entry."""
    day: date | None = Entry.objects.filter(book=book).aggregate(day=Min("day"))["day"]
    return day


def _act(book: Book) -> str:
    return "see hub books" if book.sentra_id else "see books"


def _accounts(book: Book) -> Mapping[str, Account]:
    return {account.code: account for account in Account.objects.filter(book=book)}


def before(place: Place) -> Q:
    # The first condition alone lets the index find the start; the rest settles the day itself.
    day, number = place
    return Q(day__lte=day) & (Q(day__lt=day) | Q(number__lt=number))


def _transfers(book: Book, numbers: Iterable[int]) -> dict[int, list[Transfer]]:
    found: dict[int, list[Transfer]] = {}
    for transfer in Transfer.objects.filter(book=book, number__in=list(numbers)).order_by("number", "line"):
        found.setdefault(transfer.number, []).append(transfer)
    return found


def _entry_line(entry: Entry, transfers: list[Transfer], names: Mapping[str, Words]) -> EntryLine:
    moves = tuple(Moved(names[each.credit], names[each.debit], each.amount) for each in transfers)
    change = sum(each.amount * ((each.debit in chart.MONEY) - (each.credit in chart.MONEY)) for each in transfers)
    return EntryLine(entry.number, entry.day, entry.words, moves, change, entry.reverses)


def _side(book: Book, code: str, side: str, other: str, after: LinePlace | None, size: int) -> list[AccountLine]:
    rows = Transfer.objects.filter(book=book, **{side: code}).order_by("-day", "-number", "-line")
    if after is not None:
        day, number, line = after
        rows = rows.filter(before((day, number)) | Q(day=day, number=number, line__lt=line))
    return [
        AccountLine(
            row.number,
            row.line,
            row.day,
            row.amount if side == "debit" else 0,
            row.amount if side == "credit" else 0,
            getattr(row, other),
        )
        for row in rows[:size]
    ]


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
