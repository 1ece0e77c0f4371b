"""Invented values for the public welcome and for the page that shows every part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guyub.kernel import words
from guyub.kernel.charts.bars import Amount, bars_svg
from guyub.kernel.charts.drawing import HISTORY, NEW, SPARE
from guyub.kernel.charts.progress import Line, ProgressWords, progress_svg
from guyub.kernel.charts.split import Bar, SplitWords, split_svg
from guyub.kernel.charts.weeks import Column, weeks_svg

# Name, weeks of own full work already received in the year, weeks' worth of the new share, weeks to spare, pieces.
MEMBERS = [
    ("Rajut Melati", 4.5, 8.5, 7.3, 420),
    ("Harapan", 7.8, 5.2, 7.3, 260),
    ("Sinar Jaya", 14.2, 0, 6.1, 0),
    ("Bu Ani", 1.7, 11.3, 7.3, 540),
    ("Karya Ibu", 6.2, 6.8, 7.3, 340),
    ("Konveksi Sumber Rejeki Bersama", 2.6, 10.4, 7.3, 500),
    ("Mekar", 6.2, 6.8, 7.3, 340),
]
LEVEL = 13.0


def _shown(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 the charts escape every word


def _count(number: int) -> str:
    return words.show(number, words.reader_language())


def split(several: int = 1) -> SafeString:
    """The split of 2.400 knitted scarves; with `several` > 1, of a sentra that many times as large."""
    bars = [
        Bar(name if n == 0 else f"{name} {n + 1}", had, new, spare, _count(pieces))
        for n in range(several)
        for name, had, new, spare, pieces in MEMBERS
    ]
    return _shown(
        split_svg(
            bars,
            SplitWords(
                title=_("Pembagian 2.400 syal rajut kepada tujuh anggota"),
                history=_("12 bulan"),
                new=_("jatah baru"),
                spare=_("sisa kapasitas"),
                level=_("sama rata"),
                others=_("20 jatah terbesar, lainnya di tabel"),
                description=_(
                    "Yang setahun ini menerima sedikit mendapat lebih banyak, sampai semua sama rata. "
                    "Sinar Jaya sudah di atas garis, maka jatahnya 0."
                ),
            ),
            LEVEL,
        )
    )


class ExampleForm(forms.Form):
    """One of each input."""

    name = forms.CharField(label=gettext_lazy("Nama bengkel"), help_text=gettext_lazy("Seperti di papan nama."))
    count = forms.IntegerField(label=gettext_lazy("Jumlah"), min_value=1)
    unit = forms.ChoiceField(
        label=gettext_lazy("Satuan"), choices=[("pcs", gettext_lazy("buah")), ("kodi", "kodi"), ("gross", "gross")]
    )
    due = forms.DateField(label=gettext_lazy("Tempo"), widget=forms.DateInput(attrs={"type": "date"}))
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
        {"salah-name": "", "salah-count": "0", "salah-unit": "kodi", "salah-due": "31-31-2026"}, prefix="salah"
    )
    mistaken.is_valid()
    return {
        "split": split(),
        "split_of_many": split(12),
        "progress_chart": _shown(
            progress_svg(
                [
                    Line(_("Syal rajut"), 2400, 1310, 1240, 960, f"{_count(1310)} / {_count(2400)}"),
                    Line(_("Topi rajut anak"), 600, 600, 600, 600, f"{_count(600)} / {_count(600)}"),
                    Line(_("Tas belanja"), 1200, 0, 0, 0, f"0 / {_count(1200)}"),
                ],
                ProgressWords(
                    title=_("Kemajuan pesanan per barang"),
                    delivered=_("dikirim"),
                    accepted=_("lulus periksa"),
                    made=_("jadi"),
                    left=_("belum"),
                ),
            )
        ),
        "bars_chart": _shown(
            bars_svg(
                [
                    Amount(_("September"), 4_200_000, words.show_rupiah(4_200_000, words.reader_language())),
                    Amount(_("Oktober"), -1_350_000, words.show_rupiah(-1_350_000, words.reader_language())),
                    Amount(_("November"), 12_750_000, words.show_rupiah(12_750_000, words.reader_language())),
                ],
                _("Sisa uang tiap bulan"),
            )
        ),
        "weeks_chart": _shown(
            weeks_svg(
                [
                    Column(*(1.8, NEW) if 18 <= week < 24 else (0.5, SPARE) if week > 40 else (1.0, HISTORY))
                    for week in range(52)
                ],
                [(NEW, _("ramai")), (HISTORY, _("biasa")), (SPARE, _("sepi"))],
                _("Minggu ramai dan sepi"),
                level=1.0,
            )
        ),
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
        "large": 1_234_567_890,
        "small": 1_250_000,
        "debt": -700_000,
    }
