"""The two spreadsheets of a joint order: its lines, and the members with what they can make.

Every row that cannot be taken comes back with its number, column and reason; the good rows come back beside them, and
the caller decides whether a part is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from guyub.kernel.days import parse_day
from guyub.kernel.errors import Problem
from guyub.kernel.headings import Column, plain
from guyub.kernel.numbers import parse_count, parse_rupiah
from guyub.kernel.rows import (
    ASK,
    CAPACITY,
    GRADE,
    MIN_LOT,
    PRODUCT,
    RECEIVED,
    UNIT,
    RowReader,
    parse_grade,
    parse_name,
    row_problem,
)
from guyub.kernel.tables import Listing, Row, RowProblem, Table, passed_over, write_rejects
from guyub.kernel.units import weeks_in_heading
from guyub.kernel.words import Rupiah, _


def _required(column: Column) -> Column:
    return Column(column.key, column.title, column.names, required=True, fills=column.fills)


ORDER_COLUMNS = (
    _required(PRODUCT),
    Column(
        "quantity",
        "jumlah/quantity",
        ("quantity", "qty", "kuantitas", "banyaknya", "jumlah pesanan", "jumlah barang", "jumlah", "volume", "jml"),
        required=True,
        fills=False,
    ),
    UNIT,
    Column(
        "price",
        "harga/price",
        ("harga satuan", "unit price", "harga", "price", "harga rp", "harga jual"),
        required=True,
    ),
    GRADE,
    Column(
        "due",
        "tempo/due",
        (
            "tempo", "due", "due date", "jatuh tempo", "tanggal tempo", "tanggal kirim", "batas waktu", "tenggat",
            "deadline", "tanggal selesai", "tgl kirim", "tgl tempo",
        ),
        required=True,
    ),
)  # fmt: skip
MEMBER_COLUMNS = (
    Column(
        "name",
        "nama/member",
        (
            "nama anggota", "member", "anggota", "nama usaha", "member name", "enterprise", "nama ikm", "nama bengkel",
            "usaha", "name", "nama",
        ),
        required=True,
    ),
    _required(PRODUCT),
    _required(CAPACITY),
    UNIT,
    GRADE,
    MIN_LOT,
    ASK,
    RECEIVED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A line of an order. `pieces` is `quantity` of `unit` in pieces, `price` rupiah a piece, `grade` '' for any."""

    row: int
    product: str
    pieces: int
    unit: str
    quantity: Fraction
    price: int
    grade: str
    due: date


@dataclass(frozen=True, slots=True)
class OrderFile:
    """An order as it was read: good lines, why the others were not taken, and notes on what was passed over."""

    lines: tuple[OrderRow, ...]
    problems: tuple[RowProblem, ...]
    notes: tuple[RowProblem, ...]
    listing: Listing

    def rejects(self) -> bytes:
        """The refused rows as XLSX, with the reason in the last column."""
        return write_rejects(self.listing, self.problems)


@dataclass(frozen=True, slots=True)
class AbilityRow:
    """What a member makes: `capacity` pieces a week, '' for a grade not stated, `ask` None for the order's price."""

    row: int
    product: str
    capacity: Fraction
    grade: str
    min_lot: int
    ask: int | None


@dataclass(frozen=True, slots=True)
class MemberRows:
    """A member with all its rows. `received` is rupiah of joint work in the last twelve months."""

    name: str
    abilities: tuple[AbilityRow, ...]
    received: int

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows it stands in."""
        return tuple(ability.row for ability in self.abilities)


@dataclass(frozen=True, slots=True)
class MembersFile:
    """Members as they were read: good ones, why other rows were not taken, and notes on what was passed over."""

    members: tuple[MemberRows, ...]
    problems: tuple[RowProblem, ...]
    notes: tuple[RowProblem, ...]
    listing: Listing

    def rejects(self) -> bytes:
        """The refused rows as XLSX, with the reason in the last column."""
        return write_rejects(self.listing, self.problems)


def read_order(table: Table, *, start: date | None = None) -> OrderFile:
    """The lines of an order. With `start`, a due date before it (or ten years from it) is a problem of its row.

    Raises `Problem` if required columns are missing or there is no row at all.
    """
    listing = table.listing(ORDER_COLUMNS)
    rows, notes = _worth_reading(listing, "product")
    lines: list[OrderRow] = []
    problems: list[RowProblem] = []
    for row in rows:
        reader = RowReader(listing, row)
        line = _order_row(reader, start)
        problems += reader.problems
        if not reader.problems:
            lines.append(line)
    return OrderFile(tuple(lines), tuple(problems), tuple(notes), listing)


def read_members(table: Table) -> MembersFile:
    """Members with their abilities, one or more rows each; names that differ in case or punctuation are one member.

    Refused are a product twice under one name (perhaps two workshops of one name) and a `received` that differs from
    the member's first. Raises `Problem` if required columns are missing or there is no row at all.
    """
    listing = table.listing(MEMBER_COLUMNS)
    rows, notes = _worth_reading(listing, "name")
    weeks = weeks_in_heading(listing.title("capacity"))
    if weeks != 1:
        notes.append(_converted(listing, weeks))
    groups: dict[str, _Group] = {}
    problems: list[RowProblem] = []
    for row in rows:
        reader = RowReader(listing, row)
        name = reader.need("name", parse_name, "")
        ability = _ability(reader, weeks)
        received = reader.may("received", _parse_received, None)
        if not reader.problems:
            groups.setdefault(plain(name), _Group(name)).add(reader, ability, received)
        problems += reader.problems
    members = tuple(MemberRows(group.name, tuple(group.abilities), group.received or 0) for group in groups.values())
    return MembersFile(members, tuple(problems), tuple(notes), listing)


class _Group:
    """The rows of one member as they come together."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.abilities: list[AbilityRow] = []
        self.received: int | None = None

    def add(self, reader: RowReader, ability: AbilityRow, received: int | None) -> None:
        """Take a row, unless it contradicts the ones before it: then `reader` keeps the problem."""
        twin = next((old for old in self.abilities if plain(old.product) == plain(ability.product)), None)
        if twin is not None:
            reader.refuse("name", _same_name_and_product(self.name, ability.product, twin.row))
            return
        if received is not None and self.received is not None and received != self.received:
            reader.refuse("received", _different_received(self.name, self.received, self.abilities[0].row))
            return
        self.received = received if self.received is None else self.received
        self.abilities.append(ability)


