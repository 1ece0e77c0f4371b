from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.errors import Problem
from guyub.kernel.units import (
    PIECE,
    UNITS,
    find_unit,
    price_per_piece,
    split_quantity,
    to_pieces,
    unit_in_heading,
    weeks_in_heading,
)


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("", 1),
        (None, 1),
        ("-", 1),
        ("Pcs", 1),
        ("lembar", 1),
        ("pasang", 1),
        ("LUSIN", 12),
        ("Kodi.", 20),
        ("gros", 144),
    ],
)
def test_a_unit_is_known_by_its_usual_names(written, pieces):
    assert find_unit(written).pieces == pieces


def test_no_name_stands_for_two_units():
    names = [name for unit in UNITS for name in (unit.name, *unit.synonyms)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("written", ["kg", "meter", "42", "kodi lusin", "²"])
def test_an_unknown_unit_is_refused_with_the_known_ones(written):
    with pytest.raises(Problem, match=r"tidak dikenal.*kodi \(20\)"):
        find_unit(written)


def test_half_a_kodi_is_ten_pieces_but_no_piece_is_cut():
    assert to_pieces(Fraction(5, 2), find_unit("kodi")) == 50
    with pytest.raises(Problem, match="bukan jumlah buah yang bulat"):
        to_pieces(Fraction(1, 3), find_unit("kodi"))
    with pytest.raises(Problem, match="di luar batas"):
        to_pieces(10**6, find_unit("gross"))


@given(st.integers(min_value=1, max_value=10**8), st.sampled_from(UNITS))
def test_a_price_a_unit_comes_back_from_the_price_a_piece(price, unit):
    assert price_per_piece(price * unit.pieces, unit) == price


def test_a_price_that_leaves_a_part_of_a_rupiah_is_refused():
    with pytest.raises(Problem, match="tidak habis dibagi 12 buah"):
        price_per_piece(100_000, find_unit("lusin"))


def test_quantity_and_unit_may_share_a_cell():
    assert split_quantity("10 kodi") == ("10", "kodi")
    assert split_quantity("1.500pcs.") == ("1.500", "pcs")
    assert split_quantity("1500") == ("1500", "")
    assert split_quantity(12.0) == (12.0, "")


def test_a_heading_may_say_the_unit_and_the_time():
    assert unit_in_heading("Harga per kodi").name == "kodi"
    assert unit_in_heading("Harga (Rp)") == PIECE
    assert weeks_in_heading("Kapasitas/bulan") == Fraction(12, 52)
    assert weeks_in_heading("Kapasitas per hari") == 6
    assert weeks_in_heading("Weekly capacity") == 1


@given(st.text(max_size=30))
def test_any_text_is_a_unit_or_a_reason(text):
    try:
        assert find_unit(text).pieces >= 1
    except Problem as problem:
        assert str(problem)  # noqa: PT017
