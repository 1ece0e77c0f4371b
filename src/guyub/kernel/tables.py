"""Read tables that people send: XLSX, XLS, ODS and CSV, with the titles, gaps and merged cells that real ones have.

`read_table` gives the sheets of a file, `Table.listing` finds the header row and the wanted columns in them, and
`write_rejects` gives rows back with the reason why they were not taken. What a file really is follows from its
content; its name is only for messages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from guyub.kernel.errors import Problem
from guyub.kernel.headings import Column, match_headings, missing, missing_problem, plain
from guyub.kernel.spreadsheets import LIMITS, Cell, Limits, Sheet, read_sheets, write_sheet
from guyub.kernel.words import Words, _

EMPTY_WORDS = frozenset(
    {"", "tidak ada", "tdk ada", "kosong", "belum ada", "n a", "na", "nihil", "none", "null", "nan"}
)
TOTAL_WORDS = frozenset({"jumlah", "total", "grand total", "sub total", "subtotal", "jumlah total", "total jumlah"})
_FOOTER = re.compile(r"(?:mengetahui|catatan|keterangan|sumber|dibuat oleh|dicetak|note|source)\b", re.IGNORECASE)
_HEADER_WITHIN = 50  # rows
_LONGEST_EMPTY = 40  # letters, spaces and dashes of a cell that says nothing


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was not taken, or (as a note) what to know about it: where it stands and what was written there."""

    row: int
    column: str
    problem: Problem
    value: Cell = ""

    @property
    def words(self) -> Words:
        """The reason alone, for a list that shows row and column beside it."""
        return self.problem.words


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the sheet shows it (from 1), and its cells as they were read."""

    number: int
    cells: tuple[Cell, ...]
    inherited: frozenset[int] = frozenset()  # columns whose merged cell starts in a row above


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet once its header row is found: its number, the rows below it, and which column is which."""

    sheet: str
    header: int
    headings: tuple[str, ...]
    places: dict[str, int]
    titles: dict[str, str]
    rows: tuple[Row, ...]

    def value(self, row: Row, key: str) -> Cell:
        """The cell of `row` in the wanted column `key`; an empty text where there is none."""
        place = self.places.get(key)
        if place is None or place >= len(row.cells):
            return ""
        value = row.cells[place]
        return "" if is_blank(value) else value

    def title(self, key: str) -> str:
        """What the sheet calls the wanted column `key`."""
        place = self.places.get(key)
        return self.titles[key] if place is None else self.headings[place]

    def shares_a_cell(self, row: Row, key: str) -> bool:
        """Whether the cell of `row` in `key` is merged with a row above it."""
        return self.places.get(key) in row.inherited


@dataclass(frozen=True, slots=True)
class Table:
    """The sheets of a file that somebody sent."""

    name: str
    sheets: tuple[Sheet, ...] = ()

    def listing(self, wanted: Sequence[Column]) -> Listing:
        """The first sheet that has all required columns, from its header row on.

        Raises one `Problem` naming every missing column, and the headings of the row that comes nearest.
        """
        nearest: tuple[int, tuple[Column, ...], tuple[Cell, ...]] | None = None
        for sheet in self.sheets:
            header, found = _find_header(sheet, wanted)
            lacking = missing(found, wanted)
            if not lacking and found:
                return _listing(sheet, header, found, wanted)
            if nearest is None or len(found) > nearest[0]:
                nearest = len(found), lacking, sheet.rows[header]
        if nearest is None:
            raise Problem(_("Berkas %(name)s kosong: tidak ada isi di lembar mana pun.", name=self.name))
        raise missing_problem(nearest[1] or wanted, nearest[2])

    def corrected(
        self, listing: Listing, changes: Mapping[int, Mapping[str, Cell]], left_out: Collection[int] = ()
    ) -> Table:
        """This table with what somebody mended: cells by row number and column key, and rows left out.

        All other rows keep their numbers. A change to a column that the sheet does not have is passed over.
        """
        grid = [[*row] for row in next(sheet.rows for sheet in self.sheets if sheet.name == listing.sheet)]
        for number, cells in changes.items():
            for key, value in cells.items():
                place = listing.places.get(key)
                if place is not None and 0 < number <= len(grid):
                    grid[number - 1] += [""] * (place + 1 - len(grid[number - 1]))
                    grid[number - 1][place] = value
        for number in left_out:
            if 0 < number <= len(grid):
                grid[number - 1] = []
        rows = tuple(tuple(row) for row in grid)
        return replace(self, sheets=tuple(replace(s, rows=rows) if s.name == listing.sheet else s for s in self.sheets))

    def to_json(self) -> dict[str, Any]:
        """All cells as plain JSON, from which `from_json` makes the table again."""
        return {"name": self.name, "sheets": [sheet.to_json() for sheet in self.sheets]}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Table:
        return Table(stored["name"], tuple(Sheet.from_json(sheet) for sheet in stored["sheets"]))


