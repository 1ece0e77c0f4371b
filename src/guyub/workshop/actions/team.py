"""Who does what: work groups, and the duties of the four divisions, also where one person is all of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import locked_for
from guyub.workshop.models import Duty, Worker, WorkGroup
from guyub.workshop.rules.duties import DIVISIONS, STARTERS

MOST_DUTIES = 60
MOST_GROUPS = 60


@transaction.atomic
def make_group(by: Person, enterprise: Enterprise, name: str) -> WorkGroup:
    """The group of this name, made when there is none yet. Raises NotAllowed; Problem at `name`."""
    locked_for(by, enterprise)
    clean = _named(name)
    found = WorkGroup.objects.filter(enterprise=enterprise, name__iexact=clean).first()
    if found:
        return found
    if WorkGroup.objects.filter(enterprise=enterprise).count() >= MOST_GROUPS:
        raise Problem(_("Paling banyak %(most)s kelompok.", most=MOST_GROUPS), "name")
    return WorkGroup.objects.create(enterprise=enterprise, name=clean)


@transaction.atomic
def rename_group(by: Person, group: WorkGroup, name: str) -> None:
    """Raises NotAllowed; Problem at `name` when another group is called so."""
    locked_for(by, group.enterprise)
    clean = _named(name)
    if WorkGroup.objects.filter(enterprise=group.enterprise, name__iexact=clean).exclude(pk=group.pk).exists():
        raise Problem(_("“%(name)s” sudah ada.", name=clean), "name")
    WorkGroup.objects.filter(pk=group.pk).update(name=clean)


@transaction.atomic
def part_group(by: Person, group: WorkGroup) -> None:
    """End a group; its people stay. Raises NotAllowed."""
    locked_for(by, group.enterprise)
    WorkGroup.objects.filter(pk=group.pk).delete()


@transaction.atomic
def put_in_group(by: Person, enterprise: Enterprise, workers: Iterable[Worker], group: WorkGroup | None) -> int:
    """These people work in `group` from now on, or in none; returns how many. Raises NotAllowed, Problem at `who`."""
    locked_for(by, enterprise)
    people = list(workers)
    if any(each.enterprise_id != enterprise.pk for each in people) or (group and group.enterprise_id != enterprise.pk):
        raise Problem(_("Pilihan ini tidak ada di bengkel ini."), "who")
    return Worker.objects.filter(pk__in=[each.pk for each in people]).update(group=group)


@transaction.atomic
def give_duty(by: Person, enterprise: Enterprise, division: str, what: str, worker: Worker | None) -> Duty:
    """Somebody sees to this from now on; without a `worker` the owner does.

    The same duty again changes only who. Raises NotAllowed; Problem at `division`, `what` or `worker`.
    """
    locked_for(by, enterprise)
    clean = " ".join(what.split())[:120]
    if division not in DIVISIONS:
        raise Problem(_("Pilih bagiannya."), "division")
    if not clean:
        raise Problem(_("Tulis apa yang diurus."), "what")
    _check_own(enterprise, worker)
    found = Duty.objects.filter(enterprise=enterprise, division=division, what__iexact=clean).first()
    if found is None:
        _check_room(enterprise)
        return Duty.objects.create(enterprise=enterprise, division=division, what=clean, worker=worker)
    found.worker = worker
    found.save(update_fields=["worker"])
    return found


@transaction.atomic
def change_duty(by: Person, duty: Duty, what: str, worker: Worker | None) -> None:
    """Say it in other words, or give it to somebody else. Raises NotAllowed; Problem at `what` or `worker`."""
    locked_for(by, duty.enterprise)
    clean = " ".join(what.split())[:120]
    if not clean:
        raise Problem(_("Tulis apa yang diurus."), "what")
    _check_own(duty.enterprise, worker)
    same = Duty.objects.filter(enterprise=duty.enterprise, division=duty.division, what__iexact=clean)
    if same.exclude(pk=duty.pk).exists():
        raise Problem(_("“%(name)s” sudah ada.", name=clean), "what")
    Duty.objects.filter(pk=duty.pk).update(what=clean, worker=worker)


@transaction.atomic
def drop_duty(by: Person, duty: Duty) -> None:
    """Nobody has to see to this any more. Raises NotAllowed."""
    locked_for(by, duty.enterprise)
    Duty.objects.filter(pk=duty.pk).delete()


@transaction.atomic
def one_for_all(by: Person, enterprise: Enterprise, worker: Worker | None = None) -> int:
    """One person sees to everything, the owner unless a `worker` is named; returns of how many duties.

    A division without any duty gets those that most workshops have, in the language of who asks. Raises NotAllowed,
    Problem at `worker`.
    """
    locked_for(by, enterprise)
    _check_own(enterprise, worker)
    known = set(Duty.objects.filter(enterprise=enterprise).values_list("division", flat=True))
    Duty.objects.bulk_create(
        Duty(enterprise=enterprise, division=division, what=str(words))
        for division, duties in STARTERS.items()
        if division not in known
        for words in duties
    )
    return Duty.objects.filter(enterprise=enterprise).update(worker=worker)


def _named(name: str) -> str:
    clean = " ".join(name.split())[:80]
    if not clean:
        raise Problem(_("Mohon isi namanya."), "name")
    return clean


def _check_own(enterprise: Enterprise, worker: Worker | None) -> None:
    if worker and worker.enterprise_id != enterprise.pk:
        raise Problem(_("Pilihan ini tidak ada di bengkel ini."), "worker")


def _check_room(enterprise: Enterprise) -> None:
    if Duty.objects.filter(enterprise=enterprise).count() >= MOST_DUTIES:
        raise Problem(_("Paling banyak %(most)s tugas tetap. Gabungkan beberapa.", most=MOST_DUTIES), "what")
