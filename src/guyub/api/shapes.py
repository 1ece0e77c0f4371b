"""What JSON may look like, for all topics. What is not a day or a number is refused, never guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from guyub.books.rules.ledger import LARGEST_AMOUNT

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
LARGEST_NUMBER = 2**63 - 1  # of an entry
# What may be left out and is then None. The description tells of no default, and null may not be sent for it.
LEFT_OUT: Any = None


class In(BaseModel):
    """What is sent; an unknown field is refused, as it is a mistake or a wish that would go unheard."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """What is answered; every field is always there."""

    model_config = ConfigDict(from_attributes=True)


def _iso_day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "a day such as 2026-12-03")


def _whole(value: Any) -> Any:
    """JSON tells 5 and 5.0 not apart, but does tell them from "5" and true."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError("int_type", "a whole number")
    return value


def plain(text: str) -> str:
    """Text on one line, with single spaces."""
    return " ".join(text.split())


# Bounds stand before the reader of the value: only so does the description tell of them.
Day = Annotated[date, Field(examples=["2026-12-03"]), BeforeValidator(_iso_day)]
Rupiah = Annotated[int, Field(ge=1, le=LARGEST_AMOUNT, description="Whole rupiah."), BeforeValidator(_whole)]
Side = Annotated[int, Field(ge=0, le=LARGEST_AMOUNT, description="Whole rupiah, or 0."), BeforeValidator(_whole)]
# Some letter at least, and no NUL, which a database may not keep.
SOME_TEXT = r"^[^\x00]*[^\x00-\x20][^\x00]*$"
Text = Annotated[str, Field(max_length=300, pattern=SOME_TEXT)]
Name = Annotated[str, Field(max_length=80, pattern=SOME_TEXT)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,12}$", examples=["1101"], description="Of an account.")]
