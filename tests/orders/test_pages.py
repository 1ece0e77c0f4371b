"""Whatever people type into the pages of an order: it is said at the field what is wrong, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.kernel.sheets import csv_of, xlsx
from tests.orders.conftest import Shop, once
from tests.support import people

from guyub.orders.links import link_token
from guyub.orders.models import Draw, Order, Settlement, Tally
from guyub.sentra import actions as sentra_actions
from guyub.sentra.models import Enterprise

pytestmark = pytest.mark.usefixtures("clock")
ORDER = {
    "buyer": "Hotel Kencana",
    "start": "2026-11-23",
    "note": "Warna biru laut",
    "max_share_percent": "",
    "line-TOTAL_FORMS": "2",
    "line-INITIAL_FORMS": "0",
    "line-0-product": "Syal",
    "line-0-quantity": "5",
    "line-0-unit": "kodi",
    "line-0-price": "40.000",
    "line-0-grade": "A",
    "line-0-due": "2026-12-21",
    "line-1-unit": "buah",
}
HEADINGS = ["Produk", "Jumlah", "Satuan", "Harga", "Mutu", "Tempo"]
GOOD_ROW = ["Syal", 5, "kodi", 40000, "A", date(2026, 12, 21)]


class Seen(HTMLParser):
    """What a page holds: the value of every field, and the text of every error by the id of its field."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.text = response.content.decode()
        self.values: dict[str, str] = {}
        self.tied: dict[str, str] = {}
        self.errors: dict[str, str] = {}
        self._select = self._error = ""
        self.feed(self.text)

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in given}
        if tag in {"input", "select"} and "name" in attrs and attrs.get("type") not in {"radio", "checkbox"}:
            self.values[attrs["name"]] = attrs.get("value", "")
            self.tied[attrs["name"]] = attrs.get("aria-describedby", "")
        if tag == "select":
            self._select = attrs["name"]
        if tag == "option" and "selected" in attrs:
            self.values[self._select] = attrs.get("value", "")
        if tag == "p" and attrs.get("class") == "error":
            self._error = attrs["id"]

    def handle_data(self, data: str) -> None:
        if self._error and data.strip():
            self.errors[self._error] = self.errors.get(self._error, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._error = ""

    def error_at(self, name: str) -> str:
        """What is said at the field, by an element that the field itself points to."""
        mine = [each for each in self.tied[name].split() if each.endswith("_error")]
        return self.errors[mine[0]] if mine else ""


@pytest.fixture
def client(shop: Shop) -> Client:
    return people.signed_in(shop.officer)


def _new(client: Client, shop: Shop, **changed: str) -> HttpResponse:
    typed = {**ORDER, **{name.replace("line_", "line-0-"): value for name, value in changed.items()}}
    return client.post(reverse("order_new", args=[shop.sentra.id]), typed)


def _file(content: bytes, name: str = "daftar.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _read(client: Client, shop: Shop, content: bytes, name: str = "pesanan.xlsx") -> HttpResponse:
    return client.post(
        reverse("order_new", args=[shop.sentra.id]), {**ORDER, "read": "1", "file": _file(content, name)}
    )


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("line_quantity", "-5", "nol"),
        ("line_quantity", "0", "nol"),
        ("line_quantity", "banyak", "bukan angka"),
        ("line_quantity", "99999999999999", "10.000.000"),
        ("line_quantity", "0,03", "buah"),
        ("line_price", "-40.000", "nol"),
        ("line_price", "murah", "bukan angka"),
        ("line_price", "9" * 39, "1.000.000.000.000"),
        ("line_due", "lusa", "lusa"),
        ("line_due", "31/02/2027", "31/02/2027"),
        ("line_due", "", "tidak boleh kosong"),
        ("line_due", "2026-11-20", "sudah lewat"),
        ("line_due", "2026-11-23", "sudah lewat"),
        ("line_unit", "karung", "tidak dikenal"),
        ("start", "2026-11-20", "sudah lewat"),
        ("start", "besok lusa", "besok lusa"),
        ("buyer", "   ", "tidak boleh kosong"),
        ("max_share_percent", "150", "antara 1 dan 100"),
    ],
)
def test_what_is_wrong_in_an_order_is_said_at_its_field_and_nothing_typed_is_lost(
    client: Client, shop: Shop, field: str, typed: str, said: str
) -> None:
    response = _new(client, shop, **{field: typed})
    assert response.status_code == 400
    seen, name = Seen(response), field.replace("line_", "line-0-")
    assert said in seen.error_at(name)
    kept = {**ORDER, name: typed}
    if name == "line-0-unit":
        kept.pop(name)  # a list to choose from holds only what can be chosen
    assert {name: seen.values[name] for name in kept} == kept
    assert not Order.objects.exists()


