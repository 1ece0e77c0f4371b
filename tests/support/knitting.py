"""A small knitting workshop: scarves of three steps out of yarn, on two knitting machines, by people paid by piece."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from guyub.books.actions.posting import open_book
from guyub.books.models import Book
from guyub.kernel.measures import MICRO
from guyub.people.models import User
from guyub.sentra.models import Enterprise, Sentra
from guyub.workshop.actions.common import locked
from guyub.workshop.actions.counting import NewTally, count
from guyub.workshop.actions.moving import NewMovement, move_within
from guyub.workshop.actions.recipes import NewInput, NewStep, add_material, add_product, write_recipe
from guyub.workshop.models import Item, Machine, MachineKind, Movement, Product, Step, Tally, Worker
from tests.support import people
from tests.support.world import enterprise_in

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday
TODAY = NOW.date()
DAY = timedelta(days=1)
SINCE = date(2026, 1, 1)
_ids = itertools.count(1)


@dataclass
class Knitting:
    """The workshop and what tests do in it. Quantities here are whole units."""

    enterprise: Enterprise
    owner: User
    book: Book
    yarn: Item
    button: Item
    scarf: Product
    knitting: MachineKind
    machines: list[Machine]
    workers: list[Worker] = field(default_factory=list)

    def worker(self, name: str, **more: Any) -> Worker:
        more = {"since": SINCE, "key": name.casefold(), **more}
        made = Worker.objects.create(enterprise=self.enterprise, name=name, **more)
        self.workers.append(made)
        return made

    def step(self, name: str) -> Step:
        return Step.objects.get(product=self.scarf, key=name)

    def buy(self, item: Item, quantity: float, value: int, day: date | None = None) -> Movement:
        new = NewMovement(item, Movement.Kind.BOUGHT, day or TODAY, round(quantity * MICRO), value)
        return move_within(locked(self.enterprise), new, client_id=f"buy {next(_ids)}", by=self.owner, at=NOW)

    def sell(self, quantity: float, day: date | None = None) -> Movement:
        new = NewMovement(self.finished, Movement.Kind.SOLD, day or TODAY, round(quantity * MICRO))
        return move_within(locked(self.enterprise), new, client_id=f"sell {next(_ids)}", by=self.owner, at=NOW)

    @property
    def finished(self) -> Item:
        return Item.objects.get(product=self.scarf, kind=Item.Kind.FINISHED)

    def tally(self, step: str, good: float, rejected: float = 0, *, day: date | None = None, **more: Any) -> Tally:
        sure, by = more.pop("sure", ()), more.pop("by", self.owner)
        client_id = more.pop("client_id", f"tally {next(_ids)}")
        new = NewTally(self.scarf, self.step(step), day or TODAY, round(good * MICRO), round(rejected * MICRO), **more)
        return count(by, self.enterprise, [new], sure=sure, client_id=client_id, at=NOW)[0]


def build_knitting(enterprise: Enterprise | None = None, owner: User | None = None) -> Knitting:
    """Yarn 0.25 kg and 4 % waste a scarf; knitted for 3,000, linked for 15,000 a lusin, finished for 500."""
    if enterprise is None:
        sentra = Sentra.objects.create(name="Sentra Rajut Uji", agreed_on=SINCE)
        enterprise = enterprise_in(sentra, "Rajut Melati", "syal")
    owner = owner or people.owner(enterprise)
    book = open_book(enterprise)
    yarn = add_material(owner, enterprise, "Benang", "kg")
    button = add_material(owner, enterprise, "Kancing", "buah")
    scarf = add_product(owner, enterprise, "Syal")
    kind = MachineKind.objects.create(enterprise=enterprise, name="Mesin rajut", hour_cost=6_000)
    machines = [
        Machine.objects.create(enterprise=enterprise, kind=kind, name=f"Rajut {number}", hour_most_micro=10 * MICRO)
        for number in (1, 2)
    ]
    steps = [
        NewStep(
            "rajut",
            minutes=10_000,
            rate=3_000,
            machine_kind=kind,
            inputs=(NewInput(yarn, MICRO // 4, 400),),
        ),
        NewStep("linking", minutes=3_000, rate=15_000, rate_per=12),
        NewStep("finishing", minutes=2_000, rate=500, inputs=(NewInput(button, 2 * MICRO),)),
    ]
    write_recipe(owner, scarf, steps, since=SINCE, at=NOW)
    return Knitting(enterprise, owner, book, yarn, button, scarf, kind, machines)
