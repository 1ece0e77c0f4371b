"""Who asks: a person signed in on the web, or a program with that person's key. Then whether it is their book.

Both are settled before anything else of the request is looked at, so that nobody learns which books there are.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from guyub.books.models import Book
from guyub.books.queries import ledger
from guyub.kernel.errors import NotAllowed
from guyub.kernel.words import _
from guyub.people.access import require
from guyub.people.actions import user_of_key
from guyub.people.models import User

READS = {"GET", "HEAD", "OPTIONS"}


class Request(HttpRequest):
    """A request that was let in; `book` is there when its address names one."""

    auth: User
    book: Book


class Key(HttpBearer):
    """`Authorization: Bearer guyub_…`, a key from the page *Kunci API*."""

    openapi_description = "A key from the page Kunci API (/lainnya/kunci/). It acts as the person who made it."

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = user_of_key(token.strip(), at=timezone.now())
        return _let_in(request, user) if user else None


class Session(APIKeyCookie):
    """The cookie of a person signed in on the web; what changes something also needs their CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "The session of a person signed in on the web. POST also needs the header X-CSRFToken."

    def __init__(self) -> None:
        super().__init__(csrf=False)  # checked here, but only of who has a session

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        if "Authorization" in request.headers or not isinstance(request.user, User):
            return None
        if check_csrf(request) is not None:
            raise NotAllowed(_("Kirim juga tanda CSRF dari halaman yang terbuka."), "X-CSRFToken")
        return _let_in(request, request.user)


def _let_in(request: HttpRequest, user: User) -> User:
    """The person, once it is sure that the book in the address is theirs to see, or to keep when they write."""
    match = request.resolver_match
    book_id = match.kwargs.get("book") if match else None
    if book_id is not None:
        book = ledger.book_of(user, book_id)
        if book is None:
            raise Http404
        if request.method not in READS:
            require(user, "keep books", book)
        request.book = book  # type: ignore[attr-defined]
    return user
