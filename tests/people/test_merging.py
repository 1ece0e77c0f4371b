"""Two people change the same thing at once: what each changed is there, and what both changed is asked about."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from tests.support import people
from tests.support.filling import Form, forms_of
from tests.support.knitting import Knitting, build_knitting
from tests.support.world import World, enterprise_in

from guyub.people.models import Disagreement, Role
from guyub.workshop.actions.team import make_group

pytestmark = pytest.mark.django_db


def opened(client: Client, path: str, holding: str) -> Form:
    """The form of a page that has this field, as the browser has it before anybody types."""
    page = client.get(path)
    assert page.status_code == 200
    return next(form for form in forms_of(page.content.decode()) if holding in form.names)


def send(client: Client, path: str, form: Form, **changed: Any) -> Any:
    values = {name: values for name, values in form.values.items() if values} | changed
    return client.post(path, {name: value for name, value in values.items() if value is not None})


@pytest.fixture
def shop(db: None, clock: object) -> Knitting:
    return build_knitting()


@pytest.fixture
def two(shop: Knitting) -> tuple[Client, Client]:
    return people.signed_in(shop.owner), people.signed_in(people.owner(shop.enterprise, "Bu Kedua"))


def test_two_officers_change_different_fields_and_abilities_of_a_member(clock: object, world: World) -> None:
    member = enterprise_in(world.sentra, "Jahit Cempaka")
    path = reverse("member", args=[world.sentra.pk, member.pk])
    one, two = (people.signed_in(people.officer(world.sentra)) for __ in range(2))
    first, second = opened(one, path, "owner_name"), opened(two, path, "owner_name")
    capacity = first.values["ability-0-capacity"]
    assert send(one, path, first, address=["Jalan Baru 1"], **{"ability-0-ask": ["9000"]}).status_code == 302
    new = {"ability-1-product": ["topi"], "ability-1-capacity": ["30"], "ability-0-min_lot": ["7"]}
    assert send(two, path, second, owner_name=["Bu Rini"], **new).status_code == 302
    now = opened(one, path, "owner_name").values
    assert (now["address"], now["owner_name"]) == (["Jalan Baru 1"], ["Bu Rini"])
    assert (now["ability-0-ask"], now["ability-0-min_lot"], now["ability-0-capacity"]) == (["9000"], ["7"], capacity)
    assert now["ability-1-product"] == ["topi"]
    assert not Disagreement.objects.exists()


def test_the_same_field_of_a_worker_keeps_both_and_asks(shop: Knitting, two: tuple[Client, Client]) -> None:
    worker = shop.worker("Wati", pay="daily", daily_rate=80_000, phone="+6281234567890")
    path = reverse("worker", args=[shop.enterprise.pk, worker.pk])
    forms = [opened(client, path, "daily_rate") for client in two]
    send(two[0], path, forms[0], daily_rate=["90.000"], name=["Wati Lestari"])
    answer = send(two[1], path, forms[1], daily_rate=["95000"], phone=["0812 9999 0000"])
    assert answer.status_code == 302
    worker.refresh_from_db()
    assert (worker.daily_rate, worker.name, worker.phone) == (90_000, "Wati Lestari", "+6281299990000")
    send(two[1], path, forms[1], daily_rate=["95000"], phone=["0812 9999 0000"])
    open_ = Disagreement.objects.get()
    home = two[0].get(reverse("home"))
    assert reverse("differences") in home.content.decode()
    page = two[0].get(reverse("differences")).content.decode()
    assert "Upah sehari" in page
    assert "90.000" in page or "90000" in page
    assert "95000" in page
    two[0].post(reverse("differences"), {"which": str(open_.pk), "choice": "wanted"})
    worker.refresh_from_db()
    assert (worker.daily_rate, worker.name, worker.phone) == (95_000, "Wati Lestari", "+6281299990000")
    assert "Upah sehari" not in two[1].get(reverse("differences")).content.decode()
    send(two[0], path, opened(two[0], path, "daily_rate"), daily_rate=["1"])
    two[0].post(reverse("differences"), {"which": str(open_.pk), "choice": "wanted"})
    worker.refresh_from_db()
    assert worker.daily_rate == 1, "what is settled is not settled again"


def test_what_is_asked_follows_what_stands(shop: Knitting, two: tuple[Client, Client]) -> None:
    worker = shop.worker("Wati", pay="daily", daily_rate=80_000)
    path = reverse("worker", args=[shop.enterprise.pk, worker.pk])
    forms = [opened(client, path, "daily_rate") for client in two]
    send(two[0], path, forms[0], daily_rate=["90.000"])
    send(two[1], path, forms[1], daily_rate=["95.000"])
    send(two[0], path, opened(two[0], path, "daily_rate"), daily_rate=["91.000"])
    page = two[1].get(reverse("differences")).content.decode()
    assert "Tetap 91000" in page
    assert "Tetap 90" not in page
    send(two[0], path, opened(two[0], path, "daily_rate"), daily_rate=["95000"])
    assert Disagreement.objects.get().settled_by == shop.owner, "what was wanted stands, so nothing is left to choose"


def test_a_line_whose_name_has_a_stroke_is_joined_like_any_other(clock: object, world: World) -> None:
    path = reverse("order_change", args=[world.things["draft"]])
    one, two = (people.signed_in(people.officer(world.sentra)) for __ in range(2))
    send(one, path, opened(one, path, "buyer"), **{"line-0-product": ["Kaos/polo"]})
    first, second = opened(one, path, "buyer"), opened(two, path, "buyer")
    send(one, path, first, **{"line-0-price": ["52.000"]})
    send(two, path, second, **{"line-0-price": ["53.000"]})
    found = Disagreement.objects.get()
    two.post(reverse("differences"), {"which": str(found.pk), "choice": "wanted"})
    now = opened(one, path, "buyer").values
    assert (now["line-0-product"], now["line-0-price"]) == (["Kaos/polo"], ["53000"])


def test_a_number_and_its_unit_are_one_and_the_same_change_twice_is_none(
    shop: Knitting, two: tuple[Client, Client]
) -> None:
    machine = shop.machines[0]
    path = reverse("machine", args=[shop.enterprise.pk, machine.pk])
    forms = [opened(client, path, "most") for client in two]
    send(two[0], path, forms[0], most=["20"], act=["save"])
    send(two[1], path, forms[1], most=["20,0"], target=["120"], act=["save"])
    machine.refresh_from_db()
    assert (machine.hour_most_micro, machine.day_target_micro) == (20_000_000, 120_000_000)
    assert not Disagreement.objects.exists()
    send(two[1], path, forms[1], most=["800"], per=["day"], target=["120"], act=["save"])
    machine.refresh_from_db()
    assert machine.hour_most_micro == 20_000_000
    found = Disagreement.objects.get()
    people_page = two[0].post(reverse("differences"), {"which": str(found.pk), "choice": "wanted"}, follow=True)
    assert people_page.status_code == 200
    machine.refresh_from_db()
    assert machine.hour_most_micro == 100_000_000, "800 in a day of eight hours"


def test_lines_of_a_draft_join_and_a_line_taken_away_is_asked_about(clock: object, world: World) -> None:
    path = reverse("order_change", args=[world.things["draft"]])
    one, two = (people.signed_in(people.officer(world.sentra)) for __ in range(2))
    first, second = opened(one, path, "buyer"), opened(two, path, "buyer")
    assert send(one, path, first, note=["Dua warna"], **{"line-0-price": ["52.000"]}).status_code == 302
    empty = {f"line-0-{name}": [""] for name in ("product", "quantity", "price", "due")}
    another = {
        "product": "Topi",
        "quantity": "10",
        "unit": "buah",
        "price": "9000",
        "due": second.values["line-0-due"][0],
    }
    lines = {f"line-1-{name}": [value] for name, value in another.items()}
    assert send(two, path, second, buyer=["Toko Lain"], **empty, **lines).status_code == 302
    now = opened(one, path, "buyer").values
    assert (now["buyer"], now["note"], now["line-0-price"]) == (["Toko Lain"], ["Dua warna"], ["52000"])
    assert now["line-1-product"] == ["Topi"]
    found = Disagreement.objects.get()
    assert found.wanted is None
    assert one.post(reverse("differences"), {"which": str(found.pk), "choice": "wanted"}).status_code == 302
    assert opened(one, path, "buyer").values["line-0-product"] == ["Topi"]


def test_a_newer_version_of_a_procedure_is_told_before_it_is_passed_by(
    world: World, two: tuple[Client, Client], shop: Knitting
) -> None:
    begun = opened(two[0], reverse("procedure_new", args=[shop.enterprise.pk]), "title")
    values = {"title": ["Merajut"], "s0-text": ["Pasang benang"], "do": ["save"]}
    there = send(two[0], reverse("procedure_new", args=[shop.enterprise.pk]), begun, **values)
    path = f"{there['Location']}ubah/"
    forms = [opened(client, path, "title") for client in two]
    assert send(two[0], path, forms[0], change=["satu"], do=["save"]).status_code == 302
    late = send(two[1], path, forms[1], change=["dua"], do=["save"])
    assert late.status_code == 400
    again = next(form for form in forms_of(late.content.decode()) if "title" in form.names)
    assert again.values["change"] == ["dua"]
    assert send(two[1], path, again, do=["save"]).status_code == 302


def test_an_old_form_without_its_beginning_is_taken_as_it_is(shop: Knitting, two: tuple[Client, Client]) -> None:
    path = reverse("group", args=[shop.enterprise.pk, _group(shop)])
    form = opened(two[0], path, "began")
    send(two[0], path, form, name=["Satu"], do=["name"])
    for began in (None, ["palsu"]):
        send(two[1], path, form, name=["Dua"], do=["name"], began=began)
        assert opened(two[0], path, "began").values["name"] == ["Dua"]
    assert not Disagreement.objects.exists()


def test_only_who_may_change_the_thing_chooses(shop: Knitting, two: tuple[Client, Client]) -> None:
    path = reverse("group", args=[shop.enterprise.pk, _group(shop)])
    form = opened(two[0], path, "began")
    send(two[0], path, form, name=["Satu"], do=["name"])
    send(two[1], path, form, name=["Dua"], do=["name"])
    found = Disagreement.objects.get()
    for other in (people.worker(shop.enterprise), people.stranger()):
        client = people.signed_in(other)
        assert "Dua isian" in client.get(reverse("differences")).content.decode()
        assert "Satu" not in client.get(reverse("differences")).content.decode()
        assert client.post(reverse("differences"), {"which": str(found.pk), "choice": "kept"}).status_code == 404
    found.refresh_from_db()
    assert found.settled_at is None


@pytest.mark.django_db(transaction=True)
def test_at_the_same_instant_nothing_is_lost() -> None:
    shop = build_knitting()
    worker = shop.worker("Wati", pay="daily", daily_rate=80_000)
    path = reverse("worker", args=[shop.enterprise.pk, worker.pk])
    changes: list[dict[str, list[str]]] = [
        {"name": ["Wati Lestari"]}, {"phone": ["0812 9999 0000"]}, {"since": ["2026-01-05"]},
        {"daily_rate": ["90000"]}, {"daily_rate": ["91000"]}, {"daily_rate": ["92000"]},
    ]  # fmt: skip
    clients = [people.signed_in(people.owner(shop.enterprise, f"Bu {number}")) for number in range(len(changes))]
    forms = [opened(client, path, "daily_rate") for client in clients]
    together = Barrier(len(changes))

    def change(number: int) -> int:
        together.wait()
        try:
            return int(send(clients[number], path, forms[number], **changes[number]).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(changes)) as pool:
        assert set(pool.map(change, range(len(changes)))) == {302}
    worker.refresh_from_db()
    assert (worker.name, worker.phone, worker.since.isoformat()) == ("Wati Lestari", "+6281299990000", "2026-01-05")
    wanted = {int(each.wanted[0]) for each in Disagreement.objects.all()}
    assert {worker.daily_rate, *wanted} == {90_000, 91_000, 92_000}, "one stands, the others are kept beside it"
    assert len(wanted) == 2


def test_a_field_that_is_no_more_is_no_longer_chosen(shop: Knitting, two: tuple[Client, Client]) -> None:
    worker, login = shop.worker("Wati", pay="daily", daily_rate=80_000), people.worker(shop.enterprise, "Wati masuk")
    other = people.worker(shop.enterprise, "Lain")
    path = reverse("worker", args=[shop.enterprise.pk, worker.pk])
    forms = [opened(client, path, "user") for client in two]
    send(two[0], path, forms[0], user=[str(login.pk)])
    send(two[1], path, forms[1], user=[str(other.pk)])
    found = Disagreement.objects.get()
    worker.refresh_from_db()
    worker.user = None
    worker.save()
    Role.objects.filter(user__in=[login, other]).delete()
    assert send(two[0], path, opened(two[0], path, "daily_rate"), daily_rate=["81000"]).status_code == 302
    page = two[0].post(reverse("differences"), {"which": str(found.pk), "choice": "wanted"}, follow=True)
    assert "Pilih yang berlaku sekarang" in page.content.decode()
    two[0].post(reverse("differences"), {"which": str(found.pk), "choice": "kept"})
    found.refresh_from_db()
    assert found.settled_at


def _group(shop: Knitting) -> Any:
    return make_group(shop.owner, shop.enterprise, "Rajut").pk
