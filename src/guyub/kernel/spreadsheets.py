"""The bytes of a spreadsheet as sheets of cells, whatever its kind, and sheets as bytes again.

Files come from strangers: what they are follows from their content, and each bound is checked before the work it
bounds. Workbooks are parsed in a process of their own (see `workbooks.py`).
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.kernel.workbooks import pack_cell

Cell = str | float | int | bool | date | datetime | time | timedelta
Merged = tuple[int, int, int, int]  # top, left, bottom, right; counted from 0, all inside
CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - stamped on every workbook, so that the same rows give the same bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold before it is refused: bytes, bytes once unpacked, rows and columns, and cells in all."""

    size: int = 10 * 1024 * 1024
    unpacked: int = 100 * 1024 * 1024
    rows: int = 50_000
    columns: int = 200
    cells: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read, from its first row and column on."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Merged, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The sheet as plain JSON; dates and times go as `[kind, text]`."""
        rows = [[pack_cell(cell) for cell in row] for row in self.rows]
        return {"name": self.name, "rows": rows, "merged": [[[m[0], m[1]], [m[2], m[3]]] for m in self.merged]}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Sheet:
        rows = tuple(tuple(_unpack_cell(cell) for cell in row) for row in stored["rows"])
        merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in stored["merged"])
        return Sheet(stored["name"], rows, merged)


LIMITS = Limits()
WRITER_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_READER = Path(__file__).with_name("workbooks.py")
_PATIENCE = 60  # seconds until a reader that hangs is ended
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files, and locked new ones
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PAGE_MARKS = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<style", b"<head", b"<body")
_DELIMITERS = (",", ";", "\t", "|")
_LINES_TO_JUDGE = 40
_END = "\x1f"  # no text that was let in holds it
_MOST_LINES_IN_A_CELL = 20
_MOST_CHARACTERS = 32_767  # in a cell of a workbook


def read_sheets(content: bytes, name: str, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """The sheets in `content`, found by what it is. Raises `Problem` if it is none that can be read."""
    if content.startswith(b"PK"):
        _check_zip(content, name, limits)
        return _read_workbook(content, name, limits)
    if content.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _locked(name)
        return _read_workbook(content, name, limits)
    return (_read_csv(_decode(content, name), name, limits),)


def write_sheet(headings: Sequence[str], rows: Sequence[Sequence[Cell]], sheet: str = "Sheet1") -> bytes:
    """A workbook of one sheet with a bold, frozen header; text stays text, even where it looks like a formula."""
    import xlsxwriter  # noqa: PLC0415 - reading must not wait for it

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, WRITER_OPTIONS) as book:
        book.set_properties({"created": CREATED})
        bold = book.add_format({"bold": True, "bottom": 1})
        styles = {"date": book.add_format({"num_format": "dd/mm/yyyy"}), "plain": None}
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        for place, heading in enumerate(headings):
            page.write_string(0, place, heading[:_MOST_CHARACTERS], bold)
            page.set_column(place, place, min(max(12, len(heading) + 2), 40))
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                write_cell(page, number, place, value, styles["date"])
    return buffer.getvalue()


def write_cell(page: Any, row: int, column: int, value: Cell, date_style: Any) -> None:
    """Write one cell of an XlsxWriter sheet as what it was when it was read."""
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float) and abs(value) < 10**300:
        page.write_number(row, column, value)
    elif isinstance(value, date | timedelta | time) and not _before_excel(value):
        page.write_datetime(row, column, value, date_style if isinstance(value, date) else None)
    elif str(value):
        page.write_string(row, column, str(value)[:_MOST_CHARACTERS])


def _before_excel(value: date | timedelta | time) -> bool:
    if isinstance(value, timedelta):
        return value < timedelta(0)
    return isinstance(value, date) and value.year < 1900


