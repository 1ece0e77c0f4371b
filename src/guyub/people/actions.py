"""What can be done about people."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Model, Q

from guyub.kernel.errors import Conflict
from guyub.kernel.words import Words, _
from guyub.people.access import Person
from guyub.people.models import ApiKey, Disagreement, Role, RoleName, User

KEY_BEGINS = "guyub_"
LAST_USED_TO_WITHIN = timedelta(hours=1)


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


@transaction.atomic
def make_key(user: User, name: str, *, client_id: str, at: datetime) -> str:
    """A new key that acts as `user`: the text that has to be copied now, because it is not kept.

    Raises Conflict when this form has made its key already.
    """
    # Whoever has to wait here for a second click finds the key that the first one made.
    User.objects.select_for_update().get(pk=user.pk)
    if ApiKey.objects.filter(user=user, client_id=client_id).exists():
        raise Conflict(_("Kunci ini sudah dibuat dan hanya ditampilkan satu kali. Kalau hilang, buat yang baru."))
    text = KEY_BEGINS + secrets.token_urlsafe(32)
    ApiKey.objects.create(user=user, client_id=client_id, name=name, sha256=_hash(text), created=at)
    return text


def revoke_key(user: User, key: uuid.UUID, *, at: datetime) -> ApiKey | None:
    """End a key of this person's for good; None when there is no such key of theirs."""
    found = ApiKey.objects.filter(user=user, pk=key).first()
    if found is not None and found.revoked is None:
        found.revoked = at
        found.save(update_fields=["revoked"])
    return found


def user_of_key(text: str, *, at: datetime) -> User | None:
    """Whom this key acts as; None for one that was not made here, was revoked, or whose owner may not sign in."""
    key = (
        ApiKey.objects.select_related("user").filter(sha256=_hash(text), revoked=None, user__is_active=True).first()
        if text.startswith(KEY_BEGINS)
        else None
    )
    if key is None:
        return None
    stale = at - LAST_USED_TO_WITHIN
    if key.last_used is None or key.last_used < stale:
        ApiKey.objects.filter(Q(last_used=None) | Q(last_used__lt=stale), pk=key.pk).update(last_used=at)
    return key.user


def _hash(text: str) -> str:
    """A key has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people changed: what stands and what was wanted, as a form sends them and as words."""

    field: str
    label: Words
    kept: Any
    wanted: Any
    kept_words: Words
    wanted_words: Words


class Changed(Protocol):
    """The thing that both changed, and who may settle it where."""

    kind: str
    thing: Model
    title: str
    role: RoleName
    place: uuid.UUID


def note_disagreements(
    by: Person, changed: Changed, differing: Iterable[Difference], *, client_id: str, at: datetime
) -> None:
    """Keep what could not be decided. The same form sent again adds nothing."""
    Disagreement.objects.bulk_create(
        [
            Disagreement(
                kind=changed.kind,
                thing=changed.thing.pk,
                role=changed.role,
                place=changed.place,
                title=changed.title[:200],
                field=each.field[:400],
                label=each.label.to_json(),
                kept=each.kept,
                wanted=each.wanted,
                kept_words=each.kept_words.to_json(),
                wanted_words=each.wanted_words.to_json(),
                by=by if isinstance(by, User) else None,
                at=at,
                client_id=client_id,
            )
            for each in differing
        ],
        ignore_conflicts=True,
    )


def ask_anew(found: Disagreement, kept: Any, kept_words: Words) -> None:
    """What stands was changed since: a person chooses between that and what was wanted."""
    Disagreement.objects.filter(pk=found.pk).update(kept=kept, kept_words=kept_words.to_json())


def settle(by: User, found: Disagreement, *, at: datetime) -> None:
    """Note that a person chose."""
    Disagreement.objects.filter(pk=found.pk, settled_at=None).update(settled_at=at, settled_by=by)
