"""The span of months that a statement is of, and what it is compared with. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guyub.books.rules.ledger import last_day, month_of, months_back
from guyub.kernel.errors import Problem
from guyub.kernel.words import Words, _

FIRST_MONTH = date(1990, 1, 1)
LONGEST = 600  # months


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months from that of `since` to that of `until`, both named by their first day."""

    since: date
    until: date

    @property
    def end(self) -> date:
        """The last day."""
        return last_day(self.until)

    @property
    def months(self) -> int:
        return (self.until.year - self.since.year) * 12 + self.until.month - self.since.month + 1

    @property
    def year(self) -> Span:
        """From January of the last month's year to the last month: what "this year" means in this span."""
        return Span(self.until.replace(month=1), self.until)

    @property
    def past(self) -> Span:
        """All years before that of the last month."""
        return Span(FIRST_MONTH, date(self.until.year - 1, 12, 1))

    @property
    def short(self) -> str:
        """The months in figures: 01/2026–11/2026."""
        first, last = f"{self.since:%m/%Y}", f"{self.until:%m/%Y}"
        return first if first == last else f"{first}–{last}"

    @property
    def words(self) -> Words:
        return _("%(since)s sampai %(until)s", since=self.since, until=self.end)

    def before(self) -> Span:
        """The span of the same length that ends just before this one."""
        return Span(months_back(self.since, self.months), months_back(self.since, 1))

    def year_ago(self) -> Span:
        """The same months of the year before."""
        return Span(months_back(self.since, 12), months_back(self.until, 12))


def span(since: date, until: date) -> Span:
    """The span of months from one day's to another's. Raises Problem at `until` when it ends before it begins."""
    found = Span(month_of(since), month_of(until))
    if found.months < 1:
        raise Problem(_("Bulan akhir tidak bisa sebelum bulan awal."), "sampai")
    if found.months > LONGEST:
        raise Problem(_("Paling lama %(most)s bulan sekaligus.", most=LONGEST), "sampai")
    return found


def month_from(text: str, field: str) -> date:
    """The month that `2026-11` names. Raises Problem at `field`."""
    try:
        month = date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        month = date.min
    if not FIRST_MONTH.year <= month.year <= 2100:
        raise Problem(_("Tulis bulan seperti 2026-11: tahun, lalu bulan."), field)
    return month


def usual(today: date, first: date | None) -> dict[str, Span]:
    """The spans people ask for most: this month, last month, this quarter, this year, last year when there is one."""
    this = month_of(today)
    quarter = this.replace(month=(this.month - 1) // 3 * 3 + 1)
    last_year = this.year - 1
    found = {
        "month": Span(this, this),
        "last-month": Span(months_back(this, 1), months_back(this, 1)),
        "quarter": Span(quarter, this),
        "year": Span(this.replace(month=1), this),
        "last-year": Span(date(last_year, 1, 1), date(last_year, 12, 1)),
    }
    return {name: each for name, each in found.items() if first is None or each.until >= month_of(first)}
