"""`guyub verify`: recounts every book and every open log, and says what does not fit."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guyub.kernel.words import Words, _
from guyub.openlog.verify import file_finding
from guyub.web.terminal import in_the_terminals_language

# What was recounted, in a sentence, and what does not fit: nothing when all does.
Finding = tuple[Words, Sequence[Words]]

# One function for each room that has something to recount; a room adds its own here.
CHECKS = (
    ("guyub.openlog.verify", "findings"),
    ("guyub.books.verify", "findings"),
    ("guyub.workshop.verify", "findings"),
    ("guyub.orders.verify", "verify_orders"),
)


class Command(BaseCommand):
    help = "Recount all books and check all logs; exit code 1 when something does not fit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--log",
            metavar="FILE",
            action="append",
            default=[],
            help="a downloaded log: check it, and that the database still begins with it",
        )

    @in_the_terminals_language
    def handle(self, *_args: Any, log: list[str], **_options: Any) -> None:
        wrong = 0
        for about, misfits in self._findings(log):
            mark = self.style.ERROR("✗") if misfits else self.style.SUCCESS("✓")
            self.stdout.write(f"{mark} {about}")
            for misfit in misfits:
                wrong += 1
                self.stdout.write(f"    {misfit}")
        if wrong:
            raise CommandError(str(_("%(wrong)s hal tidak cocok.", wrong=wrong)), returncode=1)
        self.stdout.write(str(_("Semua cocok.")))

    def _findings(self, files: Sequence[str]) -> Iterator[Finding]:
        for name in files:
            with Path(name).open(encoding="utf-8") as file:
                yield file_finding(Path(name).name, file)
        for check in _checks():
            yield from check()


def _checks() -> Iterator[Callable[[], Iterator[Finding]]]:
    for module, function in CHECKS:
        if find_spec(module):
            yield getattr(import_module(module), function)
