"""What is asked about one person: what was paid, how their deposit is used, their name and number."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guyub.books.forms.writing import PLACES
from guyub.books.rules.parties import LONGEST_NAME
from guyub.people.fields import DayField, OnceForm, ReadField, RupiahField
from guyub.sentra.forms import read_phone


class PaidForm(OnceForm):
    """Money that a person gave us for their debt, or we them for ours."""

    amount = RupiahField(label=gettext_lazy("Berapa rupiah?"))
    settlement = forms.ChoiceField(label=gettext_lazy("Lewat"), choices=PLACES)
    day = DayField(label=gettext_lazy("Tanggal"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("day", today)


class DepositForm(OnceForm):
    amount = RupiahField(label=gettext_lazy("Berapa rupiah?"))


class PartyForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Nama"), max_length=LONGEST_NAME)
    phone = ReadField(
        read_phone, label=gettext_lazy("Nomor WhatsApp"), required=False, widget=forms.TextInput({"type": "tel"})
    )
