"""The demo owner's workshop: four weeks of what was made, by whom, on which machine, and what was paid for it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from guyub.kernel.measures import MICRO
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.counting import NewTally, count
from guyub.workshop.actions.jobs import NewJob, take_job
from guyub.workshop.actions.machines import NewMachine, add_machine, note_idle
from guyub.workshop.actions.moving import count as count_shelf
from guyub.workshop.actions.paying import Part, Wages, pay
from guyub.workshop.actions.procedures import NewProcedureStep, NewVersion, mark_shown, write_procedure
from guyub.workshop.actions.reasons import add_reason
from guyub.workshop.actions.recipes import NewInput, NewStep, add_material, add_product, write_recipe
from guyub.workshop.actions.settings import NewPrices, add_kind, save_prices
from guyub.workshop.actions.staff import About, add_worker, mark_days
from guyub.workshop.actions.tasks import NewTask, add_task
from guyub.workshop.actions.team import one_for_all
from guyub.workshop.actions.utilities import note_use
from guyub.workshop.models import Idle, Item, Machine, Product, RejectReason, Step, UtilityUse, Worker
from guyub.workshop.rules.pay import PayKind
from guyub.workshop.rules.utilities import Reading

WEEKS = 4
ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class Shop:
    owner: User
    enterprise: Enterprise
    scarf: Product
    hat: Product
    machines: tuple[Machine, Machine]
    reasons: tuple[RejectReason, ...]
    workers: dict[str, Worker]

    def step(self, product: Product, name: str) -> Step:
        return Step.objects.select_related("product").get(product=product, key=name)


def first_day(today: date) -> date:
    """The Monday on which the owner began to keep stock and to tally."""
    return today - timedelta(days=today.weekday() + 7 * WEEKS)


def set_up(owner: User, enterprise: Enterprise, worker: User, today: date) -> Shop:
    """Materials, recipes, machines and people; and what lay on the shelf the day before."""
    day = first_day(today)
    at = _at(day)
    yarn = add_material(owner, enterprise, "Benang", "kg")
    label = add_material(owner, enterprise, "Label", "buah")
    kind = add_kind(owner, enterprise, "Mesin rajut datar", hour_cost=4_500, changeover_minutes=20, at=at)
    machines = tuple(
        add_machine(owner, enterprise, NewMachine(kind.name, name, 6 * MICRO, 30 * MICRO))
        for name in ("Rajut 1", "Rajut 2")
    )
    scarf, hat = add_product(owner, enterprise, "Syal"), add_product(owner, enterprise, "Topi")
    knit = NewStep("rajut", minutes=14_000, rate=4_000, machine_kind=kind, inputs=(NewInput(yarn, MICRO // 4, 300),))
    finish = NewStep("finishing", minutes=4_000, rate=750, inputs=(NewInput(label, MICRO),))
    write_recipe(
        owner, scarf, [knit, NewStep("linking", minutes=5_000, rate=15_000, rate_per=12), finish], since=day, at=at
    )
    small = NewStep("rajut", minutes=9_000, rate=3_000, machine_kind=kind, inputs=(NewInput(yarn, MICRO // 10, 300),))
    write_recipe(owner, hat, [small, finish], since=day, at=at)
    save_prices(owner, scarf, NewPrices("Syal", 45_000, 48_000, 38_000, 30))
    save_prices(owner, hat, NewPrices("Topi", 35_000, 34_000, 25_000, 30))
    shop = Shop(
        owner,
        enterprise,
        scarf,
        hat,
        (machines[0], machines[1]),
        tuple(add_reason(owner, enterprise, name) for name in ("benang putus", "ukuran tidak pas")),
        _people(owner, enterprise, worker, day),
    )
    finished = {item.product_id: item for item in Item.objects.filter(enterprise=enterprise, kind=Item.Kind.FINISHED)}
    shelf = [
        (yarn, 14, 1_204_000),
        (label, 600, 90_000),
        (finished[scarf.pk], 30, 870_000),
        (finished[hat.pk], 20, 280_000),
    ]
    for item, quantity, value in shelf:
        before = day - timedelta(days=1)
        count_shelf(
            owner, enterprise, item, day=before, quantity=quantity * MICRO, value=value, client_id=_id(), at=_at(before)
        )
    return shop


def work(shop: Shop, today: date) -> None:
    """What was made on each day, what was paid on each Saturday, and what is planned for today."""
    for day in _days(today):
        count(shop.owner, shop.enterprise, list(_made(shop, day)), client_id=_id(), at=_at(day, 16), sure=["short"])
        if day.weekday() == 5:
            _pay(shop, day)
    _standing_still(shop, today)
    _papers(shop, today)


def _people(owner: User, enterprise: Enterprise, user: User, since: date) -> dict[str, Worker]:
    people = {
        "Dewi": About("Dewi", PayKind.PIECE, since, user=user),
        "Siti": About("Siti", PayKind.PIECE, since),
        "Yanti": About("Yanti", PayKind.PIECE, since),
        "Rini": About("Rini", PayKind.MIXED, since, daily_rate=25_000),
        "Mak Iyah": About("Mak Iyah", PayKind.DAILY, since, daily_rate=55_000),
    }
    return {name: add_worker(owner, enterprise, about, at=_at(since)) for name, about in people.items()}


def _days(today: date) -> Iterator[date]:
    for number in range((today - first_day(today)).days):
        day = first_day(today) + timedelta(days=number)
        if day.weekday() < 6:
            yield day


def _made(shop: Shop, day: date) -> Iterator[NewTally]:
    """A few scarves and hats a day; now and then one is spoiled."""
    busy = day.toordinal() % 3
    spoiled = int(day.toordinal() % 5 == 0)
    rows = (
        (shop.scarf, "rajut", 3 + busy, spoiled, "Dewi", shop.machines[0]),
        (shop.hat, "rajut", 2 + busy, 0, "Siti", shop.machines[1]),
        (shop.scarf, "linking", 3 + busy, 0, "Yanti", None),
        (shop.scarf, "finishing", 3 + busy, 0, "Rini", None),
        (shop.hat, "finishing", 2 + busy, 0, "Rini", None),
    )
    for product, step, good, bad, who, machine in rows:
        yield NewTally(
            product,
            shop.step(product, step),
            day,
            good * MICRO,
            bad * MICRO,
            shop.workers[who],
            machine,
            reason=shop.reasons[day.toordinal() % 2] if bad else None,
        )


def _pay(shop: Shop, day: date) -> None:
    here = [day - timedelta(days=ago) for ago in range(6)]
    marks = {(shop.workers[name].pk, each): 2 for name in ("Rini", "Mak Iyah") for each in here}
    mark_days(shop.owner, shop.enterprise, marks, at=_at(day, 16))
    wages = Wages(day, day, "cash", parts={worker.pk: Part() for worker in shop.workers.values()})
    pay(shop.owner, shop.enterprise, wages, client_id=_id(), at=_at(day, 17))


def _standing_still(shop: Shop, today: date) -> None:
    for ago, minutes, reason in ((9, 90, Idle.Reason.BROKEN), (3, 60, Idle.Reason.NO_POWER)):
        day = today - timedelta(days=ago)
        note_idle(
            shop.owner, shop.machines[1], day=day, minutes=minutes, reason=reason, client_id=_id(), at=_at(day, 16)
        )


def _papers(shop: Shop, today: date) -> None:
    """A procedure, an order of the owner's own, today's list, the meter of the last months, who does what."""
    at = _at(today)
    texts = (
        "Periksa jarum: yang bengkok diganti dulu.",
        "Pasang benang, tarik satu jengkal, ikat ujungnya.",
        "Rajut 180 baris. Hitung di papan, jangan dikira-kira.",
        "Lepas dari mesin, timbang: 240 sampai 260 gram.",
    )
    knit = shop.step(shop.scarf, "rajut")
    since = first_day(today)
    new = NewVersion("Merajut syal", [NewProcedureStep(text) for text in texts], since, product=shop.scarf, step=knit)
    version = write_procedure(shop.owner, shop.enterprise, new, client_id=_id(), at=at)
    mark_shown(shop.owner, version, [shop.workers["Dewi"]], mastered=True, day=since, at=at)
    mark_shown(shop.owner, version, [shop.workers["Siti"]], mastered=False, day=since, at=at)
    take_job(
        shop.owner,
        shop.enterprise,
        NewJob(shop.scarf, 60 * MICRO, today + timedelta(days=16), "Toko Melati", 42_000),
        client_id=_id(),
        at=at,
    )
    for who, product, step, target in (("Dewi", shop.scarf, "rajut", 8), ("Siti", shop.hat, "rajut", 6)):
        task = NewTask(today, shop.workers[who], shop.step(product, step), target=target * MICRO)
        add_task(shop.owner, shop.enterprise, task, client_id=_id(), at=at)
    one_for_all(shop.owner, shop.enterprise)
    month = today.replace(day=1)
    for used, cost in ((118_000, 188_000), (124_000, 195_000), (115_000, 180_000)):
        month = (month - timedelta(days=1)).replace(day=1)
        reading = Reading(month, used=used, cost=cost)
        note_use(shop.owner, shop.enterprise, UtilityUse.Kind.ELECTRICITY, reading, at=at)


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def _id() -> str:
    return uuid.uuid4().hex
