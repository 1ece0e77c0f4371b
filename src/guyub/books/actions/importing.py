"""Bringing a journal in from a file: keep it, read it, write it all at once, and take it all back."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils import timezone

from guyub.books import bulk, writing
from guyub.books.actions.following import hold_before, tell_reversed
from guyub.books.bulk import BulkEntry, Refused
from guyub.books.models import Account, Book, Import, Note, Party
from guyub.books.queries import imports
from guyub.books.rules.accounts import AccountBook
from guyub.books.rules.cells import said
from guyub.books.rules.journal import JOURNAL_COLUMNS, Journal, ReadEntry, read_journal
from guyub.books.rules.ledger import Kind, TransferLine, client_id_for, reversed_lines
from guyub.books.rules.parties import LONGEST_NAME, known_key, party_key
from guyub.books.rules.undoing import to_take_back
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.tables import Listing, RowProblem, Table
from guyub.kernel.telling import Tell, nobody
from guyub.kernel.words import Words, _
from guyub.people.access import Person, require
from guyub.people.models import User

_LONGEST_FILE_NAME = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """A journal as it would be written now: what was found, what is refused and why, which accounts are to be made."""

    listing: Listing
    journal: Journal
    accounts: AccountBook


class ImportRefused(Problem):
    """Rows of a file may not be written, so none was. `problems` name each."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(problems[0].words)
        self.problems = tuple(problems)


def upload_journal(by: Person, book: Book, table: Table, sha256: str, *, at: datetime) -> Import:
    """Keep a file for preview. The same file, not yet written, is kept once.

    Raises NotAllowed, and Problem at `file` when it was written before or has no journal in it.
    """
    actor = keeper(by, book)
    refuse_same_file(book, sha256)
    journal_in(table)
    waiting = Import.objects.filter(book=book, sha256=sha256, state=Import.State.READ, kind=Import.Kind.JOURNAL).first()
    if waiting is not None:
        return waiting
    return Import.objects.create(
        book=book,
        kind=Import.Kind.JOURNAL,
        file_name=table.name[:_LONGEST_FILE_NAME],
        sha256=sha256,
        table={"table": table.to_json(), "accounts": {}, "again": False},
        at=at,
        by=actor,
    )


def journal_in(table: Table) -> Listing:
    """The one sheet that holds a journal. Raises Problem for none, or several: the others would be lost in silence."""
    listing = table.listing(JOURNAL_COLUMNS)
    names = [sheet.name for sheet in table.sheets if _has_journal(Table(table.name, (sheet,)))]
    if len(names) > 1:
        words = _(
            "Ada jurnal di beberapa lembar: %(names)s. Mohon kirim satu lembar tiap berkas.", names=", ".join(names[:9])
        )
        raise Problem(words, "file")
    return listing


def _has_journal(table: Table) -> bool:
    try:
        return bool(table.listing(JOURNAL_COLUMNS).rows)
    except Problem:
        return False


def keeper(by: Person, book: Book) -> User:
    """The user who keeps this book. Raises NotAllowed for everybody else."""
    require(by, "keep books", book)
    if not isinstance(by, User):
        raise TypeError("only a user keeps books")
    return by


def refuse_same_file(book: Book, sha256: str) -> None:
    """Raise Conflict for a file that was written already and not taken back."""
    before = Import.objects.filter(book=book, sha256=sha256, state=Import.State.DONE).first()
    if before is not None:
        day = timezone.localdate(before.at)
        words = _("Berkas ini sudah dimasukkan pada %(day)s. Batalkan dulu bila ingin mengulang.", day=day)
        raise Conflict(words, "file")


def read_import(listed: Import, *, at: datetime) -> Reading:
    """A kept journal with the owner's choices, as the book stands now. Writes nothing."""
    kept = listed.table or {}
    return _read(listed.book, Table.from_json(kept["table"]), _choices(kept), at, again=bool(kept.get("again")))


def _choices(kept: Mapping[str, Any]) -> dict[str, str | Kind]:
    kinds = {kind.value: kind for kind in Kind}
    return {text: kinds.get(choice, choice) for text, choice in kept.get("accounts", {}).items()}


def _read(book: Book, table: Table, chosen: Mapping[str, str | Kind], at: datetime, *, again: bool) -> Reading:
    listing = journal_in(table)
    accounts = imports.account_book(book, chosen)
    closed_until = Book.objects.values_list("closed_until", flat=True).get(pk=book.pk)
    journal = read_journal(listing, accounts, timezone.localdate(at), closed_until)
    _leave_out(journal, _there_already(book, journal, listing, again=again))
    return Reading(listing, journal, accounts)


def _leave_out(journal: Journal, problems: Mapping[int, RowProblem]) -> None:
    """Take entries out of the journal, by their place, and name why."""
    journal.problems += problems.values()
    journal.entries = [entry for place, entry in enumerate(journal.entries) if place not in problems]


