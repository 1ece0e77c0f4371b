"""How near to the best the order of lots comes, and how long a plan takes beside a bare list schedule, in one run.

`python benchmarks/planning.py [--instances FOLDER] [--tasks 200] [--repeat 5] [--page]`. The folder holds instances of
CSPLib 058 and `optima.csv` (file, optimum); without it only the plan is measured. The bare schedule takes jobs by due
date and gives each step to the machine of its kind that is free first, behind all it has: no gaps are filled, nothing
is tried twice, no reasons are told. Both keep to the same machines, days, changeovers and order of steps. Medians.

With `--page` also the page of the plan with 3 and with 60 orders, through the whole Django stack in this process,
beside `alive`, a view that does nothing.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from guyub.workshop.rules.lots import cost_of, read_lots, sequence_lots
from guyub.workshop.rules.plan import plan, what_if
from guyub.workshop.rules.plan_input import PlanInput, PlanMachine, PlanTask, WorkCalendar

DATA = Path(os.environ.get("GUYUB_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared/data")
START = date(2026, 11, 30)
KINDS = ("cut", "sew", "press", "pack")
MACHINES, STEPS, PRODUCTS, DAYS = 20, 5, 8, 72
CHANGEOVER = 30
NEW_ORDER = [
    PlanTask(f"new{at}", "new", at, f"Langkah {at}", "p1", kind, 2000, START + timedelta(days=35))
    for at, kind in enumerate(KINDS, 1)
]


def timed(work: Callable[[], Any], times: int) -> tuple[Any, float]:
    taken, result = [], None
    for _again in range(times):
        started = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - started)
    return result, statistics.median(taken)


def measure_lots(folder: Path, repeat: int) -> bool:
    """A line for each instance with a known optimum; whether all are in time and near enough."""
    gaps, slowest = [], 0.0
    print(f"{'instance':<24} {'cost':>6} {'optimum':>8} {'gap %':>6} {'bound':>6} {'seconds':>8}")
    with (folder / "optima.csv").open() as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        lots, optimum = read_lots((folder / row["file"]).read_text()), int(row["optimum"])
        found, seconds = timed(partial(sequence_lots, lots), repeat)
        assert cost_of(lots, found.slots) == found.cost
        gaps.append(100 * (found.cost - optimum) / optimum)
        slowest = max(slowest, seconds)
        told = f"{found.cost:>6} {optimum:>8} {gaps[-1]:>6.2f} {found.bound:>6} {seconds:>8.3f}"
        print(f"{row['file']:<24} {told}")
    print(f"average gap {statistics.mean(gaps):.2f} % over {len(gaps)} instances, slowest {slowest:.3f} s\n")
    return statistics.mean(gaps) <= 5 and slowest < 2


def drawn(tasks: int, load: float) -> PlanInput:
    """A workshop whose machines and hands have `load` of their minutes in twelve weeks asked of them."""
    chance = random.Random(tasks)
    machines = tuple(
        PlanMachine(f"m{at:02}", f"Mesin {at + 1}", KINDS[at % len(KINDS)], 420, CHANGEOVER) for at in range(MACHINES)
    )
    minutes = load * 420 * DAYS * MACHINES / (tasks * (STEPS - 1) / STEPS)
    made = []
    for number in range(tasks):
        job, step = divmod(number, STEPS)
        kind = (*KINDS, None)[step]
        asked = int(minutes * chance.uniform(0.4, 1.6))
        product = f"p{random.Random(job).randrange(PRODUCTS)}"
        due = START + timedelta(days=random.Random(-job - 1).randint(30, 84))
        made.append(PlanTask(f"t{number:03}", f"j{job:02}", step + 1, f"Langkah {step + 1}", product, kind, asked, due))
    return PlanInput(START, tuple(made), machines, 2400, WorkCalendar(closed=frozenset({date(2026, 12, 25)})))


def bare(given: PlanInput) -> tuple[int, int]:
    """Days late and minutes of changing over when every step goes behind what the first free machine has."""
    dates = (given.start + timedelta(days=at) for at in range(400))
    days = [day.toordinal() for day in dates if given.calendar.works_on(day)]
    lanes: dict[str | None, list[list]] = {None: [[given.hands, 0, None, 0]]}
    for machine in given.machines:
        lanes.setdefault(machine.kind, []).append([machine.minutes, 0, None, machine.changeover])
    late = changed = 0
    ready: dict[str, int] = {}
    for task in sorted(given.tasks, key=lambda task: (task.due, task.job, task.number)):
        lane = min(lanes[task.kind], key=lambda lane: lane[1] / lane[0])
        change = lane[3] if lane[2] not in (None, task.product) else 0
        begin = max(lane[1] + change, bisect_left(days, ready.get(task.job, 0)) * lane[0])
        lane[1], lane[2] = begin + task.minutes, task.product
        changed += change
        ready[task.job] = days[(lane[1] - 1) // lane[0]] + 1
    for task in given.tasks:
        if task.number == STEPS:
            late += max(0, ready[task.job] - 1 - task.due.toordinal())
    return late, changed


def measure_plan(tasks: int, repeat: int) -> bool:
    worst = 0.0
    print(f"{tasks} tasks, {MACHINES} machines, {DAYS} working days: a plan, and what one more order would do")
    print(f"{'load %':>6} {'plan s':>8} {'days late':>10} {'changing':>9}", end="")
    print(f" {'bare s':>8} {'days late':>10} {'changing':>9} {'what if s':>10}")
    for load in (0.5, 0.7, 0.85, 1.0):
        given = drawn(tasks, load)
        found, ours = timed(partial(plan, given), repeat)
        (late, changed), theirs = timed(partial(bare, given), repeat)
        _answer, asking = timed(partial(what_if, given, NEW_ORDER), repeat)
        mine = sum(job.days_late or 0 for job in found.jobs)
        changing = sum(day.changeover for task in found.tasks for day in task.days)
        worst = max(worst, ours)
        print(f"{load * 100:>6.0f} {ours:>8.3f} {mine:>10} {changing:>9}", end="")
        print(f" {theirs:>8.4f} {late:>10} {changed:>9} {asking:>10.3f}", flush=True)
    return worst < 1


def measure_page(repeat: int) -> bool:
    """The page of a workshop with ten machines and ten people, in a database of its own."""
    folder = tempfile.mkdtemp(prefix="guyub-planning-")
    os.environ.update(GUYUB_DATA=folder, DATABASE_URL="", GUYUB_DEBUG="", GUYUB_HOSTS="*")
    os.environ["DJANGO_SETTINGS_MODULE"] = "guyub.web.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    client, shop = a_workshop()
    path = reverse("plan", args=[shop.enterprise.pk])
    asked = {"product": shop.scarf.pk, "quantity": 200, "due": (timezone.localdate() + timedelta(days=20)).isoformat()}
    _answer, floor = timed(partial(client.get, reverse("alive")), repeat)
    print(f"\npage of the plan, ten machines, ten people; alive {1000 * floor:.1f} ms")
    print(f"{'orders':>6} {'page s':>8} {'question s':>11} {'queries':>8} {'bytes':>7}")
    slowest = 0.0
    for count in (3, 60):
        more_orders(shop, count)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        cost = len(queries)
        answer, page = timed(partial(client.get, path), repeat)
        question, asking = timed(partial(client.get, path, asked), repeat)
        assert answer.status_code == 200
        assert b"jawaban" in question.content
        slowest = max(slowest, page, asking)
        print(f"{count:>6} {page:>8.3f} {asking:>11.3f} {cost:>8} {len(answer.content):>7}", flush=True)
    shutil.rmtree(folder)
    return slowest < 2


def a_workshop() -> tuple[Any, Any]:
    from tests.support.knitting import build_knitting  # noqa: PLC0415
    from tests.support.people import signed_in  # noqa: PLC0415

    from guyub.workshop.models import Machine  # noqa: PLC0415

    shop = build_knitting()
    for number in range(3, 11):
        Machine.objects.create(enterprise=shop.enterprise, kind=shop.knitting, name=f"Rajut {number}")
    for number in range(10):
        shop.worker(f"Orang {number}")
    return signed_in(shop.owner), shop


def more_orders(shop: Any, count: int) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from guyub.kernel.measures import MICRO  # noqa: PLC0415
    from guyub.workshop.models import Job  # noqa: PLC0415

    today = timezone.localdate()
    for number in range(Job.objects.count(), count):
        Job.objects.create(
            enterprise=shop.enterprise,
            product=shop.scarf,
            name=shop.scarf.name,
            customer=f"Pelanggan {number}",
            quantity_micro=(100 + 17 * number % 400) * MICRO,
            accepted=today,
            due=today + timedelta(days=5 + number),
            client_id=f"order {number}",
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--instances", type=Path, default=DATA / "instances/lotsizing")
    parser.add_argument("--tasks", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--page", action="store_true")
    given = parser.parse_args()
    near = True
    if (given.instances / "optima.csv").exists():
        near = measure_lots(given.instances, given.repeat)
    else:
        print(f"no instances in {given.instances}")
    quick = measure_plan(given.tasks, given.repeat)
    if given.page:
        quick = measure_page(given.repeat) and quick
    return 0 if quick and near else 1


if __name__ == "__main__":
    sys.exit(main())
