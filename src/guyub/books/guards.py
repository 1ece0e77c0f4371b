"""The triggers of the ledger. Installed after every migration, like the log's."""

from __future__ import annotations

from guyub.kernel.triggers import Guard, append_only

ENTRY_KEYS = [("book_id", "number"), ("book_id", "client_id"), ("book_id", "reverses")]
TRANSFER_KEYS = [("book_id", "number", "line")]


def book_guards(vendor: str) -> list[Guard]:
    """Entries and transfers may be added and nothing else."""
    return [
        *append_only("books_entry", ENTRY_KEYS, vendor),
        *append_only("books_transfer", TRANSFER_KEYS, vendor),
    ]
