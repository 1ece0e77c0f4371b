"""What a person types about an order. Numbers, units and dates are read by the kernel, as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guyub.kernel.errors import Problem
from guyub.kernel.numbers import parse_decimal
from guyub.kernel.units import UNITS, find_unit, to_pieces
from guyub.orders.actions.taking import NewLine, NewOrder
from guyub.orders.models import Share
from guyub.orders.rules import check_answer
from guyub.people.fields import CountField, DayField, OnceForm, ReadField, RupiahField, number_box
from guyub.people.merging import BeganForm
from guyub.people.sheets import Rows, Sent
from guyub.sentra.rules import product_key

GRADES = [("", gettext_lazy("bebas")), ("A", "A"), ("B", "B"), ("C", "C")]
UNIT_CHOICES = [(unit.name, unit.words) for unit in UNITS]
MONEY_PLACES = [("cash", gettext_lazy("tunai")), ("bank", gettext_lazy("bank"))]
ROWS_TO_TYPE = 3
MOST_LINES = 200


class OrderForm(BeganForm, OnceForm):
    buyer = forms.CharField(label=gettext_lazy("Pembeli"), max_length=120)
    start = DayField(label=gettext_lazy("Mulai dikerjakan"))
    max_share_percent = CountField(
        label=gettext_lazy("Bagian terbesar satu anggota, dalam persen"),
        help_text=gettext_lazy("Hanya dipakai untuk cara Termurah. Kosong = tanpa batas."),
        required=False,
    )
    note = forms.CharField(label=gettext_lazy("Catatan"), max_length=400, required=False)

    def to_order(self, lines: Iterable[NewLine]) -> NewOrder:
        data = self.cleaned_data
        return NewOrder(
            buyer=data["buyer"],
            note=data["note"],
            start=data["start"],
            max_share_percent=data["max_share_percent"],
            lines=tuple(lines),
        )


class LineForm(forms.Form):
    """One line; left empty it is no line at all."""

    product = forms.CharField(label=gettext_lazy("Barang"), max_length=120)
    quantity = ReadField(parse_decimal, label=gettext_lazy("Jumlah"), widget=number_box())
    unit = forms.CharField(label=gettext_lazy("Satuan"), max_length=20, widget=forms.Select(choices=UNIT_CHOICES))
    price = RupiahField(label=gettext_lazy("Harga sebuah"))
    grade = forms.ChoiceField(label=gettext_lazy("Mutu terendah"), choices=GRADES, required=False)
    due = DayField(label=gettext_lazy("Tempo"))

    TYPED = ("product", "quantity", "price", "due")  # a chosen unit or grade alone makes no line

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.empty_permitted = True

    def has_changed(self) -> bool:
        return self.is_filled()

    def is_filled(self) -> bool:
        """Whether anything was typed."""
        return any(self[name].value() for name in self.TYPED)

    def clean_unit(self) -> str:
        try:
            return find_unit(self.cleaned_data["unit"]).name
        except Problem as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self._count_pieces(data)
        return data

    def _count_pieces(self, data: dict[str, Any]) -> None:
        try:
            data["pieces"] = to_pieces(data["quantity"], find_unit(data["unit"]))
        except Problem as problem:
            self.add_error("quantity", str(problem))

    def to_line(self) -> NewLine:
        data = self.cleaned_data
        return NewLine(
            product=" ".join(data["product"].split()),
            quantity=_as_decimal(data["quantity"]),
            unit=data["unit"],
            pieces=data["pieces"],
            price=data["price"],
            grade=data["grade"],
            due=data["due"],
        )


class BaseLines(Rows):
    def key_of(self, row: Mapping[str, Sent]) -> str:
        return product_key(" ".join(row["product"]))

    def filled(self) -> list[LineForm]:
        return [form for form in self.forms if form.is_filled()]

    def to_lines(self) -> list[NewLine]:
        return [form.to_line() for form in self.filled()]

    def add_problem(self, problem: Problem) -> bool:
        """Show a Problem about one line at the field of that line; False when it is about none."""
        number = dict(problem.words.values).get("line")
        lines = self.filled()
        if problem.field not in LineForm.base_fields or not isinstance(number, int) or number > len(lines):
            return False
        lines[number - 1].add_error(problem.field, str(problem))
        return True


def lines_formset(data: Any = None, initial: Sequence[dict[str, Any]] = (), more: int = 0) -> BaseLines:
    """The lines of an order to type: those there are, and a few empty ones."""
    empty = 1 if initial else ROWS_TO_TYPE
    made = forms.formset_factory(
        LineForm, formset=BaseLines, extra=empty + more, max_num=MOST_LINES, absolute_max=MOST_LINES
    )
    return made(data, initial=list(initial), prefix="line")  # type: ignore[return-value]


def _as_decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


class DaysField(CountField):
    """How many days the members have; none is no time to answer in."""

    def clean(self, value: Any) -> Any:
        days = super().clean(value)
        if days == 0:
            raise forms.ValidationError(gettext_lazy("Batas jawaban harus di depan."))
        return days


class PublishForm(OnceForm):
    rule = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    days = DaysField(label=gettext_lazy("Anggota menjawab dalam berapa hari?"), initial="2")

    def answer_by(self, now: datetime) -> datetime:
        return deadline(now, self.cleaned_data["days"])


class SplitAgainForm(OnceForm):
    days = DaysField(label=gettext_lazy("Anggota menjawab dalam berapa hari?"), initial="1")

    def answer_by(self, now: datetime) -> datetime:
        return deadline(now, self.cleaned_data["days"])


def deadline(now: datetime, days: int) -> datetime:
    """`days` from now; a year at most, so that a slip of the finger does not keep an order open for ever."""
    return now + timedelta(days=min(days, 366))


def _takes_box(share: Share) -> forms.TextInput:
    box = number_box("count")
    box.attrs["data-most"] = share.pieces
    return box


class AnswerForm(OnceForm):
    """How many pieces of each line a member takes."""

    def __init__(self, waiting: Sequence[Share], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.waiting = waiting
        for share in waiting:
            self.fields[f"seen-{share.line.number}"] = CountField(
                initial=str(share.pieces), required=False, widget=forms.HiddenInput({"id": False})
            )
            self.fields[f"takes-{share.line.number}"] = CountField(
                label=share.line.product, initial=str(share.pieces), widget=_takes_box(share)
            )

    def clean(self) -> dict[str, Any]:
        """Say at the line itself when it is more than was offered, or less than was promised before."""
        data = super().clean() or self.cleaned_data
        for share in self.waiting:
            name = f"takes-{share.line.number}"
            try:
                check_answer(share.pieces, share.accepted, data.get(name, share.pieces))
            except Problem as problem:
                self.add_error(name, str(problem))
        return data

    def is_current(self) -> bool:
        """Whether the offer is still as large as the page showed it when it was answered."""
        seen = {share.line.number: self.data.get(f"seen-{share.line.number}", "") for share in self.waiting}
        return all(seen[share.line.number] in {"", str(share.pieces)} for share in self.waiting)

    def takes(self) -> dict[int, int]:
        return {share.line.number: self.cleaned_data[f"takes-{share.line.number}"] for share in self.waiting}


class TallyForm(OnceForm):
    made = CountField(label=gettext_lazy("Jadi dan baik"), initial="")
    spoiled = CountField(label=gettext_lazy("Gagal"), required=False)
    day = DayField(label=gettext_lazy("Tanggal"))


class InspectForm(OnceForm):
    passed = CountField(label=gettext_lazy("Sesuai mutu"))
    failed = CountField(label=gettext_lazy("Tidak sesuai"), required=False)
    note = forms.CharField(label=gettext_lazy("Catatan"), max_length=200, required=False)


class RelieveForm(OnceForm):
    seen = CountField(widget=forms.HiddenInput({"id": False}))
    pieces = CountField(label=gettext_lazy("Berapa buah dilepas?"))


class PiecesForm(OnceForm):
    """A number of pieces for each of several shares: a lot to deliver, or what came back of it."""

    def __init__(self, name: str, most: Sequence[tuple[Share, int, int]], *args: Any, **options: Any) -> None:
        """`most` holds (share, most possible, what to begin with)."""
        super().__init__(*args, **options)
        self.name = name
        self.shares = [share for share, __, __ in most]
        for share, possible, begin in most:
            self.fields[f"{name}-{share.pk}"] = CountField(
                label=f"{share.enterprise.name}: {share.line.product}",
                help_text=gettext_lazy("paling banyak %(n)s") % {"n": possible},
                initial=str(begin),
                required=False,
            )

    def counts(self) -> dict[int, int]:
        return {share.pk: self.cleaned_data[f"{self.name}-{share.pk}"] or 0 for share in self.shares}


class DeliverForm(PiecesForm):
    day = DayField(label=gettext_lazy("Tanggal kirim"))


class PayForm(OnceForm):
    amount = RupiahField(label=gettext_lazy("Uang yang diterima"))
    into = forms.ChoiceField(label=gettext_lazy("Masuk ke"), choices=MONEY_PLACES)
    day = DayField(label=gettext_lazy("Tanggal"))


class AdvanceForm(OnceForm):
    enterprise = forms.ChoiceField(label=gettext_lazy("Untuk anggota"))
    amount = RupiahField(label=gettext_lazy("Jumlah uang"))
    what = forms.CharField(label=gettext_lazy("Untuk bahan apa"), max_length=120, required=False)
    paid_from = forms.ChoiceField(label=gettext_lazy("Dari"), choices=MONEY_PLACES)
    day = DayField(label=gettext_lazy("Tanggal"))

    def __init__(self, enterprises: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["enterprise"].choices = enterprises  # type: ignore[attr-defined]


class SettleForm(OnceForm):
    paid_from = forms.ChoiceField(label=gettext_lazy("Dibayar dari"), choices=MONEY_PLACES)
    although_short = forms.BooleanField(label=gettext_lazy("Bagi hasil walau belum semua diantar"), required=False)
