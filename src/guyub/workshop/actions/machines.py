"""Machines: the most each can make and how that is known, what is asked of it, and when it stood still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.measures import MOST_MICRO
from guyub.kernel.words import _
from guyub.people.access import Person, allowed
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import check_day, locked_for, resent, user_of
from guyub.workshop.actions.recipes import renew_recipes
from guyub.workshop.models import Idle, Machine, MachineKind

DAY_MINUTES = 24 * 60
MOST_COST = 10**8


@dataclass(frozen=True, slots=True)
class NewMachine:
    """A machine as it is to be: the most an hour and the target of a day in millionths of a unit; None: not known."""

    kind: str
    name: str
    hour_most: int | None = None
    day_target: int | None = None
    basis: str = Machine.Basis.TRIED
    active: bool = True


@transaction.atomic
def add_machine(by: Person, enterprise: Enterprise, new: NewMachine) -> Machine:
    """A new machine; its kind is made when there is none of that name. The same sent again is answered with the first.

    Raises NotAllowed, Problem at `name`, `kind`, `most` or `target`; one whose name another machine has is refused.
    """
    locked_for(by, enterprise)
    new = _checked(new)
    there = Machine.objects.filter(enterprise=enterprise, name=new.name).select_related("kind").first()
    if there and _as_new(there) == new:
        return there
    if there:
        raise Problem(_("“%(name)s” sudah ada.", name=new.name), "name")
    machine = Machine(enterprise=enterprise)
    _write(machine, new)
    return machine


@transaction.atomic
def change_machine(by: Person, machine: Machine, new: NewMachine) -> Machine:
    """Make a machine as `new` says; what it made stays. Raises as `add_machine`."""
    locked_for(by, machine.enterprise)
    new = _checked(new)
    others = Machine.objects.filter(enterprise=machine.enterprise_id, name=new.name).exclude(pk=machine.pk)
    if others.exists():
        raise Problem(_("“%(name)s” sudah ada.", name=new.name), "name")
    _write(machine, new)
    return machine


@transaction.atomic
def change_kind(
    by: Person, kind: MachineKind, *, hour_cost: int, changeover_minutes: int, since: date, at: datetime
) -> int:
    """What an hour of these machines costs (rupiah) and how long a change of product takes (minutes).

    Recipes that use them are written anew from `since` on, so that what was made before keeps its cost. Returns how
    many. Raises NotAllowed, Problem at `hour_cost` or `changeover`.
    """
    locked_for(by, kind.enterprise)
    check_day(since, at)
    if not 0 <= hour_cost <= MOST_COST:
        raise Problem(_("Biaya ini terlalu besar."), "hour_cost")
    if not 0 <= changeover_minutes <= DAY_MINUTES:
        raise Problem(_("Paling lama sehari, 1.440 menit."), "changeover")
    dearer = kind.hour_cost != hour_cost
    kind.hour_cost, kind.changeover_minutes = hour_cost, changeover_minutes
    kind.save(update_fields=["hour_cost", "changeover_minutes"])
    return renew_recipes(by, kind.enterprise, since=since, at=at) if dearer else 0


@transaction.atomic
def note_idle(
    by: Person,
    machine: Machine,
    *,
    day: date,
    minutes: int,
    reason: str,
    note: str = "",
    client_id: str,
    at: datetime,
) -> Idle:
    """Note that a machine stood still on a day, and why; whoever works here may. A resend changes nothing.

    Raises NotAllowed; Problem at `day`, `minutes` or `reason`; Conflict for the same id with other content.
    """
    locked_for(by, machine.enterprise, "work")
    note = " ".join(note.split())[:120]
    sent = Idle.objects.filter(enterprise=machine.enterprise_id, client_id=client_id).first()
    if found := resent(sent, machine_id=machine.pk, day=day, minutes=minutes, reason=reason, note=note):
        return found
    check_day(day, at)
    if reason not in Idle.Reason.values:
        raise Problem(_("Pilih alasannya."), "reason")
    if minutes < 1:
        raise Problem(_("Tulis berapa menit, lebih dari nol."), "minutes")
    before = Idle.objects.filter(enterprise=machine.enterprise_id, day=day, machine=machine)
    noted = before.aggregate(sum=Sum("minutes", default=0))["sum"]
    if noted + minutes > DAY_MINUTES:
        raise Problem(_("Dengan yang sudah dicatat, %(n)s menit, lebih dari sehari.", n=noted), "minutes")
    return Idle.objects.create(
        enterprise=machine.enterprise,
        machine=machine,
        day=day,
        minutes=minutes,
        reason=reason,
        note=note,
        at=at,
        by=user_of(by),
        client_id=client_id,
    )


@transaction.atomic
def take_idle_back(by: Person, idle: Idle) -> None:
    """Take back what was noted by mistake: the owner anything, others what they noted. Twice does nothing.

    Raises NotAllowed.
    """
    locked_for(by, idle.enterprise, "work")
    if not allowed(by, "run workshop", idle) and idle.by_id != user_of(by).id:
        raise NotAllowed(_("Hanya pemilik yang bisa membatalkan catatan orang lain."))
    Idle.objects.filter(pk=idle.pk).delete()


def _checked(new: NewMachine) -> NewMachine:
    kind, name = " ".join(new.kind.split()), " ".join(new.name.split())
    if not name or len(name) > 80:
        raise Problem(_("Mohon isi namanya, paling panjang 80 huruf."), "name")
    if not kind or len(kind) > 80:
        raise Problem(_("Mohon isi jenisnya, misalnya mesin obras."), "kind")
    for value, field in ((new.hour_most, "most"), (new.day_target, "target")):
        if value is not None and not 0 < value <= MOST_MICRO:
            raise Problem(_("Jumlahnya harus lebih dari nol."), field)
    if new.basis not in Machine.Basis.values:
        raise Problem(_("Pilih dari mana angka itu."), "basis")
    return NewMachine(kind, name, new.hour_most, new.day_target, new.basis, new.active)


def _as_new(machine: Machine) -> NewMachine:
    known = (machine.hour_most_micro, machine.day_target_micro, machine.basis, machine.active)
    return NewMachine(machine.kind.name, machine.name, *known)


def _write(machine: Machine, new: NewMachine) -> None:
    machine.kind, __ = MachineKind.objects.get_or_create(enterprise=machine.enterprise, name=new.kind)
    machine.name, machine.basis, machine.active = new.name, new.basis, new.active
    machine.hour_most_micro, machine.day_target_micro = new.hour_most, new.day_target
    machine.save()
