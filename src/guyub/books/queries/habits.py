"""What a book's history teaches the reader of lines: the people, the goods, and how things are usually written down.

Three queries, however long the book is: of habits the latest, of people the first and the latest.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Max, Q

from guyub.books import chart
from guyub.books.line import NOTHING_KNOWN, Known
from guyub.books.models import Book, Habit, Party, PartyTotal
from guyub.books.queries.ledger import require_sight
from guyub.books.rules.meaning import MONEY_PLACES, EventKind
from guyub.people.access import Person

MOST_HABITS = 300
MOST_PEOPLE = 300
# A way of paying is taken for granted only after it was written this often in a row.
SURE_AFTER = 3

# Whoever stands in one of these accounts is what stands beside it; the first that fits decides.
ROLES: Mapping[str, str] = {
    chart.WAGES: "worker",
    chart.WAGES_PAYABLE: "worker",
    chart.SALES: "customer",
    chart.TRADE_RECEIVABLES: "customer",
    chart.CUSTOMER_DEPOSITS: "customer",
    chart.MATERIAL_EXPENSE: "supplier",
    chart.TRADE_PAYABLES: "supplier",
    chart.SUPPLIER_DEPOSITS: "supplier",
    chart.LOANS: "lender",
    chart.WORKER_ADVANCES: "worker",
}


def known_of(person: Person, book: Book | None) -> Known:
    """What the reader of lines may know of this book; nothing when there is no book yet."""
    if book is None:
        return NOTHING_KNOWN
    require_sight(person, book)
    habits = list(Habit.objects.filter(book=book).order_by("-last")[:MOST_HABITS])
    return Known(
        products=[habit.item for habit in habits if habit.kind == EventKind.SALE],
        people=_people(book),
        habits={habit.item: (habit.kind, habit.category or None, _usually_paid(habit)) for habit in habits},
    )


def people_of(person: Person, book: Book | None) -> list[str]:
    """Names to choose from while writing, by alphabet. One query."""
    if book is None:
        return []
    require_sight(person, book)
    return sorted(Party.objects.filter(book=book).order_by("-number").values_list("name", flat=True)[:MOST_PEOPLE])


def _usually_paid(habit: Habit) -> str | None:
    return habit.settlement if habit.times >= SURE_AFTER and habit.settlement in MONEY_PLACES else None


def _people(book: Book) -> dict[str, str]:
    """Name to role, for the first people of the book and the latest."""
    last = Party.objects.filter(book=book).aggregate(last=Max("number"))["last"] or 0
    near = Q(number__lte=MOST_PEOPLE) | Q(number__gt=last - MOST_PEOPLE)
    names = dict(Party.objects.filter(near, book=book).values_list("number", "name"))
    near = Q(party__lte=MOST_PEOPLE) | Q(party__gt=last - MOST_PEOPLE)
    seen: dict[int, set[str]] = {}
    for number, account in PartyTotal.objects.filter(near, book=book).values_list("party", "account"):
        seen.setdefault(number, set()).add(account)
    return {names[number]: role for number, codes in seen.items() if number in names and (role := _role(codes))}


def _role(codes: set[str]) -> str:
    return next((role for code, role in ROLES.items() if code in codes), "")
