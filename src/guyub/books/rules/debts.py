"""Who owes whom, since when. Pure.

A debt is told by account and person. Above zero the person owes us, below zero we owe the person, whichever account it
stands on: a supplier who was paid too much owes us too. What is paid settles the oldest first, so what is still open
are the newest charges that together make the balance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guyub.books import chart
from guyub.kernel.words import Words, _

# Every account on which somebody owes somebody: a workshop's, and those that only a hub has.
BETWEEN_PEOPLE = (*chart.OWED_TO_US, *chart.OWED_BY_US, chart.MATERIAL_ADVANCES_GIVEN, chart.COLLECTED_FOR_MEMBERS)

# What a balance on each of them is, said of the person: when they owe us, when we owe them.
WHAT_FOR: Mapping[str, Words] = {
    chart.TRADE_RECEIVABLES: _("barang belum dibayar"),
    chart.JOINT_RECEIVABLES: _("pesanan bersama"),
    chart.WORKER_ADVANCES: _("kasbon"),
    chart.SUPPLIER_DEPOSITS: _("uang muka, barang belum datang"),
    chart.MATERIAL_ADVANCES_GIVEN: _("uang muka bahan"),
    chart.TRADE_PAYABLES: _("belanja belum dibayar"),
    chart.MATERIAL_ADVANCES_TAKEN: _("bahan dari sentra"),
    chart.CUSTOMER_DEPOSITS: _("uang muka, barang belum diserahkan"),
    chart.WAGES_PAYABLE: _("upah"),
    chart.LOANS: _("pinjaman"),
    chart.COLLECTED_FOR_MEMBERS: _("hasil pesanan anggota"),
}
# What a person can pay with money, from both sides; the rest is delivered, or settled by the sentra.
THEY_PAY = (chart.TRADE_RECEIVABLES, chart.WORKER_ADVANCES)
WE_PAY = (chart.WAGES_PAYABLE, chart.TRADE_PAYABLES, chart.LOANS)

# The last day of each age but the oldest, in days since the goods or the money went over.
AGES = (30, 60, 90)
OVERDUE = AGES[0]


@dataclass(frozen=True, slots=True)
class Charge:
    """What was added to a debt on one day, in rupiah."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Debt:
    """What is open with one person on one account, in rupiah above 0.

    `since` is the day of the oldest charge that is not fully paid; None when no charge is known, as for a debt that
    came from turning a payment round.
    """

    account: str
    party: int | None
    amount: int
    charges: tuple[Charge, ...] = ()

    @property
    def since(self) -> date | None:
        return self.charges[-1].day if self.charges else None

    def aged(self, today: date) -> tuple[int, ...]:
        """`amount` by age: up to 30 days, 60, 90, older. What has no known day counts as the oldest."""
        parts = [0] * (len(AGES) + 1)
        for charge in self.charges:
            parts[age_of(charge.day, today)] += charge.amount
        parts[-1] += self.amount - sum(parts)
        return tuple(parts)


def open_charges(balance: int, latest_first: Iterable[Charge]) -> tuple[Charge, ...]:
    """What of the charges is still open, latest first, when payments settle the oldest: together `balance`, or less.

    The oldest of them may be paid in part; only what is open of it is told. Reads no further than it needs to. It is
    less than `balance` only when the charges themselves are.
    """
    found = []
    for charge in latest_first:
        if balance <= 0:
            break
        part = min(charge.amount, balance)
        found.append(Charge(charge.day, part))
        balance -= part
    return tuple(found)


def age_of(day: date, today: date) -> int:
    """The place in `AGES` of a charge: 0 up to 30 days old, 3 for more than 90."""
    days = (today - day).days
    return sum(days > most for most in AGES)


@dataclass(frozen=True, slots=True)
class Owed:
    """All that is open with one person in one direction. `party` is None for what was written without a name."""

    party: int | None
    name: Words | str
    debts: tuple[Debt, ...]

    @property
    def amount(self) -> int:
        return sum(debt.amount for debt in self.debts)

    @property
    def since(self) -> date | None:
        days = [debt.since for debt in self.debts if debt.since]
        return min(days) if days else None

    @property
    def kinds(self) -> tuple[Words, ...]:
        return tuple(dict.fromkeys(WHAT_FOR[debt.account] for debt in self.debts))

    def days(self, today: date) -> int | None:
        """For how many days the oldest of it has been open."""
        return max((today - self.since).days, 0) if self.since else None


def gathered(debts: Iterable[Debt], names: Mapping[int, str]) -> list[Owed]:
    """Debts of one direction by person, those open longest first; what has no name by what it is for."""
    by_person: dict[int | str, list[Debt]] = {}
    for debt in debts:
        by_person.setdefault(debt.account if debt.party is None else debt.party, []).append(debt)
    people = [
        Owed(each[0].party, _nameless(each[0]) if each[0].party is None else names[each[0].party], tuple(each))
        for each in by_person.values()
    ]
    return sorted(people, key=lambda owed: (owed.since or date.min, -owed.amount))


def _nameless(debt: Debt) -> Words:
    return _("Tanpa nama: %(what)s", what=WHAT_FOR[debt.account])


def ages(people: Sequence[Owed], today: date) -> tuple[int, ...]:
    """What is open with all of them by age, in rupiah."""
    parts = [debt.aged(today) for owed in people for debt in owed.debts]
    return tuple(sum(part[at] for part in parts) for at in range(len(AGES) + 1))


def settled_by_deposit(deposit: int, debt: int) -> int:
    """How much of a debt a deposit can take: as much as there is of both, nothing below 0."""
    return max(min(deposit, debt), 0)
