"""The check of the logs, for the page, the command and anyone who kept a copy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from guyub.kernel.errors import Problem
from guyub.kernel.words import Words, _
from guyub.openlog import reading
from guyub.openlog.guards import log_guards, missing
from guyub.openlog.rules import Broken, End, Line, first_broken


@dataclass(frozen=True, slots=True)
class LogReport:
    """What a check of one log found. `end` is its last hash; `broken` the first record that does not fit."""

    chain: str
    records: int
    end: str
    broken: Broken | None

    @property
    def words(self) -> Words:
        if self.broken is None:
            return _("Semua %(count)s catatan utuh dan berurutan.", count=self.records)
        return _("Catatan nomor %(number)s tidak cocok. %(why)s", number=self.broken.number, why=self.broken.why)


class _Counted:
    """Counts what is read through it, and remembers the last."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines, self.count = lines, 0

    def __iter__(self) -> Iterator[Line]:
        for line in self.lines:
            self.count += 1
            yield line


def verify_logs() -> Iterator[LogReport]:
    """Check every log, by id; also records that belong to none."""
    for chain, end in reading.ends().items():
        yield verify_log(chain, end)
    for stray in reading.strays():
        yield LogReport(stray.chain, stray.records, "", Broken(stray.first, _("Log ini tidak punya ujung.")))


def verify_log(chain: str, end: End | None = None) -> LogReport:
    """Check one log against its hashes and its head. Memory does not grow with its length."""
    end = end or reading.end(chain)
    lines = _Counted(reading.lines(chain))
    broken = first_broken(lines, chain, end)
    return LogReport(chain, lines.count, end.hash, broken)


def verify_file(text: Iterable[str]) -> LogReport:
    """Check a downloaded log by itself, and that the database still begins with the same records.

    So a copy that a member kept shows it when the whole log was written anew. Raises Problem for another file.
    """
    lines = [_parse(number, line) for number, line in enumerate(text, 1) if line.strip()]
    if not lines:
        raise Problem(_("Berkas ini tidak berisi catatan."))
    chain = lines[0].chain
    broken = first_broken(lines, chain, None) or _first_unlike(chain, lines)
    return LogReport(chain, len(lines), lines[-1].hash, broken)


def findings() -> Iterator[tuple[Words, tuple[Words, ...]]]:
    """What `guyub verify` prints about the logs: what was read, and what does not fit."""
    absent = missing(connection, log_guards(connection.vendor))
    gone = tuple(_("Penjaga %(name)s tidak terpasang.", name=name) for name in absent)
    yield _("Log terbuka: penjaga di basis data"), gone
    for report in verify_logs():
        yield _finding(_("Log %(log)s", log=report.chain), report)


def file_finding(name: str, text: Iterable[str]) -> tuple[Words, tuple[Words, ...]]:
    """The same about one downloaded log."""
    try:
        return _finding(_("Salinan %(name)s", name=name), verify_file(text))
    except (Problem, UnicodeDecodeError) as error:
        why = error.words if isinstance(error, Problem) else _("Berkas ini bukan teks.")
        return _("Salinan %(name)s", name=name), (why,)


def _finding(name: Words, report: LogReport) -> tuple[Words, tuple[Words, ...]]:
    about = _("%(name)s: %(count)s catatan, ujung %(end)s", name=name, count=report.records, end=report.end[:16])
    return about, (report.words,) if report.broken else ()


def _first_unlike(chain: str, kept: list[Line]) -> Broken | None:
    ours = reading.lines(chain)
    for line in kept:
        if next(ours, None) != line:
            return Broken(line.number, _("Catatan ini di basis data berbeda dengan salinan yang disimpan."))
    return None


def _parse(row: int, text: str) -> Line:
    try:
        return Line(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise Problem(_("Baris %(row)s bukan catatan yang dapat dibaca.", row=row)) from error
