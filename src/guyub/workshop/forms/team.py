"""What is typed about people and their work: groups, duties, the day's jobs, reasons for rejects."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from guyub.kernel.errors import Problem
from guyub.kernel.measures import parse_quantity
from guyub.kernel.words import Words
from guyub.people.fields import OnceForm
from guyub.people.merging import BeganForm
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.tasks import NewTask
from guyub.workshop.models import Step, Worker
from guyub.workshop.queries.counting import Desk, worker_named
from guyub.workshop.rules.duties import DIVISIONS


def _name_box() -> forms.TextInput:
    """A box that offers the names of the list `people` of the page."""
    return forms.TextInput(attrs={"autocomplete": "off", "list": "people"})


def named(enterprise: Enterprise, name: str) -> Worker:
    """The worker who is meant. Raises ValidationError for a name that nobody has, or several."""
    worker = worker_named(enterprise, name)
    if worker is None:
        raise forms.ValidationError(
            gettext("“%(name)s” belum ada di daftar pekerja, atau ada beberapa. Tulis nama lengkapnya.")
            % {"name": name}
        )
    return worker


class NameForm(BeganForm):
    """The name of a group, or of a reason."""

    name = forms.CharField(
        label=gettext_lazy("Nama"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class PeopleForm(forms.Form):
    """Several people, with commas or one a line."""

    who = forms.CharField(
        label=gettext_lazy("Siapa yang masuk kelompok ini"),
        help_text=gettext_lazy("Beberapa nama sekaligus, dengan koma."),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, enterprise: Enterprise, **options: Any) -> None:
        super().__init__(*args, **options)
        self.enterprise = enterprise

    def clean_who(self) -> list[Worker]:
        names = [name.strip() for name in re.split(r"[,;\n]", self.cleaned_data["who"]) if name.strip()]
        return [named(self.enterprise, name) for name in names]


class DutyForm(BeganForm):
    """Without a name, the owner sees to it."""

    division = forms.ChoiceField(label=gettext_lazy("Bagian usaha"))
    what = forms.CharField(
        label=gettext_lazy("Apa yang diurus"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    worker = forms.CharField(
        label=gettext_lazy("Siapa"),
        help_text=gettext_lazy("Kosong: pemilik sendiri."),
        max_length=80,
        required=False,
        widget=_name_box(),
    )

    def __init__(self, *args: Any, enterprise: Enterprise, fixed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.enterprise = enterprise
        division: Any = self.fields["division"]
        division.choices = [(key, str(words)) for key, words in DIVISIONS.items()]
        if fixed:
            del self.fields["division"]

    def clean_worker(self) -> Worker | None:
        name = self.cleaned_data["worker"]
        return named(self.enterprise, name) if name else None


class AllForm(forms.Form):
    """Who sees to everything."""

    all = forms.CharField(
        label=gettext_lazy("Siapa"),
        help_text=gettext_lazy("Kosong: pemilik sendiri."),
        max_length=80,
        required=False,
        widget=_name_box(),
    )

    def __init__(self, *args: Any, enterprise: Enterprise, **options: Any) -> None:
        super().__init__(*args, **options)
        self.enterprise = enterprise

    def clean_all(self) -> Worker | None:
        name = self.cleaned_data["all"]
        return named(self.enterprise, name) if name else None


class TaskForm(OnceForm):
    """One line of the job list."""

    worker = forms.CharField(label=gettext_lazy("Siapa"), max_length=80, widget=_name_box())
    step = forms.ChoiceField(label=gettext_lazy("Langkah"), required=False)
    target = forms.CharField(
        label=gettext_lazy("Target"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )
    words = forms.CharField(
        label=gettext_lazy("Pekerjaan lain, atau keterangan"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    job = forms.ChoiceField(label=gettext_lazy("Pesanan"), required=False)
    machine = forms.ChoiceField(label=gettext_lazy("Mesin"), required=False)

    def __init__(self, *args: Any, desk: Desk, enterprise: Enterprise, **options: Any) -> None:
        super().__init__(*args, **options)
        self.desk, self.enterprise = desk, enterprise
        jobs = [(str(each.pk), f"{each.name} · {each.customer}" if each.customer else each.name) for each in desk.jobs]
        steps = [(str(step.pk), f"{step.product.name} · {step.name} ({Words(step.unit)})") for step in desk.steps]
        self._choose("step", steps)
        self._choose("job", jobs)
        self._choose("machine", [(str(each.pk), each.name) for each in desk.machines])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", "—"), *choices]
        if not choices:
            del self.fields[name]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that most tasks do not need."""
        return [self[name] for name in ("job", "machine") if name in self.fields]

    def clean_worker(self) -> Worker:
        return named(self.enterprise, self.cleaned_data["worker"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        step = self._chosen("step", self.desk.steps)
        data["target"], typed = None, data.get("target")
        if typed and step is None:
            self.add_error(
                "target", gettext("Target dihitung per langkah: pilih langkahnya, atau tulis jumlahnya di kata-kata.")
            )
        elif typed and step:
            try:
                data["target"] = parse_quantity(typed, step.unit, "target")
            except Problem as problem:
                self.add_error("target", str(problem))
        return data

    def _chosen(self, name: str, among: Any) -> Any:
        wanted = self.cleaned_data.get(name)
        return next((each for each in among if wanted and str(each.pk) == wanted), None)

    def task(self, day: Any) -> NewTask:
        """What was typed. Call it on a valid form."""
        step: Step | None = self._chosen("step", self.desk.steps)
        return NewTask(
            day=day,
            worker=self.cleaned_data["worker"],
            step=step,
            words=self.cleaned_data["words"],
            target=self.cleaned_data["target"],
            job=self._chosen("job", self.desk.jobs),
            machine=self._chosen("machine", self.desk.machines),
        )
