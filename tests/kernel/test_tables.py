from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.sheets import csv_of, ods, saved, xls, xlsx, zipped

from guyub.kernel.errors import Problem
from guyub.kernel.headings import Column
from guyub.kernel.rows import CAPACITY, PRODUCT
from guyub.kernel.spreadsheets import Limits, Sheet
from guyub.kernel.tables import RowProblem, Table, passed_over, read_table, write_rejects
from guyub.kernel.words import _

NAME = Column("name", "nama/member", ("nama",), required=True)
COLUMNS = (NAME, PRODUCT, CAPACITY)
PEOPLE = [["Nama", "Produk", "Kapasitas"], ["Ani", "Tas", 40.0], ["Budi", "Topi", 25.5]]
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 100


def listed(content: bytes, name: str = "anggota.xlsx"):
    return read_table(content, name).listing(COLUMNS)


def values(listing, key="name"):
    return [listing.value(row, key) for row in listing.rows]


@pytest.mark.parametrize("write", [xlsx, xls, ods], ids=["xlsx", "xls", "ods"])
def test_workbooks_of_every_kind_give_the_same_rows(write):
    listing = listed(write(PEOPLE))
    assert values(listing) == ["Ani", "Budi"]
    assert values(listing, "capacity") == [40.0, 25.5]
    assert [row.number for row in listing.rows] == [2, 3]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_in_every_usual_dress(delimiter, encoding):
    rows = [["Nama", "Produk", "Kapasitas"], ["Café Ani", "Tas", "40"], ["Budi", "Topi – kecil", "25"]]
    listing = listed(csv_of(rows, delimiter, encoding), "anggota.csv")
    assert values(listing) == ["Café Ani", "Budi"]
    assert values(listing, "product") == ["Tas", "Topi – kecil"]


def test_a_csv_may_name_its_own_delimiter_and_keeps_its_row_numbers():
    listing = listed(b"sep=;\r\nNama;Produk\r\n\r\nAni;Tas, besar\r\n", "a.csv")
    assert values(listing, "product") == ["Tas, besar"]
    assert [row.number for row in listing.rows] == [4]


def test_decimal_commas_do_not_make_a_comma_the_delimiter():
    listing = listed(b"Nama;Produk;Kapasitas\nAni;Tas;1,5\nBudi;Tas;2,5\n", "a.csv")
    assert values(listing, "capacity") == ["1,5", "2,5"]


def test_titles_and_gaps_above_the_header_are_passed_over():
    content = xlsx(
        [["DAFTAR ANGGOTA SENTRA RAJUT"], ["Tahun 2026"], [], *PEOPLE, [], ["Citra", "Tas", 5]],
        merged=["A1:C1", "A2:C2"],
    )
    listing = listed(content)
    assert (listing.header, values(listing)) == (4, ["Ani", "Budi", "Citra"])
    assert [row.number for row in listing.rows] == [5, 6, 8]


def test_the_first_sheet_with_the_needed_columns_is_taken():
    content = xlsx([["Petunjuk pengisian"]], Anggota=PEOPLE, Lama=[PEOPLE[0], ["Dedi", "Tas", 1]])
    listing = listed(content)
    assert (listing.sheet, values(listing)) == ("Anggota", ["Ani", "Budi"])


def test_a_hidden_sheet_is_not_read():
    book = openpyxl.Workbook()
    for row in PEOPLE:
        book.active.append(row)
    book.active.sheet_state = "hidden"
    book.create_sheet("Kosong")
    with pytest.raises(Problem, match="kosong"):
        read_table(saved(book), "anggota.xlsx")


def test_a_merged_name_speaks_for_all_its_rows_but_a_merged_number_only_for_the_first():
    content = xlsx([PEOPLE[0], ["Ani", "Tas", 40], ["", "Topi", ""], ["Budi", "Tas", 5]], merged=["A2:A3", "C2:C3"])
    listing = listed(content)
    assert values(listing) == ["Ani", "Ani", "Budi"]
    assert values(listing, "capacity") == [40.0, "", 5.0]
    assert listing.shares_a_cell(listing.rows[1], "capacity")
    assert not listing.shares_a_cell(listing.rows[2], "capacity")


