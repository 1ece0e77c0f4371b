"""What equipment loses by use: straight line over its months, nothing left at the end (SAK EMKM). Pure."""

from __future__ import annotations

from datetime import date


def months_used(since: date, months: int, until: date) -> int:
    """Months of use from that of `since` to that of `until`, both counted, at most `months`."""
    used = (until.year - since.year) * 12 + until.month - since.month + 1
    return min(max(used, 0), months)


def worn(cost: int, since: date, months: int, until: date, gone: date | None = None) -> int:
    """Depreciation so far at the end of the month of `until`, in whole rupiah.

    It is the exact share of the months used, broken rupiah dropped, so that what is added month by month makes up
    exactly the cost. Nothing is lost any more from the month on in which the thing went away; one that went away on its
    first day was never of use.
    """
    used = months_used(since, months, until)
    if gone is not None:
        used = min(used, months_used(since, months + 1, gone) - 1)
    return cost * max(used, 0) // months
