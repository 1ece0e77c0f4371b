"""From the fractional answer of each member to whole pieces, while the prices are still at hand."""

from __future__ import annotations

import numpy as np

from guyub.orders.split.task import Floats, Ints, Task

PASSES = 4


def whole_pieces(task: Task, pieces: Floats, reward: Floats, wanted: Floats | None) -> Ints:
    """(n, S) whole pieces near `pieces`: rounded down, then single pieces more while they pay.

    A piece pays `reward` (n, S) rupiah and, with `wanted` (n,) rupiah of value, what it takes off the lack of it.
    """
    given = np.minimum(np.floor(pieces + 1e-6).astype(np.int64), task.most)
    given = np.where(given < task.least, 0, given)
    free = task.room - _spent(task, given)
    value = (given * task.price).sum(axis=1)
    rows = np.arange(task.size)
    for _pass in range(PASSES):
        gain = reward[rows].copy()
        if wanted is not None:
            gain += np.minimum(task.price[rows], np.maximum(0.0, wanted[rows] - value[rows])[:, None])
        may = (given[rows] > 0) | (task.least[rows] <= 1)
        may &= (given[rows] < task.most[rows]) & (task.ticks[rows] <= _free_until(task, free[rows], rows))
        may &= value[rows, None] + task.price[rows] <= task.cap[rows, None]
        gain = np.where(may, gain, 0.0)
        slot = np.argmax(gain, axis=1)
        pays = gain[np.arange(len(rows)), slot] > 1e-9
        rows, slot = rows[pays], slot[pays]
        if not len(rows):
            break
        given[rows, slot] += 1
        value[rows] += task.price[rows, slot]
        later = np.arange(task.room.shape[1]) >= task.turn[rows, slot][:, None]
        free[rows] -= task.ticks[rows, slot][:, None] * later
    return given


def _spent(task: Task, given: Ints) -> Ints:
    """(n, K) ticks used up to each due date."""
    ticks = given * task.ticks
    return np.stack([(ticks * (task.turn <= due)).sum(axis=1) for due in range(task.room.shape[1])], axis=1)


def _free_until(task: Task, free: Ints, rows: Ints) -> Ints:
    """(w, S) ticks that each slot's line may still use."""
    from_here = np.minimum.accumulate(free[:, ::-1], axis=1)[:, ::-1]
    found: Ints = np.take_along_axis(from_here, task.turn[rows], axis=1)
    return found
