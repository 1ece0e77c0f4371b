"""How the workshop works, what its hours cost, and at what price it sells."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.sentra.rules import product_key
from guyub.workshop.actions.common import locked_for
from guyub.workshop.actions.machines import change_kind
from guyub.workshop.actions.recipes import renew_recipes
from guyub.workshop.models import Item, MachineKind, Product

DAY_MINUTES = 24 * 60
MOST_HOUR_COST = 10**7  # rupiah
MOST_LEAD_DAYS = 365
MOST_MARGIN = 1_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class NewSettings:
    """A workshop's settings; `working_days` are ISO days of the week, `14` for Monday and Thursday. Money in rupiah."""

    opens: time
    minutes_a_day: int
    working_days: str
    labour_hour_cost: int
    lead_days: int


@dataclass(frozen=True, slots=True)
class NewFigures:
    """What the wage floor is worked out from: sales of a year, and what is published for the province."""

    province: str = ""
    figures_year: int | None = None
    consumption: int | None = None
    poverty_line: int | None = None
    minimum_wage: int | None = None
    yearly_sales: int | None = None


@dataclass(frozen=True, slots=True)
class NewPrices:
    """What is said of a product besides its recipe. Prices in rupiah a unit; the margin in per cent of the cost."""

    name: str
    price: int | None = None
    market_price: int | None = None
    floor_price: int | None = None
    margin_percent: int = 25
    active: bool = True


@transaction.atomic
def save_settings(by: Person, enterprise: Enterprise, new: NewSettings, *, at: datetime) -> int:
    """Keep the settings. A new cost of an hour holds from today, and recipes are written anew for it: returns how many.

    Raises NotAllowed, Problem at the field that cannot be.
    """
    workshop = locked_for(by, enterprise)
    if not 1 <= new.minutes_a_day <= DAY_MINUTES:
        raise Problem(_("Antara 1 dan 1.440 menit sehari."), "minutes_a_day")
    if not new.working_days or set(new.working_days) - set("1234567"):
        raise Problem(_("Pilih paling sedikit satu hari kerja."), "working_days")
    if not 0 <= new.labour_hour_cost <= MOST_HOUR_COST:
        raise Problem(_("Biaya ini terlalu besar."), "labour_hour_cost")
    if not 0 <= new.lead_days <= MOST_LEAD_DAYS:
        raise Problem(_("Paling lama setahun, 365 hari."), "lead_days")
    dearer = workshop.labour_hour_cost != new.labour_hour_cost
    for name, value in asdict(new).items():
        setattr(workshop, name, value)
    workshop.working_days = "".join(sorted(set(new.working_days)))
    workshop.save(update_fields=list(asdict(new)))
    return renew_recipes(by, enterprise, since=timezone.localdate(at), at=at) if dearer else 0


@transaction.atomic
def save_figures(by: Person, enterprise: Enterprise, new: NewFigures) -> None:
    """Keep the figures for the wage floor. Raises NotAllowed, Problem at `figures_year`."""
    workshop = locked_for(by, enterprise)
    published = (new.consumption, new.poverty_line, new.minimum_wage)
    if new.figures_year is None and any(each is not None for each in published):
        raise Problem(_("Isi angka itu tahun berapa."), "figures_year")
    if new.figures_year is not None and not FIRST_YEAR <= new.figures_year <= LAST_YEAR:
        raise Problem(_("Tulis tahunnya dengan empat angka."), "figures_year")
    for name, value in asdict(new).items():
        setattr(workshop, name, value)
    workshop.save(update_fields=list(asdict(new)))


@transaction.atomic
def save_prices(by: Person, product: Product, new: NewPrices) -> None:
    """Keep name and prices of a product. Raises NotAllowed, Problem at `name` or `margin_percent`."""
    locked_for(by, product.enterprise)
    clean, key = " ".join(new.name.split()), product_key(new.name)
    if not key:
        raise Problem(_("Mohon isi nama barangnya."), "name")
    if Product.objects.filter(enterprise=product.enterprise_id, key=key).exclude(pk=product.pk).exists():
        raise Problem(_("“%(name)s” sudah ada.", name=clean), "name")
    if not 0 <= new.margin_percent <= MOST_MARGIN:
        raise Problem(_("Antara 0 dan 1.000 persen."), "margin_percent")
    if clean != product.name:
        _rename(product, clean, key)
    for name in ("price", "market_price", "floor_price", "margin_percent", "active"):
        setattr(product, name, getattr(new, name))
    product.save()


def _rename(product: Product, name: str, key: str) -> None:
    product.name, product.key = name, key
    Item.objects.filter(product=product, kind=Item.Kind.FINISHED).update(name=name, key=key)
    waiting = list(Item.objects.filter(product=product, kind=Item.Kind.PROCESS).select_related("step"))
    for item in waiting:
        item.name = f"{name}: {item.step.name}"[:160] if item.step else name
        item.key = f"{key} {item.step.key}"[:160] if item.step else key
    Item.objects.bulk_update(waiting, ["name", "key"])


@transaction.atomic
def add_kind(
    by: Person, enterprise: Enterprise, name: str, *, hour_cost: int, changeover_minutes: int, at: datetime
) -> MachineKind:
    """A new kind of machines; sent again, the one that is there. Raises NotAllowed, Problem as `change_kind`."""
    locked_for(by, enterprise)
    clean = " ".join(name.split())
    if not clean:
        raise Problem(_("Mohon isi nama jenis mesinnya."), "name")
    kind, made = MachineKind.objects.get_or_create(enterprise=enterprise, name=clean[:80])
    if not made and (kind.hour_cost, kind.changeover_minutes) != (hour_cost, changeover_minutes):
        raise Problem(_("“%(name)s” sudah ada.", name=clean), "name")
    today = timezone.localdate(at)
    change_kind(by, kind, hour_cost=hour_cost, changeover_minutes=changeover_minutes, since=today, at=at)
    return kind


@transaction.atomic
def save_kind(
    by: Person, kind: MachineKind, name: str, *, hour_cost: int, changeover_minutes: int, at: datetime
) -> int:
    """Name and cost of a kind of machines; a new cost holds from today. Returns how many recipes were written anew.

    Raises NotAllowed, Problem at `name` and as `change_kind`.
    """
    locked_for(by, kind.enterprise)
    clean = " ".join(name.split())
    if not clean:
        raise Problem(_("Mohon isi nama jenis mesinnya."), "name")
    if MachineKind.objects.filter(enterprise=kind.enterprise_id, name=clean).exclude(pk=kind.pk).exists():
        raise Problem(_("“%(name)s” sudah ada.", name=clean), "name")
    if clean != kind.name:
        kind.name = clean[:80]
        kind.save(update_fields=["name"])
    today = timezone.localdate(at)
    return change_kind(by, kind, hour_cost=hour_cost, changeover_minutes=changeover_minutes, since=today, at=at)
