"""A sentra in pictures: who works with whom, from whom to whom, and what each had in a year."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import mark_safe

from guyub.kernel.charts.network import letter_of
from guyub.orders import chart
from guyub.orders.network import Network, Pair, network_of
from guyub.orders.year import MemberYear, Year, year_of
from guyub.people.models import RoleName, User
from guyub.sentra.models import Sentra

MOST_FLOWS = 40
MOST_PAIRS = 20


@login_required
def network(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """The joint orders of twelve months as a network, and as a chain from suppliers to buyers."""
    place = get_object_or_404(Sentra, pk=sentra)
    found = network_of(request.user, place, timezone.localdate())
    context: dict[str, Any] = {"room": "sentra", "sentra": place, "found": found}
    if found.members:
        # The charts escape every word.
        context |= {
            "network_chart": mark_safe(chart.network_chart(found)),  # noqa: S308
            "supply_chart": mark_safe(chart.supply_chart(found)),  # noqa: S308
            "members": _numbered(found),
            "buyers": [(letter_of(n), buyer) for n, buyer in enumerate(found.buyers)],
            "pairs": [_said(found, pair) for pair in found.pairs[:MOST_PAIRS]],
            "closest": _said(found, found.closest) if found.closest else None,
            **_flows(found),
        }
    return render(request, "orders/network.html", context)


def _numbered(found: Network) -> list[tuple[int, Any]]:
    """Members by the number they have in the picture."""
    return [(n, found.members[member]) for n, member in enumerate(chart.in_round(found), 1)]


def _said(found: Network, pair: Pair) -> tuple[str, str, int]:
    return found.members[pair.one].name, found.members[pair.other].name, pair.orders


def _flows(found: Network) -> dict[str, Any]:
    """The ribbons as a table, the widest first, and what the others come to."""
    columns, ribbons = chart.supply_columns(found)
    widest = sorted(ribbons, key=lambda each: (-each.amount, each.column, each.start, each.end))
    named = [
        (columns[each.column].names[each.start], columns[each.column + 1].names[each.end], int(each.amount))
        for each in widest[:MOST_FLOWS]
    ]
    return {"flows": named, "other_flows": int(sum(each.amount for each in widest[MOST_FLOWS:]))}


@login_required
def year(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """What every member had of the joint orders, month by month, and the line common to all."""
    place = get_object_or_404(Sentra, pk=sentra)
    found = year_of(request.user, place, timezone.localdate())
    own = _own(request.user, found) if isinstance(request.user, User) else None
    drawn = chart.drawn_members(found, own.id if own else None)
    context = {
        "room": "sentra",
        "sentra": place,
        "found": found,
        "own": own,
        "drawn": drawn,
        "line": found.line[-1] if found.line else 0,
        "hidden": len(found.compared) - len(drawn),
        "unknown": len(found.members) - len(found.compared),
    }
    if drawn and found.value:
        context["chart"] = mark_safe(chart.year_chart(found, drawn, own.id if own else None))  # noqa: S308
        context["most"], context["least"] = found.compared[0], found.compared[-1]
    return render(request, "orders/year.html", context)


def _own(user: User, found: Year) -> MemberYear | None:
    """The member whose owner looks at it; of several the first."""
    mine = set(user.places(RoleName.OWNER))
    return next((member for member in found.members if member.id in mine), None)
