from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.days import parse_day
from guyub.kernel.errors import Problem
from guyub.kernel.words import MONTHS

THE_THIRD = date(2026, 12, 3)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        THE_THIRD,
        datetime(2026, 12, 3, 15, 30),  # noqa: DTZ001 - a cell has no time zone
        46359,
        46359.0,
        46359.75,
        "46359",
        "3/12/2026",
        "03-12-2026",
        "3.12.2026",
        "3 12 2026",
        "3/12/26",
        "2026-12-03",
        "2026/12/3",
        "2026-12-03 00:00:00",
        "2026-12-03T00:00:00Z",
        "20261203",
        "3 Des 2026",
        "3-Des-26",
        "3 Desember 2026",
        "3 DESEMBER 2026",
        "3 Dec 26",
        "3 Dec '26",
        "3 December 2026",
        "December 3, 2026",
        "Dec 3rd 2026",
        "Kamis, 3 Desember 2026",
        "Thursday 3 December 2026",
        " 3\u00a0Desember  2026 ",
    ],
)
def test_a_day_is_read_however_it_is_written(written):
    assert parse_day(written) == THE_THIRD


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("12/31/2026", "hari/bulan/tahun.*31/12/2026"),
        ("31/02/2026", "tidak ada di kalender"),
        ("32/12/2026", "tidak ada di kalender"),
        ("2026-02-30", "tidak ada di kalender"),
        ("0/0/2026", "tidak ada di kalender"),
        ("3 Foo 2026", "bukan nama bulan"),
        ("besok", "bukan tanggal"),
        ("3 Desember", "bukan tanggal"),
        ("3 Desember 2206", "terlalu jauh"),
        ("", "Mohon isi"),
        (None, "Mohon isi"),
        (5.0, "bukan tanggal"),
        (float("nan"), "bukan tanggal"),
        (1e300, "bukan tanggal"),
        (True, "bukan tanggal"),
        (time(10, 0), "bukan tanggal"),
        (timedelta(days=1), "bukan tanggal"),
        (date(1900, 1, 1), "terlalu jauh"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(written, why):
    with pytest.raises(Problem, match=why):
        parse_day(written)


def test_a_day_ten_years_away_is_a_slip_of_the_year():
    today = date(2026, 11, 1)
    assert parse_day("1/11/2036", today=today) == date(2036, 11, 1)
    with pytest.raises(Problem, match="terlalu jauh"):
        parse_day("1/12/2036", today=today)
    with pytest.raises(Problem, match="terlalu jauh"):
        parse_day("1/1/2012", today=today)


@given(DAYS, st.sampled_from(["id", "en"]), st.booleans())
def test_a_day_survives_being_written_in_words(day, language, short):
    month = MONTHS[language][day.month - 1]
    assert parse_day(f"{day.day} {month[:3] if short else month} {day.year}") == day


@given(DAYS, st.sampled_from("/-. "))
def test_a_day_survives_being_written_in_numbers(day, sign):
    assert parse_day(f"{day.day}{sign}{day.month}{sign}{day.year}") == day
    assert parse_day(f"{day:%d}{sign}{day:%m}{sign}{day:%y}") == day
    assert parse_day(day.isoformat()) == day
    assert parse_day(float((day - date(1899, 12, 30)).days)) == day


@given(
    st.one_of(
        st.text(max_size=80),
        st.text(alphabet="0123456789/-. desmi,'", max_size=20),
        st.floats(),
        st.integers(),
        st.datetimes(),
        st.dates(),
        st.times(),
        st.timedeltas(),
    )
)
def test_anything_gives_a_day_or_a_reason(value):
    try:
        day = parse_day(value)
    except Problem as problem:
        assert str(problem)  # noqa: PT017
    else:
        assert date(1990, 1, 1) <= day <= date(2100, 12, 31)
