"""What stands in the cells of a journal that leaves Guyub and comes back, or that somebody else wrote. Pure.

A text that a spreadsheet would take for a formula gets an apostrophe in front when it leaves, and loses it when it
comes back. The sentence of an entry goes twice: as people read it, and as the JSON it is kept in, which counts only
while both still say the same.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from guyub.books.rules.ledger import Kind
from guyub.kernel.headings import plain
from guyub.kernel.words import SOURCE_LANGUAGE, Words, render

LONGEST_WORDS = 1000  # letters of a sentence that somebody wrote in a file
_FORMULA = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")
# Places in a sentence that show a value as it is. Others (`%99999d`) come from nobody who means well.
_PLACE = re.compile(r"%(?:%|\(\w{1,40}\)s)")
_DEEPEST = 4  # a sentence within a sentence within…

KIND_NAMES: Mapping[Kind, tuple[str, ...]] = {
    Kind.ASSET: ("asset", "assets", "aset", "harta", "aktiva", "activa"),
    Kind.LIABILITY: ("liability", "liabilities", "liabilitas", "utang", "hutang", "kewajiban"),
    Kind.EQUITY: ("equity", "ekuitas", "modal"),
    Kind.INCOME: ("income", "revenue", "pendapatan", "penghasilan"),
    Kind.EXPENSE: ("expense", "expenses", "beban", "biaya"),
}
_KINDS = {name: kind for kind, names in KIND_NAMES.items() for name in names}
# In Indonesian charts of accounts the first digit tells the kind; 5 is the cost of what is sold, 7 and 8 vary.
_FIRST_DIGITS = {
    "1": Kind.ASSET,
    "2": Kind.LIABILITY,
    "3": Kind.EQUITY,
    "4": Kind.INCOME,
    "5": Kind.EXPENSE,
    "6": Kind.EXPENSE,
}


def guarded(text: str) -> str:
    """`text` as it may stand in a spreadsheet without ever becoming a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def one_line(text: str) -> str:
    """`text` in one line, without signs that cannot be seen or that files cannot hold; emoji stay whole."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(each if _is_shown(each) else " " for each in text)
    return " ".join(kept.split())


def _is_shown(sign: str) -> bool:
    # Cf joins emoji and directs writing from the right; Cn and Co include what XML cannot hold.
    return unicodedata.category(sign) not in {"Cc", "Cs", "Cn", "Zl", "Zp"} and sign != "\N{ZERO WIDTH SPACE}"


def said(words: Words) -> str:
    """A sentence of an entry in one line of Indonesian, whatever is kept."""
    try:
        return one_line(render(words, SOURCE_LANGUAGE))
    except (KeyError, TypeError, ValueError):
        return one_line(words.text)


def kept_words(stored: object, description: str) -> Words:
    """The sentence that `stored` is the JSON of, while it still says `description`; else `description` itself."""
    plain_words = Words(description[:LONGEST_WORDS])
    if not isinstance(stored, dict) or not _is_sentence(stored):
        return plain_words
    try:
        words = Words.from_json(stored)
        json.dumps(words.to_json())
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return plain_words
    return words if said(words) == description else plain_words


def _is_sentence(stored: Mapping[str, Any], depth: int = 0) -> bool:
    """Whether JSON is a sentence whose places all have plain values."""
    text, values = stored.get("text"), stored.get("values", {})
    if depth > _DEEPEST or not isinstance(text, str) or not isinstance(values, dict):
        return False
    if values and "%" in _PLACE.sub("", text):
        return False
    return all(_is_value(value, depth) for value in values.values())


def _is_value(value: object, depth: int) -> bool:
    if not isinstance(value, dict):
        return value is None or isinstance(value, str | int | float)
    if len(value) != 1:
        return False
    match next(iter(value.items())):
        case "words", dict() as inner:
            return _is_sentence(inner, depth + 1)
        case ("rupiah", int()) | ("date", str()) | ("days", [str(), str()]):
            return True
    return False


def kind_named(text: str) -> Kind | None:
    """The kind of account that somebody calls `text`."""
    return _KINDS.get(plain(text))


def kind_of_code(code: str) -> Kind | None:
    """The kind that the first digit of an account's code tells."""
    return _FIRST_DIGITS.get(code[:1])
