"""Two changes of one thing: nothing of either is ever lost, and only what both changed is asked about."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.merging import Differing, merge, merge_rows

NAMES = st.sampled_from("abcde")
SHEETS = st.dictionaries(NAMES, st.integers(0, 3))
ROWS = st.dictionaries(st.sampled_from("xyz"), st.dictionaries(NAMES, st.integers(0, 2), min_size=1, max_size=3))


@given(SHEETS, SHEETS, SHEETS)
def test_whatever_either_wrote_stands_or_is_kept_beside_it(
    base: dict[str, int], current: dict[str, int], mine: dict[str, int]
) -> None:
    merged = merge(base, current, mine)
    for name in "abcde":
        now, differing = merged.values.get(name), merged.differing.get(name)
        wanted = mine.get(name)
        assert wanted in {now, base.get(name)} or (differing and differing.wanted == wanted), name
        if current.get(name) != base.get(name):
            assert now == current.get(name), "what stands is never replaced where it was changed"


@given(SHEETS, SHEETS, SHEETS)
def test_changes_of_different_fields_join_in_either_order(
    base: dict[str, int], one: dict[str, int], other: dict[str, int]
) -> None:
    def changed(state: dict[str, int]) -> set[str]:
        return {name for name in "abcde" if state.get(name) != base.get(name)}

    there, back = merge(base, one, other), merge(base, other, one)
    if not changed(one) & changed(other):
        assert there.values == back.values
        assert not there.differing
        assert not back.differing
    assert there.differing.keys() == back.differing.keys()


@given(SHEETS, SHEETS)
def test_the_same_change_twice_is_no_disagreement(base: dict[str, int], mine: dict[str, int]) -> None:
    assert merge(base, mine, mine).differing == {}
    assert merge(base, mine, mine).values == mine
    assert merge(base, base, mine).values == mine
    assert merge(base, mine, base).values == mine


@given(ROWS, ROWS, ROWS)
def test_rows_of_a_list_lose_nothing_either(
    base: dict[str, Any], current: dict[str, Any], mine: dict[str, Any]
) -> None:
    rows, differing = merge_rows(base, current, mine)
    for key in "xyz":
        was, wanted = base.get(key), mine.get(key)
        if wanted == was or rows.get(key) == wanted or (key in differing and differing[key].wanted == wanted):
            continue
        assert was
        assert wanted, "a row that only one has is kept whole"
        for name in "abcde":
            there = f"{key}/{name}" in differing and differing[f"{key}/{name}"].wanted == wanted.get(name)
            assert wanted.get(name) in {rows[key].get(name), was.get(name)} or there
    assert merge_rows(base, mine, mine) == (mine, {})
    assert merge_rows(base, base, mine) == (mine, {})


def test_texts_that_mean_the_same_are_the_same() -> None:
    def numbers(name: str, one: str, other: str) -> bool:
        return one.replace(".", "") == other.replace(".", "")

    merged = merge({"a": "1.000", "b": "1"}, {"a": "1000", "b": "2"}, {"a": "2000", "b": "3"}, numbers)
    assert merged.values == {"a": "2000", "b": "2"}
    assert merged.differing == {"b": Differing("2", "3")}
