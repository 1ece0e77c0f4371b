"""Files that were read into a book, and the lines of a bank's statement with what became of each."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.books.constraints import CompositeForeignKey
from guyub.books.models.ledger import Book
from guyub.kernel.ids import new_id
from guyub.people.models import User


class Import(models.Model):
    """One file, read and kept until it is confirmed; its entries carry its id as their source, so it can be undone."""

    class Kind(models.TextChoices):
        JOURNAL = "journal"
        BANK = "bank"

    class State(models.TextChoices):
        READ = "read"
        DONE = "done"
        UNDONE = "undone"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    state = models.CharField(max_length=6, choices=State.choices, default=State.READ)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, help_text="of the file, so that the same one is noticed")
    account = models.CharField(max_length=12, blank=True, help_text="the bank's: code of the account it belongs to")
    table = models.JSONField(null=True, help_text="what was read, until it is confirmed")
    entries = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["book", "-at"], name="import_by_time")]

    def __str__(self) -> str:
        return self.file_name

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return self.book.places()


class BankLayout(models.Model):
    """How the owner said the columns of an unknown bank's file are to be read; asked once."""

    pk = models.CompositePrimaryKey("book_id", "headings")
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="bank_layouts", db_index=False)
    headings = models.CharField(max_length=64, help_text="SHA-256 of the headings in order")
    columns = models.JSONField(help_text="what each column holds")

    def __str__(self) -> str:
        return self.headings


class BankLine(models.Model):
    """One line of a bank's statement. It is matched to an entry, written as one, or left alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="bank_lines")
    file = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="bank_lines")
    account = models.CharField(max_length=12, help_text="code of the bank account")
    day = models.DateField()
    words = models.CharField(max_length=300)
    amount = models.BigIntegerField(help_text="rupiah; below 0 when it went out")
    balance = models.BigIntegerField(null=True, help_text="after it, as the bank says")
    fingerprint = models.CharField(max_length=64, help_text="of day, words, amount and which of its equals it is")
    entry = models.BigIntegerField(null=True, help_text="number of the entry that is the same event")
    ignored = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "account", "fingerprint"], name="bank_line_once"),
            models.UniqueConstraint(
                fields=["book", "account", "entry"], condition=Q(entry__isnull=False), name="bank_line_one_an_entry"
            ),
            CompositeForeignKey(
                name="bank_line_entry_own", columns=("book_id", "entry"), table="books_entry", to=("book_id", "number")
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["book", "account", "-day"], name="bank_line_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.words} {self.amount}"

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return self.book.places()
