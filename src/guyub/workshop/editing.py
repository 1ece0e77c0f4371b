"""Things of a workshop as they are changed by forms, while somebody else may be changing them too."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Model

from guyub.people.access import Person
from guyub.people.merging import Editing, Finder, Forms
from guyub.people.models import RoleName
from guyub.sentra.models import Enterprise
from guyub.workshop.actions import items, machines, reasons, staff, team
from guyub.workshop.actions import jobs as job_actions
from guyub.workshop.actions import settings as keeping
from guyub.workshop.actions.common import locked
from guyub.workshop.forms.jobs import WhichProductForm
from guyub.workshop.forms.machines import MachineForm
from guyub.workshop.forms.products import PricesForm
from guyub.workshop.forms.settings import FiguresForm, KindCostForm, SettingsForm
from guyub.workshop.forms.staff import WorkerForm, initial_of
from guyub.workshop.forms.stock import LimitsForm
from guyub.workshop.forms.team import DutyForm, NameForm
from guyub.workshop.models import (
    Duty,
    Item,
    Job,
    Machine,
    MachineKind,
    Product,
    RejectReason,
    Worker,
    WorkGroup,
    Workshop,
)
from guyub.workshop.queries.jobs import products_by_the_piece
from guyub.workshop.queries.pay import users_to_link

Make = Callable[[Any], Any]
Write = Callable[[Person, Any, datetime], object]


def _editing(kind: str, thing: Model, enterprise: Enterprise, title: object, make: Make, write: Write) -> Editing:
    """`make(data)` is the form of the thing, `write(by, form, at)` changes it."""

    def lock() -> None:
        locked(enterprise)
        thing.refresh_from_db()

    def act(by: Person, forms: Forms, at: datetime) -> object:
        return write(by, forms[0], at)

    name = str(title)
    return Editing(kind, thing, name, RoleName.OWNER, enterprise.pk, lock, forms=lambda data: (make(data),), act=act)


def worker(found: Worker) -> Editing:
    """What is known of a worker, and how they are paid."""
    return _editing(
        "worker",
        found,
        found.enterprise,
        found.name,
        lambda data: WorkerForm(data, users=users_to_link(found.enterprise, found), initial=initial_of(found)),
        lambda by, form, at: staff.change_worker(by, found, form.about(), at=at),
    )


def machine(found: Machine) -> Editing:
    """A machine's standard and target."""

    def write(by: Person, form: MachineForm, at: datetime) -> object:
        minutes = Workshop.objects.get(pk=found.enterprise_id).minutes_a_day
        return machines.change_machine(by, found, form.new(minutes))

    return _editing(
        "machine", found, found.enterprise, found.name, lambda data: MachineForm(data, machine=found), write
    )


def machine_kind(found: MachineKind) -> Editing:
    """What an hour of a kind of machines costs. The act answers how many recipes are written anew."""

    def write(by: Person, form: KindCostForm, at: datetime) -> int:
        data = form.cleaned_data
        cost, changeover = data["hour_cost"], data["changeover"]
        return keeping.save_kind(by, found, data["name"], hour_cost=cost, changeover_minutes=changeover, at=at)

    return _editing(
        "machine kind",
        found,
        found.enterprise,
        found.name,
        lambda data: KindCostForm(data, initial=KindCostForm.initial_of(found)),
        write,
    )


def settings(shop: Workshop) -> Editing:
    """The day, the week and the cost of an hour. The act answers how many recipes are written anew."""
    return _editing(
        "settings",
        shop,
        shop.enterprise,
        shop.enterprise.name,
        lambda data: SettingsForm(data, initial=SettingsForm.initial_of(shop)),
        lambda by, form, at: keeping.save_settings(by, shop.enterprise, form.settings(), at=at),
    )


def figures(shop: Workshop) -> Editing:
    """The figures for the wage floor."""
    return _editing(
        "figures",
        shop,
        shop.enterprise,
        shop.enterprise.name,
        lambda data: FiguresForm(data, initial=FiguresForm.initial_of(shop)),
        lambda by, form, at: keeping.save_figures(by, shop.enterprise, form.figures()),
    )


def prices(found: Product) -> Editing:
    """Name and prices of a product."""
    return _editing(
        "prices",
        found,
        found.enterprise,
        found.name,
        lambda data: PricesForm(data, initial=PricesForm.initial_of(found)),
        lambda by, form, at: keeping.save_prices(by, found, form.prices()),
    )


def limits(found: Item) -> Editing:
    """When an item is bought again."""
    return _editing(
        "limits",
        found,
        found.enterprise,
        found.name,
        lambda data: LimitsForm(data, initial=LimitsForm.initial_of(found)),
        lambda by, form, at: items.set_limits(
            by, found, least=form.cleaned_data["least"], lead_days=form.cleaned_data["lead_days"]
        ),
    )


def group(found: WorkGroup) -> Editing:
    """The name of a work group."""
    return _editing(
        "group",
        found,
        found.enterprise,
        found.name,
        lambda data: NameForm(data, initial={"name": found.name}),
        lambda by, form, at: team.rename_group(by, found, form.cleaned_data["name"]),
    )


def duty(found: Duty) -> Editing:
    """What is seen to, and by whom."""

    def make(data: Any) -> DutyForm:
        initial = {"what": found.what, "worker": found.worker.name if found.worker else ""}
        return DutyForm(data, enterprise=found.enterprise, fixed=True, initial=initial)

    return _editing(
        "duty",
        found,
        found.enterprise,
        found.what,
        make,
        lambda by, form, at: team.change_duty(by, found, form.cleaned_data["what"], form.cleaned_data["worker"]),
    )


def reason(found: RejectReason) -> Editing:
    """The name of a reason for rejects."""
    return _editing(
        "reason",
        found,
        found.enterprise,
        found.name,
        lambda data: NameForm(data, auto_id=f"id_{found.pk}_%s", initial={"name": found.name}),
        lambda by, form, at: reasons.rename_reason(by, found, form.cleaned_data["name"]),
    )


def job(found: Job) -> Editing:
    """Which product a share of a joint order is."""

    def make(data: Any) -> WhichProductForm:
        initial = {"product": str(found.product_id or "")}
        return WhichProductForm(data, initial=initial, products=products_by_the_piece(found.enterprise))

    return _editing(
        "job",
        found,
        found.enterprise,
        found.name,
        make,
        lambda by, form, at: job_actions.name_product(by, found, form.cleaned_data["product"]),
    )


def _found_by(model: Any, make: Callable[[Any], Editing]) -> Finder:
    def find(thing: uuid.UUID) -> Editing | None:
        found = model.objects.filter(pk=thing).select_related("enterprise").first()
        return make(found) if found else None

    return find


FINDERS: dict[str, Finder] = {
    "worker": _found_by(Worker, worker),
    "machine": _found_by(Machine, machine),
    "machine kind": _found_by(MachineKind, machine_kind),
    "settings": _found_by(Workshop, settings),
    "figures": _found_by(Workshop, figures),
    "prices": _found_by(Product, prices),
    "limits": _found_by(Item, limits),
    "group": _found_by(WorkGroup, group),
    "duty": _found_by(Duty, duty),
    "reason": _found_by(RejectReason, reason),
    "job": _found_by(Job, job),
}
