"""`split`: from an order and members to an answer that has been recounted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

import numpy as np

from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.orders.split.answer import Fairness, LineResult, MemberShare, Objective, Share, Split
from guyub.orders.split.check import check
from guyub.orders.split.ideal import find_ideal, level_parts
from guyub.orders.split.member import Shop, fill_weeks
from guyub.orders.split.plan import Plan
from guyub.orders.split.reasons import Reasons
from guyub.orders.split.solve import Solved, solve
from guyub.orders.split.task import DAYS_LIMIT, Floats, Ints, Task, prepare
from guyub.orders.split.terms import Line, Member, Rule

LARGEST = 10**15


def split(
    lines: Sequence[Line],
    members: Sequence[Member],
    rule: Rule,
    *,
    start: date,
    seed: int = 0,
    max_share: Fraction | None = None,
    clock: Callable[[], float] | None = None,
) -> Split:
    """Share the lines among the members by `rule`: filled first, then as near the ideal, or as cheap, as can be.

    Work begins on `start`. `max_share` (0 to 1, only under *cheapest*) is the largest part of the order's value that
    one member may have. What members hold they keep. Equal members are told apart by a draw from `seed` alone, so the
    order of `lines` and `members` does not matter. `seconds` of the answer are read from `clock` (such as
    `time.perf_counter`) and 0 without one; nothing else depends on it. Raises `Problem` for an order or a member that
    makes no sense.
    """
    rule = Rule(rule)
    _refuse_nonsense(lines, members, rule, start, max_share)
    began = clock() if clock else 0.0
    task = prepare(lines, members, rule, start, seed, max_share)
    ideal = find_ideal(task)
    solved = solve(task, ideal.value)
    plan = Plan(task, ideal.value, _fit_exactly(task, solved.given))
    answer = _answer(task, plan, ideal.value, solved, seed, (lines, members))
    finished = _stamp(answer, ideal.exact, clock() - began if clock else 0.0)
    check(finished, lines, members, start, max_share)
    return finished


def _refuse_nonsense(
    lines: Sequence[Line], members: Sequence[Member], rule: Rule, start: date, max_share: Fraction | None
) -> None:
    for field, names in (("line", [line.name for line in lines]), ("member", [member.name for member in members])):
        name, count = Counter(names).most_common(1)[0] if names else ("", 0)
        if count > 1:
            raise Problem(_("Nama %(name)s dipakai lebih dari sekali.", name=name), field)
    if not lines:
        raise Problem(_("Pesanan belum punya baris."), "line")
    for line in lines:
        if line.pieces < 0 or line.price < 0:
            raise Problem(_("Jumlah dan harga pada baris %(name)s tidak boleh negatif.", name=line.name), "pieces")
        if (line.due - start).days > DAYS_LIMIT:
            raise Problem(_("Tempo baris %(name)s terlalu jauh.", name=line.name), "due")
    if sum(line.pieces * max(1, line.price) for line in lines) > LARGEST:
        raise Problem(_("Nilai pesanan terlalu besar."), "pieces")
    if max_share is not None and rule is not Rule.CHEAPEST:
        raise Problem(_("Batas bagian hanya berlaku untuk aturan termurah."), "max_share")
    if max_share is not None and not 0 < max_share <= 1:
        raise Problem(_("Batas bagian harus lebih dari 0 dan paling banyak 100 persen."), "max_share")
    named = {line.name for line in lines}
    for member in members:
        _refuse_member(member, named)


def _refuse_member(member: Member, lines: set[str]) -> None:
    for ability in member.abilities:
        if ability.capacity < 0 or ability.min_lot < 1 or (ability.ask is not None and ability.ask < 0):
            raise Problem(
                _("Kapasitas, lot terkecil atau harga %(name)s tidak masuk akal.", name=member.name), "capacity"
            )
        if ability.capacity > LARGEST or max(ability.min_lot, ability.ask or 0) > LARGEST:
            raise Problem(
                _("Kapasitas, lot terkecil atau harga %(name)s tidak masuk akal.", name=member.name), "capacity"
            )
    if not 0 <= member.received <= LARGEST:
        raise Problem(_("Penerimaan %(name)s tidak masuk akal.", name=member.name), "received")
    if not set(member.held) <= lines:
        raise Problem(_("%(name)s memegang baris yang tidak ada dalam pesanan.", name=member.name), "held")
    if min([0, *member.held.values(), *member.limit.values()]) < 0:
        raise Problem(_("Jumlah yang dipegang atau batas %(name)s tidak boleh negatif.", name=member.name), "held")


def _fit_exactly(task: Task, given: Ints) -> Ints:
    """Take back a piece where coarse ticks let one too many slip in (capacities without a small common measure)."""
    given = given.copy()
    for row in np.flatnonzero(task.coarse & (given > 0).any(axis=1)):
        while _overdrawn(task, int(row), given[row]):
            slot = int(np.argmax(given[row]))
            fewer = int(given[row, slot]) - 1
            given[row, slot] = fewer if fewer >= task.least[row, slot] else 0
    return given


def _overdrawn(task: Task, row: int, given: Ints) -> bool:
    """Whether a member's pieces take more weeks up to some due date than there are, in exact fractions."""
    able = task.able[row]
    taken = [(int(at), int(pieces)) for at, pieces in zip(task.line[row], given, strict=True) if pieces]
    held = [(at, int(task.held[row, at])) for at in able]
    first = min((int(task.turn[row, slot]) for slot in np.flatnonzero(given)), default=0)
    dues = sorted({line.due for line in task.lines})
    for turn in range(first, len(dues)):
        weeks = sum(
            (pieces / able[at].capacity for at, pieces in taken + held if task.lines[at].due <= dues[turn]), Fraction(0)
        )
        if weeks > task.members[row].weeks_until(dues[turn], task.start):
            return True
    return False


