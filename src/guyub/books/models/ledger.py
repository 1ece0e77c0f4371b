"""The ledger: books, their accounts, entries and transfers, and totals kept by month.

Every key starts with the book. Within a book an account goes by its code and an entry by its number, so a transfer
can only name accounts of its own book: the foreign keys say so. Money is whole rupiah.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.books.constraints import CompositeForeignKey
from guyub.books.rules.closing import STOCK_VALUE
from guyub.books.rules.ledger import LARGEST_AMOUNT, Kind
from guyub.kernel.ids import new_id
from guyub.kernel.words import Words, _
from guyub.people.models import RoleName, User
from guyub.sentra.models import Enterprise, Sentra

# Who pays the final income tax, as the rule tells them apart (PP 55/2022, article 57).
TAXPAYERS = ("individual", "cooperative", "cv", "firma", "bumdes", "one-person-pt", "pt")


class Book(models.Model):
    """The books of one enterprise, or of a sentra's hub."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    enterprise = models.OneToOneField(Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="book")
    sentra = models.OneToOneField(Sentra, null=True, blank=True, on_delete=models.PROTECT, related_name="book")
    closed_until = models.DateField(null=True, help_text="last day of the last closed month; nothing is written before")
    sales_target = models.BigIntegerField(null=True, help_text="rupiah a month")
    owner_salary = models.BigIntegerField(null=True, help_text="rupiah a month that the owner means to take home")
    taxpayer = models.CharField(max_length=16, blank=True, help_text="form of the taxpayer; empty when not said")
    taxed_since = models.PositiveSmallIntegerField(null=True, help_text="first tax year under the final income tax")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(enterprise=None, sentra__isnull=False) | Q(enterprise__isnull=False, sentra=None),
                name="book_has_one_owner",
            ),
            models.CheckConstraint(condition=Q(taxpayer__in=["", *TAXPAYERS]), name="book_taxpayer_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def places(self) -> Mapping[str, uuid.UUID | None]:
        if self.enterprise_id:
            return {RoleName.OWNER: self.enterprise_id}
        return {RoleName.OFFICER: self.sentra_id}


class Party(models.Model):
    """A person or firm that this book has dealings with: a customer, a supplier, a worker, a lender."""

    pk = models.CompositePrimaryKey("book_id", "number")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="parties", db_index=False)
    number = models.BigIntegerField(help_text="1, 2, 3… within the book")
    name = models.CharField(max_length=80, help_text="as the owner writes it")
    key = models.CharField(max_length=80, help_text="the name as it is looked up: see `rules.parties.party_key`")
    phone = models.CharField(max_length=20, blank=True, help_text="+62…")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["book", "key"], name="party_once_a_key")]

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """One account of one book. Its code never changes, because transfers go by it."""

    pk = models.CompositePrimaryKey("book_id", "code")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="accounts", db_index=False)
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80, help_text="in Indonesian; the built-in ones are translated when shown")
    kind = models.CharField(max_length=9, choices=[(kind.value, kind.value) for kind in Kind])

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="account_kind_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def words(self) -> Words:
        return _(self.name)


