"""Paying the holiday allowance (THR): one run for a feast, a slip and an entry in the books for each worker."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from guyub.books import writing
from guyub.books.actions.posting import open_book
from guyub.books.rules.ledger import LARGEST_AMOUNT, check_day
from guyub.books.rules.meaning import MONEY_PLACES
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import Rupiah, _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import locked_for, resent
from guyub.workshop.actions.paying import new_run, sent_before, write_slip
from guyub.workshop.models import PayRun
from guyub.workshop.queries.holiday import HolidayRow, holiday_rows
from guyub.workshop.rules.pay import PayLine, Slip

LONGEST_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Holiday:
    """An allowance to pay for `feast`, given on `day` out of cash, bank or ewallet.

    `amounts`: rupiah for each worker. `averages`: rupiah a month before there were slips, as the owner typed them.
    """

    feast: date
    day: date
    place: str
    amounts: Mapping[uuid.UUID, int]
    averages: Mapping[uuid.UUID, int]


@transaction.atomic
def pay_holiday(by: Person, enterprise: Enterprise, holiday: Holiday, *, client_id: str, at: datetime) -> PayRun:
    """Pay the allowance to those named in `amounts`; the same `client_id` is answered with the first run.

    Raises NotAllowed; Problem at `day`, `feast` or `place` for what cannot be, at the id of a worker for less than the
    rule says; Conflict for who was paid for this feast already, or when the id came before with other content.
    """
    locked_for(by, enterprise)
    kind = PayRun.Kind.HOLIDAY
    known = sent_before(enterprise, client_id)
    if sent := resent(known, kind=kind, last=holiday.feast, day=holiday.day, place=holiday.place):
        return sent
    today = timezone.localdate(at)
    _check(holiday, today)
    rows = {row.worker.pk: row for row in holiday_rows(enterprise, holiday.feast, holiday.averages, today)}
    if not holiday.amounts or set(holiday.amounts) - set(rows):
        raise Problem(_("Pilih siapa yang menerima THR."))
    book = open_book(enterprise)
    writing.lock(book)
    days = (holiday.feast, holiday.feast, holiday.day, holiday.place)
    run = new_run(by, enterprise, kind, days, client_id, at)
    for worker, row in rows.items():
        if worker in holiday.amounts:
            write_slip(run, row.worker, _slip(row, holiday.amounts[worker], holiday.feast), book)
    return run


def _check(holiday: Holiday, today: date) -> None:
    check_day(holiday.day, today)
    if abs(holiday.feast - today) > LONGEST_AHEAD:
        raise Problem(_("Tanggal %(day)s terlalu jauh.", day=holiday.feast), "feast")
    if holiday.place not in MONEY_PLACES:
        raise Problem(_("Pilih tunai, bank, atau dompet digital."), "place")


def _slip(row: HolidayRow, amount: int, feast: date) -> Slip:
    """The allowance, and what an owner gives above it as a line of its own. Raises Problem, Conflict."""
    name, field = row.worker.name, str(row.worker.pk)
    if row.paid is not None:
        raise Conflict(_("THR %(name)s untuk hari raya ini sudah dibayar.", name=name))
    least = row.allowance.amount
    if amount < (least or 0):
        raise Problem(_("THR %(name)s paling sedikit %(least)s.", name=name, least=Rupiah(least or 0)), field)
    if not 0 < amount <= LARGEST_AMOUNT:
        raise Problem(_("Isi THR %(name)s lebih dari nol.", name=name), field)
    found = row.allowance
    lines = []
    if least:
        told = _("THR, hari raya %(feast)s. %(basis)s %(why)s", feast=feast, basis=found.basis, why=found.words)
        lines.append(PayLine(told, least))
    if more := amount - (least or 0):
        lines.append(
            PayLine(_("THR, tambahan dari pemilik") if least else _("THR, hari raya %(feast)s", feast=feast), more)
        )
    return Slip(tuple(lines), gross=amount, advance_taken=0, net=amount, carried=0)
