"""Settings of a workshop, and what an hour of people and machines costs, as they are typed on their pages."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.urls import reverse
from tests.support.knitting import DAY, NOW, SINCE, TODAY, Knitting
from tests.support.people import signed_in

from guyub.workshop.actions.recipes import NewStep, add_product, write_recipe
from guyub.workshop.models import MachineKind, RecipeStep, Workshop

pytestmark = pytest.mark.django_db
Row = dict[str, str]


@pytest.fixture(autouse=True)
def _monday(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


SETTINGS = {
    "act": "settings",
    "s-opens": "07:30",
    "s-minutes_a_day": "420",
    "s-working_days": ["1", "3", "2"],
    "s-labour_hour_cost": "18rb",
    "s-lead_days": "10",
}
FIGURES = {"act": "figures", "f-province": "Jawa Barat", "f-figures_year": "2026", "f-consumption": "1,5 jt"}


def settings_page(shop: Knitting) -> str:
    return reverse("workshop_settings", args=[shop.enterprise.pk])


def test_settings_are_kept_and_a_dearer_hour_holds_from_today(knitting: Knitting) -> None:
    hat = add_product(knitting.owner, knitting.enterprise, "Topi")
    knitting.buy(knitting.yarn, 10, 800_000, TODAY - DAY)
    write_recipe(knitting.owner, hat, [NewStep("rajut", minutes=6_000)], since=SINCE, at=NOW)
    later = write_recipe(knitting.owner, hat, [NewStep("rajut", minutes=3_000)], since=TODAY + DAY, at=NOW)
    client = signed_in(knitting.owner)
    answer = client.post(settings_page(knitting), SETTINGS, follow=True)
    assert "2 resep dihitung dengan biaya baru" in answer.content.decode()
    shop = Workshop.objects.get(pk=knitting.enterprise.pk)
    assert (shop.opens.isoformat(), shop.minutes_a_day, shop.working_days) == ("07:30:00", 420, "123")
    assert (shop.labour_hour_cost, shop.lead_days) == (18_000, 10)
    hours = {(step.recipe.since, step.labour_hour) for step in RecipeStep.objects.filter(step__product=hat, number=1)}
    assert hours == {(SINCE, 0), (TODAY, 18_000), (later.since, 18_000)}
    again = client.post(settings_page(knitting), SETTINGS, follow=True)
    assert "resep dihitung" not in again.content.decode()
    assert client.post(settings_page(knitting), FIGURES).status_code == 302
    shop.refresh_from_db()
    assert (shop.province, shop.consumption, shop.figures_year, shop.yearly_sales) == (
        "Jawa Barat",
        1_500_000,
        2026,
        None,
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"s-opens": "pagi"}, "s-opens"),
        ({"s-minutes_a_day": "0"}, "s-minutes_a_day"),
        ({"s-minutes_a_day": "1441"}, "s-minutes_a_day"),
        ({"s-working_days": []}, "s-working_days"),
        ({"s-working_days": ["8"]}, "s-working_days"),
        ({"s-labour_hour_cost": "1 miliar"}, "s-labour_hour_cost"),
        ({"s-labour_hour_cost": "x"}, "s-labour_hour_cost"),
        ({"s-lead_days": "400"}, "s-lead_days"),
        ({**FIGURES, "f-figures_year": ""}, "f-figures_year"),
        ({**FIGURES, "f-figures_year": "26"}, "f-figures_year"),
        ({**FIGURES, "f-consumption": "banyak"}, "f-consumption"),
        ({"act": "kind", "n-name": ""}, "n-name"),
        ({"act": "kind", "n-name": "Mesin rajut", "n-hour_cost": "1"}, "n-name"),
        ({"act": "kind", "n-name": "Baru", "n-hour_cost": "mahal"}, "n-hour_cost"),
    ],
)
def test_settings_that_cannot_be(knitting: Knitting, changed: dict[str, Any], field: str) -> None:
    answer = signed_in(knitting.owner).post(settings_page(knitting), {**SETTINGS, **changed})
    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in answer.content.decode()
    shop = Workshop.objects.get(pk=knitting.enterprise.pk)
    assert (shop.minutes_a_day, shop.labour_hour_cost, shop.consumption) == (480, 0, None)
    assert MachineKind.objects.filter(enterprise=knitting.enterprise).count() == 1


HOUR = {
    "h-watts": "500",
    "h-tariff": "1.444,70",
    "h-price": "12 jt",
    "h-months": "60",
    "h-left": "1,2jt",
    "h-care": "45000",
    "h-hours": "150",
}


def test_what_a_machine_hour_costs_is_worked_out_then_saved(knitting: Knitting) -> None:
    client = signed_in(knitting.owner)
    path = reverse("machine_kind", args=[knitting.enterprise.pk, knitting.knitting.pk])
    kind = {"k-name": "Mesin rajut datar", "k-hour_cost": "1", "k-changeover": "15"}
    page = client.post(path, {**kind, **HOUR, "do": "count"})
    # 0.5 kW × 1,444.7 + 10,800,000 / 60 / 150 + 45,000 / 150 = 722.35 + 1,200 + 300
    assert 'name="k-hour_cost" value="2222"' in page.content.decode()
    assert 'value="1.444,70"' in page.content.decode()
    knitting.knitting.refresh_from_db()
    assert knitting.knitting.hour_cost == 6_000
    answer = client.post(path, {**kind, "k-hour_cost": "2222", **HOUR, "do": "save"}, follow=True)
    assert "1 resep dihitung dengan biaya baru" in answer.content.decode()
    knitting.knitting.refresh_from_db()
    assert (knitting.knitting.name, knitting.knitting.hour_cost, knitting.knitting.changeover_minutes) == (
        "Mesin rajut datar",
        2_222,
        15,
    )
    hours = RecipeStep.objects.filter(step__product=knitting.scarf, number=1).order_by("recipe__since")
    assert [step.machine_hour for step in hours] == [6_000, 2_222]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"h-hours": ""}, "h-hours"),
        ({"h-hours": "0"}, "h-hours"),
        ({"h-months": ""}, "h-months"),
        ({"h-left": "13 jt"}, "h-left"),
        ({"h-watts": "kuat"}, "h-watts"),
        ({"h-watts": "", "h-price": "", "h-care": ""}, "h-watts"),
        ({"do": "save", "k-name": ""}, "k-name"),
        ({"do": "save", "k-hour_cost": ""}, "k-hour_cost"),
        ({"do": "save", "k-changeover": "1441"}, "k-changeover"),
    ],
)
def test_a_machine_hour_that_cannot_be(knitting: Knitting, changed: Row, field: str) -> None:
    path = reverse("machine_kind", args=[knitting.enterprise.pk, knitting.knitting.pk])
    kind = {"k-name": "Mesin rajut", "k-hour_cost": "1", "k-changeover": "15"}
    answer = signed_in(knitting.owner).post(path, {**kind, **HOUR, "do": "count", **changed})
    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in answer.content.decode()
    knitting.knitting.refresh_from_db()
    assert knitting.knitting.hour_cost == 6_000
