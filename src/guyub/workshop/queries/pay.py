"""What the pages about pay show. Each answer takes a constant number of queries, whatever the number of people."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.db.models.functions import TruncWeek

from guyub.books import chart
from guyub.books.models import Book, Entry, Transfer
from guyub.books.rules.telling import PAYSLIP
from guyub.kernel.measures import MICRO
from guyub.kernel.words import Days, Words
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Attendance, PayRun, Slip, SlipMonth, Tally, Worker
from guyub.workshop.queries.dues import BY_PIECE, days_unpaid, dues_of, kasbon_of, unpaid
from guyub.workshop.rules.dues import Due, most_kasbon
from guyub.workshop.rules.pay import PAY_NAMES, PayKind, PayLine, rounded

ON_A_PAGE, RUNS, SLIPS, WEEKS, MONTHS = 50, 12, 24, 12, 12
Id = uuid.UUID


@dataclass(frozen=True, slots=True)
class Row:
    """What one worker is owed: `lines` and `gross` as the slip will have them, `kasbon` owed and the most kept back.

    `told` is what the books say was paid to them in these days other than by a slip.
    """

    worker: Worker
    lines: Sequence[PayLine]
    gross: int
    kasbon: int
    most_kasbon: int
    told: int

    @property
    def net(self) -> int:
        return self.gross - self.most_kasbon


@dataclass(frozen=True, slots=True)
class Preview:
    """Who is owed what up to `last`: one page of people by name, and the sums of everybody."""

    first: date
    last: date
    rows: Sequence[Row]
    people: int
    gross: int
    page: int

    @property
    def others(self) -> int:
        return self.people - len(self.rows)

    @property
    def others_gross(self) -> int:
        return self.gross - sum(row.gross for row in self.rows)

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page * ON_A_PAGE < self.people else None

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def told(self) -> Sequence[Row]:
        return [row for row in self.rows if row.told]


def preview(enterprise: Enterprise, last: date, *, this_month: bool = False, page: int = 1) -> Preview:
    """What is unpaid up to `last`. At most fourteen queries."""
    dues = dues_of(enterprise, last, this_month=this_month)
    workers = list(Worker.objects.filter(pk__in=dues).order_by("name", "pk"))
    slips = {worker: due.slip() for worker, due in dues.items()}
    page = min(max(page, 1), max(1, -(-len(workers) // ON_A_PAGE)))
    shown = workers[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    first = min([dues[worker.pk].first or last for worker in shown], default=last)
    book = book_of(enterprise)
    kasbon = kasbon_of(book, workers)
    told = told_in_books(book, set(kasbon.party.values()), first, last) if book else {}
    rows = []
    for worker in shown:
        slip, owed = slips[worker.pk], kasbon.of(worker.pk)
        most = most_kasbon(slip.gross, owed)
        kasbon.take(worker.pk, most)
        party = kasbon.party.get(worker.pk)
        rows.append(Row(worker, slip.lines, slip.gross, owed, most, told.get(party, 0) if party else 0))
    return Preview(first, last, rows, len(workers), sum(slip.gross for slip in slips.values()), page)


def told_in_books(book: Book, parties: set[int], first: date, last: date) -> dict[int, int]:
    """Wages by party that the books tell of in these days, other than by slips. What was taken back does not count."""
    entries = Entry.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    undone = Entry.objects.filter(book=OuterRef("book"), reverses=OuterRef("number"))
    rows = Transfer.objects.filter(book=book, debit=chart.WAGES, day__gte=first, day__lte=last, party__in=parties)
    rows = rows.filter(Exists(entries.exclude(source_kind=PAYSLIP).filter(reverses=None)), ~Exists(undone))
    return {party: int(sum_) for party, sum_ in rows.values_list("party").annotate(Sum("amount")) if party}


def book_of(enterprise: Enterprise) -> Book | None:
    """The workshop's book, if there is one yet."""
    return Book.objects.filter(enterprise=enterprise).first()


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run: how many slips, what they came to, and whether it was taken back or is the last that may be."""

    run: PayRun
    slips: int
    net: int
    undone: bool
    is_last: bool


def runs_of(enterprise: Enterprise, kind: PayRun.Kind, size: int = RUNS) -> list[RunLine]:
    """The newest runs of a kind. Two queries."""
    live = Q(slips__undone_at=None)
    rows = PayRun.objects.filter(enterprise=enterprise, kind=kind).annotate(
        count=Count("slips"), live=Count("slips", filter=live), net=Sum("slips__net")
    )
    found = list(rows.order_by("-number")[:size])
    last = next((run.pk for run in found if run.live), None)
    return [RunLine(run, run.count, int(run.net or 0), not run.live, run.pk == last) for run in found]


def run_of(enterprise: Enterprise, run: Id) -> PayRun | None:
    """The run, if it is of this workshop."""
    return PayRun.objects.filter(pk=run, enterprise=enterprise).select_related("enterprise").first()


def slips_of_run(run: PayRun, page: int = 1) -> list[Slip]:
    """A page of the slips of a run, by name."""
    rows = run.slips.select_related("worker").order_by("worker__name", "pk")
    return list(rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])


def slip_of(enterprise: Id, slip: Id) -> Slip | None:
    """The slip with its lines, if it is of this workshop. Two queries."""
    rows = Slip.objects.filter(pk=slip, run__enterprise=enterprise)
    return rows.select_related("run", "worker__enterprise").prefetch_related("lines").first()


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a worker, by its Monday: good units of all steps (millionths), rupiah for them, and days here."""

    monday: date
    good_micro: int
    worth: int
    days: Fraction

    @property
    def span(self) -> Days:
        return Days(self.monday, self.monday + timedelta(6))


