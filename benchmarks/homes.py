"""How fast the three homes are beside a trivial page of the same stack, with little and with much behind them.

`python benchmarks/homes.py [--orders 1000] [--entries 100000]` loads the demo into a database of its own (SQLite),
measures, adds settled and open orders, log records, entries of the hub and of the owner, and measures again. Pages are
asked for through the whole Django stack in this process by the same signed-in person. `more` is the trivial page: the
same middleware, session and frame, and nothing of its own. Rounds alternate between home and `more`, so that a slow
moment hits both; p95 and rate come from the same rounds. `after an entry` is the owner's home when the book has just
grown, so that the money to come is worked out anew.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import pages  # sets Django up, with a database of its own
from guyub.books import chart
from guyub.books.actions.posting import post_within
from guyub.books.models import Book, Entry
from guyub.kernel.words import _
from guyub.orders.models import Order
from guyub.people.models import User
from guyub.sentra.models import Sentra

ROUNDS = 60
OPEN_ORDERS = 60  # more than a desk shows


def homes() -> list[tuple[str, str, str, Callable[[], object]]]:
    """Name, who, address, and what happens before each opening."""
    place = reverse("sentra", args=[Sentra.objects.get().id])
    owned = _owned()
    return [
        ("usaha", "pemilik", reverse("home"), _nothing),
        ("usaha, worker", "pekerja", reverse("home"), _nothing),
        ("sentra", "pemilik", place, _nothing),
        ("meja", "pengurus", reverse("desk"), _nothing),
        ("after an entry", "pemilik", reverse("home"), lambda: _write(owned, 1)),
    ]


def _nothing() -> None:
    pass


def _owned() -> Book:
    owner = User.objects.get(username="pemilik")
    return Book.objects.get(enterprise__in=owner.places("owner"))


def _write(book: Book, entries: int) -> None:
    """Sales on days of the last three years; a quarter of them not paid yet."""
    for number in range(entries):
        paid = chart.CASH if number % 4 else chart.BANK
        day = max(timezone.localdate() - timedelta(days=number % 1000), (book.closed_until or _long_ago()) + _DAY)
        post_within(book, client_id=uuid.uuid4(), day=day, words=_("Jual"), transfers=[(paid, chart.SALES, 1000)])


_DAY = timedelta(days=1)


def _long_ago() -> date:
    return timezone.localdate() - timedelta(days=2000)


def measure() -> list[tuple[str, list[float], list[float], int, int]]:
    """Per home: its milliseconds, those of `more` in the same rounds, and the queries of both."""
    found = []
    for name, who, address, before in homes():
        client = Client(headers={"accept-encoding": "gzip"})
        client.force_login(User.objects.get(username=who))
        plain = reverse("more")
        for each in (address, plain, address, plain):
            pages._time(client, each)
        mine, floor = [], []
        for _turn in range(ROUNDS):
            before()
            mine.append(pages._time(client, address) * 1e3)
            floor.append(pages._time(client, plain) * 1e3)
        before()
        found.append((name, mine, floor, pages._queries(client, address), pages._queries(client, plain)))
    return found


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def report(title: str, found: list[tuple[str, list[float], list[float], int, int]]) -> bool:
    """Print one line a home; whether each but the last comes to half the rate of the trivial page."""
    print(f"\n{title}")
    columns = [("home", 15), ("pages/s", 8), ("more/s", 8), ("ratio", 6), ("p95 ms", 7), ("more p95", 9)]
    print(" ".join(f"{name:>{width}}" for name, width in [*columns, ("queries", 8), ("more", 5)]))
    right = True
    for name, mine, floor, asked, plain in found:
        ratio = statistics.median(floor) / statistics.median(mine)
        right &= ratio >= 0.5 or name == "after an entry"
        print(
            f"{name:>15} {1e3 / statistics.median(mine):8.0f} {1e3 / statistics.median(floor):8.0f} {ratio:6.2f}"
            f" {p95(mine):7.1f} {p95(floor):9.1f} {asked:8} {plain:5}",
            flush=True,
        )
    return right


def grow(orders: int, entries: int) -> None:
    with transaction.atomic():
        pages.add_orders(orders)
        pages.add_orders(OPEN_ORDERS, first=900_000)
        Order.objects.filter(number__gte=900_000).update(state=Order.State.PUBLISHED)
        pages.add_entries(entries // 2)
        _write(_owned(), entries // 2)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=100_000)
    asked = parser.parse_args()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    for command in ("migrate", "createcachetable", "demo"):
        call_command(command, verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    right = report(f"{Order.objects.count()} orders, {Entry.objects.count()} entries", measure())
    started = time.perf_counter()
    grow(asked.orders, asked.entries)
    grown = time.perf_counter() - started
    title = f"{Order.objects.count()} orders, {Entry.objects.count()} entries (made in {grown:.0f} s)"
    right &= report(title, measure())
    return 0 if right else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        connection.close()
        shutil.rmtree(pages.FOLDER, ignore_errors=True)
