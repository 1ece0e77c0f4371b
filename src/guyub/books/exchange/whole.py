"""A whole book, entry by entry in the order of writing, in memory that does not grow with it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from guyub.books.models import Account, Book, Entry, Note, Party, Transfer
from guyub.books.rules.cells import said
from guyub.kernel.telling import Tell, nobody
from guyub.kernel.words import Words, _

AT_A_TIME = 1000
NOTE_FIELDS = ("text", "kind", "item", "quantity", "unit", "unit_price", "settlement", "corrected")


@dataclass(frozen=True, slots=True)
class MovedWith:
    """One transfer, with the name of whom it was moved with."""

    debit: str
    credit: str
    amount: int
    party: str


@dataclass(frozen=True, slots=True)
class WholeEntry:
    """All that is known of one entry. `note` is what its owner wrote, as JSON."""

    number: int
    client_id: uuid.UUID
    day: date
    posted_at: datetime
    by: str
    words: dict[str, Any]
    source_kind: str
    source_id: uuid.UUID | None
    reverses: int | None
    note: dict[str, Any] | None
    moves: tuple[MovedWith, ...]

    @property
    def description(self) -> str:
        return said(Words.from_json(self.words))


@dataclass(frozen=True, slots=True)
class WholeBook:
    """What an export begins with: the accounts by code, the parties by number, and how far the entries go."""

    book: Book
    accounts: dict[str, Account]
    parties: dict[int, Party]
    last: int
    tell: Tell = nobody

    @staticmethod
    def of(book: Book, tell: Tell = nobody) -> WholeBook:
        accounts = {each.code: each for each in Account.objects.filter(book=book).order_by("code")}
        parties = {each.number: each for each in Party.objects.filter(book=book).order_by("number")}
        last = Entry.objects.filter(book=book).aggregate(last=Max("number"))["last"] or 0
        return WholeBook(book, accounts, parties, last, tell)

    def entries(self) -> Iterator[WholeEntry]:
        """Every entry that was there when the export began."""
        for first in range(1, self.last + 1, AT_A_TIME):
            self.tell(first - 1, self.last, _("Menulis catatan"))
            yield from self._some(first, min(first + AT_A_TIME - 1, self.last))

    def _some(self, first: int, last: int) -> Iterator[WholeEntry]:
        span = {"book": self.book, "number__range": (first, last)}
        moves: dict[int, list[MovedWith]] = {}
        rows = Transfer.objects.filter(**span).order_by("number", "line")
        for number, debit, credit, amount, party in rows.values_list("number", "debit", "credit", "amount", "party"):
            name = self.parties[party].name if party is not None else ""
            moves.setdefault(number, []).append(MovedWith(debit, credit, amount, name))
        notes = {
            number: _as_json(told) for number, *told in Note.objects.filter(**span).values_list("number", *NOTE_FIELDS)
        }
        entries = Entry.objects.filter(**span).select_related("by").order_by("number")
        for each in entries:
            yield WholeEntry(
                number=each.number,
                client_id=each.client_id,
                day=each.day,
                posted_at=each.posted_at,
                by=each.by.name if each.by else "",
                words=json.loads(each.words_json),
                source_kind=each.source_kind,
                source_id=each.source_id,
                reverses=each.reverses,
                note=notes.get(each.number),
                moves=tuple(moves[each.number]),
            )


def _as_json(told: list[Any]) -> dict[str, Any]:
    """A note as JSON, without what it leaves open."""
    note = dict(zip(NOTE_FIELDS, told, strict=True))
    if note["quantity"] is not None:
        note["quantity"] = str(note["quantity"])
    return {name: value for name, value in note.items() if value not in (None, "", False)}


def as_text(stored: object) -> str:
    """JSON in one line that every file can hold."""
    return json.dumps(stored, ensure_ascii=True, separators=(",", ":"))
