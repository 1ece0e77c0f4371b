"""Recount a split from the order and the members alone, in whole numbers and exact fractions.

Nothing is taken over from the way it was made: this is what anyone can do by hand to see that a split is allowed and
that its figures are true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from guyub.orders.split.answer import Split
from guyub.orders.split.task import good_enough, same_product
from guyub.orders.split.terms import Ability, Line, Member, Rule


class SplitError(Exception):
    """A split that breaks a limit or misstates a figure; a fault of this software, not of its user."""


def check(
    split: Split, lines: Sequence[Line], members: Sequence[Member], start: date, max_share: Fraction | None = None
) -> None:
    """Raise `SplitError` unless every limit is kept and every sum is right."""
    by_line = {line.name: line for line in lines}
    pieces: dict[str, dict[str, int]] = defaultdict(dict)
    for share in split.shares:
        _need(share.pieces > 0 and share.line not in pieces[share.member], f"share {share.member} {share.line}")
        _need(share.value == share.pieces * by_line[share.line].price, f"value {share.member} {share.line}")
        pieces[share.member][share.line] = share.pieces
    total = sum(line.pieces * line.price for line in lines)
    for member in members:
        _check_member(member, pieces.get(member.name, {}), by_line, start)
        if split.rule is Rule.CHEAPEST and max_share is not None:
            _check_purse(member, pieces.get(member.name, {}), by_line, max_share * total)
    _need(set(pieces) <= {member.name for member in members}, "a share of nobody")
    _check_lines(split, members, pieces, by_line)
    _check_objective(split, members, pieces, by_line)


def _need(true: bool, what: str) -> None:
    if not true:
        raise SplitError(what)


def _check_member(member: Member, has: dict[str, int], lines: dict[str, Line], start: date) -> None:
    extras = {name: count - member.held.get(name, 0) for name, count in has.items()}
    for name, held in member.held.items():
        _need(has.get(name, 0) >= held, f"{member.name} lost what it held of {name}")
    added = {name: extra for name, extra in extras.items() if extra}
    if not added:
        return
    abilities = {name: ability_for(member, lines[name]) for name in has}
    for name, extra in added.items():
        ability = abilities[name]
        if ability is None:
            raise SplitError(f"{member.name} cannot make {name}")
        _need(has[name] >= ability.min_lot, f"{member.name} gets less of {name} than its lot")
        _need(extra <= member.limit.get(name, extra), f"{member.name} gets more of {name} than it will take")
    first = min(lines[name].due for name in added)
    for due in sorted({line.due for line in lines.values() if line.due >= first}):
        weeks = sum(
            (
                Fraction(count) / ability.capacity
                for name, count in has.items()
                if lines[name].due <= due and (ability := abilities[name])
            ),
            Fraction(0),
        )
        _need(weeks <= member.weeks_until(due, start), f"{member.name} has no time for that by {due}")


def _check_purse(member: Member, has: dict[str, int], lines: dict[str, Line], most: Fraction) -> None:
    value = sum(count * lines[name].price for name, count in has.items())
    held = sum(count * lines[name].price for name, count in member.held.items())
    _need(value <= most or value == held, f"{member.name} is above its part of the order")


def _check_lines(
    split: Split, members: Sequence[Member], pieces: dict[str, dict[str, int]], lines: dict[str, Line]
) -> None:
    for result in split.lines:
        given = sum(has.get(result.line, 0) for has in pieces.values())
        held = sum(member.held.get(result.line, 0) for member in members)
        _need(given == result.allocated, f"line {result.line} does not add up")
        _need(given <= max(held, lines[result.line].pieces), f"line {result.line} is given twice")


def _check_objective(
    split: Split, members: Sequence[Member], pieces: dict[str, dict[str, int]], lines: dict[str, Line]
) -> None:
    value = 0
    ideal = {member.member: member.ideal for member in split.members}
    for member in members:
        has = pieces.get(member.name, {})
        if split.rule is Rule.CHEAPEST:
            value += sum(count * ask_of(member, lines[name]) for name, count in has.items())
        else:
            value += max(0, ideal[member.name] - sum(count * lines[name].price for name, count in has.items()))
    _need(value == split.objective.value, "the objective does not add up")
    _need(split.objective.bound <= value, "the bound is above the objective")


def ability_for(member: Member, line: Line) -> Ability | None:
    """What the member would make the line with: the fastest of its abilities that are good enough."""
    fit = [
        ability
        for ability in member.abilities
        if ability.capacity > 0
        and same_product(ability.product) == same_product(line.product)
        and good_enough(ability.grade, line.grade)
    ]
    return max(fit, key=lambda a: (a.capacity, -(line.price if a.ask is None else a.ask), -a.min_lot), default=None)


def ask_of(member: Member, line: Line) -> int:
    """Rupiah a piece that the member asks for the line."""
    ability = ability_for(member, line)
    return line.price if ability is None or ability.ask is None else ability.ask
