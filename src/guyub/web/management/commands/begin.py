"""`guyub begin`: makes a real sentra and its first officer; later, further officers of the same sentra."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from guyub.books.actions.posting import open_book
from guyub.kernel.words import _
from guyub.people.actions import give_role
from guyub.people.models import RoleName, User
from guyub.sentra.models import Sentra
from guyub.web.terminal import in_the_terminals_language


class Command(BaseCommand):
    help = "Make a sentra and an officer. The password is asked for, or read from GUYUB_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sentra", help="name of the sentra; one that exists gets another officer")
        parser.add_argument("username", help="the officer signs in with this: a phone number or a short name")
        parser.add_argument("--name", default="", help="the officer's name")
        parser.add_argument("--place", default="", help="where the sentra is")

    @in_the_terminals_language
    def handle(self, *_args: Any, sentra: str, username: str, name: str, place: str, **_options: Any) -> None:
        if User.objects.filter(username__iexact=username.strip()).exists():
            raise CommandError(str(_("Nama masuk %(username)s sudah dipakai.", username=username)))
        password = os.environ.get("GUYUB_PASSWORD") or getpass.getpass()
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            found, new = Sentra.objects.get_or_create(name=sentra, defaults={"place_name": place})
            officer = User.objects.create_user(username, name or username, password)
            give_role(officer, RoleName.OFFICER, found.id)
            open_book(found)
        words = _("%(sentra)s dibuat.", sentra=sentra) if new else _("%(sentra)s sudah ada.", sentra=sentra)
        welcome = _("%(username)s bisa masuk sebagai pengurus.", username=username)
        self.stdout.write(f"{words} {welcome}")
