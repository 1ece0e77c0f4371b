"""Photos of receipts, kept beside the entries they prove."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from guyub.books import writing
from guyub.books.models import Book, Entry, Receipt
from guyub.kernel.ids import new_id
from guyub.kernel.photos import Photo, store_photo
from guyub.people.access import Person, require
from guyub.people.models import User


def attach(by: Person, book: Book, number: int, photo: Photo, *, at: datetime | None = None) -> Receipt:
    """Keep a photo with the entry `number`; the same photo is kept once. Raises NotAllowed, Entry.DoesNotExist."""
    require(by, "keep books", book)
    with transaction.atomic():
        Entry.objects.get(book=book, number=number)
        return attach_within(by, book, number, photo, at=at)


def attach_within(by: Person, book: Book, number: int, photo: Photo, *, at: datetime | None = None) -> Receipt:
    """As `attach`, in a transaction of the caller, who has checked access and that the entry is there."""
    writing.lock(book)
    kept = Receipt.objects.filter(book=book, number=number, sha256=photo.sha256).first()
    if kept is not None:
        return kept
    assert isinstance(by, User)  # noqa: S101 - who may keep books has signed in
    receipt = Receipt.objects.create(
        id=new_id(),
        book=book,
        number=number,
        sha256=photo.sha256,
        size=len(photo.jpeg),
        at=at or timezone.now(),
        by=by,
    )
    # Before the commit: a receipt without its file would be a loss, a file without its receipt is only a little waste.
    store_photo(path_of(book.id, receipt.id), photo.jpeg)
    return receipt


def path_of(book: uuid.UUID, receipt: uuid.UUID) -> Path:
    """Where the file of a receipt lies."""
    return Path(settings.RECEIPTS) / str(book) / f"{receipt}.jpg"
