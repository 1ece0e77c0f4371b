"""Puts triggers into the database after every migration, and says which are missing.

After every migration rather than in one: SQLite changes a table by making it anew, which loses its triggers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

from guyub.kernel.triggers import POSTGRES_REFUSAL, Guard, append_only, only_forward

INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    # A trigger that somebody disabled ('D') guards nothing.
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def log_guards(vendor: str) -> list[Guard]:
    """The triggers of the open log."""
    return [
        *append_only("openlog_record", [("chain", "number")], vendor),
        *only_forward("openlog_head", "number", vendor),
    ]


def install(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Make the triggers whose tables exist; those that are there stay."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_REFUSAL)
        for guard in guards:
            if guard.table in tables:
                cursor.execute(guard.sql)


def remove(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Take the triggers away on SQLite, which cannot make a table anew while a trigger of another one names it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for guard in guards:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{guard.name}"')


def missing(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> list[str]:
    """Names of triggers that should be in the database and are not."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    return [guard.name for guard in guards if guard.name not in present]


def around_migrations(sender: AppConfig, guards: Callable[[str], list[Guard]]) -> None:
    """From now on `guards` step aside before every migration of this app and stand again after it."""

    def before(*, using: str, **_kwargs: Any) -> None:
        remove(connections[using], guards(connections[using].vendor))

    def after(*, using: str, **_kwargs: Any) -> None:
        install(connections[using], guards(connections[using].vendor))

    name = f"{sender.label}.guards"
    pre_migrate.connect(before, sender=sender, weak=False, dispatch_uid=name)
    post_migrate.connect(after, sender=sender, weak=False, dispatch_uid=name)
