from __future__ import annotations

import io
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.sheets import real_lists, xlsx

from guyub.kernel.errors import Problem
from guyub.kernel.tables import read_table
from guyub.sentra.directory import read_directory, split_products, tidy_owner
from guyub.sentra.phones import parse_phones

HEADINGS = ["Nama Usaha", "Nama Pemilik", "Alamat", "No Telp", "Tenaga Kerja", "Kapasitas Produksi", "Produk", None]


def directory(*rows, headings=HEADINGS, known=()):
    return read_directory(read_table(xlsx([headings, *rows]), "anggota.xlsx"), known)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("0812-3456-7890", ["+6281234567890"]),
        (81234567890.0, ["+6281234567890"]),
        (6281234567890.0, ["+6281234567890"]),
        ("81234567890.0", ["+6281234567890"]),
        ("+62 812 3456 7890", ["+6281234567890"]),
        ("(0335) 421234, 081234567890", ["+62335421234", "+6281234567890"]),
        ("0812-3456-7890 / 0857 1234 5678", ["+6281234567890", "+6285712345678"]),
        ("0335 - 421234 atau 081234567890", ["+62335421234", "+6281234567890"]),
        ("WA: 0812.3456.7890; 081234567890", ["+6281234567890"]),
        ("+65 9123 4567", ["+6591234567"]),
        ("-", []),
        (".", []),
        ("tidak ada", []),
        ("", []),
    ],
)
def test_telephone_numbers_are_read_from_what_lists_hold(written, numbers):
    assert parse_phones(written) == (tuple(numbers), ())


@pytest.mark.parametrize("written", ["9.99999e+999", "6.28123E+12", "0821", "999999", float("inf"), "rumah"])
def test_what_is_no_telephone_number_is_set_aside(written):
    good, bad = parse_phones(written)
    assert (good, len(bad)) == ((), 1)


@given(st.one_of(st.text(), st.floats(), st.integers()))
def test_any_cell_gives_numbers_in_one_form(value):
    for number in parse_phones(value)[0]:
        assert number.startswith("+")
        assert number[1:].isdigit()
        assert len(number) <= 16


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("SRI WAHYUNI", "Sri Wahyuni"),
        ("  HJ.  NUR-AINI ", "Hj. Nur-Aini"),
        ("MA'RUF, SE", "Ma'ruf, SE"),
        ("CV MAJU JAYA", "CV Maju Jaya"),
        ("S U K A R D I", "Sukardi"),
        ("H. ABDUL (PAK DUL)", "H. Abdul (Pak Dul)"),
        ("Siti aminah", "Siti aminah"),
    ],
)
def test_an_owner_in_capitals_is_written_as_a_name(written, tidy):
    assert tidy_owner(written) == tidy


def test_several_products_in_one_cell_are_told_apart():
    assert split_products("Keripik, Sale pisang & Rengginang") == ("Keripik", "Sale pisang", "Rengginang")
    assert split_products("Kue dan roti; kue") == ("Kue", "roti")
    assert split_products("Keripik (pedas, manis)") == ("Keripik (pedas, manis)",)
    assert split_products(" - ") == ()


def test_a_list_with_the_usual_faults_is_read():
    found = directory(
        ["  Rajut   Melati ", "SITI AMINAH", "Jl. Mawar 3", "9.99999e+999", 4, 120, "Sweter, Syal", ""],
        ["-", "BUDI", "-", "-", "-", "-", "Topi"],
        ["Rajut Kenanga", "Tini", "Jl. Anggrek", "0812-3456-7890 / 0857-1234-5678", "banyak", "", ""],
        ["JUMLAH", "", "", "", 6, 120, ""],
        ["Mengetahui, ketua sentra"],
    )
    assert not found.problems
    melati, budi, kenanga = found.rows
    assert (melati.name, melati.owner, melati.phone, melati.workers) == ("Rajut Melati", "Siti Aminah", "", 4)
    assert [(made.product, made.capacity) for made in melati.abilities] == [("Sweter", 120), ("Syal", 120)]
    assert (budi.name, budi.address, budi.workers, budi.abilities[0].capacity) == ("Budi", "", None, None)
    assert (kenanga.phone, kenanga.other_phones, kenanga.workers) == ("+6281234567890", ("+6285712345678",), None)
    assert [(note.row, note.column) for note in found.notes] == [
        (1, "Kapasitas Produksi"),
        (2, "No Telp"),
        (2, "Kapasitas Produksi"),
        (3, "Nama Usaha"),
        (4, "Tenaga Kerja"),
        (5, "Nama Usaha"),
        (6, "Nama Usaha"),
    ]


