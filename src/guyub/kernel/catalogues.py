"""What Babel knows and does: catalogues compiled, and the styles of languages other than our two.

Loaded only when it is needed: most processes find every catalogue compiled and speak Indonesian or English.
"""

from __future__ import annotations

import os
import re
import tempfile
from datetime import date
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, get_month_names, get_time_format
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_compact_decimal, get_decimal_symbol, get_group_symbol

_PLACE = re.compile(r"%\((\w+)\)")


def compile_catalogue(text: Path, ready: Path, name: str) -> None:
    """Write the catalogue of the language `name` as gettext reads it. Raises OSError, ValueError for a broken text."""
    out = BytesIO()
    try:
        with text.open("rb") as file:
            catalogue = read_po(file, locale=locale_of(name), abort_invalid=True)
        # Babel keeps a catalogue's rule of plurals only for a language it knows.
        catalogue.locale = catalogue.locale or Locale.parse("id")
        write_mo(out, _without_wrong_places(catalogue))
        _try_out(out.getvalue())
    except (PoFileError, LookupError, ArithmeticError) as error:  # also of an encoding that nobody knows
        raise ValueError(f"{text}: {error}") from error
    _replace(ready, out.getvalue())


def _try_out(catalogue: bytes) -> None:
    """Read it as every page will. Raises ValueError, ArithmeticError for a rule of plurals that cannot be reckoned."""
    plural = GNUTranslations(BytesIO(catalogue)).ngettext
    for number in range(1000):
        plural("", "", number)


def locale_of(language: str) -> Locale | None:
    """Babel's locale of a language; None when it knows none."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def signs_of(locale: Locale) -> tuple[str, str, str]:
    """What stands between thousands, before decimals, and between hours and minutes."""
    clock = "." if "." in get_time_format("short", locale=locale).pattern else ":"
    return get_group_symbol(locale), get_decimal_symbol(locale), clock


def spoken_in(locale: Locale, country: str) -> bool:
    """Whether a language is at home in a country."""
    return str(get_global("likely_subtags").get(locale.language, "")).endswith(f"_{country}")


def months_of(locale: Locale) -> tuple[str, ...]:
    names = get_month_names("wide", locale=locale)
    return tuple(names[number] for number in range(1, 13))


def own_name(locale: Locale) -> str:
    """What the language calls itself, with a capital."""
    name = locale.get_display_name(locale) or str(locale)
    return name[0].upper() + name[1:]


def long_date(day: date, locale: str) -> str:
    return format_date(day, "long", locale=locale)


def short_number(number: int, locale: str) -> str:
    return format_compact_decimal(number, locale=locale, fraction_digits=1)


def _without_wrong_places(catalogue: Catalog) -> Catalog:
    """Leaves out a translation that asks for a value its sentence does not have: it would break the page showing it."""
    for message in catalogue:
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        known = {place for original in originals for place in _PLACE.findall(original)}
        if message.id and not all(_fills(each, known) for each in said if each):
            message.string = "" if isinstance(message.string, str) else ("",) * len(said)
    return catalogue


def _fills(sentence: str, places: set[str]) -> bool:
    """Whether it can be filled with these values; a sentence without any is never filled."""
    if not places:
        return not _PLACE.search(sentence)
    try:
        return bool(sentence % dict.fromkeys(places, 1))
    except (ValueError, TypeError, KeyError):
        return False


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, so that several starting at once never read half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".mo")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    half = Path(name)
    half.chmod(0o644)
    half.replace(path)
