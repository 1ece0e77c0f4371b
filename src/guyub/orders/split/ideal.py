"""The ideal of a fair rule: the fractional split whose smallest levels are as large as possible, in order (leximin).

Rounds of max-min. In each, the common level z of the members not yet settled is raised as far as the lines allow;
members for whom the lines' prices then show that more would cost others are settled at z, members at the end of
their own capacity at what they can (Radunovic and Le Boudec 2007 on max-min programming). Lots and whole pieces are
ignored; as many pieces as can be filled fractionally must be filled.

A round needs no linear program over the members. For prices on the lines each member takes its cheapest way to reach
its target (`member.reply`); the master (`master`) sets the prices. Prices under which all targets cost more than the
lines hold prove z too high, and a Newton step on the convex cost lowers it; once the master can mix the members'
ways into the lines, z is reached.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guyub.orders.split.master import Master, add_group_lines, group_members
from guyub.orders.split.member import Reply, Shop, fill_weeks, reply
from guyub.orders.split.task import Floats, Ints, Task, add_up
from guyub.orders.split.terms import Rule

ITERATIONS = 400
WORK = 1_500_000
EQUAL_PAY = 1e-5
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Ideal:
    """(n,) whole rupiah of the ideal value of each member, what it holds included, and how close it was solved."""

    value: Ints
    exact: bool


def find_ideal(task: Task) -> Ideal:
    """The ideal value of every member under the task's rule; 0 under *cheapest*, which has none."""
    if task.rule is Rule.CHEAPEST or not task.size:
        return Ideal(np.zeros(task.size, dtype=np.int64), True)
    search = _Search(task)
    target = search.run()
    return Ideal(np.rint(target).astype(np.int64) + task.held_value, search.exact)


def level_parts(task: Task) -> tuple[Floats, Floats]:
    """(n,) base and (n,) scale such that a member's level is (base + its value) / scale."""
    able = task.weight > 0
    scale = np.where(able, task.weight, 1.0)
    base = np.zeros(task.size)
    if task.rule is Rule.CATCH_UP:
        base = task.received.astype(float)
    if task.rule is Rule.EQUAL:
        scale = np.ones(task.size)
    return base, scale


