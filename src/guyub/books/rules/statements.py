"""The statements under SAK EMKM, and cash flow, from what accounts moved in a span of months. Pure.

Books are never closed by entries, so equity shows the result of earlier years and of this one by themselves. Every
amount stands in the direction in which its account grows: what takes something off (depreciation so far, returned
sales, what was taken home) is below zero. Cash flow goes the indirect way, from the result to the money: since every
transfer has two sides, what all other accounts moved is what the money moved, to the rupiah.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guyub.books.rules.groups import Group, Known
from guyub.books.rules.ledger import GROWS_BY_DEBIT, Kind
from guyub.books.rules.periods import Span
from guyub.kernel.words import Words, _

# Code of an account to what it was debited less what it was credited, in rupiah.
Nets = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Moves:
    """What accounts moved before a span, within it, and before the year in which it ends."""

    span: Span
    before: Nets
    within: Nets
    before_year: Nets

    @property
    def at_end(self) -> Nets:
        """What accounts moved from the beginning to the end of the span."""
        return {code: self.before.get(code, 0) + self.within.get(code, 0) for code in {*self.before, *self.within}}


class Rank(StrEnum):
    HEAD = "head"
    LINE = "line"
    SUM = "sum"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a statement: rupiah for the span and, when compared, for the other. `code`: the account behind it.

    `spans` are those that a result which stands in another statement is of, one for each amount.
    """

    rank: Rank
    name: Words
    amounts: tuple[int, ...] = ()
    code: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its name in the standard, what it tells in plain words, and its rows."""

    key: str
    title: Words
    about: Words
    rows: tuple[Row, ...]

    def amounts(self, key: str) -> tuple[int, ...]:
        """The amounts of a sum or total by its Indonesian name, or of an account by its code."""
        return next(row.amounts for row in self.rows if key in {row.code, row.name.text})


_ASSETS = (Group.MONEY, Group.RECEIVABLES, Group.STOCK, Group.OTHER_ASSETS, Group.EQUIPMENT, Group.WORN)
_DEBTS = (Group.PAYABLES, Group.LOANS)
_OPERATING = (Group.WORN, Group.RECEIVABLES, Group.STOCK, Group.OTHER_ASSETS, Group.PAYABLES)
_ORDER = {group: place for place, group in enumerate(Group)}


def position(accounts: Sequence[Known], moves: Sequence[Moves]) -> Statement:
    """What is owned, owed and the owner's at the end of each span."""
    at_end = [_grown(accounts, each.at_end) for each in moves]
    assets = _section(_("Yang dimiliki (aset)"), accounts, _ASSETS, at_end)
    debts = _section(_("Yang masih harus dibayar (liabilitas)"), accounts, _DEBTS, at_end)
    own = _section(_("Milik sendiri (ekuitas)"), accounts, (Group.EQUITY,), at_end)
    own += _results_so_far(accounts, moves)
    sums = [_sum(part, len(moves)) for part in (assets, debts, own)]
    return Statement(
        "posisi",
        _("Laporan posisi keuangan"),
        _("Apa yang dimiliki, apa yang masih harus dibayar, dan sisanya milik sendiri."),
        (
            *assets,
            Row(Rank.TOTAL, _("Jumlah aset"), sums[0]),
            *debts,
            Row(Rank.SUM, _("Jumlah liabilitas"), sums[1]),
            *own,
            Row(Rank.SUM, _("Jumlah ekuitas"), sums[2]),
            Row(Rank.TOTAL, _("Jumlah liabilitas dan ekuitas"), _plus(sums[1], sums[2])),
        ),
    )


def profit_or_loss(accounts: Sequence[Known], moves: Sequence[Moves]) -> Statement:
    """What was earned, what it cost, and what is left, in each span (accrual basis)."""
    within = [_grown(accounts, each.within) for each in moves]

    def part(title: Words, group: Group) -> tuple[list[Row], tuple[int, ...]]:
        rows = _section(title, accounts, (group,), within)
        return rows if len(rows) > 1 else [], _sum(rows, len(moves))

    revenue, earned = part(_("Pendapatan usaha"), Group.REVENUE)
    costs, cost = part(_("Beban usaha"), Group.COST)
    others, other = part(_("Pendapatan lain"), Group.OTHER_INCOME)
    interests, interest = part(_("Beban bunga dan bank"), Group.INTEREST)
    taxes, tax = part(_("Beban pajak penghasilan"), Group.TAX)
    from_work = _less(earned, cost)
    before_tax = _less(_plus(from_work, other), interest)
    return Statement(
        "laba-rugi",
        _("Laporan laba rugi"),
        _("Apa yang dihasilkan, berapa biayanya, dan berapa sisanya."),
        (
            *revenue,
            Row(Rank.SUM, _("Jumlah pendapatan usaha"), earned),
            *costs,
            Row(Rank.SUM, _("Jumlah beban usaha"), cost),
            Row(Rank.SUM, _("Laba usaha"), from_work),
            *others,
            *interests,
            Row(Rank.SUM, _("Laba sebelum pajak"), before_tax),
            *taxes,
            Row(Rank.TOTAL, _("Laba bersih"), _less(before_tax, tax)),
        ),
    )


