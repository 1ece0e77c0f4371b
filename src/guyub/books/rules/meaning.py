"""From what happened in the workshop to double entry. Pure.

An owner says *sold*, *bought*, *took home*; here stands what each of these debits and credits. Nobody who writes an
entry has to know it. What a debtor pays beyond the debt is kept as a deposit, never as a debt below zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from guyub.books import chart
from guyub.kernel.errors import Problem
from guyub.kernel.words import Rupiah, Words, _

# Account to debit, account to credit, rupiah, and the party's number where known.
FullMove = tuple[str, str, int, int | None]


class EventKind(StrEnum):
    """What can happen, in the words of `guyub parse`."""

    SALE = "sale"
    PURCHASE = "purchase"
    EXPENSE = "expense"
    WAGE = "wage"
    ADVANCE = "advance"
    DRAWING = "drawing"
    CAPITAL = "capital"
    RECEIPT = "receipt"
    PAYMENT = "payment"
    LOAN = "loan"
    LOAN_REPAYMENT = "loan_repayment"
    TRANSFER = "transfer"
    DEPOSIT = "deposit"
    SALE_RETURN = "sale_return"
    PURCHASE_RETURN = "purchase_return"
    ASSET = "asset"
    TAX = "tax"
    GRANT = "grant"
    OTHER_INCOME = "other_income"


NAMES: Mapping[EventKind, Words] = {
    EventKind.SALE: _("Penjualan"),
    EventKind.PURCHASE: _("Beli bahan"),
    EventKind.EXPENSE: _("Biaya"),
    EventKind.WAGE: _("Bayar upah"),
    EventKind.ADVANCE: _("Kasbon atau meminjami"),
    EventKind.DRAWING: _("Diambil untuk rumah"),
    EventKind.CAPITAL: _("Setor uang sendiri"),
    EventKind.RECEIPT: _("Utang dibayar kepada kita"),
    EventKind.PAYMENT: _("Bayar utang"),
    EventKind.LOAN: _("Pinjam uang"),
    EventKind.LOAN_REPAYMENT: _("Bayar angsuran pinjaman"),
    EventKind.TRANSFER: _("Pindah uang sendiri"),
    EventKind.DEPOSIT: _("Uang muka"),
    EventKind.SALE_RETURN: _("Barang jualan dikembalikan"),
    EventKind.PURCHASE_RETURN: _("Bahan dikembalikan"),
    EventKind.ASSET: _("Beli alat"),
    EventKind.TAX: _("Bayar pajak"),
    EventKind.GRANT: _("Bantuan diterima"),
    EventKind.OTHER_INCOME: _("Pendapatan lain"),
}

MONEY_PLACES: Mapping[str, str] = {"cash": chart.CASH, "bank": chart.BANK, "ewallet": chart.E_WALLET}
PLACE_NAMES: Mapping[str, Words] = {"cash": _("tunai"), "bank": _("bank"), "ewallet": _("dompet digital")}

# What an expense is for, to the account that holds it.
CATEGORIES: Mapping[str, str] = {
    "power": chart.POWER,
    "phone": chart.POWER,
    "transport": chart.TRANSPORT,
    "rent": chart.RENT,
    "interest": chart.INTEREST,
    "repair": chart.REPAIR,
    "packaging": chart.MATERIAL_EXPENSE,
    "marketing": chart.PROMOTION,
    "food": chart.OTHER_EXPENSE,
    "other": chart.OTHER_EXPENSE,
}

# Kinds in which money can be owed instead of paid, or paid in part.
ON_CREDIT = frozenset(
    {EventKind.SALE, EventKind.PURCHASE, EventKind.EXPENSE, EventKind.WAGE, EventKind.ASSET}
    | {EventKind.SALE_RETURN, EventKind.PURCHASE_RETURN}
)
# Kinds that make no sense without the other person.
WITH_PARTY = frozenset({EventKind.RECEIPT, EventKind.PAYMENT, EventKind.LOAN, EventKind.ADVANCE})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, in rupiah. What is owed to or by `party` is told by its name.

    `place` is where the money came to or went from (cash, bank, ewallet), `paid` how much of `amount` was paid at
    once: all of it when None. `target` is where a transfer goes. `interest` is the part of a loan's instalment that
    is not repayment. `comes_in` tells a deposit taken from one given.
    """

    kind: EventKind
    amount: int
    place: str = "cash"
    paid: int | None = None
    party: int | None = None
    category: str = "other"
    target: str = "bank"
    interest: int = 0
    comes_in: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What the book must know to place an event.

    `owed` is the balance with the event's party by account, above 0 in the account's own direction; `tax_due` what is
    owed to the tax office; `business_percent` the workshop's share of costs that the house shares, by account.
    """

    owed: Mapping[str, int] = field(default_factory=dict)
    tax_due: int = 0
    business_percent: Mapping[str, int] = field(default_factory=dict)


def moves_of(event: Event, standing: Standing = Standing()) -> list[FullMove]:
    """The transfers of an event. Raises Problem at the field that cannot be."""
    _check(event)
    moves = _MOVES[event.kind](event, standing)
    return [move for move in moves if move[2]]


def business_part(amount: int, percent: int) -> int:
    """The workshop's part of a cost it shares with the house, half a rupiah rounded up."""
    return (amount * percent * 2 + 100) // 200


