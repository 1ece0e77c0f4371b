"""The order and the members as arrays: what is still to be shared, and what each member can take of it.

Members stand in the order of the draw and lines in the order of their due dates, so that neither the order of rows
nor the machine matters, and the earlier of two equals always wins. A member's lines stand in *slots*, as many as the
busiest member needs; an empty slot points at line number `lines` and takes nothing.

Time is kept twice: in weeks as floats, for prices and bounds, and in whole *ticks* of each member's own, fine enough
that every piece takes a whole number of them. What may be taken is always decided in ticks.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guyub.orders.split.terms import Ability, Line, Member, Rule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAYS_A_WEEK = 7
TICKS_LIMIT = 2**44
COARSE_TICKS = 2**44
TICKS_A_PIECE = 2**60
DAYS_LIMIT = 3650
NO_CAP = 2**62


@dataclass(frozen=True, slots=True)
class Task:
    """n members, L lines, S slots a member, K distinct due dates. Everything is beyond what is held already."""

    rule: Rule
    start: date
    lines: tuple[Line, ...]  # L, by due date
    members: tuple[Member, ...]  # n, by the draw
    able: tuple[dict[int, Ability], ...]  # n, by line: what the member would make it with, time and refusal aside
    line: Ints  # (n, S) line in the slot, L if empty
    price: Ints  # (n, S) rupiah a piece
    ask: Ints  # (n, S) rupiah a piece
    rate: Floats  # (n, S) pieces a week
    turn: Ints  # (n, S) number of the due date, 0 the earliest
    least: Ints  # (n, S) fewest pieces that may be added
    most: Ints  # (n, S) most whole pieces that may be added, 0 if closed
    span: Floats  # (n, S) most pieces that may be added, lots and whole pieces ignored
    ticks: Ints  # (n, S) ticks a piece
    coarse: NDArray[np.bool_]  # (n,) whether a piece's ticks had to be rounded down
    room: Ints  # (n, K) ticks free up to each due date
    weeks: Floats  # (n, K) the same in weeks
    left: Ints  # (L,) pieces still to be given
    held: Ints  # (n, L) pieces held
    held_value: Ints  # (n,) rupiah
    cap: Ints  # (n,) most rupiah that may be added
    received: Ints  # (n,) rupiah
    weight: Floats  # (n,) rupiah a week, 0 for a member that can do no line

    @property
    def size(self) -> int:
        return len(self.members)

    @property
    def value(self) -> int:
        """Rupiah of the whole order."""
        return sum(line.pieces * line.price for line in self.lines)


def prepare(
    lines: Sequence[Line], members: Sequence[Member], rule: Rule, start: date, seed: int, max_share: Fraction | None
) -> Task:
    """The task of sharing `lines` among `members` from `start` on."""
    ordered = tuple(sorted(lines, key=lambda line: (line.due, line.name)))
    drawn = tuple(sorted(members, key=lambda member: (draw(seed, member.name), member.name)))
    dues = sorted({line.due for line in ordered})
    days = [max(0, (due - start).days) for due in dues]
    turns = [dues.index(line.due) for line in ordered]
    held = _held(ordered, drawn)
    left = np.maximum(0, np.array([line.pieces for line in ordered], dtype=np.int64) - held.sum(axis=0))
    able = tuple(_able(ordered, member) for member in drawn)
    open_lines = [
        [at for at in can if days[turns[at]] > 0 and left[at] > 0 and member.limit.get(ordered[at].name, 1) > 0]
        for member, can in zip(drawn, able, strict=True)
    ]
    slots = max([1, *map(len, open_lines)])
    all_weeks = [Fraction(number, DAYS_A_WEEK) for number in days]
    blank = _Rows(len(drawn), slots, len(dues), len(ordered))
    for number, member in enumerate(drawn):
        weeks = [member.weeks_until(due, start) for due in dues] if member.free else all_weeks
        _fill_row(blank, number, member, ordered, able[number], open_lines[number], held, left, weeks, turns)
    prices = np.array([line.price for line in ordered], dtype=np.int64)
    held_value = held @ prices
    value = sum(line.pieces * line.price for line in ordered)
    cap = np.full(len(drawn), NO_CAP, dtype=np.int64)
    if rule is Rule.CHEAPEST and max_share is not None:
        cap = np.maximum(0, math.floor(max_share * value) - held_value)
        fits = np.where(blank.price > 0, cap[:, None] // np.maximum(1, blank.price), blank.most)
        blank.most = np.minimum(blank.most, fits)
    blank.most[blank.most < blank.least] = 0
    return Task(
        rule=rule,
        start=start,
        lines=ordered,
        members=drawn,
        able=able,
        line=blank.line,
        price=blank.price,
        ask=blank.ask,
        rate=blank.rate,
        turn=blank.turn,
        least=blank.least,
        most=blank.most,
        span=blank.span,
        ticks=blank.ticks,
        coarse=blank.coarse,
        room=blank.room,
        weeks=blank.weeks,
        left=left,
        held=held,
        held_value=held_value,
        cap=cap,
        received=np.array([member.received for member in drawn], dtype=np.int64),
        weight=_weights(ordered, able, [days[turn] for turn in turns]),
    )


def draw(seed: int, name: str) -> str:
    """The lot of one member: anyone can repeat it with SHA-256 of the seed, a line feed and the name."""
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def same_product(product: str) -> str:
    """A product's name as it is compared: case and runs of blanks do not matter."""
    return " ".join(product.split()).casefold()


