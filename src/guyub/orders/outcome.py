"""The outcome of a split as it is kept: plain JSON whose reasons can still be read in any language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guyub.orders.split import Line, Member, Split
from guyub.orders.split.check import ask_of


def outcome_to_json(found: Split, lines: Sequence[Line], members: Sequence[Member]) -> dict[str, Any]:
    """Like `Split.to_json`, with reasons as Words and with what the members ask for it (`cost`, rupiah).

    Seconds are left out, so that a repeat is equal to the byte.
    """
    plain = found.to_json()
    plain.pop("seconds")
    plain["cost"] = _cost(found, lines, members)
    plain["shares"] = [
        {
            "line": share.line,
            "product": share.product,
            "member": share.member,
            "pieces": share.pieces,
            "value": share.value,
            "reason": share.reason.to_json(),
        }
        for share in found.shares
        if share.pieces
    ]
    plain["members"] = [
        {
            "member": member.member,
            "value": member.value,
            "ideal": member.ideal,
            "received": member.received,
            "weight": round(member.weight),
            "spare": member.spare_value,
            "reason": member.reason.to_json(),
        }
        for member in found.members
    ]
    return plain


def _cost(found: Split, lines: Sequence[Line], members: Sequence[Member]) -> int:
    line_named = {line.name: line for line in lines}
    member_named = {member.name: member for member in members}
    return sum(share.pieces * ask_of(member_named[share.member], line_named[share.line]) for share in found.shares)
