"""The house and the workshop, kept apart: what the owner takes home, and a salary the workshop can bear. Pure.

The rule of the proposed salary, ours: of the last six full months, at least three, the median of what was taken home,
but no more than 70 % of the median profit before anything is taken; never below zero, rounded down to Rp 10.000. The
median, so that one feast or one large order does not decide; 70 %, so that something stays for material, tools and
bad months.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from guyub.books.rules.ledger import months_back
from guyub.books.rules.meaning import business_part
from guyub.kernel.words import Rupiah, Words, _

MOST_MONTHS = 6
LEAST_MONTHS = 3
SHARE_OF_PROFIT = 70  # per cent
ROUND_TO = 10_000  # rupiah


@dataclass(frozen=True, slots=True)
class HomeMonth:
    """One month of a workshop and its house, in rupiah: profit before anything is taken home, and what was taken."""

    month: date
    profit: int
    taken: int
    active: bool = True  # something was earned, spent or taken

    @property
    def left(self) -> int:
        """What stayed in the workshop of this month's profit; below 0 when more was taken than was earned."""
        return self.profit - self.taken

    @property
    def too_much(self) -> bool:
        return self.taken > max(self.profit, 0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A salary in rupiah a month and why; `amount` is None when there is too little to go by."""

    amount: int | None
    reason: Words
    months: int = 0
    median_taken: int = 0
    median_profit: int = 0


def full_months(months: Sequence[HomeMonth], this_month: date) -> list[HomeMonth]:
    """The last full months to go by, at most six, from the first in which something happened."""
    past = [each for each in sorted(months, key=lambda each: each.month) if each.month < this_month]
    first = next((at for at, each in enumerate(past) if each.active), len(past))
    return [each for each in past[first:] if each.month >= months_back(this_month, MOST_MONTHS)]


def proposed_salary(months: Sequence[HomeMonth], this_month: date) -> Proposal:
    """What the owner could pay themselves each month. See the rule above; halves of a rupiah are rounded down."""
    last = full_months(months, this_month)
    if len(last) < LEAST_MONTHS:
        return Proposal(None, _too_early(len(last)), len(last))
    taken = int(median(each.taken for each in last) // 1)
    profit = int(median(each.profit for each in last) // 1)
    bearable = profit * SHARE_OF_PROFIT // 100
    amount = max(min(taken, bearable), 0) // ROUND_TO * ROUND_TO
    return Proposal(amount, _reason(len(last), taken, profit, bearable), len(last), taken, profit)


def _too_early(count: int) -> Words:
    if not count:
        return _("Usulan gaji muncul setelah tiga bulan penuh tercatat. Sekarang belum ada satu bulan penuh.")
    return _(
        "Usulan gaji muncul setelah tiga bulan penuh tercatat. Sekarang baru %(count)s bulan.",
        count=count,
    )


def _reason(count: int, taken: int, profit: int, bearable: int) -> Words:
    values = {"count": count, "taken": Rupiah(taken), "profit": Rupiah(profit), "most": Rupiah(max(bearable, 0))}
    if profit <= 0:
        return _(
            "Dalam %(count)s bulan terakhir usaha biasanya tidak untung (%(profit)s sebulan), jadi belum sanggup "
            "membayar gaji. Yang dibawa pulang mengurangi modal.",
            **_only(values, "count", "profit"),
        )
    if taken <= bearable:
        return _(
            "Dalam %(count)s bulan terakhir Anda biasanya membawa pulang %(taken)s sebulan. Usaha sanggup: labanya "
            "biasanya %(profit)s, dan sampai 70 persennya (%(most)s) aman diambil.",
            **values,
        )
    return _(
        "Dalam %(count)s bulan terakhir Anda biasanya membawa pulang %(taken)s sebulan, sedangkan laba biasanya "
        "%(profit)s. Sampai 70 persennya (%(most)s) aman diambil; sisanya untuk bahan, alat, dan bulan sepi.",
        **values,
    )


def _only(values: dict[str, int], *names: str) -> dict[str, int]:
    return {name: values[name] for name in names}


def warning(month: HomeMonth) -> Words | None:
    """What to say when more was taken home in a month than it earned."""
    if not month.too_much:
        return None
    if month.profit <= 0:
        return _(
            "Bulan ini usaha belum untung, tetapi %(taken)s sudah dibawa pulang. Itu diambil dari modal.",
            taken=Rupiah(month.taken),
        )
    return _(
        "Bulan ini %(taken)s dibawa pulang, sedangkan labanya %(profit)s. Lebihnya %(over)s diambil dari modal.",
        taken=Rupiah(month.taken),
        profit=Rupiah(month.profit),
        over=Rupiah(-month.left),
    )


def shared_example(percent: int, amount: int = 300_000) -> Words:
    """A fixed share told by an example: of a bill of `amount`, what is the workshop's and what the house's."""
    ours = business_part(amount, percent)
    return _(
        "Tagihan %(amount)s: %(ours)s biaya usaha, %(home)s diambil untuk rumah.",
        amount=Rupiah(amount),
        ours=Rupiah(ours),
        home=Rupiah(amount - ours),
    )
