"""Entries through the API: once, whole, in open months, named at the field when they cannot be."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.api.conftest import Caller
from tests.books.quiet import quiet_world
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.posting import open_book
from guyub.books.models import Account, Book, Entry
from guyub.books.verify import verify_book

DAY = "2026-11-20"
SALE = {"debit": chart.CASH, "credit": chart.SALES, "amount": 540_000}
pytestmark = pytest.mark.usefixtures("clock")


def an_entry(**other: Any) -> dict[str, Any]:
    return {"client_id": str(uuid.uuid4()), "day": DAY, "text": "Jual 12 syal", "transfers": [SALE], **other}


def problems(answer: Any) -> list[tuple[str, str]]:
    return [(each["field"], each["words"]) for each in answer.json()["problems"]]


def test_an_entry_sent_again_is_answered_with_the_first(owner: Caller, book: Book) -> None:
    new = an_entry(transfers=[{**SALE, "party": "bu Tini"}])
    first, again = owner.post("entries", **new), owner.post("entries", **new)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["transfers"] == [{**SALE, "party": "bu Tini"}]
    assert owner.get("entries/1").json() == first.json()
    other = owner.post("entries", **{**new, "text": "Jual 13 syal"})
    assert (other.status_code, Entry.objects.count()) == (409, 1)
    assert verify_book(book).wrong == ()


def test_a_resend_is_answered_also_after_its_month_was_closed(owner: Caller, book: Book) -> None:
    new = an_entry(day="2026-10-31")
    assert owner.post("entries", **new).status_code == 201
    Book.objects.update(closed_until=date(2026, 10, 31))
    assert owner.post("entries", **new).status_code == 200
    refused = owner.post("entries", **an_entry(day="2026-10-31"))
    assert refused.status_code == 400
    ((field, words),) = problems(refused)
    assert field == "day"
    assert "31 Oktober 2026" in words
    assert owner.get().json()["closed_until"] == "2026-10-31"


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"day": "2026-11-24"}, 400, "day"),
    ({"day": "2016-11-01"}, 400, "day"),
    ({"day": "20-11-2026"}, 422, "day"),
    ({"day": "2026-02-30"}, 422, "day"),
    ({"day": 20261120}, 422, "day"),
    ({"client_id": "satu"}, 422, "client_id"),
    ({"text": "   "}, 422, "text"),
    ({"text": "a\x00b"}, 422, "text"),
    ({"text": "x" * 301}, 422, "text"),
    ({"teks": "x"}, 422, "teks"),
    ({"transfers": []}, 422, "transfers"),
    ({"transfers": [{**SALE, "amount": 0}]}, 422, "transfers.0.amount"),
    ({"transfers": [SALE, {**SALE, "amount": -1}]}, 422, "transfers.1.amount"),
    ({"transfers": [{**SALE, "amount": 10**15 + 1}]}, 422, "transfers.0.amount"),
    ({"transfers": [{**SALE, "amount": 10**400}]}, 422, "transfers.0.amount"),
    ({"transfers": [{**SALE, "amount": 1.5}]}, 422, "transfers.0.amount"),
    ({"transfers": [{**SALE, "amount": "540000"}]}, 422, "transfers.0.amount"),
    ({"transfers": [{**SALE, "amount": True}]}, 422, "transfers.0.amount"),
    ({"transfers": [{**SALE, "credit": "9999"}]}, 400, "account"),
    ({"transfers": [{**SALE, "credit": chart.HUB_FEE_INCOME}]}, 400, "account"),  # an account of the hub's book
    ({"transfers": [{**SALE, "credit": chart.CASH}]}, 400, "account"),
    ({"transfers": [{**SALE, "party": "…"}]}, 400, "party"),
    ({"lines": [{"account": chart.CASH, "debit": 1}]}, 422, ""),  # beside transfers: one or the other
]


@pytest.mark.parametrize(("other", "status", "field"), REFUSED, ids=lambda value: str(value)[:50])
def test_what_cannot_be_is_named_at_its_field(
    owner: Caller, book: Book, other: dict[str, Any], status: int, field: str
) -> None:
    answer = owner.post("entries", **an_entry(**other))
    assert answer.status_code == status
    assert field in [each or "" for each, __ in problems(answer)] or (field == "" and problems(answer))
    assert all(words for __, words in problems(answer))
    assert not Entry.objects.exists()


def line(account: str, debit: int = 0, credit: int = 0, party: str | None = None) -> dict[str, Any]:
    said = {"account": account, "debit": debit, "credit": credit}
    return said if party is None else {**said, "party": party}


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ([line(chart.CASH, 100), line(chart.SALES, 0, 99)], "lines"),
        ([line(chart.CASH, 100), line(chart.SALES, 100)], "lines"),
        ([line(chart.CASH, 100), line(chart.SALES)], "lines.1"),
        ([line(chart.CASH, 100, 100), line(chart.SALES, 0, 100)], "lines.0"),
        ([line(chart.CASH, 100, party="bu Tini"), line(chart.SALES, 0, 100, party="pak Budi")], "lines.1.party"),
    ],
)
def test_lines_whose_sides_do_not_add_up_are_refused(owner: Caller, lines: list[Any], field: str) -> None:
    new = an_entry(lines=lines)
    del new["transfers"]
    answer = owner.post("entries", **new)
    assert answer.status_code == 400
    assert [each for each, __ in problems(answer)] == [field]
    assert not Entry.objects.exists()


def test_lines_become_transfers_the_same_every_time(owner: Caller, book: Book) -> None:
    lines = [line(chart.POWER, 250), line(chart.WAGES, 1500), line(chart.CASH, 0, 1000), line(chart.BANK, 0, 750)]
    new = an_entry(lines=lines)
    del new["transfers"]
    first, again = owner.post("entries", **new), owner.post("entries", **new)
    assert (first.status_code, again.status_code) == (201, 200)
    assert sum(each["amount"] for each in first.json()["transfers"]) == 1750
    balances = owner.get("trial-balance").json()
    assert {each["code"]: each["debit"] - each["credit"] for each in balances["lines"]} == {
        chart.POWER: 250, chart.WAGES: 1500, chart.CASH: -1000, chart.BANK: -750,
    }  # fmt: skip
    assert len(balances["warnings"]) == 2, "cash and bank are below nothing"


def test_entries_are_read_page_by_page_and_none_is_missed(owner: Caller, book: Book) -> None:
    for number in range(7):
        assert owner.post("entries", **an_entry(day=f"2026-11-{10 + number % 3}")).status_code == 201
    seen, after = [], {}
    while True:
        page = owner.get("entries", limit=3, **after).json()
        seen += [(each["day"], each["number"]) for each in page["entries"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 7
    assert owner.get("entries", after=99).status_code == 404
    assert owner.get("entries", limit=0).status_code == 422
    assert owner.get("entries", sampai=1).status_code == 422, "a wish that nobody hears is refused"


def test_a_long_book_asks_no_more_than_a_short_one(owner: Caller, book: Book) -> None:
    paths = ["trial-balance", "profit-or-loss", "position", "cash-flow", "money", "debts", "entries", "accounts"]

    def cost() -> list[int]:
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                assert owner.get(path).status_code == 200
            counts.append(len(asked))
        return counts

    owner.post("entries", **an_entry(transfers=[{**SALE, "debit": chart.TRADE_RECEIVABLES, "party": "bu Tini"}]))
    owner.get("money")  # writes when the key was used, once an hour
    short = cost()
    for number in range(40):
        moves = [{**SALE, "debit": chart.TRADE_RECEIVABLES, "party": f"bu {chr(97 + number % 20)}"}]
        owner.post("entries", **an_entry(day=f"2026-{1 + number % 11:02}-11", transfers=moves))
    assert cost() == short
    assert max(short) <= 16


def test_an_entry_is_taken_back_once_with_the_reason(owner: Caller, book: Book) -> None:
    owner.post("entries", **an_entry())
    back = {"client_id": str(uuid.uuid4()), "day": DAY, "why": "salah ketik"}
    first, again = owner.post("entries/1/reversal", **back), owner.post("entries/1/reversal", **back)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["reverses"] == 1
    assert "salah ketik" in first.json()["text"]
    assert owner.get("entries/1").json()["reversed_by"] == 2
    assert owner.post("entries/1/reversal", **{**back, "client_id": str(uuid.uuid4())}).status_code == 409
    early = owner.post("entries/1/reversal", **{**back, "client_id": str(uuid.uuid4()), "day": "2026-11-19"})
    assert (early.status_code, problems(early)[0][0]) == (400, "day")
    assert owner.post("entries/9/reversal", **back).status_code == 404
    assert owner.get("money").json()["sum"] == 0


def test_an_event_in_plain_terms_becomes_an_entry_once(owner: Caller, book: Book) -> None:
    new = {"kind": "sale", "amount": 540_000, "day": DAY, "settlement": "credit", "party": "bu Tini", "item": "syal"}
    new |= {"quantity": 12, "unit": "buah", "client_id": str(uuid.uuid4())}
    first, again = owner.post("notes", **new), owner.post("notes", **new)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["transfers"] == [
        {"debit": chart.TRADE_RECEIVABLES, "credit": chart.SALES, "amount": 540_000, "party": "bu Tini"}
    ]
    assert owner.post("notes", **{**new, "amount": 1}).status_code == 409
    (owed,) = owner.get("debts").json()["to_us"]
    assert (owed["name"], owed["amount"], owed["since"]) == ("bu Tini", 540_000, DAY)
    for other, field in (({"party": " "}, "party"), ({"settlement": "part"}, "paid"), ({"kind": "gift"}, "kind")):
        answer = owner.post("notes", **{**new, "client_id": str(uuid.uuid4()), **other})
        assert answer.status_code in {400, 422}
        assert [each for each, __ in problems(answer)] == [field]


def test_the_oldest_open_month_is_closed_once(owner: Caller, book: Book) -> None:
    owner.post("entries", **an_entry(day="2026-09-30"))
    new = {"client_id": str(uuid.uuid4())}
    assert owner.post("months/2026-10/close", **new).status_code == 400, "September comes first"
    first, again = owner.post("months/2026-09/close", **new), owner.post("months/2026-09/close", **new)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert first.json()["closed_until"] == owner.get().json()["closed_until"] == "2026-09-30"
    assert owner.post("months/2026-09/close", client_id=str(uuid.uuid4())).status_code == 409
    assert owner.post("entries", **an_entry(day="2026-09-30")).status_code == 400
    assert owner.post("months/2026-10/close", **new).status_code == 200
    assert owner.post("months/2026-11/close", **new).status_code == 400, "it has not ended"
    assert owner.post("months/2026-13/close", **new).status_code == 422
    assert verify_book(book).wrong == ()


def test_the_tax_of_a_year_is_told_month_by_month(owner: Caller, book: Book) -> None:
    assert owner.get("tax").json() == {"year": 2026, "taxpayer": None, "months": []}
    Book.objects.filter(pk=book.pk).update(taxpayer="cv", taxed_since=2025)
    owner.post("entries", **an_entry(day="2026-10-20", transfers=[{**SALE, "amount": 10_000_000}]))
    months = {each["month"]: each for each in owner.get("tax", year=2026).json()["months"]}
    october = months["2026-10-01"]
    assert (october["turnover"], october["tax"], october["left"]) == (10_000_000, 50_000, 50_000)
    assert (october["pay_by"], october["state"]) == ("2026-11-16", "late")
    assert months["2026-09-01"]["tax"] == 0
    assert owner.get("tax", year=1).status_code == 422


def test_a_line_is_understood_and_nothing_written(owner: Caller, book: Book) -> None:
    (sale,) = owner.post("/parse", text="jual 12 syal @45rb").json()["entries"]
    assert (sale["kind"], sale["amount"], sale["quantity"], sale["unit_price"]) == ("sale", 540_000, 12, 45_000)
    asked = owner.post("/parse", text="halo", book=str(book.id)).json()
    assert asked["question"]
    assert owner.post("/parse", text="jual 1", book=str(uuid.uuid4())).status_code == 404
    assert not Entry.objects.exists()


def test_an_account_is_added_once_and_keeps_its_meaning(owner: Caller, book: Book) -> None:
    new = {"code": "1-1001", "name": "Kas  kecil", "kind": "asset"}
    assert [owner.post("accounts", **new).status_code for __ in range(2)] == [201, 200]
    assert Account.objects.get(book=book, code="1-1001").name == "Kas kecil"
    for other in ({"name": "Kas besar"}, {"kind": "expense"}):
        answer = owner.post("accounts", **{**new, **other})
        assert (answer.status_code, problems(answer)[0][0]) == (409, "code")
    for code in ("", "x" * 13, "a b", "ä", "1\n"):
        assert owner.post("accounts", **{**new, "code": code}).status_code == 422
    assert {"code": "1-1001", "name": "Kas kecil", "kind": "asset"} in owner.get("accounts").json()["accounts"]


def test_nobody_learns_of_a_book_that_is_not_theirs(world: World, owner: Caller, book: Book) -> None:
    stranger = Caller(world.people["stranger"], book)
    there, nowhere = stranger.get("entries"), stranger.get(f"/books/{uuid.uuid4()}/entries")
    assert there.status_code == nowhere.status_code == 404
    assert there.json() == nowhere.json()
    assert stranger.post("entries", **an_entry()).status_code == 404
    assert stranger.get("/books").json() == {"books": []}
    nobody = Caller(None, book)
    assert {nobody.get(path).status_code for path in ("entries", "/books", "")} == {401}
    assert nobody.get("/nowhere").json() == there.json()
    hub = Caller(world.people["officer"], open_book(world.sentra))
    assert hub.get("position").status_code == 200
    assert hub.post("entries", **an_entry()).status_code == 403
    assert [each["writable"] for each in hub.get("/books").json()["books"]] == [False]


def test_problems_are_said_in_the_readers_language(world: World, book: Book) -> None:
    said = {
        language: problems(Caller(world.people["owner"], book, language).post("entries", **an_entry(day="2030-01-01")))
        for language in ("id", "en", "en-GB,en;q=0.9", "fr")
    }
    assert said["id"] == said["fr"] == [("day", "Tanggal 1 Januari 2030 belum tiba.")]
    assert said["en"] == said["en-GB,en;q=0.9"]
    assert "1 January 2030" in said["en"][0][1]


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', "[" * 100_000, '{"day": NaN}', '{"text": "\\ud800"}'])
def test_what_is_no_json_of_ours_is_refused_in_the_same_shape(owner: Caller, body: str) -> None:
    answer = owner.client.post(f"{owner.book}/entries", body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert problems(answer)


def test_another_method_is_refused_in_the_same_shape(owner: Caller) -> None:
    answer = owner.client.delete(f"{owner.book}/entries")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert problems(answer)


def test_a_session_needs_its_csrf_token_to_write(world: World, book: Book) -> None:
    client = signed_in(world.people["owner"])
    client.handler.enforce_csrf_checks = True
    address = f"/api/v1/books/{book.id}/entries"
    assert client.get(address).status_code == 200
    refused = client.post(address, an_entry(), content_type="application/json")
    assert (refused.status_code, refused.json()["problems"][0]["field"]) == (403, "X-CSRFToken")
    client.get("/lainnya/kunci/")
    token = client.cookies["csrftoken"].value
    written = client.post(address, an_entry(), content_type="application/json", headers={"x-csrftoken": token})
    assert written.status_code == 201


THREADS = 4


def test_threads_that_send_the_same_entry_write_it_once(transactional_db: None) -> None:
    world = quiet_world()
    book = open_book(world.enterprise)
    owner = Caller(world.people["owner"], book)
    new, barrier = an_entry(transfers=[{**SALE, "party": "bu Tini"}]), Barrier(THREADS)

    def send(_number: int) -> tuple[int, str]:
        barrier.wait()
        try:
            answer = owner.post("entries", **new)
            return answer.status_code, json.dumps(answer.json())
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(send, range(THREADS)))
    assert sorted(status for status, __ in answers) == [200] * (THREADS - 1) + [201]
    assert len({body for __, body in answers}) == 1
    assert verify_book(book).entries == 1
    assert verify_book(book).wrong == ()
