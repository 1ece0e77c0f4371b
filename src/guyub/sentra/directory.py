"""A sentra's list of members as an officer has it: forgiving with what is missing, exact about what it could not use.

A row with a problem is not taken; a note is shown, and the row is taken all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

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
from guyub.kernel.spreadsheets import Cell
from guyub.kernel.tables import Listing, Row, RowProblem, Table, clean_text, passed_over, write_rejects
from guyub.kernel.units import weeks_in_heading
from guyub.kernel.words import Rupiah, Words, _
from guyub.sentra.phones import parse_phones

_NAMES = (
    "nama usaha", "enterprise", "nama perusahaan", "nama industri", "nama ikm", "nama umkm", "nama anggota",
    "perusahaan", "business name", "business", "nama toko", "nama bengkel", "usaha", "anggota", "member", "nama",
    "name",
)  # fmt: skip
_PRODUCTS = (*PRODUCT.names, "jenis usaha", "kegiatan usaha", "kegiatan", "bidang usaha")
DIRECTORY_COLUMNS = (
    Column("name", "nama usaha/enterprise", _NAMES, required=True),
    Column(
        "owner",
        "nama pemilik/owner",
        (
            "nama pemilik", "pemilik", "owner", "owner name", "penanggung jawab", "pimpinan", "nama pengusaha",
            "nama pengrajin", "kontak", "contact", "nama",
        ),
    ),
    Column(
        "phone",
        "telepon/phone",
        (
            "telepon", "phone", "no telepon", "nomor telepon", "no telp", "telp", "no hp", "nomor hp", "hp", "no wa",
            "wa", "whatsapp", "no whatsapp", "phone number", "handphone", "hp wa", "no hp wa", "telepon wa",
        ),
    ),
    Column("address", "alamat/address", ("alamat", "address", "alamat usaha", "alamat lengkap", "jalan", "lokasi")),
    Column(PRODUCT.key, PRODUCT.title, _PRODUCTS),
    CAPACITY,
    UNIT,
    GRADE,
    MIN_LOT,
    ASK,
    Column(
        "workers",
        "tenaga kerja/workers",
        ("tenaga kerja", "workers", "jumlah tenaga kerja", "jumlah pekerja", "pekerja", "karyawan", "employees", "tk"),
    ),
    RECEIVED,
)  # fmt: skip

_BETWEEN_PRODUCTS = re.compile(r"\s*[,;&+\n]+\s*(?![^()]*\))|\s+dan\s+", re.IGNORECASE)
_UPPER = frozenset("UD CV PT PD TB KUB KSM KWT UMKM IKM RT RW II III IV SE ST SH MM".split())  # noqa: SIM905
_MOST_WORKERS = 10_000
MOST_PRODUCTS = 50  # of one business; also keeps a hostile list from costing more than its length
_LONGEST_CELL = 1_000


@dataclass(frozen=True, slots=True)
class Made:
    """What a member makes: `capacity` pieces a week or None if not stated, `ask` None for the order's price."""

    row: int
    product: str
    capacity: Fraction | None = None
    grade: str = ""
    min_lot: int = 1
    ask: int | None = None


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """A member as the list has it, from one or more rows. `received` is rupiah of joint work in twelve months."""

    rows: tuple[int, ...]
    name: str
    owner: str = ""
    phone: str = ""
    other_phones: tuple[str, ...] = ()
    address: str = ""
    workers: int | None = None
    received: int | None = None
    abilities: tuple[Made, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """A list of members as it was read: those that can be taken, why other rows cannot, and what to know besides."""

    rows: tuple[DirectoryRow, ...]
    problems: tuple[RowProblem, ...]
    notes: tuple[RowProblem, ...]
    listing: Listing

    def rejects(self) -> bytes:
        """The refused rows as XLSX, with the reason in the last column."""
        return write_rejects(self.listing, self.problems)


@dataclass(slots=True)
class _Reading:
    """What is known so far while the rows go by."""

    listing: Listing
    weeks: Fraction
    known: frozenset[str]
    members: dict[str, DirectoryRow] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)