def _there_already(book: Book, journal: Journal, listing: Listing, *, again: bool) -> dict[int, RowProblem]:
    """The entries that the book has: by their id, or, unless `again`, because all that they say is the same."""
    ids = [entry.client_id for entry in journal.entries if entry.client_id]
    taken = imports.counting_ids(book, ids)
    twice = {each for each, times in Counter(ids).items() if times > 1}
    alike = Counter() if again or not journal.entries else imports.alike(book, journal.entries)
    problems = {}
    for place, entry in enumerate(journal.entries):
        problem = None
        if entry.client_id in taken:
            problem = Problem(_("Sudah ada sebagai catatan nomor %(number)s.", number=taken[entry.client_id]))
        elif entry.client_id in twice:
            problem = Problem(_("Nomor kirimannya sama dengan catatan lain di berkas ini."))
        elif alike and alike[likeness := imports.likeness(entry.day, entry.words, entry.moves)]:
            alike[likeness] -= 1
            problem = Problem(_("Sepertinya sudah ada: tanggal, keterangan, dan jumlahnya sama."))
        if problem is not None:
            problems[place] = RowProblem(entry.rows[0], listing.title("description"), problem, said(entry.words))
    return problems


@transaction.atomic
def choose(by: Person, listed: Import, accounts: Mapping[str, str], *, again: bool) -> None:
    """Keep what the owner said: for each unknown account a code of the book or the kind of a new one."""
    keeper(by, listed.book)
    listed = waiting(listed)
    kept = {text: choice for text, choice in accounts.items() if choice}
    before = listed.table or {}
    listed.table = {**before, "accounts": {**before.get("accounts", {}), **kept}, "again": again}
    listed.save(update_fields=["table"])


def waiting(listed: Import) -> Import:
    """The import, locked; Conflict when it does not wait any more."""
    writing.lock(listed.book)
    found = Import.objects.select_for_update().get(pk=listed.pk)
    found.book = listed.book
    if found.state != Import.State.READ:
        raise Conflict(_("Berkas ini sudah disimpan atau dibatalkan."))
    return found


@transaction.atomic
def confirm(by: Person, listed: Import, *, at: datetime, tell: Tell = nobody) -> int:
    """Write all entries of a kept journal that can be written; how many. Raises Conflict when it was done already."""
    actor = keeper(by, listed.book)
    listed = waiting(listed)
    refuse_same_file(listed.book, listed.sha256)
    tell(0, 0, _("Membaca berkas"))
    reading = read_import(listed, at=at)
    if not reading.journal.entries:
        raise Problem(_("Belum ada catatan yang bisa disimpan dari berkas ini."))
    _write(listed, reading, actor, at, trusted=False, tell=tell)
    return listed.entries


@transaction.atomic
def take_in(by: Person, book: Book, table: Table, sha256: str, *, at: datetime, again: bool = False) -> Import:
    """Write a whole file at once, or nothing of it; entries keep what they came from.

    For the keeper of the installation, who brings back what an installation wrote. Raises ImportRefused.
    """
    actor = keeper(by, book)
    writing.lock(book)
    refuse_same_file(book, sha256)
    reading = _read(book, table, {}, at, again=again)
    if reading.journal.problems:
        raise ImportRefused(sorted(reading.journal.problems, key=lambda problem: problem.row))
    listed = Import(book=book, kind=Import.Kind.JOURNAL, file_name=table.name[:_LONGEST_FILE_NAME], by=actor, at=at)
    listed.sha256 = sha256
    listed.save()
    _write(listed, reading, actor, at, trusted=True)
    return listed


def _write(listed: Import, reading: Reading, by: User, at: datetime, *, trusted: bool, tell: Tell = nobody) -> None:
    book, entries = listed.book, reading.journal.entries
    new = reading.accounts.new.values()
    Account.objects.bulk_create(Account(book=book, code=each.code, name=each.name, kind=each.kind) for each in new)
    parties = _parties(book, reading.journal)
    places = {entry.name: place for place, entry in reversed(list(enumerate(entries))) if entry.name}
    taken_back: set[int] = set()
    reused = imports.used_ids(book, [entry.client_id for entry in entries if entry.client_id])
    rows = []
    for place, entry in enumerate(entries):
        origin = places.get(entry.reverses, place)
        back = origin < place and origin not in taken_back and _is_opposite(entry, entries[origin])
        if back:
            taken_back.add(origin)
        client_id = entry.client_id if entry.client_id not in reused else None
        lines = [
            TransferLine(move.debit, move.credit, move.amount, parties[move.party] if move.party else None)
            for move in entry.moves
        ]
        kind, source_id = entry.source if trusted and entry.source else ("import", listed.id)
        rows.append(
            BulkEntry(
                client_id or client_id_for(listed.id, str(entry.rows[0])),
                entry.day,
                words_json(entry.words),
                lines,
                kind,
                source_id,
                -1 - origin if back else None,
            )
        )
    numbers = bulk.write_many(book, rows, by=by, at=at, tell=tell)
    told = zip(numbers, entries, strict=True)
    Note.objects.bulk_create(
        [note for number, entry in told if entry.note and (note := _note(book, number, entry.note))], batch_size=500
    )
    listed.state, listed.entries, listed.at = Import.State.DONE, len(rows), at
    listed.table = {"first": numbers.start} if rows else {}
    listed.save(update_fields=["state", "entries", "at", "table"])


