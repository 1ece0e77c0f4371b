"""What can be asked about a sentra and its members, each in a constant number of queries."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from guyub.kernel.words import Words
from guyub.people.models import Role, RoleName
from guyub.people.prepared import Prepared
from guyub.sentra.models import Enterprise, Import, Membership, Sentra

PAGE = 50

# What other rooms can tell a sentra's officers about its members, by the member: aggregates, never their own figures.
# Each is asked for the members of a page, as of a day, and costs a constant number of queries.
remarks: list[Callable[[Sequence[uuid.UUID], date], Mapping[uuid.UUID, Words]]] = []


@dataclass(frozen=True, slots=True)
class SentraFigures:
    members: int
    products: int


def figures_of(sentra: Sentra) -> SentraFigures:
    """How many members there are and how many different products they make."""
    [(members, products)] = _FIGURES.rows(sentra.pk) or [(0, 0)]
    return SentraFigures(members, products)


_FIGURES = Prepared(
    lambda sentra: (
        Membership.objects.filter(sentra=sentra, until=None)
        .order_by()
        .values_list("sentra")
        .annotate(
            members=Count("enterprise", distinct=True), products=Count("enterprise__abilities__product", distinct=True)
        )
        .values_list("members", "products")
    )
)


def members_of(sentra: Sentra, search: str = "", after: str = "") -> list[Enterprise]:
    """`PAGE` members by name, with what they can make; `after` a name for the next ones."""
    found = Enterprise.objects.filter(memberships__sentra=sentra, memberships__until=None)
    if search:
        found = found.filter(
            Q(name__icontains=search) | Q(owner_name__icontains=search) | Q(abilities__product__icontains=search)
        ).distinct()
    if after:
        found = found.filter(name__gt=after)
    return list(found.order_by("name").prefetch_related("abilities")[:PAGE])


def remarks_on(members: Sequence[Enterprise], today: date) -> dict[uuid.UUID, list[Words]]:
    """What an officer is told about these members beside the directory. Ask only for who may manage the sentra."""
    told: dict[uuid.UUID, list[Words]] = {}
    ids = [member.id for member in members]
    for remark in remarks:
        for member, words in remark(ids, today).items():
            told.setdefault(member, []).append(words)
    return told


def joint_work_of(sentra: Sentra, enterprise: Enterprise) -> int:
    """Rupiah of joint work this member ever had here."""
    found = enterprise.joint_work.filter(sentra=sentra).aggregate(all=Sum("value"))
    return found["all"] or 0


def sign_ins_of(enterprise: Enterprise) -> list[str]:
    """Sign-in names of the owners of an enterprise."""
    owners = Role.objects.filter(place=enterprise.id, role=RoleName.OWNER)
    return list(owners.order_by("user__username").values_list("user__username", flat=True))


def imports_of(sentra: Sentra) -> Sequence[Import]:
    """The newest imports, without their tables."""
    return list(sentra.imports.order_by("-at").defer("table", "changes").select_related("by")[:20])


@dataclass(frozen=True, slots=True)
class MemberName:
    """A member by the names under which somebody may look for it."""

    id: uuid.UUID
    sentra: uuid.UUID
    name: str
    owner_name: str


def members_named(sentra_ids: Sequence[uuid.UUID], text: str, most: int) -> list[MemberName]:
    """Members whose name or owner holds `text`, and then others, at most `most`, to be compared. Two queries."""
    found = Membership.objects.filter(sentra__in=sentra_ids, until=None).order_by("enterprise__name")
    names = found.values_list("enterprise", "sentra", "enterprise__name", "enterprise__owner_name")
    holds = Q(enterprise__name__icontains=text) | Q(enterprise__owner_name__icontains=text)
    rows = dict.fromkeys([*names.filter(holds)[:most], *names[:most]])
    return [MemberName(*row) for row in rows]


def unknown_abilities(sentra_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """By sentra, how many members it is not known of what they can make, so that no split can count on them."""
    return dict(_UNKNOWN.rows(list(sentra_ids)))


_UNKNOWN = Prepared(
    lambda sentra: (
        Membership.objects.filter(sentra__in=sentra, until=None, enterprise__abilities=None)
        .order_by()
        .values_list("sentra")
        .annotate(Count("pk"))
    )
)
