"""Spreadsheets for tests, written by other hands than the reader's: openpyxl, and a few bytes of ODS and XLS."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

REAL_LISTS = os.environ.get("GUYUB_REAL_LISTS", "")  # a folder of lists that may be read but not passed on
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"


def real_lists() -> list[Path]:
    """The CSV and XLSX files in the folder that GUYUB_REAL_LISTS names; skips the test where there is none."""
    paths = sorted(Path(REAL_LISTS).glob("*.[cx]*")) if REAL_LISTS else []
    if not paths:
        pytest.skip("GUYUB_REAL_LISTS names no folder of real lists")
    return paths


def xlsx(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), **more_sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook whose first sheet holds `rows`; `merged` are ranges such as `A1:C1`."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    for name, others in more_sheets.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv_of(rows: Sequence[Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows).encode(encoding)


def ods(rows: Sequence[Sequence[Any]], repeat_last: int = 1) -> bytes:
    """An OpenDocument sheet; the last cell stands `repeat_last` times in its row and its row as often."""
    lines = []
    for number, row in enumerate(rows, start=1):
        again = repeat_last if number == len(rows) else 1
        cells = "".join(_ods_cell(cell, again if place == len(row) else 1) for place, cell in enumerate(row, start=1))
        lines.append(f'<table:table-row table:number-rows-repeated="{again}">{cells}</table:table-row>')
    content = (
        f'<office:document-content xmlns:office="{OPEN_DOCUMENT}:office:1.0" xmlns:table="{OPEN_DOCUMENT}:table:1.0" '
        f'xmlns:text="{OPEN_DOCUMENT}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Lembar1">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": "",
        }
    )


def _ods_cell(value: Any, again: int) -> str:
    repeated = f'table:number-columns-repeated="{again}"'
    if isinstance(value, int | float):
        return f'<table:table-cell {repeated} office:value-type="float" office:value="{value}"/>'
    if value == "":
        return f"<table:table-cell {repeated}/>"
    text = escape(str(value))
    return f'<table:table-cell {repeated} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xls(rows: Sequence[Sequence[Any]], stray: tuple[int, int] | None = None) -> bytes:
    """A workbook of Excel 97; `stray` is one more cell, at that row and column from 0."""
    cells = [(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""]
    if stray:
        cells.append((*stray, 1.0))
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    body += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, 10, 0))
    for r, c, value in cells:
        if isinstance(value, str):
            text = value.encode("utf-16-le")
            body += _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(value), 1) + text)
        else:
            body += _record(0x0203, struct.pack("<HHHd", r, c, 0, value))
    body += _record(0x000A, b"")
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = b"Lembar1"
    length = len(head) + 4 + 8 + len(name) + 4
    head += _record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name) + _record(0x000A, b"")
    return _compound(head + body)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """The file system of old Office files, around one stream called Workbook."""
    stream += b"\0" * (-len(stream) % 512 + 4096)
    sectors = -(-len(stream) // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    fat = [0xFFFFFFFD, end, *range(3, sectors + 2), end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    entries = _entry("Root Entry", 5, end, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + b"\0" * 256
    return header + struct.pack("<128I", *fat, *[free] * (128 - len(fat))) + entries + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, free, free, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
