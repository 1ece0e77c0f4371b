"""One thing of each kind that a workshop's addresses ask for, for the walk through every address as every role."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from guyub.people.models import RoleName, User
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.jobs import NewJob, take_job
from guyub.workshop.actions.paying import Part, Wages, pay
from guyub.workshop.actions.pictures import keep_picture
from guyub.workshop.actions.procedures import NewProcedureStep, NewVersion, write_procedure
from guyub.workshop.actions.tasks import NewTask, add_task
from guyub.workshop.actions.team import give_duty, make_group
from tests.support import people
from tests.support.knitting import DAY, NOW, TODAY, build_knitting
from tests.support.world import a_photo


def _job(shop: Any) -> uuid.UUID:
    """An order of the workshop's own."""
    new = NewJob(shop.scarf, 10_000_000, TODAY + timedelta(days=60), "Bu Tini")
    return take_job(shop.owner, shop.enterprise, new, client_id="a job", at=NOW).pk


def _team_things(shop: Any, worker: Any) -> dict[str, Any]:
    """A procedure with a picture, a group, a duty of somebody's and a task for them."""
    by, enterprise = shop.owner, shop.enterprise
    picture = keep_picture(by, enterprise, a_photo(), at=NOW)
    new = NewVersion("Merajut badan", [NewProcedureStep("Pasang benang", picture.pk)], TODAY, step=shop.step("rajut"))
    version = write_procedure(by, enterprise, new, client_id="a procedure", at=NOW)
    task = add_task(by, enterprise, NewTask(TODAY, worker, words="Sapu lantai"), client_id="a task", at=NOW)
    return {
        "picture": picture.pk,
        "procedure": version.procedure_id,
        "group": make_group(by, enterprise, "Rajut").pk,
        "duty": give_duty(by, enterprise, "production", "Merawat mesin", worker).pk,
        "task": task.pk,
    }


def _pay_things(shop: Any, worker: Any) -> dict[str, Any]:
    """What a day's work before was paid by, and somebody who is paid by the day."""
    shop.worker("Rina", pay="daily", daily_rate=80_000)
    shop.tally("rajut", 5, day=TODAY - DAY, worker=worker, sure=["short"])
    wages = Wages(TODAY - DAY, TODAY, "cash", {worker.id: Part()})
    run = pay(shop.owner, shop.enterprise, wages, client_id="pay", at=NOW)
    return {"run": run.id, "slip": run.slips.get().id}


def workshop_things(enterprise: Enterprise, owner: User) -> dict[str, Any]:
    """Of the workshop that the walk asks for; its worker is the one who signs in."""
    shop = build_knitting(enterprise, owner)
    user = User.objects.get(roles__role=RoleName.WORKER, roles__place=enterprise.id)
    worker = shop.worker("Siti", user=user)
    tally = shop.tally("rajut", 4, worker=worker, by=user, sure=["short"])
    return {"product": shop.scarf.id, "item": shop.yarn.id, "tally": tally.id, "machine": shop.machines[0].id} | {
        "job": _job(shop),
        "kind": shop.knitting.id,
        "worker": worker.id,
        "day": TODAY.isoformat(),
        **_pay_things(shop, worker),
        **_team_things(shop, worker),
    }


def strange_things(enterprise: Enterprise) -> dict[str, Any]:
    """Of a workshop elsewhere, which opens for nobody here."""
    shop = build_knitting(enterprise, people.owner(enterprise))
    worker = shop.worker("Yanti")
    tally = shop.tally("rajut", 4, worker=worker, sure=["short"])
    return {"product": shop.scarf.id, "item": shop.yarn.id, "tally": tally.id, "machine": shop.machines[0].id} | {
        "job": _job(shop),
        "kind": shop.knitting.id,
        "worker": worker.id,
        **_pay_things(shop, worker),
        **_team_things(shop, worker),
    }
