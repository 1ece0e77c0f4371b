"""Writing down one splitting: its shares, the draw that anybody can repeat, and its record in the open log."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from guyub.kernel.words import Words, _
from guyub.orders.actions.common import log
from guyub.orders.given import Given
from guyub.orders.models import Draw, Order, Share
from guyub.people.models import User
from guyub.sentra.models import Enterprise, Membership


def keep_draw(order: Order, by: User, at: datetime, given: Given, outcome: dict[str, Any], cause: Words) -> Draw:
    """Store `outcome` as the order's newest draw and bring the shares to it. Nobody's held pieces become fewer."""
    number = order.draws.count() + 1
    draw = Draw.objects.create(
        order=order,
        number=number,
        at=at,
        by=by,
        cause=cause.to_json(),
        given={"rule": order.rule, **given.to_json()},
        outcome=outcome,
    )
    _bring_shares(order, outcome)
    words = _(
        "Pesanan %(order)s dibagi (%(cause)s): %(pieces)s buah untuk %(members)s anggota.",
        order=order.number,
        cause=cause,
        pieces=sum(line["allocated"] for line in outcome["lines"]),
        members=len({share["member"] for share in outcome["shares"]}),
    )
    body = {
        "draw": str(draw.id),
        "rule": order.rule,
        "seed": given.seed,
        "given": given.digest(),
        "outcome": digest_of(outcome),
        "shares": [[share["line"], share["member"], share["pieces"]] for share in outcome["shares"]],
    }
    log(order, by, at, "split", words, body)
    return draw


def digest_of(outcome: dict[str, Any]) -> str:
    """Fingerprint of an outcome as kept."""
    plain = json.dumps(outcome, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def _bring_shares(order: Order, outcome: dict[str, Any]) -> None:
    lines = {str(line.number): line for line in order.lines.all()}
    members = _members(order)
    # Who left holds nothing, and may have left its name to another.
    kept = {
        (str(share.line.number), share.enterprise.name): share
        for share in _shares(order)
        if share.pieces or share.enterprise_id in {member.id for member in members}
    }
    by_name = {member.name: member for member in members}
    for given_share in outcome["shares"]:
        key = (given_share["line"], given_share["member"])
        share = kept.get(key) or Share(line=lines[key[0]], enterprise=by_name[key[1]])
        if share.pieces != given_share["pieces"]:
            share.pieces = given_share["pieces"]
            share.reason = given_share["reason"]
            share.save()


def _shares(order: Order) -> list[Share]:
    return list(Share.objects.filter(line__order=order).select_related("line", "enterprise"))


def _members(order: Order) -> list[Enterprise]:
    current = Membership.objects.filter(sentra=order.sentra_id, until=None)
    return list(Enterprise.objects.filter(memberships__in=current))
