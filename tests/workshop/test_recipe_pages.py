"""Writing recipes on the page, products with their prices, and what an hour costs: nothing typed is ever lost."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from tests.support.knitting import DAY, NOW, SINCE, TODAY, Knitting
from tests.support.people import signed_in

from guyub.kernel.measures import MICRO
from guyub.workshop.actions.recipes import NewStep, add_material, add_product, as_new, write_recipe
from guyub.workshop.models import Item, ItemUnit, Product, Recipe
from guyub.workshop.queries.costing import compared, costed, same_day_before
from guyub.workshop.queries.recipes import recipes_of, steps_on
from guyub.workshop.rules.cost_changes import changes, laid_out

pytestmark = pytest.mark.django_db
Row = dict[str, str]


@pytest.fixture(autouse=True)
def _monday(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def form(*steps: tuple[Row, list[Row]], **more: str) -> Row:
    """The fields of a recipe as a browser sends them."""
    data = {"client_id": "one", "since": TODAY.isoformat(), **more}
    for number, (step, inputs) in enumerate(steps):
        full = {"name": "", "unit": "", "minutes": "", "rate": "", "per": "1", "machine": "", "taken": "", **step}
        data |= {f"s{number}-{name}": text for name, text in full.items()}
        for at, row in enumerate(inputs):
            filled = {"item": "", "quantity": "", "waste": "", "unit": "", **row}
            data |= {f"s{number}m{at}-{name}": text for name, text in filled.items()}
    return data


def typed(html: str) -> Row:
    """What the recipe's form on a page would send, by the names of its fields."""
    part = html[html.index('name="do" value="save"') :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", part):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', part, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    return found


def at(shop: Knitting, name: str = "recipe", product: Product | None = None) -> str:
    return reverse(name, args=[shop.enterprise.pk, (product or shop.scarf).pk])


def now(product: Product, day: Any = TODAY) -> list[NewStep]:
    return [as_new(step) for step in steps_on(recipes_of([product.pk]).on(product.pk, day))]


@pytest.fixture
def hat(knitting: Knitting) -> Product:
    return add_product(knitting.owner, knitting.enterprise, "Topi")


def test_a_recipe_from_nothing_with_new_materials_and_many_units(knitting: Knitting, hat: Product) -> None:
    client = signed_in(knitting.owner)
    ItemUnit.objects.create(item=knitting.yarn, name="karung", holds_micro=25 * MICRO)
    data = form(
        (
            {"name": "Rajut", "minutes": "7,5", "rate": "Rp 45.000", "per": "12", "machine": str(knitting.knitting.pk)},
            [
                {"item": "benang", "quantity": "150 g", "waste": "2,5"},
                {"item": "Karet  gelang", "quantity": "40 cm", "unit": "meter"},
                {},
            ],
        ),
        ({"name": "Kemas", "unit": "lusin", "rate": "6rb"}, [{"item": "BENANG", "quantity": "0,001 karung"}]),
        ({}, [{}]),
    )
    assert client.post(at(knitting, product=hat), data).status_code == 302
    assert client.post(at(knitting, product=hat), data).status_code == 302  # sent again
    assert Recipe.objects.filter(product=hat).count() == 1
    knit, pack = now(hat)
    elastic = Item.objects.get(key="karet gelang")
    assert (elastic.kind, elastic.unit, elastic.name) == ("material", "meter", "Karet gelang")
    assert [(each.item, each.quantity, each.waste) for each in knit.inputs] == [
        (knitting.yarn, 150_000, 250),
        (elastic, 400_000, 0),
    ]
    assert (knit.minutes, knit.rate, knit.rate_per, knit.machine_kind) == (7_500, 45_000, 12, knitting.knitting)
    assert (pack.unit, pack.taken, pack.inputs[0].quantity) == ("lusin", 12 * MICRO, 25_000)


def test_opened_and_saved_unchanged_a_recipe_stays_what_it_is(knitting: Knitting, hat: Product) -> None:
    """Also where a number would be read otherwise: 1,125 kg, half a gram, twelve a lusin, a rate for 7."""
    from guyub.workshop.actions.recipes import NewInput  # noqa: PLC0415

    steps = [
        NewStep(
            "celup",
            unit="kg",
            minutes=1_125_125,
            rate=1_125,
            rate_per=7,
            inputs=(NewInput(knitting.yarn, 1_125_000, 1_125), NewInput(knitting.button, 1_500 * MICRO)),
        ),
        NewStep("jahit", taken=1_176_000, inputs=(NewInput(knitting.yarn, 500, 100_000),)),
        NewStep("kemas", unit="lusin", taken=12 * MICRO, minutes=5, machine_kind=knitting.knitting),
    ]
    write_recipe(knitting.owner, hat, steps, since=SINCE, at=NOW)
    before = now(hat)
    for language in ("id", "en"):
        client = signed_in(knitting.owner, language=language)
        data = typed(client.get(at(knitting, product=hat)).content.decode())
        assert client.post(at(knitting, product=hat), data).status_code == 302, language
        assert Recipe.objects.filter(product=hat, since=TODAY).exists()
        assert now(hat) == before


FULL = (
    {"name": "potong", "minutes": "2", "rate": "500", "per": "20", "taken": ""},
    [{"item": "Benang", "quantity": "apa saja", "waste": "x"}],
)


@pytest.mark.parametrize(
    ("do", "names", "items"),
    [
        ("add", ["potong", "jahit", ""], [["Benang"], ["", "Kancing"], [""]]),
        ("add-1", ["potong", "jahit"], [["Benang"], ["", "Kancing", ""]]),
        ("up-1", ["jahit", "potong"], [["", "Kancing"], ["Benang"]]),
        ("down-0", ["jahit", "potong"], [["", "Kancing"], ["Benang"]]),
        ("down-1", ["potong", "jahit"], [["Benang"], ["", "Kancing"]]),
        ("remove-0", ["jahit"], [["", "Kancing"]]),
        ("remove-1-0", ["potong", "jahit"], [["Benang"], ["Kancing"]]),
        ("remove-9", ["potong", "jahit"], [["Benang"], ["", "Kancing"]]),
        ("add-x", ["potong", "jahit"], [["Benang"], ["", "Kancing"]]),
        ("remove-0-99999999999", ["potong", "jahit"], [["Benang"], ["", "Kancing"]]),
        ("nonsense", ["potong", "jahit"], [["Benang"], ["", "Kancing"]]),
    ],
)
def test_buttons_judge_nothing_and_keep_all(
    knitting: Knitting, do: str, names: list[str], items: list[list[str]]
) -> None:
    client = signed_in(knitting.owner)
    second = ({"name": "jahit", "taken": "1,2", "unit": "lusin"}, [{}, {"item": "Kancing", "unit": "?"}])
    answer = client.post(at(knitting), form(FULL, second, do=do, since="kemarin dulu"))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'class="error"' not in html
    shown = typed(html)
    assert shown["since"] == "kemarin dulu"
    assert [shown[f"s{number}-name"] for number in range(len(names))] == names
    assert f"s{len(names)}-name" not in shown
    found = [[shown[f"s{n}m{m}-item"] for m in range(9) if f"s{n}m{m}-item" in shown] for n in range(len(names))]
    assert found == items
    if "potong" in names:
        n = names.index("potong")
        kept = {name: shown[f"s{n}-{name}"] for name in ("minutes", "rate", "per")}
        assert kept == {"minutes": "2", "rate": "500", "per": "20"}
        assert (shown[f"s{n}m0-quantity"], shown[f"s{n}m0-waste"]) == ("apa saja", "x")
    n = names.index("jahit")
    assert (shown[f"s{n}-taken"], shown[f"s{n}-unit"]) == ("1,2", "lusin")
    assert now(knitting.scarf)[0].name == "rajut"


def one(step: Row | None = None, row: Row | None = None) -> tuple[Row, list[Row]]:
    return {"name": "rajut", **(step or {})}, [] if row is None else [{"item": "Benang", "quantity": "1", **row}]


@pytest.mark.parametrize(
    ("steps", "field", "told"),
    [
        ([], "", "paling sedikit satu langkah"),
        ([({"minutes": "3"}, [])], "s0-name", "Isi nama langkahnya"),
        ([one(), ({}, [{"item": "Benang", "quantity": "1"}])], "s1-name", "Isi nama langkahnya"),
        ([one(), one()], "s1-name", "Dua langkah bernama sama"),
        ([one({"minutes": "lama"})], "s0-minutes", "bukan angka"),
        ([one({"minutes": "-1"})], "s0-minutes", "kurang dari nol"),
        ([one({"minutes": "1,125"})], "s0-minutes", "tulis 1125 atau 1,1250"),
        ([one({"minutes": "100001"})], "s0-minutes", "terlalu besar"),
        ([one({"rate": "gratis"})], "s0-rate", "bukan angka"),
        ([one({"rate": "2 miliar"})], "s0-rate", "terlalu besar"),
        ([one({"per": "0"})], "s0-per", "bukan salah satu"),
        ([one({"machine": "00000000-0000-0000-0000-000000000000"})], "s0-machine", "bukan salah satu"),
        ([one(row={"item": "  "})], "s0m0-item", "Isi nama bahannya"),
        ([one(row={"item": "Pita"})], "s0m0-unit", "Isi satuannya"),
        ([one(row={"unit": "meter"})], "s0m0-unit", "sudah ada, dalam kg"),
        ([one(row={"quantity": ""})], "s0m0-quantity", "Isi jumlahnya"),
        ([one(row={"quantity": "0"})], "s0m0-quantity", "lebih dari nol"),
        ([one(row={"quantity": "0,0001 g"})], "s0m0-quantity", "lebih dari nol"),
        ([one(row={"quantity": "-2 kg"})], "s0m0-quantity", "kurang dari nol"),
        ([one(row={"quantity": "3 meter"})], "s0m0-quantity", "tidak bisa diubah menjadi kg"),
        ([one(row={"quantity": "2 bal"})], "s0m0-quantity", "tidak bisa diubah menjadi kg"),
        ([one(row={"quantity": "1,125 kg"})], "s0m0-quantity", "tulis 1125 atau 1,1250"),
        ([one(row={"quantity": "sedikit"})], "s0m0-quantity", "bukan angka"),
        ([one(row={"waste": "1001"})], "s0m0-waste", "terlalu besar"),
        ([one(row={"waste": "-1"})], "s0m0-waste", "kurang dari nol"),
        ([one(row={"item": "Syal"})], "s0m0-item", "menjadi bahannya sendiri"),
        ([({"name": "a"}, [{"item": "Benang", "quantity": "1"}] * 2)], "s0m1-item", "sudah ditulis"),
        ([one(), ({"name": "b", "taken": "0"}, [])], "s1-taken", "lebih dari nol"),
        ([one(), ({"name": "b", "taken": "1 kg"}, [])], "s1-taken", "tidak bisa diubah menjadi buah"),
        ([one(), ({"name": "b", "unit": "kg"}, [])], "s1-taken", "Isi berapa buah untuk satu kg"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    knitting: Knitting, steps: list[tuple[Row, list[Row]]], field: str, told: str
) -> None:
    data = form(*steps)
    answer = signed_in(knitting.owner).post(at(knitting), data)
    html = answer.content.decode()
    assert answer.status_code == 400
    if field:
        error = re.search(rf'id="id_{field}_error">(.*?)</p>', html, re.DOTALL)
        assert error, html
        assert told in unescape(error[1])
        assert f'href="#id_{field}"' in html
    else:
        assert told in html
    shown = typed(html)
    kept = {
        name: text for name, text in data.items() if text.strip() and name not in {"client_id", "s0-per", "s0-machine"}
    }
    assert {name: shown.get(name) for name in kept} == kept
    assert [step.name for step in now(knitting.scarf)] == ["rajut", "linking", "finishing"]
    assert not Item.objects.filter(key="pita").exists()


@pytest.mark.parametrize(
    ("since", "told"),
    [("", "kosong"), ("besok sore", "tanggal"), ("2020-01-01", "terlalu jauh"), ("2030-01-01", "terlalu jauh")],
)
def test_a_day_that_cannot_be(knitting: Knitting, since: str, told: str) -> None:
    answer = signed_in(knitting.owner).post(at(knitting), form(one(), since=since))
    assert answer.status_code == 400
    assert re.search(rf'id="id_since_error">.*?{told}', answer.content.decode(), re.DOTALL)


def test_a_step_that_was_tallied_stays_on_that_day(knitting: Knitting) -> None:
    knitting.buy(knitting.yarn, 10, 800_000)
    knitting.tally("rajut", 5)
    client = signed_in(knitting.owner)
    answer = client.post(at(knitting), form(({"name": "tenun"}, [])))
    assert re.search(r'id="id_since_error">.*?sudah dicatat hasilnya', answer.content.decode(), re.DOTALL)
    assert client.post(at(knitting), form(({"name": "tenun"}, []), since=(TODAY + DAY).isoformat())).status_code == 302
    unit = client.post(at(knitting), form(({"name": "rajut", "unit": "lusin"}, [])))
    assert "sudah dipakai mencatat hasil" in unit.content.decode()


def test_a_circle_is_said_at_the_product_that_closes_it(knitting: Knitting, hat: Product) -> None:
    client = signed_in(knitting.owner)
    parts = ({"name": "kemas"}, [{"item": "Kancing", "quantity": "1"}, {"item": "syal", "quantity": "2"}])
    assert client.post(at(knitting, product=hat), form(parts)).status_code == 302
    steps = ({"name": "rajut"}, [{"item": "Benang", "quantity": "1"}, {"item": "Topi", "quantity": "1"}])
    html = client.post(at(knitting), form(steps)).content.decode()
    assert re.search(r'id="id_s0m1-item_error">.*?memuat dirinya sendiri: .*(Syal|Topi)', html, re.DOTALL)
    assert len(now(knitting.scarf)) == 3


def test_a_recipe_may_fill_the_form_to_the_brim(knitting: Knitting) -> None:
    """Twenty steps and 150 materials: a form of a thousand fields is refused by the server, this one is not."""
    yarns = [add_material(knitting.owner, knitting.enterprise, f"Benang {n}", "kg").name for n in range(20)]
    rows = [[{"item": yarns[m], "quantity": "1 g"} for m in range(8 if n < 10 else 7)] for n in range(20)]
    steps = [({"name": f"langkah {n}"}, rows[n]) for n in range(20)]
    client = signed_in(knitting.owner)
    assert client.post(at(knitting), form(*steps)).status_code == 302
    assert sum(len(step.inputs) for step in now(knitting.scarf)) == 150
    shown = typed(client.post(at(knitting), form(*steps, do="add-0")).content.decode())
    assert "s0m8-item" not in shown
    assert "s20-name" not in typed(client.post(at(knitting), form(*steps, do="add")).content.decode())


def test_what_changed_since_a_month_ago(knitting: Knitting) -> None:
    """Yarn was 80.000 and is (80.000 + 96.000) / 2 on average; the rate rose in the middle of the month."""
    assert same_day_before(TODAY).isoformat() == "2026-10-23"
    knitting.buy(knitting.yarn, 10, 800_000, TODAY - timedelta(60))
    knitting.buy(knitting.button, 100, 20_000, TODAY - timedelta(60))
    knitting.buy(knitting.yarn, 10, 960_000, TODAY - timedelta(5))
    client = signed_in(knitting.owner)
    data = typed(client.get(at(knitting)).content.decode())
    assert client.post(at(knitting), {**data, "s0-rate": "3.500"}).status_code == 302
    cost = compared(knitting.scarf, TODAY)
    assert cost.now is not None
    assert cost.then is not None
    line = laid_out(cost.now, cost.then)
    # 0.26 kg at 80,000; 3,000; a sixth of 6,000; 1,250; 500; 2 × 200. Then 0.26 × 8,000 and 500 more.
    assert (line.before, line.amount) == (26_950, 29_530)
    found = [(each.change, str(each.why[0])) for each in changes(line)]
    assert found == [
        (2_080, "Harga naik dari Rp\xa080.000 menjadi Rp\xa088.000 per kg."),
        (500, "Upah naik dari Rp\xa03.000 menjadi Rp\xa03.500 per buah."),
    ]
    page = client.get(at(knitting, "product")).content.decode()
    for words in ("Rp\xa029.530", "Sejak 23 Oktober 2026", "Biayanya naik Rp\xa02.580", found[0][1], found[1][1]):
        assert words in page


def test_a_product_without_recipe_or_with_unknown_prices_says_so(knitting: Knitting, hat: Product) -> None:
    client = signed_in(knitting.owner)
    assert "Belum ada resep" in client.get(at(knitting, "product", hat)).content.decode()
    page = client.get(at(knitting, "product")).content.decode()
    assert "Harga Benang belum diketahui" in page
    assert "paling sedikit, biaya membuat satu buah" in page
    listed = client.get(reverse("products", args=[knitting.enterprise.pk])).content.decode()
    assert "biaya paling sedikit Rp\xa05.750" in listed
    assert "Tulis resepnya supaya biayanya tampak." in listed


def test_prices_are_kept_and_warned_about(knitting: Knitting) -> None:
    knitting.buy(knitting.yarn, 10, 800_000)
    knitting.buy(knitting.button, 100, 20_000)
    client = signed_in(knitting.owner)
    data = {"price": "25rb", "market_price": "", "floor_price": "30.000", "margin_percent": "40", "name": "Syal"}
    assert client.post(at(knitting, "product"), {**data, "active": "on"}).status_code == 302
    page = client.get(at(knitting, "product")).content.decode()
    for words in (
        "Rp\xa038.000",  # 26,950 × 1.4 = 37,730
        "Harga Rp\xa025.000 di bawah biaya Rp\xa026.950: tiap buah rugi Rp\xa01.950.",
        "Harga Rp\xa025.000 di bawah batas yang disepakati, Rp\xa030.000.",
        "\N{MINUS SIGN}Rp\xa01.950",
    ):
        assert words in page
    listed = client.get(reverse("products", args=[knitting.enterprise.pk])).content.decode()
    assert "periksa harganya" in listed
    assert "rugi" in listed
    assert client.post(at(knitting, "product"), {**data, "name": "Syal Panjang", "price": ""}).status_code == 302
    knitting.scarf.refresh_from_db()
    assert (knitting.scarf.name, knitting.scarf.price, knitting.scarf.active) == ("Syal Panjang", None, False)
    assert knitting.finished.name == "Syal Panjang"
    assert "tidak dibuat lagi" in client.get(reverse("products", args=[knitting.enterprise.pk])).content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"price": "mahal"}, "price"),
        ({"market_price": "-5"}, "market_price"),
        ({"margin_percent": ""}, "margin_percent"),
        ({"margin_percent": "1001"}, "margin_percent"),
        ({"name": " "}, "name"),
        ({"name": "topi"}, "name"),
    ],
)
def test_prices_that_cannot_be(knitting: Knitting, hat: Product, changed: Row, field: str) -> None:
    data = {"price": "1", "market_price": "", "floor_price": "", "margin_percent": "40", "name": "Syal", **changed}
    answer = signed_in(knitting.owner).post(at(knitting, "product"), data)
    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in answer.content.decode()
    knitting.scarf.refresh_from_db()
    assert (knitting.scarf.price, knitting.scarf.name) == (None, "Syal")


