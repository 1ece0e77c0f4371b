"""Reads who made what from a line as people write it: `Dewi obras 120 reject 5, Siti 98`. Pure.

A line is cut at commas and line ends. In each part the numbers are told apart by the words beside them, and the other
words are looked up among the names of this workshop: people, steps, products, machines, customers. What a part leaves
out is taken from the part before it (`Siti 98`: the same step). Nothing is guessed between two: what could be either,
or is not known, is said and left open, and the person completes it before anything is saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from rapidfuzz.distance import DamerauLevenshtein

from guyub.books.line.tokens import LONGEST, Token, clean, split
from guyub.books.line.when import WEEKDAYS, YESTERDAY
from guyub.books.line.wordlists import words
from guyub.books.rules.parties import party_key
from guyub.kernel.days import parse_day
from guyub.kernel.errors import Problem
from guyub.kernel.measures import KNOWN_UNITS, unit_name
from guyub.kernel.numbers import parse_decimal
from guyub.kernel.words import Words, _
from guyub.sentra.rules import product_key

REJECTED = words("reject rejek rijek rejected rjk bs afkir apkir cacat rusak gagal pecah retak jelek buang dibuang bad")
GOOD = words("bagus baik jadi oke ok good dapat dapet selesai")
_FILLERS = words("di pakai pake buat untuk dan sama yang yg mesin order pesanan hari ini tadi")
_LIKE = 0.78  # how alike two words of four letters or more must be to be taken for a slip of the finger
MOST_PARTS = 30


@dataclass(frozen=True, slots=True)
class StepName:
    """A step that can be tallied, as people may name it."""

    id: int
    step: str
    product: str
    unit: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a workshop: keys of people, machines and customers' jobs to their ids, and its steps."""

    workers: Mapping[str, str] = field(default_factory=dict)
    steps: Sequence[StepName] = ()
    machines: Mapping[str, str] = field(default_factory=dict)
    jobs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TallyRead:
    """One part of a line. Ids are those of `Names`; quantities in `unit`, or in the step's own when it is empty."""

    worker: str = ""
    step: int | None = None
    good: Fraction | None = None
    rejected: Fraction | None = None
    unit: str = ""
    machine: str = ""
    job: str = ""
    day: date | None = None
    unknown: tuple[str, ...] = ()
    question: Words | None = None


def read(text: str, names: Names, today: date) -> list[TallyRead]:
    """What each part of the line says. An empty line says nothing; any text gets an answer."""
    found: list[TallyRead] = []
    for part in _parts(split(clean(text)[:LONGEST])):
        told = _read_part(part, names, today, found[-1] if found else None)
        if told is not None:
            found.append(told)
    return found[:MOST_PARTS]


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in tokens:
        if token.kind == "sign" and token.low in {",", ";", "\n"}:
            yield part
            part = []
        elif token.kind != "sign":
            part.append(token)
    yield part


@dataclass(slots=True)
class _Reading:
    """A part while it is read: its words that nobody has claimed yet."""

    tokens: list[Token]
    free: list[bool]

    def text(self, start: int, end: int) -> str:
        return " ".join(token.low for token in self.tokens[start:end])

    def claim(self, start: int, end: int) -> None:
        self.free[start:end] = [False] * (end - start)

    def phrases(self, longest: int = 4) -> Iterator[tuple[int, int, str]]:
        """Runs of unclaimed tokens, the longest first."""
        for size in range(min(longest, len(self.tokens)), 0, -1):
            for start in range(len(self.tokens) - size + 1):
                if all(self.free[start : start + size]):
                    yield start, start + size, self.text(start, start + size)

    def numbers(self) -> list[int]:
        return [place for place, token in enumerate(self.tokens) if self.free[place] and token.kind == "number"]


def _read_part(tokens: list[Token], names: Names, today: date, above: TallyRead | None) -> TallyRead | None:
    reading = _Reading(tokens, [True] * len(tokens))
    day = _day(reading, today)
    machine = _machine(reading, names.machines)
    good, rejected, unit = _quantities(reading)
    worker = _named(reading, names.workers)
    job = _named(reading, names.jobs)
    steps = _steps(reading, names.steps)
    unknown = tuple(_unclaimed(reading))
    if good is None and rejected is None and not (worker or steps or unknown):
        return None
    told = TallyRead(worker, None, good, rejected, unit, machine, job, day, unknown)
    return _completed(told, steps, names, above)


def _completed(told: TallyRead, steps: Sequence[StepName], names: Names, above: TallyRead | None) -> TallyRead:
    """With what the part above said of what this one leaves out, and what is still to be asked."""
    worker = told.worker or (above.worker if above and not told.unknown else "")
    day = told.day or (above.day if above else None)
    step = steps[0].id if len(steps) == 1 else None
    if not steps:
        only = names.steps[0].id if len(names.steps) == 1 else None
        step = above.step if above and above.step else only
    return replace(told, worker=worker, day=day, step=step, question=_question(told, steps, step))


def _question(told: TallyRead, steps: Sequence[StepName], step: int | None) -> Words | None:
    if told.good is None and told.rejected is None:
        return _("Berapa yang jadi?")
    if told.unknown:
        return _("“%(word)s” tidak dikenal. Siapa, atau langkah apa?", word=" ".join(told.unknown)[:40])
    if step is None and steps:
        return _("“%(step)s” ada di beberapa barang. Pilih yang mana.", step=steps[0].step)
    return _("Langkah apa?") if step is None else None


