"""The stock: what there is agrees with what moved, and the books hold what it is worth, to the rupiah."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.knitting import DAY, NOW, TODAY, Knitting

from guyub.kernel.measures import MICRO
from guyub.workshop.actions.common import locked
from guyub.workshop.actions.counting import take_back
from guyub.workshop.actions.counting import undo_within as undo_tally
from guyub.workshop.actions.moving import undo_within
from guyub.workshop.actions.valuing import balances
from guyub.workshop.models import Item, StockDay, Tally
from guyub.workshop.rules.valuation import DayFacts, Held, Made, MakingStep, Needs, after_day, came, counted, went

pytestmark = pytest.mark.django_db


def held(knitting: Knitting) -> dict[str, tuple[float, int]]:
    items = Item.objects.filter(enterprise=knitting.enterprise)
    return {item.name: (item.quantity_micro / MICRO, item.value) for item in items}


def agree(knitting: Knitting) -> None:
    """The books hold just what the stock is worth."""
    worth = dict.fromkeys(Item.Kind.values, 0)
    for item in Item.objects.filter(enterprise=knitting.enterprise):
        worth[item.kind] += item.value
    assert balances(knitting.book) == worth


def test_a_day_of_work_moves_material_into_goods_at_its_cost(knitting: Knitting) -> None:
    knitting.buy(knitting.yarn, 10, 850_000)
    knitting.buy(knitting.button, 100, 20_000)
    knitting.tally("rajut", 20)
    # 20 x 0.25 kg x 1.04 = 5.2 kg of 85,000 = 442,000; wages 60,000; 200 machine minutes of 6,000 an hour = 20,000.
    assert held(knitting)["Benang"] == (4.8, 408_000)
    assert held(knitting)["Syal: rajut"] == (20, 522_000)
    agree(knitting)
    knitting.tally("linking", 12)
    knitting.tally("finishing", 10, 2)
    # 12 knitted are worth 313,200, and 15,000 for linking; 24 buttons 4,800; 10 x 500; borne by the 10 good ones.
    assert held(knitting)["Syal: rajut"] == (8, 208_800)
    assert held(knitting)["Syal: linking"] == (0, 0)
    assert held(knitting)["Syal"] == (10, 313_200 + 15_000 + 4_800 + 5_000)
    knitting.sell(4)
    assert held(knitting)["Syal"] == (6, 202_800)
    agree(knitting)


def test_what_is_taken_back_never_was(knitting: Knitting) -> None:
    knitting.buy(knitting.yarn, 10, 850_000)
    knitting.tally("rajut", 20)
    before = held(knitting)
    wrong = knitting.tally("rajut", 7, 1)
    take_back(knitting.owner, wrong, at=NOW)
    take_back(knitting.owner, wrong, at=NOW)
    assert held(knitting) == before
    agree(knitting)


def test_late_facts_end_where_facts_in_time_do(knitting: Knitting) -> None:
    facts = [
        lambda: knitting.buy(knitting.yarn, 8, 640_000, TODAY - 3 * DAY),
        lambda: knitting.buy(knitting.yarn, 4, 400_000, TODAY - DAY),
        lambda: knitting.tally("rajut", 12, 1, day=TODAY - 2 * DAY, sure=["short"]),
        lambda: knitting.tally("finishing", 6, day=TODAY - DAY, sure=["short"]),
        lambda: knitting.sell(3, TODAY),
    ]
    ends = []
    for order in itertools.islice(itertools.permutations(facts), 0, 120, 11):
        marks = [fact() for fact in order]
        ends.append((held(knitting), sorted(StockDay.objects.values_list("item", "day", "quantity_micro", "value"))))
        agree(knitting)
        _forget(knitting, marks)
    assert all(end == ends[0] for end in ends)


def _forget(knitting: Knitting, marks: list[object]) -> None:
    workshop = locked(knitting.enterprise)
    for mark in marks:
        undo = undo_tally if isinstance(mark, Tally) else undo_within
        undo(workshop, mark, by=None, at=NOW)  # type: ignore[arg-type]
    assert set(held(knitting).values()) == {(0, 0)}
    agree(knitting)


QUANTITY = st.integers(1, 10**12)
VALUE = st.integers(0, 10**12)


@given(st.lists(st.tuples(st.sampled_from(["in", "out", "count"]), QUANTITY, VALUE), max_size=12))
def test_no_rupiah_comes_from_nowhere_while_the_stock_is_not_short(moves: list[tuple[str, int, int]]) -> None:
    now, inside, outside = Held(), 0, 0
    for kind, quantity, value in moves:
        if kind == "in":
            now, inside = came(now, quantity, value), inside + value
        elif kind == "out":
            now, gone = went(now, min(quantity, now.quantity))
            outside += gone
        else:
            after = counted(now, quantity)
            outside += now.value - after.value
            now = after
        assert now.value >= 0
        assert now.value == inside - outside
        assert now.quantity > 0 or now.value == 0


@given(
    st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 3 * MICRO), st.integers(0, 2000)
)
def test_material_in_is_material_out_stock_and_waste(
    bought: int, good: int, rejected: int, quantity: int, waste: int
) -> None:
    step = MakingStep("cloth", (Needs("yarn", quantity, waste),))
    facts = DayFacts(bought={"yarn": (bought, 7)}, made={"cloth": Made(good, rejected)})
    end = after_day({}, facts, [[step]])
    yarn = end.flow("yarn")
    in_goods = Needs("yarn", quantity).bare(good)
    assert yarn.came == bought
    assert bought - yarn.went == end.of("yarn").quantity
    assert yarn.went == in_goods + yarn.wasted
    assert yarn.wasted >= 0
