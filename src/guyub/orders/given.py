"""What goes into a split, and its plain form that anybody can repeat the split from. No database here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from guyub.orders.outcome import outcome_to_json
from guyub.orders.split import Ability, Member, Rule, split
from guyub.orders.split import Line as SplitLine


@dataclass(frozen=True, slots=True)
class Given:
    """Everything one split depends on, except the rule."""

    start: date
    seed: int
    max_share: Fraction | None
    lines: tuple[SplitLine, ...]
    members: tuple[Member, ...]

    def outcome(self, rule: str) -> dict[str, Any]:
        """The split under `rule`, as it is kept."""
        max_share = self.max_share if rule == Rule.CHEAPEST else None
        found = split(self.lines, self.members, Rule(rule), start=self.start, seed=self.seed, max_share=max_share)
        return outcome_to_json(found, self.lines, self.members)

    def to_json(self) -> dict[str, Any]:
        return {
            "start": self.start.isoformat(),
            "seed": self.seed,
            "max_share": None if self.max_share is None else str(self.max_share),
            "lines": [_line_to_json(line) for line in self.lines],
            "members": [_member_to_json(member) for member in self.members],
        }

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Given:
        return Given(
            start=date.fromisoformat(stored["start"]),
            seed=stored["seed"],
            max_share=None if stored["max_share"] is None else Fraction(stored["max_share"]),
            lines=tuple(SplitLine(**{**line, "due": date.fromisoformat(line["due"])}) for line in stored["lines"]),
            members=tuple(_member_from_json(member) for member in stored["members"]),
        )

    def digest(self) -> str:
        """A fingerprint: two splits with the same digest and rule are the same split."""
        plain = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()


def _line_to_json(line: SplitLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "product": line.product,
        "pieces": line.pieces,
        "price": line.price,
        "grade": line.grade,
        "due": line.due.isoformat(),
    }


def _member_to_json(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "received": member.received,
        "held": dict(member.held),
        "limit": dict(member.limit),
        "free": {day.isoformat(): str(weeks) for day, weeks in member.free.items()},
        "abilities": [
            [ability.product, str(ability.capacity), ability.grade, ability.min_lot, ability.ask]
            for ability in member.abilities
        ],
    }


def _member_from_json(stored: Mapping[str, Any]) -> Member:
    return Member(
        name=stored["name"],
        received=stored["received"],
        held=stored["held"],
        limit=stored["limit"],
        free={date.fromisoformat(day): Fraction(weeks) for day, weeks in stored["free"].items()},
        abilities=tuple(
            Ability(product, Fraction(capacity), grade, min_lot, ask)
            for product, capacity, grade, min_lot, ask in stored["abilities"]
        ),
    )
