"""When open debts may be expected, by what each party did before. Three queries, whatever the age of the book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.db.models.functions import Abs

from guyub.books import chart
from guyub.books.models import Book, Party, PartyTotal, Transfer
from guyub.books.rules.forecast import Expected, Sureness
from guyub.books.rules.paying import Debt, DebtMove, due, read_debt, usual_days
from guyub.kernel.words import Words, _

LOOKED_BACK = 400  # days
MOST_MOVES = 3000
MOST_DEBTS = 1000

# Money that will really move. Deposits and material advances come back as goods or are settled with a joint order; what
# joint orders owe us is told by their own room.
TO_US = (chart.TRADE_RECEIVABLES, chart.WORKER_ADVANCES)
BY_US = (chart.TRADE_PAYABLES, chart.WAGES_PAYABLE)
_EACH: Mapping[str, str] = {
    chart.TRADE_RECEIVABLES: _("pembayaran dari %(name)s").text,
    chart.WORKER_ADVANCES: _("kasbon kembali dari %(name)s").text,
    chart.TRADE_PAYABLES: _("utang kepada %(name)s").text,
    chart.WAGES_PAYABLE: _("upah untuk %(name)s").text,
}
_NAMELESS: Mapping[str, Words] = {
    chart.TRADE_RECEIVABLES: _("piutang tanpa nama orangnya"),
    chart.WORKER_ADVANCES: _("kasbon tanpa nama orangnya"),
    chart.TRADE_PAYABLES: _("utang tanpa nama orangnya"),
    chart.WAGES_PAYABLE: _("upah tanpa nama orangnya"),
}

# An account and the number of a party.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Debts:
    """What open debts let expect, and how many days payments usually take, by account."""

    expected: tuple[Expected, ...]
    days: Mapping[str, int]


def open_debts(book: Book, balances: Mapping[str, int], today: date) -> Debts:
    """Expected payments of the open debts of a book.

    `balances` are those of the accounts, each in its own direction. What of them no party is known for is expected in
    thirty days; in a hub's book it is the buyers', of whom the orders tell.
    """
    owed = _owed(book)
    moves = _moves(book, today)
    debts = {key: read_debt(owed.get(key, 0), moves.get(key, [])) for key in {*owed, *moves}}
    names = dict(Party.objects.filter(book=book, number__in={key[1] for key in owed}).values_list("number", "name"))
    expected = [each for key in sorted(owed) for each in _of_one(key, debts[key], names[key[1]], today)]
    if book.sentra_id is None:
        expected += _nameless(balances, owed, today)
    return Debts(tuple(expected), _days(debts))


def _owed(book: Book) -> dict[Key, int]:
    """Open balances by party, the largest, in the direction of the account."""
    net = Abs(F("debit") - F("credit"))
    rows = PartyTotal.objects.filter(book=book, account__in=TO_US + BY_US).annotate(net=net).filter(net__gt=0)
    found = {}
    for account, party, debit, credit in rows.order_by("-net", "account", "party").values_list(
        "account", "party", "debit", "credit"
    )[:MOST_DEBTS]:
        balance = debit - credit if account in TO_US else credit - debit
        if balance > 0:
            found[account, party] = balance
    return found


def _moves(book: Book, today: date) -> dict[Key, list[DebtMove]]:
    """The latest moves of debts by party, oldest first: of the last 400 days, and at most 3,000 a side."""
    since = today - timedelta(days=LOOKED_BACK)
    sides = {side: _side(book, side, other, since) for side, other in (("debit", "credit"), ("credit", "debit"))}
    cut = max((rows[-1][0] for rows in sides.values() if len(rows) == MOST_MOVES), default=None)
    moves: dict[Key, list[tuple[int, DebtMove]]] = defaultdict(list)
    for side, rows in sides.items():
        for day, number, account, other, amount, party in rows:
            if cut is None or day > cut:
                grows = (side == "debit") == (account in TO_US)
                move = DebtMove(day, amount if grows else -amount, by_money=other in chart.MONEY)
                moves[account, party].append((number, move))
    return {
        key: [move for __, move in sorted(found, key=lambda each: (each[1].day, each[0], -each[1].amount))]
        for key, found in moves.items()
    }


def _side(book: Book, side: str, other: str, since: date) -> list[tuple[date, int, str, str, int, int]]:
    rows = Transfer.objects.filter(book=book, day__gte=since, party__isnull=False, **{f"{side}__in": TO_US + BY_US})
    rows = rows.order_by("-day", "-number", "-line")
    return list(rows.values_list("day", "number", side, other, "amount", "party")[:MOST_MOVES])


def _of_one(key: Key, debt: Debt, name: str, today: date) -> Iterable[Expected]:
    """What one party is expected to pay or be paid, charges due on one day together."""
    account, __ = key
    comes_in = account in TO_US
    days = usual_days(debt.days)
    by_day: dict[tuple[date, Words], int] = defaultdict(int)
    for charged, amount in debt.open:
        by_day[due(charged, days, today, comes_in=comes_in)] += amount
    words = Words(_EACH[account], (("name", name),))
    sureness = Sureness.LIKELY if comes_in else Sureness.SURE
    return [Expected(day, amount, comes_in, words, sureness, note) for (day, note), amount in by_day.items()]


def _nameless(balances: Mapping[str, int], owed: Mapping[Key, int], today: date) -> list[Expected]:
    found = []
    for account in TO_US + BY_US:
        rest = balances.get(account, 0) - sum(amount for (code, __), amount in owed.items() if code == account)
        if rest > 0:
            day, __ = due(today, usual_days([]), today, comes_in=account in TO_US)
            note = _("tidak tercatat siapa; dihitung sebulan lagi")
            sureness = Sureness.LIKELY if account in TO_US else Sureness.SURE
            found.append(Expected(day, rest, account in TO_US, _NAMELESS[account], sureness, note))
    return found


def _days(debts: Mapping[Key, Debt]) -> dict[str, int]:
    days: dict[str, list[int]] = defaultdict(list)
    for (account, __), debt in debts.items():
        days[account] += debt.days
    return {account: usual_days(days[account]) for account in TO_US + BY_US}
