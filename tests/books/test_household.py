"""The household apart from the workshop: what went home by month, and a salary that the workshop can bear."""

from __future__ import annotations

import uuid
from datetime import date
from statistics import median

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.books.test_debts import text_of, write
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.noting import NewNote, note
from guyub.books.actions.posting import open_book, post_within
from guyub.books.models import Book, SharedCost
from guyub.books.queries.household import household
from guyub.books.rules.household import HomeMonth, full_months, proposed_salary, shared_example, warning
from guyub.books.rules.ledger import months_back
from guyub.books.rules.meaning import EventKind, business_part
from guyub.books.rules.opening import OPENING
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)
NOVEMBER = date(2026, 11, 1)
rupiah = st.integers(-(10**10), 10**10)
months = st.lists(st.tuples(rupiah, st.integers(0, 10**10)), max_size=12).map(
    lambda pairs: [HomeMonth(months_back(NOVEMBER, at), *pair) for at, pair in enumerate(pairs)]
)


@given(months)
def test_the_proposal_is_never_more_than_is_taken_nor_than_the_workshop_bears(given_months: list[HomeMonth]) -> None:
    proposal = proposed_salary(given_months, NOVEMBER)
    last = full_months(given_months, NOVEMBER)
    if len(last) < 3:
        assert proposal.amount is None
        return
    assert proposal.amount is not None
    assert proposal.amount >= 0
    assert proposal.amount % 10_000 == 0
    assert proposal.amount <= median(each.taken for each in last)
    assert proposal.amount <= max(median(each.profit for each in last) * 70 / 100, 0)
    assert str(proposal.reason)


@given(months)
def test_only_the_last_six_full_months_count(given_months: list[HomeMonth]) -> None:
    last = full_months(given_months, NOVEMBER)
    assert len(last) <= 6
    assert all(months_back(NOVEMBER, 6) <= each.month < NOVEMBER for each in last)
    assert proposed_salary(given_months, NOVEMBER) == proposed_salary(last, NOVEMBER)


def proposal_of(*pairs: tuple[int, int]) -> tuple[int | None, str]:
    given_months = [HomeMonth(months_back(NOVEMBER, len(pairs) - at), *pair) for at, pair in enumerate(pairs)]
    proposal = proposed_salary(given_months, NOVEMBER)
    return proposal.amount, str(proposal.reason).replace("\N{NO-BREAK SPACE}", " ")


def test_the_proposal_by_hand() -> None:
    amount, reason = proposal_of((3_000_000, 1_500_000), (2_000_000, 1_450_000), (4_000_000, 9_000_000))
    assert amount == 1_500_000, "one feast does not decide: the median taken, within 70 % of the median Rp 3.000.000"
    assert "Rp 2.100.000" in reason
    assert proposal_of((2_000_000, 1_800_000), (2_000_000, 1_800_000), (2_000_005, 1_800_000))[0] == 1_400_000
    amount, reason = proposal_of((-300_000, 500_000), (-100_000, 500_000), (50_000, 500_000))
    assert amount == 0
    assert "tidak untung" in reason
    assert proposal_of((1_000_000, 500_000), (1_000_000, 500_000))[0] is None


def test_months_before_the_workshop_began_do_not_count() -> None:
    silent = [HomeMonth(months_back(NOVEMBER, back), 0, 0, active=False) for back in range(3, 7)]
    begun = [HomeMonth(months_back(NOVEMBER, back), 1_000_000, 600_000) for back in (1, 2)]
    assert proposed_salary([*silent, *begun], NOVEMBER).amount is None


@given(rupiah, st.integers(0, 10**10))
def test_a_warning_comes_exactly_when_more_was_taken_than_earned(profit: int, taken: int) -> None:
    assert (warning(HomeMonth(NOVEMBER, profit, taken)) is not None) == (taken > max(profit, 0))


@given(st.integers(0, 100), st.integers(0, 10**12))
def test_a_shared_cost_is_told_to_the_rupiah(percent: int, amount: int) -> None:
    values = dict(shared_example(percent, amount).values)
    assert values["ours"] + values["home"] == amount
    assert values["ours"] == business_part(amount, percent)


# In the books.


@pytest.fixture
def book(world: World) -> Book:
    """Four months: profit 600.000 and 250.000 taken in each; in November 700.000 taken against 500.000."""
    book = open_book(world.enterprise)
    for month in (8, 9, 10):
        write(book, date(2026, month, 5), (chart.CASH, chart.SALES, 1_000_000))
        write(book, date(2026, month, 6), (chart.MATERIAL_EXPENSE, chart.CASH, 400_000))
        write(book, date(2026, month, 7), (chart.DRAWINGS, chart.CASH, 250_000))
    write(book, date(2026, 11, 2), (chart.CASH, chart.CAPITAL, 150_000))
    write(book, date(2026, 11, 5), (chart.CASH, chart.SALES, 500_000))
    write(book, date(2026, 11, 7), (chart.DRAWINGS, chart.CASH, 500_000))
    write(book, date(2026, 11, 8), (chart.DRAWINGS, chart.BANK, 200_000))
    return book


