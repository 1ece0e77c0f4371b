"""When something was written, told by a phone whose clock may be wrong. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_JUMP = timedelta(hours=6)  # what a phone's clock may have been set by in between without anybody being asked
OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a phone says with an item, in milliseconds since 1970 by its own clock.

    `offset` is by how much our clock was ahead of the phone's when it last heard from us before writing; None when it
    never had.
    """

    written: int
    sent: int
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """When an item was written by our clock; `sure` unless the phone's clock was set anew between writing and sending.

    A clock that is wrong all the time does no harm: only the time that passed on it counts.
    """

    at: datetime
    sure: bool


def written_at(clock: Clock, now: datetime) -> Written:
    """The moment at which an item was written, never later than `now`."""
    age = timedelta(milliseconds=clock.sent - clock.written)
    offset_now = now.timestamp() * 1000 - clock.sent
    jump = timedelta(milliseconds=abs(offset_now - clock.offset)) if clock.offset is not None else timedelta(0)
    sure = jump <= MOST_JUMP and timedelta(0) - MOST_JUMP <= age <= OLDEST
    return Written(now - min(max(age, timedelta(0)), OLDEST), sure)
