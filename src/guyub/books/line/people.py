"""Who is spoken of in a line, and where they stand in it: before the verb, after `ke`, after `dari` …

Word order decides who pays whom, so each person keeps its place: subject, object, to, from, with, by, at or for.
"""

from __future__ import annotations

from dataclasses import dataclass

from guyub.books.line.reading import Known
from guyub.books.line.tokens import NO_TAGS, Token
from guyub.books.line.wordlists import words

PLACES = ("to", "from", "with", "by", "at", "for", "and")
SORTS = (
    "marketplace",
    "market",
    "customer",
    "supplier",
    "worker",
    "lender",
    "authority",
    "family",
    "friend",
    "shop",
    "shop_buys",
)
VERBS = words("""
    sell buy pay paid_by settle receive spend lend borrow take move moved_in stow send give_back back debt owe
    bought instalment deposit wage unpaid kasbon claim give order bon pay_back withdraw cash_in top_up disburse bill
""")
# What ends a name: such a word is never part of one.
_NOT_IN_NAME = VERBS | words("""
    total each price cash credit ewallet via and with to from for at remainder first later filler when cost_item
    household loan capital tax grant interest instalment account by then self not not_yet
""")
_FUNCTION = words("to from with by for at via and then self filler first later total each price")
_PERSONAL = words("debt owe borrow unpaid settle kasbon bon pay take order pay_back lend")
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in the line: where they stand, what sort they are, and which tokens name them."""

    place: str
    text: str
    sorts: frozenset[str]
    start: int
    end: int


def find(tokens: list[Token], text: str, known: Known) -> list[Party]:
    """Everybody that the tokens of one entry name, in order."""
    parties: list[Party] = []
    place, verb_seen = 0, False
    while place < len(tokens):
        token = tokens[place]
        before = _preposition(tokens, place)
        start = place + 1 if before else place
        end = (
            _name_end(tokens, start, loosely=before in {"to", "from"}, pays=before == "from")
            if start < len(tokens)
            else start
        )
        if end > start and token.kind == "word":
            where = before or ("object" if verb_seen else "subject")
            parties.append(_party(where, tokens[start:end], text, known, place, end))
            place = end
            continue
        verb_seen = verb_seen or bool(token.tags & VERBS)
        place += 1
    return parties


def _preposition(tokens: list[Token], place: int) -> str:
    tags = tokens[place].tags
    if not tags or tokens[place].kind != "word":
        return ""
    if "title" in tags and tokens[place].text[:1].isupper() and place:
        return ""  # Neng, a girl; `neng` is also at
    return next((name for name in PLACES if name in tags), "")


def _party(where: str, named: list[Token], text: str, known: Known, start: int, end: int) -> Party:
    seen = text[named[0].span[0] : named[-1].span[1]]
    return Party(where, seen, _sorts(named, seen, known), start, end)


def _sorts(named: list[Token], seen: str, known: Known) -> frozenset[str]:
    if known.roles:
        low = seen.lower()
        role = known.roles.get(low) or (known.roles.get(low.partition(" ")[2]) if "title" in named[0].tags else None)
        if role is None:
            role = next((known.roles[token.text.lower()] for token in named if token.text.lower() in known.roles), None)
        if role is not None:
            return frozenset({role, "known"})
    sorts = {sort for token in named for sort in SORTS if sort in token.tags}
    titled = "title" in named[0].tags and len(named) > 1
    if titled or any("title" in token.tags for token in named[1:]):
        sorts.discard("family")  # bu Tini, istri pak Budi
    if titled or any("name" in token.tags for token in named):
        sorts.add("person")
    if len(named) == 1 and "shop" in sorts:
        sorts.add("place")
    if seen.lower() == "bank":
        sorts.add("bank_alone")
    return frozenset(sorts or {"stranger"})


def _name_end(tokens: list[Token], start: int, *, loosely: bool, pays: bool = False) -> int:  # noqa: PLR0911 - the first that fits
    """The place after the name that begins at `start`, or `start` when none does."""
    token = tokens[start]
    tags = token.tags
    if token.kind != "word":
        return start
    if "title" in tags and tags & _THINGS and not _called(tokens, start + 1):
        return start  # teh, tea and also an elder sister
    if "title" in tags and start + 1 < len(tokens) and _may_be_named(tokens[start + 1]):
        return _more_names(tokens, start + 2)
    if "marketplace" in tags or ("shop_buys" in tags and _acts(tokens, start + 1, named=True)):
        return start + 1  # sekolah bayar catering
    if "shop_buys" in tags and (
        pays or (_called(tokens, start + 1) and (loosely or not _acted(tokens, start)))
    ):  # dari sekolah, pesantren Al Hikmah ambil
        return _after_sort(tokens, start)
    if "family" in tags and start and tokens[start - 1].role == "count":
        return start  # 40 anak
    if "title" in tags and not tags & VERBS and "family" not in tags and _proper(token, start):
        return _more_names(tokens, start + 1)  # Ujang, Neng: what one is called, and here the name itself
    if tags & {"shop", "market", "supplier", "customer", "worker", "lender", "authority", "friend"}:
        end = _after_sort(tokens, start)
        return start if end == start + 1 and "cost:rent" in tags else end  # bayar lapak
    if "family" in tags:
        others = start + 2 < len(tokens) and "title" in tokens[start + 1].tags and "name" in tokens[start + 2].tags
        return _more_names(tokens, start + (3 if others else 1))  # istri pak Budi
    if "name" in tags and not tags & VERBS:
        return _more_names(tokens, start + 1)
    if (
        not tags
        and len(token.low) > 2
        and _acts(tokens, start + 1, named=token.text[:1].isupper())
        and not _acted(tokens, start)
    ):
        return start + 1
    if loosely and (not tags or (tags <= {"goods", "loose"} and "phrase" not in tags and token.text[:1].isupper())):
        return _more_names(tokens, start + 1)
    return start


def _acted(tokens: list[Token], end: int) -> bool:
    """Has something been done before this place?"""
    return any(token.tags & VERBS for token in tokens[:end])


_THINGS = frozenset({"material", "cost_item", "goods", "asset"})


def _called(tokens: list[Token], place: int) -> bool:
    return place < len(tokens) and ("name" in tokens[place].tags or tokens[place].text[:1].isupper())


def _proper(token: Token, place: int) -> bool:
    return place > 0 and token.text[:1].isupper() and not token.text.isupper()


def _acts(tokens: list[Token], place: int, *, named: bool) -> bool:
    """Does the word here say what only a person does? Then an unknown word before it is a name."""
    tags = tokens[place].tags if place < len(tokens) else NO_TAGS
    return "sell" not in tags and (bool(tags & _PERSONAL) or (named and "buy" in tags))


def _after_sort(tokens: list[Token], start: int) -> int:
    """toko Makmur, toko besi Jaya, suplier benang, warung pak Budi, bank BRI."""
    end = start + 1
    shop = bool(tokens[start].tags & {"shop", "shop_buys"}) or "supplier" in tokens[start].tags
    while end < len(tokens) and end - start < _MOST_WORDS:
        token = tokens[end]
        if token.kind != "word" or token.tags & {"to", "from", "for", "at", "via", "and", "with"}:
            break
        if "title" in token.tags and end + 1 < len(tokens) and _may_be_named(tokens[end + 1]):
            return _more_names(tokens, end + 2)
        trade = shop and token.tags & {"material", "goods", "asset"} and end == start + 1
        proper = token.text[:1].isupper() and not token.text.isupper() and not token.tags & _FUNCTION
        if not (trade or proper or "name" in token.tags or (not token.tags and end - start < 3) or _place(token)):
            break
        end += 1
    return end


def _place(token: Token) -> bool:
    return bool(token.tags & {"shop", "lender", "authority"}) and not token.tags & VERBS


def _may_be_named(token: Token) -> bool:
    """May this word follow `pak`? Nearly any may, as names are often words."""
    return token.kind == "word" and ("name" in token.tags or token.text[:1].isupper() or not token.tags & _NOT_IN_NAME)


def _more_names(tokens: list[Token], end: int) -> int:
    while end < len(tokens) and "name" in tokens[end].tags and tokens[end].text[:1].isupper():
        end += 1
    return end


def without(tokens: list[Token], parties: list[Party]) -> list[Token]:
    """The tokens that name nobody."""
    taken = {place for party in parties for place in range(party.start, party.end)}
    return [token for place, token in enumerate(tokens) if place not in taken]
