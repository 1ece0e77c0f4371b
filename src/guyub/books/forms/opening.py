"""What is there when a book begins, asked in plain words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from guyub.books.rules.opening import Debt, Opening, Thing
from guyub.books.rules.parties import party_key
from guyub.people.fields import CountField, DayField, OnceForm, RupiahField

MOST_ROWS = 100
MORE_ROWS = 3


class DebtRow(forms.Form):
    name = forms.CharField(label=gettext_lazy("Nama"), max_length=80, required=False)
    amount = RupiahField(label=gettext_lazy("Jumlah"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("amount") and not party_key(data.get("name", "")):
            self.add_error("name", gettext("Siapa namanya?"))
        if data.get("name") and not data.get("amount") and not self.has_error("amount"):
            self.add_error("amount", gettext("Berapa jumlahnya?"))
        return data

    def debt(self) -> Debt | None:
        data = self.cleaned_data
        return Debt(" ".join(data["name"].split()), data["amount"]) if data.get("amount") else None


class ThingRow(forms.Form):
    name = forms.CharField(label=gettext_lazy("Alat"), max_length=120, required=False)
    cost = RupiahField(label=gettext_lazy("Harga beli"), required=False)
    bought = DayField(label=gettext_lazy("Dibeli tanggal"), required=False)
    months = CountField(label=gettext_lazy("Tahan berapa bulan"), required=False, initial=48)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name") or data.get("cost"):
            asked = {
                "name": gettext("Alat apa?"),
                "cost": gettext("Berapa harganya?"),
                "bought": gettext("Kapan dibeli?"),
                "months": gettext("Berapa bulan bisa dipakai?"),
            }
            for field, question in asked.items():
                if not data.get(field) and not self.has_error(field):
                    self.add_error(field, question)
            if (data.get("months") or 0) > 600:
                self.add_error("months", gettext("Paling lama 600 bulan."))
        return data

    def thing(self) -> Thing | None:
        data = self.cleaned_data
        if not data.get("cost"):
            return None
        return Thing(" ".join(data["name"].split()), data["cost"], data["bought"], data["months"])


class OpeningForm(OnceForm):
    day = DayField(label=gettext_lazy("Keadaan pada pagi hari tanggal"))
    cash = RupiahField(label=gettext_lazy("Uang tunai di kotak"), required=False)
    bank = RupiahField(label=gettext_lazy("Uang di bank"), required=False)
    ewallet = RupiahField(label=gettext_lazy("Uang di dompet digital"), required=False)
    material = RupiahField(label=gettext_lazy("Sisa bahan, kira-kira seharga"), required=False)
    goods = RupiahField(label=gettext_lazy("Barang jadi yang belum laku, seharga biaya buatnya"), required=False)
    capital = forms.IntegerField(required=False, widget=forms.HiddenInput)


DebtRows = forms.formset_factory(DebtRow, extra=2, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
ThingRows = forms.formset_factory(ThingRow, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class OpeningForms:
    """The form with its lists of people and things; `more` asks for further rows."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        posted = self._with_more(data) if data is not None else None
        self.main = OpeningForm(posted, initial=initial)
        self.owed_to_us = DebtRows(posted, prefix="piutang")
        self.owed_by_us = DebtRows(posted, prefix="utang")
        self.loans = DebtRows(posted, prefix="pinjaman")
        self.equipment = ThingRows(posted, prefix="alat")
        self.lists = (self.owed_to_us, self.owed_by_us, self.loans, self.equipment)

    @staticmethod
    def _with_more(data: Any) -> Any:
        """The data with as many further rows in a list as its button asks for."""
        copy = data.copy()
        asked = f"{data.get('more', '')}-TOTAL_FORMS"
        if data.get(asked, "").isdecimal():
            copy[asked] = str(min(int(data[asked][:4]) + MORE_ROWS, MOST_ROWS))
        return copy

    def is_valid(self) -> bool:
        return all([self.main.is_valid(), *(each.is_valid() for each in self.lists)])

    @property
    def errors(self) -> bool:
        return bool(self.main.errors) or any(each.total_error_count() for each in self.lists if each.is_bound)

    @property
    def wrong(self) -> list[forms.Form]:
        """The forms in which something has to be mended."""
        rows: list[forms.Form] = [row for each in self.lists if each.is_bound for row in each.forms]
        return [form for form in (self.main, *rows) if form.errors]

    def opening(self) -> Opening:
        data = self.main.cleaned_data
        money = {name: data[name] or 0 for name in ("cash", "bank", "ewallet", "material", "goods")}

        def debts(rows: Any) -> tuple[Debt, ...]:
            return tuple(debt for row in rows.forms if (debt := row.debt()))

        return Opening(
            day=data["day"],
            owed_to_us=debts(self.owed_to_us),
            owed_by_us=debts(self.owed_by_us),
            loans=debts(self.loans),
            equipment=tuple(thing for row in self.equipment.forms if (thing := row.thing())),
            **money,
        )
