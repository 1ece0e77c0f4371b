"""What is typed about a recipe: from when, its steps one below the other, and in each its materials."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from guyub.kernel.errors import Problem
from guyub.kernel.measures import MICRO, factor, parse_quantity, round_half_up, unit_name
from guyub.kernel.numbers import parse_decimal, parse_rupiah
from guyub.kernel.units import UNITS
from guyub.kernel.words import Words, _, reader_language, show
from guyub.people.fields import DayField, OnceForm, ReadField
from guyub.people.merging import BeganForm
from guyub.sentra.rules import product_key
from guyub.workshop.actions.common import LONGEST_BACK
from guyub.workshop.models import Item, MachineKind, Product
from guyub.workshop.queries.materials import own_units

MOST_MINUTES = 100_000
MOST_RATE = 10**9
MOST_WASTE = 1_000  # per cent
_HUNDRED = 100
_PER = (1, 12, 20, 100, 144, 1000)
_COUNTED = {12: gettext_lazy("12 (lusin)"), 20: gettext_lazy("20 (kodi)"), 144: gettext_lazy("144 (gross)")}
_TWO_WAYS = re.compile(r"\s*(?P<whole>[1-9][0-9]{0,2})(?P<sign>[.,])(?P<rest>[0-9]{3})(?![0-9.,])")


def clear(text: str) -> str:
    """The text, unless it is a number that can be read in two ways: 1,125 kg are 1125 or a bit more than one."""
    match = _TWO_WAYS.match(text)
    if match:
        raise Problem(
            _(
                "“%(value)s” dapat dibaca dua cara: tulis %(whole)s atau %(decimal)s.",
                value=text.strip(),
                whole=match["whole"] + match["rest"],
                decimal=f"{match['whole']}{match['sign']}{match['rest']}0",
            )
        )
    return text


def _read_minutes(text: str) -> int:
    return round_half_up(parse_decimal(clear(text), zero=True, most=MOST_MINUTES) * 1000)


def _read_waste(text: str) -> int:
    return round_half_up(parse_decimal(clear(text.strip().removesuffix("%")), zero=True, most=MOST_WASTE) * _HUNDRED)


def _read_rate(text: str) -> int:
    return parse_rupiah(text, zero=True, most=MOST_RATE)


def _plain(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attributes})


class RecipeForm(BeganForm, OnceForm):
    """From which day the recipe holds."""

    since = DayField(label=gettext_lazy("Berlaku mulai"))

    def clean_since(self) -> Any:
        since, today = self.cleaned_data["since"], timezone.localdate()
        if since is None:
            raise forms.ValidationError(gettext("Isi tanggalnya."))
        if not today - LONGEST_BACK <= since <= today + LONGEST_BACK:
            raise forms.ValidationError(gettext("Tanggal ini terlalu jauh."))
        return since


class StepForm(forms.Form):
    """One step. Left wholly empty it is none."""

    name = forms.CharField(label=gettext_lazy("Nama langkah"), max_length=80, required=False, widget=_plain())
    unit = forms.CharField(
        label=gettext_lazy("Hasilnya dihitung dalam"),
        max_length=20,
        required=False,
        widget=_plain(list="units"),
        help_text=gettext_lazy("kosongkan bila sama dengan barangnya"),
    )
    minutes = ReadField(
        read=_read_minutes,
        label=gettext_lazy("Menit untuk satu hasil"),
        max_length=20,
        required=False,
        widget=_plain(inputmode="decimal"),
    )
    rate = ReadField(
        read=_read_rate,
        label=gettext_lazy("Upah borongan"),
        max_length=30,
        required=False,
        widget=_plain(inputmode="decimal"),
        help_text=gettext_lazy("kosongkan bila dibayar per jam"),
    )
    per = forms.ChoiceField(label=gettext_lazy("untuk tiap berapa hasil"), required=False)
    machine = forms.ChoiceField(label=gettext_lazy("Jenis mesin"), required=False)
    taken = forms.CharField(
        label=gettext_lazy("Dari langkah sebelumnya, untuk satu hasil"),
        max_length=40,
        required=False,
        widget=_plain(),
        help_text=gettext_lazy(
            "lebih dari 1 bila susut, misalnya 1,25; kosong berarti 1. Yang pecah dicatat sebagai reject."
        ),
    )

    def __init__(self, *args: Any, kinds: list[MachineKind], product: Product, first: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.product, self.kinds = product, {str(kind.pk): kind for kind in kinds}
        machine: Any = self.fields["machine"]
        machine.choices = [("", gettext("tanpa mesin")), *((pk, kind.name) for pk, kind in self.kinds.items())]
        per: Any = self.fields["per"]
        given = str(self["per"].value() or "1")
        odd = {int(given)} if given.isdecimal() and 0 < int(given) <= MOST_RATE else set()
        shown = sorted({*_PER, *odd})
        per.choices = [(str(many), _COUNTED.get(many) or show(many, reader_language())) for many in shown]
        if first:  # kept, because another step may be moved before it
            self.fields["taken"].widget = forms.HiddenInput()

    @property
    def step_unit(self) -> str:
        """The unit of what comes out of the step, as typed."""
        return unit_name(str(self["unit"].value() or "")) or self.product.unit

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not product_key(name):
            raise forms.ValidationError(gettext("Isi nama langkahnya."))
        return name

    def read_taken(self, former: str) -> int:
        """Millionths of `former`, the unit of the step before, that one unit of this step takes. Call when valid."""
        text = str(self["taken"].value() or "").strip()
        try:
            taken = parse_quantity(clear(text), former, "taken") if text else _as_many(self.step_unit, former)
        except Problem as problem:
            self.add_error("taken", str(problem))
            return MICRO
        if not taken:
            self.add_error("taken", gettext("Jumlahnya harus lebih dari nol."))
        return taken


def _as_many(unit: str, former: str) -> int:
    try:
        return round_half_up(factor(unit, former) * MICRO)
    except Problem as problem:
        words = _("Isi berapa %(former)s untuk satu %(unit)s.", former=Words(former), unit=Words(unit))
        raise Problem(words) from problem


@dataclass
class Shelf:
    """What materials are known by the names that were typed; `new` are those that the recipe adds, by key."""

    product: Product
    found: Mapping[str, Item]
    new: dict[str, Item] = field(default_factory=dict)

    def of(self, name: str) -> Item | None:
        key = product_key(name)
        return self.found.get(key) or self.new.get(key)

    def add(self, name: str, unit: str) -> Item:
        """A material that is not kept yet."""
        key, clean = product_key(name)[:160], " ".join(name.split())
        item = Item(enterprise=self.product.enterprise, kind=Item.Kind.MATERIAL, name=clean, key=key, unit=unit)
        self.new[key] = item
        return item


class InputForm(forms.Form):
    """A material of a step. Left wholly empty it is none."""

    item = forms.CharField(
        label=gettext_lazy("Nama bahan"), max_length=160, required=False, widget=_plain(list="materials")
    )
    quantity = forms.CharField(
        label=gettext_lazy("Untuk satu hasil"),
        max_length=40,
        required=False,
        widget=_plain(),
        help_text=gettext_lazy("misalnya 250 g"),
    )
    waste = ReadField(
        read=_read_waste,
        label=gettext_lazy("Yang hilang, %"),
        max_length=20,
        required=False,
        widget=_plain(inputmode="decimal"),
        help_text=gettext_lazy("potongan, susut"),
    )
    unit = forms.CharField(
        label=gettext_lazy("Satuan, kalau bahan baru"), max_length=20, required=False, widget=_plain(list="units")
    )

    def __init__(self, *args: Any, shelf: Shelf, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shelf = shelf
        self.thing: Item | None = None

    @property
    def blank(self) -> bool:
        return not any(str(self[name].value() or "").strip() for name in self.fields)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.blank:
            return data
        self.thing = self._thing(data.get("item") or "", unit_name(data.get("unit") or ""))
        if self.thing is not None:
            self._read("quantity", lambda: self._quantity(data.get("quantity") or ""))
        return data

    def _thing(self, name: str, unit: str) -> Item | None:
        if not product_key(name):
            self.add_error("item", gettext("Isi nama bahannya."))
            return None
        item = self.shelf.of(name)
        if item is None and not unit:
            words = _("“%(name)s” belum ada di stok. Isi satuannya, misalnya kg, supaya ditambahkan.", name=name)
            self.add_error("unit", str(words))
            return None
        if item is None:
            return self.shelf.add(name, unit)
        if item.product_id == self.shelf.product.pk:
            self.add_error("item", gettext("Barang ini tidak bisa menjadi bahannya sendiri."))
            return None
        if unit and unit != unit_name(item.unit):
            words = _("“%(name)s” sudah ada, dalam %(unit)s.", name=item.name, unit=Words(item.unit))
            self.add_error("unit", str(words))
        return item

    def _quantity(self, text: str) -> int:
        if not text.strip():
            raise Problem(_("Isi jumlahnya."))
        assert self.thing is not None  # noqa: S101
        quantity = parse_quantity(clear(text), self.thing.unit, "quantity", own_units(self.thing))
        if not quantity:
            raise Problem(_("Jumlahnya harus lebih dari nol."))
        return quantity

    def _read(self, name: str, read: Callable[[], int]) -> None:
        try:
            self.cleaned_data[name] = read()
        except Problem as problem:
            self.add_error(name, str(problem))


def units() -> list[str]:
    """Units to choose from while typing."""
    return ["kg", "g", "liter", "ml", "meter", "cm", *(unit.name for unit in UNITS)]


def share(basis_points: int) -> Fraction:
    """Hundredths of a per cent in per cent."""
    return Fraction(basis_points, _HUNDRED)
