"""Paying wages: a week reckoned by hand, corrections, kasbon, taking a run back, two runs at once, and the books."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting, build_knitting

from guyub.books import chart
from guyub.books.actions.noting import NewNote, note, take_back
from guyub.books.models import Book, Entry, PartyTotal
from guyub.books.queries.ledger import totals
from guyub.books.rules.meaning import EventKind
from guyub.books.verify import verify_book
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.measures import MICRO
from guyub.kernel.words import Words, render
from guyub.workshop.actions import counting, staff
from guyub.workshop.actions.paying import Part, Wages, pay, undo
from guyub.workshop.models import PayRun, Slip, SlipMonth, Tally, Worker
from guyub.workshop.queries.dues import dues_of, kasbon_of
from guyub.workshop.rules.doubts import Doubtful

MONDAY = TODAY
SATURDAY = MONDAY - timedelta(2)
WEEK = [MONDAY - timedelta(7 - number) for number in range(6)]  # Monday to Saturday of the week before
SURE = ["short", "machine", "places", "paid"]
DAY = timedelta(1)


def once() -> str:
    return uuid.uuid4().hex


def owed(shop: Knitting, last: date = MONDAY, this_month: bool = False) -> dict[str, int]:
    dues = dues_of(shop.enterprise, last, this_month=this_month)
    names = dict(Worker.objects.values_list("pk", "name"))
    return {names[who]: due.slip().gross for who, due in dues.items()}


def paid(shop: Knitting, last: date = MONDAY, kasbon: dict[Worker, int] | None = None, **more: Any) -> PayRun:
    """A run for everybody who is owed something, in cash, today."""
    found = dues_of(shop.enterprise, last, this_month=more.get("this_month", False))
    parts = {who: Part() for who in found} | {who.pk: Part(taken) for who, taken in (kasbon or {}).items()}
    wages = Wages(last, more.pop("day", MONDAY), more.pop("place", "cash"), parts, **more)
    return pay(shop.owner, shop.enterprise, wages, client_id=once(), at=NOW)


def slip_of(run: PayRun, name: str) -> Slip:
    return run.slips.get(worker__name=name)


def lines(slip: Slip) -> list[tuple[str, int]]:
    return [(render(Words.from_json(line.words), "id"), line.amount) for line in slip.lines.all()]


def wages_in_books(shop: Knitting) -> int:
    total = totals(shop.book, date.max).get(chart.WAGES)
    return total.debit - total.credit if total else 0


def slips_sum() -> int:
    return sum(Slip.objects.filter(undone_at=None).values_list("gross", flat=True))


def kasbon(shop: Knitting, name: str, amount: int) -> None:
    told = NewNote(EventKind.ADVANCE, amount, MONDAY, settlement="cash", party=name)
    note(shop.owner, shop.book, told, client_id=uuid.uuid4(), at=NOW)


def owed_by(shop: Knitting, worker: Worker) -> int:
    return kasbon_of(shop.book, [worker]).of(worker.pk)


@pytest.fixture
def six(knitting: Knitting) -> Knitting:
    """Six people of all kinds, and what they did from Monday to Saturday."""
    shop = knitting
    siti, dewi = shop.worker("Siti"), shop.worker("Dewi")
    rina = shop.worker("Rina", pay="daily", daily_rate=75_000)
    agus = shop.worker("Agus", pay="monthly", monthly_rate=2_400_000, pay_since=date(2026, 10, 1))
    yanti = shop.worker("Yanti", pay="mixed", daily_rate=40_000)
    shop.worker("Budi")
    for number, day in enumerate(WEEK):
        shop.tally("rajut", 8 + number, 1, day=day, worker=siti, sure=SURE)  # 8 + … + 13 = 63 at 3,000
        shop.tally("linking", 20, day=day, worker=dewi, sure=SURE)  # 120 = 10 lusin at 15,000
        shop.tally("rajut", 5, day=day, worker=rina, sure=SURE)  # paid by the day, not by these
    for day in WEEK[:2]:
        shop.tally("linking", 7, day=day, worker=dewi, sure=SURE)  # 14 more: 134 / 12 x 15,000 = 167,500
    shop.tally("finishing", 33, day=WEEK[3], worker=yanti, sure=SURE)  # 16,500
    marks = {(rina.pk, day): 2 for day in WEEK[:5]} | {
        (rina.pk, WEEK[5]): 1,
        (yanti.pk, WEEK[0]): 2,
        (yanti.pk, WEEK[1]): 1,
    }
    staff.mark_days(shop.owner, shop.enterprise, marks, at=NOW)
    assert agus.pay == "monthly"
    return shop


BY_HAND = {
    "Siti": 63 * 3_000,
    "Dewi": 167_500,
    "Rina": 5 * 75_000 + 37_500,
    "Agus": 2_400_000,  # October; November is not over
    "Yanti": 16_500 + 60_000,
}


def test_a_week_of_six_people_reckoned_by_hand(six: Knitting) -> None:
    assert owed(six, SATURDAY) == BY_HAND
    run = paid(six, SATURDAY)
    assert {slip.worker.name: slip.net for slip in run.slips.all()} == BY_HAND
    assert (run.number, run.first, run.last) == (1, date(2026, 10, 1), SATURDAY)
    assert lines(slip_of(run, "Yanti")) == [("finishing, Syal", 16_500), ("Upah harian, 1,5 hari", 60_000)]
    assert lines(slip_of(run, "Dewi")) == [("linking, Syal", 167_500)]
    assert owed(six, SATURDAY) == {}


def test_the_slips_add_up_to_the_wages_in_the_books(six: Knitting) -> None:
    kasbon(six, "Siti", 100_000)
    siti = Worker.objects.get(name="Siti")
    run = paid(six, SATURDAY, {siti: 60_000}, place="bank")
    slip = slip_of(run, "Siti")
    assert (slip.gross, slip.advance, slip.net) == (189_000, 60_000, 129_000)
    assert wages_in_books(six) == slips_sum() == sum(BY_HAND.values())
    assert totals(six.book, date.max)[chart.BANK].credit == sum(BY_HAND.values()) - 60_000
    assert owed_by(six, siti) == 40_000
    for each in run.slips.all():
        entry = Entry.objects.get(book=six.book, number=each.entry)
        assert (entry.source_kind, entry.source_id, entry.day) == ("payslip", each.id, MONDAY)
        party = PartyTotal.objects.get(book=six.book, account=chart.WAGES, party=_party(six.book, each.worker))
        assert party.debit == each.gross
    assert not verify_book(six.book).wrong


def _party(book: Book, worker: Worker) -> int:
    return kasbon_of(book, [worker]).party[worker.pk]


def test_the_monthly_wage_comes_once_a_month(six: Knitting) -> None:
    paid(six, SATURDAY)
    assert owed(six) == {}
    assert owed(six, this_month=True) == {"Agus": 2_400_000}
    run = paid(six, this_month=True)
    assert lines(slip_of(run, "Agus")) == [("Upah bulanan, 1–30 November 2026", 2_400_000)]
    assert owed(six, this_month=True) == {}


def test_who_began_or_left_within_a_month_is_paid_the_days_of_it(knitting: Knitting) -> None:
    shop = knitting
    begun = {"pay": "monthly", "monthly_rate": 3_000_000}
    shop.worker("Baru", since=date(2026, 10, 22), **begun)  # 10 of 31 days
    shop.worker("Pergi", until=date(2026, 11, 15), pay_since=date(2026, 11, 1), **begun)  # 15 of 30
    assert owed(shop) == {"Baru": 967_742, "Pergi": 1_500_000}


def test_what_is_taken_back_after_it_was_paid_comes_off_the_next_slip(six: Knitting) -> None:
    siti = Worker.objects.get(name="Siti")
    paid(six, SATURDAY)
    tally = Tally.objects.get(worker=siti, day=WEEK[5], undone_at=None)  # 13 pieces
    counting.take_back(six.owner, tally, at=NOW)
    six.tally("rajut", 10, day=WEEK[5], worker=siti, sure=SURE)
    run = paid(six)
    slip = slip_of(run, "Siti")
    assert lines(slip) == [
        ("rajut, Syal", 30_000),
        ("Koreksi: rajut, Syal", -39_000),
        ("Dipotong dari upah berikutnya", 9_000),
    ]
    assert (slip.gross, slip.net, slip.carried, slip.entry) == (0, 0, -9_000, None)
    assert owed(six) == {}
    six.tally("rajut", 4, worker=siti, sure=SURE)
    last = slip_of(paid(six), "Siti")
    assert lines(last) == [("rajut, Syal", 12_000), ("Potongan dari upah lalu", -9_000)]
    assert last.net == 3_000
    assert sum(Slip.objects.filter(worker=siti).values_list("gross", flat=True)) == (63 - 13 + 10 + 4) * 3_000
    assert wages_in_books(six) == slips_sum()


def test_a_tally_for_a_day_already_paid_is_asked_about_and_paid_next_time(six: Knitting) -> None:
    siti = Worker.objects.get(name="Siti")
    paid(six, SATURDAY)
    with pytest.raises(Doubtful, match="sudah dibayar"):
        six.tally("rajut", 2, day=WEEK[2], worker=siti, sure=["short"])
    six.tally("rajut", 2, day=WEEK[2], worker=siti, sure=SURE)
    assert owed(six) == {"Siti": 6_000}


def test_pieces_of_who_is_paid_by_the_day_cost_nothing_when_they_are_taken_back(six: Knitting) -> None:
    paid(six, SATURDAY)
    for tally in Tally.objects.filter(worker__name="Rina"):
        counting.take_back(six.owner, tally, at=NOW)
    assert owed(six) == {}


def test_more_kasbon_than_is_owed_or_than_half_of_the_pay_is_refused(six: Knitting) -> None:
    siti = Worker.objects.get(name="Siti")
    kasbon(six, "Siti", 500_000)
    for taken in (94_501, -1):
        with pytest.raises(Problem, match="paling banyak") as told:
            paid(six, SATURDAY, {siti: taken})
        assert told.value.field == str(siti.pk)
    assert not PayRun.objects.exists()
    paid(six, SATURDAY, {siti: 94_500})
    assert owed_by(six, siti) == 405_500


def test_a_kasbon_is_known_by_the_name_the_books_use(six: Knitting) -> None:
    kasbon(six, "Mbak Siti", 40_000)
    assert owed_by(six, Worker.objects.get(name="Siti")) == 40_000
    assert owed_by(six, Worker.objects.get(name="Dewi")) == 0


def test_others_are_paid_with_their_kasbon_as_proposed(six: Knitting) -> None:
    kasbon(six, "Siti", 500_000)
    dewi = Worker.objects.get(name="Dewi")
    rest = sum(BY_HAND.values()) - BY_HAND["Dewi"]
    wages = Wages(SATURDAY, MONDAY, "cash", {dewi.pk: Part(0, BY_HAND["Dewi"])}, others=rest)
    run = pay(six.owner, six.enterprise, wages, client_id=once(), at=NOW)
    assert run.slips.count() == 5
    assert slip_of(run, "Siti").advance == 94_500


def test_what_changed_since_it_was_shown_is_not_paid(six: Knitting) -> None:
    siti = Worker.objects.get(name="Siti")
    shown = Wages(SATURDAY, MONDAY, "cash", {siti.pk: Part(0, 189_000)})
    six.tally("rajut", 1, day=WEEK[0], worker=siti, sure=SURE)
    with pytest.raises(Conflict, match="berubah"):
        pay(six.owner, six.enterprise, shown, client_id=once(), at=NOW)
    rest = Wages(SATURDAY, MONDAY, "cash", others=1)
    with pytest.raises(Conflict, match="berubah"):
        pay(six.owner, six.enterprise, rest, client_id=once(), at=NOW)
    assert not PayRun.objects.exists()


def test_a_run_that_is_taken_back_leaves_everything_unpaid(six: Knitting) -> None:
    kasbon(six, "Siti", 100_000)
    siti = Worker.objects.get(name="Siti")
    first = paid(six, WEEK[2])
    before = owed(six, SATURDAY)
    counting.take_back(six.owner, Tally.objects.get(worker=siti, day=WEEK[0]), at=NOW)
    corrected = owed(six, SATURDAY)
    assert corrected["Siti"] == before["Siti"] - 24_000
    run = paid(six, SATURDAY, {siti: 40_000})
    with pytest.raises(Conflict, match="terakhir"):
        undo(six.owner, first, at=NOW)
    for __ in range(2):
        undo(six.owner, run, at=NOW)
    assert owed(six, SATURDAY) == corrected
    assert owed_by(six, siti) == 100_000
    assert wages_in_books(six) == slips_sum()
    undo(six.owner, first, at=NOW)
    assert owed(six, SATURDAY) == {**BY_HAND, "Siti": BY_HAND["Siti"] - 24_000}
    assert wages_in_books(six) == 0
    assert not verify_book(six.book).wrong


def test_a_run_sent_twice_pays_once(six: Knitting) -> None:
    wages = Wages(SATURDAY, MONDAY, "cash", {Worker.objects.get(name="Siti").pk: Part()})
    first = pay(six.owner, six.enterprise, wages, client_id="same", at=NOW)
    assert pay(six.owner, six.enterprise, wages, client_id="same", at=NOW) == first
    assert wages_in_books(six) == 189_000
    other = Wages(SATURDAY, MONDAY, "bank", wages.parts)
    with pytest.raises(Conflict):
        pay(six.owner, six.enterprise, other, client_id="same", at=NOW)


def test_nothing_is_paid_into_a_closed_month(six: Knitting) -> None:
    Book.objects.filter(pk=six.book.pk).update(closed_until=date(2026, 10, 31))
    with pytest.raises(Problem) as told:
        paid(six, SATURDAY, day=date(2026, 10, 30))
    assert told.value.field == "day"
    assert not PayRun.objects.exists()
    run = paid(six, SATURDAY)
    Book.objects.filter(pk=six.book.pk).update(closed_until=MONDAY - DAY)
    undo(six.owner, run, at=NOW)
    assert wages_in_books(six) == 0


@pytest.mark.parametrize("days", [{"last": MONDAY + DAY}, {"day": MONDAY + DAY}, {"place": "sapi"}])
def test_days_and_places_that_cannot_be_are_refused(six: Knitting, days: dict[str, Any]) -> None:
    with pytest.raises(Problem) as told:
        paid(six, **days)
    assert told.value.field == next(iter(days))


def test_a_slips_entry_is_not_taken_back_in_the_books(six: Knitting) -> None:
    run = paid(six, SATURDAY)
    number = slip_of(run, "Siti").entry
    assert number is not None
    with pytest.raises(Conflict):
        take_back(six.owner, six.book, number, client_id=uuid.uuid4(), day=MONDAY, why="salah", at=NOW)


@pytest.mark.parametrize("who", [people.stranger, lambda: None])
def test_only_the_owner_pays(six: Knitting, who: Callable[[], Any]) -> None:
    person = who() or people.worker(six.enterprise)
    run = paid(six, SATURDAY)
    with pytest.raises(NotAllowed):
        pay(person, six.enterprise, Wages(MONDAY, MONDAY, "cash"), client_id=once(), at=NOW)
    with pytest.raises(NotAllowed):
        undo(person, run, at=NOW)


def test_what_was_earned_is_kept_by_month(knitting: Knitting) -> None:
    shop = knitting
    siti = shop.worker("Siti")
    shop.tally("linking", 7, day=date(2026, 10, 30), worker=siti, sure=SURE)  # 8,750
    shop.tally("linking", 6, day=date(2026, 11, 2), worker=siti, sure=SURE)  # 7,500
    slip = slip_of(paid(shop), "Siti")
    assert dict(SlipMonth.objects.filter(slip=slip).values_list("month", "gross")) == {
        date(2026, 10, 1): 8_750,
        date(2026, 11, 1): 7_500,
    }


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_pay_each_piece_once() -> None:
    shop = build_knitting()
    worker = shop.worker("Siti")
    for day in WEEK:
        shop.tally("rajut", 10, day=day, worker=worker, sure=SURE)

    def run(last: date) -> bool:
        try:
            pay(shop.owner, shop.enterprise, Wages(last, MONDAY, "cash", {worker.pk: Part()}), client_id=once(), at=NOW)
        except (Conflict, Problem):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(run, [MONDAY, MONDAY]))
    assert sorted(done) == [False, True]
    assert slips_sum() == wages_in_books(shop) == 180_000
    assert not verify_book(shop.book).wrong


STEPS = st.one_of(
    st.tuples(st.just("count"), st.integers(1, 40), st.integers(0, 6)),
    st.tuples(st.just("back"), st.integers(0, 30), st.just(0)),
    st.tuples(st.just("pay"), st.just(0), st.integers(0, 6)),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
)


@pytest.mark.django_db
class EachRupiahOnce(TestCase):
    """Whatever the order of counting, taking back, paying and undoing: in the end each piece was paid once."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(STEPS, min_size=1, max_size=14))
    def test_in_the_end_each_piece_is_paid_once(self, steps: list[tuple[str, int, int]]) -> None:
        shop = build_knitting()
        worker = shop.worker("Siti")
        for act, number, back in steps:
            self._do(shop, worker, act, number, MONDAY - timedelta(back))
        for __ in range(2):
            if owed(shop):
                paid(shop)
        live = Tally.objects.filter(enterprise=shop.enterprise, undone_at=None)
        worth = sum(tally.good_micro * 3_000 // MICRO for tally in live)
        slips = Slip.objects.filter(worker=worker, undone_at=None).order_by("run__number")
        last = slips.last()
        assert sum(slip.gross for slip in slips) + (last.carried if last else 0) == worth
        assert wages_in_books(shop) == sum(slip.gross for slip in slips)
        assert not live.filter(slip=None).exists()
        by_month = SlipMonth.objects.filter(slip__worker=worker, slip__undone_at=None)
        assert sum(by_month.values_list("gross", flat=True)) == wages_in_books(shop)

    def _do(self, shop: Knitting, worker: Worker, act: str, number: int, day: date) -> None:
        if act == "count":
            shop.tally("rajut", number, day=day, worker=worker, sure=SURE)
        elif act == "back":
            tallies = Tally.objects.filter(worker=worker, undone_at=None).order_by("pk")
            if tallies:
                counting.take_back(shop.owner, tallies[number % len(tallies)], at=NOW)
        elif act == "pay" and owed(shop, day):
            paid(shop, day)
        elif act == "undo":
            run = PayRun.objects.filter(enterprise=shop.enterprise, slips__undone_at=None).order_by("number").last()
            if run:
                undo(shop.owner, run, at=NOW)
