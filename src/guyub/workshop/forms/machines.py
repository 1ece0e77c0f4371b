"""What is typed about a machine: its standard, its target, and when it stood still."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guyub.kernel.measures import to_micro
from guyub.kernel.numbers import parse_decimal
from guyub.kernel.words import reader_language, show_decimal
from guyub.people.fields import CountField, DayField, OnceForm, ReadField
from guyub.people.merging import BeganForm
from guyub.workshop.actions.machines import NewMachine
from guyub.workshop.models import Idle, Machine

IDLE: dict[str, Any] = {
    Idle.Reason.BROKEN: gettext_lazy("rusak"),
    Idle.Reason.NO_MATERIAL: gettext_lazy("bahan habis"),
    Idle.Reason.NO_ORDER: gettext_lazy("tidak ada pesanan"),
    Idle.Reason.NO_HANDS: gettext_lazy("tidak ada yang mengerjakan"),
    Idle.Reason.NO_POWER: gettext_lazy("listrik mati"),
    Idle.Reason.CLEANING: gettext_lazy("dibersihkan, dirawat"),
    Idle.Reason.OTHER: gettext_lazy("lain-lain"),
}
HOUR, A_DAY = "hour", "day"


class UnitsField(ReadField):
    """A number of units, read as millionths."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(lambda text: to_micro(parse_decimal(text)), widget=widget, max_length=20, **options)

    def prepare_value(self, value: Any) -> Any:
        # No three decimals: 14,286 would be read as fourteen thousand.
        return show_decimal(value / 1_000_000, reader_language(), 2) if isinstance(value, int) else value


class MachineForm(BeganForm, OnceForm):
    """A machine. The most may be told for an hour or for a day."""

    together = (("most", "per"),)

    name = forms.CharField(label=gettext_lazy("Nama mesin"), max_length=80)
    kind = forms.CharField(
        label=gettext_lazy("Jenis"),
        max_length=80,
        widget=forms.TextInput({"list": "kinds", "autocomplete": "off"}),
        help_text=gettext_lazy("mesin sejenis bisa saling menggantikan"),
    )
    most = UnitsField(label=gettext_lazy("Paling banyak"), required=False)
    per = forms.ChoiceField(
        label=gettext_lazy("Setiap"), choices=[(HOUR, gettext_lazy("jam")), (A_DAY, gettext_lazy("hari kerja"))]
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Angka itu dari mana?"),
        choices=[
            (Machine.Basis.TRIED, gettext_lazy("dicoba sendiri")),
            (Machine.Basis.MAKER, gettext_lazy("dari pembuat mesin")),
        ],
        widget=forms.RadioSelect,
    )
    target = UnitsField(label=gettext_lazy("Target sehari"), required=False)
    active = forms.BooleanField(label=gettext_lazy("Masih dipakai"), required=False, initial=True)

    def __init__(self, *args: Any, machine: Machine | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.machine = machine
        self.initial.update(per=HOUR, basis=Machine.Basis.TRIED)
        if machine is None:
            del self.fields["active"]
            return
        self.initial.update(name=machine.name, kind=machine.kind.name, basis=machine.basis, active=machine.active)
        self.initial.update(most=machine.hour_most_micro, target=machine.day_target_micro)

    def new(self, minutes_a_day: int) -> NewMachine:
        """What was typed. Call it on a valid form."""
        data = self.cleaned_data
        most: int | None = data["most"]
        if most is not None and data["per"] == A_DAY:
            most = most * 60 // minutes_a_day
        elif self.machine and self["most"].data == self.fields["most"].prepare_value(self.machine.hour_most_micro):
            most = self.machine.hour_most_micro  # as exact as it was, and not as it was shown
        return NewMachine(
            kind=data["kind"],
            name=data["name"],
            hour_most=most,
            day_target=data["target"],
            basis=data["basis"],
            active=data.get("active", True),
        )


class IdleForm(OnceForm):
    """Minutes that a machine stood still."""

    minutes = CountField(label=gettext_lazy("Berapa menit"))
    reason = forms.ChoiceField(label=gettext_lazy("Alasan"), choices=list(IDLE.items()))
    day = DayField(label=gettext_lazy("Hari"))
    note = forms.CharField(label=gettext_lazy("Keterangan"), max_length=120, required=False)
