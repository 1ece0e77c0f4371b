"""Which column of a bank's statement is which, by its headings. Pure.

Known by their headings: KlikBCA of persons and of firms, BCA's tables that are web pages, Mandiri (MCM and Excel),
BNI, BRI, Bank Jatim, and whatever names its columns alike. For any other file the owner says it, once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from guyub.kernel.errors import Problem
from guyub.kernel.headings import plain
from guyub.kernel.spreadsheets import Cell, Sheet
from guyub.kernel.tables import Table, is_empty
from guyub.kernel.words import _

HEADER_WITHIN = 50  # rows
# Names of each role, the surest first; a second day, that of the value, is none of ours.
_DAY = ("tanggal transaksi", "transaction date", "tanggal", "date", "tgl", "tgl tran", "post date", "posting date")
_DAY_LESS_SURE = ("tanggal kirim", "tanggal posting", "trx date", "tgl transaksi")
_WORDS = ("description", "keterangan", "rincian transaksi", "deskripsi", "desk tran", "uraian", "uraian transaksi")
_WORDS_LESS_SURE = ("transaction description", "remark", "remarks", "keterangan transaksi", "detail", "berita")
_DEBIT = ("debit", "debet", "mutasi debit", "mutasi debet", "db", "keluar", "withdrawal", "withdrawals", "debit amount")
_CREDIT = ("credit", "kredit", "mutasi kredit", "mutasi credit", "cr", "masuk", "deposit", "deposits", "credit amount")
_AMOUNT = ("amount", "jumlah", "mutasi", "nominal", "nilai", "jumlah transaksi", "transaction amount")
_SIDE = ("db cr", "d k", "d c", "dk", "dc", "dbcr", "cr db", "debit kredit", "debet kredit", "type", "tipe", "jenis")
_BALANCE = ("balance", "saldo", "saldo akhir", "saldo akhir mutasi", "ending balance", "running balance")


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of the columns, from 0. Amounts stand in two columns, or in one with a side of its own or a sign."""

    day: int
    words: tuple[int, ...]
    debit: int | None = None
    credit: int | None = None
    amount: int | None = None
    side: int | None = None
    balance: int | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Layout:
        return Layout(**{**stored, "words": tuple(stored["words"])})


@dataclass(frozen=True, slots=True)
class Header:
    """Where a statement begins: its sheet, the row of headings (from 0), and what they mean, if that is known."""

    sheet: Sheet
    row: int
    headings: tuple[str, ...]
    layout: Layout | None


def headings_key(headings: Sequence[str]) -> str:
    """By what a layout is remembered."""
    return hashlib.sha256("\x1f".join(headings).encode()).hexdigest()


def recognise(headings: Sequence[str]) -> Layout | None:
    """The layout that these headings say; None when they do not say enough."""
    names = [plain(heading) for heading in headings]
    day = _first(names, (*_DAY, *_DAY_LESS_SURE))
    words = tuple(place for place, name in enumerate(names) if name in (*_WORDS, *_WORDS_LESS_SURE))
    debit, credit = _first(names, _DEBIT), _first(names, _CREDIT)
    amount = None if debit is not None and credit is not None else _first(names, _AMOUNT)
    if day is None or not words or (amount is None and (debit is None or credit is None)):
        return None
    balance = _first(names, _BALANCE)
    if amount is None:
        return Layout(day, words, debit, credit, balance=balance)
    side = _first(names, _SIDE)
    if side is None and names[amount + 1 : amount + 2] == [""]:
        side = amount + 1
    return Layout(day, words, amount=amount, side=side, balance=balance)


def find_header(table: Table, known: Mapping[str, Layout]) -> Header:
    """Where the statement in `table` begins. A layout that the owner told goes before what the headings say.

    Without a layout the row is the first that could be one of headings. Raises Problem for a file without any.
    """
    found = [header for sheet in table.sheets if (header := _header_of(sheet, known)) is not None]
    told = [header for header in found if header.layout is not None]
    if len(told) > 1:
        names = ", ".join(header.sheet.name for header in told[:9])
        words = _("Ada mutasi di beberapa lembar: %(names)s. Mohon kirim satu lembar tiap berkas.", names=names)
        raise Problem(words, "file")
    if not found:
        raise Problem(_("Berkas ini tidak berisi baris judul kolom, jadi tidak bisa dibaca."), "file")
    return (told or found)[0]


def _header_of(sheet: Sheet, known: Mapping[str, Layout]) -> Header | None:
    """The row of headings in one sheet; the first that could be one when none is understood."""
    best: Header | None = None
    for row, cells in enumerate(sheet.rows[:HEADER_WITHIN]):
        headings = tuple(" ".join(str(cell).split()) for cell in cells)
        if sum(map(bool, headings)) < 3:
            continue
        layout = known.get(headings_key(headings)) or recognise(headings)
        if layout is not None:
            return Header(sheet, row, headings, layout)
        if best is None and all(isinstance(cell, str) for cell in cells) and not _has_numbers(headings):
            best = Header(sheet, row, headings, None)
    return best


def check_layout(layout: Layout, width: int) -> None:
    """Refuse, at its field, a column that was said wrongly."""
    if not 0 <= layout.day < width:
        raise Problem(_("Pilih kolom tanggal."), "day")
    if not layout.words:
        raise Problem(_("Pilih kolom keterangan."), "words")
    one, two = layout.amount is not None, layout.debit is not None and layout.credit is not None
    if not one and not two:
        raise Problem(_("Pilih kolom jumlah, atau kolom keluar dan kolom masuk."), "amount")
    if one and (layout.debit is not None or layout.credit is not None):
        raise Problem(_("Pilih satu saja: kolom jumlah, atau kolom keluar dan masuk."), "amount")
    used: dict[int, str] = {}
    for name in ("day", "debit", "credit", "amount", "side", "balance"):
        place = getattr(layout, name)
        if place is not None and place in used:
            raise Problem(_("Kolom ini sudah dipilih untuk hal lain."), name)
        used[place] = name
    if any(place in used for place in layout.words):
        raise Problem(_("Kolom ini sudah dipilih untuk hal lain."), "words")


def first_rows(header: Header, count: int = 5) -> list[tuple[Cell, ...]]:
    """Some rows below the headings, as wide as they are, for people to look at."""
    width = len(header.headings)
    rows = (row for row in header.sheet.rows[header.row + 1 :] if any(not is_empty(cell) for cell in row))
    return [(*row[:width], *[""] * (width - len(row))) for __, row in zip(range(count), rows, strict=False)]


def _first(names: Sequence[str], wanted: Iterable[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _has_numbers(headings: Sequence[str]) -> bool:
    return any(heading and sum(map(str.isdigit, heading)) * 2 > len(heading) for heading in headings)
