"""What is typed about output: a sheet of rows, each who, which step, how many good and rejected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from guyub.kernel.errors import Problem
from guyub.kernel.measures import parse_quantity
from guyub.kernel.words import Words, reader_language
from guyub.people.fields import DayField, OnceForm
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.counting import NewTally
from guyub.workshop.models import Step, Worker
from guyub.workshop.queries.counting import Desk, worker_named
from guyub.workshop.rules.doubts import Doubt
from guyub.workshop.rules.tally_line import TallyRead
from guyub.workshop.rules.typed import typed


def _number() -> forms.TextInput:
    """A box for `120` as well as `2,5 kg`."""
    return forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off", "data-read": "quantity"})


class SheetForm(OnceForm):
    """What all rows share. `sure` are the doubts the person says to be so."""

    day = DayField(label=gettext_lazy("Hari"))
    sure = forms.MultipleChoiceField(
        label=gettext_lazy("Benar begitu?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    photo = forms.FileField(
        label=gettext_lazy("Foto barang reject"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        said: Any = self.fields["sure"]
        ticked = self.data.getlist("sure") if isinstance(self.data, QueryDict) else []
        said.choices = [(each, each) for each in ticked]

    def show_doubts(self, doubts: tuple[Doubt, ...]) -> None:
        """Ask: each doubt becomes a box to tick."""
        said: Any = self.fields["sure"]
        words: dict[str, list[str]] = {}
        for doubt in doubts:
            words.setdefault(doubt.about, []).append(str(doubt.words))
        said.choices = [(about, " ".join(told)) for about, told in words.items()]


class RowForm(forms.Form):
    """One tally. A worker who tallies for themselves has no name to type."""

    worker = forms.CharField(
        label=gettext_lazy("Siapa"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "people"}),
    )
    step = forms.ChoiceField(label=gettext_lazy("Langkah"))
    good = forms.CharField(label=gettext_lazy("Jadi"), max_length=40, required=False, widget=_number())
    rejected = forms.CharField(label=gettext_lazy("Reject"), max_length=40, required=False, widget=_number())
    reason = forms.ChoiceField(label=gettext_lazy("Alasan reject"), required=False)
    job = forms.ChoiceField(label=gettext_lazy("Pesanan"), required=False)
    machine = forms.ChoiceField(label=gettext_lazy("Mesin"), required=False)

    def __init__(
        self, *args: Any, desk: Desk, enterprise: Enterprise, own: list[Worker] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.desk, self.enterprise, self.own = desk, enterprise, own
        if own is not None:
            del self.fields["worker"]
        nothing = [("", "—")]
        self._choose("step", [("", gettext("Pilih")), *((step.pk, _label(step)) for step in desk.steps)])
        self._choose("machine", nothing + [(str(each.pk), each.name) for each in desk.machines])
        self._choose("reason", nothing + [(str(each.pk), each.name) for each in desk.reasons])
        jobs = [(str(each.pk), f"{each.name} · {each.customer}" if each.customer else each.name) for each in desk.jobs]
        self._choose("job", nothing + jobs)

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
        if len(choices) == 1:
            del self.fields[name]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that most tallies do not need."""
        return [self[name] for name in ("reason", "job", "machine") if name in self.fields]

    def clean_worker(self) -> Worker | None:
        name = self.cleaned_data["worker"]
        if not name:
            return None
        worker = worker_named(self.enterprise, name)
        if worker is None:
            raise forms.ValidationError(
                gettext("“%(name)s” belum ada di daftar pekerja, atau ada beberapa. Tulis nama lengkapnya.")
                % {"name": name}
            )
        return worker

    def clean_step(self) -> Step:
        return next(step for step in self.desk.steps if str(step.pk) == self.cleaned_data["step"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        step = data.get("step")
        if step is None:
            return data
        for name in ("good", "rejected"):
            try:
                data[name] = parse_quantity(data[name], step.unit, name) if data.get(name) else 0
            except Problem as problem:
                self.add_error(name, str(problem))
        if not self.errors and not data["good"] and not data["rejected"]:
            self.add_error("good", gettext("Tulis jumlahnya."))
        return data

    def tally(self, day: Any) -> NewTally:
        """What the row says. Call it on a valid form."""
        data = self.cleaned_data

        def chosen(name: str, among: Any) -> Any:
            return next((each for each in among if str(each.pk) == data.get(name)), None)

        worker = data.get("worker") if self.own is None else self.own[0]
        return NewTally(
            product=data["step"].product,
            step=data["step"],
            day=day,
            good=data["good"],
            rejected=data["rejected"],
            worker=worker,
            machine=chosen("machine", self.desk.machines),
            job=chosen("job", self.desk.jobs),
            reason=chosen("reason", self.desk.reasons),
        )


def _label(step: Step) -> str:
    return f"{step.product.name} · {step.name} ({Words(step.unit)})"


def initial_of(told: TallyRead, workers: dict[str, str]) -> dict[str, str]:
    """What a line said, as it is typed into the fields of a row."""
    name = workers.get(told.worker, " ".join(told.unknown))
    return {
        "worker": name,
        "step": str(told.step or ""),
        "good": _typed(told.good, told.unit),
        "rejected": _typed(told.rejected, told.unit),
        "machine": told.machine,
        "job": told.job,
    }


def _typed(number: Any, unit: str) -> str:
    if number is None:
        return ""
    return f"{typed(number, reader_language())} {unit}".strip()
