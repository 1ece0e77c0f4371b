"""Taking a whole book along, and what it takes to bring it back: hledger, beancount, CSV, XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from guyub.books.exchange import beancount, hledger, journal
from guyub.books.exchange.whole import WholeBook
from guyub.books.models import Book
from guyub.kernel.telling import Tell, nobody


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a book down: how its file ends, what it is, and who makes the bytes."""

    ending: str
    content_type: str
    write: Callable[[WholeBook], Iterator[bytes]]


def _text(write: Callable[[WholeBook], Iterator[str]]) -> Callable[[WholeBook], Iterator[bytes]]:
    return lambda whole: (piece.encode() for piece in write(whole))


FORMATS: Mapping[str, Format] = {
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", journal.workbook),
    "csv": Format("csv", "text/csv; charset=utf-8", _text(journal.csv_lines)),
    "hledger": Format("journal", "text/plain; charset=utf-8", _text(hledger.lines)),
    "beancount": Format("beancount", "text/plain; charset=utf-8", _text(beancount.lines)),
}


def written(book: Book, name: str, tell: Tell = nobody) -> Iterator[bytes]:
    """The whole book in the format `name`, piece by piece. Access was checked by the caller."""
    return FORMATS[name].write(WholeBook.of(book, tell))
