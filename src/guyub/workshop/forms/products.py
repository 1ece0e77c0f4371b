"""What is typed about a product and its prices."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from guyub.people.fields import CountField, OnceForm, RupiahField
from guyub.people.merging import BeganForm
from guyub.workshop.actions.settings import NewPrices
from guyub.workshop.models import Product

PRICES = ("price", "market_price", "floor_price", "margin_percent")


class NewProductForm(OnceForm):
    """A product that was not made before."""

    name = forms.CharField(
        label=gettext_lazy("Nama barang"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    unit = forms.CharField(
        label=gettext_lazy("Satuan"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "units"}),
        help_text=gettext_lazy("buah, kg, lusin …; kosong berarti buah"),
    )


class PricesForm(BeganForm, OnceForm):
    """Prices of a product, its name, and whether it is still made."""

    price = RupiahField(label=gettext_lazy("Harga jual sekarang"), required=False)
    market_price = RupiahField(
        label=gettext_lazy("Harga pasar"), required=False, help_text=gettext_lazy("barang serupa di tempat lain")
    )
    floor_price = RupiahField(
        label=gettext_lazy("Harga terendah yang disepakati"),
        required=False,
        help_text=gettext_lazy("di sentra atau dengan pembeli"),
    )
    margin_percent = CountField(
        label=gettext_lazy("Untung yang diinginkan, %"), help_text=gettext_lazy("di atas biaya")
    )
    name = forms.CharField(
        label=gettext_lazy("Nama barang"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    active = forms.BooleanField(label=gettext_lazy("Masih dibuat"), required=False)

    @staticmethod
    def initial_of(product: Product) -> dict[str, object]:
        return {name: getattr(product, name) for name in (*PRICES, "name", "active")}

    def prices(self) -> NewPrices:
        """What was typed. Call it on a valid form."""
        return NewPrices(**{name: self.cleaned_data[name] for name in (*PRICES, "name", "active")})
