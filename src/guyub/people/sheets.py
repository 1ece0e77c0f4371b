"""What a form holds, as plain values: as a browser would send it, as it was sent, and put together again."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import translation

from guyub.kernel.words import Words, _

Sent = tuple[str, ...]  # of one field: no text for an empty box, several for several ticks
Sheet = dict[str, Any]  # by field its Sent; of a list of rows, by row a Sheet
NOT_CONTENT = {"client_id", "began"}


class Rows(forms.BaseFormSet, ABC):  # type: ignore[type-arg]
    """A list of rows that two people may change: each row is known by what `key_of` makes of it."""

    @abstractmethod
    def key_of(self, row: Mapping[str, Sent]) -> str:
        """What tells a row from the others, in any spelling; empty for a row that is none."""


def as_shown(form: forms.BaseForm) -> Sheet:
    """What a browser would send for a form that nobody has touched."""
    return {name: _shown(form, name) for name in form.fields if name not in NOT_CONTENT}


def as_sent(form: forms.BaseForm) -> Sheet:
    """What was sent for this form."""
    data: Any = form.data
    return {name: _clean(data.getlist(form.add_prefix(name))) for name in form.fields if name not in NOT_CONTENT}


def rows_shown(rows: Rows) -> dict[str, Sheet]:
    return _keyed(rows, (as_shown(form) for form in rows.initial_forms))


def rows_sent(rows: Rows) -> dict[str, Sheet]:
    return _keyed(rows, (as_sent(form) for form in rows.forms))


def put(data: QueryDict, form: forms.BaseForm, sheet: Mapping[str, Sent]) -> None:
    """Write the values of a form into what was sent."""
    for name in sheet:
        _put(data, form.add_prefix(name), form.fields[name].widget, sheet[name])


def put_rows(data: QueryDict, rows: Rows, sheets: Iterable[Mapping[str, Sent]]) -> None:
    """Write the rows of a list into what was sent, instead of those that were."""
    numbered = re.compile(rf"{re.escape(str(rows.prefix))}-\d+-")
    for name in [name for name in data if numbered.match(name)]:
        del data[name]
    all_sheets = list(sheets)
    for number, sheet in enumerate(all_sheets):
        for name, values in sheet.items():
            _put(data, f"{rows.prefix}-{number}-{name}", rows.form.base_fields[name].widget, values)
    data[f"{rows.prefix}-TOTAL_FORMS"] = str(len(all_sheets))
    data[f"{rows.prefix}-INITIAL_FORMS"] = "0"


def same_meaning(field: forms.Field, one: Sent, other: Sent) -> bool:
    """Whether two texts of a field mean the same: 1.000 and 1000."""
    return one == other or _meaning(field, one) == _meaning(field, other)


def field_of(form: forms.BaseForm | Rows, name: str) -> forms.Field:
    fields = form.form.base_fields if isinstance(form, Rows) else form.fields
    return fields[name]


def label_of(field: forms.Field, name: str) -> Words:
    """The name of a field as words, so that everybody reads it in their language."""
    with translation.override("id"):
        return Words(str(field.label or name))


def words_of(field: forms.Field, values: Sent) -> Words:
    """What a person reads for the value of a field."""
    if isinstance(field, forms.BooleanField):
        return _("ya") if values else _("tidak")
    if not values:
        return _("kosong")
    choices = getattr(field, "choices", None) or getattr(field.widget, "choices", None)
    if choices is None:
        return as_it_is(", ".join(values))
    with translation.override("id"):
        named = {str(key): str(label) for key, label in choices}
    said = [Words(named[each]) if each in named else each for each in values]
    return said[0] if len(said) == 1 and isinstance(said[0], Words) else joined(said)


def row_words(rows: Rows, sheet: Mapping[str, Sent] | None) -> Words:
    """What a person reads for a whole row."""
    if sheet is None:
        return _("dihapus")
    return joined([words_of(field_of(rows, name), values) for name, values in sheet.items() if values])


def joined(parts: Sequence[Words | str]) -> Words:
    """Several, set apart by commas."""
    if not parts:
        return _("kosong")
    told = parts[0]
    for part in parts[1:]:
        told = _("%(one)s, %(other)s", one=told, other=part)
    return told if isinstance(told, Words) else as_it_is(told)


def as_it_is(text: str) -> Words:
    """A text that is the same in every language, such as what somebody typed."""
    return Words("%(it)s", (("it", text),))


def _keyed(rows: Rows, sheets: Iterable[Sheet]) -> dict[str, Sheet]:
    """Rows by their keys; the second of the same key gets a number."""
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        key = rows.key_of(sheet).replace("/", " ")  # which stands between a row and its field
        if not key:
            continue
        number = 1
        while f"{key} {number}" in found:
            number += 1
        found[f"{key} {number}"] = sheet
    return found


def _shown(form: forms.BaseForm, name: str) -> Sent:
    value, widget = form[name].value(), form.fields[name].widget
    if isinstance(widget, forms.CheckboxInput):
        return ("on",) if widget.check_test(value) else ()
    shown: Any = widget.format_value(value)
    return _clean(shown if isinstance(shown, list | tuple) else [shown])


def _clean(values: Iterable[Any]) -> Sent:
    texts = (str(each).replace("\r\n", "\n").strip() for each in values if each is not None)
    return tuple(text for text in texts if text)


def _put(data: QueryDict, name: str, widget: forms.Widget, values: Sent) -> None:
    if values or not isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        data.setlist(name, list(values) or [""])
    else:
        data.pop(name, None)


def _meaning(field: forms.Field, values: Sent) -> Any:
    data = QueryDict(mutable=True)
    _put(data, "it", field.widget, values)
    try:
        return field.clean(field.widget.value_from_datadict(data, data, "it"))
    except forms.ValidationError:
        return values
