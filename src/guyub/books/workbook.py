"""The statements in a spreadsheet: one sheet a statement, amounts as numbers, in the reader's language."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext

from guyub.books.queries.statements import Notes, Statements
from guyub.books.rules.statements import Rank, Statement, column_heads

MONEY = "#,##0;[Red]-#,##0"


def statements_xlsx(report: Statements) -> bytes:
    """The statements and their notes as XLSX bytes. Text is never read as a formula or a link."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "align": "right"}),
            Rank.HEAD: book.add_format({"bold": True}),
            Rank.LINE: book.add_format({"num_format": MONEY, "indent": 1}),
            Rank.SUM: book.add_format({"num_format": MONEY, "bold": True, "top": 1}),
            Rank.TOTAL: book.add_format({"num_format": MONEY, "bold": True, "top": 1, "bottom": 6}),
            "money": book.add_format({"num_format": MONEY}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for statement in report.all:
            _sheet(book.add_worksheet(_tab(str(statement.title))), statement, report, styles)
        _notes_sheet(book.add_worksheet(_tab(gettext("Catatan"))), report, styles)
    return target.getvalue()


def _tab(title: str) -> str:
    """The name of a sheet: at most 31 characters, none of those that Excel keeps for itself."""
    return "".join(sign for sign in title if sign not in "[]:*?/\\")[:31]


def _sheet(sheet: Any, statement: Statement, report: Statements, styles: dict[Any, Any]) -> None:
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(report.spans), 20)
    sheet.write_string(0, 0, str(statement.title), styles["title"])
    sheet.write_string(1, 0, report.book.name)
    for column, head in enumerate(column_heads(statement, report.spans), 1):
        sheet.write_string(2, column, head, styles["head"])
    sheet.freeze_panes(3, 1)
    for place, row in enumerate(statement.rows, 3):
        sheet.write_string(place, 0, str(row.name), styles[row.rank])
        for column, amount in enumerate(row.amounts, 1):
            sheet.write_number(place, column, amount, styles[row.rank])
    _print_well(sheet)


def _notes_sheet(sheet: Any, report: Statements, styles: dict[Any, Any]) -> None:
    notes = report.notes
    sheet.set_column(0, 0, 70)
    sheet.set_column(1, 3, 18)
    sheet.write_string(0, 0, gettext("Catatan atas laporan keuangan"), styles["title"])
    place = 1
    for line in notes.basis:
        sheet.write_string(place, 0, str(line), styles["text"])
        place += 1
    place = _details(sheet, notes, place + 1, styles)
    sheet.write_string(place, 0, gettext("Yang tidak diketahui buku ini"), styles[Rank.HEAD])
    for line in notes.unknown:
        place += 1
        sheet.write_string(place, 0, str(line), styles["text"])
    _print_well(sheet)


def _details(sheet: Any, notes: Notes, place: int, styles: dict[Any, Any]) -> int:
    """The lists behind the items; returns the first free row."""
    rest = gettext("Lainnya dan tanpa nama")
    tables = (
        (
            [gettext("Yang berutang kepada Anda"), gettext("Jumlah")],
            [(f"{each.name or rest} ({each.account})", each.amount) for each in notes.owed_to_us],
        ),
        (
            [gettext("Yang masih harus Anda bayar"), gettext("Jumlah")],
            [(f"{each.name or rest} ({each.account})", each.amount) for each in notes.owed_by_us],
        ),
        (
            [gettext("Alat"), gettext("Harga"), gettext("Penyusutan"), gettext("Sisa")],
            [(each.name, each.cost, each.worn, each.left) for each in notes.equipment],
        ),
    )
    for head, rows in tables:
        if not rows:
            continue
        for column, title in enumerate(head):
            sheet.write_string(place, column, title, styles[Rank.HEAD] if column == 0 else styles["head"])
        for name, *amounts in rows:
            place += 1
            sheet.write_string(place, 0, str(name))
            for column, amount in enumerate(amounts, 1):
                sheet.write_number(place, column, amount, styles["money"])
        place += 2
    return place


def _print_well(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
