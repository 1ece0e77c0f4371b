"""The page of the plan: what is late and why, how full the machines are, and what a new order would do."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.support.knitting import NOW, SINCE, TODAY, Knitting
from tests.support.people import signed_in

from guyub.kernel.measures import MICRO
from guyub.workshop.actions.jobs import ShareOf, follow_share
from guyub.workshop.actions.recipes import NewInput, NewStep, add_product, write_recipe
from guyub.workshop.models import Job, Machine, Product, Workshop
from guyub.workshop.queries.planning import free_share_by_week, plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def shop(knitting: Knitting) -> Knitting:
    for name in ("Siti", "Dewi", "Wati"):
        knitting.worker(name)
    return knitting


def a_job(shop: Knitting, quantity: int, days: int, customer: str = "", product: Product | None = None) -> Job:
    product = product or shop.scarf
    return Job.objects.create(
        enterprise=shop.enterprise,
        client_id=uuid.uuid4().hex,
        name=product.name,
        product=product,
        customer=customer,
        quantity_micro=quantity * MICRO,
        accepted=TODAY,
        due=TODAY + timedelta(days=days),
    )


def see(shop: Knitting, **asked: Any) -> Any:
    client: Client = signed_in(shop.owner, language="id")
    return client.get(reverse("plan", args=[shop.enterprise.pk]), asked)


def test_an_order_takes_the_minutes_of_its_recipe_less_what_was_made(shop: Knitting) -> None:
    shop.buy(shop.yarn, 100, 8_000_000)
    job = a_job(shop, 120, 30)
    shop.tally("rajut", 20, job=job, sure=["machine", "short"])
    minutes = {task.step: task.minutes for task in plan_of(shop.enterprise, TODAY).work.given.tasks}
    assert minutes == {"rajut": 1000, "linking": 360, "finishing": 240}


def test_the_plan_knows_the_machines_the_hands_and_the_week(shop: Knitting) -> None:
    Workshop.objects.update_or_create(
        enterprise=shop.enterprise, defaults={"minutes_a_day": 400, "working_days": "12345"}
    )
    shop.knitting.changeover_minutes = 45
    shop.knitting.save()
    Machine.objects.create(enterprise=shop.enterprise, kind=shop.knitting, name="Rusak", active=False)
    shop.worker("Sudah pergi", until=TODAY - timedelta(days=1))
    shop.worker("Belum datang", since=TODAY + timedelta(days=1))
    a_job(shop, 400, 30)
    given = plan_of(shop.enterprise, TODAY).work.given
    assert [(each.name, each.minutes, each.changeover) for each in given.machines] == [
        ("Rajut 1", 400, 45),
        ("Rajut 2", 400, 45),
    ]
    assert given.hands == 3 * 400
    assert given.calendar.weekdays == frozenset({1, 2, 3, 4, 5})
    assert {task.step: task.most_machines for task in given.tasks} == {"rajut": 2, "linking": 1, "finishing": 1}


def test_what_is_late_comes_first_with_its_reason(shop: Knitting) -> None:
    a_job(shop, 400, 3, "Bu Tini")  # 4,000 minutes on two machines of 480: five days and more
    a_job(shop, 40, 60, "Pak Budi")
    shown = see(shop)
    text = shown.content.decode()
    assert [each.name for each in shown.context["late"]] == ["Syal · Bu Tini"]
    assert "1 dari 2 pesanan akan terlambat" in text
    assert text.index("akan terlambat") < text.index("<svg xmlns")
    assert "padahal sampai tenggat hanya ada" in text
    assert len(shown.context["planned"]) == 2


def test_each_machine_has_its_load_in_the_drawing_and_the_table(shop: Knitting) -> None:
    a_job(shop, 288, 60)  # 2,880 minutes: three days of each machine in the first week of six
    shown = see(shop)
    rows = {row.name: row.values for row in shown.context["rows"]}
    assert rows["Rajut 1"][:2] == [50, 0]
    assert rows["Rajut 2"][:2] == [50, 0]
    assert len(rows["Rajut 1"]) == 12
    assert shown.content.decode().count("50 %") >= 2
    assert "<title>" in shown.context["chart"]


def test_what_cannot_be_planned_says_why_and_leads_there(shop: Knitting) -> None:
    bare = add_product(shop.owner, shop.enterprise, "Topi")
    untimed = add_product(shop.owner, shop.enterprise, "Tas")
    write_recipe(shop.owner, untimed, [NewStep("jahit")], since=SINCE, at=NOW)
    a_job(shop, 5, 10, product=bare)
    a_job(shop, 5, 10, product=untimed)
    share = follow_share(shop.enterprise, ShareOf(1, "Sarung", "Koperasi", 6, 1000, TODAY + timedelta(days=9)), at=NOW)
    shown = see(shop)
    stuck = {each.job.name: each for each in shown.context["stuck"]}
    assert set(stuck) == {"Topi", "Tas", "Sarung"}
    assert "belum punya resep" in str(stuck["Topi"].why[0])
    assert "waktu kerja" in str(stuck["Tas"].why[0])
    assert share
    assert stuck["Sarung"].link == reverse("job", args=[shop.enterprise.pk, share.pk])
    assert not shown.context["planned"]


def test_an_order_without_a_machine_or_hands_is_stuck_not_late(knitting: Knitting) -> None:
    a_job(knitting, 10, 10)  # nobody works here
    shown = see(knitting)
    assert [each.name for each in shown.context["stuck"]] == ["Syal"]
    assert not shown.context["late"]


def test_a_share_of_a_joint_order_is_planned_like_any_other(shop: Knitting) -> None:
    follow_share(shop.enterprise, ShareOf(7, "Syal", "Koperasi", 50, 1000, TODAY + timedelta(days=20)), at=NOW)
    shown = see(shop)
    assert [each.name for each in shown.context["planned"]] == ["Syal · Koperasi"]


def test_what_is_made_waits_only_to_be_ended(shop: Knitting) -> None:
    shop.buy(shop.yarn, 100, 8_000_000)
    shop.buy(shop.button, 100, 8_000)
    job = a_job(shop, 4, 10)
    for step in ("rajut", "linking", "finishing"):
        shop.tally(step, 4, job=job, sure=["machine", "short"])
    shown = see(shop)
    assert [name for name, _there in shown.context["made"]] == ["Syal"]
    assert not shown.context["planned"]


def test_steps_without_minutes_and_parts_made_here_are_told(shop: Knitting) -> None:
    gift = add_product(shop.owner, shop.enterprise, "Paket hadiah")
    steps = [NewStep("bungkus", minutes=1_000, inputs=(NewInput(shop.finished, MICRO),)), NewStep("tempel harga")]
    write_recipe(shop.owner, gift, steps, since=SINCE, at=NOW)
    a_job(shop, 10, 10, product=gift)
    work = plan_of(shop.enterprise, TODAY).work
    assert work.untimed == ("Paket hadiah · tempel harga",)
    assert work.parts == ("Syal",)
    assert "Membuat Syal sebagai bahan" in see(shop).content.decode()


def asked(shop: Knitting, quantity: str, days: int) -> dict[str, str]:
    return {"product": str(shop.scarf.pk), "quantity": quantity, "due": (TODAY + timedelta(days=days)).isoformat()}


def test_a_new_order_that_fits_moves_nobody_and_saves_nothing(shop: Knitting) -> None:
    a_job(shop, 40, 10, "Bu Tini")
    shown = see(shop, **asked(shop, "5 lusin", 30))
    told = shown.context["answer"]
    assert told.kind == "done"
    assert not told.moved
    assert "hari sebelum tenggat" in str(told.words[0])
    assert Job.objects.count() == 1
    accept = shown.context["accept"]
    form = signed_in(shop.owner).get(accept.partition("#")[0]).content.decode()
    assert 'value="5 lusin"' in form
    assert f'value="{(TODAY + timedelta(days=30)).isoformat()}"' in form
    assert f'value="{shop.scarf.pk}" selected' in form


def test_a_new_order_in_a_hurry_tells_whom_it_makes_late_and_by_how_much(shop: Knitting) -> None:
    a_job(shop, 500, 10, "Bu Tini")
    before = plan_of(shop.enterprise, TODAY).plan.jobs[0]
    assert not before.is_late
    told = see(shop, **asked(shop, "400", 7)).context["answer"]
    late = [(moved.name, str(words)) for moved, words in told.moved]
    assert late
    assert late[0][0] == "Syal · Bu Tini"
    assert "jadi terlambat" in late[0][1]
    assert told.kind in {"attention", "problem"}


@pytest.mark.parametrize(
    "wrong", [{"quantity": "x"}, {"quantity": ""}, {"due": "2020-01-01"}, {"due": "?"}, {"product": "1"}]
)
def test_a_question_that_makes_no_sense_is_said_at_its_field(shop: Knitting, wrong: dict[str, str]) -> None:
    shown = see(shop, **(asked(shop, "5", 9) | wrong))
    assert shown.status_code == 200
    assert f'id="id_{next(iter(wrong))}_error"' in shown.content.decode()
    assert "answer" not in shown.context


def test_a_product_without_a_recipe_has_no_answer_yet(shop: Knitting) -> None:
    bare = add_product(shop.owner, shop.enterprise, "Topi")
    told = see(shop, **(asked(shop, "5", 9) | {"product": str(bare.pk)})).context["answer"]
    assert told.kind == "problem"
    assert "belum punya resep" in str(told.words[0])


def test_an_empty_workshop_teaches_with_an_example(knitting: Knitting) -> None:
    assert "Belum ada yang harus dibuat" in see(knitting).content.decode()


def test_free_weeks_come_from_the_plan(shop: Knitting) -> None:
    assert set(free_share_by_week(shop.enterprise, TODAY).values()) == {Fraction(1)}
    a_job(shop, 288, 60)
    follow_share(shop.enterprise, ShareOf(7, "Syal", "Koperasi", 144, 1000, TODAY + timedelta(days=20)), at=NOW)
    free = free_share_by_week(shop.enterprise, TODAY)
    assert len(free) == 13
    assert free[TODAY] == Fraction(1, 4)
    assert free_share_by_week(shop.enterprise, TODAY, joint=False)[TODAY] == Fraction(1, 2)
    assert free_share_by_week(shop.enterprise, TODAY)[TODAY + timedelta(weeks=1)] > Fraction(9, 10)


def test_the_page_costs_the_same_with_few_and_many_orders(
    shop: Knitting, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    costs, client = [], signed_in(shop.owner)
    path = reverse("plan", args=[shop.enterprise.pk])
    for count in (3, 60):
        for number in range(count - Job.objects.count()):
            product = add_product(shop.owner, shop.enterprise, f"Barang {count} {number}") if number % 9 == 0 else None
            if product:
                write_recipe(
                    shop.owner,
                    product,
                    [NewStep("rajut", minutes=5_000, machine_kind=shop.knitting), NewStep("kemas", minutes=500)],
                    since=SINCE,
                    at=NOW,
                )
            a_job(shop, 30, 5 + number, product=product)
        with django_assert_max_num_queries(30) as queries:
            assert client.get(path, asked(shop, "5", 9)).context["answer"]
        costs.append(len(queries))
    assert costs[0] == costs[1]
