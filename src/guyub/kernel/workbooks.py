"""Read a workbook in a process of its own, so that a hostile file of a few kilobytes cannot take the server down.

A single value in the last cell of a sheet makes the reader ask for hundreds of gigabytes and abort the process it
runs in. `guyub.kernel.tables` therefore starts this file as a script with bounds on memory and time, hands the
workbook over on standard input and takes its cells back as JSON. It imports nothing of Guyub on purpose.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MEMORY = 1 << 30  # bytes of address space
SECONDS = 30  # of processor time


def bound(memory: int, seconds: int) -> None:
    """Let the system end this process when it takes too much (where the system can)."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes, rows: int, columns: int, cells: int) -> dict[str, Any]:
    """The visible sheets of a workbook with their merged ranges, or `{"refused": why}`."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for place, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_index(place)
            height, width = _extent(sheet)
            cells -= height * width
            if height > rows or width > columns or cells < 0:
                return {"refused": "large", "sheet": about.name, "height": height, "width": width}
            merged = sheet.merged_cell_ranges or []
            grid = [[pack_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            sheets.append({"name": about.name, "rows": grid, "merged": merged})
    except PasswordError:
        return {"refused": "password"}
    except CalamineError as error:
        return {"refused": "password" if "assword" in str(error) else "damaged"}
    return {"sheets": sheets}


def _extent(sheet: CalamineSheet) -> tuple[int, int]:
    if sheet.end is None:
        return 0, 0
    return sheet.end[0] + 1, sheet.end[1] + 1


def pack_cell(value: Any) -> Any:
    """A cell as JSON; what JSON does not know goes as `[kind, text]`."""
    if isinstance(value, datetime):
        return ["datetime", value.isoformat()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, time):
        return ["time", value.isoformat()]
    if isinstance(value, timedelta):
        return ["timedelta", value.total_seconds()]
    return value


def main() -> None:
    rows, columns, cells = (int(argument) for argument in sys.argv[1:4])
    bound(MEMORY, SECONDS)
    json.dump(read(sys.stdin.buffer.read(), rows, columns, cells), sys.stdout)


if __name__ == "__main__":
    main()
