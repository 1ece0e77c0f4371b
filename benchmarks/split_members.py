"""How long a split takes and how near to the best it comes, by members and rule, beside HiGHS in the same run.

    python benchmarks/split_members.py [--members 50,500,5000] [--lines 8] [--mip-seconds 20] [--repeat 3]

`relaxed` is the linear relaxation, `MIP` HiGHS's integer program, both for the same ideal and the same filling; their
distance is to the bound that the split proved.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import date, timedelta
from fractions import Fraction

import highspy
import numpy as np

from guyub.orders.split import Ability, Line, Member, Rule, Split, split
from guyub.orders.split.task import Task, prepare

START = date(2026, 1, 5)


def draw_case(
    members: int, lines: int, tightness: float, products: int, largest_lot: int
) -> tuple[list[Line], list[Member]]:
    """Members of log-normal size with skewed history; the order is `tightness` of the rough capacity."""
    chance = random.Random(members)
    price = [chance.randint(10, 90) * 1000 for _line in range(lines)]
    weeks = [chance.randint(2, 5) for _line in range(lines)]
    capacity, makers = [0.0] * lines, []
    for number in range(members):
        size = chance.lognormvariate(0, 0.7)
        abilities = []
        kinds = chance.sample(range(lines), chance.randint(1, min(products, lines)))
        for kind in kinds:
            pieces = max(1, int(size * chance.uniform(0.6, 1.4) * 3e6 / price[kind]))
            capacity[kind] += pieces * weeks[kind] / len(kinds)
            ask = int(price[kind] * chance.uniform(0.7, 1.0))
            abilities.append(Ability(f"product {kind}", Fraction(pieces), "", chance.randint(1, largest_lot), ask))
        makers.append(Member(f"member {number}", tuple(abilities), int(size * chance.random() ** 2 * 3e7)))
    order = [
        Line(f"line {at}", f"product {at}", max(10, int(tightness * capacity[at])), price[at], "", due)
        for at in range(lines)
        for due in [START + timedelta(weeks=weeks[at])]
    ]
    return order, makers


class Rival:
    """The same split as one program for HiGHS: pieces, lots and shortfalls of all members."""

    def __init__(self, task: Task, found: Split, whole: bool) -> None:
        self.task, self.whole = task, whole
        self.costs: list[float] = []
        self.highs: list[float] = []
        self.kinds: list[bool] = []
        self.rows: list[tuple[float, float, list[int], list[float]]] = []
        self.unit = 10_000.0
        ideal = {member.member: member.ideal for member in found.members}
        self._pieces()
        self._times()
        if task.rule is not Rule.CHEAPEST:
            for row, member in enumerate(task.members):
                self._lack(row, float(ideal[member.name]))
        pieces = list(self.column_of.values())
        self.rows.append((float(found.filled), highspy.kHighsInf, pieces, [1.0] * len(pieces)))

    def _column(self, cost: float, high: float, whole: bool) -> int:
        self.costs.append(cost)
        self.highs.append(high)
        self.kinds.append(whole)
        return len(self.costs) - 1

    def _pieces(self) -> None:
        task = self.task
        self.column_of: dict[tuple[int, int], int] = {}
        for row, slot in np.argwhere(task.most > 0):
            ask = float(task.ask[row, slot]) / self.unit if task.rule is Rule.CHEAPEST else 0.0
            least, most = float(task.least[row, slot]), float(task.most[row, slot])
            column = self._column(ask, most, True)
            self.column_of[int(row), int(slot)] = column
            on = self._column(0.0, 1.0, True)
            self.rows.append((0.0, highspy.kHighsInf, [column, on], [1.0, -least]))
            self.rows.append((-highspy.kHighsInf, 0.0, [column, on], [1.0, -most]))

    def _times(self) -> None:
        task = self.task
        by_line: dict[int, list[int]] = {}
        by_due: dict[tuple[int, int], list[tuple[int, float]]] = {}
        for (row, slot), column in self.column_of.items():
            by_line.setdefault(int(task.line[row, slot]), []).append(column)
            for due in range(int(task.turn[row, slot]), task.room.shape[1]):
                by_due.setdefault((row, due), []).append((column, 1 / task.rate[row, slot]))
        for line, columns in by_line.items():
            self.rows.append((-highspy.kHighsInf, float(task.left[line]), columns, [1.0] * len(columns)))
        for (row, due), used in by_due.items():
            if len(used) > 1:
                columns, weights = [column for column, _w in used], [weight for _c, weight in used]
                self.rows.append((-highspy.kHighsInf, float(task.weeks[row, due]), columns, weights))

    def _lack(self, row: int, ideal: float) -> None:
        slots = [slot for slot in range(self.task.line.shape[1]) if (row, slot) in self.column_of]
        lack = self._column(1.0, ideal / self.unit, False)
        values = [float(self.task.price[row, slot]) / self.unit for slot in slots]
        columns = [self.column_of[row, slot] for slot in slots]
        self.rows.append((ideal / self.unit, highspy.kHighsInf, [lack, *columns], [1.0, *values]))

    def solve(self, limit: float) -> tuple[float, float | None]:
        """Seconds, and rupiah of the objective or None when nothing was found in time."""
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(self.rows)
        model.col_cost_ = np.array(self.costs)
        model.col_lower_, model.col_upper_ = np.zeros(len(self.costs)), np.array(self.highs)
        model.row_lower_ = np.array([row[0] for row in self.rows])
        model.row_upper_ = np.array([row[1] for row in self.rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in self.rows)]).astype(np.int32)
        model.a_matrix_.index_ = np.concatenate([row[2] for row in self.rows]).astype(np.int32)
        model.a_matrix_.value_ = np.concatenate([row[3] for row in self.rows])
        if self.whole:
            kinds = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
            model.integrality_ = [kinds[0] if kind else kinds[1] for kind in self.kinds]
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("time_limit", limit)
        solver.passModel(model)
        began = time.perf_counter()
        solver.run()
        seconds = time.perf_counter() - began
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return seconds, None
        return seconds, solver.getObjectiveValue() * self.unit


def measure(members: int, rule: Rule, asked: argparse.Namespace) -> str:
    """One row of the table: our time, what is not proven filled, our gap, and the rivals' times and distances."""
    lines, makers = draw_case(members, asked.lines, asked.tightness, asked.products, asked.largest_lot)
    found = [split(lines, makers, rule, start=START, clock=time.perf_counter) for _again in range(max(1, asked.repeat))]
    ours = min(found, key=lambda one: one.seconds)
    task = prepare(lines, makers, rule, START, 0, None)
    row = f"{members:>7} {rule:<13} {ours.seconds:>7.2f} {ours.most_pieces - ours.filled:>6} {ours.objective.gap:>9.4%}"
    for whole, limit in ((False, 60.0), (True, asked.mip_seconds)):
        if limit <= 0:
            continue
        seconds, value = Rival(task, ours, whole).solve(limit)
        apart = "nothing" if value is None else f"{(value - ours.objective.bound) / task.value:+.4%}"
        row += f" {seconds:>8.2f} {apart:>10}"
    return row


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", default="50,200,1000,5000")
    parser.add_argument("--lines", type=int, default=8)
    parser.add_argument("--products", type=int, default=4, help="most products a member makes")
    parser.add_argument("--tightness", type=float, default=0.4, help="the order as a part of the capacity")
    parser.add_argument("--largest-lot", type=int, default=60)
    parser.add_argument("--mip-seconds", type=float, default=20.0, help="limit for HiGHS's MIP, 0 leaves it out")
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    print(f"{asked.lines} lines, up to {asked.products} products a member, lots to {asked.largest_lot}")
    print("members rule          seconds  short       gap  relaxed   distance      MIP   distance")
    for members in map(int, asked.members.split(",")):
        for rule in Rule:
            print(measure(members, rule, asked), flush=True)


if __name__ == "__main__":
    main()
