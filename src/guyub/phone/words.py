"""What the scripts on the phone say, in the languages of the pages. A script holds no words of its own."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from django.utils.translation import gettext_lazy, override

WORDS = {
    "offline": gettext_lazy("Tidak ada sambungan."),
    "seen": gettext_lazy("Halaman ini seperti terakhir dilihat, {when}."),
    "never_seen": gettext_lazy("Halaman itu belum pernah dibuka di HP ini, jadi belum bisa dilihat."),
    "waiting": gettext_lazy("{n} menunggu terkirim"),
    "look": gettext_lazy("{n} perlu dilihat"),
    "others": gettext_lazy("{n} catatan orang lain menunggu di HP ini. Masuk sebagai dia untuk mengirimnya."),
    "kept": gettext_lazy("Tersimpan di HP ini. Terkirim sendiri begitu ada sambungan."),
    "sent": gettext_lazy("{n} terkirim"),
    "open": gettext_lazy("Lihat"),
    "mend": gettext_lazy("Betulkan"),
    "discard": gettext_lazy("Buang"),
    "sure_discard": gettext_lazy("Tekan sekali lagi untuk membuang"),
    "save_file": gettext_lazy("Simpan ke berkas"),
    "needs_line": gettext_lazy("Ini perlu sambungan. Isian Anda tetap di sini; coba lagi nanti."),
    "full": gettext_lazy(
        "Penyimpanan HP penuh, jadi ini belum tersimpan. Hapus beberapa foto atau aplikasi, atau simpan ke berkas."
    ),
    "no_store": gettext_lazy("Browser ini tidak bisa menyimpan tanpa sambungan. Isian Anda tetap di sini."),
    "clock": gettext_lazy("Jam HP berubah sesudah ini ditulis. Periksa tanggalnya, lalu simpan lagi."),
    "mended": gettext_lazy("Ini yang tadi tersimpan di HP. Periksa, lalu simpan lagi."),
    "photo_lost": gettext_lazy("Fotonya perlu dipilih lagi."),
    "leave_title": gettext_lazy("{n} belum terkirim. Kalau keluar sekarang, semuanya hilang dari HP ini."),
    "leave_anyway": gettext_lazy("Keluar dan buang"),
    "stay": gettext_lazy("Jangan keluar dulu"),
    "left_offline": gettext_lazy("Halaman dan catatan Anda sudah dihapus dari HP ini."),
    "state_waiting": gettext_lazy("menunggu terkirim"),
    "state_look": gettext_lazy("perlu dilihat"),
    "state_sent": gettext_lazy("terkirim"),
    "loaded": gettext_lazy("{n} dibaca dari berkas"),
    "bad_file": gettext_lazy("Berkas ini bukan simpanan Guyub."),
    "need": gettext_lazy("Mohon diisi."),
    "number": gettext_lazy("“{value}” bukan angka. Tulis misalnya 1.500."),
    "whole": gettext_lazy("“{value}” bukan bilangan bulat."),
    "twofold": gettext_lazy("“{value}” dapat dibaca dua cara. Mohon tulis semua angkanya, misalnya 1.500.000."),
    "negative": gettext_lazy("“{value}” kurang dari nol."),
    "much": gettext_lazy("“{value}” terlalu besar. Mohon periksa lagi."),
    "future": gettext_lazy("Tanggal ini belum tiba."),
    "closed": gettext_lazy("Buku sudah ditutup sampai tanggal itu. Pilih tanggal sesudahnya."),
    "long": gettext_lazy("Terlalu panjang."),
    "most": gettext_lazy("Paling banyak {most}."),
}


@cache
def catalogue(language: str) -> str:
    """The script that hands the words of one language to the other scripts."""
    with override(language):
        words = {name: str(text) for name, text in WORDS.items()}
    return f"self.guyubWords = {json.dumps(words, ensure_ascii=False, separators=(',', ':'))};\n"


@cache
def version(language: str) -> str:
    """Changes when a word does, so that a browser may keep the catalogue for ever."""
    return hashlib.sha256(catalogue(language).encode()).hexdigest()[:12]