def read_table(content: bytes | Path, name: str = "", *, limits: Limits = LIMITS) -> Table:
    """The sheets of a spreadsheet, given as its bytes or where it lies. Reads nothing of a file that is too big.

    Raises `Problem` if it is too big, no spreadsheet, locked with a password, damaged or empty.
    """
    name = name or (content.name if isinstance(content, Path) else "")
    sheets = tuple(filter(_has_something, read_sheets(_load(content, name, limits), name, limits)))
    if not sheets:
        raise Problem(_("Berkas %(name)s kosong: tidak ada isi di lembar mana pun.", name=name))
    return Table(name, sheets)


def _has_something(sheet: Sheet) -> bool:
    return any(not is_empty(cell) for row in sheet.rows for cell in row)


def is_empty(value: object) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_blank(value: object) -> bool:
    """Whether a cell means "nothing": empty, only dashes or dots, or words such as `tidak ada`."""
    if not isinstance(value, str):
        return value is None
    return len(value) <= _LONGEST_EMPTY and plain(value) in EMPTY_WORDS


def clean_text(value: object) -> str:
    """A cell as one line of text with single spaces; a whole number without its `.0`."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        value = int(value)
    return " ".join(str(value).replace("\N{ZERO WIDTH SPACE}", "").split())


def passed_over(listing: Listing, row: Row, key: str) -> Words | None:
    """Why `row` says nothing in column `key` on purpose: the sheet's own sum, or words below the table; else None."""
    main = plain(listing.value(row, key))
    texts = [cell.strip() for cell in row.cells if isinstance(cell, str) and cell.strip()]
    if main in TOTAL_WORDS or (not main and any(plain(text) in TOTAL_WORDS for text in texts)):
        return _("Baris jumlah dilewati.")
    filled = sum(not is_empty(cell) for cell in row.cells)
    if filled == 1 and texts and _FOOTER.match(texts[0]):
        return _("Catatan di bawah tabel dilewati.")
    return None


def write_rejects(listing: Listing, problems: Iterable[RowProblem]) -> bytes:
    """The rows that have problems as an XLSX with its own headings and, last, the reason for each row."""
    reasons: dict[int, list[str]] = {}
    for problem in problems:
        reason = f"{problem.column}: {problem.words}" if problem.column else str(problem.words)
        reasons.setdefault(problem.row, []).append(reason)
    width = len(listing.headings)
    rows = [
        [*row.cells[:width], *[""] * (width - len(row.cells)), "\n".join(reasons[row.number])]
        for row in listing.rows
        if row.number in reasons
    ]
    return write_sheet([*listing.headings, str(_("alasan"))], rows)


