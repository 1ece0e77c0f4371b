"""Double entry, decided on plain values. Pure.

A transfer debits one account and credits another with the same amount, so whatever is made of transfers balances.
Debit increases assets and expenses; credit increases liabilities, equity and income.
"""

from __future__ import annotations

import uuid
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from guyub.kernel.errors import Problem
from guyub.kernel.words import Rupiah, _

# A thousand trillion rupiah: a hundred times the largest company's yearly sales, and far from the end of 64 bits.
LARGEST_AMOUNT = 10**15
MOST_TRANSFERS = 10_000
FARTHEST_BACK = 3653  # days: ten years


class Kind(StrEnum):
    """The five kinds of account."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


GROWS_BY_DEBIT = frozenset({Kind.ASSET, Kind.EXPENSE})


@dataclass(frozen=True, slots=True)
class TransferLine:
    """`amount` rupiah into the account `debit` out of the account `credit`, by their codes.

    `party` is the number of whom it was moved with, where that is known.
    """

    debit: str
    credit: str
    amount: int
    party: int | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """What was debited to and credited to an account, in rupiah."""

    debit: int = 0
    credit: int = 0

    def __add__(self, other: Total) -> Total:
        return Total(self.debit + other.debit, self.credit + other.credit)


@dataclass(frozen=True, slots=True)
class Balance:
    """One line of a trial balance: the side that outweighs, the other 0."""

    code: str
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class Result:
    """Income, expense and what is left, in rupiah, over the span that the totals were of."""

    income: int
    expense: int

    @property
    def profit(self) -> int:
        return self.income - self.expense


@dataclass(frozen=True, slots=True)
class Position:
    """What is owned, owed and left for the owner, profit not yet carried over included. Rupiah."""

    assets: int
    liabilities: int
    equity: int


# A transfer as callers write it: account to debit, account to credit, rupiah, and the party's number where known.
Move = tuple[str, str, int] | tuple[str, str, int, int | None]


def as_lines(transfers: Iterable[Move]) -> list[TransferLine]:
    """Transfers ready to be written. Raises Problem for none, too many, or one that moves nothing."""
    lines = [TransferLine(*transfer) for transfer in transfers]
    if not lines:
        raise Problem(_("Belum ada uang yang dipindahkan."), "amount")
    if len(lines) > MOST_TRANSFERS:
        raise Problem(_("Paling banyak %(most)s baris dalam satu catatan.", most=MOST_TRANSFERS), "amount")
    for line in lines:
        _check(line)
    return lines


def _check(line: TransferLine) -> None:
    if not isinstance(line.amount, int) or isinstance(line.amount, bool):
        raise TypeError("an amount is a whole number of rupiah")
    if line.amount <= 0:
        raise Problem(_("Jumlah uang harus lebih dari nol."), "amount")
    if line.amount > LARGEST_AMOUNT:
        raise Problem(_("Jumlah uang paling besar %(most)s.", most=Rupiah(LARGEST_AMOUNT)), "amount")
    if line.debit == line.credit:
        raise Problem(_("Uang tidak bisa pindah dari satu akun ke akun yang sama."), "account")


def reversed_lines(lines: Iterable[TransferLine]) -> list[TransferLine]:
    """The transfers that take `lines` back: each the other way round."""
    return [TransferLine(line.credit, line.debit, line.amount, line.party) for line in lines]


def totals_of(lines: Iterable[TransferLine]) -> dict[str, Total]:
    """What each account is debited and credited by `lines`, sorted by code."""
    debits: dict[str, int] = {}
    credits_: dict[str, int] = {}
    for line in lines:
        debits[line.debit] = debits.get(line.debit, 0) + line.amount
        credits_[line.credit] = credits_.get(line.credit, 0) + line.amount
    return {code: Total(debits.get(code, 0), credits_.get(code, 0)) for code in sorted({*debits, *credits_})}


def party_totals_of(lines: Iterable[TransferLine]) -> dict[tuple[str, int], Total]:
    """What each account is debited and credited with each party by `lines`, sorted by code and party."""
    found: dict[tuple[str, int], Total] = {}
    for line in lines:
        if line.party is not None:
            for key, total in (
                ((line.debit, line.party), Total(line.amount, 0)),
                ((line.credit, line.party), Total(0, line.amount)),
            ):
                found[key] = found.get(key, Total()) + total
    return dict(sorted(found.items()))


def trial_balance(totals: Mapping[str, Total]) -> list[Balance]:
    """Each account's balance on the side that outweighs. Both sides add up to the same."""
    lines = []
    for code, total in sorted(totals.items()):
        net = total.debit - total.credit
        lines.append(Balance(code, max(net, 0), max(-net, 0)))
    return lines


def balance_of(kind: Kind, total: Total) -> int:
    """The balance of an account in the direction in which its kind grows; negative when it went the other way."""
    net = total.debit - total.credit
    return net if kind in GROWS_BY_DEBIT else -net


def profit_or_loss(kinds: Mapping[str, Kind], totals: Mapping[str, Total]) -> Result:
    """Income and expense from the totals of a span (SAK EMKM: accrual basis)."""
    return Result(_sum(Kind.INCOME, kinds, totals), _sum(Kind.EXPENSE, kinds, totals))


def position(kinds: Mapping[str, Kind], totals: Mapping[str, Total]) -> Position:
    """Assets, liabilities and equity from all totals up to a day; assets = liabilities + equity."""
    profit = profit_or_loss(kinds, totals).profit
    return Position(
        _sum(Kind.ASSET, kinds, totals),
        _sum(Kind.LIABILITY, kinds, totals),
        _sum(Kind.EQUITY, kinds, totals) + profit,
    )


def _sum(kind: Kind, kinds: Mapping[str, Kind], totals: Mapping[str, Total]) -> int:
    return sum(balance_of(kind, total) for code, total in totals.items() if kinds[code] is kind)


def month_of(day: date) -> date:
    """The first day of the month of `day`, by which months are named."""
    return day.replace(day=1)


def months_back(month: date, count: int) -> date:
    """The month `count` months before `month`."""
    years, months = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(years, months + 1, 1)


def last_day(month: date) -> date:
    """The last day of the month of `month`."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def check_day(day: date, today: date) -> None:
    """Refuse a day that a person cannot have meant to write on: still to come, or long ago."""
    if day > today:
        raise Problem(_("Tanggal %(day)s belum tiba.", day=day), "day")
    if day < today - timedelta(days=FARTHEST_BACK):
        raise Problem(_("Tanggal %(day)s sudah lebih dari %(years)s tahun lalu.", day=day, years=10), "day")


def check_open(day: date, closed_until: date | None) -> None:
    """Refuse a day in a month that was closed."""
    if closed_until is not None and day <= closed_until:
        raise Problem(
            _(
                "Buku sudah ditutup sampai %(until)s. Pilih tanggal sesudahnya, atau buka lagi bulannya.",
                until=closed_until,
            ),
            "day",
        )


def client_id_for(thing: uuid.UUID, *what: str) -> uuid.UUID:
    """The same id for the same event, whoever asks and however often: of `thing`, and `what` happened to it."""
    return uuid.uuid5(thing, "/".join(what))


def same_content(first: Sequence[TransferLine], second: Sequence[TransferLine]) -> bool:
    """Whether two entries move the same money between the same accounts, in the same order."""
    return list(first) == list(second)
