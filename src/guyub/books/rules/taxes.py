"""Which payments belong to which month's tax, and what is still to be paid. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guyub.books.rules.ledger import client_id_for, last_day, month_of
from guyub.kernel.words import Rupiah, Words, _
from guyub.reference.final_tax import How, TaxMonth

# What an entry is whose source is a month's tax: the payment of it, or what closing the month wrote down as owed.
PAYMENT, ACCRUAL = "final-tax", "final-tax-owed"


def tax_month_id(book: uuid.UUID, month: date) -> uuid.UUID:
    """What entries about the tax of `month` carry as their source."""
    return client_id_for(book, "final tax", f"{month:%Y-%m}")


@dataclass(frozen=True, slots=True)
class Payment:
    """Rupiah paid for tax on a day. `month` where it was said which; `direct` when it was booked as an expense at once,
    because nothing stood as owed yet."""

    day: date
    amount: int
    direct: bool
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid for one month's tax, and how much of it was booked as an expense at once."""

    amount: int = 0
    direct: int = 0


def allot(taxes: Mapping[date, int], payments: Iterable[Payment]) -> dict[date, Paid]:
    """What was paid for each month: payments that name their month, then the others to the oldest month still owed.

    A payment without a month settles only months before its own; what is over was for some other tax.
    """
    paid: dict[date, Paid] = {}
    ordered = sorted(payments, key=lambda each: (each.month is None, each.day))
    for payment in ordered:
        if payment.month is not None:
            _add(paid, payment.month, payment.amount, payment.direct)
            continue
        left = payment.amount
        for month in sorted(month for month in taxes if month < month_of(payment.day)):
            part = min(left, max(0, taxes[month] - paid.get(month, Paid()).amount))
            if part:
                _add(paid, month, part, payment.direct)
                left -= part
    return paid


def _add(paid: dict[date, Paid], month: date, amount: int, direct: bool) -> None:
    before = paid.get(month, Paid())
    paid[month] = Paid(before.amount + amount, before.direct + (amount if direct else 0))


class TaxState(StrEnum):
    NONE = "none"
    PAID = "paid"
    RUNNING = "running"  # the month has not ended
    DUE = "due"
    LATE = "late"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class TaxLine:
    """The tax of a month, what was paid of it, and how it stands on a day."""

    about: TaxMonth
    paid: int
    state: TaxState

    @property
    def left(self) -> int:
        return max(0, (self.about.tax or 0) - self.paid)

    @property
    def words(self) -> Words:
        """How it stands, in words."""
        return _WORDS[self.state](self)


def standing(about: TaxMonth, paid: int, today: date) -> TaxLine:
    """How the tax of a month stands today."""
    return TaxLine(about, paid, _state(about, paid, today))


def _state(about: TaxMonth, paid: int, today: date) -> TaxState:
    if about.how in {How.PAST_YEARS, How.PAST_CEILING, How.NO_RULE}:
        return TaxState.ORDINARY
    if last_day(about.month) >= today:
        return TaxState.RUNNING
    if not about.tax:
        return TaxState.NONE
    if paid >= about.tax:
        return TaxState.PAID
    return TaxState.LATE if today > about.pay_by else TaxState.DUE


_WORDS = {
    TaxState.NONE: lambda line: _("tidak ada yang dibayar"),
    TaxState.PAID: lambda line: _("lunas"),
    TaxState.RUNNING: lambda line: _("bulan belum selesai"),
    TaxState.DUE: lambda line: _("bayar %(left)s paling lambat %(day)s", left=Rupiah(line.left), day=line.about.pay_by),
    TaxState.LATE: lambda line: _("%(left)s lewat tempo sejak %(day)s", left=Rupiah(line.left), day=line.about.pay_by),
    TaxState.ORDINARY: lambda line: _("pajak biasa, tidak dihitung di sini"),
}
