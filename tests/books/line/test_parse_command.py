"""`guyub parse` at the terminal: lines in, JSON out, with neither Django nor a database."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

COMMAND = [sys.executable, "-m", "guyub.cli.main", "parse"]


def _parse(given: bytes, *options: str) -> list[dict[str, Any]]:
    done = subprocess.run([*COMMAND, *options], input=given, capture_output=True, check=True, timeout=60)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_every_line_gets_one_object() -> None:
    given = "jual 12 syal @45rb\n\nbeli benang 1,5jt utang\r\ntadi kopi 25rb sama bensin 30rb"
    sold, empty, bought, several = _parse(given.encode())
    assert (sold["kind"], sold["amount"]) == ("sale", 540_000)
    assert empty["kind"] is None
    assert empty["question"]
    assert bought["settlement"] == "credit"
    assert [entry["amount"] for entry in several["entries"]] == [25_000, 30_000]


def test_today_may_be_another_day() -> None:
    (entry,) = _parse(b"tgl 3 jual tas 90rb\n", "--today", "2026-02-01")
    assert entry["date"] == "2026-01-03"


def test_a_wrong_day_is_told_in_words() -> None:
    done = subprocess.run([*COMMAND, "--today", "kapan"], input=b"", capture_output=True, check=False)
    assert done.returncode == 2
    assert b"kapan" in done.stderr


def test_whatever_bytes_come_in_are_answered() -> None:
    given = b"\xff\xfe jual \x80 45rb\n" + b"a" * 1_000_000 + b"\n\x00\njual syal 45rb\n"
    answers = _parse(given)
    assert len(answers) == 4
    assert answers[-1]["amount"] == 45_000


def test_reading_needs_no_web() -> None:
    """The command starts fast because it loads nothing that it does not need."""
    program = "import sys; from guyub.cli import parse; print('django' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
