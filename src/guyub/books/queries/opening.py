"""The entry that opened a book, while it stands."""

from __future__ import annotations

import uuid

from guyub.books.models import Book, Entry
from guyub.books.rules.ledger import client_id_for
from guyub.books.rules.opening import OPENING


def opening_id(book: Book) -> uuid.UUID:
    """What every opening entry of this book carries as its source."""
    return client_id_for(book.id, OPENING)


def standing_opening(book: Book) -> Entry | None:
    """The opening entry that was not taken back. Access was checked by the caller."""
    entries = Entry.objects.filter(book=book, source_id=opening_id(book), source_kind=OPENING)
    undone = entries.filter(reverses__isnull=False).values("reverses")
    entry = entries.filter(reverses=None).exclude(number__in=undone).first()
    if entry is not None:
        entry.book = book
    return entry
