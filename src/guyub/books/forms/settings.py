"""What an owner settles for their book, and the salary they pay themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy

from guyub.books import chart
from guyub.books.actions.settings import SHARED_ACCOUNTS, Settings
from guyub.kernel.numbers import parse_count
from guyub.people.fields import ReadField, RupiahField, number_box

FORMS_OF_TAXPAYER = [
    ("", gettext_lazy("belum tahu")),
    ("individual", gettext_lazy("atas nama sendiri (perorangan)")),
    ("one-person-pt", gettext_lazy("PT perorangan (pemiliknya satu orang)")),
    ("cv", gettext_lazy("CV")),
    ("firma", gettext_lazy("firma")),
    ("cooperative", gettext_lazy("koperasi")),
    ("bumdes", gettext_lazy("BUM Desa")),
    ("pt", gettext_lazy("PT")),
]
# The costs that a house and its workshop share most often come first.
USUAL = (chart.POWER, chart.RENT, chart.TRANSPORT)
COST_NAMES = {
    chart.POWER: gettext_lazy("Listrik, air, pulsa"),
    chart.RENT: gettext_lazy("Sewa rumah atau tempat"),
    chart.TRANSPORT: gettext_lazy("Ongkos jalan dan kirim"),
    chart.REPAIR: gettext_lazy("Perbaikan"),
    chart.MATERIAL_EXPENSE: gettext_lazy("Bahan dan kemasan"),
    chart.PROMOTION: gettext_lazy("Promosi"),
    chart.INTEREST: gettext_lazy("Bunga dan biaya bank"),
    chart.OTHER_EXPENSE: gettext_lazy("Makan, minum, dan biaya lain"),
}
assert set(COST_NAMES) == set(SHARED_ACCOUNTS)  # noqa: S101


def read_percent(text: str) -> int:
    """A whole percentage, with or without its sign."""
    return parse_count(text.rstrip().removesuffix("%"), zero=True, most=100)


class SettingsForm(forms.Form):
    sales_target = RupiahField(
        label=gettext_lazy("Target penjualan sebulan"), help_text=gettext_lazy("Misalnya 6jt."), required=False
    )
    owner_salary = RupiahField(
        label=gettext_lazy("Gaji Anda sendiri sebulan"),
        help_text=gettext_lazy("Berapa yang ingin Anda bawa pulang tiap bulan."),
        required=False,
    )
    taxpayer = forms.ChoiceField(
        label=gettext_lazy("Usaha ini terdaftar"), choices=FORMS_OF_TAXPAYER, required=False, widget=forms.Select
    )
    taxed_since = ReadField(
        lambda text: parse_count(text, most=9999),
        label=gettext_lazy("Tahun pertama memakai pajak UMKM 0,5 %"),
        help_text=gettext_lazy("Biasanya tahun NPWP dibuat. Misalnya 2024."),
        required=False,
        widget=number_box(),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for account, name in COST_NAMES.items():
            self.fields[f"share_{account}"] = ReadField(read_percent, label=name, required=False, widget=number_box())

    def usual_shares(self) -> Iterator[BoundField]:
        return (self[f"share_{account}"] for account in USUAL)

    def other_shares(self) -> Iterator[BoundField]:
        return (self[f"share_{account}"] for account in COST_NAMES if account not in USUAL)

    def others_open(self) -> bool:
        """Whether something is filled in, or wrong, among the costs that are seldom shared."""
        return any(bound.errors or bound.value() not in {None, ""} for bound in self.other_shares())

    def new(self) -> Settings:
        data = self.cleaned_data
        shares = {account: data[f"share_{account}"] for account in COST_NAMES}
        return Settings(
            data["sales_target"] or None,
            data["owner_salary"] or None,
            data["taxpayer"],
            data["taxed_since"],
            {account: percent for account, percent in shares.items() if percent is not None},
        )


class SalaryForm(forms.Form):
    owner_salary = RupiahField(label=gettext_lazy("Gaji Anda sebulan"), required=False)
