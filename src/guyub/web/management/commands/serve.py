"""`guyub serve`: answers browsers on this machine until Ctrl-C, with as many threads as a sentra needs."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Serve Guyub with gunicorn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="ADDRESS:PORT")
        parser.add_argument("--workers", type=int, default=2, help="processes")
        parser.add_argument("--threads", type=int, default=4, help="threads in each process")

    def handle(self, *_args: Any, bind: str, workers: int, threads: int, **_options: Any) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        gunicorn = [
            *(sys.executable, "-m", "gunicorn", "guyub.web.wsgi:application"),
            *("--bind", bind, "--workers", str(workers), "--threads", str(threads)),
            *("--worker-class", "gthread", "--no-control-socket", "--log-level", "warning"),
        ]
        os.execv(sys.executable, gunicorn)  # noqa: S606 - no shell, and nothing a stranger chose
