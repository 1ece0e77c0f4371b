"""What usually comes in and goes out in a week, and the cash gap, read from the last thirteen weeks. Four queries.

Only money that moved is counted, so what was sold or bought on credit is not counted twice: it stands among the debts.
What will be sold on credit from now on is paid later; so the habit of such payments begins when the debts of today
will have been paid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from guyub.books import chart
from guyub.books.models import Book, Transfer
from guyub.books.rules.forecast import ENOUGH_WEEKS, WEEKS, Usual, usual_week, week_of
from guyub.books.rules.gap import SPAN_DAYS, Working
from guyub.books.rules.ledger import Kind
from guyub.kernel.words import Words, _

WEEK = timedelta(days=7)
_SALES = (chart.SALES, chart.SALES_RETURNS, chart.JOINT_SALES)
_MATERIAL = (chart.MATERIAL_EXPENSE, chart.MATERIAL_STOCK)
_BOUGHT_FROM = (*chart.MONEY, chart.TRADE_PAYABLES, chart.SUPPLIER_DEPOSITS, chart.MATERIAL_ADVANCES_TAKEN)


@dataclass(frozen=True, slots=True)
class Class:
    """Money of one kind: what it is called, whether it comes in, and whether it moves days after its reason."""

    words: Words
    comes_in: bool
    delayed: bool = False


_CLASSES: Mapping[str, Class] = {
    "sales": Class(_("penjualan yang langsung dibayar"), comes_in=True),
    "other income": Class(_("pendapatan lain"), comes_in=True),
    chart.TRADE_RECEIVABLES: Class(_("pelanggan membayar bon baru"), comes_in=True, delayed=True),
    "material": Class(_("beli bahan langsung bayar"), comes_in=False),
    chart.TRADE_PAYABLES: Class(_("membayar bon pemasok yang baru"), comes_in=False, delayed=True),
    chart.WAGES: Class(_("upah dan gaji"), comes_in=False),
    chart.WAGES_PAYABLE: Class(_("upah yang dibayar belakangan"), comes_in=False, delayed=True),
    chart.DRAWINGS: Class(_("diambil untuk rumah"), comes_in=False),
    "running": Class(_("biaya sehari-hari"), comes_in=False),
    chart.LOANS: Class(_("angsuran pinjaman"), comes_in=False),
}
_OF_ACCOUNT: Mapping[str, str] = {
    chart.SALES: "sales",
    chart.SALES_RETURNS: "sales",
    chart.CUSTOMER_DEPOSITS: "sales",
    chart.MATERIAL_EXPENSE: "material",
    chart.MATERIAL_STOCK: "material",
    chart.SUPPLIER_DEPOSITS: "material",
    **{code: code for code in (chart.TRADE_RECEIVABLES, chart.TRADE_PAYABLES, chart.WAGES, chart.WAGES_PAYABLE)},
    **{code: code for code in (chart.DRAWINGS, chart.LOANS)},
}
# Money that is nobody's habit: aid comes once, tax has days of its own, joint orders are told by their own room.
_NO_HABIT = {chart.GRANTS, chart.TAX, chart.JOINT_SALES, chart.HUB_FEE_INCOME, chart.HUB_FEE_EXPENSE}


def weeks_known(first: date | None, today: date) -> int:
    """Full weeks of history before this one, from the day of the first entry; at most 13."""
    if first is None:
        return 0
    began = week_of(first) if first.weekday() == 0 else week_of(first) + WEEK
    return min(max((week_of(today) - began) // WEEK, 0), WEEKS)


def habits(
    book: Book,
    kinds: Mapping[str, Kind],
    loans: int,
    days: Mapping[str, int],
    known: int,
    today: date,
) -> list[Usual]:
    """What is usual in a week of this book, by class of account.

    `days` are those that payments of a debt usually take, by account; `loans` is what of loans is still to be repaid,
    beyond which no instalment is expected; `known` is how many full weeks there are to look at.
    """
    if known < ENOUGH_WEEKS:
        return []
    found = []
    for name, sums in _weekly(book, kinds, known, today).items():
        each, weekly = _CLASSES[name], usual_week(sums)
        if weekly:
            since = today + timedelta(days=days[name] + 1) if each.delayed else None
            found.append(Usual(each.words, each.comes_in, weekly, since, loans if name == chart.LOANS else None))
    return found


def working(book: Book, balances: Mapping[str, int], today: date) -> Working:
    """What stands open, and what was sold and bought in the 90 days up to today."""
    span = Transfer.objects.filter(book=book, day__gt=today - timedelta(days=SPAN_DAYS), day__lte=today)
    sales = purchases = 0
    for side, other, sign in (("credit", "debit", 1), ("debit", "credit", -1)):
        rows = span.filter(**{f"{side}__in": _SALES + _MATERIAL}).values_list(side, other).annotate(Sum("amount"))
        for code, against, amount in rows.order_by():
            if code in _SALES and against not in {*_SALES, chart.EARLIER_PROFIT}:
                sales += sign * int(amount)
            elif code in _MATERIAL and against in _BOUGHT_FROM:
                purchases -= sign * int(amount)
    return Working(
        receivables=balances.get(chart.TRADE_RECEIVABLES, 0) + balances.get(chart.JOINT_RECEIVABLES, 0),
        payables=balances.get(chart.TRADE_PAYABLES, 0),
        stock=balances.get(chart.MATERIAL_STOCK, 0) + balances.get(chart.FINISHED_STOCK, 0),
        sales=sales,
        purchases=purchases,
    )


def _weekly(book: Book, kinds: Mapping[str, Kind], known: int, today: date) -> dict[str, list[int]]:
    """Money moved in each of the last full weeks, oldest first, by class, in the class's own direction."""
    start = week_of(today) - known * WEEK
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * known)
    for side, other, came_in in (("debit", "credit", True), ("credit", "debit", False)):
        rows = Transfer.objects.filter(book=book, day__gte=start, day__lt=week_of(today))
        rows = rows.filter(**{f"{side}__in": chart.MONEY}).exclude(**{f"{other}__in": chart.MONEY})
        # By `side` first: grouped by the other alone, the index of the other is taken, and with it the whole book.
        sums_by_day = rows.values_list(side, other, "day").annotate(Sum("amount")).order_by()
        for __, code, day, amount in sums_by_day:
            name = _class_of(code, kinds, of_hub=book.sentra_id is not None)
            if name and (name != chart.LOANS or not came_in):
                week = (day - start) // WEEK
                sums[name][week] += int(amount) if came_in == _CLASSES[name].comes_in else -int(amount)
    return sums


def _class_of(code: str, kinds: Mapping[str, Kind], *, of_hub: bool) -> str | None:
    """The class of money that moved against this account; a buyer's payment to the hub belongs to its order."""
    if code in _NO_HABIT or (of_hub and code == chart.TRADE_RECEIVABLES):
        return None
    if code in _OF_ACCOUNT:
        return _OF_ACCOUNT[code]
    return {Kind.INCOME: "other income", Kind.EXPENSE: "running"}.get(kinds[code])
