"""The final income tax that a forecast has to know: of the months that were, and of this one so far. Four queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from guyub.books.models import Book
from guyub.books.queries.taxes import paid_by_month, taxes
from guyub.books.rules.forecast import Expected, Sureness
from guyub.books.rules.ledger import last_day
from guyub.books.rules.taxes import Paid, standing
from guyub.kernel.words import _


def of_taxes(book: Book, today: date) -> Iterator[Expected]:
    """What is left to pay of each month's tax, by its last day for paying; what is late, today."""
    if not book.taxpayer:
        return
    months = taxes(book, today)
    paid = paid_by_month(book, months)
    for month, about in months.items():
        line = standing(about, paid.get(month, Paid()).amount, today)
        if line.left:
            sold = _("dari penjualan sampai %(day)s", day=min(last_day(month), today))
            yield Expected(max(about.pay_by, today), line.left, False, _("pajak penghasilan"), Sureness.SURE, sold)
