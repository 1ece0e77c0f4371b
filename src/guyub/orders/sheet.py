"""The settlement sheet on paper: a PDF made by Typst from the rows of a settlement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst
from django.utils.translation import gettext

from guyub.kernel.words import show_date, show_decimal, show_number, show_rupiah
from guyub.orders.models import Order, SettlementRow

TEMPLATE = Path(__file__).with_name("sheet.typ")


def settlement_pdf(order: Order, rows: Sequence[SettlementRow], language: str) -> bytes:
    """The sheet as PDF bytes, in `language`. What people typed goes in as data only, never as markup."""
    settled = order.settlement
    percent = show_decimal(order.fee_basis_points / 100, language)
    money = [(row.gross, -row.rejects, -row.fee, -row.advance, row.net) for row in rows]
    total = [sum(column) for column in zip(*money, strict=True)]
    sheet = {
        "lang": language,
        "title": gettext("Lembar bagi hasil"),
        "sentra": order.sentra.name,
        "place": order.sentra.place_name,
        "facts": [
            [gettext("Pesanan"), f"{order.number}"],
            [gettext("Pembeli"), order.buyer],
            [gettext("Tanggal"), show_date(settled.day, language)],
            [gettext("Iuran jasa sentra"), f"{percent} %"],
        ],
        "head": [
            gettext("Anggota"),
            gettext("Diantar"),
            gettext("Ditolak"),
            gettext("Nilai diantar"),
            gettext("Ditolak pembeli"),
            gettext("Iuran jasa"),
            gettext("Uang muka bahan"),
            gettext("Diterima bersih"),
        ],
        "rows": [
            [row.enterprise.name, show_number(row.pieces, language), show_number(row.returned, language)]
            + [show_rupiah(amount, language) for amount in amounts]
            for row, amounts in zip(rows, money, strict=True)
        ],
        "total": [
            gettext("Jumlah seluruhnya"),
            show_number(sum(row.pieces for row in rows), language),
            show_number(sum(row.returned for row in rows), language),
            *[show_rupiah(amount, language) for amount in total],
        ],
        "note": gettext("Diterima bersih = nilai diantar − ditolak pembeli − iuran jasa − uang muka bahan."),
        "signs": [gettext("Pengurus sentra"), gettext("Wakil anggota")],
    }
    return typst.compile(TEMPLATE, format="pdf", sys_inputs={"sheet": json.dumps(sheet)})
