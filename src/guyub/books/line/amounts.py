"""How much: from the numbers of one transaction to one amount in rupiah, or why it has to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from guyub.books.line import questions
from guyub.books.line.measures import is_money
from guyub.books.line.tokens import Token
from guyub.books.line.units import LEAST_A_PIECE, MOST_A_PIECE, pieces_in
from guyub.kernel.numbers import MOST_RUPIAH
from guyub.kernel.words import Words

Number = int | Fraction
_SIZES = frozenset({"gram", "ml", "cm", "ons", "inci"})  # of a pack, when something else is counted too
_SMALL = 1000  # rupiah: nobody writes a smaller amount out, so a bare smaller number may mean thousands


@dataclass(slots=True)
class Sums:
    """What the numbers say. Without an `amount` there is a `question`, and `maybe` the amounts that it may be."""

    amount: int | None = None
    quantity: Number | None = None
    unit: str | None = None
    unit_price: int | None = None
    paid: int | None = None
    principal: int | None = None
    interest: int | None = None
    maybe: tuple[int, ...] = ()
    question: Words | None = None
    plain_missing: bool = False  # no amount was said at all


def reckon(numbers: list[Token], *, only_numbers: bool) -> Sums:
    """The sums of one transaction's `numbers`. `only_numbers`: the line has nothing else, so a list is added up."""
    sums = Sums()
    roles: dict[str, list[Token]] = {}
    for token in numbers:
        roles.setdefault(_role(token), []).append(token)
    plain = _plain(roles, sums)
    _take_count(roles, sums)
    prices = roles.get("price", []) or _price_it_must_be(roles, sums)
    plain = plain if "plain" in roles else []
    stated = _stated(roles, plain, sums, only_numbers=only_numbers)
    if sums.question is None and len(prices) > 1:
        _by_prices(prices, roles, stated, sums)
    elif sums.question is None and prices:
        _by_price(prices[0], roles, stated, sums)
    elif sums.question is None:
        sums.amount = _whole(stated, sums)
    _parts(roles, sums)
    _check(sums)
    return sums


def _price_it_must_be(roles: dict[str, list[Token]], sums: Sums) -> list[Token]:
    """`60 sandal 12rb`: the only amount is the price of one when a share of it would be absurd."""
    plain = roles.get("plain", [])
    if len(plain) != 1 or roles.keys() & {"total", "rest"} or sums.quantity is None or sums.unit in _TINY:
        return []
    pieces = pieces_in(sums.unit)
    least = _ABSURD_SHARE if pieces == 1 else pieces * (_ABSURD_BIT if sums.unit == "gross" else _ABSURD_PIECE)
    if plain[0].value >= max(least * sums.quantity, _down(roles)):
        return []
    roles["price"] = roles.pop("plain")
    return roles["price"]


def _down(roles: dict[str, list[Token]]) -> Number:
    """The down payment, which no whole amount is below; 0 without one."""
    return roles["paid"][0].value if roles.get("paid") else 0


_TINY = frozenset({"gram", "ml", "cm"})
_ABSURD_SHARE = 250  # rupiah
_ABSURD_PIECE = 750  # rupiah, for each of what is sold by the lusin or kodi
_ABSURD_BIT = 100  # rupiah, for each of what is sold by the gross, such as buttons


def _role(token: Token) -> str:
    if token.role in ("", "each") and not is_money(token):
        return "small"
    return "plain" if token.role in ("", "each") else token.role


def _plain(roles: dict[str, list[Token]], sums: Sums) -> list[Number]:
    doubtful = [token for token in roles.get("plain", ()) if token.doubtful]
    if doubtful:
        value = int(doubtful[0].value * 10**6)
        sums.amount, sums.maybe = value, (value, value * 1000)
        sums.question = questions.million_or_milliard(value)
    return [token.value for token in roles.get("plain", ())]


def _take_count(roles: dict[str, list[Token]], sums: Sums) -> None:
    counts = [token for token in roles.get("count", ()) if token.unit != "-"]
    people = [token for token in roles.get("count", ()) if token.unit == "-"]
    small = roles.get("small", [])
    money = any(roles.get(role) for role in ("plain", "total", "price", "paid", "rest"))
    if len(counts) > 1:
        counts = _counted_by(roles.get("price", []), counts)
    if len(counts) > 1:
        return  # several things counted, one amount for all
    if counts:
        sums.quantity, sums.unit = counts[0].value, counts[0].unit
    elif small and money:
        sums.quantity = small[0].value
    elif people and roles.get("price"):
        sums.quantity = people[0].value


def _counted_by(prices: list[Token], counts: list[Token]) -> list[Token]:
    """The count that the price is for: the one in its unit, else the one that does not just say the size of a pack."""
    if not prices:
        return counts
    same = [count for count in counts if count.unit == prices[0].unit]
    packs = [count for count in counts if count.unit not in _SIZES]
    return same[:1] or packs or counts


def _by_prices(prices: list[Token], roles: dict[str, list[Token]], stated: Number | None, sums: Sums) -> None:
    """3 roll @40rb dan 2 roll @50rb: each count at its own price, all in one amount."""
    counts = [token for token in roles.get("count", ()) if token.unit != "-"] or roles.get("small", [])
    sums.quantity = None
    if len(counts) == len(prices):
        reckoned = sum(count.value * price.value for count, price in zip(counts, prices, strict=True))
        sums.amount = _whole(reckoned, sums) if stated in (None, reckoned) else None
    if sums.amount is None and sums.question is None:
        sums.maybe = tuple(int(price.value) for price in prices[:4])
        sums.question = questions.which_amount(sums.maybe)


