"""A year from a spreadsheet: read whatever its shape, shown before it is written, and taken back as a whole."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, date, datetime
from random import Random

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.books.test_pages import text_of
from tests.kernel.sheets import csv_of, xlsx
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions import importing
from guyub.books.actions.posting import open_book, post_within, reverse_within
from guyub.books.models import Account, Book, Entry, Import, Party, Transfer
from guyub.books.queries import ledger
from guyub.books.rules.accounts import AccountBook
from guyub.books.rules.journal import JOURNAL_COLUMNS, Journal, read_journal
from guyub.books.rules.ledger import Kind
from guyub.books.rules.pairing import Side, paired
from guyub.books.rules.undoing import to_take_back
from guyub.books.verify import verify_book
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.tables import read_table
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEAD = ["Tanggal", "Keterangan", "Akun", "Debit", "Kredit"]
NAMES = {line.code: (line.name.text,) for line in chart.WORKSHOP}
KINDS = {line.code: line.kind for line in chart.WORKSHOP}
YEAR = [
    HEAD,
    ["05/01/2025", "Jual syal", "1101", "540000", ""],
    ["05/01/2025", "Jual syal", "4101", "", "540000"],
    ["03/02/2025", "Beli benang", "5101", "200000", ""],
    ["03/02/2025", "Beli benang", "1101", "", "200000"],
]
pytestmark = pytest.mark.usefixtures("clock")


def read(rows: list[list[object]], closed: date | None = None, **chosen: str | Kind) -> tuple[Journal, AccountBook]:
    accounts = AccountBook(NAMES, KINDS, chosen)
    listing = read_table(xlsx(rows), "tahun.xlsx").listing(JOURNAL_COLUMNS)
    return read_journal(listing, accounts, TODAY, closed), accounts


def moves(journal: Journal) -> list[list[tuple[str, str, int]]]:
    return [[(move.debit, move.credit, move.amount) for move in entry.moves] for entry in journal.entries]


def wrong(journal: Journal) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, str(each.words)) for each in journal.problems]


def test_columns_in_any_order_in_either_language() -> None:
    rows = [["Credit", "Account", "Date", "Debit", "Description"]]
    rows += [["", "Kas tunai", date(2025, 1, 5), 500, "sold"], [500, "Penjualan", date(2025, 1, 5), "", "sold"]]
    journal, __ = read(rows)
    assert moves(journal) == [[("1101", "4101", 500)]]
    assert not wrong(journal)


def test_an_entry_of_many_rows_is_paired_in_order() -> None:
    rows = [HEAD, ["5/1/2025", "Gaji", "5102", 700, ""], ["", "", "6101", 100, ""]]
    rows += [["", "", "1101", "", 500], ["", "", "1102", "", 300], ["", "", "", "", ""], ["Total", "", "", 800, 800]]
    journal, __ = read(rows)
    assert moves(journal) == [[("5102", "1101", 500), ("5102", "1102", 200), ("6101", "1102", 100)]]
    assert not wrong(journal)


def test_rows_belong_together_by_their_number_wherever_they_stand() -> None:
    rows = [["No", *HEAD], [7, *YEAR[1]], [8, *YEAR[3]], [7, *YEAR[2]], [8, *YEAR[4]]]
    journal, __ = read(rows)
    assert moves(journal) == [[("1101", "4101", 540000)], [("5101", "1101", 200000)]]


def test_a_number_for_each_row_only_counts_rows() -> None:
    journal, __ = read([["No", *HEAD], *[[at, *row] for at, row in enumerate(YEAR[1:], 1)]])
    assert len(journal.entries) == 2


def test_equal_entries_after_each_other_stay_two() -> None:
    journal, __ = read([*YEAR[:3], *YEAR[1:3]])
    assert len(journal.entries) == 2


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (["32/1/2025", "x", "1101", 5, ""], "Tanggal", "kalender"),
        (["24/11/2026", "x", "1101", 5, ""], "Tanggal", "belum tiba"),
        (["1/1/2010", "x", "1101", 5, ""], "Tanggal", "10 tahun"),
        (["31/12/2024", "x", "1101", 5, ""], "Tanggal", "ditutup sampai 31 Desember 2024"),
        (["5/1/2025", "x", "1101", 0, ""], "Debit", "belum ada, atau nol"),
        (["5/1/2025", "x", "1101", -5, ""], "Debit", "kurang dari nol"),
        (["5/1/2025", "x", "1101", 10**16, ""], "Debit", "terlalu besar"),
        (["5/1/2025", "x", "1101", "lima", ""], "Debit", "bukan angka"),
        (["5/1/2025", "x", "1101", 5.5, ""], "Debit", "bukan bilangan bulat"),
        (["5/1/2025", "x", "1101", 5, 5], "Kredit", "salah satu"),
        (["5/1/2025", "x", "", 5, ""], "Akun", "isi akunnya"),
        (["5/1/2025", "x", "Kas tunal", 5, ""], "Akun", "1101 Kas tunai"),
        (["5/1/2025", "x", "zzz qqq", 5, ""], "Akun", "tidak ada dalam buku ini."),
        (["5/1/2025", "x", "1101", 7, ""], "Kredit", "kurang Rp 2"),
    ],
)
def test_what_is_wrong_is_named_at_its_cell_and_its_entry_stays_out(row: list[object], column: str, why: str) -> None:
    other = [row[0], "x", "4101", "", 5]
    journal, __ = read([*YEAR, row, other], closed=date(2024, 12, 31))
    assert len(journal.entries) == 2, "the good ones are not held up"
    named = [(at, where) for at, where, told in wrong(journal) if why in told.replace("\N{NO-BREAK SPACE}", " ")]
    assert named
    assert {where for __, where in named} == {column}
    assert {at for at, *__ in wrong(journal)} == {6, 7}, "with it the rest of its entry"


def test_an_unknown_account_can_be_made_or_be_another() -> None:
    rows = [HEAD, ["5/1/2025", "Iklan", "6150 Iklan radio", 5, ""], ["5/1/2025", "Iklan", "Laci", "", 5]]
    journal, accounts = read(rows)
    assert not journal.entries
    assert accounts.unknown["6150 Iklan radio"].kind is Kind.EXPENSE
    assert accounts.unknown["Laci"].kind is None
    journal, accounts = read(rows, **{"6150 Iklan radio": Kind.EXPENSE, "Laci": "1101"})
    assert moves(journal) == [[("6150", "1101", 5)]]
    assert accounts.new["6150"].name == "Iklan radio"
    journal, accounts = read(rows, **{"6150 Iklan radio": Kind.EXPENSE, "Laci": Kind.ASSET})
    assert moves(journal) == [[("6150", "1901", 5)]]


sides = st.lists(st.tuples(st.sampled_from("abcde"), st.integers(1, 9)), min_size=1, max_size=7)


@given(sides, sides)
def test_pairs_move_what_the_rows_say_and_never_in_a_circle(left: list[tuple[str, int]], right: list) -> None:
    gap = sum(amount for __, amount in left) - sum(amount for __, amount in right)
    (right if gap > 0 else left).append(("f", abs(gap))) if gap else None
    debits = [Side(*each, at) for at, each in enumerate(left)]
    credit_rows = [Side(*each, at) for at, each in enumerate(right)]
    pairs = paired(debits, credit_rows)
    whole = sum(amount for __, amount in left)

    def of(rows: list[tuple[str, int]], account: str) -> int:
        return sum(amount for code, amount in rows if code == account)

    possible = all(of(left, code) + of(right, code) <= whole for code in "abcdef")
    assert (pairs is not None) == possible
    for pair in pairs or []:
        assert pair.debit.account != pair.credit.account
        assert pair.amount > 0
    for place, (__, amount) in enumerate(left if pairs else []):
        assert sum(pair.amount for pair in pairs or [] if pair.debit.place == place) == amount
    for place, (__, amount) in enumerate(right if pairs else []):
        assert sum(pair.amount for pair in pairs or [] if pair.credit.place == place) == amount


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("def"), st.integers(1, 99)), min_size=1))
def test_what_was_transfers_once_comes_back_as_the_same(transfers: list[tuple[str, str, int]]) -> None:
    debits = [Side(debit, amount, at) for at, (debit, __, amount) in enumerate(transfers)]
    credit_rows = [Side(credit, amount, at) for at, (__, credit, amount) in enumerate(transfers)]
    pairs = paired(debits, credit_rows) or []
    assert [(pair.debit.account, pair.credit.account, pair.amount) for pair in pairs] == transfers


@given(st.integers(1, 6), st.lists(st.integers(0, 99), max_size=14), st.sets(st.integers(1, 20)))
def test_after_an_undo_the_import_counts_for_nothing(first: int, reversals: list[int], others: set[int]) -> None:
    effect = {number: frozenset({number}) for number in range(1, first + 1)}
    sign = dict.fromkeys(effect, 1)
    back: dict[int, int] = {}
    for drawn in reversals:
        free = [number for number in effect if number not in back.values()]
        taken, number = free[drawn % len(free)], len(effect) + 1
        back[number], effect[number], sign[number] = taken, effect[taken], -sign[taken]
    mine = set(range(1, first + 1)) & others or {1}
    for number in to_take_back(mine, back):
        assert number not in back.values(), "nothing is taken back twice"
        new = len(effect) + 1
        effect[new], sign[new] = effect[number], -sign[number]
    for origin in range(1, first + 1):
        net = sum(sign[number] for number, of in effect.items() if of == {origin})
        alone = sum(sign[number] for number in range(1, first + len(reversals) + 1) if effect[number] == {origin})
        assert net == (0 if origin in mine else alone)


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


def sent(world: World, book: Book, content: bytes, name: str = "tahun.csv") -> HttpResponse:
    client = signed_in(world.people["owner"])
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("book_imports", args=[book.id]), {"file": file}, follow=True)


def asked(world: World, name: str, listed: Import, post: dict[str, str] | None = None) -> HttpResponse:
    client, path = signed_in(world.people["owner"]), reverse(name, args=[listed.id])
    return client.get(path) if post is None else client.post(path, post, follow=True)


def written_by(world: World, book: Book, rows: list[list[object]]) -> Import:
    sent(world, book, csv_of(rows, ";"))
    listed = Import.objects.latest("at", "id")
    asked(world, "book_import_confirm", listed, {})
    return Import.objects.get(pk=listed.pk)


def balances(world: World, book: Book) -> dict[str, int]:
    lines = ledger.trial_balance(world.people["owner"], book, TODAY).lines
    return {line.code: line.debit - line.credit for line in lines}


def test_the_owner_looks_first_and_then_writes(world: World, book: Book) -> None:
    page = text_of(sent(world, book, csv_of(YEAR, ";")).content)
    assert "2 catatan siap disimpan" in page
    assert "Januari 2025 1 catatan Rp 540.000" in page
    assert not Entry.objects.exists(), "looking writes nothing"
    listed = Import.objects.get()
    page = text_of(asked(world, "book_import_confirm", listed, {}).content)
    assert "2 catatan disimpan." in page
    assert balances(world, book) == {"1101": 340_000, "4101": -540_000, "5101": 200_000}
    asked(world, "book_import_confirm", listed, {})
    assert Entry.objects.count() == 2, "a second click writes nothing"
    assert not verify_book(book).wrong


def test_bad_rows_stay_out_are_shown_and_can_be_downloaded(world: World, book: Book) -> None:
    rows = [*YEAR, ["7/7/2025", "Sewa", "6103", 50, ""], ["7/7/2025", "Sewa", "1101", "", 40]]
    page = text_of(sent(world, book, csv_of(rows, ";")).content)
    assert "2 baris tidak bisa diambil" in page
    assert "Baris 7 Kredit: Debit Rp 50, kredit Rp 40: kurang Rp 10 di kredit." in page
    listed = Import.objects.get()
    workbook = openpyxl.load_workbook(io.BytesIO(asked(world, "book_import_rejects", listed).content))
    assert [row[2] for row in workbook.active.iter_rows(values_only=True)] == ["Akun", "6103", "1101"]
    asked(world, "book_import_confirm", listed, {})
    assert Entry.objects.count() == 2


def test_the_same_file_is_refused_with_when_until_it_is_undone(world: World, book: Book) -> None:
    listed = written_by(world, book, YEAR)
    again = sent(world, book, csv_of(YEAR, ";"))
    assert again.status_code == 400
    assert "sudah dimasukkan pada 23 November 2026" in text_of(again.content)
    asked(world, "book_import_undo", listed, {})
    assert balances(world, book) == {}
    assert written_by(world, book, YEAR).state == Import.State.DONE
    assert balances(world, book) == {"1101": 340_000, "4101": -540_000, "5101": 200_000}


def test_a_file_that_waits_is_kept_once(world: World, book: Book) -> None:
    for _again in range(2):
        sent(world, book, csv_of(YEAR, ";"))
    assert Import.objects.count() == 1


def test_what_seems_to_be_there_is_named_and_left_out_unless_it_is_wanted(world: World, book: Book) -> None:
    written_by(world, book, YEAR)
    more = [*YEAR, *YEAR[1:3], ["9/9/2025", "Baru", "1101", 1, ""], ["9/9/2025", "Baru", "4101", "", 1]]
    page = text_of(sent(world, book, csv_of(more, ";")).content)
    assert page.count("Sepertinya sudah ada") == 2, "of two equal ones the book has one"
    assert "2 catatan siap disimpan" in page
    listed = Import.objects.latest("at", "id")
    assert "4 catatan siap disimpan" in text_of(asked(world, "book_import", listed, {"again": "on"}).content)


def test_several_sheets_of_entries_are_not_read_in_part(world: World, book: Book) -> None:
    page = sent(world, book, xlsx(YEAR[:3], Februari=[HEAD, *YEAR[3:]], Catatan=[["bukan jurnal"]]), "tahun.xlsx")
    assert page.status_code == 400
    assert "beberapa lembar: Sheet, Februari." in text_of(page.content)
    assert not Import.objects.exists()


def test_unknown_accounts_are_asked_for_and_made(world: World, book: Book) -> None:
    rows = [HEAD, ["5/1/2025", "Iklan", "Iklan radio", "5", ""], ["5/1/2025", "Iklan", "1101", "", "5"]]
    assert "Akun yang belum dikenal" in text_of(sent(world, book, csv_of(rows, ";")).content)
    listed = Import.objects.get()
    page = text_of(asked(world, "book_import", listed, {"account-0": "expense"}).content)
    assert "Akun yang akan dibuat Iklan radio biaya 6901" in page
    assert not Account.objects.filter(book=book, code="6901").exists()
    asked(world, "book_import_confirm", listed, {})
    made = Account.objects.get(book=book, code="6901")
    assert (made.name, made.kind) == ("Iklan radio", "expense")
    bad = asked(world, "book_import", listed, {"account-0": "nonsense"})
    assert bad.status_code == 200, "it was written already"


def test_people_are_known_again_by_their_names(world: World, book: Book) -> None:
    head = [*HEAD, "Pihak"]
    rows = [head, ["5/1/2025", "Jual", "1201", 5, "", "Bu Tini"], ["5/1/2025", "Jual", "4101", "", 5, ""]]
    rows += [["6/1/2025", "Bayar", "1101", 5, "", "Tini"], ["6/1/2025", "Bayar", "1201", "", 5, "ibu tini"]]
    written_by(world, book, rows)
    assert list(Party.objects.filter(book=book).values_list("name", flat=True)) == ["Bu Tini"]
    assert not verify_book(book).wrong


def test_an_undo_is_whole_once_and_leaves_everything_readable(world: World, book: Book) -> None:
    listed = written_by(world, book, YEAR)
    taken = Entry.objects.get(book=book, number=1)
    taken.book = book
    reverse_within(taken, client_id=uuid.uuid4(), day=TODAY, at=AT)
    asked(world, "book_import_undo", listed, {})
    assert balances(world, book) == {}
    assert Entry.objects.count() == 4, "what was taken back before is not taken back twice"
    last = Entry.objects.get(number=4)
    assert (last.reverses, last.day, str(last.words)) == (2, date(2025, 2, 3), "Batal: Beli benang")
    page = text_of(asked(world, "book_import_undo", listed, {}).content)
    assert "sudah dibatalkan" in page
    with pytest.raises(Conflict):
        importing.undo(world.people["owner"], listed, at=AT)
    assert Entry.objects.count() == 4
    assert not verify_book(book).wrong


def test_an_undo_names_the_month_that_has_to_be_opened_first(world: World, book: Book) -> None:
    listed = written_by(world, book, YEAR)
    Book.objects.filter(pk=book.pk).update(closed_until=date(2025, 1, 31))
    page = text_of(asked(world, "book_import_undo", listed, {}).content)
    assert "Bulan dari 5 Januari 2025 sudah ditutup. Buka lagi bulan itu" in page
    assert Entry.objects.count() == 2
    Book.objects.filter(pk=book.pk).update(closed_until=None)
    asked(world, "book_import_undo", listed, {})
    assert balances(world, book) == {}


def test_a_month_that_was_closed_since_the_look_is_not_written(world: World, book: Book) -> None:
    sent(world, book, csv_of(YEAR, ";"))
    Book.objects.filter(pk=book.pk).update(closed_until=date(2025, 12, 31))
    page = text_of(asked(world, "book_import_confirm", Import.objects.get(), {}).content)
    assert "Belum ada catatan yang bisa disimpan" in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "kosong"),
        (b"\0" * 5000, "bukan lembar kerja"),
        (b"<html><p>bukan tabel</p></html>", "tidak berisi tabel"),
        (b"PK\x03\x04 bukan zip", "rusak"),
        (b"a;b;c\n1;2\n" * 20, "Kolom mana yang apa?"),
        (b"x" * (11 * 1024 * 1024), "terlalu besar"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_the_field(world: World, book: Book, content: bytes, why: str) -> None:
    page = sent(world, book, content)
    assert why in text_of(page.content)
    assert page.status_code == 400 or "Kolom mana" in why
    assert not Entry.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_other_encodings_are_read(world: World, book: Book, encoding: str) -> None:
    rows = [[cell.replace("syal", "syal “é”") for cell in row] for row in YEAR]
    sent(world, book, csv_of(rows, ";", encoding))
    asked(world, "book_import_confirm", Import.objects.get(), {})
    assert str(Entry.objects.get(number=1).words) == "Jual syal “é”"


def test_the_four_downloads_are_the_books_own_and_nobody_elses(world: World, book: Book) -> None:
    post_within(book, client_id=uuid.uuid4(), day=TODAY, words=_("Jual"), transfers=[("1101", "4101", 5)], at=AT)
    owner = signed_in(world.people["owner"])
    page = owner.get(reverse("book_export", args=[book.id])).content.decode()
    for form, ending in (("xlsx", "xlsx"), ("csv", "csv"), ("hledger", "journal"), ("beancount", "beancount")):
        path = reverse("book_export_file", args=[book.id, form])
        assert path in page
        response = owner.get(path)
        assert f'filename="jahit-kenanga-2026-11-23.{ending}"' in response["Content-Disposition"]
        assert len(b"".join(response.streaming_content)) > 1000
    assert owner.get(reverse("book_export_file", args=[book.id, "pdf"])).status_code == 404
    for role in ("worker", "foreign owner", "member"):
        assert signed_in(world.people[role]).get(path).status_code == 404


@given(st.integers(0, 10**6))
@hypothesis_settings(max_examples=10)
@pytest.mark.django_db
def test_rows_in_any_order_make_the_same_entries_when_they_have_numbers(world: World, seed: int) -> None:
    chance, rows = Random(seed), []
    for number in range(6):
        codes = chance.sample(sorted(KINDS), 2)
        amount = chance.randint(1, 10**9)
        rows += [[number, "5/1/2025", "x", codes[0], amount, ""], [number, "5/1/2025", "x", codes[1], "", amount]]
    mixed = chance.sample(rows, len(rows))
    first, __ = read([["No bukti", *HEAD], *rows])
    second, __ = read([["No bukti", *HEAD], *mixed])
    assert sorted(moves(first)) == sorted(moves(second))
    assert not second.problems


def test_nothing_is_written_for_who_does_not_keep_the_book(world: World, book: Book) -> None:
    table = read_table(csv_of(YEAR, ";"), "x.csv")
    for role in ("worker", "foreign owner", "officer"):
        with pytest.raises(Problem, match="berhak"):
            importing.upload_journal(world.people[role], book, table, "0" * 64, at=AT)
    assert not Transfer.objects.exists()
