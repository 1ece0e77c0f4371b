"""What is asked when wages are paid: until when, out of which money, whom, and how much kasbon is kept back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from guyub.books.forms.writing import PLACES
from guyub.kernel.words import reader_language, show_number, show_rupiah
from guyub.people.fields import DayField, OnceForm, RupiahField
from guyub.workshop.actions.holiday import Holiday
from guyub.workshop.actions.paying import Part, Wages
from guyub.workshop.queries.holiday import HolidayRow
from guyub.workshop.queries.pay import Preview


class UntilForm(forms.Form):
    """Up to which day wages are looked at."""

    sampai = DayField(label=gettext_lazy("Upah sampai dengan"))
    bulan_ini = forms.BooleanField(label=gettext_lazy("Upah bulanan bulan ini dibayar sekarang"), required=False)


class PayForm(OnceForm):
    """Pay what was shown: a box and a kasbon for each worker on the page."""

    last = DayField(widget=forms.HiddenInput())
    this_month = forms.BooleanField(required=False, widget=forms.HiddenInput())
    day = DayField(label=gettext_lazy("Tanggal dibayar"))
    place = forms.ChoiceField(label=gettext_lazy("Uang dari"), choices=PLACES)
    others = forms.BooleanField(label=gettext_lazy("Bayar juga yang di halaman lain"), required=False)
    others_gross = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, preview: Preview, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.preview = preview
        self.initial.update(last=preview.last, day=today, others_gross=preview.others_gross)
        if not preview.others:
            del self.fields["others"]
        self.places = []
        for row in preview.rows:
            key = str(row.worker.pk)
            self.fields[f"pay-{key}"] = forms.BooleanField(label=row.worker.name, required=False, initial=True)
            self.fields[f"gross-{key}"] = forms.IntegerField(
                required=False, initial=row.gross, widget=forms.HiddenInput({"id": False})
            )
            if row.kasbon:
                self.fields[key] = RupiahField(
                    label=gettext("Kasbon %(name)s dipotong") % {"name": row.worker.name},
                    help_text=gettext("utangnya %(owed)s, paling banyak dipotong %(most)s")
                    % {
                        "owed": show_rupiah(row.kasbon, reader_language()),
                        "most": show_rupiah(row.most_kasbon, reader_language()),
                    },
                    required=False,
                    initial=show_number(row.most_kasbon, reader_language()),
                )
            self.places.append((row, key))

    @property
    def rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField, forms.BoundField | None]]:
        """Each row with its box, its hidden gross, and its kasbon when there is one."""
        return [
            (row, self[f"pay-{key}"], self[f"gross-{key}"], self[key] if key in self.fields else None)
            for row, key in self.places
        ]

    def wages(self) -> Wages:
        """What the form says. Call it on a valid form."""
        data = self.cleaned_data
        parts = {
            uuid.UUID(key): Part(data.get(key) or 0, data[f"gross-{key}"])
            for __, key in self.places
            if data[f"pay-{key}"]
        }
        return Wages(
            data["last"],
            data["day"],
            data["place"],
            parts,
            this_month=data["this_month"],
            others=(data["others_gross"] or 0) if data.get("others") else None,
        )


class FeastForm(forms.Form):
    hari_raya = DayField(label=gettext_lazy("Tanggal hari raya"))


class HolidayForm(OnceForm):
    """Pay the allowance: an amount for each worker to whom it is due, and the average where it is not known."""

    feast = DayField(widget=forms.HiddenInput())
    day = DayField(label=gettext_lazy("Tanggal dibayar"))
    place = forms.ChoiceField(label=gettext_lazy("Uang dari"), choices=PLACES)

    def __init__(self, *args: Any, rows: Sequence[HolidayRow], feast: date, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update(feast=feast, day=today)
        self.rows: list[tuple[HolidayRow, forms.BoundField | None, forms.BoundField | None]] = []
        for row in rows:
            key = str(row.worker.pk)
            if row.is_due:
                self.fields[key] = RupiahField(
                    label=gettext("THR %(name)s") % {"name": row.worker.name},
                    required=False,
                    help_text=gettext("kosongkan bila tidak dibayar sekarang"),
                    initial=None
                    if row.allowance.amount is None
                    else show_number(row.allowance.amount, reader_language()),
                )
            if row.is_due and row.unknown:
                self.fields[f"average-{key}"] = RupiahField(
                    label=gettext("Upah %(name)s sebulan, sebelum ada slip") % {"name": row.worker.name},
                    required=False,
                )
            average = self[f"average-{key}"] if f"average-{key}" in self.fields else None
            self.rows.append((row, self[key] if key in self.fields else None, average))

    def holiday(self) -> Holiday:
        """What the form says. Call it on a valid form."""
        data = self.cleaned_data
        keys = [str(row.worker.pk) for row, amount, __ in self.rows if amount is not None]
        amounts = {uuid.UUID(key): data[key] for key in keys if data[key]}
        averages = {uuid.UUID(key): data[f"average-{key}"] for key in keys if data.get(f"average-{key}")}
        return Holiday(data["feast"], data["day"], data["place"], amounts, averages)
