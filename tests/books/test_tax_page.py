"""The tax page: what to pay and by when, who pays, and each payment found again with its month."""

from __future__ import annotations

import re
import uuid
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.noting import NewNote, note, take_back
from guyub.books.actions.posting import open_book, post_within
from guyub.books.actions.taxes import pay_tax
from guyub.books.models import Book, Entry
from guyub.books.queries.taxes import tax_year
from guyub.books.rules.ledger import Move
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.taxes import Payment, TaxState, allot
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)
MILLION = 1_000_000
pytestmark = pytest.mark.usefixtures("clock")


def write(book: Book, day: date, *transfers: Move) -> None:
    post_within(book, client_id=uuid.uuid4(), day=day, words=_("Catatan"), transfers=transfers)


@pytest.fixture
def book(world: World) -> Book:
    """Sells 200 million a month from January to October 2026: the free slice is used up in March."""
    book = open_book(world.enterprise)
    for month in range(1, 11):
        write(book, date(2026, month, 5), (chart.CASH, chart.SALES, 200 * MILLION))
    book.taxpayer, book.taxed_since = "individual", 2024
    book.save()
    return book


@pytest.fixture
def owner(world: World, book: Book) -> Client:
    return signed_in(world.people["owner"])


def address(book: Book) -> str:
    return reverse("book_tax", args=[book.id])


def shown(page: bytes) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", page.decode()))
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


def states(world: World, book: Book) -> list[tuple[TaxState, int]]:
    year = tax_year(world.people["owner"], book, 2026, TODAY)
    assert year
    return [(line.state, line.left) for line in year.lines]


def pay(world: World, book: Book, month: int, amount: int, day: date = TODAY, **more: object) -> Entry:
    options = {"place": "bank", "client_id": uuid.uuid4(), **more}
    return pay_tax(world.people["owner"], book, month=date(2026, month, 1), amount=amount, day=day, **options)


def test_what_to_pay_comes_first(owner: Client, book: Book, world: World) -> None:
    text = shown(owner.get(address(book)).content)
    assert "Rp 500.000 pajak Maret 2026, bayar paling lambat 15 April 2026" in text
    assert "8 bulan belum lunas: Rp 7.500.000" in text
    assert "Rp 500 jt dari Rp 500 jt" in text
    assert states(world, book) == [
        *[(TaxState.NONE, 0)] * 2,
        (TaxState.LATE, 500_000),
        *[(TaxState.LATE, MILLION)] * 7,
        (TaxState.RUNNING, 0),
    ]


def test_a_due_day_at_the_weekend_moves_to_monday(world: World, book: Book) -> None:
    year = tax_year(world.people["owner"], book, 2026, date(2026, 11, 16))
    assert year
    assert year.lines[9].state is TaxState.DUE  # October: 15 November 2026 is a Sunday
    assert year.lines[9].about.pay_by == date(2026, 11, 16)


def test_other_income_is_no_turnover_and_returns_lessen_it(world: World, book: Book) -> None:
    write(book, date(2026, 1, 9), (chart.CASH, chart.GRANTS, MILLION), (chart.SALES_RETURNS, chart.CASH, MILLION))
    write(book, date(2026, 1, 9), (chart.JOINT_RECEIVABLES, chart.JOINT_SALES, 3 * MILLION))
    year = tax_year(world.people["owner"], book, 2026, TODAY)
    assert year
    assert year.lines[0].about.turnover == 202 * MILLION


def test_a_payment_settles_its_month_and_can_be_taken_back(world: World, book: Book, owner: Client) -> None:
    data = {"act": "pay", "month": "2026-03", "amount": "500rb", "place": "bank", "day": "2026-11-20"}
    for __ in range(2):  # the second is a resend
        response = owner.post(address(book), {**data, "client_id": "5c" * 16})
        assert response.status_code == 302
    assert Entry.objects.filter(book=book).count() == 11
    assert states(world, book)[2] == (TaxState.PAID, 0)
    assert "Rp 1.000.000 pajak April 2026" in shown(owner.get(address(book)).content)
    number = Entry.objects.filter(book=book).latest("number").number
    take_back(world.people["owner"], book, number, client_id=uuid.uuid4(), day=TODAY, why="salah bulan")
    assert states(world, book)[2] == (TaxState.LATE, 500_000)


def test_tax_that_was_written_as_a_line_settles_the_oldest_month(world: World, book: Book) -> None:
    pay(world, book, 4, MILLION)
    new = NewNote(EventKind.TAX, 700_000, TODAY, text="bayar pajak 700rb")
    note(world.people["owner"], book, new, client_id=uuid.uuid4())
    assert states(world, book)[2:5] == [(TaxState.PAID, 0), (TaxState.PAID, 0), (TaxState.LATE, 800_000)]


