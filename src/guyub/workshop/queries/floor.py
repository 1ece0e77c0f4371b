"""A worker's pay against the wage floor that applies to a firm of this size, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Sum

from guyub.books import chart
from guyub.books.models import Book
from guyub.books.queries import ledger
from guyub.books.rules.ledger import Total, month_of, months_back
from guyub.kernel.measures import MICRO
from guyub.kernel.words import Rupiah, Words, _
from guyub.reference.wage_floor import (
    SIZE_NAMES,
    Comparison,
    Floor,
    ProvinceFigures,
    SizeClass,
    Standing,
    compare,
    monthly_from_days,
    monthly_from_hours,
    size_class,
    wage_floor,
)
from guyub.workshop.models import Attendance, Tally, Worker, Workshop
from guyub.workshop.rules.pay import FULL_DAY, PayKind, rounded

LOOKED_AT = timedelta(days=90)  # of work by the piece
MILLI = 1000


@dataclass(frozen=True, slots=True)
class FirmFloor:
    """The floor of the firm: its size and how that is known, the rule, and the figures."""

    floor: Floor
    size: SizeClass | None
    size_words: Words


@dataclass(frozen=True, slots=True)
class WorkerFloor:
    """One worker against the floor. `comparison` is None while no monthly wage can be told; `basis` says why, or how
    the wage a month was found."""

    firm: FirmFloor
    comparison: Comparison | None
    basis: Words

    @property
    def kind(self) -> str:
        """The kind of the pill: done, problem, or none while it cannot be told."""
        known = {Standing.MET: "done", Standing.BELOW: "problem"}
        return known.get(self.comparison.standing, "") if self.comparison else ""

    @property
    def verdict(self) -> Words:
        known = {Standing.MET: _("memenuhi batas"), Standing.BELOW: _("di bawah batas")}
        unknown = _("belum dapat dibandingkan")
        return known.get(self.comparison.standing, unknown) if self.comparison else unknown


def firm_floor(workshop: Workshop, today: date) -> FirmFloor:
    """The floor that holds for this workshop today. At most three queries."""
    sales, said = _sales(workshop, today)
    size = None if sales is None else size_class(sales, today)
    figures = ProvinceFigures(
        workshop.province,
        workshop.figures_year or today.year,
        workshop.consumption,
        workshop.poverty_line,
        workshop.minimum_wage,
    )
    if size is not None and sales is not None:
        said = _("%(size)s: %(said)s %(sales)s.", size=SIZE_NAMES[size], said=said, sales=Rupiah(sales))
    return FirmFloor(wage_floor(today, size, figures), size, said)


def _sales(workshop: Workshop, today: date) -> tuple[int | None, Words]:
    if workshop.yearly_sales is not None:
        return workshop.yearly_sales, _("omzet setahun menurut isian")
    book = Book.objects.filter(enterprise=workshop.enterprise_id).first()
    first = ledger.first_day(book) if book else None
    if book is None or first is None:
        return None, _("Omzet setahun belum diketahui: belum ada catatan penjualan, dan belum diisi.")
    since = months_back(month_of(today), 11)
    sums = ledger.totals(book, today, since)
    sold = sum(
        total.credit - total.debit
        for total in (sums.get(code, Total()) for code in (chart.SALES, chart.JOINT_SALES, chart.SALES_RETURNS))
    )
    if month_of(first) > since:
        return sold, _("omzet menurut buku, yang belum genap setahun,")
    return sold, _("omzet 12 bulan menurut buku")


def worker_floor(workshop: Workshop, worker: Worker, today: date) -> WorkerFloor:
    """The worker's wage a month against the floor. At most seven queries."""
    firm = firm_floor(workshop, today)
    monthly, basis = _monthly(workshop, worker, today)
    return WorkerFloor(firm, None if monthly is None else compare(monthly, firm.floor), basis)


def _monthly(workshop: Workshop, worker: Worker, today: date) -> tuple[int | None, Words]:
    kind = PayKind(worker.pay)
    if kind is PayKind.MONTHLY:
        return worker.monthly_rate, _("Upah bulanannya.")
    days = len(workshop.working_days)
    by_day = monthly_from_days(worker.daily_rate, days, today) if kind.by_day else 0
    if by_day is None:
        return None, _("Hari kerja seminggu bukan 5 atau 6, jadi upah sebulan tidak dapat dihitung.")
    if not kind.by_piece:
        return by_day, _("Upah harian dikali hari kerja sebulan, %(days)s hari kerja seminggu.", days=days)
    earned, minutes, basis = _pieces(workshop, worker, today)
    by_piece = monthly_from_hours(earned, minutes, today)
    if by_piece is None:
        return None, _("Belum ada hasil borongan dengan menit kerja dalam 90 hari, jadi belum dapat dihitung.")
    return by_piece + by_day, basis


def _pieces(workshop: Workshop, worker: Worker, today: date) -> tuple[int, int, Words]:
    """What was earned by the piece in the last 90 days and in how many minutes.

    Days that were marked tell the minutes best; without them, what the recipes say the work takes.
    """
    since = today - LOOKED_AT
    tallies = Tally.objects.filter(worker=worker, day__gte=since, undone_at=None, rate__gt=0)
    rows = tallies.values_list("rate", "rate_per").annotate(Sum("good_micro"), Sum("minutes_milli"))
    parts = [(Fraction(int(good) * rate, MICRO * per), int(minutes)) for rate, per, good, minutes in rows]
    earned = rounded(sum((amount for amount, __ in parts), Fraction(0)))
    worked = Attendance.objects.filter(worker=worker, day__gte=since)
    halves = worked.aggregate(sum=Sum("half_days"))["sum"] or 0
    if halves:
        minutes = halves * workshop.minutes_a_day // FULL_DAY
        return earned, minutes, _("Hasil borongan 90 hari dibagi jam hadir, dikali jam kerja sebulan.")
    minutes = sum(minutes for __, minutes in parts) // MILLI
    return earned, minutes, _("Hasil borongan 90 hari dibagi jam kerja menurut resep, dikali jam kerja sebulan.")
