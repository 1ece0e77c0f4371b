"""Telephone numbers as they stand in member lists, in the form +62812…"""

from __future__ import annotations

import re

from guyub.kernel.spreadsheets import Cell
from guyub.kernel.tables import clean_text, is_blank

_BETWEEN = re.compile(r"[/,;&\n]|\s(?:atau|dan|or)\s", re.IGNORECASE)
_SET_ASIDE = re.compile(r"[\s().·-]|[\u2010-\u2015]|^(?:telp?|hp|wa|whatsapp|no)\b[.:]*", re.IGNORECASE)
_HOME = re.compile(r"8[0-9]{8,11}|[2-79][0-9]{7,10}")  # a mobile number, or a landline with its area
_ABROAD = re.compile(r"\+(?!62)[1-9][0-9]{7,14}")


def parse_phones(value: Cell) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers in a cell as `+62…`, without repeats, and the parts that are no telephone number."""
    good: list[str] = []
    bad: list[str] = []
    parts = _BETWEEN.split(value) if isinstance(value, str) else [value]
    for part in parts:
        text = clean_text(part)
        if is_blank(text):
            continue
        number = _international(text)
        if number is None:
            bad.append(text[:40])
        elif number not in good:
            good.append(number)
    return tuple(good), tuple(bad)


def _international(text: str) -> str | None:
    digits = re.sub(r"(?<=[0-9]{9})\.0$", "", text)  # a number that Excel wrote as a decimal
    while (shorter := _SET_ASIDE.sub("", digits)) != digits:
        digits = shorter
    if _ABROAD.fullmatch(digits):
        return digits
    home = re.sub(r"^(?:\+?62|0)+", "", digits)
    return f"+62{home}" if _HOME.fullmatch(home) else None
