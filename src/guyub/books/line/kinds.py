"""Which kind of transaction it is: rules over facts, the first that fits decides.

A rule is `facts that must hold -> kind`. `a|b` is either, `!a` must not hold. `?kind,kind` asks between those, and
`no:reason` refuses. Word order is in the facts: `subject` is a person before the verb, `to` one after `ke`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guyub.books.line import rulebook


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table, its facts as bits: something of every need must hold, nothing forbidden may."""

    needs: tuple[int, ...]
    forbidden: int
    verdict: str


def _bits_of(table: str) -> dict[str, int]:
    """A bit for every fact that some rule speaks of."""
    lines = [line.partition("->")[0] for line in table.splitlines() if not line.startswith("#")]
    names = {name.lstrip("!") for line in lines for word in line.split() for name in word.split("|")}
    return {name: 1 << place for place, name in enumerate(sorted(names))}


_BITS = _bits_of(rulebook.RULES)


def _rules(table: str) -> tuple[Rule, ...]:
    rules = []
    for line in table.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        facts, __, verdict = line.partition("->")
        said = facts.split()
        needs = tuple(_mask(word.split("|")) for word in said if not word.startswith("!"))
        rules.append(Rule(needs, _mask(word[1:] for word in said if word.startswith("!")), verdict.strip()))
    return tuple(rules)


def _mask(names: Iterable[str]) -> int:
    bits = 0
    for name in names:
        bits |= _BITS.get(name, 0)
    return bits


RULES = _rules(rulebook.RULES)
# As tuples, the first need apart: most rules are passed by because of it.
_TABLE = tuple((rule.needs[0], rule.needs[1:], rule.forbidden, rule.verdict) for rule in RULES)


def decide(facts: set[str]) -> str:
    """The verdict of the first rule that fits: a kind, a question, a refusal, or nothing."""
    held = _mask(facts)
    for first, others, forbidden, verdict in _TABLE:
        if not held & first or held & forbidden:
            continue
        for need in others:
            if not held & need:
                break
        else:
            return verdict
    return ""
