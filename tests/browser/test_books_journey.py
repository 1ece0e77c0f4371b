"""A book kept by its owner from nothing to a closed month, clicked, tapped and typed as an owner would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from playwright.sync_api import Locator, expect
from tests.books.quiet import quiet_world
from tests.support.browsing import (
    IN_THE_HAND,
    LivePages,
    axe_clean,
    walks,
)
from tests.support.walking import Walker
from tests.support.world import World, a_photo

from guyub.books.models import BankLine, Book, Entry, Note, Receipt
from guyub.books.queries.ledger import trial_balance
from guyub.books.rules.ledger import last_day, month_of, months_back
from guyub.kernel.words import Rupiah, show
from guyub.people.models import User


@pytest.fixture
def world(transactional_db: None) -> World:
    return quiet_world()


class Owner(Walker):
    """Writes as in a chat, and finds every page by the words that lead to it."""

    def rupiah(self, amount: int) -> str:
        return show(Rupiah(amount), self.language)

    @property
    def card(self) -> Locator:
        """What is understood of the line."""
        return self.page.locator("#dipahami section")

    def main(self) -> Locator:
        return self.page.locator("main")

    def opens(self, title: str) -> None:
        """A page of the book, by its row on the book's first page."""
        self.page.goto(reverse("book", args=[Book.objects.get().id]))
        self.look()
        self.follow(title, self.page.locator("aside"))

    def types(self, line: str, amount: int) -> None:
        """A line on the page for writing, and what is understood of it, before it is saved."""
        if not self.page.url.endswith(reverse("write")):
            self.page.locator("nav.rooms a.main-act").click()
        self.page.locator("[name=text]").fill(line)
        expect(self.card.first).to_contain_text(self.rupiah(amount))

    def saves(self) -> None:
        self.press("Simpan", self.page.locator(".actions"))
        expect(self.page.locator(".notice.done")).to_be_visible()


def _opens_the_book(owner: Owner, first: date) -> None:
    owner.page.goto("/")
    owner.follow("Catat yang pertama")
    owner.press("Isi dulu yang sudah ada")
    owner.fill("Keadaan pada pagi hari tanggal", first.isoformat())
    owner.fill("Uang tunai di kotak", "500rb")
    owner.fill("Uang di bank", "2jt")
    owner.page.locator("[name='piutang-0-name']").fill("bu Tini")
    owner.page.locator("[name='piutang-0-amount']").fill("500rb")
    owner.press("Hitung modalnya")
    owner.sees("Sisanya milik Anda, modal usaha")
    expect(owner.page.locator(".tint-nila")).to_contain_text(owner.rupiah(3_000_000))
    assert not Entry.objects.exists(), "nothing is saved before the capital is confirmed"
    owner.press("Ya, simpan saldo awal")
    owner.sees("Saldo awal tersimpan. Sekarang catat yang terjadi hari ini.")


def _writes(owner: Owner) -> None:
    owner.types("jual 12 syal @45rb", 540_000)
    owner.saves()
    owner.types("beli benang 1,5jt utang pak Budi", 1_500_000)
    photo = {"name": "nota.png", "mimeType": "image/png", "buffer": a_photo()}
    owner.page.get_by_label(owner.says("Foto kuitansi")).set_input_files(photo)  # type: ignore[arg-type]
    owner.saves()
    owner.types("ambil buat dapur 250rb", 250_000)
    owner.saves()


def _answers_a_question(owner: Owner) -> None:
    owner.types("Siti 600rb", 600_000)
    expect(owner.page.locator("#dipahami .tint-soga")).to_be_visible()
    owner.page.locator("#dipahami .chooser label", has_text=owner.says("Bayar upah")).click()
    expect(owner.page.locator("#dipahami .tint-nila")).to_contain_text(owner.rupiah(600_000))
    owner.saves()
    assert Note.objects.latest("number").kind == "wage"


