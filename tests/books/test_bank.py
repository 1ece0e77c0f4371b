"""A bank's statement: read whatever the bank, never twice, matched at most once, and written in the owner's terms."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.sheets import csv_of, xlsx

from guyub.books.rules.bank import Statement, fingerprints, read_statement, rounded
from guyub.books.rules.bank_layout import Layout, check_layout, find_header, headings_key, recognise
from guyub.books.rules.matching import Dated, Guess, Told, guess, habit_key, match
from guyub.books.rules.meaning import EventKind
from guyub.kernel.errors import Problem
from guyub.kernel.webtables import read_any_table

TODAY = date(2026, 11, 23)
KLIKBCA = b"""Date,Description,Branch,Amount,,Balance
'PEND,TRSF E-BANKING DB PASAR,'0000,15000.00,DB,0.00
'02/11/2026,TRSF E-BANKING DB 0211/FTSCY BENANG,'0000,1250000.00,DB,1750000.50
'01/11/2026,SALDO AWAL,'0000,0.00,CR,1500000.50
'01/11/2026,TRSF E-BANKING CR 0111/FTFVA TOKO MAJU,'0000,1500000.00,CR,3000000.50
'03/11/2026,BUNGA,'0000,1234.56,CR,1751235.06
'03/11/2026,BIAYA ADM,'0000,15000.00,DB,1736235.06
Saldo Awal,:,1500000.50
Mutasi Kredit,:,1501234.56
"""
BCA_FIRM = b"""Tanggal Transaksi,Keterangan,Cabang,Jumlah
01/11/2026,"TRSF E-BANKING CR TOKO MAJU","0000","1,500,000.00 CR"
02/11/2026,"KARTU DEBIT TOKO BENANG","0000","250000.00 DB"
"""
BCA_PAGE = """<html><head><style>td{x:y}</style></head><body><table>
<tr><td>Periode</td><td>01/01/2026 - 31/01/2026</td></tr>
<tr><th>Tanggal</th><th>Keterangan</th><th>Cabang</th><th>Mutasi</th><th>Saldo</th></tr>
<tr><td>01/01</td><td>TRSF E-BANKING<br>CR TOKO MAJU</td><td>0000</td>
<td>&nbsp;1,500,000.00&nbsp;CR</td><td>2,500,000.00</td></tr>
<tr><td>31/01</td><td>BIAYA ADM</td><td>0000</td><td>15,000.00 DB</td><td>2,485,000.00</td></tr>
</table></body></html>"""
MANDIRI_MCM = b"""Account No,Date,Val. Date,Transaction Code,Description,Description,Reference No.,Debit,Credit
0001,01/11/26,01/11/26,6902,"KR TOKO MAJU ","BKS   ",,".00","1,500,000.00"
0001,02/11/26,02/11/26,7500,"TRF KE BENANG","JAYA",,"250,000.00",".00"
,,,,"LANJUTAN KETERANGAN",,,,
"""
TWO_SIDES = {
    "Mandiri Excel": [
        *("Tgl.", "Tgl. Val.", "Rincian Transaksi", "No. Referensi"),
        *("Debit", "Kredit", "Saldo", "Branch Code"),
    ],
    "BRI": [
        *("ID", "NOREK", "TGL_TRAN", "TGL_EFEKTIF", "JAM_TRAN", "SEQ", "DESK_TRAN"),
        *("SALDO_AWAL_MUTASI", "MUTASI_DEBIT", "MUTASI_KREDIT", "SALDO_AKHIR"),
    ],
    "BRI too": [
        *("ID", "NOREK", "TGL_TRAN", "TGL_EFEKTIF", "JAM_TRAN", "SEQ", "DESK_TRAN"),
        *("SALDO_AWAL_MUTASI", "MUTASI_DEBET", "MUTASI_KREDIT", "SALDO_AKHIR_MUTASI"),
    ],
    "Jatim": [
        *("Post Date", "Effective Date", "Account", "Name", "Description"),
        *("Currency", "Debit", "Credit", "Balance", "Reference No"),
    ],
}
BNI = ["No.", "Tanggal Kirim", "Cabang", "Journal No.", "Deskripsi", "Amount", "Db/ Cr"]


def read(content: bytes, name: str = "mutasi.csv", layout: Layout | None = None) -> Statement:
    table = read_any_table(content, name)
    header = find_header(table, {})
    if layout is not None:
        header = find_header(table, {headings_key(header.headings): layout})
    return read_statement(header, TODAY)


def short(found: Statement) -> list[tuple[str, str, int]]:
    return [(line.day.isoformat()[5:], line.words, line.amount) for line in found.lines]


def test_klikbca_of_a_person() -> None:
    found = read(KLIKBCA)
    assert short(found) == [
        ("11-02", "TRSF E-BANKING DB 0211/FTSCY BENANG", -1_250_000),
        ("11-01", "TRSF E-BANKING CR 0111/FTFVA TOKO MAJU", 1_500_000),
        ("11-03", "BUNGA", 1235),
        ("11-03", "BIAYA ADM", -15_000),
    ]
    assert [(each.row, "diproses" in str(each.words)) for each in found.left_out] == [(2, True)]
    assert [(each.row, "dibulatkan" in str(each.words)) for each in found.notes] == [(6, True)]
    assert found.closing == 1_736_235, "the balances tie in whatever order the rows stand"


def test_a_line_that_is_missing_is_noticed_by_the_balances() -> None:
    without = b"\n".join(line for line in KLIKBCA.split(b"\n") if b"BENANG" not in line)
    notes = [note for note in read(without).notes if "hilang" in str(note.words)]
    assert [note.value for note in notes] == ["BUNGA"]


def test_bca_of_a_firm() -> None:
    assert short(read(BCA_FIRM)) == [
        ("11-01", "TRSF E-BANKING CR TOKO MAJU", 1_500_000),
        ("11-02", "KARTU DEBIT TOKO BENANG", -250_000),
    ]


def test_bca_that_is_a_web_page_without_years() -> None:
    found = read(BCA_PAGE.encode(), "mutasi.xls")
    assert [(line.day, line.words, line.amount, line.balance) for line in found.lines] == [
        (date(2026, 1, 1), "TRSF E-BANKING CR TOKO MAJU", 1_500_000, 2_500_000),
        (date(2026, 1, 31), "BIAYA ADM", -15_000, 2_485_000),
    ]
    without_period = BCA_PAGE.replace("01/01/2026 - 31/01/2026", "")
    assert read(without_period.encode()).lines[0].day == date(2026, 1, 1), "else the last such day that has been"


def test_mandiri_with_two_columns_of_one_name() -> None:
    assert short(read(MANDIRI_MCM)) == [
        ("11-01", "KR TOKO MAJU BKS", 1_500_000),
        ("11-02", "TRF KE BENANG JAYA LANJUTAN KETERANGAN", -250_000),
    ]


@pytest.mark.parametrize("name", TWO_SIDES)
def test_banks_with_a_column_for_each_side(name: str) -> None:
    headings = TWO_SIDES[name]
    layout = recognise(headings)
    assert layout is not None
    rows = []
    for day, words, out, into, balance in (
        (date(2026, 11, 1), "TOKO MAJU", 0, 1_500_000, 2_500_000),
        (date(2026, 11, 2), "BIAYA", 6500, 0, 2_493_500),
    ):
        row: list[object] = ["00123"] * len(headings)
        row[layout.day], row[layout.words[0]] = day, words
        row[layout.debit or 0], row[layout.credit or 0], row[layout.balance or 0] = out, into, balance
        rows.append(row)
    found = read(xlsx([["Rekening Koran"], [], headings, *rows]), "mutasi.xlsx")
    assert short(found) == [("11-01", "TOKO MAJU", 1_500_000), ("11-02", "BIAYA", -6500)]
    assert found.closing == 2_493_500
    assert not found.notes


def test_bni_with_the_side_in_a_column() -> None:
    rows = [
        BNI,
        ["1", "01/11/2026", "0", "7", "TOKO MAJU", "1,500,000.00", "C"],
        ["2", "2/11/2026", "0", "8", "ATM", 50000, "D"],
    ]
    assert short(read(xlsx(rows), "bni.xlsx")) == [("11-01", "TOKO MAJU", 1_500_000), ("11-02", "ATM", -50_000)]


def test_a_sign_tells_the_side_where_any_line_has_one() -> None:
    head = ["Tanggal", "Keterangan", "Jumlah"]
    rows = [["01/11/2026", "TOKO", "1.500"], ["02/11/2026", "ATM", "-70"], ["03/11/2026", "PAJAK", "(5)"]]
    found = read(csv_of([head, *rows], ";"))
    assert short(found) == [("11-01", "TOKO", 1500), ("11-02", "ATM", -70), ("11-03", "PAJAK", -5)]
    assert not read(csv_of([head, rows[0]], ";")).lines, "without any sign nobody can tell"


@pytest.mark.parametrize("file", ["bca_personal_layout.csv", "mandiri_business_layout.csv"])
def test_layouts_as_banks_send_them(file: str) -> None:
    folder = os.environ.get("GUYUB_SHARED_DATA")
    if not folder:
        pytest.skip("GUYUB_SHARED_DATA names no folder")
    found = read((Path(folder) / "books/bank" / file).read_bytes(), file)
    assert len(found.lines) == 4
    assert not found.left_out


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["31/02/2026", "x", "5.00 CR"], "kalender"),
        (["01/12/2026", "x", "5.00 CR"], "belum tiba"),
        (["01/11/2026", "x", "lima CR"], "bukan jumlah"),
        (["01/11/2026", "x", "5.00"], "DB atau CR"),
        (["01/11/2026", "x", "0.00 CR"], "Tidak ada jumlah"),
        (["01/11/2026", "x", "9" * 30 + " CR"], "terlalu besar"),
        (["kemarin", "x", "5.00 CR"], "bukan tanggal"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_left_out(row: list[str], why: str) -> None:
    found = read(csv_of([["Tanggal", "Keterangan", "Mutasi"], ["01/11/2026", "baik", "7.00 CR"], row], ";"))
    assert [line.words for line in found.lines] == ["baik"]
    assert [(each.row, why in str(each.words)) for each in found.left_out] == [(3, True)]


def test_an_unknown_layout_is_told_once_and_a_wrong_one_refused_at_its_field() -> None:
    content = csv_of(
        [["kapan", "apa", "uang", "arah"], ["01/11/2026", "TOKO", "1.500", "K"], ["02/11/2026", "ATM", "70", "D"]], ";"
    )
    header = find_header(read_any_table(content, "x.csv"), {})
    assert header.layout is None
    assert header.headings == ("kapan", "apa", "uang", "arah")
    assert short(read(content, layout=Layout(0, (1,), amount=2, side=3))) == [
        ("11-01", "TOKO", 1500),
        ("11-02", "ATM", -70),
    ]
    for wrong, field in (
        (Layout(9, (1,), amount=2), "day"),
        (Layout(0, (), amount=2), "words"),
        (Layout(0, (1,)), "amount"),
        (Layout(0, (1,), debit=2), "amount"),
        (Layout(0, (1,), amount=0), "amount"),
        (Layout(0, (2,), amount=2), "words"),
    ):
        with pytest.raises(Problem) as refused:
            check_layout(wrong, 4)
        assert refused.value.field == field


def test_sen_are_rounded_half_up() -> None:
    assert [rounded(Fraction(text)) for text in ("0.49", "0.5", "1.5", "-0.5", "-0.49", "7")] == [0, 1, 2, -1, 0, 7]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["BIAYA", "TOKO"]), st.integers(1, 3)), max_size=12),
    st.data(),
)
def test_a_line_is_the_same_in_every_file_that_overlaps(drawn: list[tuple[int, str, int]], data: st.DataObject) -> None:
    """Whatever days two files share, their lines there have the same names; and no two lines of a file have."""
    rows = [[f"{day + 1:02}/11/2026", words, f"{amount}.00 CR"] for day, words, amount in sorted(drawn)]
    head = ["Tanggal", "Keterangan", "Mutasi"]
    whole = read(csv_of([head, *rows], ";")).lines if rows else []
    names = fingerprints(whole)
    assert len(set(names)) == len(names)
    since = data.draw(st.integers(0, 3))
    later = [line for line in whole if line.day.day > since]
    assert set(fingerprints(later)) == {name for line, name in zip(whole, names, strict=True) if line in later}


dated = st.tuples(st.integers(0, 20), st.sampled_from([-500, 100, 250]))


@given(st.lists(dated, max_size=15), st.lists(dated, max_size=15))
def test_an_entry_is_certain_for_at_most_one_line(lines: list[tuple[int, int]], entries: list[tuple[int, int]]) -> None:
    start = date(2026, 11, 1)
    left = [Dated(f"l{at}", start + timedelta(day), amount) for at, (day, amount) in enumerate(lines)]
    right = [Dated(f"e{at}", start + timedelta(day), amount) for at, (day, amount) in enumerate(entries)]
    found = match(left, right)
    assert set(found) == {line.key for line in left}
    certain = Counter(each.certain for each in found.values() if each.certain)
    assert not certain or max(certain.values()) == 1
    by_key = {each.key: each for each in right}
    for line in left:
        each = found[line.key]
        assert each.certain is None or each.certain == each.choices[0]
        for key in each.choices:
            assert by_key[key].amount == line.amount
            assert abs((by_key[key].day - line.day).days) <= 3
    shuffled, more = left[:], right[:]
    Random(3).shuffle(shuffled)
    Random(4).shuffle(more)
    assert match(shuffled, more) == found


def test_the_nearest_is_certain_and_two_as_near_are_a_choice() -> None:
    def at(key: str, day: int) -> Dated:
        return Dated(key, date(2026, 11, day), 100)

    assert match([at("l", 5)], [at("a", 5), at("b", 7)])["l"].certain == "a"
    assert match([at("l", 5)], [at("a", 4), at("b", 6)])["l"].certain is None
    assert match([at("l", 5)], [at("a", 4), at("b", 6)])["l"].choices == ("a", "b")
    assert match([at("l", 5)], [at("a", 9)])["l"].choices == ()
    assert match([at("k", 5), at("l", 5)], [at("a", 5)])["l"].certain is None


@pytest.mark.parametrize(
    ("words", "amount", "expected"),
    [
        ("BIAYA ADM", -15000, Guess(EventKind.EXPENSE, "interest", sure=True)),
        ("BUNGA", 1200, Guess(EventKind.OTHER_INCOME, sure=True)),
        ("PAJAK BUNGA", -240, Guess(EventKind.EXPENSE, "interest", sure=True)),
        ("TARIKAN ATM 02/11", -500_000, Guess(EventKind.TRANSFER, sure=True)),
        ("SETORAN TUNAI", 500_000, Guess(EventKind.TRANSFER, sure=True)),
        ("TRSF E-BANKING CR TINI SUHARTINI", 300_000, Guess(EventKind.RECEIPT, party="Bu Tini Suhartini")),
        ("TRSF E-BANKING DB JAYA ABADI", -300_000, Guess(EventKind.PAYMENT, party="Toko Jaya Abadi")),
        ("TRSF E-BANKING CR JAYA ABADI", 300_000, None),
        ("TRSF E-BANKING CR SIAPA", 300_000, None),
        ("LANGGANAN LISTRIK 11/2026", -99_000, Guess(EventKind.EXPENSE, "power")),
    ],
)
def test_a_line_is_guessed_by_the_words_of_the_bank(words: str, amount: int, expected: Guess | None) -> None:
    owed = {"Bu Tini Suhartini": 300_000, "Toko Jaya Abadi": -900_000}
    told = {habit_key("LANGGANAN LISTRIK 10/2026", -1): Told(EventKind.EXPENSE, "power", "")}
    assert guess(words, amount, owed, told) == expected
