"""From a mixture of ways to one way for each member, keeping the sums over the members where the mixture has them.

Members are taken in turn; each takes the way that best makes up for what the choices so far owe the mixture, line by
line (error diffusion; that the debt stays within a few shares is Steinitz' lemma). Only the few lines and the
objective have to come out right, so it does not matter how many members there are.
"""

from __future__ import annotations

import numpy as np

from guyub.orders.split.prices import Relaxed
from guyub.orders.split.task import Floats, Ints, Task

TINY = 1e-7


def pick_ways(task: Task, relaxed: Relaxed) -> Ints:
    """(n, S) whole pieces: of each member one of its ways, lots kept, sums near those of the mixture."""
    given = np.zeros(task.line.shape)
    if not len(relaxed.ways):
        return given.astype(np.int64)
    lines = len(task.lines)
    worth = np.array([line.price for line in task.lines], dtype=float)
    owed = np.zeros(lines + 1)
    order = np.argsort(relaxed.group, kind="stable")
    for group in range(relaxed.weights.shape[1]):
        rows = order[relaxed.group[order] == group]
        active = np.flatnonzero(relaxed.weights[:, group] > TINY)
        if len(active) == 1:
            given[rows] = relaxed.ways[active[0]][rows]
            continue
        if len(active):
            share = relaxed.weights[active, group] / relaxed.weights[active, group].sum()
            ways = np.stack([relaxed.ways[way][rows] for way in active])
            costs = np.stack([relaxed.costs[way][rows] for way in active])
            given[rows] = _diffuse(task.line[rows], ways, costs, share, worth, owed)
    return np.floor(given + 1e-6).astype(np.int64)


def _diffuse(line: Ints, ways: Floats, costs: Floats, share: Floats, worth: Floats, owed: Floats) -> Floats:
    """(w, S) the way of each of w members out of (k, w, S); `owed` (L + 1,) is brought forward."""
    kinds, count, _slots = ways.shape
    lines = len(worth)
    use = np.zeros((kinds, count, lines + 1))
    member = np.arange(count)
    for slot in range(ways.shape[2]):
        on = np.minimum(line[:, slot], lines - 1)
        use[:, member, on] += np.where(line[:, slot] < lines, ways[:, :, slot] * worth[on], 0.0)
    use[:, :, lines] = costs
    mean = np.tensordot(share, use, axes=1)
    apart = np.abs(use - use[0]).max(axis=(0, 2)) > TINY
    picked = np.zeros(count, dtype=np.int64)
    for at in np.flatnonzero(apart):
        debt = owed + mean[at] - use[:, at]
        picked[at] = int(np.argmin((debt * debt).sum(axis=1)))
        owed[:] = debt[picked[at]]
    return ways[picked, member]
