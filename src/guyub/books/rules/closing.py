"""Closing a month: which one, and what is written on its last day. Pure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from guyub.books import chart
from guyub.books.rules.ledger import last_day, month_of
from guyub.kernel.words import Words, _

DEPRECIATION, STOCK_COUNT = "depreciation", "stock-count"  # what entries of a closing name as their source
STOCK_VALUE = "stock-value"  # the source of entries by which the books follow a stock card kept elsewhere
LONGEST_REASON = 200

# Account to debit, account to credit, rupiah.
Move = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Wear:
    """What a thing loses in the month; below zero when too much was written before."""

    id: uuid.UUID
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What closing `month` writes. `material` and `goods` are what the books say is at hand. Rupiah.

    `tax` is what is still to be written down as owed, None while it is not known who the taxpayer is or where the
    final tax does not apply.
    """

    month: date
    ready: bool
    wear: tuple[Wear, ...]
    tax: int | None
    material: int
    goods: int
    warnings: tuple[Words, ...]
    stock_kept: bool = False  # elsewhere, so that nothing is counted here

    @property
    def end(self) -> date:
        return last_day(self.month)

    @property
    def worn(self) -> int:
        return sum(each.amount for each in self.wear)


def next_month(closed_until: date | None, first: date | None) -> date | None:
    """The oldest month that is open: the one after the last closed, or that of the first entry."""
    if closed_until is not None:
        return month_of(closed_until + timedelta(days=1))
    return month_of(first) if first else None


def between(debit: str, credit: str, amount: int) -> list[Move]:
    """A transfer, the other way round for an amount below zero, none for zero."""
    if amount == 0:
        return []
    return [(debit, credit, amount)] if amount > 0 else [(credit, debit, -amount)]


def owed_now(tax: int, accrued: int, direct: int) -> int:
    """What is still to be written down as tax owed for a month (below zero: to be taken off again).

    `accrued` was written down before, `direct` was paid before anything was, and booked as an expense at once.
    """
    return max(0, tax - accrued - direct) if tax >= accrued else tax - accrued


def counted(account: str, at_hand: int, in_books: int) -> list[Move]:
    """What makes the books agree with a count: what is left over was not used up, what is missing was."""
    return between(account, chart.MATERIAL_EXPENSE, at_hand - in_books)


def wear_words(name: str, month: date) -> Words:
    return _("Penyusutan %(name)s bulan %(month)s", name=name, month=f"{month:%m/%Y}")


def tax_words(month: date) -> Words:
    return _("Pajak final bulan %(month)s", month=f"{month:%m/%Y}")


def count_words(month: date) -> Words:
    return _("Hitung barang akhir bulan %(month)s", month=f"{month:%m/%Y}")
