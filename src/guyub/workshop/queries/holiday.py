"""The holiday allowance of everybody for one feast, in a constant number of queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from guyub.books.rules.ledger import month_of, months_back
from guyub.reference.holiday_allowance import Allowance, How, allowance
from guyub.sentra.models import Enterprise
from guyub.workshop.models import PayRun, Slip, SlipMonth, Worker
from guyub.workshop.queries.dues import dues_of
from guyub.workshop.rules.pay import PayKind

AVERAGED = 12  # months at most, before that of the feast
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One worker: the allowance, whether it was paid, and whether months before the slips began are unknown."""

    worker: Worker
    allowance: Allowance
    paid: Slip | None
    unknown: Sequence[date]

    @property
    def is_due(self) -> bool:
        return self.paid is None and self.allowance.how not in {How.TOO_SHORT, How.NO_RULE}


def holiday_rows(
    enterprise: Enterprise, feast: date, averages: Mapping[uuid.UUID, int], today: date
) -> list[HolidayRow]:
    """Everybody who works here on the feast, by name. `averages`: rupiah a month before there were slips, as typed.

    From the month of the first slip on, months without a slip were without work; earlier ones are not known.
    """
    workers = [
        worker
        for worker in Worker.objects.filter(enterprise=enterprise, since__lte=feast).order_by("name")
        if worker.until is None or worker.until >= feast
    ]
    earned = _earned(enterprise, feast, today)
    slips = Slip.objects.filter(
        worker__enterprise=enterprise, undone_at=None, run__kind=PayRun.Kind.HOLIDAY, run__last=feast
    )
    paid = {slip.worker_id: slip for slip in slips}
    return [_row(worker, feast, earned[worker.pk], averages.get(worker.pk), paid.get(worker.pk)) for worker in workers]


def _row(worker: Worker, feast: date, earned: Mapping[date, int], average: int | None, paid: Slip | None) -> HolidayRow:
    months = [months_back(month_of(feast), back) for back in range(AVERAGED, 0, -1)]
    begun = min(earned, default=None)
    known = {month: 0 for month in months if begun is not None and month > begun} | dict(earned)
    monthly = worker.monthly_rate if PayKind(worker.pay) is PayKind.MONTHLY else None
    found = allowance(feast, worker.since, monthly, known)
    unknown = found.missing
    if average is not None:
        found = allowance(feast, worker.since, monthly, known | dict.fromkeys(unknown, average))
    return HolidayRow(worker, found, paid, unknown)


def _earned(enterprise: Enterprise, feast: date, today: date) -> dict[uuid.UUID, dict[date, int]]:
    """What each worker earned by month before the feast's, by slips and by work that is not paid yet."""
    found: dict[uuid.UUID, dict[date, int]] = defaultdict(dict)
    rows = SlipMonth.objects.filter(
        slip__worker__enterprise=enterprise,
        slip__undone_at=None,
        slip__run__kind=PayRun.Kind.WAGES,
        month__lt=month_of(feast),
        month__gte=months_back(month_of(feast), AVERAGED),
    )
    for worker, month, gross in rows.values_list("slip__worker", "month").annotate(Sum("gross")).order_by("month"):
        found[worker][month] = int(gross)
    last = min(today, month_of(feast) - DAY)
    for worker, due in dues_of(enterprise, last).items():
        for month, amount in due.by_month(due.slip().gross, month_of(last)).items():
            found[worker][month] = found[worker].get(month, 0) + amount
    return found
