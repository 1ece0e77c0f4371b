"""What holds for every line: nothing breaks the reader, and an amount is the same wherever and however it stands."""

from __future__ import annotations

import itertools
import json
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.books.line.judging import understand
from tests.books.line.spellings import MARKET, TONGUES, Tongue, said, written
from tests.support.long import size

from guyub.books.line.lexicon import LEXICON, corrected
from guyub.books.line.reading import KINDS
from guyub.kernel.numbers import MOST_RUPIAH

THOUSANDS = st.integers(1, 999_999).map(lambda count: count * 1000)
SOME_WORDS = st.lists(
    st.sampled_from(
        [
            *sorted(LEXICON),
            "45rb",
            "2jt",
            "12",
            "@",
            "+",
            ",",
            "\n",
            "=",
            "x",
            "3 hari lalu",
            "kodi",
            "Budi",
            "pak",
            "?",
        ]
    ),
    max_size=12,
).map(" ".join)


def _check(text: str) -> None:
    reading = understand(text)
    assert reading.entries
    for entry in reading.entries:
        assert entry.kind is None or entry.kind in KINDS
        assert (entry.kind is None) == (entry.question is not None)
        assert entry.kind is None or (entry.amount is not None and 0 < entry.amount <= MOST_RUPIAH)
        str(entry.question)
    json.dumps(reading.to_json())


@given(st.text(max_size=300))
@example("")
@example("\u202ejual kaos 50rb\u202c")
@example("jual 🧣 45rb 😀")
@example("'; DROP TABLE entries; --")
@example("\x00\x1b[31mbeli\x07")
@example("9" * 500)
@example("1.1.1.1,1,1/1/1-1-1")
@example("0/0 kg 1/0 kg 99/99 31/2")
@example("٣ ribu ３rb ²")
@settings(max_examples=400, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    _check(text)


@given(SOME_WORDS)
@settings(max_examples=600, deadline=None)
def test_any_row_of_known_words_is_answered(text: str) -> None:
    _check(text)


def test_a_megabyte_is_answered_at_once() -> None:
    started = time.perf_counter()
    for text in ("jual kaos 50rb " * 70_000, "9" * 10**6, "a" * 10**6, "\n" * 10**6, "beli, " * 170_000):
        _check(text)
    assert time.perf_counter() - started < 1


@given(st.integers(1000, 999_999_999).filter(lambda value: value % 500 == 0))
def test_figures_mean_their_amount(value: int) -> None:
    for way in written(value):
        (entry,) = understand(f"jual lemari {way}").entries
        assert (entry.kind, entry.amount) == ("sale", value), way


@given(THOUSANDS, st.sampled_from(TONGUES))
def test_spoken_numbers_mean_their_amount(value: int, tongue: Tongue) -> None:
    way = said(value, tongue)
    (entry,) = understand(f"jual lemari {way}").entries
    assert (entry.kind, entry.amount) == ("sale", value), way


@pytest.mark.parametrize(("slang", "value"), MARKET.items())
def test_market_slang(slang: str, value: int) -> None:
    assert understand(slang).entries[0].amount == value
    assert understand(f"parkir {slang}").entries[0].amount == value


@settings(max_examples=size(12, 100), deadline=None)
@given(st.integers(2, 400), st.integers(1, 400).map(lambda count: count * 500))
def test_the_order_of_the_parts_does_not_matter(count: int, price: int) -> None:
    parts = ["jual", f"{count} syal", f"@{price}", "ke bu Tini", "tunai", "kemarin"]
    if price < 1000:
        price *= 10
        parts[2] = f"@{price}"
    for order in itertools.permutations(parts):
        (entry,) = understand(" ".join(order)).entries
        got = (entry.kind, entry.amount, entry.quantity, entry.unit_price, entry.party, entry.settlement, entry.day)
        assert got == ("sale", count * price, count, price, "bu Tini", "cash", -1), " ".join(order)


@pytest.mark.parametrize("when", ["kemarin", "3 hari lalu", "tgl 3", "2 februari 2026", "senin lalu", "tadi pagi"])
@given(value=THOUSANDS, act=st.sampled_from(["jual syal", "beli benang", "bayar listrik", "gaji Siti", "kasbon Andi"]))
@settings(max_examples=30)
def test_a_day_never_becomes_money(when: str, value: int, act: str) -> None:
    plain = understand(f"{act} {value}").entries[0]
    for text in (f"{when} {act} {value}", f"{act} {value} {when}"):
        (dated,) = understand(text).entries
        assert (dated.kind, dated.amount, dated.quantity) == (plain.kind, value, plain.quantity), text


@pytest.mark.parametrize("word", ["utang", "hutang", "piutang"])
def test_debts_and_claims_are_never_corrected_into_each_other(word: str) -> None:
    """Every word one slip away from one of them is read as itself, or as the same one."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for place in range(len(word) + 1):
        for letter in letters:
            for slip in (word[:place] + letter + word[place:], word[:place] + letter + word[place + 1 :]):
                aim = corrected(slip)
                if aim is None or not LEXICON[aim] & {"debt", "claim"}:
                    continue
                assert ("piutang" in aim) == ("piutang" in word or slip.startswith("p")), (slip, aim)


@given(THOUSANDS, st.integers(2, 50), st.sampled_from(["jual", "beli"]))
def test_every_amount_can_be_derived_from_the_line(value: int, count: int, verb: str) -> None:
    """What is shown is a number of the line, a product or a sum of them: nothing comes out of the air."""
    (entry,) = understand(f"{verb} {count} kaos {value} bayar 5000 dulu").entries
    numbers = [int(number) for number in re.findall(r"\d+", f"{count} {value} 5000")]
    possible = {*numbers, *(a * b for a, b in itertools.combinations(numbers, 2))}
    assert entry.amount is None or entry.amount in possible
    for choice in entry.choices:
        assert choice.amount is None or choice.amount in possible