class Entry(models.Model):
    """One event in the books: a day, words, where it came from. Never changed or removed; the database refuses."""

    pk = models.CompositePrimaryKey("book_id", "number")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries", db_index=False)
    number = models.BigIntegerField(help_text="1, 2, 3… within the book, without gaps")
    client_id = models.UUIDField(help_text="the id its maker gave it; unique within the book")
    day = models.DateField(help_text="business date, in the enterprise's zone")
    posted_at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    words_json = models.TextField(db_column="words", help_text="JSON of Words")
    source_kind = models.CharField(max_length=24, blank=True)
    source_id = models.UUIDField(null=True)
    reverses = models.BigIntegerField(null=True, help_text="number of the entry that this one takes back")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "client_id"], name="entry_once_a_client_id"),
            models.UniqueConstraint(
                fields=["book", "reverses"], condition=Q(reverses__isnull=False), name="entry_reversed_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="entry_number_from_one"),
            CompositeForeignKey(
                name="entry_reverses_own",
                columns=("book_id", "reverses"),
                table="books_entry",
                to=("book_id", "number"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["book", "day", "number"], name="entry_by_day"),
            models.Index(
                fields=["book", "day", "number"], condition=~Q(source_kind=STOCK_VALUE), name="entry_told_by_day"
            ),
            models.Index(fields=["book", "source_id"], condition=Q(source_id__isnull=False), name="entry_by_source"),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.number}"

    @property
    def words(self) -> Words:
        return Words.from_json(json.loads(self.words_json))


class Transfer(models.Model):
    """An amount moved from one account (credit) to another (debit), so that nothing unbalanced can be written."""

    pk = models.CompositePrimaryKey("book_id", "number", "line")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="transfers", db_index=False)
    number = models.BigIntegerField(help_text="of its entry")
    line = models.PositiveSmallIntegerField()
    day = models.DateField(help_text="its entry's, repeated so that an account's history is one index")
    debit = models.CharField(max_length=12)
    credit = models.CharField(max_length=12)
    amount = models.BigIntegerField(help_text="rupiah")
    party = models.BigIntegerField(null=True, help_text="number of the party it was moved with, where that is known")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & Q(amount__lte=LARGEST_AMOUNT), name="transfer_amount_positive"
            ),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_between_two"),
            CompositeForeignKey(
                name="transfer_of_entry", columns=("book_id", "number"), table="books_entry", to=("book_id", "number")
            ),
            CompositeForeignKey(
                name="transfer_debit_own", columns=("book_id", "debit"), table="books_account", to=("book_id", "code")
            ),
            CompositeForeignKey(
                name="transfer_credit_own", columns=("book_id", "credit"), table="books_account", to=("book_id", "code")
            ),
            CompositeForeignKey(
                name="transfer_party_own", columns=("book_id", "party"), table="books_party", to=("book_id", "number")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["book", "debit", "day", "number"], name="transfer_by_debit"),
            models.Index(fields=["book", "credit", "day", "number"], name="transfer_by_credit"),
            models.Index(
                fields=["book", "party", "day", "number"], condition=Q(party__isnull=False), name="transfer_by_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debit} < {self.credit}: {self.amount}"


class MonthTotal(models.Model):
    """What an account was debited and credited in a month, kept in the same commit as the transfers."""

    pk = models.CompositePrimaryKey("book_id", "account", "month")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="month_totals", db_index=False)
    account = models.CharField(max_length=12, help_text="its code")
    month = models.DateField(help_text="its first day")
    debit = models.BigIntegerField(help_text="rupiah")
    credit = models.BigIntegerField(help_text="rupiah")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(debit__gte=0) & Q(credit__gte=0), name="total_not_negative"),
            CompositeForeignKey(
                name="total_account_own", columns=("book_id", "account"), table="books_account", to=("book_id", "code")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.month}: {self.debit} / {self.credit}"


class PartyTotal(models.Model):
    """What an account was debited and credited with one party, kept in the same commit as the transfers."""

    pk = models.CompositePrimaryKey("book_id", "account", "party")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="party_totals", db_index=False)
    account = models.CharField(max_length=12, help_text="its code")
    party = models.BigIntegerField(help_text="its number")
    debit = models.BigIntegerField(help_text="rupiah")
    credit = models.BigIntegerField(help_text="rupiah")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(debit__gte=0) & Q(credit__gte=0), name="party_total_not_negative"),
            CompositeForeignKey(
                name="party_total_account_own",
                columns=("book_id", "account"),
                table="books_account",
                to=("book_id", "code"),
            ),
            CompositeForeignKey(
                name="party_total_party_own",
                columns=("book_id", "party"),
                table="books_party",
                to=("book_id", "number"),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["book", "party"], name="party_total_by_party")]

    def __str__(self) -> str:
        return f"{self.account} {self.party}: {self.debit} / {self.credit}"
