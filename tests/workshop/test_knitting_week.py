"""A week of twelve people who knit, entered through the pages, ends as it does on paper: to the rupiah and the piece.

On paper
--------
A scarf takes 0.26 kg of yarn (0.25 and 4 % waste) when it is started, 3,000 for knitting, 10 machine minutes of 6,000
an hour; 15,000 a lusin (1,250) for linking; 500 and two buttons of 200 for finishing.

Bought: Monday 60 kg of yarn at 85,000 = 5,100,000 and 2,000 buttons for 400,000; Thursday 20 kg at 91,000 = 1,820,000.
Each day of six 48 scarves are knitted well and 1 badly: 49 are started, 12.74 kg, 8 1/6 machine hours = 49,000, wages
144,000. From Tuesday 48 are linked (60,000), from Wednesday 48 finished, one of them badly (47 x 500 = 23,500; 96
buttons = 19,200).

Yarn, kg and rupiah at the end of each day:
  Mon 60.00 5,100,000 - 12.74 at 85,000         1,082,900 = 47.26 4,017,100
  Tue                   12.74                   1,082,900 = 34.52 2,934,200
  Wed                   12.74                   1,082,900 = 21.78 1,851,300
  Thu 41.78 3,671,300 - 12.74 / 41.78 of it     1,119,492 = 29.04 2,551,808
  Fri                   12.74 / 29.04 of it     1,119,492 = 16.30 1,432,316
  Sat                   12.74 / 16.30 of it     1,119,491 =  3.56   312,825

Knitted (48 a day): Mon to Wed 1,082,900 + 144,000 + 49,000 = 1,275,900 each; Thu and Fri 1,312,492, Sat
1,312,491. Each day from Tuesday half of the 96 that are there go on: Tue 1,275,900 of 2,551,800; Wed the same; Thu half
of 1,275,900 + 1,312,492 = 1,294,196; Fri half of 1,294,196 + 1,312,492 = 1,303,344; Sat half of 1,303,344 +
1,312,491 = 1,307,918 (rounded up), 1,307,917 stay.

Linked: Tue 1,335,900 stay (nothing is finished yet). Wed 1,335,900 more, half of it all, 1,335,900, goes on. Thu
1,294,196 + 60,000 = 1,354,196 come; half of 2,690,096 = 1,345,048 goes. Fri 1,363,344 come, half of 2,708,392 =
1,354,196 goes. Sat 1,367,918 come, half of 2,722,114 = 1,361,057 goes, 1,361,057 stay.

Finished, 47 a day at what came plus 42,700: Wed 1,378,600, Thu 1,387,748, Fri 1,396,896, Sat 1,403,757.
Sold: Thursday 20 of 94 worth 2,766,348: 588,585 go, 2,177,763 stay for 74. Friday 20 of 121 worth 3,574,659: 590,853
go, 2,983,806 stay for 101. Saturday 101 + 47 = 148 worth 4,387,563.
Buttons: 2,000 - 4 x 96 = 1,616, worth 323,200.

Wages: six knitters 6 days of 8 at 3,000 = 144,000 each, 864,000; two linkers 5 x 24 x 1,250 = 150,000 each, 300,000; a
finisher 4 x 30 x 500 = 60,000; one who finishes 17 good a day, 4 x 17 x 500 = 34,000, and has 40,000 for each of six
days, 274,000; a helper six days of 80,000 = 480,000; a monthly wage of 1,800,000. Together 3,778,000, of which 50,000
of a kasbon of 100,000 are kept back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.support.filling import fill, forms_of
from tests.support.knitting import SINCE, Knitting, build_knitting
from tests.support.people import signed_in

from guyub.books import chart
from guyub.books.models import PartyTotal, Transfer
from guyub.kernel.measures import MICRO
from guyub.workshop.actions.valuing import balances
from guyub.workshop.models import Item, MachineDay, Slip, StockDay, Tally, Worker

MONDAY = date(2026, 11, 23)
KNITTERS = ("Ani", "Budi", "Citra", "Dewi", "Eka", "Fajar")
LINKERS = ("Gita", "Hani")
PEOPLE = [
    *((name, "piece", "", "") for name in (*KNITTERS, *LINKERS, "Indah")),
    ("Joko", "mixed", "40.000", ""),
    ("Kartini", "daily", "80.000", ""),
    ("Lastri", "monthly", "", "1.800.000"),
]


class Week:
    """The owner before the pages, day by day."""

    def __init__(self, shop: Knitting, traveller: time_machine.Traveller) -> None:
        self.shop, self.traveller = shop, traveller
        self.client: Client = signed_in(shop.owner)

    def path(self, name: str, *more: Any) -> str:
        return reverse(name, args=[self.shop.enterprise.pk, *more])

    def morning(self, number: int) -> date:
        day = MONDAY + timedelta(days=number)
        self.traveller.move_to(datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC))
        return day

    def write(self, line: str) -> None:
        """A line on the page Catat: read, looked at, saved."""
        path = reverse("write")
        seen = self.client.post(path, {"text": line, "client_id": uuid.uuid4().hex})
        if seen.status_code != 302:
            form = next(form for form in forms_of(seen.content.decode()) if "e0-as" in form.names)
            seen = self.client.post(path, form.values)
        assert seen.status_code == 302, line

    def tally(self, line: str) -> None:
        """A line on the page Catat hasil: read into the sheet, then saved."""
        answer = fill(self.client, self.path("tally"), "r0-step", query={"teks": line})
        assert answer.redirect_chain, (line, [form.errors for form in answer.context["rows"]], answer.context["doubts"])

    def hire(self) -> None:
        for name, pay, daily, monthly in PEOPLE:
            answer = fill(
                self.client,
                self.path("workers"),
                "daily_rate",
                name=name,
                pay=pay,
                daily_rate=daily,
                monthly_rate=monthly,
                since=SINCE.isoformat(),
            )
            assert Worker.objects.filter(name=name).exists(), answer.context["form"].errors

    def attend(self) -> None:
        marks = {
            f"{Worker.objects.get(name=name).pk}/{MONDAY + timedelta(days=number)}": "2"
            for name in ("Joko", "Kartini")
            for number in range(6)
        }
        into = next(iter(marks))
        fill(self.client, self.path("attendance"), into, query={"hari": MONDAY.isoformat()}, **marks)

    def pay(self, **changed: Any) -> None:
        query = {"sampai": (MONDAY + timedelta(days=5)).isoformat(), "bulan_ini": "on"}
        answer = fill(self.client, self.path("pay"), "place", query=query, **changed)
        assert answer.redirect_chain, answer.context["form"].errors


@pytest.fixture(scope="module")
def _one_week(django_db_setup: None, django_db_blocker: Any) -> Iterator[Week]:
    """The week, entered once for all tests of this file."""
    trial = transaction.atomic()
    trial._from_testcase = True  # `durable` transactions may happen inside
    with (
        django_db_blocker.unblock(),
        time_machine.travel(datetime(2026, 11, 23, 3, 0, tzinfo=UTC), tick=False) as traveller,
        trial,
    ):
        week = Week(build_knitting(), traveller)
        week.hire()
        for number in range(6):
            _day(week, number)
        yield week
        transaction.set_rollback(True)


@pytest.fixture
def week(_one_week: Week, db: None) -> Week:
    return _one_week


def _day(week: Week, number: int) -> None:
    week.morning(number)
    if number == 0:
        week.write("beli benang 60 kg @85rb")
        week.write("beli kancing 2000 buah @200")
    if number == 3:
        week.write("beli benang 20 kg @91rb transfer")
    spoiled = " reject 1"
    week.tally(", ".join(f"{name} rajut 8{spoiled if name == 'Ani' else ''}" for name in KNITTERS))
    if number >= 1:
        week.tally(", ".join(f"{name} linking 2 lusin" for name in LINKERS))
    if number >= 2:
        week.tally("Indah finishing 30, Joko 17 reject 1")
    if number == 2:
        week.write("kasbon Dewi 100rb")
    if number == 3:
        week.write("jual 20 syal @65rb")
    if number == 4:
        week.write("jual 1 kodi syal 1,24jt bon bu Tini")
    if number == 5:
        week.attend()


def stock(name: str) -> tuple[float, int]:
    item = Item.objects.get(name=name)
    return item.quantity_micro / MICRO, item.value


def moved(account: str, side: str) -> int:
    return sum(Transfer.objects.filter(**{side: account}).values_list("amount", flat=True))


def test_stock_is_what_it_is_on_paper(week: Week) -> None:
    assert stock("Benang") == (3.56, 312_825)
    assert stock("Kancing") == (1_616, 323_200)
    assert stock("Syal: rajut") == (48, 1_307_917)
    assert stock("Syal: linking") == (48, 1_361_057)
    assert stock("Syal") == (148, 4_387_563)
    yarn = list(StockDay.objects.filter(item__name="Benang").order_by("day").values_list("value", flat=True))
    assert yarn == [4_017_100, 2_934_200, 1_851_300, 2_551_808, 1_432_316, 312_825]


def test_the_books_hold_the_stock_and_the_cost_of_what_was_sold(week: Week) -> None:
    assert balances(week.shop.book) == {
        "material": 312_825 + 323_200,
        "process": 1_307_917 + 1_361_057,
        "finished": 4_387_563,
    }
    used = moved(chart.MATERIAL_EXPENSE, "debit") - moved(chart.MATERIAL_EXPENSE, "credit")
    assert used == 5_100_000 + 1_820_000 + 400_000 - 312_825 - 323_200
    made = moved(chart.GOODS_CHANGE, "credit") - moved(chart.GOODS_CHANGE, "debit")
    assert made == 1_307_917 + 1_361_057 + 4_387_563
    sold = moved(chart.SALES, "credit")
    assert sold == 20 * 65_000 + 20 * 62_000


def test_wages_are_what_they_are_on_paper_and_the_books_say_the_same(week: Week) -> None:
    week.pay(**{str(Worker.objects.get(name="Dewi").pk): "50.000"})
    slips = {slip.worker.name: slip.gross for slip in Slip.objects.select_related("worker")}
    assert slips == {
        **dict.fromkeys(KNITTERS, 144_000),
        **dict.fromkeys(LINKERS, 150_000),
        "Indah": 60_000,
        "Joko": 274_000,
        "Kartini": 480_000,
        "Lastri": 1_800_000,
    }
    assert sum(slips.values()) == 3_778_000
    assert moved(chart.WAGES, "debit") - moved(chart.WAGES, "credit") == 3_778_000
    assert moved(chart.WORKER_ADVANCES, "credit") == 50_000
    owed = PartyTotal.objects.get(account=chart.WORKER_ADVANCES)
    assert owed.debit - owed.credit == 50_000


def test_cost_of_a_piece_and_capacity_are_what_they_are_on_paper(week: Week) -> None:
    """At the last prices: 312,825 / 3.56 kg = 87,872 a kg; 0.26 of it 22,847; 3,000 + 1,000 + 1,250 + 900 on top."""
    page = week.client.get(week.path("product", week.shop.scarf.pk))
    assert page.status_code == 200
    assert "28.997" in page.content.decode()
    assert Tally.objects.count() == 6 * 6 + 5 * 2 + 4 * 2
    assert not MachineDay.objects.exists()


def test_pieces_in_are_pieces_out_in_stock_and_spoiled(week: Week) -> None:
    """288 knitted, 240 linked, 188 finished and 4 spoiled; 40 sold."""
    good = {name: sum(t.good_micro for t in Tally.objects.filter(step__key=name)) for name in ("rajut", "finishing")}
    assert good == {"rajut": 288 * MICRO, "finishing": 188 * MICRO}
    there = [stock(name)[0] for name in ("Syal: rajut", "Syal: linking", "Syal")]
    assert sum(there) + 40 + 4 == 288
    days = StockDay.objects.filter(item__name="Benang")
    came, went = (sum(getattr(day, name) for day in days) for name in ("came_micro", "went_micro"))
    assert came - went == Item.objects.get(name="Benang").quantity_micro
    wasted = sum(day.wasted_micro for day in days)
    assert went - wasted == 288 * MICRO // 4
