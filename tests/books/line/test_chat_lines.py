"""Real lines from public bots and bookkeeping stories, where GUYUB_CHAT_LINES names the file that holds them.

Their sources speak of money in and out; here stands which of our kinds each of theirs may be.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.books.line.judging import understand

from guyub.books.line import Reading

FILE = os.environ.get("GUYUB_CHAT_LINES", "")
pytestmark = pytest.mark.skipif(not Path(FILE).is_file(), reason="GUYUB_CHAT_LINES names no file of chat lines")

OUT = {
    "expense", "purchase", "wage", "drawing", "payment", "advance", "asset", "tax", "loan_repayment", "deposit",
}  # fmt: skip
IN = {"sale", "other_income", "capital", "receipt", "loan", "grant", "deposit"}
MEANT: dict[str, set[str]] = {
    "out": OUT,
    "in": IN,
    "transfer": {"transfer"},
    "receivable": {"sale", "advance"},
    "sale_on_credit": {"sale"},
    "payable": {"purchase", "expense", "loan"},
    "purchase_on_credit": {"purchase", "expense"},
    "collect_receivable": {"receipt"},
    "repay_payable": {"payment"},
    "purchase_material": {"purchase"},
    "buy_equipment": {"asset"},
    "employee_advance": {"advance"},
    "loan_in": {"loan"},
    "loan_repay": {"loan_repayment"},
    "capital_in": {"capital"},
    "sales_return": {"sale_return"},
}
ON_CREDIT = {"sale_on_credit", "purchase_on_credit"}
# Everything else is asked about: amount, need_amount, query, setting, order, order_inquiry, reject, ambiguous,
# balance_adjust, production_issue, production_receipt, receivable_or_payable.


def _lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(FILE).read_text("utf-8").splitlines() if line.strip()]


def _right(meant: dict[str, Any], reading: Reading) -> bool:
    kind, entries = meant["kind"], reading.entries
    if kind == "multi":
        wanted = [(amount, MEANT[way]) for __, amount, way in meant["items"]]
        return len(entries) == len(wanted) and all(
            entry.amount == amount and entry.kind in kinds
            for entry, (amount, kinds) in zip(entries, wanted, strict=True)
        )
    if kind == "multi_transfer":
        wanted_amounts = [meant["income"], *(amount for amount, __, __ in meant["transfers"])]
        return [entry.amount for entry in entries] == wanted_amounts and entries[0].kind in IN
    if len(entries) != 1:
        return False
    same = meant["amount"] is None or entries[0].amount == meant["amount"]
    if kind in MEANT:
        credit = kind not in ON_CREDIT or entries[0].settlement == "credit"
        return same and credit and entries[0].kind in MEANT[kind]
    return same and entries[0].kind is None and entries[0].question is not None


def test_nearly_all_are_understood_rightly() -> None:
    lines = _lines()
    wrong = [line["text"] for line in lines if not _right(line, understand(line["text"]))]
    assert len(wrong) <= 0.02 * len(lines), wrong


def test_parties_and_terms_are_kept() -> None:
    for line in _lines():
        (entry, *others) = understand(line["text"]).entries
        if "party" in line and not others and entry.kind is not None:
            assert entry.party == line["party"], line["text"]
        if "due_days" in line:
            assert entry.due_days == line["due_days"]
        if "principal" in line:
            assert (entry.principal, entry.interest) == (line["principal"], line["interest"])
        if "days_ago" in line:
            assert entry.day == -line["days_ago"]
        if "date" in line:
            assert entry.date is not None
            assert entry.date.isoformat() == line["date"]
