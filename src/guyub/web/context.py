"""What the shell around every page needs to know."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guyub.background.queries import unread
from guyub.orders.queries import my_work
from guyub.people.models import RoleName, User
from guyub.phone.pages import words_address
from guyub.phone.person import person_key


@dataclass(frozen=True, slots=True)
class Room:
    """One of the few places the bar at the bottom (on a wide screen: at the left) leads to."""

    key: str
    label: str
    icon: str
    url: str
    main: bool = False


# The room a page lights up in the bar, by the package its view lives in. A view may say `room` itself.
ROOM_OF_PACKAGE = {
    "workshop": "workshop",
    "sentra": "sentra",
    "orders": "sentra",
    "buying": "sentra",
    "fairplay": "sentra",
    "openlog": "sentra",
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """The signed-in person's places, and the rooms of the navigation; nothing for a stranger."""
    user = getattr(request, "user", None)
    phone = _phone(user)
    if not isinstance(user, User):
        return {
            "phone": phone,
            "my_sentra": None,
            "my_enterprise": None,
            "am_officer": False,
            "rooms": [],
            "room": None,
        }
    officer_of = user.places(RoleName.OFFICER)
    sentra = officer_of or user.places(RoleName.MEMBER)
    owned = user.places(RoleName.OWNER)
    enterprises = owned or user.places(RoleName.WORKER)
    my_sentra = sentra[0] if sentra else None
    my_enterprise = enterprises[0] if enterprises else None
    rooms = _rooms(my_sentra, my_enterprise, _writing(bool(owned), my_enterprise))
    return {
        "phone": phone,
        "my_sentra": my_sentra,
        "my_enterprise": my_enterprise,
        "am_officer": bool(officer_of),
        "rooms": rooms,
        "room": _room(request, rooms),
        "bell": True,
        "unread": unread(user),
        # Asked only by a page that says it: whether a joint order waits to be counted by this person.
        "has_tally": lambda: any(work.pending or work.to_make for work in my_work(user)),
    }


def _phone(user: Any) -> dict[str, str]:
    """What the scripts of a page have to know: whose page it is, of which day, and where they find the rest."""
    if user is None:
        return {}
    return {
        "person": person_key(user),
        "day": timezone.localdate().isoformat(),
        "words": words_address(get_language() or settings.LANGUAGE_CODE),
        "worker": reverse("phone_worker"),
    }


def _rooms(sentra: uuid.UUID | None, enterprise: uuid.UUID | None, writing: str) -> list[Room]:
    """The rooms this person can enter; one without a page, or for which the person has no place, is left out.

    `writing` is the page behind “Catat”.
    """
    all_five = [
        ("business", _("Usaha"), "business", _address("home")),
        ("workshop", _("Bengkel"), "workshop", _address("workshop_home", enterprise)),
        ("write", _("Catat"), "write", writing),
        ("sentra", _("Sentra"), "sentra", _address("sentra", sentra)),
        ("more", _("Lainnya"), "more", _address("more")),
    ]
    return [Room(key, label, icon, url, key == "write") for key, label, icon, url in all_five if url]


def _writing(owns: bool, enterprise: uuid.UUID | None) -> str:
    """Who owns a workshop writes what happened, who works in one what they made; others count for the sentra."""
    if owns:
        return _address("write")
    return _address("tally", enterprise) if enterprise else _address("tally_home")


def _address(name: str, place: uuid.UUID | None = None) -> str:
    """Where the page of this name is: for everybody, or for one place; empty when there is none."""
    for places in ([], [place]) if place else ([],):
        try:
            return reverse(name, args=places)
        except NoReverseMatch:
            continue
    return ""


def _room(request: HttpRequest, rooms: list[Room]) -> str | None:
    for each in rooms:
        if each.url == request.path:
            return each.key
    match = request.resolver_match
    if match is None:
        return None
    package = match.func.__module__.removeprefix("guyub.").partition(".")[0]
    return ROOM_OF_PACKAGE.get(package, "business" if package == "books" else "more")