def _check(event: Event) -> None:
    if event.amount <= 0:
        raise Problem(_("Jumlah uang harus lebih dari nol."), "amount")
    if event.place not in MONEY_PLACES or event.target not in MONEY_PLACES:
        raise Problem(_("Pilih tunai, bank, atau dompet digital."), "settlement")
    paid = event.amount if event.paid is None else event.paid
    if not 0 <= paid <= event.amount:
        raise Problem(_("Yang dibayar tidak bisa lebih dari %(amount)s.", amount=Rupiah(event.amount)), "paid")
    if paid < event.amount and event.kind not in ON_CREDIT:
        raise Problem(_("Yang ini tidak bisa diutang. Pilih tunai, bank, atau dompet digital."), "settlement")
    if event.party is None and (paid < event.amount or event.kind in WITH_PARTY):
        raise Problem(_("Siapa orang atau tokonya?"), "party")
    if event.kind is EventKind.TRANSFER and event.place == event.target:
        raise Problem(_("Pilih dua tempat uang yang berbeda."), "target")
    if not 0 <= event.interest < event.amount:
        raise Problem(_("Bunga harus kurang dari jumlah angsuran."), "interest")


def _paid(event: Event) -> int:
    return event.amount if event.paid is None else event.paid


def _into(event: Event, account: str, owed: str) -> list[FullMove]:
    """Credit `account`: what was paid came into our money, the rest the party owes."""
    paid = _paid(event)
    return [
        (MONEY_PLACES[event.place], account, paid, event.party),
        (owed, account, event.amount - paid, event.party),
    ]


def _out_of(event: Event, account: str, owing: str) -> list[FullMove]:
    """Debit `account`: what was paid went out of our money, the rest we owe the party."""
    paid = _paid(event)
    return [
        (account, MONEY_PLACES[event.place], paid, event.party),
        (account, owing, event.amount - paid, event.party),
    ]


def _sale(event: Event, _standing: Standing) -> list[FullMove]:
    return _into(event, chart.SALES, chart.TRADE_RECEIVABLES)


def _purchase(event: Event, _standing: Standing) -> list[FullMove]:
    return _out_of(event, chart.MATERIAL_EXPENSE, chart.TRADE_PAYABLES)


def _expense(event: Event, standing: Standing) -> list[FullMove]:
    """A running cost; of one that the house shares, the house's part is taken home."""
    account = CATEGORIES.get(event.category, chart.OTHER_EXPENSE)
    percent = standing.business_percent.get(account, 100)
    moves: list[FullMove] = []
    for debit, credit, amount, party in _out_of(event, account, chart.TRADE_PAYABLES):
        ours = business_part(amount, percent)
        moves += [(debit, credit, ours, party), (chart.DRAWINGS, credit, amount - ours, party)]
    return moves


def _wage(event: Event, _standing: Standing) -> list[FullMove]:
    return _out_of(event, chart.WAGES, chart.WAGES_PAYABLE)


def _asset(event: Event, _standing: Standing) -> list[FullMove]:
    return _out_of(event, chart.EQUIPMENT, chart.TRADE_PAYABLES)


def _sale_return(event: Event, standing: Standing) -> list[FullMove]:
    """Goods come back to us: what was not paid back is taken off the customer's debt."""
    paid, rest = _returned(event, standing.owed.get(chart.TRADE_RECEIVABLES, 0))
    return [
        (chart.SALES_RETURNS, MONEY_PLACES[event.place], paid, event.party),
        (chart.SALES_RETURNS, chart.TRADE_RECEIVABLES, rest, event.party),
    ]


def _purchase_return(event: Event, standing: Standing) -> list[FullMove]:
    """Goods go back to the supplier: what was not paid back is taken off our debt."""
    paid, rest = _returned(event, standing.owed.get(chart.TRADE_PAYABLES, 0))
    return [
        (MONEY_PLACES[event.place], chart.MATERIAL_EXPENSE, paid, event.party),
        (chart.TRADE_PAYABLES, chart.MATERIAL_EXPENSE, rest, event.party),
    ]


def _returned(event: Event, debt: int) -> tuple[int, int]:
    """What was paid back at once and what is taken off the debt, which must be that large."""
    rest = event.amount - _paid(event)
    if rest > max(debt, 0):
        raise Problem(_("Utangnya tidak sebanyak itu. Isi berapa yang dibayar kembali."), "paid")
    return event.amount - rest, rest


