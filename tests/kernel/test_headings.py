from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.errors import Problem
from guyub.kernel.headings import match_headings, missing, missing_problem, plain
from guyub.orders.files import MEMBER_COLUMNS, ORDER_COLUMNS
from guyub.sentra.directory import DIRECTORY_COLUMNS

ALL_COLUMNS = (ORDER_COLUMNS, MEMBER_COLUMNS, DIRECTORY_COLUMNS)


@pytest.mark.parametrize(
    "headings",
    [
        ["Produk", "Jumlah", "Satuan", "Harga", "Mutu", "Tempo"],
        ["product", "quantity", "unit", "price", "grade", "due"],
        ["produk/product", "jumlah/quantity", "satuan/unit", "harga/price", "mutu/grade", "tempo/due"],
        ["  NAMA  BARANG ", "Qty.", "Sat.", "Harga (Rp)", "Kelas Mutu", "Jatuh_Tempo"],
        ["Nama Produk", "Jumlah Pesanan", "UNIT", "Harga Satuan (Rp)", "kualitas", "Tgl. Kirim"],
        ["Prodvk", "Jumlaah", "Satuann", "Hargaa", "Mutuu", "Jatuh tenpo"],
    ],
)
def test_an_orders_headings_are_known_in_both_languages_and_misspelt(headings):
    found = match_headings(headings, ORDER_COLUMNS)
    required = {"product": 0, "quantity": 1, "price": 3, "due": 5}
    known = {key: place for key, place in found.items() if key in required}
    if headings[0] == "Prodvk":  # six letters with one wrong are too few to be sure
        assert "product" not in found
        del required["product"]
    assert known == required


def test_a_misspelt_heading_of_a_real_list_is_understood():
    headings = ["nama_perusahaan", "produk_utama", "total_aset", "jumlash_tenaga_kerja", "Alamat"]
    assert match_headings(headings, DIRECTORY_COLUMNS) == {"name": 0, "product": 1, "workers": 3, "address": 4}


def test_order_of_columns_and_strangers_between_them_do_not_matter():
    headings = ["No", "Tempo", "", "Catatan", "Harga", 12.0, "Produk", "Jumlah"]
    assert match_headings(headings, ORDER_COLUMNS) == {"product": 6, "quantity": 7, "price": 4, "due": 1}


def test_the_surer_of_two_headings_wins():
    """`Jumlah` beside `Qty` is the sum in rupiah."""
    found = match_headings(["Produk", "Qty", "Harga", "Jumlah", "Tempo"], ORDER_COLUMNS)
    assert found["quantity"] == 1
    found = match_headings(["Nama Usaha", "Nama", "HP"], DIRECTORY_COLUMNS)
    assert found == {"name": 0, "owner": 1, "phone": 2}


def test_two_equal_headings_are_refused_rather_than_guessed():
    with pytest.raises(Problem, match="Ada dua kolom berjudul “Jumlah”"):
        match_headings(["Produk", "Jumlah", "Harga", "Jumlah", "Tempo"], ORDER_COLUMNS)


def test_the_reason_column_of_a_rejects_file_is_nobody_elses():
    for columns in ALL_COLUMNS:
        assert match_headings(["alasan", "why"], columns) == {}


def test_no_exact_name_belongs_to_two_columns():
    for columns in ALL_COLUMNS:
        for one, other in combinations(columns, 2):
            shared = {plain(name) for name in one.names} & {plain(name) for name in other.names}
            assert shared <= {"nama"}  # an owner's too, where a surer heading names the enterprise


def test_one_columns_name_is_never_fuzzed_into_another_column():
    for columns in ALL_COLUMNS:
        for column in columns:
            for name in column.names:
                found = match_headings([name], columns)
                assert set(found) == {column.key} or name == "nama"


def test_missing_columns_come_in_one_problem_with_what_was_found():
    headings = ["Produk", "Warna", "Jumlah"]
    lacking = missing(match_headings(headings, ORDER_COLUMNS), ORDER_COLUMNS)
    message = str(missing_problem(lacking, headings))
    assert "harga/price, tempo/due" in message
    assert "“Produk”, “Warna”, “Jumlah”" in message


@given(st.lists(st.one_of(st.text(max_size=90), st.floats(), st.none()), max_size=8))
def test_any_headings_give_at_most_one_column_each(headings):
    for columns in ALL_COLUMNS:
        try:
            found = match_headings(headings, columns)
        except Problem:
            continue
        assert len(set(found.values())) == len(found)
