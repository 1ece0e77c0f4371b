"""By which name a phone tells the people who use it apart."""

from __future__ import annotations

from typing import Any

from django.utils.crypto import salted_hmac

NOBODY = "-"


def person_key(user: Any) -> str:
    """The same for one person always, telling nothing about them; `-` for who has not signed in."""
    if not user.is_authenticated:
        return NOBODY
    return salted_hmac("guyub.phone.person", str(user.pk)).hexdigest()[:20]
