"""The settlement sheet on paper: a PDF made by Typst from the rows of a settlement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst
from django.utils.translation import gettext as _t

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
        "title": _t("Lembar bagi hasil"),
        "sentra": order.sentra.name,
        "place": order.sentra.place_name,
        "facts": [
            [_t("Pesanan"), f"{order.number}"],
            [_t("Pembeli"), order.buyer],
            [_t("Tanggal"), show_date(settled.day, language)],
            [_t("Iuran jasa sentra"), f"{percent} %"],
        ],
        "head": [
            _t("Anggota"),
            _t("Diantar"),
            _t("Ditolak"),
            _t("Nilai diantar"),
            _t("Ditolak pembeli"),
            _t("Iuran jasa"),
            _t("Uang muka bahan"),
            _t("Diterima bersih"),
        ],
        "rows": [
            [row.enterprise.name, show_number(row.pieces, language), show_number(row.returned, language)]
            + [show_rupiah(amount, language) for amount in amounts]
            for row, amounts in zip(rows, money, strict=True)
        ],
        "total": [
            _t("Jumlah"),
            show_number(sum(row.pieces for row in rows), language),
            show_number(sum(row.returned for row in rows), language),
            *[show_rupiah(amount, language) for amount in total],
        ],
        "note": _t("Diterima bersih = nilai diantar − ditolak pembeli − iuran jasa − uang muka bahan."),
        "signs": [_t("Pengurus sentra"), _t("Wakil anggota")],
    }
    return typst.compile(TEMPLATE, format="pdf", sys_inputs={"sheet": json.dumps(sheet)})
