"""How much of a thing a test tries: enough for every day, or all of it with GUYUB_LONG=1."""

from __future__ import annotations

import os


def size(short: int, long: int) -> int:
    """`long` when GUYUB_LONG is set in the environment, else `short`."""
    return long if os.environ.get("GUYUB_LONG") else short
