"""Writers of a book, killed at random instants: nothing that was acknowledged is lost, and nothing is there by half.

    .venv/bin/python -m tests.books.crash --kills 1000              on SQLite, as an installation has it
    .venv/bin/python -m tests.books.crash --kills 1000 --postgres   on a PostgreSQL server started for it

A warmed process forks two writers at a time. Each opens a connection of its own, says in a pipe what it is about to
write, writes it, and says that it was written. After 0 to 40 thousandths of a second it gets SIGKILL. Then everything
said is looked up, what was not acknowledged is sent again, the book is recounted, and the next two go on in it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlsplit, urlunsplit

WRITERS = 2
LONGEST_LIFE = 0.040  # seconds, from when both writers have written something
PEOPLE = ("bu Tini", "pak Budi", "Toko Jaya", "mbak Rina")


@dataclass
class Report:
    """What was done and found."""

    database: str
    kills: int = 0
    acknowledged: int = 0
    unanswered: int = 0  # begun and not acknowledged when the kill came
    unanswered_there: int = 0  # of these, how many had been written all the same
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.database}: {self.kills} kills, {self.acknowledged} acknowledged entries, "
            f"{self.unanswered} cut off ({self.unanswered_there} of them written), "
            f"{len(self.wrong)} lost, doubled or half, {self.seconds:.0f} s"
        )


def invent(chance: random.Random, today: date) -> dict[str, Any]:
    """One thing to write: a single entry, a note of an owner's, or three entries in one transaction."""
    kind = chance.choice(["entry", "entry", "note", "several"])
    ids = [uuid.UUID(int=chance.getrandbits(128), version=4).hex for __ in range(3 if kind == "several" else 1)]
    day = (today - timedelta(days=chance.randrange(90))).isoformat()
    return {
        "kind": kind,
        "ids": ids,
        "day": day,
        "amount": chance.randrange(1, 10**9),
        "party": chance.choice([None, *PEOPLE]),
    }


class Shop:
    """One book and its owner, in the database of these settings."""

    def __init__(self) -> None:
        from django.utils import timezone  # noqa: PLC0415 - after django.setup
        from tests.books.quiet import quiet_world  # noqa: PLC0415

        from guyub.books.actions.posting import open_book  # noqa: PLC0415

        world = quiet_world()
        self.book, self.owner, self.today = open_book(world.enterprise), world.people["owner"], timezone.localdate()
        assert self.owner is not None
        assert self.owner.held_roles

    def write(self, told: dict[str, Any]) -> None:
        """Write what was invented, through the actions that everybody uses."""
        from django.db import transaction  # noqa: PLC0415

        from guyub.books.actions.entering import enter  # noqa: PLC0415
        from guyub.books.actions.noting import NewNote, note  # noqa: PLC0415
        from guyub.books.rules.lines import NamedMove  # noqa: PLC0415
        from guyub.books.rules.meaning import EventKind  # noqa: PLC0415

        day, amount, who = date.fromisoformat(told["day"]), told["amount"], told["party"] or ""
        if told["kind"] == "note":
            new = NewNote(EventKind.SALE, amount, day, "credit" if who else "cash", party=who, item="syal")
            note(self.owner, self.book, new, client_id=uuid.UUID(told["ids"][0]))
            return
        with transaction.atomic():
            for place, each in enumerate(told["ids"]):
                moves = [NamedMove(*move, who) for move in _moves(told, place)]
                enter(self.owner, self.book, client_id=uuid.UUID(each), day=day, text=_text(told), transfers=moves)

    def found(self, told: dict[str, Any]) -> list[str]:
        """How each entry of `told` stands in the book: "whole", "none", or what is wrong with it."""
        return [self._one(told, place) for place in range(len(told["ids"]))]

    def _one(self, told: dict[str, Any], place: int) -> str:
        from guyub.books.models import Entry, Note, Transfer  # noqa: PLC0415

        rows = list(Entry.objects.filter(book=self.book, client_id=uuid.UUID(told["ids"][place])))
        if not rows:
            return "none"
        if len(rows) > 1:
            return f"{len(rows)} times"
        (entry,) = rows
        moved = Transfer.objects.filter(book=self.book, number=entry.number).order_by("line")
        said = list(moved.values_list("debit", "credit", "amount"))
        parties = {each is None for each in moved.values_list("party", flat=True)}
        if entry.day.isoformat() != told["day"] or said != _moves(told, place) or parties != {told["party"] is None}:
            return f"half: {entry.number} {entry.day} {said}"
        if told["kind"] == "note":
            return "whole" if Note.objects.filter(book=self.book, number=entry.number).exists() else "without its note"
        return "whole" if str(entry.words) == _text(told) else "other words"