@pytest.mark.parametrize("typed", ["1.500", "1,500", "1500", "1 500"])
def test_a_thousand_and_a_half_is_read_with_either_sign(client: Client, shop: Shop, typed: str) -> None:
    assert _new(client, shop, line_quantity=typed, line_unit="buah").status_code == 302
    assert Order.objects.get().lines.get().pieces == 1500


@pytest.mark.parametrize("typed", ["2026-12-21", "21/12/2026", "21 Des 2026", "21 Desember 2026"])
def test_a_date_is_read_as_people_write_it(client: Client, shop: Shop, typed: str) -> None:
    assert _new(client, shop, line_due=typed).status_code == 302
    assert Order.objects.get().lines.get().due == date(2026, 12, 21)


def test_an_order_without_goods_says_so_and_keeps_the_rest(client: Client, shop: Shop) -> None:
    seen = Seen(_new(client, shop, line_product="", line_quantity="", line_price="", line_due=""))
    assert "Tulis paling sedikit satu barang." in seen.text
    assert seen.values["note"] == "Warna biru laut"


def test_more_rows_keep_what_was_typed_even_what_is_wrong(client: Client, shop: Shop) -> None:
    seen = Seen(_new(client, shop, line_quantity="banyak", more="1"))
    assert (seen.values["line-0-quantity"], seen.values["line-0-unit"]) == ("banyak", "kodi")
    assert seen.values["buyer"] == "Hotel Kencana"
    assert not seen.errors


def test_an_orders_file_fills_the_form_with_dates_and_numbers_however_written(client: Client, shop: Shop) -> None:
    rows = [
        HEADINGS,
        GOOD_ROW,
        ["Topi", "1.500", "", "Rp 8.000", "", "21 Des 2026"],
        ["Tas", "1,500", "", 9000, "", 46377],
    ]
    seen = Seen(_read(client, shop, xlsx(rows)))
    assert [seen.values[f"line-{row}-due"] for row in range(3)] == ["2026-12-21"] * 3
    assert [seen.values[f"line-{row}-quantity"] for row in range(3)] == ["5", "1500", "1500"]
    assert seen.values["buyer"] == "Hotel Kencana"


@pytest.mark.parametrize(
    ("place", "cell", "said"),
    [
        (2, "karung", "tidak dikenal"),
        (1, -5, "nol"),
        (1, 1e15, "10.000.000"),
        (3, "murah", "bukan angka"),
        (5, "lusa", "lusa"),
    ],
)
def test_a_bad_row_of_an_orders_file_is_named_with_its_reason_and_stands_there_to_be_mended(
    client: Client, shop: Shop, place: int, cell: Any, said: str
) -> None:
    bad = [cell if number == place else value for number, value in enumerate(GOOD_ROW)]
    seen = Seen(_read(client, shop, xlsx([HEADINGS, GOOD_ROW, bad])))
    assert "Baris 3" in seen.text
    assert said in seen.text
    assert seen.values["buyer"] == "Hotel Kencana"
    assert seen.values["line-0-product"] == seen.values["line-1-product"] == "Syal"
    assert (seen.values["line-1-price"], seen.values["line-1-grade"]) == ("murah" if place == 3 else "40000", "A")


BAD_FILES = {
    "empty sheet": (xlsx([]), "daftar.xlsx", "kosong"),
    "only headings": (xlsx([HEADINGS]), "daftar.xlsx", ""),
    "no columns": (xlsx([["Ini", "itu"], [1, 2]]), "daftar.xlsx", "olom"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(300), "daftar.xlsx", "bukan"),
    "a document": (b"%PDF-1.7\n" + bytes(300), "daftar.pdf", "bukan"),
    "nothing": (b"", "daftar.csv", "kosong"),
    "50 MB": (b"nama,produk\n" + b"x" * 50 * 1024**2, "daftar.csv", "terlalu besar"),
}


