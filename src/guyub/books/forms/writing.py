"""What is typed while writing: the line, what was understood of it, the six plain forms, taking back, and photos."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from guyub.books.rules.ledger import check_day, check_open
from guyub.books.rules.meaning import CATEGORIES, MONEY_PLACES, NAMES, ON_CREDIT, WITH_PARTY, EventKind
from guyub.books.rules.telling import CREDIT, LONGEST_TEXT, PART, NewNote, check_note
from guyub.kernel.errors import Problem
from guyub.kernel.numbers import parse_decimal
from guyub.kernel.photos import LARGEST_FILE, Photo, read_photo
from guyub.people.fields import CountField, DayField, OnceForm, ReadField, RupiahField, add_problem, number_box

LONGEST_QUEUED = timedelta(days=60)
KINDS = [(kind.value, NAMES[kind]) for kind in EventKind]
PLACES = [
    ("cash", gettext_lazy("tunai")),
    ("bank", gettext_lazy("bank atau transfer")),
    ("ewallet", gettext_lazy("dompet digital")),
]
UNPAID = [(CREDIT, gettext_lazy("belum dibayar (utang)")), (PART, gettext_lazy("dibayar sebagian"))]
CATEGORY_NAMES = [
    ("power", gettext_lazy("listrik dan air")),
    ("phone", gettext_lazy("pulsa dan internet")),
    ("transport", gettext_lazy("ongkos kirim dan perjalanan")),
    ("rent", gettext_lazy("sewa")),
    ("repair", gettext_lazy("perbaikan alat")),
    ("packaging", gettext_lazy("kemasan")),
    ("marketing", gettext_lazy("promosi")),
    ("food", gettext_lazy("makan dan minum")),
    ("interest", gettext_lazy("bunga dan biaya bank")),
    ("other", gettext_lazy("lainnya")),
]
assert {name for name, __ in CATEGORY_NAMES} == set(CATEGORIES)  # noqa: S101
DIRECTIONS = [("in", gettext_lazy("kita terima")), ("out", gettext_lazy("kita bayarkan"))]

_WITH_THING = frozenset(
    {EventKind.SALE, EventKind.PURCHASE, EventKind.EXPENSE, EventKind.ASSET, EventKind.SALE_RETURN}
    | {EventKind.PURCHASE_RETURN, EventKind.DRAWING, EventKind.GRANT, EventKind.OTHER_INCOME}
)
_WITHOUT_PARTY = frozenset({EventKind.TRANSFER, EventKind.DRAWING, EventKind.CAPITAL})
_OWN_FIELDS: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.EXPENSE: ("category",),
    EventKind.LOAN_REPAYMENT: ("interest",),
    EventKind.DEPOSIT: ("direction",),
    EventKind.TRANSFER: ("source", "target"),
}


def fields_of(kind: str) -> tuple[str, ...]:
    """What a form asks about an event of this kind, in order; for no kind what every event may have."""
    if kind not in set(EventKind):
        return ("kind", "amount", "settlement", "paid", "place", "party", "item", "day")
    known = EventKind(kind)
    fields = ["kind", "amount", *_OWN_FIELDS.get(known, ())]
    if known is not EventKind.TRANSFER:
        fields.append("settlement")
    if known in ON_CREDIT:
        fields += ["paid", "place"]
    if known not in _WITHOUT_PARTY:
        fields.append("party")
    if known in _WITH_THING:
        fields += ["item", "quantity", "unit"]
    return (*fields, "day")


class PhotoField(forms.FileField):
    """A photo of a receipt, ready to be kept."""

    widget = forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})

    def clean(self, data: Any, initial: Any = None) -> Photo | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return read_photo(file.read(LARGEST_FILE + 1))
        except Problem as problem:
            raise forms.ValidationError(str(problem)) from problem


class LineForm(OnceForm):
    """The line itself; `seen` is the text for which the page shows what was understood."""

    text = forms.CharField(
        label=gettext_lazy("Apa yang terjadi?"),
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "enterkeyhint": "done"}),
    )
    photo = PhotoField(label=gettext_lazy("Foto kuitansi"), required=False)
    said_on = DayField(required=False, widget=forms.HiddenInput({"id": False, "data-read": "day"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("said_on", timezone.localdate())


def day_said(data: Mapping[str, Any], today: date) -> date:
    """The day on which a line was written, which is what “kemarin” in it counts from: today, or a few weeks ago.

    A page kept on a phone without a line says it; whatever cannot be is taken for today.
    """
    try:
        day = date.fromisoformat(data.get("said_on", ""))
    except ValueError:
        return today
    return day if today - LONGEST_QUEUED <= day <= today else today


class EventForm(forms.Form):
    """One event. Of its fields a page shows those of the event's kind."""

    use_required_attribute = False  # a browser would silently refuse to send what is empty within a closed fold

    kind = forms.ChoiceField(
        label=gettext_lazy("Ini apa?"), choices=KINDS, error_messages={"required": gettext_lazy("Pilih salah satu.")}
    )
    choice = forms.ChoiceField(label=gettext_lazy("Pilih"), widget=forms.RadioSelect, required=False)
    amount = RupiahField(
        label=gettext_lazy("Berapa rupiah?"), error_messages={"required": gettext_lazy("Isi jumlahnya, misalnya 50rb.")}
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Untuk apa?"), choices=CATEGORY_NAMES, required=False, initial="other"
    )
    interest = RupiahField(label=gettext_lazy("Di antaranya bunga"), required=False)
    direction = forms.ChoiceField(label=gettext_lazy("Uang mukanya"), choices=DIRECTIONS, required=False, initial="in")
    source = forms.ChoiceField(label=gettext_lazy("Dari"), choices=PLACES, required=False, initial="cash")
    target = forms.ChoiceField(label=gettext_lazy("Ke"), choices=PLACES, required=False, initial="bank")
    settlement = forms.ChoiceField(
        label=gettext_lazy("Dibayar dengan"), choices=[*PLACES, *UNPAID], required=False, initial="cash"
    )
    paid = RupiahField(
        label=gettext_lazy("Yang sudah dibayar"),
        help_text=gettext_lazy("Isi bila baru dibayar sebagian."),
        required=False,
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Yang sebagian itu lewat"), choices=PLACES, required=False, initial="cash"
    )
    party = forms.CharField(
        label=gettext_lazy("Siapa?"),
        error_messages={"required": gettext_lazy("Siapa orang atau tokonya?")},
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    item = forms.CharField(label=gettext_lazy("Barang atau keperluan"), max_length=120, required=False)
    quantity = ReadField(parse_decimal, label=gettext_lazy("Banyaknya"), required=False, widget=number_box("decimal"))
    unit = forms.CharField(label=gettext_lazy("Satuan"), max_length=12, required=False)
    day = DayField(label=gettext_lazy("Tanggal"))

    def __init__(
        self,
        *args: Any,
        today: date,
        closed_until: date | None = None,
        kinds: Sequence[str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.today, self.closed_until = today, closed_until
        self.note: NewNote | None = None
        self.initial.setdefault("day", today)
        if closed_until is not None:
            self.fields["day"].widget.attrs["data-after"] = closed_until.isoformat()
        field: Any = self.fields["kind"]
        if kinds is not None:
            field.choices = [(value, name) for value, name in KINDS if value in kinds]
        chosen = str(self["kind"].value() or "")
        if not chosen:
            field.choices = [("", gettext_lazy("Pilih…")), *field.choices]  # or a browser would send the first
        self.fields["party"].required = chosen in WITH_PARTY
        if not may_be_owed(chosen):
            settlement: Any = self.fields["settlement"]
            settlement.choices = PLACES

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_day(data["day"], self.today)
                check_open(data["day"], self.closed_until)
                note = to_note(data)
                check_note(note)
                self.note = note
            except Problem as problem:
                add_problem(self, problem)
        return data


def may_be_owed(kind: str) -> bool:
    """Whether money can be owed in an event of this kind; while the kind is open it may."""
    return kind not in set(EventKind) or EventKind(kind) in ON_CREDIT


def to_note(data: Mapping[str, Any]) -> NewNote:
    """The event that the form tells of; what does not belong to its kind is left out."""
    kind = EventKind(data["kind"])
    asked = fields_of(kind)
    given = {name: value for name, value in data.items() if name in asked and value not in {None, ""}}
    settlement, place, paid = given.get("settlement", "cash"), given.get("place", "cash"), given.get("paid")
    if paid is not None and settlement in MONEY_PLACES and paid < data["amount"]:
        settlement, place = PART, settlement  # who fills in a part has not paid all
    return NewNote(
        kind=kind,
        amount=data["amount"],
        day=data["day"],
        settlement=settlement,
        paid=paid if settlement == PART else None,
        place=place if settlement == PART else "cash",
        party=" ".join(given.get("party", "").split()),
        item=" ".join(given.get("item", "").split()),
        quantity=_decimal(given.get("quantity")),
        unit=given.get("unit", "").strip(),
        category=given.get("category", "other") if kind is EventKind.EXPENSE else "",
        source=given.get("source", "cash"),
        target=given.get("target", "bank"),
        interest=given.get("interest", 0),
        direction=given.get("direction", "in"),
    )


def _decimal(number: Fraction | None) -> Decimal | None:
    return None if number is None else Decimal(number.numerator) / Decimal(number.denominator)


class PlainForm(EventForm, OnceForm):
    """One of the six plain forms: an event without a line, perhaps with a photo."""

    photo = PhotoField(label=gettext_lazy("Foto kuitansi"), required=False)


class PhotoForm(forms.Form):
    photo = PhotoField(label=gettext_lazy("Foto kuitansi"))


class MonthsForm(OnceForm):
    months = CountField(label=gettext_lazy("Dipakai berapa bulan?"))


class TakeBackForm(OnceForm):
    why = forms.CharField(label=gettext_lazy("Mengapa dibatalkan?"), max_length=200)
    day = DayField(label=gettext_lazy("Tanggal pembatalan"))
    again = forms.BooleanField(label=gettext_lazy("Tulis ulang yang benar"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("day", today)


def form_id(text: str) -> uuid.UUID:
    """The id a form came with; for one that was tampered with, always the same one made of it."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_OID, text)
