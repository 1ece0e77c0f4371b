"""The short list of reasons for rejects, in the workshop's own words."""

from __future__ import annotations

from django.db import transaction

from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import locked_for
from guyub.workshop.models import RejectReason

MOST_REASONS = 15  # in use: a longer list is not read at the machine


@transaction.atomic
def add_reason(by: Person, enterprise: Enterprise, name: str) -> RejectReason:
    """The reason of this name, in use; one that was retired comes back. Raises NotAllowed; Problem at `name`."""
    locked_for(by, enterprise)
    clean = _named(name)
    found = RejectReason.objects.filter(enterprise=enterprise, name__iexact=clean).first()
    if found is None or not found.active:
        _check_room(enterprise)
    if found is None:
        return RejectReason.objects.create(enterprise=enterprise, name=clean)
    found.active = True
    found.save(update_fields=["active"])
    return found


@transaction.atomic
def rename_reason(by: Person, reason: RejectReason, name: str) -> None:
    """Say it in other words, also for what was noted before. Raises NotAllowed; Problem at `name`."""
    locked_for(by, reason.enterprise)
    clean = _named(name)
    if RejectReason.objects.filter(enterprise=reason.enterprise, name__iexact=clean).exclude(pk=reason.pk).exists():
        raise Problem(_("“%(name)s” sudah ada.", name=clean), "name")
    RejectReason.objects.filter(pk=reason.pk).update(name=clean)


@transaction.atomic
def use_reason(by: Person, reason: RejectReason, active: bool) -> None:
    """Retire a reason, or use it again; what was noted with it stays. Raises NotAllowed; Problem at `name`."""
    locked_for(by, reason.enterprise)
    if active and not RejectReason.objects.get(pk=reason.pk).active:
        _check_room(reason.enterprise)
    RejectReason.objects.filter(pk=reason.pk).update(active=active)


def _named(name: str) -> str:
    clean = " ".join(name.split())[:60]
    if not clean:
        raise Problem(_("Mohon isi namanya."), "name")
    return clean


def _check_room(enterprise: Enterprise) -> None:
    if RejectReason.objects.filter(enterprise=enterprise, active=True).count() >= MOST_REASONS:
        words = _(
            "Daftarnya paling banyak %(most)s alasan, supaya cepat dipilih. Hentikan dulu salah satu.",
            most=MOST_REASONS,
        )
        raise Problem(words, "name")
