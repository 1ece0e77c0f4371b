"""Every kind of picture with invented values, for the page of parts and the public welcome."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from guyub.kernel import words
from guyub.kernel.charts.bars import Amount, bars_svg
from guyub.kernel.charts.drawing import DONE, HISTORY, NEW, OUT, SPARE
from guyub.kernel.charts.flow import Column as FlowColumn
from guyub.kernel.charts.flow import Ribbon, flow_svg
from guyub.kernel.charts.lines import LineWords, Mark, Series, lines_svg
from guyub.kernel.charts.loads import Column as LoadColumn
from guyub.kernel.charts.loads import Filled, loads_svg
from guyub.kernel.charts.network import Tie, network_svg
from guyub.kernel.charts.progress import Line, ProgressWords, progress_svg
from guyub.kernel.charts.spans import Span, spans_svg
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
BUYERS = ["Hotel Kembang Kencana", "Butik Wangsa", "Toko Oleh-oleh Pandan Arum"]
FIRST_DAY = date(2026, 11, 23)


def _shown(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 the charts escape every word


def _count(number: int) -> str:
    return words.show(number, words.reader_language())


def _short(amount: int) -> str:
    return words.show_rupiah_short(amount, words.reader_language())


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


def progress() -> SafeString:
    """Three lines of an order, at different points."""
    return _shown(
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
    )


def bars() -> SafeString:
    """Amounts of which one is below zero."""
    months = ((_("September"), 4_200_000), (_("Oktober"), -1_350_000), (_("November"), 12_750_000))
    amounts = [Amount(name, amount, words.show_rupiah(amount, words.reader_language())) for name, amount in months]
    return _shown(bars_svg(amounts, _("Sisa uang tiap bulan")))


def output() -> SafeString:
    """Weeks of one person beside the target of each."""
    made = [(34, 40), (41, 40), (22, 40), (38, 36)]
    amounts = [
        Amount(
            date_format(FIRST_DAY + timedelta(weeks=n), "j M"), good, _("%(n)s dari %(of)s") % {"n": good, "of": of}, of
        )
        for n, (good, of) in enumerate(made)
    ]
    return _shown(bars_svg(amounts, _("Hasil tiap minggu"), _("Garis tegak: target tugas minggu itu.")))


def weeks() -> SafeString:
    """A year with a busy time and a quiet one."""
    return _shown(
        weeks_svg(
            [
                Column(*(1.8, NEW) if 18 <= week < 24 else (0.5, SPARE) if week > 40 else (1.0, HISTORY))
                for week in range(52)
            ],
            [(NEW, _("ramai")), (HISTORY, _("biasa")), (SPARE, _("sepi"))],
            _("Minggu ramai dan sepi"),
            level=1.0,
        )
    )


def cash() -> SafeString:
    """Money day by day, with the day on which it runs short."""
    money = [2.9, 3.1, 2.6, 1.4, 0.6, -0.4, 0.3, 0.9, 1.2, 1.0, 1.5, 1.7, 1.6, 2.0]
    values = [round(each * 1_000_000) for each in money]
    short = FIRST_DAY + timedelta(weeks=5)
    steps = [(n, date_format(FIRST_DAY + timedelta(weeks=n), "j M")) for n in range(0, 14, 2)]
    mark = Mark(5, values[5], f"{date_format(short, 'j M')}: {_short(values[5])}", OUT)
    return _shown(
        lines_svg([Series(values, NEW, thick=2.5)], LineWords(_("Uang pada akhir tiap hari"), "", steps), mark)
    )


def year() -> SafeString:
    """What members had month by month, the common line, and one's own."""
    lines = [Series([had * n / 11 for n in range(12)], HISTORY, "", 1.5) for __, had, *___ in MEMBERS[1:]]
    common = Series([6.2 * n / 11 for n in range(12)], "level", _("garis bersama"), 3)
    own = Series([4.5 * max(n - 4, 0) / 7 for n in range(12)], NEW, "Rajut Melati", 2.5)
    months = [(n, date_format(date(2026, n + 1, 1), "M")) for n in range(12)]
    return _shown(lines_svg([*lines, common, own], LineWords(_("Pesanan bersama selama setahun"), "", months)))


def flow() -> SafeString:
    """From suppliers over the sentra and its members to buyers."""
    members = [name for name, *__ in MEMBERS[:5]]
    sold = [(0, 0, 9), (1, 0, 4), (2, 0, 6), (3, 1, 5), (4, 1, 3), (0, 2, 4), (4, 2, 6)]
    ribbons = [Ribbon(0, 0, 0, 7), Ribbon(0, 1, 0, 3)]
    ribbons += [Ribbon(1, 0, member, 2) for member in range(5)]
    ribbons += [Ribbon(2, one, other, amount) for one, other, amount in sold]
    columns = [
        FlowColumn(_("Pemasok"), ["Toko Benang Jaya", "Pabrik Lusi Makmur Abadi"], 1.1),
        FlowColumn(_("Sentra"), [_("Sentra")], 0.7, silent=True),
        FlowColumn(_("Anggota"), members, 2.2),
        FlowColumn(_("Pembeli"), BUYERS),
    ]
    return _shown(flow_svg(columns, ribbons, _("Dari siapa ke siapa")))


def network() -> SafeString:
    """Members round their buyers."""
    pairs = [Tie(0, 1, 4), Tie(1, 2, 2), Tie(0, 3, 3), Tie(3, 4, 1), Tie(4, 5, 2)]
    sales = [Tie(0, 0, 9), Tie(1, 0, 4), Tie(2, 0, 6), Tie(3, 1, 5), Tie(4, 1, 3), Tie(5, 2, 8)]
    return _shown(network_svg([name for name, *__ in MEMBERS], BUYERS, pairs, sales, _("Siapa bekerja dengan siapa")))


def loads() -> SafeString:
    """How full three weeks of two machines are."""
    month = date_format(date(2026, 12, 7), "M")
    columns = [LoadColumn(month, "7"), LoadColumn(month, "14"), LoadColumn(month, "21")]
    rows = [Filled(_("Mesin rajut"), (100, 82, 40)), Filled(_("Mesin linking"), (65, None, 10))]
    return _shown(loads_svg(columns, rows, _("Seberapa penuh")))


def spans() -> SafeString:
    """From buying to being paid."""

    def days(count: int) -> str:
        return str(words._("%(count)s hari", count=count))

    return _shown(
        spans_svg(
            [
                Span(_("Menunggu"), 0, 12, days(12), HISTORY),
                Span(_("Dibayar"), 12, 30, days(18), NEW),
                Span(_("Bayar bahan"), 0, 14, days(14), DONE),
                Span(_("Uang sendiri"), 14, 30, days(16), OUT),
            ],
            _("Dari membeli bahan sampai dibayar"),
        )
    )
