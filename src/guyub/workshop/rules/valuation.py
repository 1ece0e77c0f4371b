"""What the stock is worth: moving average, one day at a time. Pure.

A day is worked out from what there was before it and from sums of what happened on it, always in the same order:
goods come, things are made, goods go, the shelf is counted. So it does not matter in which order the facts of a day,
or of many days, became known: the end is the same, and a fact that comes late is put right by working out its day and
the days after it again.

What a step makes costs what it used up, its piece rate, and its minutes at the hourly costs of people and machine.
Rejects are borne by what came out good. When more is noted at a step than the step before it has noted, the difference
is taken to have passed the steps before without being tallied: it uses their material, but no wage and no machine
time, because nobody noted any. Quantities are millionths of units, money whole rupiah, rounded half up once a sum.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Generic, TypeVar

from guyub.kernel.measures import MICRO, round_half_up

Key = TypeVar("Key", bound=Hashable)
_WHOLE = 10_000  # basis points


@dataclass(frozen=True, slots=True)
class Held:
    """What there is of an item: millionths of its unit, and rupiah. Both can be below zero: more went than came.

    `cost_value` rupiah for `cost_micro` is the last known average cost, kept for when nothing is there.
    """

    quantity: int = 0
    value: int = 0
    cost_value: int = 0
    cost_micro: int = 0

    def cost_of(self, quantity: int) -> int:
        """Rupiah of `quantity` at the last known average cost; 0 when none is known."""
        return round_half_up(Fraction(self.cost_value * quantity, self.cost_micro)) if self.cost_micro else 0


def came(held: Held, quantity: int, value: int) -> Held:
    """What there is after `quantity` came in for `value`.

    Where more had gone than was there, what came first makes up for it, at its own cost: what the missing goods had
    been valued at is put right, and only what is left over is held.
    """
    if quantity == 0:
        return _known(replace(held, value=held.value + value))
    if held.quantity >= 0:
        return _known(replace(held, quantity=held.quantity + quantity, value=held.value + value))
    covered = min(-held.quantity, quantity)
    as_it_came = round_half_up(Fraction(value * covered, quantity))
    as_it_went = round_half_up(Fraction(held.value * covered, held.quantity))
    left = replace(held, quantity=held.quantity + quantity, value=held.value + as_it_went + value - as_it_came)
    if left.quantity > 0:
        return _known(left)
    return replace(left, cost_value=value, cost_micro=quantity)


def went(held: Held, quantity: int) -> tuple[Held, int]:
    """What there is after `quantity` went at average cost, and what it was worth."""
    there = max(held.quantity, 0)
    if quantity < there:
        value = round_half_up(Fraction(held.value * quantity, there))
    else:
        value = (held.value if there else 0) + held.cost_of(quantity - there)
    return replace(held, quantity=held.quantity - quantity, value=held.value - value), value


def counted(held: Held, quantity: int, value: int | None = None) -> Held:
    """What there is after `quantity` was counted: at average cost, or worth `value` where that is said."""
    if value is None:
        if held.quantity > 0:
            value = round_half_up(Fraction(held.value * quantity, held.quantity))
        else:
            value = held.cost_of(quantity)
    return _known(replace(held, quantity=quantity, value=value))


def _known(held: Held) -> Held:
    return replace(held, cost_value=held.value, cost_micro=held.quantity) if held.quantity > 0 else held


@dataclass(frozen=True, slots=True)
class Needs(Generic[Key]):
    """What one unit of `item` takes: millionths of it, and of it again that is lost, in hundredths of a per cent."""

    item: Key
    quantity: int
    waste: int = 0

    def whole(self, made: int) -> int:
        """Used up for `made` millionths of a unit, waste and all."""
        return round_half_up(Fraction(made * self.quantity * (_WHOLE + self.waste), MICRO * _WHOLE))

    def bare(self, made: int) -> int:
        """As `whole`, without waste."""
        return round_half_up(Fraction(made * self.quantity, MICRO))


@dataclass(frozen=True, slots=True)
class MakingStep(Generic[Key]):
    """A step: its output, what it takes of the step before (`taken`, millionths a unit), materials, and conversion.

    `rate` rupiah for `rate_per` good units; without a rate `minutes` (thousandths a unit) at `labour_hour` rupiah.
    `machine_hour` rupiah are added for the minutes.
    """

    output: Key
    inputs: tuple[Needs[Key], ...] = ()
    taken: int = MICRO
    rate: int = 0
    rate_per: int = 1
    minutes: int = 0
    labour_hour: int = 0
    machine_hour: int = 0

    def conversion(self, good: int, rejected: int) -> Fraction:
        """Rupiah of work and machine in this output. A piece rate is paid for what is good, minutes run for all."""
        hours = Fraction((good + rejected) * self.minutes, 60_000 * MICRO)
        work = Fraction(good * self.rate, self.rate_per * MICRO) if self.rate else hours * self.labour_hour
        return work + hours * self.machine_hour

    def needed_of_former(self, started: int) -> int:
        return round_half_up(Fraction(started * self.taken, MICRO))


Making = Sequence[MakingStep[Key]]  # the steps of one product, in order


@dataclass(frozen=True, slots=True)
class Made:
    """Output of a step on a day."""

    good: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class DayFacts(Generic[Key]):
    """What happened on a day, summed by item. `counts`: quantity, and value where it is said."""

    bought: Mapping[Key, tuple[int, int]] = field(default_factory=dict)
    returned_in: Mapping[Key, int] = field(default_factory=dict)
    made: Mapping[Key, Made] = field(default_factory=dict)  # by the step's output
    gone: Mapping[Key, int] = field(default_factory=dict)
    counts: Mapping[Key, tuple[int, int | None]] = field(default_factory=dict)


@dataclass(slots=True)
class Flow:
    """What moved of an item on a day: after = before + came - went + counted. `wasted` is a part of what went."""

    came: int = 0
    went: int = 0
    wasted: int = 0
    counted: int = 0


@dataclass(slots=True)
class DayEnd(Generic[Key]):
    """The state after a day, and what moved on it."""

    held: dict[Key, Held]
    flows: dict[Key, Flow] = field(default_factory=dict)

    def of(self, item: Key) -> Held:
        return self.held.get(item, Held())

    def flow(self, item: Key) -> Flow:
        return self.flows.setdefault(item, Flow())

    def come(self, item: Key, quantity: int, value: int) -> None:
        self.held[item] = came(self.of(item), quantity, value)
        self.flow(item).came += quantity

    def go(self, item: Key, quantity: int, wasted: int = 0) -> int:
        self.held[item], value = went(self.of(item), quantity)
        flow = self.flow(item)
        flow.went += quantity
        flow.wasted += wasted
        return value


def after_day(before: Mapping[Key, Held], facts: DayFacts[Key], makings: Iterable[Making[Key]]) -> DayEnd[Key]:
    """The state at the end of a day. `makings` in such an order that what one uses comes before it."""
    end = DayEnd(dict(before))
    for item, (quantity, value) in facts.bought.items():
        end.come(item, quantity, value)
    for item, quantity in facts.returned_in.items():
        end.come(item, quantity, end.of(item).cost_of(quantity))
    for making in makings:
        _make(end, making, facts.made)
    for item, quantity in facts.gone.items():
        end.go(item, quantity)
    for item, (quantity, worth) in facts.counts.items():
        end.flow(item).counted += quantity - end.of(item).quantity
        end.held[item] = counted(end.of(item), quantity, worth)
    return end


def _make(end: DayEnd[Key], making: Making[Key], made: Mapping[Key, Made]) -> None:
    """All steps of one product, in order, at the end of which the costs have gone along."""
    unnoted = passed_unnoted(end.held, making, made)
    former: Key | None = None
    for step, more in zip(making, unnoted, strict=True):
        told = made.get(step.output, Made())
        started = told.good + told.rejected + more
        if started:
            _make_step(end, step, former, told, started)
        former = step.output


def _make_step(end: DayEnd[Key], step: MakingStep[Key], former: Key | None, told: Made, started: int) -> None:
    good = started - told.rejected
    value = round_half_up(step.conversion(told.good, told.rejected))
    if former is not None:
        value += end.go(former, step.needed_of_former(started), wasted=step.needed_of_former(told.rejected))
    for needs in step.inputs:
        value += end.go(needs.item, needs.whole(started), wasted=needs.whole(started) - needs.bare(good))
    if good:
        end.come(step.output, good, value)  # where nothing is good, all that went in is a cost of the day


def passed_unnoted(held: Mapping[Key, Held], making: Making[Key], made: Mapping[Key, Made]) -> list[int]:
    """For each step, what later steps took that neither was there nor was tallied: it passed without being noted."""
    unnoted = [0] * len(making)
    wanted = 0
    for number in range(len(making) - 1, -1, -1):
        step = making[number]
        told = made.get(step.output, Made())
        there = max(held.get(step.output, Held()).quantity, 0)
        unnoted[number] = max(0, wanted - there - told.good)
        wanted = step.needed_of_former(told.good + told.rejected + unnoted[number])
    return unnoted


def values_of(held: Mapping[Key, Held], kinds: Mapping[Key, str]) -> dict[str, int]:
    """Rupiah held by kind of item."""
    sums: dict[str, int] = {}
    for item, each in held.items():
        sums[kinds[item]] = sums.get(kinds[item], 0) + each.value
    return sums
