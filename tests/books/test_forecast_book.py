"""The forecast of a whole book: by hand week for week, at one cost for any size, and seen by who may see the book."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.parties import party_named
from guyub.books.actions.planning import NewPlan, add_plan, remove_plan
from guyub.books.actions.posting import open_book, post_within
from guyub.books.models import Book, Planned
from guyub.books.queries.forecast import outlook
from guyub.books.queries.forecast_habits import weeks_known
from guyub.books.rules.ledger import Move
from guyub.kernel.charts.bars import Amount, bars_svg
from guyub.kernel.charts.spans import Span, spans_svg
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.words import _, render
from guyub.people.models import User

TODAY = date(2026, 11, 23)
MONDAY = date(2026, 8, 24)  # thirteen weeks before
pytestmark = pytest.mark.usefixtures("clock")


def write(book: Book, day: date, *transfers: Move) -> None:
    post_within(book, client_id=uuid.uuid4(), day=day, words=_("catatan"), transfers=transfers)


def plan(words: str = "sewa kios", amount: int = 300_000, first: date = TODAY, every: str = "once") -> NewPlan:
    return NewPlan(words, amount, comes_in=False, first=first, every=every)


@pytest.fixture
def owner(world: World) -> User:
    user = world.people["owner"]
    assert user is not None
    return user


@pytest.fixture
def book(world: World) -> Book:
    """Thirteen weeks of a steady workshop, two customers, a supplier; Rp 300.000 is left today."""
    book = open_book(world.enterprise)
    tini, old, budi = (party_named(book, name).number for name in ("Bu Tini", "Toko Lama", "Pak Budi"))
    write(book, date(2026, 8, 1), (chart.TRADE_RECEIVABLES, chart.SALES, 400_000, old))
    write(book, date(2026, 9, 1), (chart.TRADE_RECEIVABLES, chart.SALES, 2_000_000, tini))
    write(book, date(2026, 10, 5), (chart.BANK, chart.TRADE_RECEIVABLES, 2_000_000, tini))
    for week in range(13):
        monday = MONDAY + timedelta(weeks=week)
        write(book, monday + timedelta(1), (chart.CASH, chart.SALES, 700_000))
        write(book, monday + timedelta(2), (chart.MATERIAL_EXPENSE, chart.CASH, 350_000), (chart.BANK, chart.CASH, 10))
        write(book, monday + timedelta(5), (chart.WAGES, chart.CASH, 140_000))
        if week in (4, 8, 12):
            write(book, monday, (chart.POWER, chart.CASH, 280_000))
    write(book, date(2026, 11, 9), (chart.TRADE_RECEIVABLES, chart.SALES, 1_500_000, tini))
    write(book, date(2026, 11, 9), (chart.MATERIAL_EXPENSE, chart.TRADE_PAYABLES, 1_500_000, budi))
    write(book, date(2026, 11, 20), (chart.EQUIPMENT, chart.CASH, 3_590_000))
    return book


def test_a_worked_case_week_for_week(owner: User, book: Book) -> None:
    """By hand. Usual each day from tomorrow: + 100.000 sales - 50.000 material - 20.000 wages - 10.000 power (280.000
    in four weeks) = + 20.000. Bu Tini pays after 34 days: 13 December. Pak Budi, paid never before, after 30:
    9 December. Toko Lama is late: 6 December, the end of next week. The rent of 300.000 goes out on every 5th.
    """
    add_plan(owner, book, plan(first=date(2026, 11, 5), every="month"), client_id="rent", today=TODAY)
    seen = outlook(owner, book, TODAY).forecast
    rows = [(week.came_in, week.went_out, week.lowest, week.closing) for week in seen.weeks]
    assert rows == [
        (600_000, 480_000, 300_000, 420_000),
        (700_000 + 400_000, 560_000 + 300_000, 240_000, 660_000),
        (700_000 + 1_500_000, 560_000 + 1_500_000, -780_000, 800_000),
        (700_000, 560_000, 820_000, 940_000),
        (700_000, 560_000, 960_000, 1_080_000),
        (700_000, 560_000, 1_100_000, 1_220_000),
        (700_000, 560_000 + 300_000, 960_000, 1_060_000),
        (700_000, 560_000, 1_080_000, 1_200_000),
        (700_000, 560_000, 1_220_000, 1_340_000),
        (700_000, 560_000, 1_360_000, 1_480_000),
        (700_000, 560_000 + 300_000, 1_280_000, 1_320_000),
        (700_000, 560_000, 1_340_000, 1_460_000),
        (700_000, 560_000, 1_480_000, 1_600_000),
    ]
    assert seen.dry == date(2026, 12, 9)
    assert render(seen.words, "id").replace("\N{NO-BREAK SPACE}", " ") == (
        "Uang habis minggu 7–13 Desember 2026: utang kepada Pak Budi Rp 1.500.000 jatuh tempo 9 Desember 2026, "
        "sebelum pembayaran dari Bu Tini."
    )


def test_sold_and_bought_on_credit_from_now_on_is_paid_after_the_usual_days(owner: User, book: Book) -> None:
    """A customer who pays every week: the debts of today first, then, 7 days on, what is sold from now on."""
    number = party_named(book, "Warung Sari").number
    for week in range(14):
        day = MONDAY + timedelta(weeks=week)
        if day < TODAY:
            write(book, day, (chart.TRADE_RECEIVABLES, chart.SALES, 70_000, number))
        if week and day <= TODAY - timedelta(7):
            write(book, day, (chart.CASH, chart.TRADE_RECEIVABLES, 70_000, number))
    (usual,) = (each for each in outlook(owner, book, TODAY).usual if each.words.text == "pelanggan membayar bon baru")
    assert (usual.weekly, usual.since) == (70_000, TODAY + timedelta(8))


def test_no_instalment_is_expected_beyond_what_is_still_owed(owner: User, book: Book) -> None:
    write(book, MONDAY, (chart.BANK, chart.LOANS, 1_000_000), (chart.CAPITAL, chart.BANK, 1_000_000))
    assert outlook(owner, book, TODAY).loans_without_instalments == 1_000_000
    for week in range(13):
        write(book, MONDAY + timedelta(weeks=week), (chart.LOANS, chart.CASH, 70_000))
    shown = outlook(owner, book, TODAY)
    assert shown.loans_without_instalments == 0
    paid = [item for week in shown.forecast.weeks for item in week.items if item.words.text == "angsuran pinjaman"]
    assert sum(item.amount for item in paid) == 1_000_000 - 13 * 70_000


def test_debts_without_a_name_are_expected_in_a_month_but_deposits_and_joint_orders_are_not_money_twice(
    owner: User, book: Book
) -> None:
    before = {item for week in outlook(owner, book, TODAY).forecast.weeks for item in week.items}
    write(book, TODAY, (chart.TRADE_RECEIVABLES, chart.SALES, 90_000))
    write(book, TODAY, (chart.JOINT_RECEIVABLES, chart.JOINT_SALES, 5_000_000))
    number = party_named(book, "Bu Sri").number
    write(book, TODAY, (chart.BANK, chart.CUSTOMER_DEPOSITS, 700_000, number))
    after = {item for week in outlook(owner, book, TODAY).forecast.weeks for item in week.items}
    (new,) = after - before
    assert (new.amount, new.day, new.comes_in) == (90_000, TODAY + timedelta(30), True)


def test_the_tax_of_months_that_were_and_of_this_one_is_expected_when_it_is_due(owner: User, book: Book) -> None:
    """0.5 % of a year of sales beyond the Rp 500 million that are free for a person."""
    write(book, date(2026, 10, 20), (chart.BANK, chart.SALES, 600_000_000))
    book.taxpayer, book.taxed_since = "individual", 2026
    book.save()
    due = [
        (item.day, item.amount)
        for week in outlook(owner, book, TODAY).forecast.weeks
        for item in week.items
        if item.words.text == "pajak penghasilan"
    ]
    sold_by_then = 400_000 + 2_000_000 + 10 * 700_000 + 600_000_000  # up to October
    assert due == [(TODAY, (sold_by_then - 500_000_000) // 200), (date(2026, 12, 15), (3 * 700_000 + 1_500_000) // 200)]


@pytest.mark.parametrize(
    ("first", "weeks"),
    [(None, 0), (TODAY, 0), (date(2026, 11, 16), 1), (date(2026, 11, 15), 1), (date(2026, 10, 26), 4), (MONDAY, 13)],
)
def test_only_full_weeks_since_the_first_entry_count_as_known(first: date | None, weeks: int) -> None:
    assert weeks_known(first, TODAY) == weeks
    assert weeks_known(date(2016, 1, 1), TODAY) == 13


def test_it_costs_the_same_for_ten_entries_and_for_two_thousand(world: World, owner: User) -> None:
    book = open_book(world.enterprise)
    client, path = signed_in(owner), reverse("book_forecast", args=[book.id])

    def fill(count: int) -> None:
        for number in range(count):
            party = party_named(book, f"Pelanggan {number % 150}").number
            day = TODAY - timedelta(37 * number % 400)
            account = (chart.TRADE_RECEIVABLES, chart.CASH)[number % 2]
            write(book, day, (account, chart.SALES, 1_000 + number, party), (chart.WAGES, chart.CASH, 10))

    def cost() -> int:
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    fill(10)
    few = cost()
    fill(1_990)
    assert cost() <= few < 30


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="asks SQLite how it finds rows")
def test_no_query_walks_through_the_whole_book(owner: User, book: Book) -> None:
    """Whatever is asked of the transfers is found by account and day, so ten older years cost nothing."""
    with CaptureQueriesContext(connection) as asked:
        outlook(owner, book, TODAY)
    plans = []
    for query in asked.captured_queries:
        if 'FROM "books_transfer"' in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plans.append(" ".join(row[3] for row in cursor.fetchall()))
    assert len(plans) == 6
    assert all("day>?" in plan and "SCAN" not in plan for plan in plans), plans


def text_of(response) -> str:
    page = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(page).replace("\N{NO-BREAK SPACE}", " "))


def post(client: Client, path: str, **changed: str):
    sent = {
        "client_id": "one",
        "direction": "out",
        "words": "Sewa kios",
        "amount": "1,5 jt",
        "first": "2026-12-05",
        "every": "month",
        "until": "",
    }
    return client.post(path, sent | changed)


def test_the_owner_reads_the_warning_first_and_then_every_week(owner: User, book: Book) -> None:
    page = signed_in(owner).get(reverse("book_forecast", args=[book.id]))
    shown = text_of(page)
    assert "utang kepada Pak Budi Rp 1.500.000 jatuh tempo 9 Desember 2026, sebelum pembayaran dari Bu Tini" in shown
    assert shown.index("Uang habis") < shown.index("uang sekarang") < shown.index("Minggu demi minggu")
    assert "pembayaran dari Bu Tini 13 Desember 2026 · kemungkinan besar · biasanya dibayar 34 hari sesudahnya" in shown
    assert "utang kepada Pak Budi 9 Desember 2026 · pasti" in shown
    assert "penjualan yang langsung dibayar kebiasaan +Rp 600.000" in shown
    assert page.content.count(b"<details") == 14
    assert "Anda membayar bahan 22 hari setelah membeli, dan dibayar 14 hari setelah menjual" in shown
    for word in ("debit", "kredit", "akun ", "saldo", "arus kas"):
        assert word not in shown.lower()


def test_a_book_without_history_teaches_what_a_forecast_needs(world: World, owner: User) -> None:
    book = open_book(world.enterprise)
    path = reverse("book_forecast", args=[book.id])
    assert "Belum ada yang bisa diperkirakan" in text_of(signed_in(owner).get(path))
    add_plan(owner, book, plan(), client_id="a", today=TODAY)
    shown = text_of(signed_in(owner).get(path))
    assert "perlu catatan 4 minggu penuh" in shown
    assert "sewa kios Rp 300.000 jatuh tempo 23 November 2026" in shown


def test_an_officer_sees_the_hubs_forecast_and_plans_nothing(world: World) -> None:
    officer = world.people["officer"]
    book = open_book(world.sentra)
    write(book, TODAY, (chart.BANK, chart.HUB_FEE_INCOME, 500_000))
    client, path = signed_in(officer), reverse("book_forecast", args=[book.id])
    page = client.get(path)
    assert page.status_code == 200
    assert b'name="words"' not in page.content
    assert post(client, path).status_code == 403
    assert client.post(path, {"remove": str(uuid.uuid4())}).status_code == 403
    assert not Planned.objects.exists()


def test_a_plan_is_added_once_however_often_it_is_sent(owner: User, book: Book) -> None:
    client, path = signed_in(owner), reverse("book_forecast", args=[book.id])
    for __ in range(2):
        response = post(client, path)
        assert response.status_code == 302
    made = Planned.objects.get()
    assert (made.words, made.amount, made.comes_in, made.every) == ("Sewa kios", 1_500_000, False, "month")
    shown = text_of(client.get(path))
    assert "Sewa kios sekarang ikut dihitung." in shown
    assert "tiap bulan mulai 5 Desember 2026" in shown
    other = post(client, path, words="Arisan")
    assert other.status_code == 400
    assert "dengan isi yang lain" in text_of(other)
    assert Planned.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"amount": "banyak"}, "banyak"),
        ({"amount": "0"}, "Jumlah uang harus lebih dari nol"),
        ({"amount": "9" * 18}, "mohon periksa lagi"),
        ({"words": ""}, "tidak boleh kosong"),
        ({"first": "31/2/2026"}, "tidak ada di kalender"),
        ({"first": "2026-11-01", "every": "once"}, "sudah lewat"),
        ({"first": "2090-01-01"}, "terlalu jauh"),
        ({"until": "2026-12-01"}, "tidak bisa sebelum 5 Desember 2026"),
        ({"every": "year"}, "year"),
        ({"direction": ""}, "tidak boleh kosong"),
        ({"words": "x" * 500}, "120"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_is_kept(
    owner: User, book: Book, changed: dict[str, str], complaint: str
) -> None:
    page = post(signed_in(owner), reverse("book_forecast", args=[book.id]), **changed)
    assert page.status_code == 400
    assert complaint.lower() in text_of(page).lower()
    assert 'aria-invalid="true"' in page.content.decode()
    if "words" not in changed:
        assert 'value="Sewa kios"' in page.content.decode()
    assert not Planned.objects.exists()


def test_a_plan_can_be_taken_off_and_written_again(owner: User, book: Book) -> None:
    client, path = signed_in(owner), reverse("book_forecast", args=[book.id])
    made = add_plan(owner, book, plan(words="Arisan <b>"), client_id="a", today=TODAY)
    page = client.post(path, {"remove": str(made.id)}, follow=True)
    assert not Planned.objects.exists()
    assert "Arisan <b> tidak dihitung lagi." in text_of(page)
    (again,) = re.findall(r'href="([^"]*words=[^"]*)"', page.content.decode())
    assert 'value="Arisan &lt;b&gt;"' in client.get(unescape(again)).content.decode()
    for odd in (str(made.id), "nonsense", ""):
        assert "sudah tidak ada" in text_of(client.post(path, {"remove": odd}, follow=True))


def test_nobody_plans_in_anothers_book(world: World, owner: User, book: Book) -> None:
    made = add_plan(owner, book, plan(), client_id="a", today=TODAY)
    other, theirs = world.people["foreign owner"], open_book(world.neighbour)
    assert remove_plan(other, theirs, made.id) is None
    with pytest.raises(NotAllowed):
        add_plan(other, book, plan(), client_id="b", today=TODAY)
    with pytest.raises(NotAllowed):
        remove_plan(other, book, made.id)
    with pytest.raises(NotAllowed):
        outlook(other, book, TODAY)
    with pytest.raises(Conflict):
        add_plan(owner, book, plan(amount=1), client_id="a", today=TODAY)
    assert Planned.objects.get() == made


def test_there_are_not_more_plans_than_a_person_can_read(owner: User, book: Book) -> None:
    for number in range(100):
        add_plan(owner, book, plan(words=f"rencana {number}"), client_id=str(number), today=TODAY)
    with pytest.raises(Problem, match="100"):
        add_plan(owner, book, plan(), client_id="more", today=TODAY)


def test_names_and_words_of_people_stay_text_on_the_page_and_in_the_charts(owner: User, book: Book) -> None:
    evil = "<script>alert(1)</script>"
    write(book, TODAY, (chart.TRADE_RECEIVABLES, chart.SALES, 9_000_000, party_named(book, evil).number))
    add_plan(owner, book, plan(words=f"{evil} 100% %(x)s"), client_id="a", today=TODAY)
    page = signed_in(owner).get(reverse("book_forecast", args=[book.id])).content.decode()
    assert evil not in page
    assert "100% %(x)s" in page
    drawn = bars_svg([Amount(evil, -1, evil, mark=-2)], evil, evil) + spans_svg(
        [Span(evil, 0, 1, evil, "new")], evil, evil
    )
    assert "<script" not in drawn
    for strange in (float("nan"), float("inf"), -5.0):
        assert "nan" not in bars_svg([Amount("a", strange, "b", strange)], "c") + spans_svg(
            [Span("a", strange, strange, "b", "new")], "c"
        )
