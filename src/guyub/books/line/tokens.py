"""A line in small pieces: words, numbers, signs, and the shapes that must not be torn apart (dates, telephones)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

LONGEST = 2000  # characters of a message that are looked at; an honest one is shorter
NO_TAGS: frozenset[str] = frozenset()

_SHAPES = re.compile(
    r"""
    (?P<phone>(?:\+62|\b62(?=8)|\b0(?=8))[0-9](?:[ -]?[0-9]){7,12}(?![0-9]))
  | (?P<day>\b[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])|\b[0-9]{1,2}([/.-])[0-9]{1,2}\3(?:[0-9]{4}|[0-9]{2})(?![0-9]))
  | (?P<slash>\b[0-9]{1,2}/[0-9]{1,2}(?![0-9/]))
  | (?P<number>[0-9]+(?:[.,][0-9]+)*(?:(?:[ ][0-9]{3})+(?![0-9.,]|[ ]?(?:rb|ribu|rebu|ewu|k|jt|juta)\b))?)
  | (?P<word>[^\W\d_]{3,}2(?:an|nya)?(?![^\W_])|[^\W\d_]+(?:['’`-][^\W\d_]+)*)
  | (?P<line>[\r\n]+)
  | (?P<sign>[^\s\w])
    """,
    re.VERBOSE,
)
_KINDS = {"phone": "phone", "day": "day", "slash": "slash", "number": "number", "word": "word", "line": "sign"}
_STRETCHED = re.compile(r"(.)\1{2,}")
_GROUPED_BY_SPACE = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")


@dataclass(slots=True)
class Token:
    """A piece of the line. `kind` is word, number, sign, day, slash or phone; `tags` say what it means.

    A number has its `value`; it is `sure` to be money when a scale or `Rp` says so.
    """

    kind: str
    text: str
    low: str
    glued: bool = False  # no space before it
    tags: frozenset[str] = NO_TAGS
    value: int | Fraction = 0
    sure: bool = False
    spelled: bool = False
    slang: bool = False
    doubtful: bool = False  # m: million or milliard
    role: str = ""  # what a number is for: amount, price, count, total, paid ...
    unit: str = ""
    span: tuple[int, int] = (0, 0)
    corrected_to: str = ""


def clean(text: str) -> str:
    """`text` in compatibility form, without control characters and what cannot be seen; its lines are kept."""
    if text.isascii() and text.isprintable():
        return text
    plain = unicodedata.normalize("NFKC", text)[: LONGEST * 4]
    return "".join(letter if _seen(letter) else " " for letter in plain)


def split(text: str) -> list[Token]:
    """The tokens of a cleaned line, in order."""
    tokens: list[Token] = []
    end = -1
    for match in _SHAPES.finditer(text):
        kind = match.lastgroup or "sign"
        seen = match[0]
        token = Token(
            _KINDS.get(kind, "sign"), seen, seen.lower(), match.start() == end, span=(match.start(), match.end())
        )
        end = match.end()
        if kind == "number":
            tokens.extend(_numbers(token))
        else:
            if kind == "line":
                token.low = "\n"
            tokens.append(token)
    return tokens


def unstretched(word: str) -> str:
    """A word without letters held down: `belii`, `kopiii` are `beli`, `kopi`."""
    return _STRETCHED.sub(r"\1", word)


def _seen(letter: str) -> bool:
    return letter in "\n\r" or (letter.isprintable() and not letter.isspace()) or letter == " "


def _numbers(token: Token) -> list[Token]:
    """A number that groups by spaces (`250 000`), or else each of its parts apart (`5 120` may be two)."""
    if " " not in token.text:
        return [token]
    if _GROUPED_BY_SPACE.fullmatch(token.text) and token.text.endswith("00"):
        token.low = token.text.replace(" ", ".")
        return [token]
    parts, start = [], token.span[0]
    for place, text in enumerate(token.text.split(" ")):
        glued = token.glued if place == 0 else False
        parts.append(Token("number", text, text, glued, span=(start, start + len(text))))
        start += len(text) + 1
    return parts
