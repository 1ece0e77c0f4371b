"""The languages Guyub speaks: Indonesian, and one for each catalogue in the folder of translations.

A language is added by adding `<code>/LC_MESSAGES/django.po`. gettext reads catalogues compiled, so each is compiled
when it is first needed and again when its text is newer.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

SOURCE = "id"
FOLDER = Path(__file__).resolve().parent.parent / "locale"
CATALOGUE = Path("LC_MESSAGES/django.po")
CODE = re.compile(r"[a-z]{2,3}(_[A-Za-z]{2,4})?")
OWN_NAME = re.compile(r'^"X-Language-Name:\s*(.+?)\s*\\n"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Style:
    """How numbers, dates and times of day are written in a language."""

    group: str
    decimal: str
    clock: str  # between hours and minutes
    months: tuple[str, ...]
    units: tuple[str, ...]  # of 10^9, 10^6 and 10^3; none: as Babel shortens
    locale: str = ""  # Babel's, which then orders a date; empty: day, month, year


MONTHS_ID = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
INDONESIAN = Style(".", ",", ".", MONTHS_ID, ("M", "jt", "rb"))
ENGLISH = Style(",", ".", ":", MONTHS_EN, ("bn", "m", "k"))


@lru_cache
def style_of(language: str) -> Style:
    """The style of a language: as Babel knows it, as in Indonesian where Babel knows none."""
    if language in {SOURCE, "en"}:
        return INDONESIAN if language == SOURCE else ENGLISH
    babel = _babel()
    locale = babel.locale_of(language)
    if locale is None:
        return INDONESIAN
    group, decimal, clock = babel.signs_of(locale)
    # In Indonesia M is a thousand million; where Babel knows no abbreviations, M is a million.
    units = INDONESIAN.units if babel.spoken_in(locale, "ID") else ()
    return Style(group, decimal, clock, babel.months_of(locale), units, str(locale))


def long_date(day: date, style: Style) -> str:
    """`3 Desember 2026`, in the order of the language."""
    if style.locale:
        return str(_babel().long_date(day, style.locale))
    return f"{day.day} {style.months[day.month - 1]} {day.year}"


def short_number(number: int, style: Style) -> str:
    """`28,6 jt`, for a style of Babel's."""
    return str(_babel().short_number(number, style.locale))


def languages(folder: Path = FOLDER) -> list[str]:
    """Codes of the languages there are, as Django writes them (`pt-br`): Indonesian first, then by code.

    A catalogue that cannot be compiled, because its text is broken or its folder may not be written, is left out.
    """
    there = sorted(path.parents[1].name for path in folder.glob(f"*/{CATALOGUE}"))
    others = [name for name in there if name != SOURCE and CODE.fullmatch(name) and compiled(name, folder)]
    return [SOURCE, *(name.replace("_", "-").lower() for name in others)]


def name_of(language: str, folder: Path = FOLDER) -> str:
    """What a language calls itself: as its catalogue says in the header X-Language-Name, or as Babel knows it."""
    if language == SOURCE:
        return "Indonesia"
    with suppress(OSError):
        head = (folder / folder_of(language) / CATALOGUE).read_text(encoding="utf-8", errors="replace")[:4000]
        if found := OWN_NAME.search(head):
            return found[1]
    locale = _babel().locale_of(language)
    return str(_babel().own_name(locale)) if locale else language


def folder_of(language: str) -> str:
    """The name of a language's folder: `pt_BR` for `pt-br`."""
    first, __, rest = language.partition("-")
    return f"{first}_{rest.upper() if len(rest) == 2 else rest.title()}" if rest else first


def compiled(name: str, folder: Path = FOLDER) -> bool:
    """Compile the catalogue in the folder `name` if its text is newer. Whether there is one to read."""
    text = folder / name / CATALOGUE
    ready = text.with_suffix(".mo")
    try:
        if not ready.exists() or ready.stat().st_mtime < text.stat().st_mtime:
            _babel().compile_catalogue(text, ready, name)
    except (OSError, ValueError):
        return ready.exists()
    return True


def _babel() -> ModuleType:
    """Loaded late: it takes longer to load than most commands take to run."""
    from guyub.kernel import catalogues  # noqa: PLC0415

    return catalogues
