"""A small world for tests that need everybody: two sentra, their workshops, and a person in each role.

`own` things are those the route walk asks for; `foreign` people hold the same role elsewhere. A room that adds a
kind of thing adds a builder here and names it in `things`, by the name its addresses use for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guyub.people.models import User
from guyub.sentra.models import Ability, Enterprise, Membership, Sentra
from tests.support import people

SINCE = date(2024, 1, 1)


@dataclass
class World:
    sentra: Sentra
    other_sentra: Sentra
    enterprise: Enterprise
    neighbour: Enterprise
    far_enterprise: Enterprise
    people: dict[str, User | None]
    # The value of every argument that an address may ask for, by its name.
    things: dict[str, Any] = field(default_factory=dict)


def enterprise_in(sentra: Sentra, name: str, product: str = "kemeja", weekly: int = 120) -> Enterprise:
    """A member of `sentra` who can make `weekly` pieces of `product`."""
    enterprise = Enterprise.objects.create(name=name, owner_name=f"Pemilik {name}")
    Membership.objects.create(sentra=sentra, enterprise=enterprise, since=SINCE)
    Ability.objects.create(enterprise=enterprise, product=product, capacity_milli=weekly * 1000, grade="A")
    return enterprise


def build_world() -> World:
    sentra = Sentra.objects.create(name="Sentra Konveksi Melati", fee_basis_points=250, agreed_on=SINCE)
    other_sentra = Sentra.objects.create(name="Sentra Anyaman Seberang", agreed_on=SINCE)
    enterprise = enterprise_in(sentra, "Jahit Kenanga")
    neighbour = enterprise_in(sentra, "Jahit Cempaka")
    far_enterprise = enterprise_in(other_sentra, "Anyaman Pandan", "tas")
    world = World(
        sentra=sentra,
        other_sentra=other_sentra,
        enterprise=enterprise,
        neighbour=neighbour,
        far_enterprise=far_enterprise,
        people={
            "anonymous": None,
            "stranger": people.stranger("Tamu"),
            "owner": people.owner(enterprise),
            "foreign owner": people.owner(neighbour),
            "worker": people.worker(enterprise),
            "foreign worker": people.worker(neighbour),
            "member": people.member(sentra),
            "foreign member": people.member(other_sentra),
            "officer": people.officer(sentra),
            "foreign officer": people.officer(other_sentra),
        },
    )
    world.things = {"sentra": sentra.id, "enterprise": enterprise.id}
    return world
