"""The table in a page of HTML that bears the name of a spreadsheet, as some banks send it."""

from __future__ import annotations

from html.parser import HTMLParser

from guyub.kernel.errors import Problem
from guyub.kernel.spreadsheets import LIMITS, Limits, Sheet
from guyub.kernel.tables import Table, read_table
from guyub.kernel.words import _

_PAGE_STARTS = (b"<!doctype", b"<html", b"<table", b"<meta", b"<style", b"<head", b"<body")
_CELLS, _SILENT = {"td", "th"}, {"script", "style"}


class _Rows(HTMLParser):
    """Gathers the cells of all rows of all tables, one after the other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[str, ...]] = []
        self._row: list[str] = []
        self._cell: list[str] | None = None
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_row()
        elif tag in _CELLS:
            self._end_cell()
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")
        self._silent = self._silent or tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self._end_row()
        elif tag in _SILENT:
            self._silent = False

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            self._row.append(" ".join("".join(self._cell).split()))
            self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self.rows.append(tuple(self._row))
            self._row = []


def read_any_table(content: bytes, name: str, *, limits: Limits = LIMITS) -> Table:
    """As `read_table`, and also the table in a page of HTML. Raises Problem for what is neither."""
    if not content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE_STARTS) or len(content) > limits.size:
        return read_table(content, name, limits=limits)
    rows = _Rows()
    rows.feed(content.decode("utf-8", errors="replace"))
    rows.close()
    width = max(map(len, rows.rows), default=0)
    if not rows.rows or len(rows.rows) > limits.rows or width > limits.columns:
        raise Problem(_("Berkas %(name)s tidak berisi tabel yang bisa dibaca.", name=name))
    return Table(name, (Sheet(name, tuple(rows.rows)),))
