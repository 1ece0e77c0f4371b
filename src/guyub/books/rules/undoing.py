"""What has to be taken back so that a whole import counts for nothing, whatever was taken back since. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def to_take_back(numbers: Iterable[int], takes_back: Mapping[int, int]) -> list[int]:
    """The entries whose opposite makes the entries `numbers` count for nothing, in order.

    `takes_back` tells of each entry that takes another back which one. An entry that was taken back counts for
    nothing already; one whose taking back was taken back counts again, and then the last of these is the one.
    """
    taken_by = {taken: number for number, taken in takes_back.items()}
    mine = set(numbers)
    ends = []
    for number in sorted(mine):
        if takes_back.get(number) in mine:
            continue
        end, counts = number, True
        while end in taken_by:
            end, counts = taken_by[end], not counts
        if counts:
            ends.append(end)
    return sorted(ends)