def words_json(words: Words) -> str:
    """A sentence as entries keep it."""
    return json.dumps(words.to_json(), ensure_ascii=False, separators=(",", ":"))


def _is_opposite(entry: ReadEntry, origin: ReadEntry) -> bool:
    turned = [(move.credit, move.debit, move.amount) for move in origin.moves]
    return [(move.debit, move.credit, move.amount) for move in entry.moves] == turned


def _parties(book: Book, journal: Journal) -> dict[str, int]:
    """The number of each party that the journal names, made when the book knows none who is meant."""
    phones = journal.parties
    names = list(dict.fromkeys([move.party for entry in journal.entries for move in entry.moves if move.party]))
    names += [name for name in phones if name not in set(names) and party_key(name)]
    if not names:
        return {}
    numbers = dict(Party.objects.filter(book=book).values_list("key", "number"))
    last = max(numbers.values(), default=0)
    found, new = {}, []
    for name in names:
        key = party_key(name)
        meant = key if key in numbers or journal.own else known_key(name, numbers)
        if meant not in numbers:
            last, meant = last + 1, key
            numbers[key] = last
            phone = phones.get(name, "")[:20]
            new.append(Party(book=book, number=last, name=name[:LONGEST_NAME], key=key, phone=phone))
        found[name] = numbers[meant or key]
    Party.objects.bulk_create(new, batch_size=500)
    return found


def _note(book: Book, number: int, told: Mapping[str, Any]) -> Note | None:
    """The owner's own words for an entry, as an export kept them; None when somebody else wrote in there."""
    text = {name: told.get(name, "") for name in ("text", "kind", "item", "unit", "settlement")}
    longest = {"text": 500, "kind": 16, "item": 120, "unit": 12, "settlement": 8}
    if not all(isinstance(value, str) and len(value) <= longest[name] for name, value in text.items()):
        return None
    try:
        quantity = Decimal(told["quantity"]).quantize(Decimal("0.001")) if told.get("quantity") else None
    except (InvalidOperation, TypeError, ValueError):
        return None
    price = told.get("unit_price")
    if not text["kind"] or not (price is None or (isinstance(price, int) and abs(price) < 10**15)):
        return None
    if quantity is not None and abs(quantity) >= 10**11:
        return None
    corrected = told.get("corrected") is True
    return Note(book=book, number=number, quantity=quantity, unit_price=price, corrected=corrected, **text)


@transaction.atomic
def undo(by: Person, listed: Import, *, at: datetime) -> int:
    """Write the opposite of every entry of an import that still counts, each on its own day; how many.

    Raises NotAllowed, Conflict when the import was taken back already, Problem when a month has to be opened first.
    """
    actor = keeper(by, listed.book)
    hold_before(listed.book)
    writing.lock(listed.book)
    found = Import.objects.select_for_update().get(pk=listed.pk)
    if found.state != Import.State.DONE:
        raise Conflict(_("Impor ini sudah dibatalkan, atau belum disimpan."))
    count = take_back(listed.book, imports.numbers_of(found), listed.id, by=actor, at=at)
    found.state, found.undone_at, found.undone_by = Import.State.UNDONE, at, actor
    found.save(update_fields=["state", "undone_at", "undone_by"])
    return count


def take_back(book: Book, numbers: Sequence[int], event: uuid.UUID, *, by: User, at: datetime) -> int:
    """Write the opposites of what still counts of these entries, on their own days. Access was checked."""
    ends = to_take_back(numbers, imports.taken_back(book, min(numbers))) if numbers else []
    rows = [
        BulkEntry(
            client_id_for(event, "undo", str(entry.number)),
            entry.day,
            words_json(_("Batal: %(what)s", what=entry.words)),
            reversed_lines(lines),
            "import",
            event,
            entry.number,
        )
        for entry, lines in imports.entries_with_lines(book, ends)
    ]
    try:
        bulk.write_many(book, rows, by=by, at=at)
    except Refused as refused:
        closed = [rows[each.place].day for each in refused.refusals if each.problem.field == "day"]
        raise _open_first(min(closed)) if closed else refused from refused
    tell_reversed(book, ends, by, at)
    return len(rows)


def _open_first(day: date) -> Problem:
    words = _("Bulan dari %(day)s sudah ditutup. Buka lagi bulan itu, lalu batalkan impornya.", day=day)
    return Problem(words, "day")


def months_of(journal: Journal) -> Iterator[tuple[date, int, int]]:
    """What would be written by month: its first day, how many entries, how much they move."""
    counts: Counter[date] = Counter()
    sums: Counter[date] = Counter()
    for entry in journal.entries:
        month = entry.day.replace(day=1)
        counts[month] += 1
        sums[month] += sum(move.amount for move in entry.moves)
    yield from ((month, counts[month], sums[month]) for month in sorted(counts))
