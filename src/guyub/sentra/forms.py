"""What an officer types about members."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy

from guyub.kernel.numbers import parse_count, parse_decimal, parse_rupiah
from guyub.people.fields import ReadField
from guyub.people.merging import BeganForm
from guyub.people.sheets import Rows, Sent
from guyub.sentra.actions import NewAbility, NewMember
from guyub.sentra.models import Enterprise
from guyub.sentra.phones import parse_phones
from guyub.sentra.rules import product_key

GRADES = [("", gettext_lazy("belum tahu")), ("A", "A"), ("B", "B"), ("C", "C")]
RULES = [
    ("catch-up", gettext_lazy("Mengejar: yang setahun ini kebagian sedikit didahulukan")),
    ("proportional", gettext_lazy("Sesuai kemampuan")),
    ("equal", gettext_lazy("Sama rata")),
    ("cheapest", gettext_lazy("Termurah")),
]
MOST_ABILITIES = 12


def read_phone(text: str) -> str:
    """The first telephone number in `text` as +62…; ValidationError when there is none."""
    phones, __ = parse_phones(text)
    if not phones:
        raise forms.ValidationError(gettext_lazy("Nomor telepon tidak dikenali. Contoh: 0812 3456 7890."))
    return phones[0]


class MemberForm(BeganForm):
    name = forms.CharField(label=gettext_lazy("Nama usaha"), max_length=120)
    owner_name = forms.CharField(label=gettext_lazy("Nama pemilik"), max_length=120, required=False)
    phone = ReadField(
        read_phone, label=gettext_lazy("Nomor WhatsApp"), required=False, widget=forms.TextInput({"type": "tel"})
    )
    address = forms.CharField(label=gettext_lazy("Alamat"), max_length=240, required=False)
    workers = ReadField(
        lambda text: parse_count(text, zero=True, most=10_000), label=gettext_lazy("Pekerja"), required=False
    )

    def to_member(self, abilities: list[NewAbility]) -> NewMember:
        data = self.cleaned_data
        return NewMember(
            name=" ".join(data["name"].split()),
            owner_name=" ".join(data["owner_name"].split()),
            phone=data["phone"] or "",
            address=data["address"],
            workers=data["workers"],
            abilities=tuple(abilities),
        )


class AbilityForm(forms.Form):
    product = forms.CharField(label=gettext_lazy("Barang"), max_length=120)
    capacity = ReadField(
        parse_decimal,
        label=gettext_lazy("Sanggup per minggu"),
        help_text=gettext_lazy("buah, kalau hanya membuat ini"),
        required=False,
    )
    grade = forms.ChoiceField(label=gettext_lazy("Mutu"), choices=GRADES, required=False)
    min_lot = ReadField(parse_count, label=gettext_lazy("Ambil paling sedikit"), required=False)
    ask = ReadField(parse_rupiah, label=gettext_lazy("Ongkos sebuah"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.empty_permitted = True

    def has_changed(self) -> bool:
        """Left empty, it is no ability; a chosen grade alone makes none."""
        return any(self[name].value() for name in ("product", "capacity", "ask"))

    def to_ability(self) -> NewAbility | None:
        data = self.cleaned_data
        if not data.get("product"):
            return None
        return NewAbility(
            product=" ".join(data["product"].split()),
            capacity=data["capacity"] or Fraction(0),
            grade=data["grade"],
            min_lot=data["min_lot"] or 1,
            ask=data["ask"],
        )


class BaseAbilities(Rows):
    def key_of(self, row: Mapping[str, Sent]) -> str:
        return product_key(" ".join(row["product"]))

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            product = product_key(form.cleaned_data.get("product") or "") if form.is_valid() else ""
            if product and product in seen:
                form.add_error("product", gettext_lazy("Barang ini sudah ditulis di atas."))
            seen.add(product)

    def to_abilities(self) -> list[NewAbility]:
        return [ability for form in self.forms if (ability := form.to_ability())]


def abilities_formset(data: Any = None, enterprise: Enterprise | None = None) -> BaseAbilities:
    """What a member can make: what is known, and one empty place."""
    initial = [
        {
            "product": ability.product,
            "capacity": _plain(ability.capacity),
            "grade": ability.grade,
            "min_lot": str(ability.min_lot),
            "ask": "" if ability.ask is None else str(ability.ask),
        }
        for ability in (enterprise.abilities.order_by("product") if enterprise else [])
    ]
    made = forms.formset_factory(AbilityForm, formset=BaseAbilities, extra=1, max_num=MOST_ABILITIES)
    return made(data, initial=initial, prefix="ability")  # type: ignore[return-value]


def _plain(number: Fraction) -> str:
    if not number:
        return ""
    return f"{float(number):.3f}".rstrip("0").rstrip(".").replace(".", ",")


class SignInForm(forms.Form):
    username = forms.CharField(label=gettext_lazy("Nomor HP atau nama pendek untuk masuk"), max_length=40)
    password = forms.CharField(
        label=gettext_lazy("Sandi pertama"), max_length=128, validators=[password_validation.validate_password]
    )


class AgreementForm(BeganForm):
    rule = forms.ChoiceField(label=gettext_lazy("Cara membagi pesanan"), choices=RULES, widget=forms.RadioSelect)
    fee = ReadField(
        lambda text: parse_decimal(text, zero=True),
        label=gettext_lazy("Iuran jasa sentra, dalam persen"),
        help_text=gettext_lazy("dari nilai yang dibayar pembeli"),
    )
