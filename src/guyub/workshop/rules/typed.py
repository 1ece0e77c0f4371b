"""Numbers as they stand in a form that is to be changed: read again, they are the same number. Pure.

A number with three decimals could be read as thousands (1,125), so it gets a fourth.
"""

from __future__ import annotations

from fractions import Fraction

from guyub.kernel.languages import style_of
from guyub.kernel.measures import MICRO, round_half_up, unit_name

_SMALLER = {"kg": ("g", 1000), "liter": ("ml", 1000), "meter": ("cm", 100)}
_PLACES = 3


def typed(number: Fraction, language: str) -> str:
    """A number, at most three decimals, no signs between the thousands."""
    thousandths = round_half_up(number * 10**_PLACES)
    whole, rest = divmod(abs(thousandths), 10**_PLACES)
    decimals = f"{rest:0{_PLACES}}".rstrip("0")
    if len(decimals) == _PLACES:
        decimals += "0"
    sign, point = "-" if thousandths < 0 else "", style_of(language).decimal
    return f"{sign}{whole}{point}{decimals}" if decimals else f"{sign}{whole}"


def smaller_unit(unit: str) -> tuple[str, int]:
    """The unit people say when it is less than one of this, and how many of it that is; `("", 1)` for none."""
    return _SMALLER.get(unit_name(unit), ("", 1))


def typed_quantity(micro: int, unit: str, language: str) -> str:
    """A quantity with its unit: in a smaller one where three decimals would not be exact, or it is less than one."""
    smaller, many = smaller_unit(unit)
    if smaller and micro and (micro < MICRO or micro % (MICRO // 10**_PLACES)):
        return f"{typed(Fraction(micro * many, MICRO), language)} {smaller}"
    return f"{typed(Fraction(micro, MICRO), language)} {unit}"
