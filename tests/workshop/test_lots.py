"""The order of lots on one machine: against published instances, and against trying everything on tiny ones."""

from __future__ import annotations

import csv
import os
from functools import cache
from itertools import permutations
from math import inf
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from guyub.kernel.errors import Problem
from guyub.kernel.words import render
from guyub.workshop.rules.lots import Lots, cost_of, read_lots, sequence_lots

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("GUYUB_SHARED_DATA") or PROJECT.parent / "shared/data") / "instances/lotsizing"
OPTIMA = FOLDER / "optima.csv"
TINY = "5\n2\n0 1 0 0 1\n1 0 0 0 1\n2\n0 5\n3 0\n"


def _published() -> list[tuple[str, int]]:
    if not OPTIMA.exists():
        return []
    with OPTIMA.open() as file:
        return [(row["file"], int(row["optimum"])) for row in csv.DictReader(file)]


@pytest.mark.skipif(not OPTIMA.exists(), reason="the published instances are not here")
def test_the_published_instances_are_there() -> None:
    assert len(_published()) >= 8


@pytest.mark.parametrize(("name", "optimum"), _published())
def test_published_instances_are_solved_to_their_optimum(name: str, optimum: int) -> None:
    lots = read_lots((FOLDER / name).read_text())
    started = perf_counter()
    found = sequence_lots(lots)
    assert perf_counter() - started < 2
    assert cost_of(lots, found.slots) == found.cost == optimum
    assert found.is_best
    assert sequence_lots(lots) == found


def test_a_small_one_by_hand() -> None:
    lots = read_lots(TINY)
    found = sequence_lots(lots)
    # One unit of the first product is made a slot early, so that there are two changes and not three: 3 + 5 + 2.
    assert (found.slots, found.cost) == ((1, 0, None, 0, 1), 10)
    assert cost_of(lots, (1, 0, None, 1, 0)) == 3 + 5 + 3 + 2
    assert cost_of(lots, (0, 1, None, 0, 1)) is None


@st.composite
def tiny_lots(draw: st.DrawFn) -> Lots:
    slots, products = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    due = st.lists(st.integers(0, slots - 1), max_size=3)
    dues = tuple(tuple(draw(due)) for _product in range(products))
    assume(sum(map(len, dues)) <= slots)
    costs = [[draw(st.integers(0, 9)) if here != there else 0 for there in range(products)] for here in range(products)]
    return Lots(slots, dues, draw(st.integers(0, 4)), tuple(map(tuple, costs)))


def _by_trying_everything(lots: Lots) -> int | None:
    units = [product for product, dues in enumerate(lots.dues) for _unit in dues]
    ways = set(permutations([*units, *[None] * (lots.slots - len(units))]))
    return min((cost for way in ways if (cost := cost_of(lots, way)) is not None), default=None)


@given(tiny_lots())
@settings(max_examples=150, deadline=None)
@example(Lots(3, ((0,), (0,)), 1, ((0, 1), (1, 0))))
@example(Lots(4, ((1, 3), (3,)), 0, ((0, 0), (0, 0))))
def test_tiny_ones_are_as_cheap_as_the_cheapest_of_all_ways(lots: Lots) -> None:
    cheapest = _by_trying_everything(lots)
    if cheapest is None:
        with pytest.raises(Problem):
            sequence_lots(lots)
        return
    found = sequence_lots(lots)
    assert (cost_of(lots, found.slots), found.cost, found.bound) == (cheapest, cheapest, cheapest)


@given(tiny_lots())
@settings(max_examples=100, deadline=None)
def test_with_hardly_any_effort_it_is_still_in_time_and_its_bound_holds(lots: Lots) -> None:
    cheapest = _by_trying_everything(lots)
    assume(cheapest is not None)
    found = sequence_lots(lots, effort=0)
    assert cost_of(lots, found.slots) == found.cost
    assert found.bound <= cheapest <= found.cost


