"""Forms that change a thing which somebody else may have changed meanwhile.

The form carries how the thing was when it was opened. When it comes back, perhaps hours later from a phone without a
line, what only one of the two changed is as they changed it; where both changed the same field, what stands stays,
and what was wanted is kept beside it until a person chooses (`/beda/`).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.merging import Differing, merge, merge_rows
from guyub.kernel.words import Words, _
from guyub.people import sheets
from guyub.people.access import Person, require
from guyub.people.actions import Difference, ask_anew, note_disagreements, settle
from guyub.people.fields import add_problem
from guyub.people.models import Disagreement, RoleName, User
from guyub.people.queries import open_about
from guyub.people.sheets import Rows, Sheet

SALT = "began"
GONE = _("Yang diubah sudah tidak ada. Pilih yang berlaku sekarang.")
Forms = tuple[Any, ...]


class BeganForm(forms.Form):
    """A form that remembers what it began with. Its template shows `{{ form.began }}`."""

    # Fields that say one thing together, such as a number and its unit.
    together: Sequence[Sequence[str]] = ()
    began = forms.CharField(required=False, widget=forms.HiddenInput({"id": False}))


@dataclass(slots=True)
class Taken:
    """How it went: whether it was done, the forms to show if not, and how many fields both changed."""

    done: bool
    forms: Forms
    differing: int = 0
    answer: object = None  # of the act


@dataclass(slots=True)
class Editing:
    """One thing as it is changed by forms: how to lock it, show it, and change it.

    `lock` takes the same locks as `act` does, in their order, and reads `thing` anew. `forms(data)` makes the forms
    from the thing as it then is; the first is a BeganForm, the others are such or `Rows`. `act` gets valid forms.
    `show` puts a Problem of `act` where it belongs.
    """

    kind: str
    thing: Model
    title: str
    role: RoleName
    place: uuid.UUID
    lock: Callable[[], object]
    forms: Callable[[Any], Forms]
    act: Callable[[Person, Forms, datetime], object]
    show: Callable[[Forms, Problem], None] = field(default=lambda forms, problem: add_problem(forms[0], problem))

    def open(self, data: Any = None) -> Forms:
        """The forms, filled with what was sent or with the thing, which they then remember."""
        forms = self.forms(data)
        if data is None:
            forms[0].initial["began"] = self._remembered(forms)
        return forms

    def take(self, by: Person, data: QueryDict, at: datetime) -> Taken:
        """Change the thing as it was sent, together with what others changed meanwhile. NotAllowed is not caught."""
        forms = self.forms(data)
        if not _valid(forms):
            return Taken(False, forms)
        try:
            with transaction.atomic():
                return self._take(by, forms, data, at)
        except NotAllowed:
            raise
        except Problem as problem:
            self.show(forms, problem)
        return Taken(False, forms)

    def choose(self, by: Person, found: Disagreement, at: datetime) -> None:
        """Write what was wanted, through the same act. Call it in a transaction. Raises Problem, Conflict."""
        self.lock()
        now, data = self.forms(None), QueryDict(mutable=True)
        for form, sheet in zip(now, _shown(now), strict=True):
            _put(data, form, _with_wanted(form, sheet, found))
        changed = self.forms(data)
        if not _valid(changed):
            raise Problem(sheets.as_it_is(" ".join(_errors(changed))))
        self._act(by, changed, at)

    def _take(self, by: Person, forms: Forms, data: QueryDict, at: datetime) -> Taken:
        self.lock()
        began = self._began(forms, data)
        if began is None:
            return Taken(True, forms, answer=self._act(by, forms, at))
        now, merged_data = self.forms(None), data.copy()
        found: list[Difference] = []
        for number, (form, current) in enumerate(zip(forms, _shown(now), strict=True)):
            joined, differing = _merge(form, began[number], current, _sent(form))
            _put(merged_data, form, joined)
            found += [_difference(form, name, each, joined) for name, each in differing.items()]
        merged = self.forms(merged_data)
        if not _valid(merged):
            raise Problem(
                _(
                    "Ini sudah diubah orang lain sejak Anda membukanya, dan isian Anda tidak cocok lagi: %(why)s",
                    why=" ".join(_errors(merged)),
                )
            )
        answer = self._act(by, merged, at)
        names = (merged[0].add_prefix(name) for name in ("client_id", "began"))
        once, remembered = (str(data.get(name) or "") for name in names)
        client_id = once[:64] or hashlib.sha256(remembered.encode()).hexdigest()
        note_disagreements(by, self, found, client_id=client_id, at=at)
        return Taken(True, merged, len(found), answer)

    def _act(self, by: Person, forms: Forms, at: datetime) -> object:
        """Change the thing. What is still open about it is from now on asked with what then stands."""
        answer = self.act(by, forms, at)
        waiting = list(open_about(self.kind, self.thing.pk, self.role, self.place))
        if waiting:
            self.lock()
            now = self.forms(None)
            for found in waiting:
                self._ask_anew(by, found, now, at)
        return answer

    def _ask_anew(self, by: Person, found: Disagreement, now: Forms, at: datetime) -> None:
        prefix, __, name = found.field.partition(":")
        for form, sheet in zip(now, _shown(now), strict=True):
            if prefix != (form.prefix or "") or not _knows(form, name):
                continue
            stands = _standing(form, sheet, name)
            if isinstance(by, User) and _alike(form, name, stands, _tuples(found.wanted)):
                settle(by, found, at=at)
            elif not _alike(form, name, stands, _tuples(found.kept)):
                ask_anew(found, stands, _said(form, name, stands))

    def _remembered(self, forms: Forms) -> str:
        return signing.dumps([self.kind, str(self.thing.pk), _shown(forms)], salt=SALT, compress=True)

    def _began(self, forms: Forms, data: QueryDict) -> list[Sheet] | None:
        """What the form began with; None for a form that does not tell, or tells of another thing."""
        try:
            kind, thing, began = signing.loads(data.get(forms[0].add_prefix("began")) or "", salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        if (kind, thing, len(began)) != (self.kind, str(self.thing.pk), len(forms)):
            return None
        return [_tuples(sheet) for sheet in began]


def remember_state(state: object) -> str:
    """A token of the state that a form began with, for things that are written anew as a whole, version by version."""
    return signing.dumps(str(state), salt=SALT)


def passed_by(form: BeganForm, state: object) -> bool:
    """Whether somebody wrote a newer version than the one this form began with; then the form says so.

    It shows what was typed, and sent once more it is taken. A form that does not tell what it began with is taken.
    """
    try:
        began = signing.loads(form["began"].value() or "", salt=SALT)
    except signing.BadSignature:
        return False
    if began == str(state):
        return False
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data[form.add_prefix("began")] = remember_state(state)
    form.data = data
    form.add_error(
        None,
        gettext("Orang lain sudah menyimpan versi yang lebih baru. Bandingkan dulu, lalu simpan lagi kalau cocok."),
    )
    return True


def say_differing(request: HttpRequest, taken: Taken) -> None:
    """Tell who came second that something was changed differently by somebody else, and where to choose."""
    if not taken.differing:
        return
    words = ngettext(
        "%(n)s isian sudah diubah orang lain dengan isi berbeda. Keduanya disimpan.",
        "%(n)s isian sudah diubah orang lain dengan isi berbeda. Keduanya disimpan.",
        taken.differing,
    ) % {"n": taken.differing}
    link = format_html('<a href="{}">{}</a>', reverse("differences"), gettext("Pilih yang dipakai"))
    messages.warning(request, format_html("{} {}", words, link))


Finder = Callable[[uuid.UUID], "Editing | None"]
FINDERS: dict[str, Finder] = {}


def register(finders: Mapping[str, Finder]) -> None:
    """Rooms tell how a thing of each kind is found again, to be changed when somebody has chosen."""
    FINDERS.update(finders)


@transaction.atomic
def choose(by: Person, found: Disagreement, *, wanted: bool, at: datetime) -> None:
    """Settle a disagreement: what stands stays, or what was wanted is written. Settled already, nothing happens.

    Raises NotAllowed; Problem when what was wanted cannot be any more; Conflict when the thing is gone.
    """
    require(by, "settle difference", found)
    if wanted and found.settled_at is None:
        editing = FINDERS[found.kind](found.thing)
        if editing is None:
            raise Conflict(GONE)
        editing.choose(by, found, at)
    assert isinstance(by, User)  # noqa: S101 - require lets only users through
    settle(by, found, at=at)


def _merge(form: Any, began: Sheet, current: Sheet, mine: Sheet) -> tuple[Sheet, dict[str, Differing[Any]]]:
    if isinstance(form, Rows):
        return merge_rows(began, current, mine, lambda name, one, other: _same(form, name, one, other))
    groups = [tuple(names) for names in form.together]
    was, is_, wanted = (_grouped(sheet, groups) for sheet in (began, current, mine))
    merged = merge(was, is_, wanted, lambda name, one, other: _same(form, name, one, other))
    return _ungrouped(merged.values), merged.differing


def _same(form: Any, name: str, one: Any, other: Any) -> bool:
    names = name.split("+")
    if len(names) == 1:
        return sheets.same_meaning(sheets.field_of(form, name), one, other)
    return all(
        sheets.same_meaning(sheets.field_of(form, each), a, b) for each, a, b in zip(names, one, other, strict=True)
    )


def _grouped(sheet: Sheet, groups: Sequence[Sequence[str]]) -> Sheet:
    taken = {name for names in groups for name in names}
    single = {name: values for name, values in sheet.items() if name not in taken}
    return single | {"+".join(names): tuple(sheet.get(name, ()) for name in names) for names in groups}


def _ungrouped(sheet: Mapping[str, Any]) -> Sheet:
    flat: Sheet = {}
    for name, values in sheet.items():
        names = name.split("+")
        flat |= dict(zip(names, [values] if len(names) == 1 else values, strict=True))
    return flat


def _knows(form: Any, name: str) -> bool:
    """Whether a form has a field now: some are there only when there is something to choose."""
    return isinstance(form, Rows) or set(name.split("+")) <= form.fields.keys()


def _standing(form: Any, sheet: Sheet, name: str) -> Any:
    """The value that a name of `Differing` has in a sheet; None when its row is not there."""
    if not isinstance(form, Rows):
        names = name.split("+")
        return sheet.get(name, ()) if len(names) == 1 else tuple(sheet.get(one, ()) for one in names)
    key, __, column = name.partition("/")
    row = sheet.get(key)
    return row.get(column, ()) if row is not None and column else row


def _alike(form: Any, name: str, one: Any, other: Any) -> bool:
    key, __, column = name.partition("/")
    if one is None or other is None or (isinstance(form, Rows) and not column):
        return bool(one == other)
    return _same(form, column if isinstance(form, Rows) else key, one, other)


def _difference(form: Any, name: str, each: Differing[Any], joined: Sheet) -> Difference:
    said = _said(form, name, each.kept), _said(form, name, each.wanted)
    label = _label(form, name, joined, each)
    return Difference(f"{form.prefix or ''}:{name}", label, each.kept, each.wanted, *said)


def _label(form: Any, name: str, joined: Sheet, each: Differing[Any]) -> Words:
    if not isinstance(form, Rows):
        return sheets.joined([sheets.label_of(form.fields[one], one) for one in name.split("+")])
    key, __, column = name.partition("/")
    row = joined.get(key) or each.kept or each.wanted or {}
    title = next((" ".join(values) for values in row.values() if values), key)
    if not column:
        return sheets.as_it_is(title)
    return _("%(row)s: %(field)s", row=title, field=sheets.label_of(sheets.field_of(form, column), column))


def _said(form: Any, name: str, value: Any) -> Words:
    """What a person reads for the value of a name of `Differing`."""
    if isinstance(form, Rows):
        column = name.partition("/")[2]
        if column:
            return sheets.words_of(sheets.field_of(form, column), value or ())
        return sheets.row_words(form, value)
    names = name.split("+")
    each = [value] if len(names) == 1 else value
    return sheets.joined([sheets.words_of(form.fields[one], said) for one, said in zip(names, each, strict=True)])


def _with_wanted(form: Any, sheet: Sheet, found: Disagreement) -> Sheet:
    """The sheet with what was wanted in its place; as it is when the disagreement is about another form."""
    prefix, __, name = found.field.partition(":")
    if prefix != (form.prefix or ""):
        return sheet
    wanted = _tuples(found.wanted)
    if not _knows(form, name):
        raise Conflict(GONE)
    if not isinstance(form, Rows):
        return sheet | _ungrouped({name: wanted})
    key, __, column = name.partition("/")
    if column:
        if key not in sheet:
            raise Conflict(GONE)
        return sheet | {key: sheet[key] | {column: wanted}}
    if wanted is None:
        return {row: values for row, values in sheet.items() if row != key}
    return sheet | {key: wanted}


def _shown(forms: Forms) -> list[Sheet]:
    return [sheets.rows_shown(form) if isinstance(form, Rows) else sheets.as_shown(form) for form in forms]


def _sent(form: Any) -> Sheet:
    return sheets.rows_sent(form) if isinstance(form, Rows) else sheets.as_sent(form)


def _put(data: QueryDict, form: Any, sheet: Sheet) -> None:
    if isinstance(form, Rows):
        sheets.put_rows(data, form, sheet.values())
    else:
        sheets.put(data, form, sheet)


def _valid(forms: Forms) -> bool:
    return all([form.is_valid() for form in forms])  # noqa: C419 - all of them are judged


def _errors(forms: Forms) -> list[str]:
    each = [one for form in forms for one in (form.forms if isinstance(form, Rows) else [form])]
    return [str(text) for form in each for texts in form.errors.values() for text in texts]


def _tuples(value: Any) -> Any:
    """As it was before it was JSON."""
    if isinstance(value, list):
        return tuple(_tuples(each) for each in value)
    if isinstance(value, dict):
        return {name: _tuples(each) for name, each in value.items()}
    return value
