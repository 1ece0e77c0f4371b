"""Rows of a journal, from a spreadsheet, to entries that can be written. Pure.

Rows belong together by the number of their entry where there is such a column, else as long as day and description
stay the same and the two sides do not yet balance. A row that cannot be taken is named with its cell, and with it the
rest of its entry, so that never half an entry is written.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guyub.books.rules.accounts import AccountBook, AccountSaid
from guyub.books.rules.cells import kept_words, kind_named, one_line, unguarded
from guyub.books.rules.ledger import LARGEST_AMOUNT, MOST_TRANSFERS, Kind, check_day, check_open
from guyub.books.rules.pairing import Side, paired
from guyub.books.rules.parties import LONGEST_NAME, party_key
from guyub.kernel.days import parse_day
from guyub.kernel.errors import Problem
from guyub.kernel.headings import Column, plain
from guyub.kernel.numbers import parse_rupiah
from guyub.kernel.tables import TOTAL_WORDS, Listing, Row, RowProblem, is_blank, is_empty
from guyub.kernel.words import Rupiah, Words, _

_NUMBER_NAMES = (
    "catatan",
    "entry",
    "entri",
    "no bukti",
    "nomor bukti",
    "bukti",
    "no jurnal",
    "nomor jurnal",
    "voucher",
)
_PARTY_NAMES = ("pihak", "party", "nama pihak", "pelanggan", "customer", "pemasok", "supplier", "orang")
_ACCOUNT_NAMES = (
    "akun",
    "account",
    "kode akun",
    "account code",
    "no akun",
    "nomor akun",
    "perkiraan",
    "kode perkiraan",
)
_WORDS_NAMES = ("keterangan", "description", "uraian", "deskripsi", "memo", "penjelasan", "narration")
_DAY_NAMES = ("tanggal", "date", "tgl", "tanggal transaksi", "posting date", "hari")
JOURNAL_COLUMNS = (
    Column("day", "tanggal/date", _DAY_NAMES, required=True),
    Column("description", "keterangan/description", _WORDS_NAMES, required=True),
    Column("account", "akun/account", (*_ACCOUNT_NAMES, "kode perkiraan", "rekening"), required=True, fills=False),
    Column("debit", "debit/debit", ("debit", "debet", "db", "dr"), required=True, fills=False),
    Column("credit", "kredit/credit", ("kredit", "credit", "cr", "kr"), required=True, fills=False),
    Column(
        "entry",
        "catatan/entry",
        (*_NUMBER_NAMES, "voucher", "no transaksi", "ref", "referensi", "nomor", "no"),
    ),
    Column("party", "pihak/party", _PARTY_NAMES),
    Column("account_name", "nama akun/account name", ("nama akun", "account name", "nama perkiraan"), fills=False),
    Column("kind", "jenis akun/account kind", ("jenis akun", "account kind", "account type", "tipe akun"), fills=False),
    Column("reverses", "membatalkan/reverses", ("membatalkan", "reverses"), fills=False),
    Column("source_kind", "sumber/source", ("sumber", "source"), fills=False),
    Column("source_id", "id sumber/source id", ("id sumber", "source id"), fills=False),
    Column("id", "id/id", ("id", "client id"), fills=False),
    Column("whole", "isi/content", ("isi",), fills=False),
)
_OF_ENTRIES = ("day", "debit", "credit", "entry", "description")
LONGEST_DESCRIPTION = 1000
_LONGEST_JSON = 100_000


@dataclass(frozen=True, slots=True)
class ReadMove:
    """One transfer: codes of the accounts, rupiah, and the name of whom it was moved with."""

    debit: str
    credit: str
    amount: int
    party: str = ""


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry that can be written. `rows` are the numbers of its rows in the sheet, `name` how the file calls it."""

    rows: tuple[int, ...]
    name: str
    day: date
    words: Words
    moves: tuple[ReadMove, ...]
    client_id: uuid.UUID | None = None
    reverses: str = ""
    source: tuple[str, uuid.UUID | None] | None = None
    note: dict[str, Any] | None = None


