"""What the files of orders and members have in common: their columns, and reading a row without stopping at a fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from guyub.kernel.errors import Problem
from guyub.kernel.headings import Column, plain
from guyub.kernel.numbers import parse_count, parse_decimal, parse_rupiah
from guyub.kernel.spreadsheets import Cell
from guyub.kernel.tables import Listing, Row, RowProblem, clean_text
from guyub.kernel.units import PIECE, Unit, find_unit, price_per_piece, split_quantity, to_pieces, unit_in_heading
from guyub.kernel.words import Words, _

T = TypeVar("T")

GRADES = ("A", "B", "C")
LONGEST_NAME = 120
_GRADE_WORD = re.compile(r"^(?:mutu|grade|kelas|kualitas|kw)\s+")
_PRICE_UNIT = re.compile(r"(?P<price>.*[0-9].*?)\s*(?:/|\bper\b)\s*(?P<unit>[A-Za-z]+)\.?\s*", re.IGNORECASE)

PRODUCT = Column(
    "product",
    "produk/product",
    (
        "produk", "product", "nama produk", "product name", "nama barang", "barang", "jenis produk", "jenis barang",
        "produk utama", "hasil produksi", "item", "komoditi", "komoditas", "uraian",
    ),
)  # fmt: skip
UNIT = Column("unit", "satuan/unit", ("satuan", "unit", "units", "uom", "sat"))
GRADE = Column("grade", "mutu/grade", ("mutu", "grade", "kelas mutu", "kualitas", "quality", "kelas"))
CAPACITY = Column(
    "capacity",
    "kapasitas/capacity",
    (
        "kapasitas", "capacity", "kapasitas per minggu", "kapasitas mingguan", "weekly capacity", "kapasitas produksi",
        "production capacity", "kemampuan", "kap",
    ),
    fills=False,
)  # fmt: skip
MIN_LOT = Column(
    "min_lot",
    "lot_min/min_lot",
    ("lot min", "min lot", "lot minimum", "minimum lot", "lot minimal", "lot terkecil", "smallest lot", "minimal lot"),
)
ASK = Column(
    "ask",
    "harga/ask",
    (
        "harga", "ask", "harga minta", "harga permintaan", "harga diminta", "asking price", "harga satuan", "ongkos",
        "upah", "price",
    ),
)  # fmt: skip
RECEIVED = Column(
    "received",
    "diterima/received",
    (
        "diterima", "received", "sudah diterima", "diterima 12 bulan", "penerimaan", "pendapatan bersama",
        "received last 12 months",
    ),
)  # fmt: skip


class RowReader:
    """Reads the cells of one row and keeps every problem it meets; the row is good if `problems` stays empty."""

    def __init__(self, listing: Listing, row: Row) -> None:
        self.listing = listing
        self.row = row
        self.problems: list[RowProblem] = []

    def value(self, key: str) -> Cell:
        return self.listing.value(self.row, key)

    def refuse(self, key: str, problem: Problem) -> None:
        """Keep `problem` against the cell in the wanted column `key`."""
        self.problems.append(row_problem(self.listing, self.row, key, problem))

    def may(self, key: str, parse: Callable[[Cell], T], default: T) -> T:
        """The cell in `key` through `parse`; `default` where it is blank, and where it is wrong (a problem is kept)."""
        value = self.value(key)
        if value == "":
            return default
        try:
            return parse(value)
        except Problem as problem:
            self.refuse(key, problem)
            return default

    def need(self, key: str, parse: Callable[[Cell], T], stand_in: T) -> T:
        """As `may`, but a blank cell is a problem too; `stand_in` only fills the place in a row that is refused."""
        if self.value(key) == "":
            self.refuse(key, Problem(self._blank(key), key))
            return stand_in
        return self.may(key, parse, stand_in)

    def _blank(self, key: str) -> Words:
        if self.listing.shares_a_cell(self.row, key):
            return _("Sel ini digabung dengan baris di atasnya. Mohon pisahkan dan isi tiap baris.")
        return _("Mohon diisi.")

    def pieces(self, key: str, unit_key: str) -> tuple[Fraction, Unit, int]:
        """Quantity as written, its unit and the pieces they make; `10 kodi` in one cell is understood."""
        try:
            number, unit = self.number_and_unit(key, unit_key)
            if unit.pieces == 1:
                count = parse_count(number, key)
                return Fraction(count), unit, count
            quantity = parse_decimal(number, key)
            return quantity, unit, to_pieces(quantity, unit, key)
        except Problem as problem:
            self.refuse(problem.field or key, problem)
            return Fraction(0), PIECE, 0

    def capacity(self, key: str, unit_key: str) -> Fraction:
        """Capacity in pieces, from the number and its unit; zero says that the member cannot make it now."""
        try:
            number, unit = self.number_and_unit(key, unit_key)
            return parse_decimal(number, key, zero=True) * unit.pieces
        except Problem as problem:
            self.refuse(problem.field or key, problem)
            return Fraction(0)

    def number_and_unit(self, key: str, unit_key: str) -> tuple[object, Unit]:
        """The number in `key`, and the unit from the same cell, the unit column or the heading, in that order."""
        if self.value(key) == "":
            raise Problem(self._blank(key), key)
        number, written = split_quantity(self.value(key))
        beside = find_unit(self.value(unit_key), unit_key)
        if not written:
            return number, beside if self.value(unit_key) else unit_in_heading(self.listing.title(key))
        unit = find_unit(written, key)
        if self.value(unit_key) and beside.pieces != unit.pieces:
            raise Problem(
                _("Satuan “%(here)s” berbeda dari “%(beside)s” di kolom satuan.", here=unit.name, beside=beside.name),
                key,
            )
        return number, unit

    def price(self, value: Cell, key: str) -> int:
        """Rupiah a piece; `Rp 900.000/kodi` and a heading `Harga per kodi` are divided."""
        unit = unit_in_heading(self.listing.title(key))
        if isinstance(value, str) and (match := _PRICE_UNIT.fullmatch(value)):
            value, unit = match["price"], find_unit(match["unit"], key)
        return price_per_piece(parse_rupiah(value, key), unit, key)


def row_problem(listing: Listing, row: Row, key: str, problem: Problem) -> RowProblem:
    """`problem` at the cell of `row` in the wanted column `key`, under the heading that the sheet has for it."""
    return RowProblem(row.number, listing.title(key), problem, listing.value(row, key))


def parse_name(value: Cell) -> str:
    """A name or product: one line of text that has letters. Raises `Problem`."""
    text = clean_text(value)
    if len(text) > LONGEST_NAME:
        raise Problem(
            _("“%(name)s…” terlalu panjang; paling banyak %(most)s huruf.", name=text[:40], most=LONGEST_NAME)
        )
    if not any(sign.isalpha() for sign in text):
        raise Problem(_("“%(name)s” bukan nama.", name=text))
    return text


def parse_grade(value: Cell) -> str:
    """Grade `A`, `B` or `C`, A best, from `a`, `Mutu A`, `grade b`. Raises `Problem`."""
    grade = _GRADE_WORD.sub("", plain(value)).upper()
    if grade not in GRADES:
        raise Problem(
            _("Mutu “%(grade)s” tidak dikenal. Mohon isi A, B, atau C; A yang terbaik.", grade=clean_text(value)[:40])
        )
    return grade
