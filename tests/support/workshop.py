"""One thing of each kind that a workshop's addresses ask for, for the walk through every address as every role."""

from __future__ import annotations

from typing import Any

from guyub.people.models import RoleName, User
from guyub.sentra.models import Enterprise
from tests.support import people


def workshop_things(enterprise: Enterprise, owner: User) -> dict[str, Any]:
    """Of the workshop that the walk asks for; its worker is the one who signs in."""
    from tests.support.knitting import TODAY, build_knitting  # noqa: PLC0415 - it builds on the world

    shop = build_knitting(enterprise, owner)
    user = User.objects.get(roles__role=RoleName.WORKER, roles__place=enterprise.id)
    worker = shop.worker("Siti", user=user)
    tally = shop.tally("rajut", 4, worker=worker, by=user, sure=["short"])
    return {"product": shop.scarf.id, "item": shop.yarn.id, "tally": tally.id, "machine": shop.machines[0].id} | {
        "worker": worker.id,
        "day": TODAY.isoformat(),
    }


def strange_things(enterprise: Enterprise) -> dict[str, Any]:
    """Of a workshop elsewhere, which opens for nobody here."""
    from tests.support.knitting import build_knitting  # noqa: PLC0415 - it builds on the world

    shop = build_knitting(enterprise, people.owner(enterprise))
    worker = shop.worker("Yanti")
    tally = shop.tally("rajut", 4, worker=worker, sure=["short"])
    return {"product": shop.scarf.id, "item": shop.yarn.id, "tally": tally.id, "machine": shop.machines[0].id} | {
        "worker": worker.id
    }
