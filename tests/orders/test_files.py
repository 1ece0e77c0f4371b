from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.sheets import csv_of, real_lists, xlsx

from guyub.kernel.errors import Problem
from guyub.kernel.tables import read_table
from guyub.orders.files import read_members, read_order

START = date(2026, 11, 23)
ORDER = ["Produk", "Jumlah", "Satuan", "Harga", "Mutu", "Tempo"]
MEMBERS = ["Nama", "Produk", "Kapasitas", "Mutu", "Lot min", "Harga", "Diterima"]
GOOD_LINE = ["Sweter", 10, "kodi", 45000, "A", date(2027, 1, 15)]


def order(*rows, headings=ORDER, start=START, merged=()):
    return read_order(read_table(xlsx([headings, *rows], merged=merged), "pesanan.xlsx"), start=start)


def members(*rows, headings=MEMBERS, merged=()):
    return read_members(read_table(xlsx([headings, *rows], merged=merged), "anggota.xlsx"))


def only_problem(file):
    (problem,) = file.problems
    return problem.row, problem.column, str(problem.words)


def test_an_order_is_read_into_pieces():
    file = order(
        GOOD_LINE,
        ["Syal", "1.500", "", "Rp 12.500,-", "mutu b", "3 Des 2026"],
        ["Topi", "5 lusin", "", "8rb", "-", 46359],
    )
    assert not file.problems
    assert [(line.product, line.pieces, line.price, line.grade, line.due) for line in file.lines] == [
        ("Sweter", 200, 45_000, "A", date(2027, 1, 15)),
        ("Syal", 1500, 12_500, "B", date(2026, 12, 3)),
        ("Topi", 60, 8_000, "", date(2026, 12, 3)),
    ]
    assert [(line.row, line.quantity, line.unit) for line in file.lines] == [
        (2, 10, "kodi"),
        (3, 1500, "buah"),
        (4, 5, "lusin"),
    ]


