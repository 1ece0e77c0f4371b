"""Forms that bring files in: the file, the columns of an unknown bank, what a line of the bank was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guyub.books.models import BankLine
from guyub.books.queries.bank import LineView
from guyub.books.rules.bank_layout import Layout
from guyub.books.rules.ledger import Kind
from guyub.books.rules.meaning import CATEGORIES, NAMES, EventKind
from guyub.kernel.errors import Problem
from guyub.kernel.tables import Table, refuse_too_big
from guyub.kernel.webtables import read_any_table

KIND_NAMES = {
    Kind.ASSET: _("milik (uang, piutang, barang, alat)"),
    Kind.LIABILITY: _("utang"),
    Kind.EQUITY: _("modal"),
    Kind.INCOME: _("pendapatan"),
    Kind.EXPENSE: _("biaya"),
}
CATEGORY_NAMES = {
    "power": _("listrik, air, pulsa"),
    "transport": _("ongkos kirim, perjalanan"),
    "rent": _("sewa"),
    "interest": _("bunga dan biaya bank"),
    "repair": _("perbaikan alat"),
    "marketing": _("promosi"),
    "other": _("lain-lain"),
}
_INTO = (
    *(EventKind.SALE, EventKind.RECEIPT, EventKind.DEPOSIT, EventKind.TRANSFER, EventKind.OTHER_INCOME),
    *(EventKind.CAPITAL, EventKind.LOAN, EventKind.GRANT),
)
_OUT = (
    *(EventKind.PURCHASE, EventKind.PAYMENT, EventKind.WAGE, EventKind.DRAWING, EventKind.TRANSFER),
    *(EventKind.ASSET, EventKind.LOAN_REPAYMENT, EventKind.ADVANCE, EventKind.TAX),
)


class StatementFileForm(forms.Form):
    """A spreadsheet, CSV, or a bank's web page; `cleaned_data["file"]` is its table and the SHA-256 of its bytes."""

    file = forms.FileField(
        label=_("Berkas Excel atau CSV"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt,.html,.htm"}),
    )

    def clean_file(self) -> tuple[Table, str]:
        file = self.cleaned_data["file"]
        try:
            refuse_too_big(file.size, file.name)
            content = file.read()
            return read_any_table(content, file.name), hashlib.sha256(content).hexdigest()
        except Problem as problem:
            raise forms.ValidationError(str(problem)) from problem


class AccountsForm(forms.Form):
    """For each account that nobody knows: one of the book's, or the kind of a new one."""

    again = forms.BooleanField(label=_("Tulis juga yang sepertinya sudah ada"), required=False)

    def __init__(self, *args: Any, unknown: Sequence[Any], accounts: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.texts = {f"account-{at}": each.text for at, each in enumerate(unknown)}
        own = [(code, f"{code} {name}") for code, name in accounts]
        new = [(kind.value, name) for kind, name in KIND_NAMES.items()]
        for name, each in zip(self.texts, unknown, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=each.text,
                choices=[("", _("Pilih …")), (_("Buat baru, sebagai"), new), (_("Pakai yang sudah ada"), own)],
                initial=each.nearest or (each.kind.value if each.kind else ""),
                required=False,
            )

    def unknown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.texts]

    def chosen(self) -> dict[str, str]:
        return {text: self.cleaned_data[name] for name, text in self.texts.items()}


class ColumnsForm(forms.Form):
    """Which column of a bank's file is which; `cleaned_data["layout"]`."""

    day = forms.TypedChoiceField(label=_("Tanggal"), coerce=int)
    words = forms.TypedMultipleChoiceField(label=_("Keterangan"), coerce=int, widget=forms.CheckboxSelectMultiple)
    amount = forms.TypedChoiceField(label=_("Jumlah, dalam satu kolom"), coerce=int, empty_value=None, required=False)
    side = forms.TypedChoiceField(
        label=_("Tanda masuk atau keluar (DB/CR, D/K)"), coerce=int, empty_value=None, required=False
    )
    debit = forms.TypedChoiceField(label=_("Uang keluar"), coerce=int, empty_value=None, required=False)
    credit = forms.TypedChoiceField(label=_("Uang masuk"), coerce=int, empty_value=None, required=False)
    balance = forms.TypedChoiceField(label=_("Saldo"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, headings: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(at), f"{at + 1}. {heading}".strip()) for at, heading in enumerate(headings)]
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField):
                field.choices = choices if name == "words" else [("", _("tidak ada")), *choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            data["layout"] = Layout(**{**data, "words": tuple(data["words"])})
        return data


class LineForm(forms.Form):
    """What one line of the bank was. Its fields carry the line's id, since a page has many."""

    what = forms.ChoiceField(label=_("Ini apa?"))
    party = forms.CharField(label=_("Dengan siapa"), max_length=80, required=False)

    def __init__(self, data: Any = None, *, line: BankLine, view: LineView | None = None) -> None:
        super().__init__(data, prefix=f"line-{line.pk}")
        self.line = line
        kinds = [(kind.value, str(NAMES[kind])) for kind in (_INTO if line.amount > 0 else _OUT)]
        costs = [] if line.amount > 0 else [(f"expense:{name}", words) for name, words in CATEGORY_NAMES.items()]
        what: Any = self.fields["what"]
        what.choices = [("", _("Pilih …")), *kinds, *([(_("Biaya"), costs)] if costs else [])]
        if view is not None and view.guess is not None:
            category = view.guess.category if view.guess.category in CATEGORIES else "other"
            kind = view.guess.kind
            self.initial["what"] = f"expense:{category}" if kind is EventKind.EXPENSE else kind.value
            self.initial["party"] = view.guess.party

    def told(self) -> tuple[EventKind, str, str]:
        """Kind, category of a cost, and party."""
        kind, __, category = self.cleaned_data["what"].partition(":")
        return EventKind(kind), category, self.cleaned_data["party"].strip()
