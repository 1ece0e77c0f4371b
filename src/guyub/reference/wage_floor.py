"""Below which wage a firm may not go: its size class, the rule of the day, and the floor. Pure.

Confidence letters are those of `final_tax`. The figures of a province are published each year and are entered, never
known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil
from types import MappingProxyType
from typing import TypeVar

from guyub.kernel.words import Rupiah, Words, _

_CHECKED = date(2026, 11, 21)
_BILLION = 10**9
_JOB_CREATION = date(2021, 2, 2)  # the day of PP 7, 35 and 36/2021
_EVE = date(2021, 2, 1)


class SizeClass(StrEnum):
    """How large a firm is by law."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


SIZE_NAMES: Mapping[SizeClass, Words] = MappingProxyType(
    {
        SizeClass.MICRO: _("Usaha mikro"),
        SizeClass.SMALL: _("Usaha kecil"),
        SizeClass.MEDIUM: _("Usaha menengah"),
        SizeClass.LARGE: _("Usaha besar"),
    }
)


@dataclass(frozen=True, slots=True)
class SizeRule:
    """One rule, from `since` to `until`: the most sales in a year, in rupiah, of each class below large."""

    name: str
    since: date
    until: date | None
    most_sales: Mapping[SizeClass, int]
    source: str
    confidence: str
    checked: date


@dataclass(frozen=True, slots=True)
class FloorRule:
    """One rule, from `since` to `until`.

    Firms of the classes in `exempt` owe no minimum wage, but at least `consumption_share` of the province's average
    consumption a head and `poverty_multiple` of its poverty line, both a month.
    """

    name: str
    since: date
    until: date | None
    exempt: frozenset[SizeClass]
    consumption_share: Fraction
    poverty_multiple: Fraction
    source: str
    confidence: str
    checked: date


@dataclass(frozen=True, slots=True)
class MonthRule:
    """One rule, from `since` to `until`: how many hours, or days by the working days of a week, make up a month."""

    name: str
    since: date
    until: date | None
    hours: int
    days: Mapping[int, int]
    source: str
    confidence: str
    checked: date


SIZE_RULES = (
    SizeRule(
        name="UU 20/2008",
        since=date(2008, 7, 4),
        until=_EVE,
        most_sales=MappingProxyType(
            {SizeClass.MICRO: 300_000_000, SizeClass.SMALL: 2_500_000_000, SizeClass.MEDIUM: 50 * _BILLION}
        ),
        source="UU 20/2008 art. 6; https://123dok.com/id/docs/"
        "penyusunan-laporan-keuangan-berbantuan-aplikasi-accessories-indralaya-repository.11334493",
        confidence="B",
        checked=_CHECKED,
    ),
    SizeRule(
        name="PP 7/2021",
        since=_JOB_CREATION,
        until=None,
        most_sales=MappingProxyType(
            {SizeClass.MICRO: 2 * _BILLION, SizeClass.SMALL: 15 * _BILLION, SizeClass.MEDIUM: 50 * _BILLION}
        ),
        source="PP 7/2021 art. 35(5); https://news.ddtc.co.id/berita/nasional/27949/"
        "jokowi-resmi-membarui-kriteria-umkm-begini-perinciannya",
        confidence="B",
        checked=_CHECKED,
    ),
)
FLOOR_RULES = (
    FloorRule(
        name="UU 13/2003",
        since=date(2003, 3, 25),
        until=_EVE,
        exempt=frozenset(),
        consumption_share=Fraction(0),
        poverty_multiple=Fraction(0),
        source="UU 13/2003 art. 90",
        confidence="M",
        checked=_CHECKED,
    ),
    FloorRule(
        name="PP 36/2021",
        since=_JOB_CREATION,
        until=None,
        exempt=frozenset({SizeClass.MICRO, SizeClass.SMALL}),
        consumption_share=Fraction(1, 2),
        poverty_multiple=Fraction(5, 4),
        source="PP 36/2021 art. 36-38; https://finance.detik.com/berita-ekonomi-bisnis/d-5400174/"
        "ump-tak-berlaku-untuk-usaha-mikro-kecil-asal?tag_from=news_beritaTerkait",
        confidence="B",
        checked=_CHECKED,
    ),
)
_DAYS = MappingProxyType({6: 25, 5: 21})
MONTH_RULES = (
    MonthRule(
        name="Kepmenakertrans 102/2004",
        since=date(2004, 6, 25),
        until=_EVE,
        hours=173,
        days=_DAYS,
        source="Kepmenakertrans KEP.102/MEN/VI/2004 art. 8, 10",
        confidence="M",
        checked=_CHECKED,
    ),
    MonthRule(
        name="PP 35/2021",
        since=_JOB_CREATION,
        until=None,
        hours=173,
        days=_DAYS,
        source="PP 35/2021 art. 32(2), 33(1); http://online.flipbuilder.com/gxlsw/nhla/files/basic-html/page20.html",
        confidence="A",
        checked=_CHECKED,
    ),
)