def test_a_product_is_added_by_name_and_unit(knitting: Knitting) -> None:
    client, path = signed_in(knitting.owner), reverse("products", args=[knitting.enterprise.pk])
    answer = client.post(path, {"name": "Kaos  kaki", "unit": "psg"})
    made = Product.objects.get(key="kaos kaki")
    assert (made.unit, made.name, answer["Location"]) == ("pasang", "Kaos kaki", at(knitting, product=made))
    again = client.post(path, {"name": "KAOS KAKI", "unit": ""})
    assert again.status_code == 400
    assert "sudah ada" in again.content.decode()
    assert client.post(path, {"name": "", "unit": ""}).status_code == 400


def test_lists_cost_the_same_number_of_queries_at_any_size(
    knitting: Knitting, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(knitting.owner)
    for size in (1, 60):
        for number in range(Product.objects.count(), size):
            made = add_product(knitting.owner, knitting.enterprise, f"Barang {number:02}")
            write_recipe(knitting.owner, made, [NewStep(f"langkah {number}")], since=SINCE, at=NOW)
        with django_assert_max_num_queries(9):
            costed(knitting.enterprise, list(Product.objects.all()), TODAY)
        with django_assert_max_num_queries(10):
            compared(knitting.scarf, TODAY)
        for name in ("product", "recipe"):
            with django_assert_max_num_queries(28):
                assert client.get(at(knitting, name)).status_code == 200
        with django_assert_max_num_queries(20):
            assert client.get(reverse("products", args=[knitting.enterprise.pk])).status_code == 200