@dataclass
class Journal:
    """What was read: entries, and each row that was not taken with why. `parties` have phones by their names."""

    entries: list[ReadEntry] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    parties: dict[str, str] = field(default_factory=dict)
    own: bool = False  # written by Guyub itself, so that names are exact


@dataclass(slots=True)
class _Cells:
    """One row, read cell by cell."""

    row: Row
    entry: str
    day: date | None
    description: str
    account: str
    debit: int
    credit: int
    party: str
    bad: bool = False


@dataclass(slots=True)
class _Reader:
    listing: Listing
    accounts: AccountBook
    today: date
    closed_until: date | None
    journal: Journal
    by_entry: bool = False
    # What was read before: in a year of entries the same days, accounts and names come again and again.
    _texts: dict[str, str] = field(default_factory=dict)
    _days: dict[str, date] = field(default_factory=dict)
    _codes: dict[tuple[str, ...], tuple[str | None, Kind | None]] = field(default_factory=dict)

    def refuse(self, row: Row, key: str, problem: Problem) -> None:
        column = self.listing.title(key) if key else ""
        value = self.listing.value(row, key) if key else ""
        self.journal.problems.append(RowProblem(row.number, column, problem, value))

    def text(self, row: Row, key: str) -> str:
        """A cell as one line, also where it says `nihil` or `-`, without the sign that guards it."""
        if key not in self.listing.places:
            return ""
        value = self.raw(row, key)
        if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
            value = int(value)
        if not isinstance(value, str):
            return str(value)
        found = self._texts.get(value)
        if found is None:
            found = self._texts[value] = one_line(unguarded(value.strip()))
        return found

    def code(self, row: Row) -> tuple[str | None, Kind | None]:
        """The account that a row means, and of which kind it says that it is."""
        key = tuple(self.text(row, name) for name in ("account", "account_name", "kind"))
        found = self._codes.get(key)
        if found is None:
            text, name, kind = key
            stated = kind_named(kind)
            found = self._codes[key] = (self.accounts.code_of(AccountSaid(text, name, stated)), stated)
        return found

    def raw(self, row: Row, key: str) -> Any:
        """A cell as it was read; an empty text where there is none."""
        place = self.listing.places.get(key)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def day(self, value: Any) -> date:
        """The day that a cell means. Raises Problem also for one to come, long ago or in a closed month."""
        found = self._days.get(value) if isinstance(value, str) else None
        if found is None:
            found = parse_day(unguarded(value) if isinstance(value, str) else value, "day")
            check_day(found, self.today)
            check_open(found, self.closed_until)
            if isinstance(value, str):
                self._days[value] = found
        return found


def read_journal(listing: Listing, accounts: AccountBook, today: date, closed_until: date | None) -> Journal:
    """The entries in `listing`. Days to come, long ago or in closed months are refused like everything that is wrong.

    Accounts that nobody knows are gathered in `accounts.unknown`, those to be made in `accounts.new`.
    """
    reader = _Reader(listing, accounts, today, closed_until, Journal(own="whole" in listing.places))
    reader.by_entry = _numbers_entries(reader)
    cells = list(_cells(reader))
    for group in _by_entry(cells) if reader.by_entry else _by_balance(cells):
        _take(reader, group)
    reader.journal.problems.sort(key=lambda problem: problem.row)
    return reader.journal


def _numbers_entries(reader: _Reader) -> bool:
    """Whether the column of numbers counts entries: one that is different in every row only counts rows."""
    if "entry" not in reader.listing.places:
        return False
    numbers = [text for row in reader.listing.rows if (text := reader.text(row, "entry"))]
    return len(set(numbers)) < len(numbers)


def _cells(reader: _Reader) -> Iterator[_Cells]:
    above: _Cells | None = None
    for row in reader.listing.rows:
        if _says_nothing(reader, row):
            continue
        if _only_declares(reader, row):
            continue
        above = _read(reader, row, above)
        yield above


def _says_nothing(reader: _Reader, row: Row) -> bool:
    """A line of totals, or words under the table: no account, and no amount that would be lost."""
    if reader.text(row, "account"):
        return False
    if not any(_filled(reader, row, key) for key in ("debit", "credit")):
        return not reader.text(row, "party") and not reader.text(row, "day")
    return any(plain(cell) in TOTAL_WORDS for cell in row.cells if isinstance(cell, str))


