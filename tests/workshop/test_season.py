"""Busy and quiet weeks from the own history, advice for quiet ones, and the page on which weeks are offered."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting

from guyub.books import chart
from guyub.books.actions.posting import post_within
from guyub.kernel.charts.weeks import Column, weeks_svg
from guyub.kernel.measures import MICRO
from guyub.kernel.words import _
from guyub.sentra.models import Membership
from guyub.workshop.actions.jobs import NewJob, take_job
from guyub.workshop.actions.offers import offer_capacity
from guyub.workshop.models import (
    CapacityOffer,
    DayFlow,
    Idle,
    Item,
    Job,
    Movement,
    Procedure,
    ProcedureVersion,
    StepDay,
)
from guyub.workshop.models.standards import Shown
from guyub.workshop.queries.season import past_weeks, season_view
from guyub.workshop.rules.season import (
    WEEK,
    YEAR,
    PastWeek,
    Season,
    Stand,
    Stock,
    season_of,
    stock_to_make,
    to_maintain,
    to_train,
    work_by_week,
)

THIS = TODAY  # a Monday
BUSY_WEEKS, QUIET_WEEKS = range(8, 14), range(20, 28)  # weeks from now, every year


def amount(week: int, level: float = 1_000) -> int:
    """Work of a week counted from now, back into the years before."""
    place = week % YEAR
    return round(level * (2.2 if place in BUSY_WEEKS else 0.3 if place in QUIET_WEEKS else 1))


def history(years: float, growth: float = 1.0, noise: float = 0.0) -> dict[date, int]:
    chance = random.Random(7)
    return {
        THIS + WEEK * week: round(
            amount(week, 1_000 * growth ** ((week + 208) / YEAR)) * (1 + noise * chance.uniform(-1, 1))
        )
        for week in range(-round(years * YEAR), 0)
    }


@pytest.mark.parametrize(("years", "growth", "noise"), [(1, 1, 0), (3, 1, 0.3), (4, 1.5, 0.3), (2.6, 0.6, 0.2)])
def test_busy_and_quiet_weeks_are_found_again_whatever_the_growth(years: float, growth: float, noise: float) -> None:
    season = season_of(history(years, growth, noise), THIS)
    assert season is not None
    assert season.years == int(years)
    for weeks, stand in ((BUSY_WEEKS, Stand.BUSY), (QUIET_WEEKS, Stand.QUIET)):
        inner = list(weeks)[1:-1]
        assert {season.stand(week) for week in inner} == {stand}
    far = [
        week
        for week in range(YEAR)
        if all(min(abs(week - each), YEAR - abs(week - each)) > 3 for each in [*BUSY_WEEKS, *QUIET_WEEKS])
    ]
    usual = sum(season.stand(week) is Stand.USUAL for week in far)
    assert usual >= len(far) * 0.9
    assert math.isclose(sum(season.index) / YEAR, 1)


def test_even_work_has_no_season() -> None:
    season = season_of(dict.fromkeys(history(2), 500), THIS)
    assert season is not None
    assert {season.stand(week) for week in range(YEAR)} == {Stand.USUAL}


def test_less_than_a_year_tells_no_season() -> None:
    assert season_of({}, THIS) is None
    assert season_of(history(51 / 52), THIS) is None
    assert season_of({THIS: 100}, THIS) is None, "the present week is not over"
    old = {THIS - WEEK * 60: 100}
    assert season_of(old, THIS) is None, "a year in which nothing was done tells nothing"


def test_work_counts_where_it_is_known_and_sales_where_more_weeks_have_them() -> None:
    weeks = [PastWeek(THIS - WEEK * n, minutes=10 if n < 3 else 0, own=5, joint=2) for n in range(1, 6)]
    assert set(work_by_week(weeks).values()) == {7}
    assert set(work_by_week(weeks[:2]).values()) == {10}


def test_stock_is_advised_for_the_busy_weeks_to_come() -> None:
    index = [2.0 if week in (8, 9) else 0.5 if week < 4 else 1.0 for week in range(YEAR)]
    season = Season(index, 2)
    out = {THIS + WEEK * (8 - YEAR): 30 * MICRO, THIS + WEEK * (9 - 2 * YEAR): 51 * MICRO, THIS - WEEK: 999 * MICRO}
    scarf = Stock(uuid4(), "Syal", "buah", 10 * MICRO, out)
    full = Stock(uuid4(), "Topi", "buah", 41 * MICRO, out)
    (advice,) = stock_to_make(season, THIS, [full, scarf])
    assert (advice.page, advice.thing) == ("product", scarf.product)
    assert "keluar 41 buah" in str(advice.words), "40.5 on average, in whole pieces"
    assert "ada 10 buah" in str(advice.words)
    assert stock_to_make(None, THIS, [scarf]) == []


def test_machines_that_broke_and_procedures_not_mastered_come_first_by_how_much() -> None:
    machines = [(uuid4(), name, minutes) for name, minutes in (("A", 0), ("B", 50), ("C", 600), ("D", 70), ("E", 60))]
    told = [str(each.words) for each in to_maintain(machines)]
    assert told == [
        "Rawat C: rusak 10 jam dalam setengah tahun.",
        "Rawat D: rusak 70 menit dalam setengah tahun.",
        "Rawat E: rusak 60 menit dalam setengah tahun.",
    ]
    procedures = [(uuid4(), "Linking", 1), (uuid4(), "Rajut", 3), (uuid4(), "Setrika", 0)]
    assert [str(each.words) for each in to_train(procedures, 3)] == [
        "Latih “Setrika”: 3 orang belum menguasai.",
        "Latih “Linking”: 2 orang belum menguasai.",
    ]


def fill(knitting: Knitting, years: float) -> None:
    """A year and more of output and of sales, as the workshop's own history."""
    step = knitting.step("finishing")
    weeks = range(-round(years * YEAR), 0)
    StepDay.objects.bulk_create(
        StepDay(
            enterprise=knitting.enterprise,
            day=THIS + WEEK * week + timedelta(2),
            step=step,
            good_micro=amount(week, 100) * MICRO,
        )
        for week in weeks
    )
    DayFlow.objects.bulk_create(
        DayFlow(
            enterprise=knitting.enterprise,
            day=THIS + WEEK * week + timedelta(4),
            item=knitting.finished,
            kind=Movement.Kind.SOLD,
            quantity_micro=amount(week, 90) * MICRO,
        )
        for week in weeks
    )


