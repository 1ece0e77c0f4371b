"""What is typed about a procedure: its head, and its steps one below the other."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from guyub.kernel.photos import LARGEST_FILE
from guyub.people.fields import DayField, OnceForm
from guyub.people.merging import BeganForm
from guyub.workshop.actions.procedures import MOST_STEPS, NewProcedureStep, NewVersion
from guyub.workshop.models import ProcedureStep, Product, Step

EMPTY_STEPS = 3


class ProcedureForm(BeganForm, OnceForm):
    """`of` is `` for the whole workshop, `p<id>` for a product, `s<id>` for one of its steps."""

    title = forms.CharField(label=gettext_lazy("Judul"), max_length=120)
    of = forms.ChoiceField(
        label=gettext_lazy("Untuk pekerjaan apa"),
        required=False,
        help_text=gettext_lazy("Kalau dipilih, reject tiap versi dihitung sendiri dari hasil kerja."),
    )
    since = DayField(label=gettext_lazy("Berlaku sejak"))
    change = forms.CharField(
        label=gettext_lazy("Apa yang baru, dan kenapa"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, subjects: tuple[list[Product], list[Step]], first: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.products = {f"p{each.pk}": each for each in subjects[0]}
        self.steps = {f"s{each.pk}": each for each in subjects[1]}
        chosen: Any = self.fields["of"]
        chosen.choices = [
            ("", gettext("Seluruh bengkel")),
            *((key, each.name) for key, each in self.products.items()),
            *((key, f"{each.product.name} · {each.name}") for key, each in self.steps.items()),
        ]
        if first:
            del self.fields["change"]
        else:
            self.fields["change"].required = True

    def version(self, steps: Sequence[NewProcedureStep]) -> NewVersion:
        """What was typed. Call it on a valid form."""
        data = self.cleaned_data
        return NewVersion(
            title=data["title"],
            steps=steps,
            since=data["since"],
            change=data.get("change", ""),
            product=self.products.get(data["of"]),
            step=self.steps.get(data["of"]),
        )


class ProcedureStepForm(forms.Form):
    """One step. Left empty it is none; a photo alone is one whose words are missing."""

    text = forms.CharField(
        label=gettext_lazy("Yang dikerjakan"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    picture = forms.UUIDField(required=False, widget=forms.HiddenInput({"id": False}))
    photo = forms.FileField(
        label=gettext_lazy("Foto"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    without = forms.BooleanField(label=gettext_lazy("Tanpa foto ini"), required=False)

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        if photo and photo.size > LARGEST_FILE:
            raise forms.ValidationError(gettext("Foto paling besar %(most)s MB.") % {"most": LARGEST_FILE // 2**20})
        return photo

    @property
    def shown(self) -> uuid.UUID | None:
        """The picture that the step has as it stands."""
        value = self["picture"].value()
        try:
            return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value)) if value else None
        except ValueError:
            return None


def empty_rows(many: int = EMPTY_STEPS) -> list[dict[str, Any]]:
    return [{"text": ""} for __ in range(many)]


def rows_of(steps: Sequence[ProcedureStep]) -> list[dict[str, Any]]:
    """The steps of a version, to be changed."""
    return [{"text": each.text, "picture": each.picture_id} for each in steps]


def moved(rows: list[dict[str, Any]], act: str) -> list[dict[str, Any]]:
    """The rows after a button was pressed: `add`, `up-2`, `down-0`, `remove-1`. Anything else changes nothing."""
    name, __, place = act.partition("-")
    if name == "add":
        return [*rows, *empty_rows(1)] if len(rows) < MOST_STEPS else rows
    if not place.isdecimal() or int(place) >= len(rows):
        return rows
    here, left = int(place), list(rows)
    row = left.pop(here)
    if name == "remove":
        return left or empty_rows(1)
    if name not in {"up", "down"}:
        return rows
    left.insert(max(0, here + (1 if name == "down" else -1)), row)
    return left


def to_steps(rows: Sequence[dict[str, Any]]) -> list[NewProcedureStep]:
    """The steps that were written, empty rows left out."""
    return [
        NewProcedureStep(row.get("text") or "", row.get("picture"))
        for row in rows
        if (row.get("text") or "").strip() or row.get("picture")
    ]