def refuse_too_big(size: int, name: str, limits: Limits = LIMITS) -> None:
    """Raise `Problem` if a file of `size` bytes may not be read; for an upload, to be asked before it is read."""
    if size > limits.size:
        raise Problem(
            _(
                "Berkas %(name)s terlalu besar (%(size)s MB); paling besar %(most)s MB.",
                name=name,
                size=-(-size // 1024**2),
                most=limits.size // 1024**2,
            )
        )


def _load(content: bytes | Path, name: str, limits: Limits) -> bytes:
    refuse_too_big(content.stat().st_size if isinstance(content, Path) else len(content), name, limits)
    data = content.read_bytes() if isinstance(content, Path) else content
    if not data:
        raise Problem(_("Berkas %(name)s kosong.", name=name))
    return data


def _find_header(sheet: Sheet, wanted: Sequence[Column]) -> tuple[int, dict[str, int]]:
    """The row that has the most wanted columns among the first ones, and where they stand in it."""
    best_found: dict[str, int] = {}
    twice: Problem | None = None
    filled = [index for index, row in enumerate(sheet.rows) if any(not is_empty(cell) for cell in row)]
    best = filled[0]
    for index in filled[:_HEADER_WITHIN]:
        try:
            found = match_headings(sheet.rows[index], wanted)
        except Problem as problem:
            twice = twice or problem
            continue
        if len(found) > len(best_found):
            best, best_found = index, found
    if twice and missing(best_found, wanted):
        raise twice
    return best, best_found


def _listing(sheet: Sheet, header: int, places: dict[str, int], wanted: Sequence[Column]) -> Listing:
    first = 1 + max((bottom for top, _left, bottom, _right in sheet.merged if top == header), default=header)
    filling = {places[column.key] for column in wanted if column.fills and column.key in places}
    fills, shared = _fill_down(sheet, first, filling)
    headings = tuple(clean_text(cell) for cell in sheet.rows[header])
    rows: list[Row] = []
    for index in range(first, len(sheet.rows)):
        cells = sheet.rows[index]
        if fills:
            cells = tuple(fills.get((index, place), cell) for place, cell in enumerate(cells))
        if all(is_empty(cell) for cell in cells):
            continue
        if _repeats_header(sheet.rows[index], headings) or (not rows and _numbers_columns(cells)):
            continue
        rows.append(Row(index + 1, cells, frozenset(shared.get(index, ()))))
    titles = {column.key: column.title for column in wanted}
    return Listing(sheet.name, header + 1, headings, places, titles, tuple(rows))


def _fill_down(sheet: Sheet, first: int, filling: set[int]) -> tuple[dict[tuple[int, int], Cell], dict[int, set[int]]]:
    """What merged cells say in their lower rows, and in which columns a row has no cell of its own."""
    fills: dict[tuple[int, int], Cell] = {}
    shared: dict[int, set[int]] = {}
    room = sum(len(row) for row in sheet.rows)
    for top, left, bottom, right in sheet.merged:
        if top < first or bottom == top or left >= len(sheet.rows[top] if top < len(sheet.rows) else ()):
            continue
        last, width = min(bottom, len(sheet.rows) - 1), min(right + 1, len(sheet.rows[top])) - left
        room -= (last - top) * width
        if room < 0:  # merged cells never overlap; a file in which they do is made to cost time
            break
        for index in range(top + 1, last + 1):
            shared.setdefault(index, set()).update(range(left, left + width))
            if left in filling:
                fills[index, left] = sheet.rows[top][left]
    return fills, shared


def _repeats_header(cells: Sequence[Cell], headings: Sequence[str]) -> bool:
    """A header printed again at the top of each page."""
    return len(cells) == len(headings) and all(
        clean_text(cell) == heading for cell, heading in zip(cells, headings, strict=True)
    )


def _numbers_columns(cells: Sequence[Cell]) -> bool:
    """The line `(1) (2) (3)` that official tables have under their header."""
    numbers = [re.sub(r"[()\s]", "", clean_text(cell)) for cell in cells if not is_empty(cell)]
    return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]
