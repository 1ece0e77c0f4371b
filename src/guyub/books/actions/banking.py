"""Lines of the bank: brought in once, matched to entries, written as entries, or left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from guyub.books import chart, writing
from guyub.books.actions.following import hold_before
from guyub.books.actions.importing import keeper, refuse_same_file, take_back, waiting
from guyub.books.actions.noting import note_within
from guyub.books.models import BankLayout, BankLine, Book, Entry, Import
from guyub.books.queries import bank
from guyub.books.rules.bank import Statement, StatementLine, check_columns, fingerprints, read_statement
from guyub.books.rules.bank_layout import Header, Layout, check_layout, find_header, headings_key
from guyub.books.rules.ledger import client_id_for
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.telling import LONGEST_ITEM, NewNote
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.tables import Table
from guyub.kernel.telling import Tell, nobody
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.people.models import User

# Kinds whose sentence is better with the bank's own words; a sale or a debt is told by its person.
_WITH_WORDS = frozenset({EventKind.EXPENSE, EventKind.OTHER_INCOME, EventKind.PURCHASE, EventKind.ASSET})


SOURCE = "bank"  # where an entry came from that was written from a line


@dataclass(frozen=True, slots=True)
class BankReading:
    """A statement as it would be kept: its lines that are new, with their fingerprints, and how many are there."""

    header: Header
    statement: Statement | None
    new: tuple[tuple[StatementLine, str], ...] = ()
    there: int = 0


def upload_bank(by: Person, book: Book, table: Table, sha256: str, *, at: datetime) -> Import:
    """Keep a bank's file for preview. Raises NotAllowed, and Problem at `file` for one that was brought in before."""
    actor = keeper(by, book)
    refuse_same_file(book, sha256)
    find_header(table, {})
    before = Import.objects.filter(book=book, sha256=sha256, state=Import.State.READ, kind=Import.Kind.BANK).first()
    if before is not None:
        return before
    kept = {"table": table.to_json()}
    name = table.name[:120]
    kind = Import.Kind.BANK
    return Import.objects.create(
        book=book, kind=kind, file_name=name, sha256=sha256, account=chart.BANK, table=kept, at=at, by=actor
    )


def read_bank(listed: Import, *, at: datetime) -> BankReading:
    """A kept statement as the book stands now; without a statement when its columns have to be told first."""
    table = Table.from_json((listed.table or {})["table"])
    header = find_header(table, bank.layouts_of(listed.book))
    if header.layout is None:
        return BankReading(header, None)
    statement = read_statement(header, timezone.localdate(at))
    names = fingerprints(statement.lines)
    known = bank.there(listed.book, listed.account, names)
    new = tuple((line, name) for line, name in zip(statement.lines, names, strict=True) if name not in known)
    return BankReading(header, statement, new, len(known))


@transaction.atomic
def tell_columns(by: Person, listed: Import, layout: Layout, *, at: datetime) -> None:
    """Remember how the columns of a bank's files are to be read. Raises Problem at the field that is wrong."""
    keeper(by, listed.book)
    header = find_header(Table.from_json((listed.table or {})["table"]), {})
    check_layout(layout, len(header.headings))
    check_columns(header, layout, timezone.localdate(at))
    key = headings_key(header.headings)
    BankLayout.objects.update_or_create(book=listed.book, headings=key, defaults={"columns": layout.to_json()})


@transaction.atomic
def confirm_bank(by: Person, listed: Import, *, at: datetime, tell: Tell = nobody) -> int:
    """Keep the lines of a statement that are not there yet; how many. Raises Conflict when it was done already."""
    keeper(by, listed.book)
    listed = waiting(listed)
    refuse_same_file(listed.book, listed.sha256)
    tell(0, 0, _("Membaca berkas"))
    reading = read_bank(listed, at=at)
    if reading.statement is None:
        raise Problem(_("Kolom berkas ini belum dikenal."), "file")
    if not reading.statement.lines:
        raise Problem(_("Tidak ada baris yang bisa dibaca dari berkas ini."), "file")
    tell(0, len(reading.new), _("Menyimpan baris bank"))
    BankLine.objects.bulk_create(
        [
            BankLine(
                book=listed.book,
                file=listed,
                account=listed.account,
                day=line.day,
                words=line.words,
                amount=line.amount,
                balance=line.balance,
                fingerprint=name,
            )
            for line, name in reading.new
        ],
        batch_size=500,
    )
    until = max(line.day for line in reading.statement.lines)
    listed.state, listed.entries, listed.at = Import.State.DONE, len(reading.new), at
    listed.table = {"closing": reading.statement.closing, "until": until.isoformat()}
    listed.save(update_fields=["state", "entries", "at", "table"])
    return listed.entries


