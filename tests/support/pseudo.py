"""A language made for tests: every sentence of the catalogue stands between marks, so what is not in it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from guyub.kernel.languages import CATALOGUE, FOLDER

CODE, NAME = "xx", "Bahasa Tanda"
OPEN, CLOSE = "⟦", "⟧"
SPOKEN = ("aria-label", "title", "alt", "placeholder", "label")
SILENT = {"script", "style", "code"}  # what a machine reads, or a person types into one


def write_pseudo(folder: Path, code: str = CODE) -> None:
    """Add the language to a folder of catalogues, as a translator would: one file."""
    with (FOLDER / "en" / CATALOGUE).open("rb") as file:
        known = read_po(file)
    marked = Catalog(header_comment="# For tests.")
    for message in known:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = tuple(f"{OPEN}{each}{CLOSE}" for each in ids)
        marked.add(message.id, said if len(said) > 1 else said[0], context=message.context)
    place = folder / code / CATALOGUE
    place.parent.mkdir(parents=True)
    with place.open("wb") as out:
        write_po(out, marked)
    text = place.read_text()
    place.write_text(text.replace('"MIME-Version', f'"X-Language-Name: {NAME}\\n"\n"MIME-Version', 1))


class Marking(NullTranslations):
    """Translates whatever it is asked, also what no catalogue has yet."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, one: str, many: str, n: int) -> str:
        return self.ngettext(one, many, n)

    def to_language(self) -> str:
        return CODE


class Spoken(HTMLParser):
    """All that a page says: its texts, and the attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0
        self.ours = 0  # inside what is written in another language on purpose

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.silent += tag in SILENT
        self.said += [value for name in SPOKEN if (value := given.get(name))]
        if tag == "meta" and given.get("name") == "description":
            self.said.append(given.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        # Sentences that hold markup are marked before and after it, so the page is read as one text.
        self.said.append("" if self.silent else data)


def unmarked(html: str) -> Iterator[str]:
    """The texts of a page that stand outside all marks."""
    page = Spoken()
    page.feed(html)
    deep = 0
    for text in page.said:
        outside = ""
        for sign in text:
            deep += sign == OPEN
            outside += "" if deep else sign
            deep = max(0, deep - (sign == CLOSE))
        if re.search(r"[^\W\d_]{2}", outside):
            yield " ".join(outside.split())
