"""People who sign in, and the roles they hold."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from guyub.kernel.ids import new_id

# Held by everybody in one place, themselves: what is a person's own, such as their pay.
SELF = "self"


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, name: str, password: str | None = None) -> User:
        user = self.model(username=username.strip().casefold(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. The sign-in name is a phone number or a short name; there is no e-mail to forget."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, default="", blank=True)  # empty: never chosen, as the browser says
    is_active = models.BooleanField(default=True)

    class Meta:
        # Signing in does not tell case apart, so two names may not either.
        constraints: ClassVar = [models.UniqueConstraint(Lower("username"), name="username_once_in_any_case")]

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    @cached_property
    def held_roles(self) -> frozenset[tuple[str, uuid.UUID]]:
        """The (role, place) pairs of this person, read once for as long as the object lives."""
        return frozenset([*self.roles.values_list("role", "place"), (SELF, self.id)])

    def places(self, role: str) -> list[uuid.UUID]:
        """Ids of the enterprises or sentra in which this person holds `role`."""
        return sorted(place for held, place in self.held_roles if held == role)


class RoleName(models.TextChoices):
    OWNER = "owner"  # of an enterprise
    WORKER = "worker"  # of an enterprise
    MEMBER = "member"  # of a sentra: speaks for a member enterprise
    OFFICER = "officer"  # of a sentra


class Role(models.Model):
    """One role of one person in one place: an enterprise or a sentra, named by its id."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=10, choices=RoleName.choices)
    place = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "place"], name="role_held_once"),
            models.CheckConstraint(condition=models.Q(role__in=RoleName.values), name="role_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["place", "role"])]

    def __str__(self) -> str:
        return f"{self.role} @ {self.place}"


class ApiKey(models.Model):
    """A key by which a program acts as its owner. Only its hash is kept, so nobody can read it here again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    client_id = models.CharField(max_length=64, help_text="of the form that asked for it, so that it is made once")
    name = models.CharField(max_length=60, help_text="what it is for, in its owner's words")
    sha256 = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    last_used = models.DateTimeField(null=True, help_text="to within an hour")
    revoked = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "client_id"], name="api_key_once_a_form")]

    def __str__(self) -> str:
        return self.name


class Disagreement(models.Model):
    """Two people changed the same field of the same thing: what stands, and what was wanted too.

    `kept` and `wanted` are what a form sends (a list of texts; for a whole row of a list, texts by field; null: taken
    away), the words beside them what a person reads (`kernel.words.Words` as JSON).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    thing = models.UUIDField()
    role = models.CharField(max_length=10, choices=RoleName.choices)  # who may settle it, in `place`
    place = models.UUIDField()
    title = models.CharField(max_length=200)
    field = models.CharField(max_length=400)
    label = models.JSONField()
    kept = models.JSONField(null=True)
    wanted = models.JSONField(null=True)
    kept_words = models.JSONField()
    wanted_words = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    client_id = models.CharField(max_length=64, help_text="of the form that came second")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thing", "field", "client_id"], name="disagreement_once_a_form")
        ]
        indexes: ClassVar = [
            models.Index(fields=["place", "role", "at"], condition=models.Q(settled_at=None), name="disagreements_open")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.field}"

    def places(self) -> dict[str, uuid.UUID | None]:
        return {self.role: self.place}
