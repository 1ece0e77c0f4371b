"""Forms about people."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guyub.people.fields import OnceForm


class KeyForm(OnceForm):
    name = forms.CharField(label=_("Untuk apa?"), max_length=60, help_text=_("Misalnya: mesin kasir, lembar kerja."))