@pytest.fixture
def owner(world: World) -> Client:
    return signed_in(world.people["owner"])


def test_everything_taken_home_is_seen_in_one_place_by_month(world: World, book: Book) -> None:
    shown = household(world.people["owner"], book, NOVEMBER, TODAY)
    told = {each.month.month: (each.profit, each.taken, each.left) for each in shown.months if each.active}
    assert told == {
        8: (600_000, 250_000, 350_000),
        9: (600_000, 250_000, 350_000),
        10: (600_000, 250_000, 350_000),
        11: (500_000, 700_000, -200_000),
    }
    assert [line.amount for line in shown.taken] == [200_000, 500_000]
    assert (shown.put_in_sum, [line.amount for line in shown.put_in]) == (150_000, [150_000])
    assert shown.proposal.amount == 250_000
    assert len(shown.months) == 12


def test_what_a_book_was_opened_with_was_not_put_in_then(world: World, book: Book) -> None:
    moves = [(chart.CASH, chart.CAPITAL, 9_000_000)]
    source = (OPENING, uuid.uuid4())
    post_within(book, client_id=uuid.uuid4(), day=NOVEMBER, words=_("Saldo awal"), transfers=moves, source=source)
    assert household(world.people["owner"], book, NOVEMBER, TODAY).put_in_sum == 150_000


@pytest.mark.usefixtures("clock")
def test_the_page_warns_when_more_was_taken_than_earned(book: Book, owner: Client) -> None:
    page = text_of(owner.get(reverse("book_household", args=[book.id])).content)
    assert "Rp 700.000 dibawa pulang" in page
    assert "Lebihnya Rp 200.000 diambil dari modal" in page
    assert "Rp 250.000 usulan gaji sebulan" in page
    october = text_of(owner.get(reverse("book_household", args=[book.id]), {"bulan": "2026-10"}).content)
    assert "Rp 250.000 dibawa pulang" in october
    assert "diambil dari modal" not in october


@pytest.mark.usefixtures("clock")
def test_the_owner_sets_their_own_salary_and_sees_what_is_left_after_it(book: Book, owner: Client) -> None:
    address = reverse("book_household", args=[book.id])
    said = text_of(owner.post(address, {"owner_salary": "1,2jt"}, follow=True).content)
    assert "Gaji Anda sekarang Rp 1.200.000 sebulan" in said
    assert "\N{MINUS SIGN}Rp 600.000" in said, "600.000 of profit less the salary"
    wrong = owner.post(address, {"owner_salary": "banyak"})
    assert wrong.status_code == 400
    assert 'value="banyak"' in wrong.content.decode()
    book.refresh_from_db()
    assert book.owner_salary == 1_200_000


SETTINGS = {
    "sales_target": "6jt",
    "owner_salary": "",
    "taxpayer": "individual",
    "taxed_since": "2024",
    "share_6101": "60%",
}


@pytest.mark.usefixtures("clock")
def test_settings_are_kept_and_shared_costs_count_from_the_next_entry(world: World, book: Book, owner: Client) -> None:
    address = reverse("book_settings", args=[book.id])
    said = text_of(owner.post(address, SETTINGS, follow=True).content)
    assert "Target penjualan sekarang Rp 6.000.000 (tadinya kosong)." in said
    book.refresh_from_db()
    kept = (book.sales_target, book.owner_salary, book.taxpayer, book.taxed_since)
    assert kept == (6_000_000, None, "individual", 2024)
    assert list(SharedCost.objects.values_list("account", "business_percent")) == [(chart.POWER, 60)]
    bill = NewNote(EventKind.EXPENSE, 300_000, TODAY, category="power", item="listrik")
    note(world.people["owner"], book, bill, client_id=uuid.uuid4())
    november = household(world.people["owner"], book, NOVEMBER, TODAY).month
    assert (november.profit, november.taken) == (320_000, 820_000)
    owner.post(address, SETTINGS | {"share_6101": ""})
    assert not SharedCost.objects.exists()


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("sales_target", "banyak"),
        ("sales_target", "9" * 30),
        ("owner_salary", "-5"),
        ("taxpayer", "raja"),
        ("taxed_since", "1999"),
        ("taxed_since", "2027"),
        ("share_6101", "101"),
        ("share_6101", "x"),
    ],
)
def test_settings_that_cannot_be_are_named_at_the_field_and_nothing_is_kept(
    book: Book, owner: Client, field: str, typed: str
) -> None:
    page = owner.post(reverse("book_settings", args=[book.id]), SETTINGS | {field: typed})
    assert page.status_code == 400
    assert list(page.context["form"].errors) == [field]
    book.refresh_from_db()
    assert (book.sales_target, book.taxpayer) == (None, "")
    assert not SharedCost.objects.exists()


def test_a_hub_has_no_household_and_nobody_settles_anything_for_it(world: World) -> None:
    hub, officer = open_book(world.sentra), signed_in(world.people["officer"])
    assert officer.get(reverse("book_household", args=[hub.id])).status_code == 404
    assert officer.get(reverse("book_settings", args=[hub.id])).status_code == 403
    assert officer.post(reverse("book_settings", args=[hub.id]), SETTINGS).status_code == 403
