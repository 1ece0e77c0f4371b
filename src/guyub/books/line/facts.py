"""The facts of one transaction, which decide its kind: meanings present, who stands where, what the thing is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from guyub.books.line import people
from guyub.books.line.clauses import Clause
from guyub.books.line.people import VERBS, Party
from guyub.books.line.reading import Habit, Known
from guyub.books.line.tokens import Token
from guyub.books.line.wordlists import words

NOUNS = words("material asset goods cost_item household leftover piece_work service")
_CLASSES = ("goods", "cost_item", "asset", "leftover", "material", "piece_work", "household", "service")
_PART_OF_ITEM = NOUNS | {"loose", "wage", "interest"}
# May stand inside the name of a thing without changing what it is.
_NEVER_ITEM = words("""
    sell buy pay paid_by settle receive spend lend borrow move stow send give_back back debt owe instalment deposit
    unpaid kasbon claim bon total each price cash credit ewallet bank via and then self filler first later remainder
    grant capital tax chat customer to from by for with at take give account cash_box percent money loan ask wish
    not not_yet cancel command order add own windfall moved_in give disburse friend family title worker lender
""")
_PREPOSITIONS = words("to from with by for at and")
_IDLE = frozenset({"filler", "chat", "self"})
_CUSTOM_WORDS = 4


@dataclass(slots=True)
class Facts:
    """Everything that is known of one transaction. `all` holds the facts by name, for the rules in `kinds.py`."""

    all: set[str]
    parties: list[Party]
    tokens: list[Token]  # those that name nobody
    item: list[Token]
    item_text: str
    habit: Habit | None
    head: Token | None


def gather(clause: Clause, text: str, known: Known) -> Facts:
    """The facts of `clause`, which is part of `text`."""
    parties = people.find(clause.tokens, text, known)
    tokens = people.without(clause.tokens, parties) if parties else clause.tokens
    every: set[str] = set(clause.carried)
    for token in tokens:
        if token.kind == "word":
            every |= token.tags
    every -= _PREPOSITIONS  # those that lead to nobody say nothing
    _from_people(parties, every)
    item = _item(tokens)
    head = next((token for token in item if token.tags & NOUNS), None)
    item_text = _item_text(item, text)
    habit = _habit(item_text, known)
    every.add("is:" + _class(item, head, known, working=bool(every & {"wage", "cost", "pay", "any:worker"})))
    if "kitchen" in every and "is:asset" not in every:
        every.add("household")  # an oven for the kitchen is the workshop's; rice for it is not
    if head is not None:
        every |= head.tags & {"cost:rent", "cost:repair", "cost:food"}
    if "phrase" in every:
        every.discard("phrase")
    if not every & VERBS:
        every.add("no_verb")
    if clause.carried and not clause.verb:
        every.discard("no_verb")
    _account_places(tokens, every)
    _self_places(tokens, every)
    first = next((token for token in clause.tokens if token.kind == "word" and not token.tags <= _IDLE), None)
    if first is not None:
        every |= {f"first:{tag}" for tag in first.tags}
    return Facts(every, parties, tokens, item, item_text, habit, head)


def _from_people(parties: list[Party], every: set[str]) -> None:
    for party in parties:
        every.add(party.place)
        every.add("party")
        for sort in party.sorts:
            every.add(f"any:{sort}")
            every.add(f"{party.place}:{sort}")


def _item(tokens: list[Token]) -> list[Token]:
    """The first run of words that name a thing, beginning with the first noun or unknown word."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "word" and _names_a_thing(token, started=bool(runs[-1])):
            runs[-1].append(token)
        elif runs[-1] and not (token.kind == "number" and token.role == "count" and not token.unit):
            runs.append([])
    named = [run for run in runs if any(token.tags & NOUNS for token in run)]
    return named[0] if named else next((run for run in runs if run), [])


def _names_a_thing(token: Token, *, started: bool) -> bool:
    tags = token.tags
    if not tags:
        return len(token.low) > 1
    if tags & NOUNS:
        named = "phrase" not in tags or bool(tags & {"goods", "cost_item"})
        return named and not tags & {"sell", "buy", "take", "unpaid"}
    if tags & _NEVER_ITEM:
        return False
    return started and bool(tags & {"loose", "name", "wage", "shop", "produce", "supplier"})


def _class(item: list[Token], head: Token | None, known: Known, *, working: bool) -> str:  # noqa: PLR0911 - the first that fits
    """What kind of thing it is: by the first word that says, as the head of an Indonesian phrase comes first."""
    if head is None:
        return "unknown" if item else "none"
    if any("leftover" in token.tags for token in item):
        return "leftover"
    after = item[item.index(head) + 1 :]
    tags = head.tags
    if known.product_words and head.text.lower() in known.product_words:
        return "goods"
    if "piece_work" in tags and any("cost_item" in token.tags for token in after[:1]):
        return "cost_item"  # pasang listrik
    if "cost_item" in tags and "goods" in tags:
        return "goods" if after else "cost_item"
    if "piece_work" in tags and len(tags & NOUNS) > 1 and not working:
        tags = tags - {"piece_work"}
    for name in ("piece_work", "cost_item", "asset", "material", "goods", "household", "service"):
        if name in tags:
            return "goods" if name == "material" and "goods" in tags else name
    return "unknown"


def _item_text(item: list[Token], text: str) -> str:
    if not item:
        return ""
    return " ".join(text[token.span[0] : token.span[1]] for token in item)


def _habit(item_text: str, known: Known) -> Habit | None:
    if not known.customs or not item_text:
        return None
    words = item_text.lower().split()
    for length in range(min(len(words), _CUSTOM_WORDS), 0, -1):
        for start in range(len(words) - length + 1):
            habit = known.customs.get(" ".join(words[start : start + length]))
            if habit is not None:
                return habit
    return None


def _self_places(tokens: list[Token], every: set[str]) -> None:
    """`Budi utang ke saya`: the owner is not the one who acts."""
    for before, token in pairwise(tokens):
        if "self" in token.tags and before.tags & {"to", "from", "with", "by"}:
            every.discard("self")
            every.add("to_self")


def _account_places(tokens: list[Token], every: set[str]) -> None:
    """Own places of money after `ke` and `dari`."""
    for before, token in pairwise(tokens):
        if token.kind != "word" or not token.tags & {"account", "ewallet", "cash_box", "bank"}:
            continue
        if "to" in before.tags:
            every.add("to_account")
        elif "from" in before.tags and "cash_box" not in token.tags:
            every.add("from_account")
