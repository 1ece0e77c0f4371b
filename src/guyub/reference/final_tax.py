"""The final income tax of small firms (PPh final), by the rule in force in each month. Pure.

What each row rests on stands in it: `confidence` is A for an official text that was read, B for a secondary source
that quotes the article, C for sources that disagree, M for common knowledge whose text was not read. A revision of
PP 55/2022 was drafted in October 2025 (no limit in years for individuals and one-person PT). Whether it was issued is
not known, so it is not a row here; when it is, add one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from guyub.kernel.words import Rupiah, Words, _

INDIVIDUAL = "individual"
FORMS = (INDIVIDUAL, "cooperative", "cv", "firma", "bumdes", "one-person-pt", "pt")
FORM_NAMES: Mapping[str, Words] = MappingProxyType(
    {
        INDIVIDUAL: _("Orang pribadi"),
        "cooperative": _("Koperasi"),
        "cv": _("CV"),
        "firma": _("Firma"),
        "bumdes": _("BUM Desa"),
        "one-person-pt": _("PT perorangan"),
        "pt": _("PT"),
    }
)


@dataclass(frozen=True, slots=True)
class FinalTaxRule:
    """One rule, from `since` to `until`. Rupiah; `rate` of gross turnover.

    `ceiling`: turnover in a tax year up to which a taxpayer may use it the year after. `free_slice`: the part of a
    tax year's turnover on which an individual pays nothing. `years`: for how many tax years each form of taxpayer may
    use it, None for ever; a form that is not named may not.
    """

    name: str
    since: date
    until: date | None
    rate: Fraction
    ceiling: int
    free_slice: int
    years: Mapping[str, int | None]
    source: str
    confidence: str
    checked: date


_CHECKED = date(2026, 11, 21)
_CEILING = 4_800_000_000
_YEARS_2018: dict[str, int | None] = {INDIVIDUAL: 7, "cooperative": 4, "cv": 4, "firma": 4, "pt": 3}
RULES = (
    FinalTaxRule(
        name="PP 46/2013",
        since=date(2013, 7, 1),
        until=date(2018, 6, 30),
        rate=Fraction(1, 100),
        ceiling=_CEILING,
        free_slice=0,
        years=MappingProxyType(dict.fromkeys(FORMS)),
        source="PP 46/2013",
        confidence="M",
        checked=_CHECKED,
    ),
    FinalTaxRule(
        name="PP 23/2018",
        since=date(2018, 7, 1),
        until=date(2021, 12, 31),
        rate=Fraction(5, 1000),
        ceiling=_CEILING,
        free_slice=0,
        years=MappingProxyType(_YEARS_2018),
        source="PP 23/2018; https://partnerindo.id/penghitungan-jangka-waktu-pph-final-setelah-berlakunya-pp-55-2022/",
        confidence="B",
        checked=_CHECKED,
    ),
    FinalTaxRule(
        name="PP 55/2022",
        since=date(2022, 1, 1),
        until=None,
        rate=Fraction(5, 1000),
        ceiling=_CEILING,
        free_slice=500_000_000,
        years=MappingProxyType({**_YEARS_2018, "bumdes": 4, "one-person-pt": 4}),
        source="UU 7/2021 art. 7(2a), PP 55/2022 art. 56-60, 69;"
        " https://news.ddtc.co.id/berita/nasional/44453/pp-552022-pemerintah-atur-batas-omzet-rp500-juta-tidak-kena-pajak",
        confidence="B",
        checked=_CHECKED,
    ),
)


class How(StrEnum):
    """How a month is taxed."""

    TAXED = "taxed"
    FREE = "free"  # all of it lies within an individual's free slice, or nothing was sold
    PAST_YEARS = "past-years"  # the ordinary tax applies: the years of the final tax are used up
    PAST_CEILING = "past-ceiling"  # the ordinary tax applies: last year's turnover was above the ceiling
    NO_RULE = "no-rule"  # no rule for this form of taxpayer in this month


@dataclass(frozen=True, slots=True)
class TaxMonth:
    """The tax of one month. Rupiah.

    `running` is the turnover of the tax year up to and with this month, `taxed` the part of this month's that is
    taxed, `tax` None where the final tax does not apply. `due` is the 15th of the next month, `pay_by` the same or,
    when that is a Saturday or Sunday, the Monday after. `over_ceiling`: the year's turnover has passed the ceiling by
    now; the rate stays until the tax year ends.
    """

    month: date
    turnover: int
    running: int
    taxed: int
    tax: int | None
    how: How
    rule: FinalTaxRule | None
    due: date
    pay_by: date
    over_ceiling: bool
    free_used: int
    free_slice: int

    @property
    def words(self) -> Words:
        """Why this month is taxed as it is."""
        return _WORDS[self.how](self)


def rule_on(day: date) -> FinalTaxRule | None:
    """The rule in force on a day."""
    return next((rule for rule in RULES if rule.since <= day and (rule.until is None or day <= rule.until)), None)


def last_year(taxpayer: str, first_year: int) -> int | None:
    """The last tax year in which a taxpayer of this form, under the final tax since `first_year`, may use it.

    Years count from the year in which a rule first limited that form (2018; village enterprises and one-person PT:
    2022), or from `first_year` if later; what was used under PP 23/2018 counts (PP 55/2022, articles 59 and 69).
    None when no rule limits it. Raises ValueError for a form that is not known.
    """
    if taxpayer not in FORMS:
        raise ValueError(f"not a form of taxpayer: {taxpayer}")
    limits = [(rule.since.year, rule.years[taxpayer]) for rule in RULES if rule.years.get(taxpayer)]
    if not limits:
        return None
    years = limits[-1][1] or 0
    return max(first_year, limits[0][0]) + years - 1


def final_tax(turnover: Mapping[date, int], taxpayer: str, first_year: int | None) -> tuple[TaxMonth, ...]:
    """The tax of each month in `turnover` (its first day: gross turnover before discounts, less returns), in order.

    A month that is not named had none. `first_year` is the taxpayer's first tax year under the final tax; without it
    the limit in years cannot be judged and is taken as not reached. Tax is rounded down to whole rupiah each month
    (taxes are paid in whole rupiah, broken ones are dropped: general rule of payment, confidence M). A month whose
    returns exceed its sales pays nothing and lessens what the next months of the year are taxed on.
    """
    last = last_year(taxpayer, first_year) if first_year is not None else None
    by_year: dict[int, dict[date, int]] = {}
    for month in sorted(turnover):
        by_year.setdefault(month.year, {})[month] = turnover[month]
    sums = {year: sum(months.values()) for year, months in by_year.items()}
    found: list[TaxMonth] = []
    for year, months in by_year.items():
        used_up = last is not None and year > last
        found += _year(months, taxpayer, used_up, sums.get(year - 1, 0))
    return tuple(found)


def _year(months: Mapping[date, int], taxpayer: str, used_up: bool, year_before: int) -> list[TaxMonth]:
    found: list[TaxMonth] = []
    running = taxed_before = 0
    for month, turnover in months.items():
        rule = rule_on(month)
        running += turnover
        how = _ordinary(rule, taxpayer, used_up, year_before)
        free = rule.free_slice if rule and taxpayer == INDIVIDUAL else 0
        part = max(0, running - free - taxed_before)
        taxed_before += part
        taxed = 0 if how else part
        due = due_day(month)
        found.append(
            TaxMonth(
                month=month,
                turnover=turnover,
                running=running,
                taxed=taxed,
                tax=None if how or rule is None else int(rule.rate * taxed),
                how=how or (How.TAXED if taxed else How.FREE),
                rule=rule,
                due=due,
                pay_by=next_weekday(due),
                over_ceiling=rule is not None and running > rule.ceiling,
                free_used=min(max(running, 0), free),
                free_slice=free,
            )
        )
    return found


def _ordinary(rule: FinalTaxRule | None, taxpayer: str, used_up: bool, year_before: int) -> How | None:
    """Why the final tax does not apply, or None when it does."""
    if rule is None or taxpayer not in rule.years:
        return How.NO_RULE
    if used_up and rule.years[taxpayer] is not None:
        return How.PAST_YEARS
    return How.PAST_CEILING if year_before > rule.ceiling else None


def due_day(month: date) -> date:
    """The 15th of the month after `month`, by which its tax is to be paid (confidence M)."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 15)


