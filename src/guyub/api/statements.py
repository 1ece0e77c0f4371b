"""Statements: what the books come to, on any day."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from guyub.api.auth import Request
from guyub.api.problems import READING, ProblemsOut
from guyub.api.shapes import Day, Out
from guyub.books.queries import ledger
from guyub.books.queries.accounts import balance_on, cash_flow_between, position_on, result_between
from guyub.books.rules.ledger import Kind
from guyub.books.rules.statements import Rank, Statement
from guyub.kernel.words import Words

router = Router(tags=["statements"])
Until = Annotated[Day | None, Query(description="Last day that counts; today when it is not said.")]
Since = Annotated[Day | None, Query(description="First day that counts; 1 January of `until` when it is not said.")]
BETWEEN = {**READING, 400: ProblemsOut}


class BalanceOut(Out):
    code: str
    name: str
    kind: Kind
    debit: int
    credit: int


class TrialBalanceOut(Out):
    until: date
    lines: list[BalanceOut] = Field(description="Accounts with a balance, by code; one side of each is 0.")
    debit: int
    credit: int
    warnings: list[str] = Field(description="What adds up and yet looks wrong, such as stock below nothing.")


class RowOut(Out):
    rank: Rank
    name: str
    amount: int | None = Field(description="Rupiah, in the direction in which the account grows; none for a heading.")
    code: str | None = Field(description="The account behind it.")


class ResultOut(Out):
    since: date
    until: date
    income: int
    expense: int
    profit: int
    rows: list[RowOut]
    warnings: list[str]


class PositionOut(Out):
    on: date
    assets: int
    liabilities: int
    equity: int = Field(description="With the result that was not carried over yet.")
    rows: list[RowOut]
    warnings: list[str]


class CashFlowOut(Out):
    since: date
    until: date
    change: int = Field(description="How much more money there is at the end.")
    rows: list[RowOut]
    warnings: list[str]


class MoneyPlaceOut(Out):
    name: str
    amount: int


class MoneyOut(Out):
    places: list[MoneyPlaceOut]
    sum: int


@router.get(
    "/books/{uuid:book}/trial-balance", response={200: TrialBalanceOut, **READING}, summary="Trial balance on a day"
)
def get_trial_balance(request: Request, book: uuid.UUID, until: Until = None) -> TrialBalanceOut:
    """Every account's balance at the end of a day."""
    found = balance_on(request.auth, request.book, until or timezone.localdate())
    lines = [
        BalanceOut(code=each.code, name=str(each.name), kind=each.kind, debit=each.debit, credit=each.credit)
        for each in found.lines
    ]
    return TrialBalanceOut(
        until=found.until, lines=lines, debit=found.debit, credit=found.credit, warnings=_said(found.doubts)
    )


@router.get("/books/{uuid:book}/profit-or-loss", response={200: ResultOut, **BETWEEN}, summary="Profit or loss")
def get_profit_or_loss(request: Request, book: uuid.UUID, since: Since = None, until: Until = None) -> ResultOut:
    """What was earned and spent from one day to another (SAK EMKM, accrual basis)."""
    first, last = _days(since, until)
    found = result_between(request.auth, request.book, first, last)
    return ResultOut(
        since=first,
        until=last,
        income=found.result.income,
        expense=found.result.expense,
        profit=found.result.profit,
        rows=_rows(found.shown),
        warnings=_said(found.doubts),
    )


@router.get(
    "/books/{uuid:book}/position", response={200: PositionOut, **READING}, summary="Financial position on a day"
)
def get_position(request: Request, book: uuid.UUID, on: Until = None) -> PositionOut:
    """What is owned, owed and left for the owner at the end of a day (SAK EMKM)."""
    day = on or timezone.localdate()
    found = position_on(request.auth, request.book, day)
    return PositionOut(
        on=day,
        assets=found.position.assets,
        liabilities=found.position.liabilities,
        equity=found.position.equity,
        rows=_rows(found.shown),
        warnings=_said(found.doubts),
    )


@router.get("/books/{uuid:book}/cash-flow", response={200: CashFlowOut, **BETWEEN}, summary="Cash flow")
def get_cash_flow(request: Request, book: uuid.UUID, since: Since = None, until: Until = None) -> CashFlowOut:
    """Where money came from and where it went, from one day to another (indirect way)."""
    first, last = _days(since, until)
    found = cash_flow_between(request.auth, request.book, first, last)
    return CashFlowOut(
        since=first,
        until=last,
        change=found.shown.amounts("Uang bertambah atau berkurang")[0],
        rows=_rows(found.shown),
        warnings=_said(found.doubts),
    )


@router.get("/books/{uuid:book}/money", response={200: MoneyOut, **READING}, summary="Money at hand")
def get_money(request: Request, book: uuid.UUID) -> MoneyOut:
    """Cash, bank and e-wallet today, every entry counted."""
    places = ledger.money_today(request.auth, request.book)
    return MoneyOut(
        places=[MoneyPlaceOut(name=str(each.name), amount=each.amount) for each in places],
        sum=sum(each.amount for each in places),
    )


def _days(since: date | None, until: date | None) -> tuple[date, date]:
    last = until or timezone.localdate()
    return since or last.replace(month=1, day=1), last


def _rows(statement: Statement) -> list[RowOut]:
    return [
        RowOut(rank=row.rank, name=str(row.name), amount=row.amounts[0] if row.amounts else None, code=row.code or None)
        for row in statement.rows
    ]


def _said(sentences: Iterable[Words]) -> list[str]:
    return [str(each) for each in sentences]
