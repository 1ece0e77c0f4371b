"""One transaction: its facts and sums put together into what is understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from guyub.books.line import amounts, facts, kinds, questions
from guyub.books.line.amounts import Sums
from guyub.books.line.clauses import Clause
from guyub.books.line.facts import Facts
from guyub.books.line.measures import is_money
from guyub.books.line.people import Party
from guyub.books.line.reading import Choice, Known, Understood
from guyub.books.line.tokens import Token
from guyub.books.line.when import PAST
from guyub.books.line.wordlists import words
from guyub.kernel.words import Words

_ON_CREDIT = words("sale purchase expense asset wage")
_CREDIT_FACTS = words("unpaid credit debt owe bon claim due_day")
_REASONS = {
    "not_done": questions.not_happened,
    "setting": questions.a_setting,
    "chat": questions.not_a_record,
    "production": questions.production,
    "order": questions.an_order,
}
_OF_THEIR_DAY = words("sale purchase asset")
_COMES_FROM = words("other_income grant capital")
_LENT = words("loan loan_repayment payment")
_PARTY_ORDER = ("subject", "from", "to", "by", "object", "with", "at", "for", "and")


@dataclass(slots=True)
class Verdict:
    """A kind, or the kinds it may be, or why it is none; and what else the rule said."""

    kind: str | None = None
    choices: tuple[str, ...] = ()
    reason: Words | None = None
    credit: bool = False
    direction: str | None = None


def understand(clause: Clause, text: str, known: Known, before: Facts | None) -> tuple[Understood, Facts]:
    """What `clause`, a part of `text`, says. A subject that goes on acting is taken over from the one `before`."""
    found = facts.gather(clause, text, known)
    numbers = [token for token in clause.tokens if token.kind == "number"]
    negative = _negative(clause.tokens)
    only = not any(token.kind == "word" and token.tags != frozenset({"filler"}) for token in clause.tokens)
    sums = amounts.reckon(numbers, only_numbers=only)
    if negative:
        sums.amount, sums.question = None, questions.not_positive()
    _take_over_subject(found, before)
    _take_over_meal(found, before)
    _refine(found, numbers, sums, clause)
    verdict = Verdict() if only else _verdict(found, known, sums)
    return _compose(clause, found, sums, verdict), found


def _negative(tokens: list[Token]) -> bool:
    """`-50rb`, but not `25.000,-` nor a list's dash before a word."""
    return any(
        sign.low == "-" and not sign.glued and number.kind == "number" and number.glued
        for sign, number in pairwise(tokens)
    )


def _take_over_subject(found: Facts, before: Facts | None) -> None:
    """`bu Tati bayar utang, terus ambil keripik`: it is still bu Tati who acts."""
    if before is None or found.parties or not found.all & {"take", "owe", "debt"}:
        return
    subject = next((party for party in before.parties if party.place == "subject"), None)
    if subject is not None:
        found.parties.append(Party("subject", subject.text, subject.sorts, 0, 0))
        found.all |= {"subject", "party", *(f"subject:{sort}" for sort in subject.sorts)}


def _take_over_meal(found: Facts, before: Facts | None) -> None:
    """`kopi 18rb dan roti 12rb`: what is named beside something eaten is eaten too."""
    eaten = before is not None and before.all >= {"is:cost_item", "cost:food"} and "counted_goods" not in before.all
    if eaten and "no_verb" in found.all and found.head is not None and "edible" in found.head.tags:
        found.all = (found.all - {"is:goods", "is:material"}) | {"is:cost_item", "cost:food"}


def _refine(found: Facts, numbers: list[Token], sums: Sums, clause: Clause) -> None:
    """Facts that come from the numbers and the meaning of several words together."""
    roles = {token.role for token in numbers}
    every = found.all
    if any(token.role == "count" and token.unit != "-" for token in numbers) or sums.quantity is not None:
        every.add("counted_goods")
    if roles & {"paid", "paid?"} and sums.paid is not None:
        every.discard("deposit")
    if "paid?" in roles and sums.paid is not None and "first" in every:
        every.discard("give")
    whole = any(is_money(token) and token.role in {"", "each", "price", "total"} for token in numbers)
    if every & {"sell", "buy"} and "paid" in roles and whole:
        every.discard("deposit")
    ordered = "order" in every and not every & {"sell", "buy", "take", "taken", "send", "cleared"}
    if sums.paid is not None and (("paid?" in roles and "order" in every) or ("paid" in roles and ordered)):
        every.add("deposit")
        sums.amount, sums.paid, sums.unit_price = sums.paid, None, None
    if every >= {"instalment", "loan"} and sums.principal is None and 0 < (sums.interest or 0) < (sums.amount or 0):
        sums.principal = (sums.amount or 0) - (sums.interest or 0)  # what is paid has the interest in it
    first = next((token for token in clause.tokens if token.kind == "word" and not token.tags & {"filler"}), None)
    if first is not None and first.low == "lunas":
        every.add("settle")
    if sums.paid is not None:
        every.add("part")
    if "interest" in every and sums.principal is not None:
        every.add("principal")
    if clause.takes_rest:
        every.discard("remainder")


