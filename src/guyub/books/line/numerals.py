"""Numbers as they are written and spoken: 1.250.000, 1,5jt, 2jt500, dua juta setengah, limang ewu, cepek ceng.

A number is a run of steps, each a count below a thousand and a scale, and the scales fall from left to right.
Half a scale may follow it (`dua juta setengah`) or stand before (`setengah juta`). What does not fit ends the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from guyub.books.line.tokens import Token
from guyub.books.line.wordlists import words

_ONES = {
    1: "satu siji hiji setunggal one",
    2: "dua loro rong duwa two",
    3: "tiga telu telung tilu three",
    4: "empat papat patang opat pat sekawan four",
    5: "lima limang gangsal five",
    6: "enam enem nem nemang genep neming six",
    7: "tujuh pitu pitung seven",
    8: "delapan wolu wolung dalapan lapan eight",
    9: "sembilan sanga sangang salapan songo sangan nine",
    10: "sepuluh sapuluh sedasa ten",
    11: "sebelas sewelas sabelas eleven",
    12: "rolas welasan-loro twelve",
    13: "telulas",
    14: "patbelas",
    15: "limolas limalas fifteen",
    16: "nembelas",
    17: "pitulas",
    18: "wolulas",
    19: "sangalas songolas",
    20: "rongpuluh twenty",
    21: "selikur",
    22: "rolikur",
    23: "telulikur",
    24: "patlikur",
    25: "selawe salawe",
    26: "nemlikur",
    27: "pitulikur",
    28: "wolulikur",
    29: "sangalikur",
    30: "telungpuluh thirty",
    40: "patangpuluh",
    50: "seket fifty",
    60: "sewidak suwidak",
    70: "pitungpuluh",
    80: "wolungpuluh",
    90: "sangangpuluh",
    100: "seratus satus saratus setus",
    200: "rongatus",
    300: "telungatus",
    400: "patangatus",
    500: "limangatus",
    600: "nematus nemangatus",
    700: "pitungatus",
    800: "wolungatus",
    900: "sangangatus",
}
COUNTS = {word: value for value, words in _ONES.items() for word in words.split()}
for _one, _name in enumerate(["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"], start=1):
    COUNTS[_name + "puluh"], COUNTS[_name + "ratus"] = 10 * _one, 100 * _one
    COUNTS[_name + "belas"] = 10 + _one
TEENS = words("belas welas las")
TENS = words("puluh pulu puluhan")
HUNDREDS = words("ratus atus ratusan ratos")
_TENFOLD = {**dict.fromkeys(TENS, 10), **dict.fromkeys(HUNDREDS, 100)}
SCALES = {
    **dict.fromkeys(
        words("rb-an ribu-an k-an ribu rb rbu rebu ewu k kb ribuan rebuan rbuan ceng rban rib thousand ewunan ribo"),
        10**3,
    ),
    **dict.fromkeys(
        words("jt-an juta-an juta jt jta yuta yuto jutane jeti jutaan tiaw tiau tiao jut jutak jtan million jti"), 10**6
    ),
    **dict.fromkeys(words("miliar milyar miliyar milliar milyard billion"), 10**9),
    **dict.fromkeys(words("triliun trilyun trilliun"), 10**12),
}
WHOLE_SCALES = {
    **dict.fromkeys(words("seribu serebu sarebu sewu saribu sarewu serbu"), 10**3),
    **dict.fromkeys(words("sejuta sayuta seyuta sajuta"), 10**6),
    **dict.fromkeys(words("semiliar semilyar"), 10**9),
}
HALVES = {
    **dict.fromkeys(words("setengah satengah stengah stgh sateungah"), Fraction(1, 2)),
    "seperempat": Fraction(1, 4),
    "saparapat": Fraction(1, 4),
}


def _market_words() -> dict[str, tuple[int, int]]:
    """Market slang, from Hokkien: a count before a size. The value, and the size it is counted in (1 if none)."""
    counts = {"se": 1, "ce": 1, "no": 2, "ji": 2, "sa": 3, "sam": 3, "si": 4, "go": 5, "lak": 6, "cit": 7, "pe": 8}
    sizes = {"pek": 100, "ceng": 1000, "ban": 10_000, "tiaw": 10**6, "tiau": 10**6, "tiao": 10**6, "cap": 10}
    taken = {"lakban", "saban", "sapek", "siban", "secap", "seban", "sepek", "peceng"}  # words of their own
    words = {
        one + size: (count * worth, worth)
        for one, count in counts.items()
        for size, worth in sizes.items()
        if one + size not in taken
    }
    words.update(setiau=(10**6, 10**6), satiaw=(10**6, 10**6), satiau=(10**6, 10**6), cetiau=(10**6, 10**6))
    words.update(nogoceng=(2500, 1000), cenggo=(1500, 1000), noceng=(2000, 1000), jigo=(25, 10), cepe=(100, 100))
    words.update(gope=(500, 100), nope=(200, 100), pekgo=(150, 10), ceceng=(1000, 1000), jigoceng=(25_000, 1000))
    words.update(bango=(15_000, 10_000), gobanan=(50_000, 10_000), sebango=(15_000, 10_000))
    return words


MARKET = _market_words()
_ABOUT = words("ribuan rban rebuan rbuan rb-an k-an ewunan")  # 15 ribuan, of each or of all
NUMBER_WORDS = frozenset({*COUNTS, *WHOLE_SCALES, *HALVES, *MARKET})
SCALE_WORDS = frozenset({*SCALES, *TEENS, *TENS, *HUNDREDS})
MONEY_SIGNS = words("rp idr rp. rupiah-")
MONEY_TAILS = words("rupiah perak rp idr repes")
_MILLION_OR_MILLIARD = "m"
_DECIMALS = re.compile(r"[.,]")


@dataclass(slots=True)
class _Run:
    """A number as it grows."""

    total: int | Fraction = 0
    scale: int = 10**15  # of the last step
    sure: bool = False
    spelled: bool = False
    slang: bool = False
    doubtful: bool = False


def join(tokens: list[Token]) -> list[Token]:
    """The tokens with each written or spoken number as one."""
    result: list[Token] = []
    place, count = 0, len(tokens)
    while place < count:
        token = tokens[place]
        if token.kind == "number" or (token.kind == "word" and (token.low in NUMBER_WORDS or token.low in MONEY_SIGNS)):
            end, number = _read(tokens, place)
            if number is not None:
                result.append(number)
                place = end
                continue
        result.append(token)
        place += 1
    return result


def _read(tokens: list[Token], place: int) -> tuple[int, Token | None]:
    start, money = place, False
    if tokens[place].low in MONEY_SIGNS:
        money = True
        place += 1
        if place < len(tokens) and tokens[place].low == ".":
            place += 1
        if place == len(tokens) or not _begins(tokens[place]):
            return start + 1, None
    run = _Run(sure=money)
    begin = place
    while place < len(tokens):
        after = _step(tokens, place, run, first=place == begin)
        if after == place:
            break
        place = after
    if place == begin:
        return start + 1, None
    if place < len(tokens) and tokens[place].low in MONEY_TAILS:
        run.sure = True
        place += 1
    place = _past_tail(tokens, place)
    return place, _number(tokens, start, place, run)


def _number(tokens: list[Token], start: int, end: int, run: _Run) -> Token:
    first, last = tokens[start], tokens[end - 1]
    text = " ".join(token.text for token in tokens[start:end])
    about = last.low in _ABOUT and not run.spelled
    value = run.total if isinstance(run.total, int) or run.total.denominator != 1 else int(run.total)
    return Token(
        "number",
        text,
        text.lower(),
        first.glued,
        value=value,
        sure=run.sure,
        spelled=run.spelled,
        slang=run.slang,
        doubtful=run.doubtful,
        role="price~" if about else "",
        span=(first.span[0], last.span[1]),
    )


def _past_tail(tokens: list[Token], place: int) -> int:
    """Past the `,-` of Rp 25.000,-"""
    if place + 1 < len(tokens) and tokens[place].low in ",." and tokens[place + 1].low == "-":
        return place + 2 if tokens[place].glued and tokens[place + 1].glued else place
    return place


def _begins(token: Token) -> bool:
    return token.kind == "number" or token.low in NUMBER_WORDS


def _step(tokens: list[Token], place: int, run: _Run, *, first: bool) -> int:  # noqa: PLR0911 - the first that fits
    """Adds one step of the number at `place` to `run`; the place after it, or `place` when nothing fits."""
    token = tokens[place]
    if token.low in HALVES:
        return _half(tokens, place, run, first=first)
    if token.low in WHOLE_SCALES:
        scale = WHOLE_SCALES[token.low]
        return place + 1 if _add(run, 1, scale) else place
    if token.low in MARKET:
        return _market(tokens, place, run, first=first)
    if token.low == "go" and run.slang and run.scale == 10**4:
        run.total += 5000
        run.scale = 1000
        return place + 1
    if not first and token.kind == "number" and _glued_tail(tokens, place, run):
        return place + 1
    count, after, spelled = _count(tokens, place)
    if count is None:
        return place
    return _scaled(tokens, place, after, count, run, first=first, spelled=spelled)


def _scaled(
    tokens: list[Token], place: int, after: int, count: int | Fraction, run: _Run, *, first: bool, spelled: bool
) -> int:
    """A count with the scale after it, if any."""
    if after + 1 < len(tokens) and tokens[after].low in HALVES and tokens[after + 1].low in SCALES:
        count += HALVES[tokens[after].low]  # satu setengah juta
        after += 1
    scale_word = tokens[after].low if after < len(tokens) else ""
    scale = SCALES.get(scale_word)
    if scale is not None and not (scale_word == "k" and not tokens[after].glued and spelled):
        if not _add(run, _decimal_before_scale(tokens, place, after, count, scale), scale):
            return place
        run.spelled = run.spelled or spelled
        return after + 1
    if scale_word == _MILLION_OR_MILLIARD and first and not spelled:
        run.total, run.scale, run.doubtful = count, 1, True
        return after + 1
    if first:
        run.total, run.scale, run.spelled = count, 1, spelled
        run.sure = run.sure or (not spelled and _grouped(tokens[place].low))
        return after
    return after if _bare_tail(run, count, tokens[place], spelled=spelled) else place


def _add(run: _Run, count: int | Fraction, scale: int) -> bool:
    if scale >= run.scale or run.doubtful:
        return False
    run.total += count * scale
    run.scale, run.sure = scale, True
    return True


def _bare_tail(run: _Run, count: int | Fraction, token: Token, *, spelled: bool) -> bool:
    """`dua ribu lima ratus`, `20 ribu 500`; `dua juta lima ratus` means thousands, as nobody pays 2.000.500."""
    if run.scale < 1000 or count >= 1000 or count != int(count):
        return False
    plain = spelled or (len(token.low) == 3 and not token.glued)
    if run.scale == 10**6 and plain and count >= 100 and count % 50 == 0:
        run.total += count * 1000
    elif run.scale == 10**3 and plain and ((spelled and run.spelled) or count >= 100):
        run.total += count
    else:
        return False
    run.scale = 1
    return True


def _glued_tail(tokens: list[Token], place: int, run: _Run) -> bool:
    """The 5 of 2jt5 and the 500 of 2jt500: digits after the point, up to three."""
    token = tokens[place]
    scaled_next = place + 1 < len(tokens) and tokens[place + 1].low in SCALES
    if not token.glued or scaled_next or run.scale < 1000 or not token.low.isdigit() or len(token.low) > 3:
        return False
    run.total += Fraction(int(token.low) * run.scale, 10 ** len(token.low))
    run.scale = 1
    return True


def _half(tokens: list[Token], place: int, run: _Run, *, first: bool) -> int:
    part = HALVES[tokens[place].low]
    if not first:
        if run.scale < 1000:
            return place
        run.total += part * run.scale
        run.scale = 1
        return place + 1
    scale = SCALES.get(tokens[place + 1].low) if place + 1 < len(tokens) else None
    if scale is None:
        run.total, run.scale, run.spelled = part, 1, True
        return place + 1
    run.total, run.scale, run.sure = part * scale, 1, True
    return place + 2


def _market(tokens: list[Token], place: int, run: _Run, *, first: bool) -> int:
    value, size = MARKET[tokens[place].low]
    scale = SCALES.get(tokens[place + 1].low) if place + 1 < len(tokens) else None
    if first and scale is not None and size < 1000:  # cepek ceng, gopek ribu
        run.total, run.scale, run.sure, run.slang = value * scale, scale, True, True
        return place + 2
    if not first and size >= run.scale:
        return place
    if first and size == 10:  # gocap is 50, and in talk of money 50 thousand
        value, size = value * 1000, 1000
    run.total += value
    run.scale, run.slang, run.sure = size, True, True
    return place + 1


def _count(tokens: list[Token], place: int) -> tuple[int | Fraction | None, int, bool]:
    """A count below a thousand, or any written with digits: its value, the place after it, whether it was spelled."""
    token = tokens[place]
    if token.kind == "number":
        value, after = digits(token.low), place + 1
        if value is not None and after < len(tokens) and tokens[after].low in _TENFOLD and value < 10:
            return value * _TENFOLD[tokens[after].low], after + 1, True
        return value, after, False
    total, limit, start = 0, 1000, place
    while place < len(tokens) and tokens[place].kind == "word":
        value, after = _spoken(tokens, place)
        if value is None or value >= limit:
            break
        total += value
        limit = 100 if value >= 100 else 10 if value >= 20 and value % 10 == 0 else 0
        place = after
    if place > start and place + 1 < len(tokens) and tokens[place].low == "koma":
        tenths = COUNTS.get(tokens[place + 1].low, 10)
        if tenths < 10:  # satu koma dua juta
            return total + Fraction(tenths, 10), place + 2, True
    return (total if place > start else None), place, True


def _spoken(tokens: list[Token], place: int) -> tuple[int | None, int]:
    """One spoken count with what multiplies it: tiga, tiga belas, tiga puluh, tiga ratus."""
    value = COUNTS.get(tokens[place].low)
    if value is None:
        return None, place
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if value < 10:
        if after in TEENS:
            return value + 10, place + 2
        if after in TENS:
            return value * 10, place + 2
        if after in HUNDREDS:
            return value * 100, place + 2
    return value, place + 1


def _grouped(text: str) -> bool:
    parts = _DECIMALS.split(text)
    return len(parts) > 1 and all(len(part) == 3 for part in parts[1:]) and parts[0] not in ("", "0")


def _decimal_before_scale(
    tokens: list[Token], place: int, after: int, count: int | Fraction, scale: int
) -> int | Fraction:
    """1.250jt is one and a quarter million: nobody writes thousands of millions this way."""
    text = tokens[place].low
    written = scale >= 10**6 and after == place + 1 and tokens[place].kind == "number"
    if written and _grouped(text) and text.count(".") + text.count(",") == 1:
        return Fraction(text.replace(",", "."))
    return count


def digits(text: str) -> int | Fraction | None:
    """What digits with points and commas mean, as Indonesians write: three digits after a sign are thousands."""
    if len(text) > 40:
        return 10**20  # far too big to be money, and refused as such
    parts = _DECIMALS.split(text)
    if not all(part.isdecimal() for part in parts):
        return None
    if len(parts) == 1 or (parts[0] != "0" and len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])):
        return int("".join(parts))
    if len(parts) == 2 or ("." in text and "," in text and len(parts[-1]) <= 2):
        return Fraction(f"{''.join(parts[:-1])}.{parts[-1]}")
    return None
