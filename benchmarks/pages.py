"""Whether pages grow with what is in the database: the same pages of the demo, with little and with much around them.

`python benchmarks/pages.py [--orders 2000] [--entries 200000]` loads the demo into a database of its own, measures,
adds settled orders, log records and book entries, and measures again. Each page is asked for through the whole Django
stack in this process; `alive` is a view that does nothing, the floor of the same run. Medians of 15.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="guyub-pages-"))
os.environ.update(
    GUYUB_DATA=str(FOLDER),
    DATABASE_URL="",
    DJANGO_SETTINGS_MODULE="guyub.web.settings",
    GUYUB_DEBUG="",
    GUYUB_HOSTS="*",
)

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from guyub.books import chart  # noqa: E402
from guyub.books.actions.parties import party_named  # noqa: E402
from guyub.books.actions.posting import post_within  # noqa: E402
from guyub.books.models import Book, Entry  # noqa: E402
from guyub.books.rules.ledger import Move  # noqa: E402
from guyub.kernel.words import _  # noqa: E402
from guyub.openlog.actions import record  # noqa: E402
from guyub.orders.actions import taking  # noqa: E402
from guyub.orders.models import Line, Order, Share  # noqa: E402
from guyub.people.models import User  # noqa: E402
from guyub.sentra.models import JointWork, Sentra  # noqa: E402

TIMES = 15
FULL_PAGE = 50


def addresses() -> dict[str, str]:
    """The pages people open every day."""
    sentra = Sentra.objects.get()
    draft = Order.objects.get(state=Order.State.DRAFT)
    running = Order.objects.get(state=Order.State.PUBLISHED)
    settled = Order.objects.filter(state=Order.State.SETTLED).order_by("number")[0]
    hub = Book.objects.get(sentra=sentra)
    return {
        "alive": reverse("alive"),
        "home": reverse("home"),
        "sentra": reverse("sentra", args=[sentra.id]),
        "members": reverse("members", args=[sentra.id]),
        "orders": reverse("orders", args=[sentra.id]),
        "order": reverse("order", args=[running.id]),
        "split": reverse("order_split", args=[draft.id]),
        "offers": reverse("order_offers", args=[running.id]),
        "work": reverse("order_work", args=[running.id]),
        "settlement": reverse("order_settlement", args=[settled.id]),
        "log": reverse("open_log", args=[sentra.id]),
        "book": reverse("book", args=[hub.id]),
        "debts": reverse("book_debts", args=[hub.id]),
        "trial balance": reverse("book_trial_balance", args=[hub.id]),
    }


def measure(client: Client, pages: dict[str, str]) -> dict[str, tuple[float, int]]:
    """Median milliseconds and number of queries of each page."""
    found = {}
    for name, address in pages.items():
        client.get(address)
        seconds = [_time(client, address) for __ in range(TIMES)]
        found[name] = (statistics.median(seconds) * 1000, _queries(client, address))
    return found


def _time(client: Client, address: str) -> float:
    start = time.perf_counter()
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return time.perf_counter() - start


def _queries(client: Client, address: str) -> int:
    count = 0

    def counting(execute, *rest):
        nonlocal count
        count += 1
        return execute(*rest)

    with connection.execute_wrapper(counting):
        client.get(address)
    return count


def add_orders(orders: int, first: int = 1000) -> None:
    """Settled orders like the demo's first, with their shares, records and joint work."""
    pattern = Order.objects.filter(state=Order.State.SETTLED).order_by("number")[0]
    line = pattern.lines.get()
    shares = list(line.shares.all())
    officer = pattern.created_by
    for number in range(first, first + orders):
        fields = {name: getattr(pattern, name) for name in ("sentra", "buyer", "state", "start", "rule", "seed")}
        order = Order.objects.create(
            **fields,
            number=number,
            fee_basis_points=300,
            created_by=officer,
            created_at=pattern.created_at,
            client_id=uuid.uuid4().hex,
        )
        copy = Line.objects.create(
            order=order,
            number=1,
            product=line.product,
            quantity=line.quantity,
            unit=line.unit,
            pieces=line.pieces,
            price=line.price,
            due=line.due,
        )
        Share.objects.bulk_create(_copied(share, copy) for share in shares)
        JointWork.objects.bulk_create(
            JointWork(
                sentra=order.sentra,
                enterprise_id=share.enterprise_id,
                day=date(2020, 1, 1),
                value=1,
                source=f"order:{order.id}",
            )
            for share in shares
        )
        record(order.sentra_id, officer, "settle", ("order", order.id), _("Bagi hasil"), {"order": number})


def _copied(share: Share, line: Line) -> Share:
    names = ("enterprise_id", "pieces", "accepted", "made", "passed", "failed", "delivered", "returned")
    return Share(line=line, **{name: getattr(share, name) for name in names})


def add_entries(entries: int) -> None:
    """Entries in the hub's book, over three years before today; forty buyers take on credit, and pay most of it."""
    hub = Book.objects.get(sentra=Sentra.objects.get())
    today = timezone.localdate()
    buyers = [party_named(hub, f"Pembeli {number}").number for number in range(40)]
    for number in range(entries):
        day = today - timedelta(days=number % 1000)
        buyer = buyers[number // 4 % 40]
        transfers: list[Move] = [(chart.CASH, chart.OTHER_INCOME, 1000 + number % 7)]
        if number % 4 == 1:
            transfers = [(chart.TRADE_RECEIVABLES, chart.OTHER_INCOME, 5000, buyer)]
        elif number % 4 == 3:
            transfers = [(chart.CASH, chart.TRADE_RECEIVABLES, 4990, buyer)]
        post_within(hub, client_id=uuid.uuid4(), day=day, words=_("Lain-lain"), transfers=transfers)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=2000)
    parser.add_argument("--entries", type=int, default=200_000)
    asked = parser.parse_args()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    for command in ("migrate", "createcachetable", "demo"):
        call_command(command, verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    officer = User.objects.get(username="pengurus")
    taking.propose(officer, Order.objects.get(state=Order.State.DRAFT).id, at=timezone.now())
    client = Client()
    client.force_login(officer)
    pages = addresses()
    with transaction.atomic():
        add_orders(FULL_PAGE, first=500)  # so that the first measure shows full pages too
        add_entries(FULL_PAGE * 4)
    small = measure(client, pages)
    had = Order.objects.count(), Entry.objects.count()
    with transaction.atomic():
        add_orders(asked.orders)
        add_entries(asked.entries)
    large = measure(client, pages)
    report(small, large, had)
    return 0


def report(small: dict[str, tuple[float, int]], large: dict[str, tuple[float, int]], had: tuple[int, int]) -> None:
    print(f"{had[0]} orders, {had[1]} entries, then {Order.objects.count()} orders, {Entry.objects.count()} entries")
    print(f"{'page':14} {'ms':>7} {'ms then':>8} {'grew by':>8} {'x alive':>8} {'queries':>8} {'then':>5}")
    for name, (before, queries) in small.items():
        after, queries_then = large[name]
        floor = large["alive"][0]
        ratios = f"{after / before:8.2f} {after / floor:8.1f}"
        print(f"{name:14} {before:7.1f} {after:8.1f} {ratios} {queries:8} {queries_then:5}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        connection.close()
        shutil.rmtree(FOLDER, ignore_errors=True)
