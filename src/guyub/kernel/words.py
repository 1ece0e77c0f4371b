"""Sentences for people: written in Indonesian, shown in the reader's language.

`_("Kurang %(n)s buah", n=1500)` is a value, not yet a string. It is rendered when it is shown, so the same
reason or error can be kept in the database and read by one person in Indonesian and by another in English.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from guyub.kernel import languages
from guyub.kernel.languages import style_of

SOURCE_LANGUAGE = languages.SOURCE
LOCALE_FOLDER = languages.FOLDER

# Read in dates that people type.
MONTHS = {"id": languages.MONTHS_ID, "en": languages.MONTHS_EN}


class Rupiah(int):
    """A whole number of rupiah that knows it is money, so that a sentence shows it as `Rp 1.250.000`."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days from the first to the last, shown as `7–13 Desember 2026`."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence and the values in its named places (`%(name)s`)."""

    text: str
    values: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return render(self, reader_language())

    def to_json(self) -> dict[str, Any]:
        """The sentence as plain JSON, from which `from_json` makes it again in any language."""
        return {"text": self.text, "values": {name: _pack(value) for name, value in self.values}}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Words:
        values = stored.get("values", {})
        return Words(stored["text"], tuple((name, _unpack(value)) for name, value in values.items()))


def _(text: str, **values: Any) -> Words:
    """Mark `text` for translation and fill its places with `values`."""
    return Words(text, tuple(values.items()))


def render(words: Words, language: str) -> str:
    """`words` as text in `language`: the translated sentence, with numbers, money and dates in its style.

    Where a translation says `%(n)s {n:piece|pieces}`, the form that the language has for that number is taken.
    """
    template = translate(words.text, language)
    if not words.values:
        return template
    values = dict(words.values)
    template = _CHOICE.sub(lambda found: _form_for(values.get(found[1]), found[2].split("|"), language), template)
    return template % {name: show(value, language) for name, value in values.items()}


_CHOICE = re.compile(r"\{(\w+):([^{}%]*)\}")


def _form_for(number: Any, forms: list[str], language: str) -> str:
    """By the rule of plurals of the language's catalogue; the last form for what is no whole number."""
    rule: Callable[[int], int] = getattr(_catalogues.get(language), "plural", lambda number: int(number != 1))
    whole = isinstance(number, int | float | Fraction | Decimal) and number == int(number)
    return forms[min(rule(abs(int(number))), len(forms) - 1)] if whole else forms[-1]


def show(value: Any, language: str) -> str:
    """One value as a person writes it in `language`: 1.500 or 1,500; Rp 1.500; 3 Desember 2026."""
    if isinstance(value, Words):
        return render(value, language)
    if isinstance(value, Rupiah):
        return show_rupiah(value, language)
    if isinstance(value, int):
        return show_number(value, language)
    if isinstance(value, float | Fraction | Decimal):
        return show_decimal(float(value), language)
    if isinstance(value, date | Days):
        return show_days(value, language) if isinstance(value, Days) else show_date(value, language)
    return str(value)


def show_number(number: int, language: str) -> str:
    return f"{number:,}".replace(",", style_of(language).group)


def show_decimal(number: float, language: str, places: int = 2) -> str:
    """A number with at most `places` decimals and no trailing zeros."""
    whole, __, decimals = f"{number:,.{places}f}".partition(".")
    decimals = decimals.rstrip("0")
    style = style_of(language)
    whole = whole.replace(",", style.group)
    return f"{whole}{style.decimal}{decimals}" if decimals else whole


def show_rupiah(amount: int, language: str) -> str:
    """`Rp 1.250.000`, joined so that it never breaks over a line; a minus sign stands in front."""
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{sign}Rp\N{NO-BREAK SPACE}{show_number(abs(amount), language)}"


def show_rupiah_short(amount: int, language: str) -> str:
    """`Rp 28,6 jt`, for a chart or a warning where the exact amount stands beside it in a table."""
    style = style_of(language)
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    if not style.units:
        return f"{sign}Rp\N{NO-BREAK SPACE}{languages.short_number(abs(amount), style)}"
    for size, unit in zip((10**9, 10**6, 10**3), style.units, strict=True):
        if abs(amount) >= size:
            return f"{sign}Rp\N{NO-BREAK SPACE}{show_decimal(abs(amount) / size, language, 1)}\N{NO-BREAK SPACE}{unit}"
    return show_rupiah(amount, language)


def show_date(day: date, language: str) -> str:
    return languages.long_date(day, style_of(language))


def show_days(days: Days, language: str) -> str:
    """`7–13 Desember 2026`, `30 November–6 Desember 2026`: what both days share is said once."""
    first, last = days.first, days.last
    if first == last:
        return show_date(last, language)
    if first.year != last.year or style_of(language).locale:
        return f"{show_date(first, language)}–{show_date(last, language)}"
    day = str(first.day) if first.month == last.month else show_date(first, language).rpartition(" ")[0]
    return f"{day}–{show_date(last, language)}"


def show_time(hour: int, minute: int, language: str) -> str:
    """The time of day: 14.05 or 14:05."""
    return f"{hour:02}{style_of(language).clock}{minute:02}"


def terminal_language() -> str:
    """The language of the person at the terminal: GUYUB_LANG, else the locale; Indonesian if it is none of ours."""
    spoken = os.environ.get("GUYUB_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    code = spoken.partition(".")[0].replace("_", "-").lower()
    known = languages.languages(LOCALE_FOLDER)
    return next((each for each in (code, code.partition("-")[0]) if each in known), SOURCE_LANGUAGE)


_catalogues: dict[str, gettext.NullTranslations] = {}


def _translate_from_catalogue(text: str, language: str) -> str:
    if language == SOURCE_LANGUAGE:
        return text
    if language not in _catalogues:
        folder = languages.folder_of(language)
        languages.compiled(folder, LOCALE_FOLDER)
        _catalogues[language] = gettext.translation("django", LOCALE_FOLDER, [folder], fallback=True)
    return _catalogues[language].gettext(text)


reader_language: Callable[[], str] = terminal_language
translate: Callable[[str, str], str] = _translate_from_catalogue


def speak_as(language: Callable[[], str]) -> None:
    """Let the web decide whose language `str(words)` is in; without it the terminal's language is used."""
    global reader_language  # noqa: PLW0603 - one process speaks either to a terminal or to the web
    reader_language = language


def _pack(value: Any) -> Any:
    if isinstance(value, Words):
        return {"words": value.to_json()}
    if isinstance(value, Rupiah):
        return {"rupiah": int(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Days):
        return {"days": [value.first.isoformat(), value.last.isoformat()]}
    if isinstance(value, Fraction):
        return float(value)
    return value


def _unpack(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "words" in value:
        return Words.from_json(value["words"])
    if "rupiah" in value:
        return Rupiah(value["rupiah"])
    if "date" in value:
        return date.fromisoformat(value["date"])
    if "days" in value:
        return Days(*map(date.fromisoformat, value["days"]))
    return value
