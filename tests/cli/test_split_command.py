from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from tests.kernel.sheets import csv_of, xlsx

from guyub.cli.main import COMMANDS, main

EXAMPLES = Path(__file__).parents[2] / "examples"
START = ["--start", "2027-01-04"]
ORDER = [
    ["Produk", "Jumlah", "Satuan", "Harga", "Mutu", "Tempo"],
    ["Sweter Rajut", 3, "kodi", 85000, "A", date(2027, 1, 18)],
    ["Syal", "1.000", "", "Rp 32.000,-", "", "18 Jan 2027"],
]
MEMBERS = [
    ["nama", "produk", "kapasitas", "mutu", "lot_min", "harga", "diterima"],
    ["Melati", "sweter  rajut", 30, "A", 5, 80000, 1_000_000],
    ["Melati", "SYAL", 900, "", "", "", ""],
    ["Kenanga", "sweter rajut", 20, "A", "", 82000, 0],
    ["Dahlia", "sweter-rajut", 50, "B", "", 70000, 0],
]


@pytest.fixture(autouse=True)
def _indonesian(monkeypatch):
    monkeypatch.setattr("guyub.kernel.words.reader_language", lambda: "id")


@pytest.fixture
def files(tmp_path):
    """An order and members that can be split, as paths."""
    return written(tmp_path, xlsx(ORDER), csv_of(MEMBERS))


def written(folder, order: bytes, members: bytes):
    order_path, members_path = folder / "pesanan.xlsx", folder / "anggota.csv"
    order_path.write_bytes(order)
    members_path.write_bytes(members)
    return [str(order_path), str(members_path)]


