"""Prices on the lines, lots and all: a proven bound on what any split can reach, and ways to mix a good one from.

Lagrange: whatever the prices of the lines and the reward of a filled piece, the sum of the members' best gains at them
bounds every split. The best prices come from the master (`master`). Few lines couple many members, so the mixture it
finds leaves few members between two ways (Shapley and Folkman; Starr 1969), and the bound is close.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guyub.orders.split.lots import Choice, Term, choose
from guyub.orders.split.master import Master, add_group_lines, add_groups, group_members
from guyub.orders.split.member import Shop
from guyub.orders.split.task import Floats, Ints, Task
from guyub.orders.split.terms import Rule
from guyub.orders.split.whole import whole_pieces

PENALTY = 20.0
SAFE = 1e-9
BARRED = 1e6
FIRST_NEAR = 0.01
IDLE = 3
STEP_WORTH = 0.01


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A proven bound (rupiah, or pieces when filling) and the ways mixed: each a weight by group and (n, S) pieces."""

    bound: float
    group: Ints
    weights: Floats  # (k, G)
    ways: list[Floats]  # k of (n, S)
    costs: list[Floats]  # k of (n,)


class Pricing:
    """The search for prices. Goal: the smallest shortfall or cost, or, without `wanted` pieces, the most pieces."""

    def __init__(self, task: Task, ideal: Ints, pieces: int | None) -> None:
        self.task, self.pieces = task, pieces
        self.lines = len(task.lines)
        self.limit = np.maximum(task.left.astype(float), 1e-9)
        rate = np.where(task.rate > 0, task.rate, 1.0)
        most = task.most.astype(float)
        self.shop = Shop(
            task.price.astype(float), rate, task.turn, np.zeros_like(most), most / rate, task.weeks * (1 + 1e-12)
        )
        self.least = np.where(task.most > 0, task.least / rate, 0.0)
        self.group = group_members(task.line)
        self.groups = int(self.group.max()) + 1
        self.wanted = np.maximum(0, ideal - task.held_value).astype(float)
        fair = task.rule is not Rule.CHEAPEST and pieces is not None
        self.scale = 1.0 if pieces is None else float(max(1, (task.left * self._line_prices()).sum()))
        self.cost = np.zeros(task.line.shape)
        if pieces is None:
            self.cost = np.where(task.most > 0, -1.0, 0.0)
        elif not fair:
            self.cost = task.ask.astype(float)
        self.fair = fair
        self.term = self._term()
        self.near = 0.0
        self.ways: list[Floats] = []
        self.costs: list[Floats] = []
        self.bound = -np.inf

    def _line_prices(self) -> Ints:
        return np.array([line.price for line in self.task.lines], dtype=np.int64)

    def _term(self) -> Term:
        size = self.task.size
        if self.fair:
            return Term(self.wanted, np.where(self.wanted > 0, 1.0, 0.0), np.zeros(size))
        cap = np.where(self.task.cap < 2**61, self.task.cap, 1e30).astype(float)
        barred = np.where(cap < 1e29, -BARRED, 0.0)
        return Term(cap, np.zeros(size), barred)

    def search(self, starts: list[Floats], steps: int, close: float) -> Relaxed:
        """From `starts` ((L,) rewards a piece), at most `steps` further prices, until within `close` of the bound.

        How closely the members are asked keeps step with how close the search is, and it ends early when a step
        brings neither the mixture nor the bound forward: whole pieces can keep the two apart for good.
        """
        self.near = FIRST_NEAR * self.scale / self.task.size
        master = self._master()
        for start in starts:
            self._ask(master, start)
        solved = master.solve()
        idle = 0
        for _step in range(steps):
            if solved is None:
                break
            apart = solved.value * self.scale - self.bound
            if apart <= close or idle >= IDLE:
                break
            self.near = min(self.near, max(close, apart / 4) / (4 * self.task.size))
            reward = solved.prices[-1] / max(1, self.pieces or 1) - solved.prices[:-1] / self.limit
            bound = self.bound
            self._ask(master, reward * self.scale)
            before, solved = solved.value * self.scale, master.solve() or solved
            forward = before - solved.value * self.scale + self.bound - bound
            idle = idle + 1 if forward < apart * STEP_WORTH else 0
        weights = np.zeros((len(self.ways), self.groups))
        if solved is not None:
            weights = solved.weights.reshape(len(self.ways), self.groups)
        return Relaxed(self.bound, self.group, weights, self.ways, self.costs)

    def _master(self) -> Master:
        """Rows: what each line holds, then the filling; extra columns break them at a penalty."""
        extra = np.vstack([-np.eye(self.lines), np.zeros((1, self.lines))])
        fill = np.zeros((self.lines + 1, 1))
        fill[-1] = -1.0
        limit = np.append(np.ones(self.lines), -1.0 if self.pieces else 0.0)
        worth = self.limit * self._penalty()
        costs = np.append(worth, self.limit.sum() * self._penalty()) / self.scale
        return Master(limit, self.groups, costs, np.hstack([extra, fill]), np.zeros(self.lines + 1))

    def _penalty(self) -> float:
        if self.pieces is None:
            return 2.0
        dearest = self.task.price.max(initial=1) if self.fair else self.task.ask.max(initial=1)
        return PENALTY * float(max(1, dearest))

    def _ask(self, master: Master, reward: Floats) -> None:
        """Ask every member at (L,) `reward` rupiah a piece; keep the answers, and the bound if it is better."""
        at_slot = np.append(reward, 0.0)[self.task.line] - self.cost
        at_slot = np.where(self.task.most > 0, at_slot, 0.0)
        choice = choose(self.shop, self.least, at_slot, self.term, self.near)
        self._note_bound(choice, reward)
        pieces = whole_pieces(self.task, choice.pieces, at_slot, self.wanted if self.fair else None).astype(np.float64)
        value = (pieces * self.shop.price).sum(axis=1)
        cost = (pieces * self.cost).sum(axis=1)
        if self.fair:
            cost = np.maximum(0.0, self.wanted - value)
        taken = add_group_lines(self.group, self.groups, self.task.line, self.lines, pieces)
        filled = taken.sum(axis=1, keepdims=True) / max(1, self.pieces or 1)
        master.add(add_groups(self.group, self.groups, cost) / self.scale, np.hstack([taken / self.limit, -filled]))
        self.ways.append(pieces)
        self.costs.append(cost)

    def _note_bound(self, choice: Choice, reward: Floats) -> None:
        """What no split can better: with prices line - fill = -reward, line and fill at least 0, fill the least."""
        fill = max(0.0, float(reward.max()))
        line = fill - reward
        if self.pieces is None:
            fill, line = 0.0, np.maximum(0.0, -reward)
        parts = np.array([fill * (self.pieces or 0), -(line * self.limit).sum(), -choice.gain.sum()])
        slack = SAFE * (abs(parts[0]) + (line * self.limit).sum() + np.abs(choice.gain).sum())
        self.bound = max(self.bound, float(parts.sum() - slack))
