"""What members and officers can rely on: what is held stays, nobody is overruled, the draw can be repeated."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.orders.split.cases import START, Case, random_case, tiny_case
from tests.support.long import size

from guyub.kernel.errors import Problem
from guyub.orders.split import Ability, Line, Member, Rule, Split, SplitError, check, split

SEWING = Line("shirts", "shirt", 100, 50_000, "B", START + timedelta(weeks=2))
AGAIN = """
import json, sys
sys.path.insert(0, sys.argv[1])
from tests.orders.split.cases import START, random_case
from guyub.orders.split import Rule, split
for rule in Rule:
    plain = split(*random_case(50, 4, seed=3), rule, start=START, seed=9).to_json()
    print(json.dumps(plain, sort_keys=True))
"""


def maker(name: str, capacity: int = 50, **more: object) -> Member:
    ability = {key: more.pop(key) for key in ("grade", "min_lot", "ask") if key in more}
    return Member(name, (Ability("shirt", Fraction(capacity), **{"grade": "A", **ability}),), **more)  # type: ignore[arg-type]


def pieces_of(found: Split) -> dict[str, int]:
    return {member.member: member.pieces for member in found.members}


def reason_of(found: Split, name: str) -> str:
    return next(member.reason.text for member in found.members if member.member == name)


def plain(found: Split) -> str:
    return json.dumps(found.to_json(), sort_keys=True)


@settings(max_examples=size(12, 24), deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), rule=st.sampled_from(list(Rule)))
def test_the_order_of_rows_does_not_matter(seed: int, rule: Rule) -> None:
    lines, members = tiny_case(seed) if seed % 2 else random_case(9, 3, seed=seed, products=3)
    found = split(lines, members, rule, start=START, seed=seed)
    chance = random.Random(seed)
    mixed = split(chance.sample(lines, len(lines)), chance.sample(members, len(members)), rule, start=START, seed=seed)
    assert sorted(map(repr, mixed.shares)) == sorted(map(repr, found.shares))
    assert mixed.objective == found.objective
    assert mixed.fairness.order == pytest.approx(found.fairness.order)


def test_another_process_with_other_hashes_gives_the_same_answer() -> None:
    expected = [plain(split(*random_case(50, 4, seed=3), rule, start=START, seed=9)) for rule in Rule]
    project = str(__import__("pathlib").Path(__file__).resolve().parents[3])
    for hash_seed in ("1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        run = subprocess.run(
            [sys.executable, "-c", AGAIN, project], env=environment, capture_output=True, text=True, check=True
        )
        assert run.stdout.splitlines() == expected


def test_the_draw_decides_between_equals_and_changes_with_the_seed() -> None:
    order = [replace(SEWING, pieces=30)]
    equals = [maker(name, min_lot=30) for name in ("Ani", "Budi", "Cici", "Dedi")]
    winners = set()
    for seed in range(12):
        found = split(order, equals, Rule.EQUAL, start=START, seed=seed)
        assert sorted(pieces_of(found).values()) == [0, 0, 0, 30]
        winner = max(pieces_of(found), key=lambda name: pieces_of(found)[name])
        losers = {name for name in pieces_of(found) if name != winner}
        assert all("undian" in reason_of(found, name) for name in losers)
        winners.add(winner)
    assert len(winners) > 1


@settings(max_examples=size(15, 30), deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), rule=st.sampled_from(list(Rule)))
def test_what_was_accepted_stays_and_who_declined_gets_nothing_more(seed: int, rule: Rule) -> None:
    lines, members = random_case(9, 3, seed=seed, products=3)
    first = split(lines, members, rule, start=START, seed=seed)
    chance = random.Random(seed)
    given: dict[str, dict[str, int]] = {member.name: {} for member in members}
    for share in first.shares:
        given[share.member][share.line] = share.pieces
    answered = []
    for member in members:
        if chance.random() < 0.3:
            answered.append(replace(member, limit={line.name: 0 for line in lines}))
        else:
            less = {name: count if chance.random() < 0.7 else count // 2 for name, count in given[member.name].items()}
            answered.append(replace(member, held={name: count for name, count in less.items() if count}))
    second = split(lines, answered, rule, start=START, seed=seed)
    now = {(share.member, share.line): share for share in second.shares}
    for member in answered:
        for name, count in member.held.items():
            assert now[member.name, name].pieces >= count
            assert now[member.name, name].held == count
        if member.limit:
            assert pieces_of(second)[member.name] == 0


def test_more_held_than_one_can_do_is_kept_and_nothing_is_added() -> None:
    busy = maker("Ani", capacity=5, held={"shirts": 40})
    found = split([SEWING], [busy, maker("Budi")], Rule.EQUAL, start=START)
    assert pieces_of(found) == {"Ani": 40, "Budi": 60}


def test_weeks_promised_to_other_orders_are_not_used() -> None:
    promised = maker("Ani", free={SEWING.due: Fraction(1, 2)})
    found = split([SEWING], [promised], Rule.EQUAL, start=START)
    assert pieces_of(found) == {"Ani": 25}


def test_a_giant_member_does_not_take_what_small_ones_can_do() -> None:
    crowd = [maker(f"small {at}", capacity=10) for at in range(5)]
    found = split([SEWING], [maker("giant", capacity=10_000), *crowd], Rule.EQUAL, start=START)
    assert sorted(pieces_of(found).values()) == [16, 16, 17, 17, 17, 17]
    shared = split([SEWING], [maker("giant", capacity=1000), *crowd], Rule.PROPORTIONAL, start=START)
    assert pieces_of(shared)["giant"] in (95, 96)


def test_who_is_ahead_waits_under_catch_up() -> None:
    ahead = maker("ahead", received=10_000_000)
    found = split([SEWING], [ahead, maker("behind")], Rule.CATCH_UP, start=START)
    assert pieces_of(found) == {"ahead": 0, "behind": 100}
    assert "mendahului" in reason_of(found, "ahead")


def test_lots_too_large_for_an_even_share_go_to_as_few_as_needed() -> None:
    found = split([SEWING], [maker(f"member {at}", min_lot=50) for at in range(5)], Rule.EQUAL, start=START)
    assert sorted(pieces_of(found).values()) == [0, 0, 0, 50, 50]
    assert found.objective.gap == 0


def test_everybody_without_a_share_is_told_why() -> None:
    members = [
        maker("maker"),
        maker("coarse", grade="C"),
        maker("unknown", grade=""),
        maker("idle", capacity=0),
        maker("declined", limit={"shirts": 0}),
        maker("large", capacity=20, min_lot=90),
        Member("baker", (Ability("bread", Fraction(10)),)),
    ]
    found = split([SEWING], members, Rule.EQUAL, start=START)
    assert pieces_of(found) == {**dict.fromkeys([member.name for member in members], 0), "maker": 100}
    for name, word in [
        ("coarse", "Mutunya"),
        ("unknown", "Mutunya"),
        ("idle", "nol"),
        ("declined", "mengambil bagian"),
        ("large", "Lot"),
        ("baker", "Tidak membuat"),
    ]:
        assert word in reason_of(found, name)
    assert all(str(share.reason) for share in found.shares)


@pytest.mark.parametrize("rule", list(Rule))
def test_an_order_nobody_can_do_is_short_and_no_error(rule: Rule) -> None:
    late = replace(SEWING, name="late", due=START)
    fine = replace(SEWING, name="fine", grade="A")
    for order, members in [([late], [maker("Ani")]), ([fine], [maker("Ani", grade="B")]), ([SEWING], [])]:
        found = split(order, members, rule, start=START)
        assert found.lines[0].short == 100
        assert found.shares == ()
        assert found.fully_filled


def test_an_earlier_due_date_limits_what_is_due_later_too() -> None:
    first = replace(SEWING, name="first", pieces=50, due=START + timedelta(weeks=1))
    found = split([first, SEWING], [maker("Ani")], Rule.EQUAL, start=START)
    assert found.filled == 100
    assert found.lines[0].allocated <= 50


def test_cheapest_keeps_everyone_under_the_largest_part() -> None:
    members = [maker(f"member {at}", capacity=100, ask=30_000 + at) for at in range(4)]
    free = split([SEWING], members, Rule.CHEAPEST, start=START)
    assert pieces_of(free)["member 0"] == 100
    capped = split([SEWING], members, Rule.CHEAPEST, start=START, max_share=Fraction(2, 5))
    assert list(pieces_of(capped).values()) == [40, 40, 20, 0]
    tight = split([SEWING], members, Rule.CHEAPEST, start=START, max_share=Fraction(1, 5))
    assert list(pieces_of(tight).values()) == [20, 20, 20, 20]
    assert tight.fully_filled


def test_awkward_capacities_fit_to_the_last_piece() -> None:
    primes = [997, 991, 983, 977, 971, 967, 953]
    order = [
        Line(f"line {at}", f"product {at}", 10 * prime, 1000, "", START + timedelta(weeks=70))
        for at, prime in enumerate(primes)
    ]
    alone = Member("Ani", tuple(Ability(f"product {at}", Fraction(prime)) for at, prime in enumerate(primes)))
    found = split(order, [alone], Rule.EQUAL, start=START)
    assert found.filled == sum(line.pieces for line in order)


@pytest.mark.parametrize(("members", "lines"), [(2, 12), (25, 1), (150, 7)])
@pytest.mark.parametrize("lots", [(1, 1), (1, 60), (50, 2000)])
@pytest.mark.parametrize("tightness", [0.05, 0.9, 1.6])
def test_any_split_can_be_recounted(members: int, lines: int, lots: tuple[int, int], tightness: float) -> None:
    order, makers = random_case(members, lines, seed=lines, tightness=tightness, lots=lots, products=4)
    for rule in Rule:
        found = split(order, makers, rule, start=START)
        check(found, order, makers, START)
        assert found.filled <= found.most_pieces
        assert found.objective.bound <= found.objective.value
        assert 0 < found.fairness.order <= 1 + 1e-12
        assert 0 < found.fairness.year <= 1 + 1e-12


def test_a_split_that_was_tampered_with_does_not_pass_the_recount() -> None:
    members = [maker("Ani"), maker("Budi")]
    found = split([SEWING], members, Rule.EQUAL, start=START)
    more = replace(found.shares[0], pieces=found.shares[0].pieces + 60, value=found.shares[0].value + 60 * 50_000)
    with pytest.raises(SplitError):
        check(replace(found, shares=(more, *found.shares[1:])), [SEWING], members, START)


def test_jain_s_index_is_one_when_all_are_alike_and_falls_when_one_has_all() -> None:
    alike = split([SEWING], [maker("Ani"), maker("Budi")], Rule.EQUAL, start=START)
    assert alike.fairness.order == 1
    alone = split([SEWING], [maker("Ani", ask=1), maker("Budi", ask=2)], Rule.CHEAPEST, start=START)
    assert alone.fairness.order == pytest.approx(0.5)


def test_the_json_has_exactly_what_the_command_promises() -> None:
    members = [maker("Ani"), maker("Budi", grade="C")]
    plain_split = split([SEWING], members, Rule.EQUAL, start=START, seed=4, clock=iter((1.0, 3.5)).__next__).to_json()
    assert set(plain_split) == {"rule", "seed", "lines", "shares", "members", "fairness", "objective", "seconds"}
    assert (plain_split["rule"], plain_split["seed"], plain_split["seconds"]) == ("equal", 4, 2.5)
    assert plain_split["lines"] == [{"line": "shirts", "product": "shirt", "pieces": 100, "allocated": 100, "short": 0}]
    assert [set(share) for share in plain_split["shares"]] == [
        {"line", "member", "product", "pieces", "value", "reason"}
    ]
    assert set(plain_split["fairness"]) == {"order", "year"}
    assert set(plain_split["objective"]) == {"value", "bound", "gap"}
    json.dumps(plain_split)


def _nonsense() -> list[tuple[Case, dict[str, object]]]:
    return [
        (([], []), {}),
        (([SEWING, SEWING], []), {}),
        (([SEWING], [maker("Ani"), maker("Ani")]), {}),
        (([replace(SEWING, pieces=-1)], []), {}),
        (([replace(SEWING, pieces=10**16)], []), {}),
        (([replace(SEWING, due=START + timedelta(days=9999))], []), {}),
        (([SEWING], [maker("Ani", capacity=-1)]), {}),
        (([SEWING], [maker("Ani", min_lot=0)]), {}),
        (([SEWING], [maker("Ani", received=-1)]), {}),
        (([SEWING], [maker("Ani", held={"trousers": 1})]), {}),
        (([SEWING], [maker("Ani", held={"shirts": -1})]), {}),
        (([SEWING], []), {"max_share": Fraction(1, 2)}),
    ]


@pytest.mark.parametrize(("case", "more"), _nonsense())
def test_nonsense_is_refused_in_words(case: Case, more: dict[str, object]) -> None:
    with pytest.raises(Problem):
        split(*case, Rule.EQUAL, start=START, **more)  # type: ignore[arg-type]
