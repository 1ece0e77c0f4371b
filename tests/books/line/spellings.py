"""The many ways of writing and saying one amount: figures, Indonesian, Javanese and Sundanese words, market slang."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """How a language counts: the units, what they become before a scale, and the scales themselves."""

    ones: tuple[str, ...]
    bound: tuple[str, ...]
    teens: tuple[str, ...]
    tens: str
    one_hundred: str
    hundreds: str
    one_thousand: str
    thousands: str
    one_million: str
    millions: str
    twenty_five: str = ""
    fifty: str = ""


INDONESIAN = Tongue(
    ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
    (
        "sepuluh", "sebelas", "dua belas", "tiga belas", "empat belas", "lima belas", "enam belas", "tujuh belas",
        "delapan belas", "sembilan belas",
    ),
    "puluh", "seratus", "ratus", "seribu", "ribu", "sejuta", "juta",
)  # fmt: skip
JAVANESE = Tongue(
    ("siji", "loro", "telu", "papat", "lima", "enem", "pitu", "wolu", "sanga"),
    ("sak", "rong", "telung", "patang", "limang", "nem", "pitung", "wolung", "sangang"),
    ("sepuluh", "sewelas", "rolas", "telulas", "patbelas", "limalas", "nembelas", "pitulas", "wolulas", "sangalas"),
    "puluh", "satus", "atus", "sewu", "ewu", "sayuta", "yuta", "selawe", "seket",
)  # fmt: skip
SUNDANESE = Tongue(
    ("hiji", "dua", "tilu", "opat", "lima", "genep", "tujuh", "dalapan", "salapan"),
    ("hiji", "dua", "tilu", "opat", "lima", "genep", "tujuh", "dalapan", "salapan"),
    (
        "sapuluh", "sabelas", "dua belas", "tilu belas", "opat belas", "lima belas", "genep belas", "tujuh belas",
        "dalapan belas", "salapan belas",
    ),
    "puluh", "saratus", "ratus", "sarebu", "rebu", "sajuta", "juta",
)  # fmt: skip
TONGUES = (INDONESIAN, JAVANESE, SUNDANESE)
MARKET = {
    "cepek": 100, "gopek": 500, "nopek": 200, "seceng": 1000, "goceng": 5000, "ceban": 10_000, "noban": 20_000,
    "goban": 50_000, "cepek ceng": 100_000, "nopek ceng": 200_000, "gopek ceng": 500_000, "gocap": 50_000,
    "setiaw": 10**6, "gotiaw": 5 * 10**6, "ceban go": 15_000, "ceban goceng": 15_000, "cenggo": 1500, "jigo": 25_000,
}  # fmt: skip


def said(value: int, tongue: Tongue) -> str:
    """A number below a thousand million in words."""
    words = []
    for size, one, many in (
        (10**6, tongue.one_million, tongue.millions),
        (10**3, tongue.one_thousand, tongue.thousands),
    ):
        count, value = divmod(value, size)
        if count:
            words.append(one if count == 1 else f"{_below_thousand(count, tongue, bound=True)} {many}")
    if value:
        words.append(_below_thousand(value, tongue, bound=False))
    return " ".join(words)


def _below_thousand(value: int, tongue: Tongue, *, bound: bool) -> str:
    words = []
    hundreds, rest = divmod(value, 100)
    if hundreds:
        words.append(tongue.one_hundred if hundreds == 1 else f"{tongue.bound[hundreds - 1]} {tongue.hundreds}")
    if rest == 25 and tongue.twenty_five:
        words.append(tongue.twenty_five)
    elif 10 <= rest < 20:
        words.append(tongue.teens[rest - 10])
    else:
        words.extend(_tens(rest, tongue, bound=bound))
    return " ".join(words)


def _tens(rest: int, tongue: Tongue, *, bound: bool) -> Iterator[str]:
    tens, ones = divmod(rest, 10)
    if tens == 5 and tongue.fifty:
        yield tongue.fifty
    elif tens:
        yield f"{tongue.bound[tens - 1]} {tongue.tens}"
    if ones:
        yield tongue.bound[ones - 1] if bound and ones > 1 else tongue.ones[ones - 1]


def written(value: int) -> list[str]:
    """An amount of at least a thousand rupiah in figures, every way that means it exactly."""
    dotted, comma = f"{value:,}".replace(",", "."), f"{value:,}"
    ways = [str(value), dotted, comma, f"Rp{dotted}", f"Rp {dotted}", f"Rp. {dotted},-", f"rp {value}", f"{dotted},00"]
    ways += [f"{dotted} rupiah", f"IDR {dotted}"]
    if value % 1000 == 0:
        count = value // 1000
        ways += [f"{count}{scale}" for scale in ("rb", "ribu", "k", "K", " ribu", " rb", "RB", "rbu", " rebu", " ewu")]
    if value >= 10**6 and value % 10**5 == 0:
        whole, tenth = divmod(value // 10**5, 10)
        ways += [f"{whole},{tenth}jt", f"{whole}.{tenth} juta", f"{whole}jt{tenth}"] if tenth else [f"{whole}jt"]
        if tenth == 5:
            ways += [f"{said(whole, INDONESIAN)} setengah juta", f"{whole} juta setengah", f"{whole}jt500"]
    if value >= 10**6 and value % 1000 == 0 and value % 10**6:
        whole, thousands = divmod(value // 1000, 1000)
        ways += [f"{whole}jt {thousands}rb", f"{whole} juta {thousands} ribu", f"{whole}jt{thousands}rb"]
    return ways
