"""Paying wages: one run, a slip for each worker, an entry in the books for each slip, all in one transaction.

What a slip paid (tallies, days, months) names the slip, so nothing is paid twice; what was taken back after it was
paid is taken off the next slip. All of it happens under the workshop's lock, as the tallies do.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from guyub.books import chart, writing
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book, post_within, reverse_within
from guyub.books.models import Book, Entry
from guyub.books.rules.ledger import check_day, check_open, client_id_for, month_of
from guyub.books.rules.meaning import MONEY_PLACES
from guyub.books.rules.telling import PAYSLIP
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.ids import new_id
from guyub.kernel.words import Days, Rupiah, _
from guyub.people.access import Person
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import locked_for, resent, user_of
from guyub.workshop.models import PayRun, Slip, SlipLine, SlipMonth, Worker
from guyub.workshop.queries.dues import days_unpaid, dues_of, kasbon_of, taken_back, unpaid
from guyub.workshop.rules import pay as rules
from guyub.workshop.rules.dues import Due, most_kasbon

Id = uuid.UUID


@dataclass(frozen=True, slots=True)
class Part:
    """One worker in a run: rupiah of kasbon to keep back, and the gross that the owner was shown (None: not asked)."""

    kasbon: int = 0
    gross: int | None = None


@dataclass(frozen=True, slots=True)
class Wages:
    """A run to make: everything unpaid up to `last`, for these workers, given on `day` out of cash, bank or ewallet.

    `this_month` pays monthly wages for the month of `last` although it is not over. With `others` everybody else is
    paid as well, their kasbon as proposed, if it comes to the `others` rupiah gross that the owner was shown.
    """

    last: date
    day: date
    place: str
    parts: Mapping[Id, Part] = field(default_factory=dict)
    this_month: bool = False
    others: int | None = None


@transaction.atomic
def pay(by: Person, enterprise: Enterprise, wages: Wages, *, client_id: str, at: datetime) -> PayRun:
    """Pay what is unpaid, in one run. The same `client_id` with the same days is answered with the first run.

    Raises NotAllowed; Problem at `last` or `day` for days that cannot be or a closed month, at the id of a worker for
    more kasbon than is owed or than half of the pay, without a field when nobody is owed anything; Conflict when what
    is owed is no longer what the owner was shown, or the id came before with other content.
    """
    locked_for(by, enterprise)
    kind = PayRun.Kind.WAGES
    if sent := resent(sent_before(enterprise, client_id), kind=kind, last=wages.last, day=wages.day, place=wages.place):
        return sent
    _check(wages.last, wages.day, wages.place, at)
    dues = dues_of(enterprise, wages.last, this_month=wages.this_month)
    book = open_book(enterprise)
    writing.lock(book)  # a kasbon that is paid back just now is not kept back again
    workers = list(Worker.objects.filter(pk__in=dues).order_by("name"))
    kasbon = kasbon_of(book, workers)
    parts = dict(wages.parts)
    if wages.others is not None:
        _add_others(dues, parts, wages.others)
    if gone := set(wages.parts) - set(dues):
        raise _changed(Worker.objects.filter(pk__in=gone, enterprise=enterprise).first())
    chosen = [worker for worker in workers if worker.pk in parts]
    if not chosen:
        raise Problem(_("Belum ada upah yang dipilih untuk dibayar."))
    first = min([dues[each.pk].first or wages.last for each in chosen])
    run = new_run(by, enterprise, kind, (first, wages.last, wages.day, wages.place), client_id, at)
    for worker in chosen:
        due, part = dues[worker.pk], parts[worker.pk]
        gross = due.slip().gross
        if part.gross is not None and part.gross != gross:
            raise _changed(worker)
        most = most_kasbon(gross, kasbon.of(worker.pk))
        taken = part.kasbon if worker.pk in wages.parts else most
        _check_kasbon(worker, taken, most)
        kasbon.take(worker.pk, taken)
        slip = write_slip(run, worker, due.slip(taken), book)
        _mark(enterprise, worker, due, slip, wages.last)
    return run


def sent_before(enterprise: Enterprise, client_id: str) -> PayRun | None:
    return PayRun.objects.filter(enterprise=enterprise, client_id=client_id).first()


def _check(last: date, day: date, place: str, at: datetime) -> None:
    today = timezone.localdate(at)
    if last > today:
        raise Problem(_("Tanggal %(day)s belum tiba.", day=last), "last")
    check_day(day, today)
    if place not in MONEY_PLACES:
        raise Problem(_("Pilih tunai, bank, atau dompet digital."), "place")


def _add_others(dues: Mapping[Id, Due], parts: dict[Id, Part], shown: int) -> None:
    others = [worker for worker in dues if worker not in parts]
    if sum(dues[worker].slip().gross for worker in others) != shown:
        raise _changed(None)
    parts |= dict.fromkeys(others, Part())


def _changed(worker: Worker | None) -> Conflict:
    if worker is None:
        return Conflict(_("Upah yang belum dibayar berubah sejak halaman ini dibuka. Periksa lagi, lalu bayar."))
    return Conflict(_("Upah %(name)s berubah sejak halaman ini dibuka. Periksa lagi, lalu bayar.", name=worker.name))


def _check_kasbon(worker: Worker, taken: int, most: int) -> None:
    if not 0 <= taken <= most:
        words = _(
            "Kasbon %(name)s paling banyak dipotong %(most)s: tidak lebih dari utangnya, dan setengah dari upahnya.",
            name=worker.name,
            most=Rupiah(most),
        )
        raise Problem(words, str(worker.pk))


def new_run(
    by: Person, enterprise: Enterprise, kind: str, days: tuple[date, date, date, str], client_id: str, at: datetime
) -> PayRun:
    number = (PayRun.objects.filter(enterprise=enterprise).aggregate(last=Max("number"))["last"] or 0) + 1
    first, last, day, place = days
    return PayRun.objects.create(
        enterprise=enterprise, number=number, kind=kind, first=first, last=last, day=day, place=place,
        at=at, by=user_of(by), client_id=client_id,
    )  # fmt: skip


def write_slip(run: PayRun, worker: Worker, reckoned: rules.Slip, book: Book) -> Slip:
    """Write the slip with its lines, and what it moved in the books."""
    slip = Slip(
        id=new_id(), run=run, worker=worker, month=month_of(run.last), pay=worker.pay, gross=reckoned.gross,
        advance=reckoned.advance_taken, net=reckoned.net, carried=reckoned.carried,
    )  # fmt: skip
    entry = _post(book, slip, run)
    slip.entry = entry.number if entry else None
    slip.save(force_insert=True)
    SlipLine.objects.bulk_create(
        SlipLine(
            slip=slip, number=number, words=line.words.to_json(), quantity_micro=line.quantity_micro,
            rate=line.rate, rate_per=line.rate_per, amount=line.amount,
        )
        for number, line in enumerate(reckoned.lines, 1)
    )  # fmt: skip
    return slip


def _post(book: Book, slip: Slip, run: PayRun) -> Entry | None:
    """One entry: the money given, and the kasbon kept back. None for a slip that only carries something over."""
    if not slip.gross:
        return None
    party = party_named(book, slip.worker.name).number
    moves = [
        (chart.WAGES, MONEY_PLACES[run.place], slip.net, party),
        (chart.WAGES, chart.WORKER_ADVANCES, slip.advance, party),
    ]
    if run.kind == PayRun.Kind.HOLIDAY:
        words = _("THR %(name)s, hari raya %(feast)s", name=slip.worker.name, feast=run.last)
    else:
        words = _("Upah %(name)s, %(days)s", name=slip.worker.name, days=Days(run.first, run.last))
    return post_within(
        book,
        client_id=client_id_for(slip.id, "paid"),
        day=run.day,
        words=words,
        transfers=[move for move in moves if move[2]],
        source=(PAYSLIP, slip.id),
        by=run.by,
        at=run.at,
    )


def _mark(enterprise: Enterprise, worker: Worker, due: Due, slip: Slip, last: date) -> None:
    """Let what the slip paid or deducted name it."""
    unpaid(enterprise, last).filter(worker=worker).update(slip=slip)
    taken_back(enterprise).filter(worker=worker).update(undone_slip=slip)
    days_unpaid(enterprise, last).filter(worker=worker).update(slip=slip)
    months = due.by_month(slip.gross, slip.month)
    wages = {wage.month for wage in due.wages}
    SlipMonth.objects.bulk_create(
        SlipMonth(slip=slip, month=month, gross=months.get(month, 0), wage=month in wages)
        for month in sorted({*months, *wages})
    )


@transaction.atomic
def undo(by: Person, run: PayRun, *, at: datetime) -> PayRun:
    """Take a whole run back: its entries are reversed, and what it paid is unpaid again. Twice does nothing.

    Only the last of its kind can go, as later slips rest on it. Raises NotAllowed; Conflict for an earlier one;
    Problem at `day` when not even today's month is open in the books.
    """
    locked_for(by, run.enterprise)
    slips = list(run.slips.filter(undone_at=None).select_related("worker"))
    if not slips:
        return run
    later = PayRun.objects.filter(enterprise=run.enterprise, kind=run.kind, number__gt=run.number)
    if later.filter(slips__undone_at=None).exists():
        raise Conflict(_("Hanya pembayaran terakhir yang bisa dibatalkan."))
    book = open_book(run.enterprise)
    writing.lock(book)
    day = _day_to_undo(book, run, at)
    for slip in slips:
        _take_back(book, slip, day, user_of(by), at)
    return run


def _day_to_undo(book: Book, run: PayRun, at: datetime) -> date:
    """The day on which the money was given, so that its month shows nothing; today when that month is closed."""
    closed = Book.objects.values_list("closed_until", flat=True).get(pk=book.pk)
    if closed is None or run.day > closed:
        return run.day
    today = timezone.localdate(at)
    check_open(today, closed)
    return today


def _take_back(book: Book, slip: Slip, day: date, by: User, at: datetime) -> None:
    if slip.entry is not None:
        entry = Entry.objects.get(book=book, number=slip.entry)
        entry.book = book
        reverse_within(entry, client_id=client_id_for(slip.id, "undone"), day=day, by=by, at=at)
    slip.paid.update(slip=None)
    slip.deducted.update(undone_slip=None)
    slip.attended.update(slip=None)
    slip.undone_at = at
    slip.save(update_fields=["undone_at"])
