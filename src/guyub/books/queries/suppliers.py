"""Whom a book buys its material from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from guyub.books import chart
from guyub.books.models import Book, Party, Transfer
from guyub.books.queries.ledger import require_sight
from guyub.people.access import Person


@dataclass(frozen=True, slots=True)
class Bought:
    """Rupiah of material bought from one supplier."""

    name: str
    amount: int


def bought_from(by: Person, book: Book, since: date) -> list[Bought]:
    """Material bought since a day by supplier, the most first; what names nobody is left out. Two queries."""
    require_sight(by, book)
    rows = Transfer.objects.filter(book=book, debit=chart.MATERIAL_STOCK, day__gte=since, party__isnull=False)
    sums = dict(rows.exclude(credit__in=chart.STOCK).values_list("party").annotate(Sum("amount")))
    names = dict(Party.objects.filter(book=book, number__in=sums).values_list("number", "name"))
    found = [Bought(names[party], amount) for party, amount in sums.items()]
    return sorted(found, key=lambda each: (-each.amount, each.name))