def run(capsys, *arguments):
    code = main(["split", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def in_a_process(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def test_json_is_one_object_with_the_promised_parts(capsys, files):
    code, out, err = run(capsys, *files, *START, "--seed", "7", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["rule"], found["seed"]) == ("catch-up", 7)
    assert {"lines", "shares", "fairness", "objective", "seconds"} <= set(found)
    assert found["lines"][0] == {"line": 1, "product": "Sweter Rajut", "pieces": 60, "allocated": 60, "short": 0}
    assert found["lines"][1]["pieces"] == 1000
    for share in found["shares"]:
        assert set(share) == {"line", "member", "product", "pieces", "value", "reason"}
        assert share["reason"]
    assert set(found["fairness"]) == {"order", "year"}
    assert set(found["objective"]) == {"value", "bound", "gap"}
    assert {share["member"] for share in found["shares"] if share["line"] == 1} == {"Melati", "Kenanga"}


def test_the_same_files_and_seed_give_the_same_answer(capsys, files):
    answers = [json.loads(run(capsys, *files, *START, "--json")[1]) for _time in range(2)]
    for answer in answers:
        del answer["seconds"]
    assert answers[0] == answers[1]


def test_without_a_choice_the_split_is_printed_for_people(capsys, files):
    code, out, _err = run(capsys, *files, *START, "--rule", "equal")
    assert code == 0
    assert "aturan equal, mulai 4 Januari 2027" in out
    assert "1. Sweter Rajut: 60 dari 60 buah terbagi" in out
    assert "Melati" in out
    assert "Batas bawah yang terbukti: Rp" in out


def test_a_workbook_holds_summary_lines_shares_and_members(capsys, files, tmp_path):
    path = tmp_path / "hasil.xlsx"
    code, out, _err = run(capsys, *files, *START, "--rule", "proportional", "-o", str(path))
    assert (code, out) == (0, "")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Ringkasan", "Baris pesanan", "Bagian", "Anggota"]
    assert [cell.value for cell in book["Baris pesanan"][2]][:4] == [1, "Sweter Rajut", 60, 60]
    shares = list(book["Bagian"].iter_rows(min_row=2, values_only=True))
    assert sum(pieces for _line, _member, product, pieces, *_rest in shares if product == "Sweter Rajut") == 60
    assert all(row[-1] for row in shares)
    names = [row[0] for row in book["Anggota"].iter_rows(min_row=2, values_only=True)]
    assert names == ["Melati", "Kenanga", "Dahlia"]


def test_a_ceiling_keeps_every_member_below_it(capsys, files):
    _code, out, _err = run(capsys, *files, *START, "--rule", "cheapest", "--max-share", "40%", "--json")
    found = json.loads(out)
    whole = sum({1: 85_000, 2: 32_000}[line["line"]] * line["pieces"] for line in found["lines"])
    for member in {share["member"] for share in found["shares"]}:
        assert sum(share["value"] for share in found["shares"] if share["member"] == member) <= 0.4 * whole


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--max-share", "40"], "hanya berlaku untuk --rule cheapest"),
        (["--rule", "cheapest", "--max-share", "140"], "--max-share: .*terlalu besar"),
        (["--rule", "cheapest", "--max-share", "0"], "--max-share: .*lebih dari nol"),
        (["--rule", "adil"], "aturan “adil” tidak dikenal.*catch-up"),
        (["--start", "31/2/2027"], "--start: .*kalender"),
        (["--seed", "-1"], "--seed: .*kurang dari nol|tidak lengkap"),
        (["--seed", "satu"], "--seed: .*bukan angka"),
        (["-o", "hasil.csv"], "berakhir .xlsx"),
        (["-o", "/tidak/ada/hasil.xlsx"], "tidak dapat ditulis"),
        (["--json", "-o", "hasil.xlsx"], "tidak lengkap atau tidak dikenal"),
        (["--warna"], "tidak lengkap atau tidak dikenal"),
    ],
)
def test_a_wrong_option_is_named(capsys, files, options, why):
    code, out, err = run(capsys, *files, *options)
    assert (code, out) == (2, "")
    assert re.search(why, err)


def test_every_bad_row_of_both_files_is_named_and_nothing_is_split(capsys, tmp_path):
    order = [*ORDER, ["Topi", "1,5", "kg", -5, "Z", "12/31/2027"], ["Tas", 1, "", 5000, "", date(2026, 12, 1)]]
    members = [*MEMBERS, ["melati", "syal", 5, "", "", "", ""], ["Anyelir", "", "banyak", "", "", "", ""]]
    paths = written(tmp_path, xlsx(order), csv_of(members))
    result = tmp_path / "hasil.xlsx"
    code, out, err = run(capsys, *paths, *START, "-o", str(result))
    assert (code, out, result.exists()) == (2, "", False)
    for place in (
        "pesanan.xlsx: baris 4, kolom Satuan: ",
        "pesanan.xlsx: baris 4, kolom Harga: ",
        "pesanan.xlsx: baris 4, kolom Mutu: ",
        "pesanan.xlsx: baris 4, kolom Tempo: ",
        "pesanan.xlsx: baris 5, kolom Tempo: Tempo 1 Desember 2026 sudah lewat",
        "pesanan.xlsx: 5 masalah",
        "anggota.csv: baris 6, kolom nama: ",
        "anggota.csv: baris 7, kolom produk: ",
        "anggota.csv: baris 7, kolom kapasitas: ",
        "anggota.csv: 3 masalah",
    ):
        assert place in err


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (b"", "kosong"),
        (xlsx([]), "kosong"),
        (xlsx(ORDER[:1]), "Tidak ada baris"),
        (xlsx([["Produk", "Warna"], ["Tas", "merah"]]), "jumlah/quantity, harga/price, tempo/due tidak ditemukan"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "bukan lembar kerja"),
        (b"PK\x03\x04 half a zip", "rusak"),
    ],
    ids=["empty file", "empty sheet", "no row", "missing columns", "a picture", "damaged"],
)
def test_an_order_that_is_none_says_why(capsys, tmp_path, order, why):
    code, out, err = run(capsys, *written(tmp_path, order, csv_of(MEMBERS)), *START)
    assert (code, out) == (2, "")
    assert "pesanan.xlsx: " in err
    assert why in err


def test_a_file_of_fifty_megabytes_is_refused(capsys, files):
    with Path(files[0]).open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    code, _out, err = run(capsys, *files)
    assert code == 2
    assert "terlalu besar (50 MB)" in err


def test_missing_files_are_both_named(capsys, tmp_path):
    code, _out, err = run(capsys, str(tmp_path / "a.xlsx"), str(tmp_path))
    assert code == 2
    assert err.count("berkas tidak ditemukan") == 2


