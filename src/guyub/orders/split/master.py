"""The small linear program that sets one price a line: Dantzig and Wolfe's master problem (1960), solved by HiGHS.

Members are put in groups. A column is what a group takes altogether at some prices; the master mixes columns so that
the lines come out right, and its dual values are the next prices. Only lines couple the members, so it stays small
however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from guyub.orders.split.task import Floats, Ints

GROUPS = 48


def quiet_solver() -> highspy.Highs:
    """HiGHS such that the same input gives the same answer: one thread, a fixed seed, no clock."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", 1),
        ("primal_feasibility_tolerance", 1e-9),
        ("dual_feasibility_tolerance", 1e-9),
    ):
        solver.setOptionValue(option, value)
    return solver


def group_members(lines: Ints, groups: int = GROUPS) -> Ints:
    """(n,) group of each member: members with the same lines in their slots (n, S) stand together."""
    count = len(lines)
    order = np.lexsort(np.sort(lines, axis=1).T)
    group = np.empty(count, dtype=np.int64)
    group[order] = np.arange(count) * min(groups, count) // max(1, count)
    return group


@dataclass(frozen=True, slots=True)
class Prices:
    """A solved master: (R,) prices of the rows, its value, and the weight of every column added so far."""

    prices: Floats
    value: float
    weights: Floats
    extra: Floats  # the weight of each column that `Master` was opened with


class Master:
    """min cost . w over w >= 0 with rows . w <= limit, and the columns of each group weighing 1 altogether."""

    def __init__(self, limit: Floats, groups: int, extra_cost: Floats, extra_rows: Floats, extra_low: Floats) -> None:
        """`extra_rows` (E, R) are columns of no group, costing `extra_cost` (E,) and at least `extra_low` (E,)."""
        self.rows = len(limit)
        self.extras = len(extra_cost)
        self.solver = quiet_solver()
        self.solver.setOptionValue("presolve", "off")
        self.solver.setOptionValue("solver", "simplex")
        infinite = highspy.kHighsInf
        for bound in limit:
            self.solver.addRow(-infinite, float(bound), 0, [], [])
        for _group in range(groups):
            self.solver.addRow(1.0, 1.0, 0, [], [])
        for cost, row, low in zip(extra_cost, extra_rows, extra_low, strict=True):
            used = np.flatnonzero(row)
            self.solver.addCol(float(cost), float(low), infinite, len(used), used.astype(np.int32), row[used])

    def add(self, cost: Floats, columns: Floats) -> None:
        """A column for every group: (G,) costs and (G, R) entries."""
        groups = len(cost)
        entries = np.hstack([columns, np.ones((groups, 1))])
        index = np.tile(np.arange(self.rows + 1, dtype=np.int32), (groups, 1))
        index[:, self.rows] = self.rows + np.arange(groups)
        used = entries != 0
        starts = np.concatenate([[0], np.cumsum(used.sum(axis=1))[:-1]]).astype(np.int32)
        infinite = np.full(groups, highspy.kHighsInf)
        self.solver.addCols(
            groups, cost, np.zeros(groups), infinite, int(used.sum()), starts, index[used], entries[used]
        )

    def solve(self) -> Prices | None:
        """The prices of the rows (0 or more), or None when the solver gives up."""
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.solver.getSolution()
        prices = np.maximum(0.0, -np.array(solution.row_dual[: self.rows]))
        weights = np.array(solution.col_value)
        return Prices(prices, self.solver.getObjectiveValue(), weights[self.extras :], weights[: self.extras])


def add_groups(group: Ints, groups: int, amounts: Floats) -> Floats:
    """(n,) amounts by member as (G,) amounts by group."""
    return np.bincount(group, weights=amounts, minlength=groups).astype(np.float64)


def add_group_lines(group: Ints, groups: int, line: Ints, lines: int, pieces: Floats) -> Floats:
    """(n, S) pieces by slot as (G, L) pieces by group and line."""
    place = group[:, None] * (lines + 1) + line
    total = np.bincount(place.ravel(), weights=pieces.ravel(), minlength=groups * (lines + 1))
    return total.astype(np.float64).reshape(groups, lines + 1)[:, :lines]
