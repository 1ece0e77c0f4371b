"""When it happened: kemarin, 3 hari lalu, tgl 3, 2 februari 2026, senin lalu. Also every number that is not money.

What is found becomes a token of kind `when`: its role is `day` (days from today), `date`, `due` (days of credit),
`plan` (still to come) or `period` (a time that is not the day of the entry, and numbers such as a house number).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from fractions import Fraction

from guyub.books.line.tokens import Token
from guyub.books.line.units import UNIT_OF
from guyub.books.line.wordlists import words
from guyub.kernel.days import parse_day
from guyub.kernel.errors import Problem

YESTERDAY = words("kemarin kemaren kmrn kmren kmrin kmarin wingi kamari yesterday kemaryn kmr kemarim kemren")
DAY_BEFORE = words("lusa dulu dulunya")
TWO_DAYS_AGO = words("wingenane wingenanane mangkukna kemarinlusa")
TODAY = words("hariini barusan saiki ayeuna today sekarang skrg skrng tadinya barusaja")
EARLIER = words("tadi td mau tedi")
LAST_NIGHT = words("semalam semalem mambengi lastnight")
DAY_PARTS = words("pagi siang sore malam malem isuk esuk awan bengi peuting subuh beurang pgi")
_TIMES_OF_DAY = words("pagi siang sore subuh esuk isuk")
NIGHT = words("malam malem bengi peuting")
THIS = words("ini iki ieu iki")
LAST = words("lalu kemarin kemaren kmrn kmren wingi kamari kapungkur kepungkur kmrin lepas silam kepengker")
NEXT = words("depan ngarep hareup besok lagi mendatang")
WEEKDAYS = {
    **dict.fromkeys(words("senin senen monday"), 0),
    **dict.fromkeys(words("selasa salasa seloso tuesday"), 1),
    **dict.fromkeys(words("rabu rebo wednesday"), 2),
    **dict.fromkeys(words("kamis kemis thursday"), 3),
    **dict.fromkeys(words("jumat jum'at jemuwah jumaah juma'ah jumuah friday"), 4),
    **dict.fromkeys(words("sabtu setu saptu saturday"), 5),
    **dict.fromkeys(words("minggu ahad sunday"), 6),
}
DAY_WORDS = words("dino hari hr dina poe dinten day hri")
SPANS = {
    **dict.fromkeys(("hari", "hr", "dina", "poe", "dinten", "hri"), 1),
    **dict.fromkeys(("minggu", "mgg", "pekan", "minggon", "mg"), 7),
    **dict.fromkeys(("bulan", "bln", "wulan", "sasi"), 30),
    **dict.fromkeys(("tahun", "thn", "taun"), 365),
}
ONE_SPAN = {"sehari": 1, "seminggu": 7, "saminggu": 7, "sepekan": 7, "sebulan": 30, "sabulan": 30, "sesasi": 30}
ONE_SPAN |= {"setahun": 365, "sataun": 365, "sak minggu": 7, "seminggon": 7}
CREDIT_TIME = words("tempo termin jangka dalam selama mundur")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb peb pebruari february febuari",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags agst aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov nop nopember",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}
DATE_MARKS = words("tgl tanggal tggl tgl. tg")
MONTH_MARKS = words("bulan bln wulan sasi")
# The number after one of these is a name of something, never money.
NAMING = words("""
    no nomor nomer jam pukul rt rw blok gang gg jl ukuran size kelas umur usia nota faktur invoice ke- seri tipe
    type halaman lantai versi nopol tahun thn hp wa kode jilid bab level step lt
