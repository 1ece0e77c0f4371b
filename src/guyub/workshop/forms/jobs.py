"""What is typed about orders: of what, how many, by when, for whom; and which product a joint order's share is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from guyub.kernel.errors import Problem
from guyub.kernel.measures import parse_quantity
from guyub.kernel.words import Words
from guyub.people.fields import DayField, OnceForm, RupiahField
from guyub.people.merging import BeganForm
from guyub.workshop.actions.jobs import NewJob
from guyub.workshop.models import Product


def _choices(products: Sequence[Product]) -> list[tuple[str, str]]:
    named = [(str(product.pk), f"{product.name} ({Words(product.unit)})") for product in products]
    return named if len(named) == 1 else [("", gettext("Pilih")), *named]


class OrderForm(forms.Form):
    """Of what, how many, by when. Once valid, `product` is the product and `quantity` is millionths of its unit."""

    product = forms.ChoiceField(label=gettext_lazy("Barang"))
    quantity = forms.CharField(
        label=gettext_lazy("Jumlah"),
        max_length=40,
        help_text=gettext_lazy("Contoh: 120, atau 10 lusin"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due = DayField(label=gettext_lazy("Tanggal selesai"))

    def __init__(self, *args: Any, products: Sequence[Product], **options: Any) -> None:
        super().__init__(*args, **options)
        self.products = {str(product.pk): product for product in products}
        field: Any = self.fields["product"]
        field.choices = _choices(products)

    def clean_product(self) -> Product:
        return self.products[self.cleaned_data["product"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        product = data.get("product")
        if product is None or not data.get("quantity"):
            return data
        try:
            data["quantity"] = parse_quantity(data["quantity"], product.unit, "quantity")
        except Problem as problem:
            self.add_error("quantity", str(problem))
            return data
        if not data["quantity"]:
            self.add_error("quantity", gettext("Tulis jumlahnya, lebih dari nol."))
        return data


class JobForm(OrderForm, OnceForm):
    """An order of the workshop's own."""

    customer = forms.CharField(
        label=gettext_lazy("Pemesan"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    price = RupiahField(label=gettext_lazy("Harga satu"), required=False)

    def new(self) -> NewJob:
        """What was typed. Call it on a valid form."""
        data = self.cleaned_data
        return NewJob(data["product"], data["quantity"], data["due"], data["customer"], data["price"])


class WhichProductForm(BeganForm):
    """Which product of the workshop a share of a joint order is."""

    product = forms.ChoiceField(label=gettext_lazy("Ini barang yang mana?"))

    def __init__(self, *args: Any, products: Sequence[Product], **options: Any) -> None:
        super().__init__(*args, **options)
        self.products = {str(product.pk): product for product in products}
        field: Any = self.fields["product"]
        field.choices = _choices(products)

    def clean_product(self) -> Product:
        return self.products[self.cleaned_data["product"]]
