"""The statements on screen, paper and spreadsheet say the same, and every figure opens to what it is made of."""

from __future__ import annotations

import io
import re
import uuid
from datetime import date
from html import unescape

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book, post_within
from guyub.books.models import Book
from guyub.books.queries.history import account_history
from guyub.books.queries.statements import statements
from guyub.books.rules.ledger import Move
from guyub.books.rules.periods import span
from guyub.kernel.words import _, show_rupiah

pytestmark = pytest.mark.usefixtures("clock")
SPAN = "?dari=2026-01&sampai=2026-11&banding=tahun"
CELL = re.compile(r'<td class="num">(?:<a href="(?P<url>[^"]+)">|<strong>)?(?P<amount>[^<]+)')


def write(book: Book, day: date, *transfers: Move, text: str = "Catatan") -> None:
    post_within(book, client_id=uuid.uuid4(), day=day, words=_("%(said)s", said=text), transfers=transfers)


@pytest.fixture
def book(world: World) -> Book:
    book = open_book(world.enterprise)
    tini = party_named(book, "Bu Tini <b>").number
    write(book, date(2024, 6, 1), (chart.CASH, chart.CAPITAL, 2_000_000))
    write(book, date(2025, 2, 2), (chart.CASH, chart.SALES, 540_000), (chart.MATERIAL_EXPENSE, chart.CASH, 200_000))
    write(book, date(2026, 1, 5), (chart.TRADE_RECEIVABLES, chart.SALES, 1_234_567, tini), text="=2+3 #panic()")
    for day in range(1, 21):
        write(book, date(2026, 3, day), (chart.CASH, chart.SALES, 10_000 + day), (chart.WAGES, chart.CASH, 4_000))
    write(book, date(2026, 11, 4), (chart.EQUIPMENT, chart.BANK, 750_000))
    return book


@pytest.fixture
def owner(world: World, book: Book) -> Client:
    return signed_in(world.people["owner"])


def _amount(text: str) -> int:
    return int(re.sub(r"[^\d−]", "", unescape(text)).replace("\N{MINUS SIGN}", "-"))


def _cells(page: str) -> list[tuple[str, int]]:
    """Address and amount of every figure of the statements."""
    body = page.partition('id="posisi"')[2].partition('id="catatan"')[0]
    return [(unescape(found["url"] or ""), _amount(found["amount"])) for found in CELL.finditer(body)]


def test_screen_paper_and_spreadsheet_say_the_same(owner: Client, world: World, book: Book) -> None:
    this = span(date(2026, 1, 1), date(2026, 11, 1))
    report = statements(world.people["owner"], book, [this, this.year_ago()])
    amounts = [amount for each in report.all for row in each.rows for amount in row.amounts]
    page = owner.get(reverse("book_statements", args=[book.id]) + SPAN).content.decode()
    assert [amount for __, amount in _cells(page)] == amounts

    paper = owner.get(reverse("book_statements_pdf", args=[book.id]) + SPAN)
    text = "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(paper.content)).pages)
    printed = re.findall(r"−?Rp\s[\d.]+", text.replace("\N{NO-BREAK SPACE}", " "))
    shown = [show_rupiah(amount, "id").replace("\N{NO-BREAK SPACE}", " ") for amount in amounts]
    assert printed[: len(shown)] == shown
    assert "Bu Tini <b>" in text

    sheet = owner.get(reverse("book_statements_xlsx", args=[book.id]) + SPAN)
    workbook = openpyxl.load_workbook(io.BytesIO(sheet.content))
    assert len(workbook.sheetnames) == 4
    written = [
        cell.value
        for name in workbook.sheetnames[:3]
        for row in workbook[name].iter_rows(min_row=4, min_col=2)
        for cell in row
        if cell.value is not None
    ]
    assert written == amounts
    assert all("#,##0" in cell.number_format for cell in workbook.worksheets[0]["B"][4:] if cell.value is not None)


def test_every_figure_opens_to_what_it_is_made_of(owner: Client, world: World, book: Book) -> None:
    page = owner.get(reverse("book_statements", args=[book.id]) + SPAN).content.decode()
    opened = [(url, amount) for url, amount in _cells(page) if url]
    assert len(opened) > 20
    for url, amount in opened:
        response = owner.get(url.partition("#")[0])
        assert response.status_code == 200, url
        if "/akun/" in url:
            history = response.context["history"]
            assert abs(amount) in {abs(history.change), abs(history.after)}, url
        else:
            report = response.context["report"]
            assert report.profit.amounts("Laba bersih")[0] == amount, url


def test_the_history_of_an_account_runs_from_balance_to_balance_over_pages(world: World, book: Book) -> None:
    during, person = span(date(2026, 3, 1), date(2026, 11, 1)), world.people["owner"]
    place, lines, last = None, [], None
    while True:
        history = account_history(person, book, chart.CASH, during, place, size=7)
        assert history
        if last is None:
            assert history.carried == history.before == 2_340_000
        else:
            assert history.carried == last
        lines += history.lines
        last = history.lines[-1].balance
        place = history.later
        if place is None:
            break
    assert len({(line.number, line.line) for line in lines}) == len(lines) == 40
    assert last == history.after == history.before + sum(line.amount for line in lines)


def test_the_account_page_shows_the_words_and_goes_on(owner: Client, book: Book) -> None:
    path = reverse("book_account", args=[book.id, chart.CASH])
    for day in range(1, 21):
        write(book, date(2026, 4, day), (chart.CASH, chart.SALES, 1_000), (chart.WAGES, chart.CASH, 500))
    page = owner.get(path + "?dari=2026-03&sampai=2026-11").content.decode()
    later = re.search(r'href="([^"]+sesudah=[^"]+)"', page)
    assert later
    assert "Saldo sebelum halaman ini" in owner.get(path + unescape(later[1])).content.decode()
    receivables = owner.get(reverse("book_account", args=[book.id, chart.TRADE_RECEIVABLES]) + SPAN).content.decode()
    assert "=2+3 #panic()" in receivables


@pytest.mark.parametrize("query", ["?dari=kapan", "?dari=2026-11&sampai=2026-01", "?dari=9999-01", "?dari=2026-13"])
def test_a_span_that_cannot_be_read_is_named_and_this_year_shown(owner: Client, book: Book, query: str) -> None:
    for name, arguments in (("book_statements", []), ("book_account", [chart.CASH])):
        response = owner.get(reverse(name, args=[book.id, *arguments]) + query)
        assert response.status_code == 400
        assert re.search("Tulis bulan seperti 2026-11|Bulan akhir tidak bisa", response.content.decode())
    assert owner.get(reverse("book_statements_pdf", args=[book.id]) + query).status_code == 404


def test_an_account_that_the_book_does_not_have_is_not_found(owner: Client, book: Book) -> None:
    assert owner.get(reverse("book_account", args=[book.id, "9999"])).status_code == 404


def test_an_empty_book_teaches_with_an_example(world: World) -> None:
    book = open_book(world.neighbour)
    page = signed_in(world.people["foreign owner"]).get(reverse("book_statements", args=[book.id]))
    assert "Belum ada angka" in page.content.decode()
    assert (
        signed_in(world.people["foreign owner"])
        .get(reverse("book_statements_pdf", args=[book.id]))
        .content.startswith(b"%PDF")
    )
