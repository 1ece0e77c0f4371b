"""Errors that a person reads: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from guyub.kernel.words import Words


class Problem(Exception):
    """Something a person can mend. `field` names the form field or column it belongs to, if any."""

    def __init__(self, words: Words, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field

    def __str__(self) -> str:
        return str(self.words)


class Problems(Problem):
    """Several problems at once, so that nobody has to mend them one by one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].words, self.problems[0].field)


class NotAllowed(Problem):
    """The person may not do this to that thing."""


class Conflict(Problem):
    """Somebody else was first, or the thing is no longer in the state this act needs."""
