"""`guyub books`: a book goes out whole and comes back, and a file with one bad row changes nothing."""

from __future__ import annotations

import io
import uuid
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.books.quiet import quiet_world
from tests.kernel.sheets import csv_of, xlsx
from tests.support import people
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.posting import open_book, post_within
from guyub.books.models import Book, Entry, Import, Transfer
from guyub.books.verify import verify_book
from guyub.kernel.words import _

HEADINGS = ["Tanggal", "Keterangan", "Akun", "Debit", "Kredit"]
GOOD = [
    HEADINGS,
    ["3/11/2026", "Jual syal", "1101", "540.000", ""],
    ["3/11/2026", "Jual syal", "Penjualan", "", "540.000"],
]
pytestmark = pytest.mark.usefixtures("clock", "_indonesian")


@pytest.fixture
def _indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUYUB_LANG", "id")


@pytest.fixture
def world(db: None) -> World:
    return quiet_world()


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


def run(*given: str) -> tuple[int, str, str]:
    """Exit code and what was printed."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("books", *given, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), f"{err.getvalue()}{error}"
    return 0, out.getvalue(), err.getvalue()


def kept(folder: Path, content: bytes, name: str = "jurnal.csv") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def test_list_shows_every_book(book: Book) -> None:
    code, out, __ = run("list")
    assert code == 0
    assert str(book.id) in out
    assert book.name in out


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_a_book_goes_out_and_comes_back(world: World, book: Book, tmp_path: Path, name: str) -> None:
    for number in (1, 2, 3):
        moves = [(chart.CASH, chart.SALES, 1000 * number), (chart.BANK, chart.CASH, number)]
        post_within(book, client_id=uuid.uuid4(), day=date(2026, 11, number), words=_("Jual"), transfers=moves)
    fresh = open_book(world.neighbour)
    file = str(tmp_path / f"buku.{name}")
    assert run("export", book.name, "--format", name, "--out", file)[0] == 0
    code, out, err = run("import", str(fresh.id), file)
    assert (code, err) == (0, "")
    assert "3 catatan" in out
    fields = ("number", "line", "day", "debit", "credit", "amount")
    mine, theirs = (
        list(Transfer.objects.filter(book=each).order_by("number", "line").values_list(*fields))
        for each in (book, fresh)
    )
    assert mine == theirs
    assert not verify_book(fresh).wrong


def test_a_file_with_a_bad_row_changes_nothing_and_each_row_is_named(book: Book, tmp_path: Path) -> None:
    rows = [
        *GOOD,
        ["31/2/2026", "Beli benang", "5101", "100", ""],
        ["4/11/2026", "Gaji", "5102", "600rb", ""],
        ["4/11/2026", "Gaji", "1101", "", "500rb"],
        ["5/11/2026", "Sewa", "Sewa kios", "5", ""],
        ["5/11/2026", "Sewa", "1101", "", "5"],
    ]
    code, out, err = run("import", book.name, kept(tmp_path, csv_of(rows, ";")))
    assert (code, out) == (2, "")
    assert "Baris 4: Tanggal: Tanggal “31/2/2026” tidak ada di kalender." in err
    assert "Baris 6: Kredit: Debit Rp 600.000, kredit Rp 500.000: kurang Rp 100.000 di kredit." in err.replace(
        "\xa0", " "
    )
    assert "Baris 7: Akun: Akun “Sewa kios” tidak ada dalam buku ini. Yang paling mirip: 6103 Sewa." in err
    assert "Baris 8: Satu catatan dengan baris 7." in err
    assert not Entry.objects.filter(book=book).exists()
    assert not Import.objects.exists()


def test_rows_of_somebody_else_are_taken_too(world: World, book: Book, tmp_path: Path) -> None:
    assert run("import", book.name, kept(tmp_path, xlsx(GOOD), "tahun.xlsx"))[0] == 0
    entry = Entry.objects.get(book=book)
    assert (entry.day, str(entry.words), entry.by) == (date(2026, 11, 3), "Jual syal", world.people["owner"])
    assert (entry.source_kind, entry.source_id) == ("import", Import.objects.get().id)


def test_the_same_file_and_the_same_entries_are_written_once(book: Book, tmp_path: Path) -> None:
    assert run("import", book.name, kept(tmp_path, csv_of(GOOD)))[0] == 0
    code, __, err = run("import", book.name, kept(tmp_path, csv_of(GOOD)))
    assert code == 2
    assert "sudah dimasukkan pada 23 November 2026" in err
    code, __, err = run("import", book.name, kept(tmp_path, csv_of(GOOD, ";")))
    assert code == 2
    assert "Baris 2: Keterangan: Sepertinya sudah ada" in err
    assert run("import", book.name, kept(tmp_path, csv_of(GOOD, ";")), "--again")[0] == 0
    assert Entry.objects.filter(book=book).count() == 2


def test_a_book_that_is_not_one_is_said(world: World, book: Book, tmp_path: Path) -> None:
    Book.objects.update(name="Sama")
    open_book(world.neighbour)
    Book.objects.update(name="Sama")
    file = kept(tmp_path, csv_of(GOOD))
    for name, words in (
        ("Sama", "Ada beberapa buku bernama Sama"),
        ("Lain", "Tidak ada buku Lain"),
        (str(uuid.uuid4()), "Tidak ada buku"),
    ):
        code, __, err = run("import", name, file)
        assert code == 2
        assert words in err


def test_only_who_keeps_the_book_can_be_named(world: World, book: Book, tmp_path: Path) -> None:
    file = kept(tmp_path, csv_of(GOOD))
    for role in ("worker", "foreign owner", "officer"):
        user = world.people[role]
        code, __, err = run("import", book.name, file, "--as", user.username)
        assert code == 2
        assert "tidak berhak" in err
    assert "Tidak ada pengguna" in run("import", book.name, file, "--as", "siapa")[2]
    hub = open_book(world.sentra)
    assert run("import", str(hub.id), file, "--as", world.people["officer"].username)[0] == 2
    people.owner(world.enterprise, "Kedua")
    assert "--as" in run("import", book.name, file)[2], "of two owners one has to be named"
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"<html><table><tr><td>1</td></tr></table>", "halaman web"),
        (b"\x00\x01\x02\x03" * 100, "bukan lembar kerja"),
        (b"PK\x03\x04 rusak", "rusak"),
        (b"a,b\n1,2\n", "tidak ditemukan"),
    ],
)
def test_a_file_that_is_no_journal_is_refused(book: Book, tmp_path: Path, content: bytes, words: str) -> None:
    code, __, err = run("import", book.name, kept(tmp_path, content))
    assert code == 2
    assert words in err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(book: Book, tmp_path: Path, encoding: str) -> None:
    rows = [[cell.replace("Jual syal", "Jual “syal” é") for cell in row] for row in GOOD]
    assert run("import", book.name, kept(tmp_path, csv_of(rows, ";", encoding)))[0] == 0
    assert str(Entry.objects.get(book=book).words) == "Jual “syal” é"


def test_a_file_that_is_not_there_is_said(book: Book, tmp_path: Path) -> None:
    assert run("import", book.name, str(tmp_path / "tidak ada.csv"))[0] == 2
    assert run("export", book.name, "--format", "csv", "--out", str(tmp_path / "tidak" / "ada.csv"))[0] == 2
