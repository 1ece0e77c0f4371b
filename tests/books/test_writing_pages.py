"""The pages by which owners write: nothing is saved that was not shown, nothing typed is lost, all in plain words."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support.people import signed_in
from tests.support.world import World, a_photo

from guyub.books.actions.noting import NewNote, note
from guyub.books.actions.posting import lines_of, open_book
from guyub.books.models import Book, Entry, Equipment, Note, Party, Receipt
from guyub.books.pages.writing import PLAIN
from guyub.books.rules.meaning import EventKind
from guyub.people.actions import give_role
from guyub.people.models import RoleName

TODAY = date(2026, 11, 23)
JARGON = ("debit", "kredit", "jurnal", "akun ", "piutang", "neraca", "beban", "liabilitas", "ekuitas")
INPUT = re.compile(r"<input[^>]*>")
SELECT = re.compile(r'<select[^>]*name="([^"]+)".*?</select>', re.DOTALL)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Any) -> None:
    settings.RECEIPTS = tmp_path


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


@pytest.fixture
def client(world: World, book: Book) -> Client:
    return signed_in(world.people["owner"])


def text_of(page: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", plain.replace("\N{NO-BREAK SPACE}", " ").replace("&quot;", '"'))


def _attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else None


def fields(page: Any) -> dict[str, str]:
    """What a browser would send of the form for the line, as the page stands."""
    form = page.content.decode()
    form = form[form.index('name="client_id"') - 200 : form.index("</form>", form.index('name="client_id"'))]
    sent = {}
    for tag in INPUT.findall(form):
        name = _attribute(tag, "name")
        if name and _attribute(tag, "type") not in {"file", "radio", "checkbox"}:
            sent[name] = _attribute(tag, "value") or ""
    for found in SELECT.finditer(form):
        chosen = re.search(r'<option value="([^"]*)" selected', found[0])
        first = re.search(r'<option value="([^"]*)"', found[0])
        sent[found[1]] = (chosen or first)[1]  # type: ignore[index]
    return sent


@pytest.fixture
def show(client: Client) -> Callable[[str], Any]:
    """The page after the line was sent for the first time."""

    def show(line: str) -> Any:
        first = client.get(reverse("write"))
        return client.post(reverse("write"), {**fields(first), "text": line})

    return show


def test_a_line_is_shown_first_and_saved_as_shown(client: Client, show: Callable[[str], Any]) -> None:
    shown = show("jual 12 syal @45rb")
    assert shown.status_code == 200
    assert not Entry.objects.exists()
    assert "Rp 540.000 Penjualan Apa 12 syal Harga satuan Rp 45.000 Dibayar tunai Tanggal hari ini" in text_of(shown)
    saved = client.post(reverse("write"), fields(shown), follow=True)
    assert "Tercatat: jual 12 syal @45rb, Rp 540.000. Batalkan" in text_of(saved)
    kept = Note.objects.get()
    assert (kept.kind, kept.quantity, kept.unit_price, kept.corrected) == ("sale", 12, 45_000, False)
    assert "Dicatat hari ini jual 12 syal @45rb" in text_of(saved)


def test_the_same_page_sent_twice_saves_once(client: Client, show: Callable[[str], Any]) -> None:
    sent = fields(show("jual 12 syal @45rb"))
    assert [client.post(reverse("write"), sent).status_code for __ in range(3)] == [302, 302, 302]
    assert Entry.objects.count() == 1


def test_a_page_from_the_browsers_memory_that_was_changed_saves_another_after_asking(
    client: Client, show: Callable[[str], Any]
) -> None:
    sent = fields(show("jual 12 syal @45rb"))
    client.post(reverse("write"), sent)
    changed = client.post(reverse("write"), {**sent, "e0-amount": "500.000"})
    assert (changed.status_code, Entry.objects.count()) == (400, 1)
    assert "Yang tadi sudah tersimpan." in text_of(changed)
    for __ in range(2):
        assert client.post(reverse("write"), fields(changed)).status_code == 302
    assert [sum(line.amount for line in lines_of(entry)) for entry in Entry.objects.order_by("number")] == [
        540_000,
        500_000,
    ]


def test_a_line_changed_after_it_was_shown_is_shown_again(client: Client, show: Callable[[str], Any]) -> None:
    sent = fields(show("jual 12 syal @45rb"))
    again = client.post(reverse("write"), {**sent, "text": "jual 12 syal @54rb"})
    assert again.status_code == 200
    assert "Rp 648.000" in text_of(again)
    assert "Sudah benar?" in text_of(again)
    assert not Entry.objects.exists()


def test_the_words_below_the_line_come_without_the_rest_of_the_page(client: Client) -> None:
    part = client.post(reverse("write_understood"), {"text": "gaji Siti 600rb"})
    assert "Rp 600.000 Bayar upah Siapa Siti" in text_of(part)
    assert b"<html" not in part.content
    assert client.get(reverse("write_understood")).status_code == 405
    assert not Entry.objects.exists()


def test_what_the_owner_changes_on_the_card_counts(client: Client, show: Callable[[str], Any], book: Book) -> None:
    sent = fields(show("jual 12 syal @45rb"))
    changed = {**sent, "e0-amount": "500rb", "e0-settlement": "credit", "e0-party": "bu Tini", "e0-day": "2026-11-20"}
    part = client.post(reverse("write_understood"), changed)
    assert "Rp 500.000" in text_of(part)
    assert "belum dibayar (utang)" in text_of(part)
    assert client.post(reverse("write"), changed).status_code == 302
    entry, kept = Entry.objects.get(), Note.objects.get()
    assert (kept.corrected, kept.unit_price, entry.day) == (True, None, date(2026, 11, 20))
    assert [(line.debit, line.credit, line.amount) for line in lines_of(entry)] == [("1201", "4101", 500_000)]


def test_another_kind_with_other_questions_is_shown_before_it_is_saved(
    client: Client, show: Callable[[str], Any]
) -> None:
    sent = {**fields(show("jual 12 syal @45rb")), "e0-kind": "transfer"}
    again = client.post(reverse("write"), sent)
    assert (again.status_code, Entry.objects.count()) == (200, 0)
    assert "dari tunai ke bank" in text_of(again)
    assert client.post(reverse("write"), fields(again)).status_code == 302
    assert Note.objects.get().kind == "transfer"


def test_a_part_that_was_paid_makes_the_rest_a_debt(client: Client, show: Callable[[str], Any]) -> None:
    shown = show("jual meja 4jt DP 1jt")
    assert "Penjualan Rp 4.000.000 Siapa orang atau tokonya?" in text_of(shown)
    sent = {**fields(shown), "e0-party": "bu Ani"}
    part = client.post(reverse("write_understood"), sent)
    assert "dibayar Rp 1.000.000 (tunai), sisanya Rp 3.000.000 utang" in text_of(part)
    again = client.post(reverse("write"), sent)
    assert not Entry.objects.exists(), "what is left to pay was not shown yet"
    client.post(reverse("write"), fields(again))
    assert [(line.debit, line.amount) for line in lines_of(Entry.objects.get())] == [
        ("1101", 1_000_000),
        ("1201", 3_000_000),
    ]


def test_what_can_be_read_in_several_ways_is_asked_and_chosen(client: Client, show: Callable[[str], Any]) -> None:
    shown = show("2 syal 45")
    assert "Maksudnya Rp 45.000 atau Rp 45?" in text_of(shown)
    pills = re.findall(r'type="radio" name="e0-choice" value="([^"]+)"', shown.content.decode())
    assert len(pills) == 2
    refused = client.post(reverse("write"), fields(shown))
    assert refused.status_code == 400
    assert "Pilih salah satu." in text_of(refused)
    shown = client.post(reverse("write"), {**fields(refused), "e0-choice": pills[0]})
    assert "Rp 45.000 Penjualan" in text_of(shown)
    assert client.post(reverse("write"), fields(shown)).status_code == 302
    assert sum(line.amount for line in lines_of(Entry.objects.get())) == 45_000
    assert not Note.objects.get().corrected, "to answer is not to correct"


def test_an_amount_that_was_not_said_is_asked_for(client: Client, show: Callable[[str], Any]) -> None:
    shown = show("beli bensin")
    assert "Berapa rupiah?" in text_of(shown)
    refused = client.post(reverse("write"), fields(shown))
    assert (refused.status_code, Entry.objects.count()) == (400, 0)
    shown = client.post(reverse("write"), {**fields(shown), "e0-amount": "50rb"})
    assert "Rp 50.000 Biaya" in text_of(shown)
    client.post(reverse("write"), fields(shown))
    assert (Note.objects.get().kind, Note.objects.get().item) == ("expense", "bensin")


@pytest.mark.parametrize(
    "line", ["halo apa kabar", "besok mau beli benang 100rb", "???", "🙂", "' OR 1=1 --", "\u202eabc"]
)
def test_what_is_no_event_is_asked_about_and_never_lost(client: Client, show: Callable[[str], Any], line: str) -> None:
    shown = show(line)
    assert shown.status_code in {200, 400}
    assert fields(shown)["text"].replace("&#x27;", "'") == line
    assert "tint-soga" in shown.content.decode()
    client.post(reverse("write"), {**fields(shown), "text": line})
    assert not Entry.objects.exists()


def test_a_line_of_several_is_shown_on_several_cards_and_saved_at_once(
    client: Client, show: Callable[[str], Any]
) -> None:
    shown = show("jual syal 45rb, beli benang 100rb")
    assert shown.content.decode().count("card tint-nila") == 2
    wrong = client.post(reverse("write"), {**fields(shown), "e1-day": "2026-11-30"})
    assert (wrong.status_code, Entry.objects.count()) == (400, 0)
    assert "30 November 2026 belum tiba" in text_of(wrong)
    client.post(reverse("write"), fields(shown))
    assert [str(entry.words) for entry in Entry.objects.order_by("number")] == ["Jual syal", "Beli benang"]


def test_misspelt_words_are_shown_as_they_were_read(show: Callable[[str], Any]) -> None:
    assert "“jaul” dibaca “jual”." in text_of(show("jaul 3 syal 100rb"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"e0-amount": "0"}, "lebih dari nol"),
        ({"e0-amount": "9" * 20}, "terlalu besar"),
        ({"e0-amount": "banyak"}, "bukan angka"),
        ({"e0-day": "2026-11-24"}, "belum tiba"),
        ({"e0-day": "2016-01-01"}, "tahun lalu"),
        ({"e0-day": "2026-10-31"}, "Buku sudah ditutup"),
        ({"e0-day": "31/31/2026"}, "tidak ada"),
        ({"e0-settlement": "credit"}, "Siapa orang atau tokonya?"),
        ({"e0-settlement": "part", "e0-party": "x"}, "Berapa yang sudah dibayar?"),
        ({"e0-paid": "600rb", "e0-settlement": "part", "e0-party": "x"}, "tidak bisa lebih dari"),
        ({"e0-kind": "sepeda"}, "sepeda"),
        ({"e0-quantity": "-3"}, "kurang dari nol"),
        ({"text": "x" * 501}, "500"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_is_kept(
    client: Client, show: Callable[[str], Any], book: Book, change: dict[str, str], said: str
) -> None:
    Book.objects.filter(pk=book.pk).update(closed_until=date(2026, 10, 31))
    page = client.post(reverse("write"), {**fields(show("jual 12 syal @45rb")), **change})
    assert page.status_code == 400
    assert said in text_of(page)
    assert not Entry.objects.exists()
    for name, value in change.items():
        assert name in {"text", "e0-kind"} or f'value="{value}"' in page.content.decode()


def test_a_return_beyond_the_debt_is_said_at_its_field(client: Client, show: Callable[[str], Any], book: Book) -> None:
    sent = {**fields(show("retur 2 syal bu Tini 90rb")), "e0-settlement": "credit"}
    page = client.post(reverse("write"), sent)
    assert page.status_code == 400
    assert "Utangnya tidak sebanyak itu" in text_of(page)
    assert not Party.objects.exists()


@pytest.mark.parametrize("what", PLAIN)
def test_each_of_the_six_forms_saves_and_speaks_no_accounting(client: Client, book: Book, what: str) -> None:
    path = reverse("book_form", args=[book.id, what])
    page = client.get(path)
    assert not [word for word in JARGON if word in text_of(page).lower()]
    sent = fields(page)
    refused = client.post(path, sent)
    assert refused.status_code == 400
    assert "Berapa rupiah?" in text_of(refused)
    sent |= {"amount": "75rb", "item": "x", "party": "Siti", "client_id": uuid.uuid4().hex}
    for __ in range(2):
        assert "Rp 75.000" in text_of(client.post(path, sent, follow=True))
    assert Entry.objects.count() == 1
    assert Note.objects.get().kind == PLAIN[what].kinds[0]


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_of_a_form_can_be_saved(client: Client, book: Book, kind: EventKind) -> None:
    what = next((what for what, each in PLAIN.items() if kind in each.kinds), None)
    if what is None:
        assert kind in {EventKind.SALE_RETURN, EventKind.PURCHASE_RETURN}
        return
    path = reverse("book_form", args=[book.id, what])
    page = client.get(path, {"jenis": kind.value})
    saved = client.post(path, {**fields(page), "amount": "75.000", "party": "bu Ani"}, follow=True)
    assert saved.status_code == 200, text_of(saved)
    assert Note.objects.get().kind == kind


def test_a_form_can_owe_a_part_and_carry_a_photo(client: Client, book: Book) -> None:
    path = reverse("book_form", args=[book.id, "bahan"])
    sent = {**fields(client.get(path)), "amount": "1,5jt", "paid": "500rb", "settlement": "bank", "party": "pak Budi"}
    photo = SimpleUploadedFile("nota.txt", a_photo())
    assert client.post(path, {**sent, "photo": photo}).status_code == 302
    assert [(line.credit, line.amount) for line in lines_of(Entry.objects.get())] == [
        ("1102", 500_000),
        ("2101", 1_000_000),
    ]
    assert Receipt.objects.get().number == 1
    refused = client.post(path, {**sent, "photo": SimpleUploadedFile("nota.jpg", b"no photo")})
    assert refused.status_code == 400
    assert "bukan foto" in text_of(refused)
    assert 'value="1,5jt"' in refused.content.decode()


def test_a_photo_comes_with_the_line(client: Client, show: Callable[[str], Any]) -> None:
    sent = fields(show("beli benang 100rb"))
    client.post(reverse("write"), {**sent, "photo": SimpleUploadedFile("nota.png", a_photo())})
    assert Receipt.objects.get().number == Entry.objects.get().number


@pytest.mark.parametrize("path", ["x", "uang", "MASUK"])
def test_there_are_no_other_forms(client: Client, book: Book, path: str) -> None:
    assert client.get(f"/buku/{book.id}/catat/{path}/").status_code == 404


def test_an_owner_without_a_book_begins_one_by_writing(world: World) -> None:
    client = signed_in(world.people["foreign owner"])
    page = client.get(reverse("write"))
    assert not Book.objects.exists(), "to look begins nothing"
    shown = client.post(reverse("write"), {**fields(page), "text": "jual syal 45rb"})
    client.post(reverse("write"), fields(shown))
    assert Entry.objects.get().book.enterprise == world.neighbour
    Book.objects.filter(enterprise=world.enterprise).delete()
    owner = signed_in(world.people["owner"])
    answer = owner.post(reverse("write"), {"form": "upah"})
    assert answer["Location"] == reverse("book_form", args=[open_book(world.enterprise).id, "upah"])


def test_who_has_two_workshops_chooses(world: World, book: Book) -> None:
    owner = world.people["owner"]
    give_role(owner, RoleName.OWNER, world.neighbour.id)
    client, other = signed_in(owner), open_book(world.neighbour)
    page = client.get(reverse("write"), {"buku": str(other.id)})
    assert f'href="?buku={book.id}"' in page.content.decode()
    path = f"{reverse('write')}?buku={other.id}"
    shown = client.post(path, {**fields(page), "text": "jual syal 45rb"})
    assert client.post(path, fields(shown))["Location"] == path
    assert Entry.objects.get().book == other
    far = open_book(world.far_enterprise)
    for strange in (far.id, "x", uuid.uuid4()):
        assert client.get(reverse("write"), {"buku": str(strange)}).status_code == 404


def test_the_middle_button_leads_owners_to_writing_and_others_to_counting(world: World) -> None:
    for name, place in {"owner": reverse("write"), "worker": reverse("tally", args=[world.enterprise.id])}.items():
        page = signed_in(world.people[name]).get(reverse("home")).content.decode()
        assert re.search(rf'<a href="{place}" class="main-act"', page)


def test_writing_speaks_no_accounting(show: Callable[[str], Any]) -> None:
    for line in ("beli benang 1,5jt bon", "pak Budi 300rb", "jual 2 kodi kaos @30rb transfer"):
        assert not [word for word in JARGON if word in text_of(show(line)).lower()]


def test_a_long_book_asks_no_more_than_a_short_one(client: Client, world: World, book: Book) -> None:
    owner = world.people["owner"]

    def tell(number: int) -> Entry:
        new = NewNote(EventKind.SALE, 1000 + number, TODAY, party=f"orang {number}", item=f"barang {number}")
        return note(owner, book, new, client_id=uuid.uuid4())

    def cost() -> list[int]:
        counts = []
        for method, path in (
            ("get", reverse("write")),
            ("get", reverse("book_form", args=[book.id, "masuk"])),
            ("get", reverse("book_entry", args=[book.id, 1])),
            ("post", reverse("write_understood")),
        ):
            with CaptureQueriesContext(connection) as asked:
                getattr(client, method)(path, {"text": "jual syal 45rb"})
            counts.append(len(asked))
        return counts

    for number in range(5):
        tell(number)
    short = cost()
    for number in range(40):
        tell(number)
    assert cost() == short
    assert max(short) <= 16, short


def test_an_entry_is_told_in_words_and_taken_back_with_a_reason(client: Client, show: Callable[[str], Any]) -> None:
    client.post(reverse("write"), fields(show("beli mesin jahit 3,2jt")))
    book = Entry.objects.get().book
    path = reverse("book_entry", args=[book.id, 1])
    page = client.get(path)
    assert "Rp 3.200.000 dari Kas tunai ke Peralatan" in text_of(page)
    assert "Ditulis beli mesin jahit 3,2jt" in text_of(page)
    assert f'href="{path}"' in client.get(reverse("book", args=[book.id])).content.decode()
    back = {"act": "back", "client_id": uuid.uuid4().hex, "why": "", "day": "2026-11-23"}
    refused = client.post(path, back)
    assert refused.status_code == 400
    again = client.post(path, {**back, "why": "salah jumlah", "again": "on"})
    assert again["Location"].startswith(reverse("write"))
    assert 'value="beli mesin jahit 3,2jt"' in client.get(again["Location"]).content.decode()
    page = text_of(client.get(path))
    assert "Catatan ini sudah dibatalkan Batal: beli mesin jahit 3,2jt (salah jumlah)" in page
    assert "Salah tulis? Batalkan" not in page
    assert "Ini pembatalan beli mesin jahit 3,2jt" in text_of(client.get(reverse("book_entry", args=[book.id, 2])))
    assert Equipment.objects.get().gone == TODAY
    assert client.post(path, {**back, "why": "lagi", "client_id": uuid.uuid4().hex}).status_code == 400
    assert Entry.objects.count() == 2


def test_how_long_equipment_lasts_is_the_owners_to_say(client: Client, show: Callable[[str], Any], book: Book) -> None:
    client.post(reverse("write"), fields(show("beli mesin jahit 3,2jt")))
    path = reverse("book_entry", args=[book.id, 1])
    assert "dibagi rata atas 48 bulan" in text_of(client.get(path))
    for wrong in ("0", "601", "lama", ""):
        assert client.post(path, {"act": "months", "months": wrong}).status_code == 400
    client.post(path, {"act": "months", "months": "60"})
    assert Equipment.objects.get().months == 60


def test_a_taking_back_stays_out_of_closed_months(client: Client, show: Callable[[str], Any], book: Book) -> None:
    client.post(reverse("write"), fields(show("jual syal 45rb")))
    Book.objects.filter(pk=book.pk).update(closed_until=date(2026, 11, 30))
    path = reverse("book_entry", args=[book.id, 1])
    page = client.post(path, {"act": "back", "why": "salah", "day": "2026-11-23", "client_id": uuid.uuid4().hex})
    assert page.status_code == 400
    assert "Buku sudah ditutup" in text_of(page)
    assert 'value="salah"' in page.content.decode()


def test_a_photo_is_added_to_an_entry_and_seen(client: Client, show: Callable[[str], Any], book: Book) -> None:
    client.post(reverse("write"), fields(show("jual syal 45rb")))
    path = reverse("book_entry", args=[book.id, 1])
    for __ in range(2):
        client.post(path, {"act": "photo", "photo": SimpleUploadedFile("a.png", a_photo())})
    receipt = Receipt.objects.get()
    assert reverse("receipt", args=[receipt.id]) in client.get(path).content.decode()
    wrong = client.post(path, {"act": "photo", "photo": SimpleUploadedFile("a.png", b"x")})
    assert wrong.status_code == 400
    assert "bukan foto" in text_of(wrong)
    assert client.get(reverse("book_entry", args=[book.id, 99])).status_code == 404
