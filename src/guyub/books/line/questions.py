"""What the reader asks when a line can be read in more than one way, or is no record of money at all."""

from __future__ import annotations

from guyub.kernel.words import Rupiah, Words, _


def empty() -> Words:
    return _("Tulis satu transaksi, misalnya “jual 12 syal @45rb” atau “beli benang 1,5jt utang”.")


def too_long() -> Words:
    return _("Pesannya terlalu panjang. Mohon tulis satu transaksi per baris.")


def not_a_record() -> Words:
    return _("Ini tidak terbaca sebagai transaksi. Tulis apa yang terjadi dan berapa, misalnya “beli benang 150rb”.")


def a_question() -> Words:
    return _("Ini terbaca sebagai pertanyaan, jadi tidak dicatat. Untuk mencatat, tulis apa yang terjadi dan berapa.")


def not_happened() -> Words:
    return _("Ini belum atau tidak terjadi, jadi tidak dicatat. Bila sudah terjadi, tulis lagi tanpa kata itu.")


def an_order() -> Words:
    return _("Ini pesanan, belum uang atau penjualan. Apakah barangnya sudah dijual, atau baru dibayar uang mukanya?")


def a_setting() -> Words:
    return _("Ini keadaan atau perintah, bukan transaksi. Uang apa yang masuk atau keluar?")


def production() -> Words:
    return _("Ini gerak bahan atau barang di bengkel, tidak ada uang yang masuk atau keluar. Apakah ada yang dibayar?")


def how_much() -> Words:
    return _("Berapa rupiah?")


def what_for(amount: int) -> Words:
    return _("%(amount)s ini uang masuk atau keluar, dan untuk apa?", amount=Rupiah(amount))


def which_day() -> Words:
    return _("Tanggal berapa? Tulis lagi dengan tanggalnya, misalnya “tgl 3 jual syal 45rb”.")


def which_kind(amount: int) -> Words:
    return _("%(amount)s ini dapat dibaca lebih dari satu cara. Yang mana maksudnya?", amount=Rupiah(amount))


def who_owes(party: str, amount: int) -> Words:
    return _(
        "Utang %(amount)s: %(party)s yang berutang kepada Anda, atau Anda yang berutang kepada %(party)s?",
        amount=Rupiah(amount),
        party=party,
    )


def which_amount(amounts: tuple[int, ...]) -> Words:
    return _("Yang mana jumlahnya: %(first)s atau %(second)s?", first=Rupiah(amounts[0]), second=Rupiah(amounts[1]))


def million_or_milliard(value: int) -> Words:
    return _("“m” itu juta atau miliar: %(small)s atau %(big)s?", small=Rupiah(value), big=Rupiah(value * 1000))


def thousands_or_not(value: int) -> Words:
    return _("Maksudnya %(big)s atau %(small)s?", big=Rupiah(value * 1000), small=Rupiah(value))


def how_many(price: int) -> Words:
    return _("Berapa banyak, dengan harga %(price)s satuannya?", price=Rupiah(price))


def total_differs(stated: int, reckoned: int) -> Words:
    return _(
        "Jumlah kali harga adalah %(reckoned)s, tetapi tertulis %(stated)s. Yang mana benar?",
        reckoned=Rupiah(reckoned),
        stated=Rupiah(stated),
    )


def each_or_unit(price: int, unit: str) -> Words:
    return _("%(price)s itu harga sebuah atau harga se-%(unit)s?", price=Rupiah(price), unit=unit)


def not_whole() -> Words:
    return _("Jumlah uangnya tidak bulat. Mohon tulis lengkap, misalnya 12.500.")


def not_positive() -> Words:
    return _("Jumlah uangnya harus lebih dari nol.")


def too_big() -> Words:
    return _("Jumlah uangnya terlalu besar. Mohon periksa lagi.")
