"""Write the example files of this folder: python examples/make.py [FOLDER]

The sentra, its people and their telephone numbers are invented; the faults are those of real lists. The same script
gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from guyub.kernel.spreadsheets import CREATED, WRITER_OPTIONS, Cell, write_cell

SWEATER, CARDIGAN, SCARF, HAT = "Sweter rajut", "Kardigan rajut", "Syal rajut", "Topi rajut"


class Makes(NamedTuple):
    product: str
    capacity: float  # pieces a week
    grade: str
    min_lot: int
    ask: int  # rupiah a piece


class Workshop(NamedTuple):
    name: str
    owner: str
    address: str
    phone: Cell
    workers: Cell
    received: int  # rupiah of joint work in twelve months
    makes: tuple[Makes, ...]


WORKSHOPS = (
    Workshop("Rajut Melati", "Siti Aminah", "Dusun Krajan RT 01", "0812-5550-1101", 6, 18_400_000,
             (Makes(SWEATER, 30, "A", 20, 81_000), Makes(CARDIGAN, 22, "A", 12, 104_000))),
    Workshop("UD Benang Emas", "Suparman", "Dusun Krajan RT 02", 81255501102.0, 9, 42_750_000,
             (Makes(SWEATER, 46, "A", 40, 79_000), Makes(CARDIGAN, 34, "A", 24, 101_000),
              Makes(HAT, 150, "B", 48, 18_500))),
    Workshop("Kenanga Knit", "Tini Rahayu", "Dusun Krajan RT 03", "0812-5550-1103 / 0857-5550-2103", 4, 6_300_000,
             (Makes(SWEATER, 20, "A", 10, 82_500), Makes(SCARF, 60, "A", 20, 30_000))),
    Workshop("Rajutan Bu Yem", "YEMINAH", "Dusun Krajan RT 04", "-", 2, 0,
             (Makes(SCARF, 35, "B", 5, 28_500), Makes(HAT, 50, "B", 12, 18_000))),
    Workshop("Sinar Rajut", "BAMBANG SETIAWAN", "Dusun Sumber RT 01", "0812 5550 1105", 7, 27_900_000,
             (Makes(SWEATER, 36, "A", 20, 80_500), Makes(CARDIGAN, 26, "B", 12, 103_000))),
    Workshop("Mawar Indah", "Sulastri", "Dusun Sumber RT 01", 6281255501106.0, 3, 2_150_000,
             (Makes(CARDIGAN, 12, "A", 6, 106_000), Makes(SCARF, 40, "A", 10, 31_000))),
    Workshop("Rajut Jaya", "H. MUNIR", "Dusun Sumber RT 02", "(0341) 555017", 5, 11_200_000,
             (Makes(SWEATER, 24, "B", 20, 78_000), Makes(HAT, 90, "B", 24, 17_500))),
    Workshop("Anyelir", "Dewi Lestari", "Dusun Sumber RT 03", "0812-5550-1108", 3, 900_000,
             (Makes(SWEATER, 14, "A", 5, 83_000), Makes(CARDIGAN, 10, "A", 5, 107_500))),
    Workshop("Rajut Pak Kirno", "SUKIRNO", "Dusun Sumber RT 04", "tidak ada", 2, 0,
             (Makes(HAT, 60, "C", 12, 16_500),)),
    Workshop("CV Lembayung", "RATNA WULANDARI", "Dusun Tegal RT 01", "0812-5550-1110", 12, 56_200_000,
             (Makes(SWEATER, 60, "A", 60, 78_500), Makes(CARDIGAN, 44, "A", 36, 100_000),
              Makes(SCARF, 130, "A", 60, 28_000), Makes(HAT, 170, "A", 72, 17_800))),
    Workshop("Dahlia Rajut", "Endang Susilowati", "Dusun Tegal RT 01", "0812.5550.1111", 4, 7_450_000,
             (Makes(SWEATER, 18, "A", 10, 82_000), Makes(SCARF, 55, "B", 20, 29_500))),
    Workshop("Teratai", "Nur Hidayah", "Dusun Tegal RT 02", "9.99999e+999", 3, 3_600_000,
             (Makes(CARDIGAN, 13, "B", 6, 105_000), Makes(HAT, 70, "A", 20, 19_000))),
    Workshop("Rajut Makmur", "AGUS PRASETYO", "Dusun Tegal RT 03", "0812-5550-1113", 5, 15_800_000,
             (Makes(SWEATER, 26, "A", 20, 81_500), Makes(CARDIGAN, 18, "A", 12, 104_500))),
    Workshop("Cempaka", "Sri Mulyati", "Dusun Tegal RT 04", "-", 2, 450_000,
             (Makes(SCARF, 30, "A", 5, 31_500),)),
    Workshop("Rajut Mandiri", "Joko Susanto", "Dusun Kidul RT 01", "0812-5550-1115", 6, 21_000_000,
             (Makes(SWEATER, 32, "B", 20, 77_500), Makes(CARDIGAN, 23, "B", 12, 102_000))),
    Workshop("Flamboyan", "WAHYU NINGSIH", "Dusun Kidul RT 01", "0812-5550-1116", 4, 4_800_000,
             (Makes(SWEATER, 17, "A", 8, 82_500), Makes(SCARF, 48, "A", 12, 30_500))),
    Workshop("Rajut Bu Parti", "Suparti", "Dusun Kidul RT 02", ".", 1, 0,
             (Makes(SCARF, 22.5, "B", 5, 29_000), Makes(HAT, 35, "B", 6, 18_800))),
    Workshop("Anggrek Knit", "Fitri Handayani", "Dusun Kidul RT 03", "0812-5550-1118", 5, 9_900_000,
             (Makes(SWEATER, 23, "A", 10, 81_800), Makes(CARDIGAN, 16, "A", 8, 105_500),
              Makes(HAT, 85, "A", 24, 18_700))),
    Workshop("Seruni", "Murniati", "Dusun Kidul RT 04", "0857-5550-2119", 3, 1_700_000,
             (Makes(CARDIGAN, 11, "A", 5, 107_000), Makes(SCARF, 42, "A", 10, 31_200))),
    Workshop("Rajut Lestari", "H. ABDUL ROHIM", "Dusun Lor RT 01", "0812-5550-1120", 8, 33_600_000,
             (Makes(SWEATER, 42, "A", 30, 79_500), Makes(CARDIGAN, 30, "B", 20, 101_500))),
    Workshop("Kamboja", "Lilis Suryani", "Dusun Lor RT 01", "0812-5550-1121", 3, 2_900_000,
             (Makes(SWEATER, 15, "B", 5, 80_000), Makes(HAT, 65, "B", 12, 18_200))),
    Workshop("Rajut Barokah", "Khoirul Anam", "Dusun Lor RT 02", "0812-5550-1122", 4, 5_500_000,
             (Makes(SWEATER, 19, "A", 10, 82_000), Makes(SCARF, 52, "B", 15, 29_800))),
    Workshop("Bougenvil", "RINI ASTUTI", "Dusun Lor RT 03", "0812-5550-1123, 0857-5550-2123", 4, 8_250_000,
             (Makes(CARDIGAN, 15, "A", 8, 105_800), Makes(HAT, 75, "A", 20, 18_900))),
    Workshop("Rajut Bu Darmi", "Sudarmi", "Dusun Lor RT 04", "-", 2, 600_000,
             (Makes(SWEATER, 9, "A", 3, 84_000), Makes(SCARF, 28, "A", 5, 31_800))),
)  # fmt: skip

ORDER_HEADINGS = ("No", "Produk", "Jumlah", "Satuan", "Harga (Rp)", "Mutu", "Tempo")
ORDER: tuple[tuple[Cell, ...], ...] = (
    (1, SWEATER, 70, "kodi", 85_000, "A", date(2027, 2, 26)),
    (2, CARDIGAN, 55, "lusin", 110_000, "B", date(2027, 2, 26)),
    (3, SCARF, 1_250, "lembar", 32_000, "", date(2027, 3, 12)),
    (4, HAT, 12, "gross", 19_500, "B", date(2027, 3, 12)),
)
FAULTY_ORDER: tuple[tuple[Cell, ...], ...] = (
    (1, SWEATER, 70, "kodi", "Rp 85.000,-", "A", "26 Februari 2027"),
    (2, CARDIGAN, 55, "karung", 110_000, "B", date(2027, 2, 26)),
    (3, SCARF, 1.25, "lembar", 32_000, "", date(2027, 3, 12)),
    (4, HAT, -12, "gross", 19_500, "B", "12/31/2027"),
    (5, "Rompi rajut", "dua puluh", "kodi", "9.99999e+999", "premium", date(2027, 3, 12)),
    (6, "Taplak rajut", 30, "", "45rb", "b", date(2020, 3, 12)),
    ("", "JUMLAH", 1_400, "", "", "", ""),
)
LIST_HEADINGS = (
    "No", "Nama Usaha", "Nama Pemilik", "Alamat", "No HP/WA", "Tenaga Kerja", "Produk", "Kapasitas (buah/minggu)",
    "Mutu", "Lot Min", "Harga", "Diterima 12 bulan", "",
)  # fmt: skip
LIST_WIDTHS = (5, 20, 22, 22, 32, 14, 24, 24, 6, 8, 10, 18, 4)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in files().items():
        (folder / name).write_bytes(content)


def files() -> dict[str, bytes]:
    """Every example file by its name."""
    return {
        "anggota.csv": members_csv(),
        "anggota.xlsx": members_list(),
        "pesanan.xlsx": order_sheet("PESANAN TOKO SEJUK, JANUARI 2027", ORDER),
        "pesanan-bermasalah.xlsx": order_sheet("PESANAN DENGAN KESALAHAN", FAULTY_ORDER),
    }


def members_csv() -> bytes:
    """The members as `guyub split` reads them: a row for each member and product, without faults."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["nama", "produk", "kapasitas", "mutu", "lot_min", "harga", "diterima"])
    for shop in WORKSHOPS:
        for made in shop.makes:
            row = (shop.name, made.product, made.capacity, made.grade, made.min_lot, made.ask, shop.received)
            writer.writerow(row)
    return text.getvalue().encode()


