"""Amounts of goods: what is counted, weighed, poured or measured, exact to a millionth of a unit.

A quantity is a whole number of millionths (`micro`) of its thing's unit. Units of one kind are changed into each
other by the table below; what only one thing has (a karung of this flour holds 25 kg) is passed in as `own`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from guyub.kernel.errors import Problem
from guyub.kernel.numbers import MOST_PIECES, parse_decimal
from guyub.kernel.units import UNITS, split_quantity
from guyub.kernel.words import Words, _

MICRO = 10**6
MOST_MICRO = MOST_PIECES * MICRO
OwnUnits = Mapping[str, Fraction]  # what one of a thing's own units holds, in the thing's unit

# How much of the first unit of its kind one of each is.
_HUNDRED, _THOUSAND = Fraction(100), Fraction(1000)
_KINDS: tuple[Mapping[str, Fraction], ...] = (
    {
        "kg": Fraction(1),
        "g": Fraction(1, 1000),
        "ons": Fraction(1, 10),
        "kuintal": Fraction(100),
        "ton": Fraction(1000),
    },
    {"liter": Fraction(1), "ml": Fraction(1, 1000)},
    {"meter": Fraction(1), "cm": Fraction(1, 100), "yard": Fraction(9144, 10_000)},
    {unit.name: Fraction(unit.pieces) for unit in UNITS if unit.name not in {"bungkus", "botol", "toples", "set"}},
)
_SYNONYMS = {
    "kilo": "kg", "kilogram": "kg", "gr": "g", "gram": "g", "kwintal": "kuintal", "kw": "kuintal", "ku": "kuintal",
    "l": "liter", "ltr": "liter", "litre": "liter", "cc": "ml", "mililiter": "ml", "m": "meter", "mtr": "meter",
    "senti": "cm", "sentimeter": "cm", "yd": "yard",
    **{synonym: unit.name for unit in UNITS for synonym in unit.synonyms},
}  # fmt: skip
KNOWN_UNITS = (*(name for kind in _KINDS for name in kind), "bungkus", "botol", "toples", "set")


def unit_name(text: str) -> str:
    """The one spelling of a unit: `Kilo` is `kg`, `pcs` is `buah`. An unknown one stays as it is, in small letters."""
    plain = " ".join(text.casefold().replace(".", " ").split())
    return _SYNONYMS.get(plain, plain)


def factor(given: str, wanted: str, own: OwnUnits | None = None, field: str | None = None) -> Fraction:
    """How many `wanted` one `given` is. Raises Problem at `field` when neither the table nor `own` can tell."""
    given, wanted = unit_name(given), unit_name(wanted)
    if given == wanted or not given:
        return Fraction(1)
    if own and given in own:
        return own[given]
    for kind in _KINDS:
        if given in kind and wanted in kind:
            return kind[given] / kind[wanted]
    raise Problem(
        _(
            "“%(given)s” tidak bisa diubah menjadi %(wanted)s. Tulis jumlahnya dalam %(wanted)s, "
            "atau atur dulu isi satu %(given)s di halaman bahannya.",
            given=given,
            wanted=Words(wanted),
        ),
        field,
    )


def parse_quantity(text: object, unit: str, field: str | None = None, own: OwnUnits | None = None) -> int:
    """`2,5`, `2,5 kg` or `3 karung` as millionths of `unit`. Zero is allowed. Raises Problem at `field`."""
    number, given = split_quantity(text)
    quantity = parse_decimal(number, field, zero=True) * factor(given, unit, own, field)
    return to_micro(quantity, field)


def to_micro(quantity: Fraction | int, field: str | None = None) -> int:
    """A quantity in whole millionths, half a millionth rounded up. Raises Problem when it is out of all bounds."""
    micro = round_half_up(Fraction(quantity) * MICRO)
    if abs(micro) > MOST_MICRO:
        raise Problem(_("Jumlah ini terlalu besar; paling banyak %(most)s.", most=MOST_PIECES), field)
    return micro


def of_micro(micro: int) -> Fraction:
    """Millionths as a number of units."""
    return Fraction(micro, MICRO)


def round_half_up(number: Fraction) -> int:
    """The nearest whole number; a half goes away from zero, so that a correction cancels exactly."""
    whole = (abs(number.numerator) * 2 + number.denominator) // (2 * number.denominator)
    return whole if number >= 0 else -whole


def measured(micro: int, unit: str) -> Words:
    """A quantity with its unit, for people: `2,5 kg`."""
    return _("%(quantity)s %(unit)s", quantity=of_micro(micro) if micro % MICRO else micro // MICRO, unit=Words(unit))


# Where translators find the names of units that the table above has and `units` has not.
_SAID = [_("ons"), _("kuintal"), _("ton"), _("liter"), _("meter"), _("yard")]