""")
# A number before one of these is a measure of something, never money.
MEASURING = words("mm watt volt inch inci tahun-lalu pk cc mp gb mb va dim derajat hp- micron x")

PAST = "past"  # the text of a month or year gone by: no day is said

# The place after a time and its token, if there is one.
Found = tuple[int, Token] | None


def find(tokens: list[Token], today: date) -> list[Token]:
    """The tokens with every time as one token of kind `when`."""
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        if tokens[place].kind == "word" and tokens[place].low not in _BEGINNINGS:
            result.append(tokens[place])
            place += 1
            continue
        found = None
        for rule in _RULES_FOR.get(tokens[place].kind, ()):
            found = rule(tokens, place, today)
            if found is not None:
                break
        if found is None:
            result.append(tokens[place])
            place += 1
        else:
            end, token = found
            token.span = (tokens[place].span[0], tokens[end - 1].span[1])
            result.append(token)
            place = end
    return result


def _when(role: str, value: int = 0, text: str = "") -> Token:
    return Token("when", text, text, value=value, role=role)


def _low(tokens: list[Token], place: int) -> str:
    return tokens[place].low if 0 <= place < len(tokens) else ""


def _relative(tokens: list[Token], place: int, today: date) -> Found:
    """kemarin, kemarin lusa, tadi pagi, semalam, hari ini."""
    word, after = tokens[place].low, _low(tokens, place + 1)
    found: Found = None
    if word in YESTERDAY:
        found = (place + 2, _when("day", -2)) if after in DAY_BEFORE else (place + 1, _when("day", -1))
        if found[0] == place + 1 and after in DAY_PARTS:
            found = place + 2, found[1]
    elif word in TWO_DAYS_AGO:
        found = place + 1, _when("day", -2)
    elif word in LAST_NIGHT:
        found = place + 1, _when("day", -1)
    elif word in EARLIER and (word != "mau" or after in {"isuk", "esuk", "awan", "bengi"}):
        end = place + 2 if after in DAY_PARTS else place + 1
        found = end, _when("day", -1 if after in NIGHT else 0)
    elif word in TODAY:
        found = place + 1, _when("day", 0)
    elif word in _TIMES_OF_DAY and _low(tokens, place - 1) not in {"makan", "selamat"} and after not in THIS:
        found = place + 1, _when("period")
    elif word in DAY_WORDS | DAY_PARTS and after in THIS:
        found = place + 2, _when("day", 0)
    return found


def _weekday(tokens: list[Token], place: int, today: date) -> Found:  # noqa: PLR0911 - the first that fits
    """senin lalu, hari senin; `minggu` alone is Sunday only after `hari`."""
    start = place
    named = tokens[place].low in DAY_WORDS
    place += 1 if named else 0
    number = WEEKDAYS.get(_low(tokens, place))
    if number is None:
        return None
    after = _past_which(tokens, place + 1)
    last = _low(tokens, after) in LAST
    if number == 6 and not named and tokens[place].low == "minggu":
        if last:
            return after + 1, _when("day", -7)
        following = _low(tokens, place + 1)
        if following in NEXT:
            return place + 2, _when("plan", 7)
        return (place + 2, _when("period")) if following in THIS else None
    if _low(tokens, after) in NEXT:
        return after + 1, _when("plan", 7)
    back = (today.weekday() - number) % 7
    if last and back == 0:
        back = 7
    end = after + 1 if last else place + 1
    if end <= start:
        return None
    return end, _when("date", text=(today - timedelta(days=back)).isoformat())


def _past_which(tokens: list[Token], place: int) -> int:
    """Past the `yang` of `3 hari yang lalu`."""
    return place + 1 if _low(tokens, place) in {"yang", "yg", "sing", "nu"} else place


def _span(tokens: list[Token], place: int, today: date) -> Found:
    """3 hari lalu, seminggu lalu, tempo 2 minggu, 5 bulan lagi; bulan lalu is a period."""
    token = tokens[place]
    days, end = ONE_SPAN.get(token.low), place + 1
    if days is None and token.kind == "number" and not token.sure and token.value <= 1000:
        length = SPANS.get(_low(tokens, place + 1))
        if length is not None:
            days, end = int(token.value * length), place + 2
    if days is None:
        return _named_period(tokens, place, today)
    after = _past_which(tokens, end)
    if _low(tokens, after) in LAST:
        return after + 1, _when("day", -days)
    if _low(tokens, after) in NEXT:
        return after + 1, _when("due", days)
    if _low(tokens, place - 1) in CREDIT_TIME:
        return end, _when("due", days)
    if token.kind == "word" and _low(tokens, place - 1) not in {"setiap", "tiap", "per"}:
        return end, _when("period")
    return None


def _named_period(tokens: list[Token], place: int, today: date) -> Found:  # noqa: PLR0911 - the first that fits
    """minggu lalu is handled by the weekdays; here: bulan lalu, bulan ini, bulan depan, bulan 11, bulan november."""
    word, after = tokens[place].low, _past_which(tokens, place + 1)
    if word not in SPANS:
        return None
    following = _low(tokens, after)
    if following in LAST:
        return after + 1, _when("period", text=PAST)
    if following in THIS:
        return after + 1, _when("period")
    if following in NEXT:
        return after + 1, _when("plan", SPANS[word])
    if word in MONTH_MARKS or word in {"tahun", "thn", "taun"}:
        if following in MONTHS:
            return _past_year(tokens, after + 1), _when("period")
        small = after < len(tokens) and tokens[after].kind == "number" and not tokens[after].sure
        if small and tokens[after].value <= (12 if word in MONTH_MARKS else 2100):
            return after + 1, _when("period")
    return None


def _past_year(tokens: list[Token], place: int) -> int:
    return place + 1 if _is_year(tokens, place) else place


def _is_year(tokens: list[Token], place: int) -> bool:
    if place >= len(tokens) or tokens[place].kind != "number":
        return False
    token = tokens[place]
    return not token.sure and len(token.low) == 4 and token.low.isdigit() and 1990 <= token.value <= 2100


def _dated(tokens: list[Token], place: int, today: date) -> Found:
    """tgl 3, tanggal 3 november 2026, tgl 3/11, 2 februari 2026, 6 feb."""
    marked = tokens[place].low in DATE_MARKS
    number = place + 1 if marked else place
    if marked and _low(tokens, number) in {".", ":"}:
        number += 1
    if number >= len(tokens):
        return None
    token = tokens[number]
    if marked and token.kind in {"day", "slash"}:
        return _written(tokens, number, today)
    if token.kind != "number" or token.sure or token.value not in range(1, 32):
        return None
    month_place = number + 1
    if _low(tokens, month_place) in MONTH_MARKS | {"-", "/"}:
        month_place += 1
    month = MONTHS.get(_low(tokens, month_place))
    if month is None and marked and month_place > number + 1 and month_place < len(tokens):
        value = tokens[month_place].value
        month = int(value) if tokens[month_place].kind == "number" and value in range(1, 13) else None
    if month is None:
        return _month_day(tokens, number, today) if marked else None
    if _is_year(tokens, month_place + 1):
        return month_place + 2, _on(int(tokens[month_place + 1].value), month, int(token.value))
    return month_place + 1, _latest(month, int(token.value), today)


def _month_day(tokens: list[Token], number: int, today: date) -> Found:
    """tgl 3: this month's, or last month's when that is still to come."""
    day = int(tokens[number].value)
    end = number + 2 if _low(tokens, number + 1) in LAST else number + 1
    year, month = today.year, today.month
    for _try in range(12):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) <= today:
            return end, _on(year, month, day)
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return end, _when("period")


def _on(year: int, month: int, day: int) -> Token:
    try:
        return _when("date", text=date(year, month, day).isoformat())
    except ValueError:
        return _when("period")


def _latest(month: int, day: int, today: date) -> Token:
    """The most recent such day that is not after today."""
    for year in range(today.year, today.year - 5, -1):
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] and date(year, month, day) <= today:
            return _on(year, month, day)
    return _when("period")


def _written(tokens: list[Token], place: int, today: date) -> Found:
    """03-11-2026, 2026-11-03, 3/11; `1/2 kg` is half a kilogram."""
    token = tokens[place]
    if token.kind == "day":
        try:
            return place + 1, _when("date", text=parse_day(token.low).isoformat())
        except Problem:
            return place + 1, _when("period")
    first, second = (int(part) for part in token.low.split("/"))
    if _low(tokens, place + 1) in UNIT_OF and second:
        return place + 1, Token("number", token.text, token.low, value=Fraction(first, second))
    return place + 1, _latest(second, first, today)


def _not_money(tokens: list[Token], place: int, today: date) -> Found:  # noqa: PLR0911 - the first that fits
    """10%, jam 10, no 12, 40 mm: numbers that can be no amount."""
    token = tokens[place]
    if token.kind == "phone":
        return place + 1, _when("period")
    if token.kind == "number":
        if token.sure:
            return None
        following = _low(tokens, place + 1)
        if following in {"%", "persen"}:
            return place + 2, _when("percent")
        return (place + 2, _when("period")) if following in MEASURING - {"x"} else None
    if token.low not in NAMING:
        return None
    number = place + 1
    while _low(tokens, number) in {".", ":", "-", "#", "no", "nomor"}:
        number += 1
    if number < len(tokens) and tokens[number].kind in {"number", "phone"} and not tokens[number].sure:
        if token.low in _DOCUMENTS:
            return number + 1, Token("word", token.text, token.low, token.glued)
        if token.low in {"jam", "pukul"}:
            return number + 1, _when("period")
        counted = _low(tokens, number + 1) in UNIT_OF and token.low not in {"no", "nomor", "ukuran", "size"}
        named = (tokens[number].value < 1000 and not counted) or token.low in _LONG_NAMED
        return (number + 1, _when("period")) if named else None
    return None


_DOCUMENTS = words("nota faktur invoice")
_LONG_NAMED = words("no nomor nomer nota faktur invoice kode hp wa tahun thn")


def _month_alone(tokens: list[Token], place: int, today: date) -> Found:
    """A month's name with no day is the time that is paid for, not the day of paying."""
    word = tokens[place].low
    if word in MONTHS and len(word) > 3 and word not in {"juli", "may", "march", "april"}:
        return _past_year(tokens, place + 1), _when("period")
    return None


_RULES_FOR = {
    "word": (_relative, _weekday, _dated, _span, _not_money, _month_alone),
    "number": (_dated, _span, _not_money),
    "day": (_written,),
    "slash": (_written,),
    "phone": (_not_money,),
}

# The words that any of the rules begins with: all others are passed by at once.
_BEGINNINGS = frozenset(
    {*YESTERDAY, *TWO_DAYS_AGO, *TODAY, *EARLIER, *LAST_NIGHT, *DAY_PARTS, *WEEKDAYS, *DAY_WORDS, *SPANS, *ONE_SPAN}
    | {*MONTHS, *DATE_MARKS, *MONTH_MARKS, *NAMING, *_TIMES_OF_DAY}
)
