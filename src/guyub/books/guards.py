"""The triggers of the ledger. Installed after every migration, like the log's."""

from __future__ import annotations

from guyub.kernel.triggers import Guard, append_only

ENTRY_KEYS = [("book_id", "number"), ("book_id", "client_id"), ("book_id", "reverses")]
TRANSFER_KEYS = [("book_id", "number", "line")]


CLOSED = "EXISTS (SELECT 1 FROM books_book WHERE id = NEW.book_id AND closed_until >= NEW.day)"
POSTGRES_CLOSED = f"""
CREATE OR REPLACE FUNCTION guyub_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {CLOSED} THEN
    RAISE EXCEPTION 'books_entry: this month is closed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER "books_entry_month_closed" BEFORE INSERT ON "books_entry"
FOR EACH ROW EXECUTE FUNCTION guyub_closed_month()
"""
SQLITE_CLOSED = f"""
CREATE TRIGGER IF NOT EXISTS "books_entry_month_closed" BEFORE INSERT ON "books_entry" WHEN {CLOSED}
BEGIN SELECT RAISE(ABORT, 'books_entry: this month is closed'); END
"""


def book_guards(vendor: str) -> list[Guard]:
    """Entries and transfers may be added, in months that are open, and nothing else."""
    closed = POSTGRES_CLOSED if vendor == "postgresql" else SQLITE_CLOSED
    return [
        *append_only("books_entry", ENTRY_KEYS, vendor),
        *append_only("books_transfer", TRANSFER_KEYS, vendor),
        Guard("books_entry_month_closed", "books_entry", closed),
    ]
