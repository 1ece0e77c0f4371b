"""What is typed about the stock. Quantities stay as written: the action reads them in the item's own units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from guyub.kernel.measures import MICRO
from guyub.kernel.words import reader_language, show_decimal
from guyub.people.fields import CountField, DayField, OnceForm, RupiahField
from guyub.people.merging import BeganForm
from guyub.workshop.models import Item, Movement


def _plain(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attributes})


class MaterialForm(OnceForm):
    """A material that was not in stock before."""

    prefix = "new"
    name = forms.CharField(label=gettext_lazy("Nama bahan"), max_length=160, widget=_plain())
    unit = forms.CharField(
        label=gettext_lazy("Satuan"),
        max_length=20,
        widget=_plain(list="units"),
        help_text=gettext_lazy("kg, meter, buah, lusin, liter …"),
    )


class PlaceForm(OnceForm):
    """What an entry was: an item there is, or a new material, and how much of it."""

    prefix = "place"
    item = forms.ChoiceField(label=gettext_lazy("Barang apa?"), required=False)
    name = forms.CharField(label=gettext_lazy("Nama bahan baru"), max_length=160, required=False, widget=_plain())
    unit = forms.CharField(
        label=gettext_lazy("Satuan bahan baru"), max_length=20, required=False, widget=_plain(list="units")
    )
    quantity = forms.CharField(
        label=gettext_lazy("Berapa banyak?"),
        max_length=40,
        widget=_plain(),
        help_text=gettext_lazy("dengan satuannya, misalnya 3 karung"),
    )
    holds = forms.CharField(
        label=gettext_lazy("Isi satu karung, bal, atau dus"),
        max_length=40,
        required=False,
        widget=_plain(),
        help_text=gettext_lazy("misalnya 25 kg, bila satuannya belum dikenal"),
    )
    keep_unit = forms.BooleanField(label=gettext_lazy("Ingat isinya untuk barang ini"), required=False, initial=True)
    keep_name = forms.BooleanField(label=gettext_lazy("Lain kali langsung masuk barang ini"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        item: Any = self.fields["item"]
        item.choices = [("", gettext("— bahan baru —")), *choices]


class CountForm(OnceForm):
    """What was counted; what a unit costs only where nothing says it yet."""

    prefix = "count"
    quantity = forms.CharField(label=gettext_lazy("Jumlah yang ada sekarang"), max_length=40, widget=_plain())
    cost = RupiahField(
        label=gettext_lazy("Harga satuannya"),
        required=False,
        help_text=gettext_lazy("seharga beli, atau seharga biaya buatnya"),
    )
    day = DayField(label=gettext_lazy("Dihitung pada akhir hari"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("day", timezone.localdate())


class OutForm(OnceForm):
    """What was used outside any recipe, or spoiled."""

    prefix = "out"
    kind = forms.ChoiceField(
        label=gettext_lazy("Ke mana?"),
        choices=[
            (Movement.Kind.USED.value, gettext_lazy("Dipakai")),
            (Movement.Kind.SPOILED.value, gettext_lazy("Rusak atau hilang")),
        ],
        initial=Movement.Kind.USED.value,
        widget=forms.RadioSelect,
    )
    quantity = forms.CharField(label=gettext_lazy("Berapa banyak?"), max_length=40, widget=_plain())
    day = DayField(label=gettext_lazy("Hari"))
    note = forms.CharField(label=gettext_lazy("Untuk apa, atau mengapa"), max_length=120, required=False)
    sure = forms.BooleanField(label=gettext_lazy("Ya, tetap dicatat"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("day", timezone.localdate())
        self.doubted = False


class UnitForm(forms.Form):
    """A unit of the item's own."""

    prefix = "unit"
    unit = forms.CharField(label=gettext_lazy("Nama satuan"), max_length=20, widget=_plain())
    holds = forms.CharField(label=gettext_lazy("Isinya"), max_length=40, widget=_plain())


class LimitsForm(BeganForm):
    """When to buy again."""

    prefix = "limits"
    least = forms.CharField(
        label=gettext_lazy("Paling sedikit harus ada"), max_length=40, required=False, widget=_plain()
    )
    lead_days = CountField(
        label=gettext_lazy("Berapa hari sampai barang datang"),
        required=False,
        help_text=gettext_lazy("Kosongkan bila sama dengan bahan lain."),
    )

    @staticmethod
    def initial_of(item: Item) -> dict[str, Any]:
        micro = item.least_micro
        least = "" if micro is None else show_decimal(micro / MICRO, reader_language(), 3)
        return {"least": least, "lead_days": item.lead_days}
