"""What can be asked of the open log, and the check that it fits together."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guyub.kernel.words import Words
from guyub.openlog import reading
from guyub.openlog.rules import End, Line, sentence_of
from guyub.openlog.verify import LogReport, verify_log
from guyub.people.access import Person, require
from guyub.people.models import RoleName

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class LogOf:
    """The log of the sentra with this id, as a thing about which access is decided."""

    chain: uuid.UUID

    def places(self) -> Mapping[str, uuid.UUID | None]:
        return {RoleName.MEMBER: self.chain, RoleName.OFFICER: self.chain}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One record as people read it."""

    number: int
    at: datetime | None
    by: str
    act: str
    words: Words
    details: tuple[tuple[str, str], ...]
    hash: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """Records, latest first; `older` is the number before which the next page starts, if there is one.

    `end` is what anybody can write down to know the log again later.
    """

    lines: tuple[LogLine, ...]
    older: int | None
    end: End


def page(person: Person, chain: uuid.UUID, before: int | None = None, size: int = ON_A_PAGE) -> LogPage:
    """Records of a sentra's log from the latest back, in two queries. NotAllowed for who does not belong to it."""
    require(person, "see log", LogOf(chain))
    lines = reading.latest(str(chain), before, size + 1)
    older = lines[size - 1].number if len(lines) > size else None
    return LogPage(tuple(map(_shown, lines[:size])), older, reading.end(str(chain)))


def latest(person: Person, chain: uuid.UUID, size: int) -> list[LogLine]:
    """The last records of a sentra's log, latest first. One query; NotAllowed for who does not belong to it."""
    require(person, "see log", LogOf(chain))
    return [_shown(line) for line in reading.latest(str(chain), None, size)]


def about(person: Person, chain: uuid.UUID, kind: str, subject: uuid.UUID | str) -> list[LogLine]:
    """The records about one thing, such as an order, in order of writing."""
    require(person, "see log", LogOf(chain))
    return [_shown(line) for line in reading.about(str(chain), kind, str(subject))]


def check(person: Person, chain: uuid.UUID) -> LogReport:
    """Read the whole log of a sentra and say whether it fits together."""
    require(person, "see log", LogOf(chain))
    return verify_log(str(chain))


def download(person: Person, chain: uuid.UUID) -> Iterator[str]:
    """The log as JSON lines, one record a line, oldest first, which `guyub verify --log` checks anywhere."""
    require(person, "see log", LogOf(chain))
    return as_json_lines(reading.lines(str(chain)))


def as_json_lines(lines: Iterable[Line]) -> Iterator[str]:
    """Records as text, a line each. Bytes that are no text are shown as such, and will not fit their hash."""
    for line in lines:
        yield json.dumps(line._asdict(), ensure_ascii=False, default=repr) + "\n"


def _shown(line: Line) -> LogLine:
    return LogLine(
        line.number, _instant(line.at), str(line.by_name), str(line.act), sentence_of(line.words), _details(line.body),
        str(line.hash),
    )  # fmt: skip


def _instant(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (ValueError, TypeError):
        return None


def _details(body: Any) -> tuple[tuple[str, str], ...]:
    """The body as names and values; whole when it cannot be read, because it was changed."""
    try:
        return tuple((name, _value(value)) for name, value in json.loads(body).items())
    except (ValueError, TypeError, AttributeError):
        return (("?", str(body)),)


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
