"""`guyub parse`: lines as people write them in chat on standard input, one JSON object for each on standard output."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO, TextIO

from guyub.books.line import read
from guyub.kernel.words import _

LONGEST = 1 << 16  # bytes of a line that are kept; what is longer is asked about all the same
WELL, WRONG_INPUT = 0, 2


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 when every line got its answer, 2 when an option is wrong."""
    parser = argparse.ArgumentParser(
        prog="guyub parse",
        description=str(
            _("Baca transaksi sebaris demi sebaris dan cetak yang dipahami sebagai JSON; tanpa basis data.")
        ),
    )
    parser.add_argument("--today", metavar="YYYY-MM-DD", help=str(_("hari ini, untuk “kemarin” dan “tgl 3”")))
    asked = parser.parse_args(arguments)
    try:
        today = date.fromisoformat(asked.today) if asked.today else date.today()  # noqa: DTZ011 - the terminal's day
    except ValueError:
        print(_("“%(value)s” bukan tanggal. Tulis misalnya 2026-11-23.", value=asked.today), file=sys.stderr)
        return WRONG_INPUT
    answer(sys.stdin.buffer, sys.stdout, today)
    return WELL


def answer(lines: BinaryIO, out: TextIO, today: date) -> None:
    """One line of JSON in UTF-8 for every line that comes in, at once."""
    if hasattr(out, "reconfigure"):
        out.reconfigure(encoding="utf-8")
    for line in _cut_lines(lines):
        reading = read(line.decode("utf-8", errors="replace").rstrip("\r\n"), today)
        out.write(json.dumps(reading.to_json(), ensure_ascii=False) + "\n")
        out.flush()


def _cut_lines(lines: BinaryIO) -> Iterator[bytes]:
    """The lines, each no longer than `LONGEST`: the rest of a longer one is passed over without keeping it."""
    while line := lines.readline(LONGEST):
        yield line
        while not line.endswith(b"\n") and len(line) == LONGEST and (line := lines.readline(LONGEST)):
            pass
