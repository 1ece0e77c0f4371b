"""Who the taxpayer is, and a payment of tax."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from guyub.books.forms.statements import MonthField
from guyub.people.fields import CountField, DayField, OnceForm, RupiahField
from guyub.reference.final_tax import FORM_NAMES

PLACES = [
    ("bank", gettext_lazy("bank atau transfer")),
    ("cash", gettext_lazy("tunai")),
    ("ewallet", gettext_lazy("dompet digital")),
]


class TaxpayerForm(OnceForm):
    taxpayer = forms.ChoiceField(
        label=gettext_lazy("Bentuk usaha menurut NPWP"),
        widget=forms.RadioSelect,
        choices=[(form, name) for form, name in FORM_NAMES.items()],
    )
    taxed_since = CountField(
        label=gettext_lazy("Sejak tahun berapa membayar pajak final UMKM?"),
        help_text=gettext_lazy("Kalau usaha baru, tahun terdaftarnya. Misalnya 2022."),
        required=False,
    )


class PayTaxForm(OnceForm):
    month = MonthField(label=gettext_lazy("Pajak bulan"))
    amount = RupiahField(label=gettext_lazy("Jumlah yang dibayar"))
    place = forms.ChoiceField(label=gettext_lazy("Dibayar dari"), choices=PLACES)
    day = DayField(label=gettext_lazy("Tanggal bayar"))
