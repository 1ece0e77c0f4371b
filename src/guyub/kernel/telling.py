"""How long work tells how far it is, to whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable

from guyub.kernel.words import Words

# Called with how much is done, of how much, and what is being done. It must be cheap and must not fail.
Tell = Callable[[int, int, Words], None]


def nobody(_done: int, _total: int, _words: Words) -> None:
    """For work that nobody watches."""