def read_directory(table: Table, known_names: Iterable[str] = ()) -> Directory:
    """The members in `table`. `known_names` are enterprises that the sentra has already; they are not taken again.

    Rows of one business name belong together unless owner, telephone or else address differ; then they are a second
    business of that name, and the row is refused with what to do. Raises `Problem` if the file has no column of names
    or no row.
    """
    listing = table.listing(DIRECTORY_COLUMNS)
    reading = _Reading(
        listing, weeks_in_heading(listing.title("capacity")), frozenset(plain(name) for name in known_names)
    )
    _note_on_capacity(reading)
    for row in listing.rows:
        skipped = passed_over(listing, row, "name")
        if skipped is None:
            _take(reading, row)
        else:
            reading.notes.append(row_problem(listing, row, "name", Problem(skipped)))
    if not reading.members and not reading.problems:
        raise Problem(_("Tidak ada baris di bawah judul kolom lembar “%(sheet)s”.", sheet=listing.sheet))
    return Directory(tuple(reading.members.values()), tuple(reading.problems), tuple(reading.notes), listing)


def tidy_owner(text: str) -> str:
    """A person's name as it is written: `SRI WAHYUNI, SE` as `Sri Wahyuni, SE`, `S U K A R D I` as `Sukardi`."""
    words = clean_text(text).split()
    if len(words) > 3 and all(len(word) == 1 for word in words):
        words = ["".join(words)]
    joined = " ".join(words)
    if joined != joined.upper():
        return joined
    return " ".join(word if word.strip("().,") in _UPPER else _capital(word) for word in words)


def split_products(text: str) -> tuple[str, ...]:
    """The products in one cell: `Keripik, Sale pisang & Rengginang` are three. Repeats count once."""
    products: dict[str, str] = {}
    for part in _BETWEEN_PRODUCTS.split(text[:_LONGEST_CELL]):
        product = clean_text(part).strip(" .-")
        if plain(product):
            products.setdefault(plain(product), product)
    return tuple(products.values())


def _take(reading: _Reading, row: Row) -> None:
    reader = RowReader(reading.listing, row)
    member = _member(reader, reading)
    if not reader.problems:
        _join(reading, reader, member)
    reading.problems += reader.problems


def _member(reader: RowReader, reading: _Reading) -> DirectoryRow:
    owner = reader.may("owner", lambda value: tidy_owner(_short(value)), "")
    phones, bad_phones = parse_phones(reader.value("phone"))
    notes: list[tuple[str, Words]] = [
        ("phone", _("“%(phone)s” bukan nomor telepon; anggota dimasukkan tanpa nomor itu.", phone=bad))
        for bad in bad_phones
    ]
    if reader.value("name") == "" and owner:
        name = owner
        notes.append(("name", _("Nama usaha kosong; dipakai nama pemiliknya.")))
    else:
        name = reader.need("name", parse_name, "")
    member = DirectoryRow(
        rows=(reader.row.number,),
        name=name,
        owner=owner,
        phone=phones[0] if phones else "",
        other_phones=phones[1:],
        address=clean_text(reader.value("address"))[:240],
        workers=_workers(reader, notes),
        received=reader.may("received", _parse_received, None),
        abilities=_abilities(reader, reading.weeks, notes),
    )
    reading.notes += [row_problem(reader.listing, reader.row, key, Problem(words)) for key, words in notes]
    return member


def _workers(reader: RowReader, notes: list[tuple[str, Words]]) -> int | None:
    value = reader.value("workers")
    if value == "":
        return None
    try:
        return parse_count(value, zero=True, most=_MOST_WORKERS)
    except Problem as problem:
        notes.append(("workers", problem.words))
        return None


def _abilities(reader: RowReader, weeks: Fraction, notes: list[tuple[str, Words]]) -> tuple[Made, ...]:
    products = split_products(str(reader.value("product")))
    capacity = None
    if reader.value("capacity") != "":
        capacity = reader.capacity("capacity", "unit") * weeks
    grade = reader.may("grade", parse_grade, "")
    min_lot = reader.may("min_lot", lambda value: parse_count(value, "min_lot"), 1)
    ask = reader.may("ask", lambda value: reader.price(value, "ask"), None)
    if len(products) > 1 and capacity is not None:
        notes.append(("capacity", _("Kapasitas ini dipakai untuk tiap produk di baris ini; mohon periksa.")))
    if not products and capacity is not None:
        notes.append(("capacity", _("Kapasitas tidak dipakai karena produknya kosong.")))
    number = reader.row.number
    return tuple(Made(number, product[:120], capacity, grade, min_lot, ask) for product in products)


