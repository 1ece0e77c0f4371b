"""Units as they are written in a line. Beyond the kernel's units of count there are weights, lengths and packs."""

from __future__ import annotations

from guyub.books.line.nouns import PIECES, UNITS
from guyub.books.line.wordlists import words

UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words.split()}
# `sekilo` is one kilogram, and after a price it means each. Words that only look so are left out.
_NOT_ONE = words("sebal sepak semika setitik sekolt setik sebak sabak sapak samika seset saset setray")
ONE_OF = {
    one + word + ending: unit
    for word, unit in UNIT_OF.items()
    for one in ("se", "sa", "sak")
    for ending in ("", "nya", "ne", "na")
    if len(word) > 2 and one + word not in _NOT_ONE and one + word not in UNIT_OF
} | {"sekg": "kg", "sebiji": "buah", "sahiji": "buah", "sabungkus": "bungkus", "sabiji": "buah"}

# Rupiah: what one piece of ordinary goods may cost, to tell a price per piece from a price per kodi.
LEAST_A_PIECE, MOST_A_PIECE = 2_000, 200_000


def pieces_in(unit: str | None) -> int:
    """How many pieces the unit holds: 20 in a kodi, 1 in everything that is not a unit of count."""
    return PIECES.get(unit or "", 1)
