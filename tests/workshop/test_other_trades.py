"""Other trades need no code of their own: tempe by weight and pots out of a kiln, set up by the pages alone."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.support import people
from tests.support.knitting import DAY, NOW, SINCE, TODAY
from tests.support.people import signed_in
from tests.support.world import enterprise_in

from guyub.kernel.measures import MICRO
from guyub.sentra.models import Enterprise, Sentra
from guyub.workshop.models import Item, MachineKind, Product, Step
from guyub.workshop.queries.costing import compared
from guyub.workshop.rules.cost_changes import Line, laid_out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


class Trade:
    """A new enterprise and its owner at the pages."""

    def __init__(self, name: str) -> None:
        self.enterprise: Enterprise = enterprise_in(Sentra.objects.create(name=name, agreed_on=SINCE), name, name)
        self.client: Client = signed_in(people.owner(self.enterprise))

    def post(self, page: str, data: dict[str, Any], *more: Any) -> None:
        answer = self.client.post(reverse(page, args=[self.enterprise.pk, *more]), data)
        assert answer.status_code == 302, answer.content.decode()

    def hours_of_people_cost(self, rupiah: str) -> None:
        week = ["1", "2", "3", "4", "5", "6"]
        data = {"s-opens": "06:00", "s-minutes_a_day": "480", "s-working_days": week, "s-lead_days": "3"}
        self.post("workshop_settings", {**data, "act": "settings", "s-labour_hour_cost": rupiah})

    def product(self, name: str, unit: str) -> Product:
        self.post("products", {"name": name, "unit": unit})
        return Product.objects.get(enterprise=self.enterprise, name=name)

    def recipe(self, product: Product, steps: list[tuple[dict[str, str], list[tuple[str, str, str, str]]]]) -> None:
        data = {"since": TODAY.isoformat()}
        for number, (step, inputs) in enumerate(steps):
            data |= {f"s{number}-{name}": text for name, text in step.items()}
            for at, row in enumerate(inputs):
                names = ("item", "quantity", "waste", "unit")
                data |= {f"s{number}m{at}-{name}": text for name, text in zip(names, row, strict=True)}
        self.post("recipe", data, product.pk)

    def has(self, name: str, quantity: str, cost: str) -> None:
        """Counted last evening on the page of the stock, with what a unit cost."""
        item = Item.objects.get(enterprise=self.enterprise, name=name)
        count = {"count-quantity": quantity, "count-cost": cost, "count-day": (TODAY - DAY).isoformat(), "act": "count"}
        self.post("stock_item", count, item.pk)

    def made(self, product: Product, step: str, good: str, rejected: str = "") -> None:
        found = Step.objects.get(product=product, key=step)
        row = {"r0-worker": "", "r0-step": str(found.pk), "r0-good": good, "r0-rejected": rejected}
        self.post("tally", {"day": TODAY.isoformat(), **row})

    def cost(self, product: Product) -> Line:
        now = compared(product, TODAY).now
        assert now is not None
        return laid_out(now)


def amounts(line: Line) -> list[tuple[str, int | None, list[int | None]]]:
    return [(step.name, step.amount, [part.amount for part in step.parts]) for step in line.parts]


def held(product: Product) -> tuple[Fraction, int]:
    item = Item.objects.get(product=product, kind=Item.Kind.FINISHED)
    return Fraction(item.quantity_micro, MICRO), item.value


def test_tempe_is_weighed_swells_in_water_and_loses_weight_while_it_ferments() -> None:
    trade = Trade("Tempe Uji")
    trade.hours_of_people_cost("12.000")
    tempe = trade.product("Tempe", "kilo")
    trade.recipe(
        tempe,
        [
            ({"name": "rebus", "minutes": "3"}, [("Kedelai", "500 g", "", "kg")]),
            (
                {"name": "fermentasi", "rate": "1500", "taken": "1,1"},
                [("Ragi", "2 g", "", "kg"), ("Plastik", "4", "2", "lembar")],
            ),
        ],
    )
    for name, quantity, cost in (
        ("Kedelai", "2 kuintal", "12.000"),
        ("Ragi", "3 kg", "40rb"),
        ("Plastik", "900", "150"),
    ):
        trade.has(name, quantity, cost)
    line = trade.cost(tempe)
    assert amounts(line) == [
        # 1.1 kg of boiled beans: 0.55 kg of dry ones, and 3.3 minutes at 12,000 an hour
        ("rebus", 7_260, [6_600, 660]),
        # 2 g at 40,000 a kg; 4 and 2 % at 150; paid by the kg
        ("fermentasi", 2_192, [80, 612, 1_500]),
    ]
    assert line.amount == 9_452
    trade.made(tempe, "rebus", "110 kg")
    trade.made(tempe, "fermentasi", "100 kg")
    assert held(tempe) == (100, 945_200)
    page = trade.client.get(reverse("product", args=[trade.enterprise.pk, tempe.pk])).content.decode()
    assert "biaya membuat satu kg" in page
    assert "Rp\xa09.452" in page
    assert "1,1 kg dari langkah sebelumnya untuk satu kg" in page


def test_pots_shrink_while_they_dry_and_break_in_the_kiln() -> None:
    trade = Trade("Gerabah Uji")
    trade.hours_of_people_cost("12rb")
    trade.post("workshop_settings", {"act": "kind", "n-name": "Tungku", "n-hour_cost": "40.000"})
    kiln = MachineKind.objects.get(enterprise=trade.enterprise)
    pot = trade.product("Pot", "")
    trade.recipe(
        pot,
        [
            ({"name": "bentuk", "rate": "60.000", "per": "20"}, [("Tanah liat", "2 kg", "5", "kg")]),
            ({"name": "jemur", "minutes": "1", "taken": "1,1"}, []),
            ({"name": "bakar", "minutes": "3", "machine": str(kiln.pk)}, [("Kayu", "0,5", "", "ikat")]),
        ],
    )
    trade.has("Tanah liat", "1 ton", "1.000")
    trade.has("Kayu", "100", "20.000")
    line = trade.cost(pot)
    assert amounts(line) == [
        ("bentuk", 5_610, [2_310, 3_300]),  # 1.1 × (2.1 kg at 1,000 and 60,000 a kodi)
        ("jemur", 200, [200]),
        ("bakar", 12_600, [10_000, 600, 2_000]),
    ]
    assert line.amount == 18_410
    trade.made(pot, "bentuk", "110")
    trade.made(pot, "jemur", "100")
    trade.made(pot, "bakar", "80", "20")
    # All hundred cost 18,410; the eighty that came out whole bear the broken ones.
    assert held(pot) == (80, 1_841_000)
    page = trade.client.get(reverse("product", args=[trade.enterprise.pk, pot.pk])).content.decode()
    assert "Rata-rata yang ada di stok Rp\xa023.013 per buah" in page


def test_pots_go_into_a_set_that_is_costed_down_to_the_clay() -> None:
    trade = Trade("Gerabah Uji")
    pot, boxed = trade.product("Pot", "buah"), trade.product("Set teh", "set")
    trade.recipe(pot, [({"name": "bentuk", "rate": "3.000"}, [("Tanah liat", "2 kg", "", "kg")])])
    trade.recipe(boxed, [({"name": "kemas", "rate": "2.500"}, [("Pot", "4 buah", "", ""), ("Dus", "1", "", "buah")])])
    trade.has("Tanah liat", "100 kg", "1.000")
    trade.has("Dus", "10", "4.000")
    line = trade.cost(boxed)
    assert (line.amount, [part.amount for part in line.parts[0].parts]) == (26_500, [20_000, 4_000, 2_500])
    assert amounts(line.parts[0].parts[0]) == [("bentuk", 20_000, [8_000, 12_000])]