def _join(reading: _Reading, reader: RowReader, member: DirectoryRow) -> None:
    """Put `member` among the others, or refuse its row because of one that has its name."""
    key = plain(member.name)
    if key in reading.known:
        reader.refuse("name", Problem(_("“%(name)s” sudah terdaftar di sentra ini.", name=member.name), "name"))
        return
    other = reading.members.get(key)
    if other is None:
        reading.members[key] = member
        return
    if not _same_business(other, member):
        reader.refuse("name", _two_of_one_name(other, member))
        return
    if len(other.abilities) + len(member.abilities) > MOST_PRODUCTS:
        reader.refuse("product", Problem(_("Paling banyak %(most)s produk untuk satu usaha.", most=MOST_PRODUCTS)))
        return
    there = {plain(made.product) for made in other.abilities}
    if not member.abilities or any(plain(made.product) in there for made in member.abilities):
        reader.refuse("name", _written_twice(other))
        return
    if None not in (other.received, member.received) and other.received != member.received:
        reader.refuse("received", _different_received(other))
        return
    reading.members[key] = _joined(other, member)


def _same_business(one: DirectoryRow, other: DirectoryRow) -> bool:
    if one.owner and other.owner:
        return plain(one.owner) == plain(other.owner)
    if one.phone and other.phone:
        return one.phone == other.phone
    if one.address and other.address:
        return plain(one.address) == plain(other.address)
    return True


def _joined(first: DirectoryRow, more: DirectoryRow) -> DirectoryRow:
    phones = dict.fromkeys(p for p in (first.phone, *first.other_phones, more.phone, *more.other_phones) if p)
    return replace(
        first,
        rows=first.rows + more.rows,
        owner=first.owner or more.owner,
        phone=next(iter(phones), ""),
        other_phones=tuple(phones)[1:],
        address=first.address or more.address,
        workers=first.workers if first.workers is not None else more.workers,
        received=first.received if first.received is not None else more.received,
        abilities=first.abilities + more.abilities,
    )


def _note_on_capacity(reading: _Reading) -> None:
    listing = reading.listing
    if "capacity" not in listing.places:
        return
    title = listing.title("capacity")
    if reading.weeks != 1:
        words = _("Kapasitas di kolom ini dihitung ke per minggu (dikali %(weeks)s).", weeks=reading.weeks)
    elif "minggu" in plain(title) or "week" in plain(title):
        return
    else:
        words = _("Kapasitas di kolom ini dibaca per minggu. Bila bukan, tulis misalnya “Kapasitas per bulan”.")
    reading.notes.append(RowProblem(listing.header, title, Problem(words), title))


def _capital(word: str) -> str:
    """`NUR-AINI` as `Nur-Aini`, `(PAK` as `(Pak`, but `MA'RUF` as `Ma'ruf`."""
    return re.sub(r"[^\W\d_]+(?:['’`.][^\W\d_]+)*", lambda match: match[0].capitalize(), word)


def _short(value: Cell) -> str:
    return clean_text(value)[:120]


def _parse_received(value: Cell) -> int | None:
    return parse_rupiah(value, "received", zero=True)


def _two_of_one_name(other: DirectoryRow, member: DirectoryRow) -> Problem:
    mark = member.owner or member.address[:30] or "…"
    return Problem(
        _(
            "“%(name)s” sudah ada di baris %(row)s dengan pemilik, telepon, atau alamat lain. Bila ini dua usaha, "
            "mohon bedakan namanya, misalnya “%(example)s”.",
            name=other.name,
            row=other.rows[0],
            example=f"{member.name} ({mark})",
        ),
        "name",
    )


def _written_twice(other: DirectoryRow) -> Problem:
    return Problem(
        _(
            "“%(name)s” dengan produk yang sama sudah ada di baris %(row)s. "
            "Bila ini usaha lain, mohon bedakan namanya.",
            name=other.name,
            row=other.rows[0],
        ),
        "name",
    )


def _different_received(other: DirectoryRow) -> Problem:
    return Problem(
        _(
            "Yang diterima “%(name)s” di baris %(row)s adalah %(received)s. Mohon samakan.",
            name=other.name,
            row=other.rows[0],
            received=Rupiah(other.received or 0),
        ),
        "received",
    )