def test_an_order_nobody_can_do_is_short_with_a_warning(capsys, tmp_path):
    order = [ORDER[0], ["Switer rajut", 3, "", 85000, "", date(2027, 1, 18)], ["Syal", 5, "", 9000, "A", "18/1/2027"]]
    code, out, err = run(capsys, *written(tmp_path, xlsx(order), csv_of(MEMBERS)), *START, "--json")
    assert code == 0
    assert [line["short"] for line in json.loads(out)["lines"]] == [3, 5]
    assert "Tidak ada anggota yang membuat “Switer rajut”. Apakah maksudnya “sweter rajut”?" in err
    assert "Tidak ada anggota yang membuat “Syal” dengan mutu A." in err


def test_work_starts_today_unless_said(capsys, tmp_path):
    order = [ORDER[0], ["Syal", 5, "", 9000, "", date.today() - timedelta(days=1)]]  # noqa: DTZ011
    code, _out, err = run(capsys, *written(tmp_path, xlsx(order), csv_of(MEMBERS)))
    assert code == 2
    assert "sudah lewat" in err


def test_a_sum_row_is_passed_over_aloud(capsys, tmp_path):
    order = xlsx([*ORDER, ["JUMLAH", 1003, "", "", "", ""]])
    code, _out, err = run(capsys, *written(tmp_path, order, csv_of(MEMBERS)), *START, "--json")
    assert code == 0
    assert "catatan: baris 4" in err


def test_splitting_loads_nothing_of_the_web_application(files):
    program = (
        "import sys; from guyub.cli.main import main; code = main(sys.argv[1:]);"
        "loaded = {name.partition('.')[0] for name in sys.modules};"
        "print(code, sorted(loaded & {'django', 'xlsxwriter', 'sqlite3'}), file=sys.stderr)"
    )
    done = in_a_process("-c", program, "split", *files, *START, "--json", DATABASE_URL="postgres://nobody@nowhere/x")
    assert done.stderr.strip() == "0 []"
    assert json.loads(done.stdout)["lines"]


def test_the_command_runs_as_a_process_in_the_language_of_the_terminal(files):
    done = in_a_process("-m", "guyub.cli.main", "split", *files, *START, GUYUB_LANG="en")
    assert done.returncode == 0
    assert "4 January 2027" in done.stdout
    done = in_a_process("-m", "guyub.cli.main", "split", "--help", GUYUB_LANG="id")
    assert done.returncode == 0
    assert "--max-share PCT" in done.stdout


def test_a_reader_who_has_seen_enough_gets_no_traceback(files):
    command = [sys.executable, "-m", "guyub.cli.main", "split", *files, *START]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        error = process.stderr.read()
    assert error == ""


def test_help_names_every_command(capsys):
    for arguments in ([], ["--help"], ["help"]):
        assert main(arguments) == 0
        out = capsys.readouterr().out
        assert all(name in out for name in COMMANDS)
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("guyub ")


def test_any_other_command_is_the_web_applications(monkeypatch):
    given = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", given.append)
    assert main(["verify", "--all"]) == 0
    assert main(["run"]) == 0
    assert given == [["guyub", "verify", "--all"], ["guyub", "serve"]]


def test_the_examples_are_what_their_script_writes(tmp_path):
    done = in_a_process(str(EXAMPLES / "make.py"), str(tmp_path))
    assert done.stderr == ""
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (EXAMPLES / path.name).read_bytes()
        assert path.stat().st_size < 20_000


def test_the_examples_split_in_full(capsys):
    paths = [str(EXAMPLES / "pesanan.xlsx"), str(EXAMPLES / "anggota.csv")]
    code, out, err = run(capsys, *paths, *START, "--rule", "cheapest", "--json")
    assert (code, err) == (0, "")
    assert all(line["short"] == 0 for line in json.loads(out)["lines"])


def test_the_faulty_examples_name_their_faults(capsys):
    code, _out, err = run(capsys, str(EXAMPLES / "pesanan-bermasalah.xlsx"), str(EXAMPLES / "anggota.xlsx"), *START)
    assert code == 2
    assert "pesanan-bermasalah.xlsx: 8 masalah" in err
    assert "anggota.xlsx: 2 masalah" in err