def _corrects_before_saving(owner: Owner) -> None:
    owner.types("jual 5 topi 175rb", 175_000)
    owner.unfold("Betulkan")
    owner.card.get_by_label(owner.says("Dibayar dengan")).select_option("bank")
    expect(owner.page.locator("#dipahami .tint-nila .facts")).to_contain_text("bank")
    owner.saves()


def _pays_in_part(owner: Owner) -> None:
    owner.opens("Utang-piutang")
    owner.follow("pak Budi", owner.main())
    owner.fill("Berapa rupiah?", "500rb", owner.page.locator("#bayar"))
    owner.page.locator("#bayar").get_by_label(owner.says("Lewat")).select_option("bank")
    owner.press("Catat sudah dibayar")
    expect(owner.page.locator(".figure.big")).to_contain_text(owner.rupiah(1_000_000))


def _sets_apart_the_household(owner: Owner) -> None:
    owner.opens("Rumah tangga")
    expect(owner.page.locator(".figure.big")).to_contain_text(owner.rupiah(250_000))
    owner.fill("Gaji Anda sebulan", "1,5jt")
    owner.press("Simpan gaji")
    owner.sees("Gaji Anda sekarang %(salary)s sebulan.", salary=owner.rupiah(1_500_000))
    owner.opens("Atur")
    owner.fill("Target penjualan sebulan", "6jt")
    owner.press("Simpan", owner.main())
    assert Book.objects.get().sales_target == 6_000_000


def _looks_ahead(owner: Owner) -> None:
    owner.opens("Uang ke depan")
    expect(owner.main()).to_contain_text("pak Budi")


def _takes_an_entry_back(owner: Owner) -> None:
    """From a figure of the statements down to the entry, and back again with a reason."""
    owner.opens("Laporan")
    owner.page.get_by_role("row", name=owner.says("Penjualan")).get_by_role("link").first.click()
    owner.look()
    owner.page.locator("a.row", has_text="topi").click()
    owner.look()
    owner.fill("Mengapa dibatalkan?", "topinya tidak jadi dibeli")
    owner.press("Batalkan catatan ini")
    owner.sees("Catatan dibatalkan.")
    owner.sees("Catatan ini sudah dibatalkan")


def _asks_for_the_tax(owner: Owner) -> None:
    owner.opens("Pajak")
    owner.page.locator(".chooser label", has_text=owner.says("Orang pribadi")).click()
    owner.press("Simpan", owner.main())
    owner.sees("Omzet yang bebas pajak")


def _matches_the_bank(owner: Owner) -> None:
    today = timezone.localdate()
    content = (
        "Date,Description,Branch,Amount,,Balance\n"
        f"'{today:%d/%m/%Y},TRSF E-BANKING DB PAK BUDI,'0000,500000.00,DB,1500000.00\n"
        f"'{today:%d/%m/%Y},BIAYA ADM,'0000,15000.00,DB,1485000.00\n"
    )
    file = {"name": "mutasi.csv", "mimeType": "text/csv", "buffer": content.encode()}
    owner.opens("Impor")
    owner.page.get_by_label(owner.says("Berkas Excel atau CSV")).set_input_files(file)  # type: ignore[arg-type]
    owner.press("Kirim dan periksa")
    owner.press("Masukkan %(n)s baris", n=2)
    owner.press("Cocok", owner.page.locator("section", has_text="PAK BUDI"))
    assert BankLine.objects.exclude(entry=None).count() == 1
    owner.opens("Impor")
    owner.follow("mutasi.csv", owner.main())
    owner.press("Batalkan impor ini")
    owner.sees("Impor dibatalkan: %(n)s dikembalikan seperti semula.", n=2)
    assert not BankLine.objects.exists()


