"""Whatever is typed into an address or sent in a form of the books: an answer, or words about what is wrong."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.long import size
from tests.support.people import signed_in
from tests.support.world import NOW, World, a_statement, build_world

from guyub.books.actions.banking import confirm_bank
from guyub.books.actions.closing import close_month
from guyub.books.actions.noting import NewNote, note
from guyub.books.actions.posting import open_book
from guyub.books.rules.meaning import EventKind

pytestmark = pytest.mark.usefixtures("clock")

QUERY = (
    "dari",
    "sampai",
    "bulan",
    "banding",
    "sesudah",
    "halaman",
    "tahun",
    "teks",
    "buku",
    "jenis",
    "amount",
    "first",
)
NASTY = (
    *("", " ", "-1", "0", "1", "99999", "9" * 30, "-" + "9" * 30, "1e400", "NaN", "Infinity", "-0", "0,5", "1.5jt"),
    *("9999-12", "9999-99", "0001-01", "2026-00", "2100-12", "1990-01", "2026-11", "9999-12-31", "0001-01-01"),
    *(
        "2026-02-30",
        "2024-02-29",
        "2026-11-23",
        "2026-11-23.1.1",
        "9999-12-31.1.1",
        "2026-11-23.99999999999999999999.1",
    ),
    *("2026-11-23.1.99999999999999999999", "0001-01-01.-1.-1", "2026-11-23.1", "..", "x.y.z", "1.1", "9" * 5000),
    *(
        "0" + "2026" + "0" * 20,
        "02026" + "0" * 5000,
        "a\0b",
        "\0",
        "😀" * 200,
        "\u202eabc\u202c",
        "\ud7ff",
        "' OR 1=1 --",
    ),
    *("<script>alert(1)</script>", "x" * 5000, "٣٤٥", "½", "²", "1\n2", "true", "[]", "{}", "pay", "save", "open"),
    *("utang", "sebelum", "lalu", "cash", "credit", "part", "bank", "sale", "loan_repayment", "00000000-0000-0000"),
    *("2026-W47-1", "20261123", "2026-11-1", "1/1/1", "31/12/9999", "1101", "9999", "1;2", "%00", "%s", "../../etc"),
)
Sent = tuple[str, list[tuple[str, str]]]
VALUES = st.sampled_from(NASTY) | st.text(max_size=40)


class _Forms(HTMLParser):
    """The forms that are sent by POST, each as its address and its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Sent] = []
        self._fields: list[tuple[str, str]] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self._fields = []
            if (given.get("method") or "").lower() == "post":
                self.found.append((given.get("action") or "", self._fields))
        elif self._fields is None:
            return
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._fields.append((self._select, value))
        elif tag in {"input", "button", "textarea"} and name and given.get("type") != "file":
            self._fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
        elif tag == "select":
            self._select = ""


@pytest.fixture(scope="module")
def _lived_in(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), _undone():
        yield _build()


@pytest.fixture
def world(_lived_in: World, db: None) -> World:
    return _lived_in


@contextmanager
def _undone() -> Iterator[None]:
    """What happens within leaves no trace."""
    trial = transaction.atomic()
    trial._from_testcase = True
    with trial:
        yield
        transaction.set_rollback(True)


def _build() -> World:
    """A workshop that closed October, owes and is owed, bought a thing for use, and has a bank's lines waiting."""
    world = build_world()
    owner = world.people["owner"]
    book = open_book(world.enterprise)
    book.taxpayer, book.taxed_since = "cv", 2025
    book.save()

    def told(kind: EventKind, amount: int, day: date, **more: Any) -> int:
        return note(owner, book, NewNote(kind, amount, day, **more), client_id=uuid.uuid4(), at=NOW).number

    told(EventKind.SALE, 90_000_000, date(2026, 10, 3))
    close_month(owner, book, month=date(2026, 10, 1), client_id=uuid.uuid4(), at=NOW)
    told(EventKind.SALE, 540_000, date(2026, 11, 3), party="Bu Tini", settlement="credit", item="syal")
    told(EventKind.DEPOSIT, 200_000, date(2026, 11, 4), party="Bu Tini")
    told(EventKind.PURCHASE, 300_000, date(2026, 11, 5), party="Pak Budi", settlement="credit", item="benang")
    world.things["bought"] = told(EventKind.ASSET, 4_800_000, date(2026, 11, 6), item="mesin jahit")
    confirm_bank(owner, a_statement(owner, book), at=NOW)
    world.things["statement"] = a_statement(
        owner, book, "Date,Description,Branch,Amount,,Balance\n'04/11/2025,X,'0000,5.00,CR,5.00\n"
    ).id
    return world


