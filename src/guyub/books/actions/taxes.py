"""Noting that the final income tax of a month was paid."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from guyub.books import writing
from guyub.books.actions.noting import NewNote, standing_of
from guyub.books.actions.posting import lines_of, post_within
from guyub.books.models import Book, Entry
from guyub.books.rules.ledger import check_day, last_day, month_of
from guyub.books.rules.meaning import MONEY_PLACES, Event, EventKind, moves_of
from guyub.books.rules.taxes import PAYMENT, tax_month_id
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import _
from guyub.people.access import Person, require
from guyub.people.models import User


def pay_tax(
    by: Person,
    book: Book,
    *,
    month: date,
    amount: int,
    place: str,
    day: date,
    client_id: uuid.UUID,
    at: datetime | None = None,
) -> Entry:
    """Note that the tax of `month` was paid: what stood as owed is settled, the rest is an expense of `day`.

    `place` is cash, bank or ewallet. Raises NotAllowed; Problem at `day`, `amount` or `place`; Conflict when this
    `client_id` came before with something else.
    """
    require(by, "keep books", book)
    check_day(day, timezone.localdate(at))
    if day <= last_day(month):
        raise Problem(_("Pajak dibayar sesudah bulannya selesai, %(day)s.", day=last_day(month)), "day")
    source = (PAYMENT, tax_month_id(book.id, month_of(month)))
    words = _("Bayar pajak bulan %(month)s", month=f"{month:%m/%Y}")
    with transaction.atomic():
        writing.lock(book)
        first = Entry.objects.filter(book=book, client_id=client_id).first()
        if first is not None:
            taken = {MONEY_PLACES.get(place): amount}
            if (first.source_kind, first.source_id, first.day) != (*source, day) or _paid(first) != taken:
                raise Conflict(_("Catatan dengan nomor kiriman ini sudah ada, dengan isi yang lain."))
            return first
        event = Event(EventKind.TAX, amount, place=place)
        return post_within(
            book,
            client_id=client_id,
            day=day,
            words=words,
            transfers=moves_of(event, standing_of(book, NewNote(EventKind.TAX, amount, day), None)),
            source=source,
            by=by if isinstance(by, User) else None,
            at=at,
        )


def _paid(entry: Entry) -> dict[str, int]:
    """Rupiah that a payment took from each account."""
    found: dict[str, int] = {}
    for line in lines_of(entry):
        found[line.credit] = found.get(line.credit, 0) + line.amount
    return found