@pytest.mark.parametrize("page", ["order_new", "import_upload"])
@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_cannot_be_read_is_refused_at_the_field_and_says_why(
    client: Client, shop: Shop, page: str, kind: str
) -> None:
    content, name, said = BAD_FILES[kind]
    typed = {**ORDER, "read": "1"} if page == "order_new" else {}
    response = client.post(reverse(page, args=[shop.sentra.id]), {**typed, "file": _file(content, name)})
    seen = Seen(response)
    assert response.status_code == 400
    assert seen.error_at("file")
    assert said in seen.error_at("file").lower()
    if typed:
        assert seen.values["buyer"] == "Hotel Kencana"
        assert seen.values["line-0-product"] == "Syal"
    assert not Enterprise.objects.exists()


def test_two_members_of_one_name_are_told_apart_before_they_come_in(client: Client, shop: Shop) -> None:
    shop.member("Rajut Melati", 100)
    rows = [
        ["Nama", "Pemilik", "Produk", "Kapasitas"],
        ["Rajut Melati", "Sri", "Syal", 50],
        ["Rajut Dahlia", "Ani", "Syal", 20],
    ]
    response = client.post(reverse("import_upload", args=[shop.sentra.id]), {"file": _file(csv_of(rows), "a.csv")})
    seen = Seen(client.get(response.headers["Location"]))
    assert seen.values["cell-2-name"] == "Rajut Melati"
    assert seen.tied["cell-2-name"] == "why-2-1"
    assert "sudah terdaftar" in seen.text.partition('id="why-2-1"')[2][:600]
    assert Enterprise.objects.count() == 1


def test_a_second_member_of_one_name_is_refused_at_its_name(client: Client, shop: Shop) -> None:
    shop.member("Rajut Melati", 100)
    typed = {"name": "Rajut Melati", "owner_name": "Ani", "phone": "0812 3456 7890"}
    rows = {"ability-TOTAL_FORMS": "1", "ability-INITIAL_FORMS": "0", "ability-0-product": "Topi"}
    response = client.post(reverse("member_new", args=[shop.sentra.id]), {**typed, **rows})
    seen = Seen(response)
    assert response.status_code == 400
    assert seen.error_at("name")
    assert seen.values["owner_name"] == "Ani"
    assert seen.values["ability-0-product"] == "Topi"


def test_an_order_that_nobody_can_do_says_so_and_cannot_be_published(client: Client, shop: Shop) -> None:
    shop.member("Rajut Melati", 100, product="Topi")
    order = shop.taken()
    page = client.get(reverse("order_split", args=[order.id]))
    assert "Tidak ada anggota yang bisa mengerjakan pesanan ini." in page.content.decode()
    assert "Umumkan" not in page.content.decode()
    response = _publish(client, order, Seen(page).values | {"rule": "equal", "seen": "x"})
    assert response.status_code == 400
    assert not Draw.objects.exists()


def _publish(client: Client, order: Order, shown: dict[str, str], days: str = "2") -> HttpResponse:
    typed = {name: shown.get(name, "") for name in ("client_id", "rule", "seen")}
    return client.post(reverse("order_publish", args=[order.id]), {**typed, "days": days})


def _comparison(client: Client, order: Order) -> dict[str, str]:
    return Seen(client.get(reverse("order_split", args=[order.id]))).values


@pytest.mark.parametrize("days", ["0", "-1", "dua", ""])
def test_a_time_to_answer_that_is_none_is_refused_at_its_field(client: Client, shop: Shop, days: str) -> None:
    shop.member("Rajut Melati", 100)
    order = shop.taken()
    seen = Seen(_publish(client, order, _comparison(client, order), days))
    assert seen.error_at("days")
    assert seen.values["days"] == days


def test_a_double_click_on_publish_publishes_once(client: Client, shop: Shop) -> None:
    shop.member("Rajut Melati", 100)
    order = shop.taken()
    shown = _comparison(client, order)
    for __ in range(2):
        response = _publish(client, order, shown)
        assert response.headers["Location"] == reverse("order_offers", args=[order.id])
    assert Draw.objects.count() == 1