def _order_row(reader: RowReader, start: date | None) -> OrderRow:
    quantity, unit, pieces = reader.pieces("quantity", "unit")
    return OrderRow(
        row=reader.row.number,
        product=reader.need("product", parse_name, ""),
        pieces=pieces,
        unit=unit.name,
        quantity=quantity,
        price=reader.need("price", lambda value: reader.price(value, "price"), 0),
        grade=reader.may("grade", parse_grade, ""),
        due=reader.need("due", lambda value: _parse_due(value, start), date.min),
    )


def _ability(reader: RowReader, weeks: Fraction) -> AbilityRow:
    return AbilityRow(
        row=reader.row.number,
        product=reader.need("product", parse_name, ""),
        capacity=reader.capacity("capacity", "unit") * weeks,
        grade=reader.may("grade", parse_grade, ""),
        min_lot=reader.may("min_lot", lambda value: parse_count(value, "min_lot"), 1),
        ask=reader.may("ask", lambda value: reader.price(value, "ask"), None),
    )


def _parse_received(value: object) -> int | None:
    return parse_rupiah(value, "received", zero=True)


def _parse_due(value: object, start: date | None) -> date:
    due = parse_day(value, "due", today=start)
    if start is not None and due < start:
        raise Problem(_("Tempo %(due)s sudah lewat; pekerjaan mulai %(start)s.", due=due, start=start), "due")
    return due


def _worth_reading(listing: Listing, key: str) -> tuple[Sequence[Row], list[RowProblem]]:
    """The rows that are meant as rows, and a note for each other one. Raises `Problem` if none is left."""
    rows: list[Row] = []
    notes: list[RowProblem] = []
    for row in listing.rows:
        words = passed_over(listing, row, key)
        if words is None:
            rows.append(row)
        else:
            notes.append(row_problem(listing, row, key, Problem(words)))
    if not rows:
        raise Problem(_("Tidak ada baris di bawah judul kolom lembar “%(sheet)s”.", sheet=listing.sheet))
    return rows, notes


def _converted(listing: Listing, weeks: Fraction) -> RowProblem:
    words = _("Kapasitas di kolom ini dihitung ke per minggu (dikali %(weeks)s).", weeks=weeks)
    return RowProblem(listing.header, listing.title("capacity"), Problem(words), listing.title("capacity"))


def _same_name_and_product(name: str, product: str, row: int) -> Problem:
    return Problem(
        _(
            "“%(name)s” dengan produk “%(product)s” sudah ada di baris %(row)s. Bila ini usaha lain dengan nama yang "
            "sama, mohon tambahkan pembeda pada namanya, misalnya nama pemilik atau dusun.",
            name=name,
            product=product,
            row=row,
        ),
        "name",
    )


def _different_received(name: str, received: int, row: int) -> Problem:
    return Problem(
        _(
            "Yang diterima “%(name)s” di baris %(row)s adalah %(received)s. Mohon samakan, atau bedakan namanya bila "
            "ini usaha lain.",
            name=name,
            row=row,
            received=Rupiah(received),
        ),
        "received",
    )


def products_of(names: Iterable[str]) -> dict[str, str]:
    """Each product by its plain spelling, to match products that differ only in case, spaces or punctuation."""
    return {plain(name): name for name in reversed(list(names))}
