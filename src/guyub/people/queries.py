"""What can be asked about people."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from guyub.people.models import ApiKey, Disagreement, RoleName, User
from guyub.people.prepared import Prepared


def keys_of(user: User) -> list[ApiKey]:
    """The keys that act as this person, the latest first; revoked ones last."""
    return sorted(ApiKey.objects.filter(user=user).order_by("-created"), key=lambda key: key.revoked is not None)


def open_disagreements(user: User) -> QuerySet[Disagreement]:
    """What two people changed differently and this person may settle, the oldest first."""
    mine = Q(pk=None)
    for role in (RoleName.OWNER, RoleName.OFFICER):
        mine |= Q(role=role, place__in=user.places(role))
    return Disagreement.objects.filter(mine, settled_at=None).order_by("at", "pk")


def count_disagreements(user: User) -> int:
    """How many of them there are, in the first places of this person: every first page asks."""
    places = (user.places(role)[:MOST_PLACES] or _NOWHERE for role in (RoleName.OWNER, RoleName.OFFICER))
    return len(_OPEN.rows(*places))


MOST_PLACES = 5
_NOWHERE = [uuid.UUID(int=0)]


def _open(owned: list[uuid.UUID], officer_of: list[uuid.UUID]) -> QuerySet[Disagreement, Any]:
    mine = Q(role=RoleName.OWNER, place__in=owned) | Q(role=RoleName.OFFICER, place__in=officer_of)
    return Disagreement.objects.filter(mine, settled_at=None).values_list("pk")


_OPEN = Prepared(_open)


def open_about(kind: str, thing: uuid.UUID, role: RoleName, place: uuid.UUID) -> QuerySet[Disagreement]:
    """What two people changed differently of one thing, and nobody has chosen."""
    return Disagreement.objects.filter(kind=kind, thing=thing, role=role, place=place, settled_at=None)


def disagreement_of(user: User, found: uuid.UUID) -> Disagreement | None:
    """One of them, settled or not; None when it is not this person's to settle."""
    disagreement = Disagreement.objects.filter(pk=found).first()
    if disagreement is None or (disagreement.role, disagreement.place) not in user.held_roles:
        return None
    return disagreement
