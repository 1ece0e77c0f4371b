"""What can be done to books: open them, write an entry, take an entry back. The only writers of the ledger."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.transaction import get_connection
from django.utils import timezone

from guyub.books import chart, writing
from guyub.books.actions.following import hold_before, tell_reversed
from guyub.books.models import Account, Book, Entry, Transfer
from guyub.books.queries.stock import refuse_kept
from guyub.books.rules.ledger import (
    Move,
    TransferLine,
    as_lines,
    check_day,
    check_open,
    client_id_for,
    month_of,
    reversed_lines,
    same_content,
    totals_of,
)
from guyub.books.writing import Draft
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import Words, _
from guyub.people.access import Person, require
from guyub.people.models import User
from guyub.sentra.models import Enterprise, Sentra

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

    Raises NotAllowed, Problem at `day` for a day to come, one more than ten years back or one in a closed month, at
    `account` for the value of stock that is worked out elsewhere, and all that `post_within` raises. The
    hub's book is nobody's to write in by hand: what the sentra does together writes it, through `post_within`.
    """
    require(by, "keep books", book)
    check_day(day, timezone.localdate(at))
    if any(code in chart.STOCK for move in transfers for code in move[:2]):
        refuse_kept(book, "account")
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
    move_on: bool = False,
) -> Entry:
    """Write one entry as part of another room's transaction. That room has checked access.

    `day` is the business date; amounts are whole rupiah above 0. The same `client_id` with the same content is
    answered with the first entry; with other content it raises Conflict. Raises Problem for an empty entry, an
    amount out of range, an account that the book does not have, or a day in a closed month. With `move_on` the entry
    goes to the first open day instead: what several parties did together must not wait for one's closed month.
    Takes the book's lock until the end.
    """
    lines = as_lines(transfers)
    return _write(_draft(book, client_id, day, words, source, by, at), lines, move_on=move_on)


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

    Raises NotAllowed, Conflict when it was taken back already, and Problem at `day` as `post` does, also for a day
    before the entry's own.
    """
    require(by, "keep books", entry.book)
    check_day(day, timezone.localdate(at))
    if day < entry.day:
        raise Problem(_("Pembatalan tidak bisa sebelum tanggal catatannya, %(day)s.", day=entry.day), "day")
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
    draft = _draft(entry.book, client_id, day, said, source, by, at, entry.number)
    with _transaction():
        hold_before(entry.book)
        writing.lock(entry.book)
        taken_back = Entry.objects.filter(book=entry.book, reverses=entry.number).exclude(client_id=client_id)
        if taken_back.exists():
            raise Conflict(_("Catatan nomor %(number)s sudah dibatalkan.", number=entry.number))
        back = _write(draft, reversed_lines(lines_of(entry)))
        tell_reversed(entry.book, [entry.number], by, draft.posted_at)
        return back


def lines_of(entry: Entry) -> list[TransferLine]:
    """The transfers of an entry, in order."""
    rows = Transfer.objects.filter(book_id=entry.book_id, number=entry.number).order_by("line")
    return [TransferLine(*row) for row in rows.values_list("debit", "credit", "amount", "party")]


def _draft(
    book: Book,
    client_id: uuid.UUID,
    day: date,
    words: Words,
    source: Source | None,
    by: User | None,
    at: datetime | None,
    reverses: int | None = None,
) -> Draft:
    words_json = json.dumps(words.to_json(), ensure_ascii=False, separators=(",", ":"))
    kind, source_id = source or ("", None)
    return Draft(book, client_id, day, at or timezone.now(), by, words_json, kind, source_id, reverses)


def _write(draft: Draft, lines: list[TransferLine], *, move_on: bool = False) -> Entry:
    """Write `draft`, in the caller's transaction or one of its own, unless it is there already."""
    with _transaction():
        writing.lock(draft.book)
        try:
            entry = writing.write(draft, lines, totals_of(lines), month_of(draft.day))
        except BaseException:
            transaction.set_rollback(True)  # half an entry must not be kept by who catches this
            raise
        return entry or _first(draft, lines, move_on) or _moved_on(draft, lines, move_on)


def _transaction() -> AbstractContextManager[object]:
    """The caller's transaction, or one of our own when there is none."""
    return nullcontext() if get_connection().in_atomic_block else transaction.atomic()


def _first(draft: Draft, lines: list[TransferLine], move_on: bool) -> Entry | None:
    """The entry that already has this client id; Conflict when it says something else."""
    first = Entry.objects.filter(book=draft.book, client_id=draft.client_id).first()
    if first is None:
        return None
    if draft.source_id is not None and first.source_id != draft.source_id:
        # An owner may have guessed the id of a joint event and written something under it: that must not stop the
        # others. The event has a next id, always the same one.
        return _write(draft._replace(client_id=client_id_for(draft.client_id, "taken")), lines, move_on=move_on)
    first.book = draft.book
    same = (
        (first.day == draft.day or (move_on and first.day > draft.day))
        and first.words_json == draft.words_json
        and (first.source_kind, first.source_id, first.reverses) == draft[6:]
        and same_content(lines_of(first), lines)
    )
    if not same:
        raise Conflict(_("Catatan dengan nomor kiriman ini sudah ada, dengan isi yang lain."))
    return first


def _moved_on(draft: Draft, lines: list[TransferLine], move_on: bool) -> Entry:
    """Write on the first open day what a closed month refused; Problem if that may not be, or is not the reason."""
    closed_until = Book.objects.values_list("closed_until", flat=True).get(pk=draft.book.pk)
    if closed_until is not None and draft.day <= closed_until and move_on:
        return _write(draft._replace(day=closed_until + timedelta(days=1)), lines)
    check_open(draft.day, closed_until)
    raise Problem(_("Ada akun yang tidak terdapat dalam buku ini."), "account")


def _user(person: Person) -> User | None:
    return person if isinstance(person, User) else None
