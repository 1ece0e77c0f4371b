"""A foreign key of several columns, declared in a model's Meta so that it survives every later migration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models


class CompositeForeignKey(models.BaseConstraint):
    """`columns` of this table name a row of `table` by its unique `to` columns. Checked at commit.

    It is how the database itself holds together what belongs to one book.
    """

    def __init__(self, *, name: str, columns: Sequence[str], table: str, to: Sequence[str]) -> None:
        super().__init__(name=name)
        self.columns, self.table, self.to = tuple(columns), table, tuple(to)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "columns": self.columns, "table": self.table, "to": self.to}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompositeForeignKey) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.columns, self.table, self.to))

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        own, theirs = (", ".join(map(quote, names)) for names in (self.columns, self.to))
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({own}) REFERENCES {quote(self.table)} ({theirs}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Left to the database."""
