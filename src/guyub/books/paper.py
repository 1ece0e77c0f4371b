"""The statements on paper: a PDF made by Typst from the same rows as the screen shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext, ngettext

from guyub.books.queries.statements import Notes, Standing, Statements, Worn
from guyub.books.rules.statements import Statement, column_heads
from guyub.kernel.words import Words, render, show_date, show_rupiah

TEMPLATE = Path(__file__).with_name("paper.typ")


def statements_pdf(report: Statements, language: str) -> bytes:
    """The statements and their notes as PDF bytes, in `language`. What people typed is data, never markup."""
    sheet = {
        "lang": language,
        "title": gettext("Laporan keuangan"),
        "name": report.book.name,
        "span": render(report.spans[0].words, language),
        "statements": [_statement(each, report, language) for each in report.all],
        "notes": _notes(report.notes, language),
    }
    return typst.compile(TEMPLATE, format="pdf", sys_inputs={"sheet": json.dumps(sheet)})


def _statement(statement: Statement, report: Statements, language: str) -> dict[str, Any]:
    return {
        "title": render(statement.title, language),
        "heads": column_heads(statement, report.spans),
        "rows": [
            {
                "rank": row.rank.value,
                "name": render(row.name, language),
                "amounts": [show_rupiah(amount, language) for amount in row.amounts],
            }
            for row in statement.rows
        ],
    }


def _notes(notes: Notes, language: str) -> dict[str, Any]:
    things = [
        [f"{each.name}, {_used(each, language)}"]
        + [show_rupiah(amount, language) for amount in (each.cost, each.worn, each.left)]
        for each in notes.equipment
    ]
    return {
        "title": gettext("Catatan atas laporan keuangan"),
        "basis": _said(notes.basis, language),
        "tables": [
            {
                "title": gettext("Yang berutang kepada Anda"),
                "head": [gettext("Nama"), gettext("Jumlah")],
                "rows": _standings(notes.owed_to_us, language),
            },
            {
                "title": gettext("Yang masih harus Anda bayar"),
                "head": [gettext("Nama"), gettext("Jumlah")],
                "rows": _standings(notes.owed_by_us, language),
            },
            {
                "title": gettext("Alat dan penyusutannya"),
                "head": [gettext("Alat"), gettext("Harga"), gettext("Penyusutan"), gettext("Sisa")],
                "rows": things,
            },
        ],
        "unknown_title": gettext("Yang tidak diketahui buku ini"),
        "unknown": _said(notes.unknown, language),
    }


def _used(thing: Worn, language: str) -> str:
    since = show_date(thing.since, language)
    told = ngettext("sejak %(since)s, %(months)s bulan", "sejak %(since)s, %(months)s bulan", thing.months)
    return told % {"since": since, "months": thing.months}


def _standings(standings: Sequence[Standing], language: str) -> list[list[str]]:
    rest = gettext("Lainnya dan tanpa nama")
    return [
        [f"{each.name or rest} ({render(each.account, language)})", show_rupiah(each.amount, language)]
        for each in standings
    ]


def _said(sentences: Iterable[Words], language: str) -> list[str]:
    return [render(each, language) for each in sentences]
