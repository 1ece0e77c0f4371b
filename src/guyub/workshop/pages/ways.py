"""The ways from the board to the other pages of a workshop."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext

from guyub.books.pages.common import page_of

# Title, sentence, address.
Way = tuple[str, str, str]


def ways(enterprise: uuid.UUID, *, runs: bool) -> list[tuple[str, list[Way]]]:
    """The other pages in groups; who does not run the workshop is shown what is for everybody who works there."""
    shown = [
        (
            title,
            [
                (label, sentence, page_of(name, enterprise) or page_of(name))
                for name, label, sentence, who in rows
                if who in ("all", "owner" if runs else "worker")
            ],
        )
        for title, rows in _grouped()
    ]
    there = [(title, [way for way in found if way[2]]) for title, found in shown]
    return [(title, found) for title, found in there if found]


def _grouped() -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    """By title: name of the address, label, sentence, and whom it is for."""
    work = [
        ("jobs", gettext("Pesanan"), gettext("yang harus dibuat, dan sudah sampai mana"), "owner"),
        ("plan", gettext("Rencana kerja"), gettext("apa dikerjakan kapan, apa yang terlambat"), "owner"),
        ("tasks", gettext("Tugas"), gettext("siapa membuat apa hari ini"), "all"),
        ("stock", gettext("Stok"), gettext("bahan dan barang jadi, kapan harus beli"), "owner"),
    ]
    people = [
        ("workers", gettext("Pekerja"), gettext("siapa bekerja, dan dibayar bagaimana"), "owner"),
        ("pay", gettext("Upah"), gettext("bayar, slip, THR"), "owner"),
        ("my_pay", gettext("Upah saya"), gettext("slip, dan yang belum dibayar"), "worker"),
        ("team", gettext("Kelompok"), gettext("siapa mengurus apa"), "owner"),
        ("procedures", gettext("Prosedur"), gettext("cara kerja, langkah demi langkah"), "all"),
    ]
    making = [
        ("products", gettext("Barang dan resep"), gettext("langkah, bahan, biaya, harga"), "owner"),
        ("machines", gettext("Mesin"), gettext("paling banyak, target, waktu berhenti"), "all"),
        ("utilities", gettext("Listrik dan air"), gettext("pemakaian per bulan"), "owner"),
        ("season", gettext("Musim"), gettext("bulan ramai dan bulan sepi"), "owner"),
        ("workshop_settings", gettext("Atur bengkel"), gettext("jam kerja, hari kerja, biaya per jam"), "owner"),
    ]
    return [(gettext("Pekerjaan"), work), (gettext("Orang"), people), (gettext("Cara membuat"), making)]
