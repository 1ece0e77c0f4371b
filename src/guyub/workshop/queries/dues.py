"""What everybody is owed until a day, in a constant number of queries whatever the number of people and tallies."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from guyub.books import chart
from guyub.books.models import Book, Party, PartyTotal
from guyub.books.rules.parties import known_key
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Attendance, PayRun, Slip, SlipMonth, Tally, Worker
from guyub.workshop.rules.dues import Due, months_due
from guyub.workshop.rules.pay import PayKind, PieceWork, Terms

BY_PIECE = (Worker.Pay.PIECE, Worker.Pay.MIXED)
Id = uuid.UUID
Works = dict[Id, list[tuple[date, PieceWork]]]


@dataclass(slots=True)
class Kasbon:
    """What workers owe the workshop by the books, in rupiah. `party` is under whose name the books know a worker."""

    party: Mapping[Id, int]
    owed: dict[int, int] = field(default_factory=dict)

    def of(self, worker: Id) -> int:
        return self.owed.get(self.party.get(worker, -1), 0)

    def take(self, worker: Id, amount: int) -> None:
        """Two workers whom the books take for one person owe it once."""
        if amount:
            self.owed[self.party[worker]] -= amount


def unpaid(enterprise: Enterprise, last: date | None = None) -> QuerySet[Tally]:
    """Tallies that no slip has paid, up to `last`; of when the worker was paid in another way, none."""
    found = Tally.objects.filter(enterprise=enterprise, worker__isnull=False, slip=None, undone_at=None)
    found = found.filter(Q(worker__pay_since=None) | Q(day__gte=F("worker__pay_since")))
    return found if last is None else found.filter(day__lte=last)


def taken_back(enterprise: Enterprise) -> QuerySet[Tally]:
    """Tallies that a slip paid, that were undone since, and that no slip has deducted."""
    return Tally.objects.filter(
        enterprise=enterprise, slip__isnull=False, undone_at__isnull=False, undone_slip__isnull=True
    )


def days_unpaid(enterprise: Enterprise, last: date | None = None) -> QuerySet[Attendance]:
    """Days of attendance that no slip has paid, up to `last`."""
    found = Attendance.objects.filter(worker__enterprise=enterprise, slip=None, half_days__gt=0)
    return found if last is None else found.filter(day__lte=last)


def dues_of(
    enterprise: Enterprise, last: date, workers: Iterable[Worker] | None = None, *, this_month: bool = False
) -> dict[Id, Due]:
    """What these workers (all, when none are named) are owed up to `last`, by worker; who has nothing is left out.

    `this_month` pays monthly wages for the month of `last` although it is not over. Six queries.
    """
    asked = list(Worker.objects.filter(enterprise=enterprise).order_by("name") if workers is None else workers)
    only = None if workers is None else [worker.pk for worker in asked]
    works, first = _works(_of(unpaid(enterprise, last), only), 1)
    # Only what was paid by the piece can be taken off again; a correction to other work costs nobody anything.
    corrections, __ = _works(_of(taken_back(enterprise), only).filter(slip__pay__in=BY_PIECE), -1)
    halves = _half_days(_of(days_unpaid(enterprise, last), only), first)
    months, carried = _months_paid(enterprise), _carried(enterprise)
    found = {}
    for worker in asked:
        kind = PayKind(worker.pay)
        since = max(worker.since, worker.pay_since or worker.since)
        wages = months_due(kind, since, worker.until, months[worker.pk], last, this_month)
        due = Due(
            Terms(kind, worker.daily_rate, worker.monthly_rate),
            works[worker.pk] if kind.by_piece else (),
            corrections[worker.pk],
            halves[worker.pk] if kind.by_day else {},
            wages,
            carried.get(worker.pk, 0),
            min([*filter(None, [first.get(worker.pk)]), *(wage.month for wage in wages)], default=None),
        )
        if due.is_new:
            found[worker.pk] = due
    return found


def _of(rows: QuerySet[Any], only: list[Id] | None) -> QuerySet[Any]:
    return rows if only is None else rows.filter(worker__in=only)


def _works(tallies: QuerySet[Tally], sign: int) -> tuple[Works, dict[Id, date]]:
    """Good pieces by worker, month and what is paid for them; and each worker's first day."""
    rows = tallies.filter(rate__gt=0, good_micro__gt=0).annotate(month=TruncMonth("day"))
    keys = ("worker_id", "month", "step__name", "product__name", "rate", "rate_per")
    works: Works = defaultdict(list)
    first: dict[Id, date] = {}
    for row in rows.values(*keys).annotate(good=Sum("good_micro"), first=Min("day")).order_by(*keys):
        worker = row["worker_id"]
        work = PieceWork(row["step__name"], row["product__name"], sign * int(row["good"]), row["rate"], row["rate_per"])
        works[worker].append((row["month"], work))
        first[worker] = min(row["first"], first.get(worker, row["first"]))
    return works, first


def _half_days(days: QuerySet[Attendance], first: dict[Id, date]) -> dict[Id, dict[date, int]]:
    found: dict[Id, dict[date, int]] = defaultdict(dict)
    rows = days.annotate(month=TruncMonth("day")).values("worker_id", "month")
    for row in rows.annotate(halves=Sum("half_days"), first=Min("day")).order_by("worker_id", "month"):
        worker = row["worker_id"]
        found[worker][row["month"]] = int(row["halves"])
        first[worker] = min(row["first"], first.get(worker, row["first"]))
    return found


def _months_paid(enterprise: Enterprise) -> dict[Id, set[date]]:
    found: dict[Id, set[date]] = defaultdict(set)
    rows = SlipMonth.objects.filter(wage=True, slip__undone_at=None, slip__worker__enterprise=enterprise)
    for worker, month in rows.values_list("slip__worker", "month"):
        found[worker].add(month)
    return found


def _carried(enterprise: Enterprise) -> dict[Id, int]:
    """What each worker's last slip left to be taken off; who owes nothing is left out."""
    latest = Slip.objects.filter(worker=OuterRef("worker"), undone_at=None, run__kind=PayRun.Kind.WAGES)
    newest = Subquery(latest.order_by("-run__number").values("pk")[:1])
    rows = Slip.objects.filter(worker__enterprise=enterprise, carried__lt=0, undone_at=None)
    rows = rows.annotate(newest=newest).filter(pk=F("newest"))
    return dict(rows.values_list("worker_id", "carried"))


def kasbon_of(book: Book | None, workers: Iterable[Worker]) -> Kasbon:
    """What these workers owe, and under which party of the book they go. Two queries."""
    if book is None:
        return Kasbon({})
    numbers = dict(Party.objects.filter(book=book).values_list("key", "number"))
    by_end: dict[str, list[str]] = defaultdict(list)
    for key in numbers:
        by_end[key.rpartition(" ")[2]].append(key)
    party = {}
    for worker in workers:
        meant = known_key(worker.name, by_end[worker.key.rpartition(" ")[2]])
        if meant in numbers:
            party[worker.pk] = numbers[meant]
    rows = PartyTotal.objects.filter(book=book, account=chart.WORKER_ADVANCES, debit__gt=F("credit"))
    sums = rows.values_list("party", "debit", "credit")
    return Kasbon(party, {number: debit - credit for number, debit, credit in sums})
