"""What every test stands on. How to use it: docs/how-to/develop.md."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.support.flush import let_flush_pass_triggers
from tests.support.offline import stay_on_this_machine
from tests.support.world import World, build_world

hypothesis_settings.register_profile(
    "guyub",
    deadline=None,  # the machine's speed is not what a property is about
    database=None,
    derandomize=bool(os.environ.get("CI")),
    # A property against the database takes the database's fixture, which each example shares.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("guyub")

USES_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_setup"}
LACKING = {
    "browser": "They need: sudo apt-get install chromium libatomic1 (or a Chromium's path in CHROMIUM).",
    "hledger": "They need hledger: sudo apt-get install hledger.",
    "translations": "They need gettext: sudo apt-get install gettext.",
}
A_WORKING_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def on_postgres() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def uses_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or USES_DATABASE & set(getattr(item, "fixturenames", ())))


def _belongs(item: pytest.Item) -> bool:
    """On PostgreSQL only what meets a database is worth a second run; without it `postgres` tests have to wait."""
    if on_postgres():
        return uses_database(item)
    return item.get_closest_marker("postgres") is None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if not _belongs(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _belongs(item)]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """As pytest-django's; and emptying the tables between tests gets past the books' own triggers."""
    let_flush_pass_triggers()


@pytest.fixture(autouse=True, scope="session")
def _offline() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        stay_on_this_machine(monkeypatch)
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time that stands still on a Monday morning; `clock.shift(timedelta)` and `clock.move_to(instant)` move it."""
    with time_machine.travel(A_WORKING_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def _not_run(reporter: Any) -> Iterator[str]:
    """What was skipped because the machine lacks something, counted, so that nobody takes it for passed."""
    skipped = reporter.stats.get("skipped", [])
    for kind, remedy in LACKING.items():
        if number := sum(kind in report.keywords for report in skipped):
            yield f"NOT RUN: {number} {kind} tests. {remedy}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    told = list(_not_run(terminalreporter))
    for line in told:
        terminalreporter.write_line(line, red=True, bold=True)
    if told and (notes := os.environ.get("GUYUB_TEST_NOTES")):
        with Path(notes).open("a") as file:
            file.writelines(f"{line}\n" for line in told)