def fill_shop(knitting: Knitting, number: int) -> None:
    """Machines that broke, procedures with their people, and orders to make."""
    shop = knitting.enterprise
    workers = [knitting.worker(f"Orang {each}") for each in range(number)]
    for each in range(number):
        Idle.objects.create(
            enterprise=shop, machine=knitting.machines[each % 2], day=TODAY, minutes=60 + each,
            reason=Idle.Reason.BROKEN, at=NOW, client_id=f"idle {each}",
        )  # fmt: skip
        procedure = Procedure.objects.create(enterprise=shop, title=f"Cara {each}")
        for version in (1, 2):
            made = ProcedureVersion.objects.create(
                procedure=procedure, number=version, since=TODAY, at=NOW, client_id=str(version)
            )
            for worker in workers[: each + 3 - version]:
                Shown.objects.create(version=made, worker=worker, day=TODAY, mastered=True)
        new = NewJob(knitting.scarf, 60 * MICRO, TODAY + timedelta(20 + each))
        take_job(knitting.owner, shop, new, client_id=f"job {each}", at=NOW)


def test_the_view_joins_history_orders_offers_and_advice(knitting: Knitting) -> None:
    fill(knitting, 2.2)
    fill_shop(knitting, 3)
    offer_capacity(knitting.owner, knitting.enterprise, THIS + WEEK * 2, 50, at=NOW)
    view = season_view(knitting.enterprise, TODAY)
    assert view.season is not None
    assert view.season.years == 2
    assert [week.stand for week in view.ahead][9:12] == [Stand.BUSY] * 3
    # 180 scarves, 120 a week: one week and a half before the 13 and 15 December.
    assert sum(1 - week.free for week in view.ahead) == Fraction(11, 7)
    assert view.ahead[0].free == 1
    assert view.ahead[2].too_much
    assert [week.offered for week in view.ahead].count(50) == 1
    pages = [advice.page for advice in view.advice]
    assert pages == ["product", "machine", "machine", "procedure", "procedure"]
    told = " ".join(str(advice.words) for advice in view.advice)
    assert "keluar 1.368 buah" in told, "six busy weeks of 198 and two beside them"
    assert "Latih “Cara 0”: 2 orang" in told, "who masters an older version only, does not"


