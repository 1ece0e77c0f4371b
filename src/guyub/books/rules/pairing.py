"""From the two sides of an entry, as journals list them, to transfers between two accounts each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_MOST_CIRCLES = 500  # rows that name one account on both sides, in one entry


class Side(NamedTuple):
    """One row of an entry: which account, how much, and the place of the row in the entry."""

    account: str
    amount: int
    place: int


class Pair(NamedTuple):
    """`amount` rupiah that a debit row took from a credit row."""

    debit: Side
    credit: Side
    amount: int


def paired(debits: Sequence[Side], credit_rows: Sequence[Side]) -> list[Pair] | None:
    """The transfers of a balanced entry, its rows paired in their order.

    What was transfers once comes back as exactly the same, since both sides then add up alike row by row. No pair
    joins an account to itself: such a pair changes partners with another one. None when that cannot be, because more
    than half of the entry is one account on both sides, or because it is too much work.
    """
    pairs = _in_order(debits, credit_rows)
    if sum(map(_circles, pairs)) > _MOST_CIRCLES:
        return None
    while (wrong := next((at for at, each in enumerate(pairs) if _circles(each)), None)) is not None:
        account = pairs[wrong].debit.account
        free = (at for at, each in enumerate(pairs) if account not in (each.debit.account, each.credit.account))
        other = next(free, None)
        if other is None:
            return None
        _exchange(pairs, wrong, other)
    return pairs


def _in_order(debits: Sequence[Side], credit_rows: Sequence[Side]) -> list[Pair]:
    pairs: list[Pair] = []
    giving = list(reversed(credit_rows))
    for debit in debits:
        wanted = debit.amount
        while wanted:
            credit = giving.pop()
            amount = min(wanted, credit.amount)
            pairs.append(Pair(debit, credit, amount))
            wanted -= amount
            if credit.amount > amount:
                giving.append(credit._replace(amount=credit.amount - amount))
    return pairs


def _circles(pair: Pair) -> bool:
    return pair.debit.account == pair.credit.account


def _exchange(pairs: list[Pair], wrong: int, other: int) -> None:
    """Let two pairs change partners for as much as both have; what is over stays as it was."""
    first, second = pairs[wrong], pairs[other]
    amount = min(first.amount, second.amount)
    new = [Pair(first.debit, second.credit, amount), Pair(second.debit, first.credit, amount)]
    rest = [each._replace(amount=each.amount - amount) for each in (first, second) if each.amount > amount]
    pairs[wrong : wrong + 1] = [new[0]]
    pairs[other : other + 1] = [new[1]]
    pairs.extend(rest)
