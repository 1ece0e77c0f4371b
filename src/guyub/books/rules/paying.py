"""How long people take to pay, and when an open debt may be expected. Pure. Money is whole rupiah."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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


def read_debt(balance: int, moves: Iterable[DebtMove]) -> Debt:
    """Pay the oldest charge first, and see what is left open and how long each charge waited for its last payment.

    `balance` is what is owed now; `moves` are the latest, oldest first. What was owed before them has no known day.
    """
    known = list(moves)
    before = balance - sum(move.amount for move in known)
    charges: deque[tuple[date | None, int]] = deque([(None, before)] if before > 0 else [])
    ahead, days = max(-before, 0), []
    for move in known:
        if move.amount > 0:
            charges.append((move.day, move.amount))
        else:
            ahead -= move.amount
        while charges and ahead >= charges[0][1]:
            charged, amount = charges.popleft()
            ahead -= amount
            if charged is not None and move.by_money:
                days.append((move.day - charged).days)
        if charges and ahead:
            charges[0] = charges[0][0], charges[0][1] - ahead
            ahead = 0
    return Debt(tuple(charges), tuple(days))


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
        return expected, _("biasanya dibayar %(days)s hari sesudahnya", days=days)
    day = week_of(today) + timedelta(days=13 if comes_in else 7)
    if expected is None:
        return day, _("sudah lama terbuka; dihitung minggu depan, bisa lebih lambat")
    late = (today - expected).days
    return day, _("terlambat %(late)s hari; dihitung minggu depan, bisa lebih lambat", late=late)
