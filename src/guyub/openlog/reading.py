"""Reading records byte by byte, so that one whose bytes were spoilt can still be read, shown and named.

SQLite hands out text only if it is valid UTF-8; there the bytes are asked for, and decoded here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection

from guyub.openlog.rules import End, Line

AT_ONCE = 2000


class Stray(NamedTuple):
    """Records that carry the id of a log that has no head."""

    chain: str
    first: int
    records: int


def lines(chain: str) -> Iterator[Line]:
    """Every record of a log in order of number. Memory does not grow with its length."""
    yield from _read(f"{_select()} WHERE chain = %s ORDER BY number", [chain])


def latest(chain: str, before: int | None, count: int) -> list[Line]:
    """The last `count` records, or the last before the number `before`, latest first."""
    limit = [before] if before is not None else []
    older = " AND number < %s" if limit else ""
    return list(_read(f"{_select()} WHERE chain = %s{older} ORDER BY number DESC LIMIT %s", [chain, *limit, count]))


def about(chain: str, kind: str, subject: str) -> list[Line]:
    """The records about one thing, in order."""
    where = "WHERE chain = %s AND subject_kind = %s AND subject_id = %s ORDER BY number"
    return list(_read(f"{_select()} {where}", [chain, kind, subject]))


def ends() -> dict[str, End]:
    """Each log's head, by its id."""
    rows = _rows(f"{_select_head()} ORDER BY chain", [])
    return {_shown(chain): End(_number(number), _shown(digest)) for chain, number, digest in rows}


def end(chain: str) -> End:
    """The head of one log; number 0 while there is none."""
    for _chain, number, digest in _rows(f"{_select_head()} WHERE chain = %s", [chain]):
        return End(_number(number), _shown(digest))
    return End(0, "")


def strays() -> list[Stray]:
    """Records whose log has no head, by the id they carry."""
    sql = (
        f"SELECT {_column('chain')}, {_column('MIN(number)')}, COUNT(*) FROM openlog_record WHERE NOT EXISTS"  # noqa: S608
        " (SELECT 1 FROM openlog_head WHERE openlog_head.chain = openlog_record.chain) GROUP BY chain ORDER BY chain"
    )
    return [Stray(_shown(chain), _number(first), records) for chain, first, records in _rows(sql, [])]


def _select() -> str:
    return f"SELECT {', '.join(map(_column, Line._fields))} FROM openlog_record"  # noqa: S608 - our own columns


def _select_head() -> str:
    columns = ", ".join(map(_column, ("chain", "number", "hash")))
    return f"SELECT {columns} FROM openlog_head"  # noqa: S608 - our own columns


def _column(name: str) -> str:
    return f"CAST({name} AS BLOB)" if connection.vendor == "sqlite" else name


def _read(sql: str, params: Sequence[Any]) -> Iterator[Line]:
    for row in _rows(sql, params):
        texts = [_text(value) for value in row]
        yield Line(texts[0], _number(row[1]), *texts[2:])


def _rows(sql: str, params: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def _text(value: Any) -> Any:
    """Text, or the bytes themselves where they are not text: no hash fits those."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def _number(value: Any) -> int:
    """A record's number; -1, which none has, where there is something else."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return -1


def _shown(value: Any) -> str:
    return value.decode(errors="backslashreplace") if isinstance(value, bytes) else str(value)
