"""The open log: whoever changes anything behind its back is found out."""

from __future__ import annotations

import json
import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.support.world import World

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import _
from guyub.openlog import queries, reading
from guyub.openlog.actions import record
from guyub.openlog.guards import log_guards, missing
from guyub.openlog.models import Head, Record
from guyub.openlog.rules import Broken, End, Line, canonical, first_broken, first_hash, link, words_text
from guyub.openlog.verify import verify_file, verify_log, verify_logs

COLUMNS = Line._fields
COUNT = 4


@pytest.fixture
def chain(world: World) -> str:
    for number in range(1, COUNT + 1):
        words = _("Pesanan %(number)s dibagi untuk Bu Sri – 🧵", number=number)
        body = {"pieces": [1, 2, number], "member": world.enterprise.id}
        record(world.sentra.id, world.people["officer"], "split", ("order", uuid.uuid4()), words, body)
    record(world.other_sentra.id, None, "split", ("order", uuid.uuid4()), _("Pesanan lain"))
    return str(world.sentra.id)


def unguarded(sql: str, params: list[object]) -> None:
    """Run one statement as somebody would who may change the schema and first takes the triggers away."""
    with connection.cursor() as cursor:
        for guard in log_guards(connection.vendor):
            on_table = f' ON "{guard.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"{on_table}')
        cursor.execute(sql, params)


def spoil(column: str, number: int, chain: str, position: int) -> None:
    """Change one byte of one column of one record."""
    line = next(line for line in reading.lines(chain) if line.number == number)
    data = bytearray(str(getattr(line, column)).encode())
    if not data:
        data = bytearray(b"x")
    else:
        data[position % len(data)] ^= 1
    changed = int(data) if column == "number" and data.isdigit() else bytes(data).decode(errors="replace")
    unguarded(f"UPDATE openlog_record SET {column} = %s WHERE chain = %s AND number = %s", [changed, chain, number])  # noqa: S608


def broken_number(chain: str) -> int | None:
    broken = verify_log(chain).broken
    return broken.number if broken else None


def test_what_is_written_fits(chain: str) -> None:
    assert [report.broken for report in verify_logs()] == [None, None]
    assert verify_log(chain).records == COUNT


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("number", range(1, COUNT + 1))
@pytest.mark.parametrize("position", [0, 7, -1])
def test_a_byte_changed_in_any_column_of_any_record_names_that_record(
    chain: str, column: str, number: int, position: int
) -> None:
    if column == "number":
        moved_to = number + 100 * (position + 2)
        unguarded("UPDATE openlog_record SET number = %s WHERE chain = %s AND number = %s", [moved_to, chain, number])
    else:
        spoil(column, number, chain, position)
    assert broken_number(chain) == number
    reports = {report.chain: report for report in verify_logs()}
    assert reports[chain].broken is not None


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL stores no text that is not UTF-8")
@pytest.mark.parametrize("column", [column for column in COLUMNS if column != "chain"])
def test_bytes_that_are_no_text_are_named_too(chain: str, column: str) -> None:
    unguarded(
        f"UPDATE openlog_record SET {column} = CAST(X'ff00' AS TEXT) WHERE chain = %s AND number = 2",  # noqa: S608
        [chain],
    )
    assert broken_number(chain) == 2


@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_a_record_taken_out_is_missed(chain: str, number: int) -> None:
    unguarded("DELETE FROM openlog_record WHERE chain = %s AND number = %s", [chain, number])
    assert broken_number(chain) == number


def test_a_tail_cut_off_is_missed(chain: str) -> None:
    unguarded("DELETE FROM openlog_record WHERE chain = %s AND number > 2", [chain])
    assert broken_number(chain) == 3


def test_two_records_that_changed_places_are_noticed(chain: str) -> None:
    sql = "UPDATE openlog_record SET number = %s WHERE chain = %s AND number = %s"
    for new, old in ((99, 2), (2, 3), (3, 99)):
        unguarded(sql, [new, chain, old])
    assert broken_number(chain) == 2


def test_a_record_added_by_hand_is_noticed(chain: str) -> None:
    last = list(reading.lines(chain))[-1]
    forged = last._replace(number=last.number + 1, previous_hash=last.hash)
    values = forged._replace(hash=link(forged))
    places = ", ".join(["%s"] * len(COLUMNS))
    unguarded(f"INSERT INTO openlog_record ({', '.join(COLUMNS)}) VALUES ({places})", list(values))  # noqa: S608
    assert broken_number(chain) == COUNT + 1


@pytest.mark.parametrize("sql", ["UPDATE openlog_head SET hash = 'x', number = number + 1", "DELETE FROM openlog_head"])
def test_a_head_changed_or_lost_is_noticed(chain: str, sql: str) -> None:
    unguarded(sql, [])
    assert all(report.broken for report in verify_logs())


def test_a_head_with_another_hash_is_noticed(chain: str) -> None:
    unguarded("UPDATE openlog_head SET hash = %s", ["0" * 64])
    assert broken_number(chain) == COUNT


