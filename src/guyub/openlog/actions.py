"""The one way a record comes into the open log."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from guyub.kernel.words import Words
from guyub.openlog.models import Head, Record
from guyub.openlog.rules import Line, canonical, first_hash, instant_text, link, words_text
from guyub.people.models import User


def record(
    chain: uuid.UUID,
    by: User | None,
    act: str,
    subject: tuple[str, uuid.UUID | str],
    words: Words,
    body: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Record:
    """Add one record to the log of the sentra whose id is `chain`, inside the caller's transaction.

    `act` is a slug such as `publish-split`; `subject` its kind and id, such as `("order", order.id)`; `words` the
    sentence people read; `body` details of plain values (no floats: TypeError). Records of one chain queue behind
    one another until the transaction ends, so call it late. The caller has checked access.
    """
    with transaction.atomic(savepoint=False):
        head = _locked_head(str(chain))
        line = Line(
            chain=str(chain),
            number=head.number + 1,
            at=instant_text(at or timezone.now()),
            by_id=str(by.id) if by else "",
            by_name=by.name if by else "",
            act=act,
            subject_kind=subject[0],
            subject_id=str(subject[1]),
            words=words_text(words),
            body=canonical(body or {}),
            previous_hash=head.hash,
            hash="",
        )
        digest = link(line)
        Head.objects.filter(chain=line.chain).update(number=line.number, hash=digest)
        return Record.objects.create(**{**line._asdict(), "hash": digest})


def _locked_head(chain: str) -> Head:
    """The head of the chain, ours until the transaction ends; made when this is the first record."""
    heads = Head.objects.select_for_update().filter(chain=chain)
    head = heads.first()
    if head is None:
        new = Head(chain=chain, number=0, hash=first_hash(chain))
        Head.objects.bulk_create([new], ignore_conflicts=True)
        head = heads.get()
    return head