def test_a_member_removed_before_publishing_brings_a_new_proposal_that_can_be_published(
    client: Client, shop: Shop
) -> None:
    gone, __ = shop.member("Rajut Melati", 100), shop.member("Rajut Dahlia", 100)
    order = shop.taken()
    shown = _comparison(client, order)
    sentra_actions.end_membership(shop.officer, shop.sentra, gone, at=timezone.now())
    response = _publish(client, order, shown)
    assert response.status_code == 400
    again = Seen(response)
    assert "berubah sejak Anda melihat usulan ini" in again.text
    assert _publish(client, order, again.values).status_code == 302
    assert set(shop.held(order)) == {"Rajut Dahlia"}


@pytest.fixture
def offered(shop: Shop) -> Order:
    shop.member("Rajut Melati", 100)
    shop.member("Rajut Dahlia", 100)
    return shop.published(shop.taken())


def _offer_of(order: Order, name: str) -> str:
    return reverse("offer", args=[link_token(order.id, Enterprise.objects.get(name=name).id)])


@pytest.mark.parametrize(
    ("takes", "said"), [("51", "Paling banyak 50"), ("-1", "nol"), ("semua", "bukan angka"), ("", "tidak boleh kosong")]
)
def test_a_member_who_takes_more_than_offered_is_told_at_the_number(
    shop: Shop, offered: Order, takes: str, said: str
) -> None:
    response = people.signed_in(None).post(_offer_of(offered, "Rajut Melati"), {"takes-1": takes, "answer": "some"})
    seen = Seen(response)
    assert response.status_code == 400
    assert said in seen.error_at("takes-1")
    assert seen.values["takes-1"] == takes
    assert shop.held(offered)["Rajut Melati"] == 50


def test_answering_twice_changes_nothing_and_says_so(shop: Shop, offered: Order) -> None:
    link, member = _offer_of(offered, "Rajut Melati"), people.signed_in(None)
    assert member.post(link, {"answer": "some", "takes-1": "20"}).status_code == 302
    response = member.post(link, {"answer": "all"}, follow=True)
    assert "Jawaban Anda sudah tercatat." in response.content.decode()
    assert shop.held(offered)["Rajut Melati"] == 20


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("made", "51", "Paling banyak 50"),
        ("made", "-1", "nol"),
        ("made", "0", "Tulis jumlahnya"),
        ("day", "2026-11-24", "belum tiba"),
    ],
)
def test_counting_more_than_the_share_is_refused_at_the_field(
    client: Client, shop: Shop, offered: Order, field: str, typed: str, said: str
) -> None:
    share = shop.shares(shop.accepted(offered))[0]
    sent = {"act": "tally", "made": "10", "spoiled": "", "day": "2026-11-23", field: typed}
    seen = Seen(client.post(reverse("share", args=[share.pk]), sent))
    assert said in seen.error_at(field)
    assert {name: seen.values[name] for name in ("made", "day")} == {name: sent[name] for name in ("made", "day")}
    assert not Tally.objects.exists()


def test_a_double_click_counts_once(client: Client, shop: Shop, offered: Order) -> None:
    share = shop.shares(shop.accepted(offered))[0]
    sent = {"act": "tally", "made": "10", "day": "2026-11-23", "client_id": once()}
    for __ in range(2):
        client.post(reverse("share", args=[share.pk]), sent)
    assert Tally.objects.get().made == 10


def test_a_second_click_on_settle_shows_the_first_settlement(client: Client, shop: Shop, offered: Order) -> None:
    shop.finished(shop.accepted(offered))
    path = reverse("order_settlement", args=[offered.id])
    for __ in range(2):
        response = client.post(path, {"paid_from": "bank", "client_id": once()}, follow=True)
        assert response.status_code == 200
        assert "Sudah dibagi" in response.content.decode()
    assert Settlement.objects.count() == 1


def test_settling_short_has_to_be_meant(client: Client, shop: Shop, offered: Order) -> None:
    share = shop.shares(shop.accepted(offered))[0]
    shop.made(offered, share, 10)
    shop.paid(offered, shop.delivered(offered))
    seen = Seen(client.post(reverse("order_settlement", args=[offered.id]), {"paid_from": "cash"}))
    assert "belum diantar" in seen.errors["id_although_short_error"]
    assert seen.values["paid_from"] == "cash"
    assert not Settlement.objects.exists()
