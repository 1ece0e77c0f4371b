"""What can be asked about people."""

from __future__ import annotations

from guyub.people.models import ApiKey, User


def keys_of(user: User) -> list[ApiKey]:
    """The keys that act as this person, the latest first; revoked ones last."""
    return sorted(ApiKey.objects.filter(user=user).order_by("-created"), key=lambda key: key.revoked is not None)
