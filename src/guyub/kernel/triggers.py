"""Triggers by which the database itself keeps rows as they were written: plain SQL text, for SQLite and PostgreSQL.

They hold against anybody who writes SQL by hand, and against our own mistakes. Whoever may change the schema can
drop them; the recount (`guyub verify`) says when one is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

POSTGRES_REFUSAL = """
CREATE OR REPLACE FUNCTION guyub_keep_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: rows are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: its name, its table, and the statement that makes it unless it is there."""

    name: str
    table: str
    sql: str


def append_only(table: str, keys: Sequence[Sequence[str]], vendor: str) -> list[Guard]:
    """Triggers that let rows of `table` be added and nothing else.

    `keys` are its unique keys. SQLite needs them: `INSERT OR REPLACE` removes the row in its way without asking
    the trigger on DELETE, so an insert over an existing key, or an existing rowid, is refused beforehand.
    """
    if vendor == "postgresql":
        return [
            _postgres(table, "kept", "UPDATE OR DELETE", "ROW"),
            _postgres(table, "not_emptied", "TRUNCATE", "STATEMENT"),
        ]
    same = [" AND ".join(f'"{column}" = NEW."{column}"' for column in key) for key in keys]
    there = f'EXISTS (SELECT 1 FROM "{table}" WHERE '  # noqa: S608 - names from our own models
    taken = " OR ".join(f"{there}{match})" for match in [*same, "rowid = NEW.rowid"])
    return [
        _sqlite(table, "not_changed", "UPDATE", None),
        _sqlite(table, "not_removed", "DELETE", None),
        _sqlite(table, "not_replaced", "INSERT", taken),
    ]


def only_forward(table: str, counter: str, vendor: str) -> list[Guard]:
    """Triggers that let rows of `table` stay or count up by exactly one, and never go."""
    wrong = f'NEW."{counter}" <> OLD."{counter}" + 1'
    if vendor == "postgresql":
        return [
            _postgres(table, "forward", "UPDATE", "ROW", wrong),
            _postgres(table, "kept", "DELETE", "ROW"),
            _postgres(table, "not_emptied", "TRUNCATE", "STATEMENT"),
        ]
    return [
        _sqlite(table, "forward", "UPDATE", wrong),
        _sqlite(table, "not_removed", "DELETE", None),
    ]


def _sqlite(table: str, name: str, event: str, when: str | None) -> Guard:
    condition = f"WHEN {when} " if when else ""
    refusal = f"SELECT RAISE(ABORT, '{table}: rows are never changed or removed')"
    full = f"{table}_{name}"
    sql = f'CREATE TRIGGER IF NOT EXISTS "{full}" BEFORE {event} ON "{table}" {condition}BEGIN {refusal}; END'
    return Guard(full, table, sql)


def _postgres(table: str, name: str, event: str, each: str, when: str | None = None) -> Guard:
    condition = f"WHEN ({when}) " if when else ""
    full = f"{table}_{name}"
    sql = (
        f'CREATE OR REPLACE TRIGGER "{full}" BEFORE {event} ON "{table}" '
        f"FOR EACH {each} {condition}EXECUTE FUNCTION guyub_keep_rows()"
    )
    return Guard(full, table, sql)