def weeks_of(worker: Worker, today: date) -> list[Week]:
    """The last twelve weeks in which there was anything, the newest first. Two queries."""
    since = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    tallies = Tally.objects.filter(worker=worker, day__gte=since, undone_at=None).annotate(week=TruncWeek("day"))
    per_rate: dict[tuple[date, int, int], int] = {}
    for week, rate, per, good in tallies.values_list("week", "rate", "rate_per").annotate(Sum("good_micro")):
        sums[week][0] += int(good)
        per_rate[week, rate, per] = int(good)
    for (week, rate, per), good in per_rate.items():
        sums[week][1] += good * rate // (MICRO * per)
    days = Attendance.objects.filter(worker=worker, day__gte=since).annotate(week=TruncWeek("day"))
    for week, halves in days.values_list("week").annotate(Sum("half_days")):
        sums[week][2] = int(halves)
    return [
        Week(week, good, worth, Fraction(halves, 2))
        for week, (good, worth, halves) in sorted(sums.items(), reverse=True)
    ]


def months_of(worker: Worker) -> list[tuple[date, int]]:
    """Wages by the month in which they were earned, by slips, the newest first."""
    rows = SlipMonth.objects.filter(slip__worker=worker, slip__undone_at=None, slip__run__kind=PayRun.Kind.WAGES)
    return list(rows.values_list("month").annotate(Sum("gross")).order_by("-month")[:MONTHS])


def slips_of(worker: Worker, size: int = SLIPS) -> list[Slip]:
    """The newest slips of a worker."""
    return list(Slip.objects.filter(worker=worker).select_related("run").order_by("-run__number")[:size])


@dataclass(slots=True)
class Own:
    """What a person sees of their own pay in one workshop."""

    worker: Worker
    due: Due | None
    tallies: Sequence[tuple[Tally, int | None]] = ()
    days: Sequence[Attendance] = ()
    slips: Sequence[Slip] = ()
    kasbon: int = 0
    gross: int = field(init=False)
    lines: Sequence[PayLine] = field(init=False)

    def __post_init__(self) -> None:
        slip = self.due.slip() if self.due else None
        self.gross, self.lines = (slip.gross, slip.lines) if slip else (0, ())