def _stated(roles: dict[str, list[Token]], plain: list[Number], sums: Sums, *, only_numbers: bool) -> Number | None:
    """The amount that the line says, before any multiplying."""
    if roles.get("total"):
        return roles["total"][-1].value
    if only_numbers and len(plain) > 2:
        return sum(plain)
    different = list(dict.fromkeys(plain))
    if len(different) > 1 and sums.question is None:
        sums.maybe = tuple(int(value) for value in different[:4])
        sums.question = questions.which_amount(sums.maybe)
        return None
    return plain[0] if plain else _implied(roles, sums)


def _implied(roles: dict[str, list[Token]], sums: Sums) -> Number | None:
    """An amount from what was paid, what is left, or principal and interest, when nothing else is one."""
    if roles.get("price"):
        return None
    for role in ("paid", "paid?", "rest"):
        if roles.get(role) and not roles.get("principal"):
            return roles[role][0].value
    if roles.get("principal") or roles.get("interest"):
        return sum(token.value for role in ("principal", "interest") for token in roles.get(role, ()))
    if roles.get("small"):
        _too_small(roles["small"], sums)
    else:
        sums.plain_missing = True
    return None


def _too_small(small: list[Token], sums: Sums) -> None:
    value = small[-1].value
    if value == 0:
        sums.question = questions.not_positive()
    elif value == int(value):
        sums.maybe = (int(value) * 1000, int(value))
        sums.question = questions.thousands_or_not(int(value))
    else:
        sums.plain_missing = True


def _by_price(price: Token, roles: dict[str, list[Token]], stated: Number | None, sums: Sums) -> None:
    """Count times price, against the amount that is stated, if any."""
    sums.unit_price = int(price.value)
    counts = [token for token in roles.get("count", ()) if token.unit != "-"]
    if sums.quantity is None and len(counts) > 1 and stated is None:
        sums.maybe = tuple(int(count.value * price.value) for count in counts[:4])
        sums.question = questions.which_amount(sums.maybe)
        return
    if sums.quantity is None:
        if stated is None:
            sums.question = questions.how_many(int(price.value))
        sums.amount = _whole(stated, sums)
        return
    readings = _price_readings(price, sums.quantity, sums.unit)
    if price.role != "price" and pieces_in(sums.unit) > 1:  # not said to be a price: each, a lusin, or all of them
        by_unit = sums.quantity * price.value
        readings = list(dict.fromkeys((by_unit * pieces_in(sums.unit), by_unit, price.value)))
    readings = [reading for reading in readings if reading >= _down(roles)] or readings
    if stated is not None:
        if any(reading == stated for reading in readings):
            sums.amount = _whole(stated, sums)
            return
        sums.maybe = (int(stated), *(int(reading) for reading in readings))
        sums.question = questions.total_differs(int(stated), int(readings[0]))
    elif len(readings) > 1:
        sums.maybe = tuple(int(reading) for reading in readings)
        sums.question = questions.each_or_unit(int(price.value), sums.unit or "")
    else:
        sums.amount = _whole(readings[0], sums)


def _price_readings(price: Token, quantity: Number, unit: str | None) -> list[Number]:
    """What the price may come to. Per kodi or per piece is settled by what was said, else by what a piece may cost."""
    pieces = pieces_in(unit)
    by_unit, by_piece = quantity * price.value, quantity * pieces * price.value
    if pieces == 1 or price.unit == unit:
        return [by_unit]
    if price.unit:
        return [by_piece]
    per_unit, per_piece = price.value / pieces >= LEAST_A_PIECE, price.value <= MOST_A_PIECE
    if per_unit == per_piece:
        return [by_unit, by_piece]
    return [by_unit] if per_unit else [by_piece]


def _whole(value: Number | None, sums: Sums) -> int | None:
    if value is None:
        return None
    if value != int(value):
        if isinstance(value, Fraction) and value < _SMALL:
            sums.question = questions.not_whole()
            return None
        return round(value)
    return int(value)


def _parts(roles: dict[str, list[Token]], sums: Sums) -> None:
    """What was paid now, what is left, principal and interest, a discount."""
    for role in ("principal", "interest"):
        if roles.get(role):
            setattr(sums, role, int(roles[role][0].value))
    if sums.amount is None:
        return
    paid = roles.get("paid") or roles.get("paid?")
    rest = roles.get("rest")
    if _down(roles) > sums.amount and sums.question is None and not rest:
        sums.maybe = (sums.amount, int(_down(roles)))
        sums.question, sums.amount = questions.which_amount(sums.maybe), None
        return
    if paid and int(paid[0].value) < sums.amount:
        sums.paid = int(paid[0].value)
    elif rest and int(rest[0].value) < sums.amount:
        sums.paid = sums.amount - int(rest[0].value)
    if paid and rest and not roles.get("plain") and not roles.get("total"):
        sums.paid = int(paid[0].value)
        sums.amount = sums.paid + int(rest[0].value)
    if roles.get("discount") and not roles.get("total") and sums.question is None:
        less = roles["discount"][0]
        if less.sure and int(less.value) < sums.amount:
            sums.maybe = (sums.amount - int(less.value), sums.amount)
            sums.question, sums.amount = questions.which_amount(sums.maybe), None


def _check(sums: Sums) -> None:
    if sums.amount is None:
        return
    if sums.amount <= 0:
        sums.amount, sums.question = None, questions.not_positive()
    elif sums.amount > MOST_RUPIAH:
        sums.amount, sums.question = None, questions.too_big()
