"""Entries of the books that found no place in the stock by themselves: the owner says what they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from guyub.books import chart
from guyub.books.models import Book, Entry, Note, Transfer
from guyub.books.rules.meaning import EventKind
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.measures import of_micro, parse_quantity, unit_name
from guyub.kernel.units import split_quantity
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.sentra.rules import product_key
from guyub.workshop.actions.common import locked_for, user_of
from guyub.workshop.actions.moving import NewMovement, move_within, undo_within
from guyub.workshop.actions.recipes import material_within
from guyub.workshop.models import Item, ItemName, ItemUnit, Movement, Unplaced, Workshop
from guyub.workshop.queries.naming import MOVES, item_named, own_units, quantity_in
from guyub.workshop.queries.unplaced import unplaced

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Placing:
    """What the owner says of an entry.

    `item`, or the name and unit of a new material. `quantity` as written: `3 karung`. `holds`: what one of the unit
    that the item does not know holds (`25 kg`), remembered with `keep_unit`; with `keep_name` the words of the entry
    are from now on a name of the item.
    """

    quantity: str
    item: Item | None = None
    name: str = ""
    unit: str = ""
    holds: str = ""
    keep_unit: bool = False
    keep_name: bool = False


@transaction.atomic
def place(
    by: Person, enterprise: Enterprise, number: int, placing: Placing, *, client_id: str, at: datetime
) -> Movement:
    """Move what the entry bought or sold, on its own day.

    Raises NotAllowed; Problem at the field that cannot be; Conflict when it was placed or taken back already.
    """
    workshop = locked_for(by, enterprise)
    if sent := Movement.objects.filter(item__enterprise=enterprise, client_id=client_id, entry=number).first():
        return sent
    entry, note = _standing(enterprise, number)
    item = placing.item or material_within(enterprise, placing.name, placing.unit)
    if item.enterprise_id != enterprise.id or item.kind == Item.Kind.PROCESS:
        raise Problem(_("Barang itu tidak ada di bengkel ini."), "item")
    quantity = _quantity(item, placing)
    if placing.keep_name and (key := product_key(note.item)[:160]) and key != item.key:
        ItemName.objects.update_or_create(enterprise=enterprise, key=key, defaults={"item": item})
    return _move(workshop, entry, note, item, quantity, client_id, user_of(by), at)


@transaction.atomic
def place_all(by: Person, enterprise: Enterprise, *, at: datetime) -> int:
    """Place what waits and, by name, quantity and unit, can be placed by now; how many. Raises NotAllowed."""
    workshop = locked_for(by, enterprise)
    placed = 0
    for each in unplaced(enterprise, timezone.localdate(at))[:MOST_AT_ONCE]:
        event = EventKind(each.note.kind)
        item = item_named(enterprise.id, each.note.item, event)
        quantity = quantity_in(item, each.note.quantity, each.note.unit, event) if item else None
        if item and quantity:
            id_ = f"entry {each.entry.number} {at.timestamp()}"
            _move(workshop, each.entry, each.note, item, quantity, id_, user_of(by), at)
            placed += 1
    return placed


@transaction.atomic
def set_aside(by: Person, enterprise: Enterprise, number: int, *, at: datetime) -> None:
    """Say that an entry is nothing to keep in stock, so that nobody asks again. Raises NotAllowed, Conflict."""
    locked_for(by, enterprise)
    _standing(enterprise, number)
    Unplaced.objects.update_or_create(enterprise=enterprise, entry=number, defaults={"no_stock": True})


@transaction.atomic
def unplace(by: Person, enterprise: Enterprise, movement: Movement, *, at: datetime) -> None:
    """Say that an entry was not this item after all: it waits to be placed again. Raises NotAllowed, Problem."""
    workshop = locked_for(by, enterprise)
    if movement.item.enterprise_id != enterprise.id or movement.entry is None:
        raise Problem(_("Catatan ini tidak bisa dibatalkan dari sini."))
    movement.refresh_from_db()
    if movement.undone_at is None:
        undo_within(workshop, movement, by=user_of(by), at=at)
        Unplaced.objects.update_or_create(enterprise=enterprise, entry=movement.entry, defaults={"no_stock": False})


def _standing(enterprise: Enterprise, number: int) -> tuple[Entry, Note]:
    """The entry and its note. Raises Conflict when it no longer waits, Problem when it moves no goods."""
    book = Book.objects.filter(enterprise=enterprise).first()
    note = Note.objects.filter(book=book, number=number).first() if book else None
    if note is None or note.kind not in {event.value for event in MOVES}:
        raise Problem(_("Catatan itu bukan tentang barang."))
    placed = Movement.objects.filter(item__enterprise=enterprise, entry=number, undone_at=None)
    if placed.exists() or Entry.objects.filter(book=book, reverses=number).exists():
        raise Conflict(_("Catatan itu sudah masuk stok, atau sudah dibatalkan."))
    return Entry.objects.get(book=book, number=number), note


def _quantity(item: Item, placing: Placing) -> int:
    __, given = split_quantity(placing.quantity)
    own = own_units(item)
    given = unit_name(given)
    if placing.holds.strip() and given:
        holds = parse_quantity(placing.holds, item.unit, "holds")
        if not holds:
            raise Problem(_("Jumlahnya harus lebih dari nol."), "holds")
        own[given] = of_micro(holds)
        if placing.keep_unit:
            ItemUnit.objects.update_or_create(item=item, name=given[:20], defaults={"holds_micro": holds})
    quantity = parse_quantity(placing.quantity, item.unit, "quantity", own)
    if not quantity:
        raise Problem(_("Tulis jumlahnya, lebih dari nol."), "quantity")
    return quantity


def _move(
    workshop: Workshop, entry: Entry, note: Note, item: Item, quantity: int, client_id: str, by: User, at: datetime
) -> Movement:
    kind = MOVES[EventKind(note.kind)]
    value = _cost(entry) if kind == Movement.Kind.BOUGHT else None
    Unplaced.objects.filter(enterprise=workshop.enterprise, entry=entry.number).delete()
    new = NewMovement(item, kind, entry.day, quantity, value, entry=entry.number)
    return move_within(workshop, new, client_id=client_id, by=by, at=at)


def _cost(entry: Entry) -> int:
    """What was bought cost: as the entry says."""
    rows = Transfer.objects.filter(book=entry.book_id, number=entry.number, debit=chart.MATERIAL_EXPENSE)
    return int(rows.aggregate(cost=Sum("amount", default=0))["cost"])
