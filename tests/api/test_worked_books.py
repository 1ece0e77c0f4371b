"""Books that others worked out, entered through the API, come to the balances that they published."""

from __future__ import annotations

import json
import os
import uuid
from pathlib import Path
from typing import Any

import pytest
from tests.api.books_of_others import CHIPS, TRADER
from tests.api.conftest import Caller

SHARED = os.environ.get("GUYUB_SHARED_DATA")
BY_FIRST_DIGIT = {"1": "asset", "2": "liability", "3": "equity", "4": "income", "5": "expense"}
TRADERS_CODES = {name: code for code, (name, __) in TRADER["accounts"].items()}

pytestmark = pytest.mark.usefixtures("clock")


def keep(owner: Caller, worked: dict[str, Any], *, as_lines: bool = True) -> None:
    """Add the accounts and enter every entry, all through the API."""
    for code, (name, kind) in worked["accounts"].items():
        assert owner.post("accounts", code=code, name=name, kind=kind).status_code == 201
    for day, text, lines in worked["journal"]:
        rows = [{"account": account, "debit": debit, "credit": credit} for account, debit, credit in lines]
        answer = owner.post("entries", client_id=str(uuid.uuid4()), day=day, text=text, lines=rows)
        assert answer.status_code == 201, answer.content


def compare(owner: Caller, expected: dict[str, Any]) -> None:
    """What the API says on each day, against what was published, to the rupiah."""
    for day, figures in expected.items():
        trial = owner.get("trial-balance", until=day).json()
        balances = {line["code"]: line["debit"] - line["credit"] for line in trial["lines"]}
        assert balances == figures["balances"]
        assert trial["debit"] == trial["credit"] == figures["total"]
        result = owner.get("profit-or-loss", since="2024-01-01", until=day).json()
        assert (result["income"], result["expense"]) == (figures["revenue"], figures["expenses"])
        assert result["profit"] == figures["net"]
        position = owner.get("position", on=day).json()
        assert [position[name] for name in ("assets", "liabilities", "equity")] == [
            figures[name] for name in ("assets", "liabilities", "equity")
        ]
        total = {row["name"]: row["amount"] for row in position["rows"] if row["rank"] == "total"}
        assert total == {"Jumlah aset": figures["assets"], "Jumlah liabilitas dan ekuitas": figures["assets"]}


@pytest.mark.parametrize("worked", [CHIPS, TRADER], ids=["chips", "trader"])
def test_books_worked_out_by_others_come_to_their_balances(owner: Caller, worked: dict[str, Any]) -> None:
    keep(owner, worked)
    compare(owner, worked["expected"])


def test_stock_below_nothing_is_said_and_still_adds_up(owner: Caller) -> None:
    keep(owner, CHIPS)
    for path, day in (("trial-balance", "until"), ("position", "on")):
        (warning,) = owner.get(path, **{day: "2024-02-28"}).json()["warnings"]
        assert "Persediaan Barang Jadi di bawah nol" in warning
        assert "650.000" in warning
    assert owner.get("trial-balance", until="2024-01-12").json()["warnings"] == []


def test_balances_are_those_of_the_day_asked_for_not_of_its_month(owner: Caller) -> None:
    keep(owner, CHIPS)

    def cash(day: str) -> int:
        lines = owner.get("trial-balance", until=day).json()["lines"]
        return sum(line["debit"] - line["credit"] for line in lines if line["code"] == "1-1001")

    steps = {"2023-12-31": 0, "2024-01-01": 50_000_000, "2024-01-04": 50_000_000, "2024-01-05": 49_600_000}
    steps |= {"2024-01-24": 50_350_000, "2024-02-01": 49_200_000, "2024-02-29": 44_200_000, "2026-11-23": 44_200_000}
    assert {day: cash(day) for day in steps} == steps
    between = owner.get("profit-or-loss", since="2024-01-16", until="2024-01-29").json()
    assert (between["income"], between["expense"]) == (1_000_000, 650_000)
    flow = owner.get("cash-flow", since="2024-01-02", until="2024-01-25").json()
    assert flow["rows"][-1]["amount"] - flow["rows"][-2]["amount"] == flow["change"]


def _shared(name: str) -> dict[str, Any]:
    if not SHARED:
        pytest.skip("GUYUB_SHARED_DATA names no folder")
    return json.loads((Path(SHARED) / "books" / name).read_text())


def _journal(told: dict[str, Any], codes: dict[str, str], year: str = "") -> list[Any]:
    return [
        (
            year + each["date"],
            each["text"],
            [(codes.get(account, account), debit, credit) for account, debit, credit in each["lines"]],
        )
        for each in told["journal"]
    ]


def test_the_published_set_of_the_chip_makers(owner: Caller) -> None:
    told = _shared("bumdes_keripik.json")
    accounts = {code: (name, BY_FIRST_DIGIT[code[0]]) for code, name in told["accounts"].items()}
    keep(owner, {"accounts": accounts, "journal": _journal(told, {})})
    expected = {
        day: {
            "balances": figures["trial_balance_debit_positive"],
            "total": figures["trial_balance_total"],
            "revenue": figures["revenue"],
            "expenses": figures["expenses"],
            "net": figures["net"],
            "assets": figures["total_assets"],
            "liabilities": figures["liabilities"],
            "equity": figures["equity_incl_result"],
        }
        for day, figures in ((day, told[f"expected_{day}"]) for day in ("2024-01-31", "2024-02-28"))
    }
    compare(owner, expected)


def test_the_published_set_of_the_trader(owner: Caller) -> None:
    told = _shared("merchandise_month.json")
    keep(owner, {"accounts": TRADER["accounts"], "journal": _journal(told, TRADERS_CODES, "2024-")})
    published = told["expected_unadjusted"]
    figures = dict(TRADER["expected"]["2024-01-31"])
    balances = published["trial_balance_debit_positive"].items()
    figures["balances"] = {TRADERS_CODES[name]: amount for name, amount in balances}
    figures |= {"total": published["trial_balance_total"], "net": published["net_before_adjustments"]}
    compare(owner, {"2024-01-31": figures})
