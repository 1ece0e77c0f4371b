"""A new installation, made as a newcomer makes it: its first person gets in, and its books come out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SIGN_IN = """
import django
django.setup()
from django.test import Client
answer = Client(HTTP_HOST="127.0.0.1").post("/masuk/", {"login": "tini", "password": "benang-2026"})
print(answer.status_code, answer.headers.get("Location"))
"""


def test_a_new_installation_lets_its_first_person_in_and_gives_the_books_to_standard_output(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "GUYUB_DATA": str(tmp_path / "data"),
        "GUYUB_LANG": "id",
        "GUYUB_PASSWORD": "benang-2026",
        "DJANGO_SETTINGS_MODULE": "guyub.web.settings",
    }

    def run(*arguments: str, code: int = 0) -> bytes:
        done = subprocess.run([sys.executable, *arguments], env=env, capture_output=True, check=False)
        assert done.returncode == code, done.stderr.decode()
        return done.stdout

    def guyub(*arguments: str, code: int = 0) -> bytes:
        return run("-m", "guyub.cli.main", *arguments, code=code)

    guyub("migrate")
    guyub("begin", "Sentra Tenun", "tini")
    assert run("-c", SIGN_IN).split() == [b"302", b"/"]
    make = (
        "from guyub.sentra.models import Sentra; from guyub.books.actions.posting import open_book; "
        "open_book(Sentra.objects.get())"
    )
    guyub("shell", "-v", "0", "-c", make)
    # The bytes of the file and nothing else.
    exported = guyub("books", "export", "Sentra Tenun", "--format", "csv")
    assert exported.startswith(b"catatan,tanggal,keterangan,akun")
    guyub("books", "export", "Lain", "--format", "csv", code=2)
    guyub("books", "export", "Sentra Tenun", code=2)
