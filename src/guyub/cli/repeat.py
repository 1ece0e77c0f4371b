"""`guyub repeat FILE`: makes a published split again from what went into it, and says whether it is the same."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.orders.given import Given

SAME, DIFFERENT, WRONG_INPUT = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 when the split comes out the same, 1 when it does not, 2 when the file cannot be read."""
    parser = argparse.ArgumentParser(prog="guyub repeat", description=str(_("Ulangi pembagian yang sudah diumumkan.")))
    parser.add_argument("file", metavar="FILE", type=Path, help=str(_("berkas JSON dari halaman pembagian")))
    asked = parser.parse_args(arguments)
    try:
        kept = json.loads(asked.file.read_text(encoding="utf-8"))
        given, rule, outcome = Given.from_json(kept["given"]), kept["given"]["rule"], kept["outcome"]
        again = given.outcome(rule)
    except (OSError, ValueError, KeyError, TypeError, Problem) as error:
        print(_("Berkas %(file)s tidak bisa diulang: %(why)s", file=str(asked.file), why=str(error)), file=sys.stderr)
        return WRONG_INPUT
    if _shares(again) == _shares(outcome) and again["objective"]["value"] == outcome["objective"]["value"]:
        print(_("Sama: %(n)s bagian keluar persis seperti yang diumumkan.", n=len(outcome["shares"])))
        return SAME
    for share in sorted(_shares(again) ^ _shares(outcome)):
        print(_("Berbeda: %(what)s", what=" ".join(map(str, share))))
    print(_("Pembagian ini tidak keluar sama."))
    return DIFFERENT


def _shares(outcome: dict[str, Any]) -> set[tuple[str, str, int]]:
    return {(share["line"], share["member"], share["pieces"]) for share in outcome["shares"]}
