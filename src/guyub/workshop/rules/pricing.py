"""At what price to sell, beside its cost, what was agreed and what others ask; and what a machine hour costs. Pure.

The margin is what is earned on top of the cost: 25 % on a cost of Rp 40.000 asks for Rp 50.000.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from guyub.kernel.errors import Problem
from guyub.kernel.measures import round_half_up
from guyub.kernel.words import Rupiah, Words, _
from guyub.workshop.rules.costing import share_out

# Prices up to so many rupiah are asked in steps of so many.
_STEPS = ((1_000, 50), (5_000, 100), (50_000, 500))
_LARGE_STEP = 1_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Rupiah a unit: asked now, agreed as the lowest, asked by others. None where nobody said."""

    price: int | None = None
    floor: int | None = None
    market: int | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to ask, and what the price of now earns: rupiah a unit, and that as a share of the cost."""

    advised: int
    profit: int | None
    margin: Fraction | None
    warnings: tuple[Words, ...]


def friendly(price: Fraction) -> int:
    """The next price at which people sell: a step of 50, 100, 500 or 1.000 rupiah, never below `price`."""
    step = next((step for most, step in _STEPS if price <= most), _LARGE_STEP)
    return -(-price // step) * step


def advise(cost: Fraction, margin_percent: int, prices: Prices, unit: str) -> Advice:
    """Price advice for something that costs `cost` rupiah a `unit`. `cost` is above zero."""
    advised = friendly(cost * (100 + margin_percent) / 100)
    if prices.floor is not None:
        advised = max(advised, prices.floor)
    shown = round_half_up(cost)
    profit = None if prices.price is None else prices.price - shown
    margin = None if prices.price is None else (prices.price - cost) / cost
    return Advice(advised, profit, margin, tuple(_warnings(shown, advised, prices, unit)))


def _warnings(cost: int, advised: int, prices: Prices, unit: str) -> Iterator[Words]:
    price, floor, market = prices.price, prices.floor, prices.market
    if price is not None and price < cost:
        yield _(
            "Harga %(price)s di bawah biaya %(cost)s: tiap %(unit)s rugi %(loss)s.",
            price=Rupiah(price),
            cost=Rupiah(cost),
            unit=Words(unit),
            loss=Rupiah(cost - price),
        )
    if price is not None and floor is not None and price < floor:
        yield _("Harga %(price)s di bawah batas yang disepakati, %(floor)s.", price=Rupiah(price), floor=Rupiah(floor))
    if price is not None and market is not None and price > market:
        yield _(
            "Harga %(price)s di atas harga pasar %(market)s: pembeli bisa pindah.",
            price=Rupiah(price),
            market=Rupiah(market),
        )
    if market is not None and market < cost:
        yield _(
            "Harga pasar %(market)s tidak menutup biaya %(cost)s: tekan biayanya, atau buat barang yang berbeda.",
            market=Rupiah(market),
            cost=Rupiah(cost),
        )
    elif market is not None and market < advised:
        yield _(
            "Dengan harga pasar %(market)s margin yang diinginkan belum tercapai: untungnya %(profit)s per %(unit)s.",
            market=Rupiah(market),
            profit=Rupiah(market - cost),
            unit=Words(unit),
        )


def overhead_rate(budgeted: Fraction | int, hours: Fraction | int) -> Fraction:
    """Money for each machine hour: what is budgeted for a time, over the machine hours of it. Raises Problem."""
    if hours <= 0:
        raise Problem(_("Isi jam jalannya, lebih dari nol."), "hours")
    return Fraction(budgeted) / Fraction(hours)


@dataclass(frozen=True, slots=True)
class Running:
    """What is known of running a machine. Money in rupiah.

    `kilowatts` it draws, at `tariff` a kWh; bought for `price`, worth `left` after `months`; it runs `hours` a month,
    and `care` a month goes for repairs, oil and needles.
    """

    kilowatts: Fraction = Fraction(0)
    tariff: Fraction = Fraction(0)
    price: int = 0
    months: int = 0
    hours: Fraction = Fraction(0)
    care: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class MachineHour:
    """What an hour costs, by what it is for."""

    power: Fraction
    wear: Fraction
    care: Fraction

    @property
    def cost(self) -> int:
        """Whole rupiah an hour."""
        return round_half_up(self.power + self.wear + self.care)

    @property
    def shown(self) -> list[int]:
        """Power, wear and care in whole rupiah that add up to the cost."""
        return share_out(self.cost, [self.power, self.wear, self.care])


def machine_hour(running: Running) -> MachineHour:
    """What an hour of a machine costs: power, wear and care. Raises Problem at `hours`, `months` or `left`."""
    if running.price and running.months <= 0:
        raise Problem(_("Isi berapa bulan mesin ini tahan."), "months")
    if running.left > running.price:
        raise Problem(_("Nilai sisanya lebih besar dari harga belinya."), "left")
    wear = Fraction(running.price - running.left, running.months) if running.months else Fraction(0)
    return MachineHour(
        running.kilowatts * running.tariff,
        overhead_rate(wear, running.hours),
        overhead_rate(running.care, running.hours),
    )
