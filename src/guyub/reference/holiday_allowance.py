"""The religious holiday allowance (THR keagamaan) of one worker, by the rule in force on the feast. Pure.

Confidence letters are those of `final_tax`. The days of the feasts are not kept here: most follow the moon and are
fixed year by year, so the owner enters the feast.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from guyub.kernel.words import Days, Rupiah, Words, _

YEAR = 12


@dataclass(frozen=True, slots=True)
class AllowanceRule:
    """One rule, for feasts from `since` to `until`.

    `least_months`: full months of service from which there is an allowance. `full_months`: from which it is a whole
    month's wage; below, that share of it. `averaged`: how many months before the feast a wage by the piece or by the
    day is averaged over. `days_before`: how long before the feast it is to be paid, in full.
    """

    name: str
    since: date
    until: date | None
    least_months: int
    full_months: int
    averaged: int
    days_before: int
    source: str
    confidence: str
    checked: date


RULES = (
    AllowanceRule(
        name="Permenaker 6/2016",
        since=date(2016, 3, 8),
        until=None,
        least_months=1,
        full_months=12,
        averaged=12,
        days_before=7,
        source="Permenaker 6/2016 art. 2-5;"
        " https://economy.okezone.com/amp/2024/03/19/320/2985146/ini-syarat-pekerja-yang-dapat-thr-lebaran-2024?page=2;"
        " https://ternate.tribunnews.com/amp/2022/04/22/dpd-spn-maluku-utara-siapkan-posko-pengaduan-thr-bagi-pekerja-"
        "arman-silahkan-hubungi-kami?page=2; in force since 8 March 2016:"
        " https://rmol.id/nusantara/read/2016/04/21/244030/pemerintah-awasi-pembayaran-thr",
        confidence="B",
        checked=date(2026, 11, 21),
    ),
)


class How(StrEnum):
    """How an allowance comes about."""

    FULL = "full"
    SHARE = "share"  # months of service in twelve
    TOO_SHORT = "too-short"  # nothing is due yet
    NO_WAGE = "no-wage"  # due, but no wage is known to reckon it from
    NO_RULE = "no-rule"


@dataclass(frozen=True, slots=True)
class Allowance:
    """The allowance of one worker for one feast. Rupiah.

    `amount` is the least that is due, None where it cannot be told; rounded once, half a rupiah up.
    `one_month_wage` is rounded only to be shown. `basis` says how that wage was found, `words` why the amount is what
    it is. `missing`: months of service within the average for which no wage was given, and which do not count in it.
    """

    amount: int | None
    how: How
    months_of_service: int
    one_month_wage: int | None
    basis: Words
    due: date | None
    rule: AllowanceRule | None
    missing: tuple[date, ...] = ()

    @property
    def words(self) -> Words:
        """Why the amount is what it is."""
        return _WORDS[self.how](self)


def rule_on(feast: date) -> AllowanceRule | None:
    """The rule in force on a feast."""
    return next((rule for rule in RULES if rule.since <= feast and (rule.until is None or feast <= rule.until)), None)


def months_of_service(since: date, feast: date) -> int:
    """Full months from the day work began to the feast; none when it begins after.

    A month is full on the same day of a later month, or on that month's last day when it has no such day: begun on
    31 January, the first is full on the last of February (confidence M, the rule does not say).
    """
    last_day = monthrange(feast.year, feast.month)[1]
    broken = feast.day < min(since.day, last_day)
    return max(0, (feast.year - since.year) * YEAR + feast.month - since.month - broken)


def allowance(feast: date, since: date, monthly_wage: int | None, earned: Mapping[date, int]) -> Allowance:
    """The allowance for `feast` of a worker who began on `since`.

    `monthly_wage`: for a worker paid by the month, with fixed allowances. Without it the wage is the average of what
    was `earned` (first day of a month: rupiah) in the twelve months before the feast's month. A month that is not
    named is not known and does not count; name a month without work with 0, and it does. The broken month in which
    work began counts only when no whole month does, and is then brought up to a whole one by its days (confidence M
    for both: the rule speaks of the average a month, not of broken ones).
    """
    rule = rule_on(feast)
    months = months_of_service(since, feast)
    if rule is None:
        return Allowance(None, How.NO_RULE, months, None, _NO_BASIS, None, None)
    due = feast - timedelta(days=rule.days_before)
    wage, basis, missing = _one_month(feast, since, monthly_wage, earned, rule.averaged)
    shown = None if wage is None else _rounded(wage)
    if months < rule.least_months:
        return Allowance(0, How.TOO_SHORT, months, shown, basis, due, rule)
    if wage is None:
        return Allowance(None, How.NO_WAGE, months, None, basis, due, rule, missing)
    share = Fraction(min(months, rule.full_months), rule.full_months)
    how = How.FULL if share == 1 else How.SHARE
    return Allowance(_rounded(wage * share), how, months, shown, basis, due, rule, missing)


_Found = tuple[Fraction | None, Words, tuple[date, ...]]


def _one_month(feast: date, since: date, monthly_wage: int | None, earned: Mapping[date, int], averaged: int) -> _Found:
    if monthly_wage is not None and monthly_wage > 0:
        return Fraction(monthly_wage), _("Upah sebulan %(wage)s.", wage=Rupiah(monthly_wage)), ()
    window = [_months_before(feast, back) for back in range(averaged, 0, -1)]
    whole = [month for month in window if month >= since]
    named = [month for month in whole if month in earned]
    missing = tuple(month for month in whole if month not in earned)
    total = sum(earned[month] for month in named)
    if named:
        return (Fraction(total, len(named)), _average(named), missing) if total > 0 else (None, _NO_BASIS, missing)
    begun = since.replace(day=1)
    if begun in window and earned.get(begun, 0) > 0:
        last = _last_of(begun)
        worked = last.day - since.day + 1
        basis = _("Upah %(days)s, dihitung menjadi sebulan penuh.", days=Days(since, last))
        return Fraction(earned[begun] * last.day, worked), basis, missing
    return None, _NO_BASIS, missing


def _average(named: list[date]) -> Words:
    return _(
        "Rata-rata upah %(months)s bulan dalam %(days)s.",
        months=len(named),
        days=Days(named[0], _last_of(named[-1])),
    )


def _months_before(day: date, back: int) -> date:
    months = day.year * YEAR + day.month - 1 - back
    return date(months // YEAR, months % YEAR + 1, 1)


def _last_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _rounded(amount: Fraction) -> int:
    return int((amount * 2 + 1) // 2)


_NO_BASIS = _("Upah sebelum hari raya belum tercatat.")

_WORDS: Mapping[How, Callable[[Allowance], Words]] = MappingProxyType(
    {
        How.FULL: lambda found: _(
            "Masa kerja %(months)s bulan, jadi THR satu bulan upah. Bayar penuh paling lambat %(due)s.",
            months=found.months_of_service,
            due=found.due,
        ),
        How.SHARE: lambda found: _(
            "Masa kerja %(months)s bulan, jadi THR %(months)s/%(full)s dari satu bulan upah. "
            "Bayar penuh paling lambat %(due)s.",
            months=found.months_of_service,
            full=found.rule.full_months if found.rule else YEAR,
            due=found.due,
        ),
        How.TOO_SHORT: lambda found: _(
            "Masa kerja belum %(least)s bulan, jadi belum ada THR.", least=found.rule.least_months if found.rule else 1
        ),
        How.NO_WAGE: lambda found: _(
            "THR wajib dibayar paling lambat %(due)s, tetapi upahnya belum tercatat. Mohon isi upah sebulan.",
            due=found.due,
        ),
        How.NO_RULE: lambda __: _("Untuk hari raya ini Guyub tidak mengenal aturan THR."),
    }
)
