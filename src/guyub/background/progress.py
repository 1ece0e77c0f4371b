"""How far a running job is, and that somebody is at it: two small files a job, beside the database.

A job may do all its work in one transaction. On SQLite that transaction holds the only pen, so nothing could be
written to the database about it meanwhile; on PostgreSQL nobody else would see it. A file can be written at any time
and read by every process of the installation. It is replaced as a whole, at most a few times a second.

That a job is being done is a lock on its file, which the operating system takes from a process that dies however it
dies. No clock is needed to notice it, and a slow job is never taken for a dead one.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from guyub.kernel.words import Words, _

SELDOM = 0.25  # seconds between two writings


@dataclass(frozen=True, slots=True)
class Step:
    """What a job is at: `done` of `total`, in words."""

    done: int
    total: int
    words: Words


BEGINNING = Step(0, 0, _("Mulai …"))


def folder() -> Path:
    """Where jobs keep their files; made when it is missing, and closed to other users of the machine."""
    found = Path(settings.JOBS)
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def made_file(job: uuid.UUID) -> Path:
    """Where the file lies that a job makes."""
    return folder() / f"{job}.file"


def sent_file(job: uuid.UUID) -> Path:
    """Where the file lies that a job was given."""
    return folder() / f"{job}.sent"


class Progress:
    """Told by a job how far it is: `progress(120, 4000, words)`. Cheap enough to be told for every row."""

    def __init__(self, job: uuid.UUID) -> None:
        self.job = job
        self.last = BEGINNING
        self._at = 0.0

    def __call__(self, done: int, total: int, words: Words) -> None:
        now = time.monotonic()
        turned = words.text != self.last.words.text
        self.last = Step(done, total, words)
        if turned or now - self._at >= SELDOM:
            self._at = now
            _write(self.job, self.last)


def _write(job: uuid.UUID, step: Step) -> None:
    content = json.dumps({"done": step.done, "total": step.total, "words": step.words.to_json()})
    handle, name = tempfile.mkstemp(dir=folder(), suffix=".new")
    with os.fdopen(handle, "w") as file:
        file.write(content)
    Path(name).replace(_steps(job))


def _steps(job: uuid.UUID) -> Path:
    return folder() / f"{job}.json"


def step_of(job: uuid.UUID) -> Step:
    """How far a job is, as it said last."""
    try:
        told = json.loads(_steps(job).read_text())
        return Step(told["done"], told["total"], Words.from_json(told["words"]))
    except (OSError, ValueError, KeyError):
        return BEGINNING


@contextmanager
def held(job: uuid.UUID) -> Iterator[bool]:
    """Hold a job while doing it; False when another process does."""
    with (folder() / f"{job}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True  # closing lets go


def is_held(job: uuid.UUID) -> bool:
    """Whether a living process is at this job."""
    with held(job) as free:
        return not free


def forget(job: uuid.UUID, *, made: bool = False) -> None:
    """Remove what a finished job needed; with `made` also what it made."""
    for path in (_steps(job), sent_file(job), *([made_file(job), folder() / f"{job}.lock"] if made else [])):
        path.unlink(missing_ok=True)


def sweep(*, before: datetime) -> None:
    """Remove what was last touched before then: what a job leaves that died for good."""
    for left in folder().iterdir():
        with suppress(FileNotFoundError):  # another worker sweeps too
            if left.stat().st_mtime < before.timestamp():
                left.unlink()


def sweep_out(*, before: float) -> None:
    """Remove what was left over before an instant, in seconds since 1970, except what jobs made."""
    for left in folder().iterdir():
        if left.suffix != ".file" and left.stat().st_mtime < before:
            left.unlink(missing_ok=True)
