"""The entry that opened a book, while it stands."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

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


def day_before_opening(book: Book) -> date | None:
    """The last day that the opening amounts already contain; None without them. Nothing is written on it or before."""
    entry = standing_opening(book)
    return entry.day - timedelta(days=1) if entry else None