def _stamp(answer: Split, exact: bool, seconds: float) -> Split:
    return Split(
        answer.rule,
        answer.seed,
        answer.shares,
        answer.lines,
        answer.members,
        answer.fairness,
        answer.objective,
        answer.filled,
        answer.most_pieces,
        exact,
        seconds,
    )


def _answer(
    task: Task,
    plan: Plan,
    ideal: Ints,
    solved: Solved,
    seed: int,
    rows_as_given: tuple[Sequence[Line], Sequence[Member]],
) -> Split:
    lines, members = rows_as_given
    given = _by_line(task, plan.given) + task.held
    reasons = Reasons(task, plan, ideal, given)
    row_of = {member.name: row for row, member in enumerate(task.members)}
    at_of = {line.name: at for at, line in enumerate(task.lines)}
    shares = []
    for line in lines:
        at = at_of[line.name]
        having = given[:, at] > 0
        for member in members:
            row = row_of[member.name]
            if having[row]:
                pieces = int(given[row, at])
                extra = pieces - int(task.held[row, at])
                why = reasons.of_share(row, at)
                shares.append(Share(line.name, line.product, member.name, pieces, extra, pieces * line.price, why))
    results = tuple(
        LineResult(line.name, line.product, line.pieces, int(given[:, at_of[line.name]].sum())) for line in lines
    )
    summaries = _summaries(task, plan, ideal, given, reasons)
    held_cost = _held_cost(task)
    value, bound = plan.objective + held_cost, math.ceil(solved.bound) + held_cost
    bound = min(value, bound)
    gap = (value - bound) / task.value if task.value else 0.0
    return Split(
        rule=task.rule,
        seed=seed,
        shares=tuple(shares),
        lines=results,
        members=tuple(summaries[row_of[member.name]] for member in members),
        fairness=_fairness(task, plan),
        objective=Objective(value, bound, gap),
        filled=int(given.sum()),
        most_pieces=solved.most_pieces + int(task.held.sum()),
        ideal_exact=True,
        seconds=0.0,
    )


def _by_line(task: Task, given: Ints) -> Ints:
    """(n, S) pieces by slot as (n, L) pieces by line."""
    by_line = np.zeros((task.size, len(task.lines) + 1), dtype=np.int64)
    np.add.at(by_line, (np.arange(task.size)[:, None], task.line), given)
    return by_line[:, :-1]


def _held_cost(task: Task) -> int:
    """What the members ask for what they hold: part of the cost that cannot change."""
    if task.rule is not Rule.CHEAPEST:
        return 0
    cost = 0
    for row, at in np.argwhere(task.held > 0):
        ability = task.able[row].get(int(at))
        ask = task.lines[at].price if ability is None or ability.ask is None else ability.ask
        cost += int(task.held[row, at]) * ask
    return cost


def _fairness(task: Task, plan: Plan) -> Fairness:
    able = task.weight > 0
    value = (plan.value + task.held_value)[able]
    weight = task.weight[able]
    return Fairness(jain(value / weight), jain((task.received[able] + value) / weight))


def jain(parts: Floats) -> float:
    """Jain's index of fairness, (sum x)^2 / (n sum x^2), 1 when all are alike (Jain, Chiu and Hawe 1984).

    Without anybody, or without anything to share, nobody is worse off than another: 1.
    """
    squares = float((parts * parts).sum())
    if squares <= 0:
        return 1.0
    return float(parts.sum()) ** 2 / (len(parts) * squares)


def _summaries(task: Task, plan: Plan, ideal: Ints, given: Ints, reasons: Reasons) -> list[MemberShare]:
    value = plan.value + task.held_value
    base, scale = level_parts(task)
    use, spare = _time_left(task, plan)
    return [
        MemberShare(
            member=member.name,
            able=bool(task.weight[row] > 0),
            pieces=int(given[row].sum()),
            value=int(value[row]),
            ideal=int(ideal[row]),
            received=int(task.received[row]),
            weight=float(task.weight[row]),
            level_before=float(base[row] / scale[row]),
            level_after=float((base[row] + value[row]) / scale[row]),
            use=float(use[row]),
            spare_value=int(spare[row]),
            reason=reasons.of_member(row),
        )
        for row, member in enumerate(task.members)
    ]


def _time_left(task: Task, plan: Plan) -> tuple[Floats, Floats]:
    """(n,) part of the time used up to the last due date, and (n,) rupiah that the rest could still make."""
    rate = np.where(task.rate > 0, task.rate, 1.0)
    ticks_a_week = np.where(task.weeks > 0, task.room / np.maximum(task.weeks, 1e-300), 1.0)
    weeks = np.maximum(0.0, plan.free / np.maximum(ticks_a_week, 1.0))
    before = np.maximum(task.weeks[:, -1], 1e-300)
    use = np.where(task.weeks[:, -1] > 0, 1.0 - weeks[:, -1] / before, 1.0)
    high = np.where(task.span > 0, weeks[:, -1:], 0.0)
    shop = Shop(task.price.astype(float), rate, task.turn, np.zeros_like(rate), high, weeks)
    spare = (fill_weeks(shop, shop.price * rate) * rate * shop.price).sum(axis=1)
    return np.clip(use, 0.0, 1.0), np.floor(spare)
