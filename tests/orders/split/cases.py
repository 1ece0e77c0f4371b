"""Orders and members to split: drawn at random from a seed, and the start they share."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

from guyub.orders.split import Ability, Line, Member

START = date(2026, 1, 5)

Case = tuple[list[Line], list[Member]]


def tiny_case(seed: int) -> Case:
    """One to three lines and members, few pieces: small enough to try every split."""
    chance = random.Random(seed)
    kinds = chance.randint(1, 3)
    lines = [
        Line(
            f"line {at}",
            f"product {chance.randrange(kinds)}",
            chance.randint(1, 6),
            chance.choice([1000, 1500, 2500, 3333]),
            chance.choice(["", "A", "B"]),
            START + timedelta(days=chance.choice([7, 10, 14, 0])),
        )
        for at in range(kinds)
    ]
    return lines, [_tiny_member(chance, f"member {at}", kinds, lines) for at in range(chance.randint(1, 3))]


def _tiny_member(chance: random.Random, name: str, kinds: int, lines: list[Line]) -> Member:
    abilities = tuple(
        Ability(
            f"Product  {kind}",
            Fraction(chance.randint(0, 8), chance.choice([1, 2, 3])),
            chance.choice(["", "A", "B", "a"]),
            chance.choice([1, 1, 2, 3, 4]),
            chance.choice([None, 900, 1500, 2000]),
        )
        for kind in range(kinds)
        if chance.random() < 0.8
    )
    held = {line.name: chance.randint(1, 2) for line in lines if chance.random() < 0.12}
    limit = {line.name: chance.randint(0, 3) for line in lines if chance.random() < 0.12}
    return Member(name, abilities, chance.choice([0, 0, 5000, 20000]), held, limit)


def random_case(
    members: int,
    lines: int,
    *,
    seed: int = 0,
    tightness: float = 0.4,
    products: int = 4,
    lots: tuple[int, int] = (1, 60),
) -> Case:
    """Members with log-normal sizes and skewed history; `tightness` is the order as a part of the rough capacity."""
    chance = random.Random(seed)
    price = [chance.randint(10, 90) * 1000 for _line in range(lines)]
    weeks = [chance.randint(2, 5) for _line in range(lines)]
    makers, capacity = [], [0.0] * lines
    for number in range(members):
        kinds = chance.sample(range(lines), chance.randint(1, min(products, lines)))
        size = chance.lognormvariate(0, 0.7)
        abilities = []
        for kind in kinds:
            pieces = max(1, int(size * chance.uniform(0.6, 1.4) * 3e6 / price[kind]))
            capacity[kind] += pieces * weeks[kind] / len(kinds)
            ask = int(price[kind] * chance.uniform(0.7, 1.0))
            abilities.append(Ability(f"product {kind}", Fraction(pieces), "A", chance.randint(*lots), ask))
        received = int(size * chance.random() ** 2 * 3e7)
        makers.append(Member(f"member {number}", tuple(abilities), received))
    return [
        Line(
            f"line {at}",
            f"product {at}",
            max(10, int(tightness * capacity[at])),
            price[at],
            "",
            START + timedelta(weeks=weeks[at]),
        )
        for at in range(lines)
    ], makers
