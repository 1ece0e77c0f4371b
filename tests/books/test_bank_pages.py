"""The bank's lines beside the book: kept once, matched or written with a tap, taken back as a whole."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.books.test_pages import text_of
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.banking import match_line, write_line
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book, post_within
from guyub.books.models import BankLayout, BankLine, Book, Entry, Import
from guyub.books.queries.bank import bank_view
from guyub.books.queries.ledger import trial_balance
from guyub.books.rules.ledger import Move
from guyub.books.rules.meaning import EventKind
from guyub.books.verify import verify_book
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
STATEMENT = b"""Date,Description,Branch,Amount,,Balance
'02/11/2026,TRSF E-BANKING CR TINI,'0000,1500000.00,CR,1500000.00
'03/11/2026,BIAYA ADM,'0000,15000.00,DB,1485000.00
'03/11/2026,TARIKAN ATM,'0000,300000.00,DB,1185000.00
'PEND,TRSF E-BANKING DB PASAR,'0000,15000.00,DB,0.00
"""
LATER = STATEMENT + b"'05/11/2026,KARTU DEBIT TOKO BENANG,'0000,85000.00,DB,1100000.00\n"
UNKNOWN = b"kapan;apa;uang;arah\n01/11/2026;TOKO;1.500;K\n02/11/2026;ATM;70;D\n"
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


def sent(world: World, book: Book, content: bytes, name: str = "mutasi.csv") -> HttpResponse:
    client = signed_in(world.people["owner"])
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("book_imports", args=[book.id]), {"file": file}, follow=True)


def kept(world: World, book: Book, content: bytes = STATEMENT) -> Import:
    sent(world, book, content)
    listed = Import.objects.latest("at", "id")
    signed_in(world.people["owner"]).post(reverse("book_import_confirm", args=[listed.id]))
    return Import.objects.get(pk=listed.pk)


def acted(world: World, book: Book, **posted: object) -> HttpResponse:
    return signed_in(world.people["owner"]).post(reverse("book_bank", args=[book.id]), posted, follow=True)


def post(book: Book, day: date, *moves: Move) -> Entry:
    return post_within(book, client_id=uuid.uuid4(), day=day, words=_("Catatan"), transfers=moves, at=AT)


def line(words: str) -> BankLine:
    return BankLine.objects.get(words__contains=words)


def bank_balance(world: World, book: Book) -> int:
    lines = trial_balance(world.people["owner"], book, TODAY).lines
    return sum(each.debit - each.credit for each in lines if each.code == chart.BANK)


def test_a_statement_is_shown_first_and_kept_once(world: World, book: Book) -> None:
    page = text_of(sent(world, book, STATEMENT).content)
    assert "3 baris baru" in page
    assert "Masih diproses bank" in page
    assert not BankLine.objects.exists()
    assert kept(world, book).entries == 3
    assert sent(world, book, STATEMENT).status_code == 400
    page = text_of(sent(world, book, LATER).content)
    assert "1 baris baru" in page
    assert "3 baris sudah ada dari berkas sebelumnya" in page
    kept(world, book, LATER)
    assert BankLine.objects.count() == 4
    assert not Entry.objects.exists(), "lines of the bank are no entries yet"


def test_the_certain_ones_are_matched_with_one_tap(world: World, book: Book) -> None:
    sale = post(book, date(2026, 11, 1), (chart.BANK, chart.SALES, 1_500_000))
    for day in (3, 4):
        post(book, date(2026, 11, day), (chart.CASH, chart.BANK, 300_000))
    post(book, date(2026, 11, 20), (chart.INTEREST, chart.BANK, 15_000))
    kept(world, book)
    page = text_of(signed_in(world.people["owner"]).get(reverse("book_bank", args=[book.id])).content)
    assert "2 baris di bawah ini sudah pasti pasangannya." in page
    assert "2 baris dicocokkan." in text_of(acted(world, book, act="all").content)
    assert line("TINI").entry == sale.number
    assert line("ATM").entry == 2, "the nearer of two"
    assert line("ADM").entry is None, "seventeen days are too many"


def test_two_as_likely_are_a_choice(world: World, book: Book) -> None:
    for day in (1, 3):
        post(book, date(2026, 11, day), (chart.BANK, chart.SALES, 1_500_000))
    kept(world, book)
    assert "0 baris dicocokkan." in text_of(acted(world, book, act="all").content)
    acted(world, book, act="match", line=line("TINI").pk, number=2)
    assert line("TINI").entry == 2
    assert line("TINI").ignored is False


def test_an_entry_belongs_to_one_line_and_its_amount_must_fit(world: World, book: Book) -> None:
    owner = world.people["owner"]
    kept(world, book, STATEMENT.replace(b"300000.00", b"15000.00"))
    fee = post(book, date(2026, 11, 3), (chart.INTEREST, chart.BANK, 15_000))
    match_line(owner, line("ADM"), fee.number)
    for words, number, error in (("ATM", fee.number, Problem), ("TINI", fee.number, Problem), ("ADM", 1, Conflict)):
        with pytest.raises(error):
            match_line(owner, line(words), number)
    with pytest.raises(NotAllowed):
        match_line(world.people["foreign owner"], line("ATM"), fee.number)


def test_a_line_is_written_as_the_bank_words_suggest(world: World, book: Book) -> None:
    buyer = party_named(book, "Bu Tini")
    post(book, date(2026, 10, 1), (chart.TRADE_RECEIVABLES, chart.SALES, 2_000_000, buyer.number))
    kept(world, book)
    page = signed_in(world.people["owner"]).get(reverse("book_bank", args=[book.id])).content.decode()
    for suggested in ('value="receipt" selected', 'value="expense:interest" selected', 'value="transfer" selected'):
        assert suggested in page
    assert 'value="Bu Tini"' in page
    for words, what, party in (
        ("TINI", "receipt", "Bu Tini"),
        ("ADM", "expense:interest", ""),
        ("ATM", "transfer", ""),
    ):
        pk = line(words).pk
        page = acted(world, book, act="write", line=pk, **{f"line-{pk}-what": what, f"line-{pk}-party": party})
        assert "Tercatat" in text_of(page.content)
    lines = trial_balance(world.people["owner"], book, TODAY).lines
    assert {each.code: each.debit - each.credit for each in lines} == {
        chart.CASH: 300_000,
        chart.BANK: 1_185_000,
        chart.TRADE_RECEIVABLES: 500_000,
        chart.SALES: -2_000_000,
        chart.INTEREST: 15_000,
    }
    page = text_of(page.content)
    assert "Menurut bank Rp 1.185.000 Menurut buku Anda Rp 1.185.000 sama" in page
    assert "Semua baris bank sudah beres." in page
    assert not verify_book(book).wrong


def test_what_was_said_before_is_suggested_the_next_month(world: World, book: Book) -> None:
    owner = world.people["owner"]
    kept(world, book, STATEMENT.replace(b"BIAYA ADM", b"PLN PASCABAYAR 10/26"))
    write_line(owner, line("PLN"), EventKind.EXPENSE, category="power", at=AT)
    kept(world, book, b"Date,Description,Branch,Amount,,Balance\n'10/11/2026,PLN PASCABAYAR 11/26,'0,9000.00,DB,1.00\n")
    guess = next(view.guess for view in bank_view(owner, book).lines if "11/26" in view.line.words)
    assert guess is not None
    assert (guess.kind, guess.category) == (EventKind.EXPENSE, "power")


def test_what_is_said_wrongly_stays_typed_and_is_named(world: World, book: Book) -> None:
    kept(world, book)
    pk = line("TINI").pk
    for posted, why in (
        ({f"line-{pk}-what": ""}, "wajib"),
        ({f"line-{pk}-what": "receipt", f"line-{pk}-party": ""}, "Siapa"),
        ({f"line-{pk}-what": "wage", f"line-{pk}-party": "x"}, "wage"),
    ):
        page = acted(world, book, act="write", line=pk, **posted)
        assert page.status_code == 400
        assert why in text_of(page.content) or why == "wajib"
    Book.objects.filter(pk=book.pk).update(closed_until=date(2026, 11, 30))
    page = acted(world, book, act="write", line=pk, **{f"line-{pk}-what": "sale"})
    assert page.status_code == 400
    assert "ditutup sampai" in text_of(page.content)
    assert not Entry.objects.exists()
    for nonsense in ({"act": "write", "line": "x"}, {"act": "match", "line": pk, "number": "x"}, {"act": "?"}):
        assert acted(world, book, **nonsense).status_code == 200


def test_a_line_written_twice_is_one_entry(world: World, book: Book) -> None:
    kept(world, book)
    pk = line("TINI").pk
    for _again in range(2):
        acted(world, book, act="write", line=pk, **{f"line-{pk}-what": "sale"})
    assert Entry.objects.count() == 1


def test_a_line_can_be_left_alone_and_looked_at_again(world: World, book: Book) -> None:
    kept(world, book)
    acted(world, book, act="leave", line=line("TINI").pk)
    page = text_of(signed_in(world.people["owner"]).get(reverse("book_bank", args=[book.id])).content)
    assert "Diabaikan TRSF E-BANKING CR TINI" in page
    acted(world, book, act="again", line=line("TINI").pk)
    assert not line("TINI").ignored


def test_another_books_line_is_out_of_reach(world: World, book: Book) -> None:
    kept(world, book)
    other = open_book(world.neighbour)
    client = signed_in(world.people["foreign owner"])
    page = client.post(reverse("book_bank", args=[other.id]), {"act": "leave", "line": line("TINI").pk}, follow=True)
    assert "tidak ada lagi" in text_of(page.content)
    assert not line("TINI").ignored


def test_the_difference_is_told_in_words(world: World, book: Book) -> None:
    kept(world, book)
    post(book, date(2026, 11, 2), (chart.BANK, chart.SALES, 1_500_000))
    post(book, date(2026, 11, 20), (chart.BANK, chart.SALES, 999))
    page = text_of(signed_in(world.people["owner"]).get(reverse("book_bank", args=[book.id])).content)
    assert "Di buku Anda lebih banyak Rp 315.000 daripada di bank." in page, "what came after the bank's last day waits"


def test_an_undo_takes_the_lines_and_what_was_written_from_them(world: World, book: Book) -> None:
    post(book, date(2026, 11, 2), (chart.BANK, chart.SALES, 1_500_000))
    listed = kept(world, book)
    acted(world, book, act="all")
    write_line(world.people["owner"], line("ADM"), EventKind.EXPENSE, category="interest", at=AT)
    assert bank_balance(world, book) == 1_485_000
    client = signed_in(world.people["owner"])
    page = client.post(reverse("book_import_undo", args=[listed.id]), follow=True)
    assert "Impor dibatalkan: 3" in text_of(page.content)
    assert bank_balance(world, book) == 1_500_000, "what was there before stays"
    assert not BankLine.objects.exists()
    assert kept(world, book).state == Import.State.DONE, "the same file may come again"
    assert not verify_book(book).wrong


def test_columns_of_an_unknown_bank_are_asked_once(world: World, book: Book) -> None:
    page = sent(world, book, UNKNOWN)
    assert "Kolom mana yang apa?" in text_of(page.content)
    listed, client = Import.objects.get(), signed_in(world.people["owner"])
    path = reverse("book_import_columns", args=[listed.id])
    good = {"day": "0", "words": ["1"], "amount": "2", "side": "3"}
    for change, field in (
        ({"day": "1", "words": ["0"]}, "day"),
        ({"day": ""}, "day"),
        ({"amount": "1", "words": ["2"]}, "amount"),
        ({"amount": "", "side": ""}, "amount"),
        ({"side": ""}, "side"),
        ({"balance": "1", "words": ["3"], "side": ""}, "balance"),
        ({"words": []}, "words"),
    ):
        wrong = client.post(path, good | change)
        if field:
            assert wrong.status_code == 400, change
            assert field in wrong.context["form"].errors, change
    BankLayout.objects.all().delete()
    page = client.post(path, good, follow=True)
    assert "2 baris baru" in text_of(page.content)
    assert BankLayout.objects.get().columns["day"] == 0
    page = sent(world, book, UNKNOWN.replace(b"TOKO", b"LAIN"))
    assert "2 baris baru" in text_of(page.content), "the next file is read at once"


def test_the_page_costs_the_same_however_long_the_book(world: World, book: Book) -> None:
    def cost() -> int:
        client = signed_in(world.people["owner"])
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("book_bank", args=[book.id]))
        return len(queries)

    kept(world, book)
    post(book, date(2026, 11, 3), (chart.CASH, chart.BANK, 300_000))
    few = cost()
    for number in range(40):
        post(book, date(2026, 11, 1 + number % 20), (chart.CASH, chart.BANK, 300_000))
    rows = b"".join(b"'04/11/2026,TOKO %d,'0,%d.00,CR,\n" % (at, 300_000 + at) for at in range(60))
    kept(world, book, b"Date,Description,Branch,Amount,,Balance\n" + rows)
    assert cost() <= few + 1
