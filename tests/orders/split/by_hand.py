"""The same questions answered slowly and by other means: every split tried, plain programs given to HiGHS."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

import highspy
import numpy as np

from guyub.orders.split import Line, Member, Rule
from guyub.orders.split.check import ability_for, ask_of
from guyub.orders.split.ideal import level_parts
from guyub.orders.split.task import Task


def ways(member: Member, lines: Sequence[Line], start: date) -> Iterator[tuple[int, ...]]:
    """Every combination of extra pieces that a member may take, line by line."""
    choices = []
    for line in lines:
        ability, held = ability_for(member, line), member.held.get(line.name, 0)
        amounts = range(1, min(line.pieces, member.limit.get(line.name, line.pieces)) + 1) if ability else ()
        choices.append([0, *(extra for extra in amounts if ability and extra + held >= ability.min_lot)])
    for extras in itertools.product(*choices):
        if _in_time(member, lines, extras, start):
            yield extras


def _in_time(member: Member, lines: Sequence[Line], extras: tuple[int, ...], start: date) -> bool:
    if not any(extras):
        return True
    first = min(line.due for line, extra in zip(lines, extras, strict=True) if extra)
    for due in {line.due for line in lines if line.due >= first}:
        weeks = Fraction(0)
        for line, extra in zip(lines, extras, strict=True):
            ability = ability_for(member, line)
            if ability and line.due <= due:
                weeks += (extra + member.held.get(line.name, 0)) / ability.capacity
        if weeks > member.weeks_until(due, start):
            return False
    return True


def best_split(
    lines: Sequence[Line],
    members: Sequence[Member],
    rule: Rule,
    ideal: Mapping[str, int],
    start: date,
    max_share: Fraction | None = None,
) -> tuple[int, int]:
    """The most pieces that can be filled, what is held included, and then the smallest shortfall or cost."""
    left = [max(0, line.pieces - sum(member.held.get(line.name, 0) for member in members)) for line in lines]
    most_value = None if max_share is None else max_share * sum(line.pieces * line.price for line in lines)
    best = {(0,) * len(lines): 0}
    for member in members:
        found: dict[tuple[int, ...], int] = {}
        for extras in ways(member, lines, start):
            has = [extra + member.held.get(line.name, 0) for line, extra in zip(lines, extras, strict=True)]
            value = sum(count * line.price for line, count in zip(lines, has, strict=True))
            if most_value is not None and any(extras) and value > most_value:
                continue
            cost = max(0, ideal[member.name] - value)
            if rule is Rule.CHEAPEST:
                cost = sum(count * ask_of(member, line) for line, count in zip(lines, has, strict=True))
            for given, so_far in best.items():
                now = tuple(a + b for a, b in zip(given, extras, strict=True))
                if all(a <= b for a, b in zip(now, left, strict=True)):
                    found[now] = min(found.get(now, so_far + cost), so_far + cost)
        best = found
    most = max(map(sum, best))
    held = sum(member.held.get(line.name, 0) for member in members for line in lines)
    return most + held, min(cost for given, cost in best.items() if sum(given) == most)


class LinearProgram:
    """The fractional split as one linear program, member by member and slot by slot."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.size, self.slots = task.line.shape
        for span in task.span.ravel():
            self.solver.addVar(0.0, float(span))
        for line in range(len(task.lines)):
            self.row(-highspy.kHighsInf, float(task.left[line]), dict.fromkeys(np.flatnonzero(task.line == line), 1.0))
        for member in range(self.size):
            for due in range(task.weeks.shape[1]):
                used = [s for s in range(self.slots) if task.rate[member, s] > 0 and task.turn[member, s] <= due]
                spent = {member * self.slots + s: 1 / task.rate[member, s] for s in used}
                self.row(-highspy.kHighsInf, float(task.weeks[member, due]), spent)

    def row(self, low: float, high: float, entries: Mapping[int, float]) -> None:
        columns = np.array(list(entries), dtype=np.int32)
        self.solver.addRow(low, high, len(columns), columns, np.array(list(entries.values()), dtype=float))

    def value_of(self, member: int, scale: float) -> dict[int, float]:
        row = self.task.price[member]
        return {member * self.slots + s: float(row[s]) / scale for s in range(self.slots)}

    def most(self, gains: Mapping[int, float]) -> float:
        for column in range(self.solver.getNumCol()):
            self.solver.changeColCost(column, -float(gains.get(column, 0.0)))
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return -float(self.solver.getObjectiveValue())


def slow_ideal(task: Task) -> list[float]:
    """Leximin by the textbook: raise the lowest level, see who could still rise, fix the others, again."""
    base, scale = level_parts(task)
    pieces = dict.fromkeys(range(task.line.size), 1.0)
    fill = LinearProgram(task).most(pieces)
    able = (task.span > 0).any(axis=1)
    fixed = {member: 0.0 for member in range(task.size) if not able[member]}
    while len(fixed) < task.size:
        program = LinearProgram(task)
        program.row(fill * (1 - 1e-9), highspy.kHighsInf, pieces)
        program.solver.addVar(-highspy.kHighsInf, highspy.kHighsInf)
        common = task.line.size
        for member in range(task.size):
            value = program.value_of(member, scale[member])
            if member in fixed:
                program.row(fixed[member] * (1 - 1e-7), highspy.kHighsInf, value)
            else:
                program.row(-base[member] / scale[member], highspy.kHighsInf, {**value, common: -1.0})
        level = program.most({common: 1.0})
        program.solver.changeColBounds(common, level - 1e-7 * max(1e-3, abs(level)), level)
        risen = {
            member: program.most(program.value_of(member, scale[member])) + base[member] / scale[member]
            for member in range(task.size)
            if member not in fixed
        }
        stuck = [
            member
            for member, most in risen.items()
            if most <= max(level, base[member] / scale[member]) + 1e-4 * max(1.0, abs(level))
        ]
        assert stuck
        for member in stuck:
            fixed[member] = max(0.0, level - base[member] / scale[member])
    return [fixed[member] * scale[member] for member in range(task.size)]


def exact_program(task: Task, wanted: Sequence[int], pieces: int | None) -> float:
    """The most pieces, or the least shortfall or cost of filling `pieces`, from HiGHS's own integer program."""
    program = LinearProgram(task)
    solver = program.solver
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 1e-3)
    gains: dict[int, float] = {}
    for at in range(task.line.size):
        member, slot = divmod(at, program.slots)
        solver.changeColIntegrality(at, highspy.HighsVarType.kInteger)
        solver.changeColBounds(at, 0.0, float(task.most[member, slot]))
        on = solver.getNumCol()
        solver.addVar(0.0, 1.0)
        solver.changeColIntegrality(on, highspy.HighsVarType.kInteger)
        program.row(0.0, highspy.kHighsInf, {at: 1.0, on: -float(task.least[member, slot])})
        program.row(-highspy.kHighsInf, 0.0, {at: 1.0, on: -float(task.most[member, slot])})
        gains[at] = 1.0 if pieces is None else -float(task.ask[member, slot]) / 1000
    if pieces is None:
        return program.most(gains)
    program.row(float(pieces), highspy.kHighsInf, dict.fromkeys(range(task.line.size), 1.0))
    if task.rule is not Rule.CHEAPEST:
        gains = {}
        for member, want in enumerate(wanted):
            lack = solver.getNumCol()
            solver.addVar(0.0, highspy.kHighsInf)
            program.row(want / 1000, highspy.kHighsInf, {**program.value_of(member, 1000), lack: 1.0})
            gains[lack] = -1.0
    return -1000 * program.most(gains)
