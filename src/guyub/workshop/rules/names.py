"""Which spellings of a bought or sold thing are the name of an item. Never a guess: whole names only. Pure."""

from __future__ import annotations

from guyub.sentra.rules import product_key

_SHORTEST = 4  # letters, below which an `s` at the end may be part of the word


def spellings(text: str) -> tuple[str, ...]:
    """Keys under which an item may stand that people call `text`, the likeliest first.

    `Kancing-kancing` is `kancing`, `buttons` is `button` and the other way round; `benang merah` is only itself.
    """
    key = product_key(text)
    if not key:
        return ()
    single = " ".join(_once(word) for word in key.split())
    found = [key, single, f"{single}s"]
    if single.endswith("s") and len(single.split()[-1]) >= _SHORTEST:
        found.append(single[:-1])
    return tuple(dict.fromkeys(found))


def _once(word: str) -> str:
    half, dash, other = word.partition("-")
    return half if dash and half == other else word
