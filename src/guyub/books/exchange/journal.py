"""A book as rows of a journal, for spreadsheets: CSV and XLSX. `guyub.books.rules.journal` reads them again.

One row for each side of each transfer, in order. At the end stand the accounts that no entry uses and the people of
whom more is known than their name, in rows without a day.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import IO, Any

from guyub.books.exchange.whole import WholeBook, WholeEntry, as_text
from guyub.books.rules.cells import guarded, one_line
from guyub.kernel.spreadsheets import CREATED, WRITER_OPTIONS, write_cell

HEADINGS = (
    "catatan",
    "tanggal",
    "keterangan",
    "akun",
    "nama akun",
    "debit",
    "kredit",
    "pihak",
    "jenis akun",
    "membatalkan",
    "sumber",
    "id sumber",
    "id",
    "ditulis pada",
    "oleh",
    "isi",
)
ROWS_ON_A_SHEET = 1_000_000  # a worksheet holds 1,048,576
_COMES_IN = 1 << 16  # bytes handed on at a time
_WIDTHS = (9, 12, 40, 8, 28, 14, 14, 20, 10, 12, 12, 12, 12, 20, 16, 12)

Row = tuple[Any, ...]


def rows(whole: WholeBook) -> Iterator[Row]:
    """The rows of the journal; texts are safe in a spreadsheet."""
    used: set[str] = set()
    met: set[str] = set()
    for entry in whole.entries():
        for move in entry.moves:
            used.update((move.debit, move.credit))
            met.add(move.party)
        yield from _entry_rows(whole, entry)
    for code, account in whole.accounts.items():
        if code not in used:
            yield ("", "", "", guarded(code), _name(account.name), "", "", "", account.kind, *[""] * 7)
    for party in whole.parties.values():
        if party.phone or party.name not in met:
            more = as_text({"phone": party.phone}) if party.phone else ""
            yield (*[""] * 7, _name(party.name), *[""] * 7, more)


def _entry_rows(whole: WholeBook, entry: WholeEntry) -> Iterator[Row]:
    told = {"words": entry.words} | ({"note": entry.note} if entry.note else {})
    before = (entry.number, entry.day, guarded(entry.description))
    after = (
        entry.reverses or "",
        guarded(entry.source_kind),
        str(entry.source_id or ""),
        str(entry.client_id),
        entry.posted_at.isoformat(),
        _name(entry.by),
        as_text(told),
    )
    for move in entry.moves:
        for code, debit, credit in ((move.debit, move.amount, ""), (move.credit, "", move.amount)):
            account = whole.accounts[code]
            yield (
                *before,
                guarded(code),
                _name(account.name),
                debit,
                credit,
                _name(move.party),
                account.kind,
                *after,
            )
            after = (*after[:-1], "")  # once an entry is enough


def _name(text: str) -> str:
    return guarded(one_line(text))


def csv_lines(whole: WholeBook) -> Iterator[str]:
    """The journal as CSV, in pieces of some thousand letters."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for row in chain([HEADINGS], rows(whole)):
        writer.writerow([cell.isoformat() if isinstance(cell, date) else cell for cell in row])
        if buffer.tell() > _COMES_IN:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def workbook(whole: WholeBook) -> Iterator[bytes]:
    """The journal as a workbook, with a sheet of accounts and one of people. Made on disk, row by row."""
    import xlsxwriter  # noqa: PLC0415 - other formats need not wait for it

    with tempfile.TemporaryFile() as file:
        options = {**WRITER_OPTIONS, "in_memory": False, "constant_memory": True}
        with xlsxwriter.Workbook(file, options) as made:
            made.set_properties({"created": CREATED})
            _journal_sheets(made, whole)
            accounts = ((guarded(a.code), _name(a.name), a.kind) for a in whole.accounts.values())
            _sheet(made, "Akun", ("kode", "nama", "jenis"), accounts, (10, 40, 12))
            people = ((party.number, _name(party.name), guarded(party.phone)) for party in whole.parties.values())
            _sheet(made, "Orang", ("nomor", "nama", "telepon"), people, (8, 40, 18))
        file.seek(0)
        yield from _pieces(file)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_COMES_IN):
        yield piece


def _journal_sheets(made: Any, whole: WholeBook) -> None:
    """As many sheets as the rows need; one, but for books of half a million entries."""
    left = rows(whole)
    for number in range(1, 1000):
        some = _first(left, ROWS_ON_A_SHEET)
        start = next(some, None)
        if start is None and number > 1:
            return
        name = "Jurnal" if number == 1 else f"Jurnal {number}"
        _sheet(made, name, HEADINGS, chain([start] if start else [], some), _WIDTHS)


def _first(left: Iterator[Row], most: int) -> Iterator[Row]:
    for __, row in zip(range(most), left, strict=False):
        yield row


def _sheet(made: Any, name: str, headings: Sequence[str], lines: Iterator[Row], widths: Sequence[int]) -> None:
    bold, day = made.add_format({"bold": True, "bottom": 1}), made.add_format({"num_format": "dd/mm/yyyy"})
    page = made.add_worksheet(name)
    page.freeze_panes(1, 0)
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, heading, bold)
    for number, row in enumerate(lines, start=1):
        for place, value in enumerate(row):
            write_cell(page, number, place, value, day)