def _text(told: dict[str, Any]) -> str:
    return f"Catatan {told['ids'][0]}"


def _moves(told: dict[str, Any], place: int) -> list[tuple[str, str, int]]:
    from guyub.books import chart  # noqa: PLC0415

    amount = told["amount"] + place
    if told["kind"] == "note":
        return [(chart.TRADE_RECEIVABLES if told["party"] else chart.CASH, chart.SALES, amount)]
    sold = (chart.TRADE_RECEIVABLES, chart.SALES, amount)
    return [sold, (chart.CASH, chart.TRADE_RECEIVABLES, amount // 2)] if amount > 1 and amount % 3 else [sold]


def live(shop: Shop, seed: int, out: int, go: int) -> None:
    """A writer's life: one entry, then, when all are there, as fast as it can until it is killed."""
    chance = random.Random(seed)
    for number in count():
        told = invent(chance, shop.today)
        os.write(out, b"try " + json.dumps(told).encode() + b"\n")
        shop.write(told)
        os.write(out, b"done\n")
        if not number:
            os.write(out, b"ready\n")
            os.read(go, 1)


@dataclass
class Writer:
    """A forked writer and the pipe that it talks through."""

    pid: int
    pipe: Any
    first: list[str] = field(default_factory=list)

    def wait_until_ready(self) -> None:
        while (line := self.pipe.readline().rstrip("\n")) != "ready":
            if not line or line.startswith("died"):
                raise RuntimeError(f"a writer did not begin: {self.first} {line}")
            self.first.append(line)

    def said(self) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
        """What it acknowledged, and what it had begun."""
        done: list[dict[str, Any]] = []
        begun: dict[str, Any] | None = None
        for line in [*self.first, *self.pipe.read().splitlines()]:
            if line.startswith("try "):
                begun = json.loads(line.removeprefix("try "))
            elif line == "done" and begun is not None:
                done.append(begun)
                begun = None
        self.pipe.close()
        return done, begun


def fork(shop: Shop, seed: int, go: int) -> Writer:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            live(shop, seed, writing, go)
        except BaseException as error:
            os.write(writing, f"died {type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(1)
    os.close(writing)
    return Writer(pid, os.fdopen(reading, encoding="utf-8"))


def round_of_kills(shop: Shop, chance: random.Random, report: Report, kills: int) -> list[dict[str, Any]]:
    """Fork writers, kill each at an instant of its own, and look at what they left. What was acknowledged."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    go, let_go = os.pipe()
    writers = [fork(shop, chance.getrandbits(64), go) for __ in range(kills)]
    for writer in writers:
        writer.wait_until_ready()
    lives = sorted((chance.uniform(0, LONGEST_LIFE), writer.pid) for writer in writers)
    os.write(let_go, b"x" * kills)
    began = time.monotonic()
    for life, pid in lives:
        time.sleep(max(0.0, began + life - time.monotonic()))
        os.kill(pid, signal.SIGKILL)
    os.close(go)
    os.close(let_go)
    acknowledged = []
    for writer in writers:
        __, status = os.waitpid(writer.pid, 0)
        if not os.WIFSIGNALED(status):
            report.wrong.append(f"a writer died by itself: {writer.pipe.read()}")
        report.kills += 1
        done, begun = writer.said()
        acknowledged += done
        _settle(shop, report, done, begun)
    return acknowledged


def _settle(shop: Shop, report: Report, done: list[dict[str, Any]], begun: dict[str, Any] | None) -> None:
    """Look up what one writer said, and send again what it had begun."""
    for told in done:
        report.acknowledged += len(told["ids"])
        _expect(shop, report, told, "acknowledged")
    if begun is None:
        return
    report.unanswered += len(begun["ids"])
    state = set(shop.found(begun))
    if state == {"whole"}:
        report.unanswered_there += len(begun["ids"])
    elif state != {"none"}:
        report.wrong.append(f"cut off and half: {begun} {state}")
    shop.write(begun)
    _expect(shop, report, begun, "sent again")


def _expect(shop: Shop, report: Report, told: dict[str, Any], what: str) -> None:
    for number, state in zip(told["ids"], shop.found(told), strict=True):
        if state != "whole":
            report.wrong.append(f"{what} {number}: {state}")


def run(kills: int, seed: int) -> Report:
    """Kill this many writers in the database of the settings, which is made and must be empty."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from guyub.books.models import Entry  # noqa: PLC0415
    from guyub.books.verify import verify_book  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    _check_settings()
    shop, chance, report = Shop(), random.Random(seed), Report(connection.vendor)
    everything: list[dict[str, Any]] = []
    shop.write(invent(chance, shop.today))  # warm: what is loaded late is loaded before the fork
    began, written = time.monotonic(), Entry.objects.count()
    while report.kills < kills and not report.wrong:
        everything += round_of_kills(shop, chance, report, min(WRITERS, kills - report.kills))
        report.wrong += [str(each) for each in verify_book(shop.book).wrong]
    for told in everything:
        _expect(shop, report, told, "acknowledged, at the end")
    if Entry.objects.count() != written + report.acknowledged + report.unanswered:
        report.wrong.append(f"{Entry.objects.count()} entries")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            report.wrong += [line for (line,) in cursor.fetchall() if line != "ok"]
    report.seconds = time.monotonic() - began
    return report


def _check_settings() -> None:
    """On SQLite the database is what an installation has: a file, WAL, on disk before it is answered."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            asked = ("PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA foreign_keys")
            assert [cursor.execute(each).fetchone()[0] for each in asked] == ["wal", 2, 1]
        assert os.path.isfile(connection.settings_dict["NAME"])


@contextmanager
def database(*, of_its_own: bool) -> Iterator[dict[str, str]]:
    """A PostgreSQL server that writes to disk as an installation's does; or what the environment says already."""
    if not of_its_own:
        yield {}
        return
    from tests.support import postgres  # noqa: PLC0415 - not needed on SQLite

    postgres.SETTINGS.update(fsync="on", synchronous_commit="on", full_page_writes="on")
    with postgres.running_postgres() as url, new_database(url) as made:
        yield {"DATABASE_URL": made}


@contextmanager
def new_database(url: str) -> Iterator[str]:
    """A fresh database on the PostgreSQL server of `url`, dropped afterwards."""
    import psycopg  # noqa: PLC0415 - not needed on SQLite

    name, parts = f"guyub_crash_{uuid.uuid4().hex[:12]}", urlsplit(url)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Kill writers of a book and look at what is left.")
    parser.add_argument("--kills", type=int, default=int(os.environ.get("GUYUB_KILLS", "60")))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server started for it")
    asked = parser.parse_args(arguments)
    with (
        database(of_its_own=asked.postgres) as environment,
        tempfile.TemporaryDirectory(prefix="guyub-crash-") as folder,
    ):
        os.environ |= {**environment, "GUYUB_DATA": folder, "DJANGO_SETTINGS_MODULE": "guyub.web.settings"}
        report = run(asked.kills, asked.seed)
    print(report)
    print("\n".join(report.wrong[:20]))
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