@st.composite
def small_lots(draw: st.DrawFn) -> Lots:
    """Up to twelve slots and five products, always to be made in time: each unit has a slot of its own before it."""
    slots, products = draw(st.integers(6, 12)), draw(st.integers(3, 5))
    made = draw(st.lists(st.integers(0, products), min_size=slots, max_size=slots))
    dues: list[list[int]] = [[] for _product in range(products)]
    for slot, product in enumerate(made):
        if product < products:
            dues[product].append(min(slots - 1, slot + draw(st.integers(0, 4))))
    costs = [
        [draw(st.integers(0, 40)) if here != there else 0 for there in range(products)] for here in range(products)
    ]
    return Lots(slots, tuple(map(tuple, dues)), draw(st.integers(0, 9)), tuple(map(tuple, costs)))


def _by_looking_at_every_state(lots: Lots) -> int:
    dues = [sorted(units) for units in lots.dues]

    @cache
    def rest(slot: int, made: tuple[int, ...], setup: int) -> float:
        """From this slot forward: nothing is bounded or left out."""
        if any(units[count] < slot for units, count in zip(dues, made, strict=True) if count < len(units)):
            return inf
        if slot == lots.slots:
            return 0
        best = rest(slot + 1, made, setup)
        for product, units in enumerate(dues):
            if made[product] < len(units):
                change = lots.changeover[setup][product] if setup >= 0 else 0
                more = (*made[:product], made[product] + 1, *made[product + 1 :])
                stored = lots.stocking * (units[made[product]] - slot)
                best = min(best, change + stored + rest(slot + 1, more, product))
        return best

    return int(rest(0, (0,) * len(dues), -1))


@given(small_lots(), st.sampled_from((0, 400, 2_000, 400_000)))
@settings(max_examples=150, deadline=None)
def test_leaving_out_what_cannot_win_loses_nothing(lots: Lots, effort: int) -> None:
    cheapest = _by_looking_at_every_state(lots)
    found = sequence_lots(lots, effort)
    assert cost_of(lots, found.slots) == found.cost
    assert found.bound <= cheapest <= found.cost
    if effort == 400_000:
        assert found.bound == found.cost


def test_many_slots_are_cut_short_but_stay_in_time_and_say_how_far_off_they_may_be() -> None:
    products, slots = 8, 90
    dues = tuple(tuple(range(5 + 3 * product, slots, 11)) for product in range(products))
    costs = tuple(
        tuple(0 if here == there else 100 + 37 * (here * 5 + there * 3) % 97 for there in range(products))
        for here in range(products)
    )
    lots = Lots(slots, dues, 10, costs)
    started = perf_counter()
    found = sequence_lots(lots)
    assert perf_counter() - started < 3
    assert cost_of(lots, found.slots) == found.cost
    assert 0 < found.bound <= found.cost
    assert found.cost < 0.8 * cost_of(lots, _each_as_late_as_it_may(lots))


def _each_as_late_as_it_may(lots: Lots) -> tuple[int | None, ...]:
    units = sorted((due, product) for product, dues in enumerate(lots.dues) for due in dues)
    slots: list[int | None] = [None] * lots.slots
    for due, product in reversed(units):
        slots[max(slot for slot in range(due + 1) if slots[slot] is None)] = product
    return tuple(slots)


def test_too_much_for_the_time_is_said_plainly() -> None:
    with pytest.raises(Problem) as told:
        sequence_lots(Lots(5, ((1, 1), (1,)), 1, ((0, 1), (1, 0))))
    assert "sampai giliran ke-2 harus jadi 3" in render(told.value.words, "id")


@pytest.mark.parametrize("text", ["", "5\n2\n0 1", "2 1 0 x 1 0", "2\n1\n0 1\n5\n"])
def test_a_file_that_is_cut_off_is_refused(text: str) -> None:
    with pytest.raises(Problem):
        read_lots(text)


def test_nothing_to_make_costs_nothing() -> None:
    assert sequence_lots(Lots(3, ((), ()), 1, ((0, 1), (1, 0)))).slots == (None, None, None)