def _day(reading: _Reading, today: date) -> date | None:
    for place, token in enumerate(reading.tokens):
        day = _day_of(token, today)
        if day is not None:
            reading.claim(place, place + 1)
            return day
    return None


def _day_of(token: Token, today: date) -> date | None:
    if token.low in YESTERDAY:
        return today - timedelta(days=1)
    if token.low in WEEKDAYS:
        return today - timedelta(days=(today.weekday() - WEEKDAYS[token.low]) % 7)
    if token.kind != "day":
        return None
    try:
        return parse_day(token.text, "day")
    except Problem:
        return None


def _machine(reading: _Reading, machines: Mapping[str, str]) -> str:
    """A machine's name, which may end in a number, as long as another number is left to be the output."""
    for start, end, text in reading.phrases():
        if text in machines:
            numbers = [place for place in reading.numbers() if not start <= place < end]
            has_number = any(token.kind == "number" for token in reading.tokens[start:end])
            if has_number and not numbers:
                continue
            if not has_number and end - start == 1 and end in reading.numbers() and len(reading.numbers()) == 1:
                continue  # a machine called like a step: `rajut 20`
            reading.claim(start, end)
            return machines[text]
    return ""


def _quantities(reading: _Reading) -> tuple[Fraction | None, Fraction | None, str]:
    """Good and rejected output, and the unit they were written in."""
    good = rejected = None
    unit = ""
    for place in reading.numbers():
        value = _value(reading.tokens[place])
        if value is None:
            continue
        end = place + 1
        if end < len(reading.tokens) and unit_name(reading.tokens[end].low) in KNOWN_UNITS:
            unit = unit_name(reading.tokens[end].low)
            end += 1
        if _beside(reading, place - 1, end, REJECTED) and rejected is None:
            rejected = value
        elif good is None:
            good = value
            _beside(reading, place - 1, end, GOOD)
        else:
            continue
        reading.claim(place, end)
    return good, rejected, unit


def _beside(reading: _Reading, before: int, after: int, said: frozenset[str]) -> bool:
    """Whether one of `said` stands just before or just after, unless it belongs to another number; it is claimed."""
    if before >= 0 and reading.free[before] and reading.tokens[before].low in said:
        reading.claim(before, before + 1)
        return True
    there = after < len(reading.tokens) and reading.free[after] and reading.tokens[after].low in said
    follows = after + 1 < len(reading.tokens) and reading.tokens[after + 1].kind == "number"
    if there and not follows:
        reading.claim(after, after + 1)
        return True
    return False


def _value(token: Token) -> Fraction | None:
    try:
        return parse_decimal(token.low, zero=True)
    except Problem:
        return None


def _named(reading: _Reading, known: Mapping[str, str]) -> str:
    """The one thing that a run of words names: exactly, without its title, or but for a slip of the finger."""
    bare: dict[str, set[str]] = {}
    for key, id_ in known.items():
        for name in {key, *key.split()[:1], *(key.split()[1:] if len(key.split()) > 1 else [])}:
            bare.setdefault(name, set()).add(id_)
    for start, end, text in reading.phrases():
        key = party_key(text)
        if key in known:
            reading.claim(start, end)
            return known[key]
    for start, end, text in reading.phrases():
        found = bare.get(party_key(text), set())
        if len(found) == 1 and text not in _FILLERS:
            reading.claim(start, end)
            return next(iter(found))
    return _nearly(reading, bare)


def _nearly(reading: _Reading, bare: Mapping[str, set[str]]) -> str:
    for start, end, text in reading.phrases(1):
        if len(text) < 4 or text in _FILLERS:
            continue
        near = {id_ for name, ids in bare.items() if _alike(text, name) for id_ in ids}
        if len(near) == 1:
            reading.claim(start, end)
            return next(iter(near))
    return ""


def _alike(text: str, name: str) -> bool:
    return len(name) >= 4 and text[0] == name[0] and DamerauLevenshtein.normalized_similarity(text, name) >= _LIKE


def _steps(reading: _Reading, steps: Sequence[StepName]) -> list[StepName]:
    """The steps that are meant: those of the named step, narrowed by the named product."""
    by_step = _phrase(reading, {product_key(each.step) for each in steps})
    by_product = _phrase(reading, {product_key(each.product) for each in steps})
    if not by_step and not by_product:
        return []
    return [
        each
        for each in steps
        if (not by_step or product_key(each.step) == by_step)
        and (not by_product or product_key(each.product) == by_product)
    ]


def _phrase(reading: _Reading, keys: set[str]) -> str:
    for start, end, text in reading.phrases():
        if text in keys:
            reading.claim(start, end)
            return text
    for start, end, text in reading.phrases(1):
        near = [key for key in sorted(keys) if len(text) >= 4 and _alike(text, key)]
        if len(near) == 1:
            reading.claim(start, end)
            return near[0]
    return ""


def _unclaimed(reading: _Reading) -> Iterable[str]:
    for place, token in enumerate(reading.tokens):
        if reading.free[place] and token.kind == "word" and token.low not in _FILLERS | GOOD:
            yield token.text
