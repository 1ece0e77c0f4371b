"""The cash gap: how many days one's own money works between paying for material and being paid. Pure.

The cash conversion cycle of the textbooks (for instance Gitman and Zutter, Principles of Managerial Finance, chapter
on working capital): days of stock + days until customers pay - days until suppliers are paid, where

    days until customers pay  = receivables / sales of the span x days of the span
    days until suppliers are paid = payables / purchases of the span x days of the span
    days of stock             = stock / purchases of the span x days of the span

Sales and purchases are all of the span, for cash and on credit, so both sides are averages of the same kind: who sells
half for cash and half with two months' credit is paid after one month on average.
"""

from __future__ import annotations

from dataclasses import dataclass

from guyub.kernel.words import Words, _

SPAN_DAYS = 90


@dataclass(frozen=True, slots=True)
class Working:
    """What stands open now, and what was sold and bought in the last 90 days, in rupiah."""

    receivables: int
    payables: int
    stock: int
    sales: int
    purchases: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on average. `own` is the money tied up: what is owed to us and lies in stock, less what we owe."""

    stocked: int
    paid_after: int
    pays_after: int
    own: int

    @property
    def days(self) -> int:
        """Days on one's own money; below zero when suppliers wait longer than customers take."""
        return self.stocked + self.paid_after - self.pays_after

    @property
    def words(self) -> Words:
        paying = _days(self.pays_after, _("saat membeli"), _("%(days)s hari setelah membeli", days=self.pays_after))
        paid = _days(self.paid_after, _("saat menjual"), _("%(days)s hari setelah menjual", days=self.paid_after))
        told = {"paying": paying, "paid": paid}
        if self.days <= 0:
            return _(
                "Anda membayar bahan %(paying)s, dan dibayar %(paid)s: uang sendiri tidak perlu menunggu.",
                **told,
            )
        if self.stocked:
            return _(
                "Anda membayar bahan %(paying)s, barang menunggu %(stocked)s hari, lalu Anda dibayar %(paid)s: "
                "%(days)s hari memakai uang sendiri.",
                **told,
                stocked=self.stocked,
                days=self.days,
            )
        return _(
            "Anda membayar bahan %(paying)s, dan dibayar %(paid)s: %(days)s hari memakai uang sendiri.",
            **told,
            days=self.days,
        )


def cash_gap(working: Working) -> Gap | None:
    """The gap; None when nothing was sold or nothing bought in the span, as there is nothing to compare then."""
    if working.sales <= 0 or working.purchases <= 0:
        return None
    stock, receivables, payables = (max(each, 0) for each in (working.stock, working.receivables, working.payables))
    return Gap(
        stocked=_in_days(stock, working.purchases),
        paid_after=_in_days(receivables, working.sales),
        pays_after=_in_days(payables, working.purchases),
        own=receivables + stock - payables,
    )


def _in_days(amount: int, of: int) -> int:
    """Whole days, half a day rounded up."""
    return (2 * amount * SPAN_DAYS + of) // (2 * of)


def _days(count: int, none: Words, some: Words) -> Words:
    return some if count else none
