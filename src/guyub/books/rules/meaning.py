"""From what happened in the workshop to double entry. Pure.

An owner says *sold*, *bought*, *took home*; here stands what each of these debits and credits. Nobody who writes an
entry has to know it. No debt goes below zero: what a debtor pays beyond the debt is kept as a deposit, and what is
not paid at once is first taken from the deposit that the other has with us, or from the worker's kasbon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from guyub.books import chart
from guyub.books.rules.ledger import LARGEST_AMOUNT
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
# What a debtor's payment settles, and what ours does, in this order.
RECEIVED_FOR = (chart.TRADE_RECEIVABLES, chart.WORKER_ADVANCES, chart.SUPPLIER_DEPOSITS)
PAID_FOR = (chart.WAGES_PAYABLE, chart.TRADE_PAYABLES, chart.LOANS, chart.CUSTOMER_DEPOSITS)
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
    """The transfers of an event; they add up to its amount. Raises Problem at the field that cannot be."""
    check(event)
    moves = _MOVES[event.kind](event, standing)
    return [move for move in moves if move[2]]


def business_part(amount: int, percent: int) -> int:
    """The workshop's part of a cost it shares with the house, half a rupiah rounded up."""
    return (amount * percent * 2 + 100) // 200


def check(event: Event) -> None:
    """Raise Problem at the field that cannot be, as far as the event itself tells; for `party` any number will do."""
    if event.amount <= 0:
        raise Problem(_("Jumlah uang harus lebih dari nol."), "amount")
    if event.amount > LARGEST_AMOUNT:
        raise Problem(_("Jumlah uang paling besar %(most)s.", most=Rupiah(LARGEST_AMOUNT)), "amount")
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


def _into(event: Event, account: str, owed: str, deposits: str, standing: Standing) -> list[FullMove]:
    """Credit `account`: what was paid came into our money, of the rest the party owes what it has no deposit for."""
    paid, rest = _paid(event), event.amount - _paid(event)
    kept = min(rest, max(standing.owed.get(deposits, 0), 0))
    return [
        (MONEY_PLACES[event.place], account, paid, event.party),
        (deposits, account, kept, event.party),
        (owed, account, rest - kept, event.party),
    ]


def _out_of(event: Event, account: str, owing: str, deposits: str, standing: Standing) -> list[FullMove]:
    """Debit `account`: what was paid went out of our money, of the rest we owe what we have no deposit for."""
    paid, rest = _paid(event), event.amount - _paid(event)
    kept = min(rest, max(standing.owed.get(deposits, 0), 0))
    return [
        (account, MONEY_PLACES[event.place], paid, event.party),
        (account, deposits, kept, event.party),
        (account, owing, rest - kept, event.party),
    ]


def _sale(event: Event, standing: Standing) -> list[FullMove]:
    return _into(event, chart.SALES, chart.TRADE_RECEIVABLES, chart.CUSTOMER_DEPOSITS, standing)


def _purchase(event: Event, standing: Standing) -> list[FullMove]:
    return _out_of(event, chart.MATERIAL_EXPENSE, chart.TRADE_PAYABLES, chart.SUPPLIER_DEPOSITS, standing)


def _expense(event: Event, standing: Standing) -> list[FullMove]:
    """A running cost; of one that the house shares, the house's part is taken home."""
    account = CATEGORIES.get(event.category, chart.OTHER_EXPENSE)
    percent = standing.business_percent.get(account, 100)
    moves: list[FullMove] = []
    so_far = 0
    for debit, credit, amount, party in _out_of(
        event, account, chart.TRADE_PAYABLES, chart.SUPPLIER_DEPOSITS, standing
    ):
        # Of running sums, so that the parts are rounded once for the whole and not each by itself.
        ours = business_part(so_far + amount, percent) - business_part(so_far, percent)
        moves += [(debit, credit, ours, party), (chart.DRAWINGS, credit, amount - ours, party)]
        so_far += amount
    return moves


def _wage(event: Event, standing: Standing) -> list[FullMove]:
    """What is kept back of a wage pays off the worker's kasbon first; only the rest is owed."""
    return _out_of(event, chart.WAGES, chart.WAGES_PAYABLE, chart.WORKER_ADVANCES, standing)


def _asset(event: Event, standing: Standing) -> list[FullMove]:
    return _out_of(event, chart.EQUIPMENT, chart.TRADE_PAYABLES, chart.SUPPLIER_DEPOSITS, standing)


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
    """A debtor pays: first what was sold on credit, then what was lent, then a deposit of ours that comes back.

    What is over is a deposit of theirs.
    """
    money = MONEY_PLACES[event.place]
    parts = _against(event.amount, RECEIVED_FOR, standing)
    over = event.amount - sum(parts.values())
    moves: list[FullMove] = [(money, account, part, event.party) for account, part in parts.items()]
    return [*moves, (money, chart.CUSTOMER_DEPOSITS, over, event.party)]


def _payment(event: Event, standing: Standing) -> list[FullMove]:
    """We pay what we owe: wages first, then goods, loans, and a deposit of theirs that goes back.

    What is over is a deposit of ours with them.
    """
    money = MONEY_PLACES[event.place]
    parts = _against(event.amount, PAID_FOR, standing)
    over = event.amount - sum(parts.values())
    moves: list[FullMove] = [(account, money, part, event.party) for account, part in parts.items()]
    return [*moves, (chart.SUPPLIER_DEPOSITS, money, over, event.party)]


def _against(amount: int, accounts: Iterable[str], standing: Standing) -> dict[str, int]:
    """How much of `amount` each account takes, in order, none beyond its balance."""
    parts = {}
    for account in accounts:
        parts[account] = min(amount, max(standing.owed.get(account, 0), 0))
        amount -= parts[account]
    return parts


def _loan(event: Event, _standing: Standing) -> list[FullMove]:
    return [(MONEY_PLACES[event.place], chart.LOANS, event.amount, event.party)]


def _loan_repayment(event: Event, standing: Standing) -> list[FullMove]:
    """An instalment lowers the debt as far as there is one; its interest, and what goes beyond the debt, is a cost."""
    money = MONEY_PLACES[event.place]
    repaid = min(event.amount - event.interest, max(standing.owed.get(chart.LOANS, 0), 0))
    return [
        (chart.LOANS, money, repaid, event.party),
        (chart.INTEREST, money, event.amount - repaid, event.party),
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