def next_weekday(day: date) -> date:
    """`day`, or the Monday after when it is a Saturday or Sunday.

    A due day that is a holiday moves to the next working day (PMK 242/2014, confidence M). Holidays within the week
    are not known here.
    """
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _taxed(month: TaxMonth) -> Words:
    rate = month.rule.rate * 100 if month.rule else 0
    if month.free_slice and month.taxed < month.turnover:
        return _(
            "%(rate)s %% dari %(taxed)s, bagian omzet di atas %(free)s setahun.",
            rate=rate,
            taxed=Rupiah(month.taxed),
            free=Rupiah(month.free_slice),
        )
    return _("%(rate)s %% dari omzet %(taxed)s.", rate=rate, taxed=Rupiah(month.taxed))


def _free(month: TaxMonth) -> Words:
    if month.turnover <= 0:
        return _("Tidak ada omzet yang kena pajak.")
    return _("Omzet setahun belum lewat %(free)s, jadi belum kena pajak.", free=Rupiah(month.free_slice))


_WORDS: Mapping[How, Callable[[TaxMonth], Words]] = {
    How.TAXED: _taxed,
    How.FREE: _free,
    How.PAST_YEARS: lambda month: _(
        "Masa pajak final sudah habis sebelum tahun ini. Yang berlaku pajak biasa atas laba; "
        "Guyub tidak menghitungnya. Mohon tanyakan ke kantor pajak."
    ),
    How.PAST_CEILING: lambda month: _(
        "Omzet tahun sebelumnya di atas %(ceiling)s. Yang berlaku pajak biasa atas laba; Guyub tidak menghitungnya. "
        "Mohon tanyakan ke kantor pajak.",
        ceiling=Rupiah(month.rule.ceiling if month.rule else 0),
    ),
    How.NO_RULE: lambda month: _(
        "Untuk bulan ini Guyub tidak mengenal aturan pajak final bagi bentuk usaha ini. Mohon tanyakan ke kantor pajak."
    ),
}