def _pages(world: World) -> list[str]:
    book, things = world.things["book"], world.things
    files = [things["file"], things["statement"]]
    named = ["", "trial_balance", "forecast", "statements", "tax", "debts", "household", "settings", "opening"]
    named += ["imports", "bank", "export", "closing"]
    return [
        f"{reverse('write')}?teks=jual+12+syal+%4045rb",
        f"{reverse('write')}?teks=bayar+500rb",
        f"{reverse('write')}?teks=jual+meja+4jt+DP+1jt+ke+bu+Tini",
        *(reverse(f"book_{name}".rstrip("_"), args=[book]) for name in named),
        *(reverse("book_form", args=[book, what]) for what in ("masuk", "keluar", "rumah", "setor", "bahan", "upah")),
        *(reverse("book_entry", args=[book, number]) for number in (1, things["bought"])),
        reverse("book_party", args=[book, things["party"]]),
        reverse("book_account", args=[book, "1101"]),
        reverse("book_statements_pdf", args=[book]),
        reverse("book_statements_xlsx", args=[book]),
        *(reverse(name, args=[file]) for name in ("book_import", "book_import_columns") for file in files),
    ]


def _asked(client: Client, method: str, path: str, data: Any) -> int:
    with _undone():
        response = client.get(path, data) if method == "GET" else client.post(path, data)
        if response.streaming:
            b"".join(response.streaming_content)
    return response.status_code


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@pytest.fixture
def owner(world: World) -> Client:
    return signed_in(world.people["owner"])


@settings(max_examples=size(80, 200))
@given(data=st.data())
def test_any_query_of_any_page_gets_an_answer(world: World, owner: Client, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(_pages(world))).partition("?")[0]
    query = data.draw(st.dictionaries(st.sampled_from(QUERY), VALUES.map(_encodable), min_size=1, max_size=3))
    assert _asked(owner, "GET", path, query) < 500


@pytest.fixture
def forms(world: World, owner: Client) -> list[Sent]:
    """Every form of every page: where it is sent to, and its fields."""
    found = []
    for path in _pages(world):
        response = owner.get(path)
        if not response.streaming and response["Content-Type"].startswith("text/html"):
            page = _Forms()
            page.feed(response.content.decode())
            found += [(action or path, fields) for action, fields in page.found]
    return found


@settings(max_examples=size(120, 400))
@given(data=st.data())
def test_any_form_sent_anyhow_gets_an_answer(owner: Client, forms: list[Sent], data: st.DataObject) -> None:
    path, fields = data.draw(st.sampled_from(forms))
    sent = dict(reversed(fields))  # the first of what may be chosen
    sent.update(data.draw(st.lists(st.sampled_from(fields), max_size=6)))
    names = st.lists(st.sampled_from(sorted(sent)), max_size=3, unique=True)
    sent |= {name: _encodable(data.draw(VALUES)) for name in data.draw(names)}
    left_out = data.draw(names)
    assert _asked(owner, "POST", path, {name: sent[name] for name in sent if name not in left_out}) < 500


@pytest.mark.parametrize(
    ("page", "query"),
    [("book_tax", {"tahun": "02026" + "0" * 5000}), ("book_trial_balance", {"bulan": "9999-12"})],
)
def test_numbers_of_any_length_are_only_numbers(world: World, owner: Client, page: str, query: dict[str, str]) -> None:
    assert _asked(owner, "GET", reverse(page, args=[world.things["book"]]), query) == 200


def test_no_month_is_too_late_to_be_refused(world: World, owner: Client) -> None:
    path = reverse("book_closing", args=[world.things["book"]])
    assert _asked(owner, "POST", path, {"month": "9999-12-31"}) == 400
