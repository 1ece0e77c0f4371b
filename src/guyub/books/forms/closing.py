"""What is counted when a month closes, and why one is opened again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guyub.books.rules.closing import LONGEST_REASON
from guyub.people.fields import OnceForm, RupiahField


class ClosingForm(OnceForm):
    month = forms.DateField(widget=forms.HiddenInput({"id": False}))
    material = RupiahField(
        label=gettext_lazy("Sisa bahan, seharga"),
        required=False,
        help_text=gettext_lazy("Kosongkan bila tidak dihitung."),
    )
    goods = RupiahField(
        label=gettext_lazy("Barang jadi yang belum laku, seharga biaya buatnya"),
        required=False,
        help_text=gettext_lazy("Kosongkan bila tidak dihitung."),
    )

    def __init__(self, *args: Any, stock_kept: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if stock_kept:
            del self.fields["material"], self.fields["goods"]


class OpenAgainForm(forms.Form):
    month = forms.DateField(widget=forms.HiddenInput({"id": False}))
    why = forms.CharField(label=gettext_lazy("Mengapa dibuka lagi?"), max_length=LONGEST_REASON)
