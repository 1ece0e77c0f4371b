"""The statements: right against cases worked by hand and published ones, tied to the money, cheap at any size."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book, post_within
from guyub.books.models import Account, Book, Equipment
from guyub.books.queries import statements as queries
from guyub.books.rules import statements as rules
from guyub.books.rules.depreciation import worn
from guyub.books.rules.groups import Group, Known, group_of
from guyub.books.rules.ledger import Kind, Move
from guyub.books.rules.periods import Span, span
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)


def write(book: Book, day: date, *transfers: Move) -> None:
    post_within(book, client_id=uuid.uuid4(), day=day, words=_("Catatan"), transfers=transfers)


@pytest.fixture
def book(world: World) -> Book:
    """Two years of a small workshop, in round figures."""
    book = open_book(world.enterprise)
    tini, budi = party_named(book, "Bu Tini").number, party_named(book, "Pak Budi").number
    write(book, date(2025, 1, 2), (chart.CASH, chart.CAPITAL, 10_000), (chart.BANK, chart.LOANS, 5_000))
    write(book, date(2025, 3, 5), (chart.EQUIPMENT, chart.BANK, 2_400))
    write(book, date(2025, 6, 1), (chart.CASH, chart.SALES, 3_000), (chart.WAGES, chart.CASH, 1_000))
    write(book, date(2025, 12, 31), (chart.DEPRECIATION, chart.DEPRECIATION_SO_FAR, 1_000))
    write(book, date(2026, 1, 10), (chart.TRADE_RECEIVABLES, chart.SALES, 4_000, tini))
    write(book, date(2026, 2, 10), (chart.MATERIAL_EXPENSE, chart.TRADE_PAYABLES, 1_500, budi))
    write(book, date(2026, 3, 3), (chart.SALES_RETURNS, chart.TRADE_RECEIVABLES, 400, tini))
    write(book, date(2026, 3, 9), (chart.BANK, chart.TRADE_RECEIVABLES, 1_600, tini))
    write(book, date(2026, 4, 1), (chart.DRAWINGS, chart.CASH, 700), (chart.CASH, chart.BANK, 500))
    write(book, date(2026, 4, 2), (chart.LOANS, chart.BANK, 1_000), (chart.INTEREST, chart.BANK, 50))
    write(book, date(2026, 4, 30), (chart.TAX, chart.TAX_PAYABLE, 20), (chart.CASH, chart.GRANTS, 300))
    return book


def test_the_position_balances_and_shows_earlier_and_this_years_profit(world: World, book: Book) -> None:
    shown = queries.position(world.people["owner"], book, date(2026, 4, 15))
    assert shown.amounts(chart.CASH) == (10_000 + 3_000 - 1_000 - 700 + 500 + 300,)
    assert shown.amounts(chart.BANK) == (5_000 - 2_400 + 1_600 - 500 - 1_050,)
    assert shown.amounts(chart.TRADE_RECEIVABLES) == (2_000,)
    assert shown.amounts(chart.DEPRECIATION_SO_FAR) == (-1_000,), "a deduction stands below zero"
    assert shown.amounts("Jumlah aset") == (12_100 + 2_650 + 2_000 + 2_400 - 1_000,)
    assert shown.amounts("Jumlah liabilitas") == (1_500 + 20 + 4_000,)
    assert shown.amounts(chart.DRAWINGS) == (-700,)
    assert shown.amounts("Laba tahun-tahun sebelumnya") == (3_000 - 1_000 - 1_000,)
    assert shown.amounts("Laba tahun ini") == (4_000 - 400 + 300 - 1_500 - 50 - 20,)
    assert shown.amounts("Jumlah liabilitas dan ekuitas") == shown.amounts("Jumlah aset")


def test_profit_or_loss_goes_from_sales_to_what_is_left(world: World, book: Book) -> None:
    shown = queries.profit_or_loss(world.people["owner"], book, date(2026, 1, 1), date(2026, 4, 1))
    assert shown.amounts(chart.SALES_RETURNS) == (-400,)
    sums = {
        "Jumlah pendapatan usaha": 3_600,
        "Jumlah beban usaha": 1_500,
        "Laba usaha": 2_100,
        "Laba sebelum pajak": 2_350,
        "Laba bersih": 2_330,
    }
    assert {name: shown.amounts(name)[0] for name in sums} == sums


def test_cash_flow_ends_at_the_money_there_is(world: World, book: Book) -> None:
    shown = queries.cash_flow(world.people["owner"], book, date(2026, 1, 1), date(2026, 4, 1))
    sums = {
        "Uang dari operasi": 2_330 - 2_000 + 1_500 + 20,
        "Uang dari investasi": 0,
        "Uang dari pendanaan": -1_000 - 700,
        "Uang pada awal masa": 12_000 + 2_600,
        "Uang pada akhir masa": 12_100 + 2_650,
    }
    assert {name: shown.amounts(name)[0] for name in sums} == sums
    before = queries.cash_flow(world.people["owner"], book, date(2025, 1, 1), date(2025, 12, 1))
    assert before.amounts("Uang dari operasi") == (2_000,), "depreciation costs no money"
    assert before.amounts("Uang dari investasi") == (-2_400,)
    assert before.amounts("Uang dari pendanaan") == (15_000,)


def test_two_spans_stand_beside_each_other(world: World, book: Book) -> None:
    this = span(date(2026, 1, 1), date(2026, 4, 1))
    both = queries.statements(world.people["owner"], book, [this, this.year_ago()])
    assert both.profit.amounts("Jumlah pendapatan usaha") == (3_600, 0)
    assert both.position.amounts(chart.CASH) == (12_100, 10_000)
    assert both.position.amounts("Laba tahun-tahun sebelumnya") == (1_000, 0)


def test_the_notes_name_who_owes_at_the_end_of_the_span(world: World, book: Book) -> None:
    def notes(until: date) -> queries.Notes:
        return queries.statements(world.people["owner"], book, [span(until, until)]).notes

    def owed(until: date) -> list[tuple[str | None, int]]:
        return [(each.name, each.amount) for each in notes(until).owed_to_us]

    write(book, date(2026, 4, 3), (chart.TRADE_RECEIVABLES, chart.SALES, 90))
    assert owed(date(2026, 1, 1)) == [("Bu Tini", 4_000)]
    assert owed(date(2026, 4, 1)) == [("Bu Tini", 2_000), (None, 90)]
    assert ("Pak Budi", 1_500) in [(each.name, each.amount) for each in notes(date(2026, 4, 1)).owed_by_us]
    Equipment.objects.create(book=book, name="Mesin jahit", cost=2_400, since=date(2025, 3, 5), months=24)
    (machine,) = notes(date(2026, 4, 1)).equipment
    assert (machine.name, machine.worn, machine.left) == ("Mesin jahit", 1_400, 1_000)
    assert notes(date(2025, 2, 1)).equipment == ()


def test_the_notes_say_what_the_books_do_not_know(world: World, book: Book) -> None:
    write(book, date(2026, 4, 3), (chart.WAGES, chart.E_WALLET, 10))
    this = span(date(2026, 4, 1), date(2026, 4, 1))
    unknown = " ".join(map(str, queries.statements(world.people["owner"], book, [this]).notes.unknown))
    assert "belum diberi masa pakai" in unknown
    assert "kurang dari nol" in unknown


def test_only_the_owner_reads_the_statements(world: World, book: Book) -> None:
    this = span(TODAY, TODAY)
    for role in ("foreign owner", "worker", "member", "officer", "stranger"):
        for ask in (
            lambda who: queries.position(who, book, TODAY),
            lambda who: queries.profit_or_loss(who, book, TODAY, TODAY),
            lambda who: queries.cash_flow(who, book, TODAY, TODAY),
            lambda who: queries.statements(who, book, [this]),
        ):
            with pytest.raises(NotAllowed):
                ask(world.people[role])


def test_statements_cost_the_same_however_long_the_book_is(world: World, book: Book) -> None:
    owner, this = world.people["owner"], span(date(2026, 1, 1), date(2026, 4, 1))

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as few:
            queries.position(owner, book, TODAY)
        with CaptureQueriesContext(connection) as all_:
            queries.statements(owner, book, [this, this.before()])
        return len(few), len(all_)

    asked()  # from here on the person's roles are known
    before = asked()
    for number in range(30):
        party = party_named(book, f"Pelanggan {number}").number
        write(book, date(2026, 1 + number % 10, 3), (chart.TRADE_RECEIVABLES, chart.SALES, 10, party))
    assert asked() == before
    assert before[0] <= 2
    assert before[1] <= 7


# --- cases that others worked out ---


def _published(name: str) -> dict[str, Any]:
    folder = os.environ.get("GUYUB_SHARED_DATA")
    if not folder:
        pytest.skip("GUYUB_SHARED_DATA names no folder of cases")
    return json.loads((Path(folder) / "books" / name).read_text())


def _enter(book: Book, accounts: Mapping[str, tuple[str, Kind]], journal: list[dict[str, Any]], year: str = "") -> None:
    """The published entries, each side paired off into transfers."""
    Account.objects.bulk_create(
        Account(book=book, code=code, name=name, kind=kind) for code, (name, kind) in accounts.items()
    )
    for each in journal:
        debits = [[code, debit] for code, debit, __ in each["lines"] if debit]
        credits_ = [[code, credit] for code, __, credit in each["lines"] if credit]
        transfers: list[Move] = []
        while debits and credits_:
            amount = min(debits[0][1], credits_[0][1])
            transfers.append((debits[0][0], credits_[0][0], amount))
            for side in (debits, credits_):
                side[0][1] -= amount
                if not side[0][1]:
                    side.pop(0)
        write(book, date.fromisoformat(year + each["date"]), *transfers)


KINDS = {"1": Kind.ASSET, "2": Kind.LIABILITY, "3": Kind.EQUITY, "4": Kind.INCOME, "5": Kind.EXPENSE}


def test_a_village_enterprise_comes_out_as_published(world: World) -> None:
    case = _published("bumdes_keripik.json")
    book = open_book(world.enterprise)
    _enter(book, {code: (name, KINDS[code[0]]) for code, name in case["accounts"].items()}, case["journal"])
    owner = world.people["owner"]
    for key, since in (("expected_2024-01-31", date(2024, 1, 1)), ("expected_2024-02-28", date(2024, 2, 1))):
        told = case[key]
        position = queries.position(owner, book, since)
        assert position.amounts("Jumlah aset") == (told["total_assets"],)
        assert position.amounts("Jumlah liabilitas") == (told["liabilities"],)
        assert position.amounts("Jumlah ekuitas") == (told["equity_incl_result"],)
        profit = queries.profit_or_loss(owner, book, date(2024, 1, 1), since)
        assert profit.amounts("Jumlah pendapatan usaha") == (told["revenue"],)
        assert profit.amounts("Jumlah beban usaha") == (told["expenses"],)
        assert profit.amounts("Laba bersih") == (told["net"],)
        flow = queries.cash_flow(owner, book, date(2024, 1, 1), since)
        assert flow.amounts("Uang pada akhir masa") == (told["trial_balance_debit_positive"]["1-1001"],)
    notes = queries.statements(owner, book, [span(since, since)]).notes
    assert any("persediaan di bawah nol" in str(each) for each in notes.unknown)


MERCHANDISE = {
    "Cash": Kind.ASSET,
    "Capital Stock": Kind.EQUITY,
    "Bank Loan Payable": Kind.LIABILITY,
    "Equipment": Kind.ASSET,
    "Inventory": Kind.ASSET,
    "Accounts Payable": Kind.LIABILITY,
    "Salary Expense": Kind.EXPENSE,
    "Utility Expense": Kind.EXPENSE,
    "Utilities Payable": Kind.LIABILITY,
    "Accounts Receivable": Kind.ASSET,
    "Sales": Kind.INCOME,
    "Cost of Goods Sold": Kind.EXPENSE,
    "Retained Earnings": Kind.EQUITY,
}


def test_a_trading_company_comes_out_as_published(world: World) -> None:
    case = _published("merchandise_month.json")
    told = case["expected_unadjusted"]["trial_balance_debit_positive"]
    codes = {name: f"M{at}" for at, name in enumerate(MERCHANDISE)}
    journal = [{**each, "lines": [[codes[name], *sides] for name, *sides in each["lines"]]} for each in case["journal"]]
    book = open_book(world.enterprise)
    _enter(book, {codes[name]: (name, kind) for name, kind in MERCHANDISE.items()}, journal, "2024-")
    owner, month = world.people["owner"], date(2024, 1, 1)
    position = queries.position(owner, book, month)
    for name, kind in MERCHANDISE.items():
        if kind is Kind.ASSET:
            assert position.amounts(codes[name]) == (told[name],)
    profit = queries.profit_or_loss(owner, book, month, month)
    assert profit.amounts("Laba bersih") == (case["expected_unadjusted"]["net_before_adjustments"],)
    flow = queries.cash_flow(owner, book, month, month)
    assert flow.amounts("Uang dari investasi") == (-400_000,)
    assert flow.amounts("Uang dari pendanaan") == (695_000,)
    assert flow.amounts("Uang pada akhir masa") == (told["Cash"],)


# --- the rules by themselves ---


@pytest.mark.parametrize(
    ("name", "kind", "group"),
    [
        ("Kas kecil", Kind.ASSET, Group.MONEY),
        ("Kasbon karyawan", Kind.ASSET, Group.RECEIVABLES),
        ("Akumulasi penyusutan mesin", Kind.ASSET, Group.WORN),
        ("Persediaan bahan baku", Kind.ASSET, Group.STOCK),
        ("Sewa dibayar di muka", Kind.ASSET, Group.OTHER_ASSETS),
        ("Bank Loan Payable", Kind.LIABILITY, Group.LOANS),
        ("Utang usaha", Kind.LIABILITY, Group.PAYABLES),
        ("Beban bunga", Kind.EXPENSE, Group.INTEREST),
        ("Pajak penghasilan final", Kind.EXPENSE, Group.TAX),
        ("Pajak kendaraan", Kind.EXPENSE, Group.COST),
        ("Pendapatan lain-lain", Kind.INCOME, Group.OTHER_INCOME),
        ("Jasa jahit", Kind.INCOME, Group.REVENUE),
    ],
)
def test_an_account_of_ones_own_goes_by_its_name_or_its_kind(name: str, kind: Kind, group: Group) -> None:
    assert group_of("X", name, kind) is group


ACCOUNTS = [
    Known(line.code, line.name, line.kind, group_of(line.code, line.name.text, line.kind)) for line in chart.WORKSHOP
]
CODES = [known.code for known in ACCOUNTS]
TRANSFERS = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.integers(1, 10**9)).filter(lambda t: t[0] != t[1]),
    max_size=30,
)


def _nets(transfers: list[tuple[str, str, int]]) -> dict[str, int]:
    nets: dict[str, int] = {}
    for debit, credit, amount in transfers:
        nets[debit] = nets.get(debit, 0) + amount
        nets[credit] = nets.get(credit, 0) - amount
    return nets


@given(TRANSFERS, TRANSFERS)
def test_whatever_is_written_the_statements_balance_and_tie_to_the_money(
    earlier: list[tuple[str, str, int]], within: list[tuple[str, str, int]]
) -> None:
    moves = [rules.Moves(Span(date(2026, 1, 1), date(2026, 12, 1)), _nets(earlier), _nets(within), _nets(earlier))]
    position, flow = rules.position(ACCOUNTS, moves), rules.cash_flow(ACCOUNTS, moves)
    assert position.amounts("Jumlah aset") == position.amounts("Jumlah liabilitas dan ekuitas")
    money = sum(net for code, net in moves[0].at_end.items() if code in chart.MONEY)
    assert flow.amounts("Uang pada akhir masa") == (money,)
    profit = rules.profit_or_loss(ACCOUNTS, moves).amounts("Laba bersih")
    assert profit == flow.rows[1].amounts


@given(st.integers(1, 10**12), st.integers(1, 600), st.integers(1, 700))
def test_depreciation_month_by_month_makes_up_the_cost(cost: int, months: int, after: int) -> None:
    since = date(2020, 5, 17)
    ends = [date(2020 + (4 + at) // 12, (4 + at) % 12 + 1, 1) for at in range(after)]
    so_far = [worn(cost, since, months, end) for end in ends]
    assert so_far == sorted(so_far)
    assert so_far[-1] <= cost
    assert (so_far[-1] == cost) == (after >= months)
    assert worn(cost, since, months, date(2020, 4, 30)) == 0


def test_what_is_gone_loses_nothing_more() -> None:
    assert worn(1200, date(2026, 1, 1), 12, date(2026, 12, 1), date(2026, 3, 9)) == 200
    assert worn(1200, date(2026, 1, 1), 12, date(2026, 12, 1), date(2026, 1, 1)) == 0, "it was taken back"


def test_spans_of_months() -> None:
    quarter = span(date(2026, 1, 20), date(2026, 3, 2))
    assert (quarter.since, quarter.end, quarter.months) == (date(2026, 1, 1), date(2026, 3, 31), 3)
    assert quarter.before() == span(date(2025, 10, 1), date(2025, 12, 1))
    assert quarter.year_ago() == span(date(2025, 1, 1), date(2025, 3, 1))
    with pytest.raises(Problem):
        span(date(2026, 3, 1), date(2026, 2, 1))
    with pytest.raises(Problem):
        span(date(1970, 3, 1), date(2026, 2, 1))
