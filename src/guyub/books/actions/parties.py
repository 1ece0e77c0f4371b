"""The people and firms a book has dealings with."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from guyub.books import writing
from guyub.books.models import Book, Party
from guyub.books.rules.parties import LONGEST_NAME, known_key, party_key
from guyub.kernel.errors import Problem
from guyub.kernel.words import _


@transaction.atomic
def party_named(book: Book, name: str) -> Party:
    """The party whom the owner means by `name`, made when there is none yet. Access was checked by the caller.

    Raises Problem at `party` for a name without a letter.
    """
    if not party_key(name):
        raise Problem(_("Mohon isi nama orang atau tokonya."), "party")
    writing.lock(book)
    found = find_party(book, name)
    if found is not None:
        return found
    last = Party.objects.filter(book=book).aggregate(last=Max("number"))["last"] or 0
    clean = " ".join(name.split())[:LONGEST_NAME]
    return Party.objects.create(book=book, number=last + 1, name=clean, key=party_key(name))


def find_party(book: Book, name: str) -> Party | None:
    """The party that is meant by `name`, if the book knows one."""
    key = party_key(name)
    exact = Party.objects.filter(book=book, key=key).first()
    if exact is not None or not key:
        return exact
    last_word = key.rpartition(" ")[2]
    alike = Party.objects.filter(book=book, key__endswith=last_word).values_list("key", flat=True)[:50]
    meant = known_key(name, alike)
    return Party.objects.filter(book=book, key=meant).first() if meant else None
