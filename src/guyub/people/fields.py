"""Fields and forms that every room asks with: what people type is read by the kernel, as people write it.

`data-read` tells the scripts on a phone how a field is read, so that they refuse the same without a line.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from guyub.kernel.days import parse_day
from guyub.kernel.errors import NotAllowed, Problem, Problems
from guyub.kernel.numbers import parse_count, parse_rupiah
from guyub.kernel.tables import Table, read_table, refuse_too_big


def number_box(read: str = "") -> forms.TextInput:
    """A box for a number of any spelling; `read` is how a phone may check it: count, rupiah, decimal or quantity."""
    attrs = {"inputmode": "numeric" if read == "count" else "decimal", "autocomplete": "off"}
    return forms.TextInput(attrs={**attrs, "data-read": read} if read else attrs)


class ReadField(forms.CharField):
    """A field whose text is read by a function of the kernel; what it cannot read is said at the field."""

    def __init__(self, read: Callable[[str], Any], **options: Any) -> None:
        self.read = read
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text == "":
            return None
        try:
            return self.read(text)
        except Problem as problem:
            raise forms.ValidationError(str(problem)) from problem


class DayField(ReadField):
    """A date, typed in any way people write one; the browser's own date picker sends 2026-12-03."""

    widget = forms.DateInput(attrs={"type": "date", "data-read": "day"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        super().__init__(parse_day, **options)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class CountField(ReadField):
    widget = number_box("count")

    def __init__(self, **options: Any) -> None:
        super().__init__(lambda text: parse_count(text, zero=True), **options)


class RupiahField(ReadField):
    widget = number_box("rupiah")

    def __init__(self, **options: Any) -> None:
        super().__init__(lambda text: parse_rupiah(text, zero=True), **options)


class OnceForm(forms.Form):
    """A form that carries an id of its own, by which an action can tell a resend from something new."""

    # Without an id of its own in the page, where several such forms may stand.
    client_id = forms.CharField(widget=forms.HiddenInput({"id": False}), max_length=64, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("client_id", uuid.uuid4().hex)

    def clean_client_id(self) -> str:
        return self.cleaned_data["client_id"] or uuid.uuid4().hex

    def take(self, act: Callable[[], object]) -> bool:
        """Do `act` and return whether it was done. A Problem is shown at its field; NotAllowed is not caught."""
        try:
            act()
        except NotAllowed:
            raise
        except Problem as problem:
            add_problem(self, problem)
            return False
        return True


def is_unattended(request: HttpRequest) -> bool:
    """Whether this comes from the queue of a phone with nobody waiting, so that there is nobody to show anything to.

    What is clear is done then; what needs a look is refused, and waits on the phone for its writer.
    """
    return bool(getattr(request, "unattended", False))


def add_problem(form: forms.Form, problem: Problem) -> None:
    """Show a Problem of an action at the field it names, or above the form."""
    for each in problem.problems if isinstance(problem, Problems) else [problem]:
        form.add_error(each.field if each.field in form.fields else None, str(each))


class FileForm(forms.Form):
    """A spreadsheet somebody sends; `cleaned_data["file"]` is the table that was read from it."""

    file = forms.FileField(
        label=gettext_lazy("Berkas Excel atau CSV"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )

    def clean_file(self) -> Table:
        file = self.cleaned_data["file"]
        try:
            refuse_too_big(file.size, file.name)
            return read_table(file.read(), file.name)
        except Problem as problem:
            raise forms.ValidationError(str(problem)) from problem