def test_what_stands_as_owed_is_settled_before_it_is_an_expense(world: World, book: Book) -> None:
    write(book, date(2026, 3, 31), (chart.TAX, chart.TAX_PAYABLE, 300_000))
    entry = pay(world, book, 3, 500_000)
    moved = dict(entry.book.transfers.filter(number=entry.number).values_list("debit", "amount"))
    assert moved == {chart.TAX_PAYABLE: 300_000, chart.TAX: 200_000}


def test_a_payment_that_cannot_be_is_named_at_its_field(owner: Client, book: Book) -> None:
    for wrong, field in [
        ({"day": "2026-12-24"}, "day"),
        ({"day": "2026-03-31"}, "day"),
        ({"amount": "0"}, "amount"),
        ({"amount": "banyak"}, "amount"),
        ({"month": "maret"}, "month"),
        ({"place": "laci"}, "place"),
    ]:
        data = {"act": "pay", "month": "2026-03", "amount": "500rb", "place": "bank", "day": "2026-11-20", **wrong}
        response = owner.post(address(book), data)
        assert response.status_code == 400, wrong
        assert field in response.context["pay_form"].errors, wrong
    assert Entry.objects.filter(book=book).count() == 10


def test_a_resend_with_another_month_is_a_conflict(world: World, book: Book) -> None:
    client_id = uuid.uuid4()
    pay(world, book, 3, 1, client_id=client_id)
    with pytest.raises(Conflict):
        pay(world, book, 4, 1, client_id=client_id)


def test_who_pays_is_asked_once_and_kept(owner: Client, world: World, book: Book) -> None:
    Book.objects.filter(pk=book.pk).update(taxpayer="", taxed_since=None)
    page = shown(owner.get(address(book)).content)
    assert "Pajaknya bergantung pada bentuk usaha" in page
    assert "Bulan demi bulan" not in page
    assert owner.post(address(book), {"taxpayer": "pt", "taxed_since": "2022"}).status_code == 302
    assert "Pajak final tidak berlaku" in shown(owner.get(address(book)).content), "2022 to 2024 were its three years"
    for wrong, field in [
        ({"taxpayer": "yayasan"}, "taxpayer"),
        ({"taxpayer": "cv", "taxed_since": "1999"}, "taxed_since"),
    ]:
        response = owner.post(address(book), wrong)
        assert response.status_code == 400
        assert field in response.context["form"].errors
    book.refresh_from_db()
    assert (book.taxpayer, book.taxed_since) == ("pt", 2022)


def test_only_who_keeps_the_book_notes_a_payment(world: World, book: Book) -> None:
    for role in ("foreign owner", "worker", "officer"):
        with pytest.raises(NotAllowed):
            pay_tax(world.people[role], book, month=TODAY, amount=1, place="bank", day=TODAY, client_id=uuid.uuid4())


def test_a_closed_month_takes_no_payment(world: World, book: Book) -> None:
    Book.objects.filter(pk=book.pk).update(closed_until=date(2026, 10, 31))
    with pytest.raises(Problem):
        pay(world, book, 3, 1, date(2026, 10, 20))


def test_the_page_costs_the_same_with_many_payments(world: World, book: Book, owner: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            owner.get(address(book))
        return len(queries)

    pay(world, book, 3, 10)
    asked()
    before = asked()
    for month in range(3, 10):
        pay(world, book, month, 10)
    assert asked() == before


def test_years_before_and_nonsense_years(owner: Client, book: Book) -> None:
    write(book, date(2025, 6, 1), (chart.CASH, chart.SALES, 600 * MILLION))
    assert "Rp 500.000" in shown(owner.get(address(book) + "?tahun=2025").content)
    for nonsense in ("x", "99999", "٢٠٢٦", "-1"):
        assert owner.get(address(book) + f"?tahun={nonsense}").status_code == 200


MONTHS = [date(2026, month, 1) for month in range(1, 7)]


@given(
    st.lists(st.integers(0, 1000), min_size=6, max_size=6),
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 2000), st.booleans()), max_size=12),
)
def test_payments_are_allotted_once_and_never_beyond_what_is_owed(
    taxes: list[int], payments: list[tuple[int, int, bool]]
) -> None:
    owed = dict(zip(MONTHS, taxes, strict=True))
    told = [Payment(date(2026, month, 20), amount, direct) for month, amount, direct in payments]
    paid = allot(owed, told)
    assert all(paid[month].amount <= owed[month] for month in paid)
    assert sum(each.amount for each in paid.values()) <= sum(each.amount for each in told)
    assert all(0 <= each.direct <= each.amount for each in paid.values())
    assert allot(owed, reversed(told)).keys() == paid.keys()
