"""Who owes whom."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from guyub.api.auth import Request
from guyub.api.problems import READING
from guyub.api.shapes import Out
from guyub.books.queries.debts import debts_of
from guyub.books.rules.debts import Owed

router = Router(tags=["statements"])


class OwedOut(Out):
    party: int | None = Field(description="The party's number; null for what was written without a name.")
    name: str
    amount: int
    since: date | None = Field(description="The day of the oldest part that is still open, where it can be told.")


class DebtsOut(Out):
    today: date
    to_us: list[OwedOut] = Field(description="Open longest first; of this page.")
    by_us: list[OwedOut]
    total_to_us: int = Field(description="Of everybody, not only of this page.")
    total_by_us: int
    next: int | None = Field(description="Ask again with `page` set to this for smaller ones; null at the end.")


@router.get("/books/{uuid:book}/debts", response={200: DebtsOut, **READING}, summary="Who owes whom")
def get_debts(request: Request, book: uuid.UUID, page: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> DebtsOut:
    """Open balances by person, the 200 largest first."""
    found = debts_of(request.auth, request.book, timezone.localdate(), page=page)
    return DebtsOut(
        today=found.today,
        to_us=_shown(found.to_us),
        by_us=_shown(found.by_us),
        total_to_us=found.total_to_us,
        total_by_us=found.total_by_us,
        next=page + 1 if found.more else None,
    )


def _shown(owed: Iterable[Owed]) -> list[OwedOut]:
    return [OwedOut(party=each.party, name=str(each.name), amount=each.amount, since=each.since) for each in owed]
