"""Queries that are written once and asked many times.

For a small question Django takes several times longer to write the SQL than a database to answer it; the first pages
people open ask a dozen of them. A `Prepared` keeps the SQL that a query set comes to. The query set stays the only
place that says what is asked: it is built once with stand-ins for the values, whose places are found again in the SQL.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Value = uuid.UUID | date | float | Sequence[uuid.UUID]


@dataclass(frozen=True, slots=True)
class _Written:
    """SQL, its parameters, and of which value and element each is; None for one that never changes."""

    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, int] | None, ...]
    compiler: Any
    converters: Any


class Prepared:
    """Answers as rows what `write` asks, a function from values to a `values_list`.

    A value is an id, a day, a number (float), or a sequence of ids; SQL is kept for each length of the sequences, so
    they should be short. `write` may do nothing with a value but put it into the query as it is.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Any]]) -> None:
        self._write = write
        self._kept: dict[tuple[Any, ...], _Written] = {}
        self._guard = threading.Lock()

    def rows(self, *values: Value) -> list[tuple[Any, ...]]:
        """The rows for these values; none where a sequence of ids is empty."""
        given = [list(value) if isinstance(value, list | tuple) else [value] for value in values]
        if not all(given):
            return []
        shape = (
            connection.vendor,
            *(len(each) if isinstance(values[at], list | tuple) else 0 for at, each in enumerate(given)),
        )
        written = self._kept.get(shape) or self._keep(shape, values)
        params = [
            fixed if slot is None else _adapted(given[slot[0]][slot[1]])
            for fixed, slot in zip(written.params, written.slots, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        if written.converters:
            found = [tuple(row) for row in written.compiler.apply_converters(found, written.converters)]
        return found

    def _keep(self, shape: tuple[Any, ...], values: Sequence[Value]) -> _Written:
        with self._guard:
            self._kept[shape] = written = self._compiled(values)
        return written

    def _compiled(self, values: Sequence[Value]) -> _Written:
        numbers = count(1)
        marks: list[Any] = [
            [_mark(one, next(numbers)) for one in value]
            if isinstance(value, list | tuple)
            else _mark(value, next(numbers))
            for value in values
        ]
        compiler = self._write(*marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        places = {
            _adapted(one): (at, within)
            for at, mark in enumerate(marks)
            for within, one in enumerate(mark if isinstance(mark, list) else [mark])
        }
        slots = tuple(places.get(param) if not isinstance(param, bool | int) else None for param in params)
        if missing := set(places.values()) - set(slots):
            raise ValueError(f"the query does not hold the values {sorted(missing)} as they are")
        chosen = [column for column, *__ in compiler.select[: compiler.col_count]]
        return _Written(sql, tuple(params), slots, compiler, compiler.get_converters(chosen))


def _mark(value: Any, number: int) -> Any:
    """A stand-in of the same type that nothing else in a query equals."""
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=(0xC0FFEE << 104) + number)
    if isinstance(value, date):
        return date(1, 1, number)
    return 7_654_321.125 + number


def _adapted(value: Any) -> Any:
    """A value as Django hands it to this database."""
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
