"""The corpora: lines as owners of workshops of many trades write them, each with what it means.

`corpus` is the first; `ordinary` (town trades), `bots` (the style of money bots and of accounting manuals) and
`regions` (Javanese, Sundanese, Betawi, formal) were written apart from the reader, as was `hard`, whose lines are meant
to mislead; `owners` goes through every kind. These were first measured unseen, and then used to mend the reader.
`unseen` is kept apart: nobody mends the reader by its lines, so it says what to expect of lines never seen before.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from tests.books.line.judging import FIELDS, details, right, understand

HERE = Path(__file__).parent
# The share of lines that is read rightly, at least: those meant to mislead have their own, honest bound.
LEAST = {"corpus": 0.985, "ordinary": 0.98, "bots": 0.97, "regions": 0.98, "owners": 0.97, "hard": 0.95, "unseen": 0.88}
COMMON = ("corpus", "ordinary", "bots", "regions")
# Of the labelled details of lines that are read rightly, how many are right at least.
LEAST_OF = {"party": 0.9, "settlement": 0.95, "quantity": 0.98, "unit_price": 0.98, "day": 0.98, "paid": 0.98}
LEAST_OF |= {"unit": 0.95, "item": 0.9, "date": 0.98}


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines() if line]


CORPUS = [line for name in COMMON for line in _lines(name)]


def _wrong(lines: list[dict[str, Any]]) -> list[str]:
    return [line["text"] for line in lines if not right(line, understand(line["text"]))]


def test_the_corpus_is_large_enough_to_say_something() -> None:
    assert len(CORPUS) >= 1_300


def test_kind_and_amount_are_right() -> None:
    wrong = _wrong(CORPUS)
    assert len(wrong) <= 0.02 * len(CORPUS), wrong


@pytest.mark.parametrize("name", LEAST)
def test_each_corpus_is_read_rightly(name: str) -> None:
    lines = _lines(name)
    wrong = _wrong(lines)
    print(name, len(lines), f"{1 - len(wrong) / len(lines):.1%}")
    assert len(wrong) <= (1 - LEAST[name]) * len(lines), wrong


def test_details_are_right_where_kind_and_amount_are() -> None:
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for line in CORPUS:
        reading = understand(line["text"])
        if right(line, reading):
            details(line, reading, counts)
    shares = {field: counts[field][True] / counts[field].total() for field in FIELDS if counts[field]}
    print(shares)
    assert not {field: share for field, share in shares.items() if share < LEAST_OF[field]}


def test_whatever_cannot_be_booked_is_asked_about() -> None:
    for line in CORPUS + _lines("hard") + _lines("owners"):
        for entry in understand(line["text"]).entries:
            assert (entry.kind is None) == (entry.question is not None), line["text"]
            assert entry.kind is None or (entry.amount is not None and entry.amount > 0), line["text"]
