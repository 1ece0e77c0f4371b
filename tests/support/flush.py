"""Emptying the database between tests, past the triggers that forbid it.

Books and the open log refuse to have rows changed or removed; the database itself says so, in triggers. A test that
really commits is cleaned up by emptying every table, which those triggers would refuse too. So, for that moment
only and inside its transaction, they stand aside. No other statement of a test gets past them.
"""

from __future__ import annotations

from django.db.backends.base.operations import BaseDatabaseOperations

_execute_sql_flush = BaseDatabaseOperations.execute_sql_flush


def _flush_past_triggers(operations: BaseDatabaseOperations, sql_list: list[str]) -> None:
    connection = operations.connection
    if connection.vendor == "postgresql":
        _execute_sql_flush(operations, ["SET LOCAL session_replication_role = replica", *sql_list])
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    aside = [f"DROP TRIGGER {operations.quote_name(name)}" for name, _ in triggers]
    _execute_sql_flush(operations, [*aside, *sql_list, *(sql for _, sql in triggers)])


def let_flush_pass_triggers() -> None:
    BaseDatabaseOperations.execute_sql_flush = _flush_past_triggers
