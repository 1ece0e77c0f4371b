"""Procedures: how a thing is done, written step by step. Never changed: what is new is a new version."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import check_day, locked_for, user_of
from guyub.workshop.models import (
    Picture,
    Procedure,
    ProcedureStep,
    ProcedureVersion,
    Product,
    Shown,
    Step,
    Worker,
)

MOST_STEPS = 30
MOST_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class NewProcedureStep:
    """One thing to do, and the id of the picture shown with it, which was kept before: see `keep_picture`."""

    text: str
    picture: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A procedure as it is to be done from `since` on; of a step, else of a product, else of the whole workshop."""

    title: str
    steps: Sequence[NewProcedureStep]
    since: date
    change: str = ""
    product: Product | None = None
    step: Step | None = None


@transaction.atomic
def write_procedure(
    by: Person, enterprise: Enterprise, new: NewVersion, *, client_id: str, at: datetime
) -> ProcedureVersion:
    """A new procedure with its first version.

    Raises NotAllowed; Problem at `title`, `of`, `since`, or above for steps that cannot be; Conflict when the
    id came before with other content.
    """
    locked_for(by, enterprise)
    if sent := _sent_before(ProcedureVersion.objects.filter(procedure__enterprise=enterprise), new, client_id):
        return sent
    title = _checked(enterprise, new, None, at)
    product = new.step.product if new.step else new.product
    procedure = Procedure.objects.create(enterprise=enterprise, title=title, product=product, step=new.step)
    return _write(by, procedure, new, 1, client_id, at)


@transaction.atomic
def write_version(
    by: Person, procedure: Procedure, new: NewVersion, *, client_id: str, at: datetime
) -> ProcedureVersion:
    """The procedure as it is done from `new.since` on. What was before stays, for what was made by it.

    Raises as `write_procedure`; Problem at `change` when it does not say what is new.
    """
    locked_for(by, procedure.enterprise)
    if sent := _sent_before(ProcedureVersion.objects.filter(procedure=procedure), new, client_id):
        return sent
    last = ProcedureVersion.objects.filter(procedure=procedure).order_by("-number").first()
    title = _checked(procedure.enterprise, new, procedure, at)
    if last and not new.change.strip():
        raise Problem(_("Tulis apa yang baru, supaya semua tahu apa bedanya."), "change")
    if last and new.since < last.since:
        raise Problem(
            _("Versi sebelumnya berlaku sejak %(day)s. Pilih hari itu atau sesudahnya.", day=last.since), "since"
        )
    procedure.title, procedure.step = title, new.step
    procedure.product = new.step.product if new.step else new.product
    procedure.active = True
    procedure.save()
    return _write(by, procedure, new, last.number + 1 if last else 1, client_id, at)


@transaction.atomic
def set_use(by: Person, procedure: Procedure, active: bool) -> None:
    """Take a procedure out of use, or into use again. Raises NotAllowed."""
    locked_for(by, procedure.enterprise)
    Procedure.objects.filter(pk=procedure.pk).update(active=active)


@transaction.atomic
def mark_shown(
    by: Person, version: ProcedureVersion, workers: Iterable[Worker], *, mastered: bool, day: date, at: datetime
) -> int:
    """Note that these people were shown the version, or master it; returns how many of them were noted anew.

    Who masters it already still does when shown again. Raises NotAllowed; Problem at `day` or for somebody from
    elsewhere.
    """
    enterprise = version.procedure.enterprise
    locked_for(by, enterprise)
    check_day(day, at)
    people = _own_people(enterprise, workers)
    known = {each.worker_id: each for each in Shown.objects.filter(version=version, worker__in=people)}
    new = [worker for worker in people if worker not in known]
    Shown.objects.bulk_create(Shown(version=version, worker_id=pk, day=day, mastered=mastered) for pk in new)
    if not mastered:
        return len(new)
    learned = [each.pk for each in known.values() if not each.mastered]
    Shown.objects.filter(pk__in=learned).update(mastered=True)
    return len(new) + len(learned)


@transaction.atomic
def unmark(by: Person, version: ProcedureVersion, workers: Iterable[Worker]) -> int:
    """Take back that these people were shown the version; returns how many were. Raises NotAllowed, Problem."""
    enterprise = version.procedure.enterprise
    locked_for(by, enterprise)
    return Shown.objects.filter(version=version, worker__in=_own_people(enterprise, workers)).delete()[0]


def _own_people(enterprise: Enterprise, workers: Iterable[Worker]) -> list[uuid.UUID]:
    people = list(workers)
    if not people:
        raise Problem(_("Pilih dulu orangnya."))
    if len(people) > MOST_AT_ONCE or any(each.enterprise_id != enterprise.pk for each in people):
        raise Problem(_("Pilihan ini tidak ada di bengkel ini."))
    return [each.pk for each in people]


def _sent_before(versions: QuerySet[ProcedureVersion], new: NewVersion, client_id: str) -> ProcedureVersion | None:
    """The version that came under this id before. Raises Conflict when it had other steps."""
    found = versions.filter(client_id=client_id).first()
    if found is None:
        return None
    sent = [(" ".join(each.text.split()), each.picture) for each in new.steps]
    if list(found.steps.values_list("text", "picture")) != sent:
        raise Conflict(_("Isian ini sudah pernah dikirim dengan isi lain. Muat ulang halamannya, lalu isi lagi."))
    return found


def _checked(enterprise: Enterprise, new: NewVersion, procedure: Procedure | None, at: datetime) -> str:
    """The title as it is kept, if all can be."""
    title = " ".join(new.title.split())
    if not title:
        raise Problem(_("Mohon isi judulnya."), "title")
    if not 0 < len(new.steps) <= MOST_STEPS:
        raise Problem(_("Tulis satu sampai %(most)s langkah.", most=MOST_STEPS))
    for number, step in enumerate(new.steps, 1):
        if not step.text.strip():
            raise Problem(_("Langkah %(number)s belum ada kata-katanya.", number=number))
    pictures = {step.picture for step in new.steps if step.picture}
    if Picture.objects.filter(pk__in=pictures, enterprise=enterprise).count() < len(pictures):
        raise Problem(_("Pilihan ini tidak ada di bengkel ini."))
    if new.since > timezone.localdate(at):
        raise Problem(_("Tanggal %(day)s belum tiba.", day=new.since), "since")
    product = new.step.product if new.step else new.product
    if product and product.enterprise_id != enterprise.pk:
        raise Problem(_("Pilihan ini tidak ada di bengkel ini."), "of")
    same = Procedure.objects.filter(enterprise=enterprise, title__iexact=title)
    if (same.exclude(pk=procedure.pk) if procedure else same).exists():
        raise Problem(_("“%(name)s” sudah ada.", name=title), "title")
    return title


def _write(
    by: Person,
    procedure: Procedure,
    new: NewVersion,
    number: int,
    client_id: str,
    at: datetime,
) -> ProcedureVersion:
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=number,
        since=new.since,
        change=" ".join(new.change.split()),
        at=at,
        by=user_of(by),
        client_id=client_id,
    )
    ProcedureStep.objects.bulk_create(
        ProcedureStep(
            version=version,
            number=place,
            text=" ".join(step.text.split()),
            picture_id=step.picture,
        )
        for place, step in enumerate(new.steps, 1)
    )
    return version
