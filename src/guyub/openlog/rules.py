"""How records are chained, and how to find the first that no longer fits. Pure.

A hash covers every field of a record and the hash before it. Fields are written as netstrings (length in bytes,
colon, bytes, comma) in a fixed order after a version tag, so that two different records never encode alike.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import NoneType
from typing import Any, NamedTuple

from guyub.kernel.words import Words, _

VERSION = "guyub-log-1"


class Line(NamedTuple):
    """One record as it is stored, and as it is hashed: in this order, all but the last."""

    chain: str
    number: int
    at: str
    by_id: str
    by_name: str
    act: str
    subject_kind: str
    subject_id: str
    words: str
    body: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a chain stops fitting: the number of the first such record, and why."""

    number: int
    why: Words


@dataclass(frozen=True, slots=True)
class End:
    """A chain's last number and hash, from wherever it was kept."""

    number: int
    hash: str


def first_hash(chain: str) -> str:
    """What the first record of `chain` follows; each chain has its own, so that records cannot move between."""
    return hashlib.sha256(_netstring(VERSION) + _netstring(chain)).hexdigest()


def link(line: Line) -> str:
    """The hash of a record: SHA-256 over all its fields but the hash itself, in hexadecimal.

    Raises TypeError when a field is not of its type, as it is when somebody stored bytes for text.
    """
    if type(line.number) is not int:
        raise TypeError("number")
    fields = (*line[:1], str(line.number), *line[2:-1])
    return hashlib.sha256(b"".join(map(_netstring, (VERSION, *fields)))).hexdigest()


def first_broken(lines: Iterable[Line], chain: str, end: End | None) -> Broken | None:
    """The first of `lines` (in order of number) that does not fit, or None when the whole chain does.

    `end` is what the head of the chain says; None when no head is known, and then a cut tail cannot be seen.
    """
    expected, previous = 1, first_hash(chain)
    for line in lines:
        broken = _misfit(line, chain, expected, previous)
        if broken:
            return broken
        if end is not None and line.number == end.number and line.hash != end.hash:
            return Broken(line.number, _("Catatan ini tidak cocok dengan ujung rantai yang disimpan."))
        expected, previous = expected + 1, line.hash
    return _misfit_at_end(expected - 1, end)


def _misfit(line: Line, chain: str, expected: int, previous: str) -> Broken | None:
    if line.number != expected or line.chain != chain:
        return Broken(expected, _("Catatan ini hilang atau nomornya diubah."))
    if line.previous_hash != previous:
        return Broken(expected, _("Catatan ini tidak menyambung ke catatan sebelumnya."))
    try:
        fits = link(line) == line.hash
    except (TypeError, UnicodeError):
        fits = False
    return None if fits else Broken(expected, _("Isi catatan ini berubah sejak ditulis."))


def _misfit_at_end(last: int, end: End | None) -> Broken | None:
    if end is None or last == end.number:
        return None
    if last < end.number:
        return Broken(last + 1, _("Catatan ini dan sesudahnya sudah dihapus."))
    return Broken(end.number + 1, _("Catatan ini ditambahkan di luar aplikasi."))


def instant_text(at: datetime) -> str:
    """An instant as the log writes it: `2026-11-23T02:00:00.000000Z`. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def canonical(body: Any) -> str:
    """`body` as JSON text that is the same everywhere: sorted keys, no spaces, no floats (TypeError)."""
    return json.dumps(_plain(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def words_text(words: Words) -> str:
    """A sentence as it is stored, to be read again by `sentence_of`."""
    return json.dumps(words.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sentence_of(stored: str) -> Words:
    """The sentence in a record; the raw text when it cannot be read, because it was changed."""
    try:
        return Words.from_json(json.loads(stored))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Words("%(text)s", (("text", str(stored)),))


def _plain(value: Any) -> Any:
    """Values as JSON has them. A float is refused: it is not written alike everywhere."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"the log does not keep values of type {type(value).__name__}")


# The first that fits: a bool is an int too, and an instant is a date too.
_WRITERS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (NoneType, lambda nothing: nothing),
    (bool, bool),
    (int, int),
    (str, str),
    (uuid.UUID, str),
    (datetime, instant_text),
    (date, date.isoformat),
    (Words, lambda words: json.loads(words_text(words))),
)


def _netstring(text: str) -> bytes:
    if type(text) is not str:
        raise TypeError("text")
    data = text.encode()
    return b"%d:%b," % (len(data), data)
