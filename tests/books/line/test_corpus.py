"""The corpus: lines as owners of workshops of many trades write them, each with what it means."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

from tests.books.line.judging import FIELDS, details, right, understand

CORPUS = [json.loads(line) for line in Path(__file__).with_name("corpus.jsonl").read_text("utf-8").splitlines() if line]
# Of the labelled details of lines that are read rightly, how many are right at least.
LEAST = {"party": 0.9, "settlement": 0.95, "quantity": 0.98, "unit_price": 0.98, "day": 0.98, "paid": 0.98}
LEAST |= {"unit": 0.95, "item": 0.9, "date": 0.98}


def test_the_corpus_is_large_enough_to_say_something() -> None:
    assert len(CORPUS) >= 400


def test_kind_and_amount_are_right() -> None:
    wrong = [line["text"] for line in CORPUS if not right(line, understand(line["text"]))]
    assert len(wrong) <= 0.02 * len(CORPUS), wrong


def test_details_are_right_where_kind_and_amount_are() -> None:
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for line in CORPUS:
        reading = understand(line["text"])
        if right(line, reading):
            details(line, reading, counts)
    shares = {field: counts[field][True] / counts[field].total() for field in FIELDS}
    print(shares)
    assert not {field: share for field, share in shares.items() if share < LEAST[field]}


def test_whatever_cannot_be_booked_is_asked_about() -> None:
    for line in CORPUS:
        for entry in understand(line["text"]).entries:
            assert (entry.kind is None) == (entry.question is not None), line["text"]
            assert entry.kind is None or (entry.amount is not None and entry.amount > 0), line["text"]
