"""Which column of a sheet is which: headings in Indonesian or English, in any order, spelt as people spell them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guyub.kernel.errors import Problem
from guyub.kernel.words import _

_NOT_WORD = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PER_SOMETHING = re.compile(r"(?:\bper\b|/)\s*[\w]+\s*$", re.IGNORECASE)
_ALIKE = 88  # of 100; "jumlash tenaga kerja" is alike, "nama pemilik" and "nama produk" are not
_CLEARLY = 8  # how much better than the next column a misspelt heading must fit
_SHORTEST_MISSPELT = 5
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a file may have.

    `title` names it to people, in both languages; `names` are the headings it is known by, the surest first.
    `fills` says that a merged cell in it speaks for all its rows (a name), not only for the first (a quantity).
    """

    key: str
    title: str
    names: tuple[str, ...]
    required: bool = False
    fills: bool = True


def plain(text: object) -> str:
    """`text` in small letters with single spaces and no punctuation, for comparing names."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", str(text)).casefold()).strip()


def match_headings(headings: Sequence[object], wanted: Sequence[Column]) -> dict[str, int]:
    """Where each wanted column stands, by its key; columns that are not there are left out.

    Exact names come first, then misspelt ones, but only where a heading fits one column clearly better than any
    other. Raises `Problem` if two headings are the same and both fit.
    """
    found: dict[str, int] = {}
    taken: set[int] = set()
    spellings = [list(_spellings(heading)) for heading in headings]
    for column in wanted:
        ranked = sorted(_exact_fits(column, spellings, taken))
        if not ranked:
            continue
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            raise _twice(headings[ranked[0][1]])
        found[column.key] = ranked[0][1]
        taken.add(ranked[0][1])
    _match_misspelt(spellings, wanted, found, taken)
    return found


def missing(found: dict[str, int], wanted: Sequence[Column]) -> tuple[Column, ...]:
    """The required columns that were not found."""
    return tuple(column for column in wanted if column.required and column.key not in found)


def missing_problem(lacking: Sequence[Column], headings: Sequence[object]) -> Problem:
    """One problem that names every missing column and the headings that are there."""
    seen = ", ".join(f"“{str(heading).strip()[:40]}”" for heading in headings if str(heading).strip())
    titles = ", ".join(column.title for column in lacking)
    if not seen:
        return Problem(_("Kolom %(titles)s tidak ditemukan.", titles=titles))
    return Problem(
        _(
            "Kolom %(titles)s tidak ditemukan. Judul yang ada: %(seen)s. Mohon beri judul kolomnya lalu kirim lagi.",
            titles=titles,
            seen=seen[:400],
        )
    )


def _spellings(heading: object) -> Iterator[str]:
    """The ways to read one heading, the most literal first: `Harga (Rp)` is also `harga`, `produk/product` both."""
    if not isinstance(heading, str) or len(heading) > _LONGEST_HEADING:
        return
    bare = _IN_BRACKETS.sub(" ", heading)
    readings = [heading, bare, _PER_SOMETHING.sub("", bare)]
    if "/" in bare:
        readings += bare.split("/")
    for reading in dict.fromkeys(plain(reading) for reading in readings):
        if reading:
            yield reading


def _exact_fits(
    column: Column, spellings: Sequence[list[str]], taken: set[int]
) -> Iterator[tuple[tuple[int, int], int]]:
    """(how sure, where) of each heading that is one of the column's names; smaller is surer."""
    order = {plain(name): rank for rank, name in enumerate(column.names)}
    for index, readings in enumerate(spellings):
        fits = [(literal, order[reading]) for literal, reading in enumerate(readings) if reading in order]
        if fits and index not in taken:
            rank = min(fits, key=lambda fit: (fit[1], fit[0]))
            yield (rank[1], rank[0]), index


def _match_misspelt(
    spellings: Sequence[list[str]], wanted: Sequence[Column], found: dict[str, int], taken: set[int]
) -> None:
    """Give still missing columns the headings that are nearly one of their names and nothing else's."""
    for index, readings in enumerate(spellings):
        if index in taken or not readings:
            continue
        scores = sorted(((_likeness(readings, column), column.key) for column in wanted), reverse=True)
        best, key = scores[0]
        next_best = scores[1][0] if len(scores) > 1 else 0
        if best >= _ALIKE and best - next_best >= _CLEARLY and key not in found:
            found[key] = index
            taken.add(index)


def _likeness(readings: Sequence[str], column: Column) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415 - only files with odd headings need it

    names = [plain(name) for name in column.names if len(name) >= _SHORTEST_MISSPELT]
    pairs = ((reading, name) for reading in readings if len(reading) >= _SHORTEST_MISSPELT for name in names)
    return max((fuzz.ratio(reading, name) for reading, name in pairs), default=0.0)


def _twice(heading: object) -> Problem:
    return Problem(
        _(
            "Ada dua kolom berjudul “%(heading)s”. Mohon beri judul yang berbeda, agar tidak salah baca.",
            heading=str(heading).strip(),
        )
    )
