"""One member's own problem, solved for all members at once.

With a price on each line, members no longer depend on each other, and each one's problem is tiny: share its weeks
among its few lines, for each due date in turn no more than there are. These limits nest, so filling the best paid
weeks first is optimal (a laminar polymatroid; Edmonds 1970). A term that bends at one value - the ideal, a target, a
cap - is met by mixing two such fillings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guyub.orders.split.task import Floats, Ints

STEPS = 24


@dataclass(frozen=True, slots=True)
class Shop:
    """What the members of one problem can do: (n, S) arrays by slot and (n, K) weeks up to each due date."""

    price: Floats  # rupiah a piece
    rate: Floats  # pieces a week
    turn: Ints  # number of the due date
    low: Floats  # weeks that must be spent
    high: Floats  # weeks that may be spent
    weeks: Floats  # (n, K)

    def take(self, rows: Ints) -> Shop:
        return Shop(
            self.price[rows], self.rate[rows], self.turn[rows], self.low[rows], self.high[rows], self.weeks[rows]
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """Pieces (n, S), their value (n,), the gain without and with the bent term (n,), and its slope (n,)."""

    pieces: Floats
    value: Floats
    gain: Floats
    slope: Floats


def fill_weeks(shop: Shop, pay: Floats) -> Floats:
    """Weeks (n, S) by slot that earn most at `pay` (n, S) a week."""
    count, slots = pay.shape
    rows = np.arange(count)
    spent: Floats = shop.low.copy()
    room = shop.weeks.copy()
    dues = np.arange(room.shape[1])
    for at in range(slots):
        if shop.low[:, at].any():
            room -= shop.low[:, at, None] * (dues >= shop.turn[:, at, None])
    order = np.argsort(-pay, axis=1, kind="stable")
    wish = shop.high - shop.low
    for place in range(slots):
        slot = order[:, place]
        paid = pay[rows, slot] > 0
        if not paid.any():
            break
        turn = shop.turn[rows, slot]
        later = dues >= turn[:, None]
        free = np.where(later, room, np.inf).min(axis=1) if len(dues) > 1 else room[:, 0]
        take = np.where(paid, np.clip(free, 0.0, wish[rows, slot]), 0.0)
        spent[rows, slot] += take
        room -= take[:, None] * later
    return spent


def reply(shop: Shop, reward: Floats, bend: Floats, below: Floats | None, above: Floats) -> Reply:
    """What earns most, fractionally: reward (n, S) a piece plus a term that bends at value `bend` (n,).

    The term is `below` a rupiah of value up to the bend and `above` a rupiah past it, and 0 at the bend; without
    `below` the bend is a target that must be reached, and must be within reach. The gain is
    the maximum of reward . x + term(price . x), from above: every slope tried gives a bound (Lagrange), the least is
    kept, and when the search ends early it is still a bound.
    """
    if below is None:
        pieces, value, earned = _measure(shop, reward, shop.price * shop.rate)
        below = np.zeros(len(bend))
    else:
        pieces, value, earned = _best(shop, reward, below)
    gain = earned + below * (value - bend)
    slope = below.copy()
    open_rows = np.flatnonzero(value > bend * (1 + 1e-12))
    if not len(open_rows):
        return Reply(pieces, value, gain, slope)
    part = shop.take(open_rows)
    reward, bend, above = reward[open_rows], bend[open_rows], above[open_rows]
    high = (pieces[open_rows], value[open_rows], earned[open_rows])
    low = _best(part, reward, above)
    best = low[2] + above * (low[1] - bend)
    at = above.copy()
    past = low[1] >= bend
    high = (_pick(past, low[0], high[0]), _pick(past, low[1], high[1]), _pick(past, low[2], high[2]))
    todo = np.flatnonzero(~past)
    for _step in range(STEPS):
        if not len(todo):
            break
        drop = high[1][todo] - low[1][todo]
        tilt = (low[2][todo] - high[2][todo]) / np.where(drop > 0, drop, 1.0)
        new = _best(part.take(todo), reward[todo], tilt)
        bound = new[2] + tilt * (new[1] - bend[todo])
        line = high[2][todo] + tilt * (high[1][todo] - bend[todo])
        better = bound < best[todo]
        best[todo] = np.where(better, bound, best[todo])
        at[todo] = np.where(better, tilt, at[todo])
        scale = np.abs(new[2]) + np.abs(tilt) * (new[1] + bend[todo])
        more = bound > line + 1e-12 * scale + 1e-300
        rise = more & (new[1] >= bend[todo])
        fall = more & ~rise
        for old, now in zip(high, new, strict=True):
            old[todo[rise]] = now[rise]
        for old, now in zip(low, new, strict=True):
            old[todo[fall]] = now[fall]
        todo = todo[more & (new[1] != bend[todo])]
    mixed = _mix(high, low, bend)
    pieces[open_rows], value[open_rows] = mixed
    gain[open_rows], slope[open_rows] = best, at
    return Reply(pieces, value, gain, slope)


def _best(shop: Shop, reward: Floats, slope: Floats) -> tuple[Floats, Floats, Floats]:
    return _measure(shop, reward, (reward + slope[:, None] * shop.price) * shop.rate)


def _measure(shop: Shop, reward: Floats, pay: Floats) -> tuple[Floats, Floats, Floats]:
    pieces = fill_weeks(shop, pay) * shop.rate
    return pieces, (pieces * shop.price).sum(axis=1), (pieces * reward).sum(axis=1)


def _pick(where: np.ndarray, yes: Floats, no: Floats) -> Floats:
    return np.where(where.reshape(-1, *([1] * (yes.ndim - 1))), yes, no)


def _mix(high: tuple[Floats, ...], low: tuple[Floats, ...], bend: Floats) -> tuple[Floats, Floats]:
    """The mixture whose value is the bend, where the two stand on either side of it."""
    apart = high[1] - low[1]
    share = np.where((apart > 0) & (low[1] < bend), (bend - low[1]) / np.where(apart > 0, apart, 1.0), 1.0)
    share = np.clip(share, 0.0, 1.0)
    return low[0] + share[:, None] * (high[0] - low[0]), low[1] + share * apart
