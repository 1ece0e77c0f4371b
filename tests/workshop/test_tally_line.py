"""A line about what was made is understood as it is written, or asked about; nothing is guessed."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.workshop.rules.tally_line import Names, StepName, TallyRead, read

TODAY = date(2026, 11, 23)  # a Monday
KNITTING, SEWING, OVERLOCK, BAGS = 1, 2, 3, 4
NAMES = Names(
    workers={"dewi": "D", "bu siti": "S", "siti aminah": "A", "yanti": "Y"},
    steps=(
        StepName(KNITTING, "rajut", "Syal", "buah"),
        StepName(SEWING, "jahit", "Syal", "buah"),
        StepName(OVERLOCK, "obras", "Kaos", "buah"),
        StepName(BAGS, "jahit", "Tas kain", "buah"),
    ),
    machines={"obras 1": "M1", "obras 2": "M2", "rajut 2": "R2"},
    jobs={"hotel kencana": "H"},
)


def one(text: str) -> TallyRead:
    (told,) = read(text, NAMES, TODAY)
    return told


@pytest.mark.parametrize(
    ("text", "worker", "step", "good", "rejected"),
    [
        ("Dewi obras 120 reject 5", "D", OVERLOCK, 120, 5),
        ("dewi obras 120, reject 5".replace(",", ""), "D", OVERLOCK, 120, 5),
        ("obras dewi 120 5 reject", "D", OVERLOCK, 120, 5),
        ("120 obras Dewi", "D", OVERLOCK, 120, None),
        ("Yanti rajut 20 jadi 3 cacat", "Y", KNITTING, 20, 3),
        ("yanti rajut rusak 3", "Y", KNITTING, None, 3),
        ("Yanty rajutt 20", "Y", KNITTING, 20, None),
        ("yanti jahit tas kain 1.200", "Y", BAGS, 1200, None),
        ("siti aminah rajut 7", "A", KNITTING, 7, None),
        ("bu siti rajut 7", "S", KNITTING, 7, None),
        ("dewi obras 2", "D", OVERLOCK, 2, None),
        ("rajut 20", "", KNITTING, 20, None),
    ],
)
def test_a_line_says_who_made_what(text: str, worker: str, step: int, good: int | None, rejected: int | None) -> None:
    told = one(text)
    assert (told.worker, told.step, told.good, told.rejected) == (worker, step, good, rejected)
    assert told.question is None


def test_units_machines_orders_and_days_are_understood() -> None:
    told = one("kemarin dewi obras 2,5 lusin reject 1 mesin obras 2 hotel kencana")
    assert (told.good, told.unit, told.rejected) == (Fraction(5, 2), "lusin", 1)
    assert (told.machine, told.job, told.day) == ("M2", "H", TODAY - timedelta(days=1))
    assert one("dewi obras 20 sabtu").day == date(2026, 11, 21)
    assert one("dewi rajut 20 mesin rajut 2").machine == "R2"


def test_a_part_takes_what_it_leaves_out_from_the_one_before() -> None:
    first, second, third = read("kemarin Dewi obras 120 reject 5, Siti aminah 98\nyanti rajut 4", NAMES, TODAY)
    assert (second.worker, second.step, second.good, second.rejected) == ("A", OVERLOCK, 98, None)
    assert (third.step, third.day) == (KNITTING, first.day)


@pytest.mark.parametrize(
    "text",
    [
        "dewi jahit 20",  # of two products
        "siti rajut 20",  # two of them
        "bagong rajut 20",
        "dewi obras",
        "dewi 20",
    ],
)
def test_what_could_be_two_things_or_is_not_known_is_asked(text: str) -> None:
    assert one(text).question is not None


def test_of_two_with_one_name_neither_is_taken() -> None:
    assert one("siti rajut 20").worker == ""


@given(st.text(max_size=200) | st.text(alphabet="dewi obrasrejct0123456789,.- \n", max_size=80))
def test_any_text_gets_an_answer(text: str) -> None:
    for told in read(text, NAMES, TODAY):
        assert told.good is None or told.good >= 0
