"""Days as people write them, in the Indonesian order day, month, year."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from guyub.kernel.errors import Problem
from guyub.kernel.words import MONTHS, Words, _

FARTHEST_YEARS = 10
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
_EXCEL_DAY_ZERO = date(1899, 12, 30)  # counts for every serial after 28 February 1900
_LONGEST = 60

_ISO = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?:[t ][0-9:.+z]*)?")
_COMPACT = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_NUMERIC = re.compile(r"(?P<day>[0-9]{1,2})\s*[-/. ]\s*(?P<month>[0-9]{1,2})\s*[-/. ]\s*(?P<year>[0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"(?P<day>[0-9]{1,2})[\s./-]*(?P<name>[a-z]{3,})[\s.,/'’-]*(?P<year>[0-9]{4}|[0-9]{2})")
_NAMED_FIRST = re.compile(r"(?P<name>[a-z]{3,})\.?\s*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})")
_WEEKDAY = re.compile(
    r"^(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|sen|sel|rab|kam|jum|sab|min|mon|tue|wed|thu|fri|sat|sun)\b[.,]?\s*"
)


def _month_names() -> dict[str, int]:
    names = {"agu": 8, "agt": 8, "ags": 8, "agst": 8, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2, "sept": 9}
    for language in MONTHS.values():
        for number, name in enumerate(language, start=1):
            names[name.lower()] = number
            names[name.lower()[:3]] = number
    return names


_MONTH_NUMBERS = _month_names()


def parse_day(value: object, field: str | None = None, *, today: date | None = None) -> date:
    """The day a cell or form field means: a date, Excel's serial number, or text such as `3 Des 2026`, `3/12/2026`.

    With `today`, a day more than ten years away from it is refused. Raises `Problem` with the reason.
    """
    day = _day(value, field)
    if not FIRST_DAY <= day <= LAST_DAY or (today and abs(day - today) > timedelta(days=366 * FARTHEST_YEARS)):
        raise Problem(_("%(day)s terlalu jauh. Mohon periksa tahunnya.", day=day), field)
    return day


def _day(value: object, field: str | None) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool | time | timedelta):
        raise Problem(_not_a_day(value), field)
    if isinstance(value, int | float):
        return _from_serial(value, field)
    text = re.sub(r"\s+", " ", "" if value is None else str(value)).strip().lower()
    if not text:
        raise Problem(_("Mohon isi tanggalnya."), field)
    if len(text) > _LONGEST:
        raise Problem(_not_a_day(text[:_LONGEST] + "…"), field)
    return _from_text(text, str(value).strip(), field)


def _from_serial(value: float, field: str | None) -> date:
    """Excel counts days; a cell that lost its date format shows 46359 for 3 December 2026."""
    if 0 < value < 10**6:
        day = _EXCEL_DAY_ZERO + timedelta(days=int(value))
        if FIRST_DAY <= day <= LAST_DAY:
            return day
    raise Problem(_not_a_day(f"{value:.15g}" if isinstance(value, float) else str(value)[:_LONGEST]), field)


def _from_text(text: str, seen: str, field: str | None) -> date:
    text = _WEEKDAY.sub("", text)
    if re.fullmatch(r"[0-9]{5}", text, re.ASCII):
        return _from_serial(int(text), field)
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text) or _NUMERIC.fullmatch(text)
    if match:
        return _build(match["year"], int(match["month"]), match["day"], seen, field)
    match = _NAMED.fullmatch(text) or _NAMED_FIRST.fullmatch(text)
    if match is None:
        raise Problem(_not_a_day(seen), field)
    month = _MONTH_NUMBERS.get(match["name"])
    if month is None:
        raise Problem(
            _("“%(month)s” dalam “%(value)s” bukan nama bulan.", month=match["name"], value=seen),
            field,
        )
    return _build(match["year"], month, match["day"], seen, field)


def _build(year_text: str, month: int, day_text: str, seen: str, field: str | None) -> date:
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    day = int(day_text)
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if month > 12 >= day and month <= 31:
        raise Problem(
            _(
                "“%(value)s” dibaca hari/bulan/tahun, dan bulan %(month)s tidak ada. "
                "Mohon tulis misalnya %(day)s/%(turned)s.",
                value=seen,
                month=month,
                day=month,
                turned=f"{day}/{year:04d}",
            ),
            field,
        )
    raise Problem(_("Tanggal “%(value)s” tidak ada di kalender.", value=seen), field)


def _not_a_day(value: object) -> Words:
    return _("“%(value)s” bukan tanggal. Tulis misalnya 3/12/2026 atau 3 Desember 2026.", value=str(value))
