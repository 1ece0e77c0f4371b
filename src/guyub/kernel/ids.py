"""Ids that sort by time of making and may leave the machine (UUID version 7, RFC 9562)."""

from __future__ import annotations

import uuid

from uuid_utils import compat


def new_id() -> uuid.UUID:
    """A fresh UUIDv7."""
    return compat.uuid7()
