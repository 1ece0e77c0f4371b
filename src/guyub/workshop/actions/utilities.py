"""Noting what was used of electricity, water, telephone or fuel in a month."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from guyub.books.rules.ledger import month_of, months_back
from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import locked_for
from guyub.workshop.models import UtilityUse
from guyub.workshop.queries.utilities import reading_of
from guyub.workshop.rules.utilities import Reading, check_reading

MONTHS_AGO = 24


@transaction.atomic
def note_use(by: Person, enterprise: Enterprise, kind: str, new: Reading, *, at: datetime) -> UtilityUse:
    """What was used in a month; what was noted of it before is replaced, so the same again changes nothing.

    Raises NotAllowed; Problem at `kind`, `month`, `meter` or `used` (a meter that was replaced or turned over).
    """
    locked_for(by, enterprise)
    if kind not in UtilityUse.Kind.values:
        raise Problem(_("Pilih listrik, air, telepon, atau bahan bakar."), "kind")
    _check_month(new.month, at)
    after = months_back(new.month, -1)
    nearby = UtilityUse.objects.filter(enterprise=enterprise, kind=kind, month__in=[months_back(new.month, 1), after])
    readings = {use.month: reading_of(use) for use in nearby}
    check_reading(new, readings.get(months_back(new.month, 1)), readings.get(after))
    use, __ = UtilityUse.objects.update_or_create(
        enterprise=enterprise,
        kind=kind,
        month=new.month,
        defaults={"used_milli": new.used, "meter_milli": new.meter, "cost": new.cost},
    )
    return use


def _check_month(month: date, at: datetime) -> None:
    this = month_of(timezone.localdate(at))
    if month != month_of(month) or not months_back(this, MONTHS_AGO) <= month <= this:
        raise Problem(_("Pilih salah satu dari %(months)s bulan terakhir.", months=MONTHS_AGO), "month")
