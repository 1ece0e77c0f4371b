"""What can be done to books: open them, write an entry, take an entry back. The only writers of the ledger."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from guyub.books import chart, writing
from guyub.books.models import Account, Book, Entry, Transfer
from guyub.books.rules import TransferLine, as_lines, month_of, reversed_lines, same_content, totals_of
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import Words, _
from guyub.people.access import Person, require
from guyub.people.models import User
from guyub.sentra.models import Enterprise, Sentra

# A transfer as callers write it: code of the account to debit, code of the account to credit, rupiah.
Move = tuple[str, str, int]
# What an entry came from: its kind (at most 24 characters) and its id.
Source = tuple[str, uuid.UUID]


def open_book(owner: Enterprise | Sentra) -> Book:
    """The book of this enterprise, or of this sentra's hub, with the built-in chart; made when there is none yet."""
    mine = {"enterprise": owner} if isinstance(owner, Enterprise) else {"sentra": owner}
    with transaction.atomic():
        book, new = Book.objects.get_or_create(**mine, defaults={"name": owner.name})
        if new:
            lines = chart.WORKSHOP if isinstance(owner, Enterprise) else chart.HUB
            Account.objects.bulk_create(
                Account(book=book, code=line.code, name=line.name.text, kind=line.kind) for line in lines
            )
    return book


def lock_books(books: Iterable[Book]) -> None:
    """Hold several books until the transaction ends, always in the same order, so that nobody waits in a ring.

    Call it first when one transaction posts into more than one book.
    """
    for book in sorted(set(books), key=lambda each: each.id):
        writing.lock(book)


def post(
    by: Person,
    book: Book,
    *,
    client_id: uuid.UUID,
    day: date,
    words: Words,
    transfers: Sequence[Move],
    source: Source | None = None,
    at: datetime | None = None,
) -> Entry:
    """Write one entry that a person made in the book they keep, and answer when it is on disk.

    Raises NotAllowed, and all that `post_within` raises. The hub's book is nobody's to write in by hand: what the
    sentra does together writes it, through `post_within`.
    """
    require(by, "keep books", book)
    with transaction.atomic():
        return post_within(
            book, client_id=client_id, day=day, words=words, transfers=transfers, source=source, by=_user(by), at=at
        )


def post_within(
    book: Book,
    *,
    client_id: uuid.UUID,
    day: date,
    words: Words,
    transfers: Sequence[Move],
    source: Source | None = None,
    by: User | None = None,
    at: datetime | None = None,
) -> Entry:
    """Write one entry as part of another room's transaction. That room has checked access.

    `day` is the business date; amounts are whole rupiah above 0. The same `client_id` with the same content is
    answered with the first entry; with other content it raises Conflict. Raises Problem for an empty entry, an
    amount out of range, or an account that the book does not have. Takes the book's lock until the end.
    """
    lines = as_lines(transfers)
    return _write(book, _Draft(client_id, day, words, source, by, at, None), lines)


def reverse(
    by: Person,
    entry: Entry,
    *,
    client_id: uuid.UUID,
    day: date,
    words: Words | None = None,
    at: datetime | None = None,
) -> Entry:
    """Take an entry back by writing its opposite; the first stays as it is. `words` say why.

    Raises NotAllowed, and Conflict when it was taken back already.
    """
    require(by, "keep books", entry.book)
    with transaction.atomic():
        return reverse_within(entry, client_id=client_id, day=day, words=words, by=_user(by), at=at)


def reverse_within(
    entry: Entry,
    *,
    client_id: uuid.UUID,
    day: date,
    words: Words | None = None,
    by: User | None = None,
    at: datetime | None = None,
) -> Entry:
    """As `reverse`, in another room's transaction, whose access that room has checked."""
    said = words or _("Batal: %(what)s", what=entry.words)
    source = (entry.source_kind, entry.source_id) if entry.source_id else None
    draft = _Draft(client_id, day, said, source, by, at, entry.number)
    with transaction.atomic(savepoint=False):
        writing.lock(entry.book)
        taken_back = Entry.objects.filter(book=entry.book, reverses=entry.number).exclude(client_id=client_id)
        if taken_back.exists():
            raise Conflict(_("Catatan nomor %(number)s sudah dibatalkan.", number=entry.number))
        return _write(entry.book, draft, reversed_lines(lines_of(entry)))


def lines_of(entry: Entry) -> list[TransferLine]:
    """The transfers of an entry, in order."""
    rows = Transfer.objects.filter(book_id=entry.book_id, number=entry.number).order_by("line")
    return [TransferLine(*row) for row in rows.values_list("debit", "credit", "amount")]


class _Draft:
    """An entry before it has its number."""

    __slots__ = ("at", "by", "client_id", "day", "reverses", "source", "words_json")

    def __init__(
        self,
        client_id: uuid.UUID,
        day: date,
        words: Words,
        source: Source | None,
        by: User | None,
        at: datetime | None,
        reverses: int | None,
    ) -> None:
        self.client_id, self.day, self.by, self.at, self.reverses = client_id, day, by, at, reverses
        self.source = source or ("", None)
        self.words_json = json.dumps(words.to_json(), ensure_ascii=False, separators=(",", ":"))

    def entry(self, book: Book, number: int) -> Entry:
        return Entry(
            book=book,
            number=number,
            client_id=self.client_id,
            day=self.day,
            posted_at=self.at or timezone.now(),
            by=self.by,
            words_json=self.words_json,
            source_kind=self.source[0],
            source_id=self.source[1],
            reverses=self.reverses,
        )


def _write(book: Book, draft: _Draft, lines: list[TransferLine]) -> Entry:
    totals = totals_of(lines)
    with transaction.atomic(savepoint=False):
        writing.lock(book)
        standing = writing.standing(book, draft.client_id, list(totals))
        if standing.first_number is not None:
            return _first(book, standing.first_number, draft, lines)
        if standing.known_accounts != len(totals):
            raise Problem(_("Ada akun yang tidak terdapat dalam buku ini."), "account")
        entry = draft.entry(book, standing.last_number + 1)
        writing.write(entry, lines, totals, month_of(draft.day))
    return entry


def _first(book: Book, number: int, draft: _Draft, lines: list[TransferLine]) -> Entry:
    """The entry that already has this client id, if it says the same."""
    first = Entry.objects.get(book=book, number=number)
    first.book = book
    same = (
        first.day == draft.day
        and first.words_json == draft.words_json
        and (first.source_kind, first.source_id) == draft.source
        and first.reverses == draft.reverses
        and same_content(lines_of(first), lines)
    )
    if not same:
        raise Conflict(_("Catatan dengan nomor kiriman ini sudah ada, dengan isi yang lain."))
    return first


def _user(person: Person) -> User | None:
    return person if isinstance(person, User) else None
