"""What a split promises about being best: filled first, then as small a shortfall or cost as there is, with proof."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.orders.split.by_hand import best_split, exact_program, slow_ideal
from tests.orders.split.cases import START, random_case, tiny_case

from guyub.orders.split import Rule, split
from guyub.orders.split.service import prepare

FAIR = [Rule.CATCH_UP, Rule.PROPORTIONAL, Rule.EQUAL]


@settings(max_examples=120, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), rule=st.sampled_from(list(Rule)))
def test_a_small_split_is_the_best_of_all_there_are(seed: int, rule: Rule) -> None:
    lines, members = tiny_case(seed)
    max_share = random.Random(seed).choice([None, Fraction(1, 2), Fraction(1, 3)]) if rule is Rule.CHEAPEST else None
    found = split(lines, members, rule, start=START, seed=seed, max_share=max_share)
    ideal = {member.member: member.ideal for member in found.members}
    most, least = best_split(lines, members, rule, ideal, START, max_share)
    assert found.filled == most
    assert found.fully_filled
    assert found.objective.value == least
    assert found.objective.bound == least
    assert found.objective.gap == 0


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("seed", [0, 2, 3])
def test_a_split_of_a_few_members_equals_the_integer_program(seed: int, rule: Rule) -> None:
    lines, members = random_case(6, 3, seed=seed, tightness=[0.1, 0.4, 0.9, 1.4][seed], products=3)
    found = split(lines, members, rule, start=START)
    task = prepare(lines, members, rule, START, 0, None)
    ideal = {member.member: member.ideal for member in found.members}
    assert found.filled == round(exact_program(task, [], None))
    best = exact_program(task, [ideal[member.name] for member in task.members], found.filled)
    assert found.objective.bound <= best + 2
    assert found.objective.value == pytest.approx(best, abs=2 + found.objective.gap * task.value)
    assert found.objective.gap < 1e-3


@pytest.mark.parametrize("rule", FAIR)
@pytest.mark.parametrize("seed", range(10))
def test_the_ideal_is_the_leximin_of_the_fractional_splits(seed: int, rule: Rule) -> None:
    lines, members = random_case(
        2 + seed, 1 + seed % 5, seed=seed, tightness=[0.2, 0.5, 0.9, 1.5][seed % 4], products=3
    )
    found = split(lines, members, rule, start=START)
    task = prepare(lines, members, rule, START, 0, None)
    ideal = {member.member: member.ideal for member in found.members}
    slow = slow_ideal(task)
    assert found.ideal_exact
    assert [ideal[member.name] for member in task.members] == pytest.approx(slow, rel=1e-4, abs=max(slow) * 1e-4)


@pytest.mark.parametrize(
    ("members", "lines", "tightness"), [(40, 4, 0.3), (150, 6, 0.8), (600, 8, 0.05), (2000, 12, 0.4)]
)
@pytest.mark.parametrize("rule", list(Rule))
def test_a_large_split_is_near_the_best(members: int, lines: int, tightness: float, rule: Rule) -> None:
    order, makers = random_case(members, lines, seed=members, tightness=tightness)
    found = split(order, makers, rule, start=START)
    assert found.fully_filled
    assert 0 <= found.objective.gap <= (0.005 if rule is Rule.CHEAPEST else 0.02)


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("seed", range(3))
def test_the_search_by_prices_never_claims_more_than_is_true(
    seed: int, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, members = random_case(10, 3, seed=seed, tightness=[0.1, 0.5, 1.2][seed], products=3)
    exact = split(lines, members, rule, start=START)
    monkeypatch.setattr("guyub.orders.split.solve.SMALL", 0)
    quick = split(lines, members, rule, start=START)
    assert quick.most_pieces >= exact.filled >= quick.filled
    if quick.filled == exact.filled:
        assert quick.objective.bound <= exact.objective.value
        assert exact.objective.bound <= quick.objective.value
