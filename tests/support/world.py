"""A small world for tests that need everybody: two sentra, their workshops, and a person in each role.

`own` things are those the route walk asks for; `foreign` people hold the same role elsewhere. A room that adds a
kind of thing adds a builder here and names it in `things`, by the name its addresses use for it; and in `strange`,
when its addresses have a second argument beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from guyub.kernel.tables import read_table
from guyub.people.models import User
from guyub.sentra.actions import upload_members
from guyub.sentra.models import Ability, Enterprise, Import, Membership, Sentra
from tests.support import people

SINCE = date(2024, 1, 1)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MEMBER_LIST = "nama,produk,kapasitas\nJahit Dahlia,kemeja,40\nJahit Tanpa Angka,kemeja,banyak\n"


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
    # Of some kinds, one that belongs to the other sentra and to nobody here.
    strange: dict[str, Any] = field(default_factory=dict)


def enterprise_in(sentra: Sentra, name: str, product: str = "kemeja", weekly: int = 120) -> Enterprise:
    """A member of `sentra` who can make `weekly` pieces of `product`."""
    enterprise = Enterprise.objects.create(name=name, owner_name=f"Pemilik {name}")
    Membership.objects.create(sentra=sentra, enterprise=enterprise, since=SINCE)
    Ability.objects.create(enterprise=enterprise, product=product, capacity_milli=weekly * 1000, grade="A")
    return enterprise


def uploaded_list(officer: User, sentra: Sentra) -> Import:
    """A list of members in preview: one good row, one that has to be mended."""
    return upload_members(officer, sentra, read_table(MEMBER_LIST.encode(), "anggota.csv"), at=NOW)


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
    officer = world.people["officer"]
    world.things = {
        "sentra": sentra.id,
        "enterprise": enterprise.id,
        "listed": uploaded_list(officer, sentra).id,
    }
    world.strange = {"sentra": other_sentra.id, "enterprise": far_enterprise.id}
    return world
