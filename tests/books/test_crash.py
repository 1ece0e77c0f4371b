"""Writers killed at random instants lose nothing that was acknowledged and leave nothing by half.

The long form: `.venv/bin/python -m tests.books.crash --kills 1000`, with `--postgres` for PostgreSQL.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from tests.books.crash import new_database

PROJECT = Path(__file__).parents[2]
KILLS = os.environ.get("GUYUB_KILLS", "30")


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """Where the killed writers write: on PostgreSQL a database of their own beside that of the tests."""
    if connection.vendor == "sqlite":
        yield {}
        return
    with new_database(os.environ["DATABASE_URL"]) as url:
        yield {"DATABASE_URL": url}


@pytest.mark.django_db
def test_writers_killed_at_any_instant_lose_nothing_and_leave_nothing_by_half() -> None:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("GUYUB_", "DJANGO_", "DATABASE"))
    }
    with own_database() as database:
        done = subprocess.run(
            [sys.executable, "-m", "tests.books.crash", "--kills", KILLS],
            cwd=PROJECT,
            env={**plain, **database, "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.fullmatch(r"(\w+): (\d+) kills, (\d+) acknowledged entries, .* 0 lost, .*\n", done.stdout.strip() + "\n")
    assert told, done.stdout
    assert told[1] == connection.vendor
    assert told[2] == KILLS
    assert int(told[3]) >= int(KILLS) / 4, "so few that nothing was tried"