def cash_flow(accounts: Sequence[Known], moves: Sequence[Moves]) -> Statement:
    """Why there is more or less money at the end of each span than at its beginning."""
    spent = [{code: -net for code, net in each.within.items()} for each in moves]
    profit = tuple(_result(accounts, each.within) for each in moves)
    operating = [
        Row(Rank.HEAD, _("Dari usaha sehari-hari (operasi)")),
        Row(Rank.LINE, _("Laba bersih"), profit, spans=tuple(each.span for each in moves)),
        *_changes(accounts, _OPERATING, spent),
    ]
    investing = [Row(Rank.HEAD, _("Dari alat (investasi)")), *_changes(accounts, (Group.EQUIPMENT,), spent)]
    funding = [
        Row(Rank.HEAD, _("Dari modal, pinjaman, dan rumah tangga (pendanaan)")),
        *_changes(accounts, (Group.LOANS, Group.EQUITY), spent),
    ]
    sums = [_sum(rows, len(moves)) for rows in (operating, investing, funding)]
    change = _plus(_plus(sums[0], sums[1]), sums[2])
    money = [known.code for known in accounts if known.group is Group.MONEY]
    start = tuple(sum(each.before.get(code, 0) for code in money) for each in moves)
    return Statement(
        "arus-kas",
        _("Laporan arus kas"),
        _("Dari mana uang datang dan ke mana perginya."),
        (
            *operating,
            Row(Rank.SUM, _("Uang dari operasi"), sums[0]),
            *investing,
            Row(Rank.SUM, _("Uang dari investasi"), sums[1]),
            *funding,
            Row(Rank.SUM, _("Uang dari pendanaan"), sums[2]),
            Row(Rank.SUM, _("Uang bertambah atau berkurang"), change),
            Row(Rank.SUM, _("Uang pada awal masa"), start),
            Row(Rank.TOTAL, _("Uang pada akhir masa"), _plus(start, change)),
        ),
    )


def _grown(accounts: Iterable[Known], nets: Nets) -> Nets:
    """The net of each account in the direction in which its kind grows."""
    signs = {known.code: 1 if known.kind in GROWS_BY_DEBIT else -1 for known in accounts}
    return {code: net * signs[code] for code, net in nets.items()}


def _section(title: Words, accounts: Iterable[Known], groups: Sequence[Group], columns: Sequence[Nets]) -> list[Row]:
    """A heading and a row for each account of these groups that has an amount in any column."""
    return [Row(Rank.HEAD, title), *_rows(accounts, groups, columns)]


def _rows(accounts: Iterable[Known], groups: Sequence[Group], columns: Sequence[Nets]) -> list[Row]:
    wanted = [known for known in accounts if known.group in groups]
    rows = []
    for known in sorted(wanted, key=lambda known: (_ORDER[known.group], known.code)):
        amounts = tuple(column.get(known.code, 0) for column in columns)
        if any(amounts):
            rows.append(Row(Rank.LINE, known.name, amounts, known.code))
    return rows


def _changes(accounts: Sequence[Known], groups: Sequence[Group], columns: Sequence[Nets]) -> list[Row]:
    """What each account of these groups gave (above zero) or took of the money."""
    groups_of = {known.code: known.group for known in accounts}
    return [
        Row(row.rank, _change_words(groups_of[row.code], row.name), row.amounts, row.code)
        for row in _rows(accounts, groups, columns)
    ]


def _change_words(group: Group, name: Words) -> Words:
    if group is Group.WORN:
        return _("Penyusutan, biaya tanpa uang keluar")
    if group is Group.EQUIPMENT:
        return _("Beli atau jual: %(account)s", account=name)
    if group in {Group.EQUITY, Group.LOANS}:
        return name
    return _("Perubahan: %(account)s", account=name)


def _results_so_far(accounts: Sequence[Known], moves: Sequence[Moves]) -> list[Row]:
    """The results that were never carried over: of the years before, and of this one so far."""
    earlier = tuple(_result(accounts, each.before_year) for each in moves)
    so_far = tuple(_result(accounts, each.at_end) for each in moves)
    this_year = _less(so_far, earlier)
    rows = [
        Row(Rank.LINE, _("Laba tahun-tahun sebelumnya"), earlier, spans=tuple(each.span.past for each in moves)),
        Row(Rank.LINE, _("Laba tahun ini"), this_year, spans=tuple(each.span.year for each in moves)),
    ]
    return [row for row in rows if any(row.amounts)]


def _result(accounts: Iterable[Known], nets: Nets) -> int:
    """Income less expense."""
    return -sum(nets.get(known.code, 0) for known in accounts if known.kind in {Kind.INCOME, Kind.EXPENSE})


def _sum(rows: Iterable[Row], width: int) -> tuple[int, ...]:
    """The sum of each column."""
    columns = [row.amounts for row in rows if row.amounts]
    return tuple(sum(amounts[at] for amounts in columns) for at in range(width))


def _plus(first: Sequence[int], second: Sequence[int]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(first, second, strict=True))


def _less(first: Sequence[int], second: Sequence[int]) -> tuple[int, ...]:
    return tuple(a - b for a, b in zip(first, second, strict=True))


def column_heads(statement: Statement, spans: Sequence[Span]) -> tuple[str, ...]:
    """What stands above each column, short: the day for the position, the months for the others."""
    if statement.key == "posisi":
        return tuple(f"{each.end:%d/%m/%Y}" for each in spans)
    return tuple(each.short for each in spans)
