"""Accounts of a book."""

from __future__ import annotations

import uuid

from ninja import Router, Status
from pydantic import Field

from guyub.api.auth import Request
from guyub.api.problems import READING, WRITING
from guyub.api.shapes import Code, In, Name, Out
from guyub.books.actions.accounts import add_account
from guyub.books.models import Account
from guyub.books.queries.accounts import accounts_of
from guyub.books.rules.ledger import Kind

router = Router(tags=["accounts"])


class NewAccount(In):
    code: Code
    name: Name
    kind: Kind


class AccountOut(Out):
    code: str
    name: str = Field(description="Built-in accounts are named in the language of the request.")
    kind: Kind


class AccountsOut(Out):
    accounts: list[AccountOut]


@router.get("/books/{uuid:book}/accounts", response={200: AccountsOut, **READING}, summary="Accounts of a book")
def list_accounts(request: Request, book: uuid.UUID) -> AccountsOut:
    """Every account, by code."""
    return AccountsOut(accounts=[_shown(each) for each in accounts_of(request.auth, request.book)])


@router.post(
    "/books/{uuid:book}/accounts",
    response={201: AccountOut, 200: AccountOut, **WRITING},
    summary="Add an account",
)
def post_account(request: Request, book: uuid.UUID, new: NewAccount) -> Status[AccountOut]:
    """Add an account: 201, or 200 when the book has this very account; 409 when its code means something else."""
    account, is_new = add_account(request.auth, request.book, new.code, new.name, new.kind)
    return Status(201 if is_new else 200, _shown(account))


def _shown(account: Account) -> AccountOut:
    return AccountOut(code=account.code, name=str(account.words), kind=Kind(account.kind))
