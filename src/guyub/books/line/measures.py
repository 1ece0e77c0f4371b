"""What each number in a line is for: an amount, a count of some unit, a price of each, the total, what was paid now.

Words that only say so (`@`, `per kilo`, `total`, the unit itself) are taken out; the number keeps it as `role`, `unit`.
"""

from __future__ import annotations

from guyub.books.line.numerals import SCALES
from guyub.books.line.tokens import Token
from guyub.books.line.units import ONE_OF, UNIT_OF
from guyub.books.line.when import SPANS
from guyub.books.line.wordlists import words

TIMES = words("x × * kali")
PER = words("per / tiap setiap each saben unggal")
EACH_WORDS = words("""
    each satuan satuannya masing-masing masing satunya perbiji @ à sijine hijina atuna sijina sebijinya perbijinya
    sebuahnya atu sitok persatuan saben-siji masing2 msg2 masing²
""")
PRICE_WORDS = words("harga hargane harganya rega regane")
COUNTED_AFTER = words("""
    orang org anak hari jam menit kali x kelas hr pekan wong dinten poe rombongan malam tukang karyawan pekerja
    pegawai kursus sesi tamu minggu bulan mgg bln penjahit buruh kuli meja-tamu penumpang peserta siswa murid
""")
DISCOUNT = words("diskon potongan disc discount korting potong-harga")
ASIDE = words("""
    kembali kembalian kembaliannya untung laba untungnya labanya cuan bathi susuk susukan angsulan nerimanya
    nrimanya terimanya nampana nampane nerimana
""")
_SIZE = 500  # a side of something, in its own small unit
_BIG = 1000  # rupiah; a bare number below is too small to be an amount


def is_money(token: Token) -> bool:
    """Is this number an amount of money by itself, whatever it is for?"""
    return token.kind == "number" and token.role != "count" and (token.sure or token.value >= _BIG or token.doubtful)


def weigh(tokens: list[Token]) -> list[Token]:
    """The tokens with the role of every number."""
    tokens = _in_thousands(_signed(tokens))
    tokens = _sums(tokens)
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        settle = _number if token.kind == "number" else _mark
        place = settle(tokens, place, result)
    _settle_doubts(result)
    return result


def _low(tokens: list[Token], place: int) -> str:
    return tokens[place].low if 0 <= place < len(tokens) else ""


def _is_number(tokens: list[Token], place: int) -> bool:
    return 0 <= place < len(tokens) and tokens[place].kind == "number"


def _signed(tokens: list[Token]) -> list[Token]:
    """`+50rb kaos`, `-20k parkir`: a sign before the amount that opens a line of words says in or out."""
    result = list(tokens)
    for place, token in enumerate(tokens[:-2]):
        opens = place == 0 or tokens[place - 1].low == "\n"
        if opens and token.low in _SIGNS and _is_number(tokens, place + 1) and tokens[place + 2].kind == "word":
            word, tags = _SIGNS[token.low]
            result[place] = Token("word", token.text, word, tags=tags, span=token.span)
    return result


_SIGNS = {"+": ("masuk", frozenset({"receive", "comes_in"})), "-": ("keluar", frozenset({"spend", "goes_out"}))}


def _in_thousands(tokens: list[Token]) -> list[Token]:
    """`Mamat 400, Oding 350 (ribu)`: a scale in brackets holds for every bare number."""
    for place in range(1, len(tokens) - 1):
        scale = SCALES.get(tokens[place].low)
        if scale is not None and tokens[place - 1].low == "(" and tokens[place + 1].low == ")":
            for token in tokens:
                if token.kind == "number" and not token.sure:
                    token.value, token.sure = token.value * scale, True
            return tokens[: place - 1] + tokens[place + 2 :]
    return tokens


def _sums(tokens: list[Token]) -> list[Token]:
    """`20k + 15k + 5k` as one amount."""
    if not any(token.low == "+" for token in tokens):
        return tokens
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.low == "+" and result and result[-1].kind == "number" and _is_number(tokens, place + 1):
            added = tokens[place + 1]
            result[-1].value += added.value
            result[-1].sure = result[-1].sure or added.sure
            place += 2
            continue
        result.append(token)
        place += 1
    return result


def _number(tokens: list[Token], place: int, result: list[Token]) -> int:  # noqa: PLR0911 - the first that fits
    """Settles the number at `place`; the place after what was used."""
    token = tokens[place]
    following = _low(tokens, place + 1)
    result.append(token)
    priced = _priced(tokens, place)
    if priced is not None:
        return priced
    if following in UNIT_OF and not token.sure and not token.doubtful and not _names_goods(tokens, place + 1):
        token.role, token.unit = "count", UNIT_OF[following]
        return place + 2
    if token.role:
        return place + 1
    if following in TIMES:
        return _times(tokens, place)
    if following in COUNTED_AFTER and not token.sure:
        token.role, token.unit = "count", "-"
        return place + 1 if following in _STAY else place + 2
    if following and "total" in tokens[place + 1].tags and not _is_number(tokens, place + 2):
        token.role = "total"
        return place + 2
    return place + 1