@transaction.atomic
def undo_bank(by: Person, listed: Import, *, at: datetime) -> int:
    """Take the lines of a file away, and take back the entries that were written from them; how many lines.

    Entries that were there before stay as they are. Raises as `importing.undo`.
    """
    actor = keeper(by, listed.book)
    hold_before(listed.book)
    writing.lock(listed.book)
    found = Import.objects.select_for_update().get(pk=listed.pk)
    if found.state != Import.State.DONE:
        raise Conflict(_("Impor ini sudah dibatalkan, atau belum disimpan."))
    lines = list(BankLine.objects.filter(file=found))
    ids = [line.id for line in lines if line.entry is not None]
    made = Entry.objects.filter(book=listed.book, source_kind=SOURCE, source_id__in=ids, reverses=None)
    numbers = list(made.values_list("number", flat=True))
    take_back(listed.book, numbers, listed.id, by=actor, at=at)
    BankLine.objects.filter(file=found).delete()
    found.state, found.undone_at, found.undone_by = Import.State.UNDONE, at, actor
    found.save(update_fields=["state", "undone_at", "undone_by"])
    return len(lines)


@transaction.atomic
def match_line(by: Person, line: BankLine, number: int) -> None:
    """Say which entry a line is. Raises Conflict when either has another already, Problem when amounts differ."""
    keeper(by, line.book)
    line = _open(line)
    found = bank.matches(line.book, line.account, [line])[str(line.pk)]
    if str(number) not in found.choices:
        raise Problem(_("Catatan itu tidak cocok dengan baris ini: jumlah atau harinya lain, atau sudah terpakai."))
    line.entry = number
    line.save(update_fields=["entry"])


@transaction.atomic
def match_certain(by: Person, book: Book, account: str = chart.BANK) -> int:
    """Match every line of which the entry is certain; how many."""
    keeper(by, book)
    writing.lock(book)
    lines: Sequence[BankLine] = list(bank.waiting_lines(book, account)[: bank.MOST_AT_ONCE])
    found = bank.matches(book, account, lines)
    sure = [line for line in lines if found[str(line.pk)].certain]
    for line in sure:
        line.entry = int(found[str(line.pk)].certain or 0)
    BankLine.objects.bulk_update(sure, ["entry"], batch_size=200)
    return len(sure)


@transaction.atomic
def write_line(
    by: Person, line: BankLine, kind: EventKind, *, category: str = "", party: str = "", at: datetime
) -> Entry:
    """Write a line down as what it was. Raises as `noting.note`, Conflict when it was written or matched already."""
    actor = keeper(by, line.book)
    hold_before(line.book)
    line = _open(line)
    entry = note_within(
        line.book,
        note_of(line, kind, category, party),
        client_id=client_id_for(line.id, "bank line"),
        by=actor if isinstance(actor, User) else None,
        at=at,
        source=(SOURCE, line.id),
    )
    line.entry = entry.number
    line.save(update_fields=["entry"])
    return entry


def note_of(line: BankLine, kind: EventKind, category: str, party: str) -> NewNote:
    """What a line tells, as its owner would."""
    comes_in = line.amount > 0
    return NewNote(
        kind=kind,
        amount=abs(line.amount),
        day=line.day,
        settlement="bank",
        place="bank",
        party=party,
        item=line.words[:LONGEST_ITEM] if kind in _WITH_WORDS else "",
        category=category if kind is EventKind.EXPENSE else "",
        source="cash" if comes_in else "bank",
        target="bank" if comes_in else "cash",
        direction="in" if comes_in else "out",
    )


@transaction.atomic
def leave_line(by: Person, line: BankLine, *, alone: bool = True) -> None:
    """Leave a line alone: it is no event of the workshop's; or look at it again after all."""
    keeper(by, line.book)
    writing.lock(line.book)
    changed = BankLine.objects.filter(pk=line.pk, entry=None).update(ignored=alone)
    if not changed:
        raise Conflict(_("Baris ini sudah dicocokkan."))


def _open(line: BankLine) -> BankLine:
    """The line, locked with its book; Conflict when it does not wait any more."""
    writing.lock(line.book)
    found = BankLine.objects.select_related("book").get(pk=line.pk)
    if found.entry is not None or found.ignored:
        raise Conflict(_("Baris ini sudah dicocokkan atau diabaikan."))
    return found
