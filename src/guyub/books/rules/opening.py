"""What is there when a book begins: money, debts, stock, equipment, and what is left as the owner's capital. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guyub.books import chart
from guyub.books.rules.depreciation import worn
from guyub.books.rules.ledger import month_of, months_back

OPENING = "opening"  # what an entry's source is called that opens a book


@dataclass(frozen=True, slots=True)
class Debt:
    """Who owes, or is owed, how many rupiah."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Thing:
    """Equipment that is there: what it cost, when it was bought, and for how many months it is of use in all."""

    name: str
    cost: int
    bought: date
    months: int

    def worn_before(self, day: date) -> int:
        """What it has lost before the month of `day`, whose own part is written when that month closes."""
        return worn(self.cost, self.bought, self.months, months_back(month_of(day), 1))


@dataclass(frozen=True, slots=True)
class Opening:
    """All that is there on the morning of `day`. Rupiah, none below zero."""

    day: date
    cash: int = 0
    bank: int = 0
    ewallet: int = 0
    owed_to_us: tuple[Debt, ...] = ()
    owed_by_us: tuple[Debt, ...] = ()
    loans: tuple[Debt, ...] = ()
    material: int = 0
    goods: int = 0
    equipment: tuple[Thing, ...] = ()

    @property
    def owned(self) -> int:
        """Everything that is there, equipment at what is left of its cost."""
        things = sum(thing.cost - thing.worn_before(self.day) for thing in self.equipment)
        return self.cash + self.bank + self.ewallet + self.material + self.goods + _sum(self.owed_to_us) + things

    @property
    def owed(self) -> int:
        return _sum(self.owed_by_us) + _sum(self.loans)

    @property
    def capital(self) -> int:
        """What is left for the owner; below zero when more is owed than there is."""
        return self.owned - self.owed

    @property
    def names(self) -> set[str]:
        return {debt.name for debt in (*self.owed_to_us, *self.owed_by_us, *self.loans)}


def moves_of(opening: Opening, parties: dict[str, int]) -> list[tuple[str, str, int, int | None]]:
    """The transfers that write it down, all against the owner's capital, so that they balance by themselves."""
    plain = [
        (chart.CASH, opening.cash),
        (chart.BANK, opening.bank),
        (chart.E_WALLET, opening.ewallet),
        (chart.MATERIAL_STOCK, opening.material),
        (chart.FINISHED_STOCK, opening.goods),
    ]
    moves: list[tuple[str, str, int, int | None]] = [(code, chart.CAPITAL, amount, None) for code, amount in plain]
    moves += [(chart.TRADE_RECEIVABLES, chart.CAPITAL, debt.amount, parties[debt.name]) for debt in opening.owed_to_us]
    for thing in opening.equipment:
        moves.append((chart.EQUIPMENT, chart.CAPITAL, thing.cost, None))
        moves.append((chart.CAPITAL, chart.DEPRECIATION_SO_FAR, thing.worn_before(opening.day), None))
    moves += [(chart.CAPITAL, chart.TRADE_PAYABLES, debt.amount, parties[debt.name]) for debt in opening.owed_by_us]
    moves += [(chart.CAPITAL, chart.LOANS, debt.amount, parties[debt.name]) for debt in opening.loans]
    return [move for move in moves if move[2]]


def _sum(debts: Iterable[Debt]) -> int:
    return sum(debt.amount for debt in debts)
