"""Events in an owner's own terms: understood from a line, and written down without a word of accounting."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status
from pydantic import Field

from guyub.api.auth import Request
from guyub.api.entries import EntryOut, shown
from guyub.api.problems import OF_BOOK, UNREADABLE, WRITING
from guyub.api.shapes import LEFT_OUT, SOME_TEXT, Day, In, Out, Rupiah, plain
from guyub.books.actions.entering import once
from guyub.books.actions.noting import NewNote, note
from guyub.books.line import Understood, read
from guyub.books.queries import ledger
from guyub.books.queries.entries import written_of
from guyub.books.queries.habits import known_of
from guyub.books.rules.meaning import EventKind

router = Router(tags=["notes"])
LONGEST_LINE = 10_000

Place = Literal["cash", "bank", "ewallet"]
Settlement = Literal["cash", "bank", "ewallet", "credit", "part"]
Category = Literal[
    "power", "phone", "transport", "rent", "interest", "repair", "packaging", "marketing", "food", "other"
]
Quantity = Annotated[float, Field(strict=True, ge=0.001, le=10**9, description="To a thousandth.")]


class NewEvent(In):
    """One thing that happened. What else is needed depends on its kind: who, when something is owed; where to, when
    money was only moved."""

    client_id: uuid.UUID = Field(description="Chosen by the sender, once for each event.")
    kind: EventKind
    amount: Rupiah
    day: Day
    settlement: Settlement = Field(default="cash", description="credit: nothing was paid yet; part: `paid` of it was.")
    paid: Rupiah = Field(default=LEFT_OUT, description="With settlement part: how much was paid.")
    place: Place = Field(default="cash", description="With settlement part: where that money came to or went from.")
    party: Annotated[str, Field(max_length=80, pattern=SOME_TEXT)] = Field(
        default=LEFT_OUT, description="Who, by name."
    )
    item: Annotated[str, Field(max_length=120, pattern=SOME_TEXT)] = Field(default=LEFT_OUT)
    quantity: Quantity = Field(default=LEFT_OUT)
    unit: Annotated[str, Field(max_length=12, pattern=SOME_TEXT)] = Field(default=LEFT_OUT)
    unit_price: Rupiah = Field(default=LEFT_OUT)
    category: Category = Field(default="other", description="What an expense was for.")
    source: Place = Field(default="cash", description="Of a transfer: from where.")
    target: Place = Field(default="bank", description="Of a transfer: to where.")
    interest: Rupiah = Field(default=LEFT_OUT, description="Of an instalment: the part that is interest.")
    direction: Literal["in", "out"] = Field(default="in", description="Of a deposit: taken or given.")
    text: Annotated[str, Field(max_length=300, pattern=SOME_TEXT)] = Field(
        default=LEFT_OUT, description="The line as the owner wrote it."
    )


class Said(In):
    text: Annotated[str, Field(max_length=LONGEST_LINE, pattern=SOME_TEXT)]
    book: uuid.UUID | None = Field(default=None, description="Whose people, goods and habits help to understand it.")


class ChoiceOut(Out):
    kind: str
    amount: int | None


class UnderstoodOut(Out):
    """One transaction. Null stands for what was not said; without a `kind` there is a `question`."""

    kind: EventKind | None
    amount: int | None = Field(description="Rupiah.")
    quantity: float | None
    unit: str | None
    unit_price: int | None
    item: str | None
    party: str | None
    settlement: str | None
    paid: int | None
    day: int | None = Field(description="Days from today: 0, -1 for yesterday.")
    date: date | None
    due_days: int | None
    source: str | None
    target: str | None
    principal: int | None
    interest: int | None
    direction: str | None
    category: str | None
    choices: list[ChoiceOut] = Field(description="Meanings that it could have as well.")
    corrected: dict[str, str] = Field(description="Words taken for misspelt, and what they were taken for.")
    question: str | None


class ReadingOut(Out):
    entries: list[UnderstoodOut]
    question: str | None = Field(description="The first thing that has to be asked.")


@router.post("/parse", response={200: ReadingOut, **OF_BOOK, **UNREADABLE}, summary="Understand a line")
def post_parse(request: Request, new: Said) -> ReadingOut:
    """What a line such as `jual 12 syal @45rb` means, or what has to be asked. Nothing is written."""
    book = ledger.book_of(request.auth, new.book) if new.book else None
    if new.book and book is None:
        raise Http404
    reading = read(new.text, timezone.localdate(), known_of(request.auth, book))
    return ReadingOut(
        entries=[_understood(each) for each in reading.entries],
        question=str(reading.question) if reading.question else None,
    )


@router.post(
    "/books/{uuid:book}/notes", response={201: EntryOut, 200: EntryOut, **WRITING}, summary="Write down an event"
)
def post_note(request: Request, book: uuid.UUID, new: NewEvent) -> Status[EntryOut]:
    """The event becomes an entry: 201, 200 for the same sent again, 409 for another event with this `client_id`."""
    entry, is_new = once(
        request.book,
        new.client_id,
        lambda: note(request.auth, request.book, _event(new), client_id=new.client_id),
    )
    return Status(201 if is_new else 200, shown(written_of(entry)))


def _event(new: NewEvent) -> NewNote:
    return NewNote(
        kind=new.kind,
        amount=new.amount,
        day=new.day,
        settlement=new.settlement,
        paid=new.paid or None,
        place=new.place,
        party=plain(new.party or ""),
        item=plain(new.item or ""),
        quantity=round(Decimal(str(new.quantity)), 3) if new.quantity else None,
        unit=plain(new.unit or ""),
        unit_price=new.unit_price or None,
        category=new.category,
        source=new.source,
        target=new.target,
        interest=new.interest or 0,
        direction=new.direction,
        text=new.text or "",
    )


def _understood(understood: Understood) -> UnderstoodOut:
    said = {field.name: getattr(understood, field.name) for field in dataclasses.fields(understood)}
    said["choices"] = [ChoiceOut(kind=each.kind, amount=each.amount) for each in understood.choices]
    said["corrected"] = dict(understood.corrected)
    said["question"] = str(understood.question) if understood.question else None
    return UnderstoodOut(**said)