class Figure(StrEnum):
    """A figure that the owner enters."""

    CONSUMPTION = "consumption"
    POVERTY_LINE = "poverty-line"
    MINIMUM_WAGE = "minimum-wage"


FIGURE_NAMES: Mapping[Figure, Words] = MappingProxyType(
    {
        Figure.CONSUMPTION: _("rata-rata konsumsi per orang sebulan"),
        Figure.POVERTY_LINE: _("garis kemiskinan per orang sebulan"),
        Figure.MINIMUM_WAGE: _("upah minimum sebulan"),
    }
)


@dataclass(frozen=True, slots=True)
class ProvinceFigures:
    """Published figures of a province for a year, rupiah a month, None where not entered.

    `consumption` and `poverty_line` are per head. `minimum_wage` is that of the place: of the regency or city (UMK)
    where one is set, else of the province (UMP).
    """

    province: str
    year: int
    consumption: int | None = None
    poverty_line: int | None = None
    minimum_wage: int | None = None


class Basis(StrEnum):
    """Which floor holds."""

    MINIMUM_WAGE = "minimum-wage"
    AGREED = "agreed"  # what both agree on, from a floor by consumption and poverty line
    UNKNOWN = "unknown"  # no rule for that day, or the size is not known and matters


@dataclass(frozen=True, slots=True)
class Floor:
    """The least wage a month. Rupiah, rounded up.

    `amount` is None while a figure is `missing`; `at_least` is the part of it that is known, 0 when nothing is.
    `old`: the figures are of a year too far back for the day, two years for those of the statistics office, one for
    the minimum wage.
    """

    basis: Basis
    rule: FloorRule | None
    size: SizeClass | None
    amount: int | None
    at_least: int
    missing: tuple[Figure, ...]
    figures: ProvinceFigures
    old: bool

    @property
    def words(self) -> Words:
        """Which rule holds, and the floor or what is missing for it."""
        if self.basis is Basis.UNKNOWN:
            return _UNKNOWN if self.rule else _NO_RULE
        if self.amount is None:
            return _("%(rule)s Belum diisi: %(what)s.", rule=_RULES[self.basis], what=_listed(self.missing))
        return _(
            "%(rule)s Di %(province)s, menurut angka tahun %(year)s: %(floor)s sebulan.",
            rule=_RULES[self.basis],
            province=self.figures.province,
            year=str(self.figures.year),
            floor=Rupiah(self.amount),
        )


class Standing(StrEnum):
    """Where a wage stands against a floor."""

    MET = "met"
    BELOW = "below"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A wage a month against a floor. `short` is what is lacking in rupiah a month, at least; 0 unless below."""

    standing: Standing
    monthly: int
    short: int
    floor: Floor

    @property
    def words(self) -> Words:
        """How the wage stands, without the rule, which is in the floor's words."""
        if self.standing is Standing.MET:
            return _("%(wage)s sebulan, sudah memenuhi batas.", wage=Rupiah(self.monthly))
        if self.standing is Standing.BELOW:
            return _(
                "%(wage)s sebulan, kurang %(short)s dari batas.", wage=Rupiah(self.monthly), short=Rupiah(self.short)
            )
        return _("%(wage)s sebulan. Belum dapat dibandingkan.", wage=Rupiah(self.monthly))


_Rule = TypeVar("_Rule", SizeRule, FloorRule, MonthRule)


