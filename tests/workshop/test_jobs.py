"""The pages about orders: taking one, seeing how far it is, ending it, and saying which product a joint share is."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting
from tests.support.people import signed_in

from guyub.kernel.measures import MICRO
from guyub.workshop.actions.jobs import ShareOf, follow_share
from guyub.workshop.actions.recipes import add_product
from guyub.workshop.models import Job

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=20)


@pytest.fixture(autouse=True)
def _monday(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(knitting: Knitting) -> Client:
    return signed_in(knitting.owner)


def jobs(knitting: Knitting) -> str:
    return reverse("jobs", args=[knitting.enterprise.pk])


def page_of(job: Job) -> str:
    return reverse("job", args=[job.enterprise_id, job.pk])


def typed(knitting: Knitting, **more: Any) -> dict[str, Any]:
    data = {"product": str(knitting.scarf.pk), "quantity": "120", "due": DUE.isoformat(), "customer": "Bu Tini"}
    return {"client_id": uuid.uuid4().hex, "price": "35.000", **data, **more}


def a_job(knitting: Knitting, **more: Any) -> Job:
    values = {"name": "Syal", "product": knitting.scarf, "quantity_micro": 120 * MICRO, "accepted": TODAY, "due": DUE}
    return Job.objects.create(enterprise=knitting.enterprise, client_id=uuid.uuid4().hex, **values | more)


def a_share(knitting: Knitting, name: str = "Syal rajut biru", number: int = 1) -> Job:
    share = ShareOf(number, name, "Koperasi Uji", 60, 30_000, DUE)
    job = follow_share(knitting.enterprise, share, at=NOW)
    assert job
    return job


def test_an_order_is_taken_once_whatever_is_sent_again(knitting: Knitting, client: Client) -> None:
    data = typed(knitting, quantity="10 lusin")
    for _again in range(2):
        assert client.post(jobs(knitting), data).status_code == 302
    job = Job.objects.get()
    assert (job.quantity_micro, job.price, job.due, job.customer) == (120 * MICRO, 35_000, DUE, "Bu Tini")
    shown = client.get(jobs(knitting)).content.decode()
    assert "Syal · Bu Tini" in shown
    assert "0 dari 120" in shown or "0 of 120" in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": "banyak"},
        {"quantity": "0"},
        {"quantity": "3 kg"},
        {"quantity": "-4"},
        {"quantity": "9" * 30},
        {"due": "besok lusa"},
        {"due": (TODAY - timedelta(days=1)).isoformat()},
        {"due": ""},
        {"product": ""},
        {"product": str(uuid.uuid4())},
        {"product": "x' OR 1=1"},
        {"price": "mahal"},
        {"customer": "B" * 121},
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_keeps_what_was_typed(
    knitting: Knitting, client: Client, wrong: dict[str, str]
) -> None:
    answer = client.post(jobs(knitting), typed(knitting, **wrong))
    assert answer.status_code == 400
    assert f'id="id_{next(iter(wrong))}_error"' in answer.content.decode()
    assert "Bu Tini" in answer.content.decode() or "customer" in wrong
    assert not Job.objects.exists()


def test_a_product_of_another_workshop_cannot_be_ordered(knitting: Knitting, client: Client) -> None:
    from tests.support.knitting import build_knitting  # noqa: PLC0415

    other = build_knitting()
    assert client.post(jobs(knitting), typed(knitting, product=str(other.scarf.pk))).status_code == 400
    elsewhere = a_job(other)
    assert client.get(reverse("job", args=[knitting.enterprise.pk, elsewhere.pk])).status_code == 404
    assert client.get(page_of(elsewhere)).status_code == 404
    assert client.post(page_of(elsewhere), {"do": "done"}).status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.state == Job.State.OPEN


def test_workers_and_strangers_see_no_orders(knitting: Knitting) -> None:
    job = a_job(knitting)
    for user in (people.worker(knitting.enterprise), people.stranger()):
        for path in (jobs(knitting), page_of(job), reverse("plan", args=[knitting.enterprise.pk])):
            assert signed_in(user).get(path).status_code == 404
        assert signed_in(user).post(page_of(job), {"do": "cancel"}).status_code == 404
    assert Job.objects.get().state == Job.State.OPEN


def test_how_far_an_order_is_step_by_step(knitting: Knitting, client: Client) -> None:
    knitting.buy(knitting.yarn, 100, 8_000_000)
    knitting.buy(knitting.button, 500, 100_000)
    job, siti = a_job(knitting), knitting.worker("Siti")
    knitting.tally("rajut", 60, job=job, worker=siti)
    knitting.tally("linking", 30, 5, job=job, worker=siti)
    knitting.tally("finishing", 10, job=job, worker=siti)
    shown = client.get(page_of(job), headers={"accept-language": "id"})
    steps = {step.name: (step.good // MICRO, step.left // MICRO) for step in shown.context["seen"].steps}
    # Wanted: 110 finished, 20 linked wait; 90 to link, 25 knitted wait.
    assert steps == {"rajut": (60, 65), "linking": (30, 90), "finishing": (10, 110)}
    assert shown.content.decode().count("Siti · ") == 3


def test_an_order_ends_and_opens_again(knitting: Knitting, client: Client) -> None:
    job = a_job(knitting)
    for what, state in (("done", "done"), ("reopen", "open"), ("cancel", "cancelled"), ("reopen", "open")):
        assert client.post(page_of(job), {"do": what}).status_code == 302
        job.refresh_from_db()
        assert job.state == state
        ended = client.get(jobs(knitting), {"keadaan": "selesai"}).content.decode()
        assert (page_of(job) in ended) == (state != "open")
    client.post(page_of(job), {"do": "explode"})
    job.refresh_from_db()
    assert job.state == "open"


def test_an_ended_order_is_not_ended_otherwise(knitting: Knitting, client: Client) -> None:
    job = a_job(knitting, state=Job.State.DONE)
    told = client.post(page_of(job), {"do": "cancel"}, follow=True).content.decode()
    assert "notice problem" in told
    job.refresh_from_db()
    assert job.state == "done"


def test_a_joint_share_is_told_which_product_it_is(knitting: Knitting, client: Client) -> None:
    job = a_share(knitting)
    dozens = add_product(knitting.owner, knitting.enterprise, "Kaos kaki", "lusin")
    shown = client.get(page_of(job)).content.decode()
    assert str(knitting.scarf.pk) in shown
    assert str(dozens.pk) not in shown  # the share is counted by the piece
    assert client.post(page_of(job), {"product": str(dozens.pk)}).status_code == 400
    assert client.post(page_of(job), {"product": str(knitting.scarf.pk)}).status_code == 302
    job.refresh_from_db()
    assert job.product == knitting.scarf
    knitting.buy(knitting.yarn, 100, 8_000_000)
    knitting.tally("rajut", 5, job=job)
    assert client.get(page_of(job)).context["form"] is None
    assert client.post(page_of(job), {"product": str(knitting.scarf.pk)}).status_code == 400


def test_a_joint_share_ends_only_where_the_order_does(knitting: Knitting, client: Client) -> None:
    job = a_share(knitting, "Syal")
    shown = client.get(page_of(job)).content.decode()
    assert 'name="do"' not in shown
    assert reverse("share", args=[job.source_id]) in shown
    for what in ("done", "cancel", "reopen"):
        assert "notice problem" in client.post(page_of(job), {"do": what}, follow=True).content.decode()
    job.refresh_from_db()
    assert job.state == "open"


def test_what_is_past_its_day_says_so(knitting: Knitting, client: Client) -> None:
    a_job(knitting, due=TODAY - timedelta(days=3))
    shown = client.get(jobs(knitting), headers={"accept-language": "id"}).content.decode()
    assert 'class="status problem"' in shown
    assert client.get(jobs(knitting)).context["lines"][0].days_past == 3


def test_pages_cost_the_same_with_few_and_many_orders(
    knitting: Knitting, client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    costs = []
    for count in (3, 60):
        for _number in range(count - Job.objects.count()):
            a_job(knitting, customer="Bu " + "x" * 20)
        with django_assert_max_num_queries(22) as asked:
            shown = client.get(jobs(knitting))
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert len(shown.context["lines"]) == 25
    assert len(client.get(jobs(knitting), {"halaman": "3"}).context["lines"]) == 10
    assert client.get(jobs(knitting), {"halaman": "x"}).status_code == 200


def test_a_job_page_costs_the_same_with_few_and_many_tallies(
    knitting: Knitting, client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    knitting.buy(knitting.yarn, 1000, 8_000_000)
    job = a_job(knitting)
    costs = []
    for count in (3, 40):
        for _number in range(count):
            knitting.tally("rajut", 1, job=job)
        with django_assert_max_num_queries(22) as asked:
            client.get(page_of(job))
        costs.append(len(asked))
    assert costs[0] == costs[1]
