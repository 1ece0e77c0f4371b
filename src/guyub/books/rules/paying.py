"""How long people take to pay, and when an open debt may be expected. Pure. Money is whole rupiah."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guyub.books.rules.debts import Charge, open_charges
from guyub.books.rules.forecast import median, week_of
from guyub.kernel.words import Words, _

USUAL_DAYS = 30  # of who never paid before


@dataclass(frozen=True, slots=True)
class DebtMove:
    """One move of a debt: above 0 when it grew. `by_money` tells a payment from goods that came back."""

    day: date
    amount: int
    by_money: bool = False


@dataclass(frozen=True, slots=True)
class Debt:
    """What is open by the day it was charged (None: before all that is known), and how many days payments took."""

    open: tuple[tuple[date | None, int], ...]
    days: tuple[int, ...]


def read_debt(balance: int, moves: Sequence[DebtMove]) -> Debt:
    """What is still open of a debt, and how long each charge waited for its last payment; the oldest is paid first.

    `balance` is what is owed now; `moves` are the latest, oldest first. What was owed before them has no known day.
    """
    charges = [Charge(move.day, move.amount) for move in reversed(moves) if move.amount > 0]
    still: list[tuple[date | None, int]] = [(each.day, each.amount) for each in open_charges(balance, charges)]
    rest = max(balance, 0) - sum(amount for __, amount in still)
    before = balance - sum(move.amount for move in moves)
    return Debt((*still, (None, rest)) if rest else tuple(still), tuple(_days_taken(before, moves)))


def _days_taken(before: int, moves: Iterable[DebtMove]) -> Iterator[int]:
    """Days from each charge to the payment that ended it. `before` is what was owed, or paid ahead, at the start."""
    open_: deque[tuple[date | None, int]] = deque([(None, before)] if before > 0 else [])
    ahead = max(-before, 0)
    for move in moves:
        if move.amount > 0:
            open_.append((move.day, move.amount))
        else:
            ahead -= move.amount
        while open_ and ahead >= open_[0][1]:
            charged, amount = open_.popleft()
            ahead -= amount
            if charged is not None and move.by_money:
                yield (move.day - charged).days
        if open_ and ahead:
            open_[0], ahead = (open_[0][0], open_[0][1] - ahead), 0


def usual_days(days: Iterable[int]) -> int:
    """The median of the days that payments took; 30 when nothing was paid yet."""
    taken = list(days)
    return median(taken) if taken else USUAL_DAYS


def due(charged: date | None, days: int, today: date, *, comes_in: bool) -> tuple[date, Words]:
    """The day a charge is expected to be paid, and why.

    One that is later than usual is expected in the following week: on its first day when we have to pay it, on its
    last when it comes to us. Both are the careful way round.
    """
    expected = charged + timedelta(days=days) if charged else None
    if expected and expected >= today:
        usual = (
            _("biasanya dibayar %(days)s hari sesudahnya", days=days) if days else _("biasanya dibayar hari itu juga")
        )
        return expected, usual
    day = week_of(today) + timedelta(days=13 if comes_in else 7)
    if expected is None:
        return day, _("sudah lama terbuka; dihitung minggu depan, bisa lebih lambat")
    late = (today - expected).days
    return day, _("terlambat %(late)s hari; dihitung minggu depan, bisa lebih lambat", late=late)
