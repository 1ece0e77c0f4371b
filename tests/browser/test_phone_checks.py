"""The phone reads numbers as the server does: the same texts, the same values, the same refusals."""

from __future__ import annotations

import random
from typing import Any

from django.urls import reverse
from tests.support.browsing import LivePages

from guyub.kernel.errors import Problem
from guyub.kernel.measures import parse_quantity
from guyub.kernel.numbers import parse_count, parse_decimal, parse_rupiah

PARTS = [*"0123456789", *"0123456789", ".", ",", " ", "'", "-", "(", ")", "Rp", "rb", "jt", "juta", "k", "miliar", "kg"]
PARTS += ["\N{NO-BREAK SPACE}", "\N{MINUS SIGN}", "+", "e", "000", "500", ",-", "=", "ribu", "rupiah", "idr", "x"]
KNOWN = ["", " ", "1.500", "1,5jt", "1.500rb", "Rp 45.000,-", "(3)", "-0", "0,0000001", "12,0000005", "10.000.000"]
KNOWN += [
    "1000000000000",
    "1000000000001",
    "2 kodi",
    "2,5 kg",
    "2,5kg.",
    "999.999,9999",
    "1e3",
    "1'500",
    "\u0661\u0662",
]
COUNT = 4000


def texts() -> list[str]:
    """Texts that look like numbers, more or less; always the same."""
    chance = random.Random(11)
    made = {"".join(chance.choices(PARTS, k=chance.randint(1, 7))) for _ in range(COUNT)}
    return KNOWN + sorted(made)


def by_server(read: Any, text: str) -> bool:
    try:
        read(text)
    except Problem:
        return False
    return True


def test_thousands_of_texts_are_read_alike(live_page: LivePages) -> None:
    page = live_page()
    page.goto(reverse("account_login"))
    readers = {
        "rupiah": lambda text: parse_rupiah(text, zero=True),
        "count": lambda text: parse_count(text, zero=True),
        "decimal": lambda text: parse_decimal(text, zero=True),
        "quantity": lambda text: parse_quantity(text, "kg"),
    }
    asked = texts()
    found = page.evaluate(
        """([names, texts]) => Object.fromEntries(names.map(name => [name, texts.map(text => {
          try { return String(guyubChecks.READ[name](text)); }
          catch (error) { if (error instanceof guyubChecks.Wrong) return "!"; throw error; }
        })]))""",
        [list(readers), asked],
    )
    for name in ("rupiah", "count"):
        for text, told in zip(asked, found[name], strict=True):
            assert told == (str(readers[name](text)) if by_server(readers[name], text) else "!"), (name, text)
    for name in ("decimal", "quantity"):
        for text, told in zip(asked, found[name], strict=True):
            # What a unit holds only the server knows; the phone must not refuse what the server takes.
            assert told != "!" or not by_server(readers[name], text), (name, text)
            if name == "decimal":
                assert (told != "!") == by_server(readers[name], text), text
    taken = sum(told != "!" for told in found["rupiah"])
    assert COUNT // 20 < taken < COUNT, "both kinds were tried"
