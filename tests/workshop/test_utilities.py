"""Electricity and water per unit made: meters that turn over, bills from the books, jumps with their cause."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting

from guyub.books import chart
from guyub.books.actions.posting import post_within
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.measures import MICRO
from guyub.kernel.words import _
from guyub.workshop.actions.recipes import NewStep, add_product, write_recipe
from guyub.workshop.actions.utilities import note_use
from guyub.workshop.models import StepDay, UtilityUse
from guyub.workshop.queries.output import finished_by_day, finished_by_week
from guyub.workshop.queries.utilities import year_of
from guyub.workshop.rules.utilities import MonthUse, Reading, Usual, check_reading, jump, months_of, shares_of, used_of

SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))
POWER = "electricity"


def test_what_was_used_is_the_difference_of_two_meters_unless_it_was_said() -> None:
    before = Reading(SEPTEMBER, meter=12_480_000)
    assert used_of(Reading(OCTOBER, meter=12_730_500), before) == 250_500
    assert used_of(Reading(OCTOBER, used=90_000, meter=3_000), before) == 90_000
    assert used_of(Reading(OCTOBER, meter=12_730_500), None) is None
    assert used_of(Reading(OCTOBER, meter=12_730_500), Reading(SEPTEMBER, cost=1)) is None
    assert used_of(Reading(OCTOBER, meter=5), before) is None


def test_a_meter_that_went_back_asks_for_what_was_used() -> None:
    before, after = Reading(SEPTEMBER, meter=9_990_000), Reading(NOVEMBER, meter=50_000)
    with pytest.raises(Problem) as told:
        check_reading(Reading(OCTOBER, meter=20_000), before, after)
    assert told.value.field == "used"
    assert "9.990" in str(told.value)
    check_reading(Reading(OCTOBER, meter=20_000, used=30_000), before, after)
    with pytest.raises(Problem) as told:
        check_reading(Reading(OCTOBER, meter=60_000), None, after)
    assert told.value.field == "meter"
    with pytest.raises(Problem):
        check_reading(Reading(OCTOBER), before, after)


def test_months_stand_beside_the_average_of_those_before_them() -> None:
    months = [date(2026, month, 1) for month in (7, 8, 9, 10)]
    costs, units = (100_000, 140_000, None, 300_000), (100, 100, 50, 100)
    readings = {month: Reading(month, cost=cost) for month, cost in zip(months, costs, strict=True)}
    made = {month: each * MICRO for month, each in zip(months, units, strict=True)}
    july, august, september, october = months_of(readings, months, made)
    assert (july.cost_a_unit, july.change) == (1_000, None)
    assert (august.cost_a_unit, august.change) == (1_400, Fraction(2, 5))
    assert september.cost_a_unit is None
    assert october.usual.cost == 1_200, "240,000 for 200 units; the month without a figure does not count"
    assert (october.usual.months, october.change) == (2, Fraction(3, 2))


def use(cost: int, used: int, units: int) -> MonthUse:
    usual = Usual(4, Fraction(100 * MICRO), Fraction(1_000), Fraction(800), Fraction(5, 4))
    return MonthUse(OCTOBER, used, cost, units * MICRO, usual)


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (use(100_000, 80_000, 50), "Hasilnya lebih sedikit"),
        (use(150_000, 80_000, 100), "Harga per kWh naik 50 %."),
        (use(150_000, 120_000, 100), "Pemakaian per buah bertambah"),
        (use(70_000, 56_000, 100), "turun 30 % dari rata-rata 4 bulan"),
    ],
)
def test_a_jump_is_told_with_its_cause(month: MonthUse, words: str) -> None:
    assert words in str(jump(month, POWER))


def test_an_ordinary_month_is_not_talked_about() -> None:
    assert jump(use(115_000, 90_000, 100), POWER) is None
    assert jump(MonthUse(OCTOBER, 5, 5, 0), POWER) is None


@given(st.integers(0, 10**9), st.dictionaries(st.integers(), st.tuples(st.integers(1, 10**12), st.integers(0, 10**6))))
def test_a_bill_is_shared_to_the_last_rupiah(cost: int, made: dict[int, tuple[int, int]]) -> None:
    shares = shares_of(cost, made)
    assert sum(share.cost for share in shares.values()) == (cost if made else 0)
    assert shares.keys() == made.keys()


def test_a_product_of_twice_the_minutes_carries_twice_the_bill() -> None:
    shares = shares_of(90_000, {"syal": (10 * MICRO, 100), "topi": (40 * MICRO, 50)})
    assert [(each.cost, each.a_unit) for each in shares.values()] == [(60_000, 6_000), (30_000, 750)]
    by_units = shares_of(50_000, {"syal": (10 * MICRO, 100), "topi": (40 * MICRO, 0)})
    assert [each.cost for each in by_units.values()] == [10_000, 40_000]


def test_only_the_last_step_of_the_recipe_of_the_day_is_finished_output(knitting: Knitting) -> None:
    for step, good in (("rajut", 30), ("linking", 24), ("finishing", 12)):
        knitting.tally(step, good, sure=["short", "machine"])
    (made,) = finished_by_day(knitting.enterprise, TODAY, TODAY)
    assert (made.units, made.minutes) == (12 * MICRO, 12 * 15)
    # From the next day on the scarf is finished at linking: what was finished before stays what it was.
    recipe = [NewStep("rajut", minutes=10_000), NewStep("linking", minutes=4_000, taken=2 * MICRO)]
    write_recipe(knitting.owner, knitting.scarf, recipe, since=TODAY + timedelta(7), at=NOW)
    later = TODAY + timedelta(8)
    for step, good in (("linking", 5), ("finishing", 3)):
        StepDay.objects.create(
            enterprise=knitting.enterprise, day=later, step=knitting.step(step), good_micro=good * MICRO
        )
    found = {(made.first, made.units, made.minutes) for made in finished_by_day(knitting.enterprise, TODAY, later)}
    assert found == {(TODAY, 12 * MICRO, 180), (later, 5 * MICRO, 5 * 24)}
    weeks = {(made.first, made.units) for made in finished_by_week(knitting.enterprise, TODAY, later)}
    assert weeks == {(TODAY, 12 * MICRO), (TODAY + timedelta(7), 5 * MICRO)}


def out(knitting: Knitting, day: date, good: int, step: str = "finishing") -> None:
    StepDay.objects.create(enterprise=knitting.enterprise, day=day, step=knitting.step(step), good_micro=good * MICRO)


def test_a_month_is_noted_once_and_shown_per_unit(knitting: Knitting) -> None:
    shop, owner = knitting.enterprise, knitting.owner
    out(knitting, SEPTEMBER + timedelta(9), 100)
    out(knitting, OCTOBER + timedelta(9), 50)
    out(knitting, OCTOBER + timedelta(10), 999, "rajut")
    for __ in range(2):
        note_use(owner, shop, POWER, Reading(SEPTEMBER, meter=1_000_000, used=200_000, cost=300_000), at=NOW)
    note_use(owner, shop, POWER, Reading(OCTOBER, meter=1_150_000, cost=240_000), at=NOW)
    assert UtilityUse.objects.count() == 2
    year = year_of(shop, POWER, OCTOBER, TODAY)
    assert len(year.months) == 12
    assert (year.month.used, year.month.used_a_unit, year.month.cost_a_unit) == (150_000, 3_000, 4_800)
    assert year.month.change == Fraction(3, 5)
    assert "Hasilnya lebih sedikit" in str(jump(year.month, POWER))
    note_use(owner, shop, POWER, Reading(OCTOBER, meter=1_150_000, cost=150_000), at=NOW)
    assert year_of(shop, POWER, OCTOBER, TODAY).month.cost_a_unit == 3_000


def test_several_products_share_the_bill(knitting: Knitting) -> None:
    hat = add_product(knitting.owner, knitting.enterprise, "Topi")
    write_recipe(knitting.owner, hat, [NewStep("rajut", minutes=5_000)], since=date(2026, 1, 1), at=NOW)
    out(knitting, OCTOBER, 10)
    StepDay.objects.create(enterprise=knitting.enterprise, day=OCTOBER, step=hat.steps.get(), good_micro=30 * MICRO)
    note_use(knitting.owner, knitting.enterprise, POWER, Reading(OCTOBER, cost=100_000), at=NOW)
    found = year_of(knitting.enterprise, POWER, OCTOBER, TODAY)
    assert [(each.name, each.share.cost, each.share.a_unit) for each in found.products] == [
        ("Syal", 50_000, 5_000),
        ("Topi", 50_000, Fraction(5_000, 3)),
    ]
    assert found.month.cost_a_unit == 2_500


def booked(knitting: Knitting, day: date, *move: object) -> None:
    post_within(
        knitting.book, client_id=uuid4(), day=day, words=_("Listrik"), transfers=[move], by=knitting.owner, at=NOW
    )


@pytest.mark.usefixtures("clock")
def test_the_books_propose_the_bill_less_what_other_kinds_took(knitting: Knitting) -> None:
    shop, owner = knitting.enterprise, knitting.owner
    assert year_of(shop, POWER, OCTOBER, TODAY).proposed is None
    booked(knitting, OCTOBER + timedelta(19), chart.POWER, chart.CASH, 400_000)
    booked(knitting, NOVEMBER, chart.POWER, chart.CASH, 999_000)
    assert year_of(shop, POWER, OCTOBER, TODAY).proposed == 400_000
    note_use(owner, shop, "water", Reading(OCTOBER, cost=150_000), at=NOW)
    assert year_of(shop, POWER, OCTOBER, TODAY).proposed == 250_000
    page = people.signed_in(owner).get(reverse("utilities", args=[shop.id]), {"bulan": "2026-10"}).content.decode()
    assert 'value="250000"' in page or 'value="250.000"' in page
    note_use(owner, shop, POWER, Reading(OCTOBER, cost=250_000), at=NOW)
    assert year_of(shop, POWER, OCTOBER, TODAY).proposed is None


def test_only_the_owner_notes_and_only_months_that_were(knitting: Knitting) -> None:
    shop = knitting.enterprise
    for other in (people.worker(shop), people.stranger()):
        with pytest.raises(NotAllowed):
            note_use(other, shop, POWER, Reading(OCTOBER, cost=1), at=NOW)
    for month in (date(2026, 12, 1), date(2024, 10, 1), date(2026, 10, 2)):
        with pytest.raises(Problem):
            note_use(knitting.owner, shop, POWER, Reading(month, cost=1), at=NOW)
    with pytest.raises(Problem):
        note_use(knitting.owner, shop, "steam", Reading(OCTOBER, cost=1), at=NOW)


@pytest.mark.usefixtures("clock")
def test_the_page_notes_asks_and_costs_as_much_for_many_days(knitting: Knitting, django_assert_max_num_queries) -> None:
    client = people.signed_in(knitting.owner)
    path = reverse("utilities", args=[knitting.enterprise.id])
    assert "Belum ada yang dicatat" in client.get(path).content.decode()
    saved = client.post(path, {"month": "2026-09", "meter": "12.480,5", "cost": "350rb"}, follow=True)
    assert "Pemakaian disimpan" in saved.content.decode()
    assert UtilityUse.objects.get().meter_milli == 12_480_500
    asked = client.post(path, {"month": "2026-10", "meter": "90"})
    assert asked.status_code == 400
    assert "diganti" in asked.content.decode()
    good = client.post(path, {"month": "2026-10", "meter": "90", "used": "210", "cost": "300.000"})
    assert good.status_code == 302
    for back in range(300):
        out(knitting, TODAY - timedelta(back), 3)
    with django_assert_max_num_queries(20):
        page = client.get(path, {"bulan": "2026-10"}).content.decode()
    assert "Rp\N{NO-BREAK SPACE}3.226" in page, "300,000 for 93 scarves"
    for odd in ("2026-99", "\0", "9" * 500):
        assert client.get(path, {"bulan": odd, "jenis": odd}).status_code == 200
        assert client.post(path, {"month": odd, "meter": odd, "used": odd, "cost": odd}).status_code == 400
