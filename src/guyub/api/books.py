"""Books: which there are for this person."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Literal

from ninja import Router
from pydantic import Field

from guyub.api.auth import Request
from guyub.api.problems import READING, STRANGER, ProblemsOut
from guyub.api.shapes import Out
from guyub.books.models import Book
from guyub.books.queries import ledger
from guyub.people.access import allowed
from guyub.people.models import User

router = Router(tags=["books"])


class BookOut(Out):
    id: uuid.UUID
    name: str
    of: Literal["workshop", "sentra"]
    closed_until: date | None = Field(description="The last day of the last closed month; nothing is written before.")
    writable: bool = Field(description="Whether you may write in it.")


class BooksOut(Out):
    books: list[BookOut]


@router.get("/books", response={200: BooksOut, **STRANGER, 422: ProblemsOut}, summary="Your books")
def list_books(request: Request) -> BooksOut:
    """The books that you may read: those of your workshops, and of the sentra whose officer you are."""
    return BooksOut(books=[_shown(request.auth, book) for book in ledger.books_of(request.auth)])


@router.get("/books/{uuid:book}", response={200: BookOut, **READING}, summary="One book")
def get_book(request: Request, book: uuid.UUID) -> BookOut:
    return _shown(request.auth, request.book)


def _shown(user: User, book: Book) -> BookOut:
    return BookOut(
        id=book.id,
        name=book.name,
        of="workshop" if book.enterprise_id else "sentra",
        closed_until=book.closed_until,
        writable=allowed(user, "keep books", book),
    )