def own_pay(user: User, today: date) -> list[Own]:
    """The person's own unpaid work and slips, in each workshop they work in."""
    found = []
    for worker in Worker.objects.filter(user=user).select_related("enterprise").order_by("enterprise__name"):
        due = dues_of(worker.enterprise, today, [worker]).get(worker.pk)
        tallies = unpaid(worker.enterprise).filter(worker=worker).select_related("step", "product")
        days = days_unpaid(worker.enterprise).filter(worker=worker).order_by("-day")
        latest = [(each, _worth(worker, each)) for each in tallies.order_by("-day", "-at")[:ON_A_PAGE]]
        kasbon = kasbon_of(book_of(worker.enterprise), [worker]).of(worker.pk)
        found.append(Own(worker, due, latest, list(days[:ON_A_PAGE]), slips_of(worker), kasbon))
    return found


def _worth(worker: Worker, tally: Tally) -> int | None:
    """What a tally brings; None for who is not paid by the piece. A slip rounds once for all of a kind."""
    if worker.pay not in BY_PIECE:
        return None
    return rounded(Fraction(tally.good_micro * tally.rate, MICRO * tally.rate_per))


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One worker in the list: what they were paid last, if they were."""

    worker: Worker
    last_paid: date | None

    @property
    def kind(self) -> Words:
        return PAY_NAMES[PayKind(self.worker.pay)]


def staff_of(enterprise: Enterprise, page: int = 1, name: str = "") -> tuple[list[StaffLine], bool]:
    """A page of the people who work here, those who left at the end; and whether there are more. One query."""
    rows = Worker.objects.filter(enterprise=enterprise)
    if name:
        rows = rows.filter(name__icontains=name)
    rows = rows.annotate(paid=Max("slips__run__last", filter=Q(slips__undone_at=None, slips__run__kind="wages")))
    ordered = rows.order_by(F("until").desc(nulls_first=True), "name")
    found = list(ordered[(page - 1) * ON_A_PAGE : page * ON_A_PAGE + 1])
    return [StaffLine(worker, worker.paid) for worker in found[:ON_A_PAGE]], len(found) > ON_A_PAGE


def worker_of(enterprise: Enterprise, worker: Id) -> Worker | None:
    """The worker, if they are of this workshop."""
    return Worker.objects.filter(pk=worker, enterprise=enterprise).select_related("enterprise", "user").first()


def users_to_link(enterprise: Enterprise, worker: Worker | None = None) -> list[User]:
    """Who signs in as a worker of this workshop and is not linked with another worker; who this worker is, too."""
    taken = Worker.objects.filter(enterprise=enterprise, user__isnull=False)
    if worker is not None:
        taken = taken.exclude(pk=worker.pk)
    own = Q(pk=worker.user_id) if worker and worker.user_id else Q(pk__in=[])
    mine = Q(roles__role="worker", roles__place=enterprise.id) & ~Q(pk__in=taken.values("user"))
    return list(User.objects.filter(mine | own).distinct().order_by("name")[:ON_A_PAGE])


def attendance_of(
    enterprise: Enterprise, monday: date, page: int = 1
) -> tuple[list[Worker], Mapping[tuple[Id, date], Attendance], bool]:
    """Who worked here in the week of `monday`, a page of them, those paid by the day first; and what is marked."""
    sunday = monday + timedelta(6)
    here = Worker.objects.filter(enterprise=enterprise, since__lte=sunday).filter(Q(until=None) | Q(until__gte=monday))
    by_day = here.filter(pay__in=[Worker.Pay.DAILY, Worker.Pay.MIXED]).order_by("name", "pk")
    workers = list(by_day[(page - 1) * ON_A_PAGE : page * ON_A_PAGE + 1])
    rows = Attendance.objects.filter(worker__in=workers[:ON_A_PAGE], day__gte=monday, day__lte=sunday)
    return workers[:ON_A_PAGE], {(row.worker_id, row.day): row for row in rows}, len(workers) > ON_A_PAGE
