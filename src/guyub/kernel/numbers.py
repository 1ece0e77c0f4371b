"""Numbers as people write them: `1.500` and `1,500` are 1500, `Rp 45rb` is 45000, and nothing is guessed silently.

One rule settles most of it: a single point or comma with exactly three digits after it groups thousands, with any
other count of digits it starts the decimals. With both signs present the last one starts the decimals. A count or
an amount must be whole, so `1,5` is an error there and one and a half where decimals make sense (a capacity).
A cell is judged by itself; the other cells of its column do not change what it means.
"""

from __future__ import annotations

import math
import re
from datetime import date, time, timedelta
from fractions import Fraction

from guyub.kernel.errors import Problem
from guyub.kernel.words import Rupiah, Words, _

MOST_PIECES = 10**7
MOST_RUPIAH = 10**12
DECIMALS = 3  # a capacity computed by a formula is rounded to this many places
_DUST = Fraction(1, 10**6)
_LONGEST = 40  # no honest number is longer; keeps hostile ones from costing time

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_MINUS = re.compile("[\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}]")
_SCIENTIFIC = re.compile(r"[+-]?[0-9][0-9.,]*e[+-]?[0-9]+", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<sign>[.,' ])[0-9]{3}(?:(?P=sign)[0-9]{3})*")
_DECIMAL = re.compile(r"(?P<whole>[0-9]+)[.,](?P<decimals>[0-9]+)")
_BOTH = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<group>[.,' ])[0-9]{3}(?:(?P=group)[0-9]{3})*)(?!(?P=group))[.,](?P<decimals>[0-9]+)"
)
_CURRENCY = re.compile(r"^(?:rp\.?|idr)\s*", re.IGNORECASE)
_CURRENCY_AFTER = re.compile(r"\s*(?:rp|idr|rupiah)\.?$", re.IGNORECASE)
_NO_CENTS = re.compile(r"\s*[.,]?\s*(?:-{1,2}|=)$")
_SCALES = {"rb": 10**3, "ribu": 10**3, "k": 10**3, "jt": 10**6, "juta": 10**6}
_SCALES |= {"miliar": 10**9, "milyar": 10**9}
_SCALED = re.compile(rf"(?P<number>[0-9.,' ]*[0-9])\s*(?P<scale>{'|'.join(_SCALES)})\.?", re.IGNORECASE)


def parse_count(value: object, field: str | None = None, *, zero: bool = False, most: int = MOST_PIECES) -> int:
    """A whole number of things from a cell or a form field; zero only where `zero` allows it, never above `most`.

    Raises `Problem` with the reason, naming the value.
    """
    number = _without_dust(_number(value, field))
    _check_range(number, value, field, zero=zero, most=most)
    return _whole(number, value, field)


def parse_decimal(value: object, field: str | None = None, *, zero: bool = False, most: int = MOST_PIECES) -> Fraction:
    """A number that may have decimals (a weekly capacity), exact up to three places. Raises `Problem`."""
    number = _number(value, field)
    rounded = number if number.denominator == 1 else Fraction(round(number * 10**DECIMALS), 10**DECIMALS)
    _check_range(rounded, value, field, zero=zero, most=most)
    return rounded


def parse_rupiah(value: object, field: str | None = None, *, zero: bool = False, most: int = MOST_RUPIAH) -> int:
    """Whole rupiah from `45000`, `Rp 45.000,-`, `45rb`, `1,5 jt`, `2 juta`. Raises `Problem`."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < _LONGEST:
        bare = int(value)  # by far the most cells of a long file
        if bare <= most and (bare or zero):
            return bare
    number = _without_dust(_amount(value, field) if isinstance(value, str) else _number(value, field))
    _check_range(number, value, field, zero=zero, most=most, money=True)
    return _whole(number, value, field)


def _number(value: object, field: str | None) -> Fraction:
    """Any cell value as an exact number, or the reason why it is none."""
    if isinstance(value, bool):
        raise Problem(_("“%(value)s” bukan angka.", value=str(value)), field)
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Problem(_not_a_number(value), field)
        return (
            Fraction(int(value)) if value.is_integer() else Fraction(str(value))
        )  # 0.1 as it is read, not as it is stored
    if isinstance(value, date | time | timedelta):
        raise Problem(_not_a_date(value), field)
    text = _clean(value, field)
    number = _from_text(text)
    if number is not None:
        return number
    if _SCIENTIFIC.fullmatch(text):
        raise Problem(
            _("“%(value)s” adalah angka yang dipersingkat Excel. Mohon tulis angkanya dengan lengkap.", value=text),
            field,
        )
    raise Problem(_not_a_number(text), field)


def _amount(value: str, field: str | None) -> Fraction:
    """Text with the marks of money around a number."""
    text = _clean(value, field)
    sign, bare = _take_sign(text)
    bare = _CURRENCY_AFTER.sub("", _CURRENCY.sub("", bare))
    inner, bare = _take_sign(bare)
    bare = _NO_CENTS.sub("", bare)
    scaled = _SCALED.fullmatch(bare)
    if scaled is None:
        number = _from_text(bare)
        if number is None:
            _number(bare, field)
            raise Problem(_not_a_number(text), field)
        return sign * inner * number
    digits = scaled["number"]
    if _GROUPED.fullmatch(digits):
        raise Problem(
            _("“%(value)s” dapat dibaca dua cara. Mohon tulis semua angkanya, misalnya 1.500.000.", value=text), field
        )
    number = _from_text(digits)
    if number is None:
        raise Problem(_not_a_number(text), field)
    return sign * inner * number * _SCALES[scaled["scale"].lower()]


def _clean(value: object, field: str | None) -> str:
    """Text without outer and strange spaces; refuses what is empty or far too long."""
    text = _MINUS.sub("-", _SPACES.sub(" ", "" if value is None else str(value))).strip()
    if not text:
        raise Problem(_("Mohon isi angkanya."), field)
    if len(text) > _LONGEST:
        raise Problem(_not_a_number(text[:_LONGEST] + "…"), field)
    return text


def _take_sign(text: str) -> tuple[int, str]:
    if text.startswith("(") and text.endswith(")"):  # bookkeepers' minus
        return -1, text[1:-1].strip()
    if text.startswith("-"):
        return -1, text[1:].strip()
    return 1, text.removeprefix("+").strip()


def _from_text(text: str) -> Fraction | None:
    sign, digits = _take_sign(text)
    if _PLAIN.fullmatch(digits):
        return Fraction(sign * int(digits))
    if _GROUPED.fullmatch(digits):
        return Fraction(sign * int(re.sub(r"[.,' ]", "", digits)))
    match = _BOTH.fullmatch(digits) or _DECIMAL.fullmatch(digits)
    if match is None:
        return None
    whole = re.sub(r"[.,' ]", "", match["whole"])
    return sign * Fraction(f"{whole}.{match['decimals']}")


def _without_dust(number: Fraction) -> Fraction:
    """A formula that means 45000 may give 45000.00000001; that is not held against anybody."""
    if number.denominator == 1:
        return number
    nearest = round(number)
    return Fraction(nearest) if abs(number - nearest) <= _DUST else number


def _whole(number: Fraction, value: object, field: str | None) -> int:
    """`number` as an int, or why not: perhaps Excel took the point of 1.500 for a decimal point."""
    if number.denominator == 1:
        return number.numerator
    thousands = number * 1000
    if 1 <= number < 1000 and _without_dust(thousands).denominator == 1:
        raise Problem(
            _(
                "“%(value)s” bukan bilangan bulat. Bila maksud Anda %(thousands)s, mohon tulis tanpa titik atau koma.",
                value=_as_seen(value),
                thousands=round(thousands),
            ),
            field,
        )
    raise Problem(_("“%(value)s” bukan bilangan bulat.", value=_as_seen(value)), field)


def _check_range(
    number: Fraction, value: object, field: str | None, *, zero: bool, most: int, money: bool = False
) -> None:
    if number < 0:
        raise Problem(_("“%(value)s” kurang dari nol.", value=_as_seen(value)), field)
    if number == 0 and not zero:
        raise Problem(_("“%(value)s” harus lebih dari nol.", value=_as_seen(value)), field)
    if number > most:
        raise Problem(
            _(
                "“%(value)s” terlalu besar; paling banyak %(most)s. Mohon periksa lagi.",
                value=_as_seen(value),
                most=Rupiah(most) if money else most,
            ),
            field,
        )


def _not_a_number(value: object) -> Words:
    return _("“%(value)s” bukan angka. Tulis misalnya 1.500.", value=_as_seen(value))


def _not_a_date(value: object) -> Words:
    return _(
        "Di sini seharusnya angka, tetapi Excel mengubahnya menjadi tanggal atau waktu (%(value)s). "
        "Mohon ketik ulang angkanya.",
        value=value if isinstance(value, date) else str(value),
    )


def _as_seen(value: object) -> str:
    """The value as it stands in the sheet: whole floats without `.0`, long text cut."""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, int) and abs(value) > 10**_LONGEST:
        return "…"
    text = str(value).strip()
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