def _verdict(found: Facts, known: Known, sums: Sums) -> Verdict:
    if found.habit is not None and "no_verb" in found.all:
        return Verdict(found.habit.kind)
    if known.roles and "no_verb" in found.all:
        verdict = _by_role(found)
        if verdict is not None:
            return verdict
    return _resolve(kinds.decide(found.all), found)


def _by_role(found: Facts) -> Verdict | None:
    """`Siti 600rb` when Siti is known to be a worker."""
    for party in found.parties:
        if "known" in party.sorts and not found.item:
            for role, kind in (("worker", "wage"), ("lender", "loan_repayment"), ("supplier", "payment")):
                if role in party.sorts:
                    return Verdict(kind)
            return Verdict(choices=("sale", "receipt"))
    return None


def _resolve(said: str, found: Facts) -> Verdict:
    if not said:
        return Verdict(reason=questions.not_a_record())
    if said.startswith("no:"):
        return Verdict(reason=_REASONS[said[3:]]())
    if said.startswith("?"):
        return Verdict(choices=tuple(said[1:].split(",")))
    if said.startswith("*"):
        return _SPECIAL[said[1:]](found)
    kind, __, direction = said.partition(":")
    if kind.endswith("*"):
        return _bought_on_credit(found)
    return Verdict(kind.rstrip("?"), direction=direction or None)


def _bought_on_credit(found: Facts) -> Verdict:
    every = found.all
    kind = "purchase"
    if "is:cost_item" in every and "buy_only" not in every:
        kind = "expense"
    elif "is:asset" in every:
        kind = "asset"
    elif "wage" in every:
        kind = "wage"
    return Verdict(kind, credit=True)


def _bills(found: Facts) -> Verdict:
    """What is paid: a bill for a running cost, a loan from a lender, else a debt."""
    every = found.all
    if (
        "bill" in every
        and not every & {"debt", "bon"}
        and every & {"is:cost_item", "is:unknown"}
        and "party" not in every
    ):
        return Verdict("expense")
    if "any:lender" in every and "debt" in every:
        return Verdict("loan_repayment")
    if "household" in every and "debt" not in every:
        return Verdict("drawing")
    return Verdict("payment")


def _lent(found: Facts) -> Verdict:
    if found.all & {"any:worker", "any:family", "any:friend", "is:cost_item", "household"}:
        return Verdict("advance")
    return Verdict("sale", credit=True)


def _owed(found: Facts) -> Verdict:
    if "pay" in found.all:  # ngutang ke Rina buat bayar kos: what was borrowed is money
        return Verdict("loan")
    return Verdict("loan" if found.item and found.item[0].low in {"makan", "jajan"} else "expense", credit=True)


def _expense(found: Facts) -> Verdict:
    drawn = found.all & {"household", "for:family", "object:family", "any:family"}
    return Verdict("drawing" if drawn else "expense")


def _thing(found: Facts) -> Verdict:
    every = found.all
    return Verdict("asset" if "is:asset" in every else "expense" if "is:cost_item" in every else "purchase")


def _income(found: Facts) -> Verdict:
    every = found.all
    if "household" in every or every & {"any:family"}:
        return Verdict("other_income")
    if "any:authority" in every:
        return Verdict("grant")
    if every & {"subject", "from", "any:customer", "any:shop"}:
        return Verdict(choices=("receipt", "sale", "other_income"))
    if "is:none" in every:
        return Verdict(choices=("sale", "other_income"))
    return Verdict("other_income")


_SPECIAL = {
    "bills": _bills,
    "lent": _lent,
    "owed": _owed,
    "expense": _expense,
    "thing": _thing,
    "income": _income,
}


def _compose(clause: Clause, found: Facts, sums: Sums, verdict: Verdict) -> Understood:
    party = _party(found, verdict.kind)
    kind, choices, question = _settled(sums, verdict, party, found)
    settlement = _settlement(found, sums, verdict, clause)
    source, target = _places(found, clause.tokens) if verdict.kind == "transfer" else (None, None)
    when = _when(clause.tokens)
    if kind is not None and when is None and _day_unknown(clause.tokens, kind):
        choices, question = (Choice(kind, sums.amount),), questions.which_day()
        kind = None
    due = next((token for token in clause.tokens if token.role == "due"), None)
    corrected = tuple((token.text, token.corrected_to) for token in clause.tokens if token.corrected_to)
    return Understood(
        kind=kind,
        amount=sums.amount,
        quantity=_plain(sums.quantity),
        unit=sums.unit or None,
        unit_price=sums.unit_price,
        item=found.item_text or None,
        party=party,
        settlement=settlement,
        paid=sums.paid if settlement == "part" else None,
        day=int(when.value) if when is not None and when.role == "day" else None,
        date=date.fromisoformat(when.text) if when is not None and when.role == "date" else None,
        due_days=int(due.value) if due is not None else None,
        source=source,
        target=target,
        principal=sums.principal if kind == "loan_repayment" else None,
        interest=sums.interest if kind == "loan_repayment" else None,
        direction=verdict.direction if kind == "deposit" else None,
        category=_category(found) if kind == "expense" else None,
        choices=choices,
        corrected=corrected,
        question=question,
    )


