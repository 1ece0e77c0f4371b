"""A part of the members solved exactly, as an integer program: pieces, lots and shortfalls, by HiGHS.

Used for small orders whole, and for windows of a few members of large ones while the others stay as they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import highspy
import numpy as np

from guyub.orders.split.master import quiet_solver
from guyub.orders.split.plan import Plan
from guyub.orders.split.task import Floats, Ints
from guyub.orders.split.terms import Rule

SAFE = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """(w, S) pieces of the members of the window, or None; `bound` is what no feasible choice can better."""

    pieces: Ints | None
    bound: float
    proven: bool


class Window:
    """The members `rows` of a plan, free to change; what the others hold of the lines is fixed."""

    def __init__(self, plan: Plan, rows: Ints) -> None:
        task = plan.task
        self.plan, self.rows = plan, rows
        self.slots = [
            (row, slot) for row in range(len(rows)) for slot in range(task.line.shape[1]) if task.most[rows[row], slot]
        ]
        given = plan.given[rows]
        self.now = given
        mine = np.bincount(task.line[rows].ravel(), weights=given.ravel(), minlength=len(task.lines) + 1)
        self.left = plan.missing + mine[: len(task.lines)].astype(np.int64)
        self.filled = int(given.sum())

    def most_pieces(self, nodes: int) -> Found:
        """As many pieces as these members can fill together."""
        return self._solve(np.array([-1.0] * len(self.slots)), None, nodes)

    def best(self, pieces: int, nodes: int) -> Found:
        """The smallest shortfall or cost of these members among the ways that fill at least `pieces`."""
        task = self.plan.task
        cost = np.array([float(task.ask[self.rows[row], slot]) for row, slot in self.slots])
        if task.rule is not Rule.CHEAPEST:
            cost = np.zeros(len(self.slots))
        return self._solve(cost, pieces, nodes)

    def _solve(self, cost: Floats, pieces: int | None, nodes: int) -> Found:
        task, rows = self.plan.task, self.rows
        solver = quiet_solver()
        for option, value in (
            ("mip_max_nodes", nodes),
            ("mip_max_leaves", nodes),
            ("mip_rel_gap", 0.0),
            ("mip_heuristic_effort", 0.02),
            ("mip_abs_gap", 0.5 if pieces is None else 0.4 / self._unit()),
            ("mip_feasibility_tolerance", 1e-9),
        ):
            solver.setOptionValue(option, value)
        fair = pieces is not None and task.rule is not Rule.CHEAPEST
        program = _Program(solver)
        unit = 1.0 if pieces is None else self._unit()
        x, y = self._columns(program, cost / unit)
        self._time_rows(program, x)
        for line in range(len(task.lines)):
            used = [x[at] for at, (row, slot) in enumerate(self.slots) if task.line[rows[row], slot] == line]
            if used:
                program.row(-math.inf, float(self.left[line]), used, [1.0] * len(used))
        if pieces is not None:
            program.row(float(pieces), math.inf, x, [1.0] * len(x))
        lacks = self._lack_rows(program, x, unit) if fair else []
        program.send()
        if pieces is None or self.filled >= pieces:
            self._start(solver, x, y, lacks, unit)
        solver.run()
        return self._read(solver, x, unit)

    def _unit(self) -> float:
        """Rupiah in which the objective is counted, to keep it near 1 for the solver."""
        return max(1.0, float(np.median(self.plan.task.price[self.plan.task.price > 0])))

    def _columns(self, program: _Program, cost: Floats) -> tuple[list[int], dict[int, int]]:
        task, rows = self.plan.task, self.rows
        x, y = [], {}
        for at, (row, slot) in enumerate(self.slots):
            least, most = int(task.least[rows[row], slot]), int(task.most[rows[row], slot])
            column = program.column(float(cost[at]), 0.0, float(most), True)
            x.append(column)
            if least > 1:
                y[at] = program.column(0.0, 0.0, 1.0, True)
                program.row(0.0, math.inf, [column, y[at]], [1.0, -float(least)])
                program.row(-math.inf, 0.0, [column, y[at]], [1.0, -float(most)])
        return x, y

    def _time_rows(self, program: _Program, x: list[int]) -> None:
        task, rows = self.plan.task, self.rows
        by_row: dict[int, list[tuple[int, int]]] = {}
        for at, (row, slot) in enumerate(self.slots):
            by_row.setdefault(row, []).append((x[at], slot))
        for row, columns in by_row.items():
            member = rows[row]
            for due in range(task.room.shape[1]):
                used = [(column, slot) for column, slot in columns if task.turn[member, slot] <= due]
                ends = any(task.turn[member, slot] == due for _column, slot in used)
                tighter = due + 1 < task.room.shape[1] and task.room[member, due] < task.room[member, -1]
                if len(used) > 1 and (ends or tighter):
                    unit = float(max(task.ticks[member, slot] for _column, slot in used))
                    weights = [float(task.ticks[member, slot]) / unit for _column, slot in used]
                    program.row(
                        -math.inf, float(task.room[member, due]) / unit, [column for column, _slot in used], weights
                    )
            if task.rule is Rule.CHEAPEST and columns:
                value = [float(task.price[member, slot]) for _column, slot in columns]
                room = float(task.cap[member])
                unit = max(1.0, *value)
                if sum(v * float(task.most[member, slot]) for v, (_c, slot) in zip(value, columns, strict=True)) > room:
                    program.row(-math.inf, room / unit, [c for c, _slot in columns], [v / unit for v in value])

    def _lack_rows(self, program: _Program, x: list[int], unit: float) -> list[int]:
        task, rows = self.plan.task, self.rows
        lacks = []
        for row, member in enumerate(rows):
            wanted = float(self.plan.wanted[member]) / unit
            column = program.column(1.0, 0.0, wanted, False)
            lacks.append(column)
            used = [at for at, (owner, _slot) in enumerate(self.slots) if owner == row]
            values = [float(task.price[member, self.slots[at][1]]) / unit for at in used]
            program.row(wanted, math.inf, [column, *(x[at] for at in used)], [1.0, *values])
        return lacks

    def _start(self, solver: highspy.Highs, x: list[int], y: dict[int, int], lacks: list[int], unit: float) -> None:
        values = np.zeros(solver.getNumCol())
        for at, (row, slot) in enumerate(self.slots):
            values[x[at]] = float(self.now[row, slot])
            if at in y:
                values[y[at]] = float(self.now[row, slot] > 0)
        for row, column in enumerate(lacks):
            values[column] = float(self.plan.lack(self.rows[row : row + 1])[0]) / unit
        solution = highspy.HighsSolution()
        solution.col_value = values.tolist()
        solver.setSolution(solution)

    def _read(self, solver: highspy.Highs, x: list[int], unit: float) -> Found:
        status = solver.getModelStatus()
        info = solver.getInfo()
        proven = status == highspy.HighsModelStatus.kOptimal
        # The objective is whole rupiah (or pieces), so a bound may be rounded up once the solver's slack is off.
        bound = math.ceil(info.mip_dual_bound * unit - SAFE) if math.isfinite(info.mip_dual_bound) else -math.inf
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Found(None, bound, False)
        values = np.rint(np.array(solver.getSolution().col_value)[x]).astype(np.int64)
        pieces = np.zeros_like(self.now)
        for at, (row, slot) in enumerate(self.slots):
            pieces[row, slot] = values[at]
        return Found(pieces, bound, proven)


class _Program:
    """Columns and rows collected, then sent to the solver at once."""

    def __init__(self, solver: highspy.Highs) -> None:
        self.solver = solver
        self.costs: list[float] = []
        self.lows: list[float] = []
        self.highs: list[float] = []
        self.whole: list[bool] = []
        self.row_lows: list[float] = []
        self.row_highs: list[float] = []
        self.starts: list[int] = [0]
        self.index: list[int] = []
        self.entries: list[float] = []

    def column(self, cost: float, low: float, high: float, whole: bool) -> int:
        self.costs.append(cost)
        self.lows.append(low)
        self.highs.append(high)
        self.whole.append(whole)
        return len(self.costs) - 1

    def row(self, low: float, high: float, columns: list[int], entries: list[float]) -> None:
        self.row_lows.append(low)
        self.row_highs.append(high)
        self.index += columns
        self.entries += entries
        self.starts.append(len(self.index))

    def send(self) -> None:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(self.row_lows)
        model.col_cost_ = np.array(self.costs)
        model.col_lower_, model.col_upper_ = np.array(self.lows), np.array(self.highs)
        model.row_lower_, model.row_upper_ = np.array(self.row_lows), np.array(self.row_highs)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        model.a_matrix_.value_ = np.array(self.entries)
        kinds = [highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in self.whole]
        model.integrality_ = kinds
        self.solver.passModel(model)
