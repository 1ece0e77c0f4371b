"""What a split is asked with: the rule, the lines of the order, the members and what each can make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Rule(StrEnum):
    """How the members agreed to share. The first three aim at an ideal, the last at the smallest cost."""

    CATCH_UP = "catch-up"
    PROPORTIONAL = "proportional"
    EQUAL = "equal"
    CHEAPEST = "cheapest"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order. `price` is rupiah a piece; `grade` the least that is accepted ('A' best, '' any)."""

    name: str
    product: str
    pieces: int
    price: int
    grade: str
    due: date


@dataclass(frozen=True, slots=True)
class Ability:
    """What a member can make of one product.

    `capacity` is pieces a week if it did nothing else; 0 means it cannot. `grade` is the grade it makes; '' is not
    known, which serves only lines without a minimum. `ask` is rupiah a piece, None the price of the line.
    """

    product: str
    capacity: Fraction
    grade: str = ""
    min_lot: int = 1
    ask: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A member, known by its unique name.

    `received` is rupiah of joint work in the last twelve months. `held` are pieces by line name that it has accepted
    already and keeps. `limit` is the most extra pieces by line name that it will take; 0 is a refusal, a line that is
    not named has no limit. `free` are weeks up to a due date that other orders leave it, held pieces not yet taken off;
    a date that is not named is free from the start.
    """

    name: str
    abilities: tuple[Ability, ...]
    received: int = 0
    held: Mapping[str, int] = field(default_factory=dict)
    limit: Mapping[str, int] = field(default_factory=dict)
    free: Mapping[date, Fraction] = field(default_factory=dict)

    def weeks_until(self, due: date, start: date) -> Fraction:
        """Weeks of work it has for this order from `start` to `due`: all of them unless `free` says fewer."""
        return self.free.get(due, Fraction(max(0, (due - start).days), 7))
