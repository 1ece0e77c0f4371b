"""Invented values for the page that shows every part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guyub.web import example_pictures as pictures
from guyub.web.example_pictures import split

__all__ = ["parts", "split"]


class ExampleForm(forms.Form):
    """One of each input."""

    name = forms.CharField(label=gettext_lazy("Nama bengkel"), help_text=gettext_lazy("Seperti di papan nama."))
    count = forms.IntegerField(label=gettext_lazy("Jumlah"), min_value=1)
    unit = forms.ChoiceField(
        label=gettext_lazy("Satuan"), choices=[("pcs", gettext_lazy("buah")), ("kodi", "kodi"), ("gross", "gross")]
    )
    due = forms.DateField(label=gettext_lazy("Tempo"), widget=forms.DateInput(attrs={"type": "date"}))
    phone = forms.CharField(
        label=gettext_lazy("Nomor HP"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=gettext_lazy("Kata sandi"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    note = forms.CharField(label=gettext_lazy("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    rule = forms.ChoiceField(
        label=gettext_lazy("Cara membagi"),
        choices=[("catch-up", gettext_lazy("Kejar setahun")), ("proportional", gettext_lazy("Kapasitas"))],
        widget=forms.RadioSelect,
        initial="catch-up",
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Hari kerja"),
        required=False,
        choices=[("1", gettext_lazy("Senin")), ("2", gettext_lazy("Selasa"))],
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(label=gettext_lazy("Berkas anggota (XLSX atau CSV)"), required=False)
    agree = forms.BooleanField(label=gettext_lazy("Saya sudah membaca pembagian ini"), required=False)


def parts() -> dict[str, Any]:
    """Everything the page of parts shows."""
    mistaken = ExampleForm(
        {"salah-name": "", "salah-count": "0", "salah-unit": "kodi", "salah-due": ""}, prefix="salah"
    )
    mistaken.is_valid()
    return {
        "pictures": _pictures(),
        "form": ExampleForm(prefix="baru"),
        "mistaken": mistaken,
        "rules": [_("Kejar setahun"), _("Kapasitas"), _("Rata"), _("Termurah")],
        "steps": [
            {"label": label, "state": state}
            for label, state in (
                (_("Ditulis"), "done"),
                (_("Dibagi"), "done"),
                (_("Dijawab"), "done"),
                (_("Dikerjakan"), "now"),
                (_("Dikirim"), "next"),
                (_("Dibayar"), "next"),
            )
        ],
        "told": [
            Message(messages.SUCCESS, _("Tersimpan.")),
            Message(messages.ERROR, _("Belum tersimpan. Coba lagi sebentar.")),
            Message(messages.WARNING, _("Tersimpan, tetapi stok benang kurang dari nol.")),
            Message(messages.INFO, _("Pesanan ini sudah diumumkan.")),
        ],
        "large": 1_234_567_890,
        "small": 1_250_000,
        "debt": -700_000,
    }


def _pictures() -> list[tuple[str, str, str, tuple[tuple[str, str], ...]]]:
    """Key, title and picture, each with a few rows of the table that stands behind it."""
    drawn = (
        ("pembagian", _("Pembagian tujuh anggota"), split(), (("Rajut Melati", "420"), ("Sinar Jaya", "0"))),
        ("banyak", _("Pembagian anggota yang banyak"), split(12), (("Bu Ani", "540"),)),
        ("kemajuan", _("Kemajuan pesanan per barang"), pictures.progress(), ((_("Syal rajut"), "1.310"),)),
        ("sisa", _("Sisa uang tiap bulan"), pictures.bars(), ((_("Oktober"), "−1.350.000"),)),
        ("hasil", _("Hasil tiap minggu"), pictures.output(), (("23 Nov", "34"),)),
        ("minggu", _("Minggu ramai dan sepi"), pictures.weeks(), ((_("Minggu ke-20"), _("ramai")),)),
        ("uang", _("Uang pada akhir tiap hari"), pictures.cash(), (("28 Des", "−400.000"),)),
        ("setahun", _("Menuju garis bersama"), pictures.year(), (("Rajut Melati", "4,5"),)),
        ("rantai", _("Dari siapa ke siapa"), pictures.flow(), (("Rajut Melati → Hotel Kembang Kencana", "9"),)),
        ("jaringan", _("Siapa bekerja dengan siapa"), pictures.network(), (("1. Rajut Melati", "4"),)),
        ("penuh", _("Seberapa penuh"), pictures.loads(), ((_("Mesin rajut"), "100 %"),)),
        ("tertahan", _("Berapa lama uang Anda tertahan"), pictures.spans(), ((_("Uang sendiri"), "16"),)),
    )
    return list(drawn)
