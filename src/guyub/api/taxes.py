"""The final income tax, month by month."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from guyub.api.auth import Request
from guyub.api.problems import READING
from guyub.api.shapes import Out
from guyub.books.queries.taxes import tax_year
from guyub.books.rules.taxes import TaxLine, TaxState
from guyub.reference.final_tax import How

router = Router(tags=["statements"])


class TaxMonthOut(Out):
    month: date = Field(description="Its first day.")
    turnover: int
    running: int = Field(description="Turnover of the tax year up to and with this month.")
    taxed: int = Field(description="The part of this month's turnover that is taxed.")
    tax: int | None = Field(description="None where the final tax does not apply.")
    how: How
    pay_by: date
    paid: int
    left: int
    state: TaxState = Field(description="How it stands today.")
    words: str = Field(description="The same for people.")
    why: str = Field(description="Why the month is taxed as it is.")
    rule: str | None = Field(description="The rule that was in force.")


class TaxOut(Out):
    year: int
    taxpayer: str | None = Field(description="Its form; null while the book's settings do not say, and then no months.")
    months: list[TaxMonthOut]


@router.get("/books/{uuid:book}/tax", response={200: TaxOut, **READING}, summary="Final income tax of a year")
def get_tax(request: Request, book: uuid.UUID, year: Annotated[int | None, Query(ge=1990, le=2100)] = None) -> TaxOut:
    """What each month of a tax year owes, by the rule in force in that month; this year when none is said."""
    today = timezone.localdate()
    year = year or today.year
    found = tax_year(request.auth, request.book, year, today)
    if found is None:
        return TaxOut(year=year, taxpayer=None, months=[])
    return TaxOut(year=year, taxpayer=request.book.taxpayer, months=[_shown(line) for line in found.lines])


def _shown(line: TaxLine) -> TaxMonthOut:
    about = line.about
    return TaxMonthOut(
        month=about.month,
        turnover=about.turnover,
        running=about.running,
        taxed=about.taxed,
        tax=about.tax,
        how=about.how,
        pay_by=about.pay_by,
        paid=line.paid,
        left=line.left,
        state=line.state,
        words=str(line.words),
        why=str(about.words),
        rule=about.rule.name if about.rule else None,
    )
