"""The form for money that the owner expects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guyub.books.actions.planning import NewPlan
from guyub.books.models import Planned
from guyub.people.fields import DayField, OnceForm, RupiahField

IN, OUT = "in", "out"


class PlanForm(OnceForm):
    """Planned money: what for, how much, in or out, from when, how often, until when."""

    direction = forms.ChoiceField(
        label=_("Masuk atau keluar"),
        choices=[(OUT, _("Uang keluar")), (IN, _("Uang masuk"))],
        widget=forms.RadioSelect,
        initial=OUT,
    )
    words = forms.CharField(label=_("Untuk apa"), max_length=120, help_text=_("Misalnya: sewa kios, arisan, DP mesin."))
    amount = RupiahField(label=_("Berapa"), help_text=_("Misalnya: 1,5 jt"))
    first = DayField(label=_("Kapan"))
    every = forms.ChoiceField(
        label=_("Seberapa sering"),
        choices=[
            (Planned.Every.ONCE, _("Sekali")),
            (Planned.Every.WEEK, _("Tiap minggu")),
            (Planned.Every.MONTH, _("Tiap bulan")),
        ],
        widget=forms.RadioSelect,
        initial=Planned.Every.ONCE,
    )
    until = DayField(label=_("Sampai kapan"), required=False)

    def clean(self) -> dict[str, Any]:
        """One that happens once has no end of its own."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("every") == Planned.Every.ONCE:
            cleaned["until"] = None
        return cleaned

    def new(self) -> NewPlan:
        clean = self.cleaned_data
        return NewPlan(
            words=clean["words"],
            amount=clean["amount"],
            comes_in=clean["direction"] == IN,
            first=clean["first"],
            every=clean["every"],
            until=clean["until"],
        )
