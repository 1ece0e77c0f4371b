"""A split while it is made: whole pieces by member and slot, and the moves that mend and better it.

All decisions are on integers: ticks of time, pieces and rupiah. Members stand in the order of the draw, sorting is
stable, so the earlier of two equals always comes first.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from guyub.orders.split.task import Ints, Task
from guyub.orders.split.terms import Rule


class Plan:
    """(n, S) extra pieces `given`, with the room, value and pieces by line that follow from it."""

    def __init__(self, task: Task, ideal: Ints, given: Ints) -> None:
        self.task = task
        self.wanted = np.maximum(0, ideal - task.held_value)  # (n,) rupiah
        self.given = given
        self.cheap = task.rule is Rule.CHEAPEST
        self.recount()

    def recount(self) -> None:
        """Work out from `given` what everything else is."""
        task, given = self.task, self.given
        spent = given * task.ticks
        dues = task.room.shape[1]
        used = np.stack([(spent * (task.turn <= due)).sum(axis=1) for due in range(dues)], axis=1)
        self.free = task.room - used
        self.value = (given * task.price).sum(axis=1)
        lines = len(task.lines)
        self.missing = task.left - np.array([int(given[task.line == at].sum()) for at in range(lines)], dtype=np.int64)

    @property
    def filled(self) -> int:
        return int(self.given.sum())

    @property
    def objective(self) -> int:
        """Rupiah of shortfall, or of cost, that is to be small; what is held is not counted in the cost."""
        if self.cheap:
            return int((self.given * self.task.ask).sum())
        return int(np.maximum(0, self.wanted - self.value).sum())

    def copy(self) -> Plan:
        other = Plan.__new__(Plan)
        other.task, other.wanted, other.cheap = self.task, self.wanted, self.cheap
        other.given, other.free = self.given.copy(), self.free.copy()
        other.value, other.missing = self.value.copy(), self.missing.copy()
        return other

    def better_than(self, other: Plan) -> bool:
        return (self.filled, -self.objective) > (other.filled, -other.objective)

    def spare(self, rows: Ints, slots: Ints) -> Ints:
        """How many more pieces each of these could make, lots aside."""
        task = self.task
        later = np.arange(task.room.shape[1]) >= task.turn[rows, slots][:, None]
        ticks = np.where(later, self.free[rows], np.iinfo(np.int64).max).min(axis=1)
        more = np.maximum(0, ticks) // task.ticks[rows, slots]
        more = np.minimum(more, task.most[rows, slots] - self.given[rows, slots])
        purse = (task.cap[rows] - self.value[rows]) // np.maximum(1, task.price[rows, slots])
        able: Ints = np.maximum(0, np.where(task.price[rows, slots] > 0, np.minimum(more, purse), more))
        return able

    def change(self, rows: Ints, slots: Ints, pieces: Ints) -> None:
        """Add (or take away) pieces; no row may stand twice."""
        task = self.task
        self.given[rows, slots] += pieces
        self.value[rows] += pieces * task.price[rows, slots]
        later = np.arange(task.room.shape[1]) >= task.turn[rows, slots][:, None]
        self.free[rows] -= (pieces * task.ticks[rows, slots])[:, None] * later
        np.subtract.at(self.missing, task.line[rows, slots], pieces)

    def on_line(self, line: int) -> tuple[Ints, Ints]:
        """Rows and slots of the members that may make this line, in the order of the draw."""
        rows, slots = np.nonzero((self.task.line == line) & (self.task.most > 0))
        return rows, slots

    def lack(self, rows: Ints) -> Ints:
        """Rupiah still missing to the ideal."""
        lack: Ints = np.maximum(0, self.wanted[rows] - self.value[rows])
        return lack

    def make_legal(self) -> None:
        """Take away what a member cannot do after all: too little for its lot, too much for its time or its cap."""
        task = self.task
        self.given = np.where(self.given < task.least, 0, np.minimum(self.given, task.most))
        self.recount()
        for _try in range(4 * task.line.shape[1]):
            late = (self.free < 0).any(axis=1) | (self.value > task.cap)
            rows = np.flatnonzero(late)
            if not len(rows):
                return
            slots = self._last_open(rows)
            have = self.given[rows, slots]
            over = np.maximum(0, -self.free[rows].min(axis=1))
            cut = -(-over // task.ticks[rows, slots])
            dear = np.maximum(0, self.value[rows] - task.cap[rows])
            cut = np.maximum(1, np.maximum(cut, -(-dear // np.maximum(1, task.price[rows, slots]))))
            keep = np.maximum(0, have - cut)
            keep = np.where(keep < task.least[rows, slots], 0, keep)
            self.change(rows, slots, keep - have)

    def _last_open(self, rows: Ints) -> Ints:
        """Of each row the slot to cut: one due by the earliest date that is overdrawn, the largest of them."""
        task = self.task
        first = np.argmax(self.free[rows] < 0, axis=1)
        any_late = (self.free[rows] < 0).any(axis=1)
        first = np.where(any_late, first, task.room.shape[1])
        size = np.where(task.turn[rows] <= first[:, None], self.given[rows] * task.ticks[rows], -1)
        slots: Ints = np.argmax(size, axis=1)
        return slots

    def trim(self) -> None:
        """Take away what is given beyond the order: first without breaking lots, then whole shares."""
        for line in np.flatnonzero(self.missing < 0):
            self._trim_line(int(line), whole=False)
            if self.missing[line] < 0:
                self._trim_line(int(line), whole=True)

    def _trim_line(self, line: int, whole: bool) -> None:
        task = self.task
        rows, slots = self.on_line(line)
        have = self.given[rows, slots]
        cut = have if whole else np.maximum(0, have - task.least[rows, slots])
        if self.cheap:
            order = np.argsort(-task.ask[rows, slots], kind="stable")
            self._cut(line, rows[order], slots[order], cut[order], whole)
            return
        over = np.maximum(0, self.value[rows] - self.wanted[rows]) // np.maximum(1, task.price[rows, slots])
        if not whole:
            free_cut = np.minimum(cut, over)
            self._cut(line, rows, slots, free_cut, whole)
            have = self.given[rows, slots]
            cut = np.maximum(0, have - task.least[rows, slots])
            self._cut(line, rows, slots, cut, whole)
            return
        loss = np.maximum(0, have - over) / np.maximum(1, have)
        order = np.lexsort((have, loss))
        self._cut(line, rows[order], slots[order], cut[order], whole)

    def _cut(self, line: int, rows: Ints, slots: Ints, most: Ints, whole: bool) -> None:
        over = int(-self.missing[line])
        if over <= 0:
            return
        before = np.cumsum(most) - most
        cut = most * (before < over) if whole else np.clip(over - before, 0, most)
        some = cut > 0
        self.change(rows[some], slots[some], -cut[some])

    def fill(self) -> None:
        """Give what is missing: to members whose lack it lessens first, then to any who can."""
        for line in np.argsort(-np.maximum(0, self.missing), kind="stable"):
            at = int(line)
            if self.missing[at] <= 0:
                continue
            if not self.cheap:
                self._pour(at, self._lacking_amount)
            self._pour(at, self._any_amount)
            if self.missing[at] > 0:
                self._make_room(at)

    def _any_amount(self, rows: Ints, slots: Ints) -> Ints:
        return self.spare(rows, slots)

    def _lacking_amount(self, rows: Ints, slots: Ints) -> Ints:
        return np.minimum(self.spare(rows, slots), self.lack(rows) // np.maximum(1, self.task.price[rows, slots]))

    def _pour(self, line: int, amount: Callable[[Ints, Ints], Ints]) -> None:
        """Pour what is missing of a line over members: those who work on it already first, then new ones."""
        task = self.task
        rows, slots = self.on_line(line)
        for new in (False, True):
            missing = int(self.missing[line])
            if missing <= 0:
                return
            mine = (self.given[rows, slots] == 0) == new
            r, s = rows[mine], slots[mine]
            more = amount(r, s)
            least = np.where(self.given[r, s] > 0, 1, task.least[r, s])
            if self.cheap:
                order = np.argsort(task.ask[r, s], kind="stable")
            else:
                order = np.argsort(-self.lack(r) / np.maximum(1, self.wanted[r]), kind="stable")
            r, s, more, least = r[order], s[order], more[order], least[order]
            if new and not self.cheap:
                full = self.spare(r, s)
                more = np.where((more < least) & (full >= least), least, more)
            fits = more >= least
            r, s, more, least = r[fits], s[fits], more[fits], least[fits]
            self._give(line, r, s, more, least)

    def _give(self, line: int, rows: Ints, slots: Ints, most: Ints, least: Ints) -> None:
        missing = int(self.missing[line])
        start = 0
        while missing > 0 and start < len(rows):
            sums = np.cumsum(most[start:])
            count = int(np.searchsorted(sums, missing, side="right"))
            if count:
                part = slice(start, start + count)
                self.change(rows[part], slots[part], most[part])
                missing -= int(sums[count - 1])
                start += count
                continue
            if least[start] <= missing:
                self.change(rows[start : start + 1], slots[start : start + 1], np.array([missing]))
                return
            start += 1

    def _make_room(self, line: int) -> None:
        """Where less is missing than the lot of anyone who could still begin: let the others leave one a lot."""
        task = self.task
        rows, slots = self.on_line(line)
        missing = int(self.missing[line])
        have, least = self.given[rows, slots], task.least[rows, slots]
        cut = np.where(have > 0, have - least, 0)
        fits = (have == 0) & (self.spare(rows, slots) >= least) & (least - missing <= int(cut.sum()))
        if not fits.any():
            return
        lot = np.where(fits, least, np.iinfo(np.int64).max)
        new = int(np.argmin(lot))
        room = int(lot[new]) - missing
        worth = task.ask[rows, slots] if self.cheap else self.value[rows] - self.wanted[rows]
        order = np.argsort(-worth, kind="stable")
        moved = -_first(room, order, cut)
        moved[new] = lot[new]
        self.change(rows, slots, moved)

    def even_out(self) -> None:
        """Move pieces of a line to where they do more good, lots respected, until no two members would swap."""
        for line in range(len(self.task.lines)):
            if self.cheap:
                self._undercut(line)
            else:
                self._pour_over(line)
                self._swap_pieces(line)

    def _pour_over(self, line: int) -> None:
        """Let what members have above their ideal flow to those below it, new ones too."""
        rows, slots = self.on_line(line)
        over = np.maximum(0, self.value[rows] - self.wanted[rows]) // max(1, self.task.lines[line].price)
        cut = np.minimum(over, np.maximum(0, self.given[rows, slots] - self.task.least[rows, slots]))
        if not cut.any():
            return
        before = int(self.missing[line])
        self.change(rows, slots, -cut)
        self._pour_lacking(line)
        back = int(self.missing[line]) - before
        if back > 0:
            self.change(rows, slots, np.clip(back - (np.cumsum(cut) - cut), 0, cut))

    def _swap_pieces(self, line: int) -> None:
        """Single pieces from whom they do the least good to whom they do the most, among those who make the line.

        With the rest fixed, the shortfall of a member is convex in its pieces, so matching the largest gains with the
        smallest losses is the best exchange.
        """
        rows, slots = self.on_line(line)
        made = self.given[rows, slots] > 0
        rows, slots = rows[made], slots[made]
        price = self.task.lines[line].price
        if not len(rows) or not price:
            return
        gap = self.wanted[rows] - self.value[rows]
        most_in, most_out = self.spare(rows, slots), self.given[rows, slots] - self.task.least[rows, slots]
        whole_in, rest_in = np.minimum(most_in, np.maximum(0, gap) // price), np.maximum(0, gap) % price
        free_out, rest_out = np.minimum(most_out, np.maximum(0, -gap) // price), np.maximum(0, -gap) % price
        gains = np.concatenate([np.full(len(rows), price), np.where(gap > 0, rest_in, 0)])
        gain_sizes = np.concatenate([whole_in, (most_in > whole_in) & (gap > 0) & (rest_in > 0)]).astype(np.int64)
        losses = np.concatenate([np.zeros(len(rows), dtype=np.int64), price - rest_out])
        loss_sizes = np.concatenate([free_out, (most_out > free_out) & (gap < 0) & (rest_out > 0)]).astype(np.int64)
        up, down = np.argsort(-gains, kind="stable"), np.argsort(losses, kind="stable")
        moved = _worthwhile(gains[up], gain_sizes[up], losses[down], loss_sizes[down])
        if moved:
            into, out_of = _first(moved, up, gain_sizes), _first(moved, down, loss_sizes)
            self.change(rows, slots, (into - out_of).reshape(2, -1).sum(axis=0))

    def _pour_lacking(self, line: int) -> None:
        """As `_pour`, but never more than is lacking, so that no piece given is worth nothing."""
        task = self.task
        rows, slots = self.on_line(line)
        more = self._lacking_amount(rows, slots)
        least = np.where(self.given[rows, slots] > 0, 1, task.least[rows, slots])
        order = np.argsort(self.given[rows, slots] == 0, kind="stable")
        order = order[more[order] >= least[order]]
        self._give(line, rows[order], slots[order], more[order], least[order])

    def _undercut(self, line: int) -> None:
        """Move pieces of a line from those who ask more to those who ask less, lots respected (*cheapest*)."""
        rows, slots = self.on_line(line)
        ask, have = self.task.ask[rows, slots], self.given[rows, slots]
        out = np.maximum(0, have - self.task.least[rows, slots])
        room = np.where(have > 0, self.spare(rows, slots), 0)
        up, down = np.argsort(ask, kind="stable"), np.argsort(-ask, kind="stable")
        moved = _worthwhile(-ask[up], room[up], -ask[down], out[down])
        if moved:
            self.change(rows, slots, _first(moved, up, room) - _first(moved, down, out))


def _worthwhile(gains: Ints, gain_sizes: Ints, losses: Ints, loss_sizes: Ints) -> int:
    """How many pieces to move: gains fall, losses rise, each in blocks of so many pieces; stop when they meet."""
    into, out_of = np.cumsum(gain_sizes), np.cumsum(loss_sizes)
    steps = np.unique(np.concatenate([into, out_of]))
    steps = steps[(steps > 0) & (steps <= min(into[-1], out_of[-1]))] if len(into) else steps[:0]
    if not len(steps):
        return 0
    gain = gains[np.searchsorted(into, steps)]
    loss = losses[np.searchsorted(out_of, steps)]
    return int(steps[gain > loss].max(initial=0))


def _first(pieces: int, order: Ints, sizes: Ints) -> Ints:
    """How many of `pieces` each block (b,) of `sizes` moves, blocks taken in `order`."""
    block = sizes[order]
    part = np.clip(pieces - (np.cumsum(block) - block), 0, block)
    moved = np.zeros(len(sizes), dtype=np.int64)
    moved[order] = part
    return moved


def mend_plan(plan: Plan) -> None:
    """Make a plan feasible and fill it as far as simple moves can."""
    plan.make_legal()
    plan.trim()
    plan.fill()
    plan.even_out()
    plan.fill()
    plan.even_out()