def good_enough(made: str, wanted: str) -> bool:
    """Whether grade `made` serves a line that wants at least `wanted`."""
    made, wanted = made.strip().upper(), wanted.strip().upper()
    return not wanted or (bool(made) and made <= wanted)


class _Rows:
    """The arrays of a task while they are filled, row by row."""

    def __init__(self, members: int, slots: int, dues: int, lines: int) -> None:
        shape = (members, slots)
        self.line = np.full(shape, lines, dtype=np.int64)
        self.price = np.zeros(shape, dtype=np.int64)
        self.ask = np.zeros(shape, dtype=np.int64)
        self.rate = np.zeros(shape)
        self.turn = np.zeros(shape, dtype=np.int64)
        self.least = np.ones(shape, dtype=np.int64)
        self.most = np.zeros(shape, dtype=np.int64)
        self.span = np.zeros(shape)
        self.ticks = np.ones(shape, dtype=np.int64)
        self.room = np.zeros((members, dues), dtype=np.int64)
        self.weeks = np.zeros((members, dues))
        self.coarse = np.zeros(members, dtype=np.bool_)


def _held(lines: Sequence[Line], members: Sequence[Member]) -> Ints:
    at = {line.name: number for number, line in enumerate(lines)}
    held = np.zeros((len(members), len(lines)), dtype=np.int64)
    for row, member in enumerate(members):
        for name, pieces in member.held.items():
            held[row, at[name]] = pieces
    return held


def _able(lines: Sequence[Line], member: Member) -> dict[int, Ability]:
    by_product: dict[str, list[Ability]] = {}
    for ability in member.abilities:
        if ability.capacity > 0:
            by_product.setdefault(same_product(ability.product), []).append(ability)
    can = {}
    for at, line in enumerate(lines):
        fit = [a for a in by_product.get(same_product(line.product), ()) if good_enough(a.grade, line.grade)]
        if fit:
            can[at] = max(fit, key=lambda a: (a.capacity, -(a.ask if a.ask is not None else line.price), -a.min_lot))
    return can


def _weights(lines: Sequence[Line], able: Sequence[dict[int, Ability]], days: Sequence[int]) -> Floats:
    """The largest weekly capacity in value over the lines a member can do in time, in rupiah a week."""
    weights = [
        max((float(ability.capacity) * lines[at].price for at, ability in can.items() if days[at] > 0), default=0.0)
        for can in able
    ]
    return np.array(weights)


def _fill_row(
    rows: _Rows,
    row: int,
    member: Member,
    lines: Sequence[Line],
    can: dict[int, Ability],
    open_lines: Sequence[int],
    held: Ints,
    left: Ints,
    weeks_free: Sequence[Fraction],
    turns: Sequence[int],
) -> None:
    holds = [at for at in can if held[row, at]] if member.held else []
    per_piece, per_day = _ticks([can[at].capacity for at in {*open_lines, *holds}])
    free = [DAYS_A_WEEK * per_day * weeks.numerator // weeks.denominator for weeks in weeks_free]
    for at in holds:
        spent = int(held[row, at]) * _piece(per_piece, can[at].capacity)
        for turn in range(turns[at], len(free)):
            free[turn] -= spent
    free = [max(0, min(free[turn:])) for turn in range(len(free))]
    rows.coarse[row] = per_day == COARSE_TICKS
    rows.room[row] = free
    rows.weeks[row] = [ticks / (per_day * DAYS_A_WEEK) for ticks in free]
    for slot, at in enumerate(open_lines):
        ability, line = can[at], lines[at]
        ticks = _piece(per_piece, ability.capacity)
        limit = min(int(left[at]), member.limit.get(line.name, int(left[at])))
        already = int(held[row, at])
        rows.line[row, slot] = at
        rows.price[row, slot] = line.price
        rows.ask[row, slot] = line.price if ability.ask is None else ability.ask
        rows.rate[row, slot] = float(ability.capacity)
        rows.turn[row, slot] = turns[at]
        rows.least[row, slot] = max(1, ability.min_lot - already)
        rows.most[row, slot] = min(limit, free[turns[at]] // ticks)
        rows.span[row, slot] = min(limit, free[turns[at]] / ticks)
        rows.ticks[row, slot] = ticks


def _ticks(capacities: Sequence[Fraction]) -> tuple[int, int]:
    """Ticks in a week's work and in a day, such that each piece takes whole ticks where they can be that fine."""
    common = math.lcm(1, *(capacity.numerator for capacity in capacities))
    if common > TICKS_LIMIT:
        common = COARSE_TICKS
    return common * DAYS_A_WEEK, common


def _piece(per_week: int, capacity: Fraction) -> int:
    """Ticks a piece takes; rounded down when ticks are coarse, so that nothing possible is lost (`mend` follows)."""
    return min(TICKS_A_PIECE, max(1, per_week * capacity.denominator // capacity.numerator))


def add_up(task: Task, amounts: NDArray[Any]) -> NDArray[Any]:
    """(n, S) amounts by slot, as (L,) amounts by line."""
    lines = len(task.lines)
    return np.bincount(task.line.ravel(), weights=amounts.ravel(), minlength=lines + 1)[:lines]
