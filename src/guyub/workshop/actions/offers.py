"""Offering part of a week to the sentra's joint orders, and taking the offer back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import locked_for
from guyub.workshop.models import CapacityOffer
from guyub.workshop.rules.capacity import monday

FARTHEST = timedelta(weeks=26)


@transaction.atomic
def offer_capacity(by: Person, enterprise: Enterprise, week: date, percent: int, *, at: datetime) -> CapacityOffer:
    """Give joint orders `percent` of the week that begins on the Monday `week`, 0 for nothing of it.

    The same again changes nothing; another per cent takes the place of the first. What joint orders were promised
    before stays promised. Raises NotAllowed, Problem at `week` or `percent`.
    """
    locked_for(by, enterprise)
    _check_week(week, at)
    if not 0 <= percent <= 100:
        raise Problem(_("Bagian minggu antara 0 dan 100 persen."), "percent")
    offer, made = CapacityOffer.objects.get_or_create(
        enterprise=enterprise, week=week, defaults={"percent": percent, "at": at}
    )
    if not made and offer.percent != percent:
        offer.percent, offer.at = percent, at
        offer.save(update_fields=["percent", "at"])
    return offer


@transaction.atomic
def withdraw_offer(by: Person, enterprise: Enterprise, week: date, *, at: datetime) -> bool:
    """Take the offer of a week back: joint orders get again what own orders leave free. Returns if there was one."""
    locked_for(by, enterprise)
    _check_week(week, at)
    gone, __ = CapacityOffer.objects.filter(enterprise=enterprise, week=week).delete()
    return bool(gone)


def _check_week(week: date, at: datetime) -> None:
    this = monday(timezone.localdate(at))
    if monday(week) != week:
        raise Problem(_("Minggu dimulai hari Senin."), "week")
    if week < this:
        raise Problem(_("Minggu itu sudah lewat."), "week")
    if week > this + FARTHEST:
        raise Problem(_("Paling jauh %(weeks)s minggu ke depan.", weeks=FARTHEST.days // 7), "week")
