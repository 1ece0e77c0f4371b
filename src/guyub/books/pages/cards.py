"""What was understood of a line, as cards to look at and mend before anything is saved.

A card is built from the line alone, or from the line and what the owner changed on the card. What a page does not
show of an event comes from the line again, so nothing is lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext

from guyub.books.forms.writing import CATEGORY_NAMES, DIRECTIONS, EventForm, fields_of, may_be_owed
from guyub.books.line import Choice, Known, Understood, read
from guyub.books.models import Book
from guyub.books.rules.meaning import MONEY_PLACES, NAMES, EventKind
from guyub.books.rules.telling import CREDIT, PART, NewNote, day_words, settlement_words, things_of
from guyub.kernel.errors import Problem
from guyub.kernel.languages import style_of
from guyub.kernel.numbers import parse_rupiah
from guyub.kernel.words import Rupiah, reader_language, show, show_number

Data = Mapping[str, Any]


@dataclass
class Card:
    """One event of the line. `asked` are the fields that stand open, because something is missing."""

    form: EventForm
    note: NewNote | None  # complete, or None while something is missing
    read_as: NewNote | None  # what the line alone says
    question: str
    asked: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...]
    kind: str
    is_open: bool = False  # the fold in which the owner changes things
    look_again: bool = False  # something stands here now that was not shown before

    @property
    def shown_as(self) -> str:
        """The kind as which the card is shown whole; empty while it asks."""
        return self.kind if self.note else ""

    @property
    def amount_so_far(self) -> int | None:
        """What a card that asks for something else has understood of the amount."""
        if self.note or "amount" in self.asked:
            return None
        try:
            return parse_rupiah(self.form["amount"].value())
        except Problem:
            return None

    @property
    def kind_name(self) -> str:
        return str(NAMES[EventKind(self.kind)]) if self.kind in set(EventKind) else ""

    @property
    def facts(self) -> Iterator[tuple[str, str]]:
        """What else was understood, as pairs of a name and a value."""
        note = self.note
        if note is None:
            return
        language = reader_language()
        pairs = [
            (gettext("Apa"), things_of(note)),
            (gettext("Harga satuan"), Rupiah(note.unit_price) if note.unit_price else ""),
            (gettext("Untuk apa"), dict(CATEGORY_NAMES).get(note.category, "")),
            (gettext("Siapa"), note.party),
            (gettext("Uang mukanya"), dict(DIRECTIONS)[note.direction] if note.kind is EventKind.DEPOSIT else ""),
            (gettext("Di antaranya bunga"), Rupiah(note.interest) if note.interest else ""),
            (gettext("Dibayar"), settlement_words(note)),
            (gettext("Tanggal"), day_words(note.day, self.form.today)),
        ]
        for name, value in pairs:
            if shown := show(value, language):
                yield name, shown

    def refused(self) -> Card:
        """The same card after the book refused it: the fields that cannot be stand open."""
        wrong = tuple(name for name in self.form.fields if name in self.form.errors)
        return replace(self, asked=wrong, note=None, is_open=False) if wrong else self

    @property
    def heading(self) -> str:
        """The question, unless a field that stands open asks it already, or says it as what is wrong there."""
        fields = self.asked_fields
        wrong = [str(told) for field in fields if self.form.is_bound for told in field.errors]
        return "" if self.question in {*(str(field.label) for field in fields), *wrong} else self.question

    @property
    def asked_fields(self) -> list[BoundField]:
        return [self.form[name] for name in self.asked]

    @property
    def folded_fields(self) -> list[BoundField]:
        return [self.form[name] for name in fields_of(self.kind) if name not in self.asked]

    @property
    def is_hopeless(self) -> bool:
        """Whether the line says so little that there is nothing to mend, only to write again."""
        return not self.asked and self.note is None


def cards_of(text: str, book: Book | None, today: date, known: Known) -> list[Card]:
    """What the line alone says."""
    closed = book.closed_until if book else None
    return [_from_line(each, number, today, closed) for number, each in enumerate(read(text, today, known).entries)]


def mended_cards(text: str, data: Data, book: Book | None, today: date, known: Known) -> list[Card]:
    """What the line says with what the owner changed on the cards; `data` is what the page sent."""
    closed = book.closed_until if book else None
    cards = []
    for number, each in enumerate(read(text, today, known).entries):
        fresh = _from_line(each, number, today, closed)
        cards.append(fresh if fresh.is_hopeless else _mended(fresh, each, data, closed))
    return cards


def were_shown(text: str, data: Data, cards: list[Card]) -> bool:
    """Whether the page that sent `data` showed just these cards for just this text."""
    there = all(f"{card.form.prefix}-as" in data for card in cards if not card.is_hopeless)
    return data.get("seen") == text and there and f"e{len(cards)}-as" not in data


def _from_line(each: Understood, number: int, today: date, closed: date | None) -> Card:
    prefix, initial = f"e{number}", _initial(each, today)
    probe = EventForm(_prefixed(prefix, initial), prefix=prefix, today=today, closed_until=closed)
    probe.full_clean()
    form = EventForm(initial=initial, prefix=prefix, today=today, closed_until=closed)
    options = _options(each)
    asked = _asked(form, probe, options, each)
    note = replace(probe.note, unit_price=each.unit_price) if probe.note and not options else None
    question = str(each.question or "") or next((str(told[0]) for told in probe.errors.values()), "")
    return Card(form, note, note, question if note is None else "", asked, each.corrected, initial["kind"])


def _mended(fresh: Card, each: Understood, data: Data, closed: date | None) -> Card:
    prefix = str(fresh.form.prefix)
    sent = {name: str(data[f"{prefix}-{name}"]) for name in EventForm.base_fields if f"{prefix}-{name}" in data}
    chosen = _chosen(sent.pop("choice", ""), fresh)
    values = {**_initial(each, fresh.form.today), **sent, **chosen}
    shown_as = str(data.get(f"{prefix}-as", ""))
    look = not shown_as or (values["kind"] != shown_as and not set(fields_of(values["kind"])) <= set(sent))
    if not may_be_owed(values["kind"]) and values["settlement"] in {CREDIT, PART}:
        values["settlement"], look = "cash", True
    form = EventForm(_prefixed(prefix, values), prefix=prefix, today=fresh.form.today, closed_until=closed)
    options = () if values["kind"] else _options(each)
    if form.is_valid():
        note = _compared(form.note, fresh.read_as, each) if form.note else None
        return Card(form, note, fresh.read_as, "", (), each.corrected, values["kind"], not chosen, look)
    if options:
        form.errors.pop("kind", None)
        form.add_error("choice", gettext("Pilih salah satu."))
    asked = _asked(form, form, options, each)
    return Card(form, None, fresh.read_as, fresh.question, asked, each.corrected, values["kind"])


def _compared(note: NewNote, read_as: NewNote | None, each: Understood) -> NewNote:
    """The event beside what its line alone says: what a unit costs, and whether the owner changed anything.

    To answer what the line left open changes nothing of it.
    """
    if read_as is None:
        amounts = {each.amount, *(option.amount for option in each.choices)} - {None}
        other = (each.kind is not None and note.kind != each.kind) or bool(amounts and note.amount not in amounts)
        price = each.unit_price if note.amount == each.amount and not other else None
        return replace(note, unit_price=price, corrected=other)
    same = (note.amount, note.quantity, note.unit) == (read_as.amount, read_as.quantity, read_as.unit)
    told = replace(note, unit_price=read_as.unit_price if same else None)
    return replace(told, corrected=told != read_as)


def _chosen(choice: str, fresh: Card) -> dict[str, str]:
    """Kind, and amount if it has one, of the pill that was tapped; nothing for one that was not offered."""
    field: Any = fresh.form.fields["choice"]
    if choice not in {value for value, __ in field.choices}:
        return {}
    kind, __, amount = choice.partition("|")
    return {"kind": kind, **({"amount": amount} if amount else {})}


def _asked(form: EventForm, probe: EventForm, options: tuple[Choice, ...], each: Understood) -> tuple[str, ...]:
    """The fields to stand open: the pills to choose from, or what is missing or cannot be."""
    if options:
        amounts = {option.amount for option in options}
        field: Any = form.fields["choice"]
        field.choices = [(_value(option), _label(option, len(amounts) > 1)) for option in options]
        field.label = gettext("Pilih yang dimaksud")
        return ("choice", "amount") if None in amounts and each.amount is None else ("choice",)
    if each.kind is None and each.amount is None and not each.choices:
        return ()
    return tuple(name for name in probe.fields if name in probe.errors)


def _options(each: Understood) -> tuple[Choice, ...]:
    """What may be chosen, when there is more than one thing."""
    options = tuple(dict.fromkeys(each.choices)) if each.kind is None else ()
    return options if len(options) > 1 else ()


def _value(option: Choice) -> str:
    return f"{option.kind}|{option.amount or ''}"


def _label(option: Choice, with_amount: bool) -> str:
    name = str(NAMES[EventKind(option.kind)])
    return f"{name} {show(Rupiah(option.amount), reader_language())}" if with_amount and option.amount else name


def _initial(each: Understood, today: date) -> dict[str, str]:
    """What the line says, as it is typed into the fields of a form."""
    only = {option.kind for option in each.choices}
    kind = each.kind or (only.pop() if len(only) == 1 and len(each.choices) == 1 else "")
    day = each.date or today + timedelta(days=each.day or 0)
    source, target = _from_to(each.source, each.target)
    settlement = each.settlement or "cash"
    if settlement in {CREDIT, PART} and not may_be_owed(kind):
        settlement = "cash"
    return {
        "kind": kind,
        "amount": _typed(each.amount),
        "settlement": settlement,
        "paid": _typed(each.paid) if settlement == PART else "",
        "place": "cash",
        "party": each.party or "",
        "item": each.item or "",
        "quantity": _typed(each.quantity),
        "unit": (each.unit or "")[:12],
        "category": each.category or "other",
        "source": source,
        "target": target,
        "interest": _typed(each.interest),
        "direction": each.direction or "in",
        "day": day.isoformat(),
    }


def _from_to(source: str | None, target: str | None) -> tuple[str, str]:
    """Where a transfer goes, one end of which may not have been said."""
    places = list(MONEY_PLACES)
    source = source or next(place for place in places if place != target)
    return source, target or next(place for place in ["bank", *places] if place != source)


def _typed(number: float | None) -> str:
    """A number as it is typed, such that it is read back as it was."""
    if number is None:
        return ""
    language = reader_language()
    if float(number).is_integer():
        return show_number(int(number), language)
    whole, __, decimals = f"{number:.3f}".rstrip("0").partition(".")
    return f"{whole}{style_of(language).decimal}{decimals}" + (
        "0" if len(decimals) == 3 else ""
    )  # three would be taken for thousands


def _prefixed(prefix: str, values: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in values.items()}
