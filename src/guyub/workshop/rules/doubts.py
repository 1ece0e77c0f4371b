"""What is possible but unlikely: asked about once, and taken when the person says that it is so. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guyub.kernel.errors import Problem
from guyub.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to ask about: `about` names what, `words` say it."""

    about: str
    words: Words


class Doubtful(Problem):
    """Nothing is wrong, but the person has to say that it is really so: pass `about` of each doubt as `sure`."""

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        super().__init__(doubts[0].words, "sure")
        self.doubts = tuple(doubts)


def ask(doubts: Iterable[Doubt], sure: Iterable[str]) -> None:
    """Raise Doubtful for what the person has not said to be sure about."""
    said = set(sure)
    if open_ones := [doubt for doubt in doubts if doubt.about not in said]:
        raise Doubtful(open_ones)
