"""The people and places of the tests' world, in which nothing has happened yet: no order, no book, no record."""

from __future__ import annotations

from tests.support import people
from tests.support.world import SINCE, World, enterprise_in

from guyub.sentra.models import Sentra


def quiet_world() -> World:
    sentra = Sentra.objects.create(name="Sentra Konveksi Melati", agreed_on=SINCE)
    other_sentra = Sentra.objects.create(name="Sentra Anyaman Seberang", agreed_on=SINCE)
    enterprise, neighbour = (enterprise_in(sentra, name) for name in ("Jahit Kenanga", "Jahit Cempaka"))
    return World(
        sentra=sentra,
        other_sentra=other_sentra,
        enterprise=enterprise,
        neighbour=neighbour,
        far_enterprise=enterprise_in(other_sentra, "Anyaman Pandan", "tas"),
        people={
            "anonymous": None,
            "stranger": people.stranger("Tamu"),
            "owner": people.owner(enterprise),
            "foreign owner": people.owner(neighbour),
            "worker": people.worker(enterprise),
            "member": people.member(sentra),
            "foreign member": people.member(other_sentra),
            "officer": people.officer(sentra),
            "foreign officer": people.officer(other_sentra),
        },
    )
