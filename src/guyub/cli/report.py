"""A split for people: as text for the terminal, and as a workbook of four sheets."""

from __future__ import annotations

import io
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guyub.kernel.spreadsheets import CREATED, WRITER_OPTIONS, Cell, write_cell
from guyub.kernel.words import Rupiah, Words, _, reader_language, show, show_decimal
from guyub.orders.files import OrderFile
from guyub.orders.split import Rule

_NARROWEST, _WIDEST = 60, 120
_RUPIAH_FORMAT = "#,##0"


@dataclass(frozen=True, slots=True)
class About:
    """What a split was asked with: the order's file name, the rule, the day the work starts, and its lines."""

    name: str
    rule: Rule
    start: date
    order: OrderFile


def as_text(found: dict[str, Any], about: About) -> str:
    """The split as lines of text: a heading for each line of the order, its shares with their reasons, the sums."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    head = _("Pembagian %(name)s dengan aturan %(rule)s, mulai %(start)s", name=about.name, rule=about.rule.value,
             start=about.start)  # fmt: skip
    parts = [str(head)]
    by_line = _grouped(found["shares"], "line")
    parts += ["\n".join(_line_as_text(line, by_line.get(line["line"], []), width)) for line in found["lines"]]
    parts.append("\n".join(f"{label}: {_shown(value)}" for label, value in _figures(found, about)))
    return "\n\n".join(parts)


def as_workbook(found: dict[str, Any], about: About) -> bytes:
    """The split as XLSX: summary, lines, shares with reasons, and every member with what it has now."""
    import xlsxwriter  # noqa: PLC0415 - only `-o` needs it

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, WRITER_OPTIONS) as book:
        book.set_properties({"created": CREATED, "title": about.name})
        sheets = _Sheets(book)
        sheets.add(_("Ringkasan"), (_("Hal"), _("Nilai")), (36, 24), _summary(found, about))
        sheets.add(_("Baris pesanan"), _line_headings(), (8, 30, 12, 12, 12, 16, 8, 14), _line_rows(found, about))
        headings = (_("Baris"), _("Anggota"), _("Produk"), _("Buah"), _("Nilai"), _("Alasan"))
        sheets.add(_("Bagian"), headings, (8, 28, 28, 10, 16, 90), _share_rows(found))
        headings = (
            _("Anggota"),
            _("Diterima 12 bulan"),
            _("Nilai baru"),
            _("Bagian ideal"),
            _("Seluruhnya"),
            _("Alasan"),
        )
        sheets.add(_("Anggota"), headings, (28, 18, 16, 16, 16, 90), _member_rows(found))
    return buffer.getvalue()


def _line_as_text(line: dict[str, Any], shares: Sequence[dict[str, Any]], width: int) -> Iterable[str]:
    yield str(
        _("%(line)s. %(product)s: %(allocated)s dari %(pieces)s buah terbagi", line=line["line"],
          product=line["product"], allocated=line["allocated"], pieces=line["pieces"])
    )  # fmt: skip
    if line["short"]:
        lacking = _("Kurang %(short)s buah.", short=line["short"])
        yield f"   {lacking}"
    names = max((len(share["member"]) for share in shares), default=0)
    for share in shares:
        pieces, value = _shown(share["pieces"]), _shown(Rupiah(share["value"]))
        yield f"   {share['member']:<{names}}  {pieces:>9}  {value:>18}"
        yield from textwrap.wrap(share["reason"], width, initial_indent=" " * 6, subsequent_indent=" " * 6)


def _figures(found: dict[str, Any], about: About) -> list[tuple[str, Any]]:
    """What the split comes to, each with its name."""
    cheapest = about.rule is Rule.CHEAPEST
    value = _("Biaya") if cheapest else _("Kekurangan dari bagian ideal")
    objective = found["objective"]
    return [
        (str(_("Kerataan pesanan ini (indeks Jain, 1 paling rata)")), found["fairness"]["order"]),
        (str(_("Kerataan 12 bulan dengan pesanan ini")), found["fairness"]["year"]),
        (str(value), Rupiah(objective["value"])),
        (str(_("Batas bawah yang terbukti")), Rupiah(objective["bound"])),
        (str(_("Jarak ke batas itu (persen dari nilai pesanan)")), objective["gap"] * 100),
        (str(_("Angka undian")), str(found["seed"])),
        (str(_("Lama menghitung (detik)")), found["seconds"]),
    ]


def _summary(found: dict[str, Any], about: About) -> list[list[Cell]]:
    pieces = sum(line["pieces"] for line in found["lines"])
    short = sum(line["short"] for line in found["lines"])
    rows: list[list[Cell]] = [
        [str(_("Pesanan")), about.name],
        [str(_("Aturan")), about.rule.value],
        [str(_("Mulai")), about.start],
        [str(_("Buah dipesan")), pieces],
        [str(_("Buah kurang")), short],
    ]
    return rows + [[label, value] for label, value in _figures(found, about)]


def _line_headings() -> tuple[Words, ...]:
    return (_("Baris"), _("Produk"), _("Buah"), _("Terbagi"), _("Kurang"), _("Harga"), _("Mutu"), _("Tempo"))


def _line_rows(found: dict[str, Any], about: About) -> list[list[Cell]]:
    return [
        [line["line"], line["product"], line["pieces"], line["allocated"], line["short"], row.price, row.grade, row.due]
        for line, row in zip(found["lines"], about.order.lines, strict=True)
    ]


def _share_rows(found: dict[str, Any]) -> list[list[Cell]]:
    return [
        [share["line"], share["member"], share["product"], share["pieces"], share["value"], share["reason"]]
        for share in found["shares"]
    ]


def _member_rows(found: dict[str, Any]) -> list[list[Cell]]:
    return [
        [
            member["member"],
            member["received"],
            member["value"],
            member["ideal"],
            member["received"] + member["value"],
            member["reason"],
        ]
        for member in found["members"]
    ]


def _grouped(shares: Iterable[dict[str, Any]], key: str) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for share in shares:
        groups.setdefault(share[key], []).append(share)
    return groups


def _shown(value: Any) -> str:
    language = reader_language()
    return show_decimal(value, language, places=4) if isinstance(value, float) else show(value, language)


class _Sheets:
    """Sheets of one look: bold frozen header, widths, dates and wrapped text."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self.number = book.add_format({"num_format": _RUPIAH_FORMAT, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})

    def add(self, name: Words, headings: Sequence[Words], widths: Sequence[int], rows: list[list[Cell]]) -> None:
        page = self.book.add_worksheet(str(name)[:31])
        page.freeze_panes(1, 0)
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            page.write_string(0, place, str(heading), self.bold)
            page.set_column(place, place, width)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, place, value, self.text)
                elif isinstance(value, int):
                    page.write_number(number, place, value, self.number)
                else:
                    write_cell(page, number, place, value, self.day)
