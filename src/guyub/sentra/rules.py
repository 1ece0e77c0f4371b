"""What is decided about members and what they can make."""

from __future__ import annotations


def product_key(product: str) -> str:
    """Two spellings of a product are the same when they differ only in case and spacing."""
    return " ".join(product.casefold().split())


def name_key(name: str) -> str:
    """Two members have the same name when it differs only in case, spacing and punctuation."""
    letters = "".join(character if character.isalnum() else " " for character in name.casefold())
    return " ".join(letters.split())
