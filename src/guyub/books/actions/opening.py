"""Opening a book with what is there already: once, as one entry, and taken back as one."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from guyub.books import writing
from guyub.books.actions.following import hold_before
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import post_within, reverse_within
from guyub.books.models import Book, Entry, Equipment
from guyub.books.queries.opening import day_before_opening, opening_id, standing_opening
from guyub.books.queries.stock import refuse_kept
from guyub.books.rules.ledger import LARGEST_AMOUNT, check_day
from guyub.books.rules.opening import OPENING, Opening, moves_of
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import Rupiah, _
from guyub.people.access import Person, require
from guyub.people.models import User


def open_with(
    by: Person, book: Book, opening: Opening, *, capital: int, client_id: uuid.UUID, at: datetime | None = None
) -> Entry:
    """Write down what is there, of which the owner has confirmed that `capital` rupiah are their own.

    Raises NotAllowed; Problem at `capital` when that is not what is left, at `day` for a day that cannot be or has
    entries before it; Conflict while another opening stands, or when this one was taken back since.
    """
    require(by, "keep books", book)
    check_opening(book, opening, timezone.localdate(at))
    user = by if isinstance(by, User) else None
    with transaction.atomic():
        writing.lock(book)
        first = standing_opening(book)
        if first is not None and first.client_id != client_id:
            raise Conflict(_("Saldo awal sudah ada. Batalkan dulu yang itu bila ingin mengisinya lagi."))
        if first is None and Entry.objects.filter(book=book, client_id=client_id).exists():
            raise Conflict(_("Saldo awal ini sudah dibatalkan. Mohon muat ulang halamannya."))
        if capital != opening.capital:
            raise Problem(
                _("Modalnya menjadi %(capital)s. Mohon periksa lagi.", capital=Rupiah(opening.capital)), "capital"
            )
        parties = {name: party_named(book, name).number for name in sorted(opening.names)}
        entry = post_within(
            book,
            client_id=client_id,
            day=opening.day,
            words=_("Saldo awal"),
            transfers=moves_of(opening, parties),
            source=(OPENING, opening_id(book)),
            by=user,
            at=at,
        )
        if first is None:
            # What happened before is in these amounts: written down again it would count twice.
            Book.objects.filter(pk=book.pk, closed_until=None).update(closed_until=day_before_opening(book))
            Equipment.objects.bulk_create(
                Equipment(
                    book=book, entry=entry.number, name=each.name, cost=each.cost, since=each.bought, months=each.months
                )
                for each in opening.equipment
            )
    return entry


def take_back_opening(by: Person, book: Book, *, client_id: uuid.UUID, at: datetime | None = None) -> Entry:
    """Take the opening back on its own day, so that it can be done again.

    Raises NotAllowed, Problem when that day's month is closed, Conflict when there is none.
    """
    require(by, "keep books", book)
    with transaction.atomic():
        hold_before(book)
        writing.lock(book)
        done = Entry.objects.filter(book=book, client_id=client_id, reverses__isnull=False).first()
        if done is not None:
            return done
        entry = standing_opening(book)
        if entry is None:
            raise Conflict(_("Belum ada saldo awal."))
        user = by if isinstance(by, User) else None
        Book.objects.filter(pk=book.pk, closed_until=day_before_opening(book)).update(closed_until=None)
        back = reverse_within(entry, client_id=client_id, day=entry.day, by=user, at=at)
        for thing in Equipment.objects.filter(book=book, entry=entry.number):
            thing.gone = thing.since  # as if it had never been of use here
            thing.save(update_fields=["gone"])
    return back


def check_opening(book: Book, opening: Opening, today: date) -> None:
    """Raise Problem for what cannot be an opening of this book."""
    check_day(opening.day, today)
    if not opening.owned and not opening.owed:
        raise Problem(_("Isi paling sedikit satu: uang, piutang, utang, barang, atau alat."), "cash")
    for field, amount in (("material", opening.material), ("goods", opening.goods)):
        if amount:
            refuse_kept(book, field)
    if max(opening.owned, opening.owed) > LARGEST_AMOUNT:
        raise Problem(_("Jumlah uang paling besar %(most)s.", most=Rupiah(LARGEST_AMOUNT)), "cash")
    late = next((thing for thing in opening.equipment if thing.bought > opening.day), None)
    if late is not None:
        raise Problem(_("%(name)s dibeli sesudah tanggal saldo awal.", name=late.name), "day")
    before = Entry.objects.filter(book=book, day__lt=opening.day).exclude(source_id=opening_id(book))
    first = before.order_by("day").values_list("day", flat=True).first()
    if first is not None:
        raise Problem(
            _("Sudah ada catatan sejak %(day)s. Saldo awal harus pada hari itu atau sebelumnya.", day=first), "day"
        )
