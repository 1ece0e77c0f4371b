"""How many lines a second are read, beside a bare baseline in the same run.

`python benchmarks/parsing.py [--rounds 9]` reads the corpora of the tests again and again in one process, in rounds
that alternate with the baseline, and prints the median of each, by the time of this process alone. The baseline only
cuts each line into words by one regular expression and packs them as JSON. Nothing is remembered of a whole line from
one round to the next.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from guyub.books.line import read

CORPORA = sorted((Path(__file__).parents[1] / "tests/books/line").glob("*.jsonl"))
TARGET = 5_000  # lines a second
TODAY = date(2026, 11, 23)
WORD = re.compile(r"\w+|[^\w\s]")


def ours(line: str) -> str:
    return json.dumps(read(line, TODAY).to_json(), ensure_ascii=False)


def baseline(line: str) -> str:
    return json.dumps(WORD.findall(line), ensure_ascii=False)


def rate(act: Callable[[str], str], lines: list[str]) -> float:
    started = time.process_time()
    for line in lines:
        act(line)
    return len(lines) / (time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    lines = [json.loads(line)["text"] for corpus in CORPORA for line in corpus.read_text("utf-8").splitlines()]
    first = rate(ours, lines)
    rates = [(rate(ours, lines), rate(baseline, lines)) for __ in range(rounds)]
    middle, bare = (statistics.median(side) for side in zip(*rates, strict=True))
    print(f"{len(lines)} lines, {rounds} rounds, one process")
    print(f"first round  {first:>10,.0f} lines/s")
    print(f"ours         {middle:>10,.0f} lines/s  (target {TARGET:,}: {'reached' if middle >= TARGET else 'missed'})")
    print(f"baseline     {bare:>10,.0f} lines/s  (words and JSON only; ours takes {bare / middle:.0f} times as long)")


if __name__ == "__main__":
    main()
