"""What is decided about members and what they can make."""

from __future__ import annotations

import unicodedata


def _folded(text: str) -> str:
    """One spelling for letters that look the same and are encoded in two ways (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", text).casefold()


def product_key(product: str) -> str:
    """Two spellings of a product are the same when they differ only in case and spacing."""
    return " ".join(_folded(product).split())


def name_key(name: str) -> str:
    """Two members have the same name when it differs only in case, spacing and punctuation."""
    letters = "".join(character if character.isalnum() else " " for character in _folded(name))
    return " ".join(letters.split())
