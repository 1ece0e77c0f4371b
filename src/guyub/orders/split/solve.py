"""The way from a task to a plan and its bounds: fill first, then the objective, then betterment and proof."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from guyub.orders.split.exact import Window
from guyub.orders.split.plan import Plan, mend_plan
from guyub.orders.split.prices import Pricing, Relaxed
from guyub.orders.split.rounding import pick_ways
from guyub.orders.split.task import Floats, Ints, Task
from guyub.orders.split.terms import Rule

SMALL = 40
SMALL_NODES = 2000
WHOLE = 160
WHOLE_NODES = 6_000
STEPS = 30
FILL_STEPS = 40
CLOSE_FAIR = 2e-4
CLOSE_CHEAP = 2e-5
WINDOW_PAIRS = 30
WELL = 2
SHIFTERS = (60,)
WINDOW_NODES = 20
WINDOWS = 3
FILL_PAIRS = 40
FILL_NODES = 60
FILL_WINDOWS = 2
WINDOWS_UP_TO = 2500


@dataclass(frozen=True, slots=True)
class Solved:
    """(n, S) extra pieces, a bound on the objective of the extras in rupiah and on the pieces that can be filled."""

    given: Ints
    bound: float
    most_pieces: int


def solve(task: Task, ideal: Ints) -> Solved:
    """A plan that fills as much as was found possible with a small shortfall or cost, and what cannot be bettered."""
    plan = Plan(task, ideal, np.zeros(task.line.shape, dtype=np.int64))
    if not (task.most > 0).any():
        return Solved(plan.given, float(plan.objective), 0)
    plan.fill()
    plan.even_out()
    plan.fill()
    if int((task.most > 0).sum()) <= SMALL:
        return _solve_small(plan)
    return _solve_large(task, ideal, plan)


def _solve_small(plan: Plan) -> Solved:
    """All members in one window: proven where the nodes suffice."""
    everyone = np.arange(plan.task.size)
    total = int(plan.task.left.sum())
    most = total
    if plan.filled < total:
        found = Window(plan, everyone).most_pieces(SMALL_NODES)
        plan = _try(plan, everyone, found.pieces)
        most = min(total, math.floor(-found.bound)) if math.isfinite(found.bound) else total
    found = Window(plan, everyone).best(plan.filled, SMALL_NODES)
    plan = _try(plan, everyone, found.pieces)
    bound = found.bound if math.isfinite(found.bound) else 0.0
    return Solved(plan.given, min(float(plan.objective), bound), max(most, plan.filled))


def _try(plan: Plan, rows: Ints, pieces: Ints | None) -> Plan:
    """The plan with these rows' pieces instead, if that is feasible and better."""
    if pieces is None:
        return plan
    other = plan.copy()
    other.given[rows] = pieces
    other.recount()
    if (other.free < 0).any() or (other.value > plan.task.cap).any() or (other.missing < 0).any():
        mend_plan(other)
    return other if other.better_than(plan) else plan