def _check_zip(content: bytes, name: str, limits: Limits) -> None:
    """Refuse a zip that is no workbook, that is locked, or that unpacks to more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            manifest = _small_part(archive, "META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as error:
        raise _damaged(name) from error
    if sum(part.file_size for part in parts) > limits.unpacked or len(parts) > 5000:
        raise _too_large(name)
    if b"encryption-data" in manifest or any(part.flag_bits & 1 for part in parts):
        raise _locked(name)
    if "xl/workbook.bin" in names:
        raise Problem(_("Berkas %(name)s berjenis XLSB. Mohon simpan sebagai XLSX lalu kirim lagi.", name=name))
    if "content.xml" not in names and not any(part.startswith("xl/") for part in names):
        raise _no_spreadsheet(name)


def _small_part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(1 << 20)


def _read_workbook(content: bytes, name: str, limits: Limits) -> tuple[Sheet, ...]:
    """Let the reader process parse the workbook. If it dies of its bounds, the workbook was too large."""
    bounds = [str(limits.rows), str(limits.columns), str(limits.cells)]
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, numbers as arguments
            [sys.executable, "-I", str(_READER), *bounds],
            input=content,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_large(name) from error
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise _too_large(name)
    if done.returncode != 0:
        raise _damaged(name)
    answer = json.loads(done.stdout)
    match answer.get("refused"):
        case "large":
            raise _too_many_rows(name, answer, limits)
        case "password":
            raise _locked(name)
        case "damaged":
            raise _damaged(name)
    return tuple(Sheet.from_json(sheet) for sheet in answer["sheets"])


def _decode(content: bytes, name: str) -> str:
    """Text of a CSV file; refuses pages and pictures that only bear its name."""
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE_MARKS):
        raise Problem(
            _(
                "Berkas %(name)s sebenarnya halaman web. Mohon buka di Excel atau LibreOffice, simpan sebagai XLSX, "
                "lalu kirim lagi.",
                name=name,
            )
        )
    encodings = ("utf-16",) if content.startswith(_UTF16_MARKS) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(sign) < 32 and sign not in "\t\r\n\v\f" for sign in set(text)):
            return text
    raise _no_spreadsheet(name)


def _read_csv(text: str, name: str, limits: Limits) -> Sheet:
    first, _rest, after = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], "\n" + after  # Excel's own hint; its line keeps its number
    else:
        delimiter = _find_delimiter(text)
    rows: list[tuple[Cell, ...]] = []
    cells = 0
    for record in _records(text, delimiter, name):
        rows.append(tuple(record))
        cells += len(record)
        if len(rows) > limits.rows or len(record) > limits.columns or cells > limits.cells:
            raise _too_many_rows(name, {"sheet": name, "height": len(rows), "width": len(record)}, limits)
    return Sheet(name, tuple(rows))


def _records(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    """The records of a CSV. A quote that is never closed would swallow the rows after it, so it is an error."""
    number = 0
    record: list[str] = []
    try:
        for record in csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter):
            number += 1
            if any(cell.count("\n") > _MOST_LINES_IN_A_CELL for cell in record):
                raise _open_quote(name, number)
            if record != [_END]:
                yield record
    except csv.Error as error:
        raise _open_quote(name, number + 1) from error
    if record != [_END]:
        raise _open_quote(name, number)


def _find_delimiter(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of cells, more than one."""
    lines = [line for line in text.splitlines()[: _LINES_TO_JUDGE * 5] if line.strip()][:_LINES_TO_JUDGE]
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            widths = [len(record) for record in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if wide:
            usual = max(sorted(set(wide)), key=wide.count)
            best, best_score = max((best, best_score), (delimiter, (wide.count(usual), usual)), key=lambda it: it[1])
    return best


def _unpack_cell(value: Any) -> Cell:
    if value is None:
        return ""
    if not isinstance(value, list):
        cell: Cell = value
        return cell
    match value:
        case "datetime", text:
            return datetime.fromisoformat(text)
        case "date", text:
            return date.fromisoformat(text)
        case "time", text:
            return time.fromisoformat(text)
        case _, seconds:
            return timedelta(seconds=seconds)
    raise ValueError(value)


def _locked(name: str) -> Problem:
    return Problem(_("Berkas %(name)s dikunci dengan sandi. Mohon simpan tanpa sandi lalu kirim lagi.", name=name))


def _damaged(name: str) -> Problem:
    return Problem(_("Berkas %(name)s rusak dan tidak dapat dibaca. Mohon simpan ulang lalu kirim lagi.", name=name))


def _no_spreadsheet(name: str) -> Problem:
    return Problem(_("Berkas %(name)s bukan lembar kerja. Mohon kirim berkas XLSX, XLS, ODS, atau CSV.", name=name))


def _too_large(name: str) -> Problem:
    return Problem(_("Isi berkas %(name)s terlalu besar untuk dibuka. Mohon hapus yang tidak perlu.", name=name))


def _too_many_rows(name: str, answer: dict[str, Any], limits: Limits) -> Problem:
    return Problem(
        _(
            "Lembar “%(sheet)s” di berkas %(name)s memakai %(height)s baris dan %(width)s kolom; paling banyak "
            "%(rows)s baris dan %(columns)s kolom. Mohon hapus baris dan kolom yang tidak perlu.",
            name=name,
            sheet=answer["sheet"],
            height=answer["height"],
            width=answer["width"],
            rows=limits.rows,
            columns=limits.columns,
        )
    )


def _open_quote(name: str, row: int) -> Problem:
    return Problem(
        _('Tanda kutip (") di berkas %(name)s sekitar baris %(row)s tidak ditutup.', name=name, row=row),
    )
