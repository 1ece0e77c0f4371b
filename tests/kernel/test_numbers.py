from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guyub.kernel.errors import Problem
from guyub.kernel.numbers import MOST_RUPIAH, parse_count, parse_decimal, parse_rupiah

ANYTHING = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789.,- Rprbjt()e+%'", max_size=20),
    st.floats(),
    st.integers(),
    st.none(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.fractions(),
)


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (1500, 1500),
        (1500.0, 1500),
        ("1500", 1500),
        ("1.500", 1500),
        ("1,500", 1500),
        ("1 500", 1500),
        ("1\u00a0500", 1500),
        ("1'500", 1500),
        ("1.500,00", 1500),
        ("1,500.00", 1500),
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        (" 12 ", 12),
        ("+12", 12),
        ("007", 7),
        ("12,0", 12),
        (2999.9999999999995, 3000),
    ],
)
def test_a_count_is_read_as_it_is_meant(written, count):
    assert parse_count(written) == count


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1,5", "Bila maksud Anda 1.500"),
        (1.5, "Bila maksud Anda 1.500"),
        ("12.3456", "bukan bilangan bulat"),
        ("0,500", "bukan bilangan bulat"),
        ("1.50.000", "bukan angka"),
        ("1.500,000,00", "bukan angka"),
        ("-5", "kurang dari nol"),
        ("\N{MINUS SIGN}5", "kurang dari nol"),
        ("(5)", "kurang dari nol"),
        ("0", "harus lebih dari nol"),
        (0.0, "harus lebih dari nol"),
        ("banyak", "bukan angka"),
        ("", "Mohon isi"),
        (None, "Mohon isi"),
        (True, "bukan angka"),
        ("9.99999e+999", "dipersingkat Excel"),
        ("6.28123E+12", "dipersingkat Excel"),
        (float("inf"), "bukan angka"),
        (float("nan"), "bukan angka"),
        ("nan", "bukan angka"),
        (date(2026, 5, 1), "menjadi tanggal"),
        (time(1, 30), "menjadi tanggal"),
        (timedelta(hours=30), "menjadi tanggal"),
        (10**8, "terlalu besar"),
        (1e300, "terlalu besar"),
        pytest.param(10**5000, "terlalu besar", id="five thousand digits"),
        pytest.param("9" * 5000, "bukan angka", id="long text"),
        ("٣", "bukan angka"),
        ("5²", "bukan angka"),
    ],
)
def test_what_is_no_count_is_refused_with_the_reason(written, why):
    with pytest.raises(Problem, match=why) as caught:
        parse_count(written, "jumlah")
    assert caught.value.field == "jumlah"


def test_zero_is_a_count_where_it_is_allowed():
    assert parse_count("0", zero=True) == 0


@pytest.mark.parametrize(
    ("written", "rupiah"),
    [
        (45000.0, 45_000),
        ("45000", 45_000),
        ("Rp 45.000,-", 45_000),
        ("Rp45.000,--", 45_000),
        ("Rp. 45.000,00", 45_000),
        ("rp\u00a045.000", 45_000),
        ("IDR 45,000", 45_000),
        ("45,000.00", 45_000),
        ("45.000 rupiah", 45_000),
        ("Rp45rb", 45_000),
        ("45rb", 45_000),
        ("45 ribu", 45_000),
        ("45k", 45_000),
        ("1,5jt", 1_500_000),
        ("1.5 jt", 1_500_000),
        ("2 juta", 2_000_000),
        ("1,25 miliar", 1_250_000_000),
        (45000.00000001, 45_000),
    ],
)
def test_an_amount_is_read_as_it_is_meant(written, rupiah):
    assert parse_rupiah(written) == rupiah


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1.500rb", "dua cara"),
        ("1,500 jt", "dua cara"),
        ("Rp -5000", "kurang dari nol"),
        ("-Rp5.000", "kurang dari nol"),
        ("45,5", "bukan bilangan bulat"),
        ("Rp", "Mohon isi"),
        ("gratis", "bukan angka"),
        ("2.000.000.000.000", "terlalu besar; paling banyak Rp"),
        ("Rp nan", "bukan angka"),
        ("9.99999e+999", "dipersingkat Excel"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(written, why):
    with pytest.raises(Problem, match=why):
        parse_rupiah(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,5", Fraction(3, 2)),
        ("1.5", Fraction(3, 2)),
        (1.5, Fraction(3, 2)),
        (0.1, Fraction(1, 10)),
        ("0,500", Fraction(1, 2)),
        ("1.500", Fraction(1500)),
        ("1.500,25", Fraction(150025, 100)),
        (33.333333333336, Fraction(33333, 1000)),
    ],
)
def test_a_capacity_may_have_decimals(written, number):
    assert parse_decimal(written) == number


@given(st.integers(min_value=1, max_value=10**7), st.sampled_from([",", ".", " ", "\u00a0", "'"]))
def test_a_count_survives_any_way_of_grouping_it(count, sign):
    assert parse_count(f"{count:,}".replace(",", sign)) == count
    assert parse_count(str(count)) == count
    assert parse_count(float(count)) == count


@given(st.integers(min_value=1, max_value=MOST_RUPIAH), st.sampled_from(["Rp {}", "Rp{},-", "{},00", "IDR {}", "{}"]))
def test_an_amount_survives_any_way_of_writing_it(amount, style):
    assert parse_rupiah(style.format(f"{amount:,}".replace(",", "."))) == amount


@given(st.integers(min_value=1, max_value=10**6), st.integers(min_value=0, max_value=99))
def test_decimals_may_stand_after_a_point_or_a_comma(whole, hundredths):
    number = whole + Fraction(hundredths, 100)
    assert parse_decimal(f"{whole:,}.{hundredths:02}") == number
    assert parse_decimal(f"{whole}.{hundredths:02}") == number
    assert parse_decimal(f"{whole},{hundredths:02}") == number


@given(ANYTHING, st.sampled_from([parse_count, parse_decimal, parse_rupiah]))
@example("-" * 40, parse_rupiah)
@example("Rp,-", parse_rupiah)
def test_anything_gives_a_number_in_range_or_a_reason(value, parse):
    try:
        number = parse(value)
    except Problem as problem:
        assert str(problem)  # noqa: PT017 - both ends are fine
    else:
        assert 0 < number <= MOST_RUPIAH
