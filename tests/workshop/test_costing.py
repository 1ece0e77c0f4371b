"""Cost of production as a tree, what changed since, and price advice; all figures here were worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.errors import Problem
from guyub.kernel.measures import MICRO, round_half_up
from guyub.workshop.rules.cost_changes import Line, changes, laid_out
from guyub.workshop.rules.costing import Known, Node, Part, Recipe, Stage, Thing, share_out, tree, unknown
from guyub.workshop.rules.pricing import Prices, Running, advise, friendly, machine_hour, overhead_rate
from guyub.workshop.rules.valuation import MakingStep, Needs


def stage(name: str, *inputs: tuple[str, float, int], unit: str = "buah", machine: str = "", **more: Any) -> Stage[str]:
    needs = tuple(Needs(item, round(quantity * MICRO), waste) for item, quantity, waste in inputs)
    return Stage(name, name, unit, MakingStep(name, needs, **more), machine)


def scarf(yarn: int | None = 80_000, rate: int = 3_000, quantity: float = 0.25, finishing: bool = True) -> Known[str]:
    """Yarn, knitted by the piece on a machine, linked by the lusin, finished at an hourly cost."""
    steps = [
        stage("rajut", ("yarn", quantity, 400), minutes=10_000, rate=rate, machine_hour=6_000, machine="Mesin rajut"),
        stage("linking", minutes=3_000, rate=15_000, rate_per=12),
    ]
    if finishing:
        steps.append(stage("finishing", ("button", 2, 0), minutes=2_000, labour_hour=15_000))
    price = None if yarn is None else Fraction(yarn)
    things = {"yarn": Thing("Benang", "kg", price), "button": Thing("Kancing", "buah", Fraction(200))}
    return Known(things, {"scarf": Recipe("Syal", "buah", steps)})


def cost(known: Known[str], product: str = "scarf") -> Node:
    found = tree(known, product)
    assert found is not None
    return found


def leaves(line: Line) -> Iterator[Line]:
    if not line.parts:
        yield line
    for part in line.parts:
        yield from leaves(part)


def adds_up(line: Line) -> None:
    if line.parts:
        assert sum(part.amount or 0 for part in line.parts) == (line.amount or 0)
        if any(part.before is not None for part in line.parts):
            assert sum(part.before or 0 for part in line.parts) == (line.before or 0)
    for part in line.parts:
        adds_up(part)


def test_a_scarf_costs_its_material_with_waste_its_rates_and_its_machine() -> None:
    line = laid_out(cost(scarf()))
    shown = {(step.name, part.part): part.amount for step in line.parts for part in step.parts}
    assert shown == {
        ("rajut", Part.MATERIAL): 20_800,  # 0.25 kg and 4 % at 80,000
        ("rajut", Part.PIECE): 3_000,
        ("rajut", Part.MACHINE): 1_000,  # 10 minutes at 6,000 an hour
        ("linking", Part.PIECE): 1_250,  # 15,000 a lusin
        ("finishing", Part.MATERIAL): 400,
        ("finishing", Part.HOURS): 500,  # 2 minutes at 15,000 an hour
    }
    assert line.amount == 26_950
    adds_up(line)


def test_what_later_steps_lose_makes_the_earlier_ones_dearer() -> None:
    """Pots: of 100 dried 80 come whole out of the kiln, and one dried takes 1.1 of those that were formed."""
    steps = [
        stage("bentuk", ("clay", 2, 0), rate=5_000),
        stage("jemur", taken=1_100_000, rate=500),
        stage("bakar", ("wood", 0.5, 0), taken=1_250_000),
    ]
    things = {"clay": Thing("Tanah", "kg", Fraction(1_000)), "wood": Thing("Kayu", "ikat", Fraction(20_000))}
    line = laid_out(cost(Known(things, {"pot": Recipe("Pot", "buah", steps)}), "pot"))
    # 1.25 × 1.1 × (2 × 1,000 + 5,000) + 1.25 × 500 + 0.5 × 20,000
    assert [step.amount for step in line.parts] == [9_625, 625, 10_000]
    assert line.amount == 20_250


def test_what_is_made_here_is_opened_down_to_its_own_steps() -> None:
    known = scarf()
    box = Recipe("Paket", "buah", [stage("kemas", ("scarf item", 3, 0), rate=1_000)])
    things = {**known.things, "scarf item": Thing("Syal", "buah", None, "scarf")}
    line = laid_out(cost(Known(things, {**known.recipes, "box": box}), "box"))
    assert line.amount == 3 * 26_950 + 1_000
    (inside, __) = line.parts[0].parts
    assert (inside.part, inside.amount, [step.amount for step in inside.parts]) == (
        Part.PRODUCT,
        80_850,
        [74_400, 3_750, 2_700],
    )
    adds_up(line)


def test_a_price_that_nobody_knows_counts_nothing_and_is_named() -> None:
    root = cost(scarf(yarn=None))
    assert [node.name for node in unknown(root)] == ["Benang"]
    assert round_half_up(root.cost) == 26_950 - 20_800
    assert "harganya belum diketahui" in str(next(unknown(root)).how)


@given(st.lists(st.fractions(min_value=0, max_value=10**6, max_denominator=997), min_size=1, max_size=30))
def test_shown_parts_add_up_and_are_never_a_rupiah_off(parts: list[Fraction]) -> None:
    total = round_half_up(sum(parts, Fraction(0)))
    shown = share_out(total, parts)
    assert sum(shown) == total
    assert all(abs(part - whole) < 1 for part, whole in zip(parts, shown, strict=True))


@given(
    st.integers(1, 10**6), st.integers(1, 5_000), st.integers(1, 144), st.integers(0, 10**5), st.integers(1, 3 * MICRO)
)
def test_every_level_of_any_tree_adds_up(price: int, rate: int, per: int, minutes: int, taken: int) -> None:
    steps = [
        stage("a", ("yarn", 0.333333, 333), ("dye", 0.007, 0), rate=rate, rate_per=per),
        stage("b", ("yarn", 0.1, 1), minutes=minutes, labour_hour=17_001, machine_hour=1_003, taken=taken),
    ]
    things = {"yarn": Thing("B", "kg", Fraction(price, 7)), "dye": Thing("P", "kg", Fraction(price, 3))}
    now = cost(Known(things, {"x": Recipe("X", "buah", steps)}), "x")
    before = cost(Known(things, {"x": Recipe("X", "buah", steps[:1])}), "x")
    line = laid_out(now, before)
    adds_up(line)
    assert sum(change.change for change in changes(line)) == line.change


def why(now: Known[str], before: Known[str]) -> dict[tuple[str, Part], tuple[int, str]]:
    line = laid_out(cost(now), cost(before))
    adds_up(line)
    found = changes(line)
    assert sum(each.change for each in found) == line.change
    return {(each.where[-1], each.part): (each.change, " ".join(map(str, each.why))) for each in found}


def test_nothing_changed_says_nothing() -> None:
    assert why(scarf(), scarf()) == {}


def test_each_change_says_why() -> None:
    assert why(scarf(yarn=90_000), scarf()) == {
        ("rajut", Part.MATERIAL): (2_600, "Harga naik dari Rp\xa080.000 menjadi Rp\xa090.000 per kg.")
    }
    assert why(scarf(rate=2_500), scarf()) == {
        ("rajut", Part.PIECE): (-500, "Upah turun dari Rp\xa03.000 menjadi Rp\xa02.500 per buah.")
    }
    assert why(scarf(quantity=0.3), scarf()) == {
        ("rajut", Part.MATERIAL): (4_160, "Resep berubah: dulu 250 g, kini 300 g.")
    }
    assert why(scarf(), scarf(finishing=False)) == {
        ("finishing", Part.MATERIAL): (400, "Baru di resep."),
        ("finishing", Part.HOURS): (500, "Baru di resep."),
    }
    assert why(scarf(finishing=False), scarf()) == {
        ("finishing", Part.MATERIAL): (-400, "Tidak lagi di resep."),
        ("finishing", Part.HOURS): (-500, "Tidak lagi di resep."),
    }


def pot(**of_firing: Any) -> Known[str]:
    steps = [stage("bentuk", ("clay", 2, 0), minutes=6_000, labour_hour=10_000), stage("bakar", **of_firing)]
    return Known({"clay": Thing("Tanah", "kg", Fraction(1_000))}, {"scarf": Recipe("Pot", "buah", steps)})


def test_more_loss_later_is_the_reason_of_what_came_earlier() -> None:
    found = why(pot(taken=1_250_000), pot(taken=1_100_000))
    assert set(found) == {("bentuk", Part.MATERIAL), ("bentuk", Part.HOURS)}
    assert found["bentuk", Part.MATERIAL] == (
        300,
        "Untuk satu barang jadi kini perlu 1,25 buah dari langkah ini, dulu 1,1 buah.",
    )
    assert found["bentuk", Part.HOURS][0] == 150


def test_minutes_hourly_costs_and_ways_of_paying() -> None:
    found = why(
        pot(minutes=6_000, labour_hour=12_000, machine_hour=600), pot(minutes=5_000, labour_hour=10_000, machine_hour=0)
    )
    assert found["bakar", Part.HOURS][1] == (
        "Waktu berubah dari 5 menjadi 6 menit. Biaya jam naik dari Rp\xa010.000 menjadi Rp\xa012.000."
    )
    assert found["bakar", Part.MACHINE] == (60, "Baru di resep.")
    paid = why(pot(rate=500), pot(minutes=6_000, labour_hour=10_000))
    assert paid["bakar", Part.HOURS if ("bakar", Part.HOURS) in paid else Part.PIECE] == (
        -500,
        "Kini dibayar borongan, dulu menurut jam.",
    )


def test_a_price_guessed_for_then_is_said_and_changes_nothing() -> None:
    before = scarf()
    things = {**before.things, "yarn": Thing("Benang", "kg", Fraction(80_000), guessed=True)}
    found = why(scarf(), Known(things, before.recipes))
    assert found["rajut", Part.MATERIAL][0] == 0
    assert "belum diketahui" in found["rajut", Part.MATERIAL][1]


def test_a_material_that_got_a_recipe_of_its_own() -> None:
    known = scarf()
    box = Recipe("Paket", "buah", [stage("kemas", ("scarf item", 1, 0), rate=1_000)])
    then = Known({"scarf item": Thing("Syal", "buah", Fraction(25_000), "scarf")}, {"box": box})
    now = Known({**known.things, **then.things}, {**known.recipes, "box": box})
    line = laid_out(cost(now, "box"), cost(then, "box"))
    assert [(each.change, str(each.why[0])) for each in changes(line)] == [(1_950, "Kini dihitung dengan cara lain.")]


@pytest.mark.parametrize(
    ("price", "asked"),
    [(1, 50), (998, 1_000), (1_001, 1_100), (5_000, 5_000), (26_950, 27_000), (33_688, 34_000), (50_001, 51_000)],
)
def test_prices_are_rounded_up_to_what_people_ask(price: int, asked: int) -> None:
    assert friendly(Fraction(price)) == asked


def test_advice_stands_beside_cost_floor_and_market() -> None:
    fair = advise(Fraction(26_950), 25, Prices(35_000, 30_000, 36_000), "buah")
    assert (fair.advised, fair.profit, fair.warnings) == (34_000, 8_050, ())
    assert fair.margin == Fraction(8_050, 26_950)
    low = advise(Fraction(26_950), 25, Prices(25_000, 30_000, 24_000), "buah")
    said = [str(words) for words in low.warnings]
    assert low.profit == -1_950
    assert said[0] == "Harga Rp\xa025.000 di bawah biaya Rp\xa026.950: tiap buah rugi Rp\xa01.950."
    assert said[1] == "Harga Rp\xa025.000 di bawah batas yang disepakati, Rp\xa030.000."
    assert said[2] == "Harga Rp\xa025.000 di atas harga pasar Rp\xa024.000: pembeli bisa pindah."
    assert "tidak menutup biaya" in said[3]
    assert advise(Fraction(10_000), 0, Prices(floor=30_000), "buah").advised == 30_000
    short = advise(Fraction(10_000), 50, Prices(market=12_000), "buah")
    assert [str(words) for words in short.warnings] == [
        "Dengan harga pasar Rp\xa012.000 margin yang diinginkan belum tercapai: untungnya Rp\xa02.000 per buah."
    ]


def test_published_overhead_per_machine_hour() -> None:
    """Figures of https://id.scribd.com/doc/236564880/Bahan-Baku-Dan-Tenaga-Kerja, on machine hours."""
    assert overhead_rate(2_000_000, 10_000) == 200
    assert 300 * overhead_rate(2_000_000, 10_000) == 60_000


def test_published_machine_hour_of_power_wear_and_care() -> None:
    """Figures of https://studyx.ai/homework/107786211, in hundredths; its two operators (4 an hour) are no machine.

    Bought for 100,000 and used for 10 years, 2,000 hours a year; 10 units of power an hour at 0.40; a year 5,000 for
    repairs, 2,000 for oil, 4,000 for stores. There 37,000 a year and 18.50 an hour, of which 4.00 for operators.
    """
    hour = machine_hour(
        Running(Fraction(10), Fraction(40), 10_000_000, 120, Fraction(2_000, 12), care=round(1_100_000 / 12))
    )
    assert (hour.power, hour.wear) == (400, 500)
    assert hour.cost == 1_850 - 400
    assert hour.shown == [400, 500, 550]


@pytest.mark.parametrize(
    ("running", "field"),
    [
        (Running(price=1_000, hours=Fraction(10)), "months"),
        (Running(price=1_000, months=10), "hours"),
        (Running(price=1_000, months=10, hours=Fraction(1), left=2_000), "left"),
    ],
)
def test_a_machine_hour_asks_for_what_is_missing(running: Running, field: str) -> None:
    with pytest.raises(Problem) as told:
        machine_hour(running)
    assert told.value.field == field