def test_a_list_needs_nothing_but_names():
    found = directory(["Rajut Melati"], ["Rajut Kenanga"], headings=["Nama"])
    assert [row.name for row in found.rows] == ["Rajut Melati", "Rajut Kenanga"]
    with pytest.raises(Problem, match="nama usaha/enterprise"):
        directory(["Jl. Mawar"], headings=["Alamat"])
    with pytest.raises(Problem, match="Tidak ada baris"):
        directory(headings=["Nama"])


def test_a_row_for_each_product_is_one_member():
    headings = ["nama usaha", "pemilik", "produk", "kapasitas per minggu", "mutu", "lot min", "harga", "diterima"]
    found = directory(
        ["Melati", "Siti", "Sweter", "12,5", "a", 10, "45rb", "1,5 jt"],
        ["melati", "SITI", "Syal", 30, "", "", "", ""],
        headings=headings,
    )
    (melati,) = found.rows
    assert (melati.rows, melati.received, found.notes) == ((2, 3), 1_500_000, ())
    first, second = melati.abilities
    assert (first.capacity, first.grade, first.min_lot, first.ask) == (Fraction(25, 2), "A", 10, 45_000)
    assert (second.product, second.grade, second.min_lot, second.ask) == ("Syal", "", 1, None)


def test_two_businesses_of_one_name_are_refused_with_a_name_to_use():
    found = directory(["Berkah", "Siti"], ["BERKAH", "TINI"], headings=HEADINGS[:2])
    (problem,) = found.problems
    assert (problem.row, len(found.rows)) == (3, 1)
    assert "“BERKAH (Tini)”" in str(problem.words)


def test_a_member_written_twice_or_known_already_is_refused():
    found = directory(
        ["Melati", "Siti"], ["Melati", "Siti"], ["Kenanga", "Tini"], headings=HEADINGS[:2], known=["KENANGA"]
    )
    assert [problem.row for problem in found.problems] == [3, 4]
    assert "sudah ada di baris 2" in str(found.problems[0].words)
    assert "sudah terdaftar" in str(found.problems[1].words)


def test_numbers_that_decide_shares_refuse_their_row_others_only_leave_a_note():
    found = directory(["Melati", "Siti", "", "", -1, -5, "Tas"], ["Kenanga", "Tini", "", "rumah", "x", 10, "Tas"])
    assert [(problem.row, problem.column) for problem in found.problems] == [(2, "Kapasitas Produksi")]
    assert [row.name for row in found.rows] == ["Kenanga"]
    sheet = openpyxl.load_workbook(io.BytesIO(found.rejects())).active
    assert (sheet.max_row, sheet["A2"].value) == (2, "Melati")


def test_a_real_survey_is_taken_row_by_row():
    (survey,) = (path for path in real_lists() if path.name.startswith("bangkit"))
    found = read_directory(read_table(survey))
    taken = {number for row in found.rows for number in row.rows}
    refused = {problem.row for problem in found.problems}
    assert taken | refused == set(range(2, 202))
    assert len(taken) > 190
    assert all(row.workers is not None for row in found.rows)


def test_a_real_list_of_something_else_is_refused_with_its_headings():
    for path in real_lists():
        if path.name.startswith("bangkit"):
            continue
        with pytest.raises(Problem, match=r"Kolom nama usaha/enterprise tidak ditemukan. Judul yang ada"):
            read_directory(read_table(path))