class _Search:
    def __init__(self, task: Task) -> None:
        self.task = task
        self.lines = len(task.lines)
        self.limit = np.maximum(task.left.astype(float), 1e-9)
        span = np.where(task.span > 0, task.span, 0.0)
        rate = np.where(task.rate > 0, task.rate, 1.0)
        self.shop = Shop(task.price.astype(float), rate, task.turn, np.zeros_like(span), span / rate, task.weeks)
        self._measure_reach()
        self.base, self.scale = level_parts(task)
        self.base = self.base + task.held_value
        self.group = group_members(task.line)
        self.groups = int(self.group.max()) + 1
        self.exact = True
        self.answers = 0
        self.patience = min(ITERATIONS, max(60, WORK // max(1, span.size)))

    def run(self) -> Floats:
        """(n,) rupiah of the ideal beyond what is held."""
        settled = np.zeros(self.task.size)
        target = np.zeros(self.task.size)
        fill, prices = self._most_fill()
        if fill < float(self.limit.sum()) * (1 - 100 * CLOSE):
            settled = self._settle_the_busy(prices)
            fill, prices = self._most_fill()
        self.fill = fill
        active = self.reach > 0
        reached = -np.inf
        while active.any():
            top = float(((self.base + self.reach) / self.scale)[active].max())
            level, slope = self._raise(top, target, active)
            if not self.exact:
                return settled + self._goal(min(level, max(reached, 0.0)), target, active)
            reached = level
            goal = self._goal(level, target, active)
            full = active & (goal >= self.reach * (1 - CLOSE))
            dear = active & ~full & (slope * self.scale > 1e-7 * float((slope * self.scale)[active].max(initial=0.0)))
            done = full | dear if (full | dear).any() else active
            target = np.where(done, np.where(full, self.reach, goal), target)
            active &= ~done
        return settled + target

    def _settle_the_busy(self, prices: Floats) -> Floats:
        """Where not all can be filled: settle the work that every fullest split gives a member.

        `prices` (L,) are what a piece of each line is worth to the filling; every fullest split gives each member
        a way that is best at these prices (complementary slackness). Lines that pay a member something have one such
        way where no two pay it the same; lines that pay nothing share what time is left and stay open.
        """
        shop = self.shop
        pay = (1.0 - np.append(prices, 1.0)[self.task.line]) * shop.rate
        pay = np.where(shop.high > 0, pay, 0.0)
        nothing = EQUAL_PAY * shop.rate.max(axis=1, keepdims=True)
        pay = np.where(pay > nothing, pay, 0.0)
        ordered = np.sort(pay, axis=1)
        near = (np.diff(ordered, axis=1) <= nothing) & (ordered[:, :-1] > 0)
        settled = (pay > 0) & ~near.any(axis=1, keepdims=True)
        weeks = fill_weeks(shop, np.where(settled, pay, 0.0))
        spent = np.stack([(weeks * (shop.turn <= due)).sum(axis=1) for due in range(shop.weeks.shape[1])], axis=1)
        taken = add_up(self.task, weeks * shop.rate)
        self.limit = np.maximum(self.limit - taken, 1e-9)
        high = np.where(settled, 0.0, shop.high)
        self.shop = Shop(shop.price, shop.rate, shop.turn, shop.low, high, np.maximum(shop.weeks - spent, 0.0))
        value: Floats = (weeks * shop.rate * shop.price).sum(axis=1)
        self.base = self.base + value
        self._measure_reach()
        return value

    def _measure_reach(self) -> None:
        """(n,) rupiah that each member could make alone, and a hair less, where the price of more can be read."""
        shop = self.shop
        most = fill_weeks(shop, shop.price * shop.rate) * shop.rate
        self.reach = (most * shop.price).sum(axis=1)
        self.reach[self.reach < 1e-6] = 0.0
        self.short_of_reach = self.reach * (1 - CLOSE / 10)

    def _goal(self, level: float, target: Floats, active: np.ndarray) -> Floats:
        return np.where(active, np.clip(level * self.scale - self.base, 0.0, self.short_of_reach), target)

    def _most_fill(self) -> tuple[float, Floats]:
        """As many pieces as can be filled fractionally, and (L,) what a piece of each line is worth to that."""
        total = float(self.limit.sum())
        master = Master(self.limit, self.groups, np.zeros(0), np.zeros((0, self.lines)), np.zeros(0))
        master.add(np.zeros(self.groups), np.zeros((self.groups, self.lines)))
        prices = np.zeros(self.lines)
        best = (total, np.ones(self.lines))
        value = 0.0
        for _step in range(ITERATIONS):
            pay = 1.0 - np.append(prices, 1.0)[self.task.line]
            pieces = fill_weeks(self.shop, pay * self.shop.rate) * self.shop.rate
            taken = add_group_lines(self.group, self.groups, self.task.line, self.lines, pieces)
            bound = float((pieces * pay).sum() + prices @ self.limit)
            best = min(best, (bound, prices), key=lambda pair: pair[0])
            master.add(-taken.sum(axis=1), taken)
            solved = master.solve()
            if solved is None:
                break
            value, prices = -solved.value, solved.prices
            if value >= best[0] - CLOSE * total:
                return max(0.0, min(value, total)), best[1]
        self.exact = False
        return max(0.0, min(value, total)), best[1]

    def _master(self) -> Master:
        """Rows: each line, then the filling (negative). One extra column stretches them all; its weight is least."""
        limit = np.append(np.ones(self.lines), -1.0)
        stretch = -np.append(np.ones(self.lines), 1.0)
        return Master(limit, self.groups, np.ones(1), stretch[None, :], -np.ones(1))

    def _raise(self, level: float, target: Floats, active: np.ndarray) -> tuple[float, Floats]:
        """The highest common level of the active members, and (n,) what a rupiah more for each would cost."""
        master = self._master()
        fill = max(self.fill, 1e-9)
        prices = np.append(self.shop_start(), 0.0)
        slope = np.zeros(self.task.size)
        while self.answers < self.patience:
            self.answers += 1
            cost = prices[:-1] / self.limit - prices[-1] / fill
            goal = self._goal(level, target, active)
            answer = self._answer(cost, goal)
            over = -answer.gain.sum() - prices[:-1].sum() + prices[-1]
            if over > CLOSE:
                level, slope = min(level, self._lower(level, answer.slope, over, active)), answer.slope
            taken = add_group_lines(self.group, self.groups, self.task.line, self.lines, answer.pieces)
            column = np.hstack([taken / self.limit, -taken.sum(axis=1, keepdims=True) / fill])
            master.add(np.zeros(self.groups), column)
            solved = master.solve()
            if solved is None:
                break
            if solved.value <= CLOSE:
                return level, slope
            prices = solved.prices
        self.exact = False
        return level, slope

    def _lower(self, level: float, slope: Floats, over: float, active: np.ndarray) -> float:
        """The level at which the targets, at `slope` (n,) a rupiah, cost `over` less than at `level`.

        Costs are convex in the target, so at any higher level they exceed what the lines hold: the result is never
        below the level sought. Targets rise in a straight line between a member's own two ends.
        """
        pay = slope[active] * self.scale[active]
        start = (self.base / self.scale)[active]
        stop = ((self.base + self.short_of_reach) / self.scale)[active]
        ends = np.concatenate([start, stop])
        order = np.argsort(ends, kind="stable")
        ends = ends[order]
        steep = np.cumsum(np.concatenate([pay, -pay])[order])
        cost = np.concatenate([[0.0], np.cumsum(steep[:-1] * np.diff(ends))])
        wanted = float((pay * np.clip(level - start, 0.0, stop - start)).sum()) - over
        at = int(np.searchsorted(cost, wanted, side="right")) - 1
        if at < 0:
            return float(ends[0])
        if at >= len(ends) - 1 or steep[at] <= 0:
            return level
        return float(ends[at] + (wanted - cost[at]) / steep[at])

    def shop_start(self) -> Floats:
        """First prices: every line as dear as its pieces are."""
        prices = np.array([line.price for line in self.task.lines], dtype=float) * self.limit
        parts: Floats = prices / max(float(prices.sum()), 1e-9)
        return parts

    def _answer(self, cost: Floats, goal: Floats) -> Reply:
        reward = -np.append(cost, 0.0)[self.task.line]
        return reply(self.shop, reward, goal, None, np.zeros(len(goal)))


__all__ = ["Ideal", "find_ideal", "level_parts"]
