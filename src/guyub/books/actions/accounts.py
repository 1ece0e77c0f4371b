"""Accounts that a book has beside the built-in ones."""

from __future__ import annotations

import re

from django.db import transaction

from guyub.books import writing
from guyub.books.models import Account, Book
from guyub.books.rules.ledger import Kind
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import _
from guyub.people.access import Person, require

CODE = re.compile(r"[A-Za-z0-9-]{1,12}", re.ASCII)
LONGEST_NAME = 80
MOST_ACCOUNTS = 2_000


def add_account(by: Person, book: Book, code: str, name: str, kind: Kind) -> tuple[Account, bool]:
    """The account with this content, and whether it was made just now.

    Raises NotAllowed, Problem at `code` or `name` for one that cannot be, and Conflict at `code` when the book has
    that code with another name or kind: an account never changes its meaning.
    """
    require(by, "keep books", book)
    name = " ".join(name.split())
    if not CODE.fullmatch(code):
        raise Problem(_("Kode akun terdiri atas 1 sampai 12 huruf, angka, atau tanda hubung."), "code")
    if not name or len(name) > LONGEST_NAME:
        raise Problem(_("Mohon isi nama akun, paling panjang %(most)s huruf.", most=LONGEST_NAME), "name")
    with transaction.atomic():
        writing.lock(book)
        found = Account.objects.filter(book=book, code=code).first()
        if found is None:
            if Account.objects.filter(book=book).count() >= MOST_ACCOUNTS:
                raise Problem(_("Satu buku paling banyak berisi %(most)s akun.", most=MOST_ACCOUNTS), "code")
            return Account.objects.create(book=book, code=code, name=name, kind=kind.value), True
    if (found.name, found.kind) != (name, kind.value):
        raise Conflict(_("Kode %(code)s sudah dipakai untuk %(name)s.", code=code, name=found.words), "code")
    return found, False
