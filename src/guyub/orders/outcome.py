"""The outcome of a split as it is kept: plain JSON whose reasons can still be read in any language."""

from __future__ import annotations

from typing import Any

from guyub.orders.split import Split


def outcome_to_json(found: Split) -> dict[str, Any]:
    """Like `Split.to_json`, with reasons as Words; seconds are left out so that a repeat is equal to the byte."""
    plain = found.to_json()
    plain.pop("seconds")
    plain["shares"] = [
        {
            "line": share.line,
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
            "weight": str(member.weight),
            "spare": member.spare,
            "reason": member.reason.to_json(),
        }
        for member in found.members
    ]
    return plain
