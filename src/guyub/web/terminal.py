"""Management commands speak the language of the terminal; a web page speaks that of its reader."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils import translation

from guyub.kernel.words import terminal_language

P = ParamSpec("P")
R = TypeVar("R")


def in_the_terminals_language(command: Callable[P, R]) -> Callable[P, R]:
    """Run `command` with every sentence in the language of the person who typed it."""

    @wraps(command)
    def spoken(*args: P.args, **options: P.kwargs) -> R:
        with translation.override(terminal_language()):
            return command(*args, **options)

    return spoken
