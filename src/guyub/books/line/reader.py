"""Reads one message: the steps from text to entries, in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from guyub.books.line import clauses, entry, lexicon, measures, numerals, questions, refusals, tokens, when
from guyub.books.line.measures import is_money
from guyub.books.line.reading import NOTHING_KNOWN, Known, Reading, Understood
from guyub.books.line.tokens import LONGEST, Token
from guyub.kernel.numbers import MOST_RUPIAH
from guyub.kernel.words import Words


def read(text: str, today: date, known: Known = NOTHING_KNOWN) -> Reading:
    """What `text`, written on `today`, says happened: entries, or a question. Nothing in it makes this fail."""
    if len(text) > LONGEST:
        return _asked(text[:LONGEST], None, questions.too_long())
    plain = tokens.clean(text)
    if not plain.strip():
        return _asked(text, None, questions.empty())
    pieces = numerals.join(tokens.split(plain))
    pieces = when.find(pieces, today)
    pieces = measures.weigh(lexicon.name(pieces, known))
    pieces = refusals.without_heading(pieces)
    refusals.soften(pieces)
    refused = refusals.refuse(pieces)
    if refused is not None:
        return _asked(text, _only_amount(pieces), refused)
    return Reading(text, tuple(_entries(pieces, plain, known)))


def _asked(text: str, amount: int | None, question: Words) -> Reading:
    return Reading(text, (Understood(None, amount, question=question),))


def _only_amount(pieces: list[Token]) -> int | None:
    """The amount of a refused line where there is just one."""
    money = [token for token in pieces if is_money(token) and not token.doubtful]
    if len(money) == 1 and money[0].value == int(money[0].value) and 0 < money[0].value <= MOST_RUPIAH:
        return int(money[0].value)
    return None


def _entries(pieces: list[Token], text: str, known: Known) -> list[Understood]:
    found: list[Understood] = []
    before = None
    for clause in clauses.cut(pieces):
        understood, before = entry.understand(clause, text, known, before)
        if clause.takes_rest:
            understood = _with_rest(understood, found)
        found.append(understood)
    return _shared(_agreed(found), clauses_day_last=_day_is_last(pieces))


def _agreed(found: list[Understood]) -> list[Understood]:
    """In one line a doubtful entry is what its neighbour is: `bayar bu Ani 180rb dan pak Joko 350rb upah`."""
    result = list(found)
    for place, understood in enumerate(result):
        if understood.kind is not None or understood.amount is None or len(understood.choices) < 2:
            continue
        for other in (*result[place + 1 : place + 2], *result[max(0, place - 1) : place]):
            if other.kind is not None and any(choice.kind == other.kind for choice in understood.choices):
                result[place] = replace(understood, kind=other.kind, choices=(), question=None)
                break
    return result


def _with_rest(understood: Understood, found: list[Understood]) -> Understood:
    """`gaji 5jt, simpan 2jt, sisanya ke cash`: what the first brought less what the others took."""
    amounts = [entry.amount for entry in found]
    if not amounts or any(amount is None for amount in amounts):
        return understood
    rest = (amounts[0] or 0) - sum(amount or 0 for amount in amounts[1:])
    if rest <= 0:
        return understood
    return replace(understood, kind=found[-1].kind, amount=rest, settlement=None, choices=(), question=None)


def _day_is_last(pieces: list[Token]) -> bool:
    return bool(pieces) and pieces[-1].kind == "when" and pieces[-1].role in {"day", "date"}


def _shared(found: list[Understood], *, clauses_day_last: bool) -> list[Understood]:
    """The day holds until another is named; the way of paying that closes the line holds for all before it."""
    if len(found) < 2:
        return found
    result: list[Understood] = []
    day, on = None, None
    for understood in found:
        if understood.day is not None or understood.date is not None:
            day, on = understood.day, understood.date
        elif day is not None or on is not None:
            understood = replace(understood, day=day, date=on)  # noqa: PLW2901 - the entry goes on with the day
        result.append(understood)
    way = result[-1].settlement
    if way in {"cash", "bank", "ewallet"} and not any(entry.settlement for entry in result[:-1]):
        result = [replace(entry, settlement=way) for entry in result]
    return result
