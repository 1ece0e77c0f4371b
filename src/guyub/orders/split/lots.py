"""Each member's best way at given prices, smallest lots and all, for all members at once.

A share is 0 or at least a lot, so a member's problem is not convex. Leaving lots out and asking `member.reply` gives a
bound; where a share comes out smaller than its lot, the two cases "none of this line" and "at least the lot" are
asked in turn (branch and bound, every open case of every member in one sweep). Whole pieces are ignored, which only
raises the gain: it stays an upper bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guyub.orders.split.member import Shop, reply
from guyub.orders.split.task import Floats, Ints

SWEEPS = 14


@dataclass(frozen=True, slots=True)
class Term:
    """What a member gains by value alone: (n,) slopes below and above a bend, 0 at the bend."""

    bend: Floats
    below: Floats
    above: Floats

    def take(self, rows: Ints) -> Term:
        return Term(self.bend[rows], self.below[rows], self.above[rows])


@dataclass(frozen=True, slots=True)
class Choice:
    """(n, S) pieces that respect the lots, and (n,) gains that nothing a member could choose exceeds."""

    pieces: Floats
    gain: Floats


def choose(shop: Shop, least: Floats, reward: Floats, term: Term, near: float = 0.0) -> Choice:
    """The best of each member at `reward` (n, S) a piece; `least` (n, S) weeks are the smallest lots.

    Cases that could gain a member less than `near` more than its best so far are not looked into, only bounded.
    """
    count = len(reward)
    bound = np.full(count, -np.inf)
    found, pieces = _one_line(shop, least, reward, term)
    owner = np.arange(count)
    low, high = np.zeros_like(shop.high), shop.high
    for sweep in range(SWEEPS + 1):
        part = Shop(shop.price[owner], shop.rate[owner], shop.turn[owner], low, high, shop.weeks[owner])
        answer = reply(part, reward[owner], *_unpack(term.take(owner)))
        weeks = answer.pieces / part.rate
        small = (weeks > 1e-12) & (weeks < least[owner] * (1 - 1e-9)) & (low <= 0)
        broken = small.any(axis=1)
        whole = np.flatnonzero(~broken)
        _keep_best(found, pieces, owner[whole], answer.gain[whole], answer.pieces[whole])
        np.maximum.at(bound, owner[broken], np.minimum(answer.gain[broken], found[owner[broken]] + near))
        alive = np.flatnonzero(broken & (answer.gain > found[owner] + near + 1e-9 * np.abs(found[owner])))
        if sweep == SWEEPS or not len(alive):
            np.maximum.at(bound, owner[alive], answer.gain[alive])
            break
        lacking = np.where(small[alive], least[owner[alive]] - weeks[alive], -1.0)
        slot = np.argmax(lacking, axis=1)
        owner, low, high = _branch(owner[alive], low[alive], high[alive], slot, least)
        fits = _fits(shop, owner, low, term.bend, term.above)
        owner, low, high = owner[fits], low[fits], high[fits]
        if not len(owner):
            break
    return Choice(pieces, np.maximum(bound, found))


def _one_line(shop: Shop, least: Floats, reward: Floats, term: Term) -> tuple[Floats, Floats]:
    """The gain (n,) and pieces (n, S) of the best way with one line only: its lot, up to the bend, or all it can."""
    count = len(reward)
    rows = np.arange(count)
    found, pieces = _none(term), np.zeros_like(reward)
    low, high = least * shop.rate, shop.high * shop.rate
    bend = term.bend[:, None]
    to_bend = np.clip(bend / np.maximum(shop.price, 1e-9), low, np.maximum(low, high))
    for amount in (low, to_bend, high):
        value = amount * shop.price
        past = value - bend
        gain = amount * reward + np.where(past < 0, term.below[:, None], term.above[:, None]) * past
        gain = np.where((high >= low) & (high > 0), gain, -np.inf)
        slot = np.argmax(gain, axis=1)
        better = gain[rows, slot] > found
        found = np.where(better, gain[rows, slot], found)
        pieces[better] = 0.0
        pieces[rows[better], slot[better]] = amount[rows[better], slot[better]]
    return found, pieces


def _none(term: Term) -> Floats:
    """The gain of taking nothing."""
    return np.where(term.bend > 0, -term.below * term.bend, -term.above * term.bend)


def _unpack(term: Term) -> tuple[Floats, Floats, Floats]:
    return term.bend, term.below, term.above


def _keep_best(found: Floats, pieces: Floats, owner: Ints, gain: Floats, chosen: Floats) -> None:
    order = np.lexsort((-gain, owner))
    owner, gain, chosen = owner[order], gain[order], chosen[order]
    first = np.ones(len(owner), dtype=bool)
    first[1:] = owner[1:] != owner[:-1]
    owner, gain, chosen = owner[first], gain[first], chosen[first]
    better = gain > found[owner]
    found[owner[better]] = gain[better]
    pieces[owner[better]] = chosen[better]


def _branch(owner: Ints, low: Floats, high: Floats, slot: Ints, least: Floats) -> tuple[Ints, Floats, Floats]:
    at = np.arange(len(owner))
    without = high.copy()
    without[at, slot] = 0.0
    with_lot = low.copy()
    with_lot[at, slot] = least[owner, slot]
    return (np.concatenate([owner, owner]), np.concatenate([low, with_lot]), np.concatenate([without, high]))


def _fits(shop: Shop, owner: Ints, low: Floats, bend: Floats, above: Floats) -> np.ndarray:
    """Whether the lots that must be made fit in the weeks, and under the cap where value past the bend is barred."""
    turn = shop.turn[owner]
    dues = shop.weeks.shape[1]
    fits = np.ones(len(owner), dtype=bool)
    for due in range(dues):
        fits &= (low * (turn <= due)).sum(axis=1) <= shop.weeks[owner, due] * (1 + 1e-9)
    value = (low * shop.rate[owner] * shop.price[owner]).sum(axis=1)
    fits &= (above[owner] >= -1.0) | (value <= bend[owner] * (1 + 1e-9))
    return fits
