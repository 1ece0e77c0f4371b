"""Things bought for use: how long they last is the owner's to say."""

from __future__ import annotations

from django.db import transaction

from guyub.books import writing
from guyub.books.models import Book, Equipment
from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.people.access import Person, require

LONGEST_USE = 600  # months: fifty years


def last_for(by: Person, book: Book, number: int, months: int) -> Equipment:
    """Say that what the entry `number` bought lasts `months`. Closed months stay as they were reckoned.

    Raises NotAllowed, Problem at `months` out of range, Equipment.DoesNotExist.
    """
    require(by, "keep books", book)
    if not 1 <= months <= LONGEST_USE:
        raise Problem(_("Isi antara 1 dan %(most)s bulan.", most=LONGEST_USE), "months")
    with transaction.atomic():
        writing.lock(book)
        thing = Equipment.objects.get(book=book, entry=number)
        thing.months = months
        thing.save(update_fields=["months"])
    return thing
