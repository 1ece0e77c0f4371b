"""Goods that come in and go out, and counting the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from guyub.kernel.errors import Problem
from guyub.kernel.measures import MOST_MICRO, measured
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import check_day, locked_for, resent, user_of
from guyub.workshop.actions.valuing import revalue
from guyub.workshop.models import DayFlow, Item, Movement, StockCount, Workshop
from guyub.workshop.rules.doubts import Doubt, ask

SHORT = "short"
COMES = frozenset({Movement.Kind.BOUGHT, Movement.Kind.RETURNED_IN})
BY_HAND = frozenset({Movement.Kind.USED, Movement.Kind.SPOILED})


@dataclass(frozen=True, slots=True)
class NewMovement:
    """Goods that moved: millionths of the item's unit; `value` is the cost of what was bought, in rupiah."""

    item: Item
    kind: Movement.Kind
    day: date
    quantity: int
    value: int | None = None
    note: str = ""
    entry: int | None = None
    source_id: int | None = None


@transaction.atomic
def take_out(
    by: Person,
    enterprise: Enterprise,
    item: Item,
    *,
    kind: Movement.Kind,
    day: date,
    quantity: int,
    note: str = "",
    sure: bool = False,
    client_id: str,
    at: datetime,
) -> Movement:
    """Note what was used outside any recipe, or spoiled.

    Raises NotAllowed, Problem, and Doubtful (`short`) when more goes than is noted to be there, unless `sure`.
    """
    workshop = locked_for(by, enterprise)
    if kind not in BY_HAND:
        raise Problem(_("Pilih dipakai atau rusak."), "kind")
    if item.enterprise_id != enterprise.id:
        raise Problem(_("Barang itu tidak ada di bengkel ini."), "item")
    check_day(day, at)
    new = NewMovement(item, kind, day, quantity, None, note)
    if sent := _sent_before(new, client_id):
        return sent
    item.refresh_from_db()
    if quantity > max(item.quantity_micro, 0):
        there = measured(item.quantity_micro, item.unit)
        words = _("Menurut catatan %(item)s tinggal %(there)s. Tetap dicatat?", item=item.name, there=there)
        ask([Doubt(SHORT, words)], [SHORT] if sure else [])
    return move_within(workshop, new, client_id=client_id, by=user_of(by), at=at)


def move_within(workshop: Workshop, new: NewMovement, *, client_id: str, by: User | None, at: datetime) -> Movement:
    """Note a movement in the caller's transaction, who has checked access and holds the workshop's lock.

    The same `client_id` with the same content changes nothing; with other content it raises Conflict.
    """
    if sent := _sent_before(new, client_id):
        return sent
    if not 0 < new.quantity <= MOST_MICRO:
        raise Problem(_("Tulis jumlahnya, lebih dari nol."), "quantity")
    made = Movement.objects.create(
        item=new.item,
        kind=new.kind,
        day=new.day,
        quantity_micro=new.quantity,
        value=new.value,
        at=at,
        by=by,
        client_id=client_id,
        entry=new.entry,
        source_id=new.source_id,
        note=new.note,
    )
    _sum_up(workshop, made, 1)
    revalue(workshop, new.day, by=by, at=at)
    return made


def undo_within(workshop: Workshop, movement: Movement, *, by: User | None, at: datetime) -> None:
    """Take a movement back, as though it had never been, in the caller's transaction. A second time nothing happens."""
    if movement.undone_at is not None:
        return
    movement.undone_at = at
    movement.save(update_fields=["undone_at"])
    _sum_up(workshop, movement, -1)
    revalue(workshop, movement.day, by=by, at=at)


@transaction.atomic
def undo(by: Person, enterprise: Enterprise, movement: Movement, *, at: datetime) -> None:
    """Take back what was noted by hand here. What came with an entry or a delivery is taken back there."""
    workshop = locked_for(by, enterprise)
    if movement.item.enterprise_id != enterprise.id or movement.kind not in BY_HAND:
        raise Problem(_("Batalkan lewat catatan atau kiriman asalnya."))
    movement.refresh_from_db()
    undo_within(workshop, movement, by=user_of(by), at=at)


@transaction.atomic
def count(
    by: Person,
    enterprise: Enterprise,
    item: Item,
    *,
    day: date,
    quantity: int,
    value: int | None = None,
    client_id: str,
    at: datetime,
) -> StockCount:
    """Note what was counted at the end of `day`; a later count of that day takes its place.

    `value`, in rupiah, says what it cost, where nothing was bought through these books yet. Raises NotAllowed, Problem.
    """
    workshop = locked_for(by, enterprise)
    if item.enterprise_id != enterprise.id:
        raise Problem(_("Barang itu tidak ada di bengkel ini."), "item")
    check_day(day, at)
    if not 0 <= quantity <= MOST_MICRO:
        raise Problem(_("Jumlahnya tidak bisa kurang dari nol."), "quantity")
    known = StockCount.objects.filter(item=item, day=day).first()
    if known and (known.client_id == client_id or known.at > at):
        return known
    row, __ = StockCount.objects.update_or_create(
        item=item,
        day=day,
        defaults={
            "quantity_micro": quantity,
            "value": value,
            "at": at,
            "by": user_of(by),
            "client_id": client_id,
        },
    )
    revalue(workshop, day, by=user_of(by), at=at)
    return row


def _sent_before(new: NewMovement, client_id: str) -> Movement | None:
    found = Movement.objects.filter(item=new.item, client_id=client_id).first()
    return resent(found, kind=new.kind, day=new.day, quantity_micro=new.quantity, value=new.value)


def _sum_up(workshop: Workshop, movement: Movement, sign: int) -> None:
    row, __ = DayFlow.objects.get_or_create(
        enterprise=workshop.enterprise, day=movement.day, item=movement.item, kind=movement.kind
    )
    DayFlow.objects.filter(pk=row.pk).update(
        quantity_micro=F("quantity_micro") + sign * movement.quantity_micro,
        value=F("value") + sign * (movement.value or 0),
    )
