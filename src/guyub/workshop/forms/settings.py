"""What is typed about how the workshop works, and what its hours cost."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from guyub.kernel.errors import Problem
from guyub.kernel.numbers import parse_decimal
from guyub.people.fields import CountField, OnceForm, ReadField, RupiahField, add_problem
from guyub.people.merging import BeganForm
from guyub.workshop.actions.settings import NewFigures, NewSettings
from guyub.workshop.models import MachineKind, Workshop
from guyub.workshop.rules.pricing import MachineHour, Running, machine_hour

_DAYS = [
    ("1", gettext_lazy("Senin")),
    ("2", gettext_lazy("Selasa")),
    ("3", gettext_lazy("Rabu")),
    ("4", gettext_lazy("Kamis")),
    ("5", gettext_lazy("Jumat")),
    ("6", gettext_lazy("Sabtu")),
    ("7", gettext_lazy("Minggu")),
]
_SETTINGS = ("opens", "minutes_a_day", "working_days", "labour_hour_cost", "lead_days")
_FIGURES = ("province", "figures_year", "consumption", "poverty_line", "minimum_wage", "yearly_sales")


class SettingsForm(BeganForm, OnceForm):
    """The day, the week, the cost of an hour, and how long material is under way."""

    prefix = "s"
    opens = forms.TimeField(
        label=gettext_lazy("Mulai kerja"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )
    minutes_a_day = CountField(
        label=gettext_lazy("Menit kerja sehari"), help_text=gettext_lazy("tanpa istirahat; 8 jam = 480")
    )
    working_days = forms.MultipleChoiceField(
        label=gettext_lazy("Hari kerja"), choices=_DAYS, widget=forms.CheckboxSelectMultiple
    )
    labour_hour_cost = RupiahField(
        label=gettext_lazy("Biaya satu jam kerja orang"),
        help_text=gettext_lazy("untuk langkah yang tidak dibayar borongan; juga kerja Anda dan keluarga"),
    )
    lead_days = CountField(label=gettext_lazy("Hari menunggu bahan datang"), help_text=gettext_lazy("sejak dipesan"))

    @staticmethod
    def initial_of(shop: Workshop) -> dict[str, object]:
        found = {name: getattr(shop, name) for name in _SETTINGS}
        return {**found, "working_days": list(shop.working_days)}

    def settings(self) -> NewSettings:
        """What was typed. Call it on a valid form."""
        data = {name: self.cleaned_data[name] for name in _SETTINGS}
        return NewSettings(**{**data, "working_days": "".join(data["working_days"])})


class FiguresForm(BeganForm, OnceForm):
    """What is published for the province, and the sales of a year."""

    prefix = "f"
    province = forms.CharField(label=gettext_lazy("Provinsi"), max_length=60, required=False)
    figures_year = ReadField(
        read=lambda text: int(parse_decimal(text)),
        label=gettext_lazy("Angkanya tahun berapa"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    consumption = RupiahField(
        label=gettext_lazy("Rata-rata konsumsi"), required=False, help_text=gettext_lazy("per orang sebulan, dari BPS")
    )
    poverty_line = RupiahField(
        label=gettext_lazy("Garis kemiskinan"), required=False, help_text=gettext_lazy("per orang sebulan, dari BPS")
    )
    minimum_wage = RupiahField(
        label=gettext_lazy("Upah minimum di sini"), required=False, help_text=gettext_lazy("sebulan")
    )
    yearly_sales = RupiahField(
        label=gettext_lazy("Omzet setahun"),
        required=False,
        help_text=gettext_lazy("kosong: dihitung dari buku"),
    )

    @staticmethod
    def initial_of(shop: Workshop) -> dict[str, object]:
        return {name: getattr(shop, name) for name in _FIGURES}

    def figures(self) -> NewFigures:
        """What was typed. Call it on a valid form."""
        return NewFigures(**{name: self.cleaned_data[name] for name in _FIGURES})


class KindCostForm(BeganForm, OnceForm):
    """A kind of machines: its name, what an hour costs, and how long a change of product takes."""

    prefix = "k"
    name = forms.CharField(
        label=gettext_lazy("Jenis mesin"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    hour_cost = RupiahField(
        label=gettext_lazy("Biaya satu jam mesin"), help_text=gettext_lazy("listrik, aus, perawatan")
    )
    changeover = CountField(
        label=gettext_lazy("Menit untuk ganti barang"), help_text=gettext_lazy("misalnya ganti benang atau cetakan")
    )

    @staticmethod
    def initial_of(kind: MachineKind) -> dict[str, object]:
        return {"name": kind.name, "hour_cost": kind.hour_cost, "changeover": kind.changeover_minutes}


class NewKindForm(KindCostForm):
    """A kind of machines that was not there before. What is left empty counts nothing."""

    prefix = "n"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hour_cost"].required = self.fields["changeover"].required = False


def _read(text: str) -> Fraction:
    return parse_decimal(text, zero=True)


class MachineHourForm(forms.Form):
    """What is known of running one machine, from which the cost of an hour is worked out."""

    prefix = "h"
    watts = ReadField(
        read=_read,
        label=gettext_lazy("Daya mesin, watt"),
        required=False,
        help_text=gettext_lazy("tertulis di mesinnya; 750 W, 1 PK = 746 W"),
    )
    tariff = ReadField(
        read=_read,
        label=gettext_lazy("Tarif listrik, rupiah per kWh"),
        required=False,
        help_text=gettext_lazy("ada di tagihan atau struk token"),
    )
    price = RupiahField(label=gettext_lazy("Harga beli mesin"), required=False)
    months = CountField(label=gettext_lazy("Tahan berapa bulan"), required=False)
    left = RupiahField(
        label=gettext_lazy("Masih laku berapa sesudahnya"), required=False, help_text=gettext_lazy("kosong berarti nol")
    )
    care = RupiahField(
        label=gettext_lazy("Perawatan sebulan"), required=False, help_text=gettext_lazy("oli, jarum, servis")
    )
    hours = ReadField(read=_read, label=gettext_lazy("Jalan berapa jam sebulan"), required=False)

    def cost(self) -> MachineHour | None:
        """The cost of an hour; None when what was typed does not tell it, which is then said at the field."""
        if not self.is_valid():
            return None
        data = self.cleaned_data
        if not any(data[name] for name in ("watts", "price", "care")):
            self.add_error("watts", gettext("Isi dayanya, harga belinya, atau perawatannya."))
            return None
        running = Running(
            kilowatts=(data["watts"] or Fraction(0)) / 1000,
            tariff=data["tariff"] or Fraction(0),
            price=data["price"] or 0,
            months=data["months"] or 0,
            hours=data["hours"] or Fraction(0),
            care=data["care"] or 0,
            left=data["left"] or 0,
        )
        try:
            return machine_hour(running)
        except Problem as problem:
            add_problem(self, problem)
            return None