def _on(rules: Sequence[_Rule], day: date) -> _Rule | None:
    return next((rule for rule in rules if rule.since <= day and (rule.until is None or day <= rule.until)), None)


def size_class(yearly_sales: int, day: date) -> SizeClass | None:
    """The class of an existing firm by its sales in a year, in rupiah; None before the first rule.

    Capital, which counts for a firm that is being founded, and assets, the other test of UU 20/2008, are not asked.
    """
    rule = _on(SIZE_RULES, day)
    if rule is None:
        return None
    return next((size for size, most in rule.most_sales.items() if yearly_sales <= most), SizeClass.LARGE)


def wage_floor(day: date, size: SizeClass | None, figures: ProvinceFigures) -> Floor:
    """The floor for a firm of `size` (None: not known) on `day`, from the figures entered for its place."""
    rule = _on(FLOOR_RULES, day)
    if rule is None or (size is None and rule.exempt):
        return Floor(Basis.UNKNOWN, rule, size, None, 0, (), figures, old=False)
    basis = Basis.AGREED if size in rule.exempt else Basis.MINIMUM_WAGE
    parts = _parts(rule, basis, figures)
    missing = tuple(figure for figure, part in parts.items() if part is None)
    at_least = max(0, *(part or 0 for part in parts.values()))
    kept_for = 0 if basis is Basis.MINIMUM_WAGE else 1
    old = figures.year < day.year - kept_for
    return Floor(basis, rule, size, None if missing else at_least, at_least, missing, figures, old)


def _parts(rule: FloorRule, basis: Basis, figures: ProvinceFigures) -> dict[Figure, int | None]:
    if basis is Basis.MINIMUM_WAGE:
        return {Figure.MINIMUM_WAGE: figures.minimum_wage}
    return {
        Figure.CONSUMPTION: _share(figures.consumption, rule.consumption_share),
        Figure.POVERTY_LINE: _share(figures.poverty_line, rule.poverty_multiple),
    }


def _share(figure: int | None, share: Fraction) -> int | None:
    return None if figure is None else ceil(figure * share)


def monthly_from_hours(earned: int, minutes: int, day: date) -> int | None:
    """What `earned` rupiah in so many minutes of work come to in a month; None without minutes or a rule."""
    rule = _on(MONTH_RULES, day)
    return None if rule is None or minutes <= 0 else _rounded(Fraction(earned * 60 * rule.hours, minutes))


def monthly_from_days(daily_rate: int, days_a_week: int, day: date) -> int | None:
    """What a daily wage comes to in a month of a week of 5 or 6 working days; None for any other, or without a rule."""
    rule = _on(MONTH_RULES, day)
    days = rule.days.get(days_a_week) if rule else None
    return None if days is None else daily_rate * days


def compare(monthly: int, floor: Floor) -> Comparison:
    """A wage a month against a floor. Below a part of the floor that is known is below, whatever else is missing."""
    if monthly < floor.at_least:
        return Comparison(Standing.BELOW, monthly, floor.at_least - monthly, floor)
    standing = Standing.UNKNOWN if floor.amount is None else Standing.MET
    return Comparison(standing, monthly, 0, floor)


def _rounded(amount: Fraction) -> int:
    return int((amount * 2 + 1) // 2)


def _listed(figures: Sequence[Figure]) -> Words:
    names = [FIGURE_NAMES[figure] for figure in figures]
    return names[0] if len(names) == 1 else _("%(one)s dan %(other)s", one=names[0], other=names[1])


_UNKNOWN = _("Isi dulu omzet setahun. Batas upah usaha mikro dan kecil lain dari usaha menengah dan besar.")
_NO_RULE = _("Untuk hari ini Guyub tidak mengenal aturan batas upah.")
_RULES: Mapping[Basis, Words] = MappingProxyType(
    {
        Basis.MINIMUM_WAGE: _("Berlaku upah minimum daerah."),
        Basis.AGREED: _(
            "Upah usaha mikro dan kecil menurut kesepakatan, paling sedikit setengah rata-rata konsumsi "
            "dan seperempat di atas garis kemiskinan provinsi."
        ),
    }
)