def _advance(event: Event, _standing: Standing) -> list[FullMove]:
    return [(chart.WORKER_ADVANCES, MONEY_PLACES[event.place], event.amount, event.party)]


def _drawing(event: Event, _standing: Standing) -> list[FullMove]:
    return [(chart.DRAWINGS, MONEY_PLACES[event.place], event.amount, event.party)]


def _capital(event: Event, _standing: Standing) -> list[FullMove]:
    return [(MONEY_PLACES[event.place], chart.CAPITAL, event.amount, event.party)]


def _receipt(event: Event, standing: Standing) -> list[FullMove]:
    """A debtor pays: first what was sold on credit, then what was lent; what is over is a deposit of theirs."""
    money = MONEY_PLACES[event.place]
    parts = _against(event.amount, [chart.TRADE_RECEIVABLES, chart.WORKER_ADVANCES], standing)
    over = event.amount - sum(parts.values())
    moves: list[FullMove] = [(money, account, part, event.party) for account, part in parts.items()]
    return [*moves, (money, chart.CUSTOMER_DEPOSITS, over, event.party)]


def _payment(event: Event, standing: Standing) -> list[FullMove]:
    """We pay what we owe: wages first, then goods, then loans; what is over is a deposit of ours with them."""
    money = MONEY_PLACES[event.place]
    parts = _against(event.amount, [chart.WAGES_PAYABLE, chart.TRADE_PAYABLES, chart.LOANS], standing)
    over = event.amount - sum(parts.values())
    moves: list[FullMove] = [(account, money, part, event.party) for account, part in parts.items()]
    return [*moves, (chart.SUPPLIER_DEPOSITS, money, over, event.party)]


def _against(amount: int, accounts: list[str], standing: Standing) -> dict[str, int]:
    """How much of `amount` each account takes, in order, none beyond its balance."""
    parts = {}
    for account in accounts:
        parts[account] = min(amount, max(standing.owed.get(account, 0), 0))
        amount -= parts[account]
    return parts


def _loan(event: Event, _standing: Standing) -> list[FullMove]:
    return [(MONEY_PLACES[event.place], chart.LOANS, event.amount, event.party)]


def _loan_repayment(event: Event, _standing: Standing) -> list[FullMove]:
    money = MONEY_PLACES[event.place]
    return [
        (chart.LOANS, money, event.amount - event.interest, event.party),
        (chart.INTEREST, money, event.interest, event.party),
    ]


def _transfer(event: Event, _standing: Standing) -> list[FullMove]:
    return [(MONEY_PLACES[event.target], MONEY_PLACES[event.place], event.amount, None)]


def _deposit(event: Event, _standing: Standing) -> list[FullMove]:
    money = MONEY_PLACES[event.place]
    if event.comes_in:
        return [(money, chart.CUSTOMER_DEPOSITS, event.amount, event.party)]
    return [(chart.SUPPLIER_DEPOSITS, money, event.amount, event.party)]


def _tax(event: Event, standing: Standing) -> list[FullMove]:
    """Tax that was booked when its month closed is a debt by now; other tax is an expense of today."""
    money = MONEY_PLACES[event.place]
    due = min(event.amount, max(standing.tax_due, 0))
    return [(chart.TAX_PAYABLE, money, due, event.party), (chart.TAX, money, event.amount - due, event.party)]


def _grant(event: Event, _standing: Standing) -> list[FullMove]:
    return [(MONEY_PLACES[event.place], chart.GRANTS, event.amount, event.party)]


def _other_income(event: Event, _standing: Standing) -> list[FullMove]:
    return [(MONEY_PLACES[event.place], chart.OTHER_INCOME, event.amount, event.party)]


_MOVES: Mapping[EventKind, Callable[[Event, Standing], list[FullMove]]] = {
    EventKind.SALE: _sale,
    EventKind.PURCHASE: _purchase,
    EventKind.EXPENSE: _expense,
    EventKind.WAGE: _wage,
    EventKind.ADVANCE: _advance,
    EventKind.DRAWING: _drawing,
    EventKind.CAPITAL: _capital,
    EventKind.RECEIPT: _receipt,
    EventKind.PAYMENT: _payment,
    EventKind.LOAN: _loan,
    EventKind.LOAN_REPAYMENT: _loan_repayment,
    EventKind.TRANSFER: _transfer,
    EventKind.DEPOSIT: _deposit,
    EventKind.SALE_RETURN: _sale_return,
    EventKind.PURCHASE_RETURN: _purchase_return,
    EventKind.ASSET: _asset,
    EventKind.TAX: _tax,
    EventKind.GRANT: _grant,
    EventKind.OTHER_INCOME: _other_income,
}