def order_sheet(title: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """An order as a buyer writes it: a merged title, an empty row, then the table."""
    return _workbook("Pesanan", title, ORDER_HEADINGS, rows, (5, 18, 10, 10, 14, 8, 18))


def members_list() -> bytes:
    """The sentra's own list: capitals, dashes, numbers that Excel spoilt, several products in a cell, a second
    business of one name, a member written twice, a sum and a signature."""
    rows: list[tuple[Cell, ...]] = []
    for number, shop in enumerate(WORKSHOPS, start=1):
        for place, made in enumerate(shop.makes):
            first = place == 0
            rows.append((
                number if first else "",
                f"  {shop.name} " if number % 7 == 3 else shop.name,
                shop.owner,
                shop.address if first else "-",
                shop.phone if first else "",
                shop.workers if first else "",
                made.product,
                made.capacity,
                made.grade.lower() if number % 5 == 0 else made.grade,
                made.min_lot if made.min_lot > 5 else "",
                f"Rp {made.ask:,}".replace(",", ".") if number % 6 == 0 else made.ask,
                shop.received or "-",
            ))  # fmt: skip
    rows += [
        (25, "Rajut Jaya", "Poniman", "Dusun Lor RT 05", "0812-5550-1125", 2, "Syal, topi & taplak rajut", 25, "B"),
        (26, "CEMPAKA", "SRI MULYATI", "Dusun Tegal RT 04", "-", 2, "syal rajut", 30, "A"),
        (
            27,
            "Rajut Tunas",
            "Wagiman",
            "Dusun Lor RT 06",
            "0812-5550-1127",
            "dua",
            "Taplak rajut, Sarung bantal",
            1.5,
            "AA",
        ),
        ("", "JUMLAH", "", "", "", 107, "", "", "", "", "", ""),
        (),
        ("", "", "", "Mengetahui, Ketua Sentra"),
    ]
    title = "DAFTAR ANGGOTA SENTRA RAJUT KALIMENDONG (CONTOH)"
    return _workbook("Anggota", title, LIST_HEADINGS, rows, LIST_WIDTHS)


def _workbook(
    sheet: str, title: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]
) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, WRITER_OPTIONS) as book:
        book.set_properties({"created": CREATED, "title": title})
        bold = book.add_format({"bold": True, "border": 1})
        centred = book.add_format({"bold": True, "align": "center"})
        day = book.add_format({"num_format": "d mmm yyyy", "align": "left"})
        page = book.add_worksheet(sheet)
        page.merge_range(0, 0, 0, len(headings) - 1, title, centred)
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            page.write_string(2, place, heading, bold)
            page.set_column(place, place, width)
        for number, row in enumerate(rows, start=3):
            for place, value in enumerate(row):
                write_cell(page, number, place, value, day)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
