"""What the shell around every page needs to know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from guyub.people.models import RoleName, User


def shell(request: HttpRequest) -> dict[str, Any]:
    """The signed-in person's places, for the navigation; nothing for a stranger."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"my_sentra": None, "my_enterprise": None, "am_officer": False}
    officer_of = user.places(RoleName.OFFICER)
    sentra = officer_of or user.places(RoleName.MEMBER)
    enterprises = user.places(RoleName.OWNER) or user.places(RoleName.WORKER)
    return {
        "my_sentra": sentra[0] if sentra else None,
        "my_enterprise": enterprises[0] if enterprises else None,
        "am_officer": bool(officer_of),
    }
