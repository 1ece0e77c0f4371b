"""Whose name is whose: people write `pak Budi`, `Pa Budi` and `Budi` for one person. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What stands before a name, in the one spelling that is compared.
TITLES = {
    **dict.fromkeys(["pak", "pa", "p", "bpk", "bapak"], "pak"),
    **dict.fromkeys(["bu", "ibu", "b", "buk"], "bu"),
    **dict.fromkeys(["mbak", "mbk", "mba"], "mbak"),
    **dict.fromkeys(["mas", "ms"], "mas"),
    **dict.fromkeys(["kang", "kg"], "kang"),
    **dict.fromkeys(["haji", "h", "hj", "hajah"], "haji"),
    **dict.fromkeys(["toko", "tk"], "toko"),
    **{title: title for title in ("warung", "ud", "cv", "pt", "teh", "bang", "om", "tante", "mang", "ceu", "koperasi")},
}
_BREAKS = re.compile(r"[^\w]+")
LONGEST_NAME = 80


def party_key(name: str) -> str:
    """The name as it is looked up: small letters, single spaces, its title in one spelling; empty for no name."""
    words = _BREAKS.sub(" ", name.casefold()).split()
    if len(words) > 1:
        words[0] = TITLES.get(words[0], words[0])
    return " ".join(words)[:LONGEST_NAME]


def known_key(name: str, known: Iterable[str]) -> str | None:
    """Which of the known keys is meant by `name`: the same, or the only one that differs by a missing title."""
    key = party_key(name)
    keys = list(known)
    if not key or key in keys:
        return key or None
    alike = [each for each in keys if _bare(each) == _bare(key) and (each == _bare(each) or key == _bare(key))]
    return alike[0] if len(alike) == 1 else None


def _bare(key: str) -> str:
    title, __, rest = key.partition(" ")
    return rest if rest and title in TITLES.values() else key
