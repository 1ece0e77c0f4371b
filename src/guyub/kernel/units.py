"""Units of count: how many pieces are in a kodi, and what a piece costs when a kodi has a price."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from guyub.kernel.errors import Problem
from guyub.kernel.numbers import MOST_PIECES
from guyub.kernel.words import Rupiah, Words, _

_LETTERS = re.compile(r"[^a-z]+")
_QUANTITY = re.compile(r"\s*(?P<number>[^A-Za-z]*[0-9][^A-Za-z]*?)\s*(?P<unit>[A-Za-z][A-Za-z .]*)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of count. `pieces` says how many pieces it holds; a pair is sold as one piece of its own."""

    name: str
    pieces: int
    synonyms: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """Its name in the reader's language, with how many pieces it holds if more than one."""
        name = Words(self.name)
        return name if self.pieces == 1 else _("%(unit)s (%(pieces)s)", unit=name, pieces=self.pieces)


PIECE = Unit("buah", 1, ("bh", "pcs", "pc", "piece", "pieces", "biji", "bj", "potong", "ptg", "lembar", "lbr"))
UNITS = (
    PIECE,
    Unit("unit", 1, ("units",)),
    Unit("helai", 1, ("hl",)),
    Unit("pasang", 1, ("psg", "pair", "pairs")),
    Unit("set", 1, ("sets", "stel")),
    Unit("bungkus", 1, ("bks", "bungkusan")),
    Unit("botol", 1, ("btl",)),
    Unit("toples", 1, ("tpls",)),
    Unit("lusin", 12, ("lsn", "ls", "losin", "dosin", "dozen", "dozens", "doz", "dz")),
    Unit("kodi", 20, ("kd", "score")),
    Unit("gross", 144, ("gros", "grs")),
)
# Where translators find the names of units.
_SAID = [_("buah"), _("helai"), _("pasang"), _("bungkus"), _("botol"), _("toples"), _("lusin"), _("kodi"), _("gross")]
_BY_NAME = {name: unit for unit in UNITS for name in (unit.name, *unit.synonyms)}
_PERIODS = (
    (("hari", "harian", "day", "daily"), Fraction(6)),  # six working days
    (("bulan", "bulanan", "bln", "month", "monthly"), Fraction(12, 52)),
    (("tahun", "tahunan", "thn", "year", "yearly", "annual"), Fraction(1, 52)),
)


def find_unit(text: object, field: str | None = None) -> Unit:
    """The unit that `text` names in Indonesian or English; blank means pieces. Raises `Problem` listing the known."""
    letters = _letters(text)
    if not letters:
        if str(text or "").strip(" -."):
            raise _unknown(text, field)
        return PIECE
    unit = _BY_NAME.get(letters)
    if unit is None:
        raise _unknown(text, field)
    return unit


def to_pieces(quantity: Fraction | int, unit: Unit, field: str | None = None) -> int:
    """`quantity` of `unit` in whole pieces: 2.5 kodi are 50. Raises `Problem` if a piece would have to be cut."""
    pieces = Fraction(quantity) * unit.pieces
    if pieces.denominator != 1:
        raise Problem(
            _(
                "%(quantity)s %(unit)s bukan jumlah buah yang bulat.",
                quantity=Fraction(quantity),
                unit=Words(unit.name),
            ),
            field,
        )
    if not 0 < pieces <= MOST_PIECES:
        raise Problem(
            _("%(pieces)s buah di luar batas; paling banyak %(most)s.", pieces=int(pieces), most=MOST_PIECES), field
        )
    return int(pieces)


def price_per_piece(price: int, unit: Unit, field: str | None = None) -> int:
    """Rupiah a piece from rupiah a `unit`. Raises `Problem` if it does not divide into whole rupiah."""
    each, rest = divmod(price, unit.pieces)
    if rest:
        raise Problem(
            _(
                "%(price)s per %(unit)s tidak habis dibagi %(pieces)s buah. Mohon isi harga per buah.",
                price=Rupiah(price),
                unit=Words(unit.name),
                pieces=unit.pieces,
            ),
            field,
        )
    return each


def split_quantity(text: object) -> tuple[object, str]:
    """`10 kodi` typed into one cell, as the number and the unit; anything else as it came, with no unit."""
    if isinstance(text, str):
        match = _QUANTITY.fullmatch(text)
        if match is not None:
            return match["number"], match["unit"].strip(" .")
    return text, ""


def unit_in_heading(heading: str) -> Unit:
    """The unit that a heading such as `Harga per kodi` prices in; pieces if it names none."""
    for word in _LETTERS.split(heading.lower()):
        unit = _BY_NAME.get(word)
        if unit is not None and unit.pieces > 1:
            return unit
    return PIECE


def weeks_in_heading(heading: str) -> Fraction:
    """What turns a capacity under `heading` into a weekly one: 12/52 if it says per month, 1 if it says nothing."""
    words = set(_LETTERS.split(heading.lower()))
    for names, factor in _PERIODS:
        if words.intersection(names):
            return factor
    return Fraction(1)


def _letters(text: object) -> str:
    return _LETTERS.sub("", str(text or "").lower())


def _unknown(text: object, field: str | None) -> Problem:
    known = ", ".join(unit.name if unit.pieces == 1 else f"{unit.name} ({unit.pieces})" for unit in UNITS)
    return Problem(
        _(
            "Satuan “%(unit)s” tidak dikenal. Satuan yang dapat dipakai: %(known)s.",
            unit=str(text).strip(),
            known=known,
        ),
        field,
    )
