"""Electricity, water, telephone and fuel per unit made: from the meter or the bill, month by month. Pure.

Used amounts and meters are thousandths of kWh, m³, GB or litres; money is whole rupiah; output millionths of a unit.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeVar

from guyub.kernel.errors import Problem
from guyub.kernel.words import Rupiah, Words, _

MICRO = 10**6
MONTHS_BEFORE = 6
JUMP = Fraction(1, 5)  # a change worth a word
CAUSE = Fraction(1, 10)  # a change that explains another
NAMES = {
    "electricity": _("Listrik"),
    "water": _("Air"),
    "telephone": _("Telepon"),
    "fuel": _("Bahan bakar"),
}
UNITS = {"electricity": "kWh", "water": "m³", "telephone": "GB", "fuel": "liter"}
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was noted of a month: the used amount where it was said, the meter at the end, the bill."""

    month: date
    used: int | None = None
    meter: int | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Usual:
    """Several months before, taken together."""

    months: int = 0
    units: Fraction = Fraction(0)  # a month
    cost: Fraction | None = None  # rupiah a unit made
    used: Fraction | None = None  # thousandths a unit made
    price: Fraction | None = None  # rupiah for a thousandth of what was used


@dataclass(frozen=True, slots=True)
class MonthUse:
    """One month: what was used and paid, what was made, and how that was in the months before."""

    month: date
    used: int | None
    cost: int | None
    units: int
    usual: Usual = field(default_factory=Usual)

    @property
    def cost_a_unit(self) -> Fraction | None:
        """Rupiah a unit made."""
        return _part(self.cost, self.units)

    @property
    def used_a_unit(self) -> Fraction | None:
        """Thousandths a unit made."""
        return _part(self.used, self.units)

    @property
    def price(self) -> Fraction | None:
        """Rupiah for a thousandth of what was used."""
        return Fraction(self.cost, self.used) if self.cost is not None and self.used else None

    @property
    def change(self) -> Fraction | None:
        """Of the cost a unit against the months before, 0.2 for a fifth more; of the amount where no cost is known."""
        by_cost = _change(self.cost_a_unit, self.usual.cost)
        return by_cost if by_cost is not None else _change(self.used_a_unit, self.usual.used)


def used_of(reading: Reading, before: Reading | None) -> int | None:
    """What was used in the month: as said, else by the meter against the month before; None when nothing tells."""
    if reading.used is not None:
        return reading.used
    if reading.meter is None or before is None or before.meter is None or reading.meter < before.meter:
        return None
    return reading.meter - before.meter


def check_reading(new: Reading, before: Reading | None, after: Reading | None) -> None:
    """Raise Problem when nothing is said, or when a meter went back: then the amount used has to be said."""
    if new.used is None and new.meter is None and new.cost is None:
        raise Problem(_("Isi angka meteran, jumlah pemakaian, atau tagihannya."), "meter")
    if new.used is None and new.meter is not None and before and before.meter is not None and new.meter < before.meter:
        words = _(
            "Angka meteran lebih kecil dari bulan sebelumnya (%(before)s). Kalau meterannya diganti atau kembali ke "
            "nol, tulis juga jumlah pemakaiannya.",
            before=Fraction(before.meter, 1000),
        )
        raise Problem(words, "used")
    if new.meter is not None and after and after.used is None and after.meter is not None and after.meter < new.meter:
        words = _("Angka meteran lebih besar dari bulan sesudahnya (%(after)s).", after=Fraction(after.meter, 1000))
        raise Problem(words, "meter")


def months_of(readings: Mapping[date, Reading], months: Sequence[date], units: Mapping[date, int]) -> list[MonthUse]:
    """Each of these months, one after the other, beside up to six of them before it that have a figure."""
    found: list[MonthUse] = []
    for at, month in enumerate(months):
        reading = readings.get(month, Reading(month))
        before = readings.get(months[at - 1]) if at else None
        earlier = [each for each in found if each.units and not (each.cost is None and each.used is None)]
        usual = _usual(earlier[-MONTHS_BEFORE:])
        found.append(MonthUse(month, used_of(reading, before), reading.cost, units.get(month, 0), usual))
    return found