def _priced(tokens: list[Token], place: int) -> int | None:  # noqa: PLR0911 - the first that fits
    """12rb per kilo, 2800/kg, 65rb sekaleng: the place after it, if the number is such a price."""
    token, following, second = tokens[place], _low(tokens, place + 1), _low(tokens, place + 2)
    if following in PER and second in SPANS and not any(part.role == "count" for part in tokens[:place]):
        return place + 3  # sewa 1jt per bulan
    if following in PER and _is_unit(tokens, place + 2):
        token.role, token.unit = "price", UNIT_OF.get(second, "meter" if second == "m" else "")
        return place + 3
    if following in _ABOUT and is_money(token):
        token.role = token.role or "price~"
        return place + 2
    if _is_one(tokens, place + 1) and is_money(token) and not token.role:
        token.role = "price?"
        return place + (3 if second in UNIT_OF else 2)
    if following in EACH_WORDS and following != "@" and not _is_number(tokens, place + 2):
        token.role = "price?" if not token.role else token.role
        return place + 2
    if following.startswith("per") and following[3:] in UNIT_OF:
        token.role, token.unit = "price", UNIT_OF[following[3:]]
        return place + 2
    if following in ONE_OF and is_money(token) and not token.role:
        token.role, token.unit = "price?", ONE_OF[following]
        return place + 2
    return None


_ABOUT = words("an")
_CHEAP = 5000  # rupiah: a lower share for each of what was counted shows that `3500an` is the price of one


def _is_one(tokens: list[Token], place: int) -> bool:
    """The `satu` of `45rb satu`."""
    return _is_number(tokens, place) and tokens[place].value == 1 and tokens[place].spelled and not tokens[place].sure


def _is_unit(tokens: list[Token], place: int) -> bool:
    """Is this what a price may be of? Any thing may, once something is counted: 3rb per cup, 12rb/papan."""
    if place >= len(tokens) or tokens[place].kind != "word":
        return False
    low = tokens[place].low
    counted = any(part.role == "count" or _is_small(part) for part in tokens[:place])
    return low in UNIT_OF or low in COUNTED_AFTER or low == "m" or (counted and "number" not in tokens[place].tags)


def _is_small(token: Token) -> bool:
    return token.kind == "number" and not is_money(token)


_PERSON = words("orang org wong kepala")
_A_PERSON = words("seorang sorang perorang seorangnya")
_STAY = words("tukang karyawan pekerja pegawai penjahit buruh kuli anak")
_CONTAINERS_TOO = words("papan kotak keranjang kantong loyang pak titik kelas mika galon tabung batang bak peti")


def _names_goods(tokens: list[Token], place: int) -> bool:
    """`2 keranjang 50rb` sells baskets: a unit that is also a thing is the thing when nothing else is named."""
    if tokens[place].low not in _CONTAINERS_TOO:
        return False
    nouns = {"material", "goods", "asset", "cost_item"}
    return not any(
        i != place and token.kind == "word" and (not token.tags or token.tags & nouns) for i, token in enumerate(tokens)
    )


def _times(tokens: list[Token], place: int) -> int:
    """12 x 45rb, 45rb x 12; a lone `3x` counts occasions."""
    token = tokens[place]
    if not _is_number(tokens, place + 2):
        if not token.sure and token.value < _BIG:
            token.role, token.unit = "count", "-"
        return place + 2
    other = tokens[place + 2]
    if not token.sure and not other.sure and token.value < _SIZE and other.value < _SIZE and other.glued:
        token.role = other.role = "size"  # a plank of 4x4, no money
        return place + 2
    turned = token.sure and not other.sure and other.value < _BIG
    count, price = (other, token) if turned else (token, other)
    count.role, price.role = "count", "price"
    if turned and _low(tokens, place + 3) in UNIT_OF:
        count.unit = UNIT_OF[_low(tokens, place + 3)]
    return place + 2


def _mark(tokens: list[Token], place: int, result: list[Token]) -> int:  # noqa: PLR0911 - the first that fits
    """A word or sign that says what the number next to it is for."""
    token = tokens[place]
    low = token.low
    number = _number_ahead(tokens, place)
    if low in EACH_WORDS or (low in PER and _is_number(tokens, place + 1) and low != "/"):
        return _give(tokens, place, number, "price")
    if low in PER and _low(tokens, place + 1) in UNIT_OF and _is_number(tokens, place + 2):
        tokens[place + 2].role, tokens[place + 2].unit = "price", UNIT_OF[_low(tokens, place + 1)]
        return place + 2
    after = place + 2 if low in PER and _low(tokens, place + 1) in _PERSON else place + 1 if low in _A_PERSON else 0
    if after and _is_number(tokens, after) and any(part.role == "count" for part in result):
        tokens[after].role = "price"  # 4 orang per orang 150rb
        return after
    if low in TIMES and _is_number(tokens, place + 1) and any(part.kind == "number" for part in result):
        tokens[place + 1].role = "price"
        return place + 1
    if low == "=" and number is not None:
        return _give(tokens, place, number, "total")
    if low in ONE_OF:
        return _one_of(tokens, place, result)
    if number is not None and "from" in token.tags and any(part.role == "paid?" for part in result):
        tokens[number].role = "total"  # bayar separo 1,5jt dari 3,25jt
    elif number is not None:
        role = _role_before(token, tokens[number], result)
        if role:
            tokens[number].role = role
    result.append(token)
    return place + 1


