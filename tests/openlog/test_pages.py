"""The open log as a member reads it, checks it and takes it along."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.openlog.test_log import unguarded
from tests.support.people import signed_in
from tests.support.world import World

from guyub.kernel.words import _
from guyub.openlog import queries
from guyub.openlog.actions import record
from guyub.openlog.verify import verify_file


@pytest.fixture
def log(world: World) -> str:
    for number in range(60):
        words = _("Pesanan %(number)s dibagi <b>", number=number)
        record(world.sentra.id, world.people["officer"], "split", ("order", uuid.uuid4()), words, {"pieces": number})
    return reverse("open_log", args=[world.sentra.id])


def test_a_member_reads_it_latest_first_and_goes_back(world: World, log: str) -> None:
    client = signed_in(world.people["member"])
    page = client.get(log).content.decode()
    assert "Pesanan 59 dibagi &lt;b&gt;" in page
    assert page.count("<details") == 50
    older = client.get(log, {"sebelum": "11"}).content.decode()
    assert older.count("<details") == 10
    for strange in ("x", "-1", "9" * 40, "²", ""):
        assert client.get(log, {"sebelum": strange}).status_code == 200


def test_a_member_checks_it_with_one_button(world: World, log: str) -> None:
    client, address = signed_in(world.people["member"]), reverse("open_log_check", args=[world.sentra.id])
    assert "Semua 60 catatan utuh" in client.post(address).content.decode()
    unguarded("UPDATE openlog_record SET body = '{}' WHERE number = %s", [7])
    assert "Catatan nomor 7 tidak cocok" in client.post(address).content.decode()
    assert client.get(address).status_code == 405


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL stores no text that is not UTF-8")
def test_a_spoilt_record_can_still_be_read(world: World, log: str) -> None:
    for column in ("words", "body", "at", "by_name", "act", "hash"):
        unguarded(f"UPDATE openlog_record SET {column} = CAST(X'ff00' AS TEXT) WHERE number = %s", [60])  # noqa: S608
    assert signed_in(world.people["member"]).get(log).status_code == 200


def test_a_copy_taken_along_fits(world: World, log: str) -> None:
    response = signed_in(world.people["officer"]).get(reverse("open_log_download", args=[world.sentra.id]))
    copy = b"".join(response.streaming_content).decode().splitlines()
    report = verify_file(copy)
    assert (report.records, report.broken) == (60, None)


def test_others_are_kept_out(world: World, log: str) -> None:
    addresses = [reverse(name, args=[world.sentra.id]) for name in ("open_log", "open_log_download")]
    for address in addresses:
        for name in ("stranger", "owner", "foreign member", "foreign officer"):
            assert signed_in(world.people[name]).get(address).status_code == 403
        assert signed_in(None).get(address).status_code == 302


def test_what_happened_to_one_order_is_found_by_its_id(world: World, log: str) -> None:
    order = uuid.uuid4()
    for act in ("publish", "settle"):
        record(world.sentra.id, None, act, ("order", order), _("Pesanan ini"))
    found = queries.about(world.people["member"], world.sentra.id, "order", order)
    assert [line.act for line in found] == ["publish", "settle"]


def test_a_long_log_asks_no_more_than_a_short_one(world: World, log: str) -> None:
    client = signed_in(world.people["member"])

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(log)
        return len(asked)

    short = cost()
    for _again in range(60):
        record(world.sentra.id, None, "split", ("order", "x"), _("Lagi"))
    assert cost() == short
