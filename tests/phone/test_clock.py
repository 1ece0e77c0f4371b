"""When something was written, whatever the phone's clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guyub.phone.rules import MOST_JUMP, OLDEST, Clock, written_at

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
MS = int(NOW.timestamp() * 1000)
HOUR = 3_600_000
wrong = st.integers(-3 * 365 * 24 * HOUR, 3 * 365 * 24 * HOUR)
ages = st.integers(0, 300 * 24 * HOUR)


@given(wrong, ages)
def test_a_clock_that_is_wrong_all_the_time_does_no_harm(by: int, age: int) -> None:
    written = written_at(Clock(MS + by - age, MS + by, offset=-by), NOW)
    assert written.sure
    assert written.at == NOW - timedelta(milliseconds=age)


@given(wrong, ages, wrong)
def test_a_clock_that_was_set_in_between_is_noticed(by: int, age: int, jump: int) -> None:
    written = written_at(Clock(MS + by - age, MS + by + jump, offset=-by), NOW)
    if abs(timedelta(milliseconds=jump)) > MOST_JUMP:
        assert not written.sure
    assert written.at <= NOW


@given(st.integers(-(10**13), 10**13), st.integers(-(10**13), 10**13), st.none() | st.integers(-(10**13), 10**13))
def test_nothing_is_written_in_the_future_or_before_all_memory(written: int, sent: int, offset: int | None) -> None:
    assert NOW - OLDEST <= written_at(Clock(written, sent, offset), NOW).at <= NOW