def _closes_the_month(owner: Owner, month: date) -> None:
    """What comes too late is told at the day, with all that was typed still there."""
    with override(owner.language):
        name = date_format(month, "F Y")
    owner.opens("Tutup bulan")
    owner.press("Tutup %(month)s", month=name)
    owner.sees("%(month)s ditutup. Angkanya tidak berubah lagi.", month=name)
    entries = Entry.objects.count()
    owner.page.locator("nav.rooms a.main-act").click()
    owner.follow("Uang masuk", owner.main())
    owner.fill("Berapa rupiah?", "75rb")
    owner.fill("Barang atau keperluan", "syal lama")
    owner.fill("Tanggal", last_day(month).isoformat())
    owner.press("Simpan", owner.page.locator(".actions"))
    day = owner.page.get_by_label(owner.says("Tanggal"), exact=True)
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(owner.page.get_by_label(owner.says("Berapa rupiah?"))).to_have_value("75rb")
    expect(owner.page.get_by_label(owner.says("Barang atau keperluan"))).to_have_value("syal lama")
    axe_clean(owner.page)
    assert Entry.objects.count() == entries


def _takes_everything(owner: Owner) -> None:
    def download(name: str) -> bytes:
        with owner.page.expect_download() as found:
            owner.main().get_by_role("link", name=name).first.click()
        return Path(found.value.path()).read_bytes()

    owner.opens("Ekspor")
    assert download("Excel").startswith(b"PK")
    journal = download("hledger").decode()
    assert "pak Budi" in journal
    assert "topinya tidak jadi dibeli" in journal


def _by_keyboard(owner: Owner) -> None:
    """From the first page to a saved line without a pointer."""

    def tab_to(selector: str) -> None:
        for __ in range(60):
            owner.page.keyboard.press("Tab")
            if owner.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        pytest.fail(f"the keyboard never comes to {selector} on {owner.page.url}")

    owner.page.goto("/")
    tab_to("nav.rooms a.main-act")
    owner.page.keyboard.press("Enter")
    expect(owner.page.locator("[name=text]")).to_be_focused()
    owner.page.keyboard.type("jual 3 syal @45rb")
    expect(owner.card.first).to_contain_text(owner.rupiah(135_000))
    tab_to(".actions .button")
    owner.page.keyboard.press("Enter")
    expect(owner.page.locator(".notice.done")).to_contain_text("jual 3 syal")


JOURNEY: tuple[Callable[[Owner], None], ...] = (
    _writes,
    _answers_a_question,
    _corrects_before_saving,
    _pays_in_part,
    _sets_apart_the_household,
    _looks_ahead,
    _takes_an_entry_back,
    _asks_for_the_tax,
    _matches_the_bank,
)


@pytest.mark.parametrize(("language", "viewport"), walks(IN_THE_HAND))
def test_an_owner_keeps_a_book_from_nothing_to_a_closed_month(
    live_page: LivePages, world: World, viewport: Any, language: str
) -> None:
    person = world.people["owner"]
    User.objects.filter(pk=person.pk).update(language=language)
    live_page.forgive("status of 400")  # the late entry is refused, on purpose
    owner = Owner(live_page(person, viewport=viewport, language=language), language, f"books-{language}")
    month = months_back(month_of(timezone.localdate()), 1)
    _opens_the_book(owner, month)
    for step in JOURNEY:
        step(owner)
    _closes_the_month(owner, month)
    _takes_everything(owner)
    _by_keyboard(owner)
    book = Book.objects.get()
    assert book.closed_until == last_day(month)
    assert Receipt.objects.count() == 1
    shown = trial_balance(person, book, month_of(timezone.localdate())).lines
    at_the_end = {line.code: (line.debit or 0) - (line.credit or 0) for line in shown}
    assert at_the_end["1101"] == 500_000 + 540_000 - 250_000 - 600_000 + 135_000
    assert at_the_end["1102"] == 2_000_000 - 500_000
    assert (at_the_end["1201"], at_the_end["2101"]) == (500_000, -1_000_000)
