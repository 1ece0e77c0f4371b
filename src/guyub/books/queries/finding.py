"""What in some books somebody may search for. Bounded by numbers of entries, which come one after the other."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Max, Q

from guyub.books.models import Entry, Note, Party, Transfer

LATEST = 5_000  # entries of each book that are searched; a year and more of a busy workshop


def parties_in(books: Sequence[uuid.UUID], most: int) -> list[Party]:
    """Those with whom the books had dealings, the newest first."""
    return list(Party.objects.filter(book__in=books).order_by("-number")[:most])


def entries_about(books: Sequence[uuid.UUID], text: str, amount: int | None, most: int) -> list[Entry]:
    """The latest entries whose line or thing holds `text`, or that moved `amount`; of the last `LATEST` of each book.

    Four queries for any number of books.
    """
    ends = Entry.objects.filter(book__in=books).values_list("book").annotate(Max("number"))
    recent = Q(pk__in=[])
    for book, last in ends:
        recent |= Q(book=book, number__gt=last - LATEST)
    notes = Note.objects.filter(recent).filter(Q(text__icontains=text) | Q(item__icontains=text))
    found = set(notes.order_by("-number").values_list("book", "number")[:most]) if text else set()
    if amount is not None:
        moved = Transfer.objects.filter(recent, amount=amount).order_by("-number").values_list("book", "number")
        found |= set(moved[: most * 4])
    wanted = Q(pk__in=[])
    for book, number in found:
        wanted |= Q(book=book, number=number)
    return list(Entry.objects.filter(wanted).order_by("-day", "-number")[:most]) if found else []
