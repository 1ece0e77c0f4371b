"""Whether somebody else works out what the stock of a book is worth, and what they have to say about it.

A room above adds its answers when the program starts. Where the value of the stock comes from there, nothing here may
part the two: closing takes no count, an opening no stock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from guyub.books.models import Book
from guyub.books.rules.money import Attention
from guyub.kernel.errors import Problem
from guyub.kernel.words import _

stock_keepers: list[Callable[[Book], bool]] = []
stock_attentions: list[Callable[[Book], Iterable[Attention]]] = []


def keeps_stock(book: Book) -> bool:
    """Whether the value of this book's stock is worked out elsewhere."""
    return book.enterprise_id is not None and any(keeper(book) for keeper in stock_keepers)


def refuse_kept(book: Book, field: str) -> None:
    """Raise Problem at `field` where the value of the stock is worked out elsewhere."""
    if keeps_stock(book):
        raise Problem(_("Nilai persediaan sudah dihitung sendiri dari kartu stok. Hitung barangnya di sana."), field)
