"""Money today, and what can be done about a debt, by the figures of a month worked by hand."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.books.test_debts import text_of, write
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.debts import Deposit, use_deposit
from guyub.books.actions.noting import NewNote, note, take_back
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book
from guyub.books.models import Book, Entry, Party
from guyub.books.queries.debts import nets_with, party_view
from guyub.books.queries.money import money_today, waiting
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.money import Target
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.people.actions import give_role
from guyub.people.models import RoleName
from guyub.web.waiting import waiting_for

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.usefixtures("clock")


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_selling_so_much_a_day_reaches_the_target_and_a_thousand_less_does_not(
    sales: int, target: int, today: date
) -> None:
    found = Target(sales, target, today)
    assert sales + found.a_day * found.days_left >= target
    assert not found.left or sales + (found.a_day - 1000) * found.days_left < target
    assert str(found.words)


@pytest.fixture
def owner(world: World) -> Client:
    return signed_in(world.people["owner"])


@pytest.fixture
def book(world: World) -> Book:
    """November by hand.

    Sold 540.000 for cash and 460.000 to Bu Tini on credit, who paid 100.000 today; 75.000 came back. Benang for
    300.000 on credit from Pak Budi in October, nothing paid. Taken home 200.000. Today sold 125.000 by QRIS.
    """
    book = open_book(world.enterprise)

    def told(kind: EventKind, amount: int, day: date, **rest: object) -> None:
        note(world.people["owner"], book, NewNote(kind, amount, day, **rest), client_id=uuid.uuid4())  # type: ignore[arg-type]

    told(EventKind.PURCHASE, 300_000, date(2026, 10, 10), party="Pak Budi", settlement="credit")
    told(EventKind.SALE, 540_000, date(2026, 11, 2))
    told(EventKind.SALE, 460_000, date(2026, 11, 3), party="Bu Tini", settlement="credit")
    told(EventKind.SALE_RETURN, 75_000, date(2026, 11, 4))
    told(EventKind.DRAWING, 200_000, date(2026, 11, 5))
    told(EventKind.RECEIPT, 100_000, TODAY, party="Bu Tini")
    told(EventKind.SALE, 125_000, TODAY, settlement="ewallet")
    told(EventKind.TRANSFER, 50_000, TODAY)
    Book.objects.filter(id=book.id).update(sales_target=1_850_000, owner_salary=400_000)
    return Book.objects.get(id=book.id)


def test_money_today_by_hand(world: World, book: Book) -> None:
    shown = money_today(world.people["owner"], book, TODAY)
    assert [place.amount for place in shown.places] == [315_000, 50_000, 125_000]
    assert shown.money == 490_000
    assert (shown.day.came_in, shown.day.went_out, shown.day.sales) == (225_000, 0, 125_000)
    assert shown.sales == 1_050_000
    assert shown.target is not None
    assert (shown.target.days_left, shown.target.a_day) == (8, 100_000)
    assert (shown.month.profit, shown.month.taken, shown.after_salary) == (1_050_000, 200_000, 650_000)
    assert [(owed.name, owed.amount, owed.since) for owed in shown.oldest_to_us] == [
        ("Bu Tini", 360_000, date(2026, 11, 3))
    ]
    assert [(owed.name, owed.amount, owed.days(TODAY)) for owed in shown.oldest_by_us] == [("Pak Budi", 300_000, 44)]


def test_the_page_says_it_in_words(book: Book, owner: Client) -> None:
    page = text_of(owner.get(reverse("book", args=[book.id])).content)
    for said in (
        "Rp 490.000 uang sekarang",
        "Anda berutang Rp 300.000 kepada Pak Budi, sudah 44 hari.",
        "Tinggal 8 hari: perlu Rp 100.000 sehari untuk mencapai target Rp 1.850.000.",
        "Rp 360.000 utang orang kepada Anda",
        "Sisa laba sesudah gaji Anda Rp 400.000 Rp 650.000",
    ):
        assert said in page, said


def test_what_waits_and_the_money_stand_on_the_first_page(book: Book, owner: Client) -> None:
    page = text_of(owner.get(reverse("home")).content)
    assert "Uang hari ini" in page
    assert "Rp 490.000" in page
    assert "Anda berutang Rp 300.000 kepada Pak Budi, sudah 44 hari." in page
    assert "Catatan sampai 31 Oktober 2026 bisa ditutup" in page


def test_the_matter_stands_above_its_sentence_and_the_book_only_with_several(world: World, book: Book) -> None:
    owner = world.people["owner"]
    rows = waiting_for(owner, [waiting(owner, book, TODAY)], [], [])
    found = {title: sentence for title, sentence, __ in rows}
    assert "sudah 44 hari" in found["Utang sudah lama"]
    assert "bisa ditutup" in found["Tutup bulan"]
    give_role(owner, RoleName.OWNER, world.neighbour.id)
    other = open_book(world.neighbour)
    owner = type(owner).objects.get(pk=owner.pk)
    titles = {
        title for title, *__ in waiting_for(owner, [waiting(owner, each, TODAY) for each in (book, other)], [], [])
    }
    assert f"Utang sudah lama · {book.name}" in titles


def test_what_was_taken_back_today_is_neither_income_nor_cost(world: World, book: Book) -> None:
    owner, before = world.people["owner"], money_today(world.people["owner"], book, TODAY).day
    drawn = note(owner, book, NewNote(EventKind.DRAWING, 80_000, date(2026, 11, 20)), client_id=uuid.uuid4())
    sold = note(owner, book, NewNote(EventKind.SALE, 90_000, TODAY), client_id=uuid.uuid4())
    for entry in (drawn, sold):
        take_back(owner, book, entry.number, client_id=uuid.uuid4(), day=TODAY, why="keliru")
    assert money_today(owner, book, TODAY).day == before


def test_pages_cost_the_same_with_ten_entries_and_a_thousand(world: World, book: Book, owner: Client) -> None:
    addresses = [reverse(name, args=[book.id]) for name in ("book", "book_household", "book_settings")]

    def cost() -> list[int]:
        counts = []
        for address in (*addresses, reverse("home")):
            with CaptureQueriesContext(connection) as asked:
                assert owner.get(address).status_code == 200
            counts.append(len(asked))
        return counts

    few = cost()
    for step in range(1000):
        day = TODAY - timedelta(days=step // 10)
        write(book, day, (chart.CASH, chart.SALES, 1000 + step), (chart.DRAWINGS, chart.CASH, 500))
    assert cost() == few
    assert max(few) <= 30, few


def test_an_officer_sees_the_hubs_money_without_household_or_target(world: World) -> None:
    hub, officer = open_book(world.sentra), signed_in(world.people["officer"])
    buyer = party_named(hub, "Hotel Kencana")
    write(hub, date(2026, 9, 1), (chart.TRADE_RECEIVABLES, chart.COLLECTED_FOR_MEMBERS, 4_000_000, buyer.number))
    page = text_of(officer.get(reverse("book", args=[hub.id])).content)
    assert "Hotel Kencana berutang Rp 4.000.000, sudah 83 hari." in page
    for word in ("Dibawa pulang", "Rumah tangga", "target", "gaji"):
        assert word not in page, word
    debts = text_of(officer.get(reverse("book_debts", args=[hub.id])).content)
    assert "Hotel Kencana" in debts
    party = officer.get(reverse("book_party", args=[hub.id, buyer.number])).content.decode()
    assert "<form" not in party[party.index("<main") :], "nobody writes in a hub's book by hand"
    posted = officer.post(reverse("book_party", args=[hub.id, buyer.number]), {"act": "received"})
    assert posted.status_code == 403


def test_both_lists_show_age_and_lead_to_the_person(book: Book, owner: Client) -> None:
    page = owner.get(reverse("book_debts", args=[book.id])).content
    shown = text_of(page)
    assert "Yang berutang kepada Anda Rp 360.000" in shown
    assert "Utang Anda Rp 300.000" in shown
    assert "31 sampai 60 hari Rp 300.000" in shown
    assert reverse("book_party", args=[book.id, party_named(book, "Bu Tini").number]) in page.decode()


def received(amount: str, **changed: str) -> dict[str, str]:
    fields = {"amount": amount, "settlement": "bank", "day": "2026-11-23", "client_id": uuid.uuid4().hex}
    return {"act": "received"} | {f"received-{name}": value for name, value in (fields | changed).items()}


def test_a_payment_is_one_tap_and_counts_once_however_often_it_is_sent(book: Book, owner: Client) -> None:
    tini = party_named(book, "Bu Tini")
    address = reverse("book_party", args=[book.id, tini.number])
    assert 'value="360.000"' in owner.get(address).content.decode(), "what is owed is filled in"
    sent = received("360rb")
    said = text_of(owner.post(address, sent, follow=True).content)
    assert "Tercatat:" in said
    assert "Tidak ada utang di antara Anda dan Bu Tini." in said
    assert owner.post(address, sent).status_code == 302
    assert nets_with(book, tini.number)[chart.TRADE_RECEIVABLES] == 0


def test_what_cannot_be_paid_is_said_at_the_field_and_what_was_typed_stays(book: Book, owner: Client) -> None:
    address = reverse("book_party", args=[book.id, party_named(book, "Bu Tini").number])
    before = Entry.objects.count()
    for amount, changed, field in (("banyak", {}, "amount"), ("0", {}, "amount"), ("5", {"day": "2026-12-24"}, "day")):
        page = owner.post(address, received(amount, **changed))
        assert page.status_code == 400
        assert list(page.context["forms"].received.errors) == [field]
        assert f'value="{amount}"' in page.content.decode()
    assert Entry.objects.count() == before


def test_we_pay_what_we_owe(book: Book, owner: Client) -> None:
    budi = party_named(book, "Pak Budi")
    sent = {"act": "paid", "paid-amount": "300000", "paid-settlement": "cash", "paid-day": "2026-11-23"}
    owner.post(reverse("book_party", args=[book.id, budi.number]), sent | {"paid-client_id": uuid.uuid4().hex})
    assert nets_with(book, budi.number)[chart.TRADE_PAYABLES] == 0


def test_a_deposit_takes_off_the_debt_once_and_never_more_than_there_is(world: World, book: Book) -> None:
    by, tini = world.people["owner"], party_named(book, "Bu Tini")
    note(by, book, NewNote(EventKind.DEPOSIT, 500_000, TODAY, party="Bu Tini"), client_id=uuid.uuid4())
    with pytest.raises(Problem):
        use_deposit(by, book, tini, Deposit.THEIRS, 360_001, client_id=uuid.uuid4(), day=TODAY)
    once = uuid.uuid4()
    entries = [use_deposit(by, book, tini, Deposit.THEIRS, 360_000, client_id=once, day=TODAY) for __ in range(2)]
    assert entries[0].number == entries[1].number
    nets = nets_with(book, tini.number)
    assert (nets[chart.TRADE_RECEIVABLES], nets[chart.CUSTOMER_DEPOSITS]) == (0, -140_000)
    with pytest.raises(NotAllowed):
        use_deposit(world.people["foreign owner"], book, tini, Deposit.THEIRS, 1, client_id=uuid.uuid4(), day=TODAY)
    with pytest.raises(Conflict):
        use_deposit(by, book, tini, Deposit.THEIRS, 1, client_id=once, day=TODAY)


def test_our_deposit_with_a_supplier_takes_off_our_debt(world: World, book: Book, owner: Client) -> None:
    budi = party_named(book, "Pak Budi")
    given_ = NewNote(EventKind.DEPOSIT, 120_000, TODAY, party="Pak Budi", direction="out")
    note(world.people["owner"], book, given_, client_id=uuid.uuid4())
    sent = {"act": "ours", "ours-amount": "120.000", "ours-client_id": uuid.uuid4().hex}
    assert owner.post(reverse("book_party", args=[book.id, budi.number]), sent).status_code == 302
    assert nets_with(book, budi.number) == {chart.TRADE_PAYABLES: -180_000, chart.SUPPLIER_DEPOSITS: 0}


def change(name: str, phone: str = "") -> dict[str, str]:
    return {"act": "change", "change-name": name, "change-phone": phone}


def test_a_name_is_mended_a_number_kept_and_a_polite_reminder_one_tap_away(book: Book, owner: Client) -> None:
    tini = party_named(book, "Bu Tini")
    address = reverse("book_party", args=[book.id, tini.number])
    said = text_of(owner.post(address, change("Bu Tini Wates", "0812 3456 7890"), follow=True).content)
    assert "Bu Tini sekarang bernama Bu Tini Wates." in said
    kept = Party.objects.get(book=book, number=tini.number)
    assert (kept.name, kept.phone) == ("Bu Tini Wates", "+6281234567890")
    page = owner.get(address).content.decode()
    assert 'href="https://wa.me/6281234567890?text=Halo%20Bu%20Tini%20Wates' in page
    for wrong, field in ((change("Pak Budi"), None), (change("???"), "name"), (change("Bu Tini", "12"), "phone")):
        answer = owner.post(address, wrong)
        assert answer.status_code == 400
        assert list(answer.context["forms"].change.errors) == [field or "__all__"]
    assert Party.objects.get(book=book, number=tini.number).name == "Bu Tini Wates"


@pytest.mark.parametrize("asked", ["?halaman=x", "?halaman=-1", "?halaman=99999", "?halaman=7", "?halaman=٣"])
def test_a_strange_page_of_debts_is_no_error(book: Book, owner: Client, asked: str) -> None:
    assert owner.get(reverse("book_debts", args=[book.id]) + asked).status_code == 200


@pytest.mark.parametrize("asked", ["?sampai=x", "?sampai=2026-11-01.x", "?sampai=9999-12-31.99999999999999999999"])
def test_a_strange_place_in_a_history_is_no_error(book: Book, owner: Client, asked: str) -> None:
    tini = party_named(book, "Bu Tini").number
    assert owner.get(reverse("book_party", args=[book.id, tini]) + asked).status_code == 200
    assert owner.get(reverse("book_household", args=[book.id]) + "?bulan=0001-01").status_code == 200


def test_a_person_nobody_knows_is_not_found(book: Book, owner: Client) -> None:
    for number in (999, 10**30):
        assert owner.get(reverse("book_party", args=[book.id, number])).status_code == 404


def test_the_history_of_a_person_misses_nothing_and_repeats_nothing(world: World, book: Book, owner: Client) -> None:
    tini = party_named(book, "Bu Tini")
    for step in range(120):
        write(book, TODAY - timedelta(days=step // 7), (chart.TRADE_RECEIVABLES, chart.SALES, 1000, tini.number))
    seen, after = [], None
    while True:
        shown = party_view(world.people["owner"], book, tini, after)
        seen += [(line.day, line.number) for line in shown.lines]
        if shown.older is None:
            break
        after = shown.older
    assert len(seen) == len(set(seen)) == 122
    assert seen == sorted(seen, reverse=True)