def _solve_large(task: Task, ideal: Ints, plan: Plan) -> Solved:
    total = int(task.left.sum())
    most = total
    if plan.filled < total:
        relaxed = Pricing(task, ideal, None).search([np.zeros(len(task.lines))], FILL_STEPS, 0.5)
        most = min(total, math.floor(-relaxed.bound))
        plan = _better(plan, _rounded(task, ideal, relaxed))
        plan = _fill_by_windows(plan, most, np.zeros_like(task.left))
    goal = plan.filled
    close = (CLOSE_CHEAP if task.rule is Rule.CHEAPEST else CLOSE_FAIR) * task.value
    relaxed = Pricing(task, ideal, goal).search(_starts(task), STEPS, close)
    bound = max(0.0, float(math.ceil(relaxed.bound)))
    mixed = _rounded(task, ideal, relaxed)
    if mixed.filled < goal:
        mixed = _fill_by_windows(mixed, goal, plan.missing)
    plan = _better(plan, mixed)
    if plan.objective - bound > WELL * close:
        plan = _better(plan, _rebalanced(task, ideal, relaxed, goal))
    pairs = int((task.most > 0).sum())
    if plan.objective - bound > close and pairs <= WHOLE:
        everyone = np.arange(task.size)
        found = Window(plan, everyone).best(plan.filled, WHOLE_NODES // pairs)
        plan, bound = _try(plan, everyone, found.pieces), max(bound, found.bound)
    elif pairs <= WINDOWS_UP_TO:
        plan = _better_by_windows(plan, bound, close)
    return Solved(plan.given, min(bound, float(plan.objective)), max(most, plan.filled))


def _starts(task: Task) -> list[Floats]:
    """First rewards a piece (L,): fair rules try parts of the price, *cheapest* levels of the asks."""
    if task.rule is not Rule.CHEAPEST:
        prices = np.array([line.price for line in task.lines], dtype=float)
        return [-part * prices for part in (0.0, 0.3, 0.6, 0.9)]
    starts = []
    for part in (0.1, 0.3, 0.5, 0.8, 1.0):
        reward = np.zeros(len(task.lines))
        for line in range(len(task.lines)):
            asks = task.ask[(task.line == line) & (task.most > 0)]
            reward[line] = np.quantile(asks, part) if len(asks) else 0.0
        starts.append(reward)
    return starts


def _rounded(task: Task, ideal: Ints, relaxed: Relaxed) -> Plan:
    plan = Plan(task, ideal, pick_ways(task, relaxed))
    mend_plan(plan)
    return plan


def _rebalanced(task: Task, ideal: Ints, relaxed: Relaxed, goal: int) -> Plan:
    """The mixture's ways, with a window of members who can shift between lines making up for what is over or short.

    Mending line by line takes from one member and gives to another; those who work on several lines can shift instead.
    """
    plan = Plan(task, ideal, pick_ways(task, relaxed))
    over, short = np.maximum(0, -plan.missing), np.maximum(0, plan.missing)
    price = task.price * (task.most > 0)
    gives = np.minimum(plan.given, np.append(over, 0)[task.line]) * price
    takes = np.minimum(task.most - plan.given, np.append(short, 0)[task.line]) * price
    score = np.minimum(gives.sum(axis=1), takes.sum(axis=1)) + (gives.sum(axis=1) + takes.sum(axis=1)) / 100
    for pairs in SHIFTERS:
        rows = _some(plan, np.argsort(-score, kind="stable"), pairs)
        window = Window(plan, rows)
        found = window.best(window.filled + goal - plan.filled, WINDOW_NODES).pieces
        if found is not None:
            plan.given[rows] = found
            break
    mend_plan(plan)
    return plan


def _better(one: Plan, other: Plan) -> Plan:
    return other if other.better_than(one) else one


def _fill_by_windows(plan: Plan, most: int, usual: Ints) -> Plan:
    """Fill what simple moves could not, a few members at a time; `usual` (L,) is missing in any case."""
    for turn in range(FILL_WINDOWS):
        if plan.filled >= most:
            break
        rows = _window_for_filling(plan, turn, usual)
        if not len(rows):
            break
        window = Window(plan, rows)
        found = window.best(window.filled + most - plan.filled, FILL_NODES).pieces
        if found is None:
            found = window.most_pieces(FILL_NODES).pieces
        plan = _try(plan, rows, found)
    return plan


def _window_for_filling(plan: Plan, turn: int, usual: Ints) -> Ints:
    """Members who could work on a short line if others took over what they do, and those others.

    The first are the ones with most work elsewhere, the others the ones with most time left; another part each turn.
    """
    task = plan.task
    lacking = plan.missing > usual
    short = np.append(lacking if lacking.any() else plan.missing > 0, False)[task.line]
    open_to = (short & (task.most > plan.given)).any(axis=1)
    elsewhere = np.where(short, 0, plan.given * task.price).sum(axis=1)
    spare = np.where(plan.given.any(axis=1), plan.free[:, -1] / np.maximum(1, task.room[:, -1]), 0.0) * task.weight
    first = np.flatnonzero(open_to)
    first = first[np.argsort(-elsewhere[first], kind="stable")]
    then = np.argsort(-spare, kind="stable")
    first, then = np.roll(first, -turn * FILL_PAIRS // 2), np.roll(then, -turn * FILL_PAIRS // 2)
    return np.union1d(_some(plan, first, FILL_PAIRS), _some(plan, then, FILL_PAIRS)) if len(first) else first


def _better_by_windows(plan: Plan, bound: float, close: float) -> Plan:
    for turn in range(WINDOWS):
        if plan.objective - bound <= close:
            break
        rows = _window_for_betterment(plan, turn)
        window = Window(plan, rows)
        plan = _try(plan, rows, window.best(window.filled, WINDOW_NODES).pieces)
    return plan


def _window_for_betterment(plan: Plan, turn: int) -> Ints:
    """Members that are far from where they should be, beside those who could give, another part of them each turn."""
    if plan.cheap:
        most = np.where(plan.task.most > 0, plan.task.ask, 0)
        far = np.argsort(-(plan.given * most).sum(axis=1), kind="stable")
    else:
        gap = plan.value - plan.wanted
        far = np.empty(len(gap), dtype=np.int64)
        order = np.argsort(gap, kind="stable")
        half = (len(gap) + 1) // 2
        far[0::2], far[1::2] = order[:half], order[half:][::-1]
    return _some(plan, np.roll(far, -turn * WINDOW_PAIRS // 6))


def _some(plan: Plan, rows: Ints, pairs: int = WINDOW_PAIRS) -> Ints:
    """The first of these rows whose slots together are few enough for a window."""
    sizes = np.cumsum((plan.task.most[rows] > 0).sum(axis=1))
    return np.sort(rows[: max(2, int(np.searchsorted(sizes, pairs, side="right")))])
