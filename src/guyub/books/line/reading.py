"""What was understood of a line, and what the owner's own history teaches the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guyub.kernel.words import Words

KINDS = (
    "sale", "purchase", "expense", "wage", "advance", "drawing", "capital", "receipt", "payment", "loan",
    "loan_repayment", "transfer", "deposit", "sale_return", "purchase_return", "asset", "tax", "grant", "other_income",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the meanings that the reader hesitates between."""

    kind: str
    amount: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind} if self.amount is None else {"kind": self.kind, "amount": self.amount}


@dataclass(frozen=True, slots=True)
class Understood:
    """One transaction as it was understood. Amounts are whole rupiah; without a `kind` there is a `question`."""

    kind: str | None
    amount: int | None = None
    quantity: int | float | None = None
    unit: str | None = None
    unit_price: int | None = None
    item: str | None = None
    party: str | None = None
    settlement: str | None = None  # cash, bank, ewallet, credit or part
    paid: int | None = None  # rupiah paid now, when the settlement is part
    day: int | None = None  # days from today: 0, -1 for yesterday
    date: date | None = None
    due_days: int | None = None
    source: str | None = None  # of a transfer: cash, bank or ewallet
    target: str | None = None
    principal: int | None = None  # rupiah of a loan repayment that lower the debt
    interest: int | None = None
    direction: str | None = None  # of a deposit: in or out
    category: str | None = None  # of an expense
    choices: tuple[Choice, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    question: Words | None = None

    def to_json(self) -> dict[str, Any]:
        """`kind` and `amount` always, everything else only where it was said."""
        result: dict[str, Any] = {"kind": self.kind, "amount": self.amount}
        for name in _SAID:
            value = getattr(self, name)
            if value is not None:
                result[name] = value
        if self.date is not None:
            result["date"] = self.date.isoformat()
        if self.choices:
            result["choices"] = [choice.to_json() for choice in self.choices]
        if self.corrected:
            result["corrected"] = dict(self.corrected)
        if self.question is not None:
            result["question"] = str(self.question)
        return result


_SAID = (
    "quantity", "unit", "unit_price", "item", "party", "settlement", "paid", "day", "due_days", "source", "target",
    "principal", "interest", "direction", "category",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A line with everything that was understood of it: one entry, or several when it tells of several."""

    text: str
    entries: tuple[Understood, ...]

    @property
    def question(self) -> Words | None:
        """The first thing that has to be asked, if any."""
        return next((entry.question for entry in self.entries if entry.question is not None), None)

    def to_json(self) -> dict[str, Any]:
        """One entry as it is, several under `entries`, with the question on top when one of them must ask."""
        if len(self.entries) == 1:
            return self.entries[0].to_json()
        result: dict[str, Any] = {"entries": [entry.to_json() for entry in self.entries]}
        if self.question is not None:
            result["question"] = str(self.question)
        return result


@dataclass(frozen=True, slots=True)
class Habit:
    """What the owner usually means by an item: `kind`, and the expense category and way of paying that go with it."""

    kind: str
    category: str | None = None
    settlement: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the owner's own history teaches: the goods sold, the people dealt with, the habits.

    `people` maps a name to customer, supplier, worker or lender; `habits` an item to (kind, category, settlement).
    """

    products: Iterable[str] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    habits: Mapping[str, tuple[str, str | None, str | None]] = field(default_factory=dict)
    product_names: dict[tuple[str, ...], str] = field(init=False, repr=False, compare=False)
    product_words: frozenset[str] = field(init=False, repr=False, compare=False)
    product_aims: tuple[str, ...] = field(init=False, repr=False, compare=False)
    roles: dict[str, str] = field(init=False, repr=False, compare=False)
    customs: dict[str, Habit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {tuple(name.lower().split()): name for name in self.products if name.strip()}
        customs = {item.lower(): Habit(*habit) for item, habit in self.habits.items()}
        object.__setattr__(self, "product_names", names)
        object.__setattr__(self, "product_words", frozenset(word for name in names for word in name))
        object.__setattr__(self, "product_aims", tuple(sorted(self.product_words)))
        object.__setattr__(self, "roles", {name.lower(): role for name, role in self.people.items()})
        object.__setattr__(self, "customs", customs)


NOTHING_KNOWN = Known()