def _filled(reader: _Reader, row: Row, key: str) -> bool:
    value = reader.listing.value(row, key)
    return not is_empty(value) and value != 0


def _only_declares(reader: _Reader, row: Row) -> bool:
    """A row without a day that tells an account or a person apart from any entry: what our own exports end with."""
    if not reader.journal.own or any(reader.text(row, key) for key in _OF_ENTRIES):
        return False
    if reader.text(row, "account"):
        reader.code(row)
    elif name := reader.text(row, "party"):
        phone = _json(reader, row).get("phone", "")
        reader.journal.parties[name] = phone if isinstance(phone, str) else ""
    return True


def _read(reader: _Reader, row: Row, above: _Cells | None) -> _Cells:
    entry = reader.text(row, "entry") if reader.by_entry else ""
    cells = _Cells(row, entry, None, reader.text(row, "description"), "", 0, 0, "")
    if reader.by_entry and not entry and above is not None and is_empty(reader.raw(row, "day")):
        cells.entry = above.entry
    for key, read in (("day", _day), ("account", _account), ("amount", _amounts), ("party", _party)):
        try:
            read(reader, cells, above)
        except Problem as problem:
            cells.bad = True
            reader.refuse(row, problem.field or key, problem)
    return cells


def _day(reader: _Reader, cells: _Cells, above: _Cells | None) -> None:
    value = reader.raw(cells.row, "day")
    if is_empty(value) and above is not None and (not cells.entry or cells.entry == above.entry):
        cells.day = above.day
        cells.description = cells.description or above.description
        return
    cells.day = reader.day(value)


def _account(reader: _Reader, cells: _Cells, _above: _Cells | None) -> None:
    text = reader.text(cells.row, "account")
    if not text:
        raise Problem(_("Mohon isi akunnya."), "account")
    code, kind = reader.code(cells.row)
    if code is None:
        nearest = reader.accounts.unknown[text].nearest
        if nearest is None:
            raise Problem(_("Akun “%(given)s” tidak ada dalam buku ini.", given=text[:60]), "account")
        words = _(
            "Akun “%(given)s” tidak ada dalam buku ini. Yang paling mirip: %(code)s %(name)s.",
            given=text[:60],
            code=nearest,
            name=_(reader.accounts.names[nearest][0]),
        )
        raise Problem(words, "account")
    if kind is not None and reader.accounts.kind(code) is not kind:
        raise Problem(_("Akun %(code)s di buku ini berjenis lain daripada di berkas.", code=code), "kind")
    cells.account = code


def _amounts(reader: _Reader, cells: _Cells, _above: _Cells | None) -> None:
    both = []
    for key in ("debit", "credit"):
        value = reader.raw(cells.row, key)
        blank = is_empty(value) or is_blank(value)
        both.append(0 if blank else parse_rupiah(value, key, zero=True, most=LARGEST_AMOUNT))
    cells.debit, cells.credit = both
    if cells.debit and cells.credit:
        raise Problem(_("Isi salah satu saja: debit atau kredit."), "credit")
    if not cells.debit and not cells.credit:
        raise Problem(_("Jumlah uangnya belum ada, atau nol."), "debit")


def _party(reader: _Reader, cells: _Cells, _above: _Cells | None) -> None:
    name = reader.text(cells.row, "party")
    cells.party = name[:LONGEST_NAME] if party_key(name) else ""


def _by_entry(cells: Iterable[_Cells]) -> Iterator[list[_Cells]]:
    """Rows of one number on one day, wherever they stand: where the count begins anew each month, days differ."""
    groups: dict[tuple[str, date | None], list[_Cells]] = {}
    for number, each in enumerate(cells):
        key = (each.entry, each.day) if each.entry else (f"\0{number}", None)
        groups.setdefault(key, []).append(each)
    yield from groups.values()


