"""What is asked about workers: who they are and how they are paid, when they left, how they sign in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext, gettext_lazy

from guyub.people.fields import DayField, OnceForm, ReadField, RupiahField
from guyub.people.merging import BeganForm
from guyub.people.models import User
from guyub.sentra.forms import read_phone
from guyub.workshop.actions.staff import About
from guyub.workshop.models import Worker
from guyub.workshop.rules.pay import PAY_NAMES, PayKind

HALVES = [("0", "–"), ("1", "½"), ("2", "1")]


class WorkerForm(BeganForm, OnceForm):
    name = forms.CharField(label=gettext_lazy("Nama"), max_length=80)
    phone = ReadField(
        read_phone, label=gettext_lazy("Nomor WhatsApp"), required=False, widget=forms.TextInput({"type": "tel"})
    )
    pay = forms.ChoiceField(label=gettext_lazy("Dibayar"), widget=forms.RadioSelect)
    daily_rate = RupiahField(label=gettext_lazy("Upah sehari"), required=False)
    monthly_rate = RupiahField(label=gettext_lazy("Upah sebulan"), required=False)
    since = DayField(label=gettext_lazy("Mulai bekerja"))
    user = forms.ChoiceField(label=gettext_lazy("Masuk ke Guyub sebagai"), required=False)

    def __init__(self, *args: Any, users: list[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.users = {str(user.pk): user for user in users}
        kinds: Any = self.fields["pay"]
        kinds.choices = [(kind.value, str(name)) for kind, name in PAY_NAMES.items()]
        chosen: Any = self.fields["user"]
        chosen.choices = [("", gettext("tidak masuk sendiri")), *((key, str(each)) for key, each in self.users.items())]
        if not users:
            del self.fields["user"]

    def about(self) -> About:
        """What the form says. Call it on a valid form."""
        data = self.cleaned_data
        return About(
            name=data["name"],
            pay=PayKind(data["pay"]),
            since=data["since"],
            phone=data["phone"] or "",
            daily_rate=data["daily_rate"] or 0,
            monthly_rate=data["monthly_rate"] or 0,
            user=self.users.get(data.get("user", "")),
        )


def initial_of(worker: Worker) -> dict[str, Any]:
    """What is known of a worker, as the form has it."""
    return {
        "name": worker.name,
        "phone": worker.phone,
        "pay": worker.pay,
        "daily_rate": worker.daily_rate or None,
        "monthly_rate": worker.monthly_rate or None,
        "since": worker.since,
        "user": str(worker.user_id or ""),
    }


class EndForm(forms.Form):
    until = DayField(label=gettext_lazy("Hari terakhir bekerja"))


class SignInForm(forms.Form):
    """A name and a password that the owner hands to the worker."""

    username = forms.CharField(
        label=gettext_lazy("Nama masuk"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
    password = forms.CharField(
        label=gettext_lazy("Kata sandi"), max_length=128, widget=forms.TextInput({"autocomplete": "off"})
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class WeekForm(forms.Form):
    """Half days of a week, one choice for each worker and day that can still be marked."""

    def __init__(self, *args: Any, places: dict[str, tuple[str, int]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, (label, halves) in places.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=HALVES, coerce=int, initial=str(halves), required=False
            )


def place_name(worker: Any, day: date) -> str:
    """The name of the field of a worker and a day, as `actions.staff.mark_days` names it."""
    return f"{worker}/{day.isoformat()}"
