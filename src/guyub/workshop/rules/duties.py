"""The four divisions of a workshop, and what each sees to in most: a list to begin with and change."""

from __future__ import annotations

from collections.abc import Mapping

from guyub.kernel.words import Words, _

DIVISIONS: Mapping[str, Words] = {
    "production": _("Produksi"),
    "purchasing": _("Pembelian"),
    "marketing": _("Pemasaran dan penjualan"),
    "finance": _("Keuangan"),
}

STARTERS: Mapping[str, tuple[Words, ...]] = {
    "production": (
        _("Membagi pekerjaan hari ini"),
        _("Memeriksa mutu sebelum dikirim"),
        _("Merawat mesin"),
    ),
    "purchasing": (
        _("Memeriksa stok bahan"),
        _("Mencari harga dan memesan bahan"),
    ),
    "marketing": (
        _("Menjawab calon pembeli"),
        _("Mengirim pesanan"),
        _("Memotret barang dan memperbarui katalog"),
    ),
    "finance": (
        _("Mencatat uang masuk dan keluar"),
        _("Menagih yang belum bayar"),
        _("Menghitung dan membayar upah"),
    ),
}