def _by_balance(cells: Iterable[_Cells]) -> Iterator[list[_Cells]]:
    """Rows that follow each other with the same day and description, until they balance."""
    group: list[_Cells] = []
    balance, sure = 0, True
    for each in cells:
        # Of a row that could not be read the amount may be wrong: then only what it says tells where its entry ends.
        if group and ((sure and not balance) or (each.day, each.description) != (group[0].day, group[0].description)):
            yield group
            group, balance, sure = [], 0, True
        group.append(each)
        balance, sure = balance + each.debit - each.credit, sure and not each.bad
    if group:
        yield group


def _take(reader: _Reader, group: Sequence[_Cells]) -> None:
    """Keep one entry, or refuse all its rows."""
    if not any(each.bad for each in group):
        try:
            reader.journal.entries.append(_entry(reader, group))
            return
        except Problem as found:
            reader.refuse(group[-1].row, found.field or "", found)
    first = next((each for each in group if each.bad), group[-1])
    for each in group:
        if not each.bad and each is not first:
            words = _("Satu catatan dengan baris %(row)s.", row=first.row.number)
            reader.refuse(each.row, "", Problem(words))


def _entry(reader: _Reader, group: Sequence[_Cells]) -> ReadEntry:
    _check_balance(group)
    debits = [Side(each.account, each.debit, place) for place, each in enumerate(group) if each.debit]
    credit_rows = [Side(each.account, each.credit, place) for place, each in enumerate(group) if each.credit]
    pairs = paired(debits, credit_rows)
    if pairs is None:
        raise Problem(_("Satu akun berdiri di kedua sisi catatan ini. Mohon pisahkan catatannya."), "account")
    if len(pairs) > MOST_TRANSFERS:
        raise Problem(_("Paling banyak %(most)s baris dalam satu catatan.", most=MOST_TRANSFERS), "debit")
    moves = tuple(
        ReadMove(pair.debit.account, pair.credit.account, pair.amount, _party_of(group, pair.debit, pair.credit))
        for pair in pairs
    )
    row = group[0].row
    told = _json(reader, row)
    description = next((each.description for each in group if each.description), "")[:LONGEST_DESCRIPTION]
    return ReadEntry(
        rows=tuple(each.row.number for each in group),
        name=group[0].entry,
        day=_day_of(group),
        words=kept_words(told.get("words"), description),
        moves=moves,
        client_id=_id(reader.text(row, "id"), "id"),
        reverses=reader.text(row, "reverses"),
        source=_source(reader, row),
        note=told.get("note") if isinstance(told.get("note"), dict) else None,
    )


def _day_of(group: Sequence[_Cells]) -> date:
    if group[0].day is None:
        raise Problem(_("Mohon isi tanggalnya."), "day")
    return group[0].day


def _check_balance(group: Sequence[_Cells]) -> None:
    debit, credit = sum(each.debit for each in group), sum(each.credit for each in group)
    if debit == credit:
        return
    short = "credit" if debit > credit else "debit"
    values = {"debit": Rupiah(debit), "credit": Rupiah(credit), "gap": Rupiah(abs(debit - credit))}
    if short == "credit":
        words = _("Debit %(debit)s, kredit %(credit)s: kurang %(gap)s di kredit.", **values)
    else:
        words = _("Debit %(debit)s, kredit %(credit)s: kurang %(gap)s di debit.", **values)
    raise Problem(words, short)


def _party_of(group: Sequence[_Cells], debit: Side, credit: Side) -> str:
    first, second = group[debit.place].party, group[credit.place].party
    if first and second and party_key(first) != party_key(second):
        words = _("Dua orang dalam satu perpindahan uang: %(first)s dan %(second)s.", first=first, second=second)
        raise Problem(words, "party")
    return first or second


def _source(reader: _Reader, row: Row) -> tuple[str, uuid.UUID | None] | None:
    kind = reader.text(row, "source_kind")[:24]
    return (kind, _id(reader.text(row, "source_id"), "source_id")) if kind else None


def _id(text: str, key: str) -> uuid.UUID | None:
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Problem(_("“%(given)s” bukan nomor kiriman. Kosongkan bila tidak tahu.", given=text[:40]), key) from error


def _json(reader: _Reader, row: Row) -> dict[str, Any]:
    """What our own column holds; nothing where somebody else wrote in it."""
    text = str(reader.raw(row, "whole"))
    if not text.startswith("{") or len(text) > _LONGEST_JSON:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