def test_merged_cells_that_overlap_without_end_cost_nothing():
    sheet = Sheet("x", (("Nama",), *(("Ani",),) * 40_000), ((1, 0, 40_000, 0),) * 100_000)
    assert len(Table("x", (sheet,)).listing((NAME,)).rows) == 40_000


def test_a_blank_name_without_a_merged_cell_stays_blank():
    assert values(listed(xlsx([PEOPLE[0], ["Ani", "Tas", 40], ["", "Topi", 5]]))) == ["Ani", ""]


def test_a_header_of_two_merged_rows_is_one_header():
    content = xlsx(
        [["Nama", "Produk", "Kapasitas", ""], ["", "", "buah", "kodi"], ["Ani", "Tas", 40, 2]],
        merged=["A1:A2", "B1:B2", "C1:D1"],
    )
    assert values(listed(content)) == ["Ani"]


def test_numbered_columns_repeated_headers_unnamed_columns_and_blank_ends_are_no_rows():
    rows = [["Nama", "Produk", "Kapasitas", ""], ["(1)", "(2)", "(3)", ""], ["Ani", "Tas", 40, ""]]
    rows += [rows[0], ["Budi", "Tas", 5, "catatan"], *[["", " ", "", ""]] * 30]
    listing = listed(xlsx(rows))
    assert values(listing) == ["Ani", "Budi"]
    assert listing.headings[3] == ""


@pytest.mark.parametrize("total", [["JUMLAH", "", 65], ["", "Total :", 65], ["", "", "Mengetahui, ketua"]])
def test_the_sum_and_the_signature_under_a_table_are_no_rows(total):
    listing = listed(xlsx([*PEOPLE, total]))
    assert [passed_over(listing, row, "name") is None for row in listing.rows] == [True, True, False]


def test_cells_keep_their_types():
    day, moment = date(2026, 12, 3), datetime(2026, 12, 3, 8, 30)  # noqa: DTZ001 - cells have no zone
    listing = listed(xlsx([["Nama", "a", "b", "c", "d"], ["Ani", day, moment, True, timedelta(hours=30)]]))
    assert listing.rows[0].cells == ("Ani", day, moment, True, timedelta(hours=30))


