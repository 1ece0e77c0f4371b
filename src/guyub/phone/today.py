"""The pages a person may need before there is a line again, so that the phone keeps them."""

from __future__ import annotations

import uuid

from django.urls import reverse

from guyub.books.models import Book
from guyub.books.queries.ledger import books_of
from guyub.orders.queries import my_work
from guyub.people.models import RoleName, User

MOST_PLACES, MOST_ORDERS = 3, 8
PLAIN_FORMS = ("masuk", "keluar", "rumah", "setor", "bahan", "upah")


def todays_pages(user: User) -> list[str]:
    """Addresses of the homes, of where things are written and counted, and of the offers that wait. A few queries."""
    pages = [reverse("home"), reverse("more"), reverse("phone_queue")]
    owned = user.places(RoleName.OWNER)
    if owned:
        pages.append(reverse("write"))
        pages += [page for book in _own_books(user, owned) for page in _book_pages(book)]
    for enterprise in [*owned, *user.places(RoleName.WORKER)][:MOST_PLACES]:
        pages += [reverse("workshop_home", args=[enterprise]), reverse("tally", args=[enterprise])]
    for sentra in [*user.places(RoleName.OFFICER), *user.places(RoleName.MEMBER)][:MOST_PLACES]:
        pages.append(reverse("sentra", args=[sentra]))
    for work in my_work(user)[:MOST_ORDERS]:
        page = "my_offer" if work.pending else "order_work"
        pages.append(reverse(page, args=[work.order.id, work.enterprise_id] if work.pending else [work.order.id]))
    return list(dict.fromkeys(pages))


def _own_books(user: User, owned: list[uuid.UUID]) -> list[Book]:
    return [book for book in books_of(user) if book.enterprise_id in owned][:MOST_PLACES]


def _book_pages(book: Book) -> list[str]:
    return [reverse("book", args=[book.id]), *(reverse("book_form", args=[book.id, what]) for what in PLAIN_FORMS)]
