"""Which kind of transaction it is: rules over facts, the first that fits decides.

A rule is `facts that must hold -> kind`. `a|b` is either, `!a` must not hold. `?kind,kind` asks between those, and
`no:reason` refuses. Word order is in the facts: `subject` is a person before the verb, `to` one after `ke`.

All rules are tried at once. Each has a bit, and each fact a number that holds, side by side, the rules whose first
need it meets, those whose second, and so on, and at the end those that it forbids. The facts of a line are these
numbers laid over each other; a rule fits when every need of it is met and nothing forbids it.
"""

from __future__ import annotations

from dataclasses import dataclass

from guyub.books.line import rulebook


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rulebook: something of every need must hold, nothing forbidden may."""

    needs: tuple[frozenset[str], ...]
    forbidden: frozenset[str]
    verdict: str


def _rules(table: str) -> tuple[Rule, ...]:
    rules = []
    for line in table.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        facts, __, verdict = line.partition("->")
        said = facts.split()
        needs = tuple(frozenset(word.split("|")) for word in said if not word.startswith("!"))
        rules.append(Rule(needs, frozenset(word[1:] for word in said if word.startswith("!")), verdict.strip()))
    return tuple(rules)


RULES = _rules(rulebook.RULES)
_COUNT = len(RULES)
_SLOTS = max(len(rule.needs) for rule in RULES)
_ALL = (1 << _COUNT) - 1


def _laid_out(rules: tuple[Rule, ...]) -> tuple[int, dict[str, int]]:
    """What is met before any fact, as a rule of one need has no second; and what each fact meets and forbids."""
    always = 0
    facts: dict[str, int] = {}
    for place, rule in enumerate(rules):
        for slot in range(_SLOTS):
            bit = 1 << (slot * _COUNT + place)
            if slot >= len(rule.needs):
                always |= bit
                continue
            for name in rule.needs[slot]:
                facts[name] = facts.get(name, 0) | bit
        for name in rule.forbidden:
            facts[name] = facts.get(name, 0) | 1 << (_SLOTS * _COUNT + place)
    return always, facts


_ALWAYS, _FACTS = _laid_out(RULES)


def decide(facts: set[str]) -> str:
    """The verdict of the first rule that fits: a kind, a question, a refusal, or nothing."""
    held = _ALWAYS
    for fact in facts:
        held |= _FACTS.get(fact, 0)
    fits = _ALL & ~(held >> (_SLOTS * _COUNT))
    for __ in range(_SLOTS):
        fits &= held
        held >>= _COUNT
    return RULES[(fits & -fits).bit_length() - 1].verdict if fits else ""
