"""Which item of a statement an account belongs to (SAK EMKM, paragraph 4.2, and what a workshop needs beside). Pure.

The built-in accounts are told by their code. One that came with somebody's own chart is told by the words of its
name, and where these say nothing it falls into its kind.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from guyub.books import chart
from guyub.books.rules.ledger import Kind
from guyub.kernel.words import Words


class Group(StrEnum):
    """The items of the statements, in the order in which they are shown."""

    MONEY = "money"
    RECEIVABLES = "receivables"
    STOCK = "stock"
    OTHER_ASSETS = "other-assets"
    EQUIPMENT = "equipment"
    WORN = "worn"  # depreciation so far: taken off the equipment
    PAYABLES = "payables"
    LOANS = "loans"
    EQUITY = "equity"
    REVENUE = "revenue"
    OTHER_INCOME = "other-income"
    COST = "cost"
    INTEREST = "interest"
    TAX = "tax"


class Known(NamedTuple):
    """An account as statements see it."""

    code: str
    name: Words
    kind: Kind
    group: Group


_BUILT_IN = {
    **dict.fromkeys(chart.MONEY, Group.MONEY),
    **dict.fromkeys(
        (*chart.OWED_TO_US, chart.MATERIAL_ADVANCES_GIVEN),
        Group.RECEIVABLES,
    ),
    chart.MATERIAL_STOCK: Group.STOCK,
    chart.FINISHED_STOCK: Group.STOCK,
    chart.PROCESS_STOCK: Group.STOCK,
    chart.EQUIPMENT: Group.EQUIPMENT,
    chart.DEPRECIATION_SO_FAR: Group.WORN,
    chart.LOANS: Group.LOANS,
    chart.OTHER_INCOME: Group.OTHER_INCOME,
    chart.GRANTS: Group.OTHER_INCOME,
    chart.INTEREST: Group.INTEREST,
    chart.TAX: Group.TAX,
}
_KINDS = {line.code: line.kind for line in (*chart.WORKSHOP, *chart.HUB)}
_BY_KIND = {
    Kind.ASSET: Group.OTHER_ASSETS,
    Kind.LIABILITY: Group.PAYABLES,
    Kind.EQUITY: Group.EQUITY,
    Kind.INCOME: Group.REVENUE,
    Kind.EXPENSE: Group.COST,
}
_WORDS = {
    Kind.ASSET: (
        (Group.WORN, r"akumulasi|accumulated"),
        (Group.RECEIVABLES, r"piutang|kasbon|receivable"),
        (Group.STOCK, r"persediaan|stok|stock|inventory"),
        (Group.EQUIPMENT, r"peralatan|mesin|kendaraan|bangunan|gedung|tanah|inventaris|(?:aset|aktiva) tetap"),
        (Group.EQUIPMENT, r"equipment|machine(?:ry|s)?|vehicles?|buildings?|land|fixed assets?"),
        (Group.MONEY, r"kas|bank|tunai|rekening|dompet|tabungan|giro|cash"),
    ),
    Kind.LIABILITY: ((Group.LOANS, r"pinjaman|kredit|kur|loans?|mortgage"),),
    Kind.EQUITY: (),
    Kind.INCOME: ((Group.OTHER_INCOME, r"lain|lain-lain|hibah|bantuan|bunga|other|interest|grants?"),),
    Kind.EXPENSE: (
        (Group.TAX, r"pajak penghasilan|pph|income tax"),
        (Group.INTEREST, r"bunga|interest"),
    ),
}
_PATTERNS = {
    kind: tuple((group, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for group, words in pairs)
    for kind, pairs in _WORDS.items()
}


def group_of(code: str, name: str, kind: Kind) -> Group:
    """The item that an account of this code, name and kind belongs to."""
    if _KINDS.get(code) is kind:
        return _BUILT_IN.get(code, _BY_KIND[kind])
    found = (group for group, words in _PATTERNS[kind] if words.search(name))
    return next(found, _BY_KIND[kind])
