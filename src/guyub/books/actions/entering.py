"""Entries that come from another program: by the codes of accounts, with the names of parties."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction

from guyub.books import writing
from guyub.books.actions.following import hold_before
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import post
from guyub.books.models import Book, Entry
from guyub.books.rules.ledger import Move
from guyub.books.rules.lines import NamedMove
from guyub.kernel.words import Words
from guyub.people.access import Person, require


def enter(
    by: Person,
    book: Book,
    *,
    client_id: uuid.UUID,
    day: date,
    text: str,
    transfers: Sequence[NamedMove],
    at: datetime | None = None,
) -> Entry:
    """Write one entry, and the parties it names whom the book does not know yet, in one transaction.

    Raises what `post` raises, and Problem at `party` for a name without a letter.
    """
    require(by, "keep books", book)
    with transaction.atomic():
        names = dict.fromkeys(move.party for move in transfers if move.party)
        known = {name: party_named(book, name).number for name in names}
        moves: list[Move] = [(*move[:3], known[move.party] if move.party else None) for move in transfers]
        words = Words("%(text)s", (("text", text),))  # a person's own, the same in every language
        return post(by, book, client_id=client_id, day=day, words=words, transfers=moves, at=at)


def once(book: Book, client_id: uuid.UUID, write: Callable[[], Entry]) -> tuple[Entry, bool]:
    """What `write` wrote or found under this client id, and whether it was written just now."""
    with transaction.atomic():
        hold_before(book)
        writing.lock(book)
        is_new = not Entry.objects.filter(book=book, client_id=client_id).exists()
        return write(), is_new