def test_a_log_written_anew_fits_itself_but_not_a_copy_that_was_kept(world: World, chain: str) -> None:
    copy = list(queries.download(world.people["member"], world.sentra.id))
    assert verify_file(copy).broken is None
    unguarded("DELETE FROM openlog_record WHERE chain = %s", [chain])
    unguarded("DELETE FROM openlog_head WHERE chain = %s", [chain])
    for _number in range(COUNT):
        record(world.sentra.id, None, "split", ("order", uuid.uuid4()), _("Karangan"))
    assert broken_number(chain) is None
    broken = verify_file(copy).broken
    assert broken
    assert broken.number == 1


def test_a_copy_that_was_changed_is_noticed(world: World, chain: str) -> None:
    copy = list(queries.download(world.people["member"], world.sentra.id))
    third = json.loads(copy[2])
    copy[2] = json.dumps({**third, "by_name": "Orang lain"})
    broken = verify_file(copy).broken
    assert broken
    assert broken.number == 3


@pytest.mark.parametrize("text", ["", "bukan catatan", '{"chain": "x"}', "[1, 2]", "null", "1"])
def test_another_file_is_refused_with_a_reason(world: World, text: str) -> None:
    with pytest.raises(Problem):
        verify_file([text])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE openlog_record SET act = 'x'",
        "DELETE FROM openlog_record",
        "DELETE FROM openlog_head",
        "UPDATE openlog_head SET number = 1",
    ],
)
def test_the_database_refuses_to_change_the_log_by_hand(chain: str, sql: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite replaces rows")
@pytest.mark.parametrize("columns", ["*", "rowid, *"])
def test_sqlite_refuses_to_replace_a_record(chain: str, columns: str) -> None:
    names = ", ".join(COLUMNS)
    into, taken = (f"rowid, {names}", f"rowid, {names}") if "rowid" in columns else (names, names)
    if "rowid" in columns:
        taken = taken.replace("number", "number + 50")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO openlog_record ({into}) SELECT {taken} FROM openlog_record")  # noqa: S608


def test_the_command_names_the_record_and_ends_with_1(chain: str) -> None:
    call_command("verify", stdout=StringIO())
    unguarded("UPDATE openlog_record SET by_name = 'Bukan saya' WHERE chain = %s AND number = 3", [chain])
    said = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("verify", stdout=said)
    assert ended.value.returncode == 1
    assert "Catatan nomor 3" in said.getvalue()
    assert "openlog_record" in said.getvalue(), "the missing triggers are named"


def test_the_command_checks_a_copy_that_somebody_kept(world: World, chain: str, tmp_path: Path) -> None:
    kept = tmp_path / "log.jsonl"
    kept.write_text("".join(queries.download(world.people["officer"], world.sentra.id)))
    said = StringIO()
    call_command("verify", log=[str(kept)], stdout=said)
    assert "log.jsonl" in said.getvalue()
    kept.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError):
        call_command("verify", log=[str(kept)], stdout=said)


def test_all_guards_are_in_the_database(db: None) -> None:
    assert missing(connection, log_guards(connection.vendor)) == []


def test_a_transaction_taken_back_leaves_no_record(world: World) -> None:
    with transaction.atomic():
        record(world.sentra.id, None, "split", ("order", "x"), _("Tidak jadi"))
        transaction.set_rollback(True)
    assert not Record.objects.exists()
    assert not Head.objects.exists()


def test_only_who_belongs_to_the_sentra_reads_its_log(world: World, chain: str) -> None:
    for name, person in world.people.items():
        if name in {"member", "officer"}:
            assert len(queries.page(person, world.sentra.id).lines) == COUNT
        elif person is not None:
            with pytest.raises(NotAllowed):
                queries.page(person, world.sentra.id)


def test_pages_run_from_the_latest_to_the_first(world: World, chain: str) -> None:
    first = queries.page(world.people["member"], world.sentra.id, size=3)
    second = queries.page(world.people["member"], world.sentra.id, before=first.older, size=3)
    assert [line.number for line in (*first.lines, *second.lines)] == [4, 3, 2, 1]
    assert second.older is None


field_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
lines = st.builds(Line, *[st.integers(0, 99) if name == "number" else field_text for name in COLUMNS])


@given(lines, lines)
def test_two_records_that_differ_never_hash_alike(one: Line, other: Line) -> None:
    assert (one[:-1] == other[:-1]) == (link(one) == link(other))


@given(lines, st.integers(0, len(COLUMNS) - 2), field_text)
def test_text_never_moves_unseen_from_one_field_to_the_next(line: Line, at: int, text: str) -> None:
    if COLUMNS[at] == "number" or not text:
        return
    changed = line._replace(**{COLUMNS[at]: text + str(line[at])})
    assert link(changed) != link(line)


def test_a_chain_of_another_sentra_does_not_fit() -> None:
    start = first_hash("a")
    line = Line("a", 1, "", "", "", "x", "", "", words_text(_("x")), canonical({}), start, "")
    line = line._replace(hash=link(line))
    assert first_broken([line], "a", End(1, line.hash)) is None
    assert isinstance(first_broken([line], "b", None), Broken)


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, object(), {1, 2}])
def test_what_is_not_written_alike_everywhere_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)
