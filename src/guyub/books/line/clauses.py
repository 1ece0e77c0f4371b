"""Where one transaction ends and the next begins.

The line is cut at every comma, `dan`, `terus` and new line, and the cuts are then healed where a piece does not stand
by itself: a thing without an amount waits for one, an amount or a way of paying belongs to what stands before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from guyub.books.line.measures import is_money
from guyub.books.line.people import VERBS
from guyub.books.line.tokens import NO_TAGS, Token
from guyub.books.line.wordlists import words

CUTS = words(", ; \n & | •")
# What only tells more of the transaction before it.
_ATTRIBUTES = words("""
    bank account ewallet cash cash_box credit unpaid via total each price filler chat first later remainder deposit
    paid_by pay self own_funds to from by for at with and then phrase loose percent shop lunas counted settle
    shop_buys owe money move move_only customer bon
""")
_ATTRIBUTE_ROLES = words("total price paid paid? rest discount aside each")
_VERBS = VERBS - {"unpaid", "deposit", "paid_by"}
_CARRIED = words("sell buy pay wage spend")


@dataclass(slots=True)
class Clause:
    """The tokens of one transaction, and the meanings it takes over from the one before."""

    tokens: list[Token]
    carried: frozenset[str] = NO_TAGS
    takes_rest: bool = False  # its amount is what the ones before it left
    tags: frozenset[str] = field(init=False)
    money: list[Token] = field(init=False)
    content: bool = field(init=False)
    verb: bool = field(init=False)

    def __post_init__(self) -> None:
        tags: set[str] = set()
        self.content = self.verb = False
        self.money = []
        for token in self.tokens:
            if token.kind == "word":
                tags |= token.tags
                self.content = self.content or not token.tags <= _ATTRIBUTES or (not token.tags and len(token.low) > 1)
            elif token.kind == "number" and is_money(token):
                self.money.append(token)
        self.tags = frozenset(tags)
        self.verb = bool(tags & _VERBS)

    @property
    def plain(self) -> list[Token]:
        """The amounts that are not said to be for something else."""
        return [token for token in self.money if token.role in ("", "each")]


def cut(tokens: list[Token]) -> list[Clause]:
    """The transactions of a line, each with its own tokens."""
    if not any(is_money(token) for token in tokens):
        return _small_ones(tokens)
    pieces = [piece for part in _pieces(tokens) for piece in _by_amounts(part)]
    groups = _heal(pieces)
    for before, after in pairwise(groups):
        if not after.verb:
            carried = (before.tags | before.carried) & _CARRIED
            joined = bool(after.tokens[0].tags & {"and", "with"})
            after.carried = carried if joined or "sell" not in carried or "cost_item" not in after.tags else NO_TAGS
    return groups


def _small_ones(tokens: list[Token]) -> list[Clause]:
    """Without any amount of money the line is one question."""
    return [Clause(tokens)]


def _pieces(tokens: list[Token]) -> list[Clause]:
    """The tokens between cuts. A word that cuts begins the piece after it, so that healing loses nothing."""
    pieces: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        if token.kind == "sign":
            if token.low in CUTS or (token.low == "." and not token.glued) or token.low == "+" or _stop(tokens, place):
                pieces.append([])
            elif token.low in "?!/-@%":
                pieces[-1].append(token)
            continue
        if (token.kind == "word" and token.tags & {"and", "then"} and pieces[-1]) or (
            token.kind == "word" and "with" in token.tags and any(map(is_money, pieces[-1]))
        ):
            pieces.append([])
        pieces[-1].append(token)
    return [Clause(piece) for piece in pieces if piece]


def _stop(tokens: list[Token], place: int) -> bool:
    """A full stop at the end of a sentence, not in `p. Budi` or `a.n`."""
    if tokens[place].low != ".":
        return False
    if place == 0 or place + 1 == len(tokens):
        return True
    return not tokens[place + 1].glued and "title" not in tokens[place - 1].tags and len(tokens[place - 1].low) > 2


def _by_amounts(piece: Clause) -> list[Clause]:
    """`kopi 25rb bensin 30rb`: a new thing with an amount of its own begins a new piece, even without a comma."""
    plain = [token for token in piece.money if token.role in ("", "each", "price")]
    if len(plain) < 2 or _total_of(plain, piece):
        return [piece]
    tokens = piece.tokens
    amount_first = tokens[0] is plain[0] and tokens[-1].kind == "word"
    cuts, paid, content = [0], False, False
    for place, token in enumerate(tokens):
        if token in plain:
            if amount_first and place > 0 and content:
                cuts.append(place)
            paid, content = True, False
        elif token.kind == "word" and (not token.tags <= _ATTRIBUTES or not token.tags):
            if paid and not content and not amount_first and any(is_money(later) for later in tokens[place:]):
                cuts.append(_with_preposition(tokens, place))
            content = True
    if len(cuts) == 1:
        return [piece]
    return [Clause(tokens[start:end]) for start, end in zip(cuts, [*cuts[1:], len(tokens)], strict=True)]


def _total_of(plain: list[Token], piece: Clause) -> bool:
    """`180rb jual tempe 60 bungkus @3000`: one amount, and the price that makes it."""
    amounts = [token.value for token in plain if token.role != "price"]
    prices = [token.value for token in plain if token.role == "price"]
    counts = [token.value for token in piece.tokens if token.role == "count"]
    return len(amounts) == len(prices) == 1 and any(count * prices[0] == amounts[0] for count in counts)


def _with_preposition(tokens: list[Token], place: int) -> int:
    """Include what leads to the thing: a count before it, a preposition."""
    while place > 1 and (tokens[place - 1].role == "count" or tokens[place - 1].tags & {"and", "then", "with"}):
        place -= 1
    return place


def _heal(pieces: list[Clause]) -> list[Clause]:
    groups: list[Clause] = []
    for place, piece in enumerate(pieces):
        if groups and _belongs(groups[-1], piece, pieces[place + 1 :]):
            _merge(groups[-1], piece)
        else:
            piece.takes_rest = bool(groups) and _is_rest(groups[-1], piece)
            groups.append(piece)
    return groups


def _belongs(before: Clause, piece: Clause, later: list[Clause]) -> bool:  # noqa: PLR0911 - the first that fits
    """Is `piece` more about the transaction `before` it, and not one of its own?"""
    if not before.money:
        return True
    if _is_rest(before, piece):
        return False
    if not piece.money:
        return not piece.content or not _waits(before, piece, later)
    if not piece.content:
        return bool(piece.tags) or _only_amounts(before)
    roles = {token.role for token in piece.money}
    if roles & {"interest"} and any(token.role == "principal" for token in before.money):
        return True
    if roles == {"rest"} and piece.tags & {"household", "buy", "wage", "kitchen"}:
        return False  # setor bank 1jt, sisanya 200rb buat belanja dapur
    if roles == {"paid"} and before.tags & {"sell", "buy", "send"} and not piece.tags & {"sell", "buy", "from", "to"}:
        return True
    return roles <= _ATTRIBUTE_ROLES - {"price", "each"} and not (piece.tags & {"sell", "buy", "wage", "receive"})


def _is_rest(before: Clause, piece: Clause) -> bool:
    """`sisanya ke cash` after a transfer moves the rest too; after a sale it is still owed."""
    moving = {"move", "stow", "withdraw", "top_up"}
    return bool("remainder" in piece.tags and not piece.money and (before.tags & moving) and "to" in piece.tags)


def _waits(before: Clause, piece: Clause, later: list[Clause]) -> bool:
    """Does a piece without an amount stand by itself? It waits for one that follows, or asks for one if it acts."""
    if later and any(part.money for part in later):
        return True
    acts = piece.tags & {"sell", "buy", "wage", "borrow"}
    return bool(acts and piece.content and not piece.tags & {"unpaid", "not", "not_done", "ask", "wish", "cut"})


def _only_amounts(clause: Clause) -> bool:
    return all(token.kind != "word" for token in clause.tokens)


def _merge(before: Clause, piece: Clause) -> None:
    if not piece.content and piece.tags & {"pay", "paid_by", "deposit"}:
        for token in piece.money:
            token.role = token.role or "paid?"
    takes_rest, carried = before.takes_rest, before.carried
    merged = Clause([*before.tokens, *piece.tokens], carried, takes_rest)
    before.tokens, before.tags, before.money = merged.tokens, merged.tags, merged.money
    before.content, before.verb = merged.content, merged.verb
