"""Which line of the bank's is which entry of the book's, and what a line without one may have been. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from guyub.books.rules.meaning import EventKind
from guyub.books.rules.parties import party_key
from guyub.kernel.headings import plain

DAYS_APART = 3  # between what a bank books and what people write down


class Dated(NamedTuple):
    """A line or an entry: what it is called, its day, and the rupiah that came in (or, below 0, went out)."""

    key: str
    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class Match:
    """What a line may be: one entry for certain, or several to choose from, the likeliest first."""

    certain: str | None
    choices: tuple[str, ...]


def match(lines: Sequence[Dated], entries: Sequence[Dated], apart: int = DAYS_APART) -> dict[str, Match]:
    """The entries that each line may be: the same amount, at most `apart` days away.

    An entry is certain when it is nearer to the line than any other, and the line nearer to it than any other line;
    so no entry is certain for two lines.
    """
    candidates = _candidates(lines, entries, apart)
    wanted = _candidates(entries, lines, apart)
    found = {}
    for line in lines:
        near = candidates[line.key]
        best = _only_best(near)
        mutual = best is not None and _only_best(wanted[best]) == line.key
        found[line.key] = Match(best if mutual else None, tuple(key for __, key in near))
    return found


def _candidates(these: Iterable[Dated], those: Iterable[Dated], apart: int) -> dict[str, list[tuple[int, str]]]:
    """For each of these, those of the same amount within the days, nearest first, with how far they are."""
    by_amount: dict[int, list[Dated]] = defaultdict(list)
    for each in those:
        by_amount[each.amount].append(each)
    return {
        each.key: sorted(
            (days, other.key)
            for other in by_amount.get(each.amount, ())
            if (days := abs((other.day - each.day).days)) <= apart
        )
        for each in these
    }


def _only_best(near: Sequence[tuple[int, str]]) -> str | None:
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a line may be written as. `sure` when the words of the bank leave no doubt."""

    kind: EventKind
    category: str = ""
    party: str = ""
    sure: bool = False


class Told(NamedTuple):
    """How earlier lines of the same words were written."""

    kind: EventKind
    category: str
    party: str


_FEE = ("biaya adm", "biaya txn", "biaya trx", "biaya transaksi", "biaya kartu", "biaya sms", "adm ", "atmstrprm")
_FEE_TOO = ("bea materai", "bea meterai", "pajak bunga", "pph bunga", "provisi", "by adm", "monthly fee")
_INTEREST = ("bunga", "jasa giro", "interest", "bagi hasil", "bonus giro")
_TO_CASH = ("tarikan atm", "tarik tunai", "penarikan tunai", "tarikan tunai", "atm withdrawal", "cash withdrawal")
_FROM_CASH = ("setoran tunai", "setor tunai", "setoran via cdm", "cash deposit", "cdm", "setoran cdm")


def guess(words: str, amount: int, owed: Mapping[str, int], told: Mapping[str, Told]) -> Guess | None:
    """What a line may be, by the bank's words, by what was written before, or by who owes or is owed.

    `owed` is what each party owes us, below 0 what we owe it, by the name it goes by; `told` is by `habit_key`.
    """
    bare = plain(words)
    before = told.get(habit_key(words, amount))
    if before is not None:
        return Guess(before.kind, before.category, before.party)
    if amount < 0 and bare.startswith((*_FEE, *_FEE_TOO)):
        return Guess(EventKind.EXPENSE, "interest", sure=True)
    if amount > 0 and bare.startswith(_INTEREST):
        return Guess(EventKind.OTHER_INCOME, sure=True)
    if (amount < 0 and bare.startswith(_TO_CASH)) or (amount > 0 and bare.startswith(_FROM_CASH)):
        return Guess(EventKind.TRANSFER, sure=True)
    party = _named(bare, {name: sum_ for name, sum_ in owed.items() if (sum_ > 0) == (amount > 0) and sum_})
    if party is not None:
        return Guess(EventKind.RECEIPT if amount > 0 else EventKind.PAYMENT, party=party)
    return None


def _named(bare: str, owed: Mapping[str, int]) -> str | None:
    """The one party whose name, without its title, stands in the words of the bank."""
    found = []
    for name in owed:
        parts = party_key(name).split()
        own = parts[1:] if len(parts) > 1 else parts
        if own and sum(map(len, own)) >= 4 and re.search(rf"\b{re.escape(' '.join(own))}\b", bare):
            found.append(name)
    return found[0] if len(found) == 1 else None


def habit_key(words: str, amount: int) -> str:
    """What lines of the same event share from month to month: the words without numbers, and the direction."""
    kept = [word for word in plain(words).split() if not any(map(str.isdigit, word))]
    return f"{'+' if amount > 0 else '-'}{' '.join(kept[:8])}"
