"""People for tests, each holding one role in one place."""

from __future__ import annotations

import uuid
from itertools import count

from django.test import Client

from guyub.people.actions import give_role
from guyub.people.models import RoleName, User
from guyub.sentra.models import Enterprise, Sentra

PASSWORD = "sandi yang panjang"
_numbers = count(1)


def person(name: str = "Orang") -> User:
    """Somebody with no role anywhere, who can sign in with PASSWORD."""
    username = f"{name.lower().replace(' ', '')[:30]}{next(_numbers)}"
    return User.objects.create_user(username=username, name=name, password=PASSWORD)


stranger = person


def _holder(role: RoleName, place: uuid.UUID, name: str) -> User:
    user = person(name)
    give_role(user, role, place)
    return user


def officer(sentra: Sentra, name: str = "Pengurus") -> User:
    return _holder(RoleName.OFFICER, sentra.id, name)


def member(sentra: Sentra, name: str = "Anggota") -> User:
    return _holder(RoleName.MEMBER, sentra.id, name)


def owner(enterprise: Enterprise, name: str = "Pemilik") -> User:
    return _holder(RoleName.OWNER, enterprise.id, name)


def worker(enterprise: Enterprise, name: str = "Pekerja") -> User:
    return _holder(RoleName.WORKER, enterprise.id, name)


def member_owner(sentra: Sentra, enterprise: Enterprise, name: str = "Bu Anggota") -> User:
    """The usual case: the owner of a workshop, who also speaks for it in the sentra."""
    user = owner(enterprise, name)
    give_role(user, RoleName.MEMBER, sentra.id)
    return user


def signed_in(user: User | None, language: str = "id") -> Client:
    """A client of this person's, or of nobody's, reading `language`."""
    client = Client(headers={"accept-language": language})
    if user is not None:
        client.force_login(user)
    return client
