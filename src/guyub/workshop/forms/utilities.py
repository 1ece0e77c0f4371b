"""What is typed about a month's electricity, water, telephone or fuel."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from guyub.books.rules.ledger import months_back
from guyub.kernel.numbers import parse_decimal
from guyub.kernel.words import reader_language
from guyub.people.fields import OnceForm, ReadField, RupiahField
from guyub.workshop.rules.typed import typed
from guyub.workshop.rules.utilities import UNITS, Reading


class AmountField(ReadField):
    """An amount with at most three decimals, read as thousandths."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(lambda text: round(parse_decimal(text, zero=True) * 1000), widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return typed(Fraction(value, 1000), reader_language()) if isinstance(value, int) else value


class UseForm(OnceForm):
    """One month of one kind; any of the three is enough."""

    month = forms.ChoiceField(label=gettext_lazy("Bulan"))
    meter = AmountField(
        label=gettext_lazy("Angka meteran akhir bulan"),
        required=False,
        max_length=20,
    )
    used = AmountField(
        label=gettext_lazy("Jumlah pemakaian"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("kalau tidak lewat meteran, atau meterannya diganti"),
    )
    cost = RupiahField(
        label=gettext_lazy("Tagihan"), required=False, help_text=gettext_lazy("bagian bengkel saja, bukan rumah")
    )

    def __init__(self, *args: Any, kind: str, months: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        month: Any = self.fields["month"]
        month.choices = months
        for name in ("meter", "used"):
            self.fields[name].label = f"{self.fields[name].label} ({gettext(UNITS[kind])})"

    def clean_month(self) -> date:
        return date.fromisoformat(f"{self.cleaned_data['month']}-01")

    def reading(self) -> Reading:
        """What was typed. Call it on a valid form."""
        data = self.cleaned_data
        return Reading(data["month"], data["used"], data["meter"], data["cost"])


def choosable(today: date, count: int) -> list[date]:
    """Months that can be looked at, the newest first."""
    return [months_back(today.replace(day=1), back) for back in range(count)]