def test_a_formula_counts_with_the_value_it_last_had():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Nama", "Kapasitas"])
        page.write(1, 0, "Ani")
        page.write_formula(1, 1, "=20*2", None, 40)
    assert values(listed(buffer.getvalue()), "capacity") == [40.0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "kosong"),
        (b"\r\n\r\n ", "kosong"),
        (xlsx([]), "kosong"),
        (xlsx([["", " "], []]), "kosong"),
        (PICTURE, "bukan lembar kerja"),
        (b"%PDF-1.7\n\x00\x01", "bukan lembar kerja"),
        (bytes(range(256)), "bukan lembar kerja"),
        (zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<x/>"}), "bukan lembar kerja"),
        (zipped({"xl/workbook.bin": b"x"}), "XLSB"),
        (b"PK\x03\x04 and then nothing", "rusak"),
        (xlsx(PEOPLE)[:-400], "rusak"),
        (zipped({"xl/workbook.xml": "<not xml"}), "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "sandi"),
        (zipped({"content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"}), "sandi"),
        (b"<html><table><tr><td>Nama</td></tr></table></html>", "halaman web"),
        (b'Nama,Produk\nAni,"Tas\nBudi,Tas\nCitra,Tas\n', "baris 2 tidak ditutup"),
        (b"\xff\xfeN", "bukan lembar kerja"),
        (xls(PEOPLE, stray=(65535, 255)), "terlalu besar"),
        (zipped({"xl/workbook.xml": b"\0" * 150_000_000}), "terlalu besar"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_with_the_reason(content, why):
    with pytest.raises(Problem, match=why) as caught:
        read_table(content, "anggota.xlsx")
    assert "anggota.xlsx" in str(caught.value)


def test_a_stray_value_in_the_last_cell_of_a_sheet_does_no_harm():
    book = openpyxl.Workbook()
    book.active["A1"] = "Nama"
    book.active["XFD1048576"] = "x"
    with pytest.raises(Problem, match="terlalu besar"):
        read_table(saved(book), "jauh.xlsx")


def test_too_many_rows_or_columns_are_named():
    limits = Limits(rows=2, columns=3)
    with pytest.raises(Problem, match="3 baris"):
        read_table(xlsx(PEOPLE), "a.xlsx", limits=limits)
    with pytest.raises(Problem, match="3 baris"):
        read_table(csv_of(PEOPLE), "a.csv", limits=limits)
    with pytest.raises(Problem, match="4 kolom"):
        read_table(b"a,b,c,d", "a.csv", limits=limits)


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path, monkeypatch):
    path = tmp_path / "besar.csv"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("it was read"))
    with pytest.raises(Problem, match=r"terlalu besar \(50 MB\); paling besar 10 MB"):
        read_table(path)


def test_missing_columns_are_named_with_the_headings_that_come_nearest():
    with pytest.raises(Problem, match=r"nama/member.*“Produk”, “Kapasitas”"):
        listed(xlsx([["Laporan"], ["Produk", "Kapasitas"], ["Tas", 4]]))


def test_rejects_come_back_with_their_own_columns_and_the_reason():
    day = date(2026, 12, 3)
    listing = listed(xlsx([["Nama", "Tanggal", "Kapasitas"], ["Ani", day, 1.5], ["Budi", "", 5], ["Citra", "x", 7]]))
    problems = [RowProblem(2, "Nama", Problem(_("salah satu."))), RowProblem(2, "Kapasitas", Problem(_("salah dua.")))]
    problems.append(RowProblem(4, "", Problem(_("salah tiga."))))
    sheet = openpyxl.load_workbook(io.BytesIO(write_rejects(listing, problems))).active
    assert [cell.value for cell in sheet[1]] == ["Nama", "Tanggal", "Kapasitas", "alasan"]
    assert [cell.value for cell in sheet[2]][0::2] == ["Ani", 1.5]
    assert sheet["B2"].value.date() == day
    assert sheet["D2"].value == "Nama: salah satu.\nKapasitas: salah dua."
    assert [cell.value for cell in sheet[3]] == ["Citra", "x", 7, "salah tiga."]
    assert sheet.max_row == 3


def test_what_looks_like_a_formula_comes_back_as_text():
    listing = listed(b'Nama,Produk\n"=HYPERLINK(""http://x"")",Tas\n', "a.csv")
    rejects = write_rejects(listing, [RowProblem(2, "Nama", Problem(_("salah.")))])
    cell = openpyxl.load_workbook(io.BytesIO(rejects)).active["A2"]
    assert (cell.data_type, cell.hyperlink, cell.value) == ("s", None, '=HYPERLINK("http://x")')


def test_a_table_survives_being_kept_as_json():
    table = read_table(xlsx([*PEOPLE, ["Citra", date(2026, 12, 3), timedelta(hours=30)]], merged=["A2:A3"]), "a.xlsx")
    assert Table.from_json(table.to_json()) == table


def test_single_cells_can_be_mended_and_rows_left_out():
    table = read_table(xlsx([*PEOPLE, ["Citra"]]), "a.xlsx")
    listing = table.listing(COLUMNS)
    mended = table.corrected(listing, {2: {"capacity": "45"}, 4: {"product": "Tas"}, 99: {"name": "x"}}, left_out=[3])
    rows = mended.listing(COLUMNS)
    assert [(row.number, *row.cells) for row in rows.rows] == [(2, "Ani", "Tas", "45"), (4, "Citra", "Tas", "")]
    assert values(listing, "capacity") == [40.0, 25.5, ""]


@settings(max_examples=300)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode(errors="ignore"))))
def test_any_bytes_are_a_table_or_a_reason(content):
    try:
        assert read_table(content, "apa saja").sheets
    except Problem as problem:
        assert str(problem)  # noqa: PT017
