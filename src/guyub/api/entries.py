"""Entries: writing them so that each exists once, reading them, taking them back."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, Self

from django.http import Http404
from ninja import Path, Query, Router, Status
from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from guyub.api.auth import Request
from guyub.api.problems import READING, WRITING
from guyub.api.shapes import LARGEST_NUMBER, LEFT_OUT, SOME_TEXT, Code, Day, In, Name, Out, Rupiah, Side, Text
from guyub.books.actions.entering import enter, once
from guyub.books.actions.noting import take_back
from guyub.books.queries import entries as asked
from guyub.books.rules.lines import Line, NamedMove, moves_of_lines

router = Router(tags=["entries"])
MOST_LINES = 1_000
Number = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]


class NewTransfer(In):
    debit: Code
    credit: Code
    amount: Rupiah
    party: Name = Field(default=LEFT_OUT, description="With whom, by name; found or made.")


class NewLine(In):
    account: Code
    debit: Side = 0
    credit: Side = 0
    party: Name = Field(default=LEFT_OUT, description="With whom, by name; found or made.")


class NewEntry(In):
    """An entry as transfers from one account to another, or as lines whose two sides add up to the same."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["transfers"]}, {"required": ["lines"]}]},
    )

    client_id: uuid.UUID = Field(description="Chosen by the sender, once for each entry.")
    day: Day
    text: Text
    transfers: list[NewTransfer] = Field(default=LEFT_OUT, min_length=1, max_length=MOST_LINES)
    lines: list[NewLine] = Field(default=LEFT_OUT, min_length=2, max_length=MOST_LINES)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if ("transfers" in self.model_fields_set) == ("lines" in self.model_fields_set):
            raise PydanticCustomError("transfers_or_lines", "either transfers or lines")
        return self


class TransferOut(Out):
    debit: str
    credit: str
    amount: int
    party: str | None


class EntryOut(Out):
    number: int = Field(description="1, 2, 3… within the book.")
    client_id: uuid.UUID
    day: date
    text: str
    posted_at: datetime
    transfers: list[TransferOut]
    reverses: int | None = Field(description="The number of the entry that this one takes back.")
    reversed_by: int | None = Field(description="The number of the entry that took this one back.")


class EntriesOut(Out):
    entries: list[EntryOut]
    next: int | None = Field(description="Ask again with `after` set to this for older ones; null at the end.")


class Reversal(In):
    client_id: uuid.UUID
    day: Day
    why: Annotated[str, Field(max_length=200, pattern=SOME_TEXT)]


@router.get("/books/{uuid:book}/entries", response={200: EntriesOut, **READING}, summary="Entries, latest first")
def list_entries(
    request: Request,
    book: uuid.UUID,
    after: Annotated[int | None, Query(ge=1, le=LARGEST_NUMBER, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> EntriesOut:
    """By day and number, from the latest back."""
    place = None
    if after is not None:
        place = asked.place_of(request.auth, request.book, after)
        if place is None:
            raise Http404
    found, more = asked.written_page(request.auth, request.book, place, limit)
    return EntriesOut(entries=[shown(each) for each in found], next=more[1] if more else None)


@router.post("/books/{uuid:book}/entries", response={201: EntryOut, 200: EntryOut, **WRITING}, summary="Write an entry")
def post_entry(request: Request, book: uuid.UUID, new: NewEntry) -> Status[EntryOut]:
    """201 when it was written just now, 200 when it is there already with this content, 409 with other content."""
    entry, is_new = once(
        request.book,
        new.client_id,
        lambda: enter(
            request.auth,
            request.book,
            client_id=new.client_id,
            day=new.day,
            text=new.text,
            transfers=_transfers(new),
        ),
    )
    return Status(201 if is_new else 200, shown(asked.written_of(entry)))


@router.get("/books/{uuid:book}/entries/{int:number}", response={200: EntryOut, **READING}, summary="One entry")
def get_entry(request: Request, book: uuid.UUID, number: Number) -> EntryOut:
    return shown(_there(request, number))


@router.post(
    "/books/{uuid:book}/entries/{int:number}/reversal",
    response={201: EntryOut, 200: EntryOut, **WRITING},
    summary="Take an entry back",
)
def post_reversal(request: Request, book: uuid.UUID, number: Number, new: Reversal) -> Status[EntryOut]:
    """Write the opposite of an entry, with the reason; the entry itself stays as it is. 409 when it was taken back."""
    _there(request, number)
    back, is_new = once(
        request.book,
        new.client_id,
        lambda: take_back(request.auth, request.book, number, client_id=new.client_id, day=new.day, why=new.why),
    )
    return Status(201 if is_new else 200, shown(asked.written_of(back)))


def shown(written: asked.Written) -> EntryOut:
    entry = written.entry
    return EntryOut(
        number=entry.number,
        client_id=entry.client_id,
        day=entry.day,
        text=str(entry.words),
        posted_at=entry.posted_at,
        transfers=[TransferOut.model_validate(each) for each in written.transfers],
        reverses=entry.reverses,
        reversed_by=written.reversed_by,
    )


def _there(request: Request, number: int) -> asked.Written:
    found = asked.written(request.auth, request.book, number)
    if found is None:
        raise Http404
    return found


def _transfers(new: NewEntry) -> list[NamedMove]:
    if new.transfers:
        return [NamedMove(each.debit, each.credit, each.amount, each.party or "") for each in new.transfers]
    return moves_of_lines([Line(each.account, each.debit, each.credit, each.party or "") for each in new.lines])
