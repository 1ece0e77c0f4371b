"""`guyub demo`: fills an empty installation with an invented sentra, and says whom one can sign in as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from guyub.kernel.words import _
from guyub.sentra.models import Sentra
from guyub.web import demo
from guyub.web.terminal import in_the_terminals_language


class Command(BaseCommand):
    help = "Load the demo sentra into an empty installation, and print its sign-ins."

    @in_the_terminals_language
    def handle(self, *_args: Any, **_options: Any) -> None:
        if Sentra.objects.exists():
            self._print(demo.sign_ins())
            return
        members = Path(settings.PROJECT) / "examples" / "anggota.xlsx"
        if not members.exists():
            raise CommandError(str(_("Berkas contoh %(file)s tidak ada.", file=str(members))))
        with transaction.atomic():
            demo.load(members, timezone.localdate())
        self._print(demo.sign_ins())

    def _print(self, sign_ins: list[demo.SignIn]) -> None:
        """Whom one can sign in as; nothing in an installation that is not a demo."""
        for sign_in in sign_ins:
            self.stdout.write(f"  {sign_in.username:10} {demo.PASSWORD:12} {sign_in.who}")
