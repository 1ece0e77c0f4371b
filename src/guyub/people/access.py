"""The one access policy: who may do what to which thing.

A thing says which places it belongs to (`places()`: role name to the ids of the enterprise or sentra in which that
role would have to be held). An act says which roles may do it. Nothing else decides access, anywhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Protocol

from django.contrib.auth.models import AnonymousUser

from guyub.kernel.errors import NotAllowed
from guyub.kernel.words import _
from guyub.people.models import SELF, RoleName, User

Person = User | AnonymousUser

OWNER, WORKER, MEMBER, OFFICER = RoleName.OWNER, RoleName.WORKER, RoleName.MEMBER, RoleName.OFFICER

ACTS: Mapping[str, frozenset[str]] = {
    "see sentra": frozenset({MEMBER, OFFICER}),
    "manage sentra": frozenset({OFFICER}),
    "see log": frozenset({MEMBER, OFFICER}),
    "see order": frozenset({MEMBER, OFFICER}),
    "manage order": frozenset({OFFICER}),
    "see enterprise": frozenset({OWNER, WORKER}),
    "answer offer": frozenset({OWNER}),
    "tally": frozenset({OWNER, WORKER, OFFICER}),
    "run workshop": frozenset({OWNER}),
    "work": frozenset({OWNER, WORKER}),
    "see pay": frozenset({OWNER, SELF}),
    "see books": frozenset({OWNER}),
    "keep books": frozenset({OWNER}),
    "see hub books": frozenset({OFFICER}),
    "settle difference": frozenset({OWNER, OFFICER}),
}


class Placed(Protocol):
    """A thing that access can be decided about."""

    def places(self) -> Mapping[str, uuid.UUID | None]:
        """For each role that could open this thing, the place where it must be held."""
        ...


def allowed(person: Person, act: str, thing: Placed) -> bool:
    """Whether `person` may do `act` to `thing`. An unknown act is a mistake in the program: KeyError."""
    roles = ACTS[act]
    if not isinstance(person, User) or not person.is_active:
        return False
    places = thing.places()
    return any((role, places.get(role)) in person.held_roles for role in roles)


def require(person: Person, act: str, thing: Placed) -> None:
    """Raise NotAllowed unless `allowed`."""
    if not allowed(person, act, thing):
        raise NotAllowed(_("Anda tidak berhak melakukan ini."))
