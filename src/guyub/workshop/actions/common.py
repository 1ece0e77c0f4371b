"""What every action of this room needs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import models
from django.utils import timezone

from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.words import _
from guyub.people.access import Person, require
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Workshop

LONGEST_BACK = timedelta(days=400)


def locked(enterprise: Enterprise) -> Workshop:
    """The workshop, ours until the transaction ends; made when there is none yet.

    Everybody locks a sentra and its order first, then workshops, then books, then the log: nobody waits in a ring.
    """
    Workshop.objects.get_or_create(enterprise=enterprise)
    workshop = Workshop.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    workshop.enterprise = enterprise
    return workshop


def locked_for(by: Person, enterprise: Enterprise, act: str = "run workshop") -> Workshop:
    """As `locked`, for who may do `act` there. Raises NotAllowed."""
    require(by, act, Workshop(enterprise=enterprise))
    return locked(enterprise)


def user_of(by: Person) -> User:
    """The signed-in person. Call it after `require`, which lets only such through."""
    if not isinstance(by, User):
        raise NotAllowed(_("Anda tidak berhak melakukan ini."))
    return by


def check_day(day: date, at: datetime) -> None:
    """What is noted happened today or before, and not long before. Raises Problem at `day`."""
    today = timezone.localdate(at)
    if day > today:
        raise Problem(_("Tanggal %(day)s belum tiba.", day=day), "day")
    if day < today - LONGEST_BACK:
        raise Problem(_("Tanggal %(day)s terlalu jauh di belakang.", day=day), "day")


def own(model_set: models.QuerySet[Sent], pk: object, enterprise: Enterprise, field: str | None = None) -> Sent:
    """The thing of this key, if it belongs to the enterprise. Raises Problem at `field`."""
    found = model_set.filter(pk=pk, enterprise=enterprise).first()
    if found is None:
        raise Problem(_("Pilihan ini tidak ada di bengkel ini."), field)
    return found


Sent = TypeVar("Sent", bound=models.Model)


def resent(found: Sent | None, **content: object) -> Sent | None:
    """What came under a client's id before, so that a resend changes nothing; None the first time.

    Raises Conflict when the same id comes with other content: that is a form gone back to, not a resend.
    """
    if found and any(getattr(found, name) != value for name, value in content.items()):
        raise Conflict(_("Isian ini sudah pernah dikirim dengan isi lain. Muat ulang halamannya, lalu isi lagi."))
    return found
