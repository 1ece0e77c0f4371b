"""Which months, and what they are compared with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guyub.books.rules.periods import Span, month_from, span
from guyub.kernel.errors import Problem
from guyub.people.fields import add_problem


class MonthField(forms.CharField):
    """A month, `2026-11`; a browser that knows it shows its own picker."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=10, **options)


class SpanForm(forms.Form):
    """From one month to another. Without `sampai` only the first is meant."""

    dari = MonthField(label=gettext_lazy("Dari bulan"), required=False)
    sampai = MonthField(label=gettext_lazy("Sampai bulan"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("dari") or data.get("sampai"), data.get("sampai") or data.get("dari")
        if since and until:
            try:
                data["span"] = span(month_from(since, "dari"), month_from(until, "sampai"))
            except Problem as problem:
                add_problem(self, problem)
        return data

    def span(self) -> Span | None:
        """What was asked for, if it can be read."""
        return self.cleaned_data.get("span") if self.is_bound and self.is_valid() else None


class StatementsForm(SpanForm):
    banding = forms.ChoiceField(
        label=gettext_lazy("Bandingkan dengan"),
        required=False,
        choices=[
            ("", gettext_lazy("tidak")),
            ("lalu", gettext_lazy("masa sebelumnya")),
            ("tahun", gettext_lazy("setahun sebelumnya")),
        ],
    )
