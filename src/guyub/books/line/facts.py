"""The facts of one transaction, which decide its kind: meanings present, who stands where, what the thing is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from guyub.books.line import people
from guyub.books.line.clauses import Clause
from guyub.books.line.people import VERBS, Party
from guyub.books.line.reading import Habit, Known
from guyub.books.line.tokens import Token
from guyub.books.line.wordlists import words

NOUNS = words("material asset goods cost_item household leftover piece_work service")
# May stand inside the name of a thing without changing what it is.
_NEVER_ITEM = words("""
    sell buy pay paid_by settle receive spend lend borrow move stow send give_back back debt owe instalment deposit
    unpaid kasbon claim bon total each price cash credit ewallet bank via and then self filler first later remainder
    grant capital tax chat customer to from by for with at take give account cash_box percent money loan ask wish
    not not_yet cancel command order add own windfall moved_in give disburse friend family title worker lender
""")
_PREPOSITIONS = words("to from with by for at and")
# What these do is known whatever it is for; the purpose of a purchase or a loan does not make it something else.
_RULING = words("""
    sell buy borrow lend take take_out withdraw capital kasbon loan grant receive comes_in disburse drawing top_up
    deposit give_back own_funds cash_in wage moved_in instalment
""")
_TELLING_PURPOSES = words("household kitchen capital drawing family")
_ENDS_PURPOSE = words("cash bank ewallet via bon unpaid settle deposit credit owe from self")
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
    if clause.carried and not clause.verb:
        parties = [replace(party, place="object") if party.place == "subject" else party for party in parties]
    tokens = people.without(clause.tokens, parties) if parties else clause.tokens
    every: set[str] = set(clause.carried)
    _way_of_paying(tokens)
    tokens, purpose = _purpose(tokens)
    for token in tokens:
        if token.kind == "word":
            every |= token.tags
    for token in purpose:
        every |= {f"for:{tag}" for tag in token.tags} | (token.tags & _TELLING_PURPOSES)
    every -= _PREPOSITIONS  # those that lead to nobody say nothing
    _from_people(parties, every)
    _their_places(clause.tokens, parties, every)
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
    _around_item(tokens, item, every)
    first = next((token for token in clause.tokens if token.kind == "word" and not token.tags <= _IDLE), None)
    if first is not None:
        every |= {f"first:{tag}" for tag in first.tags}
    return Facts(every, parties, tokens, item, item_text, habit, head)


def _their_places(tokens: list[Token], parties: list[Party], every: set[str]) -> None:
    """The house of pak Hasan is not one's own."""
    for party in parties:
        if party.start and "person" in party.sorts and tokens[party.start - 1].low in _PLACES_OF_PEOPLE:
            every.discard("household")
            every.add("their_place")


_PLACES_OF_PEOPLE = words("rumah omah imah griya dapur")


def _from_people(parties: list[Party], every: set[str]) -> None:
    for party in parties:
        every.add(party.place)
        every.add("party")
        for sort in party.sorts:
            every.add(f"any:{sort}")
            every.add(f"{party.place}:{sort}")


def _way_of_paying(tokens: list[Token]) -> None:
    """`syal 90rb transfer`: after the amount it is how something was paid, when the line tells of a deed or a thing."""
    for place in range(len(tokens) - 1, 0, -1):
        token = tokens[place]
        if "move_only" in token.tags and token.low == "transfer":
            rest = [other for other in tokens if other is not token and other.kind == "word"]
            said = any(other.tags & (NOUNS | (VERBS - {"move"})) or not other.tags for other in rest)
            if said and any(other.kind == "number" for other in tokens[:place]):
                token.tags = frozenset({"bank"})
            return
        if token.kind == "number" or (token.kind == "word" and not token.tags & {"account", "filler", "ewallet"}):
            return


def _purpose(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """What was done, and what it was for: the words after `buat`, when those before it tell enough."""
    start = next((place for place, token in enumerate(tokens) if "for" in token.tags and token.kind == "word"), None)
    if start is None:
        return tokens, []
    end = start + 1
    while end < len(tokens):
        token = tokens[end]
        if token.kind == "number" and token.role != "count":
            break
        if end > start + 1 and token.tags & _ENDS_PURPOSE and "pay" not in tokens[end - 1].tags:
            break
        end += 1
    purpose = [token for token in tokens[start + 1 : end] if token.kind == "word"]
    main = tokens[:start] + tokens[end:]
    tags = {tag for token in main for tag in token.tags}
    if not purpose or not (tags & _RULING or tags & NOUNS):
        return tokens, []
    return main, purpose


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
        named = "phrase" not in tags or bool(tags & {"goods", "cost_item", "material", "asset", "piece_work"})
        return named and not tags & {"sell", "buy", "take", "unpaid"}
    if tags & _NEVER_ITEM:
        return False
    return started and bool(tags & {"loose", "name", "wage", "shop", "produce", "supplier", "premises", "dish"})


def _class(item: list[Token], head: Token | None, known: Known, *, working: bool) -> str:  # noqa: PLR0911 - the first that fits
    """What kind of thing it is: by the first word that says, as the head of an Indonesian phrase comes first."""
    if head is None:
        return "unknown" if item else "none"
    if any("leftover" in token.tags for token in item):
        return "leftover"
    after = item[item.index(head) + 1 :]
    tags = head.tags
    if "edible" in tags and not known.product_words and any("dish" in token.tags for token in after[:2]):
        return "goods" if "goods" in tags else "cost_item"
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


def _around_item(tokens: list[Token], item: list[Token], every: set[str]) -> None:
    """Does the thing come before what was done? Is it called one's own (`kosan gue`), or new?"""
    if not item:
        return
    acts = next((place for place, token in enumerate(tokens) if token.tags & VERBS and token.kind == "word"), None)
    last = next(place for place, token in enumerate(tokens) if token is item[-1])
    if acts is None or last < acts:
        every.add("item_first")
    if last + 1 < len(tokens) and "self" in tokens[last + 1].tags and "premises" not in tokens[last + 1].tags:
        every.add("mine")
    if any(token.low in _CONDITIONS for token in item[1:]):
        every.add("condition")


_CONDITIONS = words("baru anyar bekas second seken bekasan anyaran rongsok")


def _self_places(tokens: list[Token], every: set[str]) -> None:
    """`Budi utang ke saya`: the owner is not the one who acts."""
    for before, token in pairwise(tokens):
        if token.tags & {"self", "premises"} and before.tags & {"to", "from", "with", "by"}:
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
