"""Closing months."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated

from ninja import Path, Router
from pydantic import Field

from guyub.api.auth import Request
from guyub.api.problems import WRITING
from guyub.api.shapes import In, Out, Side
from guyub.books.actions.closing import close_month
from guyub.books.rules.ledger import last_day

router = Router(tags=["months"])
Month = Annotated[str, Path(pattern="^(199[0-9]|20[0-9][0-9])-(0[1-9]|1[0-2])$", examples=["2026-11"])]


class CloseMonth(In):
    client_id: uuid.UUID = Field(description="Chosen by the sender, once for each closing.")
    material: Side | None = Field(default=None, description="Rupiah of material counted at hand; null: not counted.")
    goods: Side | None = Field(default=None, description="Rupiah of finished goods counted; null: not counted.")


class ClosingOut(Out):
    month: date = Field(description="Its first day.")
    closed_until: date = Field(description="Its last day: nothing is written any more up to then.")
    at: datetime


@router.post("/books/{uuid:book}/months/{month}/close", response={200: ClosingOut, **WRITING}, summary="Close a month")
def post_close(request: Request, book: uuid.UUID, month: Month, new: CloseMonth) -> ClosingOut:
    """Write depreciation, tax owed and what was counted, then let nothing more into the oldest open month.

    The same sent again is answered with the same; 409 when the month was closed already, 400 when it has not ended
    or an older one is still open.
    """
    closing = close_month(
        request.auth,
        request.book,
        month=date.fromisoformat(f"{month}-01"),
        client_id=new.client_id,
        material=new.material,
        goods=new.goods,
    )
    return ClosingOut(month=closing.month, closed_until=last_day(closing.month), at=closing.at)
