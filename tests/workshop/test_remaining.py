"""What of a job is still to be made at each step, from what was noted so far."""

from __future__ import annotations

import random

import pytest

from guyub.workshop.rules.remaining import MICRO, Made, minutes_for, still_to_make


def units(*made: tuple[float, float, float]) -> list[Made]:
    return [Made(round(taken * MICRO), round(good * MICRO), round(bad * MICRO)) for taken, good, bad in made]


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ([(1, 0, 0), (1, 0, 0), (1, 0, 0)], [100, 100, 100]),
        ([(1, 60, 0), (1, 30, 0), (1, 10, 0)], [40, 70, 90]),
        # Ten linked ones were rejected: ten more have to be knitted.
        ([(1, 100, 0), (1, 90, 10), (1, 0, 0)], [10, 10, 100]),
        # The middle was never noted: what came out behind it went through it.
        ([(1, 50, 0), (1, 0, 0), (1, 40, 0)], [50, 60, 60]),
        ([(1, 0, 0), (1, 0, 0), (1, 40, 0)], [60, 60, 60]),
        # Two panels make one jumper.
        ([(1, 50, 0), (2, 20, 0)], [150, 80]),
        # More than was ordered: nothing below zero.
        ([(1, 130, 0), (1, 120, 0)], [0, 0]),
        ([], []),
    ],
)
def test_what_waits_and_what_was_lost_count(steps: list[tuple[float, float, float]], left: list[int]) -> None:
    assert still_to_make(100 * MICRO, units(*steps)) == [each * MICRO for each in left]


def test_making_what_is_left_makes_the_order_whole() -> None:
    """Whatever was noted: after making just what is left, each step had enough of the one before it."""
    chance = random.Random(7)
    for _again in range(300):
        quantity = chance.randint(1, 500) * MICRO
        steps = [
            Made(chance.choice((1, 2, 3)) * MICRO, chance.randint(0, 300) * MICRO, chance.randint(0, 9) * MICRO)
            for _step in range(chance.randint(1, 5))
        ]
        left = still_to_make(quantity, steps)
        assert left[-1] + steps[-1].good >= quantity
        for at in range(1, len(steps)):
            waiting = max(steps[at - 1].good - (steps[at].good + steps[at].rejected) * steps[at].taken // MICRO, 0)
            assert left[at - 1] + waiting >= left[at] * steps[at].taken // MICRO


@pytest.mark.parametrize(("count", "milli", "minutes"), [(100, 10_000, 1000), (1, 100, 1), (3, 500, 2), (0, 10_000, 0)])
def test_minutes_are_whole_and_rounded_up(count: int, milli: int, minutes: int) -> None:
    assert minutes_for(count * MICRO, milli) == minutes