def test_sales_of_the_books_by_week_own_and_joint(knitting: Knitting) -> None:
    for account, rupiah, days in ((chart.SALES, 500, 3), (chart.SALES, 200, 8), (chart.JOINT_SALES, 900, 8)):
        move = (chart.CASH, account, rupiah)
        day = THIS - timedelta(days)
        post_within(
            knitting.book, client_id=uuid4(), day=day, words=_("Jual"), transfers=[move], by=knitting.owner, at=NOW
        )
    back = (chart.SALES, chart.CASH, 50)
    post_within(knitting.book, client_id=uuid4(), day=THIS - timedelta(3), words=_("Jual"), transfers=[back], at=NOW)
    weeks = past_weeks(knitting.enterprise, THIS)
    assert weeks == [PastWeek(THIS - WEEK * 2, 0, 200, 900), PastWeek(THIS - WEEK, 0, 450, 0)]


def test_more_of_everything_costs_no_more_questions(knitting: Knitting) -> None:
    fill(knitting, 1.1)
    fill_shop(knitting, 2)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            season_view(knitting.enterprise, TODAY)
        return len(queries)

    few = cost()
    StepDay.objects.all().delete()
    DayFlow.objects.all().delete()
    Job.objects.all().delete()
    Shown.objects.all().delete()
    ProcedureVersion.objects.all().delete()
    Procedure.objects.all().delete()
    Idle.objects.all().delete()
    knitting.workers[0].__class__.objects.all().delete()
    fill(knitting, 4)
    fill_shop(knitting, 12)
    assert cost() == few <= 30


@pytest.fixture
def client(knitting: Knitting, clock: object) -> Client:
    return people.signed_in(knitting.owner)


def test_a_week_is_offered_with_a_button_and_taken_back(knitting: Knitting, client: Client) -> None:
    path = reverse("season", args=[knitting.enterprise.id])
    page = client.get(path).content.decode()
    assert "Baru ada catatan 0 minggu" in page
    value = f"{THIS + WEEK}.75"
    assert f'value="{value}"' in page
    for __ in range(2):
        answer = client.post(path, {"offer": value}, follow=True).content.decode()
    assert "ditawarkan 75" in answer
    assert "Anda menawarkan 0,75 minggu kerja" in answer
    assert CapacityOffer.objects.get().percent == 75
    answer = client.post(path, {"offer": f"{THIS + WEEK}.tarik"}, follow=True).content.decode()
    assert "ditarik" in answer
    assert not CapacityOffer.objects.exists()
    for odd in ("", "\0", "2026-99-99.50", f"{THIS}.-5", f"{THIS}.{'9' * 30}", f"{THIS - WEEK}.50", "9999-12-31.50"):
        assert client.post(path, {"offer": odd}).status_code == 302
    assert not CapacityOffer.objects.exists()


def test_who_is_in_no_sentra_has_nothing_to_offer_to(knitting: Knitting, client: Client) -> None:
    Membership.objects.update(until=TODAY)
    page = client.get(reverse("season", args=[knitting.enterprise.id])).content.decode()
    assert "belum menjadi anggota sentra" in page
    assert 'name="offer"' not in page


def test_with_a_year_the_page_draws_the_year_to_come(knitting: Knitting, client: Client) -> None:
    fill(knitting, 1.1)
    Item.objects.filter(product=knitting.scarf, kind=Item.Kind.FINISHED).update(quantity_micro=5 * MICRO)
    page = client.get(reverse("season", args=[knitting.enterprise.id])).content.decode()
    assert "Dari catatan setahun" in page
    assert "Lebaran bergeser" in page
    assert page.count('height="110"') >= 1
    assert "Buat stok Syal" in page


def test_columns_of_weeks_stand_on_one_line_and_never_break() -> None:
    svg = weeks_svg(
        [Column(2, "new", "Jan"), Column(1, "spare"), Column(float("nan"), "spare")], [("new", "ramai")], "x"
    )
    assert 'height="110"' in svg
    assert 'height="55.0"' in svg or 'height="55"' in svg
    assert "nan" not in svg.casefold()
    assert weeks_svg([], [], "x").startswith("<svg")