def _usual(months: Sequence[MonthUse]) -> Usual:
    costs = [(each.cost, each.units) for each in months if each.cost is not None]
    used = [(each.used, each.units) for each in months if each.used is not None]
    both = [(each.cost, each.used) for each in months if each.cost is not None and each.used]
    return Usual(
        months=len(months),
        units=Fraction(sum(each.units for each in months), len(months)) if months else Fraction(0),
        cost=_part_of_all(costs),
        used=_part_of_all(used),
        price=Fraction(sum(cost for cost, __ in both), sum(amount for __, amount in both)) if both else None,
    )


def _part(amount: int | None, units: int) -> Fraction | None:
    return Fraction(amount * MICRO, units) if amount is not None and units > 0 else None


def _part_of_all(months: Sequence[tuple[int, int]]) -> Fraction | None:
    return _part(sum(amount for amount, __ in months), sum(units for __, units in months)) if months else None


def _change(now: Fraction | None, usual: Fraction | None) -> Fraction | None:
    return now / usual - 1 if now is not None and usual else None


def jump(use: MonthUse, kind: str) -> Words | None:
    """What to say about a month in which a unit cost a fifth more, or less, than before; None for an ordinary one."""
    change = use.change
    if change is None or abs(change) < JUMP:
        return None
    name, percent, months = NAMES[kind], round(abs(change) * 100), use.usual.months
    if change < 0:
        return _(
            "%(name)s per buah turun %(percent)s %% dari rata-rata %(months)s bulan sebelumnya.",
            name=name,
            percent=percent,
            months=months,
        )
    return _(
        "%(name)s per buah naik %(percent)s %% dari rata-rata %(months)s bulan sebelumnya. %(why)s",
        name=name,
        percent=percent,
        months=months,
        why=_why(use, kind),
    )


def _why(use: MonthUse, kind: str) -> Words:
    """The likeliest cause: less was made, the price went up, or more was used for each unit."""
    fewer = _change(Fraction(use.units), use.usual.units)
    if fewer is not None and fewer <= -JUMP:
        return _("Hasilnya lebih sedikit dari biasanya, jadi yang tetap terpakai dibagi ke lebih sedikit barang.")
    dearer = _change(use.price, use.usual.price)
    if dearer is not None and dearer >= CAUSE:
        return _("Harga per %(unit)s naik %(percent)s %%.", unit=Words(UNITS[kind]), percent=round(dearer * 100))
    more = _change(use.used_a_unit, use.usual.used)
    if more is not None and more >= CAUSE:
        return _("Pemakaian per buah bertambah. Periksa alat yang menyala terus, bocor, atau perlu dirawat.")
    return _("Cocokkan lagi angkanya dengan tagihan.")


@dataclass(frozen=True, slots=True)
class ProductShare:
    """A product's part of a month's bill: rupiah, and rupiah a unit made."""

    cost: int
    units: int

    @property
    def a_unit(self) -> Fraction | None:
        return _part(self.cost, self.units)


def shares_of(cost: int, made: Mapping[Key, tuple[int, int]]) -> dict[Key, ProductShare]:
    """A bill shared among products by the minutes of work in them, by units where no recipe says minutes.

    `made`: (millionths of a unit, minutes). Whole rupiah that add up to the bill; the last by the largest remainder.
    """
    by_minutes = all(minutes > 0 for __, minutes in made.values())
    weights = {key: minutes if by_minutes else units for key, (units, minutes) in made.items()}
    whole = sum(weights.values())
    if not whole:
        return {}
    parts = {key: cost * weight // whole for key, weight in weights.items()}
    left = cost - sum(parts.values())
    for key in sorted(weights, key=lambda each: -(cost * weights[each] % whole))[:left]:
        parts[key] += 1
    return {key: ProductShare(parts[key], made[key][0]) for key in made}


def proposed_cost(booked: int, others: int) -> int | None:
    """What the books suggest as the bill: all that was booked in the month, less the bills of other kinds. Rupiah."""
    left = booked - others
    return left if left > 0 else None


def said_cost(amount: int) -> Words:
    """The suggestion in words."""
    return _("Menurut buku, listrik, air, dan pulsa bulan itu tinggal %(amount)s.", amount=Rupiah(amount))
