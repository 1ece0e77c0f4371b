"""What can be done about people."""

from __future__ import annotations

import uuid

from guyub.people.models import Role, RoleName, User


def give_role(user: User, role: RoleName, place: uuid.UUID) -> None:
    """Let `user` hold `role` in `place`; holding it already changes nothing."""
    Role.objects.get_or_create(user=user, role=role, place=place)
    user.__dict__.pop("held_roles", None)


def take_roles(place: uuid.UUID, role: RoleName, users: list[User]) -> None:
    """End `role` in `place` for these people."""
    Role.objects.filter(place=place, role=role, user__in=users).delete()


def choose_language(user: User, language: str) -> None:
    """Remember the language this person reads."""
    user.language = language
    user.save(update_fields=["language"])