def _day_unknown(tokens: list[Token], kind: str) -> bool:
    """`bulan lalu jual syal`: it happened then, on a day not said; `bayar listrik bulan lalu` only says for when."""
    past = any(token.kind == "when" and token.text == PAST for token in tokens)
    return past and (tokens[0].text == PAST or kind in _OF_THEIR_DAY)


def _when(tokens: list[Token]) -> Token | None:
    """The day that is said most exactly: a date before a day of the week or `minggu kemarin`."""
    times = [token for token in tokens if token.kind == "when" and token.role in {"day", "date"}]
    dates = [token for token in times if token.role == "date"]
    return dates[-1] if dates else times[0] if times else None


def _settled(
    sums: Sums, verdict: Verdict, party: str | None, found: Facts
) -> tuple[str | None, tuple[Choice, ...], Words | None]:
    """The kind, or the question and what may be chosen."""
    names = (verdict.kind,) if verdict.kind else verdict.choices
    if verdict.reason is not None:
        return None, (), verdict.reason
    if sums.question is not None:
        return None, tuple(Choice(name, amount) for name in names for amount in sums.maybe or (None,)), sums.question
    if sums.amount is None:
        return None, tuple(Choice(name) for name in names), questions.how_much()
    if verdict.kind is None:
        choices = tuple(Choice(name, sums.amount) for name in names)
        owes = party is not None and "debt" in found.all
        asked = questions.who_owes(party or "", sums.amount) if owes else questions.which_kind(sums.amount)
        return None, choices, asked if choices else questions.what_for(sums.amount)
    return verdict.kind, (), None


def _plain(number: int | Fraction | None) -> int | float | None:
    if number is None or isinstance(number, int):
        return number
    return int(number) if number.denominator == 1 else float(number)


def _party(found: Facts, kind: str | None) -> str | None:
    """Who it is with: of income whom it comes from, of a loan the bank, else who acts or is acted upon."""
    order = ("from", *_PARTY_ORDER) if kind in _COMES_FROM else _PARTY_ORDER
    named = _named(found, order)
    if named is None and kind in _LENT:
        return next((token.text for token in found.tokens if token.tags & {"account", "pay_later"}), None)
    return named


def _named(found: Facts, order: tuple[str, ...]) -> str | None:
    for place in order:
        for party in found.parties:
            if party.place == place:
                return party.text
    return None


def _settlement(found: Facts, sums: Sums, verdict: Verdict, clause: Clause) -> str | None:
    every = found.all
    if verdict.kind == "transfer":
        return None
    due = any(token.role == "due" for token in clause.tokens)
    credit = verdict.credit or (verdict.kind in _ON_CREDIT and bool(every & _CREDIT_FACTS or due))
    if sums.paid is not None and (verdict.kind in _ON_CREDIT or verdict.kind is None):
        return "part"
    if verdict.kind == "sale" and "instalment" in every:
        credit = True
    if credit:
        return "credit"
    for name in ("ewallet", "bank", "cash"):
        if name in every:
            return name
    if found.habit is not None:
        return found.habit.settlement
    return None


def _places(found: Facts, tokens: list[Token]) -> tuple[str | None, str | None]:
    """Between which of the own places of money a transfer goes."""
    source = target = None
    direction = ""
    for token in tokens:
        if token.kind != "word":
            continue
        if token.tags & {"from", "to"} and len(token.tags) == 1:
            direction = next(iter(token.tags))
        place = _place(token)
        if place and direction == "from":
            source, direction = source or place, ""
        elif place:
            target = target or place
    every = found.all
    if "withdraw" in every or "take_out" in every or ("take" in every and target == "bank"):
        source, target = source or (target if target in {"bank", "ewallet"} else "bank"), "cash"
    elif "top_up" in every:
        target = target or "ewallet"
    elif every & {"cash_in", "stow"}:
        source, target = source or "cash", target or "bank"
    return source, target


def _place(token: Token) -> str | None:
    if "ewallet" in token.tags:
        return "ewallet"
    if token.tags & {"account"} or token.low == "bank":
        return "bank"
    return "cash" if "cash_box" in token.tags else None


def _category(found: Facts) -> str:
    if "interest" in found.all:
        return "interest"
    if found.habit is not None and found.habit.category:
        return found.habit.category
    for token in found.item or found.tokens:
        for tag in token.tags:
            if tag.startswith("cost:"):
                return tag[5:]
    return "other"