@pytest.mark.parametrize(
    ("place", "value", "column", "why"),
    [
        (0, "", "Produk", "Mohon diisi"),
        (0, "---", "Produk", "Mohon diisi"),
        (0, 12, "Produk", "bukan nama"),
        (1, "", "Jumlah", "Mohon diisi"),
        (1, -5, "Jumlah", "kurang dari nol"),
        (1, 0, "Jumlah", "lebih dari nol"),
        (1, 10**9, "Jumlah", "terlalu besar"),
        (1, "sepuluh", "Jumlah", "bukan angka"),
        (1, "5 lusin", "Jumlah", "berbeda dari “kodi”"),
        (1, date(2026, 5, 1), "Jumlah", "menjadi tanggal"),
        (2, "kg", "Satuan", "tidak dikenal"),
        (3, "", "Harga", "Mohon diisi"),
        (3, "-45000", "Harga", "kurang dari nol"),
        (3, "9.99999e+999", "Harga", "dipersingkat Excel"),
        (3, 10**13, "Harga", "terlalu besar"),
        (4, "premium", "Mutu", "A, B, atau C"),
        (5, "", "Tempo", "Mohon diisi"),
        (5, "12/31/2026", "Tempo", "31/12/2026"),
        (5, "besok", "Tempo", "bukan tanggal"),
        (5, date(2026, 11, 22), "Tempo", "sudah lewat"),
        (5, date(2126, 11, 22), "Tempo", "terlalu jauh"),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_reason_and_good_rows_stay(place, value, column, why):
    bad = [*GOOD_LINE]
    bad[place] = value
    file = order(bad, GOOD_LINE)
    row, where, reason = only_problem(file)
    assert (row, where) == (2, column)
    assert why in reason
    assert [line.row for line in file.lines] == [3]


def test_a_point_that_excel_took_for_a_decimal_point_is_pointed_out():
    *_, reason = only_problem(order(["Syal", 1.5, "pcs", 5000, "", date(2027, 1, 5)]))
    assert "Bila maksud Anda 1.500" in reason


def test_all_faults_of_a_row_come_at_once_and_go_back_with_it():
    file = order(["Syal", -1, "kg", "gratis", "Z", "besok"], GOOD_LINE)
    assert [problem.column for problem in file.problems] == ["Satuan", "Harga", "Mutu", "Tempo"]
    sheet = openpyxl.load_workbook(io.BytesIO(file.rejects())).active
    assert sheet.max_row == 2
    assert sheet["G1"].value == "alasan"
    assert sheet["G2"].value.count("\n") == 3


def test_a_price_may_be_for_a_kodi_if_it_says_so():
    headings = ["Produk", "Jumlah", "Harga per kodi", "Tempo"]
    file = order(["Sweter", 40, 900_000, "15/1/2027"], headings=headings)
    assert file.lines[0].price == 45_000
    file = order(["Sweter", 40, "Rp 540.000/lusin", "15/1/2027"], headings=["Produk", "Jumlah", "Harga", "Tempo"])
    assert file.lines[0].price == 45_000
    assert "tidak habis dibagi" in only_problem(order(["Sweter", 40, 900_001, "15/1/2027"], headings=headings))[2]


def test_a_quantity_merged_over_two_lines_is_asked_for_again():
    file = order(GOOD_LINE, ["Syal", "", "kodi", 4000, "", date(2027, 1, 5)], merged=["B2:B3"])
    assert "digabung dengan baris di atasnya" in only_problem(file)[2]


def test_a_due_date_merged_over_two_lines_is_of_both():
    file = order(GOOD_LINE, ["Syal", 3, "kodi", 4000, "", ""], merged=["F2:F3"])
    assert [line.due for line in file.lines] == [date(2027, 1, 15)] * 2


def test_the_sum_row_is_passed_over_with_a_note():
    file = order(GOOD_LINE, ["TOTAL", 200, "", 9_000_000, "", ""])
    assert (len(file.lines), file.problems) == (1, ())
    assert [(note.row, str(note.words)) for note in file.notes] == [(3, "Baris jumlah dilewati.")]


def test_missing_columns_are_all_named_at_once():
    with pytest.raises(Problem, match=r"harga/price, tempo/due.*“Produk”, “Jumlah”"):
        order(["Sweter", 3], headings=["Produk", "Jumlah"])


def test_headings_without_rows_are_no_order():
    with pytest.raises(Problem, match="Tidak ada baris"):
        order()


def test_members_are_read_with_blanks_as_agreed():
    file = members(
        ["UD Maju", "Sweter", 40, "A", 10, 43000, "Rp 1.500.000"],
        ["ud. maju", "Syal", "12,5", "", "", "", ""],
        ["Bu Tini", "Sweter", "2 kodi", "b", "-", "", 0],
    )
    assert not file.problems
    first, second = file.members
    assert (first.name, first.received, first.rows) == ("UD Maju", 1_500_000, (2, 3))
    made = first.abilities[1]
    assert (made.capacity, made.grade, made.min_lot, made.ask) == (Fraction(25, 2), "", 1, None)
    assert (second.abilities[0].capacity, second.abilities[0].grade, second.received) == (40, "B", 0)


def test_a_capacity_a_month_is_turned_into_one_a_week_with_a_note():
    headings = ["Nama", "Produk", "Kapasitas per bulan"]
    file = members(["Ani", "Tas", 52], headings=headings)
    assert file.members[0].abilities[0].capacity == 12
    assert "per minggu" in str(file.notes[0].words)


def test_two_members_of_one_name_are_told_apart_or_refused():
    file = members(["Berkah", "Tas", 40], ["BERKAH", "tas", 30], ["Berkah", "Topi", 5], headings=MEMBERS[:3])
    row, column, reason = only_problem(file)
    assert (row, column) == (3, "Nama")
    assert "sudah ada di baris 2" in reason
    assert "pembeda" in reason
    assert [made.product for made in file.members[0].abilities] == ["Tas", "Topi"]


def test_what_a_member_received_must_be_the_same_on_all_its_rows():
    file = members(["Ani", "Tas", 4, "", "", "", 500_000], ["Ani", "Topi", 4, "", "", "", 600_000])
    row, column, reason = only_problem(file)
    assert (row, column) == (3, "Diterima")
    assert "Rp\u00a0500.000" in reason


def test_a_name_merged_over_its_products_is_of_all_of_them():
    file = members(["Ani", "Tas", 4], ["", "Topi", 5], headings=MEMBERS[:3], merged=["A2:A3"])
    assert [len(member.abilities) for member in file.members] == [2]


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        (0, ".", "Mohon diisi"),
        (2, "-", "Mohon diisi"),
        (2, -3, "kurang dari nol"),
        (2, "banyak", "bukan angka"),
        (3, "AA", "A, B, atau C"),
        (4, "1,5", "bukan bilangan bulat"),
        (4, 0, "lebih dari nol"),
        (5, "murah", "bukan angka"),
        (6, -1, "kurang dari nol"),
    ],
)
def test_a_wrong_cell_of_a_member_is_named(place, value, why):
    row = ["Ani", "Tas", 4, "A", 1, 5000, 0]
    row[place] = value
    file = members(row, ["Budi", "Tas", 4, "A", 1, 5000, 0])
    number, column, reason = only_problem(file)
    assert (number, column) == (2, MEMBERS[place])
    assert why in reason
    assert [member.name for member in file.members] == ["Budi"]


CELLS = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12).filter(
        lambda t: '"' not in t
    ),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.sampled_from(["Tas", "Ani", "10", "kodi", "45rb", "A", "3/12/2026", "-", "Total"]),
)


@settings(max_examples=200)
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=5))
def test_every_row_of_any_file_is_taken_or_refused_with_a_reason(rows):
    for read, headings in ((read_order, ORDER), (read_members, MEMBERS)):
        cells = [[cell.replace("\t", " ") for cell in row] for row in rows]
        try:
            file = read(read_table(csv_of([headings, *cells], "\t"), "x.csv"))
        except Problem:
            continue
        good = file.lines if read is read_order else [made for member in file.members for made in member.abilities]
        refused = {problem.row for problem in file.problems}
        passed_over = {note.row for note in file.notes}
        assert {line.row for line in good} | refused | passed_over == {row.number for row in file.listing.rows}
        assert not {line.row for line in good} & refused


def test_a_real_list_that_is_no_order_says_what_is_missing():
    for path in real_lists():
        for read in (read_order, read_members):
            with pytest.raises(Problem, match=r"Kolom .* tidak ditemukan. Judul yang ada"):
                read(read_table(path))