def _number_ahead(tokens: list[Token], place: int) -> int | None:
    """The place of the number that follows, past a colon or a word such as `sebesar`."""
    for ahead in range(place + 1, min(place + 4, len(tokens))):
        if tokens[ahead].kind == "number":
            return ahead
        if tokens[ahead].low not in _BETWEEN:
            return None
    return None


_BETWEEN = words("""
    : = rp separo separuh sebagian sebesar seharga uang dulu baru sudah cuma sebanyak @ satuan nya dengan seluruhnya
    harga
""")


def _give(tokens: list[Token], place: int, number: int | None, role: str) -> int:
    if number is not None:
        tokens[number].role = role
    return place + 1


def _role_before(token: Token, number: Token, result: list[Token]) -> str:
    """The role that a word gives to the number after it."""
    tags, low = token.tags, token.low
    role = next((role for tag, role in _ROLE_OF if tag in tags), "") if is_money(number) else ""
    if low in DISCOUNT:
        role = "discount"
    elif low in ASIDE or token.text.lower() in ASIDE:
        role = number.role or "aside"
    elif not is_money(number):
        role = ""
    elif low in PRICE_WORDS and any(part.role == "count" for part in result):
        role = "price"
    elif "interest" in tags and low == "bunga" and not any(part.tags & _OWING for part in result):
        role = ""  # flowers
    elif not role and _paying(token, result) and any(map(_is_amount, result)):
        role = "paid?"
    return role


def _paying(token: Token, result: list[Token]) -> bool:
    """Is the amount after this word what was paid at once? `bayar 2jt`, `kasih dulu 2jt`, `baru kasih 2jt`."""
    if token.tags & {"paid_by", "pay", "first"}:
        return True
    return bool("give" in token.tags and result and "first" in result[-1].tags)


# What the number after a word of this meaning is for.
_ROLE_OF = (
    ("total", "total"),
    ("remainder", "rest"),
    ("principal", "principal"),
    ("interest", "interest"),
    ("deposit", "paid"),
)
_OWING = frozenset({"principal", "instalment", "loan", "debt"})


def _is_amount(token: Token) -> bool:
    return is_money(token) or token.role == "price"


def _one_of(tokens: list[Token], place: int, result: list[Token]) -> int:
    """`sekilo 12rb`: a price when a count is known, else one kilogram; `sebiji 5rb` likewise."""
    unit = ONE_OF[tokens[place].low]
    counted = any(token.role == "count" for token in result)
    if counted and _is_number(tokens, place + 1):
        tokens[place + 1].role, tokens[place + 1].unit = "price", unit
        return place + 1
    one = Token("number", tokens[place].text, tokens[place].low, value=1, role="count", unit=unit, spelled=True)
    one.span = tokens[place].span
    result.append(one)
    return place + 1


def _settle_doubts(tokens: list[Token]) -> None:
    """`12m kain 324rb` is twelve metres; `65rb sekaleng` is a price only beside a count."""
    numbers = [token for token in tokens if token.kind == "number"]
    money = any(is_money(token) and not token.doubtful for token in numbers)
    counted = any(token.role == "count" or _is_small(token) for token in numbers)
    for token in numbers:
        if token.doubtful and not token.role and money and token.value <= _BIG:
            token.doubtful, token.role, token.unit = False, "count", "meter"
            counted = True
    if sum(map(is_money, numbers)) == 1:
        for token in numbers:
            token.role = "" if token.role == "aside" else token.role
    if not money:
        _count_things(tokens)
    most = max((token.value for token in numbers if token.role == "count" or _is_small(token)), default=1)
    for token in numbers:
        if token.role == "price~":
            token.role = "price" if token.value < _CHEAP * most and counted else ""
        if token.role == "price?":
            token.role = "price" if counted else "each"


def _count_things(tokens: list[Token]) -> None:
    """`jual 10 kaos` without any amount: ten is how many, no money. In `kaos 45 syal 30` they stay doubtful."""
    for place, token in enumerate(tokens[:-1]):
        after_thing = place > 0 and bool(tokens[place - 1].tags & _THINGS)
        if _is_small(token) and not token.role and tokens[place + 1].tags & _THINGS and not after_thing:
            token.role = "count"


_THINGS = frozenset({"goods", "material", "asset"})
