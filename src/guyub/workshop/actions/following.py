"""The stock follows the books: what is bought comes in, what is sold goes out, what is taken back never was.

The books know nothing of this room; `workshop.apps` adds these functions to their lists. A workshop is locked before
its book everywhere, and `hold` does so here: on PostgreSQL every action that notes something, or takes it back, calls
it before it locks the book, at the cost of one statement. A workshop that nobody set up has no row to lock and keeps
no stock, so nothing follows there. (Only a note that is written in the very moment in which the workshop's first row
appears locks the two the other way round; the database would then let one of both try again.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from guyub.books.models import Book, Entry
from guyub.books.rules.money import Attention
from guyub.books.rules.telling import NewNote
from guyub.kernel.measures import measured
from guyub.kernel.words import _
from guyub.people.models import User
from guyub.people.prepared import Prepared
from guyub.workshop.actions.common import locked
from guyub.workshop.actions.moving import NewMovement, move_within, undo_within
from guyub.workshop.models import Item, Movement, Unplaced, Workshop
from guyub.workshop.queries.naming import MOVES, item_named, quantity_in

_AT_ONCE = 500


def hold(book: Book) -> None:
    """Lock the workshop of a book, where there is one, before the book is. On SQLite the transaction already does."""
    if book.enterprise_id and connection.features.has_select_for_update:
        shop = Workshop.objects.select_for_update(no_key=True).filter(pk=book.enterprise_id)
        list(shop.values_list("pk"))


def follow_note(book: Book, new: NewNote, entry: Entry, by: User | None, at: datetime) -> None:
    """Move what was bought, sold or brought back, if it is an item's name; a sale is never refused for want of stock.

    Where the name is known but not how much of it moved, the entry is remembered, to be asked about.
    """
    kind = MOVES.get(new.kind)
    if kind is None or book.enterprise is None:
        return
    item = item_named(book.enterprise.id, new.item, new.kind)
    if item is None:
        return
    quantity = quantity_in(item, new.quantity, new.unit, new.kind)
    workshop = locked(book.enterprise)
    if quantity is None:
        Unplaced.objects.get_or_create(enterprise=book.enterprise, entry=entry.number)
        return
    value = new.amount if kind == Movement.Kind.BOUGHT else None
    movement = NewMovement(item, kind, entry.day, quantity, value, entry=entry.number)
    move_within(workshop, movement, client_id=f"entry {entry.number}", by=by, at=at)


def follow_reversal(book: Book, numbers: Sequence[int], by: User | None, at: datetime) -> None:
    """Take back what came with these entries, on the day on which it came."""
    if book.enterprise is None:
        return
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        came = Movement.objects.filter(item__enterprise=book.enterprise, entry__in=some, undone_at=None)
        for movement in came.select_related("item"):
            undo_within(locked(book.enterprise), movement, by=by, at=at)
        Unplaced.objects.filter(enterprise=book.enterprise, entry__in=some).delete()


def keeps_stock(book: Book) -> bool:
    return Item.objects.filter(enterprise=book.enterprise_id).exists()


_BELOW_ZERO = Prepared(
    lambda enterprise: (
        Item.objects.filter(enterprise=enterprise, quantity_micro__lt=0)
        .order_by("quantity_micro", "name")
        .values_list("pk", "name", "quantity_micro", "unit")[:2]
    )
)


def below_zero(book: Book) -> Iterable[Attention]:
    """What the owner's first page says about stock below zero."""
    assert book.enterprise_id is not None  # noqa: S101 - only a workshop's book is asked about
    short = _BELOW_ZERO.rows(book.enterprise_id)
    if not short:
        return
    pk, name, quantity, unit = short[0]
    words = _(
        "%(item)s kurang dari nol: %(there)s. Ada pembelian atau hasil yang belum dicatat, atau hitung barangnya.",
        item=name,
        there=measured(quantity, unit),
    )
    about = pk if len(short) == 1 else None
    yield Attention(
        _("Stok kurang dari nol"), words, "stock_item" if about else "stock", about, place=book.enterprise_id
    )
